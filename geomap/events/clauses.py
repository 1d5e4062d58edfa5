"""Clauses: the stretches of a report that tell one thing, with all that was found in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.events.casualties import Figure, figures
from geomap.events.phrases import Site, find_sites
from geomap.events.reading import Dated, Reading
from geomap.events.triggers import Trigger, find_triggers, main, without_devices

__all__ = ["Clause", "find_clauses"]

_OLD = timedelta(days=45)
"""A day longer ago than this is history to a news report. A guess; 217 of 219 gold incidents are within 14 days."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words ``first..last`` of one sentence, with what they hold.

    Parameters
    ----------
    actors : frozenset of str
        Classes of the actors that it names.
    marks : frozenset of str
        Labels of the discourse words in it (``new_topic``, ``same_topic``, ``another``, ``scattered`` …).
    background : bool
        True where the words tell history, statistics, plans, wishes or sport.
    title : bool
        True in the headline.
    """

    first: int
    last: int
    sentence: int
    paragraph: int
    triggers: tuple[Trigger, ...]
    figures: tuple[Figure, ...]
    sites: tuple[Site, ...]
    dates: tuple[Dated, ...]
    actors: frozenset[str]
    marks: frozenset[str]
    background: bool
    title: bool

    @property
    def trigger(self) -> Trigger | None:
        """The trigger that names the clause's kind of event."""
        return main(self.triggers) if self.triggers else None


def find_clauses(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a report, in order."""
    triggers, counted, sites = find_triggers(reading), figures(reading), find_sites(reading)
    cuts = sorted({*_cuts(reading), *_list_cuts(reading, triggers, sites)})
    ends = [*cuts[1:], len(reading.words)]
    clauses = [
        _clause(reading, first, end - 1, triggers, counted, sites) for first, end in zip(cuts, ends, strict=True)
    ]
    return tuple(clauses)


def _cuts(reading: Reading) -> Iterator[int]:
    """Yield the words at which a clause begins: sentences, and the words that join clauses."""
    for at, word in enumerate(reading.words):
        if at == 0 or word.sentence != reading.words[at - 1].sentence or "؛" in word.before or ";" in word.before:
            yield at
    for hit in reading.labelled("discourse", "boundary", "new_topic", "same_topic"):
        yield hit.first


def _list_cuts(reading: Reading, triggers: Sequence[Trigger], sites: Sequence[Site]) -> Iterator[int]:
    """Yield the commas and "and"s that part two events with places of their own."""
    starts = {trigger.first for trigger in triggers}
    placed = [site for site in sites if not site.aside and site.level > 0]
    for at in sorted(starts):
        word = reading.words[at]
        if not at or not (word.text.startswith("و") or any(mark in word.before for mark in ",،")):
            continue
        same = [site for site in placed if reading.words[site.first].sentence == word.sentence]
        before = [site for site in same if site.last < at]
        after = [site for site in same if site.first > at]
        told = any(
            trigger.first < at and reading.words[trigger.first].sentence == word.sentence for trigger in triggers
        )
        if before and after and told and before[-1].listed != after[0].listed:
            yield at


def _clause(
    reading: Reading,
    first: int,
    last: int,
    triggers: Sequence[Trigger],
    counted: Sequence[Figure],
    sites: Sequence[Site],
) -> Clause:
    sentence = reading.words[first].sentence
    dates = tuple(dated for at, dated in sorted(reading.dates.items()) if first <= at <= last)
    return Clause(
        first,
        last,
        sentence,
        reading.paragraph(first),
        without_devices([trigger for trigger in triggers if first <= trigger.first <= last]),
        tuple(figure for figure in counted if first <= figure.first <= last),
        tuple(site for site in sites if first <= site.first <= last),
        dates,
        frozenset(
            hit.entry.traits["class"]
            for hit in reading.hits.get("actors", ())
            if first <= hit.first <= last and "class" in hit.entry.traits
        ),
        frozenset(hit.entry.label for hit in reading.hits.get("discourse", ()) if first <= hit.first <= last),
        _is_background(reading, first, last, dates),
        _is_title(reading, first, last),
    )


def _is_title(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words stand in the headline, or in a repetition of it."""
    title = reading.document.title.strip()
    text = reading.document.text
    if title and reading.words[last].end <= text.find(title) + len(title):
        return True
    sentence = reading.sentences[reading.words[first].sentence]
    return bool(title) and sentence.text.strip() == title


def _is_background(reading: Reading, first: int, last: int, dates: Sequence[Dated]) -> bool:
    sentence = reading.words[first].sentence
    for hit in reading.hits.get("background", ()):
        scope = hit.entry.traits["scope"]
        if scope == "clause" and first <= hit.first <= last:
            return True
        if scope == "sentence" and reading.words[hit.first].sentence == sentence:
            return True
    published = reading.document.published
    return published is not None and any(_is_old(dated, published) for dated in dates)


def _is_old(dated: Dated, published: date) -> bool:
    end = dated.when.end
    return end is not None and (published - end > _OLD or dated.when.precision == "year")
