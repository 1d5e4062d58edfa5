"""From what was read to ground: the region that a named place or an expression covers, and its best point.

The constants of the offset were fitted on the half of ``dutch_relative`` (332 strikes by the Netherlands in Iraq, place
text beside coordinates) whose phrases have an even SHA-256, and checked on the other half;
`tests/locate/test_locate_floors.py` holds what came out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
from shapely import Geometry

from geomap.gazetteer import Gazetteer
from geomap.geodesy import bearing_deg, destination, distance_km
from geomap.locate import shapes
from geomap.locate.expressions import Direction, Distance, Expression
from geomap.locate.reasons import reason
from geomap.locate.settled import settled
from geomap.locate.units import UNITS
from geomap.records import Place, Reason

__all__ = ["Region", "near", "of_expression", "of_place", "of_surroundings", "reach_of"]

SHARE = 0.13
"""Uncertainty of a stated distance, as a share of it."""
HALF_ANGLE = {1: 38.0, 2: 38.0, 3: 28.0}
"""Half-angle of a direction by the length of its code, for 90 %. Chapman & Wieczorek (2020) take 45°, 22.5° and 11.25°
for words of one, two and three letters; here the press says one of eight directions whatever the word (±22.5°), and
measures from anywhere in the anchor; 16-point words are used as loosely."""
LEAST_KM = 2.5
"""Least uncertainty of any offset: the accuracy of settlement coordinates."""
EDGE_SHARE = 1.0
"""How much of the anchor's radius the offset's far side grows by: all, as it may be counted from the edge."""
LATERAL = 0.5
"""How much of the anchor's radius the offset may be counted from beside its centre."""
BEST_EDGE = 0.15
"""How much of the anchor's radius the best point lies farther than was said."""

REACH = {"city": 45.0, "town": 28.0, "village": 12.0, "quarter": 5.0}
"""How far "north of X" reaches beyond the edge of X (a guess)."""
SEAT_KM = 6.0
"""What "the centre of a district" covers: its main settlement and the land about it (a guess)."""
LIKELY_REACH = 8.0
"""How far beyond the edge the best point of "north of X" lies (Ramadi, the commonest: its eastern villages)."""
NEAR = {"city": 12.0, "town": 8.0, "village": 5.0, "quarter": 3.0}
"""How far "near X" reaches beyond the edge of X (a guess)."""
WITHIN = ("quarter", "facility", "bridge", "road", "junction", "airport")
"""Kinds that lie in a settlement, not in the land around it, when they are said to be "of" it."""
OTHER_REACH, OTHER_NEAR = 25.0, 6.0
BORDER_KM = 10.0
"""Width of "on the border", on each side (a guess)."""
NAMED_MARGIN = 1.0
"""Accuracy in km of a settlement's coordinate among gazetteers, added to its radius."""
STRIP_KM = {"river": 4.0, "road": 3.0, "range": 10.0}


@dataclass(frozen=True)
class Region:
    """Ground that holds the place with 90 % probability.

    Parameters
    ----------
    shape : shapely geometry
        EPSG:4326.
    lon, lat : float
        Best point.
    method : str
        As in `geomap.records.Location`.
    reasons : tuple of Reason
    unit : Place or None
        The administrative unit that it is, or is a part of.
    """

    shape: Geometry
    lon: float
    lat: float
    method: str
    reasons: tuple[Reason, ...] = ()
    unit: Place | None = None


def of_place(place: Place, gazetteer: Gazetteer) -> Region:
    """Return the region of a named place: as large as the feature is."""
    if place.kind in UNITS:
        shape = gazetteer.areas.of(place.id) or shapes.disc(place.lon, place.lat, place.radius_km)
        return Region(shape, place.lon, place.lat, "area", (reason("area", place=place, kind=place.kind),), place)
    named = (reason("named", place=place, kind=place.kind),)
    if len(place.line) > 1:
        shape = shapes.strip(place.line, STRIP_KM.get(place.kind, 4.0))
        return Region(shape, place.lon, place.lat, "along", named)
    return Region(
        shapes.disc(place.lon, place.lat, place.radius_km + NAMED_MARGIN), place.lon, place.lat, "named", named
    )


