"""Along roads, rivers and ranges: their strips, their banks, their foot, a kilometre of a road, a junction of two.

Sections of the *Georeferencing Quick Reference Guide* (Zermoglio et al. 2020): "Feature – Path", "Offset – Distance
along a Path", "Feature – Junction, Intersection, Crossing, Confluence".
"""

from __future__ import annotations

import math
from dataclasses import replace

import shapely
from shapely import Geometry, LineString, Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import bearing_deg, distance_km
from geomap.locate import anchored, shapes
from geomap.locate.beliefs import Band, Belief, Polar
from geomap.locate.expressions import Direction, Expression, code_of
from geomap.locate.fitted import fitted
from geomap.locate.reasons import reason
from geomap.locate.region import Region
from geomap.locate.settled import settled
from geomap.records import Place

__all__ = ["beside", "on_road", "strip"]

STRIP_KM = {"river": 4.0, "road": 3.0, "range": 10.0}
"""Half the width of what lies along a line (a guess: a valley's villages, a road's, a range's slopes)."""
OTHER_STRIP = 4.0
BEND = 10.0
"""Degrees by which a road may lead off the straight way to where it goes, and the spread beyond (a guess)."""
DETOUR = 1.5
"""How much longer than the straight way a road may be (a guess)."""
FOOT_KM = 6.0
"""How far the foot of a range reaches beyond its slopes, and into them (a guess)."""
JUNCTION_KM = 5.0
"""How far from the crossing of two roads, as drawn, "the junction" may lie (a guess)."""
TOWARDS_KM = 20.0
"""How fast belief falls away from a third town that a junction is called by (a guess)."""
MEET_KM = 10.0
"""Roads that come as near as this meet: ours are drawn with few vertices."""


def strip(place: Place) -> Geometry:
    """Return what lies along a road, river or range."""
    return shapes.strip(place.line, _half(place))


def beside(kind: str, line: Place, directions: tuple[Direction, ...]) -> Region:
    """Return the region along a line, on one side of it (``side``) or at the foot of a range (``foot``)."""
    point = (line.lon, line.lat)
    if kind == "side" and directions:
        bearing, _ = anchored.sector_of(directions)
        bank = _bank(line, bearing)
        why = reason("side", direction=directions[0].code, anchor=line)
        return Region("along", (why,), ground=bank, point=shapes.nearest(bank, *point))
    if kind == "foot":
        slopes = shapes.strip(line.line, _half(line))
        foot = shapes.grown(slopes, FOOT_KM).difference(shapes.grown(slopes, -FOOT_KM))
        return Region("along", (reason("foot", anchor=line),), ground=foot, point=shapes.nearest(foot, *point))
    return Region("along", (reason("along", anchor=line),), ground=strip(line), point=point)


def on_road(expression: Expression, anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Region | None:
    """Return the region of a kilometre of a road (``mark``) or of a junction; None where the anchors cannot bear it."""
    if expression.kind == "mark":
        return _mark(expression, anchors, gazetteer)
    return _junction(anchors, gazetteer)


def _mark(expression: Expression, anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Region | None:
    """Return "kilometre 25 of the road from A to B": so far from A, towards B; of a road alone, all of it."""
    start, said = anchors[0], expression.distance
    if said is None:
        return None
    if len(anchors) < 2 and len(start.line) > 1:
        return Region("along", (reason("along", anchor=start),), ground=strip(start), point=(start.lon, start.lat))
    belief, km = anchored.offset(start, said, ()), round(said.km, 1)
    why = reason("distance", said_km=km, anchor=start)
    if len(anchors) > 1:
        end = anchors[1]
        if said.km > DETOUR * distance_km(start.lon, start.lat, end.lon, end.lat) + end.radius_km:
            return None
        way = bearing_deg(start.lon, start.lat, end.lon, end.lat)
        belief = replace(belief, bearing=way, half=BEND, turn=BEND)
        why = reason("offset", said_km=km, direction=code_of(way), anchor=start)
    return Region("along", (why,), (belief,), prior=settled(gazetteer), level=fitted()["level"]["offset"])


def _junction(anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Region | None:
    """Return where two roads meet; with one anchor, or where they do not, what is near all of them."""
    lines = [place for place in anchors if len(place.line) > 1]
    why = reason("junction", anchor=anchors[0], other=anchors[-1])
    if len(lines) > 1:
        one, other = (LineString(place.line) for place in lines[:2])
        meeting = shapely.shortest_line(one, other)
        if _km_along(meeting) > MEET_KM:
            return None
        middle = meeting.interpolate(0.5, normalized=True)
        point = (float(middle.x), float(middle.y))
        return Region("near", (why,), ground=shapes.disc(*point, JUNCTION_KM), point=point)
    ground = strip(lines[0]) if lines else None
    towns = [place for place in anchors if len(place.line) < 2]
    if ground is not None and any(_km_from(ground, town) > town.radius_km + TOWARDS_KM for town in towns):
        return None
    beliefs = _of_towns(towns)
    level = fitted()["level"]["near"]
    return Region("near", (why,), beliefs, ground=ground, prior=settled(gazetteer), level=level)


def _km_from(ground: Geometry, town: Place) -> float:
    return _km_along(shapely.shortest_line(ground, Point(town.lon, town.lat)))


def _km_along(straight: LineString) -> float:
    return distance_km(*straight.coords[0], *straight.coords[-1])


def _of_towns(towns: list[Place]) -> tuple[Belief, ...]:
    """Return where roads that are called by towns meet: near the one, between the two, and towards any more."""
    if len(towns) < 2:
        return tuple(anchored.near(town) for town in towns)
    first, second = towns[:2]
    way = Band((first.lon, first.lat), (second.lon, second.lat), JUNCTION_KM, JUNCTION_KM)
    return (way, *(Polar(t.lon, t.lat, 0, t.radius_km, TOWARDS_KM, TOWARDS_KM, level=True) for t in towns[2:]))


def _bank(line: Place, bearing: float) -> Geometry:
    """Return the side of a line that lies towards `bearing`: left or right of the way it runs as a whole."""
    (x1, y1), (x2, y2) = line.line[0], line.line[-1]
    way = bearing_deg(x1, y1, x2, y2)
    left = math.sin(math.radians(bearing - way)) < 0
    whole = shapes.strip(line.line, _half(line))
    half = shapes.one_side(line.line, _half(line), left=left)
    return shapely.intersection(whole, half)


def _half(place: Place) -> float:
    return STRIP_KM.get(place.kind, OTHER_STRIP)
