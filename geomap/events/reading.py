"""A report taken apart: words, what the lexicon, the numbers, the dates and the gazetteer say of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Protocol, TypeVar

from geomap.events.lexicon import LANGUAGES, Hit, Hits, Lexicon
from geomap.events.words import Word, split
from geomap.language import DateSpan, dates, numbers, sentences
from geomap.records import Document, Evidence, Mention, Sentence, When

__all__ = ["Dated", "Named", "Number", "Reading", "history", "read", "within"]


_OLD = timedelta(days=30)
"""A day longer ago than this is history to a news report: "on 26 June", told at the end of July. A guess; 217 of 219
gold incidents are within 14 days."""


_WORDS_NOT_NAMES = ("triggers", "casualties", "people", "actors", "discourse")
"""Topics whose words are no places, though places bear some of them as names: Hit, Rashad."""


_ANY_DAY = date(2001, 1, 1)
"""A day from which "yesterday" is counted back; which day does not matter."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the words ``first..last``; `high` is None for an open end."""

    first: int
    last: int
    low: int
    high: int | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at the words ``first..last``; `old` where it is history to the report."""

    first: int
    last: int
    when: When
    old: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A gazetteer's name at the words ``first..last``."""

    first: int
    last: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything known of a report before its events are read.

    Parameters
    ----------
    document : Document
        The report.
    sentences, words : tuple
        Its parts, in order.
    hits : mapping of str to sequence of Hit
        What the lexicon found, by topic.
    numbers, dates, names : mapping of int to record
        First word → what begins there.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    hits: Hits
    numbers: dict[int, Number] = field(default_factory=dict)
    dates: dict[int, Dated] = field(default_factory=dict)
    names: dict[int, Named] = field(default_factory=dict)
    _begins: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def labelled(self, topic: str, *labels: str) -> list[Hit]:
        """Return the hits of `topic` that bear one of `labels`."""
        return [hit for hit in self.hits.get(topic, ()) if hit.entry.label in labels]

    def within(self, topic: str, first: int, last: int) -> Sequence[Hit]:
        """Return the hits of `topic` that begin at the words ``first..last``."""
        hits = self.hits.get(topic)
        if not hits:
            return ()
        begins = self._begins.get(topic)
        if begins is None:
            begins = self._begins[topic] = [hit.first for hit in hits]
        begin = bisect_left(begins, first)
        return hits[begin : bisect_right(begins, last, begin)]

    def evidence(self, name: str, first: int, last: int) -> Evidence:
        """Return the words ``first..last`` as evidence for the field `name`."""
        return self.document.quote(name, self.words[first].start, self.words[last].end)

    def sentence_begin(self, word: int) -> int:
        """Return the number of the first word of the sentence in which `word` stands."""
        return bisect_left(self.words, self.words[word].sentence, key=attrgetter("sentence"))

    def paragraph(self, word: int) -> int:
        """Return the number of the paragraph of `word`."""
        return self.sentences[self.words[word].sentence].paragraph if self.sentences else 0


class _Placed(Protocol):
    """Anything that begins at a word."""

    @property
    def first(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)
_first_word = attrgetter("first")


def within(items: Sequence[_P], first: int, last: int) -> Sequence[_P]:
    """Return those of `items`, which are in the order of the text, that begin at the words ``first..last``."""
    begin = bisect_left(items, first, key=_first_word)
    return items[begin : bisect_right(items, last, begin, key=_first_word)]


def read(document: Document, mentions: Sequence[Mention]) -> Reading | None:
    """Return the reading of `document`, or None where nothing in it tells of an event.

    Parameters
    ----------
    document : Document
        A report in one of `LANGUAGES`; others are read as none.
    mentions : sequence of Mention
        The gazetteer's names in its text.
    """
    if document.language not in LANGUAGES:
        return None
    parts = sentences(document.text)
    words = split(document, parts)
    hits = Lexicon.load(document.language).scan(words)
    if not hits.get("triggers"):
        return None
    reading = Reading(document, parts, words, {**hits, "actors": _as_spelled(document.text, words, hits["actors"])})
    _add_dates(reading)
    _add_numbers(reading)
    _add_names(reading, mentions)
    return reading


def _as_spelled(text: str, words: Sequence[Word], hits: Sequence[Hit]) -> list[Hit]:
    """Return `hits` without the acronyms that are not written as such: "IS" is one, "is" and "THIS IS IT" are none."""
    return [hit for hit in hits if not hit.entry.traits.get("acronym") or _is_acronym(text, words, hit.first)]


def _is_acronym(text: str, words: Sequence[Word], at: int) -> bool:
    def shouts(place: int) -> bool:
        written = text[words[place].start : words[place].end] if 0 <= place < len(words) else ""
        return len(written) > 1 and written.isupper()

    return shouts(at) and not (shouts(at - 1) and shouts(at + 1))


def _add_dates(reading: Reading) -> None:
    place = _Places(reading.words)
    for span in _corrected(reading.document.text, _resolved(reading.document)):
        at = place.of(span.start, span.end)
        if at and not _is_before_another(reading.words, *at):
            reading.dates[at[0]] = Dated(*at, span.when, _is_old(span.when, reading.document.published))


