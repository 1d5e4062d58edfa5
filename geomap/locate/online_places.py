"""What a service on the network proposes: its answer read strictly, and made places of, within their units.

Answers are hostile input: a row counts whole or not at all. Of OpenStreetMap's many kinds of things only those count
that reports name as places.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.importers.languages import names_of
from geomap.records import Name, Place

__all__ = ["BOX", "COUNTRIES", "MOST_ROWS", "Proposed", "of_nominatim", "of_photon", "place_of"]

COUNTRIES: tuple[str, ...] = ("IQ", "IR", "TR", "SY", "JO", "SA", "KW")
"""Iraq and its neighbours (ISO 3166-1): where a name in a report on Iraq may lie that no gazetteer of ours has."""

BOX = (36.8, 27.0, 50.6, 39.4)
"""West, south, east, north: Iraq with two degrees around it, which reports count from; farther off are other Xs."""

MOST_ROWS = 5
"""Places that are asked for, and taken, for one name: a name with more tells nothing (a guess)."""

KINDS: Mapping[tuple[str, str], str] = {
    ("place", "city"): "city",
    ("place", "town"): "town",
    ("place", "village"): "village",
    ("place", "hamlet"): "village",
    ("place", "isolated_dwelling"): "village",
    ("place", "suburb"): "quarter",
    ("place", "quarter"): "quarter",
    ("place", "neighbourhood"): "quarter",
    ("place", "locality"): "region",
    ("aeroway", "aerodrome"): "airport",
    ("amenity", "refugee_site"): "camp",
    ("barrier", "border_control"): "crossing",
    ("industrial", "refinery"): "refinery",
    ("landuse", "military"): "base",
    ("man_made", "bridge"): "bridge",
    ("military", "airfield"): "base",
    ("military", "barracks"): "base",
    ("military", "base"): "base",
    ("military", "checkpoint"): "checkpoint",
    ("natural", "mountain_range"): "range",
    ("natural", "ridge"): "range",
    ("waterway", "dam"): "dam",
}
"""OpenStreetMap's key and value → kind, as `geomap.gazetteer.importers.osm` has it for ``place=``. Shops, streets and
rivers are left out: the first are no places of reports, of the others a single point says nothing."""

_NAME_KEYS = ("name", "official_name", "int_name", "alt_name", "loc_name", "old_name")
_OSM_TYPES = {"node": "node", "way": "way", "relation": "relation", "N": "node", "W": "way", "R": "relation"}
_HOSTILE = re.compile(r"[<>\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ID = re.compile(r"osm\.(node|way|relation)\.[1-9]\d{0,18}")
_MOST_NAMES = 60
"""Names of one place; the best known villages of Iraq have a dozen (a guess)."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row of an answer, checked.

    Parameters
    ----------
    id : str
        ``osm.node.123``.
    kind : str
        One of the gazetteer's.
    names : tuple of Name
        The preferred first.
    lon, lat : float
        Degrees, WGS 84, within `BOX`.
    country : str
        One of `COUNTRIES`.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    lon: float
    lat: float
    country: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Proposed:
        """Return a row of plain data (``id kind names lon lat country``, a name as text and language) as checked.

        Raises
        ------
        ValueError, TypeError, KeyError
            For a row that says what no answer may: an impossible or far position, markup in a name, no name, another
            country.
        """
        pairs = [(str(text), str(language)) for text, language in row["names"]][:_MOST_NAMES]
        if any(_HOSTILE.search(text) for text, _ in pairs):
            raise ValueError("a name with markup or control characters")
        lon, lat = float(row["lon"]), float(row["lat"])
        if not (BOX[0] <= lon <= BOX[2] and BOX[1] <= lat <= BOX[3]):  # false for NaN, too
            raise ValueError("a position elsewhere, or none")
        names, country = names_of(pairs), str(row["country"]).upper()
        if not names or country not in COUNTRIES or row["kind"] not in KINDS.values() or not _ID.fullmatch(row["id"]):
            raise ValueError("no name, or a country, kind or id that is not ours to take")
        return cls(row["id"], row["kind"], names, round(lon, 6), round(lat, 6), country)

    def plain(self) -> dict[str, Any]:
        """Return the row as `of` takes it, ready for JSON."""
        names = [[name.text, name.language] for name in self.names]
        return {
            "id": self.id,
            "kind": self.kind,
            "names": names,
            "lon": self.lon,
            "lat": self.lat,
            "country": self.country,
        }


