"""Read and write the area files: GeoJSON (RFC 7946), one feature a line, the same areas always giving the same bytes.

Longitude, latitude in degrees, WGS 84 (EPSG:4326), at most four decimals (10 m).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry, Polygon
from shapely.geometry import mapping

from geomap.errors import GazetteerError

__all__ = ["Area", "read_areas", "write_areas"]


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of ground with a name.

    Parameters
    ----------
    id : str
        The unit's id in the places table, or ``lake.…``, ``disputed`` or a country code for what is no unit.
    geometry : shapely geometry
        Polygon or multipolygon in EPSG:4326.
    approximate : bool
        True where the boundary was drawn by geomap from settlements or by hand, not surveyed.
    name_en, name_ar, name_ckb : str
        Preferred names; empty where there is none.
    """

    id: str
    geometry: Geometry
    approximate: bool
    name_en: str = ""
    name_ar: str = ""
    name_ckb: str = ""


def read_areas(path: Path) -> tuple[Area, ...]:
    """Return the areas of a file written by `write_areas`.

    Raises
    ------
    GazetteerError
        Where the file is missing, is no JSON, or a feature lacks what an area needs; every fault is listed.
    """
    try:
        features = json.loads(path.read_text("utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        fault = f"{path.name}: {error}; a GeoJSON FeatureCollection is expected"
        raise GazetteerError(f"The area file {path} cannot be read.", (fault,)) from error
    areas, faults = [], []
    for number, feature in enumerate(features, 1):
        try:
            areas.append(_area(feature))
        except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
            faults.append(f"{path.name}: feature {number}: {type(error).__name__} {error}; id and polygons expected")
    if faults:
        raise GazetteerError(f"The area file {path} has faults.", tuple(faults))
    return tuple(areas)


def write_areas(path: Path, origin: str, areas: Sequence[Area]) -> None:
    """Write `areas` to `path`, saying where they come from (`origin`) and on each feature whether it is approximate."""
    lines = [json.dumps(_feature(area), ensure_ascii=False, separators=(",", ":")) for area in areas]
    head = json.dumps({"type": "FeatureCollection", "origin": origin}, ensure_ascii=False)[:-1]
    path.write_text(head + ', "features": [\n' + ",\n".join(lines) + "\n]}\n", "utf-8", newline="\n")


def _feature(area: Area) -> dict[str, object]:
    names = {"name_en": area.name_en, "name_ar": area.name_ar, "name_ckb": area.name_ckb}
    properties = {"id": area.id, **{k: v for k, v in names.items() if v}, "approximate": area.approximate}
    shape = mapping(shapely.transform(shapely.normalize(area.geometry), lambda xy: np.round(xy, 4)))
    return {"type": "Feature", "properties": properties, "geometry": json.loads(json.dumps(shape))}


def _area(feature: dict[str, dict[str, object]]) -> Area:
    given = feature["properties"]
    names = {key: str(given.get(key, "")) for key in ("name_en", "name_ar", "name_ckb")}
    return Area(str(given["id"]), _shape(feature["geometry"]), bool(given["approximate"]), **names)


def _shape(given: dict[str, object]) -> Geometry:
    """Build the polygons from plain lists, a third of the time that a general reader takes."""
    many = given["coordinates"] if given["type"] == "MultiPolygon" else [given["coordinates"]]
    if given["type"] not in ("Polygon", "MultiPolygon") or not isinstance(many, list):
        raise ValueError(f"geometry of type {given['type']!r}")
    parts = [Polygon(rings[0], rings[1:]) for rings in many]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
