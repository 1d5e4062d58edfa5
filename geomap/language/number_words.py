"""The number words of a language, ready for looking up: read from ``data/<language>/numbers.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from geomap.language.lexicon import load
from geomap.language.normalize import fold_text

__all__ = ["NumberWord", "NumberWords", "as_spelled", "number_words"]

_SIMPLE = ("unit", "bound", "teen", "ten", "hundred", "dual", "scale")
_SPELLED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ھ": "ه", "ـ": "", "\u200c": "", "\u200d": ""})


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What one word does in a number.

    Parameters
    ----------
    kind : str
        ``unit``, ``bound``, ``teen``, ``ten``, ``hundred``, ``scale``, ``dual``, ``vague``, ``phrase`` or ``figure``.
    low, high : int or float or None
        Its value; both ends are the same but for vague words.
    joined : bool
        Whether "and" is written onto it (وعشرون).
    times : int
        What it multiplies by after another number word; 0 where it does not.
    spelled : str
        How it is spelled, for words that become the same when folded.
    """

    kind: str
    low: int | float
    high: int | float | None
    joined: bool = False
    times: int = 0
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words and habits of one language; see ``data/README.md`` for the parts."""

    words: dict[str, tuple[NumberWord, ...]]
    phrases: dict[str, list[tuple[tuple[str, ...], NumberWord]]]
    joiner: str
    units_first: bool
    needs_and: bool
    point_thousands: bool
    ordinal: re.Pattern[str] | None
    ranges: frozenset[str]
    between: frozenset[str]
    about: frozenset[str]
    not_after: dict[str, frozenset[str]]
    not_before: dict[str, frozenset[str]]


@cache
def number_words(language: str) -> NumberWords:
    """Return the number words of `language`.

    Raises
    ------
    LanguageError
        If geomap has no data for the language.
    """
    data = load(language, "numbers")
    grammar = data["grammar"]
    endings = "|".join(sorted(map(fold_text, grammar["ordinal"]), key=len, reverse=True))
    return NumberWords(
        words=_words(data),
        phrases=_phrases(data),
        joiner=fold_text(grammar["and"]),
        units_first=grammar["units_first"],
        needs_and=grammar["needs_and"],
        point_thousands=grammar["point"] == "thousands",
        ordinal=re.compile(rf"(?:{endings})\b") if endings else None,
        ranges=_set(grammar["range"]),
        between=_set(grammar["between"]),
        about=_set(grammar["about"]),
        not_after={fold_text(word): _set(others) for word, others in data["not_after"].items()},
        not_before={fold_text(word): _set(others) for word, others in data["not_before"].items()},
    )


def as_spelled(word: str) -> str:
    """Return `word` with keyboard variants of one letter made one, and letters that sound different kept apart."""
    return word.translate(_SPELLED)


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold_text, words))


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, NumberWord]]:
    """Yield every spelling with its meaning; the vague sense of a word that is also a scale stands first."""
    for table in data["vague"].values():
        for word in table["words"]:
            yield word, NumberWord("vague", table["low"], table.get("high"), times=table.get("times", 0))
    for kind in _SIMPLE:
        for value, words in data[kind].items():
            yield from ((word, NumberWord(kind, int(value), int(value))) for word in words)
    tens, units = data["ten"], data["unit"]
    if not data["grammar"]["units_first"] and data["grammar"]["needs_and"]:
        for (ten, heads), (unit, tails) in product(tens.items(), units.items()):
            value = int(ten) + int(unit)
            yield from (
                (head + data["grammar"]["and"] + tail, NumberWord("teen", value, value))
                for head, tail in product(heads, tails)
            )


def _words(data: dict[str, Any]) -> dict[str, tuple[NumberWord, ...]]:
    found: dict[str, tuple[NumberWord, ...]] = {}
    for written, word in _entries(data):
        if " " in written:
            continue
        for form, joined in _forms(written, data["grammar"]):
            key = fold_text(form)
            new = NumberWord(word.kind, word.low, word.high, joined, word.times, as_spelled(form))
            known = found.get(key, ())
            if (new.kind, new.low, new.spelled) not in {(w.kind, w.low, w.spelled) for w in known}:
                found[key] = (*known, new)
    return found


def _phrases(data: dict[str, Any]) -> dict[str, list[tuple[tuple[str, ...], NumberWord]]]:
    found: dict[str, list[tuple[tuple[str, ...], NumberWord]]] = {}
    whole = [(w, NumberWord("phrase", int(v), int(v))) for v, words in data["phrase"].items() for w in words]
    for written, word in (*whole, *((w, n) for w, n in _entries(data) if " " in w)):
        parts = tuple(re.findall(r"\w+", fold_text(written)))
        found.setdefault(parts[0], []).append((parts, word))
    return found


def _forms(word: str, grammar: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the forms in which a number word occurs, and whether "and" is written onto them."""
    yield word, False
    yield from ((word + ending, False) for ending in grammar.get("endings", ()))
    if not grammar.get("proclitics"):
        return
    articles = ("",) if word in grammar["no_article"] else ("", "ال")
    never = {fold_text(form) for form in grammar["never"]}
    for conjunction, preposition, article in product(("", "و", "ف"), ("", "ب", "ل"), articles):
        stem = ("ل" if preposition == "ل" and article else article) + word
        form = conjunction + preposition + stem
        if form != word and fold_text(preposition + stem) not in never:
            yield form, conjunction == "و"
