"""Whether a place lies where an expression says: log-odds, and the sentence with the numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geomap.gazetteer import Gazetteer
from geomap.geodesy import bearing_deg, distance_km, turn_deg
from geomap.locate import regions, shapes
from geomap.locate.expressions import Expression
from geomap.locate.plane import KM_PER_DEGREE
from geomap.locate.reasons import reason
from geomap.locate.units import UNITS
from geomap.records import Place, Reason

__all__ = ["Agreement", "Claim", "agreement"]

FIT = 2.5
"""Log-odds of lying where distance and direction say: a place taken at random does so in one of twelve cases."""
FIT_LOOSE = 1.0
"""The same for a direction alone."""
WORST = -3.0
"""No expression counts for less: one in twenty is plainly wrong (``dutch_relative``)."""
CONTRADICTION = -0.5
SLACK_SHARE = 0.1
"""Share of a stated distance by which a place may be off and agree with it, beside rounding and the places' size."""
ROAD = 0.7
"""Share of a stated distance that a place lies away at least where the words count by road, as reports often do: Ba'aj,
"510 km northwest of Baghdad", lies 388 km away."""
SEAT_KM = 5.0
"""Radius of the main settlement of a unit, from which reports measure (a guess)."""
FALL_SHARE, FALL_KM, FALL_DEGREES = 0.12, 3.0, 15.0
"""How fast belief falls beyond that: one standard deviation (a guess)."""


@dataclass(frozen=True)
class Claim:
    """An expression with the place it counts from."""

    expression: Expression
    anchors: tuple[Place, ...]


@dataclass(frozen=True)
class Agreement:
    """How an expression bears on a place: log-odds, and the sentence."""

    log_odds: float
    reason: Reason

    @property
    def contradicts(self) -> bool:
        """Whether the place lies elsewhere than the words say."""
        return self.log_odds < CONTRADICTION


def agreement(place: Place, claim: Claim, gazetteer: Gazetteer) -> Agreement | None:
    """Return how `claim` bears on `place`, or None where it says nothing about it."""
    anchor = claim.anchors[0]
    if anchor.id == place.id or anchor.id in place.parents:
        return None
    expression = claim.expression
    if expression.kind == "along" and not anchor.line:
        return None  # what a road leads to may be far away
    if expression.kind in ("offset", "distance", "direction"):
        return _by_figures(place, anchor, expression)
    return _by_region(place, claim, gazetteer)


def _by_figures(place: Place, anchor: Place, expression: Expression) -> Agreement:
    km = distance_km(anchor.lon, anchor.lat, place.lon, place.lat)
    bearing = bearing_deg(anchor.lon, anchor.lat, place.lon, place.lat)
    size = 0.5 * (_size(anchor) + _size(place))
    far = _distance_misfit(km, size, anchor, expression)
    off = _direction_misfit(km, bearing, 2 * size, expression)
    fit = FIT if expression.distance else FIT_LOOSE
    log_odds = max(WORST, fit - (far**2 + off**2) / 2)
    if max(far, off) <= 1:
        why = reason("agrees", place=place, km=round(km), anchor=anchor, bearing=round(bearing) % 360)
        return Agreement(max(log_odds, CONTRADICTION + 0.1), why)
    if (
        off <= 1
        and expression.distance is not None
        and ROAD * expression.distance.low <= km <= expression.distance.high
    ):
        why = reason(
            "agrees_by_road", place=place, km=round(km), anchor=anchor, said_km=round(expression.distance.km, 1)
        )
        return Agreement(max(log_odds, CONTRADICTION + 0.1), why)
    return Agreement(min(log_odds, CONTRADICTION - 0.1), _contradiction(place, anchor, expression, km, bearing))


def _size(place: Place) -> float:
    """Return the radius that distances are told from: of a unit, its main settlement's."""
    return min(place.radius_km, SEAT_KM) if place.kind in UNITS else place.radius_km


def _distance_misfit(km: float, size: float, anchor: Place, expression: Expression) -> float:
    """Return by how many standard deviations the distance is off, 0 within rounding and size."""
    said = expression.distance
    if said is None:
        return max(0.0, km - regions.reach_of(anchor) - size) / regions.reach_of(anchor)
    slack = said.step / 2 + (SLACK_SHARE + said.wide) * said.km + size
    low = 0.0 if said.bound == "at_most" else said.low
    high = math.inf if said.bound == "at_least" else said.high
    gap = max(low - km, km - high, 0.0) - slack
    return max(0.0, gap) / (FALL_SHARE * said.km + FALL_KM) + (1.001 if gap > 0 else 0.0)


def _direction_misfit(km: float, bearing: float, size: float, expression: Expression) -> float:
    if not expression.directions:
        return 0.0
    said, half = regions.half_angle_of(expression.directions)
    gap = turn_deg(bearing, said) - half - math.degrees(math.atan2(size, max(km, 0.1)))
    return max(0.0, gap) / FALL_DEGREES


def _contradiction(place: Place, anchor: Place, expression: Expression, km: float, bearing: float) -> Reason:
    if expression.distance is None:
        return reason(
            "contradicts_direction",
            direction=expression.directions[0].code,
            anchor=anchor,
            place=place,
            km=round(km),
            bearing=round(bearing) % 360,
        )
    said = round(expression.distance.km, 1)
    if not expression.directions:
        return reason("contradicts_distance", said_km=said, anchor=anchor, place=place, km=round(km))
    code = expression.directions[0].code
    return reason(
        "contradicts",
        said_km=said,
        direction=code,
        anchor=anchor,
        place=place,
        km=round(km),
        bearing=round(bearing) % 360,
    )


def _by_region(place: Place, claim: Claim, gazetteer: Gazetteer) -> Agreement | None:
    region = regions.of_expression(claim.expression, claim.anchors, gazetteer)
    if region is None:
        return None
    anchor = claim.anchors[0]
    km = distance_km(anchor.lon, anchor.lat, place.lon, place.lat)
    bearing = bearing_deg(anchor.lon, anchor.lat, place.lon, place.lat)
    footprint = shapes.disc(place.lon, place.lat, place.radius_km)
    if region.shape.intersects(footprint):
        return Agreement(
            FIT_LOOSE, reason("agrees", place=place, km=round(km), anchor=anchor, bearing=round(bearing) % 360)
        )
    gap = region.shape.distance(footprint) * KM_PER_DEGREE
    log_odds = max(WORST, min(CONTRADICTION - 0.1, -gap / 10))
    return Agreement(log_odds, reason("contradicts_position", place=place, km=round(km), anchor=anchor))
