"""Reading features from GeoJSON, shapefiles and GeoPackages, whatever their names, into one form.

GDAL decides by a file's content which of its drivers opens it, and some of those follow references to other files and
servers. So a file is first looked at here: what does not begin like the format that its name promises is refused.
GeoJSON is read without GDAL.
"""

from __future__ import annotations

import json
import math
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.archives import OpenedFile
from geomap.gazetteer.importers.gathering import Gathering, printable, shown, suffix_of

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely import Geometry

__all__ = ["SUFFIXES", "Feature", "is_vector_file", "load_json", "read_features", "read_layer"]

SUFFIXES: Mapping[str, bytes] = {
    ".geojson": b"",
    ".json": b"",
    ".shp": b"\x00\x00\x27\x0a",
    ".gpkg": b"SQLite format 3\x00",
}
"""Endings of files with features, and the bytes that such a file begins with."""

MOST_JSON = 256 << 20
"""Bytes of a JSON file; Python needs about ten times as much memory. geoBoundaries' subdistricts of Iraq have 20 MB."""

_WGS84 = (":CRS84", "EPSG::4326", "EPSG:4326")
_CODE = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|ESRI):[0-9.]*:?([0-9]{4,6})")
_WKT = re.compile(r"(PROJ|GEOG|GEOD|BOUND|COMPOUND|ENG|LOCAL_|COMPD_|GEOC)(CRS|CS)\[")


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of a file with geometries.

    Parameters
    ----------
    where : str
        File, layer if it has several, and number of the feature, from 1.
    columns : mapping of str to object
        Values by column, names in lower case; None where there is none.
    shape : shapely geometry or None
        In EPSG:4326; None where the row has none.
    layer : str
        Name of the layer, or of the file without its ending.
    """

    where: str
    columns: Mapping[str, Any]
    shape: Geometry | None
    layer: str = ""

    def text(self, column: str) -> str:
        """Return the value of `column` as text without blanks around it; empty where there is none."""
        value = self.columns.get(column)
        return "" if value is None else str(value).strip()


def is_vector_file(file: OpenedFile) -> bool:
    """Return whether the file's name promises features."""
    return bool(suffix_of(file.path.name, SUFFIXES))


def read_features(file: OpenedFile, gathering: Gathering) -> Iterator[Feature]:
    """Yield the features of every layer of `file`, in its order; what is wrong goes to `gathering`.

    So does a feature whose coordinates are no degrees, such as metres without a word on their system.
    """
    ending = suffix_of(file.path.name, SUFFIXES)
    try:
        if ending in (".geojson", ".json"):
            found = _geojson(file, gathering)
        else:
            _check_beginning(file, SUFFIXES[ending])
            found = _layers(file)
        yield from (feature for feature in found if _is_in_degrees(feature, gathering))
    except GazetteerError as error:
        gathering.refuse(error)


def _is_in_degrees(feature: Feature, gathering: Gathering) -> bool:
    if feature.shape is None:
        return True
    west, south, east, north = feature.shape.bounds
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return True
    found = f"coordinates from {west}, {south} to {east}, {north}"
    gathering.fault(feature.where, found, "degrees, or the coordinate system in the file (.prj, crs)")
    return False


