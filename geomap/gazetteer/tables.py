"""Reading the gazetteer's own tables, `places.csv` and `lines.csv`.

Both are UTF-8 with a header line. A table is taken whole or refused whole: every fault of every row is gathered first
and then raised at once, each with file and line, what was found and what is expected.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.records import Name, Place

__all__ = ["COLUMNS", "KINDS", "LINE_COLUMNS", "UNIT_KINDS", "YEAR_COLUMNS", "read_places"]

COLUMNS: tuple[str, ...] = (
    "id",
    "kind",
    "name_en",
    "name_ar",
    "name_ckb",
    "other_names",
    "lon",
    "lat",
    "radius_km",
    "parent",
    "claimed_parent",
    "disputed",
    "population",
    "sources",
    "note",
)
"""Columns of places.csv. Variants of a name are separated by ``|``, the preferred one first."""

YEAR_COLUMNS: tuple[str, ...] = ("valid_from", "valid_to", "former_names")
"""Columns that places.csv may have besides: the first and last year of a unit or place (empty: open), and names that it
no longer bears officially, as ``language:name:first-last``, either year left out where it is not known."""

LINE_COLUMNS: tuple[str, ...] = ("id", "points")
"""Columns of lines.csv: the id of a place, and its course as ``lon lat;lon lat;…``."""

UNIT_KINDS: tuple[str, ...] = ("country", "governorate", "district", "subdistrict")
"""Kinds that can hold other places, widest first."""

KINDS: frozenset[str] = frozenset(
    (
        *UNIT_KINDS,
        *("city", "town", "village", "quarter", "camp", "base", "checkpoint", "dam", "bridge", "oilfield", "refinery"),
        *("airport", "crossing", "shrine", "facility", "range", "river", "lake", "road", "region"),
    )
)
"""Every kind that `geomap.records.Place` knows."""

IRAQ_BOX = (38.5, 28.8, 49.0, 37.6)
"""West, south, east, north of Iraq in degrees, with a margin of 0.2 and more
(Natural Earth: 38.77, 29.06, 48.57, 37.38)."""

_YEARS = range(1800, 2101)
"""Years that a unit or a name of today's Iraq may begin or end in."""
_FORMER = re.compile(r"([a-z]{2,3}):([^:]*[^:\s][^:]*):(\d{4})?-(\d{4})?")
_ID = re.compile(r"[a-z]{2}(\.[a-z0-9_-]+)*")
_COUNTRY_BOX = {"iq": ("Iraq", IRAQ_BOX)}


@dataclass(slots=True)
class _Row:
    """A line of places.csv on its way to a `Place`."""

    line: int
    cells: Mapping[str, str]
    lon: float = math.nan
    lat: float = math.nan
    radius_km: float = 1.0
    disputed: float | None = None
    population: int | None = None
    names: tuple[Name, ...] = ()
    valid: tuple[int | None, int | None] = (None, None)

    @property
    def id(self) -> str:
        return self.cells["id"]

    @property
    def parent(self) -> str:
        return self.cells["parent"]

    @property
    def claims(self) -> tuple[str, ...]:
        return _variants(self.cells["claimed_parent"])


@dataclass(slots=True)
class _Table:
    """The faults of one file, and where it lies."""

    file: str
    faults: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, line: int, found: str, expected: str) -> None:
        self.faults.append((line, f"{self.file}:{line}: {found}; expected {expected}"))

    def sorted_faults(self) -> tuple[str, ...]:
        return tuple(text for _, text in sorted(self.faults, key=lambda fault: fault[0]))


def read_places(folder: Path) -> tuple[Place, ...]:
    """Return the places of `folder`, in the order of its places.csv, with their lines from lines.csv where it has one.

    Parents are resolved to the whole chain (nearest first), claims are inherited from the units that hold a place, and
    so is the share of dispute where a row leaves it empty.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``places.csv`` (`COLUMNS`, and `YEAR_COLUMNS` if wanted) and, if wanted, ``lines.csv`` (`LINE_COLUMNS`).
        Coordinates in degrees on WGS 84 (EPSG:4326), radius in kilometres.

    Raises
    ------
    GazetteerError
        With every fault of both files in `GazetteerError.faults`: unknown or missing columns, wrong encoding, rows of
        the wrong length, bad or repeated ids, unknown kinds, coordinates that are no numbers, impossible, swapped or
        outside the country, unknown parents and circles of parents, names without text, figures outside their range,
        years that are none or end before they begin.
    """
    places, lines = _Table("places.csv"), _Table("lines.csv")
    rows = _rows(folder / "places.csv", COLUMNS, places, YEAR_COLUMNS)
    parsed = [_parse(line, cells, places) for line, cells in rows]
    by_id = _by_id(parsed, places)
    _check_parents(by_id, places)
    courses = _courses(folder / "lines.csv", by_id, lines)
    faults = places.sorted_faults() + lines.sorted_faults()
    if faults:
        raise GazetteerError(f"The gazetteer in {folder} has {len(faults)} fault{'s' * (len(faults) > 1)}:", faults)
    return tuple(_place(row, by_id, courses.get(row.id, ())) for row in parsed)


