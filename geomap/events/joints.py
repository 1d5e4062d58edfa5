"""Joints: the words inside a sentence at which another clause begins, and with it what may be another event."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from geomap.events.cues import find_cues
from geomap.events.reading import Reading, within
from geomap.events.site import Site, holds
from geomap.events.triggers import Trigger

__all__ = ["find_joints"]

_BEFORE_EVENT = 4
"""Words between ", and" and what names the event that it joins: "and two roadside bombs". A guess."""

_PLACES = 8
"""Places of a clause that are compared with as many before them, so that a list without end takes no longer."""

_COMMAS = ",،"

_AND: Mapping[str, tuple[str, ...]] = {"en": ("and",), "ckb": ("و",), "ar": ("وفي",)}
"""Words that join clauses, as matching forms. Arabic writes its "and" onto the verb, which `_item_begin` looks at;
before a place it is written onto the preposition ("وفي تلعفر فجر انتحاري نفسه")."""


def find_joints(reading: Reading, triggers: Sequence[Trigger], sites: Sequence[Site]) -> set[int]:
    """Return the words inside sentences at which a clause begins.

    Parameters
    ----------
    reading : Reading
        The report.
    triggers, sites : sequence
        Its triggers and place phrases, in the order of the text.

    Returns
    -------
    set of int
        The first words of clauses: behind a semicolon, at words of the lexicon, and where a list or a compound
        sentence goes on to another event at another place.
    """
    found = {*_cuts(reading), *_list_cuts(reading, triggers, sites)}
    found |= set(_compound_cuts(reading, triggers, sites, found))
    sums = reading.labelled("casualties", "combined")  # "killed and wounded four" is one figure
    return found - {word for hit in sums for word in range(hit.first + 1, hit.last + 1)}


def _compound_cuts(
    reading: Reading, triggers: Sequence[Trigger], sites: Sequence[Site], known: set[int]
) -> Iterator[int]:
    """Yield the commas and "and"s behind which a new subject does something at a place of its own.

    "A car bomb killed four in Kirkuk, a roadside bomb wounded two near Tuz and gunmen shot a man in Jalawla" are three;
    what stands before the cut must have a place and an event too. A part without either goes on with what it follows,
    and so does one that tells of a funeral, or of where somebody spoke.
    """
    speech = {hit.first for hit in reading.labelled("discourse", "speech", "says")}
    placed = [site for site in sites if not site.aside and site.level > 0 and site.last + 1 not in speech]
    if len(placed) < 2 or len(triggers) < 2:
        return
    told: tuple[list[Trigger], list[Site]] = ([], [])
    for first, last, opens in _parts(reading, triggers, known):
        events, places = list(within(triggers, first, last)), list(within(placed, first, last))
        later = any(hit.entry.label == "afterwards" for hit in reading.within("discourse", first, last))
        new = not later and any(not event.definite for event in events)
        if opens and new and told[0] and _is_elsewhere(places[:_PLACES], told[1][-_PLACES:]):
            yield first
            opens = False
            told = ([], [])
        elif not opens:
            told = ([], [])
        told[0].extend(events)
        told[1].extend(places)


def _parts(reading: Reading, triggers: Sequence[Trigger], known: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield first and last word of the parts of every sentence, and whether a comma or an "and" opens the part.

    A part begins with a sentence or clause, and at each comma or "and" with a new subject and its verb behind it.
    """
    words = reading.words
    starts = {at for at in range(len(words)) if at == 0 or words[at].sentence != words[at - 1].sentence} | known
    cues = find_cues(reading) if reading.document.language == "en" else ()
    ands = _AND[reading.document.language]
    joins = [
        at
        for at, word in enumerate(words)
        if word.text in ands or (word.before and any(mark in word.before for mark in _COMMAS))
    ]
    bounds = sorted({*starts, *joins, len(words)})
    opening = {
        first
        for first, end in pairwise(bounds)
        if first not in starts and within(triggers, first, end - 1) and _has_subject(reading, first, cues)
    }
    begins = sorted({*starts, *opening, len(words)})
    for first, end in pairwise(begins):
        yield first, end - 1, first in opening


