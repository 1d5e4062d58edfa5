"""What words that count from one place say about the ground around it: distance, direction, side, edge, nearness.

Each has its section in the *Georeferencing Quick Reference Guide* (Zermoglio et al. 2020): `offset` in "Offset –
Distance at a Heading" and "Offset – Distance only", `towards` in "Offset – Heading only", `near` in "Feature – near a
Feature"; all are widened by the extent of the anchor. The constants are fitted (`geomap.locate.fitted`).
"""

from __future__ import annotations

import math
from itertools import pairwise

from geomap.locate.beliefs import Polar
from geomap.locate.expressions import Direction, Distance
from geomap.locate.fitted import Table, fitted
from geomap.locate.units import UNITS
from geomap.records import Place

__all__ = [
    "SEAT_KM",
    "about",
    "centre_of",
    "near",
    "offset",
    "outskirts_of",
    "seat_radius",
    "sector_of",
    "side_of",
    "towards",
]

HALF_ANGLE = {1: 22.5, 2: 22.5, 3: 11.25}
"""Half-angle of a direction by the length of its code. *Georeferencing Best Practices*, "Uncertainty Related to
Heading", takes 45° for words of one letter; news and armies say one of eight directions whatever the word: three in
four of the places said to lie N, E, S or W (``dutch_relative`` and news, even half) do so within 24°."""
SIDE_HALF = 45.0
"""Half-angle of a side: "the eastern part" reaches from northeast to southeast."""
SEAT_KM = 6.0
"""Radius of the main settlement of a unit with the land about it, from which distances to a unit are told (a guess)."""
LEAST_KM = 0.5
"""No anchor is smaller than this: a village."""
MOST_STEP = 20.0
"""Kilometres in which a figure is rounded at most: 100 km is not 75 to 125 (a guess). *Georeferencing Best Practices*,
"Uncertainty Related to Offset Precision", has 10 km for such figures; the press rounds more."""
WIDE = 0.4
"""Spread of a driving time against the share within which it is believed: nine in ten then lie within."""
OPEN = 0.5
"""Share of the distance by which "more than 30 km" may be exceeded with the same likelihood (a guess)."""


def sector_of(directions: tuple[Direction, ...]) -> tuple[float, float]:
    """Return bearing and half-angle that hold all `directions`: the arc that leaves out the widest gap between them.

    (0, 180), all around, for none, and where no gap is widest: of "north and south" neither side is meant more.
    """
    bearings = sorted({direction.bearing % 360 for direction in directions})
    if not bearings:
        return 0.0, 180.0
    gaps = [(after - bearing, after) for bearing, after in pairwise([*bearings, bearings[0] + 360])]
    gap, first = max(gaps)
    if [wide for wide, _ in gaps].count(gap) > 1:
        return 0.0, 180.0
    arc = 360 - gap
    half = max(HALF_ANGLE[len(direction.code)] for direction in directions)
    return (first + arc / 2) % 360, min(180.0, half + arc / 2)


def seat_radius(anchor: Place) -> float:
    """Return the radius in km of what words count from: of a unit, its main settlement's."""
    return max(LEAST_KM, min(anchor.radius_km, SEAT_KM) if anchor.kind in UNITS else anchor.radius_km)


def offset(anchor: Place, distance: Distance, directions: tuple[Direction, ...], table: Table | None = None) -> Polar:
    """Return what "30 km southwest of X" says; without a direction, the ring."""
    known = (table or fitted())["offset"]
    radius = seat_radius(anchor)
    edge = known["edge"] * radius
    bearing, half = sector_of(directions)
    step = min(distance.step, MOST_STEP)
    spread = math.hypot(
        known["spread_km"] + known["spread_share"] * distance.km,
        known["spread_step"] * step,
        known["spread_radius"] * radius,
        WIDE * distance.wide * distance.km,
    )
    low = 0.0 if distance.bound == "at_most" else distance.low + edge
    high = distance.high * (1 + OPEN if distance.bound == "at_least" else 1) + edge
    return Polar(
        anchor.lon,
        anchor.lat,
        low,
        high,
        inner=spread,
        outer=spread,
        bearing=bearing,
        half=half,
        turn=min(known["turn"], math.degrees(math.atan2(known["aside_km"], distance.km))),
        beside=known["beside_km"] + known["beside_radius"] * radius,
        rounded=step / 2 + edge,
    )


def towards(anchor: Place, directions: tuple[Direction, ...], table: Table | None = None) -> Polar:
    """Return what "southwest of X" says without a distance."""
    return _around("direction", anchor, *sector_of(directions), table)


def side_of(anchor: Place, directions: tuple[Direction, ...], table: Table | None = None) -> Polar:
    """Return what "the eastern side of X" says: within X, or a little beyond."""
    bearing, half = sector_of(directions)
    return _around("side", anchor, bearing, max(half, SIDE_HALF), table)


def outskirts_of(anchor: Place, directions: tuple[Direction, ...], table: Table | None = None) -> Polar:
    """Return what "the (eastern) outskirts of X" says: about its edge."""
    bearing, half = sector_of(directions)
    return _around("outskirts", anchor, bearing, max(half, SIDE_HALF), table)


def near(anchor: Place, table: Table | None = None) -> Polar:
    """Return what "near X" says."""
    return _disc("near", anchor, table)


def about(anchor: Place, table: Table | None = None) -> Polar:
    """Return what "a village of X" says: in the land about X that is called by its name."""
    return _disc("about", anchor, table)


def centre_of(anchor: Place, table: Table | None = None) -> Polar:
    """Return what "the centre of X" says."""
    return _disc("centre", anchor, table)


def _around(kind: str, anchor: Place, bearing: float, half: float, table: Table | None) -> Polar:
    known = (table or fitted())[kind]
    radius = max(LEAST_KM, anchor.radius_km)
    return Polar(
        anchor.lon,
        anchor.lat,
        known["low"] * radius,
        known["high_km"] + known["high"] * radius,
        inner=known["inner"] * radius,
        outer=known["outer_km"] + known["outer_radius"] * radius,
        bearing=bearing,
        half=half,
        turn=known["turn"],
        beside=known["beside_km"] + known["beside_radius"] * radius,
    )


def _disc(kind: str, anchor: Place, table: Table | None) -> Polar:
    known = (table or fitted())[kind]
    radius = max(LEAST_KM, anchor.radius_km)
    spread = known["outer_km"] + known["outer_radius"] * radius
    return Polar(anchor.lon, anchor.lat, 0.0, known["high"] * radius, spread, spread, level=True)
