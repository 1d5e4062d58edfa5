"""The test sentences that stand beside the words in the data folder: whoever adds a word adds its sentence there."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import geomap.events
from geomap.events.reader import extract_with_labels
from geomap.gazetteer import Gazetteer
from geomap.records import Document

DATA = Path(geomap.events.__file__).parent / "data"


def sentences(line: str) -> list[tuple[str, str, str]]:
    """Return language, label and sentence of every sentence in the lines called `line`."""
    return [
        (path.parent.name, label, sentence)
        for path in sorted(DATA.glob("*/triggers.toml"))
        for label, table in tomllib.loads(path.read_text("utf-8")).items()
        for sentence in table.get(line, ())
    ]


def labels(text: str, language: str, gazetteer: Gazetteer) -> list[str]:
    """Return the tables that name the kinds of the events in `text`, as if published on a Monday."""
    document = Document("d", text, published=date(2021, 9, 6), published_basis="given", language=language)
    return [label for label, _ in extract_with_labels(document, gazetteer.find(text))]


@pytest.mark.parametrize(("language", "label", "text"), sentences("examples"))
def test_an_example_is_read_by_its_table(gazetteer, language, label, text):
    assert label in labels(text, language, gazetteer)


@pytest.mark.parametrize(("language", "label", "text"), sentences("not_examples"))
def test_what_is_no_example_tells_no_event(gazetteer, language, label, text):
    assert labels(text, language, gazetteer) == []


def test_every_sorani_kind_of_event_has_an_example():
    tables = tomllib.loads((DATA / "ckb" / "triggers.toml").read_text("utf-8"))
    assert [label for label, table in tables.items() if not table.get("examples")] == []
