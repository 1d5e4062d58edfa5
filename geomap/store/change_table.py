"""What changed between two editions, as a table for people and as GeoJSON for programs.

The table has a line for every field that differs, so that a spreadsheet can filter by field; an incident that came or
went has one line, one that is unchanged none. Report text is hostile: no cell is ever a formula (see
`geomap.store.spreadsheet`), in Excel's format each is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geomap.errors import ExportError
from geomap.store.comparison import Change, Comparison
from geomap.store.draft import draft
from geomap.store.flat_json import write_geojson
from geomap.store.frame import clean, rows_of
from geomap.store.sidecar import drop_sidecar, sidecar_of, write_sidecar
from geomap.store.spreadsheet import guarded

__all__ = ["CHANGE_FORMATS", "TABLE_COLUMNS", "table", "write_changes"]

TABLE_COLUMNS = (
    "change",
    "id",
    "id_before",
    "matched",
    "summary",
    "date_start",
    "governorate",
    "district",
    "field",
    "before",
    "after",
    "moved_km",
)
"""Columns of the table. ``matched``: how the two editions' rows were found to be one. ``field``, ``before``, ``after``:
what differs; of a point that moved ``lon, lat``; of what was merged or split the incident that it is, or was, part of.
"""

LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP file can tell, in place of the time of writing: the same table gives the same bytes."""

Line = dict[str, Any]


def table(comparison: Comparison) -> list[Line]:
    """Return the lines of the table, each with `TABLE_COLUMNS`."""
    return [line for change in comparison.changes for line in _lines(change)]


def write_changes(comparison: Comparison, path: str | Path) -> tuple[Path, ...]:
    """Write what changed to `path`, in the format that its ending names; the file appears whole or not at all.

    Parameters
    ----------
    comparison : Comparison
    path : str or pathlib.Path
        Ending in one of `CHANGE_FORMATS`.

    Returns
    -------
    tuple of Path
        The files that were written: `path`, and for CSV what holds the attribution beside it, if there is any.

    Raises
    ------
    ExportError
        For another ending, and where it cannot be written.
    """
    path = Path(path)
    writer = CHANGE_FORMATS.get(path.suffix.lower())
    if writer is None:
        raise ExportError(f"{path.name} is no table of changes.", f"Use one of {', '.join(CHANGE_FORMATS)}.")
    with draft(path) as new:
        writer(comparison, new)
        if path.suffix.lower() == ".csv" and comparison.attribution:
            write_sidecar(path, comparison.attribution)
            return path, sidecar_of(path)
    if path.suffix.lower() == ".csv":
        drop_sidecar(path)
    return (path,)


def _lines(change: Change) -> Iterator[Line]:
    if change.kind == "unchanged":
        return
    old, new, row = change.old, change.new, change.row
    line: Line = dict.fromkeys(TABLE_COLUMNS)
    line |= {name: row[name] for name in ("id", "summary", "date_start", "governorate", "district")}
    line |= {"change": change.kind, "matched": change.matched or None}
    if old is None or new is None:
        yield line | ({"field": "part of", "after": change.other} if change.other else {})
        return
    line["id_before"] = old["id"] if old["id"] != new["id"] else None
    if change.moved_km is not None:
        places = [f"{r['lon']:.5f}, {r['lat']:.5f}" for r in (old, new)]
        yield line | {"field": "lon, lat", "before": places[0], "after": places[1], "moved_km": change.moved_km}
    for found in change.differences:
        yield line | {"field": found.field, "before": found.before, "after": found.after}


def _write_csv(comparison: Comparison, path: Path) -> None:
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(TABLE_COLUMNS)
    for line in table(comparison):
        sheet.writerow(["" if value is None else _guarded(value) for value in line.values()])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _guarded(value: Any) -> str:
    return guarded(clean(value)) if isinstance(value, str) else str(value)


def _write_xlsx(comparison: Comparison, path: Path) -> None:
    """Write a sheet of changes, one of counts, and one of sources."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _fill(book.create_sheet("Changes"), TABLE_COLUMNS, (line.values() for line in table(comparison)))
    _fill(book.create_sheet("Counts"), ("change", "incidents"), comparison.counts.items())
    _fill(book.create_sheet("Sources"), ("attribution",), ((line,) for line in comparison.attribution))
    book.properties.creator = "geomap"
    book.properties.created = datetime(*_EPOCH[:3])
    held = io.BytesIO()
    book.save(held)
    _timeless(held, path)


def _fill(sheet: Any, heads: Sequence[str], lines: Any) -> None:
    from openpyxl.styles import Font

    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = clean(value)[:LONGEST_CELL]
                cell.data_type = "s"  # text, whatever it begins with
            elif value is not None:
                cell.value = value


def _timeless(held: io.BytesIO, path: Path) -> None:
    """Write the workbook without the time of writing, which Excel's format tells in two places."""
    with ZipFile(held) as given, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            kept.writestr(ZipInfo(name, _EPOCH), data, ZIP_DEFLATED)


def _write_geojson(comparison: Comparison, path: Path) -> None:
    frame = comparison.frame()
    extra = [
        name for name in frame.columns if name.startswith("change") or name.endswith("_before") or name == "moved_km"
    ]
    columns = {name: [_plain(value) for value in frame[name]] for name in extra}
    rows = [{**row, **{name: columns[name][number] for name in extra}} for number, row in enumerate(rows_of(frame))]
    write_geojson(rows, path, comparison.attribution)


def _plain(value: Any) -> Any:
    return None if value is None or value != value else clean(value)


CHANGE_FORMATS: Mapping[str, Callable[[Comparison, Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".geojson": _write_geojson,
}
"""Ending → what writes it."""
