"""Tables that an analysis gives, as files: ``.csv`` and ``.xlsx`` for people, ``.geojson`` for maps.

Names of units can come from the incidents, so cells are guarded as those of the incidents are
(`geomap.store.spreadsheet`); in ``.xlsx`` texts are stored as texts, which no spreadsheet runs. The same table gives
the same bytes: the workbook bears no clock.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from geomap.errors import ExportError
from geomap.records import attribution_of
from geomap.store.draft import draft
from geomap.store.frame import clean
from geomap.store.sidecar import check_sidecar, drop_sidecar, sidecar_of, write_sidecar
from geomap.store.spreadsheet import guarded
from geomap.store.workbook import write_workbook

__all__ = ["TABLE_FORMATS", "table_outputs", "write_table"]

Rows = Sequence[Mapping[str, Any]]

_DECIMALS = 6
"""Decimals of numbers: a millionth of an incident says all, and hides the last bit in which machines may differ."""


def table_outputs(path: str | Path) -> tuple[Path, ...]:
    """Return the files that `write_table` writes for `path` where there is attribution.

    Raises
    ------
    ExportError
        For an ending that is none of `TABLE_FORMATS`.
    """
    path = Path(path)
    _form(path)
    return (path,) if path.suffix.lower() == ".geojson" else (path, sidecar_of(path))


def write_table(frame: pd.DataFrame, path: str | Path, *, attribution: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write a table to `path`, in the format that its ending names; a file that is there is replaced.

    Parameters
    ----------
    frame : pandas.DataFrame or geopandas.GeoDataFrame
        Numbers, texts, days and, as ``geometry``, shapes in EPSG:4326, which only GeoJSON keeps.
    path : str or pathlib.Path
        Ending in one of `TABLE_FORMATS`, in any case.
    attribution : sequence of str
        Lines that stand in GeoJSON as a foreign member, else in a file beside (`geomap.store.sidecar`).

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    ExportError
        For another ending, for GeoJSON without shapes, or where it cannot be written.
    """
    path = Path(path)
    write = _form(path)
    lines = attribution_of(clean(list(attribution)))
    beside = path.suffix.lower() != ".geojson"
    if not beside and "geometry" not in frame.columns:
        raise ExportError(f"{path.name}: this table has no shapes for GeoJSON.", "Write .csv or .xlsx.")
    if beside:
        check_sidecar(path)
    rows = [
        {str(name): _plain(value) for name, value in zip(frame.columns, values, strict=True)}
        for values in frame.itertuples(index=False, name=None)
    ]
    with draft(path) as new:
        write(rows, [str(name) for name in frame.columns], new, lines)
    if beside and lines:
        write_sidecar(path, lines)
    elif beside:
        drop_sidecar(path)
    return table_outputs(path) if lines else (path,)


def _csv(rows: Rows, names: Sequence[str], path: Path, lines: Sequence[str]) -> None:  # noqa: ARG001  (one shape for all)
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    kept = _flat(names)
    sheet.writerow(kept)
    sheet.writerows([_cell(row[name]) for name in kept] for row in rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _xlsx(rows: Rows, names: Sequence[str], path: Path, lines: Sequence[str]) -> None:  # noqa: ARG001
    kept = _flat(names)
    write_workbook({"table": (kept, ([row[name] for name in kept] for row in rows))}, path)


def _geojson(rows: Rows, names: Sequence[str], path: Path, lines: Sequence[str]) -> None:
    kept = _flat(names)
    features = ",\n".join(_feature(row, kept) for row in rows)
    credit = f'"attribution": {_json(list(lines))}, ' if lines else ""
    text = f'{{"type": "FeatureCollection", "name": "table", {credit}"features": [\n{features}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def _feature(row: Mapping[str, Any], names: Sequence[str]) -> str:
    shape = row["geometry"]
    geometry = "null" if shape is None else shapely.to_geojson(shapely.set_precision(shape, 1e-5, mode="pointwise"))
    return f'{{"type": "Feature", "properties": {_json({n: row[n] for n in names})}, "geometry": {geometry}}}'


_TABLE: Mapping[str, Callable[[Rows, Sequence[str], Path, Sequence[str]], None]] = {
    ".csv": _csv,
    ".geojson": _geojson,
    ".xlsx": _xlsx,
}

TABLE_FORMATS: tuple[str, ...] = tuple(_TABLE)
"""Endings of the formats that `write_table` knows."""


def _form(path: Path) -> Callable[[Rows, Sequence[str], Path, Sequence[str]], None]:
    try:
        return _TABLE[path.suffix.lower()]
    except KeyError:
        known = ", ".join(TABLE_FORMATS)
        raise ExportError(f"{path.name} ends in no format for tables.", f"Use one of {known}.") from None


def _flat(names: Sequence[str]) -> list[str]:
    return [name for name in names if name != "geometry"]


def _plain(value: Any) -> Any:
    """Return what JSON and spreadsheets know: None for what is not known, days in ISO 8601, rounded numbers."""
    if isinstance(value, shapely.Geometry):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        rounded = round(value, _DECIMALS) if math.isfinite(value) else None
        return int(rounded) if rounded is not None and rounded == int(rounded) else rounded
    if isinstance(value, date):
        return value.isoformat()[:10]
    return clean(value)


def _cell(value: Any) -> Any:
    return guarded(value) if isinstance(value, str) else "" if value is None else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