def _rows(
    path: Path, columns: tuple[str, ...], table: _Table, optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"The gazetteer's table {path} cannot be read: {error.strerror}.") from error
    reader = csv.reader(io.StringIO(_decode(raw, table), newline=""))
    header = next(reader, [])
    _check_header(header, columns, optional, table)
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            table.fault(reader.line_num, f"{len(cells)} cells", f"{len(header)} as in the header")
            continue
        values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        yield reader.line_num, {name: values.get(name, "") for name in (*columns, *optional)}


def _decode(raw: bytes, table: _Table) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        for number, line in enumerate(raw.split(b"\n"), 1):
            try:
                line.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                found = f"byte 0x{line[error.start]:02x} in column {error.start + 1} that is no UTF-8"
                table.fault(number, found, "the whole file in UTF-8")
        return raw.decode("utf-8-sig", errors="replace")


def _check_header(header: list[str], columns: tuple[str, ...], optional: tuple[str, ...], table: _Table) -> None:
    for name in dict.fromkeys(header):
        if name not in columns and name not in optional:
            table.fault(1, f"unknown column {name!r}", f"only {', '.join((*columns, *optional))}")
        elif header.count(name) > 1:
            table.fault(1, f"column {name!r} {header.count(name)} times", "each column once")
    for name in columns:
        if name not in header:
            table.fault(1, f"no column {name!r}", f"all of {', '.join(columns)}")


def _parse(line: int, cells: Mapping[str, str], table: _Table) -> _Row:
    row = _Row(line, cells)
    if not _ID.fullmatch(row.id):
        table.fault(line, f"id {row.id!r}", "lower-case ASCII parts joined by dots, such as iq.kirkuk.hawija")
    if cells["kind"] not in KINDS:
        table.fault(line, f"unknown kind {cells['kind']!r}", f"one of {', '.join(sorted(KINDS))}")
    row.lon = _number(row, "lon", table, lambda x: abs(x) <= 180, "degrees within ±180")
    row.lat = _number(row, "lat", table, lambda x: abs(x) <= 90, "degrees within ±90")
    _check_country(row, table)
    row.radius_km = _number(row, "radius_km", table, lambda x: 0 < x <= 1000, "kilometres above 0 and at most 1000")
    if cells["disputed"]:
        row.disputed = _number(row, "disputed", table, lambda x: 0 <= x <= 1, "a share within 0..1, or nothing")
    if cells["population"]:
        number = _number(
            row, "population", table, lambda x: x >= 1 and x == int(x), "a whole number above 0, or nothing"
        )
        row.population = None if math.isnan(number) else int(number)
    row.valid = _valid(row, table)
    row.names = tuple(dict.fromkeys((*_names(row, table), *_former_names(row, table))))
    return row


def _number(row: _Row, column: str, table: _Table, allowed: Callable[[float], bool], expected: str) -> float:
    text = row.cells[column]
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and allowed(number)):
        table.fault(row.line, f"{column} {text!r}", expected)
        return math.nan
    return number


def _check_country(row: _Row, table: _Table) -> None:
    name, box = _COUNTRY_BOX.get(row.id[:2], ("", None))
    if box is None or math.isnan(row.lon) or math.isnan(row.lat) or _within(row.lon, row.lat, box):
        return
    if _within(row.lat, row.lon, box):
        table.fault(row.line, f"lon {row.lon} and lat {row.lat}", f"longitude first: the two are swapped for {name}")
    else:
        table.fault(row.line, f"lon {row.lon} and lat {row.lat}", f"a position in {name}, within {box}")


