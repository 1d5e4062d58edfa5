"""Joining: the likeliest pairs first, and no place takes two rows of one source unless they are plainly one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geomap.gazetteer.conflation.judges import LEAST_BITS, Judges, kinds_bits
from geomap.gazetteer.conflation.pairs import distances_km, near_pairs, stated_pairs
from geomap.gazetteer.conflation.rows import OURS, Row

__all__ = ["STATED_BITS", "Clusters", "Pair", "compared"]

STATED_BITS = 100.0
"""Bits for a source's own word that two rows are one: more than all judges together can give."""
LEAST_KEPT = 0.0
"""Pairs with fewer bits are not even kept as refused: there are ten of them for each that is worth telling."""
DOUBLE_KM = 0.5
"""Two rows of one source with one name so near to each other are one place that the source has twice. Beyond, GeoNames'
numbers often follow one another (Ghadir al-Shawk, 1.2 km; Mir Isfahan, 1.9 km): somebody saw two on one map sheet."""
DOUBLE_TOWN_KM = 2.0
"""The same for what our table has as a town or a city, or its radius where that is larger (a guess: Erbil stands twice
in Who's On First, 1.8 km apart, Baquba 3.7)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one place, the first before the second."""

    one: int
    other: int
    km: float
    bits: float
    stated: bool = False

    def among(self, numbers: Sequence[int]) -> Pair:
        """Return the pair with the numbers that its rows have in a longer list."""
        return replace(self, one=numbers[self.one], other=numbers[self.other])


def compared(rows: Sequence[Row], judges: Judges) -> list[Pair]:
    """Return the pairs of rows with what speaks for them, the likeliest first; ties by their ids."""
    stated = [(a, b) for a, b in stated_pairs(rows) if kinds_bits(rows[a].kind, rows[b].kind) is not None]
    points = np.array([(row.lon, row.lat) for row in rows]).reshape(-1, 2)
    apart = distances_km(points[[a for a, _ in stated]], points[[b for _, b in stated]]) if stated else np.empty(0)
    pairs = [Pair(a, b, km, STATED_BITS, True) for (a, b), km in zip(stated, apart.tolist(), strict=True)]
    for a, b, km in near_pairs(rows, stated):
        bits = judges.score(rows[a], rows[b], km)
        if bits is not None and bits >= LEAST_KEPT:
            pairs.append(Pair(a, b, km, bits))
    return sorted(pairs, key=lambda pair: (-round(pair.bits, 6), rows[pair.one].id, rows[pair.other].id))


@dataclass(slots=True)
class Clusters:
    """Rows that are one place, growing pair by pair.

    Parameters
    ----------
    rows : sequence of Row
    home : list of int
        For each row the first row of its cluster.
    members : dict of int to list of int
        First row → all rows of the cluster.
    taken : list of Pair
        The pairs that were joined.
    refused : dict of int to tuple of Pair and str
        Row → the likeliest pair that was not taken, and why.
    """

    rows: Sequence[Row]
    home: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    taken: list[Pair] = field(default_factory=list)
    refused: dict[int, tuple[Pair, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = list(range(len(self.rows)))
        self.members = {n: [n] for n in self.home}

    def join(self, pairs: Iterable[Pair]) -> None:
        """Join the rows of each pair unless it is too unlikely or its place is taken; keep why not."""
        for pair in pairs:
            one, other = self.home[pair.one], self.home[pair.other]
            if one == other:
                continue
            why = self._against(pair, one, other)
            if why:
                for n in (pair.one, pair.other):
                    self.refused.setdefault(n, (pair, why))
            else:
                self._unite(pair, one, other)

    def _against(self, pair: Pair, one: int, other: int) -> str:
        """Return why the clusters `one` and `other` stay apart, or nothing."""
        if pair.bits < LEAST_BITS:
            return f"too little speaks for it ({pair.bits:.1f} bits, {LEAST_BITS:g} needed)"
        first, second = ([self.rows[n] for n in self.members[home]] for home in (one, other))
        is_told = pair.stated and self.rows[pair.one].source != OURS
        for a in first:
            for b in second:
                if a.source == b.source and not (self._is_double(a, b, first + second) or is_told):
                    taken = b if a.id in (self.rows[pair.one].id, self.rows[pair.other].id) else a
                    return f"{taken.id} of the same source fits better"
                if kinds_bits(a.kind, b.kind) is None and not pair.stated:
                    return f"{a.id} is a {a.kind}, {b.id} a {b.kind}"
        return ""

    def _is_double(self, a: Row, b: Row, together: Sequence[Row]) -> bool:
        if a.source == OURS or kinds_bits(a.kind, b.kind) is None or not a.spelt.keys() & b.spelt.keys():
            return False
        towns = [row.radius_km for row in together if row.source == OURS and row.kind in ("city", "town")]
        apart = distances_km(np.array([[a.lon, a.lat]]), np.array([[b.lon, b.lat]]))[0]
        return bool(apart < max([DOUBLE_TOWN_KM, *towns] if towns else [DOUBLE_KM]))

    def _unite(self, pair: Pair, one: int, other: int) -> None:
        """Make one cluster of two; its first row is ours, or else the first by id."""
        keep, give = sorted((one, other), key=lambda home: (self.rows[home].source != OURS, self.rows[home].id))
        for n in self.members.pop(give):
            self.home[n] = keep
            self.members[keep].append(n)
        self.taken.append(pair)

    def ways(self) -> dict[int, Pair]:
        """Return for each row but the first of a cluster the pair that joins it to a row nearer to the first."""
        beside: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.taken:
            beside[pair.one].append(pair)
            beside[pair.other].append(pair)
        ways: dict[int, Pair] = {}
        for home, members in self.members.items():
            reached = [home] if len(members) > 1 else []
            for n in reached:
                for pair in beside[n]:
                    next_row = pair.other if pair.one == n else pair.one
                    if next_row != home and next_row not in ways:
                        ways[next_row] = pair
                        reached.append(next_row)
        return ways
