"""The areas as shipped, and how a footprint is shared out among them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.area_files import Area, read_areas, write_areas
from geomap.gazetteer.areas import LEVELS, Areas
from geomap.gazetteer.tables import read_places
from geomap.geodesy import circle
from geomap.records.place import Name, Place
from geomap.settings import data_folder

FOLDER = data_folder("gazetteer")


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.load(FOLDER)


def square(west: float, south: float, size: float = 1.0) -> shapely.Polygon:
    return shapely.box(west, south, west + size, south + size)


@pytest.fixture
def toy(tmp_path: Path) -> Areas:
    """Two governorates side by side, the eastern one half disputed."""
    names = {"iq.a": "Aland", "iq.b": "Beland"}
    folder = tmp_path / "areas"
    folder.mkdir()
    governorates = [Area(key, square(44 + i, 35), False, name) for i, (key, name) in enumerate(names.items())]
    write_areas(folder / "governorate.geojson", "a test", governorates)
    write_areas(folder / "country.geojson", "a test", [Area("iq", shapely.box(44, 35, 46, 36), False, "Iraq")])
    write_areas(folder / "disputed.geojson", "a test", [Area("disputed", shapely.box(45, 35, 45.5, 36), True, "D")])
    return Areas.load(tmp_path)


def test_every_level_is_shipped_and_valid(areas: Areas) -> None:
    counts = {level: len(areas.features(level)) for level in LEVELS}
    assert counts["country"] == 1
    assert counts["governorate"] == 19
    assert counts["district"] >= 101
    assert counts["subdistrict"] >= 250
    assert counts["disputed"] == 1
    assert counts["neighbour"] >= 6
    assert counts["lake"] >= 8
    for level in LEVELS:
        for area in areas.features(level):
            assert area.geometry.is_valid, area.id
            assert area.name_en, area.id


def test_approximate_says_what_we_drew_ourselves(areas: Areas) -> None:
    for level in ("district", "subdistrict", "disputed", "lake"):
        assert all(area.approximate for area in areas.features(level))
    drawn = {area.id for area in areas.features("governorate") if area.approximate}
    assert {"iq.baghdad", "iq.halabja"} <= drawn
    assert not drawn & {"iq.nineveh", "iq.basra", "iq.muthanna"}


@pytest.mark.parametrize("level", ["governorate", "district"])
def test_units_cover_the_country_once(areas: Areas, level: str) -> None:
    country = areas.of("iq")
    assert country is not None
    shapes = [area.geometry for area in areas.features(level)]
    assert sum(shape.area for shape in shapes) == pytest.approx(country.area, rel=1e-4)
    assert shapely.union_all(shapes).area == pytest.approx(country.area, rel=1e-4)


def test_each_unit_lies_in_the_one_above(areas: Areas) -> None:
    for level in ("district", "subdistrict"):
        for area in areas.features(level):
            above = areas.of(area.id.rpartition(".")[0])
            assert above is not None, area.id
            outside = shapely.difference(area.geometry, above).area
            assert outside < 0.001 * area.geometry.area + 1e-6, area.id


def test_settlements_lie_in_their_own_district(areas: Areas) -> None:
    """All but those that Natural Earth's outline puts abroad by a few kilometres (border towns and crossings)."""
    districts = {area.id: area.geometry for area in areas.features("district")}
    country = areas.of("iq")
    shapely.prepare(country)
    missed, counted = [], 0
    for place in read_places(FOLDER):
        own = next((key for key in (place.id, *place.parents) if key in districts), None)
        point = shapely.Point(place.lon, place.lat)
        if own is None or place.line or not country.contains(point):
            continue
        counted += 1
        # The grid and its smoothing may cut off up to half a kilometre.
        if shapely.distance(districts[own], point) > 0.01:
            missed.append(place.id)
    assert counted > 1000
    assert len(missed) <= 0.01 * counted, missed


def test_neighbours_meet_iraq_without_overlap(areas: Areas) -> None:
    country = areas.of("iq")
    for area in areas.features("neighbour"):
        assert shapely.intersection(area.geometry, country).area < 1e-4


def test_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (FOLDER / "areas").iterdir()}
    assert max(sizes.values()) < 300_000
    assert sum(sizes.values()) < 800_000


@pytest.mark.parametrize(
    ("lon", "lat", "governorate", "district", "disputed"),
    [
        (44.392, 35.468, "iq.kirkuk", "iq.kirkuk.kirkuk", 1.0),
        (43.602, 35.590, "iq.erbil", "iq.erbil.makhmur", 1.0),  # Lakja
        (44.366, 33.315, "iq.baghdad", None, 0.0),
        (45.986, 35.179, "iq.halabja", "iq.halabja.halabja", 0.0),
        (41.862, 36.318, "iq.nineveh", "iq.nineveh.sinjar", 1.0),
        (47.783, 30.508, "iq.basra", None, 0.0),
    ],
)
def test_places_lie_where_they_should(
    areas: Areas, lon: float, lat: float, governorate: str, district: str | None, disputed: float
) -> None:
    names = {area.id: area.name_en for level in LEVELS for area in areas.features(level)}
    shares = areas.shares(shapely.Point(lon, lat))
    assert shares.governorate == {names[governorate]: 1.0}
    if district is not None:
        assert shares.district == {names[district]: 1.0}
    assert shares.disputed == disputed


