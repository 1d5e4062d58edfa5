"""The words that stand beside place names: for their kinds, for where, for what is no place.

The words are data, one file per language in `geomap/gazetteer/words/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from geomap.gazetteer.keys import tidy
from geomap.language import fold_text

__all__ = ["LANGUAGES", "ON", "After", "Before", "Surroundings", "after", "before", "surroundings"]

LANGUAGES: tuple[str, ...] = ("ar", "ckb", "en")

ON = "على"
"""The preposition as written; folded it is Ali, a man's name."""
_ARABIC_ENDINGS = ("", "ة", "ين", "ون")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words beside a name say about it; every word in the form of `geomap.gazetteer.keys.form`.

    Parameters
    ----------
    before, after : mapping of str to str
        Word → the kind of place that it asks for; ``area`` asks for none in particular.
    directions : frozenset of str
        Words such as "north of" that only a place follows.
    prepositions : frozenset of str
        Words such as "in", after which a place is likelier than not.
    events : frozenset of str
        Words for what happens somewhere, so that an "in" after them is in a place.
    several : frozenset of str
        Words of kind for several places, whose names follow in a list.
    home : frozenset of str
        Words that only a text about Iraq has.
    blocked, blocked_after : frozenset of str
        Words after and before which a name is that of a paper, a company or a unit.
    persons : frozenset of str
        First names and titles, after which a name is a person's.
    guarded : mapping of str to int
        Names that are also other words → how much must speak for them, as `geomap.gazetteer.context` says.
    guarded_in_sorani : mapping of str to int
        The same of Sorani words alone, for a Sorani text: there سلێمانی is a city, not the general Sulaymani.
    demonyms : mapping of str to str
        What is said of the people and things of a country ("Saudi") → its ISO 3166-1 code; Iraq's own are in `home`.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    directions: frozenset[str]
    prepositions: frozenset[str]
    events: frozenset[str]
    several: frozenset[str]
    home: frozenset[str]
    blocked: frozenset[str]
    blocked_after: frozenset[str]
    persons: frozenset[str]
    guarded: Mapping[str, int]
    guarded_in_sorani: Mapping[str, int]
    demonyms: Mapping[str, str]


@cache
def surroundings() -> Surroundings:
    """Return the words of all languages; their scripts and vocabularies keep them apart."""
    tables = [_load(language) for language in LANGUAGES]
    return Surroundings(
        before=_kinds(tables, "before"),
        after=_kinds(tables, "after"),
        directions=_words(tables, "cues", "directions"),
        prepositions=_words(tables, "cues", "prepositions"),
        events=_words(tables, "cues", "events"),
        several=_words(tables, "cues", "several"),
        home=_words(tables, "cues", "home"),
        blocked=_words(tables, "blocked", "before"),
        blocked_after=_words(tables, "blocked", "after"),
        persons=_words(tables, "blocked", "persons"),
        guarded=_guarded([table for code, table in zip(LANGUAGES, tables, strict=True) if code != "ckb"]),
        guarded_in_sorani=_guarded([tables[LANGUAGES.index("ckb")]]),
        demonyms=_demonyms(),
    )


@dataclass(frozen=True, slots=True)
class Before:
    """What the word before a name says: its stems, the kind that it asks for, and which lists it stands in."""

    stems: tuple[str, ...] = ()
    kind: str | None = None
    several: bool = False
    direction: bool = False
    preposition: bool = False
    blocked: bool = False
    person: bool = False
    cue: bool = False
    """Whether it is any word that a place may follow."""


@dataclass(frozen=True, slots=True)
class After:
    """What the word after a name says."""

    kind: str | None = None
    direction: bool = False
    preposition: bool = False
    blocked: bool = False
    country: str = ""
    """That of which it is said: "Moroccan"."""


@lru_cache(maxsize=16384)
def before(stems: tuple[str, ...]) -> Before:
    """Return what a word says before a name.

    Parameters
    ----------
    stems : tuple of str
        The word and what is left of it without proclitics, in the form of `geomap.gazetteer.keys.form`; empty where no
        word stands there.
    """
    words = surroundings()
    if stems == (ON,):
        return Before(stems, preposition=True, cue=True)
    kind = next((words.before[stem] for stem in stems if stem in words.before), None)
    direction, preposition, home = (
        not some.isdisjoint(stems) for some in (words.directions, words.prepositions, words.home)
    )
    return Before(
        stems=stems,
        kind=kind,
        several=not words.several.isdisjoint(stems),
        direction=direction,
        preposition=preposition,
        blocked=not words.blocked.isdisjoint(stems),
        person=bool(stems) and stems[0] in words.persons,
        cue=direction or preposition or home or kind is not None,
    )


@lru_cache(maxsize=16384)
def after(word: str) -> After:
    """Return what a word says after a name."""
    words = surroundings()
    return After(
        kind=words.after.get(word),
        direction=word in words.directions,
        preposition=word in words.prepositions,
        blocked=word in words.blocked_after,
        country=words.demonyms.get(word, ""),
    )


def _load(language: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("geomap.gazetteer").joinpath(f"words/{language}.toml").read_text(encoding="utf-8")
    )


def _guarded(tables: list[dict[str, Any]]) -> dict[str, int]:
    levels = enumerate(("doubtful", "names", "common"), 1)
    return {name: level for level, topic in levels for name in _words(tables, "guarded", topic)}


def _demonyms() -> dict[str, str]:
    text = resources.files("geomap.gazetteer").joinpath("words/countries.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)["demonyms"]
    found = {_form(word): code for table in tables.values() for code, words in table.items() for word in words}
    arabic = ((code, word) for code, words in tables["ar"].items() for word in words)
    forms = (
        (code, article + word + ending) for code, word in arabic for article in ("", "ال") for ending in _ARABIC_ENDINGS
    )
    return found | {_form(word): code for code, word in forms}


def _kinds(tables: list[dict[str, Any]], side: str) -> dict[str, str]:
    return {_form(word): kind for table in tables for kind, words in table[side].items() for word in words}


def _words(tables: list[dict[str, Any]], section: str, topic: str) -> frozenset[str]:
    return frozenset(_form(word) for table in tables for word in table[section][topic])


def _form(word: str) -> str:
    return tidy(fold_text(word))
