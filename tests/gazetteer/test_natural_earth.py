"""Cutting our extract of Natural Earth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from geomap.gazetteer.area_files import read_areas
from geomap.gazetteer.natural_earth import GOVERNORATES, countries, governorates, write_extract

# Iraq as a square of two units; to the west a country that overlaps it by 0.01°, to the east one that misses it by
# 0.02°. Quantised by 0.01°: arc 0 is the western ring, arc 1 the eastern one, listed the wrong way round.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [40.0, 30.0]},
    "arcs": [
        [[0, 0], [201, 0], [0, 300], [-201, 0], [0, -300]],
        [[402, 0], [0, 300], [200, 0], [0, -300], [-200, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0]], "properties": {"name": "Westland"}},
                {"type": "MultiPolygon", "arcs": [[[-2]]], "properties": {"name": "Eastland"}},
                {"type": "Polygon", "arcs": [[0]], "properties": {"name": "Unwanted"}},
            ],
        }
    },
}


def unit(code: str, west: float) -> dict[str, object]:
    ring = [[west, 30.0], [west + 1, 30.0], [west + 1, 33.0], [west, 33.0], [west, 30.0]]
    return {"properties": {"code_hasc": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


UNITS = {"features": [unit("IQ.NI", 42.0), unit("IQ.TS", 43.0)]}


def test_topojson_arcs_are_decoded_forwards_and_backwards() -> None:
    found = countries(TOPOLOGY, ["Westland", "Eastland"])
    assert set(found) == {"Westland", "Eastland"}
    assert found["Westland"].bounds == pytest.approx((40, 30, 42.01, 33))
    assert found["Eastland"].bounds == pytest.approx((44.02, 30, 46.02, 33))
    assert found["Eastland"].area == pytest.approx(6)


def test_units_get_our_ids_and_keep_shared_lines() -> None:
    found = governorates(UNITS)
    assert set(found) == {"iq.nineveh", "iq.kirkuk"}
    assert shapely.coverage_is_valid(list(found.values()))
    assert len(GOVERNORATES) == 18


def test_neighbours_are_cut_and_gaps_closed(tmp_path: Path) -> None:
    (tmp_path / "units.json").write_text(json.dumps(UNITS), "utf-8")
    (tmp_path / "atlas.json").write_text(json.dumps(TOPOLOGY), "utf-8")
    rows = ["atlas_name,id,name_en,name_ar,name_ckb", "Westland,ww,Westland,غرب,ڕۆژئاوا", "Eastland,ee,Eastland,شرق,"]
    (tmp_path / "names.csv").write_text("\n".join(rows) + "\n", "utf-8")
    write_extract(tmp_path / "units.json", tmp_path / "atlas.json", tmp_path / "names.csv", tmp_path)
    iraq = shapely.union_all([area.geometry for area in read_areas(tmp_path / "natural_earth.geojson")])
    around = {area.id: area for area in read_areas(tmp_path / "neighbour.geojson")}
    assert set(around) == {"ww", "ee"}
    assert around["ww"].name_ar == "غرب"
    for area in around.values():
        assert shapely.intersection(area.geometry, iraq).area < 1e-6
        assert shapely.intersection(area.geometry.boundary, iraq).length > 2.9
