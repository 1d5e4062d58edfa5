"""``geomap areas``, ``hotspots`` and ``near``, run as a user runs them, on files that geomap and others wrote."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from counted_incidents import KIRKUK, bare, frame_of, incident
from typer.testing import CliRunner

from geomap import store
from geomap.analysis import area_table
from geomap.cli.app import Exit, app
from geomap.errors import ExportError
from geomap.records import Count


def call(*words: object) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of ``geomap words``."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    """Sixty weeks of incidents in Hawija, the last one worse, and some elsewhere or nowhere."""
    rows = []
    for week in range(60):
        for n in range(9 if week == 59 else 2):
            day = date(2020, 8, 3) + timedelta(7 * week + n % 7)
            rows.append(
                incident(
                    len(rows),
                    at=(43.77, 35.32),
                    governorate={"Kirkuk": 1.0},
                    district={"Hawija": 0.9, "Dibis": 0.1},
                    days=(day, day),
                    killed=Count(1, 3),
                )
            )
    rows += [incident(500, at=KIRKUK, governorate={"Kirkuk": 1.0}, district={"Kirkuk": 1.0}), incident(501, at=None)]
    store.write(frame_of(rows), tmp_path / "incidents.gpkg", attribution=["Gazetteer: somebody"])
    return tmp_path / "incidents.gpkg"


def test_areas_tells_counts_with_their_ranges_and_a_total(incidents: Path, tmp_path: Path) -> None:
    status, out, _ = call("areas", incidents, "-o", tmp_path / "districts.csv")
    assert status == Exit.DONE
    assert "Hawija" in out
    assert "129 incidents: 128 in these districts, 0 elsewhere, 1 not placed." in out
    with (tmp_path / "districts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["unit"]: row for row in csv.DictReader(file)}
    hawija = rows["Hawija"]
    assert float(hawija["expected"]) == pytest.approx(127 * 0.9)
    assert int(hawija["low"]) < 114 < int(hawija["high"])
    assert sum(float(row["expected"]) for row in rows.values()) == pytest.approx(129)
    assert "Gazetteer: somebody" in (tmp_path / "districts.csv-metadata.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["governorate", "district", "disputed", "hexagon"])
def test_every_level_becomes_a_map_that_other_programs_open(incidents: Path, tmp_path: Path, by: str) -> None:
    status, _, _ = call("areas", incidents, "--by", by, "-o", tmp_path / "areas.geojson")
    assert status == Exit.DONE
    opened = gpd.read_file(tmp_path / "areas.geojson")
    assert opened["expected"].sum() == pytest.approx(129, abs=0.01)
    assert opened.geometry.notna().sum() >= 15
    found = json.loads((tmp_path / "areas.geojson").read_text(encoding="utf-8"))
    assert found["attribution"] == ["Gazetteer: somebody"]


def test_deaths_and_rates_go_into_a_workbook(incidents: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.xlsx"
    pd.DataFrame({"unit": ["Hawija", "الدبس"], "population": [450_000, 40_000]}).to_excel(people, index=False)
    words = ("areas", incidents, "--measure", "deaths", "--population", people, "-o")
    status, out, _ = call(*words, tmp_path / "a.xlsx")
    assert status == Exit.DONE, out
    assert "Per 100,000" in out
    assert "2 give no figure" in out
    sheet = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["table"].iter_rows(values_only=True))
    table = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    hawija = next(row for row in table if row["unit"] == "Hawija")
    assert hawija["expected"] == pytest.approx(127 * 0.9 * 2)
    assert hawija["rate"] == pytest.approx(127 * 0.9 * 2 / 4.5, rel=1e-4)
    call(*words, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_change_tells_the_week_that_was_worse(incidents: Path, tmp_path: Path) -> None:
    status, out, _ = call("areas", incidents, "--measure", "change", "--period", "2021-09-20..2021-09-26")
    assert status == Exit.DONE
    line = next(line for line in out.splitlines() if "Hawija" in line)
    assert "more" in line
    assert "+350 %" in line
    assert "No percentage" in out


def test_hotspots_names_the_place(incidents: Path, tmp_path: Path) -> None:
    status, out, _ = call("hotspots", incidents, "--size", "25", "-o", tmp_path / "hot.csv")
    assert status == Exit.DONE
    assert "hot" in out
    assert "Hawija" in out
    assert "128 incidents placed, 1 not." in out
    assert "spot" in (tmp_path / "hot.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_near_tells_the_share_over_time(incidents: Path, tmp_path: Path) -> None:
    line = tmp_path / "pipeline.wkt"
    line.write_text("LINESTRING (43.7 35.3, 43.8 35.35)", encoding="utf-8")
    words = ("-o", tmp_path / "months.csv", "--data", tmp_path / "each.xlsx")
    status, out, _ = call("near", line, incidents, "--within", "8", "--step", "month", *words)
    assert status == Exit.DONE
    assert "127 of 128 placed incidents lie within 8 km" in out
    assert "2021-09" in out
    with (tmp_path / "months.csv").open(encoding="utf-8-sig", newline="") as file:
        months = list(csv.DictReader(file))
    assert sum(float(month["incidents"]) for month in months) == pytest.approx(128)
    assert openpyxl.load_workbook(tmp_path / "each.xlsx")["table"].max_row == 130


def test_a_table_of_coded_events_serves_as_well(tmp_path: Path) -> None:
    acled = tmp_path / "acled.csv"
    acled.write_text(
        "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,"
        "location,latitude,longitude,geo_precision,source,notes,fatalities\n"
        "IRQ1,2021-09-05,2021,1,Battles,Armed clash,Islamic State,Military Forces of Iraq,Iraq,Kirkuk,Hawija,"
        "Hawija,35.3249,43.7712,1,Shafaq,Two killed.,2\n",
        encoding="utf-8",
    )
    status, out, err = call("areas", acled, "--measure", "deaths")
    assert status == Exit.DONE, err
    assert "Hawija" in out
    assert "2 deaths" in out


def test_calls_that_cannot_go_well_are_refused_before_the_work(incidents: Path, tmp_path: Path) -> None:
    line = tmp_path / "line.wkt"
    line.write_text("LINESTRING (43 35, 44 36)", encoding="utf-8")
    refused = [
        (("areas", incidents, "-o", tmp_path / "x.doc"), "has no ending"),
        (("near", line, incidents, "-o", tmp_path / "x.geojson"), "has no ending"),
        (("near", line, incidents, "-o", tmp_path / "x.csv", "--data", tmp_path / "x.csv"), "cannot both be"),
        (("areas", incidents, "--period", "last week"), "is no period"),
        (("areas", incidents, "--by", "hexagon", "--size", "1"), "cannot be used"),
        (("areas", incidents, "--measure", "change", "--population", line), "no rate"),
        (("near", tmp_path / "none.kml", incidents), "There is no file"),
    ]
    for words, fault in refused:
        status, _, err = call(*words)
        assert status == Exit.USAGE, words
        assert fault in " ".join(err.replace("│", " ").split()), words
    status, _, err = call("areas", tmp_path / "none.gpkg")
    assert status == Exit.FAILED
    assert "There is no file" in err
    csv_file = tmp_path / "incidents.csv"
    store.write(store.read(incidents), csv_file)
    status, _, err = call("areas", csv_file, "-o", csv_file)
    assert status == Exit.USAGE
    assert store.read(csv_file).shape[0] == 129


def test_tables_run_no_formula_and_no_markup(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://evil.example","x")'
    frame = bare([{"lon": KIRKUK[0], "lat": KIRKUK[1], "district_shares": {hostile: 0.5, "</script>\u2028": 0.5}}])
    table = area_table(frame).frame
    store.write_table(table, tmp_path / "t.csv")
    store.write_table(table, tmp_path / "t.xlsx")
    store.write_table(table, tmp_path / "t.geojson")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["unit"] for row in csv.DictReader(file)]
    assert f"'{hostile}" in cells
    assert hostile not in cells
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")["table"]
    cell = next(cell for row in book.iter_rows() for cell in row if cell.value == hostile)
    assert cell.data_type == "s"
    units = [each["properties"]["unit"] for each in json.loads((tmp_path / "t.geojson").read_text("utf-8"))["features"]]
    assert "</script>\u2028" in units


def test_a_table_goes_only_where_it_can(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [1.0, float("nan")], "day": [date(2021, 1, 2), None], "b": ["x", None]})
    with pytest.raises(ExportError, match="no shapes"):
        store.write_table(table, tmp_path / "t.geojson")
    with pytest.raises(ExportError, match="no format for tables"):
        store.write_table(table, tmp_path / "t.gpkg")
    assert store.write_table(table, tmp_path / "new" / "t.csv") == (tmp_path / "new" / "t.csv",)
    assert (tmp_path / "new" / "t.csv").read_text("utf-8-sig").splitlines() == ["a,day,b", "1,2021-01-02,x", ",,"]
