"""The words of dates in a language, and where they stand in a text: read from ``data/<language>/dates.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from geomap.language.lexicon import load
from geomap.language.normalize import Folded, fold_text
from geomap.language.number_words import number_words
from geomap.language.tokens import Tokens, tokens

__all__ = ["DateWords", "Item", "are_beside", "date_words", "items"]

_NUMBERED = ("month", "hijri", "kurdish", "weekday", "day", "night", "ordinal", "count")
_NAMED = ("time", "unit", "units", "two", "modifier", "before", "part", "meridiem")
_INFLECTED = frozenset(("month", "hijri", "kurdish", "weekday", "day", "night", "time", "unit", "units", "modifier"))
_COUNTING = frozenset(("unit", "teen", "ten", "vague"))
_PHRASE_GAP = re.compile(r"[^\S\n]*[-.'/]?[^\S\n]*\n?(?:ال)?\Z")
_GAP = re.compile(r"[^\S\n]*[-,،.()/\"]{0,2}[^\S\n]*[(\"]?\n?[^\S\n]*\Z")
"""Between the words of one date: a space, a comma, a bracket, a slash, a hyphen, a line's end."""
_SHORT_DATE = re.compile(r"\d{1,2}/\d{1,2}\Z")
_SHORT = 5
"""A full stop parts no date after so short a Latin word ("Sept. 5")."""


class Item(NamedTuple):
    """A word or figure that may be part of a date.

    `kind` is the table of ``dates.toml`` it stands in, or ``figure``, ``number``, ``date``, ``clock``; `value` what it
    says (weekday, month, offset in days, name); `first` and `last` its tokens, `start` and `end` its offsets in the
    folded text; `joined` whether "and" is written onto it; `before` the word that stands before it.
    """

    kind: str
    value: Any
    first: int
    last: int
    start: int
    end: int
    joined: bool
    before: str


