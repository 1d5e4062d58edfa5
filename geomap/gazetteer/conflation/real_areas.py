"""Surveyed areas in place of our approximate ones: which source gives a level, and what becomes of units it has not.

A level comes from one source, so that its units fit together. Units of ours that are younger than the source take the
land of those of their parts that the source has. Any other unit that it lacks keeps our approximate area, without the
surveyed ones: a table with one district replaces that one, and cuts its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from geomap.gazetteer.area_files import Area
from geomap.gazetteer.conflation.rows import spelt
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.tables import UNIT_KINDS
from geomap.records import Place

if TYPE_CHECKING:
    from shapely import Geometry

    from geomap.gazetteer.areas import Areas

__all__ = ["real_areas"]

_FIRST, _LAST = ("table", "cod"), ("geob",)
"""What the ids of sources begin with that are asked for a level first and last: the user's own before OCHA's, then any,
by name; geoBoundaries at the end, which gathers other publishers' boundaries."""

DISPUTED = 0.5
"""A unit counts among the disputed territories from this share on, as in `geomap.gazetteer.area_builder`."""

SLIVER = 0.01
"""Share of a unit's land that is no unit any more when all else has gone to younger ones (a guess)."""

KEPT = 0.3
"""Share of our area that must be left of a unit without a surveyed one: less is where two outlines differ (a guess)."""


def real_areas(
    own: Sequence[Place],
    foreign: Sequence[ForeignPlace],
    homes: Mapping[str, str],
    shapes: Mapping[str, Geometry],
    drawn: Areas,
) -> dict[str, tuple[Area, ...]]:
    """Return level → surveyed areas, for every level of which a source has polygons; empty where none has.

    Parameters
    ----------
    own, foreign : sequence of Place, sequence of ForeignPlace
    homes : mapping of str to str
        Foreign id → the id of the place that it is part of.
    shapes : mapping of str to shapely geometry
        Foreign id → polygon or multipolygon (EPSG:4326), beside those that the rows carry.
    drawn : Areas
        Our approximate ones, for what no source gives.

    Returns
    -------
    dict
        Ids are those of our places where a row is one of ours, in their order, else the row's. With districts or
        subdistricts comes ``disputed``, the union of the units whose share of dispute is 0.5 or more.
    """
    units = {place.id: place for place in own if place.kind in UNIT_KINDS}
    levels: dict[str, dict[str, Area]] = {}
    for level in UNIT_KINDS:
        rows = [row for row in foreign if row.kind == level and (row.area is not None or row.id in shapes)]
        if rows:
            chosen = min((row.id.partition(".")[0] for row in rows), key=_preference)
            levels[level] = _areas([row for row in rows if row.id.startswith(f"{chosen}.")], homes, shapes, units)
    for level in reversed(UNIT_KINDS[1:-1]):
        if level in levels:
            _give_land(level, levels, units)
    for level in levels:
        _keep_rest(levels[level], drawn.features(level))
    found = {level: tuple(areas.values()) for level, areas in levels.items()}
    if "district" in levels or "subdistrict" in levels:
        found["disputed"] = _disputed(found, units, drawn)
    return found


def _preference(prefix: str) -> tuple[int, str]:
    if prefix in _FIRST:
        return _FIRST.index(prefix), prefix
    return len(_FIRST) + (prefix in _LAST), prefix


def _areas(
    rows: Sequence[ForeignPlace], homes: Mapping[str, str], shapes: Mapping[str, Geometry], units: Mapping[str, Place]
) -> dict[str, Area]:
    """Return the areas of a level by id, ours first in our order; two rows of one unit become one area."""
    parts: dict[str, list[Geometry]] = {}
    names: dict[str, ForeignPlace] = {}
    for row in rows:
        id = homes.get(row.id, row.id)
        parts.setdefault(id, []).append(row.area if row.area is not None else shapes[row.id])
        names.setdefault(id, row)
    order = {id: n for n, id in enumerate(units)}
    return {
        id: Area(id, _polygons(parts[id]), False, *_names(units.get(id) or names[id]))
        for id in sorted(parts, key=lambda id: (order.get(id, len(order)), id))
    }


