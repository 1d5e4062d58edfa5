"""Incidents as the page wants them: plain values for JSON, what is not known left out, reports named once."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from geomap.maps.shapes import SCALE, encoded_polygons
from geomap.records import COLUMNS, JSON_COLUMNS, Problem, attribution_of

if TYPE_CHECKING:
    import geopandas

    from geomap.gazetteer import Gazetteer

__all__ = ["contents"]

_UNITS = ("governorate", "district", "subdistrict")
_COMPARED = ("change", "change_detail")
"""Columns that a comparison of two editions adds, which the panel tells (`geomap.store.Comparison.frame`)."""
_UNIT_COLUMNS = (*_UNITS, "claimed_governorate")


def contents(
    incidents: geopandas.GeoDataFrame, gazetteer: Gazetteer, problems: Sequence[Problem | Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Return everything that the page tells, as plain values for JSON.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame
        Columns as in `geomap.records.COLUMNS`, any of them absent; a point geometry in any CRS stands in for ``lon``
        and ``lat``.
    gazetteer : Gazetteer
        For the kinds of the places chosen, the Arabic and Kurdish names of units, and whom to credit for the ground.
    problems : sequence of Problem or mapping
        Input that could not be read.

    Returns
    -------
    dict
        ``incidents`` (columns' names → values; ``report``: indexes into ``reports``; ``footprint``: polygons as
        `geomap.maps.shapes` encodes them), ``reports``, ``units`` (English name → names), ``problems``, ``documents``,
        ``publication``: what was coarsened and withheld, as `geomap.store.Edition.facts` tells it, or None;
        ``attribution``: the lines of the gazetteer, then those of ``incidents.attrs`` that it does not have.
    """
    frame = _positioned(incidents)
    rows = [_row(dict(zip(frame.columns, values, strict=True))) for values in frame.itertuples(index=False, name=None)]
    reports: dict[str, int] = {}
    for row in rows:
        row["report"] = [reports.setdefault(_key(report), len(reports)) for report in row.pop("reports", [])]
        place = gazetteer.places.get(row.get("place_id", ""))
        if place is not None:
            row["place_kind"] = place.kind
    return {
        "scale": SCALE,
        "incidents": rows,
        "reports": [json.loads(key) for key in reports],
        "units": _unit_names(rows, gazetteer),
        "problems": [asdict(p) if isinstance(p, Problem) else _plain_mapping(p) for p in problems],
        "documents": _plain(incidents.attrs.get("documents")),
        "publication": _plain(incidents.attrs.get("publication")),
        "attribution": attribution_of([*gazetteer.attribution, *attribution_of(incidents.attrs.get("attribution"))]),
    }


def _positioned(incidents: geopandas.GeoDataFrame) -> pd.DataFrame:
    """Return the columns that we know, with ``lon`` and ``lat`` from the geometry where they are absent."""
    known = [name for name in (*COLUMNS, *_COMPARED) if name in incidents.columns]
    frame = pd.DataFrame({name: incidents[name].astype(object) for name in known}, index=incidents.index)
    geometry = getattr(incidents, "_geometry_column_name", None)
    if geometry in incidents.columns and not {"lon", "lat"} <= set(known):
        points = incidents.geometry
        if points.crs is not None and points.crs.to_epsg() != 4326:
            points = points.to_crs(4326)
        frame["lon"] = [None if p is None or p.is_empty else p.centroid.x for p in points]
        frame["lat"] = [None if p is None or p.is_empty else p.centroid.y for p in points]
    return frame


def _row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of one incident; JSON text of flat formats is read, numbers and dates made plain."""
    row: dict[str, Any] = {}
    for name, value in values.items():
        if name == "footprint":
            plain: Any = _footprint(value)
        elif name in JSON_COLUMNS and isinstance(value, str):
            plain = json.loads(value) if value else None
        else:
            plain = _plain(value)
        if plain is not None and plain != [] and plain != {}:
            row[name] = plain
    for axis in ("lon", "lat"):
        if axis in row:
            row[axis] = round(float(row[axis]), 5)
    if not {"lon", "lat"} <= row.keys():
        row.pop("lon", None)
        row.pop("lat", None)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "tolist"):  # numpy's numbers and arrays
        return _plain(value.tolist())
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float | bool) else str(value)


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): _plain(item) for key, item in value.items()}


def _footprint(value: Any) -> list[list[list[int]]] | None:
    shape = shapely.from_wkt(value) if isinstance(value, str) and value else value
    if not isinstance(shape, shapely.Geometry) or shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return encoded_polygons(shape, max(east - west, north - south) / 400)  # under a pixel where it fills the screen


def _key(report: Mapping[str, Any]) -> str:
    return json.dumps({key: value for key, value in report.items() if value not in (None, "")}, ensure_ascii=False)


def _unit_names(rows: Iterable[Mapping[str, Any]], gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """Return Arabic and Kurdish names of the units that the incidents name in English."""
    wanted = {row[column] for row in rows for column in _UNIT_COLUMNS if column in row}
    wanted |= {unit for row in rows for level in _UNITS for unit in row.get(f"{level}_shares", {})}
    found: dict[str, dict[str, str]] = {}
    for place in gazetteer.of_kind(*_UNITS):
        if place.label in wanted:
            names = {language: place.name(language) for language in ("ar", "ckb")}
            known = {language: name for language, name in names.items() if name}
            found[place.label] = known | found.get(place.label, {})
    return dict(sorted(found.items()))
