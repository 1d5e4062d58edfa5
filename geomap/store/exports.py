"""Writing incidents to a file and reading them back; the file's ending chooses the format.

==============  ==============  =================================================================================
ending          format          good for
==============  ==============  =================================================================================
``.geojson``    GeoJSON         the web, and programs of your own: lists stay lists
``.csv``        CSV             Excel and statistics packages
``.gpkg``       GeoPackage      QGIS, ArcGIS
``.parquet``    GeoParquet      geopandas, DuckDB; point and footprint are both geometries
``.kml``        KML             Google Earth
``.jsonl``      JSON lines      streams
==============  ==============  =================================================================================

In all of them the columns are `geomap.records.COLUMNS`. Lists and mappings are JSON text where the format knows only
flat values (CSV, GeoPackage, GeoParquet, KML); the footprint is WKT except in GeoParquet. The same frame gives the same
bytes in every format, with the same versions of GDAL and Arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import geopandas as gpd
from pyogrio.errors import DataLayerError, DataSourceError

from geomap.errors import ExportError
from geomap.store import columnar, flat_json, kml, spreadsheet
from geomap.store.draft import draft
from geomap.store.frame import check, frame_of, rows_of

__all__ = ["FORMATS", "read", "write"]

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    write: Callable[[Rows, Path], None]
    read: Callable[[Path], Rows]


_TABLE: Mapping[str, _Format] = {
    ".geojson": _Format("GeoJSON", flat_json.write_geojson, flat_json.read_geojson),
    ".csv": _Format("CSV", spreadsheet.write_csv, spreadsheet.read_csv),
    ".gpkg": _Format("GeoPackage", columnar.write_geopackage, columnar.read_geopackage),
    ".parquet": _Format("GeoParquet", columnar.write_geoparquet, columnar.read_geoparquet),
    ".kml": _Format("KML", kml.write_kml, kml.read_kml),
    ".jsonl": _Format("JSON lines", flat_json.write_lines, flat_json.read_lines),
}

FORMATS: Mapping[str, str] = {ending: row.name for ending, row in _TABLE.items()}
"""Ending → name of every format that `write` and `read` know."""


def write(frame: gpd.GeoDataFrame, path: str | Path) -> None:
    """Write incidents to `path`, in the format that its ending names; a file that is there is replaced.

    The file appears whole or not at all (see `draft`). A missing folder is made.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `to_frame` and `read` return it, EPSG:4326. Columns beyond `geomap.records.COLUMNS` are left out.
    path : str or pathlib.Path
        Ending in one of `FORMATS`, in any case.

    Raises
    ------
    ExportError
        For another ending, a frame without the record's columns, a point at (0, 0), or a place that cannot be written.
    """
    path = Path(path)
    chosen = _format(path)
    check(frame)
    rows = rows_of(frame)
    try:
        with draft(path) as beside:
            chosen.write(rows, beside)
    except (DataSourceError, DataLayerError) as error:
        raise ExportError(f"{path} cannot be written: {error}.", "Is the disk full?") from error
    except ExportError:
        raise
    except (ValueError, TypeError) as error:
        raise ExportError(f"A value does not fit into {chosen.name}: {error}.", "Did you change the table?") from error


def read(path: str | Path) -> gpd.GeoDataFrame:
    """Return the incidents that `write` wrote to `path`, row for row.

    Returns
    -------
    geopandas.GeoDataFrame
        As `to_frame` gives it; points are taken from ``lon`` and ``lat``.

    Raises
    ------
    ExportError
        Where the file is missing, broken, or not written by geomap.
    """
    path = Path(path)
    chosen = _format(path)
    if not path.is_file():
        raise ExportError(f"There is no file {path}.", "Check the name.")
    try:
        frame = frame_of(chosen.read(path))
    except KeyError as error:
        raise ExportError(f"{path} has no column {error}.", "Was it written by geomap?") from error
    except (ValueError, TypeError, OSError, ParseError, DataSourceError, DataLayerError) as error:
        raise ExportError(f"{path} cannot be read as {chosen.name}: {error}.", "Was it written by geomap?") from error
    check(frame)
    return frame


def _format(path: Path) -> _Format:
    try:
        return _TABLE[path.suffix.lower()]
    except KeyError:
        known = ", ".join(f"{ending} ({name})" for ending, name in FORMATS.items())
        raise ExportError(f"{path.name} ends in no format that geomap writes.", f"Use one of {known}.") from None
