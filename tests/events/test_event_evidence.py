"""Every field rests on words of the report, and the words stand where the offsets say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geomap.events import extract
from geomap.records import Document

GOLD = Path(__file__).parents[1] / "gold"
REPORTS = [
    json.loads(line)
    for name in ("development", "held_out")
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("killed", "injured", "killed_attackers", "abducted", "arrested")
"""Fields that are None where no words say them."""
UNSAID = ("published", "page header", "none")
"""Bases of a date without words of its own."""


@pytest.fixture(scope="module")
def events(gazetteer):
    found = []
    for report in REPORTS:
        document = Document(
            report["id"],
            report["text"],
            report.get("title", ""),
            published=date.fromisoformat(report["published"][:10]),
            language=report["language"],
        )
        found += [(document, event) for event in extract(document, gazetteer.find(document.text))]
    assert len(found) > 90
    return found


def words(event, field):
    return [evidence for evidence in event.evidence if evidence.field == field]


def test_the_words_stand_where_the_offsets_say(events):
    for document, event in events:
        for evidence in event.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text
            assert evidence.text.strip()


def test_a_field_that_is_said_has_words_and_one_without_words_is_empty(events):
    for _, event in events:
        assert words(event, "event_type")
        assert words(event, "factuality")
        for field in FIELDS:
            assert bool(words(event, field)) or getattr(event, field) is None, (event.document, field)
        for role in ("perpetrator", "target"):
            assert bool(words(event, role)) or getattr(event, role) == "unknown", (event.document, role)
        assert bool(words(event, "weapons")) == bool(event.weapons)
        assert bool(words(event, "attributions")) == bool(event.attributions)
        assert bool(words(event, "time_of_day")) or event.when.time_of_day is None, event.document
        assert bool(words(event, "date")) or event.when.basis in UNSAID, event.document


def test_what_is_quoted_is_in_the_report(events):
    for document, event in events:
        quoted = [event.perpetrator_text, event.target_text]
        quoted += [text for casualty in event.casualties for text in (casualty.text, casualty.source)]
        quoted += [text for claim in event.attributions for text in (claim.text, claim.by)]
        assert all(text in document.text for text in quoted if text is not None)


def test_a_basis_belongs_to_a_perpetrator(events):
    for _, event in events:
        assert event.perpetrator_basis in (None, "stated", "claimed", "blamed", "denied")
        assert event.perpetrator_basis is None or event.perpetrator != "unknown"
