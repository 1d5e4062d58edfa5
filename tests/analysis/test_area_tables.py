"""Counts by area: totals agree whatever is asked, order does not matter, ranges come from the shares."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from counted_incidents import KIRKUK, bare, frame_of, incident
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.analysis import LEVELS, MEASURES, HexGrid, Period, area_table, disputed_units
from geomap.analysis.hexagons import projected, unprojected
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.records import Count


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


def row(table: object, unit: str) -> pd.Series:
    frame = table.frame  # type: ignore[attr-defined]
    return frame[frame["unit"] == unit].iloc[0]


def many(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Return incidents about Kirkuk and abroad: sure, unsure, unplaced, undated, with and without figures."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        spot = None if number % 9 == 0 else (43.5 + 2 * random.random(), 34.5 + 1.5 * random.random())
        day = date(2021, 7, 1) + timedelta(int(random.integers(0, 180)))
        days = None if number % 11 == 0 else (day, day + timedelta(int(random.integers(0, 5))))
        least = int(random.integers(0, 9))
        killed = (None, Count(least, None), Count(None, least), Count(least, least + 3))[number % 4]
        sure = round(float(random.random()), 3)
        made.append(
            incident(
                number,
                at=spot,
                radius_km=float(random.choice([1.0, 5.0, 25.0])),
                days=days,
                killed=killed,
                governorate={"Kirkuk": sure, "Erbil": round(0.9 - 0.9 * sure, 3)},
                district={"Hawija": sure, "Makhmur": round(1 - sure, 3)},
                subdistrict={"Riyadh": sure},
            )
        )
    return frame_of(made)


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize("period", [None, Period(date(2021, 8, 1), date(2021, 9, 30))])
def test_totals_agree_with_the_table_of_incidents(atlas: Gazetteer, by: str, period: Period | None) -> None:
    frame = many(60)
    table = area_table(frame, by, period=period, gazetteer=atlas)
    first = pd.to_datetime(frame["date_start"])
    if period is None:
        assert table.total == pytest.approx(60)
        assert row(table, "(not placed)")["expected"] == frame["lon"].isna().sum()
        assert "(date not known)" not in set(table.frame["unit"])
    else:
        # incidents of one day in the period, undated ones apart, and parts of those that reach over its ends
        inside = sum(
            max(0, (min(b.date(), period.last) - max(a.date(), period.first)).days + 1) / ((b - a).days + 1)
            for a, b in zip(first, pd.to_datetime(frame["date_end"]), strict=True)
            if not pd.isna(a)
        )
        assert row(table, "(date not known)")["expected"] == first.isna().sum()
        assert table.total == pytest.approx(inside + first.isna().sum())


@pytest.mark.parametrize("by", LEVELS)
def test_deaths_by_area_add_up_to_the_deaths_reported(atlas: Gazetteer, by: str) -> None:
    frame = many(48)
    table = area_table(frame, by, measure="deaths", gazetteer=atlas)
    least = frame["killed_min"].astype(float).fillna(0)
    most = frame["killed_max"].astype(float).fillna(least)
    assert table.total == pytest.approx(float((least + most).sum() / 2))
    assert table.frame["no_figure"].sum() == pytest.approx(
        float((frame["killed_min"].isna() & frame["killed_max"].isna()).sum())
    )
    assert table.frame["open"].sum() == pytest.approx(
        float((frame["killed_min"].notna() & frame["killed_max"].isna()).sum())
    )


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize("measure", MEASURES)
def test_the_order_of_the_incidents_does_not_matter(atlas: Gazetteer, by: str, measure: str) -> None:
    frame = many(40)
    one = area_table(frame, by, measure=measure, gazetteer=atlas).frame
    other = area_table(frame.sample(frac=1, random_state=3), by, measure=measure, gazetteer=atlas).frame
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(other), check_exact=True)


def test_sure_and_unsure_incidents_give_the_range_of_the_issue(atlas: Gazetteer) -> None:
    sure = [incident(n, district={"Hawija": 1.0}) for n in range(35)]
    unsure = [incident(100 + n, district={"Hawija": 0.5, "Kirkuk": 0.5}) for n in range(12)]
    found = row(area_table(frame_of(sure + unsure), "district", gazetteer=atlas), "Hawija")
    assert found["expected"] == pytest.approx(41)
    assert found["words"] == "41, range 38–44"  # binomial(12, 1/2): 5 % and 95 % quantiles are 3 and 9
    assert (found["low"], found["high"]) == (38, 44)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["Hawija", "Kirkuk", "Daquq"]), st.integers(1, 333), max_size=3), max_size=25
    )
)
def test_expected_numbers_are_the_sums_of_the_shares(atlas: Gazetteer, told: list[dict[str, int]]) -> None:
    shares = [{unit: share / 1000 for unit, share in each.items()} for each in told]
    table = area_table(
        frame_of([incident(n, district=each) for n, each in enumerate(shares)]), "district", gazetteer=atlas
    )
    for unit in ("Hawija", "Kirkuk", "Daquq"):
        exact = math.fsum(
            each.get(unit, 0) / (sum(each.values()) if sum(each.values()) >= 0.995 else 1) for each in shares
        )
        found = row(table, unit)
        assert found["expected"] == pytest.approx(exact, abs=1e-9)
        assert found["low"] <= math.ceil(exact)
        assert found["high"] >= math.floor(exact)
    assert table.total == pytest.approx(len(shares))


def test_disputed_units_are_counted_by_their_own_probabilities(atlas: Gazetteer) -> None:
    units = disputed_units(atlas)
    assert {"Hawija", "Makhmur", "Sinjar"} <= set(units["district"])
    assert set(units["subdistrict"]) == {"Mandali", "Bashiqa", "Qahtaniya"}
    rows = [
        incident(1, district={"Hawija": 1.0}, subdistrict={"Riyadh": 1.0}),
        incident(2, district={"Baladruz": 1.0}, subdistrict={"Mandali": 0.7, "Baladruz Center": 0.3}),
        incident(3, district={"Ramadi": 1.0}),
    ]
    table = area_table(frame_of(rows), "disputed", gazetteer=atlas)
    assert row(table, "Hawija")["expected"] == 1
    assert row(table, "Mandali")["expected"] == pytest.approx(0.7)
    assert row(table, "(elsewhere)")["expected"] == pytest.approx(1.3)


def test_rejected_incidents_are_left_out_and_told(atlas: Gazetteer) -> None:
    rows = [incident(1, district={"Hawija": 1.0}), incident(2, district={"Hawija": 1.0}, status="rejected")]
    table = area_table(frame_of(rows), gazetteer=atlas)
    assert (table.incidents, table.rejected, table.total) == (1, 1, 1)


def test_points_alone_are_enough(atlas: Gazetteer) -> None:
    """A table of somebody else's: lon and lat, or a geometry in another system, and nothing more."""
    here = bare([{"lon": KIRKUK[0], "lat": KIRKUK[1]}])
    points = gpd.GeoDataFrame(geometry=[shapely.Point(*KIRKUK)], crs=4326).to_crs(32638)
    for frame in (here, points):
        table = area_table(frame, "district", gazetteer=atlas)
        assert row(table, "Kirkuk")["expected"] == 1
    with pytest.raises(InputError, match="no columns lon and lat"):
        area_table(pd.DataFrame({"id": ["a"]}), gazetteer=atlas)


