"""Incidents as the page wants them: columns that it holds from the start, and details that it opens when asked.

Whatever filters, list and map need at once goes into columns (`geomap.maps.packing`); what the panel alone tells goes
into chunks of `CHUNK` rows, each deflated by itself. Nothing here runs once for each row and column but what the
incident's own lists ask for, so that a million rows without text take seconds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.errors import InputError
from geomap.maps.area_layers import AreaLayers, area_layers
from geomap.maps.coders import days_of, known_columns, numbers_of
from geomap.maps.inhabitants import Population
from geomap.maps.line_layer import GivenLine, line_layer
from geomap.maps.packing import Packer, chunks, coded, deflated, plain_json
from geomap.maps.shapes import SCALE, encoded_polygons
from geomap.records import COLUMNS, JSON_COLUMNS, Problem, attribution_of

if TYPE_CHECKING:
    import geopandas

    from geomap.gazetteer import Gazetteer

__all__ = ["CHUNK", "Contents", "contents"]

Numbers = NDArray[np.int64]

CHUNK = 400
"""Rows of a chunk of details: some 100 KB of full text, which a browser opens in a few milliseconds."""

_STEPS = 100_000
"""Of a position in a degree: about a metre."""
_NOWHERE = -91 * _STEPS
"""Latitude of what has no place."""
_NONE = -(2**31)

_UNITS = ("governorate", "district", "subdistrict")
_UNIT_COLUMNS = (*_UNITS, "claimed_governorate")
_UNIT_KINDS = frozenset({"country", *_UNITS, "region"})
_NAMES = ("place_name_en", "place_name_ar", "place_name_ckb", "place_text", "place_id", *_UNIT_COLUMNS)
_KINDS = ("event_type", "sub_event_type", "factuality", "date_precision", "perpetrator", "target", "location_method")
_WORDS = (*_KINDS, *_NAMES, "status", "change")
"""Columns of words that the page holds from the start: it filters by them, or an entry of the list tells them."""
_FIGURES = ("killed_min", "killed_max", "injured_min", "injured_max", "killed_attackers", "abducted", "arrested")
_LISTS = ("weapons", *(f"{level}_shares" for level in _UNITS))
_RESIDENT = frozenset((*_WORDS, *_FIGURES, *_LISTS, "date_start", "date_end", "lon", "lat", "geo_precision"))
_ELSEWHERE = frozenset({"reports", "footprint", "disputed"})
_REST = tuple(name for name in (*COLUMNS, "note", "change_detail") if name not in _RESIDENT | _ELSEWHERE)
"""Columns that the panel alone tells."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the page tells.

    Parameters
    ----------
    header : dict
        Plain values for JSON: ``table`` (``length``, ``chunk``: rows of one, ``reports``: how many, ``layout`` as
        `Packer` tells it), ``documents``, ``problems``, ``scale`` of the polygons, ``steps`` of positions in a degree,
        ``publication``: what was coarsened and withheld, as `geomap.store.Edition.facts` tells it, or None,
        ``attribution``: the lines of the gazetteer, then those of ``incidents.attrs`` that it does not have.
    blocks : dict
        Name → text of base64: ``columns`` (numbers), ``values`` (JSON: the columns' words; ``units``: English name →
        names; ``areas``: polygons of units that are all that is known; ``line``, where there is one, as
        `geomap.maps.line_layer.LineLayer.data`; ``people``: level of the units whose inhabitants are known),
        ``details`` and ``reports`` (JSON, a line for each chunk, empty where there is nothing to tell), ``areas``
        (JSON: what counting by area needs, as `geomap.maps.area_layers.AreaLayers.data`, opened when the
        reader first counts by area).
    """

    header: dict[str, Any]
    blocks: dict[str, str] = field(default_factory=dict)


def contents(
    incidents: geopandas.GeoDataFrame,
    gazetteer: Gazetteer,
    problems: Sequence[Problem | Mapping[str, Any]] = (),
    line: GivenLine | None = None,
    population: Population | None = None,
) -> Contents:
    """Return everything that the page tells.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame
        Columns as in `geomap.records.COLUMNS`, any of them absent; a point geometry in any CRS stands in for ``lon``
        and ``lat``; of ACLED's and UCDP's columns see `geomap.maps.coders`.
    gazetteer : Gazetteer
        For the kinds of the places chosen, the Arabic and Kurdish names of units, and whom to credit for the ground.
    problems : sequence of Problem or mapping
        Input that could not be read.
    line : GivenLine, optional
        What incidents may lie near.
    population : path or mapping, optional
        People by unit, as `geomap.maps.inhabitants` takes them.
    """
    frame = known_columns(incidents, COLUMNS)
    lon, lat = _positions(incidents, frame)
    packer = _packed_positions(lon, lat)
    placed = ~np.isnan(lon)
    words = {name: coded(frame[name]) for name in _WORDS if name in frame}
    _pack_words(packer, words, gazetteer)
    _pack_numbers(packer, frame)
    _pack_lists(packer, frame, placed)
    areas, only_area = _pack_areas(packer, frame, words, placed, gazetteer)
    reports = _pack_reports(packer, frame)
    layers = area_layers(frame.assign(lon=lon, lat=lat), gazetteer, population=population)
    _pack_layers(packer, layers)
    more = _pack_line(packer, frame.assign(lon=lon, lat=lat), line) if line else {}
    more |= {"people": people["level"]} if (people := layers.data["people"]) else {}
    details = {name: _plain_column(frame[name], name in JSON_COLUMNS) for name in _REST if name in frame}
    if "footprint" in frame:
        details["footprint"] = [
            None if skip else _footprint(shape) for shape, skip in zip(frame["footprint"], only_area, strict=True)
        ]
    blocks = {
        "columns": deflated(packer.bytes()),
        "values": deflated(
            plain_json({**packer.values, "units": _unit_names(packer, gazetteer), "areas": areas, **more})
        ),
        "details": "\n".join(chunks(details, len(frame), CHUNK)) if details else "",
        "reports": "\n".join(deflated(plain_json(reports[n : n + CHUNK])) for n in range(0, len(reports), CHUNK)),
        "areas": deflated(plain_json(layers.data)),
    }
    table = {"length": len(frame), "chunk": CHUNK, "reports": len(reports), "layout": packer.layout}
    header = {
        "scale": SCALE,
        "steps": _STEPS,
        "table": table,
        "problems": [asdict(p) if isinstance(p, Problem) else _plain_mapping(p) for p in problems],
        "documents": _plain(incidents.attrs.get("documents")),
        "publication": _plain(incidents.attrs.get("publication")),
        "attribution": attribution_of([*gazetteer.attribution, *attribution_of(incidents.attrs.get("attribution"))]),
    }
    return Contents(header, blocks)


def _positions(
    incidents: geopandas.GeoDataFrame, frame: pd.DataFrame
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes, both NaN where the incident has no place; from the geometry where absent."""
    if {"lon", "lat"} <= set(frame.columns):
        lon, lat = (numbers_of(frame[axis]).to_numpy(dtype=float, copy=True) for axis in ("lon", "lat"))
    elif getattr(incidents, "_geometry_column_name", None) in incidents.columns:
        shapes = incidents.geometry
        if shapes.crs is not None and shapes.crs.to_epsg() != 4326:
            shapes = shapes.to_crs(4326)
        if not (shapes.geom_type.dropna() == "Point").all():
            shapes = shapes.centroid
        points = np.asarray(shapes.array)
        lon, lat = shapely.get_x(points), shapely.get_y(points)
    else:
        raise InputError(
            f"The table has no positions, only {', '.join(map(str, incidents.columns[:12])) or 'no columns'}.",
            "Name its columns lon and lat (or longitude, latitude; degrees, WGS 84), or give points.",
        )
    known = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    if "location_method" in frame:
        known &= (frame["location_method"] != "unplaced").to_numpy(dtype=bool)
    return np.where(known, lon, np.nan), np.where(known, lat, np.nan)


