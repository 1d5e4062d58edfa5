"""Precision codes of the two event codebooks, from how a place was found and how large its region is.

Each rule below names its place in these, and quotes the words that it follows:

[A] *ACLED Codebook*, the edition online at ``acleddata.com/knowledge-base/codebook`` (with the categories of actors in
    words, so of 2024 or later), chapter "Event geography", heading "Spatial precision codes". It is one web page and
    has no page numbers; the printed *ACLED Codebook* of 2015 has them in section 3.2, p. 15 by its table of contents.
[U] Högbladh (2025), *UCDP GED Codebook* version 25.1: the variable ``where_prec`` in the list of variables, and section
    5.4.2. We had its words of values 1 to 4, 6 and 7 as others quote them, and value 5 and the section in others'
    summaries, not the book itself; so no page is given, and value 5 is not quoted.

Where the codebooks leave a choice, "our reading" says what was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Geometry, Point

from geomap.geodesy import distance_km
from geomap.locate.plane import KM_PER_DEGREE
from geomap.records import Location, Place

if TYPE_CHECKING:
    from geomap.gazetteer.areas import Areas

__all__ = ["NEAR_KM", "geo_precision", "is_beyond_waters", "where_prec"]

NEAR_KM = 25.0
"""[U] value 2: "within at maximum a ca. 25 km radius around a known point"."""

REGION_KM = 60.0
"""Radius above which a place is [A]'s "larger region" and no longer "a small part of a region": about that of half a
governorate (our reading; the codebook gives no figure)."""

TERRITORIAL_KM = 22.224
"""Waters are international beyond 12 nautical miles of a coast (UN Convention on the Law of the Sea, article 3)."""

_KNOWN_LAND = (26.0, 21.0, 62.0, 45.0)
"""West, south, east, north of the land of which the gazetteer has the countries' outlines; beyond it, sea is not told
from land."""

_POINTS = ("named", "coordinates", "corrected")
"""Methods that give a point of its own: a place that is named, a position, the point that an analyst set."""

_LINES = ("along", "between")
"""Methods that give a line or the land about it."""

_FEATURES = ("lake", "range", "region", "river", "road")
"""Kinds that are lines or have no border that all agree on: what [U] has value 5 for."""

_UNITS = {"country": 6, "governorate": 4, "district": 3, "subdistrict": 3}
"""Kind of a unit → the value of [U] where nothing inside it is known."""

_BELIEVED = 0.5
"""Probability from which a place, beside the first candidate, is one that the words count from."""

_SHARE = 0.9
"""A unit with this share of a region is known to hold it: our regions hold the place with 90 %."""


def geo_precision(location: Location) -> int | None:
    """Return ACLED's ``geo_precision``; None without a point, or where only the country is known.

    1. "If the source reporting indicates a particular town, and coordinates are available for that town" [A]; a
       neighbourhood of a city counts as well (the paragraph before), and a written position (our reading).
    2. "in a small part of a region, and mentions a general area", or "near a town or a city" [A]: districts and
       subdistricts, offsets, parts and surroundings of towns, small stretches of rivers, roads and mountains.
    3. "If a larger region is mentioned", for which "the closest natural location" or "a provincial capital" stands [A]:
       governorates, and whatever reaches farther than `REGION_KM`.

    For a country there is no code: "ACLED does not record events that are imprecise to the country level" [A].
    """
    if location.lon is None or location.radius_km is None or _level(location.place) == "country":
        return None
    if _level(location.place) == "governorate" or location.radius_km > REGION_KM:
        return 3
    exact = location.method in _POINTS and location.radius_km <= NEAR_KM
    return 1 if exact and _level(location.place) not in _FEATURES else 2


def where_prec(location: Location, *, beyond_waters: bool = False) -> int | None:
    """Return UCDP's ``where_prec``; None without a point.

    1. "exact location of the event known and coded" [U].
    2. "event occurred within at maximum a ca. 25 km radius around a known point" [U]; section 5.4.2 counts "near", "in
       the area of" and up to 25 km from a place. So both are asked for: a region no wider, about a point no farther
       from the place that the words count from. Also a road, river or range no longer than that, and a subdistrict
       no larger (a third-order division, which the codebook does not know, and else takes for 3; our reading).
    3. "only the second order administrative division where an event happened is known" [U]: the district named, or the
       one that holds what the words describe (our reading, after UCDP's own events: "South of Mosul" is coded as the
       district of Mosul where it is not coded as near it).
    4. "only the first order administrative division" [U]: likewise the governorate.
    5. A linear feature, the land between two points farther apart than 25 km, or a polygon without bounds (so its
       summaries): rivers, roads, ranges, borders, informal regions, and wide offsets over several governorates.
    6. "only the country where the event took place in is known" [U].
    7. "event in international waters or airspace" [U]: see `is_beyond_waters`. Airspace is not told from the ground.

    Parameters
    ----------
    location : Location
    beyond_waters : bool
        Whether it lies beyond the waters of every country.
    """
    if location.lon is None or location.radius_km is None:
        return None
    if beyond_waters:
        return 7
    level = _level(location.place)
    small = location.radius_km <= NEAR_KM
    if location.method == "area" and level in _UNITS:
        return 2 if level == "subdistrict" and small else _UNITS[level]
    if location.method in _LINES or level in _FEATURES:
        return 2 if small else 5
    if not small or _is_far_from_known(location):
        return _by_units(location)
    return 1 if location.method in _POINTS else 2


def is_beyond_waters(location: Location, areas: Areas) -> bool:
    """Return whether a location lies at sea and farther from every coast than any country's waters reach.

    Parameters
    ----------
    location : Location
        Of which the point and the shares are looked at: with a share in Iraq it is no longer measured.
    areas : Areas
        Their land of Iraq and of the countries around it, which covers 26–62° E, 21–45° N; beyond that the answer is
        False, as nothing is known.
    """
    if location.lon is None or location.lat is None or location.shares.governorate:
        return False
    west, south, east, north = _KNOWN_LAND
    if not (west <= location.lon <= east and south <= location.lat <= north):
        return False
    point = Point(location.lon, location.lat)
    near = point.buffer(4 * TERRITORIAL_KM / KM_PER_DEGREE)
    land = [area.geometry for level in ("country", "neighbour") for area in areas.features(level)]
    return bool(land) and all(_km_to(shape, point) > TERRITORIAL_KM for shape in land if shape.intersects(near))


def _km_to(shape: Geometry, point: Point) -> float:
    """Return how far a point lies from land, along the geodesic to the part that is nearest in degrees."""
    lon, lat = shapely.shortest_line(shape, point).coords[0]
    return distance_km(point.x, point.y, lon, lat)


def _is_far_from_known(location: Location) -> bool:
    """Return whether every place that the words count from lies farther from the point than "near"."""
    lon, lat, candidates = location.lon, location.lat, location.candidates
    if location.method != "offset" or lon is None or lat is None or not candidates:
        return False
    known = [c.place for c in candidates if c is candidates[0] or c.probability >= _BELIEVED]
    return all(distance_km(place.lon, place.lat, lon, lat) > NEAR_KM for place in known)


def _by_units(location: Location) -> int:
    """Return 3 where one district holds the region, 4 where one governorate does, else 5."""
    if max(location.shares.district.values(), default=0) >= _SHARE:
        return 3
    return 4 if max(location.shares.governorate.values(), default=0) >= _SHARE else 5


def _level(place: Place | None) -> str:
    return place.kind if place else ""