def test_abroad_has_no_shares(areas: Areas) -> None:
    shares = areas.shares(shapely.Point(51.4, 35.7))
    assert (shares.governorate, shares.district, shares.subdistrict, shares.disputed) == ({}, {}, {}, None)


def test_a_footprint_across_the_border_sums_to_its_part_in_iraq(areas: Areas) -> None:
    footprint = circle(45.4, 34.35, 40)
    inside = shapely.intersection(footprint, areas.of("iq")).area / footprint.area
    shares = areas.shares(footprint)
    assert 0.2 < inside < 0.95
    assert sum(shares.governorate.values()) == pytest.approx(inside, abs=0.01)
    assert sum(shares.district.values()) == pytest.approx(inside, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(39.5, 48, allow_nan=False),
    st.floats(29.5, 37, allow_nan=False),
    st.floats(0.01, 80, allow_nan=False),
)
def test_shares_are_probabilities_in_falling_order(lon: float, lat: float, km: float) -> None:
    shares = SHIPPED.shares(circle(lon, lat, km))
    for level in (shares.governorate, shares.district, shares.subdistrict):
        values = list(level.values())
        assert all(0 < value <= 1 for value in values)
        assert sum(values) <= 1.02
        assert values == sorted(values, reverse=True)
    assert shares.disputed is None or 0 <= shares.disputed <= 1
    assert (shares.disputed is None) == (not shares.governorate)


SHIPPED = Areas.load(FOLDER)


def test_shares_by_area_length_and_number(toy: Areas) -> None:
    half = shapely.box(44.5, 35.2, 45.5, 35.4)
    assert toy.shares(half).governorate == {"Aland": 0.5, "Beland": 0.5}
    assert toy.shares(half).disputed == 0.5
    line = shapely.LineString([(44.75, 35.5), (45.75, 35.5)])
    assert toy.shares(line).governorate == {"Beland": 0.75, "Aland": 0.25}
    points = shapely.MultiPoint([(44.5, 35.5), (44.6, 35.5), (45.7, 35.5), (50, 35)])
    assert toy.shares(points).governorate == {"Aland": 0.5, "Beland": 0.25}
    border = toy.shares(shapely.Point(45.0, 35.5))
    assert border.governorate == {"Aland": 0.5, "Beland": 0.5}


def test_a_level_without_a_file_is_empty(toy: Areas) -> None:
    assert toy.features("lake") == ()
    assert toy.of("iq.a.district") is None
    assert toy.shares(shapely.Point(44.5, 35.5)).district == {}


def test_names_come_from_the_places_table() -> None:
    names = (Name("Kerkuk", "en"), Name("كركوك", "ar"), Name("کەرکووک", "ckb"))
    place = Place("iq.kirkuk", "governorate", names, 44.39, 35.47, 80)
    areas = Areas.load(FOLDER, {"iq.kirkuk": place})
    assert areas.shares(shapely.Point(44.392, 35.468)).governorate == {"Kerkuk": 1.0}
    found = {area.id: area for area in areas.features("governorate")}["iq.kirkuk"]
    assert (found.name_ar, found.name_ckb) == ("كركوك", "کەرکووک")


def test_an_unknown_level_names_those_there_are(areas: Areas) -> None:
    with pytest.raises(InputError, match=r"'province'.*country, governorate"):
        areas.features("province")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no folder of areas"):
        Areas.load(tmp_path / "none")


def test_shares_are_fast(areas: Areas) -> None:
    footprint = circle(44.082, 35.135, 30)
    areas.shares(footprint)
    started = time.perf_counter()
    for _ in range(20):
        areas.shares(footprint)
    # About 1.5 ms here; ten times that would be felt with 10,000 incidents.
    assert (time.perf_counter() - started) / 20 < 0.015


def test_areas_are_read_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    holed = shapely.Polygon(square(44, 35).exterior, [square(44.4, 35.4, 0.2).exterior.coords])
    wanted = [
        Area("iq.a", holed, True, "A", "أ", "ئا"),
        Area("b", shapely.MultiPolygon([square(1, 2), square(4, 2)]), False),
    ]
    write_areas(path, "a test", wanted)
    first = path.read_bytes()
    found = read_areas(path)
    assert [(a.id, a.approximate, a.name_en, a.name_ar, a.name_ckb) for a in found] == [
        (a.id, a.approximate, a.name_en, a.name_ar, a.name_ckb) for a in wanted
    ]
    assert all(shapely.equals(a.geometry, b.geometry) for a, b in zip(found, wanted, strict=True))
    write_areas(path, "a test", found)
    assert path.read_bytes() == first
    assert json.loads(first)["origin"] == "a test"


@pytest.mark.parametrize("content", ["", "{", '{"type": "FeatureCollection"}', "[1]"])
def test_a_broken_area_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "district.geojson"
    path.write_text(content, "utf-8")
    with pytest.raises(GazetteerError, match=r"district\.geojson"):
        read_areas(path)


def test_every_broken_feature_is_listed(tmp_path: Path) -> None:
    good = {"properties": {"id": "a", "approximate": True}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    nameless = {"properties": {"approximate": True}, "geometry": None}
    path = tmp_path / "lake.geojson"
    path.write_text(json.dumps({"features": [good, nameless]}), "utf-8")
    with pytest.raises(GazetteerError) as caught:
        read_areas(path)
    assert len(caught.value.faults) == 2
    assert "feature 1" in caught.value.faults[0]
    assert "feature 2" in caught.value.faults[1]
