"""Columns of the map's file: what is packed reads back, and other people's tables are read as well as ours."""

from __future__ import annotations

import time
from datetime import date

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_incidents import frame_of, incident, report, rows
from unpacked import columns_of, contents_of

from geomap.maps import draw
from geomap.maps.coders import days_of, numbers_of
from geomap.maps.packing import Packer, coded

NUMBERS = st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=40)


def read(packer: Packer, length: int) -> dict[str, np.ndarray]:
    return columns_of(packer.layout, packer.bytes(), length)


@given(NUMBERS)
def test_whole_numbers_read_back(numbers):
    packer = Packer()
    if max(numbers) - min(numbers) >= 2**32:
        numbers = [number // 2 for number in numbers]
    packer.numbers("given", np.array(numbers, dtype=np.int64))
    packer.numbers("sorted", np.array(sorted(numbers), dtype=np.int64))
    found = read(packer, len(numbers))
    assert found["given"].tolist() == numbers
    assert found["sorted"].tolist() == sorted(numbers)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 300)), min_size=1, max_size=60))
def test_columns_that_follow_from_a_spot_are_written_once_for_each(pairs):
    spots = np.array([spot for spot, _ in pairs], dtype=np.int64)
    free = np.array([number for _, number in pairs], dtype=np.int64)
    packer = Packer(spots, 7)
    packer.numbers("spot", spots)
    packer.numbers("following", spots * 300)
    packer.numbers("free", free)
    found = read(packer, len(pairs))
    assert found["following"].tolist() == (spots * 300).tolist()
    assert found["free"].tolist() == free.tolist()
    assert next(laid for laid in packer.layout if laid["name"] == "following")["count"] == 7


@given(st.lists(st.none() | st.text(max_size=3) | st.integers(0, 9) | st.floats(0, 9).map(round).map(float)))
def test_words_read_back_and_an_empty_one_is_none(said):
    codes, values = coded(pd.Series(said, dtype=object))
    told = ["" if one is None else str(int(one)) if isinstance(one, float) else str(one) for one in said]
    assert [values[code] for code in codes] == told
    assert len(values) == len(set(values))


def test_a_million_rows_take_seconds(gazetteer):
    """The floor is 15 s on a quiet machine (benchmarks/maps.py); here a tenth of the rows, on a busy one."""
    generator = np.random.default_rng(1)
    days = np.datetime64("2014-01-01") + generator.integers(0, 3000, 100_000)
    where = {"lon": generator.uniform(41, 46, 100_000), "lat": generator.uniform(33, 37, 100_000)}
    frame = pd.DataFrame({"date": days, "fatalities": generator.poisson(1, 100_000), **where})
    points = geopandas.points_from_xy(frame["lon"], frame["lat"])
    started = time.process_time()
    draw(geopandas.GeoDataFrame(frame, geometry=points, crs=4326), gazetteer=gazetteer)
    assert time.process_time() - started < 5


def test_events_of_acled_are_read_from_their_own_columns(gazetteer):
    frame = pd.DataFrame(
        {
            "event_id_cnty": ["IRQ1", "IRQ2", "IRQ3"],
            "event_date": ["2021-09-05", "05 September 2021", "no day"],
            "time_precision": [1, 2, 3],
            "event_type": ["Battles", "Protests", "Battles"],
            "sub_event_type": ["Armed clash", "Peaceful protest", None],
            "actor1": ["Islamic State", "Protesters", None],
            "actor2": ["Police Forces of Iraq", None, None],
            "admin1": ["Kirkuk", "Baghdad", "Kirkuk"],
            "admin2": ["Hawija", "Karkh", None],
            "location": ["Rashad", "Baghdad", "Kirkuk"],
            "latitude": ["35.135", 33.3, None],
            "longitude": [44.082, "44.4", 44.0],
            "geo_precision": [2, 1, 3],
            "source": ["Al Sumaria; Shafaq", "Twitter", None],
            "notes": ["Gunmen attacked.", None, "<b>bold</b>"],
            "fatalities": [12, 0, None],
        }
    )
    frame = geopandas.GeoDataFrame(frame, geometry=[None] * 3, crs=4326)
    found = contents_of(draw(frame, gazetteer=gazetteer))["incidents"]
    assert found[0] == {
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "date_start": "2021-09-05",
        "date_end": "2021-09-05",
        "date_precision": "day",
        "perpetrator": "Islamic State",
        "target": "Police Forces of Iraq",
        "place_name_en": "Rashad",
        "governorate": "Kirkuk",
        "district": "Hawija",
        "source": "Al Sumaria; Shafaq",
        "killed_min": 12,
        "killed_max": 12,
        "lon": 44.082,
        "lat": 35.135,
        "id": "IRQ1",
        "note": "Gunmen attacked.",
    }
    assert (found[1]["date_start"], found[1]["date_end"]) == ("2021-09-02", "2021-09-08"), "a week is known"
    assert not {"date_start", "lon", "killed_min"} & set(found[2])
    assert found[2]["note"] == "<b>bold</b>"


