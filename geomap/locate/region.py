"""A region: ground that holds a place with 90 % probability, drawn from the beliefs about it.

Evidence about one place multiplies: the beliefs of a region, the settled ground, and a piece of ground that it is cut
to. Where readings exclude each other they are added, each with its weight. A grid of our own carries the arithmetic,
not one of fixed cells (H3, S2): regions here are one kilometre wide or two hundred, and the plane about the anchor
makes its distances and bearings exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from geomap.gazetteer import Gazetteer
from geomap.locate import shapes
from geomap.locate.beliefs import Belief, Box, Polar
from geomap.locate.density import Density, Part, highest
from geomap.locate.plane import KM_PER_DEGREE, Array, Grid, Plane
from geomap.locate.settled import Settled
from geomap.records import Place, Reason, Shares

__all__ = ["Region"]

OUTSIDE = 0.02
"""Likelihood of ground outside the piece that a region is cut to, against ground inside: of 309 rows of
``dutch_relative`` that name a governorate five lie outside it, its margin and what it claims."""
SHARE = 0.9
"""Share of the probability that a region without beliefs holds of its ground: what is beside is not drawn."""
CRUMB = 0.01
"""Share of the area of a reading below which a piece of it is not drawn; not of the whole region: a village that may be
meant is small beside a city that may be."""
SAMPLE = 150
"""Positions by which the probability of a region is shared out among units: to less than a percent."""
MOST_TURN = 11.0
"""Degrees by which settled ground may draw the best point off the direction: the next of sixteen is 22.5° away."""
CORE = 0.5
"""Share of the probability in whose middle the best point lies: outliers do not draw it."""


@dataclass(frozen=True, eq=False)
class Region:
    """Ground that holds a place, and what it was drawn from.

    Parameters
    ----------
    method : str
        As in `geomap.records.Location`.
    reasons : tuple of Reason
    beliefs : tuple of Belief
        They multiply.
    ground : shapely geometry or None
        EPSG:4326: the region itself where there are no beliefs, else what it is cut to.
    point : (lon, lat) or None
        The best point, where one is known; None for the middle of the probability.
    unit : Place or None
        The administrative unit that it is, or is a part of.
    prior : Settled or None
        Where people live; None where that does not matter.
    level : float
        Share of the modelled probability that is drawn so that 90 % of the places lie inside.
    others : tuple of (Region, float)
        Readings that exclude this one, each with its probability; what is missing to 1 is this one's.
    """

    method: str
    reasons: tuple[Reason, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    ground: Geometry | None = None
    point: tuple[float, float] | None = None
    unit: Place | None = None
    prior: Settled | None = None
    level: float = SHARE
    others: tuple[tuple[Region, float], ...] = ()

    @cached_property
    def shape(self) -> Geometry:
        """The ground, EPSG:4326: valid polygons."""
        if self._plain is not None:
            return self._plain
        drawn = [_drawn(region, self.threshold / weight) for region, weight in self.readings if weight > 0]
        return shapes.union(drawn)

    @property
    def readings(self) -> tuple[tuple[Region, float], ...]:
        """The readings that exclude each other, this one first, each with its probability."""
        own = max(0.0, 1.0 - sum(weight for _, weight in self.others))
        return (self, own), *self.others

    @property
    def _plain(self) -> Geometry | None:
        """The ground alone, where nothing else is believed."""
        return self.ground if self.is_level and not self.others else None

    @property
    def is_level(self) -> bool:
        """Whether all of its ground is as likely."""
        return not self.beliefs and self.prior is None

    @cached_property
    def density(self) -> Density:
        """The probability on grids, one for each reading."""
        if not self.others:
            return Density((self.part,))
        return Density(tuple(replace(region.part, weight=weight) for region, weight in self.readings))

    @cached_property
    def part(self) -> Part:
        """The probability of this reading alone, on its grid."""
        grid, odds = self.odds
        values = np.exp(odds - odds.max()) * self.kept
        return Part(grid, values / values.sum())

    @cached_property
    def kept(self) -> Array | float:
        """How likely each cell is for the ground that this reading is cut to: 1 inside."""
        if self.ground is None:
            return 1.0
        return np.where(_inside(self.ground, self.odds[0]), 1.0, OUTSIDE if self.beliefs else 0.0)

    @cached_property
    def odds(self) -> tuple[Grid, Array]:
        """The log-likelihoods of this reading on its grid, before it is cut to its ground."""
        grid = self._grid()
        x, y = grid.mesh
        odds = np.zeros((len(grid.y), len(grid.x)))
        for belief in self.beliefs:
            odds += belief.log(grid.plane, x, y)
        if self.prior is not None:
            odds += self.prior.log(*grid.plane.roughly(x, y))
        return grid, odds

    def _grid(self) -> Grid:
        """Return a grid over where all of the evidence may hold."""
        origin = self.beliefs[0].origin if self.beliefs else _middle(self.ground)
        plane = Plane(*origin)
        boxes = [belief.box(plane) for belief in self.beliefs]
        if self.ground is not None:
            boxes.append(_box_of(self.ground, plane))
        return Grid.over(plane, reduce(_overlap, boxes))

    @cached_property
    def threshold(self) -> float:
        """Probability per km² above which ground belongs to the region."""
        return self.density.threshold(self.level)

    @cached_property
    def lonlat(self) -> tuple[float, float]:
        """The best point: lon, lat, inside the region."""
        if self.point is not None and self.ground is None:
            return self.point
        return shapes.nearest(self.shape, *(self.point or self._likeliest()))

    def _likeliest(self) -> tuple[float, float]:
        """Return the middle of the ground, or of its likelier half; in the direction that the words say."""
        if self._plain is not None:
            return _middle(self._plain)
        threshold = self.density.threshold(CORE)
        number = self.density.foremost(threshold)
        part, beliefs = self.density.parts[number], self.readings[number][0].beliefs
        first = beliefs[0] if len(beliefs) == 1 else None
        if not isinstance(first, Polar) or first.level:
            return part.middle(threshold)
        return part.polar_middle(threshold, first.bearing if first.half < 90 else None, MOST_TURN)

    @property
    def lon(self) -> float:
        """Longitude of the best point, degrees."""
        return self.lonlat[0]

    @property
    def lat(self) -> float:
        """Latitude of the best point, degrees."""
        return self.lonlat[1]

    def shares(self, gazetteer: Gazetteer) -> Shares:
        """Return how much of the probability of the region lies in each unit."""
        if self._plain is not None:
            return gazetteer.areas.shares(self._plain)
        return gazetteer.areas.shares_at(self.shape, self.density.sample(self.threshold, SAMPLE))

    def times(self, other: Region) -> Region:
        """Return the region that both believe in: evidence about one place multiplies.

        Parameters
        ----------
        other : Region
            Of one reading. Where this region has several, each is multiplied, and gains or loses probability by how
            well it agrees.
        """
        if not self.others:
            return self._and(other)
        return _weighed([(one._and(other), weight, one._agreement(other)) for one, weight in self.readings])

    def cut_to(self, ground: Geometry) -> Region:
        """Return the region cut to a piece of ground, softly; of several readings those inside gain probability."""
        return self.times(Region(self.method, ground=ground, level=self.level))

    def or_else(self, other: Region, weight: float) -> Region:
        """Return the region of two readings that exclude each other, `other` true with probability `weight`."""
        kept = tuple((region, share * (1 - weight)) for region, share in self.others)
        more = tuple((replace(region, others=()), share * weight) for region, share in other.readings)
        return replace(self, point=self.lonlat, others=(*kept, *more))

    def _and(self, other: Region) -> Region:
        """Return this reading, without others, multiplied with another."""
        return replace(
            self,
            beliefs=(*self.beliefs, *other.beliefs),
            ground=_shared(self.ground, other.ground),
            point=None,
            prior=self.prior or other.prior,
            level=max(self.level, other.level),
            others=(),
        )

    def _agreement(self, other: Region) -> float:
        """Return how likely the evidence of `other` is where this reading puts the place, up to a constant."""
        grid = self.part.grid
        odds = sum((belief.log(grid.plane, *grid.mesh) for belief in other.beliefs), np.zeros(self.part.values.shape))
        inside = 1.0 if other.ground is None else np.where(_inside(other.ground, grid), 1.0, OUTSIDE)
        return float((self.part.values * np.exp(odds) * inside).sum())

    def together(self, shape: Geometry) -> Region:
        """Return the region with `shape` added: an event at several places."""
        whole = shapes.union([self.shape, shape])
        return replace(self, point=self.lonlat, beliefs=(), others=(), prior=None, ground=whole)


def _weighed(found: Sequence[tuple[Region, float, float]]) -> Region:
    """Return the region of readings that exclude each other, from the probability of each before and the likelihood
    of what was learnt since; as probable as before where none of them could be.
    """
    total = sum(weight * likelihood for _, weight, likelihood in found)
    if total == 0:
        return _weighed([(region, weight, 1.0) for region, weight, _ in found])
    (first, *_), *others = found
    return replace(first, others=tuple((region, weight * likelihood / total) for region, weight, likelihood in others))


def _shared(one: Geometry | None, other: Geometry | None) -> Geometry | None:
    """Return the ground that both cut to; the first where they do not meet."""
    if one is None or other is None:
        return one if other is None else other
    shared = _polygons(one.intersection(other))
    return shared if shared.area > 0 else one


def _polygons(shape: Geometry) -> Geometry:
    """Return the polygons of a geometry, without stray lines and points."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