def _has_subject(reading: Reading, first: int, cues: Container[int]) -> bool:
    """Tell whether the part at word `first` begins with a subject and not with the next verb of the last one.

    In Sorani the subject can be an ending of the verb, and Arabic has its verb first: there a place does for both.
    """
    if reading.document.language == "ar":
        return any(at in reading.names for at in (first + 1, first + 2))
    at = first + (reading.words[first].text in _AND[reading.document.language])
    if reading.document.language != "en" or at >= len(reading.words):
        return True
    verb = any(hit.entry.traits.get("verb") for hit in reading.within("triggers", at, at))
    same = any(hit.entry.label == "same_subject" for hit in reading.within("discourse", at, at))
    return not (verb or same or at in cues)


def _is_elsewhere(places: Sequence[Site], before: Sequence[Site]) -> bool:
    """Tell whether one of `places` is a known town or spot apart from all that were named before."""
    return bool(before) and any(
        place.ids and place.level > 1 and all(_is_apart(place, other) for other in before if other is not place)
        for place in places
    )


def _is_apart(one: Site, other: Site) -> bool:
    """Tell whether neither place holds the other, and they are no items of one list."""
    mine, theirs = one.ids | one.within, other.ids | other.within
    inside = any(holds(a, b) or holds(b, a) for a in mine for b in theirs)
    return one.listed != other.listed and one.name != other.name and not (mine & theirs or inside)


def _cuts(reading: Reading) -> Iterator[int]:
    """Yield the words inside sentences at which a clause begins: after a semicolon, and at words that join clauses."""
    yield from (
        at for at, word in enumerate(reading.words) if word.before and ("؛" in word.before or ";" in word.before)
    )
    for hit in reading.labelled("discourse", "boundary", "new_topic", "same_topic"):
        yield hit.first


def _list_cuts(reading: Reading, triggers: Sequence[Trigger], sites: Sequence[Site]) -> Iterator[int]:
    """Yield the commas and "and"s that part two events with places of their own, or of two kinds; "a day after"."""
    bounds = [0, *sorted(_cuts(reading))]
    sentences: dict[int, tuple[list[Site], list[Trigger]]] = defaultdict(lambda: ([], []))
    for site in sites:
        sentences[reading.words[site.first].sentence][0].append(site)
    for trigger in triggers:
        sentences[reading.words[trigger.first].sentence][1].append(trigger)
    firsts = {n: min(trigger.first for trigger in told) for n, (_, told) in sentences.items() if told}
    yield from _day_cuts(reading, firsts)
    for at in sorted({trigger.first for trigger in triggers}):
        begin = _item_begin(reading, at)
        if begin is None:
            continue
        same, told = sentences[reading.words[at].sentence]
        placed = [site for site in same if not site.aside and site.level > 0]
        start = bounds[bisect_right(bounds, at) - 1]
        before = [site for site in placed if start <= site.first and site.last < begin]
        after = [site for site in placed if site.first > at]
        if not after or at == min(trigger.first for trigger in told if trigger.first >= start):
            continue
        if (before and before[-1].listed != after[0].listed) or (not before and begin == at and _differ(told, at)):
            yield begin


def _item_begin(reading: Reading, at: int) -> int | None:
    """Return where the item of a list begins whose event word `at` names, or None where it is none.

    It is the word itself, behind a comma or with an "and" written onto it; in English a few words may stand between:
    "…, and two car bombs in Basra".
    """
    word = reading.words[at]
    if at and (word.text.startswith("و") or any(mark in word.before for mark in ",،")):
        return at
    if reading.document.language != "en":
        return None
    for back in range(at - 1, max(0, at - 1 - _BEFORE_EVENT), -1):
        if reading.words[back].sentence != word.sentence:
            return None
        if reading.words[back].text == "and" and "," in reading.words[back].before:
            return back
    return None


def _day_cuts(reading: Reading, firsts: Mapping[int, int]) -> Iterator[int]:
    """Yield each "a day after" behind the first trigger of its sentence (`firsts`): what follows is another event."""
    for hit in reading.labelled("discourse", "day_after"):
        number = reading.words[hit.first].sentence
        if number in firsts and firsts[number] < hit.first:
            yield hit.first


def _differ(triggers: Sequence[Trigger], at: int) -> bool:
    """Tell whether the specific triggers before word `at` and from it on are of different kinds."""
    strong = [trigger for trigger in triggers if not (trigger.generic or trigger.weak or trigger.device)]
    before = {trigger.family for trigger in strong if trigger.first < at}
    after = {trigger.family for trigger in strong if trigger.first >= at}
    return bool(before and after) and not before & after
