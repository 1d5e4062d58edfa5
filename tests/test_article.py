"""The article that everything began with tells exactly two incidents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from shapely import Point

from geomap.geodesy import distance_km
from geomap.pipeline import Result, run
from geomap.records import Incident

ARTICLE = "seeds/000_6ba5b4d6a31d0306.txt"
RASHAD, SATIHA, LAKJA = (44.082, 35.135), (44.188, 35.063), (43.602, 35.590)


@pytest.fixture(scope="module")
def result(shared: Path) -> Result:
    return run([shared / ARTICLE], published="2021-09-06")


@pytest.fixture(scope="module")
def police(result: Result) -> Incident:
    return next(i for i in result.incidents if i.event.killed and i.event.killed.low == 12)


@pytest.fixture(scope="module")
def army(result: Result) -> Incident:
    return next(i for i in result.incidents if i.event.killed and i.event.killed.low == 3)


def test_the_article_tells_exactly_two_incidents(result: Result) -> None:
    assert len(result.incidents) == 2
    assert not result.problems
    assert all(0 < incident.confidence <= 1 for incident in result.incidents)


def test_police_at_rashad(police: Incident) -> None:
    event = police.event
    assert event.when.start in (date(2021, 9, 4), date(2021, 9, 5))
    assert event.when.end == date(2021, 9, 5)
    assert (event.perpetrator, event.target) == ("IS", "Federal Police")
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.low, event.killed.high, event.injured.low) == (12, 12, 3)
    assert {"small arms", "IED"} <= set(event.weapons)


def test_the_police_incident_lies_by_the_town_and_says_the_contradiction(police: Incident) -> None:
    where = police.location
    assert police.point is not None
    assert distance_km(*police.point, *RASHAD) <= 15
    assert where.footprint is not None
    assert where.footprint.intersects(Point(RASHAD))
    assert where.footprint.intersects(Point(SATIHA))
    said = " ".join(reason.text for reason in where.reasons)
    assert "30 km" in said
    assert "46 km" in said
    assert "الرشاد" in (where.place_text or "")


def test_army_at_lakja(army: Incident) -> None:
    event = army.event
    assert (event.when.start, event.when.end, event.when.time_of_day) == (date(2021, 9, 5), date(2021, 9, 5), "dawn")
    assert (event.perpetrator, event.target) == ("IS", "Iraqi army")
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.low, event.injured.low) == (3, 1)
    assert "14" in (event.target_text or "")


def test_the_army_incident_lies_in_lakja_and_keeps_both_claims(army: Incident) -> None:
    assert army.point is not None
    assert distance_km(*army.point, *LAKJA) <= 3
    row = army.row()
    assert row["governorate"] == "Erbil"
    assert row["claimed_governorate"] == "Nineveh"
    assert row["disputed"] > 0.5


def test_both_paragraphs_are_evidence_for_lakja(army: Incident) -> None:
    quoted = " ".join(evidence.text for evidence in army.evidence)
    assert "لاكجة" in quoted
    assert "الموصل" in quoted


def test_evidence_is_what_the_document_says(shared: Path, result: Result) -> None:
    from geomap.documents import read_documents

    (document,) = read_documents([shared / ARTICLE], published=date(2021, 9, 6))
    for incident in result.incidents:
        assert incident.evidence
        for evidence in incident.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text


def test_without_a_publication_date_the_page_clock_is_used_and_said(shared: Path) -> None:
    result = run([shared / ARTICLE])
    assert len(result.incidents) == 2
    for incident in result.incidents:
        assert incident.event.when.basis == "page header"
        assert any("page" in warning for warning in incident.warnings)
        assert incident.event.when.start is not None
        assert incident.event.when.start.year == 2024
