"""A line that the user gives: a front line, a pipeline, a boundary; from GeoJSON, GeoPackage, KML or WKT.

GDAL decides by a file's content which of its drivers opens it, and some of those follow references to other files and
servers. So GeoJSON and WKT are read without it, KML as plain XML without entities, and a GeoPackage only where the file
begins like one.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree import ElementTree

import numpy as np
import shapely
from shapely import Geometry
from shapely.errors import ShapelyError

from geomap.errors import InputError

if TYPE_CHECKING:
    from shapely import MultiLineString

__all__ = ["FORMS", "MOST_BYTES", "read_line"]

MOST_BYTES = 64 << 20
"""Bytes of a file of lines; a coast of the whole world at 1:10m has fewer."""

_DEEPEST = 50
"""Levels of collections within collections; nothing that draws maps nests deeper than two."""


def read_line(path: str | Path) -> MultiLineString:
    """Return the lines in a file, as one geometry in EPSG:4326; of areas their borders.

    Parameters
    ----------
    path : str or pathlib.Path
        ``.geojson`` or ``.json``, ``.gpkg``, ``.kml``, ``.wkt`` or ``.txt``. GeoJSON, KML and WKT hold longitude and
        latitude in degrees, WGS 84; WKT may say so (``SRID=4326;``); a GeoPackage brings its own system.

    Raises
    ------
    InputError
        If there is no such file or it holds no line, no degrees, or is not of the form that its name says.
    """
    path = Path(path)
    read = FORMS.get(path.suffix.lower())
    if read is None:
        _refuse(path, f"ends in none of {', '.join(FORMS)}")
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(path, f"has more than {MOST_BYTES >> 20} MB")
        shapes = read(path)
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", "Check the name.") from None
    except InputError:
        raise
    except (ValueError, TypeError, RecursionError, RuntimeError, ElementTree.ParseError, ShapelyError) as error:
        _refuse(path, f"cannot be read as {path.suffix[1:]}: {error}")
    lines = [line for shape in shapes for line in _lines(shape)]
    if not lines:
        _refuse(path, "holds no line and no area")
    found = shapely.multilinestrings(lines)
    _check(path, found)
    return found


def _geojson(path: Path) -> list[Geometry]:
    found = json.loads(path.read_text("utf-8-sig"))
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    system = str(found.get("crs") or "")
    if system and not re.search(r"CRS84|EPSG:+4326", system):
        _refuse(path, "is not in WGS 84 (RFC 7946)")
    return [shapely.from_geojson(json.dumps(shape)) for shape in _geometries(found)]


def _geometries(found: Any, deep: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the geometries in a GeoJSON object."""
    if not isinstance(found, dict) or deep > _DEEPEST:
        return
    if found.get("type") == "FeatureCollection":
        for feature in found.get("features") or ():
            yield from _geometries(feature, deep + 1)
    elif found.get("type") == "Feature":
        yield from _geometries(found.get("geometry"), deep + 1)
    elif "coordinates" in found or "geometries" in found:
        yield found


def _wkt(path: Path) -> list[Geometry]:
    """Return the geometries of a text with one, or with one a line."""
    text = path.read_text("utf-8-sig").strip()
    parts = [text] if text.count("\n") == 0 else re.split(r"\n(?=\s*(?:SRID=|[A-Za-z]))", text)
    shapes = []
    for part in filter(None, map(str.strip, parts)):
        system, _, words = part.rpartition(";")
        if system and system.strip().upper() != "SRID=4326":
            _refuse(path, f"is in {system.strip()[:40]}, not in degrees (SRID=4326)")
        with np.errstate(invalid="ignore"):  # what is no number is refused with the rest
            shapes.append(shapely.from_wkt(words))
    return shapes


def _kml(path: Path) -> list[Geometry]:
    text = path.read_bytes()
    if re.search(rb"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        _refuse(path, "declares entities, which no map needs")
    shapes: list[Geometry] = []
    for element in ElementTree.fromstring(text).iter():  # noqa: S314  (no entities: see above)
        kind = element.tag.rpartition("}")[2]
        if kind in ("LineString", "LinearRing"):
            words = next((e.text or "" for e in element if e.tag.rpartition("}")[2] == "coordinates"), "")
            corners = [[float(number) for number in corner.split(",")[:2]] for corner in words.split()]
            shapes.append(shapely.linestrings(corners))
    return shapes


def _geopackage(path: Path) -> list[Geometry]:
    import pyogrio

    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            _refuse(path, "is no GeoPackage")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks on details that do not matter for lines
        tables = [
            pyogrio.read_dataframe(path, layer=layer, columns=[], force_2d=True)
            for layer, kind in pyogrio.list_layers(path)
            if kind is not None
        ]
    if any(table.crs is None for table in tables):
        _refuse(path, "does not say the coordinate system of its layers")
    return [shape for table in tables for shape in table.geometry.to_crs(4326) if shape is not None]


FORMS: Mapping[str, Callable[[Path], Sequence[Geometry]]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _geopackage,
    ".kml": _kml,
    ".wkt": _wkt,
    ".txt": _wkt,
}
"""Ending → how a file of that name is read."""


def _lines(shape: Geometry) -> list[Geometry]:
    """Return the lines of a geometry and the borders of its areas; points are no line."""
    if hasattr(shape, "geoms"):
        return [line for part in shape.geoms for line in _lines(part)]
    if shape.is_empty:
        return []
    if shape.geom_type == "Polygon":
        return [shapely.linestrings(shapely.get_coordinates(ring)) for ring in (shape.exterior, *shape.interiors)]
    return [shapely.force_2d(shape)] if shape.geom_type in ("LineString", "LinearRing") else []


def _check(path: Path, lines: MultiLineString) -> None:
    corners = shapely.get_coordinates(lines)
    if not np.isfinite(corners).all():
        _refuse(path, "has coordinates that are no numbers")
    west, south, east, north = lines.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        _refuse(path, f"has coordinates from {west:g}, {south:g} to {east:g}, {north:g}, which are no degrees")


def _refuse(path: Path, fault: str) -> NoReturn:
    raise InputError(
        f"{path} {fault}.", "Give a line as GeoJSON, GeoPackage, KML or WKT, longitude before latitude, in degrees."
    )
