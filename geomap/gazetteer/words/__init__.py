"""The words that stand beside place names: for their kinds, for where, and for what is no place; one file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from geomap.gazetteer.keys import tidy
from geomap.language import fold_text

__all__ = ["LANGUAGES", "Surroundings", "surroundings"]

LANGUAGES: tuple[str, ...] = ("ar", "ckb", "en")


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
    blocked : frozenset of str
        Words after which a name is that of a paper, a person or a unit.
    guarded : frozenset of str
        Names that are also common words or names of persons.
    """

    before: dict[str, str]
    after: dict[str, str]
    directions: frozenset[str]
    prepositions: frozenset[str]
    blocked: frozenset[str]
    guarded: frozenset[str]


@cache
def surroundings() -> Surroundings:
    """Return the words of all languages; scripts and vocabularies keep them apart."""
    tables = [_load(language) for language in LANGUAGES]
    return Surroundings(
        before=_kinds(table["before"] for table in tables),
        after=_kinds(table["after"] for table in tables),
        directions=_folded(word for table in tables for word in table["cues"]["directions"]),
        prepositions=_folded(word for table in tables for word in table["cues"]["prepositions"]),
        blocked=_folded(word for table in tables for word in table["blocked"]["before"]),
        guarded=_folded(word for table in tables for word in table["guarded"]["names"]),
    )


def _load(language: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def _kinds(tables: Iterable[dict[str, list[str]]]) -> dict[str, str]:
    return {tidy(fold_text(word)): kind for table in tables for kind, words in table.items() for word in words}


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(tidy(fold_text(word)) for word in words)
