"""Heat map data: how dense incidents are, smoothed over some kilometres, on the equal-area plane."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geomap.analysis.hexagons import projected
from geomap.analysis.observations import observations
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from geomap.analysis.period import Period

__all__ = ["BANDWIDTH_KM", "HeatMap", "heat"]

BANDWIDTH_KM = 15.0
"""Standard deviation of the kernel: about the radius within which most reports place an incident (a choice)."""

_CELLS_A_BANDWIDTH = 5
"""Cells to a bandwidth: with five the sampled kernel sums to 1 within a part in a million."""

_REACH = 4.0
"""Bandwidths beyond the outermost incident that the grid covers: 3 in 100,000 of a kernel lie farther."""

_MOST_CELLS = 4_000_000
"""Cells of the grid: 30 MB; a country of 1,000 km at a bandwidth of 2.5 km has as many."""


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """Density of incidents on a grid of squares of equal area.

    Parameters
    ----------
    west, south : float
        Corner of the grid on the plane of `geomap.analysis.hexagons`, in kilometres.
    cell_km : float
        Side of a cell.
    density : numpy.ndarray
        Shape (rows, columns), rows from south to north: incidents per 100 km². Summed over the cells, times their area,
        it gives the incidents that are placed.
    bandwidth_km : float
    unplaced : int
    """

    west: float
    south: float
    cell_km: float
    density: NDArray[np.float64]
    bandwidth_km: float
    unplaced: int

    @property
    def total(self) -> float:
        """Incidents under the surface."""
        return float(self.density.sum()) * self.cell_km**2 / 100


def heat(
    incidents: geopandas.GeoDataFrame | pd.DataFrame,
    *,
    bandwidth_km: float = BANDWIDTH_KM,
    period: Period | None = None,
    gazetteer: Gazetteer | None = None,
) -> HeatMap:
    """Return the kernel density of incidents, each spread over its footprint and then over a Gaussian kernel.

    Parameters
    ----------
    incidents, period, gazetteer
        As `geomap.analysis.area_table` takes them.
    bandwidth_km : float
        Standard deviation of the kernel in kilometres on the ground.

    Returns
    -------
    HeatMap
        Empty (no rows) where no incident is placed.

    Raises
    ------
    InputError
        For a bandwidth that is none, or too fine for the ground that the incidents cover.

    Notes
    -----
    Silverman (1986), *Density Estimation for Statistics and Data Analysis*, section 4.2; the footprint is itself a
    kernel, as wide as the report is vague, so what is vague never makes a spot of its own.
    """
    from scipy.ndimage import gaussian_filter

    if not (math.isfinite(bandwidth_km) and bandwidth_km > 0):
        raise InputError(f"A bandwidth of {bandwidth_km} km is none.", "Give kilometres above 0.")
    seen = observations(incidents, gazetteer if gazetteer is not None else Gazetteer.load())
    dated = seen.within(period)
    weights: dict[bytes, list[float]] = {}
    for ground, weight in zip(seen.ground, dated, strict=True):
        if ground is not None and weight > 0:
            weights.setdefault(shapely.to_wkb(projected(ground)), []).append(float(weight))
    unplaced = int((~seen.placed).sum())
    if not weights:
        return HeatMap(0.0, 0.0, bandwidth_km / _CELLS_A_BANDWIDTH, np.zeros((0, 0)), bandwidth_km, unplaced)
    shapes = [shapely.from_wkb(key) for key in sorted(weights)]
    grid = _Grid.about(shapes, bandwidth_km)
    for key, shape in zip(sorted(weights), shapes, strict=True):
        grid.add(shape, math.fsum(weights[key]))
    smooth = gaussian_filter(grid.mass, _CELLS_A_BANDWIDTH, mode="constant", truncate=_REACH)
    density = smooth / grid.cell_km**2 * 100
    return HeatMap(grid.west, grid.south, grid.cell_km, density, bandwidth_km, unplaced)


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    west: float
    south: float
    cell_km: float
    mass: NDArray[np.float64]

    @classmethod
    def about(cls, shapes: list[shapely.Geometry], bandwidth_km: float) -> _Grid:
        """Return an empty grid that holds shapes and the kernel about them; its lines do not depend on them."""
        cell = bandwidth_km / _CELLS_A_BANDWIDTH
        west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
        reach = _REACH * bandwidth_km + cell
        first = [math.floor((low - reach) / cell) for low in (west, south)]
        last = [math.ceil((high + reach) / cell) for high in (east, north)]
        columns, rows = last[0] - first[0], last[1] - first[1]
        if columns * rows > _MOST_CELLS:
            raise InputError(
                f"A bandwidth of {bandwidth_km:g} km is too fine for {columns * cell:.0f} by {rows * cell:.0f} km.",
                "Give a wider one, or fewer incidents.",
            )
        return cls(first[0] * cell, first[1] * cell, cell, np.zeros((rows, columns)))

    def add(self, shape: shapely.Geometry, weight: float) -> None:
        """Spread `weight` evenly over the cells whose middle lies in `shape`, or give it to the cell of its middle."""
        left, bottom, right, top = self._box(shape)
        x = self.west + (np.arange(left, right) + 0.5) * self.cell_km
        y = self.south + (np.arange(bottom, top) + 0.5) * self.cell_km
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, *np.meshgrid(x, y)) if shape.area > 0 else np.zeros((1, 1), bool)
        if inside.any():
            self.mass[bottom:top, left:right] += np.where(inside, weight / inside.sum(), 0.0)
        else:
            middle = shape.centroid
            row, column = int((middle.y - self.south) // self.cell_km), int((middle.x - self.west) // self.cell_km)
            self.mass[row, column] += weight

    def _box(self, shape: shapely.Geometry) -> tuple[int, int, int, int]:
        west, south, east, north = shape.bounds
        left, bottom = int((west - self.west) // self.cell_km), int((south - self.south) // self.cell_km)
        return left, bottom, int((east - self.west) // self.cell_km) + 1, int((north - self.south) // self.cell_km) + 1
