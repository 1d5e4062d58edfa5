"""The automaton gives what the plain matcher gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.find import find
from geomap.gazetteer.matcher import Automaton, Matcher, NgramMatcher
from geomap.gazetteer.naming import NameIndex
from geomap.records import Name, Place

BOTH: tuple[Callable[[Sequence[str]], Matcher], ...] = (Automaton, NgramMatcher)


@pytest.mark.parametrize("matcher", BOTH)
def test_the_leftmost_longest_is_taken_without_overlap(matcher: Callable[[Sequence[str]], Matcher]) -> None:
    found = matcher(["a", "ab", "abc", "cd", "d"]).spans("xabcdabd")
    assert list(found) == [(2, 1, 4), (4, 4, 5), (1, 5, 7), (4, 7, 8)]


@pytest.mark.parametrize("matcher", BOTH)
def test_no_patterns_find_nothing(matcher: Callable[[Sequence[str]], Matcher]) -> None:
    assert list(matcher([]).spans("abc")) == []


codes = st.text(alphabet="ab\x01\x02\u0100\ud7ff\U00010000", max_size=40)


@given(st.lists(codes.filter(bool), unique=True, max_size=12), codes)
def test_both_agree_on_codes(patterns: list[str], text: str) -> None:
    assert list(Automaton(patterns).spans(text)) == list(NgramMatcher(patterns).spans(text))


WORDS = [
    "تل",
    "عفر",
    "بني",
    "سعد",
    "الرشاد",
    "بلد",
    "روز",
    "كركوك",
    "ابو",
    "غريب",
    "Tal",
    "Afar",
    "al",
    "Kirkuk",
    "هەولێر",
    "شار",
]
NAMES = [
    "تل عفر",
    "تل",
    "بني سعد",
    "الرشاد",
    "بلد روز",
    "بلد",
    "كركوك",
    "أبو غريب",
    "Tal Afar",
    "al-Kirkuk",
    "Afar",
    "هەولێر",
]
PLACES = [Place(f"iq.{n}", "town", (Name(name, "ar"),), 44, 35, 1) for n, name in enumerate(NAMES)]
joined = st.lists(
    st.tuples(
        st.sampled_from(["", "و", "ب", "وب", "لل"]),
        st.sampled_from(WORDS),
        st.sampled_from([" ", "، ", "-", "\n", ". ", "دا ", " ("]),
    ),
    max_size=15,
).map(lambda parts: "".join("".join(part) for part in parts))


@given(joined)
def test_both_agree_on_running_text(text: str) -> None:
    fast, plain = NameIndex.of(PLACES), NameIndex.of(PLACES, NgramMatcher)
    assert find(text, fast) == find(text, plain)


def test_both_agree_on_real_articles(gazetteer: Gazetteer, shared: Path) -> None:
    plain = NameIndex.of(gazetteer.places.values(), NgramMatcher)
    lines = (shared / "data/eval/arabic_news_2015/articles.jsonl").read_text(encoding="utf-8").splitlines()
    for article in map(json.loads, lines[::8]):
        assert gazetteer.find(article["text"]) == find(article["text"], plain)