def test_rates_are_told_only_where_people_are_given(atlas: Gazetteer, tmp_path: Path) -> None:
    frame = frame_of(
        [incident(n, district={"Hawija": 1.0}) for n in range(3)] + [incident(9, district={"Kirkuk": 1.0})]
    )
    assert "rate" not in area_table(frame, gazetteer=atlas).frame
    people = tmp_path / "people.csv"
    people.write_text("District;Population\nالحويجة;250,000\n", encoding="utf-8")
    table = area_table(frame, population=people, gazetteer=atlas)
    hawija = row(table, "Hawija")
    assert (hawija["population"], hawija["rate"], hawija["rate_low"]) == (
        250_000,
        pytest.approx(1.2),
        pytest.approx(1.2),
    )
    assert math.isnan(row(table, "Kirkuk")["rate"])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "unit,population\nHawija,10\nAtlantis,5\nHawija,7\nKirkuk,-3\nDaquq,many\n",
            "people.csv:3: 'Atlantis' is no unit",
        ),
        ("unit,population\nHawija,10\nHawija,7\n", "people.csv:3: 'Hawija' is there twice"),
        ("a,b\n1,2\n", "columns a, b"),
        ("", "cannot be read as a table"),
    ],
)
def test_a_population_that_does_not_fit_is_refused_with_its_lines(
    atlas: Gazetteer, tmp_path: Path, text: str, fault: str
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        area_table(frame_of([incident(1)]), population=people, gazetteer=atlas)
    assert fault in str(refused.value)


def test_all_faults_of_a_population_are_told_at_once(atlas: Gazetteer, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("unit,population\nAtlantis,5\nKirkuk,-3\nDaquq,many\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        area_table(frame_of([incident(1)]), population=people, gazetteer=atlas)
    assert [f":{line}:" in str(refused.value) for line in (2, 3, 4)] == [True] * 3


def test_what_cannot_be_is_refused(atlas: Gazetteer) -> None:
    frame = frame_of([incident(1)])
    with pytest.raises(InputError, match="no level"):
        area_table(frame, "planet", gazetteer=atlas)
    with pytest.raises(InputError, match="cannot be counted"):
        area_table(frame, measure="tears", gazetteer=atlas)
    with pytest.raises(InputError, match="killed, which cannot be"):
        area_table(frame_of([incident(1, killed=Count(5, 10**9))]), gazetteer=atlas)
    here = {"lon": KIRKUK[0], "lat": KIRKUK[1]}
    with pytest.raises(InputError, match="no position"):
        area_table(bare([{"lon": 35.4, "lat": 144.4}]), gazetteer=atlas)
    with pytest.raises(InputError, match="no JSON"):
        area_table(bare([here | {"district_shares": "{Hawija: 1}"}]), gazetteer=atlas)
    # what is no probability counts for nothing, and the incident lies elsewhere
    odd = area_table(bare([here | {"district_shares": {"Hawija": "1", "Daquq": None, "Dibis": 7}}]), gazetteer=atlas)
    assert (row(odd, "(elsewhere)")["expected"], odd.total) == (1, 1)
    with pytest.raises(InputError, match="ends before"):
        Period(date(2021, 2, 1), date(2021, 1, 1))
    for words in ("yesterday", "2021-02-30..2021-03-01", "2021-01-01"):
        with pytest.raises(InputError, match="no period"):
            Period.parse(words)


def test_hostile_units_of_a_table_stay_names(atlas: Gazetteer) -> None:
    hostile = "=cmd|' /C calc'!A0</script>"
    frame = bare([{"lon": KIRKUK[0], "lat": KIRKUK[1], "district_shares": json.dumps({hostile: 0.4, "Hawija": 0.6})}])
    table = area_table(frame, gazetteer=atlas)
    assert row(table, hostile)["expected"] == pytest.approx(0.4)
    assert table.total == pytest.approx(1)


GRID = HexGrid(20.0)
positions = st.tuples(st.floats(36, 52), st.floats(26, 41))


@settings(deadline=None)
@given(positions)
def test_a_position_lies_in_the_hexagon_that_is_named_for_it(lonlat: tuple[float, float]) -> None:
    plane = projected(shapely.Point(*lonlat))
    (cell,) = GRID.cells_at([[plane.x, plane.y]])
    (shape,) = GRID.shapes([cell])
    assert shape.distance(plane) < 1e-6
    assert unprojected(plane).distance(shapely.Point(*lonlat)) < 1e-7


@settings(deadline=None)
@given(positions, st.floats(0.2, 120))
def test_a_footprint_spreads_over_its_hexagons_by_area_and_none_is_lost(lonlat: tuple[float, float], km: float) -> None:
    ground = shapely.Point(*lonlat).buffer(km / 111)
    spread = GRID.spread(ground)
    assert math.fsum(spread.values()) == pytest.approx(1)
    cell, share = max(spread.items(), key=lambda item: item[1])
    plane = projected(ground)
    exact = GRID.shapes([cell])[0].intersection(plane).area / plane.area
    assert share == pytest.approx(exact, abs=1e-9)


def test_hexagons_have_equal_areas_on_the_ground() -> None:
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    for cell in ((0, 0), (-20, 21), (15, -20), (10, 10)):
        lonlat = shapely.segmentize(unprojected(GRID.shapes([cell])[0].segmentize(0.1)), 0.01)
        area = abs(geod.geometry_area_perimeter(lonlat)[0]) / 1e6
        assert area == pytest.approx(GRID.area_km2, rel=1e-4)


def test_hexagons_cover_iraq_and_touch_their_neighbours(atlas: Gazetteer) -> None:
    table = area_table(frame_of([incident(1)]), "hexagon", gazetteer=atlas).frame
    shapes = table.geometry.dropna()
    country = shapely.union_all([area.geometry for area in atlas.areas.features("country")])
    missing = projected(country).difference(projected(shapely.union_all(shapely.buffer(np.asarray(shapes), 1e-6)))).area
    assert missing < 1  # of 438,000 km²
    assert HexGrid(20).neighbours([(0, 0), (1, 0), (5, 5)]) == [[1], [0], []]
    with pytest.raises(InputError, match="Hexagons of 1 km"):
        HexGrid(1)


def test_rings_of_neighbours_are_one_cell_away() -> None:
    from geomap.analysis.hexagons import _NEIGHBOURS

    middles = GRID.middles(_NEIGHBOURS)
    np.testing.assert_allclose(np.hypot(*middles.T), 20.0)
