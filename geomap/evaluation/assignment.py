"""Who belongs to whom: the assignment of the highest total worth, on the small matrices of one report."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["assign"]


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return (row, column) pairs of the highest total worth, each row and column once; worth 0 or less pairs nothing.

    Shortest augmenting paths with potentials (Jonker & Volgenant 1987), in the order of Crouse (2016, "On implementing
    2D rectangular assignment algorithms"), O(n³). scipy solves it in the same order, so that of several assignments
    worth the same both find one; but it is a hundred times larger than what is needed here.
    """
    if not worth or not worth[0]:
        return []
    wide = len(worth) <= len(worth[0])
    cost = [[-value for value in row] for row in (worth if wide else zip(*worth, strict=True))]
    pairs = ((i, j) if wide else (j, i) for j, i in enumerate(_Solver(cost).solve()) if i >= 0)
    return sorted((i, j) for i, j in pairs if worth[i][j] > 0)


class _Solver:
    """Gives every row of `cost`, which is at least as wide as high, a column of its own."""

    def __init__(self, cost: Sequence[Sequence[float]]) -> None:
        self.cost = cost
        self.high, self.wide = len(cost), len(cost[0])
        self.of_row, self.of_column = [0.0] * self.high, [0.0] * self.wide
        self.row_at, self.column_at = [-1] * self.wide, [-1] * self.high

    def solve(self) -> list[int]:
        """Return, for each column, its row, or -1."""
        for row in range(self.high):
            self._augment(row)
        return self.row_at

    def _augment(self, start: int) -> None:
        """Give the row `start` a column, by the shortest path of rows that move on to another."""
        least, way = [math.inf] * self.wide, [-1] * self.wide
        left, rows, columns = list(range(self.wide))[::-1], [start], []
        row, length = start, 0.0
        while True:
            place = self._nearest(row, length, left, least, way)
            column = left[place]
            left[place] = left[-1]
            left.pop()
            columns.append(column)
            length = least[column]
            if self.row_at[column] < 0:
                break
            row = self.row_at[column]
            rows.append(row)
        self.of_row[start] += length
        for other in rows[1:]:
            self.of_row[other] += length - least[self.column_at[other]]
        for other in columns:
            self.of_column[other] -= length - least[other]
        self._move(start, column, way)

    def _nearest(self, row: int, length: float, left: Sequence[int], least: list[float], way: list[int]) -> int:
        """Return the place in `left` of the column that is nearest now that `row` is reached; a free one of equals."""
        lowest, place = math.inf, -1
        for n, column in enumerate(left):
            reduced = length + self.cost[row][column] - self.of_row[row] - self.of_column[column]
            if reduced < least[column]:
                least[column], way[column] = reduced, row
            if least[column] < lowest or (least[column] == lowest and self.row_at[column] < 0):
                lowest, place = least[column], n
        return place

    def _move(self, start: int, column: int, way: Sequence[int]) -> None:
        row = -1
        while row != start:
            row = way[column]
            self.row_at[column] = row
            self.column_at[row], column = column, self.column_at[row]
