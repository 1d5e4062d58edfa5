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

from geomap.analysis.hexagons import MIDDLE, SIZE_KM, Cell, HexGrid, projected, to_plane, unprojected
from geomap.analysis.zoning import disputed_units
from geomap.geodesy import circle
from geomap.maps.shapes import SCALE, encoded_polygons

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.areas import Area

__all__ = ["WHOLE", "AreaLayers", "area_layers"]

WHOLE = 255
"""Certainty, in the page's shares: they have one byte."""

_TOLERANCE: Mapping[str, float] = {"governorate": 0.004, "district": 0.004, "subdistrict": 0.004}
"""Of outlines that are filled, in degrees: a pixel at zoom 8. Their borders are drawn from the ground, finer."""


_REACH_KM = 1500
"""From the middle of the grid: beyond, its plane shears by more than one percent, and there is nothing of Iraq."""
_KM_PER_DEGREE = 111.2
_METRES = 100_000
"""Steps of a position in a degree: about a metre."""
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
        it) and ``towns`` (number of a cell → names of its largest town); ``spreads``: lists of cell and weight in
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


def area_layers(incidents: pd.DataFrame, gazetteer: Gazetteer, size_km: float = SIZE_KM) -> AreaLayers:
    """Return what the page needs to count incidents by area.

    Parameters
    ----------
    incidents : pandas.DataFrame
        With ``lon`` and ``lat`` in degrees, NaN where not placed; ``footprint`` (geometry or WKT, EPSG:4326) and
        ``radius_km`` where they are known: without both an incident is its point.
    gazetteer : Gazetteer
    size_km : float
        Distance between the middles of neighbouring hexagons.
    """
    grid = HexGrid(size_km)
    where = _Places.of(incidents)
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


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where rows lie: `lon` and `lat` of P different places, and which of them each of N rows has, -1 for none.

    Places are told apart to a metre, as the page does.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    row: NDArray[np.int64]

    @classmethod
    def of(cls, incidents: pd.DataFrame) -> _Places:
        lon, lat = (
            pd.to_numeric(incidents[axis], errors="coerce").to_numpy(float, na_value=np.nan) for axis in ("lon", "lat")
        )
        rows = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
        east, north = (np.round(axis[rows] * _METRES).astype(np.int64) for axis in (lon, lat))
        codes = pd.factorize(north * (1000 * _METRES) + east)[0]
        first = np.zeros(codes.max(initial=-1) + 1, np.int64)
        first[codes[::-1]] = rows[::-1]
        place = np.full(len(incidents), -1, np.int64)
        place[rows] = codes
        return cls(lon[first], lat[first], place)


def _spreads(
    incidents: pd.DataFrame, where: _Places, grid: HexGrid
) -> tuple[list[Mapping[Cell, float]], NDArray[np.int64]]:
    """Return the different spreads, the first of them empty, and which each row has; equal places have one.

    What is known by its point alone goes straight to its cell, all rows at once: a million of them take a second.
    """
    ground = _ground(incidents, where)
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


def _cells(where: _Places, grid: HexGrid) -> tuple[list[Cell], NDArray[np.int64]]:
    """Return the cells that hold places, and the number, from 1 on, of each place's cell; 0 too far away."""
    parts = np.array_split(np.column_stack([where.lon, where.lat]), len(where.lon) // _AT_ONCE + 1)
    planes = [to_plane(part) for part in parts]
    near = np.concatenate([np.hypot(*plane.T) <= _REACH_KM for plane in planes])
    held = [grid.cells_at(plane[np.hypot(*plane.T) <= _REACH_KM]) for plane in planes]
    cells, codes = np.unique(np.concatenate(held), axis=0, return_inverse=True)
    number = np.zeros(len(near), np.int64)
    number[near] = codes.ravel() + 1
    return [(q, r) for q, r in cells.tolist()], number


def _ground(incidents: pd.DataFrame, where: _Places) -> NDArray[np.object_]:
    """Return the ground of each row that has a footprint or a radius and lies near enough, else None: shape (N,)."""
    ground = np.full(len(incidents), None, dtype=object)
    lon, lat = (np.append(axis, np.nan)[where.row] for axis in (where.lon, where.lat))
    away = np.hypot((lon - MIDDLE[0]) * np.cos(np.radians(lat)), lat - MIDDLE[1]) * _KM_PER_DEGREE
    near = away <= _REACH_KM
    if "radius_km" in incidents:
        radius = pd.to_numeric(incidents["radius_km"], errors="coerce").to_numpy(float, na_value=np.nan)
        circles: dict[tuple[float, float, float], shapely.Geometry] = {}
        for row in np.flatnonzero(near & (radius > 0)):
            key = (float(lon[row]), float(lat[row]), float(radius[row]))
            ground[row] = circles[key] = circles.get(key) or circle(*key)
    if "footprint" in incidents:
        shapes = incidents["footprint"]
        for row in np.flatnonzero(near & shapes.notna().to_numpy()):
            told = shapes.iloc[row]
            shape = shapely.from_wkt(told) if isinstance(told, str) and told else told
            if isinstance(shape, shapely.Geometry) and not shape.is_empty:
                ground[row] = shape
    return ground


def _within(
    incidents: pd.DataFrame, where: _Places, units: Mapping[str, Sequence[list[Any]]], gazetteer: Gazetteer
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
