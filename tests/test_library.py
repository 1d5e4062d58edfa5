"""The library's three functions."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import geomap
from geomap import store
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import Gazetteer
from geomap.records import COLUMNS
from geomap.settings import data_folder


def test_read_gives_a_frame_with_the_records_columns() -> None:
    incidents = geomap.read(data_folder("reports"))
    assert list(incidents.columns.drop("geometry")) == list(COLUMNS)
    assert incidents.crs == "EPSG:4326"
    assert incidents.attrs["documents"] >= 8
    assert incidents["id"].is_unique
    placed = incidents[incidents["lon"].notna()]
    assert (placed.geometry.x == placed["lon"]).all()
    assert len(placed) > 0


def test_attribution_travels_with_the_frame(tmp_path: Path) -> None:
    incidents = geomap.read(data_folder("reports"))
    lines = incidents.attrs["attribution"]
    assert lines == list(Gazetteer.load().attribution)
    store.write(incidents[incidents["lon"].notna()], tmp_path / "placed.csv")
    assert store.read(tmp_path / "placed.csv").attrs["attribution"] == lines


def test_draw_saves_one_file(tmp_path: Path) -> None:
    incidents = geomap.read([data_folder("reports")])
    geomap.draw(incidents, title="Sample").save(tmp_path / "map.html")
    assert "Sample" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_problems_travel_with_the_frame(tmp_path: Path) -> None:
    incidents = geomap.read([tmp_path / "missing.txt"])
    assert len(incidents) == 0
    assert incidents.attrs["problems"][0]["skipped"]


def test_where_answers_a_phrase() -> None:
    where = geomap.where("30 km southwest of Kirkuk")
    assert where.lon == pytest.approx(44.16, abs=0.05)
    assert where.lat == pytest.approx(35.28, abs=0.05)


@pytest.mark.parametrize("phrase", ["", "nowhere at all", "\0", "\ud800", "[bold]"])
def test_what_cannot_be_placed_is_none_with_a_reason(phrase: str) -> None:
    where = geomap.where(phrase)
    assert (where.lon, where.lat, where.radius_km, where.footprint) == (None,) * 4
    assert where.method == "unplaced"
    assert where.reasons


@pytest.mark.parametrize("phrase", [None, 3, "between Kirkuk and Hawija " * 100])
def test_what_is_no_phrase_is_refused(phrase: Any) -> None:
    with pytest.raises(InputError, match="no place phrase"):
        geomap.where(phrase)


def test_an_empty_result_has_all_columns_and_types(tmp_path: Path) -> None:
    full = geomap.read(data_folder("reports"))
    for empty in (geomap.read([]), geomap.read([tmp_path / "missing.txt"]), full[full["lat"] > 89]):
        assert list(empty.columns) == list(full.columns)
        assert list(empty.dtypes) == list(full.dtypes)
        assert empty.crs == full.crs == "EPSG:4326"
        assert len(empty) == 0
        geomap.draw(empty).save(tmp_path / "map.html")


def test_the_columns_have_the_types_that_are_promised() -> None:
    incidents = geomap.read(data_folder("reports"))
    kinds = {"integer": "Int64", "real": "float64", "date": "datetime64[s]", "polygon": "geometry"}
    for name, kind in COLUMNS.items():
        assert str(incidents[name].dtype) == kinds.get(kind, "object"), name


@pytest.mark.parametrize("given", ["str", "path", "list", "generator"])
def test_reports_may_be_given_in_any_way(tmp_path: Path, given: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Three soldiers were killed by a roadside bomb near Hawija, police said.", encoding="utf-8")
    reports: Any = {"str": str(path), "path": path, "list": [path], "generator": (p for p in [str(path)])}[given]
    assert geomap.read(reports).attrs["documents"] == 1


@pytest.mark.parametrize("day", ["2021-09-06", date(2021, 9, 6), datetime(2021, 9, 6, 23, 59)])
def test_the_day_of_publication_may_be_given_in_any_way(tmp_path: Path, day: Any) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Three soldiers were killed yesterday by a roadside bomb near Hawija.", encoding="utf-8")
    (start,) = geomap.read(path, published=day)["date_start"]
    assert start == datetime(2021, 9, 5)


def test_what_is_read_can_be_written_and_read_again(tmp_path: Path) -> None:
    incidents = geomap.read(data_folder("reports"))
    store.write(incidents, tmp_path / "incidents.gpkg")
    again = store.read(tmp_path / "incidents.gpkg")
    assert list(again["id"]) == list(incidents["id"])
    assert list(again["location_reasons"]) == list(incidents["location_reasons"])


@pytest.mark.parametrize("table", [42, None, pd.DataFrame({"a": [1]})])
def test_only_incidents_can_be_drawn(table: Any) -> None:
    with pytest.raises(InputError, match=r"is no table|has no positions"):
        geomap.draw(table)


def test_any_table_with_positions_and_a_day_can_be_drawn() -> None:
    table = pd.DataFrame({"event_date": ["2021-09-04"], "latitude": [35.32], "longitude": [43.77], "fatalities": [3]})
    drawn = geomap.draw(table, title="ACLED's columns")
    assert drawn.incidents.contents["table"]["length"] == 1


@pytest.mark.parametrize(
    "wrong", [{"published": "soon"}, {"published": "0001-01-01"}, {"language": "tlh"}, {"merge": "never"}]
)
def test_wrong_arguments_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(GeomapError):
        geomap.read(data_folder("reports"), **wrong)