def _polygons(parts: Sequence[Geometry]) -> Geometry:
    """Return the union of polygons, mended where rings cross, without lines and points that mending may leave."""
    whole = shapely.union_all([shapely.make_valid(part) for part in parts])
    flat = [part for part in shapely.get_parts(whole) if shapely.get_dimensions(part) == 2]
    return (
        whole
        if shapely.get_dimensions(whole) == 2 and whole.geom_type != "GeometryCollection"
        else (shapely.union_all(flat))
    )


def _names(place: Place | ForeignPlace) -> tuple[str, str, str]:
    found = {code: next((n.text for n in place.names if n.language == code), "") for code in ("en", "ar", "ckb")}
    return found["en"] or place.names[0].text, found["ar"], found["ckb"]


def _give_land(level: str, levels: dict[str, dict[str, Area]], units: Mapping[str, Place]) -> None:
    """Give each unit of ours that the source has not the land of its parts that it has, and take it from the others.

    Its parts are our units that it holds, and a narrower unit of its own name about its seat: Garma was a subdistrict
    before it was a district.
    """
    areas, below = levels[level], UNIT_KINDS[UNIT_KINDS.index(level) + 1]
    missing = [unit for unit in units.values() if unit.kind == level and unit.id not in areas]
    parts: dict[str, list[Geometry]] = {}
    for id, area in levels.get(below, {}).items():
        above = units[id].parents if id in units else ()
        for holder in missing:
            if holder.id in above or (id not in units and _was(holder, area)):
                parts.setdefault(holder.id, []).append(area.geometry)
                break
    if not parts:
        return
    given = {id: shapely.union_all(shapes) for id, shapes in parts.items()}
    taken = shapely.union_all(list(given.values()))
    for id, area in list(areas.items()):
        if shapely.intersects(area.geometry, taken):
            rest = _polygons([shapely.difference(area.geometry, taken)])
            if rest.area < SLIVER * area.geometry.area:
                del areas[id]  # it is divided among younger units, as Zibar is
            else:
                areas[id] = Area(id, rest, False, area.name_en, area.name_ar, area.name_ckb)
    for id, shape in given.items():
        areas[id] = Area(id, shape, False, *_names(units[id]))


def _keep_rest(areas: dict[str, Area], ours: Sequence[Area]) -> None:
    """Keep our area of each unit that has no surveyed one, without what lies in those of others."""
    surveyed = shapely.union_all([area.geometry for area in areas.values()])
    for area in ours:
        if area.id not in areas:
            rest = _polygons([shapely.difference(area.geometry, surveyed)])
            if rest.area >= KEPT * area.geometry.area:
                areas[area.id] = replace(area, geometry=rest, approximate=True)


def _was(unit: Place, area: Area) -> bool:
    """Return whether an area of a narrower level is what the unit was made of: of its name, about its seat."""
    names = {spelt(name.text)[1] for name in unit.names}
    return any(spelt(text)[1] in names for text in (area.name_en, area.name_ar) if text) and bool(
        area.geometry.intersects(shapely.Point(unit.lon, unit.lat))
    )


def _disputed(found: Mapping[str, tuple[Area, ...]], units: Mapping[str, Place], drawn: Areas) -> tuple[Area, ...]:
    """Return the disputed territories: the union of the districts and subdistricts that are."""
    layers = [found.get(level) or drawn.features(level) for level in ("district", "subdistrict")]
    parts = [area for layer in layers for area in layer if area.id in units and units[area.id].disputed >= DISPUTED]
    if not parts:
        return ()
    before = drawn.features("disputed")
    name = before[0] if before else Area("disputed", parts[0].geometry, False, "Disputed territories")
    shape = shapely.union_all([area.geometry for area in parts])
    rough = any(area.approximate for area in parts)
    return (Area(name.id, shape, rough, name.name_en, name.name_ar, name.name_ckb),)
