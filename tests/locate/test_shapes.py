"""Shapes on the geodesic: valid, where they should be, and alike however turned and scaled."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import example, given
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


WORLD_LON, WORLD_LAT = st.floats(-180, 180), st.floats(-90, 90)


def is_on_the_map(shape: Geometry) -> bool:
    west, south, east, north = shape.bounds
    return bool(shape.is_valid and west >= -180 and south >= -90 and east <= 180 and north <= 90)


@given(WORLD_LON, WORLD_LAT, BEARING, st.floats(1, 1000), st.floats(0, 1))
@example(179.9, -17.0, 90.0, 50.0, 0.9)
@example(0.0, 89.9, 0.0, 50.0, 0.9)
@example(15.6, 78.2, 0.0, 1900.0, 0.9)
def test_a_disc_holds_its_ground_anywhere(lon: float, lat: float, bearing: float, km: float, share: float) -> None:
    shape = shapes.disc(lon, lat, km)
    assert is_on_the_map(shape)
    at = destination(lon, lat, bearing, 0.9 * share * km)
    assert shape.distance(Point(at)) < 1e-6
    beyond = destination(lon, lat, bearing, 1.3 * km)
    assert not shape.contains(Point(beyond))
    assert shapes.radius_about(lon, lat, shape) == pytest.approx(km, rel=0.01)
    ring = shapes.ring(lon, lat, 0.5 * km, km)
    assert is_on_the_map(ring)
    assert ring.area < shape.area


@given(WORLD_LON, st.floats(-85, 85), BEARING, st.floats(10, 500))
@example(179.0, -17.0, 90.0, 150.0)
def test_a_sector_is_valid_anywhere(lon: float, lat: float, bearing: float, km: float) -> None:
    shape = shapes.sector(lon, lat, bearing, 45, 0.5 * km, km)
    assert is_on_the_map(shape)
    assert shape.distance(Point(destination(lon, lat, bearing, 0.8 * km))) < 1e-6
    assert not shape.contains(Point(destination(lon, lat, bearing + 180, 0.8 * km)))


@pytest.mark.parametrize("lon", [44.0, 179.3, -179.9])
def test_a_radius_covers_both_sides_of_the_antimeridian(lon: float) -> None:
    shape = shapes.sector(lon, -18.0, 90.0, 30.0, 100.0, 200.0)
    at = destination(lon, -18.0, 90.0, 150.0)
    radius = shapes.radius_about(float(at[0]), float(at[1]), shape)
    corners = shapely.get_coordinates(shapely.segmentize(shape, 0.05))
    assert max(distance_km(*at, *corner) for corner in corners) <= radius + 1e-6
