"""Administrative units: which hold a place, which claim it, how far it lies from one."""

from __future__ import annotations

from shapely import LineString, Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate.plane import KM_PER_DEGREE
from geomap.locate.remembered import remembered
from geomap.records import Place

__all__ = ["UNITS", "administrator", "crosses", "distance_to", "lineage"]

UNITS: tuple[str, ...] = ("country", "governorate", "district", "subdistrict")
"""Kinds that hold other places, widest first."""


def lineage(place: Place, gazetteer: Gazetteer) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the units that hold a place, and of those that claim it or one of these.

    The place itself need not be in the gazetteer; its units count as far as they are.
    """
    return _lineage(place.parents, place.claimed_parents, gazetteer)


@remembered(16384)
def _lineage(
    parents: tuple[str, ...], claimants: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[frozenset[str], frozenset[str]]:
    own = frozenset(parents)
    units = [gazetteer.places[parent] for parent in parents if parent in gazetteer.places]
    claimed = {*claimants, *(claimant for unit in units for claimant in unit.claimed_parents)}
    above = {
        parent for claimant in claimed if claimant in gazetteer.places for parent in gazetteer.places[claimant].parents
    }
    return own, frozenset(claimed | above) - own


def distance_to(place: Place, unit: Place, gazetteer: Gazetteer) -> float:
    """Return how many km a place lies from a unit's area, to within a tenth; 0 inside."""
    area = gazetteer.areas.of(unit.id)
    if area is None:
        return max(0.0, distance_km(place.lon, place.lat, unit.lon, unit.lat) - unit.radius_km)
    return float(area.distance(Point(place.lon, place.lat))) * KM_PER_DEGREE


@remembered(4096)
def crosses(place: Place, unit: Place, gazetteer: Gazetteer) -> bool:
    """Return whether a river, road or range runs through a unit's area."""
    area = gazetteer.areas.of(unit.id)
    return area is not None and bool(area.intersects(LineString(place.line)))


def administrator(place: Place, gazetteer: Gazetteer) -> Place:
    """Return the governorate that administers a place, or the widest unit known; the place itself where none is."""
    units = [gazetteer.places[id] for id in place.parents if id in gazetteer.places]
    return next((unit for unit in units if unit.kind == "governorate"), units[-1] if units else place)
