"""What changed between two editions, as a table for people and as GeoJSON for programs.

The table has a line for every field that differs, so that a spreadsheet can filter by field; an incident that came or
went has one line, one that is unchanged none. Report text is hostile: no cell is ever a formula (see
`geomap.store.spreadsheet`), in Excel's format each is marked as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import ExportError
from geomap.store.comparison import Change, Comparison
from geomap.store.draft import draft
from geomap.store.flat_json import write_geojson
from geomap.store.frame import clean, rows_of
from geomap.store.sidecar import drop_sidecar, sidecar_of, write_sidecar
from geomap.store.spreadsheet import guarded
from geomap.store.workbook import Sheet, write_workbook

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
    sheets: dict[str, Sheet] = {
        "Changes": (TABLE_COLUMNS, (line.values() for line in table(comparison))),
        "Counts": (("change", "incidents"), comparison.counts.items()),
        "Sources": (("attribution",), ((line,) for line in comparison.attribution)),
    }
    write_workbook(sheets, path)


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
