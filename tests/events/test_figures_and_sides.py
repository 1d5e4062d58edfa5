"""Who did it, to whom and how many: sentences in three languages, with what a reader takes from them.

They stand in ``figures_and_sides.toml``: passives, subjects behind their verb, relative clauses, several groups in one
sentence, bounds, revised tolls, conflicting sources, ranks as targets, bombs that kill who lays them, friendly fire.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geomap.events.casualties import figures
from geomap.events.reading import read as taken_apart
from geomap.records import Count, Document, Event

SENTENCES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("figures_and_sides.toml").read_text("utf-8"))[
    "sentence"
]
OPEN = -1


def _figure(count: Count | None) -> list[int]:
    """Return a count as the file writes it: [low, high], -1 for what is not said."""
    if count is None:
        return [OPEN, OPEN]
    return [OPEN if end is None else end for end in (count.low, count.high)]


def _told(event: Event, field: str) -> Any:
    """Return a field of `event` as the file writes it."""
    if field in ("killed", "injured"):
        return _figure(getattr(event, field))
    if field == "days":
        return [str(event.when.start), str(event.when.end)]
    return event.when.time_of_day if field == "time_of_day" else getattr(event, field)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:60])
def test_a_sentence_is_read_as_its_reader_does(read, sentence):
    (event,) = read(sentence["text"], sentence["language"])
    expected = {field: value for field, value in sentence.items() if field not in ("text", "language")}
    for field in ("killed", "injured"):
        if isinstance(expected.get(field), int):
            expected[field] = [expected[field]] * 2
    assert {field: _told(event, field) for field in expected} == expected


def test_militants_stay_of_no_side_where_two_armed_groups_could_be_theirs(read):
    (event,) = read("Three militants were killed in clashes with militia fighters near Hawija on Sunday.", "en")
    assert event.killed == Count.exactly(3)
    assert event.killed_attackers is None


def test_gunmen_are_not_of_the_group_to_which_their_victim_belongs(read):
    (event,) = read("قتل مسلحون مجهولون أمس في الحويجة شابا ينتمي إلى الحشد الشعبي.")
    assert event.perpetrator == "unknown"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("أصيب ستة بهجوم على قرية في قضاء الحويجة أمس.", Count.exactly(6)),
        ("أصيب جنديان بستة هجمات على قرية في قضاء الحويجة أمس.", Count.exactly(2)),
        ("أصيب أربعة من عائلة واحدة بهجوم على قرية في قضاء الحويجة أمس.", Count.exactly(4)),
    ],
)
def test_a_number_counts_the_noun_that_no_preposition_parts_from_it(text, count):
    reading = taken_apart(Document("d", text, "", language="ar"), [])
    assert reading is not None
    assert [figure.count for figure in figures(reading)] == [count]


def test_what_stands_behind_a_semicolon_makes_no_history_of_what_stands_before_it(read):
    text = "Gunmen killed two policemen in Hawija on Sunday; the army blamed sleeper cells."
    assert [event.killed for event in read(text, "en")] == [Count.exactly(2)]
    assert not read("Sleeper cells killed policemen in the years after 2014; they are gone now.", "en")
