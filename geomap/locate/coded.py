"""Where a coder put an event: the region that its precision code stands for, and a better reading of its text.

The codes are those of the books that `geomap.locate.precision` names, [A] and [U], read the other way round: there a
region gives a code, here a code gives a region, such that the code follows from the region again. What the coder says
on its own scale is kept as it is; the other scale's code is derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shapely import Geometry, Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import shapes
from geomap.locate.precision import NEAR_KM, REGION_KM, geo_precision, is_beyond_waters, where_prec
from geomap.locate.reasons import reason
from geomap.records import Location, Place, Reason

__all__ = ["better", "coded_region"]

EXACT_KM = 5.0
"""Radius of a point that is "exact" where nothing is known of the town whose middle it is: that of most towns of the
gazetteer at most."""
LINE_KM = 50.0
"""Radius for [U]'s value 5 (rivers, roads, informal regions): above that of value 2, below a governorate's; a guess."""
_UNITS = {"geo_precision": {3: "governorate"}, "where_prec": {3: "district", 4: "governorate"}}
"""Scale and code → the unit of which nothing nearer is known."""
_DISCS = {
    "geo_precision": {1: ("coordinates", EXACT_KM), 2: ("near", NEAR_KM)},
    "where_prec": {1: ("coordinates", EXACT_KM), 2: ("near", NEAR_KM), 5: ("along", LINE_KM), 7: ("near", LINE_KM)},
}
"""Scale and code → method, and the radius in km about the coder's point."""
_COUNTRY = 6
"""[U]: only the country is known."""


def coded_region(location: Location, coder: str, gazetteer: Gazetteer, name: Location | None = None) -> Location:
    """Return a coder's point with the region, the shares of units and the reason that belong to it.

    Parameters
    ----------
    location : Location
        As `geomap.documents` gives it: point, place text, `claimed_governorate` in the coder's words, and
        `geo_precision` or `where_prec`, whichever the coder says; where neither is known, the point is taken as
        "near".
    coder : str
        Its name, for the reason.
    gazetteer : Gazetteer
        For units and their areas.
    name : Location or None
        What the name that the coder gives to the place says, as `Locator` reads it: an exact point in a town that bears
        it is as vague as the town is large.

    Returns
    -------
    Location
        Unplaced, with a reason, where there is no point or no more than the country is known.
    """
    scale = "geo_precision" if location.where_prec is None else "where_prec"
    code = getattr(location, scale)
    if location.lon is None or location.lat is None:
        return _unplaced(location, reason("coded_nowhere", service=coder))
    if scale == "where_prec" and code == _COUNTRY:
        return _unplaced(location, reason("coded_country", service=coder))
    unit = _unit(location.lon, location.lat, _UNITS[scale].get(code), gazetteer)
    place = _place(location, name) if code == 1 and name is not None else None
    if place:
        drawn = _in_place(location, place, coder)
    else:
        drawn = _in_unit(location, *unit, coder) if unit else _in_disc(location, scale, coder)
    shares = gazetteer.areas.shares(drawn.footprint)
    found = replace(drawn, shares=shares, geo_precision=None, where_prec=None)
    at_sea = is_beyond_waters(found, gazetteer.areas)
    return replace(
        found,
        geo_precision=location.geo_precision or geo_precision(found),
        where_prec=location.where_prec or where_prec(found, beyond_waters=at_sea),
        claimed_governorate=_claimed(location.claimed_governorate, found, gazetteer),
    )


def better(coded: Location, texts: Iterable[Location], coder: str) -> Location:
    """Return the reading of an event's text that is more exact than its coder's place and agrees with it, else that.

    A reading agrees where its point lies in the coder's region. Of several the most exact counts. The name that the
    coder gives to the place is no such reading: where an event is coded "near" a town, the name is the town's.

    Parameters
    ----------
    coded : Location
        As `coded_region` gives it.
    texts : iterable of Location
        What the text of the event says of its place, as `Locator` reads it.
    coder : str
        Its name, for the reasons, among which those of both are kept.
    """
    fits = [reading for reading in texts if _is_better(reading, coded)]
    if not fits:
        return replace(coded, reasons=(*coded.reasons, reason("reread_kept", service=coder)))
    best = min(fits, key=lambda reading: reading.radius_km or 0.0)
    why = reason("reread", name=best.place_text or "", service=coder, km=round(_km(best, coded), 1))
    words = tuple(dict.fromkeys((*best.evidence, *coded.evidence)))
    return replace(best, reasons=(why, *best.reasons, *coded.reasons), evidence=words)


