"""GeoPackage and GeoParquet, through Arrow columns of one schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

from geomap.records import COLUMNS
from geomap.store.frame import CRS

__all__ = ["read_geopackage", "read_geoparquet", "write_geopackage", "write_geoparquet"]

LAYER = "incidents"
"""Name of the GeoPackage's layer."""

_STAMP = "2000-01-01T00:00:00.000Z"
"""GDAL writes the time of writing into a GeoPackage; a fixed one keeps the bytes the same."""

_ATTRS = b"PANDAS_ATTRS"
"""Key under which geopandas and pandas keep a frame's ``attrs`` in the metadata of a Parquet schema."""

_TYPES = {"text": pa.string(), "json": pa.string(), "date": pa.date32(), "integer": pa.int64(), "real": pa.float64()}

Rows = Sequence[Mapping[str, Any]]


def write_geopackage(rows: Rows, path: Path, attribution: Sequence[str] = ()) -> None:
    """Write one layer of points, the footprint as WKT, lists as JSON text.

    Attribution stands in the layer's metadata as a JSON array, and in its description, which is what QGIS and ArcGIS
    show.
    """
    credit: dict[str, Any] = {}
    if attribution:
        credit["layer_metadata"] = {"attribution": json.dumps(attribution, ensure_ascii=False)}
        credit["layer_options"] = {"DESCRIPTION": "\n".join(attribution)}
    with _clock(_STAMP):
        pyogrio.write_dataframe(
            _frame(rows),
            path,
            layer=LAYER,
            driver="GPKG",
            geometry_type="Point",
            use_arrow=True,
            promote_to_multi=False,
            **credit,
        )


def read_geopackage(path: Path) -> tuple[list[dict[str, Any]], object]:
    """Return the rows of the layer, in the order of writing, and its attribution."""
    _, table = pyogrio.read_arrow(path, layer=LAYER, columns=list(COLUMNS), read_geometry=False)
    metadata = pyogrio.read_info(path, layer=LAYER)["layer_metadata"] or {}
    return _rows(table), json.loads(metadata.get("attribution", "null"))


def write_geoparquet(rows: Rows, path: Path, attribution: Sequence[str] = ()) -> None:
    """Write points and footprints as geometries, lists as JSON text.

    Attribution stands in the schema's metadata where geopandas and pandas keep ``attrs``, and so comes back as such.
    """
    frame = _frame(rows)
    frame.attrs = {"attribution": list(attribution)} if attribution else {}
    frame["footprint"] = gpd.GeoSeries.from_wkt([row["footprint"] for row in rows], crs=CRS)
    frame.to_parquet(path, index=False, compression="zstd")


def read_geoparquet(path: Path) -> tuple[list[dict[str, Any]], object]:
    """Return the rows, in the order of writing, and their attribution."""
    table = pq.read_table(path)
    rows = _rows(table)
    for row in rows:
        row["footprint"] = shapely.from_wkb(row["footprint"])
    attrs = json.loads((table.schema.metadata or {}).get(_ATTRS, b"{}"))
    return rows, attrs.get("attribution") if isinstance(attrs, dict) else None


def _frame(rows: Rows) -> gpd.GeoDataFrame:
    data: dict[str, Any] = {}
    for name, kind in COLUMNS.items():
        cells = [_arrow_value(row[name], kind) for row in rows]
        data[name] = pd.arrays.ArrowExtensionArray(pa.array(cells, _TYPES.get(kind, pa.string())))
    points = [None if row["lon"] is None else shapely.Point(row["lon"], row["lat"]) for row in rows]
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(points, crs=CRS), crs=CRS)


def _arrow_value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False) if kind == "json" else value


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    columns = {name: table[name].to_pylist() for name in COLUMNS}
    for name, kind in COLUMNS.items():
        if kind == "json":
            columns[name] = [None if cell is None else json.loads(cell) for cell in columns[name]]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


@contextmanager
def _clock(stamp: str) -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
