"""Distances to a line against the geodesic, shares over time with their ranges, and the files that lines come in."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from counted_incidents import frame_of, incident
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.analysis import Period, distances_to_line, near_line, read_line
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.geodesy import destination, distance_km, distances_km

LINE = shapely.LineString([(43.0, 35.0), (44.0, 35.4), (45.2, 35.1)])


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


@settings(deadline=None)
@given(st.floats(0, 360), st.floats(0.01, 250))
def test_beyond_the_end_of_a_meridian_the_distance_is_the_geodesic(bearing: float, km: float) -> None:
    """A line of no extent to speak of: then the distance to it is the distance to its end, as Karney has it."""
    lon, lat = destination(44.0, 35.0, bearing, km).tolist()
    speck = shapely.LineString([(44.0, 35.0), (44.0, 35.0 + 1e-9)])
    (found,) = distances_to_line(np.array([[lon, lat]]), speck)
    assert found == pytest.approx(distance_km(lon, lat, 44.0, 35.0), abs=1e-5)
    assert found == pytest.approx(km, abs=1e-5)


@settings(deadline=None, max_examples=30)
@given(st.floats(41, 47), st.floats(33, 37.5))
def test_a_distance_is_the_least_of_those_to_all_spots_of_the_line(lon: float, lat: float) -> None:
    spots = shapely.get_coordinates(shapely.segmentize(LINE, 0.0005))
    (found,) = distances_to_line(np.array([[lon, lat]]), LINE)
    least = float(distances_km(lon, lat, spots).min())
    assert found <= least + 1e-4
    assert found >= least - 0.03  # spots every 50 m: the nearest lies between two of them


def test_due_north_of_a_parallel_the_way_is_the_meridian() -> None:
    parallel = shapely.LineString([(42.0, 34.0), (46.0, 34.0)])
    (found,) = distances_to_line(np.array([[44.0, 34.5]]), parallel)
    assert found == pytest.approx(distance_km(44.0, 34.5, 44.0, 34.0), abs=0.05)


def beside(number: int, km: float, radius_km: float, day: date) -> object:
    """Return an incident `km` north of the middle of LINE's first leg."""
    lon, lat = destination(43.5, 35.2, 0.0, km).tolist()
    return incident(number, at=(lon, lat), radius_km=radius_km, days=(day, day))


def test_shares_over_time_with_their_ranges(atlas: Gazetteer) -> None:
    july, august = date(2021, 7, 10), date(2021, 8, 10)
    rows = [beside(1, 1, 0.5, july), beside(2, 60, 0.5, july), beside(3, 5, 4, july), beside(4, 80, 1, august)]
    rows += [incident(5, at=None), incident(6, at=(43.5, 35.2), days=None)]
    found = near_line(frame_of(rows), LINE, within_km=5, gazetteer=atlas)
    first, second, *_ = found.over_time.to_dict("records")
    assert (first["first"], first["last"], first["incidents"]) == (date(2021, 7, 1), date(2021, 7, 31), 3)
    assert (first["low"], first["high"]) == (1, 2)
    assert 1 < first["near"] < 2
    assert first["share_low"] == pytest.approx(1 / 3)
    assert (second["incidents"], second["share"]) == (1, 0)
    each = found.each.set_index("id")
    assert found.each["near"].isna().sum() == found.unplaced == 1
    assert found.undated == 1
    assert found.overall["incidents"] == 5
    middle = each.iloc[2]
    assert middle["km_low"] < middle["km_median"] < middle["km_high"]
    assert middle["km"] == pytest.approx(middle["km_median"], abs=0.3)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.5, 30), st.floats(1, 20), st.floats(1, 30))
def test_the_chance_of_being_near_is_the_part_of_the_footprint_that_is(km: float, radius: float, within: float) -> None:
    atlas = Gazetteer.load()
    found = near_line(frame_of([beside(1, km, radius, date(2021, 7, 1))]), LINE, within_km=within, gazetteer=atlas)
    ground = frame_of([beside(1, km, radius, date(2021, 7, 1))])["footprint"].iloc[0]
    local = "+proj=aeqd +lon_0=43.5 +lat_0=35.2 +units=m"
    plane = gpd.GeoSeries([ground, LINE.segmentize(0.01)], crs=4326).to_crs(local)
    exact = plane.iloc[0].intersection(plane.iloc[1].buffer(within * 1000, 256)).area / plane.iloc[0].area
    assert found.each["near"].iloc[0] == pytest.approx(exact, abs=0.04)


