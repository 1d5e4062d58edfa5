"""Arithmetic on the ellipsoid: distances, bearings, destinations and circles on WGS 84.

Longitude before latitude, in degrees (EPSG:4326); distances in kilometres along the geodesic; bearings in degrees
clockwise from true north. Method: Karney (2013), "Algorithms for geodesics", as PROJ implements it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geomap.errors import CoordinateError

if TYPE_CHECKING:
    from pyproj import Geod
    from shapely import Polygon

__all__ = [
    "bearing_deg",
    "check_lonlat",
    "circle",
    "destination",
    "distance_km",
    "distances_km",
    "turn_deg",
]


def check_lonlat(lon: float, lat: float) -> tuple[float, float]:
    """Return (`lon`, `lat`) if both are degrees that exist.

    Raises
    ------
    CoordinateError
        For NaN, infinities, |lon| > 180 or |lat| > 90; nothing is ever wrapped or swapped silently.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lon) > 180 or abs(lat) > 90:
        raise CoordinateError(
            f"({lon}, {lat}) is no position: longitude must lie within ±180 and latitude within ±90.",
            "Longitude comes first; are the two swapped?",
        )
    return lon, lat


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the length of the geodesic between two positions, in kilometres."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[2]) / 1000


def distances_km(lon: float, lat: float, points: ArrayLike) -> NDArray[np.float64]:
    """Return the lengths of the geodesics from (`lon`, `lat`) to each of `points`.

    Parameters
    ----------
    lon, lat : float
        Degrees.
    points : array_like
        Shape (N, 2): lon, lat.

    Returns
    -------
    numpy.ndarray
        Shape (N,): kilometres.
    """
    there = np.asarray(points, float).reshape(-1, 2)
    lons, lats = np.full(len(there), float(lon)), np.full(len(there), float(lat))
    metres = _geod().inv(lons, lats, there[:, 0], there[:, 1])[2]
    return np.asarray(metres, float) / 1000


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the initial bearing from the first position to the second, 0 ≤ bearing < 360."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[0]) % 360


def turn_deg(a: float, b: float) -> float:
    """Return the angle between two bearings, 0..180."""
    return abs((a - b + 180) % 360 - 180)


def destination(lon: float, lat: float, bearing: ArrayLike, km: ArrayLike) -> NDArray[np.float64]:
    """Return where one comes to from (`lon`, `lat`) along `bearing` degrees for `km` kilometres.

    Parameters
    ----------
    lon, lat : float
        Start, degrees.
    bearing, km : array_like
        Broadcast together; shape S.

    Returns
    -------
    numpy.ndarray
        Shape S + (2,): lon, lat.
    """
    bearings, distances = np.asarray(bearing, float), np.asarray(km, float)
    if bearings.shape != distances.shape:
        bearings, distances = np.broadcast_arrays(bearings, distances)
    lons, lats = np.full(bearings.size, float(lon)), np.full(bearings.size, float(lat))
    there = np.empty((bearings.size, 2))
    there[:, 0], there[:, 1], _ = _geod().fwd(lons, lats, bearings.ravel(), distances.ravel() * 1000)
    return there.reshape(*bearings.shape, 2)


def circle(lon: float, lat: float, radius_km: float, points: int = 64) -> Polygon:
    """Return the polygon of `points` vertices that covers the geodesic disc about (`lon`, `lat`).

    Its vertices lie a little outside the circle (by 1 / cos(π / points)), so that the whole disc is inside.
    """
    from shapely import Polygon

    bearings = np.linspace(0, 360, points, endpoint=False)
    return Polygon(destination(lon, lat, bearings, radius_km / math.cos(math.pi / points)))


@cache
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")