def of_nominatim(answer: object) -> tuple[Proposed, ...]:
    """Return the rows of Nominatim's answer (``format=json``, with ``addressdetails`` and ``namedetails``).

    Raises
    ------
    ValueError
        For what is no answer of Nominatim. A row that cannot be used is left out.
    """
    if not isinstance(answer, list):
        raise ValueError("a list of places was expected")
    return _checked(answer[:MOST_ROWS], _from_nominatim)


def of_photon(answer: object) -> tuple[Proposed, ...]:
    """Return the rows of Photon's answer, a GeoJSON feature collection.

    Raises
    ------
    ValueError
        For what is no answer of Photon. A row that cannot be used is left out.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("features"), list):
        raise ValueError("a GeoJSON feature collection was expected")
    return _checked(answer["features"][:MOST_ROWS], _from_photon)


def place_of(row: Proposed, service: str, gazetteer: Gazetteer) -> Place:
    """Return a proposed row as a place, its units found by where it lies; the gazetteer stays as it is.

    Parameters
    ----------
    row : Proposed
    service : str
        Key of the service, which the place has as its source.
    gazetteer : Gazetteer
        For the areas, and the units that they belong to.
    """
    import shapely

    from geomap.gazetteer.conflation.merging import USUAL_RADIUS_KM

    at_home = row.country == "IQ"
    share = gazetteer.areas.shares(shapely.Point(row.lon, row.lat)).disputed if at_home else None
    return Place(
        id=row.id,
        kind=row.kind,
        names=row.names,
        lon=row.lon,
        lat=row.lat,
        radius_km=USUAL_RADIUS_KM[row.kind],
        country=row.country,
        parents=_units_at(row.lon, row.lat, gazetteer) if at_home else (),
        disputed=share or 0.0,
        sources=(service,),
    )


def _units_at(lon: float, lat: float, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the ids of the units that hold a point, nearest first, beginning with the narrowest area."""
    import shapely

    for level in ("subdistrict", "district", "governorate"):
        for area in gazetteer.areas.features(level):
            if shapely.contains_xy(area.geometry, lon, lat):
                unit = gazetteer.places.get(area.id)
                return (area.id, *(unit.parents if unit else ()))
    return ()


def _checked(rows: Sequence[object], read: Callable[[Any], Mapping[str, Any] | None]) -> tuple[Proposed, ...]:
    """Return the rows that can be used, each place once."""
    usable: dict[str, Proposed] = {}
    for row in rows:
        try:
            plain = read(row)
            proposed = Proposed.of(plain) if plain is not None else None
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            continue
        if proposed is not None:
            usable.setdefault(proposed.id, proposed)
    return tuple(usable.values())


def _from_nominatim(row: Any) -> Mapping[str, Any] | None:
    if _HOSTILE.search(str(row.get("display_name", ""))):
        raise ValueError("markup or control characters")
    details = row.get("namedetails")
    tags = {"name": row.get("name", ""), **(details if isinstance(details, dict) else {})}
    value = row["addresstype"] if row["class"] == "boundary" else row["type"]
    return _plain(
        id=(row["osm_type"], row["osm_id"]),
        tag=("place" if row["class"] == "boundary" else row["class"], value),
        names=list(_names(tags)),
        position=(row["lon"], row["lat"]),
        country=row["address"]["country_code"],
    )


def _from_photon(feature: Any) -> Mapping[str, Any] | None:
    about = feature["properties"]
    return _plain(
        id=(about["osm_type"], about["osm_id"]),
        tag=(about["osm_key"], about["osm_value"]),
        names=[(about["name"], "")],
        position=feature["geometry"]["coordinates"],
        country=about["countrycode"],
    )


def _plain(
    *, id: tuple[Any, Any], tag: tuple[Any, Any], names: list[tuple[str, str]], position: Any, country: Any
) -> Mapping[str, Any] | None:
    """Return a row as `Proposed.of` takes it, or None for a thing that reports do not name as a place."""
    kind = KINDS.get(tag)
    if kind is None:
        return None
    lon, lat = (float(degrees) for degrees in position[:2])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("no position")
    osm_id = f"osm.{_OSM_TYPES[id[0]]}.{int(id[1])}"
    return {"id": osm_id, "kind": kind, "names": names, "lon": lon, "lat": lat, "country": country}


def _names(tags: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names among OpenStreetMap's tags with their languages, the preferred first."""
    for key in _NAME_KEYS:
        for tag in sorted(tag for tag in map(str, tags) if tag == key or tag.startswith(f"{key}:")):
            for text in str(tags[tag]).split(";"):
                yield text.strip(), tag.partition(":")[2]
