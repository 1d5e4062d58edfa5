"""From what was read to ground: the region that a named place or an expression covers."""

from __future__ import annotations

from dataclasses import replace

from shapely import Geometry

from geomap.gazetteer import Gazetteer
from geomap.locate import anchored, linear, shapes
from geomap.locate.beliefs import Band, Polar
from geomap.locate.expressions import Direction, Distance, Expression
from geomap.locate.fitted import fitted
from geomap.locate.reasons import reason
from geomap.locate.region import Region
from geomap.locate.remembered import remembered
from geomap.locate.settled import settled
from geomap.locate.units import UNITS
from geomap.records import Place, Reason

__all__ = ["Region", "half_angle_of", "near", "of_expression", "of_place", "of_surroundings", "reach_of"]

LonLat = tuple[float, float]

AGREED = {1: 38.0, 2: 38.0, 3: 28.0}
"""Half-angle within which a place agrees with a direction, by the length of its code: nine in ten of the Dutch strikes
lie within (fitted on the half of ``dutch_relative`` whose phrases have an even SHA-256)."""
REACH = {"city": 45.0, "town": 28.0, "village": 12.0, "quarter": 5.0}
"""How far "north of X" reaches at most beyond the edge of X (a guess)."""
OTHER_REACH = 25.0
NEAR_KM = 6.0
"""How far "near" a unit, a road or a river reaches beyond its edge (a guess)."""
WITHIN = ("quarter", "facility", "bridge", "road", "junction", "airport")
"""Kinds that lie in a settlement, not in the land around it, when they are said to be "of" it."""
BORDER_KM = 10.0
"""Width of "on the border", on each side (a guess)."""
FARTHEST_KM = 1000.0
"""No report counts from farther: Iraq is 900 km long."""
HULL_KM = 5.0
"""Margin of "the triangle of X, Y and Z" beyond the lines between the towns (a guess)."""
HALF_OF_UNIT = 67.5
"""Half-angle of "the north of the district", seen from its middle."""


def of_place(place: Place, gazetteer: Gazetteer) -> Region:
    """Return the region of a named place: as large as the feature is."""
    point = (place.lon, place.lat)
    if place.kind in UNITS:
        ground = _area_of(place, gazetteer) or shapes.disc(*point, place.radius_km)
        point = shapes.nearest(ground, *point)
        return Region("area", (reason("area", place=place, kind=place.kind),), ground=ground, point=point, unit=place)
    named = (reason("named", place=place, kind=place.kind),)
    if len(place.line) > 1:
        return Region("along", named, ground=linear.strip(place), point=point)
    return Region("named", named, ground=shapes.disc(*point, _size(place)), point=point)


@remembered(256)
def _area_of(unit: Place, gazetteer: Gazetteer) -> Geometry | None:
    """Return the area of a unit or of a neighbouring country, where the gazetteer has it."""
    own = gazetteer.areas.of(unit.id)
    if own is not None or unit.kind != "country":
        return own
    neighbours = {area.id: area.geometry for area in gazetteer.areas.features("neighbour")}
    return neighbours.get(unit.country.lower())


def _size(place: Place) -> float:
    """Return the radius in km that holds what is said to be in a place: its own, and its coordinate's accuracy."""
    known = fitted()["named"]
    return place.radius_km + known.get(place.kind, known["other"])


def of_surroundings(place: Place, asked: str, gazetteer: Gazetteer) -> Region:
    """Return the region of an unnamed thing "of" a place: the unit that bears its name, or the land around."""
    point = (place.lon, place.lat)
    if asked in WITHIN and place.kind not in UNITS:
        why = reason("unnamed", asked=asked, place=place, km=round(place.radius_km))
        return Region("near", (why,), ground=shapes.disc(*point, _size(place)), point=point)
    if place.kind in UNITS:
        ground = of_place(place, gazetteer).shape
        km = round(shapes.radius_about(*point, ground))
        why = reason("unnamed", asked=asked, place=place, km=km)
        return Region("area", (why,), ground=ground, point=point, unit=place)
    belief = anchored.about(place)
    why = reason("unnamed", asked=asked, place=place, km=round(belief.reach))
    unit = _unit_of(place, gazetteer)
    area = gazetteer.areas.of(unit.id) if unit else None
    region = Region("area", (why,), (belief,), point=point, prior=settled(gazetteer), level=fitted()["level"]["about"])
    return region if area is None else replace(region.cut_to(area), point=point)