def _packed_positions(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Packer:
    """Return a packer that holds the positions: each spot once, where most rows share theirs, else row by row."""
    known = ~np.isnan(lon)
    east = np.where(known, np.round(lon * _STEPS), 0).astype(np.int64)
    north = np.where(known, np.round(lat * _STEPS), 0).astype(np.int64)
    width = 360 * _STEPS + 1
    both = np.where(known, (north + 90 * _STEPS) * width + east + 180 * _STEPS, -1)
    spots, codes = np.unique(np.concatenate([[-1], both]), return_inverse=True)
    codes = codes[1:].astype(np.int64)
    if 2 * len(spots) > len(lon):
        packer = Packer()
        packer.numbers("lon", np.where(known, east, 0))
        packer.numbers("lat", np.where(known, north, _NOWHERE))
        return packer
    packer = Packer(codes, len(spots))
    packer.numbers("lon", np.where(spots < 0, 0, spots % width - 180 * _STEPS))
    packer.numbers("lat", np.where(spots < 0, _NOWHERE, spots // width - 90 * _STEPS))
    packer.numbers("spot", codes)
    return packer


def _pack_words(packer: Packer, words: Mapping[str, tuple[Numbers, list[str]]], gazetteer: Gazetteer) -> None:
    for name, (codes, values) in words.items():
        packer.words(name, codes, values)
    if "place_id" in words:
        codes, ids = words["place_id"]
        kinds = [place.kind if (place := gazetteer.places.get(id)) is not None else None for id in ids]
        kind, values = coded(pd.Series(kinds, dtype=object))
        packer.words("place_kind", kind[codes], values)


def _pack_numbers(packer: Packer, frame: pd.DataFrame) -> None:
    """Add the days (``first``, and ``span``: how many days later it ended) and the figures, -1 for none."""
    if "date_start" in frame:
        first = days_of(frame["date_start"])
        last = days_of(frame["date_end"]) if "date_end" in frame else first
        start = _whole(first.astype("int64").where(first.notna()) // 86400)
        end = _whole(last.astype("int64").where(last.notna()) // 86400)
        known = start[start != _NONE]
        none = int(known.min()) - 1 if len(known) else -1
        packer.numbers("first", np.where(start == _NONE, none, start), none=none)
        packer.numbers("span", np.where((start == _NONE) | (end == _NONE), 0, end - start))
    for name in _FIGURES:
        if name in frame:
            packer.numbers(name, np.maximum(_whole(numbers_of(frame[name]), -1), -1))
    if "geo_precision" in frame:
        packer.numbers("geo_precision", np.clip(_whole(numbers_of(frame["geo_precision"]), 0), 0, 3))
    if "disputed" in frame:
        packer.numbers("disputed", np.clip(_whole(numbers_of(frame["disputed"]) * 100, -1), -1, 100))


def _whole(column: pd.Series, none: int = -(2**31)) -> Numbers:
    """Return a column rounded to whole numbers of 32 bits, `none` where it says nothing."""
    rounded = np.clip(np.round(column.to_numpy(dtype=float)), -(2**31), 2**31 - 1)
    return np.where(np.isnan(rounded), none, rounded).astype(np.int64)


def _pack_lists(packer: Packer, frame: pd.DataFrame, placed: NDArray[np.bool_]) -> None:
    """Add what is a list in each row (most rows share theirs), and why a row without a place has none."""
    for name in _LISTS:
        if name in frame:
            _pack_json(packer, name, map(_weighted if name.endswith("_shares") else _plain, _read(frame[name])))
    if "location_reasons" in frame and not placed.all():
        codes = _read(frame["location_reason_codes"]) if "location_reason_codes" in frame else iter([None] * len(frame))
        rows = zip(_read(frame["location_reasons"]), codes, placed, strict=True)
        _pack_json(
            packer, "why", (None if known or not told else _last_reason(told, code) for told, code, known in rows)
        )
    if "source" in frame and "reports" not in frame:
        packer.words("source", *coded(frame["source"]))


def _pack_json(packer: Packer, name: str, values: Iterable[Any]) -> None:
    """Add a column whose words are lists; the first word is the empty one."""
    told = [None if not value else json.dumps(value, ensure_ascii=False) for value in values]
    codes, texts = coded(pd.Series(told, dtype=object))
    packer.words(name, codes, [[], *(json.loads(text) for text in texts[1:])])


def _weighted(shares: Any) -> list[list[Any]] | None:
    """Return shares as pairs of unit and probability in thousandths."""
    plain = _plain(shares)
    return [[unit, round(float(share) * 1000)] for unit, share in plain.items()] if plain else None


def _last_reason(told: Any, codes: Any) -> list[Any]:
    """Return the last reason: its English sentence, and its code with the values where there is one."""
    code = _plain(codes)[len(told) - 1 :] if codes else []
    return [_plain(told)[-1], *code[:1]]


def _pack_areas(
    packer: Packer,
    frame: pd.DataFrame,
    words: Mapping[str, tuple[Numbers, list[str]]],
    placed: NDArray[np.bool_],
    gazetteer: Gazetteer,
) -> tuple[list[Any], NDArray[np.bool_]]:
    """Add the units that are all that is known of some rows; return their polygons, and which rows these are."""
    none = np.zeros(len(frame), dtype=bool)
    if "footprint" not in frame or "location_method" not in words:
        return [], none
    method, methods = words["location_method"]
    id_codes, ids = words.get("place_id", (np.zeros(len(frame), dtype=np.int64), [""]))
    kinds = [place.kind if (place := gazetteer.places.get(id)) is not None else None for id in ids]
    vague = np.array([kind is None or kind in _UNIT_KINDS for kind in kinds])
    only = placed & (np.array(methods, dtype=object)[method] == "area") & vague[id_codes]
    keys: dict[str, int] = {}
    areas: list[Any] = []
    column = np.zeros(len(frame), dtype=np.int64)
    shapes = frame["footprint"]
    for row in np.flatnonzero(only):
        key = ids[id_codes[row]] or str(shapes.iloc[row])
        if key not in keys:
            polygons = _footprint(shapes.iloc[row])
            keys[key] = 0 if polygons is None else len(areas) + 1
            areas += [] if polygons is None else [polygons]
        column[row] = keys[key]
    packer.words("area", column, [])
    packer.values.pop("area", None)
    return areas, column > 0


def _pack_layers(packer: Packer, layers: AreaLayers) -> None:
    """Add how each row spreads over the hexagons, and the units in which its point lies where it tells none."""
    packer.numbers("spread", layers.spread)
    for name, units in layers.within.items():
        if units.any():
            packer.numbers(f"within.{name}", units)


def _pack_line(packer: Packer, frame: pd.DataFrame, line: GivenLine) -> dict[str, Any]:
    """Add the probability of each row to lie near the line; return what is drawn of it."""
    layer = line_layer(frame, line)
    packer.numbers("near", layer.near)
    return {"line": layer.data}


def _pack_reports(packer: Packer, frame: pd.DataFrame) -> list[Any]:
    """Add which reports tell each row; return the reports, each once, in the order in which they first stand."""
    if "reports" not in frame:
        return []
    numbers: dict[str, int] = {}
    rows = [
        [numbers.setdefault(_key(report), len(numbers)) for report in told or ()] for told in _read(frame["reports"])
    ]
    reports = [json.loads(key) for key in numbers]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    packer.lists("report", lengths, np.array([number for row in rows for number in row], dtype=np.int64))
    for name in ("source", "language"):
        codes, values = coded(pd.Series([report.get(name) for report in reports], dtype=object))
        packer.words(f"report.{name}", codes, values)
    return reports


def _plain_column(column: pd.Series, listed: bool) -> list[Any]:
    """Return a column as plain values, None where it says nothing; JSON text of flat formats is read."""
    known = column.notna().to_numpy() if not listed else np.ones(len(column), dtype=bool)
    values: Iterable[Any] = _read(column) if listed else column
    plain = [_plain(value) if there else None for value, there in zip(values, known, strict=True)]
    return [None if value in ("", [], {}) else value for value in plain]


def _read(column: pd.Series) -> Iterator[Any]:
    """Return lists and mappings of a column, which flat formats hold as JSON text; None where there is none."""
    for value in column:
        if isinstance(value, str):
            yield json.loads(value) if value else None
        else:
            yield value if isinstance(value, list | tuple | Mapping) or hasattr(value, "tolist") else None


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
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
    return value if isinstance(value, int | float | bool) else str(value)


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


def _unit_names(packer: Packer, gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """Return Arabic and Kurdish names of the units that the incidents name in English."""
    wanted = {unit for column in _UNIT_COLUMNS for unit in packer.values.get(column, ())}
    wanted |= {unit for level in _UNITS for shares in packer.values.get(f"{level}_shares", ()) for unit, _ in shares}
    found: dict[str, dict[str, str]] = {}
    for place in gazetteer.of_kind(*_UNITS):
        if place.label in wanted:
            names = {language: place.name(language) for language in ("ar", "ckb")}
            known = {language: name for language, name in names.items() if name}
            found[place.label] = known | found.get(place.label, {})
    return dict(sorted(found.items()))