def test_weeks_begin_on_monday_and_cover_the_period(atlas: Gazetteer) -> None:
    rows = [beside(1, 1, 0.5, date(2021, 7, 4)), beside(2, 1, 0.5, date(2021, 7, 5))]
    found = near_line(frame_of(rows), LINE, step="week", gazetteer=atlas).over_time
    assert [(w["first"], w["incidents"]) for w in found.to_dict("records")] == [
        (date(2021, 6, 28), 1),
        (date(2021, 7, 5), 1),
    ]
    period = Period(date(2021, 7, 5), date(2021, 7, 11))
    assert near_line(frame_of(rows), LINE, step="week", period=period, gazetteer=atlas).overall["incidents"] == 1


WKT = "LINESTRING (43 35, 44 35.4, 45.2 35.1)"
KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><LineString><coordinates>'
    "43,35,0 44,35.4,0\n45.2,35.1,0</coordinates></LineString></Placemark></Document></kml>"
)


def test_every_form_of_file_gives_the_same_line(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"name": "<b>"}, "geometry": shapely.geometry.mapping(LINE)}
    texts = {
        "line.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]}),
        "bare.json": json.dumps(shapely.geometry.mapping(LINE)),
        "line.kml": KML,
        "line.wkt": WKT,
        "line.txt": f"SRID=4326;{WKT}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    gpd.GeoDataFrame({"n": [1]}, geometry=[LINE], crs=4326).to_crs(32638).to_file(tmp_path / "line.gpkg")
    for name in (*texts, "line.gpkg"):
        found = read_line(tmp_path / name)
        assert found.geom_type == "MultiLineString"
        np.testing.assert_allclose(shapely.get_coordinates(found), shapely.get_coordinates(LINE), atol=1e-9)


def test_of_an_area_the_border_counts(tmp_path: Path) -> None:
    (tmp_path / "area.wkt").write_text("POLYGON ((43 35, 45 35, 45 36, 43 36, 43 35))", encoding="utf-8")
    found = read_line(tmp_path / "area.wkt")
    (inside,) = distances_to_line(np.array([[44.0, 35.5]]), found)
    assert inside == pytest.approx(distance_km(44.0, 35.5, 44.0, 35.0), abs=0.5)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.shp", b"x", "ends in none of"),
        ("a.geojson", b"{", "cannot be read as geojson"),
        ("a.geojson", b"[1, 2]", "cannot be read as geojson"),
        ("a.geojson", b'{"type": "Point", "coordinates": [43, 35]}', "holds no line"),
        ("a.geojson", b'{"type": "LineString", "coordinates": [[430000, 3900000], [1, 2]]}', "are no degrees"),
        (
            "a.geojson",
            b'{"crs": {"name": "EPSG:32638"}, "type": "LineString", "coordinates": [[1, 2], [3, 4]]}',
            "WGS 84",
        ),
        ("a.kml", b'<!DOCTYPE x [<!ENTITY a "b">]><kml>&a;</kml>', "declares entities"),
        ("a.kml", b"<kml><LineString><coordinates>43,35</coordinates></LineString></kml>", "cannot be read as kml"),
        ("a.kml", b"<kml><Point><coordinates>43,35</coordinates></Point></kml>", "holds no line"),
        ("a.wkt", b"POINT (43 35)", "holds no line"),
        ("a.wkt", b"SRID=32638;LINESTRING (1 2, 3 4)", "not in degrees"),
        ("a.wkt", b"LINESTRING (43 35, 44 nan)", "no numbers"),
        ("a.wkt", b"\xff\xfe", "cannot be read as wkt"),
        ("a.gpkg", b"<VRTDataset>", "is no GeoPackage"),
        ("a.gpkg", b"SQLite format 3\x00" + b"x" * 200, "cannot be read as gpkg"),
    ],
)
def test_what_is_no_line_is_refused_with_what_is_wrong(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_line(path)
    assert fault in str(refused.value)
    assert name in str(refused.value)


def test_other_calls_that_cannot_be(atlas: Gazetteer, tmp_path: Path) -> None:
    frame = frame_of([incident(1)])
    with pytest.raises(InputError, match="There is no file"):
        read_line(tmp_path / "none.wkt")
    with pytest.raises(InputError, match="is no line"):
        near_line(frame, shapely.Point(43, 35), gazetteer=atlas)
    with pytest.raises(InputError, match="no distance"):
        near_line(frame, LINE, within_km=math.nan, gazetteer=atlas)
    with pytest.raises(InputError, match="no step"):
        near_line(frame, LINE, step="year", gazetteer=atlas)
