"""Which rows are compared at all: those of different sources that lie near enough, and those whose sources say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geomap.gazetteer.conflation.judges import RADIUS_SHARE
from geomap.gazetteer.conflation.rows import OURS, Row
from geomap.gazetteer.tables import UNIT_KINDS

__all__ = ["distances_km", "near_pairs", "stated_pairs"]

REACH_KM = 8.0
"""Settlements and sites are compared within so much beyond their extent: farther off no name is rare enough, see
`geomap.gazetteer.conflation.judges`."""
UNIT_REACH = 2.0
"""Units within so many times our radius: it holds them with a quarter to spare, and younger units were part of wider
ones."""
KM_PER_DEGREE = 111.2
"""Of latitude, to a third of a per cent."""


def stated_pairs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the pairs of rows one of which says that it is the other, or that both are a third; in order."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for id in row.stated:
            bearers[id].append(n)
    pairs = {(one, other) for found in bearers.values() for k, one in enumerate(found) for other in found[k + 1 :]}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def near_pairs(rows: Sequence[Row], stated: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of rows of different sources that may be one place by where they lie, with their distance in km.

    The first of a pair stands before the second in `rows`. A row whose partner in another source is `stated` is paired
    with none of that source: it has no second one there.
    """
    if not rows:
        return
    points = np.array([(row.lon, row.lat) for row in rows])
    reach = np.array([_reach(row) for row in rows])
    tall = reach / KM_PER_DEGREE
    wide = tall / np.maximum(0.05, np.cos(np.radians(points[:, 1])))
    boxes = shapely.box(points[:, 0] - wide, points[:, 1] - tall, points[:, 0] + wide, points[:, 1] + tall)
    tree = shapely.STRtree(shapely.points(points))
    sources = np.unique([row.source for row in rows], return_inverse=True)[1]
    told = np.zeros((len(rows), int(sources.max()) + 1), bool)
    for a, b in stated:
        told[a, sources[b]] = told[b, sources[a]] = True
    # In slices: every row may have hundreds of neighbours.
    for start in range(0, len(rows), _SLICE):
        one, other = tree.query(boxes[start : start + _SLICE])
        one = one + start
        keep = (sources[one] != sources[other]) & ~told[one, sources[other]] & ~told[other, sources[one]]
        one, other = one[keep], other[keep]
        km = distances_km(points[one], points[other])
        far = km > np.maximum(reach[one], reach[other])
        # A pair that both boxes hold comes twice; the one that only one box holds comes once.
        twice = (one > other) & (km <= reach[other])
        for a, b, distance in zip(*(part[~(far | twice)].tolist() for part in (one, other, km)), strict=True):
            yield min(a, b), max(a, b), distance


_SLICE = 2_000
"""Rows whose neighbours are held in memory at once: some 100,000 pairs."""


def distances_km(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Return the kilometres between points, lon and lat in degrees, on a sphere (within 0.5 % of the ellipsoid)."""
    turn = np.abs(one[:, 0] - other[:, 0])
    x = np.minimum(turn, 360 - turn) * np.cos(np.radians((one[:, 1] + other[:, 1]) / 2))
    return np.asarray(np.hypot(x, one[:, 1] - other[:, 1]) * KM_PER_DEGREE)


def _reach(row: Row) -> float:
    if row.kind in UNIT_KINDS and row.source == OURS:
        return row.radius_km * UNIT_REACH
    return REACH_KM + (0.0 if row.kind in UNIT_KINDS else RADIUS_SHARE * row.radius_km)
