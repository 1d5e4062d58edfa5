"""A plane about a point in which distances and bearings from that point are those of the geodesic."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geomap.geodesy import bearing_deg, destination, distance_km

__all__ = ["KM_PER_DEGREE", "Grid", "Plane"]

KM_PER_DEGREE = 111.195
"""Of a great circle on the mean sphere; only where an accuracy of 0.5 % does."""
CELLS = 48
"""Cells along the longer side of a grid: half a kilometre where a region is 24 km wide, finer than any gazetteer."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plane:
    """The azimuthal equidistant plane about (`lon`, `lat`): x east, y north, in kilometres.

    Exact (Karney's geodesic on WGS 84) for distances and bearings from the origin; between other points within 200 km
    of it distances are off by less than 0.02 %, bearings by less than the convergence of the meridians.
    """

    lon: float
    lat: float

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the point (`lon`, `lat`), in degrees, in the plane."""
        if (lon, lat) == (self.lon, self.lat):
            return 0.0, 0.0
        km = distance_km(self.lon, self.lat, lon, lat)
        turn = math.radians(bearing_deg(self.lon, self.lat, lon, lat))
        return km * math.sin(turn), km * math.cos(turn)

    def lonlat(self, xy: Array) -> Array:
        """Return points of the plane, shape (N, 2), in degrees, shape (N, 2)."""
        bearings = np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
        return destination(self.lon, self.lat, bearings, np.hypot(xy[:, 0], xy[:, 1]))

    def roughly(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return lon and lat of points of the plane to within half a percent of their distance from the origin.

        A series to the second order: for asking what lies at the cells of a grid, not for drawing.
        """
        bend = math.tan(math.radians(self.lat)) / (2 * 6371.0)
        lat = self.lat + (y - bend * x * x) / KM_PER_DEGREE
        return self.lon + x / (KM_PER_DEGREE * np.cos(np.radians(lat))), lat


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells of a plane.

    Parameters
    ----------
    plane : Plane
    x, y : numpy.ndarray
        Middles of the columns, shape (M,), and rows, shape (N,), in kilometres.
    km : float
        Side of a cell.
    """

    plane: Plane
    x: Array
    y: Array
    km: float

    @classmethod
    def over(cls, plane: Plane, box: tuple[float, float, float, float]) -> Grid:
        """Return the grid that covers `box` (least x, least y, most x, most y; kilometres)."""
        wide, high = box[2] - box[0], box[3] - box[1]
        km = max(wide, high, 0.1) / CELLS
        columns, rows = max(4, math.ceil(wide / km)), max(4, math.ceil(high / km))
        x, y = np.arange(columns, dtype=float), np.arange(rows, dtype=float)
        return cls(plane, box[0] + km * (x + 0.5), box[1] + km * (y + 0.5), km)

    @property
    def mesh(self) -> tuple[Array, Array]:
        """x of the columns as a row and y of the rows as a column: together they broadcast to every cell."""
        return self.x[None, :], self.y[:, None]
