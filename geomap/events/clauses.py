"""Clauses: the stretches of a report that tell one thing, with all that was found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.events.background import CERTAIN, OTHER, is_background
from geomap.events.casualties import Figure, figures
from geomap.events.joints import find_joints
from geomap.events.lexicon import Hit
from geomap.events.phrases import find_sites
from geomap.events.reading import Dated, Reading, within
from geomap.events.site import Site
from geomap.events.triggers import Trigger, find_triggers, flown, implied, main, without_devices
from geomap.events.unhurt import unhurt

__all__ = ["Clause", "find_clauses"]

_HURT = ("killed", "injured")
"""Figures that tell of violence by themselves."""

_SAID = {"speech": 5, "statement": 2}
"""Words from "said" to the day of saying so ("قال الجيش الأمريكي اليوم الأحد", "في بيان اليوم الخميس")."""

_LATER = 4
"""Words from what is done afterwards to its day ("وتفقد السكان صباح اليوم الأربعاء موقع التفجير")."""

_SLOGAN = 20
"""Letters of a headline that is too long to stand in a sentence by chance: then the sentence repeats it. A guess."""

_DASH = re.compile(r"[^\w(]*(\([^()\n]{1,40}\))?[^\w(]*[-–—:]")
"""What closes a dateline behind its date, the agency in brackets before it."""

_ALSO = 3
"""Words of the longest subject that "too" is written onto; a guess."""

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
        Labels of the discourse words in it (``new_topic``, ``same_topic``, ``another``, ``scattered`` …), and
        ``foiled``, ``denied``.
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
    triggers, sites = find_triggers(reading), find_sites(reading)
    counted = sorted((*figures(reading), *unhurt(reading)), key=lambda figure: figure.first)
    begins = _sentence_begins(reading)
    cuts = sorted({*begins, *find_joints(reading, triggers, sites)})
    ends = [*cuts[1:], len(reading.words)]
    sentence_ends = [*begins[1:], len(reading.words)]
    clauses, n = [], 0
    for first, end in zip(cuts, ends, strict=True):
        n += sentence_ends[n] <= first
        whole = begins[n], sentence_ends[n] - 1
        clauses.append(_clause(reading, first, end - 1, whole, triggers, counted, sites))
    return tuple(_with_history(reading, clauses))


def _is_of_period(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """Tell whether the first sentence after the headline sums up a month or a year, or tells of a crash or a match.

    Then what follows goes on to do so, unless it names a day. The first sentence is the first with a figure; a flood
    or crash told before it holds for it too.
    """
    lead = next((clause for clause in clauses if not clause.title and clause.figures), None)
    if lead is None:
        return False
    before = [clause for clause in clauses if clause.sentence < lead.sentence and not clause.title]
    if before and all(clause.background and not clause.triggers for clause in before):
        words = before[0].first, before[-1].last
        return any(hit.entry.label == "accident" for hit in reading.within("background", *words))
    if not lead.background:
        return False
    same = [clause for clause in clauses if clause.sentence == lead.sentence]
    return any(
        hit.entry.label in (*OTHER, "period") for hit in reading.within("background", same[0].first, same[-1].last)
    )


def _with_history(reading: Reading, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield `clauses`, those of "that night" being history where what stands before them is, in sums of a period all
    that do not name a day, and what the next sentence says was an accident.
    """
    history = False
    of_period = _is_of_period(reading, clauses)
    accidents = {
        reading.words[hit.first].sentence for hit in reading.hits.get("background", ()) if hit.entry.label == "accident"
    }
    for clause in clauses:
        dated = any(dated.when.precision == "day" and not dated.old for dated in clause.dates)
        explained = clause.sentence + 1 in accidents and not any(t.rank >= CERTAIN for t in clause.triggers)
        if explained or (history and "same_time" in clause.marks) or (of_period and not dated):
            clause = replace(clause, background=True)
        history = clause.background and (history or _is_memory(reading, clause))
        yield clause


def _is_memory(reading: Reading, clause: Clause) -> bool:
    """Tell whether a background clause tells what was long ago: by its dates, or by a word such as "anniversary"."""
    remembered = any(hit.entry.label == "history" for hit in reading.within("background", clause.first, clause.last))
    return remembered or any(dated.old for dated in (*clause.dates, *clause.spoken))


def _sentence_begins(reading: Reading) -> list[int]:
    """Return the first word of every sentence that has words."""
    numbers = [word.sentence for word in reading.words]
    return [at for at, (before, number) in enumerate(zip([-1, *numbers], numbers, strict=False)) if before != number]


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
    told = within(counted, first, last)
    mine = _triggers_of(reading, first, last, triggers)
    if not mine:
        mine = tuple(implied(f.first, f.last) for f in told if f.count is not None and f.kind in _HURT)
    return Clause(
        first,
        last,
        sentence,
        reading.paragraph(first),
        mine,
        tuple(told),
        tuple(within(sites, first, last)),
        dates,
        spoken,
        frozenset(
            hit.entry.traits["class"] for hit in reading.within("actors", first, last) if "class" in hit.entry.traits
        ),
        _marks(reading, first, last, whole),
        is_background(reading, (first, last), whole, dates, spoken),
        _is_title(reading, first, last),
    )


