"""The library's three functions."""

from __future__ import annotations

from pathlib import Path

import pytest

import geomap
from geomap.errors import GeomapError
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


@pytest.mark.parametrize("wrong", [{"published": "soon"}, {"language": "tlh"}, {"merge": "never"}])
def test_wrong_arguments_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(GeomapError):
        geomap.read(data_folder("reports"), **wrong)
