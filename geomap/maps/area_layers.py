"""What the page needs to count by area: outlines of units, a grid of hexagons, and how each incident spreads over it.

The page counts itself, from each incident's probabilities under the filters of the moment, so nothing here holds a
number of incidents: hotspots and heat are reckoned there too (`spots.js`, `heat.js`), by `geomap.analysis`' rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis.hexagons import SIZE_KM, Cell, HexGrid, projected, to_plane, unprojected
from geomap.analysis.zoning import disputed_units
from geomap.maps.inhabitants import Population, inhabitants
from geomap.maps.places import REACH_KM, Places, grounds
from geomap.maps.shapes import SCALE, encoded_polygons

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.areas import Area

__all__ = ["WHOLE", "AreaLayers", "area_layers"]

WHOLE = 255
"""Certainty, in the page's shares: they have one byte."""

_TOLERANCE: Mapping[str, float] = {"governorate": 0.004, "district": 0.004, "subdistrict": 0.004}
"""Of outlines that are filled, in degrees: a pixel at zoom 8. Their borders are drawn from the ground, finer."""

_AT_ONCE = 100_000
"""Places that are put on the plane at once: more of them need memory, and are no quicker."""
_NO_SHARES: tuple[object, ...] = ("", "{}", "null", {})
"""How tables and flat formats say that a record has none."""


@dataclass(frozen=True, slots=True, eq=False)
class AreaLayers:
    """Units, hexagons and spreads.

    Parameters
    ----------
    data : dict
        Plain values for JSON: ``scale`` (steps per degree); ``units``: ``governorate``, ``district`` and ``disputed`` →
        list of ``[key, ar, ckb, polygons, level]``, where `key` is the English name by which an incident's shares call
        the unit, at `level` (the disputed are districts and subdistricts); ``hexagons``: ``km`` between middles,
        ``cells`` (q and r, one after the other), ``corners`` (a ring for each cell, as `geomap.maps.shapes` encodes
        it) and ``towns`` (number of a cell → names of its largest town); ``people``: as
        `geomap.maps.inhabitants.inhabitants` tells them, or None; ``spreads``: lists of cell and weight in
        255ths, one after the other, that come to 255, the first of them empty.
    spread : numpy.ndarray
        Shape (N,): number of each incident's spread, 0 for what is not placed, or too far away; rows as in the table of
        incidents.
    within : dict
        ``governorate``, ``district``, ``disputed`` → shape (N,): in which of ``units``, from 1 on, an incident's point
        lies, where the incident tells neither shares nor the name of a unit of that level; else 0.
    """

    data: dict[str, Any]
    spread: NDArray[np.int64]
    within: dict[str, NDArray[np.int64]]


def area_layers(
    incidents: pd.DataFrame, gazetteer: Gazetteer, size_km: float = SIZE_KM, population: Population | None = None
) -> AreaLayers:
    """Return what the page needs to count incidents by area.

    Parameters
    ----------
    incidents : pandas.DataFrame
        With ``lon`` and ``lat`` in degrees, NaN where not placed; ``footprint`` (geometry or WKT, EPSG:4326) and
        ``radius_km`` where they are known: without both an incident is its point.
    gazetteer : Gazetteer
    size_km : float
        Distance between the middles of neighbouring hexagons.
    population : path or mapping, optional
        People by unit, for rates (`geomap.maps.inhabitants`).

    Raises
    ------
    InputError
        If the population fits no level.
    """
    grid = HexGrid(size_km)
    where = Places.of(incidents)
    spreads, rows = _spreads(incidents, where, grid)
    country = [area.geometry for area in gazetteer.areas.features("country")]
    here = grid.over(projected(shapely.union_all(country))).tolist() if country else []
    cells = sorted({(int(q), int(r)) for q, r in here} | {cell for spread in spreads for cell in spread})
    number = {cell: n for n, cell in enumerate(cells)}
    units = _units(gazetteer)
    whole = [_in_bytes({number[cell]: share for cell, share in spread.items()}) for spread in spreads]
    data = {
        "scale": SCALE,
        "units": units,
        "hexagons": {
            "km": size_km,
            "cells": [axis for cell in cells for axis in cell],
            "corners": [polygon[0] for polygon in encoded_polygons(unprojected(_whole(grid, cells)))],
            "towns": _towns(gazetteer, grid, number),
        },
        "people": None if population is None else inhabitants(population, units),
        "spreads": [[part for pair in spread for part in pair] for spread in whole],
    }
    return AreaLayers(data, rows, _within(incidents, where, units, gazetteer))


def _whole(grid: HexGrid, cells: Sequence[Cell]) -> shapely.MultiPolygon:
    return shapely.multipolygons(grid.shapes(cells))


def _units(gazetteer: Gazetteer) -> dict[str, list[list[Any]]]:
    levels = {level: gazetteer.areas.features(level) for level in _TOLERANCE}
    found = {level: [_unit(area, level) for area in levels[level]] for level in ("governorate", "district")}
    wanted = [(level, frozenset(names)) for level, names in disputed_units(gazetteer).items()]
    found["disputed"] = [
        _unit(area, level) for level, names in wanted for area in levels[level] if (area.name_en or area.id) in names
    ]
    return found


