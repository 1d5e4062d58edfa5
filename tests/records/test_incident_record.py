"""The flat record: every column, in order, from whole parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.records import (
    COLUMNS,
    JSON_COLUMNS,
    Casualty,
    Claim,
    Count,
    Document,
    Event,
    Evidence,
    Incident,
    Location,
    Name,
    Place,
    Reason,
    Report,
    Shares,
    When,
    count_words,
    summary,
    when_words,
)

DOCUMENT = Document("d1", "Gunmen killed three soldiers at Lakja.", published=date(2021, 9, 6), language="en")
LAKJA = Place("iq.erbil.p.lakja", "village", (Name("Lakja", "en"), Name("لاكجة", "ar")), 43.602, 35.590, 1.5)
EVENT = Event(
    "d1",
    "Battles",
    "Armed clash",
    When(date(2021, 9, 5), date(2021, 9, 5), "day", "weekday", "dawn"),
    killed=Count.exactly(3),
    injured=Count(1, None),
    evidence=(DOCUMENT.quote("killed", 7, 28),),
)
LOCATION = Location(
    "Lakja",
    LAKJA,
    43.602,
    35.590,
    1.5,
    method="named",
    shares=Shares({"Erbil": 0.7, "Nineveh": 0.3}, disputed=1.0),
    reasons=(Reason("named", {"place": "Lakja"}, "Lakja is named."),),
    evidence=(DOCUMENT.quote("place", 32, 37),),
)
INCIDENT = Incident(EVENT, LOCATION, (Report.of(DOCUMENT),), confidence=0.75)


def test_a_row_has_every_column_in_order() -> None:
    row = INCIDENT.row()
    assert list(row) == list(COLUMNS)
    assert row["governorate"] == "Erbil"
    assert row["governorate_shares"] == {"Erbil": 0.7, "Nineveh": 0.3}
    assert (row["injured_min"], row["injured_max"]) == (1, None)
    assert row["location_reason_codes"] == [["named", {"place": "Lakja"}]]
    assert [e["text"] for e in row["evidence"]] == ["killed three soldiers", "Lakja"]
    assert all(isinstance(row[name], list | dict) for name in JSON_COLUMNS)


def test_an_unplaced_incident_has_no_coordinate() -> None:
    row = Incident(EVENT, Location(), (Report.of(DOCUMENT),)).row()
    assert (row["lon"], row["lat"], row["governorate"], row["location_method"]) == (None, None, None, "unplaced")


def test_the_same_reports_give_the_same_id_and_other_words_another() -> None:
    again = Incident(EVENT, LOCATION, (Report.of(DOCUMENT),), confidence=0.1)
    other = Incident(Event("d2", "Battles", "Armed clash"), LOCATION, (Report.of(DOCUMENT),))
    assert INCIDENT.id == again.id != other.id


def test_a_merged_incident_keeps_the_id_of_its_oldest_member() -> None:
    late = Incident(Event("d2", "Battles", "Armed clash"), LOCATION, (Report("d2", published="2021-09-07"),))
    merged = Incident(EVENT, LOCATION, INCIDENT.reports + late.reports, members=(late, INCIDENT))
    assert merged.id == INCIDENT.id


def test_evidence_is_the_surface_form() -> None:
    evidence = DOCUMENT.quote("place", 32, 37)
    assert evidence == Evidence("place", "d1", 32, 37, "Lakja")


def test_the_summary_says_what_where_when_and_how_many() -> None:
    assert summary(EVENT, LOCATION) == ("Armed clash at Lakja, 5 September 2021, at dawn, 3 killed, at least 1 injured")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), ""),
        (When(date(2021, 9, 4), date(2021, 9, 5), time_of_day="night"), "4 to 5 September 2021, at night"),
        (When(date(2021, 8, 31), date(2021, 9, 1)), "31 August 2021 to 1 September 2021"),
        (When(date(2021, 9, 5), date(2021, 9, 5), time_of_day="14:30"), "5 September 2021, 14:30"),
    ],
)
def test_days_in_words(when: When, words: str) -> None:
    assert when_words(when) == words


@given(st.dates(), st.integers(0, 400))
def test_days_in_words_always_name_the_last_day(start: date, days: int) -> None:
    end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal() - 1))
    assert when_words(When(start, end)).endswith(f"{end.day} {end:%B %Y}")


bounds = st.none() | st.integers(0, 10_000)


@given(bounds, bounds, bounds, bounds)
def test_the_hull_of_two_counts_holds_both(a: int | None, b: int | None, c: int | None, d: int | None) -> None:
    first, second = Count(a, b), Count(c, d)
    hull = first.hull(second)
    assert hull == second.hull(first)
    for count in (first, second):
        assert hull.low is None or (count.low is not None and hull.low <= count.low)
        assert hull.high is None or (count.high is not None and hull.high >= count.high)


def test_counts_in_words() -> None:
    counts = (Count(3, 3), Count(3, None), Count(None, 5), Count(3, 5))
    assert [count_words(c) for c in counts] == ["3", "at least 3", "at most 5", "3 to 5"]


def test_figures_and_claims_are_mappings_in_a_row() -> None:
    casualty = Casualty("killed", "forces", "Iraqi army", 3, 3, "three soldiers", document="d1")
    claim = Claim("IS", "IS said it", "claimed")
    event = replace(EVENT, casualties=(casualty,), attributions=(claim,), type_rule="en/triggers/ambush")
    row = replace(INCIDENT, event=event).row()
    assert row["casualties"][0] | {"low": 3} == row["casualties"][0]
    assert row["casualties"][0]["actor"] == "Iraqi army"
    assert row["attributions"] == [{"actor": "IS", "text": "IS said it", "kind": "claimed", "by": None}]
    assert (row["type_rule"], row["factuality"], row["perpetrator_basis"]) == ("en/triggers/ambush", "stated", None)
