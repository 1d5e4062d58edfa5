"""Beliefs, densities and the regions drawn from them: where they should be, as large as they should be, and valid."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Geometry, Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import destination, distance_km, turn_deg
from geomap.locate import shapes
from geomap.locate.anchored import sector_of
from geomap.locate.beliefs import Band, Polar
from geomap.locate.density import Density, Part, highest
from geomap.locate.expressions import Direction
from geomap.locate.plane import Grid, Plane
from geomap.locate.region import Region
from geomap.locate.settled import settled

GEOD = Geod(ellps="WGS84")
LON, LAT = st.floats(39, 48), st.floats(29, 37)
BEARING = st.floats(0, 359)


def area_km2(shape: Geometry) -> float:
    return abs(float(GEOD.geometry_area_perimeter(shape)[0])) / 1e6


def sector(lon: float, lat: float, km: float, bearing: float, half: float = 22.5) -> Polar:
    return Polar(lon, lat, km, km, 0.1 * km, 0.1 * km, bearing, half, 10.0, 0.5)


def region(*beliefs: Polar | Band, level: float = 0.9) -> Region:
    return Region("offset", beliefs=beliefs, level=level)


@given(LON, LAT, st.floats(-90, 90), st.floats(-90, 90))
def test_the_plane_keeps_distance_and_bearing_from_its_origin(lon: float, lat: float, x: float, y: float) -> None:
    plane = Plane(lon, lat)
    there = plane.lonlat(np.array([[x, y]]))[0]
    assert distance_km(lon, lat, *there) == pytest.approx(np.hypot(x, y), abs=1e-6)
    assert plane.xy(*there) == pytest.approx((x, y), abs=1e-6)
    roughly = [float(axis[0]) for axis in plane.roughly(np.array([x]), np.array([y]))]
    assert distance_km(*there, *roughly) <= 0.006 * np.hypot(x, y) + 0.01


@given(LON, LAT, st.floats(5, 80), BEARING)
def test_a_region_holds_its_share_and_no_more(lon: float, lat: float, km: float, bearing: float) -> None:
    density = region(sector(lon, lat, km, bearing)).density
    threshold = density.threshold(0.8)
    (part,) = density.parts
    assert part.values.sum() == pytest.approx(1)
    above = part.values[part.per_km2 >= threshold]
    assert 0.8 <= above.sum() <= 0.8 + 2 * above.min()
    shape = highest(density, threshold)
    assert shape.is_valid
    assert area_km2(shape) == pytest.approx(above.size * part.grid.km**2, rel=0.1)


@given(LON, LAT, st.floats(5, 60), BEARING)
def test_a_turned_region_is_as_large(lon: float, lat: float, km: float, bearing: float) -> None:
    one, other = (area_km2(region(sector(lon, lat, km, b)).shape) for b in (0, bearing))
    assert one == pytest.approx(other, rel=0.06)


@given(LON, LAT, st.floats(5, 40), BEARING)
def test_a_region_of_twice_the_size_has_four_times_the_area(lon: float, lat: float, km: float, bearing: float) -> None:
    small = Polar(lon, lat, km, km, 0.1 * km, 0.1 * km, bearing, 22.5, 10.0, 0.05 * km)
    large = Polar(lon, lat, 2 * km, 2 * km, 0.2 * km, 0.2 * km, bearing, 22.5, 10.0, 0.1 * km)
    assert area_km2(region(large).shape) == pytest.approx(4 * area_km2(region(small).shape), rel=0.03)


@pytest.mark.parametrize("lon", [41.9, 42.0, 42.1, 47.95, 48.05])
def test_the_border_of_a_utm_zone_makes_no_difference(lon: float) -> None:
    here, inside = (region(sector(at, 35.0, 40.0, 80.0)).shape for at in (lon, 45.0))
    assert area_km2(here) == pytest.approx(area_km2(inside), rel=1e-3)
    assert here.centroid.x - lon == pytest.approx(inside.centroid.x - 45.0, abs=1e-3)


@given(LON, LAT, st.floats(3, 80), BEARING, st.floats(0, 1), st.floats(-0.9, 0.9))
def test_what_the_words_mean_literally_is_inside(
    lon: float, lat: float, km: float, bearing: float, along: float, aside: float
) -> None:
    belief = Polar(lon, lat, km, km, 0.02 * km, 0.02 * km, bearing, 22.5, 5.0, 0.5, rounded=0.1 * km)
    place = destination(lon, lat, bearing + 22.5 * aside, km * (0.9 + 0.2 * along))
    assert shapes.grown(region(belief, level=0.3).shape, 0.02 * km).contains(Point(place))


@given(LON, LAT, st.floats(5, 60), BEARING)
def test_the_best_point_is_as_far_as_was_said(lon: float, lat: float, km: float, bearing: float) -> None:
    found = region(sector(lon, lat, km, bearing))
    assert distance_km(lon, lat, found.lon, found.lat) == pytest.approx(km, rel=0.05)
    assert found.shape.intersects(Point(found.lon, found.lat))


@given(LON, LAT, st.floats(20, 60), BEARING, st.floats(10, 40))
def test_two_beliefs_about_one_place_say_more_than_each(
    lon: float, lat: float, km: float, bearing: float, other_km: float
) -> None:
    one = region(sector(lon, lat, km, bearing))
    back = destination(one.lon, one.lat, bearing + 90, other_km)
    other = region(sector(float(back[0]), float(back[1]), other_km, (bearing - 90) % 360))
    both = one.times(other)
    assert area_km2(both.shape) < min(area_km2(one.shape), area_km2(other.shape))
    assert distance_km(one.lon, one.lat, both.lon, both.lat) < 0.3 * km


@given(LON, LAT, st.floats(5, 30), st.floats(0.2, 0.8))
def test_of_two_readings_both_are_drawn(lon: float, lat: float, km: float, weight: float) -> None:
    one, other = region(sector(lon, lat, km, 0)), region(sector(lon, lat, km, 180))
    both = one.or_else(other, weight)
    assert both.shape.is_valid
    for reading in (one, other):
        assert both.shape.intersects(Point(reading.lon, reading.lat))
    assert (both.lon, both.lat) == (one.lon, one.lat)


def test_an_unlikely_reading_is_not_drawn() -> None:
    one, other = region(sector(44, 35, 20, 0)), region(sector(44, 35, 20, 180))
    assert not one.or_else(other, 0.01).shape.intersects(Point(other.lon, other.lat))


@given(LON, LAT, st.floats(10, 60), BEARING)
def test_cut_ground_ends_at_the_border(lon: float, lat: float, km: float, bearing: float) -> None:
    whole = region(sector(lon, lat, km, bearing))
    west, south, _, north = whole.shape.bounds
    half = shapely.box(west - 1, south - 1, whole.lon, north + 1)
    cut = whole.cut_to(half)
    assert cut.shape.is_valid
    assert shapes.grown(half, 0.02).contains(cut.shape)
    assert cut.shape.intersects(Point(cut.lon, cut.lat))


@given(LON, LAT, BEARING, st.floats(5, 150), st.floats(0.05, 0.95))
def test_a_band_holds_the_way_between(lon: float, lat: float, bearing: float, km: float, share: float) -> None:
    end = destination(lon, lat, bearing, km)
    found = region(Band((lon, lat), (float(end[0]), float(end[1])), 2, 3), level=0.95)
    way = destination(lon, lat, bearing, share * km)
    assert found.shape.is_valid
    assert shapes.grown(found.shape, 0.03 * km + 0.5).contains(Point(way))


def test_probability_is_sampled_as_it_is_spread() -> None:
    grid = Grid.over(Plane(44, 35), (-10, -10, 10, 10))
    x, y = grid.mesh
    values = np.where(x + 0 * y < 0, 3.0, 1.0)
    density = Density((Part(grid, values / values.sum()),))
    sample = density.sample(0.0, 400)
    assert sample.shape == (400, 2)
    assert np.mean(sample[:, 0] < 44) == pytest.approx(0.75, abs=0.02)


def disc(lon: float, lat: float, km: float) -> Region:
    return Region("named", ground=shapes.disc(lon, lat, km), point=(lon, lat))


@given(LON, LAT, st.floats(0.5, 15), st.floats(0.5, 15), st.floats(0.2, 0.6))
def test_of_two_places_of_one_name_both_are_drawn_whole(
    lon: float, lat: float, km: float, other_km: float, weight: float
) -> None:
    one, other = disc(lon, lat, km), disc(lon + 0.5, lat, other_km)
    both = one.or_else(other, weight)
    assert area_km2(both.shape) == pytest.approx(area_km2(one.shape) + area_km2(other.shape), rel=1e-6)


def test_a_reading_of_no_or_all_probability_is_drawn() -> None:
    one, other = region(sector(44, 35, 20, 0)), region(sector(44, 35, 20, 180))
    assert one.or_else(other, 0.0).shape.equals_exact(one.shape, 1e-9)
    assert one.or_else(other, 1.0).shape.equals_exact(other.shape, 1e-9)


def test_readings_of_a_reading_stay_readings() -> None:
    north, east, south = (region(sector(44, 35, 20, bearing)) for bearing in (0, 90, 180))
    whole = north.or_else(east.or_else(south, 0.5), 2 / 3)
    assert [round(weight, 6) for _, weight in whole.readings] == [0.333333] * 3
    assert all(whole.shape.intersects(Point(one.lon, one.lat)) for one in (north, east, south))


@given(st.floats(0.3, 0.7))
def test_what_a_region_is_cut_to_tells_between_readings(weight: float) -> None:
    north, south = region(sector(44, 35, 20, 0)), region(sector(44, 35, 20, 180))
    cut = north.or_else(south, weight).cut_to(shapely.box(42, 33, 46, 34.95))
    (_, first), (_, second) = cut.readings
    assert second > 0.9
    assert first + second == pytest.approx(1)
    assert cut.lat < 34.95


@given(st.floats(0.3, 0.7))
def test_more_evidence_bears_on_every_reading(weight: float) -> None:
    north, south = region(sector(44, 35, 20, 0)), region(sector(44, 35, 20, 180))
    found = north.or_else(south, weight).times(region(sector(44, 34.6, 22, 0)))
    assert [len(reading.beliefs) for reading, _ in found.readings] == [2, 2]
    assert found.readings[1][1] > 0.9
    assert found.lat < 35


def test_evidence_that_no_reading_could_bear_leaves_them_as_likely_as_they_were() -> None:
    small = disc(44, 35, 1).or_else(disc(44.05, 35, 1), 0.4)
    narrow = Region("offset", beliefs=(Polar(44, 36, 5, 5, 0.01, 0.01, 0.0, 0.5, 0.5, 0.01),))
    assert [weight for _, weight in small.times(narrow).readings] == pytest.approx([0.6, 0.4])


def test_the_best_point_is_found_among_three_readings_the_first_of_them_wide() -> None:
    wide = region(sector(44, 35, 80, 0))
    found = wide.or_else(region(sector(44, 35, 5, 90)), 0.5).or_else(region(sector(44, 35, 5, 270)), 1 / 3)
    cut = found.cut_to(shapely.box(42, 33, 46, 37))
    assert cut.shape.intersects(Point(cut.lon, cut.lat))


@given(LON, LAT, BEARING, st.floats(0.001, 0.2))
def test_evidence_multiplies_in_any_order(lon: float, lat: float, bearing: float, east: float) -> None:
    one, other = sector(lon, lat, 30, bearing), sector(lon + east, lat, 25, bearing)
    here, there = region(one, other), region(other, one)
    assert area_km2(here.shape) == pytest.approx(area_km2(there.shape), rel=0.08)
    assert distance_km(here.lon, here.lat, there.lon, there.lat) < 1.5


@given(LON, LAT, st.floats(0.01, 0.5), BEARING)
def test_ground_too_thin_for_the_cells_is_still_found(lon: float, lat: float, km: float, bearing: float) -> None:
    line = [(lon, lat), tuple(destination(lon, lat, bearing, 60).tolist())]
    thin = Region("along", ground=shapes.strip(line, km))
    for found in (thin.times(region(sector(lon, lat, 30, bearing))), thin.or_else(disc(lon, lat, 2), 0.5)):
        assert found.shape.is_valid
        assert found.shape.area > 0
        assert np.isfinite([found.lon, found.lat]).all()


@given(LON, LAT, BEARING, st.floats(20, 400))
def test_ground_that_the_beliefs_do_not_meet_leaves_what_is_believed(
    lon: float, lat: float, bearing: float, km: float
) -> None:
    far = destination(lon, lat, bearing, 100 + km)
    whole = region(sector(lon, lat, 20, bearing))
    cut = whole.cut_to(shapes.disc(float(far[0]), float(far[1]), 3))
    assert area_km2(cut.shape) == pytest.approx(area_km2(whole.shape), rel=0.1)


def test_ground_that_only_the_settled_share_out_is_not_left(gazetteer: Gazetteer) -> None:
    steppe = shapely.box(43.0, 33.0, 44.2, 33.27)
    found = Region("near", ground=steppe, prior=settled(gazetteer))
    assert found.shape.difference(steppe.buffer(1e-6)).is_empty


def test_a_point_outside_its_ground_is_brought_in() -> None:
    found = Region("area", ground=shapely.box(44, 35, 45, 36), point=(43.9, 35.5))
    assert found.shape.contains(Point(found.lon, found.lat))
    assert found.lonlat == pytest.approx((44, 35.5), abs=0.01)


def test_of_level_ground_the_whole_is_drawn() -> None:
    grid = Grid.over(Plane(44, 35), (-10, -10, 10, 10))
    x, y = grid.mesh
    values = np.where(np.hypot(x, y) < 6, 1.0, 0.0)
    density = Density((Part(grid, values / values.sum()),))
    assert area_km2(highest(density, density.threshold(0.9))) == pytest.approx(np.pi * 36, rel=0.2)


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(5, 300), BEARING)
@example(178.0, -17.8, 150.0, 90.0)
@example(-179.99, 65.0, 30.0, 270.0)
@example(16.0, 78.2, 1900.0, 0.0)
def test_a_region_is_valid_anywhere(lon: float, lat: float, km: float, bearing: float) -> None:
    found = region(sector(lon, lat, km, bearing))
    west, south, east, north = found.shape.bounds
    assert found.shape.is_valid
    assert (west >= -180, south >= -90, east <= 180, north <= 90) == (True,) * 4
    assert found.shape.distance(Point(found.lon, found.lat)) < 1e-6
    assert distance_km(lon, lat, found.lon, found.lat) == pytest.approx(km, rel=0.05)
    assert shapes.radius_about(found.lon, found.lat, found.shape) < 2.5 * km


@pytest.mark.parametrize(
    ("codes", "bearing", "half"),
    [
        (("N",), 0, 22.5),
        (("N", "W"), 315, 67.5),
        (("NW", "N", "NE"), 0, 67.5),
        (("N", "E", "S"), 90, 112.5),
        (("SSW", "SW"), 213.75, 33.75),
        (("N", "S"), 0, 180),
        (("NE", "SW"), 0, 180),
        (("N", "E", "S", "W"), 0, 180),
    ],
)
def test_directions_in_any_order_hold_all_of_them(codes: tuple[str, ...], bearing: float, half: float) -> None:
    for order in permutations(codes):
        found, wide = sector_of(tuple(Direction(code) for code in order))
        assert (found, wide) == (bearing, half)
        turns = [turn_deg(found, Direction(code).bearing) for code in order]
        assert max(turns) <= wide