def _unit(area: Area, level: str) -> list[Any]:
    outline = encoded_polygons(area.geometry, _TOLERANCE[level])
    return [area.name_en or area.id, area.name_ar, area.name_ckb, outline, level]


def _spreads(
    incidents: pd.DataFrame, where: Places, grid: HexGrid
) -> tuple[list[Mapping[Cell, float]], NDArray[np.int64]]:
    """Return the different spreads, the first of them empty, and which each row has; equal places have one.

    What is known by its point alone goes straight to its cell, all rows at once: a million of them take a second.
    """
    ground = grounds(incidents, where)
    cells, number = _cells(where, grid)
    spreads: list[Mapping[Cell, float]] = [{}, *({cell: 1.0} for cell in cells)]
    rows = np.append(number, 0)[where.row]  # of row -1 the last, which is none
    known: dict[bytes, int] = {}
    for row in np.flatnonzero(ground):
        key = shapely.to_wkb(ground[row])
        if key not in known:
            known[key] = len(spreads)
            spreads.append(grid.spread(ground[row]))
        rows[row] = known[key]
    return spreads, rows


def _cells(where: Places, grid: HexGrid) -> tuple[list[Cell], NDArray[np.int64]]:
    """Return the cells that hold places, and the number, from 1 on, of each place's cell; 0 too far away."""
    parts = np.array_split(np.column_stack([where.lon, where.lat]), len(where.lon) // _AT_ONCE + 1)
    planes = [to_plane(part) for part in parts]
    near = np.concatenate([np.hypot(*plane.T) <= REACH_KM for plane in planes])
    held = [grid.cells_at(plane[np.hypot(*plane.T) <= REACH_KM]) for plane in planes]
    cells, codes = np.unique(np.concatenate(held), axis=0, return_inverse=True)
    number = np.zeros(len(near), np.int64)
    number[near] = codes.ravel() + 1
    return [(q, r) for q, r in cells.tolist()], number


def _within(
    incidents: pd.DataFrame, where: Places, units: Mapping[str, Sequence[list[Any]]], gazetteer: Gazetteer
) -> dict[str, NDArray[np.int64]]:
    """Return for each list of units in which of them, from 1 on, the point of each row lies of which no more is told.

    Tables of ACLED and UCDP have no shares, and names of units that are spelt otherwise.
    """
    found = {name: np.zeros(len(incidents), np.int64) for name in units}
    for level in _TOLERANCE:
        shapes = {area.name_en or area.id: area.geometry for area in gazetteer.areas.features(level)}
        silent = (where.row >= 0) & ~_told(incidents, level, list(shapes))
        if not silent.any():
            continue
        for name, listed in units.items():
            number = np.zeros(len(where.lon), np.int64)
            for at, (key, *_, own) in enumerate(listed, 1):
                if own == level:
                    number[_inside(shapes[key], where.lon, where.lat)] = at
            held = number[where.row[silent]]
            found[name][silent] = np.where(held > 0, held, found[name][silent])  # outlines may overlap by a pixel
    return found


def _told(incidents: pd.DataFrame, level: str, names: Sequence[str]) -> NDArray[np.bool_]:
    """Return which rows tell the unit of a level that they lie in: by shares, or by its name in the gazetteer."""
    told = np.zeros(len(incidents), dtype=bool)
    if level in incidents:
        told |= incidents[level].isin(names).to_numpy(dtype=bool)
    if f"{level}_shares" in incidents:
        rows = incidents[f"{level}_shares"]
        told |= np.array([isinstance(row, Mapping | str) and row not in _NO_SHARES for row in rows], dtype=bool)
    return told


def _inside(shape: shapely.Geometry, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return which positions lie in a shape: those in its box are looked at."""
    west, south, east, north = shape.bounds
    boxed = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    shapely.prepare(shape)
    found: NDArray[np.int64] = boxed[shapely.contains_xy(shape, lon[boxed], lat[boxed])]
    return found


def _in_bytes(shares: Mapping[int, float]) -> list[tuple[int, int]]:
    """Return shares in 255ths that come to 255: the largest remainders are rounded up, the rest down.

    A footprint over more than 255 cells keeps one 255th in those that hold most of it.
    """
    exact = {cell: share * WHOLE for cell, share in shares.items()}
    floor = {cell: int(part) for cell, part in exact.items()}
    left = WHOLE - sum(floor.values()) if shares else 0
    for cell in sorted(exact, key=lambda cell: (floor[cell] - exact[cell], cell))[:left]:
        floor[cell] += 1
    return [(cell, part) for cell, part in sorted(floor.items()) if part]


def _towns(gazetteer: Gazetteer, grid: HexGrid, number: Mapping[Cell, int]) -> dict[str, list[str]]:
    """Return the largest town in each cell that has one."""
    towns = sorted(gazetteer.of_kind("city", "town"), key=lambda town: (town.population or 0, town.id))
    if not towns:
        return {}
    plane = shapely.get_coordinates(projected(shapely.multipoints([(town.lon, town.lat) for town in towns])))
    held = [number.get((int(q), int(r))) for q, r in grid.cells_at(plane)]
    return {
        str(cell): [town.label, town.name("ar") or "", town.name("ckb") or ""]
        for cell, town in zip(held, towns, strict=True)
        if cell is not None
    }
