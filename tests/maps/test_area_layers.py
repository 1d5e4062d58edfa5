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

from geomap.analysis import area_table, disputed_units
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


def test_hotspots_agree_with_the_table_of_python(atlas: Gazetteer, frame: pd.DataFrame) -> None:
    spots = area_layers(frame, atlas).data["spots"]
    exact = hotspots(frame, gazetteer=atlas).frame
    np.testing.assert_allclose(np.array(spots["z"]) / 100, exact["z"], atol=0.15)
    assert ((np.array(spots["q"]) <= 50) == (exact["q"] <= 0.0505)).mean() > 0.995


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


def test_nothing_placed_has_no_spots(atlas: Gazetteer) -> None:
    layers = area_layers(pd.DataFrame({"lon": [None], "lat": [None]}), atlas)
    assert layers.data["spots"] is None
    assert layers.data["spreads"] == [[]]


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=600))
def test_shares_in_bytes_are_whole_and_near(parts: list[float]) -> None:
    total = sum(parts)
    exact = {n: part / total for n, part in enumerate(parts)}
    made = dict(_in_bytes(exact))
    assert sum(made.values()) == WHOLE
    assert all(abs(made.get(n, 0) / WHOLE - share) < 1 / WHOLE for n, share in exact.items())