def of_expression(expression: Expression, anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Region | None:
    """Return the region that an expression describes, or None where its anchors cannot bear it."""
    kind, anchor = expression.kind, anchors[0] if anchors else None
    if expression.position is not None:
        return _at_position(*expression.position)
    if anchor is None or (expression.distance is not None and expression.distance.high > FARTHEST_KM):
        return None
    if kind == "border" and len(anchors) == 1 and anchor.kind == "country" and "iq" in gazetteer.places:
        anchors = (gazetteer.places["iq"], anchor)
    if kind in ("between", "border", "triangle") and len(anchors) > 1:
        return _between(anchors, kind, gazetteer)
    if kind in ("mark", "junction"):
        return linear.on_road(expression, anchors, gazetteer)
    if expression.distance is not None:
        return _offset(anchor, expression.distance, expression.directions, gazetteer)
    if len(anchor.line) > 1 and kind in ("along", "foot", "side"):
        return linear.beside(kind, anchor, expression.directions)
    if anchor.kind in UNITS and kind in ("direction", "side", "centre", "outskirts", "border"):
        return _part_of_unit(anchor, expression, gazetteer)
    return _by_settlement(kind, anchor, expression.directions, gazetteer)


def half_angle_of(directions: tuple[Direction, ...]) -> tuple[float, float]:
    """Return bearing and half-angle within which a place agrees with all `directions`; (0, 180) for none."""
    bearing, half = anchored.sector_of(directions)
    if not directions:
        return bearing, half
    widest = max(AGREED[len(d.code)] - anchored.HALF_ANGLE[len(d.code)] for d in directions)
    return bearing, min(180.0, half + widest)


def reach_of(anchor: Place) -> float:
    """Return how many km from its centre "north of `anchor`" reaches."""
    return anchor.radius_km + REACH.get(anchor.kind, OTHER_REACH)


def near(anchor: Place, gazetteer: Gazetteer) -> Region:
    """Return the region of something near a place, or of a feature that bears its name."""
    point = (anchor.lon, anchor.lat)
    if anchor.kind in UNITS or len(anchor.line) > 1:
        ground = shapes.grown(of_place(anchor, gazetteer).shape, NEAR_KM)
        return Region("near", (reason("near", anchor=anchor, km=round(NEAR_KM)),), ground=ground, point=point)
    belief = anchored.near(anchor)
    why = reason("near", anchor=anchor, km=round(belief.reach - anchor.radius_km))
    return _believed("near", "near", (why,), belief, gazetteer, point)


def _believed(
    kind: str, method: str, why: tuple[Reason, ...], belief: Polar, gazetteer: Gazetteer, point: LonLat | None = None
) -> Region:
    """Return the region of one belief, weighed with where people live."""
    return Region(method, why, (belief,), point=point, prior=settled(gazetteer), level=fitted()["level"][kind])


def _at_position(lon: float, lat: float, km: float) -> Region:
    why = reason("coordinates", lon=str(round(lon, 5)), lat=str(round(lat, 5)))
    return Region("coordinates", (why,), ground=shapes.disc(lon, lat, km), point=(lon, lat))


def _offset(anchor: Place, distance: Distance, directions: tuple[Direction, ...], gazetteer: Gazetteer) -> Region:
    km = round(distance.km, 1)
    belief = anchored.offset(anchor, distance, directions)
    if not directions:
        why = reason("distance", said_km=km, anchor=anchor)
        return _believed("offset", "offset", (why,), belief, gazetteer)
    why = reason("offset", said_km=km, direction=directions[0].code, anchor=anchor)
    return _believed("offset", "offset", (why,), belief, gazetteer)


def _by_settlement(kind: str, anchor: Place, directions: tuple[Direction, ...], gazetteer: Gazetteer) -> Region | None:
    point = (anchor.lon, anchor.lat)
    if kind == "direction":
        belief = anchored.towards(anchor, directions)
        why = reason("direction", direction=directions[0].code, anchor=anchor, km=round(belief.reach))
        return _believed(kind, "offset", (why,), belief, gazetteer)
    if kind == "side":
        why = reason("side", direction=directions[0].code, anchor=anchor)
        return _believed(kind, "near", (why,), anchored.side_of(anchor, directions), gazetteer)
    if kind == "outskirts":
        why = reason("outskirts", anchor=anchor)
        belief = anchored.outskirts_of(anchor, directions)
        return _believed(kind, "near", (why,), belief, gazetteer, None if directions else point)
    if kind == "centre":
        why = reason("named", place=anchor, kind=anchor.kind)
        return _believed(kind, "named", (why,), anchored.centre_of(anchor), gazetteer, point)
    return near(anchor, gazetteer)


def _between(anchors: tuple[Place, ...], kind: str, gazetteer: Gazetteer) -> Region | None:
    if kind == "border":
        anchors = _units_that_meet(anchors, gazetteer)
    first, second = anchors[:2]
    if first.id == second.id:
        return near(first, gazetteer)
    why = (reason("between", first=first, second=second),)
    if all(place.kind in UNITS for place in anchors):
        areas = [shapes.grown(of_place(place, gazetteer).shape, BORDER_KM) for place in anchors]
        shared = areas[0].intersection(areas[1])
        if shared.area > 0:
            border = (reason("border", first=first, second=second),)
            return Region("between", border, ground=shared, point=_inside(shared))
        if kind == "border":
            return None
    level, prior = fitted()["level"]["between"], settled(gazetteer)
    if len(anchors) > 2:
        hull = _hull(anchors)
        told = (reason("among", first=first, second=second, other=anchors[2]),)
        return Region("between", told, ground=hull, point=_inside(hull))
    band = Band((first.lon, first.lat), (second.lon, second.lat), _half_width(first), _half_width(second))
    return Region("between", why, (band,), prior=prior, level=level)


def _units_that_meet(anchors: tuple[Place, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the units that a border is between: "Kirkuk and Salah al-Din" are two governorates, not a city and one."""
    meant = [
        [place, *(unit for id in place.parents if (unit := gazetteer.places.get(id)) and unit.label == place.label)]
        for place in anchors
    ]
    for level in UNITS:
        units = [next((place for place in places if place.kind == level), None) for places in meant]
        if all(units):
            return tuple(unit for unit in units if unit)
    return anchors


def _half_width(place: Place) -> float:
    return min(place.radius_km, 10.0) + fitted()["named"]["other"]


def _hull(anchors: tuple[Place, ...]) -> Geometry:
    """Return the ground between three places or more."""
    towns = shapes.union([shapes.disc(place.lon, place.lat, _half_width(place)) for place in anchors])
    return shapes.grown(towns.convex_hull, HULL_KM)


def _part_of_unit(unit: Place, expression: Expression, gazetteer: Gazetteer) -> Region:
    area = of_place(unit, gazetteer).shape
    point = (unit.lon, unit.lat)
    if expression.kind == "border":
        rim = shapes.grown(area, BORDER_KM).difference(shapes.grown(area, -BORDER_KM))
        return Region("near", (reason("outskirts", anchor=unit),), ground=rim, point=_inside(rim))
    if expression.kind == "centre":
        why = reason("side", direction="C", anchor=unit)
        return Region("near", (why,), ground=shapes.disc(*point, anchored.SEAT_KM), point=point)
    if not expression.directions:
        why = reason("area", place=unit, kind=unit.kind)
        return Region("area", (why,), ground=area, point=point, unit=unit)
    bearing, _ = anchored.sector_of(expression.directions)
    middle = area.centroid
    ground = shapes.part(area, float(middle.x), float(middle.y), bearing, HALF_OF_UNIT)
    why = reason("side", direction=expression.directions[0].code, anchor=unit)
    return Region("area", (why,), ground=ground, point=_inside(ground), unit=unit)


def _inside(shape: Geometry) -> LonLat:
    point = shape.representative_point()
    return float(point.x), float(point.y)


def _unit_of(place: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the subdistrict (of a city the district) that holds a settlement, where the gazetteer has it."""
    wanted = "district" if place.kind == "city" else "subdistrict"
    units = [gazetteer.places[id] for id in place.parents if id in gazetteer.places]
    return next((unit for unit in units if unit.kind == wanted), None)
