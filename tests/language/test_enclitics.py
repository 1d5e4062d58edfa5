"""Sorani words without what is written onto their end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.language import fold_text, one_spelling, strip_enclitics


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("هاووڵاتییان", "هاووڵاتی"),
        ("جووتیاری", "جووتیار"),
        ("پێشمەرگەش", "پێشمەرگە"),
        ("هێرشێکدا", "هێرشێک"),
        ("داعشەوە", "داعش"),
        ("تورکیاوە", "تورکیا"),
        ("تورکیایە", "تورکیا"),
        ("کەسیشیان", "کەس"),
    ],
)
def test_enclitics_come_off(word: str, stem: str) -> None:
    assert fold_text(stem) in strip_enclitics(fold_text(word))


@pytest.mark.parametrize(("word", "stem"), [("گرتەوە", "گرت"), ("کردەوە", "کرد"), ("سی", "س")])
def test_what_makes_another_word_stays(word: str, stem: str) -> None:
    """``گرت`` is "took" and ``گرتەوە`` "retook"; ``سی`` is thirty."""
    assert fold_text(stem) not in strip_enclitics(fold_text(word))


@pytest.mark.parametrize(
    ("one", "other"), [("سنووری", "سنوری"), ("تەقییەوە", "تەقیەوە"), ("کردووە", "کردوە"), ("بوون", "بون")]
)
def test_a_vowel_may_be_written_once_or_twice(one: str, other: str) -> None:
    assert one_spelling(fold_text(one)) == one_spelling(fold_text(other))


def test_was_is_not_for() -> None:
    assert one_spelling(fold_text("بوو")) != one_spelling(fold_text("بۆ"))


@given(st.text(alphabet="ابدەوویێشنهكگرت", max_size=12))
def test_any_word_keeps_its_beginning(word: str) -> None:
    stems = strip_enclitics(fold_text(word))
    assert stems[0] == fold_text(word)
    assert all(stems[0].startswith(stem) for stem in stems)
    assert sorted(stems, key=len, reverse=True) == list(stems)
