"""Which pairs are worth weighing: those near in time and place; linear in the number of incidents."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from geomap.merge.sketch import Sketch

__all__ = ["Candidates", "candidates"]

CELL_DEG = 1.0
"""Side of a grid cell, about 100 km: most footprints touch one to four."""

REACH_KM = 15.0
"""Two points of one event lie no farther apart than their radii and twice this."""

LONGEST_DAYS = 45
"""A span of more days than this pairs with nothing by its days."""

MOST_CELLS = 36
"""A footprint over more cells than this pairs with nothing by its place."""

CROWD = 60
"""A block of more incidents than this is not compared each with each, but each with `WINDOW` neighbours."""

WINDOW = 30

KM_PER_DEG = 111.2
"""Length of a degree of latitude, mean (6371 km · π / 180)."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of positions (first < second), and the positions whose blocks were too full to compare each with each."""

    pairs: tuple[tuple[int, int], ...]
    crowded: frozenset[int]


def candidates(sketches: Sequence[Sketch], across: bool) -> Candidates:
    """Return the pairs to weigh.

    Parameters
    ----------
    sketches : sequence of Sketch
        In their lasting order.
    across : bool
        False: only pairs that share a report.

    Returns
    -------
    Candidates
        At most ``CROWD`` · keys pairs per incident, however many incidents there are.
    """
    blocks: dict[Any, list[int]] = defaultdict(list)
    for position, sketch in enumerate(sketches):
        for key in _keys(sketch):
            blocks[key].append(position)
    pairs: set[tuple[int, int]] = set()
    crowded: set[int] = set()
    for block in blocks.values():
        if len(block) > CROWD:
            crowded.update(block)
        pairs.update(_pairs(block, sketches))
    if not across:
        pairs = {(a, b) for a, b in pairs if sketches[a].documents & sketches[b].documents}
    return Candidates(tuple(sorted(pairs)), frozenset(crowded))


def _keys(sketch: Sketch) -> Iterator[Any]:
    yield from (("report", document) for document in sketch.documents)
    days = _days(sketch)
    yield from ((day, *cell) for cell in _cells(sketch) for day in days)
    if sketch.point is None and sketch.place_words:
        yield from ((day, *sorted(sketch.place_words)) for day in days)


def _days(sketch: Sketch) -> list[str]:
    """Every day on which it can have happened and the one after, so that neighbouring days meet."""
    if sketch.days is None or (sketch.days[1] - sketch.days[0]).days > LONGEST_DAYS:
        return []
    first, last = sketch.days
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 2)]


def _cells(sketch: Sketch) -> list[tuple[int, int]]:
    if sketch.point is None:
        return []
    lon, lat = sketch.point
    tall = (sketch.radius_km + REACH_KM) / KM_PER_DEG
    wide = tall / max(0.1, math.cos(math.radians(lat)))
    columns = range(math.floor((lon - wide) / CELL_DEG), math.floor((lon + wide) / CELL_DEG) + 1)
    rows = range(math.floor((lat - tall) / CELL_DEG), math.floor((lat + tall) / CELL_DEG) + 1)
    return [(column, row) for column in columns for row in rows] if len(columns) * len(rows) <= MOST_CELLS else []


def _pairs(block: Sequence[int], sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    if len(block) <= CROWD:
        yield from ((a, b) for n, a in enumerate(block) for b in block[n + 1 :])
        return
    for order in (_by_place, _by_figures):
        queue = sorted(block, key=lambda position: (order(sketches[position]), position))
        for n, a in enumerate(queue):
            yield from ((min(a, b), max(a, b)) for b in queue[n + 1 : n + 1 + WINDOW])


def _by_place(sketch: Sketch) -> tuple[Any, ...]:
    lon, lat = sketch.point or (999.0, 999.0)
    return round(lon, 1), round(lat, 1), sketch.family


def _by_figures(sketch: Sketch) -> tuple[Any, ...]:
    killed = sketch.killed.low if sketch.killed else None
    injured = sketch.injured.low if sketch.injured else None
    return sketch.family, -1 if killed is None else killed, -1 if injured is None else injured
