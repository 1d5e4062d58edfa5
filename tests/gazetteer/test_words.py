"""The data about words beside names."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from geomap.gazetteer.surroundings import LANGUAGES, surroundings
from geomap.gazetteer.tables import KINDS


def table(language: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("geomap.gazetteer").joinpath(f"words/{language}.toml").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_one_that_places_have(language: str) -> None:
    for side in ("before", "after"):
        assert set(table(language)[side]) <= KINDS | {"area", "locality"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_asks_for_two_kinds_and_no_name_is_guarded_twice(language: str) -> None:
    for section in ("before", "after", "guarded"):
        words = Counter(word.casefold() for words in table(language)[section].values() for word in words)
        assert [word for word, times in words.items() if times > 1] == []


def test_the_words_of_all_languages_come_together() -> None:
    words = surroundings()
    assert words.before["قضاء".replace("ء", "")] == words.before["district"] == words.before["قهزاي"] == "district"
    assert words.guarded["الرشاد"] == 2
