"""The table that analysts get: columns, types, nulls."""

from __future__ import annotations

from datetime import date

import pandas as pd

from geomap.records import COLUMNS, Event, Incident, Location, Report, When
from geomap.store import to_frame

PLACED = Incident(
    Event("d1", "Battles", "Armed clash", When(date(2021, 9, 5), date(2021, 9, 6), "day", "stated"), weapons=("IED",)),
    Location("Lakja", lon=43.602, lat=35.590, radius_km=1.0, method="named"),
    (Report("d1"),),
)
UNPLACED = Incident(Event("d2", "Battles", "Armed clash"), Location("nowhere"), (Report("d2"),))


def test_the_columns_are_the_records_and_the_point() -> None:
    frame = to_frame([PLACED, UNPLACED])
    assert list(frame.columns) == [*COLUMNS, "geometry"]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.name == "geometry"


def test_an_unplaced_incident_has_no_point_and_is_kept() -> None:
    frame = to_frame([UNPLACED, PLACED])
    assert frame.geometry.iloc[0] is None
    assert (frame.geometry.iloc[1].x, frame.geometry.iloc[1].y) == (43.602, 35.590)
    assert frame["footprint"].iloc[0] is None


def test_types_hold_without_any_row() -> None:
    assert list(to_frame([]).dtypes) == list(to_frame([PLACED]).dtypes) == list(to_frame([UNPLACED]).dtypes)


def test_days_can_be_compared_and_numbers_added() -> None:
    frame = to_frame([PLACED, UNPLACED])
    assert list(frame["date_start"] >= "2021-09-05") == [True, False]
    assert frame["date_end"].iloc[0] == pd.Timestamp(2021, 9, 6)
    assert frame["killed_min"].sum() == 0
    assert frame["killed_min"].isna().all()


def test_unknown_text_is_none() -> None:
    frame = to_frame([UNPLACED])
    assert frame["place_name_ar"].iloc[0] is None
    assert frame["weapons"].iloc[0] == []
