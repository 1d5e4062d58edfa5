"""Clauses: the stretches of a report that tell one thing, with all that was found in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.casualties import Figure, figures
from geomap.events.phrases import Site, find_sites
from geomap.events.reading import Dated, Reading, within
from geomap.events.triggers import Trigger, find_triggers, flown, main, without_devices

__all__ = ["Clause", "find_clauses"]

_SPOKEN = 5
"""Words from "said" to the day of saying so ("قال الجيش الأمريكي اليوم الأحد")."""

_DATELINE = 5
"""Words of the places that stand before the date of a dateline. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """The words ``first..last`` of one sentence, with what they hold.

    Parameters
    ----------
    actors : frozenset of str
        Classes of the actors that it names.
    dates, spoken : tuple of Dated
        The days of what happened, and those on which somebody said so.
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
    spoken: tuple[Dated, ...]
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
    begins = _sentence_begins(reading)
    cuts = sorted({*begins, *_cuts(reading), *_list_cuts(reading, triggers, sites)})
    ends = [*cuts[1:], len(reading.words)]
    sentence_ends = [*begins[1:], len(reading.words)]
    clauses, n = [], 0
    for first, end in zip(cuts, ends, strict=True):
        n += sentence_ends[n] <= first
        whole = begins[n], sentence_ends[n] - 1
        clauses.append(_clause(reading, first, end - 1, whole, triggers, counted, sites))
    return tuple(clauses)


def _sentence_begins(reading: Reading) -> list[int]:
    """Return the first word of every sentence that has words."""
    numbers = [word.sentence for word in reading.words]
    return [at for at, (before, number) in enumerate(zip([-1, *numbers], numbers, strict=False)) if before != number]


def _cuts(reading: Reading) -> Iterator[int]:
    """Yield the words inside sentences at which a clause begins: after a semicolon, and at words that join clauses."""
    yield from (
        at for at, word in enumerate(reading.words) if word.before and ("؛" in word.before or ";" in word.before)
    )
    for hit in reading.labelled("discourse", "boundary", "new_topic", "same_topic"):
        yield hit.first


def _list_cuts(reading: Reading, triggers: Sequence[Trigger], sites: Sequence[Site]) -> Iterator[int]:
    """Yield the commas and "and"s that part two events with places of their own, or of two kinds."""
    sentences: dict[int, tuple[list[Site], list[Trigger]]] = defaultdict(lambda: ([], []))
    for site in sites:
        sentences[reading.words[site.first].sentence][0].append(site)
    for trigger in triggers:
        sentences[reading.words[trigger.first].sentence][1].append(trigger)
    for at in sorted({trigger.first for trigger in triggers}):
        word = reading.words[at]
        if not at or not (word.text.startswith("و") or any(mark in word.before for mark in ",،")):
            continue
        same, told = sentences[word.sentence]
        placed = [site for site in same if not site.aside and site.level > 0]
        before = [site for site in placed if site.last < at]
        after = [site for site in placed if site.first > at]
        if not after or at == min(trigger.first for trigger in told):
            continue
        if (before and before[-1].listed != after[0].listed) or (not before and _differ(told, at)):
            yield at


def _differ(triggers: Sequence[Trigger], at: int) -> bool:
    """Tell whether the specific triggers before word `at` and from it on are of different kinds."""
    strong = [trigger for trigger in triggers if not (trigger.generic or trigger.weak or trigger.device)]
    before = {trigger.family for trigger in strong if trigger.first < at}
    after = {trigger.family for trigger in strong if trigger.first >= at}
    return bool(before and after) and not before & after


def _clause(
    reading: Reading,
    first: int,
    last: int,
    whole: tuple[int, int],
    triggers: Sequence[Trigger],
    counted: Sequence[Figure],
    sites: Sequence[Site],
) -> Clause:
    sentence = reading.words[first].sentence
    dates, spoken = _dates(reading, first, last)
    return Clause(
        first,
        last,
        sentence,
        reading.paragraph(first),
        _triggers_of(reading, first, last, triggers),
        tuple(within(counted, first, last)),
        tuple(within(sites, first, last)),
        dates,
        spoken,
        frozenset(
            hit.entry.traits["class"] for hit in reading.within("actors", first, last) if "class" in hit.entry.traits
        ),
        _marks(reading, first, last, whole),
        _is_background(reading, first, last, whole, (*dates, *spoken)),
        _is_title(reading, first, last),
    )


def _triggers_of(reading: Reading, first: int, last: int, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Return the triggers of a clause; "attack" and "shelling" are air strikes where nothing but aircraft did them."""
    mine = without_devices(within(triggers, first, last))
    plain = all(trigger.generic or trigger.weak or trigger.by_air for trigger in mine)
    aircraft = any("air" in hit.entry.traits for hit in reading.within("actors", first, last))
    return tuple(flown(trigger) for trigger in mine) if aircraft and plain else mine


def _marks(reading: Reading, first: int, last: int, whole: tuple[int, int]) -> frozenset[str]:
    """Return the labels of the discourse words of a clause; those of a sum hold for the `whole` sentence."""
    return frozenset(
        hit.entry.label
        for hit in reading.within("discourse", *whole)
        if first <= hit.first <= last or hit.entry.label == "scattered"
    )


def _dates(reading: Reading, first: int, last: int) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """Return the dates of a clause: of what happened, and of what was said ("قال الجيش اليوم الأحد")."""
    dates = [reading.dates[at] for at in range(first, last + 1) if at in reading.dates]
    said = {
        word
        for hit in reading.within("discourse", first, last)
        if hit.entry.label == "speech"
        for word in range(hit.last + 1, hit.last + 1 + _SPOKEN)
    }
    said |= {dated.first for dated in dates if _is_dateline(reading, dated)}
    spoken = tuple(dated for dated in dates if dated.first in said)
    return tuple(dated for dated in dates if dated.first not in said), spoken


def _is_dateline(reading: Reading, dated: Dated) -> bool:
    """Tell whether a date only opens the report ("KIRKUK, Iraq, Dec. 28 - …"): then it is the day of writing."""
    after = reading.words[dated.last + 1].before if dated.last + 1 < len(reading.words) else ""
    return dated.first <= _DATELINE and ("-" in after or ":" in after)


def _is_title(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words stand in the headline, or in a repetition of it."""
    title = reading.document.title.strip()
    text = reading.document.text
    if title and reading.words[last].end <= text.find(title) + len(title):
        return True
    sentence = reading.sentences[reading.words[first].sentence]
    return bool(title) and sentence.text.strip() == title


def _is_background(reading: Reading, first: int, last: int, whole: tuple[int, int], dates: Sequence[Dated]) -> bool:
    for hit in reading.within("background", *whole):
        scope = hit.entry.traits["scope"]
        if scope == "sentence" or (scope == "clause" and first <= hit.first <= last):
            return True
    return any(dated.old for dated in dates)
