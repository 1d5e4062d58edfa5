"""From weighed pairs to groups: average linkage on a sparse graph, the same whatever the order of input."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

__all__ = ["clusters"]

APART = -2.0
"""Log-odds of a pair that was no candidate: too far apart in time or place to be weighed; a guess."""

THRESHOLD = 0.0
"""Groups join while the mean log-odds between them is above this: more likely the same event than not."""


@dataclass(slots=True)
class _Link:
    total: float
    pairs: int


def clusters(size: int, weights: Mapping[tuple[int, int], float], crowded: Set[int] = frozenset()) -> list[list[int]]:
    """Return the groups of positions 0..size-1, each sorted, in the order of their first.

    The two groups with the highest mean log-odds between them join first, until no mean is above `THRESHOLD`; among
    equals those that stand first. A chain therefore does not drag in what contradicts most of the group.

    Parameters
    ----------
    size : int
        Number of incidents.
    weights : mapping of (int, int) to float
        Log-odds of each candidate pair, first < second.
    crowded : set of int
        Positions of full blocks: of these not every pair was weighed, and a missing one counts for nothing.
    """
    graph = _Graph(size, weights, crowded)
    while (pair := graph.best()) is not None:
        graph.join(*pair)
    return sorted(graph.groups.values())


class _Graph:
    def __init__(self, size: int, weights: Mapping[tuple[int, int], float], crowded: Set[int]) -> None:
        self.groups = {n: [n] for n in range(size)}
        self.crowd = {n: int(n in crowded) for n in range(size)}
        self.links: dict[int, dict[int, _Link]] = defaultdict(dict)
        self.heap: list[tuple[float, int, int]] = []
        for (a, b), weight in sorted(weights.items()):
            self.links[a][b] = self.links[b][a] = _Link(weight, 1)
            self._push(a, b)
        heapq.heapify(self.heap)

    def best(self) -> tuple[int, int] | None:
        """Return the two groups to join next; entries of the heap that later joins made stale are dropped."""
        while self.heap:
            mean, a, b = heapq.heappop(self.heap)
            if -mean <= THRESHOLD:
                return None
            if b in self.links.get(a, {}) and self._mean(a, b) == -mean:
                return a, b
        return None

    def join(self, a: int, b: int) -> None:
        """Put group `b` into group `a`."""
        self.groups[a] = sorted(self.groups[a] + self.groups.pop(b))
        self.crowd[a] += self.crowd.pop(b)
        del self.links[a][b]
        for other, link in self.links.pop(b).items():
            if other == a:
                continue
            del self.links[other][b]
            mine = self.links[a].setdefault(other, _Link(0.0, 0))
            self.links[other][a] = mine
            mine.total += link.total
            mine.pairs += link.pairs
        for other in sorted(self.links[a]):
            heapq.heappush(self.heap, self._entry(min(a, other), max(a, other)))

    def _push(self, a: int, b: int) -> None:
        self.heap.append(self._entry(a, b))

    def _entry(self, a: int, b: int) -> tuple[float, int, int]:
        return -self._mean(a, b), a, b

    def _mean(self, a: int, b: int) -> float:
        link = self.links[a][b]
        every = len(self.groups[a]) * len(self.groups[b])
        apart = max(0, every - link.pairs - self.crowd[a] * self.crowd[b])
        return (link.total + apart * APART) / (link.pairs + apart)
