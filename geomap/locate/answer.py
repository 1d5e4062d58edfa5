"""A location as plain data, as ``geomap locate --json`` prints it."""

from __future__ import annotations

from typing import Any

import shapely

from geomap.locate.online import attribution_of_online
from geomap.records import Location

__all__ = ["DIGITS", "answer"]

DIGITS = 5
"""Decimals of a degree in what is printed: one metre."""


def answer(location: Location, text: str) -> dict[str, Any]:
    """Return `location` as the answer to `text`, ready for JSON.

    Returns
    -------
    dict
        ``text, lon, lat, radius_km, footprint`` (a GeoJSON geometry), ``location_method, place_id, place_name_en,
        geo_precision, where_prec, reasons`` (sentences) and ``candidates`` (objects with id, name, kind, lon, lat,
        probability, reasons); None for what is not known. ``attribution`` (lines) too, where a place is from the
        network.
    """
    place = location.place
    attribution = attribution_of_online([location])
    return {
        "text": text,
        "lon": _rounded(location.lon),
        "lat": _rounded(location.lat),
        "radius_km": location.radius_km,
        "footprint": _geojson(location),
        "location_method": location.method,
        "place_id": place.id if place else None,
        "place_name_en": place.label if place else None,
        "geo_precision": location.geo_precision,
        "where_prec": location.where_prec,
        "reasons": [reason.text for reason in location.reasons],
        "candidates": [
            {
                "id": candidate.place.id,
                "name": candidate.place.label,
                "kind": candidate.place.kind,
                "lon": candidate.place.lon,
                "lat": candidate.place.lat,
                "probability": round(candidate.probability, 3),
                "reasons": [reason.text for reason in candidate.reasons],
            }
            for candidate in location.candidates
        ],
        **({"attribution": list(attribution)} if attribution else {}),
    }


def _geojson(location: Location) -> dict[str, Any] | None:
    if location.footprint is None:
        return None
    shape = shapely.transform(location.footprint, lambda xy: xy.round(DIGITS))
    geometry: dict[str, Any] = shapely.geometry.mapping(shape)
    return geometry


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, DIGITS)
