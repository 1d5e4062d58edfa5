"""Geometry as the page wants it: whole numbers, each the step from the one before."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import Geometry

__all__ = ["SCALE", "encoded_lines", "encoded_polygons"]

SCALE = 10_000
"""Steps per degree: 0.0001° is 10 m, a third of a pixel at the closest zoom of the offline ground (12)."""


def encoded_polygons(shape: Geometry, tolerance: float = 0.0) -> list[list[list[int]]]:
    """Return the polygons of `shape` as lists of rings, each a flat list of longitude and latitude steps.

    Parameters
    ----------
    shape : shapely geometry
        EPSG:4326; only its polygons are taken.
    tolerance : float
        Of the simplification, in degrees.
    """
    simple = shapely.simplify(shape, tolerance) if tolerance else shape
    parts = [part for part in _parts(simple) if part.geom_type == "Polygon" and not part.is_empty]
    return [[_steps(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def encoded_lines(shape: Geometry, tolerance: float = 0.0) -> list[list[int]]:
    """Return the lines of `shape` (EPSG:4326), each a flat list of longitude and latitude steps."""
    simple = shapely.simplify(shape, tolerance) if tolerance else shape
    return [_steps(part) for part in _parts(simple) if part.geom_type in ("LineString", "LinearRing")]


def _parts(shape: Geometry) -> list[Geometry]:
    return list(shapely.get_parts(shapely.get_parts(shape)))


def _steps(line: Geometry) -> list[int]:
    grid = np.round(shapely.get_coordinates(line) * SCALE).astype(int)
    kept = np.concatenate([[True], np.any(np.diff(grid, axis=0) != 0, axis=1)])
    steps = np.diff(grid[kept], axis=0, prepend=[[0, 0]])
    return [int(step) for step in steps.ravel()]
