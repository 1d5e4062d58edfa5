"""Precision codes of the two event codebooks, from how a place was found and how large its region is."""

from __future__ import annotations

from geomap.records import Location, Place

__all__ = ["NEAR_KM", "geo_precision", "where_prec"]

NEAR_KM = 25.0
"""UCDP's limit of "near": *UCDP GED Codebook* 23.1, variable ``where_prec``, value 2: a radius of about 25 km."""

REGION_KM = 60.0
"""Above this a region is no longer "a small part of a region" (ACLED value 2): half a governorate (our reading)."""

_UNITS = {"country": 6, "governorate": 4, "district": 3, "subdistrict": 3}
_SHARE = 0.9


def geo_precision(location: Location) -> int | None:
    """Return ACLED's ``geo_precision`` (*ACLED Codebook*, "Geo Precision").

    1: a particular town or place is named, with known coordinates. 2: a small part of a region, or near a town. 3: a
    larger region (governorate and above), for which a representative place stands.
    """
    if location.lon is None or location.radius_km is None:
        return None
    if _level(location.place) in ("governorate", "country") or location.radius_km > REGION_KM:
        return 3
    return 1 if location.method in ("named", "coordinates") and location.radius_km <= NEAR_KM else 2


def where_prec(location: Location) -> int | None:
    """Return UCDP's ``where_prec`` (*UCDP GED Codebook*, variable ``where_prec``).

    1: exact location. 2: within about 25 km of a known point. 3: the second-order unit (district) is known. 4: the
    first-order unit (governorate). 5: only a linear feature or a fuzzy region is known (river, road, border, the land
    between places). 6: only the country. A subdistrict, which the codebook does not know, counts as 3, or as 2 where
    it is no larger than that.
    """
    if location.lon is None or location.radius_km is None:
        return None
    level = _level(location.place)
    small = location.radius_km <= NEAR_KM
    if location.method == "area" and level in _UNITS:
        return 2 if level == "subdistrict" and small else _UNITS[level]
    if location.method in ("named", "coordinates"):
        return 1 if small else 5
    if small:
        return 2
    return 5 if location.method in ("along", "between") else _by_units(location)


def _by_units(location: Location) -> int:
    """Return 3 where one district holds the region, 4 where one governorate does, else 5."""
    if max(location.shares.district.values(), default=0) >= _SHARE:
        return 3
    return 4 if max(location.shares.governorate.values(), default=0) >= _SHARE else 5


def _level(place: Place | None) -> str:
    return place.kind if place else ""
