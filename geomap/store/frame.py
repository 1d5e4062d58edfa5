"""Incidents ↔ one GeoDataFrame; the only place that knows the columns' types.

=========  =======================================  ==========
kind       in the frame                             not known
=========  =======================================  ==========
text       str (``object``)                         None
date       ``datetime64[s]``, midnight              NaT
integer    ``Int64``                                NA
real       ``float64``                              NaN
json       list or dict (``object``)                None
polygon    geometry, EPSG:4326                      None
=========  =======================================  ==========
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.errors import CoordinateError, ExportError
from geomap.geodesy import check_lonlat
from geomap.records import COLUMNS, Incident, attribution_of

__all__ = ["CRS", "check", "clean", "credited", "frame_of", "rows_of", "to_frame"]

CRS = "EPSG:4326"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2), UTF-8 or SQLite's text cannot carry: controls, lone surrogates, two non-characters."""


def to_frame(incidents: Sequence[Incident], attribution: Sequence[str] = ()) -> gpd.GeoDataFrame:
    """Return the table of `incidents`: one row each, in their order.

    Parameters
    ----------
    incidents : sequence of Incident
        None is dropped: one that could not be placed has a null point.
    attribution : sequence of str
        The lines that the licences of the gazetteer's sources ask for; they become ``attrs["attribution"]``, a list,
        where there are any. pandas keeps it through filters and sorts, and in a concatenation where all have the same.

    Returns
    -------
    geopandas.GeoDataFrame
        `geomap.records.COLUMNS` in their order, then ``geometry``: the point (lon, lat) or None, EPSG:4326.
        ``footprint`` is a geometry column too. Types as in the head of this module. Characters that no format carries
        (NUL and other controls, lone surrogates) are U+FFFD, one for one, so that offsets still hold; an empty text is
        None.

    Raises
    ------
    ExportError
        For an incident at (0, 0) or at no position on Earth.
    """
    frame = credited(frame_of(incident.row() for incident in incidents), attribution)
    check(frame)
    return frame


def frame_of(rows: Iterable[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Return the frame of flat rows: dates as `datetime.date` or ISO 8601, footprints as geometry or WKT."""
    rows = list(rows)
    data = {name: _series([row[name] for row in rows], kind) for name, kind in COLUMNS.items()}
    points = shapely.points(data["lon"].to_numpy(), data["lat"].to_numpy())
    points[(data["lon"].isna() & data["lat"].isna()).to_numpy()] = None
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(points, crs=CRS), crs=CRS)


def credited(frame: gpd.GeoDataFrame, attribution: Sequence[str]) -> gpd.GeoDataFrame:
    """Return `frame` with the lines, as texts that every format carries, in its ``attrs``."""
    lines = attribution_of(clean(attribution))
    if lines:
        frame.attrs["attribution"] = list(lines)
    return frame


def rows_of(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the frame as rows of what JSON knows: dates in ISO 8601, footprints as WKT, None for what is not known.

    The WKT gives each coordinate with as many digits as it needs to be read back exactly.
    """
    columns = [_plain(frame[name], kind) for name, kind in COLUMNS.items()]
    return [dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]


def check(frame: gpd.GeoDataFrame) -> None:
    """Refuse a frame that cannot be written.

    Raises
    ------
    ExportError
        Where a column is missing, a point lies at (0, 0) or nowhere, or ``geometry`` is not the point (lon, lat).
    """
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise ExportError(
            f"The table lacks the columns {', '.join(missing)}.", "Give what `to_frame` or `read` returned."
        )
    for name, lon, lat, point in zip(frame["id"], frame["lon"], frame["lat"], frame.geometry, strict=True):
        _check_point(name, lon, lat)
        there = None if point is None or point.is_empty else (point.x, point.y)
        if there != (None if pd.isna(lon) else (lon, lat)):
            raise ExportError(
                f"Incident {name} has its geometry at {there}, but lon, lat say ({lon}, {lat}).",
                "Change both, or neither.",
            )


def clean(value: Any) -> Any:
    """Return text, or every text in a list or mapping, with U+FFFD for each character that no format can carry."""
    if isinstance(value, str):
        return _UNWRITABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


def _check_point(name: str, lon: float, lat: float) -> None:
    if pd.isna(lon) and pd.isna(lat):
        return
    if lon == 0 and lat == 0:
        raise ExportError(
            f"Incident {name} lies at (0, 0), which is what faulty software writes for 'not known'.",
            "Give null coordinates to what cannot be placed.",
        )
    try:
        check_lonlat(lon, lat)
    except CoordinateError as error:
        raise ExportError(f"Incident {name}: {error.what}", error.hint) from error


def _series(values: list[Any], kind: str) -> pd.Series[Any] | gpd.GeoSeries:
    if kind == "integer":
        return pd.Series(pd.array(values, dtype="Int64"))
    if kind == "real":
        return pd.Series([math.nan if value is None else value for value in values], dtype="float64")
    if kind == "date":
        days = ["NaT" if value is None else str(value) for value in values]
        return pd.Series(np.array(days, dtype="datetime64[s]"))
    if kind == "polygon":
        shapes = [shapely.from_wkt(value) if isinstance(value, str) else value for value in values]
        return gpd.GeoSeries(shapes, crs=CRS)
    return pd.Series([None if value == "" else clean(value) for value in values], dtype=object)


def _plain(column: pd.Series[Any], kind: str) -> list[Any]:
    if kind == "polygon":
        shapes = np.asarray(column, dtype=object)
        return list(shapely.to_wkt(shapes, rounding_precision=18))
    if kind == "json":
        return [clean(value) if isinstance(value, (list, tuple, Mapping)) else None for value in column]
    return [None if pd.isna(value) else _TURN[kind](value) for value in column]


def _text(value: Any) -> str | None:
    return clean(str(value)) or None


def _iso(value: Any) -> str:
    if isinstance(value, str):
        return date.fromisoformat(value).isoformat()
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


_TURN: Mapping[str, Callable[[Any], Any]] = {"integer": int, "real": float, "date": _iso, "text": _text}
