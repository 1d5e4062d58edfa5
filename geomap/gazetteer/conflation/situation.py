"""Which of our units a position lies in, and what a new place inherits from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from geomap.gazetteer.areas import Areas
from geomap.records import Place

__all__ = ["LEVELS", "situations", "unit_chain"]

LEVELS = ("subdistrict", "district", "governorate", "country")
"""Narrowest first, as parents stand."""


def situations(
    areas: Areas, points: Sequence[tuple[float, float]], units: Mapping[str, Place]
) -> list[tuple[str, ...]]:
    """Return for each point (lon, lat) the ids of the units that hold it, nearest first; none abroad.

    The areas say which is the narrowest unit; what holds that one its own table row says, so that the chain does not
    contradict itself where two levels of areas do.
    """
    found: list[list[str]] = [[] for _ in points]
    spots = shapely.points(np.array(points, float).reshape(-1, 2))
    for level in LEVELS:
        features = areas.features(level)
        if not features or not points:
            continue
        tree = shapely.STRtree([area.geometry for area in features])
        seen: set[int] = set()
        for n, k in sorted(zip(*tree.query(spots, predicate="intersects").tolist(), strict=True)):
            if n not in seen:
                seen.add(n)
                found[n].append(features[k].id)
    return [unit_chain(ids, units) for ids in found]


def unit_chain(ids: Sequence[str], units: Mapping[str, Place]) -> tuple[str, ...]:
    """Return `ids` (nearest first) up to the first that is one of ours, and then what holds that one."""
    chain: list[str] = []
    for id in ids:
        chain.append(id)
        if id in units:
            return (*chain, *(unit for unit in units[id].parents if unit not in chain))
    return tuple(chain)