def test_month_of_acled_is_the_whole_month(gazetteer):
    frame = pd.DataFrame(
        {"event_date": ["2021-02-01", "2021-02-17"], "time_precision": [3, 3], "event_type": "Battles"}
    )
    frame = geopandas.GeoDataFrame(frame, geometry=geopandas.points_from_xy([44, 44], [35, 35]), crs=4326)
    for row in contents_of(draw(frame, gazetteer=gazetteer))["incidents"]:
        assert (row["date_start"], row["date_end"]) == ("2021-02-01", "2021-02-28")


def test_events_of_ucdp_are_read_from_their_own_columns(gazetteer):
    frame = pd.DataFrame(
        {
            "id": [244657, 244658],
            "type_of_violence": [1, 3],
            "side_a": ["Government of Iraq", "IS"],
            "side_b": ["IS", "Civilians"],
            "adm_1": ["Kirkuk province", "Diyala province"],
            "where_coordinates": ["Hawija", "Khanaqin"],
            "latitude": [35.32, 34.35],
            "longitude": [43.77, 45.38],
            "date_start": ["2017-09-21 00:00:00", "2017-10-01"],
            "date_end": ["2017-09-25 00:00:00", "2017-10-01"],
            "date_prec": [2, 1],
            "best": [10, 3],
            "low": [8, np.nan],
            "high": [16, np.nan],
        }
    )
    frame = geopandas.GeoDataFrame(frame, geometry=[None] * 2, crs=4326)
    first, second = contents_of(draw(frame, gazetteer=gazetteer))["incidents"]
    assert (first["killed_min"], first["killed_max"]) == (8, 16)
    assert (second["killed_min"], second["killed_max"]) == (3, 3), "the best stands for what is missing"
    assert (first["date_start"], first["date_end"], first["date_precision"]) == ("2017-09-21", "2017-09-25", "week")
    assert [row["event_type"] for row in (first, second)] == ["Battles", "Violence against civilians"]
    assert (first["perpetrator"], first["target"], first["place_name_en"]) == ("Government of Iraq", "IS", "Hawija")


def test_our_own_columns_go_before_all_others(gazetteer):
    frame = frame_of([incident(lon=44.0, lat=35.0, killed_min=3, date_start=date(2021, 9, 5))])
    frame["fatalities"], frame["event_date"], frame["latitude"] = 99, "1999-01-01", 0.0
    (row,) = contents_of(draw(frame, gazetteer=gazetteer))["incidents"]
    assert (row["killed_min"], row["date_start"], row["lat"]) == (3, "2021-09-05", 35.0)


@pytest.mark.parametrize(
    ("given_days", "wanted"),
    [
        (["2021-09-05", None, "2021-09-05T23:59:00Z"], ["2021-09-05", None, "2021-09-05"]),
        ([date(1, 1, 1), date(9999, 12, 31), "5 Sep 2021"], ["0001-01-01", "9999-12-31", "2021-09-05"]),
        (pd.to_datetime(["2021-09-05 22:00+03:00"]), ["2021-09-05"]),
        (["", "no day at all", "x" * 100_000], [None, None, None]),
    ],
)
def test_days_are_read_however_they_are_written(given_days, wanted):
    found = days_of(pd.Series(given_days))
    assert [None if day is pd.NaT else day.isoformat()[:10] for day in found.array.astype(object)] == wanted


def test_figures_without_end_are_not_known():
    assert numbers_of(pd.Series(["7", "x", np.inf, None])).fillna(-1).tolist() == [7, -1, -1, -1]


def test_positions_that_cannot_be_are_none(gazetteer):
    frame = pd.DataFrame({"date": ["2021-09-05"] * 4, "lon": [44, 200, np.inf, None], "lat": [35, 35, 35, 35]})
    frame = geopandas.GeoDataFrame(frame, geometry=[None] * 4, crs=4326)
    assert [row.get("lon") for row in contents_of(draw(frame, gazetteer=gazetteer))["incidents"]] == [
        44,
        None,
        None,
        None,
    ]


def test_areas_of_one_unit_are_shared_and_footprints_of_points_are_details(gazetteer):
    area = rows()[5]
    found = contents_of(draw(frame_of([area, area, rows()[0]]), gazetteer=gazetteer))
    assert len(found["values"]["areas"]) == 1
    assert found["columns"]["area"].tolist() == [1, 1, 0]
    assert found["incidents"][0]["footprint"] == found["incidents"][1]["footprint"]
    assert "footprint" in found["incidents"][2]


def test_reports_are_told_by_number_and_their_sources_by_word(gazetteer):
    shared = report(1, source="One")
    found = contents_of(
        draw(
            frame_of([incident(reports=[shared, report(2, source="Two")]), incident(reports=[shared])]),
            gazetteer=gazetteer,
        )
    )
    assert [row["report"] for row in found["incidents"]] == [[0, 1], [0]]
    sources = found["columns"]["report.source"]
    assert [found["values"]["report.source"][code] for code in sources] == ["One", "Two"]