def _without_crumbs(shape: Geometry) -> Geometry:
    """Return a shape without the pieces that only the size of cells or a ragged border makes."""
    if shape.geom_type != "MultiPolygon":
        return shape
    pieces = shapely.get_parts(shape)
    areas = shapely.area(pieces)
    kept = pieces[areas >= CRUMB * areas.sum()]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(list(kept))


def _middle(ground: Geometry) -> tuple[float, float]:
    middle = ground.centroid
    return float(middle.x), float(middle.y)


def _box_of(ground: Geometry, plane: Plane) -> Box:
    west, south, east, north = ground.bounds
    columns, rows = zip(*(plane.xy(lon, lat) for lon in (west, east) for lat in (south, north)), strict=True)
    slack = 0.05 * max(max(columns) - min(columns), max(rows) - min(rows))
    return min(columns) - slack, min(rows) - slack, max(columns) + slack, max(rows) + slack


def _overlap(one: Box, other: Box) -> Box:
    """Return the box that both share; the first where they do not meet."""
    west, south, east, north = (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip
    return (west, south, east, north) if west < east and south < north else one


def _inside(ground: Geometry, grid: Grid) -> NDArray[np.bool_]:
    """Return which cells of a grid have their middle in a piece of ground; where none has, which cells touch it."""
    shapely.prepare(ground)
    lon, lat = grid.plane.roughly(*grid.mesh)
    inside: NDArray[np.bool_] = shapely.contains_xy(ground, lon, lat)
    if not inside.any():
        half = math.sqrt(0.5) * grid.km / (KM_PER_DEGREE * math.cos(math.radians(grid.plane.lat)))
        inside = shapely.dwithin(shapely.points(lon, lat), ground, half)
    return inside


def _drawn(region: Region, threshold: float) -> Geometry:
    """Return the ground of one reading above `threshold` (probability of that reading per km²)."""
    if region.is_level and region.ground is not None:
        return region.ground if region.part.per_km2.max() >= threshold else shapely.Polygon()
    shape = highest(Density((region.part,)), threshold) if region.ground is None else _cut(region, threshold)
    words = region.beliefs[0].literal() if len(region.beliefs) == 1 else None
    if words is not None and not shape.covers(words):
        said = words if region.ground is None else _polygons(words.intersection(region.ground))
        shape = shapes.union([shape, said])
    return _without_crumbs(shape)


def _cut(region: Region, threshold: float) -> Geometry:
    """Return the ground above `threshold`, cut along the border of its ground, not along cells."""
    grid, odds = region.odds
    values = np.exp(odds - odds.max())
    whole = Density((Part(grid, values / (values * region.kept).sum()),))
    within = _polygons(highest(whole, threshold).intersection(region.ground))
    beyond = highest(whole, threshold / OUTSIDE) if region.beliefs else shapely.Polygon()
    return within if beyond.is_empty else shapes.union([within, beyond])
