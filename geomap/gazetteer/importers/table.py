"""An analyst's own places: CSV or TSV with a header, GeoPackage, GeoJSON or shapefile.

Columns, each under several names (see `geomap.gazetteer.importers.table_columns`): ``name`` or ``name_en``,
``name_ar``, ``name_ckb``, ``name_tk``, with ``|`` between variants; ``lon``, ``lat`` in degrees (files with geometries
need none); optional ``id``, ``kind`` (village where not said), ``language``, ``parent``, ``population``, ``radius_km``,
``country``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from anyascii import anyascii

from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.cod_ab import is_beside_data
from geomap.gazetteer.importers.delimited_files import read_table
from geomap.gazetteer.importers.extents import extent_of, polygons_of
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import Gathering, near_iraq, number, population_of, shown
from geomap.gazetteer.importers.languages import language_of, names_of
from geomap.gazetteer.importers.table_columns import LANGUAGES, kind_named, mapped
from geomap.gazetteer.importers.vector_files import is_vector_file, read_features
from geomap.gazetteer.tables import UNIT_KINDS

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["SOURCE", "read"]

TITLE = "The table"

MOST_KM = 1000.0
"""Of a radius, as in geomap's own tables."""

_ID = re.compile("[A-Za-z0-9_.-]{1,64}")
_GAZETTEER = "iq."
"""What the ids of geomap's own units begin with."""
_OURS = re.compile(r"iq(\.[a-z0-9_-]+)+")
_COUNTRY = re.compile("[A-Z]{2}")
_SLUG = re.compile("[^a-z0-9]+")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_NAME_LANGUAGES = {"name": "", "name_en": "en", "name_ar": "ar", "name_ckb": "ku", "name_tk": "tk"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the analyst's file: where it stands, its cells under our names, and its geometry if it has one."""

    where: str
    cells: Mapping[str, str]
    shape: Geometry | None = None


@dataclass(slots=True)
class _Own:
    """The places of one file on their way, with what each names as its parent."""

    slug: str
    places: list[tuple[ForeignPlace, str]] = field(default_factory=list)


def read(paths: Sequence[Path]) -> Reading:
    """Read tables; the ids are ``table``, the file's name and the row's own id (or its name and position).

    A parent is the id or the name of a unit in the same table, or a unit of geomap's gazetteer (``iq.kirkuk.hawija``).

    Raises
    ------
    GazetteerError
        With every fault of every row: columns missing or misspelt (with the likely ones), coordinates swapped,
        impossible, with a decimal comma or abroad without a ``country``; ids twice; unknown kinds and languages (with
        the nearest); parents that are nowhere; bytes that are no UTF-8.
    """
    gathering = Gathering(TITLE, units_of=_GAZETTEER)
    with opened(paths) as files:
        for file in files:
            if is_vector_file(file):
                _add_all(file, _features(file, gathering), gathering)
            elif file.path.suffix.lower() in (".csv", ".tsv", ".txt", ".tab"):
                _add_all(file, _lines(file, gathering), gathering)
            elif not is_beside_data(file):
                gathering.fault(file.name, "a file of another kind", "CSV, TSV, GeoPackage, GeoJSON or a shapefile")
        return gathering.reading()


def _lines(file: OpenedFile, gathering: Gathering) -> Iterator[_Row]:
    table = read_table(file, gathering)
    columns = mapped(table.columns, f"{file.name}:1", gathering) if table.columns else None
    for row in table.rows if columns is not None else ():
        cells = {ours: row.cells[theirs].strip() for ours, theirs in (columns or {}).items()}
        yield _Row(f"{file.name}:{row.line}", cells)


def _features(file: OpenedFile, gathering: Gathering) -> Iterator[_Row]:
    known: dict[tuple[str, ...], Mapping[str, str] | None] = {}
    for feature in read_features(file, gathering):
        header = tuple(feature.columns)
        if header not in known:
            known[header] = mapped(header, feature.where, gathering, with_shapes=True)
        columns = known[header]
        if columns is None:
            continue
        cells = {ours: feature.text(theirs) for ours, theirs in columns.items()}
        if feature.shape is None and not ("lon" in cells and "lat" in cells):
            gathering.fault(feature.where, "no geometry", "a point, line or polygon")
        else:
            yield _Row(feature.where, cells, feature.shape)


def _add_all(file: OpenedFile, rows: Iterator[_Row], gathering: Gathering) -> None:
    own = _Own(_slug(file.path.stem))
    first: dict[str, str] = {}
    for row in rows:
        place = _place(row, own.slug, gathering)
        key = row.cells.get("id", "")
        if key and first.setdefault(key, row.where) != row.where:
            gathering.fault(row.where, f"id {shown(key)} again (first in {first[key]})", "every id once")
        elif place is not None:
            own.places.append((place, row.cells.get("parent", "")))
    units = {key: place.id for place, _ in reversed(own.places) if place.kind in UNIT_KINDS for key in _keys(place)}
    above = {place.id: units.get(parent) or _ours(parent) for place, parent in own.places}
    for place, parent in own.places:
        if parent and parent not in units and not _ours(parent):
            expected = "nothing, the id or name of a unit in this table, or an id of geomap's gazetteer"
            gathering.fault(place.where, f"parent {shown(parent)}", expected)
        gathering.add(replace(place, units=_chain(place.id, above)))


def _keys(place: ForeignPlace) -> Iterator[str]:
    yield place.id.split(".", 2)[2]
    yield place.id
    yield from (name.text for name in place.names)


def _ours(parent: str) -> str:
    """Return `parent` if it is an id of geomap's gazetteer, else an empty text."""
    return parent if _OURS.fullmatch(parent) else ""


def _chain(key: str, above: Mapping[str, str]) -> tuple[str, ...]:
    chain: list[str] = []
    unit = above.get(key, "")
    while unit and unit not in chain and unit != key:
        chain.append(unit)
        unit = above.get(unit, "")
    return tuple(chain)


def _place(row: _Row, slug: str, gathering: Gathering) -> ForeignPlace | None:
    where, cells = row.where, row.cells
    kind = kind_named(cells.get("kind", ""), where, gathering)
    names = names_of(_names(row, gathering))
    if not names:
        gathering.fault(where, "no name", "one in name, name_en, name_ar, name_ckb or name_tk")
    position = _position(row, gathering)
    country = _country(cells.get("country", ""), where, position, gathering)
    people = _figure(row, "population", gathering)
    radius = _figure(row, "radius_km", gathering)
    key = cells.get("id", "")
    if key and not _ID.fullmatch(key):
        gathering.fault(where, f"id {shown(key)}", "at most 64 letters a-z, digits, dots, hyphens or underscores")
    if not (kind and names and position and country):
        return None
    area = polygons_of(row.shape) if row.shape is not None and "Polygon" in row.shape.geom_type else None
    extent = None if row.shape is None else extent_of(row.shape)
    return ForeignPlace(
        id=f"table.{slug}.{key or f'{_slug(names[0].text)}.{position[0]:.4f}_{position[1]:.4f}'}",
        kind=kind,
        names=names,
        lon=position[0],
        lat=position[1],
        country=country,
        radius_km=radius if radius is not None else extent.radius_km if extent is not None else None,
        population=population_of(people),
        area=area if kind in UNIT_KINDS else None,
        where=where,
    )


def _names(row: _Row, gathering: Gathering) -> Iterator[tuple[str, str]]:
    stated = row.cells.get("language", "").lower()
    if stated and stated not in LANGUAGES:
        gathering.fault(row.where, f"language {shown(stated)}", f"nothing, or one of {', '.join(LANGUAGES)}")
        stated = ""
    for column, code in _NAME_LANGUAGES.items():
        for text in row.cells.get(column, "").split("|"):
            tag = stated if column == "name" else code
            known = language_of(" ".join(text.split()), tag)
            yield text, tag if known is not None else "ar"


def _position(row: _Row, gathering: Gathering) -> tuple[float, float] | None:
    cells = row.cells
    if not (cells.get("lon") and cells.get("lat")) and row.shape is not None:
        extent = extent_of(row.shape)
        lon, lat = str(extent.lon), str(extent.lat)
    else:
        lon, lat = _decimal(cells.get("lon", "")), _decimal(cells.get("lat", ""))
    commas = [f"{axis} {shown(text)}" for axis, text in (("lon", lon), ("lat", lat)) if _DECIMAL_COMMA.fullmatch(text)]
    if commas:
        gathering.fault(row.where, f"a decimal comma in {' and '.join(commas)}", "a decimal point: 44.3866")
        return None
    east, north = number(lon), number(lat)
    if near_iraq(north, east) and not near_iraq(east, north):
        found = f"lon {shown(lon)} and lat {shown(lat)}"
        gathering.fault(row.where, found, "longitude first: the two are swapped for Iraq")
        return None
    return gathering.position(row.where, lon, lat)


def _decimal(text: str) -> str:
    """Return a number as typed, with Arabic's decimal mark as a point and without the sign of degrees."""
    return text.replace("٫", ".").removesuffix("°").strip()


def _country(stated: str, where: str, position: tuple[float, float] | None, gathering: Gathering) -> str | None:
    if stated:
        code = stated.upper()
        if _COUNTRY.fullmatch(code):
            return code
        gathering.fault(where, f"country {shown(stated)}", "two letters as in ISO 3166-1: IQ, SY")
        return None
    if position is None or near_iraq(*position):
        return "IQ"
    found = f"lon {position[0]} and lat {position[1]}, which lie abroad"
    gathering.fault(where, found, "a position in or near Iraq, or the place's country in a column country")
    return None


def _figure(row: _Row, column: str, gathering: Gathering) -> float | None:
    text = row.cells.get(column, "")
    if not text:
        return None
    value = number(text)
    if column == "population" and value >= 0 and value == int(value):
        return value
    if column == "radius_km" and 0 < value <= MOST_KM:
        return value
    expected = "a whole number" if column == "population" else f"kilometres above 0 and at most {MOST_KM:.0f}"
    gathering.fault(row.where, f"{column} {shown(text)}", f"{expected}, or nothing")
    return None


def _slug(text: str) -> str:
    """Return the name of a table or place as part of an id: lower-case ASCII; ``table`` where nothing is left."""
    return _SLUG.sub("_", anyascii(text).lower()).strip("_")[:60] or "table"


SOURCE = Source(
    key="table",
    prefix="table",
    title=TITLE,
    publisher="the user",
    licence="the user's own",
    homepage="",
    attribution="",
    downloads=(),
    read=read,
)