def _triggers_of(reading: Reading, first: int, last: int, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Return the triggers of a clause; "attack" and "shelling" are air strikes where nothing but aircraft did them."""
    mine = without_devices(within(triggers, first, last))
    plain = all(trigger.generic or trigger.weak or trigger.by_air for trigger in mine)
    aircraft = any("air" in hit.entry.traits for hit in reading.within("actors", first, last))
    return tuple(flown(trigger) for trigger in mine) if aircraft and plain else mine


def _marks(reading: Reading, first: int, last: int, whole: tuple[int, int]) -> frozenset[str]:
    """Return the labels of the discourse words of a clause.

    A sum over several events holds for the `whole` sentence (``scattered``), and for its own clause (``sum``).
    """
    hits = reading.within("discourse", *whole)
    marks = {hit.entry.label for hit in (*hits, *reading.within("factuality", *whole)) if first <= hit.first <= last}
    summed = {"sum"} if "scattered" in marks else set()
    summed |= {"same_topic"} if "same_event" in marks else set()
    summed |= {"also"} if _says_also(reading, first, last) else set()
    return frozenset(marks | summed | ({"scattered"} & {hit.entry.label for hit in hits}))


def _says_also(reading: Reading, first: int, last: int) -> bool:
    """Tell whether Sorani "too" is written onto one of the first words: "two residents too", beside those told of."""
    if reading.document.language != "ckb":
        return False
    words = reading.words[first : min(first + _ALSO, last) + 1]
    asayish = {hit.first for hit in reading.within("actors", first, last) if hit.entry.label == "asayish"}
    return any(w.text.endswith("يش") and first + n not in asayish for n, w in enumerate(words))


def _dates(reading: Reading, first: int, last: int) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """Return the dates of a clause: of what happened, and of what was said ("قال الجيش اليوم الأحد")."""
    later = {
        word
        for hit in reading.within("discourse", first, last)
        if hit.entry.label == "afterwards"
        for word in range(hit.last + 1, hit.last + 1 + _LATER)
    }
    dates = [reading.dates[at] for at in range(first, last + 1) if at in reading.dates and at not in later]
    dates = [dated for dated in dates if not _is_earlier(reading, dated, first, last)]
    said = {
        word
        for hit in reading.within("discourse", first, last)
        if hit.entry.label in _SAID
        for word in _beside_speech(reading, hit)
    }
    said |= {dated.first for dated in dates if _is_dateline(reading, dated)}
    spoken = tuple(dated for dated in dates if dated.first in said)
    return tuple(dated for dated in dates if dated.first not in said), spoken


def _is_earlier(reading: Reading, dated: Dated, first: int, last: int) -> bool:
    """Tell whether a date is of what had happened before the event: "found, who five days ago had been kidnapped"."""
    had = [hit for hit in reading.within("discourse", dated.last + 1, last) if hit.entry.label == "earlier"]
    if dated.old or not had:
        return False
    told = [hit for hit in reading.within("triggers", first, last) if not hit.first <= had[0].first <= hit.last]
    return bool(told) and not any(dated.last < hit.first < had[0].first for hit in told)


def _beside_speech(reading: Reading, hit: Hit) -> range:
    """Return the words in which the day of saying so stands: behind the verb, in Sorani between subject and verb."""
    reach = _SAID[hit.entry.label]
    if reading.document.language != "ckb" or hit.entry.label != "speech":
        return range(hit.last + 1, hit.last + 1 + reach)
    told = [trigger.last for trigger in reading.within("triggers", hit.first - reach, hit.first - 1)]
    return range(max([hit.first - reach, *told]), hit.first)


def _is_dateline(reading: Reading, dated: Dated) -> bool:
    """Tell whether a date only opens the report ("KIRKUK, Iraq, Dec. 28 (AFP) - …"): then it is the day of writing."""
    before = dated.first - reading.sentence_begin(dated.first)
    return before <= _DATELINE and bool(_DASH.match(reading.document.text, reading.words[dated.last].end))


def _is_title(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words stand in the headline, or in a repetition of it."""
    title = reading.document.title.strip()
    text = reading.document.text
    if title and reading.words[last].end <= text.find(title) + len(title):
        return True
    sentence = reading.sentences[reading.words[first].sentence]
    return bool(title) and (sentence.text.strip() == title or (len(title) > _SLOGAN and title in sentence.text))
