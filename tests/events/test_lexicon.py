"""The lexicon: what a written word stands for in a pattern."""

from __future__ import annotations

import pytest

from geomap.events.lexicon import Lexicon
from geomap.events.words import split
from geomap.language import sentences
from geomap.records import Document


def hits(pattern: str, text: str, *, clitics: bool = True) -> list[str]:
    """Return the words of `text` that `pattern` is found at."""
    document = Document("d", text, "", language="ar")
    words = split(document, sentences(text))
    found = Lexicon({"topic": {"label": {"patterns": [pattern]}}}, clitics=clitics).scan(words)
    return [" ".join(word.text for word in words[hit.first : hit.last + 1]) for hit in found.get("topic", ())]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("تفجير*", "وقعت تفجيرات في بغداد", ["تفجيرات"]),
        ("ضابط ب*", "قال ضابط بالشرطة", ["ضابط بالشرطه"]),
        ("هجوم", "شنوا هجوما", ["هجوما"]),
        ("الجيش", "قال مصدر للجيش", ["للجيش"]),
        ("قتل … جنود", "قتل امس ثلاثة جنود", ["قتل امس ثلاثه جنود"]),
        ("قتل جنود", "قتل، جنود", []),
    ],
)
def test_a_pattern_is_found_as_the_press_writes_it(pattern: str, text: str, expected: list[str]) -> None:
    assert hits(pattern, text) == expected


def test_the_longest_pattern_of_a_topic_wins_and_none_lies_inside_another() -> None:
    files = {"topic": {"short": {"patterns": ["سيارة"]}, "long": {"patterns": ["سيارة مفخخة"]}}}
    words = split(Document("d", "انفجار سيارة مفخخة ثم سيارة", "", language="ar"), ())
    found = Lexicon(files, clitics=True).scan(words)["topic"]
    assert [(hit.entry.label, hit.first) for hit in found] == [("long", 1), ("short", 4)]