def load_json(file: OpenedFile) -> Any:
    """Return what a JSON file holds.

    Raises
    ------
    GazetteerError
        Where it is too large, no UTF-8, no JSON (with line and column), nested too deeply, or holds NaN or Infinity.
    """
    size = file.path.stat().st_size
    if size > MOST_JSON:
        _refuse(file.name, f"{size} bytes", f"JSON of at most {MOST_JSON}; give a GeoPackage")
    try:
        return json.loads(file.path.read_bytes().decode("utf-8-sig"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        _refuse(f"{file.name}:{error.lineno}", f"column {error.colno}: {error.msg}", "JSON, whole and well-formed")
    except UnicodeDecodeError as error:
        _refuse(file.name, f"byte {error.object[error.start]:#04x} at offset {error.start}", "UTF-8")
    except (ValueError, RecursionError) as error:
        _refuse(file.name, f"JSON that cannot be used ({error})", "plain JSON")


def read_layer(file: OpenedFile, layer: str | None = None, **options: Any) -> Iterator[Feature]:
    """Yield the features of one layer through GDAL; `options` go to `pyogrio.raw.read`.

    Raises
    ------
    GazetteerError
        Where GDAL cannot read it or its coordinate system is unknown.
    """
    import pyogrio
    import shapely

    path = file.path.resolve()
    try:
        with _quiet():
            meta, numbers, shapes, columns = pyogrio.raw.read(
                path, layer=layer, return_fids=True, datetime_as_string=True, force_2d=True, **options
            )
        geometries = shapely.from_wkb(shapes, on_invalid="raise") if shapes is not None else [None] * len(numbers)
        geometries = _to_wgs84(geometries, meta["crs"])
    except UnicodeDecodeError as error:
        _refuse(file.name, f"text that is not in the encoding it states ({error.reason})", "a .cpg file with it beside")
    except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
        _refuse(file.name, f"nothing that GDAL can read ({shown(str(error))})", "a whole file, with those beside it")
    names = [str(name).lower() for name in meta["fields"]]
    values = [column.tolist() for column in columns]
    label = printable(f"{file.name}:{layer}") if layer else file.name
    for row, number in enumerate(numbers.tolist()):
        cells = {name: _plain(column[row]) for name, column in zip(names, values, strict=True)}
        yield Feature(f"{label}: feature {number}", cells, geometries[row], layer or path.stem)


def _geojson(file: OpenedFile, gathering: Gathering) -> Iterator[Feature]:
    found = load_json(file)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        _refuse(file.name, f"no list of features, but {shown(found)}", "a GeoJSON FeatureCollection")
    system = _stated_system(found)
    for position, feature in enumerate(features, 1):
        where = f"{file.name}: feature {position}"
        try:
            columns = {str(key).lower(): _plain(value) for key, value in (feature.get("properties") or {}).items()}
            shape = _to_wgs84([_shape(feature.get("geometry"))], system)[0]
        except (AttributeError, TypeError, ValueError, KeyError, IndexError, RecursionError) as error:
            gathering.fault(where, f"no feature ({type(error).__name__}: {error})", "properties and a geometry")
            continue
        yield Feature(where, columns, shape, file.path.stem)


def _shape(given: Any) -> Geometry | None:
    import shapely
    from shapely.geometry import shape

    if given is None:
        return None
    try:
        found = shape(given)
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from error
    return None if found.is_empty else shapely.force_2d(found)


def _stated_system(found: Mapping[str, Any]) -> str | None:
    """Return the coordinate system that old GeoJSON may name; RFC 7946 knows only WGS 84."""
    crs = found.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None


def _layers(file: OpenedFile) -> Iterator[Feature]:
    import pyogrio

    try:
        with _quiet():
            layers = [str(name) for name, kind in pyogrio.list_layers(file.path.resolve()) if kind is not None]
    except RuntimeError as error:
        _refuse(file.name, f"nothing that GDAL can read ({shown(str(error))})", "a whole file")
    for layer in layers:
        if file.path.suffix.lower() == ".shp" and not file.path.with_suffix(".cpg").is_file():
            yield from _unmarked_shapefile(file)
        else:
            yield from read_layer(file, layer if len(layers) > 1 else None)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep GDAL's remarks on odd but readable files from the user's terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _unmarked_shapefile(file: OpenedFile) -> Iterator[Feature]:
    """Read a shapefile that does not state its encoding: UTF-8 if all of it is, else Windows' Arabic."""
    try:
        yield from list(read_layer(file, encoding="UTF-8"))
    except GazetteerError as error:
        if "encoding" not in str(error):
            raise
        yield from read_layer(file, encoding="CP1256")


def _to_wgs84(shapes: Any, system: str | None) -> Any:
    """Return `shapes` in EPSG:4326; a file that states no system is taken to be in it, as its numbers must show."""
    if system is None or system.endswith(_WGS84):
        return shapes
    import shapely

    return shapely.transform(shapes, _transformer(system).transform, interleaved=False)


@cache
def _transformer(system: str) -> Transformer:
    """Return the way from a coordinate system to EPSG:4326.

    Only codes and WKT are looked at: PROJ takes other texts for names of files.

    Raises
    ------
    ValueError
        Where the system is neither, or unknown.
    """
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    code = _CODE.fullmatch(system)
    try:
        if code is None and not _WKT.match(system):
            raise ValueError(f"unknown coordinate system {shown(system)}")
        found = CRS.from_authority(code[1], code[2]) if code else CRS.from_wkt(system)
        return Transformer.from_crs(found, "EPSG:4326", always_xy=True)
    except ProjError as error:
        raise ValueError(f"unknown coordinate system {shown(system)}") from error


def _check_beginning(file: OpenedFile, expected: bytes) -> None:
    with file.path.open("rb") as opened:
        head = opened.read(len(expected))
    if head != expected:
        _refuse(file.name, f"a file that begins with {head!r}", f"a {Path(file.path.name).suffix} file")


def _plain(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _refuse(where: str, found: str, expected: str) -> NoReturn:
    fault = f"{where}: {found}; expected {expected}"
    raise GazetteerError("The file cannot be read.", (fault,))