class _Entry(NamedTuple):
    parts: tuple[str, ...]
    kind: str
    value: Any
    joined: bool


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words of one language; see ``data/README.md`` for the parts.

    `entries` holds what may begin at a word; `glue` the words that only go on with a date ("on", "of the"), and
    `beginnings` all others that may stand in one.
    """

    language: str
    entries: dict[str, tuple[_Entry, ...]]
    glue: frozenset[str]
    beginnings: frozenset[str]
    day_glue: frozenset[str]
    month_cues: frozenset[str]
    year_cues: frozenset[str]
    date_cues: frozenset[str]
    range_links: frozenset[str]
    capital: frozenset[str]
    short: frozenset[str]
    not_after: tuple[tuple[str, frozenset[str]], ...]
    not_before: tuple[tuple[str, frozenset[str]], ...]
    wrong_spelling: dict[str, frozenset[str]]


@cache
def date_words(language: str) -> DateWords:
    """Return the words of dates in `language`.

    Raises
    ------
    LanguageError
        If geomap has no data for the language.
    """
    data = load(language, "dates")
    guard, form, entries = data["guard"], data["form"], _index(data)
    glue = frozenset(word for word, rows in entries.items() if all(row.kind == "glue" for row in rows))
    return DateWords(
        language=language,
        entries=entries,
        glue=glue,
        beginnings=frozenset(entries.keys() | number_words(language).words.keys()) - glue,
        day_glue=_set(data["glue"]["day"]),
        month_cues=_set(data["glue"]["month"]),
        year_cues=_set(data["glue"]["year"]),
        date_cues=_set(data["glue"]["date"]),
        range_links=_set(data["glue"]["range"]),
        capital=_set(form["capital"]),
        short=_set(form["short"]),
        not_after=tuple((fold_text(row[0]), _set(row[1:])) for row in guard["not_after"]),
        not_before=tuple((fold_text(row[0]), _set(row[1:])) for row in guard["not_before"]),
        wrong_spelling={fold_text(row[0]): frozenset(row[1:]) for row in guard["wrong_spelling"]},
    )


def _set(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(fold_text, words))


def _index(data: dict[str, Any]) -> dict[str, tuple[_Entry, ...]]:
    """Return first word → what may begin there, the longest first; the first table that has a phrase keeps it."""
    known: dict[tuple[str, ...], _Entry] = {}
    for written, kind, value in _rows(data):
        parts = tuple(tokens(fold_text(written)).texts)
        for form, joined in _forms(parts, kind, data["form"]):
            known.setdefault(form, _Entry(form, kind, value, joined))
    found: dict[str, list[_Entry]] = {}
    for entry in known.values():
        found.setdefault(entry.parts[0], []).append(entry)
    return {first: tuple(sorted(rows, key=lambda row: -len(row.parts))) for first, rows in found.items()}


def _rows(data: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for kind in _NUMBERED:
        for value, words in data[kind].items():
            yield from ((word, kind, int(value)) for word in words)
    for kind in _NAMED:
        for name, words in data[kind].items():
            yield from ((word, kind, name) for word in words)
    yield from ((word, "hours", 1) for word in data["hours"]["words"])
    for side in ("after", "before"):
        yield from ((word, f"ago_{side}", side) for word in data["ago"][side])
    yield from ((word, "glue", fold_text(word)) for word in data["glue"]["inside"])


def _forms(parts: tuple[str, ...], kind: str, form: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    endings = ("", *form["endings"]) if kind in _INFLECTED else ("",)
    for proclitic, ending in product(("", *form["proclitics"]), endings):
        first = parts[0]
        head = "لل" + first[2:] if proclitic == "ل" and first.startswith("ال") else fold_text(proclitic) + first
        inflected = (head, *parts[1:])
        yield (*inflected[:-1], inflected[-1] + fold_text(ending)), proclitic in ("و", "ف")


def items(folded: Folded, words: DateWords) -> list[Item]:
    """Return what may be part of a date in a text, in order, without overlap."""
    found: list[Item] = []
    known = tokens(folded.text)
    counting = number_words(words.language).words
    entries, beginnings = words.entries, words.beginnings
    begins = [i for i, text in enumerate(known.texts) if text in beginnings]
    free = 0
    for i in sorted({*begins, *known.kinds}):
        if i < free:
            continue
        item = _phrase(folded, known, i, words) if known.texts[i] in entries else None
        item = item or _numeric(known, i, counting)
        if item is not None:
            found.append(item)
            found += _glue(folded, known, item.last + 1, words)
            free = found[-1].last + 1
    return found


def _glue(folded: Folded, known: Tokens, i: int, words: DateWords) -> Iterator[Item]:
    """Yield the glue that follows at once: anywhere else it is no part of a date, and most words of a text are glue."""
    while i < len(known) and known.texts[i] in words.glue:
        item = _phrase(folded, known, i, words)
        if item is None:
            break
        yield item
        i = item.last + 1


def are_beside(text: str, one: Item, other: Item) -> bool:
    """Say whether two items stand side by side, with nothing between that parts a date."""
    if other.first != one.last + 1:
        return False
    gap = text[one.end : other.start]
    if "." in gap and not _is_short_form(text[one.start : one.end], gap):
        return False
    return _GAP.match(gap) is not None


def _is_short_form(word: str, gap: str) -> bool:
    return len(word) <= _SHORT and word.isascii() and not word.isdigit() and "\n" not in gap


def _numeric(known: Tokens, i: int, counting: dict[str, Any]) -> Item | None:
    start, end, text, kind = known.starts[i], known.ends[i], known.texts[i], known.kinds.get(i, "word")
    before = known.texts[i - 1] if i else ""
    if kind == "figure":
        return Item("figure", int(text), i, i, start, end, False, before) if text.isdigit() and len(text) < 5 else None
    if kind == "code":
        is_date = _SHORT_DATE.match(text) is not None
        return Item("short_date", text, i, i, start, end, False, before) if is_date else None
    if kind in ("date", "time"):
        return Item({"time": "clock"}.get(kind, kind), text, i, i, start, end, False, before)
    word = counting[text][0] if kind == "word" and text in counting else None
    if word is None or word.kind not in _COUNTING:
        return None
    return Item("number", (word.low, word.high), i, i, start, end, word.joined, before)


def _phrase(folded: Folded, known: Tokens, i: int, words: DateWords) -> Item | None:
    texts = known.texts
    for entry in words.entries[texts[i]]:
        last = i + len(entry.parts) - 1
        if last == i or _stands(entry.parts, folded.text, known, i):
            before = texts[i - 1] if i else ""
            after = texts[last + 1] if last + 1 < len(texts) else ""
            item = Item(entry.kind, entry.value, i, last, known.starts[i], known.ends[last], entry.joined, before)
            return None if _is_guarded(folded, item, after, words) else item
    return None


def _stands(parts: Sequence[str], text: str, known: Tokens, i: int) -> bool:
    """Say whether the tokens from `i` on are `parts`, with nothing between that parts a date."""
    last = i + len(parts)
    return tuple(known.texts[i:last]) == parts and all(
        _PHRASE_GAP.match(text, end, start)
        for end, start in zip(known.ends[i : last - 1], known.starts[i + 1 : last], strict=True)
    )


def _is_guarded(folded: Folded, item: Item, after: str, words: DateWords) -> bool:
    """Say whether spelling or neighbours show that the words are no part of a date."""
    if item.kind == "glue":
        return False
    form = folded.text[item.start : item.end]
    for table, beside in ((words.not_after, item.before), (words.not_before, after)):
        if any(beside in others and word in ("*", form) for word, others in table):
            return True
    if form in words.capital:
        return not folded.original[folded.source(item.start)].isupper()
    if form in words.wrong_spelling:
        start, end = folded.span(item.start, item.end)
        return folded.original[start:end] in words.wrong_spelling[form]
    return False