def of_surroundings(place: Place, asked: str, gazetteer: Gazetteer) -> Region:
    """Return the region of an unnamed thing "of" a place: the unit that bears its name, or the land around."""
    if asked in WITHIN and place.kind not in UNITS:
        shape = shapes.disc(place.lon, place.lat, place.radius_km + NAMED_MARGIN)
        why = reason("unnamed", asked=asked, place=place, km=round(place.radius_km))
        return Region(shape, place.lon, place.lat, "near", (why,))
    unit = place if place.kind in UNITS else _unit_of(place, gazetteer)
    around = shapes.disc(place.lon, place.lat, place.radius_km + REACH.get(place.kind, OTHER_REACH) / 2)
    area = gazetteer.areas.of(unit.id) if unit else None
    if unit is None:
        shape = around
    elif area is None:
        shape = shapes.disc(unit.lon, unit.lat, unit.radius_km)
    else:
        shape = shapes.union([_about(place, area), around]) if place.kind not in UNITS else area
    km = round(shapes.radius_about(place.lon, place.lat, shape))
    return Region(shape, place.lon, place.lat, "area", (reason("unnamed", asked=asked, place=place, km=km),), unit)


def _about(place: Place, area: Geometry) -> Geometry:
    """Return the part of a unit's area that lies about its town: one calls a far village by a nearer name."""
    about = shapes.disc(place.lon, place.lat, place.radius_km + REACH.get(place.kind, OTHER_REACH))
    return shapely.intersection(area, about)


