"""Where incidents lie: each place once, and the ground of those of which more than a point is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis.hexagons import MIDDLE
from geomap.geodesy import circle

__all__ = ["REACH_KM", "Places", "grounds"]

REACH_KM = 1500
"""From the middle of the grid: beyond, its plane shears by more than one percent, and there is nothing of Iraq."""
_KM_PER_DEGREE = 111.2
_METRES = 100_000
"""Steps of a position in a degree: about a metre."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where rows lie: `lon` and `lat` of P different places, and which of them each of N rows has, -1 for none.

    Places are told apart to a metre, as the page does.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    row: NDArray[np.int64]

    @classmethod
    def of(cls, incidents: pd.DataFrame) -> Places:
        """Return the places of rows with ``lon`` and ``lat`` in degrees, NaN where not placed."""
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


def grounds(incidents: pd.DataFrame, where: Places) -> NDArray[np.object_]:
    """Return the ground of each row that has a footprint or a radius and lies near enough, else None: shape (N,)."""
    ground = np.full(len(incidents), None, dtype=object)
    lon, lat = (np.append(axis, np.nan)[where.row] for axis in (where.lon, where.lat))
    away = np.hypot((lon - MIDDLE[0]) * np.cos(np.radians(lat)), lat - MIDDLE[1]) * _KM_PER_DEGREE
    near = away <= REACH_KM
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
