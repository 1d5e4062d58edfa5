"""What the page says: every sentence in every language, every reason and every plural form."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale

from geomap.locate.reasons import DIRECTION_WORDS, NAMED_VALUES
from geomap.locate.reasons import REASONS as LOCATED
from geomap.maps import LANGUAGES
from geomap.maps.build import PAGE
from geomap.store import PUBLISHED_REASONS

REASONS = {**LOCATED, **PUBLISHED_REASONS}
WORDS: dict[str, dict[str, Any]] = {
    language: json.loads((PAGE / "words" / f"{language}.json").read_text("utf-8")) for language in LANGUAGES
}
TRANSLATED = [language for language in LANGUAGES if language != "en"]
ACTORS = (
    "IS|Iraqi army|Federal Police|police|PMF|Peshmerga|Asayish|tribal|coalition|Turkey|PKK|Iran|"
    "Counter Terrorism Service|Iraqi forces|civilians|militia|unknown|other"
)

PLURALS = {"=0", "zero", "one", "two", "few", "many", "other"}
EMPTY_IN_ENGLISH = ("merge", "warning", "reasons", "compass", "direction_word", "kind_word")
APART = frozenset("اأإآدذرزژوۆڕە")
"""Letters that never join the next one."""


def slots(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_each_language_has_its_file():
    assert {path.stem for path in (PAGE / "words").iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_languages_say_the_same_things(language):
    assert set(WORDS[language]) == set(WORDS["en"])
    for key, value in WORDS["en"].items():
        assert isinstance(WORDS[language][key], type(value)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_counting_sentences_have_every_plural_form(language):
    forms = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key, value in WORDS[language].items():
        if isinstance(value, dict) and "other" in value and "one" in value:
            assert set(value) - {"=0"} >= forms - {"zero"}, key
            assert "zero" not in forms or "=0" in value or _never_zero(key), key


def _never_zero(key: str) -> bool:
    """Sentences that are not said of nothing: there is no strip for 0 unplaced incidents, and so on."""
    return key not in {"counts", "killed", "injured"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_use_the_same_values(language):
    for key, value in WORDS["en"].items():
        if isinstance(value, str):
            assert slots(WORDS[language][key]) == slots(value), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_counting_sentences_use_the_same_values(language):
    for key, value in WORDS["en"].items():
        if isinstance(value, dict) and "other" in value and "one" in value:
            assert slots(WORDS[language][key]["other"]) == slots(value["other"]), key
            # "One incident" may say its number in a word, but no form says more than is told.
            assert all(slots(form) <= slots(value["other"]) for form in WORDS[language][key].values()), key


def leaves(words: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every sentence of a language with the path of its key."""
    if isinstance(words, str):
        yield path, words
    else:
        for key, value in words.items():
            yield from leaves(value, f"{path}.{key}" if path else key)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_words_for_the_same_codes(language):
    """English leaves out codes that are English words; the others say every one that any says."""
    for key, value in WORDS["en"].items():
        if isinstance(value, dict) and (not set(value) <= PLURALS or key in EMPTY_IN_ENGLISH):
            codes = set(value).union(*(WORDS[other][key] for other in TRANSLATED))
            assert set(WORDS[language][key]) == codes, key


@pytest.mark.parametrize("language", TRANSLATED)
def test_numerals_are_those_of_the_language(language):
    found = [path for path, text in leaves(WORDS[language]) if re.search(r"[0-9%]", re.sub(r"\{\w+\}", "", text))]
    assert found == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_letters_are_those_of_the_language(language):
    """Arabic kaf, yeh and teh marbuta in Sorani, or Sorani letters in Arabic, look right and are found by no search."""
    foreign = "كيىةھأإآ" if language == "ckb" else "کیەڕڵۆێچپژگڤھ"
    others = {"short"}  # each language's name for itself
    assert [path for path, text in leaves(WORDS[language]) if set(text) & set(foreign) and path not in others] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_letter_joins_a_name(language):
    """Names stand isolated (UAX #9); letters do not join across an isolate's end: a suffix there would stand apart."""
    for path, text in leaves(WORDS[language]):
        if path.startswith("when_"):  # filled with dates of ours, which are not isolated and end in figures
            continue
        for match in re.finditer(r"(.?)\{\w+\}(.?)", text):
            before, after = match.groups()
            assert not after.isalpha(), path
            assert before in APART or not before.isalpha(), path


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("code", REASONS)
def test_each_reason_has_a_pattern_with_its_values(language, code):
    pattern = WORDS[language]["reasons"][code]
    assert slots(pattern) <= slots(REASONS[code])
    missing = slots(REASONS[code]) - slots(pattern)
    # A pattern may say "it" where English repeats a name, but never lose a figure or who is meant.
    assert not {name for name in missing if name not in NAMED_VALUES}, missing
    assert re.search(r"[\u0600-\u06ff]", pattern)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_pattern_is_left_of_a_reason_that_is_gone(language):
    assert set(WORDS[language]["reasons"]) == set(REASONS)


@pytest.mark.parametrize("language", TRANSLATED)
def test_directions_and_actors_have_words(language):
    assert set(WORDS[language]["direction_word"]) == set(DIRECTION_WORDS)
    assert set(WORDS[language]["actor"]) == set(ACTORS.split("|"))
