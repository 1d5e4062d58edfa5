"""Where incidents stand on the paper: each by itself, fanned out where they share a spot, as circles where they crowd.

Of an event of which only the unit is known, the unit is hatched and bears the count: a pin at its middle would say what
nobody knows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.maps.figures.extent import Extent
from geomap.maps.figures.palette import KINDS

__all__ = ["CLUSTER", "LARGEST", "RADIUS", "Area", "Circle", "Crowd", "Laid", "Sizes", "Spot", "lay_out"]

RADIUS = 1.35
"""Millimetres of a mark: its glyph can still be read at 300 dpi, and of three marks a finger's breadth holds five."""

CROWDED = 0.1
"""Share of marks that lie over one another from which those that lie together are one circle: chosen by looking."""

CLUSTER = 3.4
"""Millimetres within which they lie together."""

_MOST = 1500
"""Marks that no sheet holds side by side: a page's frame has room for some 2,500, if they lay in rows."""

_HIDDEN = 1.3
"""Radii between two marks at which one hides the other's glyph."""

_FAN_MOST = 8
"""At one spot so many marks stand about it; more are one circle with their number, as on the map."""

LARGEST = 5.0
"""Millimetres of the largest circle's radius on a map; areas are proportional to numbers."""

_PLATE = 2.0
"""Millimetres about the middle of a count's plate."""

_CIRCLE_LEAST = 0.75
"""Millimetres below which the colour of a circle could not be told."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large circles are: the one for `largest` incidents has a radius of `most` millimetres, or less if few."""

    largest: int
    most: float = LARGEST

    def radius(self, number: int) -> float:
        """Return the radius (millimetres) of the circle for `number` incidents; its area is proportional to it."""
        unit = min(RADIUS, self.most / math.sqrt(max(self.largest, 1)))
        return max(_CIRCLE_LEAST, unit * math.sqrt(number))


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident's mark: where it stands (millimetres), and the spot that it belongs to."""

    kind: str
    precision: int
    x: float
    y: float
    of_x: float
    of_y: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several incidents that are drawn as one: how many of each kind, the commonest first, at (x, y) in millimetres."""

    kinds: tuple[tuple[str, int], ...]
    x: float
    y: float

    @property
    def number(self) -> int:
        """How many they are."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class Circle(Crowd):
    """Incidents that lie together."""


@dataclass(frozen=True, slots=True)
class Area(Crowd):
    """Incidents of which only a unit is known, with its polygon on the paper; (x, y) is where their count stands."""

    region: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Laid:
    """What is drawn of incidents in an extent."""

    spots: tuple[Spot, ...]
    circles: tuple[Circle, ...]
    areas: tuple[Area, ...]
    outside: int
    """Placed incidents that lie outside the extent."""
    clustered: bool = False
    """Whether circles hold incidents of several spots that lie together."""

    @property
    def shown(self) -> int:
        """How many incidents are drawn."""
        return len(self.spots) + sum(crowd.number for crowd in self._crowds)

    @property
    def largest(self) -> int:
        """How many the largest circle stands for; 1 where there is none."""
        return max((circle.number for circle in self.circles), default=1)

    @property
    def kinds(self) -> set[str]:
        """The kinds that are drawn."""
        return {kind for crowd in self._crowds for kind, _ in crowd.kinds} | {spot.kind for spot in self.spots}

    @property
    def _crowds(self) -> tuple[Crowd, ...]:
        return (*self.circles, *self.areas)

    def boxes(self, sizes: Sizes) -> list[tuple[float, float, float, float]]:
        """Return the boxes (west, south, east, north; millimetres) that names keep clear of."""
        found = [_box(spot.x, spot.y, RADIUS + 0.3) for spot in self.spots]
        found += [_box(c.x, c.y, sizes.radius(c.number) + 0.2) for c in self.circles]
        return found + [_box(area.x, area.y, 2.0) for area in self.areas]


def lay_out(marks: pd.DataFrame, extent: Extent, *, cluster: bool = False) -> Laid:
    """Return how `marks`, a table as `geomap.maps.figures.table.marks_of` gives it, are drawn in `extent`.

    Incidents that lie together are one circle where marks would hide each other, or where `cluster` asks for it.
    """
    placed = marks[marks["lon"].notna() | marks["region"].notna()]
    whole = placed[placed["region"].notna()]
    points = placed[placed["region"].isna()]
    lonlat = points[["lon", "lat"]].to_numpy(dtype=float)
    inside = extent.holds(lonlat)
    points, xy = points[inside], extent.project(lonlat[inside])
    clustered = cluster or len(points) > _MOST
    spots, circles = _clustered(points, xy) if clustered else _fanned(points, xy)
    if not clustered and (circles or _crowded(spots)):
        spots, circles, clustered = *_clustered(points, xy), True
    areas = _areas(whole, extent, _covered(spots, circles))
    outside = int((~inside).sum()) + len(whole) - sum(area.number for area in areas)
    return Laid(spots, circles, areas, outside, clustered)


