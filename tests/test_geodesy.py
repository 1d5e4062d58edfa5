"""Arithmetic on the ellipsoid: what must hold for any two positions."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import CoordinateError
from geomap.geodesy import bearing_deg, check_lonlat, circle, destination, distance_km, distances_km, turn_deg

LON = st.floats(-179, 179)
LAT = st.floats(-80, 80)
BEARING = st.floats(0, 359.99)
KM = st.floats(0.1, 2000)


@given(LON, LAT, BEARING, KM)
def test_destination_lies_where_it_was_sent(lon: float, lat: float, bearing: float, km: float) -> None:
    there = destination(lon, lat, bearing, km)
    assert distance_km(lon, lat, *there) == pytest.approx(km, rel=1e-6)
    assert turn_deg(bearing_deg(lon, lat, *there), bearing) < 1e-3


@given(LON, LAT, LON, LAT)
def test_distance_is_the_same_both_ways(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    assert distance_km(lon1, lat1, lon2, lat2) == pytest.approx(distance_km(lon2, lat2, lon1, lat1), abs=1e-6)


@given(LON, LAT, st.lists(st.tuples(LON, LAT), min_size=1, max_size=5))
def test_many_distances_are_the_single_ones(lon: float, lat: float, points: list[tuple[float, float]]) -> None:
    expected = [distance_km(lon, lat, *point) for point in points]
    assert distances_km(lon, lat, points) == pytest.approx(expected)


@given(BEARING, BEARING)
def test_turn_is_symmetric_and_at_most_a_half_circle(a: float, b: float) -> None:
    assert turn_deg(a, b) == pytest.approx(turn_deg(b, a), abs=1e-9)
    assert 0 <= turn_deg(a, b) <= 180
    assert turn_deg(a, (a + 360) % 360) == pytest.approx(0, abs=1e-9)


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(0.1, 300), BEARING)
def test_circle_holds_the_whole_disc(lon: float, lat: float, radius: float, bearing: float) -> None:
    shape = circle(lon, lat, radius)
    assert shape.is_valid
    edge = destination(lon, lat, bearing, 0.999 * radius)
    assert shape.buffer(1e-9).contains(shapely.Point(edge))
    beyond = destination(lon, lat, bearing, 1.02 * radius)
    assert not shape.contains(shapely.Point(beyond))


def test_shapes_of_broadcast_destinations() -> None:
    assert destination(44, 35, [0, 90, 180], 10).shape == (3, 2)
    assert destination(44, 35, [[0], [90]], [10, 20, 30]).shape == (2, 3, 2)
    assert np.allclose(destination(44, 35, 0, 0), [44, 35])


def test_known_distance_and_bearing_from_kirkuk_to_rashad() -> None:
    assert distance_km(44.392, 35.468, 44.082, 35.135) == pytest.approx(46.5, abs=0.3)
    assert bearing_deg(44.392, 35.468, 44.082, 35.135) == pytest.approx(217, abs=1)


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, 91), (math.nan, 0), (0, math.inf), (-180.001, 0), (44, -90.5)])
def test_what_is_no_position_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError, match="no position"):
        check_lonlat(lon, lat)


def test_positions_pass_unchanged() -> None:
    assert check_lonlat(44.1, 35.2) == (44.1, 35.2)
    assert check_lonlat(-180, 90) == (-180, 90)
