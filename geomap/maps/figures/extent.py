"""Which ground a figure shows, and where on the paper it lies.

The projection is the equidistant cylindrical one (Snyder 1987, "Map projections: a working manual", chapter 12):
meridians are true everywhere, and of the parallels the middle one; across Iraq, the widest ground that we are made for,
others are off by 5 % at most. The scale bar says for which latitude it is true.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geomap.errors import InputError
from geomap.geodesy import distance_km

__all__ = ["Extent"]

LEAST_KM = 40.0
"""A figure shows at least so much ground, for one incident as well: enough to see a town with its neighbours."""

MARGIN = 0.08
"""Share of the span that is left about the outermost incidents: room for their marks, and to see that it ends there."""

_SAFE_LAT = 85.0
"""Degrees beyond which parallels shrink so much that no map of this kind says anything."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The ground from `west` to `east` and `south` to `north` (degrees, WGS 84) on `width` by `height` millimetres."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @classmethod
    def about(cls, lonlat: ArrayLike, width: float, *, flattest: float = 0.62, tallest: float = 0.95) -> Extent:
        """Return the extent that shows positions, with room about them.

        Parameters
        ----------
        lonlat : array_like
            Shape (N, 2), N at least 1: degrees.
        width : float
            Of the frame, in millimetres.
        flattest, tallest : float
            Height over width, at least and at most; more ground is shown where the positions lie flatter or taller.
        """
        points = np.asarray(lonlat, float).reshape(-1, 2)
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        south, north = max(float(south), -_SAFE_LAT), min(float(north), _SAFE_LAT)
        return cls.of((float(west), south, float(east), north), width, flattest, tallest, margin=MARGIN)

    @classmethod
    def of(
        cls,
        bounds: Sequence[float],
        width: float,
        flattest: float = 0.3,
        tallest: float = 1.4,
        margin: float = 0.0,
    ) -> Extent:
        """Return the extent that shows `bounds` (west, south, east, north), widened until it fits the frame's limits.

        Raises
        ------
        InputError
            If they are no bounds.
        """
        west, south, east, north = _checked(bounds)
        middle = (south + north) / 2
        per_lon, per_lat = _km_per_degree(middle)
        span_x = max((east - west) * per_lon * (1 + 2 * margin), LEAST_KM if margin else 0.0)
        span_y = max((north - south) * per_lat * (1 + 2 * margin), LEAST_KM * flattest if margin else 0.0)
        shape = min(max(span_y / span_x, flattest), tallest)
        span_x, span_y = max(span_x, span_y / shape), max(span_y, span_x * shape)
        half_lon, half_lat, centre = span_x / per_lon / 2, span_y / per_lat / 2, (west + east) / 2
        return cls(centre - half_lon, middle - half_lat, centre + half_lon, middle + half_lat, width, width * shape)

    @property
    def latitude(self) -> float:
        """The parallel that is true to scale, in degrees."""
        return (self.south + self.north) / 2

    @property
    def mm_per_km(self) -> float:
        """Millimetres of paper for a kilometre along the middle parallel, and along every meridian."""
        return self.width / ((self.east - self.west) * _km_per_degree(self.latitude)[0])

    @property
    def zoom(self) -> float:
        """The zoom of a map in the browser that shows as much ground on as much screen (CSS pixels of 0.2646 mm)."""
        return math.log2(360 / (self.east - self.west) * self.width / 0.2646 / 256)

    def project(self, lonlat: ArrayLike) -> NDArray[np.float64]:
        """Return positions on the paper.

        Parameters
        ----------
        lonlat : array_like
            Shape (N, 2): degrees.

        Returns
        -------
        numpy.ndarray
            Shape (N, 2): millimetres from the frame's left and lower edge.
        """
        points = np.asarray(lonlat, float).reshape(-1, 2)
        x = (points[:, 0] - self.west) * self.width / (self.east - self.west)
        y = (points[:, 1] - self.south) * self.height / (self.north - self.south)
        return np.column_stack((x, y))

    def holds(self, lonlat: ArrayLike) -> NDArray[np.bool_]:
        """Return which positions, shape (N, 2), lie on it."""
        x, y = self.project(lonlat).T
        return np.asarray((x >= 0) & (x <= self.width) & (y >= 0) & (y <= self.height), dtype=np.bool_)

    def on_paper(self, shape: shapely.Geometry, tolerance: float = 0.03) -> shapely.Geometry:
        """Return a geometry (EPSG:4326) as it lies on the paper, in millimetres, cut at a little beyond the frame.

        Lines are simplified by `tolerance` millimetres: a third of a dot of a printer.
        """
        pad_x, pad_y = (self.east - self.west) * 0.03, (self.north - self.south) * 0.03
        box = shapely.box(self.west - pad_x, self.south - pad_y, self.east + pad_x, self.north + pad_y)
        if not shape.is_valid:
            shape = shapely.make_valid(shape)
        cut = shape.intersection(box)
        return shapely.transform(cut, self.project).simplify(tolerance)


def _km_per_degree(latitude: float) -> tuple[float, float]:
    """Return kilometres in a degree of longitude, and of latitude, about a parallel (on the ellipsoid)."""
    across = distance_km(-0.05, latitude, 0.05, latitude) / 0.1
    up = distance_km(0, latitude - 0.05, 0, latitude + 0.05) / 0.1
    return across, up


def _checked(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    given = tuple(float(value) for value in bounds)
    if len(given) == 4 and all(map(math.isfinite, given)):
        west, south, east, north = given
        if -180 <= west <= east <= 180 and -_SAFE_LAT <= south <= north <= _SAFE_LAT:
            return west, south, east, north
    raise InputError(
        f"{given} are no bounds of a map.",
        "Give west, south, east, north in degrees: 43.2,34.5,45,36 is the country about Kirkuk.",
    )
