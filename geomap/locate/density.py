"""Probability on the ground: where the evidence puts a place, and the smallest region that holds a share of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, LineType, SerialContourGenerator, ZInterp
from numpy.typing import NDArray
from shapely import Geometry

from geomap.locate import shapes
from geomap.locate.plane import Array, Grid

__all__ = ["Density", "Part", "highest"]

LEVEL = 1 - 1e-9
"""A contour is drawn just below its value: at the very height of level ground there is none, and of level readings all
or nothing would be drawn, as the arithmetic falls."""


@dataclass(frozen=True)
class Part:
    """A density on a grid.

    Parameters
    ----------
    grid : Grid
    values : numpy.ndarray
        Probability per cell, shape (rows, columns); sums to 1.
    weight : float
        How much the part counts beside the others of its mixture.
    """

    grid: Grid
    values: Array
    weight: float = 1.0

    @cached_property
    def per_km2(self) -> Array:
        """Weighted probability per square kilometre: what parts on different grids are compared by."""
        return self.weight / self.grid.km**2 * self.values

    def middle(self, threshold: float) -> tuple[float, float]:
        """Return the mean position (lon, lat) of what lies above `threshold` (1/km²)."""
        x, y, weights = self._above(threshold)
        return _in_degrees(self.grid, float(np.average(x, weights=weights)), float(np.average(y, weights=weights)))

    def polar_middle(self, threshold: float, bearing: float | None, most: float) -> tuple[float, float]:
        """Return the same by the means of distance and bearing from the plane's origin: the mean of an arc lies
        inside it. The bearing is kept within `most` degrees of `bearing`; of a ring (None) it is where most lies.
        """
        x, y, weights = self._above(threshold)
        if bearing is None:
            bearing = math.degrees(math.atan2(float(weights @ x), float(weights @ y)))
        turns = (np.degrees(np.arctan2(x, y)) - bearing + 180) % 360 - 180
        turn = math.radians(bearing + float(np.clip(np.average(turns, weights=weights), -most, most)))
        km = float(np.average(np.hypot(x, y), weights=weights))
        return _in_degrees(self.grid, km * math.sin(turn), km * math.cos(turn))

    def _above(self, threshold: float) -> tuple[Array, Array, Array]:
        """Return x, y and probability of the cells above `threshold`."""
        rows, columns = np.nonzero(self.per_km2 >= threshold)
        return self.grid.x[columns], self.grid.y[rows], self.values[rows, columns]


@dataclass(frozen=True)
class Density:
    """A mixture of densities, each on its own grid; the weights sum to 1."""

    parts: tuple[Part, ...]

    def threshold(self, mass: float) -> float:
        """Return the probability per km² above which a share `mass` of all lies."""
        values, masses = self._ranked
        return LEVEL * float(values[min(int(np.searchsorted(masses, mass)), len(values) - 1)])

    @cached_property
    def _ranked(self) -> tuple[Array, Array]:
        """Probability per km² of every cell, the likeliest first, and the probability of all cells up to it."""
        if len(self.parts) == 1:
            ranked = np.sort(self.parts[0].per_km2, axis=None)[::-1]
            return ranked, np.cumsum(ranked) * self.parts[0].grid.km ** 2
        values = np.concatenate([part.per_km2.ravel() for part in self.parts])
        masses = np.concatenate([part.weight * part.values.ravel() for part in self.parts])
        order = np.argsort(-values)
        return values[order], np.cumsum(masses[order])

    def foremost(self, threshold: float) -> int:
        """Return the number of the part that has most of the probability above `threshold`."""
        masses = [part.weight * part.values[part.per_km2 >= threshold].sum() for part in self.parts]
        return int(np.argmax(masses))

    def sample(self, threshold: float, count: int) -> Array:
        """Return `count` positions (lon, lat), shape (count, 2), spread as the probability above `threshold` is."""
        found = []
        for part in self.parts:
            rows, columns = np.nonzero(part.per_km2 >= threshold)
            lon, lat = part.grid.plane.roughly(part.grid.x[columns], part.grid.y[rows])
            found.append(np.column_stack([lon, lat, part.weight * part.values[rows, columns]]))
        cells = np.concatenate(found)
        masses = np.cumsum(cells[:, 2])
        steps = (np.arange(count) + 0.5) / count * masses[-1]
        picked: Array = cells[np.searchsorted(masses, steps), :2]
        return picked


def _in_degrees(grid: Grid, x: float, y: float) -> tuple[float, float]:
    lon, lat = grid.plane.lonlat(np.array([[x, y]]))[0]
    return float(lon), float(lat)


def highest(density: Density, threshold: float) -> Geometry:
    """Return the ground on which `density` is above `threshold` (1/km²): the smallest region of its probability.

    Returns
    -------
    shapely geometry
        A valid polygon or multipolygon, EPSG:4326; its vertices are on the geodesic.
    """
    found = [polygon for part in density.parts for polygon in _polygons(part, threshold)]
    return found[0] if len(found) == 1 else shapely.union_all(found)


def _polygons(part: Part, threshold: float) -> list[Geometry]:
    """Return the contours of a part at `threshold`, closed along the grid's edge.

    Made without `contourpy.contour_generator`, whose checks of the arrays take longer than the contours.
    """
    if part.per_km2.max() < threshold:
        return []
    grid = part.grid
    x = np.concatenate([[grid.x[0] - grid.km], grid.x, [grid.x[-1] + grid.km]])
    y = np.concatenate([[grid.y[0] - grid.km], grid.y, [grid.y[-1] + grid.km]])
    values = np.zeros((len(y), len(x)))
    values[1:-1, 1:-1] = part.per_km2
    contours = SerialContourGenerator(
        np.tile(x, (len(y), 1)),
        np.repeat(y, len(x)).reshape(values.shape),
        values,
        np.zeros(values.shape, bool),
        corner_mask=False,
        line_type=LineType.Separate,
        fill_type=FillType.OuterOffset,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )
    outlines, offsets = contours.filled(threshold, np.inf)[:2]
    pairs = zip(outlines, offsets, strict=True)
    return [_polygon(grid, xy, ends) for xy, ends in pairs if xy is not None and ends is not None]


def _polygon(grid: Grid, xy: Array, ends: NDArray[Any]) -> Geometry:
    """Return a polygon from the vertices of its rings and where each of them begins and ends."""
    lonlat = grid.plane.lonlat(xy)
    return shapes.polygon([lonlat[i:j] for i, j in pairwise(ends)])
