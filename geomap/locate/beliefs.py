"""What one piece of evidence says about every point of the ground, as log-likelihoods.

Each belief is level where the words are literally true ("30 km" rounds from 27.5 to 32.5, "southwest" is an eighth of
the circle) and falls off beyond. Multiplied, and weighed with where people live (`geomap.locate.settled`), beliefs
give a `geomap.locate.density.Density`. The shapes are those of the point-radius and shape methods: Wieczorek, Guo &
Hijmans (2004), *The point-radius method for georeferencing locality descriptions*; Zermoglio et al. (2020),
*Georeferencing Quick Reference Guide*, "Offsets"; Chapman & Wieczorek (2020), *Georeferencing Best Practices*,
"Calculating Uncertainties". They draw the outline of what is possible; here its likelihood is fitted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from shapely import Geometry

from geomap.geodesy import distance_km
from geomap.locate import shapes
from geomap.locate.plane import Array, Plane

__all__ = ["Band", "Belief", "Polar"]

Box = tuple[float, float, float, float]
"""Least x, least y, most x, most y, in kilometres of a plane."""

FREEDOM = 3.0
"""Degrees of freedom of Student's t, by which belief falls beyond what is said: gross errors are common (of the Dutch
strikes one in twelve lies nowhere near). Between 1.5 and 4 the held-back half hardly tells the difference; 3 gives the
smallest region at the same coverage (`benchmarks/calibration.py`)."""
REACH = 7.0
"""Spreads beyond which a tail is no longer drawn: 0.3 % of Student's t with 3 degrees of freedom."""
TURNS = 3.0
"""Spreads of the bearing that are drawn: 0.3 % of the normal distribution."""


class Belief(Protocol):
    """A piece of evidence about a position."""

    @property
    def origin(self) -> tuple[float, float]:
        """Where a plane about the evidence has its origin: lon, lat."""

    def box(self, plane: Plane) -> Box:
        """Return the part of `plane` outside which the evidence believes next to nothing."""

    def log(self, plane: Plane, x: Array, y: Array) -> Array:
        """Return the log-likelihood per unit of area at points of `plane`, up to a constant."""

    def literal(self) -> Geometry | None:
        """Return the ground that the words mean literally, or None where they have no sharp meaning."""


@dataclass(frozen=True, slots=True)
class Polar:
    """So far from a point, towards some direction.

    Parameters
    ----------
    lon, lat : float
        The anchor.
    low, high : float
        Kilometres from it between which all distances are as likely.
    inner, outer : float
        Spread below `low` and above `high`, in kilometres.
    bearing, half : float
        Degrees: the bearing, and how far to either side all are as likely; `half` 180 for any direction.
    turn : float
        Spread of the bearing beyond, in degrees.
    beside : float
        Kilometres by which the point counted from may lie beside the anchor's middle: opens the angle nearby.
    level : bool
        Whether the likelihood is level over the ground (a disc), not over the distance (a ring: each distance as
        likely, so the ground farther out less so).
    rounded : float or None
        Kilometres by which the figure was rounded, to either side; None where the words give no figure.
    """

    lon: float
    lat: float
    low: float
    high: float
    inner: float
    outer: float
    bearing: float = 0.0
    half: float = 180.0
    turn: float = 20.0
    beside: float = 1.0
    level: bool = False
    rounded: float | None = None

    @property
    def origin(self) -> tuple[float, float]:
        return self.lon, self.lat

    @property
    def reach(self) -> float:
        """Kilometres from the anchor that nine in ten places hardly exceed."""
        return self.high + 2 * self.outer

    def box(self, plane: Plane) -> Box:
        near, far = max(0.0, self.low - REACH * self.inner), self.high + REACH * self.outer
        open_to = min(180.0, self.half + TURNS * math.hypot(self.turn, math.degrees(math.atan2(self.beside, far))))
        turns = np.radians(self.bearing + np.linspace(-open_to, open_to, 25))
        x, y = plane.xy(self.lon, self.lat)
        east, north = np.outer((near, far), np.sin(turns)), np.outer((near, far), np.cos(turns))
        slack = TURNS * self.beside if open_to < 180 else 0.0
        return (
            x + min(float(east.min()), -slack),
            y + min(float(north.min()), -slack),
            x + max(float(east.max()), slack),
            y + max(float(north.max()), slack),
        )

    def log(self, plane: Plane, x: Array, y: Array) -> Array:
        east, north = plane.xy(self.lon, self.lat)
        x, y = x - east, y - north
        km = np.hypot(x, y)
        off = np.maximum(self.low - km, 0.0) / self.inner + np.maximum(km - self.high, 0.0) / self.outer
        odds: Array = (-(FREEDOM + 1) / 2) * np.log1p(off * off / FREEDOM)
        if not self.level:
            odds -= np.log(np.maximum(km, max(self.inner, 0.3 * self.low)))
        if self.half < 180:
            turn = np.abs((np.degrees(np.arctan2(x, y)) - self.bearing + 180.0) % 360.0 - 180.0)
            spread = np.hypot(self.turn, np.degrees(np.arctan2(self.beside, np.maximum(km, 0.1))))
            odds -= (np.maximum(turn - self.half, 0.0) / spread) ** 2 / 2
        return odds

    def literal(self) -> Geometry | None:
        if self.rounded is None:
            return None
        low, high = max(0.0, self.low - self.rounded), self.high + self.rounded
        return shapes.sector(self.lon, self.lat, self.bearing, self.half, low, high)


@dataclass(frozen=True)
class Band:
    """Between two places: wider in the middle, and hardly beyond either.

    Parameters
    ----------
    first, second : (lon, lat)
    start, end : float
        Kilometres: half the width at either place.
    bulge : float
        Share of the way by which it is wider in the middle, to either side.
    """

    first: tuple[float, float]
    second: tuple[float, float]
    start: float
    end: float
    bulge: float = 0.15

    @property
    def origin(self) -> tuple[float, float]:
        return self.first

    @property
    def wide(self) -> float:
        """Half the width in the middle, in kilometres."""
        return max(self.start, self.end) + self.bulge * distance_km(*self.first, *self.second)

    def box(self, plane: Plane) -> Box:
        ends: Sequence[tuple[float, float]] = (plane.xy(*self.first), plane.xy(*self.second))
        wide = 2.5 * self.wide
        (x1, y1), (x2, y2) = ends
        return min(x1, x2) - wide, min(y1, y2) - wide, max(x1, x2) + wide, max(y1, y2) + wide

    def log(self, plane: Plane, x: Array, y: Array) -> Array:
        (x1, y1), (x2, y2) = plane.xy(*self.first), plane.xy(*self.second)
        total = max(math.hypot(x2 - x1, y2 - y1), 0.1)
        east, north = (x2 - x1) / total, (y2 - y1) / total
        along = (x - x1) * east + (y - y1) * north
        across = np.abs((x - x1) * north - (y - y1) * east)
        share = np.clip(along / total, 0.0, 1.0)
        half = self.start + (self.end - self.start) * share + self.bulge * total * np.sin(np.pi * share)
        beyond = np.maximum(-along, along - total)
        return _tail(across - half, 0.3 * half) + _tail(beyond, 0.5 * max(self.start, self.end))

    def literal(self) -> Geometry | None:
        return None


def _tail(beyond: Array, spread: Array | float) -> Array:
    """Return the log-likelihood of lying so many kilometres beyond what is said."""
    off = np.maximum(beyond, 0.0) / spread
    odds: Array = (-(FREEDOM + 1) / 2) * np.log1p(off * off / FREEDOM)
    return odds