def of_expression(expression: Expression, anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Region | None:
    """Return the region that an expression describes, or None where its anchors cannot bear it."""
    if expression.kind == "coordinates" and expression.position:
        lon, lat, km = expression.position
        why = reason("coordinates", lon=str(round(lon, 5)), lat=str(round(lat, 5)))
        return Region(shapes.disc(lon, lat, km), lon, lat, "coordinates", (why,))
    anchor = anchors[0]
    if expression.kind in ("between", "border") and len(anchors) > 1:
        return _between(anchors[0], anchors[1], gazetteer)
    if expression.distance is not None:
        return _offset(anchor, expression.distance, expression.directions, gazetteer)
    if anchor.kind in UNITS and expression.kind in ("direction", "side", "centre", "outskirts", "border"):
        return _part_of_unit(anchor, expression, gazetteer)
    return _by_settlement(expression.kind, anchor, expression.directions, gazetteer)


def uncertainty(distance: Distance) -> float:
    """Return by how many km a stated distance may be wrong: half its step, a share of it, more for driving times."""
    return distance.step / 2 + (SHARE + distance.wide) * distance.km + LEAST_KM


def half_angle_of(directions: tuple[Direction, ...]) -> tuple[float, float]:
    """Return bearing and half-angle that hold all `directions`; (0, 180) for none."""
    if not directions:
        return 0.0, 180.0
    first, last = directions[0].bearing, directions[-1].bearing
    turn = (last - first + 180) % 360 - 180
    half = max(HALF_ANGLE[len(d.code)] for d in directions)
    return (first + turn / 2) % 360, min(180.0, half + abs(turn) / 2)


def reach_of(anchor: Place) -> float:
    """Return how many km from its centre "north of `anchor`" reaches."""
    return anchor.radius_km + REACH.get(anchor.kind, OTHER_REACH)


def _offset(anchor: Place, distance: Distance, directions: tuple[Direction, ...], gazetteer: Gazetteer) -> Region:
    bearing, half = half_angle_of(directions)
    error = uncertainty(distance)
    inner, outer = max(0.0, distance.low - error), distance.high + error + EDGE_SHARE * anchor.radius_km
    if distance.bound == "at_most":
        inner = 0.0
    if distance.bound == "at_least":
        outer += 0.5 * distance.high
    km = round(distance.km, 1)
    if not directions:
        why = reason("distance", said_km=km, anchor=anchor)
        return Region(shapes.ring(anchor.lon, anchor.lat, inner, outer), anchor.lon, anchor.lat, "offset", (why,))
    lateral = math.degrees(math.atan2(LATERAL * anchor.radius_km, max(distance.km, 1.0)))
    shape = shapes.sector(anchor.lon, anchor.lat, bearing, min(180.0, half + lateral), inner, outer)
    likely = distance.km + BEST_EDGE * anchor.radius_km
    lon, lat = destination(anchor.lon, anchor.lat, bearing, likely)
    best = settled(gazetteer).drawn(anchor, bearing, likely, (float(lon), float(lat)))
    why = reason("offset", said_km=km, direction=directions[0].code, anchor=anchor)
    return Region(shape, *best, "offset", (why,))


def _by_settlement(kind: str, anchor: Place, directions: tuple[Direction, ...], gazetteer: Gazetteer) -> Region | None:
    lon, lat, radius = anchor.lon, anchor.lat, max(anchor.radius_km, 0.5)
    bearing, half = half_angle_of(directions)
    if kind == "direction":
        reach = reach_of(anchor)
        shape = shapes.sector(lon, lat, bearing, half, 0, reach)
        x, y = destination(lon, lat, bearing, radius + min(LIKELY_REACH, 0.5 * (reach - radius)))
        why = reason("direction", direction=directions[0].code, anchor=anchor, km=round(reach))
        return Region(shape, float(x), float(y), "offset", (why,))
    if kind == "side":
        shape = shapes.sector(lon, lat, bearing, 60.0, 0, 1.3 * radius + NAMED_MARGIN)
        x, y = destination(lon, lat, bearing, 0.6 * radius)
        why = reason("side", direction=directions[0].code, anchor=anchor)
        return Region(shape, float(x), float(y), "near", (why,))
    if kind == "outskirts":
        return _outskirts(anchor, radius, bearing, half)
    if kind == "centre":
        return Region(
            shapes.disc(lon, lat, 0.6 * radius + NAMED_MARGIN),
            lon,
            lat,
            "named",
            (reason("named", place=anchor, kind=anchor.kind),),
        )
    if kind == "along" and len(anchor.line) > 1:
        shape = shapes.strip(anchor.line, STRIP_KM.get(anchor.kind, 4.0))
        return Region(shape, lon, lat, "along", (reason("along", anchor=anchor),))
    return near(anchor, gazetteer)


def near(anchor: Place, gazetteer: Gazetteer) -> Region:
    """Return the region of something near a place, or of a feature that bears its name."""
    extra = NEAR.get(anchor.kind, OTHER_NEAR)
    why = (reason("near", anchor=anchor, km=round(extra)),)
    if anchor.kind in UNITS or len(anchor.line) > 1:
        inner = of_place(anchor, gazetteer).shape
        return Region(shapes.grown(inner, extra), anchor.lon, anchor.lat, "near", why)
    return Region(shapes.disc(anchor.lon, anchor.lat, anchor.radius_km + extra), anchor.lon, anchor.lat, "near", why)


def _outskirts(anchor: Place, radius: float, bearing: float, half: float) -> Region:
    width = max(1.5, 0.5 * radius)
    why = (reason("outskirts", anchor=anchor),)
    if half >= 180:
        return Region(shapes.rim(anchor.lon, anchor.lat, radius, width), anchor.lon, anchor.lat, "near", why)
    shape = shapes.sector(anchor.lon, anchor.lat, bearing, 50.0, radius - width, radius + width)
    x, y = destination(anchor.lon, anchor.lat, bearing, radius)
    return Region(shape, float(x), float(y), "near", why)


def _between(first: Place, second: Place, gazetteer: Gazetteer) -> Region | None:
    why = (reason("between", first=first, second=second),)
    if first.kind in UNITS and second.kind in UNITS:
        areas = [of_place(place, gazetteer).shape for place in (first, second)]
        shape = shapes.grown(areas[0], BORDER_KM).intersection(shapes.grown(areas[1], BORDER_KM))
        if shape.area > 0:
            point = shape.representative_point()
            return Region(shape, float(point.x), float(point.y), "between", why)
    total = distance_km(first.lon, first.lat, second.lon, second.lat)
    shape = shapes.band(
        (first.lon, first.lat), (second.lon, second.lat), _half_width(first), _half_width(second), 0.15 * total
    )
    bearing = bearing_deg(first.lon, first.lat, second.lon, second.lat)
    x, y = destination(first.lon, first.lat, bearing, total / 2)
    return Region(shape, float(x), float(y), "between", why)


def _half_width(place: Place) -> float:
    return min(place.radius_km, 10.0) + NAMED_MARGIN


def _part_of_unit(unit: Place, expression: Expression, gazetteer: Gazetteer) -> Region:
    area = of_place(unit, gazetteer).shape
    if expression.kind == "border":
        shape = shapes.grown(area, BORDER_KM).difference(shapes.grown(area, -BORDER_KM))
        return Region(shape, unit.lon, unit.lat, "near", (reason("outskirts", anchor=unit),))
    if expression.kind == "centre":
        shape = shapes.disc(unit.lon, unit.lat, SEAT_KM)
        return Region(shape, unit.lon, unit.lat, "near", (reason("side", direction="C", anchor=unit),))
    centre = area.centroid
    if not expression.directions:
        return Region(area, unit.lon, unit.lat, "area", (reason("area", place=unit, kind=unit.kind),), unit)
    bearing, _ = half_angle_of(expression.directions)
    shape = shapes.part(area, float(centre.x), float(centre.y), bearing, 67.5)
    point = shape.representative_point()
    why = reason("side", direction=expression.directions[0].code, anchor=unit)
    return Region(shape, float(point.x), float(point.y), "area", (why,), unit)


def _unit_of(place: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the subdistrict (of a city the district) that holds a settlement, where the gazetteer has it."""
    wanted = "district" if place.kind == "city" else "subdistrict"
    units = [gazetteer.places[id] for id in place.parents if id in gazetteer.places]
    return next((unit for unit in units if unit.kind == wanted), None)
