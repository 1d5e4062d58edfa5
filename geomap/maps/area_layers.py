"""What the page needs to count by area: outlines of units, a grid of hexagons, and how each incident spreads over it.

The page counts itself, from each incident's probabilities under the filters of the moment, so nothing here holds a
number of incidents but the hotspots of them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis import HexGrid, disputed_units, gi_star
from geomap.analysis.false_discovery import q_values
from geomap.analysis.hexagons import SIZE_KM, Cell, projected, unprojected
from geomap.analysis.hotspots import two_sided
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
        255ths, one after the other, that come to 255, the first of them empty; ``spots``: ``z`` in hundredths and
        ``q`` in thousandths of each cell, over all incidents; None where all cells hold the same.
    spread : numpy.ndarray
        Shape (N,): number of each incident's spread, 0 for what is not placed; rows as in the table of incidents.
    """

    data: dict[str, Any]
    spread: NDArray[np.int64]


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
    spreads, rows = _spreads(incidents, grid)
    country = [area.geometry for area in gazetteer.areas.features("country")]
    here = grid.over(projected(shapely.union_all(country))).tolist() if country else []
    cells = sorted({(int(q), int(r)) for q, r in here} | {cell for spread in spreads for cell in spread})
    number = {cell: n for n, cell in enumerate(cells)}
    whole = [_in_bytes({number[cell]: share for cell, share in spread.items()}) for spread in spreads]
    data = {
        "scale": SCALE,
        "units": _units(gazetteer),
        "hexagons": {
            "km": size_km,
            "cells": [axis for cell in cells for axis in cell],
            "corners": [polygon[0] for polygon in encoded_polygons(unprojected(_whole(grid, cells)))],
            "towns": _towns(gazetteer, grid, number),
        },
        "spreads": [[part for pair in spread for part in pair] for spread in whole],
        "spots": _spots(whole, rows, grid.neighbours(cells)),
    }
    return AreaLayers(data, rows)


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


def _spreads(incidents: pd.DataFrame, grid: HexGrid) -> tuple[list[Mapping[Cell, float]], NDArray[np.int64]]:
    """Return the different spreads, the first of them empty, and which each row has; equal places have one."""
    lon, lat = (
        pd.to_numeric(incidents[axis], errors="coerce").to_numpy(float, na_value=np.nan) for axis in ("lon", "lat")
    )
    columns = [incidents[name] if name in incidents else [None] * len(incidents) for name in ("footprint", "radius_km")]
    known: dict[object, int] = {}
    spreads: list[Mapping[Cell, float]] = [{}]
    rows = np.zeros(len(incidents), np.int64)
    for row, (x, y, footprint, radius) in enumerate(zip(lon, lat, *columns, strict=True)):
        if np.isnan(x) or np.isnan(y):
            continue
        shape = shapely.from_wkt(footprint) if isinstance(footprint, str) and footprint else footprint
        if not isinstance(shape, shapely.Geometry) or shape.is_empty:
            shape = None
        key: object = (x, y, radius if pd.notna(radius) else 0) if shape is None else shapely.to_wkb(shape)
        if key not in known:
            known[key] = len(spreads)
            spreads.append(grid.spread(shape if shape is not None else _circle(x, y, radius)))
        rows[row] = known[key]
    return spreads, rows


def _circle(lon: float, lat: float, radius: Any) -> shapely.Geometry:
    return circle(lon, lat, float(radius)) if pd.notna(radius) and float(radius) > 0 else shapely.Point(lon, lat)


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


def _spots(
    spreads: Sequence[Sequence[tuple[int, int]]], rows: NDArray[np.int64], near: list[list[int]]
) -> dict[str, list[int]] | None:
    """Return Gi* and its q-value for each cell, as whole numbers, over all incidents (`geomap.analysis.hotspots`)."""
    expected = np.zeros(len(near))
    for times, spread in zip(np.bincount(rows, minlength=len(spreads)), spreads, strict=True):
        for cell, part in spread:
            expected[cell] += times * part / WHOLE
    if not len(expected) or np.ptp(expected) == 0:
        return None
    z = gi_star(expected, near)
    q = q_values(two_sided(z))
    return {"z": np.round(z * 100).astype(int).tolist(), "q": np.round(q * 1000).astype(int).tolist()}