def _within(lon: float, lat: float, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def _names(row: _Row, table: _Table) -> tuple[Name, ...]:
    names = [Name(text, code) for code in ("en", "ar", "ckb") for text in _variants(row.cells[f"name_{code}"])]
    for part in _variants(row.cells["other_names"]):
        code, colon, text = part.partition(":")
        if not colon or not re.fullmatch(r"[a-z]{2,3}", code) or not text.strip():
            table.fault(row.line, f"other_names part {part!r}", "language:name, such as kmr:Kerkûk")
        else:
            names.append(Name(text.strip(), code))
    if not row.cells["name_en"]:
        table.fault(row.line, "no English name", "at least one in name_en")
    return tuple(names)


def _valid(row: _Row, table: _Table) -> tuple[int | None, int | None]:
    ends = [_year(row, row.cells[column], column, table) for column in YEAR_COLUMNS[:2]]
    _check_order(row, ends[0], ends[1], "valid_from", table)
    return ends[0], ends[1]


def _former_names(row: _Row, table: _Table) -> Iterator[Name]:
    for part in _variants(row.cells["former_names"]):
        match = _FORMER.fullmatch(part)
        if match is None:
            table.fault(
                row.line, f"former_names part {part!r}", "language:name:first-last, such as en:Ta'mim:1976-2006"
            )
            continue
        first, last = (_year(row, match[n] or "", "former_names", table) for n in (3, 4))
        _check_order(row, first, last, "former_names", table)
        yield Name(match[2].strip(), match[1], (first, last))


def _year(row: _Row, text: str, column: str, table: _Table) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdecimal() and int(text) in _YEARS:
        return int(text)
    table.fault(row.line, f"{column} {text!r}", f"a year within {_YEARS[0]}..{_YEARS[-1]}, or nothing")
    return None


def _check_order(row: _Row, first: int | None, last: int | None, column: str, table: _Table) -> None:
    if first is not None and last is not None and first > last:
        table.fault(row.line, f"{column} {first}-{last}", "a first year that is not after the last")


def _variants(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _by_id(rows: list[_Row], table: _Table) -> dict[str, _Row]:
    by_id: dict[str, _Row] = {}
    for row in rows:
        first = by_id.setdefault(row.id, row)
        if first is not row:
            table.fault(row.line, f"id {row.id!r} again (first in line {first.line})", "every id once")
    return by_id


def _check_parents(by_id: Mapping[str, _Row], table: _Table) -> None:
    for row in by_id.values():
        for column, units in (("parent", (row.parent,) if row.parent else ()), ("claimed_parent", row.claims)):
            for unit in units:
                if unit not in by_id:
                    table.fault(
                        row.line, f"{column} {unit!r}, which no row has as id", "the id of a unit of this table"
                    )
                elif by_id[unit].cells["kind"] not in UNIT_KINDS:
                    table.fault(
                        row.line, f"{column} {unit!r} of kind {by_id[unit].cells['kind']}", "an administrative unit"
                    )
        if row.id in _chain(row.parent, by_id):
            table.fault(
                row.line, f"a circle of parents from {row.id!r} back to itself", "a chain that ends in a country"
            )


def _chain(unit: str, by_id: Mapping[str, _Row]) -> tuple[str, ...]:
    chain: list[str] = []
    while unit in by_id and unit not in chain:
        chain.append(unit)
        unit = by_id[unit].parent
    return tuple(chain)


def _courses(path: Path, by_id: Mapping[str, _Row], table: _Table) -> dict[str, tuple[tuple[float, float], ...]]:
    courses: dict[str, tuple[tuple[float, float], ...]] = {}
    if not path.is_file():
        return courses
    for line, cells in _rows(path, LINE_COLUMNS, table):
        if cells["id"] not in by_id:
            table.fault(line, f"id {cells['id']!r}, which places.csv has not", "the id of a place")
        elif cells["id"] in courses:
            table.fault(line, f"id {cells['id']!r} again", "every id once")
        courses[cells["id"]] = _course(line, cells["points"], table)
    return courses


def _course(line: int, text: str, table: _Table) -> tuple[tuple[float, float], ...]:
    points = []
    for part in (part for part in text.split(";") if part.strip()):
        try:
            lon, lat = (float(number) for number in part.split())
        except ValueError:
            lon = lat = math.nan
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            table.fault(line, f"point {part.strip()!r}", "longitude and latitude in degrees with a space between")
        points.append((lon, lat))
    if len(points) < 2:
        table.fault(line, f"{len(points)} points", "at least two")
    return tuple(points)


def _place(row: _Row, by_id: Mapping[str, _Row], course: tuple[tuple[float, float], ...]) -> Place:
    parents = _chain(row.parent, by_id)
    family = (row, *(by_id[unit] for unit in parents))
    claimed = dict.fromkeys(unit for member in family for claim in member.claims for unit in _chain(claim, by_id))
    return Place(
        id=row.id,
        kind=row.cells["kind"],
        names=row.names,
        lon=row.lon,
        lat=row.lat,
        radius_km=row.radius_km,
        country=row.id[:2].upper(),
        parents=parents,
        claimed_parents=tuple(unit for unit in claimed if unit not in parents and unit != row.id),
        disputed=next((member.disputed for member in family if member.disputed is not None), 0.0),
        population=row.population,
        line=course,
        sources=tuple(part.strip() for part in re.split(r"[;|]", row.cells["sources"]) if part.strip()),
        note=row.cells["note"],
        valid=row.valid,
    )
