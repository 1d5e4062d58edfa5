"""Who's On First: its repository folders, its SQLite distribution, and CSV extracts.

A record's own document (GeoJSON, one file or one row of the table ``geojson``) says everything; a database without that
table is read from ``spr``, ``names``, ``ancestors`` and ``concordances``. Records that are not current, superseded or
alternative geometries are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, population_of, shown, suffix_of
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.tables import UNIT_KINDS

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["SOURCE", "Record", "document_record", "read"]

TITLE = "Who's On First"

KINDS: Mapping[str, str] = {
    "country": "country",
    "region": "governorate",
    "county": "district",
    "localadmin": "subdistrict",
    "locality": "village",
    "borough": "quarter",
    "macrohood": "quarter",
    "neighbourhood": "quarter",
    "microhood": "quarter",
    "campus": "facility",
}
"""Placetypes → kinds. Iraq's counties there are its districts (109 of them, such as Hawiga and Makhmur); it has no
localadmin yet. A locality is a village unless its people or its record say otherwise, see `_locality`."""

_PARENTS: tuple[str, ...] = ("localadmin_id", "county_id", "region_id", "country_id")
_CITY_POPULATION = 100_000
_TOWN_POPULATION = 5_000
"""People from which a locality is a town: a guess; Iraq's subdistrict centres have 5,000 to 50,000."""
_BASE = re.compile(r"air ?base|قاعدة|بنکە", re.IGNORECASE)
_AIRPORT = re.compile(r"airport|مطار|فڕۆکەخانە", re.IGNORECASE)
_NAME = re.compile(r"name:([a-z]{3})_x_(preferred|variant|colloquial|historical|unknown)")
_ORDER = {"preferred": 0, "variant": 1, "colloquial": 2, "unknown": 3, "historical": 4}
_DIGITS = re.compile("[0-9]{1,18}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(slots=True)
class Record:
    """A record in whichever form it came: values as written, not yet checked.

    Parameters
    ----------
    names : list of (str, str)
        Text and language as stated, preferred ones first.
    parents : mapping of str to object
        Its hierarchy: ``county_id`` → id.
    made_from : str
        Source of its geometry.
    """

    where: str
    id: object
    placetype: str
    lon: object
    lat: object
    names: list[tuple[str, str]]
    parents: Mapping[str, Any] = field(default_factory=dict)
    gn_id: object = None
    wd_id: object = None
    population: object = None
    country: str = ""
    made_from: str = ""
    shape: Geometry | None = None


def read(paths: Sequence[Path]) -> Reading:
    """Read repository folders, SQLite databases and CSV extracts, archived or not.

    Raises
    ------
    GazetteerError
        With every fault.
    """
    from geomap.gazetteer.importers import whosonfirst_files as files

    gathering = Gathering(TITLE)
    with opened(paths) as found:
        for file in found:
            reader = files.READERS.get(suffix_of(file.path.name, files.READERS))
            if reader is not None:
                _add_all(reader(file, gathering), gathering)
            elif _is_data(file):
                gathering.fault(file.name, "a file of another kind", "a folder of .geojson files, a .db or a .csv")
        return gathering.reading()


def _is_data(file: OpenedFile) -> bool:
    """Return whether a file that cannot be read was given as data, and is not part of a repository's furniture."""
    return "/" not in file.name and file.path.suffix.lower() not in (".md", ".txt", "")


def _add_all(records: Iterable[Record], gathering: Gathering) -> None:
    for record in records:
        place = _place(record, gathering)
        if place is not None:
            gathering.add(place)


def _place(record: Record, gathering: Gathering) -> ForeignPlace | None:
    kind = KINDS.get(record.placetype)
    if kind is None:
        gathering.leave_out(f"kind not of use: {record.placetype[:40]}")
        return None
    key = _id(record.id)
    if key is None:
        gathering.fault(record.where, f"id {shown(record.id)}", "a whole number above 0")
        return None
    position = gathering.position(record.where, record.lon, record.lat)
    if position is None:
        return None
    if not near_iraq(*position):
        gathering.leave_out(ABROAD)
        return None
    return _built(record, key, kind, position)


def _built(record: Record, key: int, kind: str, position: tuple[float, float]) -> ForeignPlace:
    names = names_of(record.names)
    people = population_of(record.population)
    if record.placetype == "locality":
        kind = _locality(record, people)
    elif record.placetype == "campus":
        kind = _campus(name.text for name in names)
    radius, area = _extent(record.shape, kind, position)
    return ForeignPlace(
        id=f"wof.{key}",
        kind=kind,
        names=names,
        lon=position[0],
        lat=position[1],
        country=record.country or "IQ",
        radius_km=radius,
        population=people,
        units=_units(record.parents),
        same_as=_same_as(record),
        area=area,
        where=record.where,
    )


def _locality(record: Record, people: int | None) -> str:
    """Return ``city``, ``town`` or ``village``.

    By population where it has one. Otherwise by where the record comes from: nearly all were taken from GeoNames' list
    of villages in 2019, while the hundred that Who's On First had before, from gazetteers of towns, are towns.
    """
    if people is not None and people >= _CITY_POPULATION:
        return "city"
    older = people is None and record.made_from not in ("geonames", "")
    return "town" if older or (people is not None and people >= _TOWN_POPULATION) else "village"


def _campus(names: Iterable[str]) -> str:
    joined = " | ".join(names)
    if _BASE.search(joined):
        return "base"
    return "airport" if _AIRPORT.search(joined) else "facility"


def _extent(shape: Geometry | None, kind: str, position: tuple[float, float]) -> tuple[float | None, Geometry | None]:
    from geomap.gazetteer.importers.extents import polygons_of
    from geomap.geodesy import distances_km

    area = None if shape is None or shape.geom_type == "Point" else polygons_of(shape)
    if area is None:
        return None, None
    import shapely

    radius = round(float(distances_km(*position, shapely.get_coordinates(area)).max()), 2)
    return radius, area if kind in UNIT_KINDS else None


def _units(parents: Mapping[str, Any]) -> tuple[str, ...]:
    found = (_id(parents.get(level)) for level in _PARENTS)
    return tuple(f"wof.{unit}" for unit in found if unit is not None)


def _same_as(record: Record) -> tuple[str, ...]:
    gn, wd = _id(record.gn_id), str(record.wd_id or "").strip()
    found = [f"gn.{gn}"] if gn is not None else []
    return (*found, f"wd.{wd}") if _WIKIDATA.fullmatch(wd) else tuple(found)


def _id(value: object) -> int | None:
    """Return an id as a whole number above 0, or None; -1 is how Who's On First writes "not known"."""
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if _DIGITS.fullmatch(text) and int(text) > 0 else None


def document_record(document: Any, where: str, gathering: Gathering) -> Record | None:
    """Return the record in a GeoJSON document, or None where it is left out or no such document."""
    properties = document.get("properties") if isinstance(document, dict) else None
    if not isinstance(properties, dict) or "wof:placetype" not in properties:
        gathering.fault(where, "no record of Who's On First", "a GeoJSON feature with wof:placetype")
        return None
    reason = _outdated(properties)
    if reason:
        gathering.leave_out(reason)
        return None
    same = properties.get("wof:concordances")
    same = same if isinstance(same, dict) else {}
    hierarchy = properties.get("wof:hierarchy")
    first = hierarchy[0] if isinstance(hierarchy, list) and hierarchy else {}
    return Record(
        where=where,
        id=properties.get("wof:id"),
        placetype=str(properties["wof:placetype"]),
        lon=properties.get("lbl:longitude", properties.get("geom:longitude")),
        lat=properties.get("lbl:latitude", properties.get("geom:latitude")),
        names=_document_names(properties),
        parents=first if isinstance(first, dict) else {},
        gn_id=same.get("gn:id"),
        wd_id=same.get("wd:id", same.get("wk:id")),
        population=properties.get("wof:population", properties.get("gn:population")),
        country=_country(properties),
        made_from=str(properties.get("src:geom", "")),
        shape=_document_shape(document, where, gathering),
    )


def _outdated(properties: Mapping[str, Any]) -> str:
    if str(properties.get("mz:is_current", "")) == "0":
        return "not current"
    if properties.get("wof:superseded_by"):
        return "superseded by another record"
    if properties.get("src:geom") in ("missing", "unknown"):
        return "position unknown"
    gone = (str(properties.get(f"edtf:{word}") or "") for word in ("deprecated", "cessation"))
    return "deprecated or gone" if any(date[:1].isdigit() for date in gone) else ""


def _document_names(properties: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[int, str, str]] = []
    for key, texts in properties.items():
        match = _NAME.fullmatch(key)
        if match and isinstance(texts, list):
            found.extend((_ORDER[match[2]], match[1], text) for text in texts if isinstance(text, str))
    found.sort(key=lambda entry: entry[0])
    plain = properties.get("wof:name")
    return [(text, code) for _, code, text in found] + ([(plain, "")] if isinstance(plain, str) else [])


def _country(properties: Mapping[str, Any]) -> str:
    code = str(properties.get("iso:country") or properties.get("wof:country") or "").strip().upper()
    return code if re.fullmatch("[A-Z]{2}", code) and code not in ("XX", "XY", "XZ") else ""


def _document_shape(document: Mapping[str, Any], where: str, gathering: Gathering) -> Geometry | None:
    import shapely
    from shapely.geometry import shape

    given = document.get("geometry")
    if not isinstance(given, dict) or given.get("type") == "Point":
        return None
    try:
        found = shape(given)
    except (shapely.errors.ShapelyError, TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        gathering.fault(where, f"a geometry that cannot be read ({type(error).__name__}: {error})", "GeoJSON")
        return None
    return None if found.is_empty else found


SOURCE = Source(
    key="whosonfirst",
    prefix="wof",
    title=TITLE,
    publisher="Who's On First, distributed by Geocode Earth",
    licence="CC BY 4.0 and others, by record: https://whosonfirst.org/docs/licenses/",
    homepage="https://whosonfirst.org/",
    attribution="Who's On First (https://whosonfirst.org/docs/licenses/), after GeoNames (CC BY 4.0) and others",
    downloads=("https://data.geocode.earth/wof/dist/sqlite/whosonfirst-data-admin-iq-latest.db.bz2",),
    read=read,
)
