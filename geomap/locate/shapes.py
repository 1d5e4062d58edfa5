"""The shapes of place expressions: discs, rings, sectors, bands and strips, all drawn on the geodesic.

Longitude, latitude in degrees, WGS 84 (EPSG:4326); distances in kilometres, bearings in degrees from north. The shapes
are those of the point-radius and shape methods: Wieczorek, Guo & Hijmans (2004), *The point-radius method for
georeferencing locality descriptions*; Chapman & Wieczorek (2020), *Georeferencing Best Practices*, section 3.4.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString, MultiPoint, Polygon

from geomap.geodesy import bearing_deg, circle, destination, distance_km, distances_km

__all__ = ["band", "disc", "grown", "part", "radius_about", "rim", "ring", "sector", "strip", "union"]

STEP = 7.5
"""Degrees between the vertices of an arc: the chord leaves the arc by 0.2 % of the radius, which is added outside."""

KM_PER_DEGREE = 111.195
"""Of a great circle on the mean sphere; used only to buffer in a local plane, where 0.5 % does not matter."""


@lru_cache(maxsize=4096)
def disc(lon: float, lat: float, radius_km: float) -> Polygon:
    """Return the disc about a point; 48 vertices. Remembered, as news name the same places again and again."""
    return circle(lon, lat, max(radius_km, 0.05), 48)


def ring(lon: float, lat: float, inner_km: float, outer_km: float) -> Polygon:
    """Return what lies between `inner_km` and `outer_km` from a point; a disc where `inner_km` is not above 0."""
    outside = disc(lon, lat, outer_km)
    if inner_km <= 0:
        return outside
    hole = destination(lon, lat, np.arange(0, 360, STEP), inner_km)
    return Polygon(outside.exterior.coords, [hole])


def sector(lon: float, lat: float, bearing: float, half_angle: float, inner_km: float, outer_km: float) -> Polygon:
    """Return what lies from `inner_km` to `outer_km` away, within `half_angle` of `bearing`.

    A ring where the angle goes all around. Where `inner_km` is not above 0 it comes to a point at the origin.
    """
    if half_angle >= 180:
        return ring(lon, lat, inner_km, outer_km)
    steps = max(2, math.ceil(2 * half_angle / STEP))
    bearings = np.linspace(bearing - half_angle, bearing + half_angle, steps + 1)
    outer = destination(lon, lat, bearings, outer_km / math.cos(math.radians(half_angle / steps)))
    inner = destination(lon, lat, bearings[::-1], inner_km) if inner_km > 0 else np.array([[lon, lat]])
    return Polygon(np.concatenate([outer, inner]))


def rim(lon: float, lat: float, radius_km: float, width_km: float) -> Polygon:
    """Return the edge of a settlement: from `width_km` within its radius to `width_km` beyond."""
    return ring(lon, lat, radius_km - width_km, radius_km + width_km)


def band(
    first: tuple[float, float], second: tuple[float, float], start_km: float, end_km: float, wide_km: float
) -> Polygon:
    """Return the band between two places, bulging to `wide_km` on each side in the middle.

    Parameters
    ----------
    first, second : (lon, lat)
    start_km, end_km : float
        Half the width at either end (the radius of the place there).
    wide_km : float
        Half the width in the middle.
    """
    total = distance_km(*first, *second)
    if total < 0.1:
        return disc(*first, max(start_km, end_km, wide_km))
    bearing = bearing_deg(*first, *second)
    shares = np.linspace(0, 1, 13)
    widths = start_km + (end_km - start_km) * shares + wide_km * np.sin(np.pi * shares)
    spine = destination(*first, np.full(13, bearing), total * shares)
    sides = [_beside(spine, bearing + turn, widths) for turn in (90, -90)]
    hull = Polygon(np.concatenate([sides[0], sides[1][::-1]]))
    return shapely.union_all([hull, disc(*first, start_km), disc(*second, end_km)])


def strip(line: Sequence[tuple[float, float]], wide_km: float) -> Geometry:
    """Return what lies within `wide_km` of a line (a river, a road, a range)."""
    shape = LineString(line) if len(line) > 1 else MultiPoint(list(line))
    return grown(shape, wide_km)


def grown(shape: Geometry, km: float) -> Geometry:
    """Return `shape` with a margin of `km` (taken off where negative), in a plane true to scale at its middle."""
    lon, lat = (shape.bounds[0] + shape.bounds[2]) / 2, (shape.bounds[1] + shape.bounds[3]) / 2
    scale = np.array([KM_PER_DEGREE * math.cos(math.radians(lat)), KM_PER_DEGREE])
    origin = np.array([lon, lat])
    plane = shapely.transform(shape, lambda xy: (xy - origin) * scale)
    return shapely.transform(plane.buffer(km, quad_segs=6), lambda xy: xy / scale + origin)


def part(shape: Geometry, lon: float, lat: float, bearing: float, half_angle: float) -> Geometry:
    """Return the part of `shape` that lies towards `bearing` as seen from (`lon`, `lat`); all of it if none does."""
    reach = 1.1 * radius_about(lon, lat, shape)
    found = shape.intersection(sector(lon, lat, bearing, half_angle, 0, max(reach, 1.0)))
    return found if found.area > 0 else shape


def union(shapes: Sequence[Geometry]) -> Geometry:
    """Return one valid geometry that covers all of `shapes`."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all(list(shapes))


def radius_about(lon: float, lat: float, shape: Geometry) -> float:
    """Return the radius in km of the circle about (`lon`, `lat`) that covers `shape`."""
    points = shapely.get_coordinates(shapely.convex_hull(shape))
    return float(np.max(distances_km(lon, lat, points)))


def _beside(spine: NDArray[np.float64], bearing: float, widths: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([destination(x, y, bearing, width) for (x, y), width in zip(spine, widths, strict=True)])
