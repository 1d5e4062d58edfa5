"""The offline basemap, from the gazetteer's own areas, lines and places: no tile is needed to see where one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString

from geomap.maps.shapes import SCALE, encoded_lines, encoded_polygons

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.areas import Area
    from geomap.records import Place

__all__ = ["ground"]

_FILLED: Mapping[str, float] = {"neighbour": 0.01, "country": 0.002, "lake": 0.002, "disputed": 0.002}
"""Levels drawn as areas → tolerance in degrees: a pixel at zoom 7 (0.01) or at zoom 9 (0.002)."""

_OUTLINED: Mapping[str, float] = {"country": 0.002, "governorate": 0.002, "district": 0.003}
"""Levels of whose borders only the lines are drawn, outer ones first → tolerance in degrees."""

_SAME = 0.004
"""Degrees (400 m) within which two levels' lines are one border: above the rounding of their files, below a pixel."""

_LINES = ("river", "road")
"""Kinds of places that are drawn as lines."""

_LABELLED = ("city", "town", "village", "range", "lake", "river", "dam", "base", "crossing", "oilfield")
"""Kinds of places whose names the map bears, as zoom and room allow."""

_TOWNS_ABROAD = 60_000
"""Inhabitants from which a town abroad is labelled: enough to tell where one is, few enough to stay quiet."""

_WINDOW = (36.0, 26.5, 52.0, 40.0)
"""West, south, east, north: towns outside are not labelled."""


def ground(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the basemap as plain values for JSON.

    Parameters
    ----------
    gazetteer : Gazetteer
        Its `areas`, and its `places` with kinds, names, lines and populations.

    Returns
    -------
    dict
        ``scale``: steps per degree; ``areas``: level → list of ``[en, ar, ckb, polygons]``; ``borders``: level →
        lines, none of them drawn twice; ``lines``: ``[kind, en, ar, ckb, line]``; ``labels``:
        ``[kind, lon, lat, population, en, ar, ckb]``, positions in steps; the most important first; ``surveyed``:
        whether the districts are those of a source that the user added.
    """
    areas = {level: _drawn(gazetteer, level) for level in (*_FILLED, "governorate", "district")}
    # A surveyed outline does not fit the neighbours': where land of none is left between them, it is no sea.
    below = gazetteer.areas.unreplaced().features("country") if "country" in gazetteer.surveyed else ()
    filled = {**areas, "neighbour": (*areas["neighbour"], *below)}
    return {
        "scale": SCALE,
        "areas": {
            level: [[*_names(a), encoded_polygons(a.geometry, tolerance)] for a in filled[level]]
            for level, tolerance in _FILLED.items()
        },
        "borders": _borders(areas),
        "lines": [
            [place.kind, *_place_names(place), encoded_lines(LineString(place.line), 0.002)[0]]
            for place in gazetteer.of_kind(*_LINES)
            if len(place.line) > 1
        ],
        "surveyed": bool(areas["district"]) and not any(area.approximate for area in areas["district"]),
        "labels": [*_unit_labels(areas), *_place_labels(gazetteer.of_kind(*_LABELLED))],
    }


def _drawn(gazetteer: Gazetteer, level: str) -> Sequence[Area]:
    return gazetteer.areas.features(level)


def _borders(areas: Mapping[str, Sequence[Area]]) -> dict[str, list[list[int]]]:
    """Return each level's lines without those that a wider level has drawn already, so that dashes stay dashes."""
    drawn: list[Geometry] = []
    found: dict[str, list[list[int]]] = {}
    for level, tolerance in _OUTLINED.items():
        segments = _segments(shapely.union_all([shapely.boundary(area.geometry) for area in areas[level]]))
        new = segments[_apart(segments, drawn)] if drawn else segments
        found[level] = encoded_lines(shapely.line_merge(shapely.multilinestrings(list(new))), tolerance)
        drawn.extend(new)
    return found


def _segments(lines: Geometry) -> NDArray[Any]:
    """Return every straight piece of `lines`, each as a line of its own."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(lines)]
    pieces = [np.stack([xy[:-1], xy[1:]], axis=1) for xy in parts]
    return np.asarray(shapely.linestrings(np.concatenate(pieces)) if pieces else [], dtype=object)


def _apart(segments: NDArray[Any], drawn: Sequence[Geometry]) -> NDArray[np.bool_]:
    """Return which segments have their middle away from every line of `drawn`."""
    middles = shapely.line_interpolate_point(segments, 0.5, normalized=True)
    near = shapely.STRtree(drawn).query(middles, predicate="dwithin", distance=_SAME)[0]
    apart = np.ones(len(segments), dtype=bool)
    apart[near] = False
    return apart


def _unit_labels(areas: Mapping[str, Sequence[Area]]) -> list[list[Any]]:
    """Return a label for each country and governorate at a point well inside it."""
    rows = []
    for level in ("country", "neighbour", "governorate", "district"):
        for area in areas[level]:
            largest = max(shapely.get_parts(area.geometry), key=shapely.area)
            point = shapely.centroid(largest)
            inside = point if shapely.contains(largest, point) else shapely.point_on_surface(largest)
            rows.append([level, *_position(inside.x, inside.y), 0, *_names(area)])
    return rows


def _place_labels(places: Iterable[Place]) -> list[list[Any]]:
    """Return a label for each place worth one, the most populous first."""
    chosen = sorted((p for p in places if _labelled(p)), key=lambda p: (-(p.population or 0), p.id))
    return [[p.kind, *_position(p.lon, p.lat), p.population or 0, *_place_names(p)] for p in chosen]


def _labelled(place: Place) -> bool:
    west, south, east, north = _WINDOW
    inside = west < place.lon < east and south < place.lat < north
    if place.country != "IQ":
        return inside and place.kind in ("city", "town") and (place.population or 0) >= _TOWNS_ABROAD
    # Foreign gazetteers bring some 22,000 villages: they would double every map's size and hide what it is about.
    return inside and place.kind in _LABELLED and not (place.kind == "village" and place.is_foreign)


def _position(lon: float, lat: float) -> tuple[int, int]:
    return round(lon * SCALE), round(lat * SCALE)


def _names(area: Area) -> tuple[str, str, str]:
    return area.name_en, area.name_ar, area.name_ckb


def _place_names(place: Place) -> tuple[str, str, str]:
    return place.label, place.name("ar") or "", place.name("ckb") or ""
