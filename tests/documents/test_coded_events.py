"""Rows in the shape of ACLED's and UCDP's tables become incidents. All rows here are invented."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geomap.documents import read_documents
from geomap.documents.actors import actor_class
from geomap.documents.coded import coder_of
from geomap.errors import DocumentError
from geomap.records import Count, Document, Incident, Problem, When

NOTES = (
    "On 5 September 2021, Islamic State (Iraq) fighters attacked a police post in Al Rashad and killed 13 policemen."
)
ACLED = {
    "event_id_cnty": "IRQ90001",
    "event_date": "05 September 2021",
    "year": "2021",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Islamic State (Iraq)",
    "assoc_actor_1": "",
    "inter1": "Rebel group",
    "actor2": "Police Forces of Iraq (2014-2022) Federal Police",
    "assoc_actor_2": "",
    "inter2": "State forces",
    "admin1": "Kirkuk",
    "location": "Al Rashad",
    "latitude": "35.135",
    "longitude": "44.082",
    "geo_precision": "2",
    "source": "Invented News; Our Desk",
    "notes": NOTES,
    "fatalities": "13",
    "timestamp": "1631000000",
}
UCDP = {
    "id": "990001",
    "year": "2016",
    "type_of_violence": "1",
    "side_a": "Government of Iraq",
    "side_b": "IS",
    "source_office": "Invented Wire;Invented Wire;Our Desk",
    "source_date": "2016-03-07;2016-03-06",
    "source_headline": "Army shells Hawija;Army shells Hawija;Ten fighters dead in Hawija",
    "where_prec": "1",
    "where_coordinates": "Hawija town",
    "adm_1": "Kirkuk province",
    "latitude": "35.324",
    "longitude": "43.774",
    "date_prec": "2",
    "date_start": "2016-03-05",
    "date_end": "2016-03-06",
    "deaths_a": "0",
    "deaths_b": "10",
    "deaths_civilians": "2",
    "deaths_unknown": "0",
    "best": "12",
    "high": "15",
    "low": "10",
}


def read(folder: Path, *rows: Mapping[str, Any], ending: str = "csv", **options: Any) -> list[Any]:
    header = list(dict.fromkeys(name for row in rows for name in row))
    path = folder / f"coded.{ending}"
    cells = [[row.get(name) for name in header] for row in rows]
    if ending == "parquet":
        pq.write_table(pa.table({name: [line[at] for line in cells] for at, name in enumerate(header)}), path)
    elif ending == "xlsx":
        book = Workbook()
        for line in (header, *cells):
            book.active.append(line)
        book.save(path)
    elif ending == "jsonl":
        path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows((header, *cells))
        path.write_text(text.getvalue(), "utf-8", newline="")
    return list(read_documents([path], today=date(2026, 1, 1), **options))


def one(folder: Path, row: Mapping[str, Any], **changes: Any) -> Incident:
    [incident] = read(folder, {**row, **changes})
    assert isinstance(incident, Incident)
    return incident


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl"])
def test_an_acled_row_is_an_incident_in_every_format(tmp_path: Path, ending: str) -> None:
    [incident] = read(tmp_path, ACLED, ending=ending)
    event, [report] = incident.event, incident.reports
    assert (event.event_type, event.sub_event_type) == ("Battles", "Armed clash")
    assert event.when == When(date(2021, 9, 5), date(2021, 9, 5), "day", "stated")
    assert event.killed == Count(13, 13)
    assert event.injured is None
    assert (event.perpetrator, event.target) == ("IS", "Federal Police")
    assert event.perpetrator_text == "Islamic State (Iraq)"
    assert (incident.location.lon, incident.location.lat, incident.location.geo_precision) == (44.082, 35.135, 2)
    assert incident.location.place_text == "Al Rashad"
    assert (report.id, report.source, report.published) == (
        "ACLED IRQ90001",
        "ACLED (Invented News; Our Desk)",
        None,
    )
    assert (incident.status, incident.warnings, incident.coded) == ("extracted", (), "ACLED IRQ90001")


def test_an_acled_row_of_a_spreadsheet_with_real_numbers_and_dates(tmp_path: Path) -> None:
    typed = {"event_date": datetime(2021, 9, 5), "time_precision": 1, "latitude": 35.135, "longitude": 44.082}
    [typed_one] = read(tmp_path, {**ACLED, **typed, "geo_precision": 2.0, "fatalities": 13.0}, ending="xlsx")
    assert typed_one == one(tmp_path, ACLED)


def test_a_ucdp_row_is_an_incident(tmp_path: Path) -> None:
    incident = one(tmp_path, UCDP)
    event, [report] = incident.event, incident.reports
    assert (event.event_type, event.sub_event_type) == ("Battles", "Armed clash")
    assert event.when == When(date(2016, 3, 5), date(2016, 3, 6), "week", "stated")
    assert event.killed == Count(10, 15)
    assert event.killed_attackers is None
    assert (event.perpetrator, event.target) == ("Iraqi forces", "IS")
    assert (report.title, report.source) == ("Army shells Hawija", "UCDP (Invented Wire; Our Desk)")
    assert report.published == "2016-03-06"
    assert (incident.location.where_prec, incident.location.place_text) == (1, "Hawija town")


@pytest.mark.parametrize("row", [ACLED, UCDP])
def test_evidence_points_into_the_text_of_the_row(tmp_path: Path, row: Mapping[str, str]) -> None:
    incident = one(tmp_path, row)
    [text] = [e.text for e in incident.evidence if e.field == "sentence"]
    assert {e.field for e in incident.evidence} >= {"sentence", "place"}
    assert all(text[e.start : e.end] == e.text for e in incident.evidence)
    assert {e.document for e in incident.evidence} == {incident.reports[0].id}


def test_a_row_without_a_text_has_no_evidence(tmp_path: Path) -> None:
    assert one(tmp_path, ACLED, notes="").evidence == ()
    assert one(tmp_path, UCDP, source_headline="").evidence == ()


def test_the_id_is_the_coders_whatever_else_changes(tmp_path: Path) -> None:
    first = one(tmp_path, ACLED)
    assert one(tmp_path, ACLED, notes="Rewritten.", fatalities="14", location="Rashad").id == first.id
    assert one(tmp_path, ACLED, event_id_cnty="IRQ90002").id != first.id
    assert one(tmp_path, UCDP, id="IRQ90001").id != first.id


@pytest.mark.parametrize(
    ("precision", "when"),
    [
        ("1", (date(2021, 9, 5), date(2021, 9, 5), "day")),
        ("2", (date(2021, 9, 2), date(2021, 9, 8), "week")),
        ("3", (date(2021, 9, 1), date(2021, 9, 30), "month")),
    ],
)
def test_acleds_precision_of_time_gives_the_days(tmp_path: Path, precision: str, when: tuple[date, date, str]) -> None:
    found = one(tmp_path, ACLED, time_precision=precision).event.when
    assert (found.start, found.end, found.precision) == when


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "day"), ("2", "week"), ("3", "week"), ("4", "month"), ("5", "year")]
)
def test_ucdps_precision_of_time_keeps_its_days(tmp_path: Path, code: str, precision: str) -> None:
    found = one(tmp_path, UCDP, date_prec=code).event.when
    assert (found.start, found.end, found.precision) == (date(2016, 3, 5), date(2016, 3, 6), precision)


@pytest.mark.parametrize("written", ["2021-09-05", "5 September 2021", "05-Sep-2021", "2021-09-05 00:00:00.000"])
def test_days_are_read_as_tables_write_them(tmp_path: Path, written: str) -> None:
    assert one(tmp_path, ACLED, event_date=written).event.when.start == date(2021, 9, 5)


def test_nothing_reported_is_zero_and_no_figure_is_none(tmp_path: Path) -> None:
    assert one(tmp_path, ACLED, fatalities="0").event.killed == Count(0, 0)
    assert one(tmp_path, ACLED, fatalities="").event.killed is None
    assert one(tmp_path, UCDP, low="", high="").event.killed == Count(12, 12)
    assert one(tmp_path, UCDP, low="", high="", best="").event.killed is None
    assert one(tmp_path, UCDP, best="", low="15", high="10").event.killed == Count(10, 15)


def test_one_sided_violence_is_against_civilians(tmp_path: Path) -> None:
    event = one(tmp_path, UCDP, type_of_violence="3", side_a="IS", side_b="Civilians", deaths_a="1").event
    assert (event.event_type, event.sub_event_type) == ("Violence against civilians", "Attack")
    assert (event.perpetrator, event.target, event.killed_attackers) == ("IS", "civilians", 1)


def test_old_tables_of_acled_are_known(tmp_path: Path) -> None:
    names = {"event_id_cnty": "EVENT_ID_NO_CNTY", "notes": "NOTES"}
    old = {names.get(name, name.upper()): value for name, value in ACLED.items() if name != "sub_event_type"}
    incident = one(tmp_path, old, EVENT_TYPE="Battle-No change of territory", INTER1="2", INTER2="1")
    assert (incident.event.event_type, incident.event.sub_event_type) == ("Battles", "Armed clash")
    assert (incident.coded, incident.event.target) == ("ACLED IRQ90001", "Federal Police")


def test_old_tables_of_ucdp_are_known(tmp_path: Path) -> None:
    names = {"best": "best_est", "low": "low_est", "high": "high_est"}
    old = {names.get(name, name): value for name, value in UCDP.items()}
    assert one(tmp_path, old).event.killed == Count(10, 15)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Islamic State (Iraq)", None, "IS"),
        ("IS", None, "IS"),
        ("Islamic State (Iraq) - Civilians", None, "civilians"),
        ("Military Forces of Iraq (2020-2022)", None, "Iraqi army"),
        ("Military Forces of Iraq (2020-2022) Peshmerga", None, "Peshmerga"),
        ("Military Forces of Iraq (2020-2022) Counter-Terrorism Service", None, "Counter Terrorism Service"),
        ("Police Forces of Iraq (2020-2022)", None, "police"),
        ("Police Forces of Iraq (2020-2022) Asayish", None, "Asayish"),
        ("PMF: Popular Mobilization Forces", None, "PMF"),
        ("Tribal Mobilization Militia (Iraq)", None, "tribal"),
        ("PKK: Kurdistan Workers Party", None, "PKK"),
        ("Military Forces of Turkey (2016-)", None, "Turkey"),
        ("Government of Turkey", None, "Turkey"),
        ("Government of Iraq", None, "Iraqi forces"),
        ("Military Forces of Iran (1989-)", None, "Iran"),
        ("Global Coalition Against Daesh", None, "coalition"),
        ("Government of United States of America", None, "coalition"),
        ("Unidentified Armed Group (Iraq)", None, "unknown"),
        ("Civilians (Iraq)", None, "civilians"),
        ("Invented Brigade", "Political militia", "militia"),
        ("Invented Brigade", "3", "other"),
        ("Invented Brigade", None, "other"),
        ("", None, "unknown"),
        (None, "7", "unknown"),
    ],
)
def test_actors_have_our_classes(name: str | None, kind: str | None, expected: str) -> None:
    assert actor_class(name, kind) == expected


def test_an_event_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    [first, again, other] = read(tmp_path, ACLED, {**ACLED, "actor1": "x"}, {**ACLED, "event_id_cnty": "IRQ2"})
    assert isinstance(first, Incident)
    assert isinstance(other, Incident)
    assert isinstance(again, Problem)
    assert not again.skipped
    assert "ACLED IRQ90001" in again.what


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (ACLED, {"event_id_cnty": ""}),
        (ACLED, {"event_type": ""}),
        (UCDP, {"id": ""}),
        (UCDP, {"type_of_violence": "4"}),
    ],
)
def test_a_row_that_is_no_event_costs_itself_only(
    tmp_path: Path, row: Mapping[str, str], changes: Mapping[str, str]
) -> None:
    [problem, incident] = read(tmp_path, {**row, **changes}, row)
    assert isinstance(incident, Incident)
    assert problem.where.endswith(":2")
    assert f'"{next(iter(changes))}"' in problem.what
    assert problem.skipped
    assert problem.hint


@pytest.mark.parametrize(
    ("lat", "lon"), [("", ""), ("0", "0"), ("91", "44"), ("x", "44"), ("nan", "44"), ("35", "190")]
)
def test_a_position_that_does_not_exist_is_none(tmp_path: Path, lat: str, lon: str) -> None:
    where = one(tmp_path, ACLED, latitude=lat, longitude=lon).location
    assert (where.lon, where.lat, where.method) == (None, None, "unplaced")


def test_a_coders_table_is_one_of_reports_where_the_user_names_the_text(tmp_path: Path) -> None:
    [document] = read(tmp_path, ACLED, columns={"text": "notes", "published": "event_date", "id": "event_id_cnty"})
    assert isinstance(document, Document)
    assert (document.text, document.published, document.id) == (NOTES, date(2021, 9, 5), "IRQ90001")


def test_the_headlines_of_ucdp_are_incidents(shared: Path) -> None:
    path = shared / "data" / "eval" / "ucdp_headlines" / "events.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8", newline="") as table:
        rows = {f"UCDP {int(float(row['id']))}": row for row in csv.DictReader(table)}
    found = list(read_documents([path]))
    assert all(isinstance(item, Incident) for item in found)
    assert {item.coded for item in found} == set(rows)  # type: ignore[union-attr]
    for item in found:
        assert isinstance(item, Incident)
        row = rows[item.coded or ""]
        assert item.event.killed == Count(int(float(row["low"])), int(float(row["high"])))
        assert item.event.perpetrator not in ("unknown", "other")
        assert item.location.where_prec == int(float(row["where_prec"]))


CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["1", "3", "2021-09-05", "9" * 400, "1e400", "Al Rashad", "a;b;;c"]),
)


@given(st.sampled_from([ACLED, UCDP]), st.data())
@settings(max_examples=200, deadline=None)
def test_random_cells_never_raise(row: Mapping[str, str], data: st.DataObject) -> None:
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(row)), CELLS, max_size=6))
    coder = coder_of(row)
    assert coder is not None
    with suppress(DocumentError):  # what is no event is told as one report's problem
        assert coder.incident({**row, **changed}).row()["id"]


def names(rows: Sequence[Mapping[str, str]]) -> set[str]:
    return {name for row in rows for name in row}


@given(st.sets(st.sampled_from(sorted(names([ACLED, UCDP]))), max_size=20))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_some_of_a_coders_columns_never_raise(tmp_path: Path, kept: set[str]) -> None:
    row = {name: value for name, value in {**ACLED, **UCDP}.items() if name in kept}
    if row:
        assert all(item for item in read(tmp_path, row))
