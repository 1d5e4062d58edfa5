"""The shapes of place expressions: discs, rings, sectors, parts and strips, all drawn on the geodesic.

Longitude, latitude in degrees, WGS 84 (EPSG:4326); distances in kilometres, bearings in degrees from north. The shapes
are those of the point-radius and shape methods: Wieczorek, Guo & Hijmans (2004), *The point-radius method for
georeferencing locality descriptions*; Zermoglio et al. (2020), *Georeferencing Quick Reference Guide*, "Offsets".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely import Geometry, LineString, MultiPoint, Point, Polygon

from geomap.geodesy import circle, destination, distances_km
from geomap.locate.plane import KM_PER_DEGREE, Array

__all__ = [
    "disc",
    "grown",
    "nearest",
    "one_side",
    "part",
    "polygon",
    "radius_about",
    "ring",
    "sector",
    "strip",
    "union",
]

EDGE_KM = 0.2
"""How far inside a shape a point is put that is to lie in it: more than rounding takes away."""
FEW = 64
"""Vertices whose distances are measured sooner than their hull: a disc has 49, all of them on it."""
STEP = 7.5
"""Degrees between the vertices of an arc: the chord leaves the arc by 0.2 % of the radius, which is added outside."""


@lru_cache(maxsize=4096)
def disc(lon: float, lat: float, radius_km: float) -> Geometry:
    """Return the disc about a point; 48 vertices. Remembered, as news name the same places again and again."""
    return polygon([shapely.get_coordinates(circle(lon, lat, max(radius_km, 0.05), 48))])


def ring(lon: float, lat: float, inner_km: float, outer_km: float) -> Geometry:
    """Return what lies between `inner_km` and `outer_km` from a point; a disc where `inner_km` is not above 0."""
    if inner_km <= 0:
        return disc(lon, lat, outer_km)
    outline = circle(lon, lat, outer_km, 48).exterior.coords
    return polygon([np.asarray(outline), destination(lon, lat, np.arange(0, 360, STEP), inner_km)])


def sector(lon: float, lat: float, bearing: float, half_angle: float, inner_km: float, outer_km: float) -> Geometry:
    """Return what lies from `inner_km` to `outer_km` away, within `half_angle` of `bearing`.

    A ring where the angle goes all around. Where `inner_km` is not above 0 it comes to a point at the origin.
    """
    if half_angle >= 180:
        return ring(lon, lat, inner_km, outer_km)
    steps = max(2, math.ceil(2 * half_angle / STEP))
    bearings = np.linspace(bearing - half_angle, bearing + half_angle, steps + 1)
    far = outer_km / math.cos(math.radians(half_angle / steps))
    if inner_km <= 0:
        return polygon([np.concatenate([destination(lon, lat, bearings, far), [[lon, lat]]])])
    around = np.concatenate([bearings, bearings[::-1]])
    return polygon([destination(lon, lat, around, np.repeat([far, inner_km], steps + 1))])


def polygon(rings: Sequence[Array]) -> Geometry:
    """Return the ground within rings of positions (lon, lat): first the outline, then its holes.

    Valid anywhere: parted at the antimeridian (RFC 7946, 3.1.9), closed along it where the outline goes around a pole.
    """
    if not any(_crosses(ring) for ring in rings):
        found = Polygon(rings[0], rings[1:])
        return found if found.is_valid else found.buffer(0)
    outline, *holes = (_parted(ring) for ring in rings)
    return outline.difference(shapely.union_all(holes))


def _crosses(ring: Array) -> bool:
    """Return whether a ring crosses the antimeridian: nothing that we draw is half as wide as the earth."""
    return bool(np.ptp(ring[:, 0]) > 180)


def _parted(ring: Array) -> Geometry:
    """Return the ground within a ring that crosses the antimeridian, with longitudes within ±180."""
    closed = np.concatenate([ring, ring[:1]])
    closed[:, 0] = np.unwrap(closed[:, 0], period=360)
    first, last = closed[0, 0], closed[-1, 0]
    if abs(last - first) > 180:
        pole = math.copysign(90.0, float(closed[:, 1].mean()))
        closed = np.concatenate([closed, [[last, pole], [first, pole]]])
    whole = Polygon(closed).buffer(0)
    turns = (
        shapely.transform(
            whole.intersection(shapely.box(turn - 180, -90, turn + 180, 90)), lambda xy, t=turn: xy - (t, 0)
        )
        for turn in (-360.0, 0.0, 360.0)
    )
    return shapely.union_all(list(turns))


def strip(line: Sequence[tuple[float, float]], wide_km: float) -> Geometry:
    """Return what lies within `wide_km` of a line (a river, a road, a range)."""
    shape = LineString(line) if len(line) > 1 else MultiPoint(list(line))
    return grown(shape, wide_km)


def one_side(line: Sequence[tuple[float, float]], wide_km: float, *, left: bool) -> Geometry:
    """Return what lies within `wide_km` of a line, on its left or right as it runs."""
    return _in_plane(LineString(line), lambda plane: plane.buffer(wide_km if left else -wide_km, single_sided=True))


def grown(shape: Geometry, km: float) -> Geometry:
    """Return `shape` with a margin of `km` (taken off where negative), in a plane true to scale at its middle."""
    return _in_plane(shape, lambda plane: plane.buffer(km, quad_segs=6))


def _in_plane(shape: Geometry, change: Callable[[Geometry], Geometry]) -> Geometry:
    lon, lat = (shape.bounds[0] + shape.bounds[2]) / 2, (shape.bounds[1] + shape.bounds[3]) / 2
    scale = np.array([KM_PER_DEGREE * math.cos(math.radians(lat)), KM_PER_DEGREE])
    origin = np.array([lon, lat])
    plane = shapely.transform(shape, lambda xy: (xy - origin) * scale)
    return shapely.transform(change(plane), lambda xy: xy / scale + origin)


def part(shape: Geometry, lon: float, lat: float, bearing: float, half_angle: float) -> Geometry:
    """Return the part of `shape` that lies towards `bearing` as seen from (`lon`, `lat`); all of it if none does."""
    reach = 1.1 * radius_about(lon, lat, shape)
    found = shape.intersection(sector(lon, lat, bearing, half_angle, 0, max(reach, 1.0)))
    return found if found.area > 0 else shape


def union(shapes: Sequence[Geometry]) -> Geometry:
    """Return one valid geometry that covers all of `shapes`."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all(list(shapes))


def nearest(shape: Geometry, lon: float, lat: float) -> tuple[float, float]:
    """Return the position well inside `shape` that is nearest to another; that itself where it lies inside."""
    point = Point(lon, lat)
    if shape.intersects(point):
        return lon, lat
    core = grown(shape, -EDGE_KM)
    found = shapely.shortest_line(shape if core.is_empty else core, point).interpolate(0)
    return float(found.x), float(found.y)


def radius_about(lon: float, lat: float, shape: Geometry) -> float:
    """Return the radius in km of the circle about (`lon`, `lat`) that covers `shape`."""
    points = shapely.get_coordinates(shape)
    if len(points) > FEW:
        points = shapely.get_coordinates(shapely.convex_hull(shapely.get_parts(shape)))
    return float(np.max(distances_km(lon, lat, points)))
