"""A grid of hexagons of equal area over Iraq, and how an incident's footprint spreads over it.

The plane is Lambert's azimuthal equal-area projection about the middle of the country, so that every cell has the same
area on the ground and lengths are off by at most 0.3 % within 600 km of it (Snyder 1987, *Map Projections: A Working
Manual*, USGS Professional Paper 1395, pp. 182-190). Cells stand on a corner and have axial coordinates (q, r), as in
Birch, Oom & Beecham (2007), "Rectangular and hexagonal grids used for observation, experiment and simulation in
ecology", Ecological Modelling 206. H3 has no place here: its cells of one resolution differ in area by a factor of up
to two, and densities need equal ones.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geomap.errors import InputError

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely import Geometry

__all__ = ["MIDDLE", "SIZE_KM", "HexGrid", "projected", "to_lonlat", "to_plane", "unprojected"]

SIZE_KM = 20.0
"""Distance between the middles of neighbouring cells: 346 km² each, some 1,270 in Iraq, three or four to a district; a
cell is larger than nine in ten footprints of named places (a choice, to be changed by the user)."""

SMALLEST_KM, LARGEST_KM = 2.0, 200.0
"""Sizes that are accepted: below, footprints cover more cells than they have meaning for; above, there is no map."""

MIDDLE = (43.7, 33.2)
"""Longitude and latitude of the middle of Iraq's bounding box, in degrees: where the plane touches."""

_NEIGHBOURS = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HexGrid:
    """Hexagons whose middles lie `size_km` kilometres apart; cell (0, 0) has its middle at 43.7° E, 33.2° N.

    Raises
    ------
    InputError
        For a size below `SMALLEST_KM` or above `LARGEST_KM`.
    """

    size_km: float = SIZE_KM

    def __post_init__(self) -> None:
        if not SMALLEST_KM <= self.size_km <= LARGEST_KM:
            raise InputError(
                f"Hexagons of {self.size_km:g} km cannot be used.", f"Give {SMALLEST_KM:g} to {LARGEST_KM:g} km."
            )

    @property
    def area_km2(self) -> float:
        """Area of every cell."""
        return math.sqrt(3) / 2 * self.size_km**2

    def middles(self, cells: ArrayLike) -> NDArray[np.float64]:
        """Return the middles of cells, shape (N, 2) of q and r, on the plane: shape (N, 2), kilometres."""
        q, r = np.asarray(cells, float).reshape(-1, 2).T
        return np.column_stack([self.size_km * (q + r / 2), self.size_km * (math.sqrt(3) / 2) * r])

    def cells_at(self, plane: ArrayLike) -> NDArray[np.int64]:
        """Return the cells that hold positions on the plane, shape (N, 2) in kilometres: shape (N, 2), q and r."""
        x, y = np.asarray(plane, float).reshape(-1, 2).T
        r = y / (self.size_km * math.sqrt(3) / 2)
        q = x / self.size_km - r / 2
        return _rounded(q, r)

    def shapes(self, cells: ArrayLike) -> NDArray[np.object_]:
        """Return the hexagons of cells, shape (N, 2), on the plane: shape (N,) of polygons, in kilometres."""
        turns = np.radians(60 * np.arange(6) + 30)
        corners = self.size_km / math.sqrt(3) * np.column_stack([np.cos(turns), np.sin(turns)])
        shapes: NDArray[np.object_] = shapely.polygons(self.middles(cells)[:, None, :] + corners[None, :, :])
        return shapes

    def over(self, shape: Geometry) -> NDArray[np.int64]:
        """Return the cells that meet a shape on the plane: shape (N, 2), ordered by q and r."""
        west, south, east, north = shape.bounds
        margin = self.size_km
        rows = np.arange(
            math.floor((south - margin) / (self.size_km * math.sqrt(3) / 2)),
            math.ceil((north + margin) / (self.size_km * math.sqrt(3) / 2)) + 1,
        )
        found = []
        for r in rows.tolist():
            least = math.floor((west - margin) / self.size_km - r / 2)
            most = math.ceil((east + margin) / self.size_km - r / 2)
            found += [(q, r) for q in range(least, most + 1)]
        cells = np.array(sorted(found), np.int64).reshape(-1, 2)
        shapely.prepare(shape)
        kept: NDArray[np.int64] = cells[shapely.intersects(self.shapes(cells), shape)]
        return kept

    def spread(self, ground: Geometry) -> Mapping[Cell, float]:
        """Return the part of some ground (EPSG:4326) that lies in each cell it meets; the parts sum to 1.

        Every point of the ground is taken as equally likely, as the gazetteer does for units. A line or points are
        taken at their middle.
        """
        plane = projected(ground)
        if plane.area == 0:
            (cell,) = self.cells_at(shapely.get_coordinates(plane.centroid)).tolist()
            return {(cell[0], cell[1]): 1.0}
        cells = self.over(plane)
        if len(cells) == 1:
            return {(int(cells[0, 0]), int(cells[0, 1])): 1.0}
        parts = shapely.area(shapely.intersection(self.shapes(cells), plane))
        return {
            (int(q), int(r)): float(part) for (q, r), part in zip(cells, parts / parts.sum(), strict=True) if part > 0
        }

    def neighbours(self, cells: Sequence[Cell]) -> list[list[int]]:
        """Return for each cell which others of `cells` touch it, as places in `cells`, in their order."""
        place = {cell: n for n, cell in enumerate(cells)}
        around = ([(q + dq, r + dr) for dq, dr in _NEIGHBOURS] for q, r in cells)
        return [sorted(place[cell] for cell in ring if cell in place) for ring in around]


def projected(shape: Geometry) -> Geometry:
    """Return a shape (EPSG:4326) on the equal-area plane, in kilometres."""
    return shapely.transform(shape, to_plane)


def unprojected(shape: Geometry) -> Geometry:
    """Return a shape of the plane, in kilometres, in EPSG:4326."""
    return shapely.transform(shape, to_lonlat)


def to_plane(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions in degrees, shape (N, 2), on the equal-area plane: shape (N, 2), kilometres."""
    x, y = _transformer().transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y]) / 1000


def to_lonlat(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions on the plane, shape (N, 2) in kilometres, as longitude and latitude: shape (N, 2), degrees."""
    lon, lat = _transformer().transform(plane[:, 0] * 1000, plane[:, 1] * 1000, direction="INVERSE")
    return np.column_stack([lon, lat])


def _rounded(q: NDArray[np.float64], r: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the cell nearest to fractional coordinates: of the three (q, r, -q-r) the worst rounded follows."""
    s = -q - r
    whole = np.round([q, r, s])
    off = np.abs(whole - np.array([q, r, s]))
    worst = np.argmax(off, axis=0)
    q_whole = np.where(worst == 0, -whole[1] - whole[2], whole[0])
    r_whole = np.where(worst == 1, -whole[0] - whole[2], whole[1])
    return np.column_stack([q_whole, r_whole]).astype(np.int64)


@cache
def _transformer() -> Transformer:
    from pyproj import Transformer

    lon, lat = MIDDLE
    plane = f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m +no_defs"
    return Transformer.from_crs("EPSG:4326", plane, always_xy=True)
