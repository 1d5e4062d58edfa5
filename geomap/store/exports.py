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

The attribution that the licences of the gazetteer's sources ask for (``frame.attrs["attribution"]``) is written with
them: as a foreign member of GeoJSON, in the metadata of GeoPackage and GeoParquet, in KML's document. CSV and JSON
lines cannot hold it: it goes into a file beside them, see `geomap.store.sidecar`.
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
from geomap.records import attribution_of
from geomap.store import columnar, flat_json, kml, spreadsheet
from geomap.store.draft import draft
from geomap.store.frame import check, clean, credited, frame_of, rows_of
from geomap.store.sidecar import check_sidecar, drop_sidecar, read_sidecar, sidecar_of, write_sidecar

__all__ = ["FORMATS", "check_beside", "outputs", "read", "write"]

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    write: Callable[[Rows, Path, Sequence[str]], None]
    read: Callable[[Path], tuple[Rows, object]]
    beside: bool = False
    """Whether attribution goes into a file beside it."""


def _bare(name: str, write: Callable[[Rows, Path], None], read: Callable[[Path], Rows]) -> _Format:
    """Return a format that cannot hold attribution."""
    return _Format(
        name, lambda rows, path, _: write(rows, path), lambda path: (read(path), read_sidecar(path)), beside=True
    )


_TABLE: Mapping[str, _Format] = {
    ".geojson": _Format("GeoJSON", flat_json.write_geojson, flat_json.read_geojson),
    ".csv": _bare("CSV", spreadsheet.write_csv, spreadsheet.read_csv),
    ".gpkg": _Format("GeoPackage", columnar.write_geopackage, columnar.read_geopackage),
    ".parquet": _Format("GeoParquet", columnar.write_geoparquet, columnar.read_geoparquet),
    ".kml": _Format("KML", kml.write_kml, kml.read_kml),
    ".jsonl": _bare("JSON lines", flat_json.write_lines, flat_json.read_lines),
}

FORMATS: Mapping[str, str] = {ending: row.name for ending, row in _TABLE.items()}
"""Ending → name of every format that `write` and `read` know."""


def outputs(path: str | Path) -> tuple[Path, ...]:
    """Return every file that `write` writes for `path` where there is attribution: itself, and one beside a bare table.

    Raises
    ------
    ExportError
        For an ending that is none of `FORMATS`.
    """
    path = Path(path)
    return (path, sidecar_of(path)) if _format(path).beside else (path,)


def check_beside(path: str | Path) -> None:
    """Refuse `path` where `write` would put attribution over somebody's own description of the table.

    Raises
    ------
    ExportError
        If it would.
    """
    if _format(Path(path)).beside:
        check_sidecar(Path(path))


def write(frame: gpd.GeoDataFrame, path: str | Path, *, attribution: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Write incidents to `path`, in the format that its ending names; a file that is there is replaced.

    The file appears whole or not at all (see `draft`). A missing folder is made.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `to_frame` and `read` return it, EPSG:4326. Columns beyond `geomap.records.COLUMNS` are left out.
    path : str or pathlib.Path
        Ending in one of `FORMATS`, in any case.
    attribution : sequence of str, optional
        Lines to stand instead of ``frame.attrs["attribution"]``; a frame made by hand has none. The note of what was
        `geomap.store.published` is always the last of them.

    Returns
    -------
    tuple of Path
        The files that were written: `path`, and what holds the attribution beside it, if anything.

    Raises
    ------
    ExportError
        For another ending, a frame without the record's columns, a point at (0, 0), or a place that cannot be written;
        where a file beside it, which attribution would replace, was not written by geomap.
    InputError
        If the attribution is no list of texts.
    """
    path = Path(path)
    chosen = _format(path)
    check(frame)
    lines = attribution_of(clean(frame.attrs.get("attribution") if attribution is None else attribution))
    lines = attribution_of([*lines, *_note(frame)])
    rows = rows_of(frame)
    try:
        with draft(path) as new:
            chosen.write(rows, new, lines)
            if chosen.beside and lines:
                write_sidecar(path, lines)  # moved into its place first: data never stand without their attribution
        if chosen.beside and not lines:
            drop_sidecar(path)
    except (DataSourceError, DataLayerError) as error:
        raise ExportError(f"{path} cannot be written: {error}.", "Is the disk full?") from error
    except ExportError:
        raise
    except (ValueError, TypeError) as error:
        raise ExportError(f"A value does not fit into {chosen.name}: {error}.", "Did you change the table?") from error
    return outputs(path) if lines else (path,)


def read(path: str | Path) -> gpd.GeoDataFrame:
    """Return the incidents that `write` wrote to `path`, row for row.

    Returns
    -------
    geopandas.GeoDataFrame
        As `to_frame` gives it, ``attrs["attribution"]`` included; points are taken from ``lon`` and ``lat``.

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
        rows, attribution = chosen.read(path)
        frame = credited(frame_of(rows), attribution_of(attribution))
    except ExportError:
        raise
    except KeyError as error:
        raise ExportError(f"{path} has no column {error}.", "Was it written by geomap?") from error
    except (ValueError, TypeError, OSError, RecursionError, ParseError, DataSourceError, DataLayerError) as error:
        raise ExportError(f"{path} cannot be read as {chosen.name}: {error}.", "Was it written by geomap?") from error
    check(frame)
    return frame


def _note(frame: gpd.GeoDataFrame) -> list[str]:
    """Return what `geomap.store.published` did to the incidents: it goes where they go."""
    facts = frame.attrs.get("publication")
    return [clean(str(facts["note"]))] if isinstance(facts, Mapping) and facts.get("note") else []


def _format(path: Path) -> _Format:
    try:
        return _TABLE[path.suffix.lower()]
    except KeyError:
        known = ", ".join(f"{ending} ({name})" for ending, name in FORMATS.items())
        raise ExportError(f"{path.name} ends in no format that geomap writes.", f"Use one of {known}.") from None
