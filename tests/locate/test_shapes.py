"""Shapes on the geodesic: valid, where they should be, and alike however turned and scaled."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Geometry, Point, Polygon

from geomap.geodesy import destination, distance_km
from geomap.locate import shapes

GEOD = Geod(ellps="WGS84")
LON, LAT = st.floats(39, 48), st.floats(29, 37)
BEARING = st.floats(0, 359)


def area_km2(shape: Geometry) -> float:
    return abs(float(GEOD.geometry_area_perimeter(shape)[0])) / 1e6


@given(LON, LAT, BEARING, st.floats(5, 80), st.floats(1, 50), st.floats(1, 60), st.floats(0, 1), st.floats(-0.99, 0.99))
def test_a_sector_holds_what_lies_in_it(
    lon: float, lat: float, bearing: float, half: float, inner: float, width: float, along: float, aside: float
) -> None:
    shape = shapes.sector(lon, lat, bearing, half, inner, inner + width)
    assert shape.is_valid
    point = destination(lon, lat, bearing + aside * half, inner + along * width)
    assert shapes.grown(shape, 0.02 * inner + 0.05).contains(Point(point))
    behind = destination(lon, lat, bearing + 180, inner + width / 2)
    assert not shape.contains(Point(behind))


@given(LON, LAT, BEARING, st.floats(5, 60))
def test_a_turned_sector_is_as_large(lon: float, lat: float, bearing: float, outer: float) -> None:
    one = shapes.sector(lon, lat, 0, 30, outer / 2, outer)
    other = shapes.sector(lon, lat, bearing, 30, outer / 2, outer)
    assert area_km2(one) == pytest.approx(area_km2(other), rel=2e-3)


@given(LON, LAT, BEARING, st.floats(5, 40))
def test_a_sector_of_twice_the_size_has_four_times_the_area(
    lon: float, lat: float, bearing: float, outer: float
) -> None:
    one = shapes.sector(lon, lat, bearing, 22.5, outer / 3, outer)
    other = shapes.sector(lon, lat, bearing, 22.5, 2 * outer / 3, 2 * outer)
    assert area_km2(other) == pytest.approx(4 * area_km2(one), rel=2e-3)


@given(LON, LAT, st.floats(0.5, 50), st.floats(0.5, 50))
def test_a_ring_has_a_hole_and_a_disc_none(lon: float, lat: float, inner: float, width: float) -> None:
    shape = shapes.ring(lon, lat, inner, inner + width)
    assert shape.is_valid
    assert not shape.contains(Point(lon, lat))
    assert shapes.ring(lon, lat, 0, width).contains(Point(lon, lat))
    assert shapes.sector(lon, lat, 10, 180, inner, inner + width).equals(shape)


@given(LON, LAT, st.floats(1, 40), BEARING, st.floats(0.5, 20))
def test_growing_moves_the_edge_by_what_was_asked(
    lon: float, lat: float, radius: float, bearing: float, km: float
) -> None:
    shape = shapes.grown(shapes.disc(lon, lat, radius), km)
    assert shape.contains(Point(destination(lon, lat, bearing, radius + 0.97 * km)))
    assert not shape.contains(Point(destination(lon, lat, bearing, 1.01 * radius + 1.03 * km + 0.01)))


@given(LON, LAT, st.floats(1, 40), BEARING, st.floats(0, 30))
def test_the_radius_covers_the_shape(lon: float, lat: float, radius: float, bearing: float, km: float) -> None:
    shape = shapes.disc(*destination(lon, lat, bearing, km), radius)
    found = shapes.radius_about(lon, lat, shape)
    assert found == pytest.approx(radius + km, rel=0.01)
    assert max(distance_km(lon, lat, *xy) for xy in shape.exterior.coords) <= found + 1e-9


def test_a_part_lies_on_its_side_and_is_never_nothing() -> None:
    square = shapely.box(44, 35, 45, 36)
    north = shapes.part(square, 44.5, 35.5, 0, 67.5)
    assert 0 < north.area < square.area
    assert north.centroid.y > 35.6
    assert shapes.part(square, 50, 40, 0, 30).equals(square)


def test_strips_follow_their_line_and_unions_hold_both() -> None:
    strip = shapes.strip(((44, 35), (44.5, 35.2), (45, 35)), 5)
    assert strip.contains(Point(44.5, 35.22))
    assert isinstance(shapes.strip(((44, 35),), 5), Polygon)
    both = shapes.union([shapes.disc(44, 35, 2), shapes.disc(45, 36, 2)])
    assert both.is_valid
    assert both.contains(Point(44, 35))
    assert both.contains(Point(45, 36))
