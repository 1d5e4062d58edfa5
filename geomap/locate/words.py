"""The words of place phrases, read from `geomap/locate/data/<language>.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geomap.language import fold_text, strip_proclitics

__all__ = ["LANGUAGES", "UNITS", "Term", "Words", "words"]

LANGUAGES = ("en", "ar", "ckb")
"""Languages with a table; where two say different things of one spelling, the earlier wins."""

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
UNITS = ("unit", "few_unit", "one_unit", "dual_unit", "time_unit", "one_time_unit", "dual_time_unit")
"""Roles of words for units of distance; the value is kilometres in one."""
_VALUED = ("direction", "adjective", "kind", "unnamed", "anaphor", "alias", "amount", "bank", *UNITS)


@dataclass(frozen=True, slots=True)
class Term:
    """What a word says: its `role` in the phrase (``direction unit kind near …``), and a `value` with it.

    A kind may be that of `many` names ("the towns of A and B").
    """

    role: str
    value: str = ""
    many: bool = False


@dataclass(frozen=True)
class Words:
    """The merged tables.

    Parameters
    ----------
    exact : mapping of tuple of str to Term
        Folded words, in order → what they say.
    stems : mapping of tuple of str to Term
        The Arabic ones, whose first word may bear proclitics.
    abbreviations : frozenset of str
        Directions that count only beside a distance or before "of".
    suffixes : tuple of str
        What Sorani writes onto names, folded, longest first.
    nations : mapping of str to str
        Adjectives of nation, folded → the country's name.
    units : frozenset of str
        First words of the units.
    position : mapping of str to frozenset of str
        What stands beside the figures of a position: ``latitude longitude degree minute second N E S W`` → words.
    longest : mapping of str to int
        First word of an expression → words of the longest that begins so.
    """

    exact: Mapping[tuple[str, ...], Term]
    stems: Mapping[tuple[str, ...], Term]
    abbreviations: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    nations: Mapping[str, str] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    position: Mapping[str, frozenset[str]] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)

    def match(self, pieces: Sequence[str], at: int) -> tuple[int, Term, str] | None:
        """Return how many of `pieces` from `at` on are one expression, what it says, and the proclitics taken off.

        The longest expression wins; of equal length the one whose proclitics need not be taken off.
        """
        first = pieces[at]
        stems = _stems(first)
        longest = self.longest.get(first, 0)
        if stems:
            longest = max(longest, *(self.longest.get(word, 0) for word, _ in stems))
        for length in range(min(longest, len(pieces) - at), 0, -1):
            found = self.exact.get(tuple(pieces[at : at + length]))
            if found is not None:
                return length, found, ""
            for stem, taken in stems:
                found = self.stems.get((stem, *pieces[at + 1 : at + length]))
                if found is not None:
                    return length, found, taken
        return None


@cache
def words() -> Words:
    """Return the tables of all languages, merged; read once."""
    exact: dict[tuple[str, ...], Term] = {}
    stems: dict[tuple[str, ...], Term] = {}
    abbreviations: list[str] = []
    suffixes: list[str] = []
    nations: dict[str, str] = {}
    position: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        table = tomllib.loads((_DATA / f"{language}.toml").read_text("utf-8"))
        abbreviations += table.pop("abbreviation", {}).get("words", ())
        suffixes += (fold_text(suffix) for suffix in table.pop("name_suffix", {}).get("words", ()))
        for country, adjectives in table.pop("nation", {}).items():
            nations.update((fold_text(adjective), country) for adjective in adjectives)
        for part, patterns in (*table.pop("position", {}).items(), *table["direction"].items()):
            position[part] = position.get(part, frozenset()) | {fold_text(pattern) for pattern in patterns}
        for key, term in _terms(table):
            exact.setdefault(key, term)
            if language == "ar":
                stems.setdefault(key, term)
                stems.setdefault((_without_article(key[0]), *key[1:]), term)
    units = frozenset(key[0] for table in (exact, stems) for key, term in table.items() if term.role in UNITS)
    longest: dict[str, int] = {}
    for key in (*exact, *stems):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Words(exact, stems, frozenset(abbreviations), tuple(suffixes), nations, units, position, longest)


def split(folded: str) -> list[re.Match[str]]:
    """Return the pieces of a folded text: numbers, words, single marks; hyphens inside compounds are left out."""
    pieces = list(_WORD.finditer(folded))
    return [piece for piece in pieces if not _is_inner_hyphen(piece, folded)]


def _is_inner_hyphen(piece: re.Match[str], folded: str) -> bool:
    i, j = piece.span()
    return piece[0] == "-" and folded[i - 1 : i].isalpha() and folded[j : j + 1].isalpha()


def _terms(table: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Term]]:
    terms = []
    for role, entries in table.items():
        for value, patterns in entries.items():
            term = Term("kind", value, many=True) if role == "kinds" else Term(role, _value_of(role, value))
            terms += [(tuple(piece[0] for piece in split(fold_text(pattern))), term) for pattern in patterns]
    return terms


def _value_of(role: str, key: str) -> str:
    return key if role in _VALUED and key != "words" else ""


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


@cache
def _stems(word: str) -> tuple[tuple[str, str], ...]:
    """Return the stems of an Arabic word, each with the proclitics taken off (article not counted)."""
    if word[:1].isascii():
        return ()
    found = []
    for stem in strip_proclitics(word):
        taken = word[: len(word) - len(stem)].removesuffix("ال")
        found.append((stem, "ل" if word.startswith("لل") and not taken and stem != word else taken))
    return tuple(found)
