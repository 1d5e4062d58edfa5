"""Any table becomes marks: ours, ACLED's, UCDP's, or three columns; what is no place and no day is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from sample_table import TUZ, table
from shapely import Point, from_wkt

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.maps.figures.table import coder_of, marks_of


def days(marks: pd.DataFrame) -> list[tuple[str, str]]:
    return [(str(a)[:10], str(b)[:10]) for a, b in zip(marks["first"], marks["last"], strict=True)]


def test_our_own_columns(atlas: Gazetteer) -> None:
    marks = marks_of(table(), atlas)
    assert marks["kind"].tolist()[:5] == ["fighting", "fighting", "bombs", "air", "abduction"]
    assert marks["precision"].tolist()[:6] == [1, 2, 1, 1, 1, 3]
    assert marks["lon"].isna().tolist() == [False] * 7 + [True, True]
    assert marks["unit"].tolist() == [None] * 6 + [TUZ, None, None]
    assert marks["region"].iat[6].equals(atlas.areas.of(TUZ))
    assert marks["footprint"].notna().tolist() == [False, True] + [False] * 7
    assert days(marks)[3] == ("2021-10-01", "2021-10-04")
    assert days(marks)[5] == ("NaT", "NaT")


def test_acled_s_columns(atlas: Gazetteer) -> None:
    acled = pd.DataFrame(
        {
            "EVENT_ID_CNTY": ["IRQ1", "IRQ2", "IRQ3"],
            "EVENT_DATE": ["01 March 2020", "2020-03-10", "15-Feb-2020"],
            "TIME_PRECISION": [1, 2, 3],
            "EVENT_TYPE": ["Explosions/Remote violence", "Battles", "Strategic developments"],
            "SUB_EVENT_TYPE": ["Air/drone strike", "Armed clash", "Arrests"],
            "LATITUDE": ["35.4", "35.5", "0"],
            "LONGITUDE": ["44.3", "44.2", "0"],
            "GEO_PRECISION": [1, 2, 3],
        }
    )
    marks = marks_of(acled, atlas)
    assert marks["kind"].tolist() == ["air", "fighting", "abduction"]
    assert days(marks) == [("2020-03-01",) * 2, ("2020-03-07", "2020-03-13"), ("2020-02-01", "2020-02-29")]
    assert marks["precision"].tolist() == [1, 2, 3]
    assert marks["lon"].isna().tolist() == [False, False, True]
    assert "ACLED" in str(coder_of(acled))


def test_ucdp_s_columns_and_the_units_of_its_vague_events(atlas: Gazetteer) -> None:
    ucdp = pd.DataFrame(
        {
            "date_start": ["2016-03-05", "2016-03-05 00:00:00.000", "2016-03-05", "2016-03-05", "2016-03-05"],
            "date_end": ["2016-03-06"] * 5,
            "type_of_violence": [1.0, 3.0, 2.0, 1.0, np.nan],
            "where_prec": [1.0, 2.0, 3.0, 4.0, 6.0],
            "latitude": [35.4, 35.4, 34.89, 34.89, 33.0],
            "longitude": [44.3, 44.3, 44.63, 44.63, 44.0],
        }
    )
    marks = marks_of(ucdp, atlas)
    assert marks["kind"].tolist() == ["fighting", "fighting", "fighting", "fighting", "other"]
    assert marks["precision"].tolist()[:2] == [1, 2]
    assert marks["unit"].tolist() == [None, None, "district:Tuz Khurmatu", "governorate:Salah al-Din", None]
    assert marks["lon"].isna().tolist() == [False] * 4 + [True]
    assert days(marks) == [("2016-03-05", "2016-03-06")] * 5
    assert "UCDP" in str(coder_of(ucdp))


def test_a_geometry_in_any_crs_stands_for_longitude_and_latitude(atlas: Gazetteer) -> None:
    frame = gpd.GeoDataFrame({"date": ["2020-01-01", None]}, geometry=[Point(44.39, 35.47), None], crs=4326)
    marks = marks_of(frame.to_crs(32638), atlas)
    assert marks["lon"].iat[0] == pytest.approx(44.39)
    assert marks["lat"].iat[0] == pytest.approx(35.47)
    assert np.isnan(marks["lon"].iat[1])
    assert coder_of(frame) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-09-05", "2021-09-05"),
        ("2021-09-05T13:00:00Z", "2021-09-05"),
        ("5 Sep 2021", "2021-09-05"),
        (date(2021, 9, 5), "2021-09-05"),
        (pd.Timestamp("2021-09-05 23:59"), "2021-09-05"),
        (20210905, "2021-09-05"),
        ("05/09/2021", "NaT"),  # of May, or of September
        ("yesterday", "NaT"),
        ("9999-99-99", "NaT"),
        (None, "NaT"),
        (3.5, "NaT"),
        ("2021-09-05" * 100_000, "NaT"),
    ],
)
def test_a_day_is_read_where_it_can_mean_but_one(atlas: Gazetteer, value: Any, expected: str) -> None:
    frame = pd.DataFrame({"lon": [44.0], "lat": [35.0], "date": pd.Series([value], dtype=object)})
    assert days(marks_of(frame, atlas)) == [(expected, expected)]


def test_days_of_a_time_zone_are_those_that_its_clocks_showed(atlas: Gazetteer) -> None:
    frame = pd.DataFrame({"lon": [44.0], "lat": [35.0], "date": pd.to_datetime(["2021-09-05T01:00+03:00"])})
    assert days(marks_of(frame, atlas)) == [("2021-09-05",) * 2]


@pytest.mark.parametrize(
    ("lon", "lat"), [(0, 0), (181, 35), (44, 91), (None, 35), ("east", "north"), (float("inf"), 35), (True, None)]
)
def test_what_is_no_position_is_not_placed(atlas: Gazetteer, lon: Any, lat: Any) -> None:
    frame = pd.DataFrame({"lon": [lon], "lat": [lat]}, dtype=object)
    assert marks_of(frame, atlas)["lon"].isna().all()


def test_dates_that_are_swapped_are_put_in_order(atlas: Gazetteer) -> None:
    marks = marks_of(table(date_start="2021-09-09", date_end="2021-09-05"), atlas)
    assert days(marks)[0] == ("2021-09-05", "2021-09-09")


def test_a_table_without_position_and_date_is_refused(atlas: Gazetteer) -> None:
    with pytest.raises(InputError, match="neither a position nor a date"):
        marks_of(pd.DataFrame({"a": [1]}), atlas)


def test_odd_tables_are_read(atlas: Gazetteer) -> None:
    twice = pd.DataFrame([[44.0, 45.0, 35.0]], columns=["lon", "lon", "lat"])
    assert marks_of(twice, atlas)["lon"].tolist() == [44.0]
    numbered = pd.DataFrame({"lon": [44.0], "lat": [35.0], 7: ["x"]}, index=[99])
    assert len(marks_of(numbered, atlas)) == 1
    assert len(marks_of(table().iloc[:0], atlas)) == 0
    broken = marks_of(table(footprint="POLYGON((broken"), atlas)
    assert broken["footprint"].isna().all()
    assert from_wkt("POINT EMPTY").is_empty
    assert marks_of(table(footprint="POINT EMPTY"), atlas)["footprint"].isna().all()