_BEFORE, _FROM = ("قبل", "قبيل"), ("من", "علي")
"""Matching forms of "before" and "of", between which stands how long before something else: "قبل عشرة أيام من كذا"."""


def _is_before_another(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether an Arabic date is reckoned from something else than the day of the report."""
    behind = words[last + 1] if last + 1 < len(words) else None
    reckoned = words[first].text.lstrip("و") in _BEFORE and behind is not None and not behind.before
    return reckoned and behind is not None and behind.text in _FROM


def _corrected(text: str, spans: Sequence[DateSpan]) -> Iterator[DateSpan]:
    """Yield `spans`, a day that a paper corrects in brackets as corrected: "صباح اليوم (أمس)" was yesterday."""
    given = list(spans)
    while given:
        span = given.pop(0)
        after = given[0] if given else None
        if after is not None and text[span.end : after.start].strip() == "(" and text[after.end : after.end + 1] == ")":
            time = after.when.time_of_day or span.when.time_of_day
            when = replace(after.when, time_of_day=time)
            span = DateSpan(span.start, after.end, text[span.start : after.end], when)
            given.pop(0)
        yield span


def _resolved(document: Document) -> tuple[DateSpan, ...]:
    """Return the dates of a report, "yesterday" reckoned from the day on which it was written.

    A page that is taken a day or two later bears a later date than its text: "yesterday, Sunday" was written on a
    Monday, whatever day the page says.
    """
    published = document.published
    spans = dates(document.text, document.language, published)
    written = next((day for span in spans if (day := _written(span, document))), published)
    return spans if written == published else dates(document.text, document.language, written)


def _is_old(when: When, published: date | None) -> bool:
    if published is None or when.end is None:
        return False
    return published - when.end > _OLD or (when.precision == "year" and when.end < published)


def history(document: Document) -> date | None:
    """Return the latest day that a report states where all of them lie too long ago to be its news, else None.

    Then the report is a memory of something, or its day of publication is wrong.
    """
    if document.language not in LANGUAGES:
        return None
    stated = [span.when for span in _resolved(document) if span.when.basis == "stated" and span.when.precision == "day"]
    days = [when.end for when in stated if when.end is not None and _is_old(when, document.published)]
    return max(days) if days and len(days) == len(stated) else None


def _written(span: DateSpan, document: Document) -> date | None:
    """Return the day on which "yesterday, Sunday" was written: that Sunday and a day."""
    words = span.text.split()
    if document.published is None or len(words) < 2 or span.when.start is None or span.when.basis != "weekday":
        return None
    back = next((days for word in words[:-1] if (days := _days_back(word, document.language)) is not None), None)
    return None if back is None else span.when.start + back


@lru_cache(maxsize=1024)
def _days_back(word: str, language: str) -> timedelta | None:
    """Return how long before its writing the day is that `word` alone means: a day for "yesterday", else None."""
    for alone in dates(word, language, _ANY_DAY):
        if alone.when.basis == "relative" and alone.when.start is not None and alone.when.precision == "day":
            return _ANY_DAY - alone.when.start
    return None


def _add_numbers(reading: Reading) -> None:
    document, place = reading.document, _Places(reading.words)
    dated = {word for date in reading.dates.values() for word in range(date.first, date.last + 1)}
    for span in numbers(document.text, document.language):
        at = place.of(span.start, span.end)
        if at and at[0] not in dated and float(span.low).is_integer():
            high = None if span.high is None else int(span.high)
            reading.numbers[at[0]] = Number(*at, int(span.low), high, span.approximate)


def _add_names(reading: Reading, mentions: Sequence[Mention]) -> None:
    place = _Places(reading.words)
    named = {
        word
        for hit in reading.hits.get("actors", ())
        if hit.first < hit.last
        for word in range(hit.first, hit.last + 1)
    }
    sides = {hit.first for hit in reading.hits.get("actors", ()) if "class" in hit.entry.traits}
    plain = {hit.first for topic in _WORDS_NOT_NAMES for hit in reading.hits.get(topic, ())}
    for mention in mentions:
        at = place.of(mention.start, mention.end)
        known = mention.kind_word or not (at and (at[0] in plain or at[0] in reading.numbers))
        if at and at[0] not in named and (known or (at[0] not in sides and _is_proper(reading, at[0]))):
            reading.names.setdefault(at[0], Named(*at, mention))


def _is_proper(reading: Reading, at: int) -> bool:
    """Tell whether an English word that means something is written as a name: "near Hit", and not "was hit".

    Where its neighbours are capitals as well, as in headlines, nothing is said by it.
    """
    words, text = reading.words, reading.document.text
    inside = 0 < at < len(words) - 1 and words[at - 1].sentence == words[at].sentence == words[at + 1].sentence
    if reading.document.language != "en" or not inside or not text[words[at].start].isupper():
        return False
    return any(text[words[near].start].islower() for near in range(at + 1, min(at + 3, len(words))))


class _Places:
    """Turns offsets of the text into numbers of words."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last word that ``start..end`` touches."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last else None