def _areas(whole: pd.DataFrame, extent: Extent, taken: shapely.Geometry) -> tuple[Area, ...]:
    """Return each unit once, the wide ones first, its count where no mark lies; those outside are left out."""
    frame = shapely.box(2, 2, extent.width - 2, extent.height - 2)
    regions = [(extent.on_paper(rows["region"].iat[0]), rows) for _, rows in whole.groupby("unit", sort=True)]
    found = []
    for region, rows in sorted(regions, key=lambda pair: float(pair[0].area)):
        seen = region.intersection(frame)
        if seen.is_empty or seen.area == 0:
            continue
        free = seen.difference(taken)
        at = _widest(free if free.area > _PLATE**2 else seen)
        taken = taken.union(at.buffer(2 * _PLATE))
        found.append(Area(_numbers(rows["kind"]), at.x, at.y, region))
    return tuple(reversed(found))


def _covered(spots: Sequence[Spot], circles: Sequence[Circle]) -> shapely.Geometry:
    """Return where the middle of a count's plate would hide a mark or a circle."""
    sizes = Sizes(max((circle.number for circle in circles), default=1))
    discs = [shapely.Point(spot.x, spot.y).buffer(_PLATE + RADIUS) for spot in spots]
    discs += [shapely.Point(c.x, c.y).buffer(_PLATE + sizes.radius(c.number)) for c in circles]
    return shapely.union_all(discs) if discs else shapely.Point()


def _widest(shape: shapely.Geometry) -> shapely.Point:
    """Return the middle of the largest circle in a shape: where a plate fits best."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.3)
    return shapely.Point(shapely.get_coordinates(circle)[0])


def _crowded(spots: Sequence[Spot]) -> bool:
    """Return whether so many marks hide one another that a picture of them tells little."""
    if len(spots) < 2:
        return False
    points = shapely.points([(spot.x, spot.y) for spot in spots])
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=_HIDDEN * RADIUS)
    hidden = np.unique(pairs[0][pairs[0] != pairs[1]])
    return len(hidden) > max(4, CROWDED * len(spots))


def _fanned(points: pd.DataFrame, xy: NDArray[np.float64]) -> tuple[tuple[Spot, ...], tuple[Circle, ...]]:
    """Return marks, several at one spot (0.0001°) about it; a crowd at one spot is a circle."""
    keys = [(round(lon, 4), round(lat, 4)) for lon, lat in points[["lon", "lat"]].itertuples(index=False)]
    groups: dict[tuple[float, float], list[int]] = {}
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    kinds, precisions = points["kind"].tolist(), points["precision"].tolist()
    spots: list[Spot] = []
    circles: list[Circle] = []
    for rows in groups.values():
        x, y = (float(value) for value in xy[rows[0]])
        if len(rows) > _FAN_MOST:
            circles.append(Circle(_numbers(points["kind"].iloc[rows]), x, y))
            continue
        reach = 0.0 if len(rows) == 1 else max(2 * RADIUS, 2 * RADIUS * len(rows) / 5)
        for number, row in enumerate(rows):
            angle = 2 * math.pi * number / len(rows) + math.pi / 2
            at = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            spots.append(Spot(kinds[row], int(precisions[row]), *at, x, y))
    return tuple(spots), tuple(circles)


def _cells(xy: NDArray[np.float64], cluster: float) -> NDArray[np.int64]:
    """Return which cluster each position is in: about the positions with most others near, one after the other.

    Method: leader clustering (Hartigan 1975, "Clustering algorithms", chapter 3), the leaders in order of company.
    """
    cells = np.floor(xy / (cluster / 2)).astype(np.int64)
    keys, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    centres = np.zeros(keys.shape)
    np.add.at(centres, inverse.ravel(), xy)
    centres /= counts[:, None]
    order = np.lexsort((centres[:, 1], centres[:, 0], -counts))
    near = shapely.STRtree(shapely.points(centres))
    leader = np.full(len(keys), -1)
    for cell in order:
        if leader[cell] < 0:
            found = near.query(shapely.Point(*centres[cell]), predicate="dwithin", distance=cluster)
            leader[found[leader[found] < 0]] = cell
    return np.asarray(leader[inverse.ravel()], dtype=np.int64)


def _clustered(points: pd.DataFrame, xy: NDArray[np.float64]) -> tuple[tuple[Spot, ...], tuple[Circle, ...]]:
    """Return those that lie together as circles, and those that lie alone as marks."""
    kinds, precisions, cells = points["kind"].to_numpy(), points["precision"].to_numpy(), _cells(xy, CLUSTER)
    spots: list[Spot] = []
    circles: list[Circle] = []
    for cell in np.unique(cells):
        rows = np.flatnonzero(cells == cell)
        x, y = (float(value) for value in xy[rows].mean(axis=0))
        if len(rows) == 1:
            spots.append(Spot(str(kinds[rows[0]]), int(precisions[rows[0]]), x, y, x, y))
        else:
            circles.append(Circle(_numbers(pd.Series(kinds[rows])), x, y))
    return tuple(spots), tuple(circles)


def _numbers(kinds: pd.Series[str]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each kind, the commonest first."""
    counts = Counter(kinds.tolist())
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], KINDS.index(pair[0]))))


def _box(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    return (x - half, y - half, x + half, y + half)
