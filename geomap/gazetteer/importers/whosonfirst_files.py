"""The three forms in which Who's On First comes, each read into `geomap.gazetteer.importers.whosonfirst.Record`s."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.archives import OpenedFile
from geomap.gazetteer.importers.delimited_files import Row, read_table
from geomap.gazetteer.importers.gathering import Gathering, shown
from geomap.gazetteer.importers.languages import untagged
from geomap.gazetteer.importers.vector_files import load_json
from geomap.gazetteer.importers.whosonfirst import Record, document_record

__all__ = ["CSV_COLUMNS", "READERS"]

CSV_COLUMNS: tuple[str, ...] = ("wof_id", "placetype", "name", "lat", "lon")
"""Columns that a CSV extract must have; these it may have besides: name_eng, name_ara, name_ckb_kur, name_other (names
with ``|`` between), gn_id, wd_id, src_geom, population, hierarchy (JSON)."""

_TAGGED = {"name_eng": "en", "name_ara": "ar", "name_ckb_kur": "ku"}
_TABLES: Mapping[str, tuple[str, ...]] = {
    "spr": ("id", "name", "placetype", "country", "latitude", "longitude", "is_current", "is_superseded"),
    "names": ("id", "language", "privateuse", "name"),
    "ancestors": ("id", "ancestor_id", "ancestor_placetype"),
    "concordances": ("id", "other_id", "other_source"),
}


def _folder_file(file: OpenedFile, gathering: Gathering) -> Iterator[Record]:
    if "-alt-" in file.path.name:
        gathering.leave_out("alternative geometry of another record")
        return
    try:
        record = document_record(load_json(file), file.name, gathering)
    except GazetteerError as error:
        gathering.refuse(error)
        return
    if record is not None:
        yield record


def _csv(file: OpenedFile, gathering: Gathering) -> Iterator[Record]:
    table = read_table(file, gathering)
    missing = [column for column in CSV_COLUMNS if column not in table.columns]
    if missing:
        found = f"no column {', '.join(missing)} among {shown(', '.join(table.columns))}"
        gathering.fault(f"{file.name}:1", found, f"all of {', '.join(CSV_COLUMNS)}")
        return
    for row in table.rows:
        yield _csv_record(row, file.name, gathering)


def _csv_record(row: Row, name: str, gathering: Gathering) -> Record:
    cells, where = row.cells, f"{name}:{row.line}"
    names = [(text, code) for column, code in _TAGGED.items() for text in cells.get(column, "").split("|")]
    names.append((cells["name"], ""))
    names.extend(untagged(cells.get("name_other", "").split("|")))
    return Record(
        where=where,
        id=cells["wof_id"],
        placetype=cells["placetype"],
        lon=cells["lon"],
        lat=cells["lat"],
        names=names,
        parents=_hierarchy(cells.get("hierarchy", ""), where, gathering),
        gn_id=cells.get("gn_id"),
        wd_id=cells.get("wd_id"),
        population=cells.get("population") or None,
        made_from=cells.get("src_geom", ""),
    )


def _hierarchy(text: str, where: str, gathering: Gathering) -> Mapping[str, Any]:
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        gathering.fault(where, f"hierarchy {shown(text)}", 'JSON such as {"county_id": 1108562633}')
        return {}
    return found


def _database(file: OpenedFile, gathering: Gathering) -> Iterator[Record]:
    """Read a database without trusting it: as a file that cannot change, its views and triggers without functions."""
    address = f"{file.path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "geojson" in tables:
                yield from _documents(connection, file.name, gathering)
            elif "spr" in tables and "names" in tables:
                yield from _tables(connection, tables, file.name, gathering)
            else:
                found = f"tables {shown(', '.join(sorted(map(str, tables))))}"
                gathering.fault(file.name, found, "geojson, or spr and names, as Who's On First distributes them")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        gathering.fault(file.name, f"no SQLite database that can be read ({error})", "a whole .db")


def _documents(connection: sqlite3.Connection, name: str, gathering: Gathering) -> Iterator[Record]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(geojson)")}
    main = "WHERE is_alt = 0" if "is_alt" in columns else ""
    for key, body in connection.execute(f"SELECT id, body FROM geojson {main} ORDER BY id"):  # noqa: S608
        where = f"{name}: id {shown(key)}"
        try:
            document = json.loads(body)
        except (TypeError, ValueError, RecursionError) as error:
            gathering.fault(where, f"a body that is no JSON ({error})", "the record's GeoJSON")
            continue
        record = document_record(document, where, gathering)
        if record is not None:
            yield record


def _tables(connection: sqlite3.Connection, tables: set[str], name: str, gathering: Gathering) -> Iterator[Record]:
    rows = {table: list(_rows(connection, table)) if table in tables else [] for table in _TABLES}
    names: dict[Any, list[tuple[bool, str, str]]] = {}
    for key, language, use, text in rows["names"]:
        if isinstance(text, str):
            names.setdefault(key, []).append((use not in ("preferred", "x_preferred"), str(language or ""), text))
    parents: dict[Any, dict[str, Any]] = {}
    for key, unit, placetype in rows["ancestors"]:
        if unit != key:
            parents.setdefault(key, {}).setdefault(f"{placetype}_id", unit)
    same: dict[Any, dict[str, Any]] = {}
    for key, other, source in rows["concordances"]:
        same.setdefault(key, {}).setdefault(str(source), other)
    for key, title, placetype, country, lat, lon, current, superseded in rows["spr"]:
        if str(current) == "0" or str(superseded) == "1":
            gathering.leave_out("not current" if str(current) == "0" else "superseded by another record")
            continue
        ordered = sorted(names.get(key, ()), key=lambda entry: entry[0])
        texts = [(text, code) for _, code, text in ordered]
        others = same.get(key, {})
        yield Record(
            where=f"{name}: id {shown(key)}",
            id=key,
            placetype=str(placetype),
            lon=lon,
            lat=lat,
            names=[*texts, (str(title or ""), "")],
            parents=parents.get(key, {}),
            gn_id=others.get("gn:id"),
            wd_id=others.get("wd:id"),
            country=country if isinstance(country, str) and len(country) == 2 else "",
            made_from="geonames" if "gn:id" in others else "",
        )


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of `_TABLES` from a table, in its order of rows; both names are ours, not the file's."""
    has = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    columns = ", ".join(column if column in has else "NULL" for column in _TABLES[table])
    yield from connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid")  # noqa: S608


READERS: Mapping[str, Callable[[OpenedFile, Gathering], Iterator[Record]]] = {
    ".geojson": _folder_file,
    ".csv": _csv,
    ".db": _database,
    ".sqlite": _database,
    ".sqlite3": _database,
}
"""How to read a file, by the ending of its name."""
