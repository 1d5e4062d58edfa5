"""The data of the page's area layers: compact, whole, and agreeing with the analysis in Python."""

from __future__ import annotations

import json
import zlib

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.analysis import HexGrid, area_table, disputed_units
from geomap.gazetteer import Gazetteer
from geomap.geodesy import circle
from geomap.maps.area_layers import WHOLE, _in_bytes, area_layers


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def frame() -> pd.DataFrame:
    random = np.random.default_rng(4)
    rows = [
        {"lon": 44.4 + x, "lat": 35.4 + y, "radius_km": 1 + 20 * r}
        for x, y, r in random.normal(0, 0.3, (80, 3))
        if r > -0.04
    ]
    rows += [{"lon": None, "lat": None}, {"lon": 43.1, "lat": 36.3}, {"lon": 43.1, "lat": 36.3}]
    return pd.DataFrame(rows).assign(id=lambda t: [f"i{n}" for n in range(len(t))])


def test_hexagons_and_spreads_agree_with_the_table_of_python(atlas: Gazetteer, frame: pd.DataFrame) -> None:
    layers = area_layers(frame, atlas)
    cells = np.array(layers.data["hexagons"]["cells"]).reshape(-1, 2)
    expected = np.zeros(len(cells))
    for number in layers.spread:
        spread = layers.data["spreads"][number]
        for cell, part in zip(spread[::2], spread[1::2], strict=True):
            expected[cell] += part / WHOLE
    table = area_table(frame, "hexagon", gazetteer=atlas).frame.set_index("unit")
    ours = {f"{q},{r}": share for (q, r), share in zip(cells, expected, strict=True)}
    exact = table.loc[list(ours), "expected"].to_numpy()
    np.testing.assert_allclose(list(ours.values()), exact, atol=len(frame) / WHOLE)
    assert expected.sum() == pytest.approx(len(frame) - 1)
    assert layers.spread[frame["lon"].isna()].tolist() == [0]
    assert layers.spread[-1] == layers.spread[-2]  # one place, one spread


def test_units_are_those_that_shares_name(atlas: Gazetteer, frame: pd.DataFrame) -> None:
    units = area_layers(frame, atlas).data["units"]
    assert [unit[0] for unit in units["district"]] == [area.name_en for area in atlas.areas.features("district")]
    names = disputed_units(atlas)
    assert {(unit[0], unit[4]) for unit in units["disputed"]} == {(n, level) for level in names for n in names[level]}
    key, arabic, sorani, polygons, level = units["governorate"][0]
    assert (key, level) == ("Anbar", "governorate")
    assert arabic
    assert sorani
    ring = np.cumsum(np.array(polygons[0][0]).reshape(-1, 2), axis=0) / 10_000
    drawn = shapely.Polygon(ring)
    outline = atlas.areas.of("iq.anbar")
    assert drawn.symmetric_difference(outline).area / outline.area < 0.02


def test_the_data_are_small(atlas: Gazetteer, frame: pd.DataFrame) -> None:
    text = json.dumps(area_layers(frame, atlas).data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    assert len(zlib.compress(text.encode(), 9)) < 70_000


def test_footprints_as_geometry_and_as_text_are_one(atlas: Gazetteer) -> None:
    ground = circle(44.4, 35.4, 25)
    table = pd.DataFrame({"lon": [44.4] * 2, "lat": [35.4] * 2, "footprint": [ground, ground.wkt]})
    layers = area_layers(table, atlas)
    one, other = (layers.data["spreads"][number] for number in layers.spread)
    assert one[::2] == other[::2]
    assert sum(one[1::2]) == WHOLE


def test_nothing_placed_spreads_nowhere(atlas: Gazetteer) -> None:
    layers = area_layers(pd.DataFrame({"lon": [None], "lat": [None]}), atlas)
    assert layers.data["spreads"] == [[]]
    assert layers.spread.tolist() == [0]


def test_bare_points_go_to_the_cells_that_hold_them(atlas: Gazetteer) -> None:
    random = np.random.default_rng(9)
    lon, lat = random.uniform(39, 48.5, 500), random.uniform(29.1, 37.3, 500)
    layers = area_layers(pd.DataFrame({"lon": lon, "lat": lat, "radius_km": [None, 0] * 250}), atlas)
    cells = np.array(layers.data["hexagons"]["cells"]).reshape(-1, 2)
    for x, y, number in zip(lon, lat, layers.spread, strict=True):
        cell, share = layers.data["spreads"][number]
        assert {tuple(cells[cell].tolist()): 1.0} == HexGrid().spread(shapely.Point(x, y))
        assert share == WHOLE


def test_what_lies_far_abroad_makes_no_cell(atlas: Gazetteer) -> None:
    far = pd.DataFrame({"lon": [44.4, -136.3, -74.0, 179.9], "lat": [33.3, -33.2, 40.7, 0.0], "radius_km": 30.0})
    for frame in (far, far.drop(columns="radius_km"), far.assign(footprint=shapely.Point(-74, 40.7).buffer(1).wkt)[2:]):
        layers = area_layers(frame, atlas)
        assert (layers.spread > 0).sum() == (frame["lon"] > 40).sum() - (frame["lon"] > 90).sum()
        assert len(layers.data["hexagons"]["cells"]) < 3000


def test_a_row_that_tells_no_unit_lies_in_the_one_about_its_point(atlas: Gazetteer) -> None:
    rows = [
        {"lon": 43.77, "lat": 35.32},
        {"lon": 43.77, "lat": 35.32, "district": "At Tamim"},
        {"lon": 43.77, "lat": 35.32, "district": "Daquq"},
        {"lon": 43.77, "lat": 35.32, "district_shares": {"Daquq": 1.0}},
        {"lon": 43.77, "lat": 35.32, "district_shares": "{}"},
        {"lon": -74, "lat": 40.7},
        {"lon": None, "lat": None},
    ]
    layers = area_layers(pd.DataFrame(rows), atlas)
    names = ["", *(unit[0] for unit in layers.data["units"]["district"])]
    assert [names[number] for number in layers.within["district"]] == ["Hawija", "Hawija", "", "", "Hawija", "", ""]
    governorates = ["", *(unit[0] for unit in layers.data["units"]["governorate"])]
    assert {governorates[number] for number in layers.within["governorate"][:5]} == {"Kirkuk"}
    disputed = ["", *(unit[0] for unit in layers.data["units"]["disputed"])]
    assert disputed[layers.within["disputed"][0]] == "Hawija"


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=600))
def test_shares_in_bytes_are_whole_and_near(parts: list[float]) -> None:
    total = sum(parts)
    exact = {n: part / total for n, part in enumerate(parts)}
    made = dict(_in_bytes(exact))
    assert sum(made.values()) == WHOLE
    assert all(abs(made.get(n, 0) / WHOLE - share) < 1 / WHOLE for n, share in exact.items())