def _is_better(reading: Location, coded: Location) -> bool:
    if reading.lon is None or reading.radius_km is None or coded.radius_km is None or coded.footprint is None:
        return False
    inside: bool = coded.footprint.intersects(Point(reading.lon, reading.lat))
    return inside and reading.radius_km < coded.radius_km and (reading.place is None or reading.place != coded.place)


def _km(one: Location, other: Location) -> float:
    return distance_km(one.lon or 0.0, one.lat or 0.0, other.lon or 0.0, other.lat or 0.0)


def _unplaced(location: Location, why: Reason) -> Location:
    return replace(
        location, lon=None, lat=None, method="unplaced", geo_precision=None, claimed_governorate=None, reasons=(why,)
    )


def _in_disc(location: Location, scale: str, coder: str) -> Location:
    """Return the disc about a point; of a unit that the gazetteer has no area of, one as large as such units are."""
    lon, lat, code = location.lon or 0.0, location.lat or 0.0, getattr(location, scale)
    wide = ("near", 2 * REGION_KM if _UNITS[scale].get(code) == "governorate" else REGION_KM)
    method, km = _DISCS[scale].get(code, ("near", NEAR_KM) if code is None else wide)
    precision = "" if code is None else str(code)
    sentence = "coded" if precision else "coded_vague"
    why = reason(sentence, service=coder, lon=f"{lon:.4f}", lat=f"{lat:.4f}", precision=precision, km=km)
    return replace(location, method=method, radius_km=km, footprint=shapes.disc(lon, lat, km), reasons=(why,))


def _place(location: Location, name: Location) -> Place | None:
    """Return the place that a name means, if the coder's point lies in it and it is no larger than "near" is."""
    place, km = name.place, _km(name, location)
    if place is None or name.method != "named":
        return None
    return place if km <= place.radius_km and km + place.radius_km <= NEAR_KM else None


def _in_place(location: Location, place: Place, coder: str) -> Location:
    """Return the disc about a coder's point that holds the place in which it lies."""
    lon, lat = location.lon or 0.0, location.lat or 0.0
    km = round(distance_km(lon, lat, place.lon, place.lat) + place.radius_km, 3)
    why = reason("coded_place", service=coder, lon=f"{lon:.4f}", lat=f"{lat:.4f}", place=place, km=km)
    disc = shapes.disc(lon, lat, km)
    return replace(location, method="named", place=place, radius_km=km, footprint=disc, reasons=(why,))


def _in_unit(location: Location, unit: Place, area: Geometry, coder: str) -> Location:
    why = reason("coded_unit", service=coder, kind=unit.kind, unit=unit)
    km = round(shapes.radius_about(location.lon or 0.0, location.lat or 0.0, area) + 0.001, 3)
    return replace(location, method="area", place=unit, radius_km=km, footprint=area, reasons=(why,))


def _unit(lon: float, lat: float, kind: str | None, gazetteer: Gazetteer) -> tuple[Place, Geometry] | None:
    """Return the district or governorate in which a point lies, and its area."""
    if kind is None:
        return None
    shares = gazetteer.areas.shares(Point(lon, lat))
    names = shares.governorate if kind == "governorate" else shares.district
    places = [place for place in gazetteer.of_kind(kind) if place.label in names]
    found = [(place, area) for place in places if (area := gazetteer.areas.of(place.id)) is not None]
    return max(found, key=lambda pair: names[pair[0].label], default=None)


def _claimed(words: str | None, found: Location, gazetteer: Gazetteer) -> str | None:
    """Return the governorate that the coder names, where another administers the place."""
    ids = {id for mention in gazetteer.find(words or "") for id in mention.place_ids}
    named = [place.label for place in gazetteer.of_kind("governorate") if place.id in ids]
    shares = found.shares.governorate
    if len(named) != 1 or not shares or max(shares, key=lambda unit: shares[unit]) == named[0]:
        return None
    return named[0]
