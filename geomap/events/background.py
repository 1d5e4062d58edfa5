"""Background: words that tell history, statistics, plans, accidents, illness or sport, and no event of the day."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.lexicon import Hit
from geomap.events.reading import Dated, Reading

__all__ = ["CERTAIN", "OTHER", "is_background"]

CERTAIN = 7
"""Rank of a trigger that is no accident and no sport, whatever else its sentence speaks of: bombers and kidnappers."""

_BY_ACCIDENT = ("territory", "bodies")
"""Families whose words tell accidents too: in Sorani a flood "takes back" a town, and the drowned are found."""

OTHER = ("accident", "sport_and_crime")
"""Labels of what is no conflict."""

_ARMS = ("bomb", "shell", "air")
_VENUES = {"sport_and_crime": _ARMS, "occasion": (*_ARMS, "fight")}
"""Labels of what can be struck, and the kinds of event that strike it: a drunk driver kills too, a bomb is no sport."""

_MARKED = {"denial": "denied", "plans": "foiled"}
"""Labels of what is no event, and what makes it one that is kept and marked (`geomap.events.factuality`)."""

_WHOLE = ("mishap", "protest")
"""Labels that another clause of their sentence outdoes: "at the protest they fired; two were killed"."""

_SEMICOLONS = ";؛"
_SINCE = 8
"""Words from "since" to its date: "since it was recaptured from Islamic State in 2017"."""


def is_background(
    reading: Reading,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    dates: Sequence[Dated],
    spoken: Sequence[Dated],
) -> bool:
    """Tell whether a clause is background.

    Parameters
    ----------
    reading : Reading
        The report.
    clause, sentence : (int, int)
        First and last word of the clause, and of the sentence that holds it.
    dates, spoken : sequence of Dated
        The clause's days of what happened, and of what was said.
    """
    first, last = clause
    marked = {hit.entry.label for hit in reading.within("factuality", first, last)}
    recent = any(_is_recent(dated) for dated in dates)
    dated = {at for day in (*dates, *spoken) for at in range(day.first, day.last + 1)}
    for hit in reading.within("background", *_part(reading, clause, sentence)):
        scope = hit.entry.traits["scope"]
        if _MARKED.get(hit.entry.label) in marked:
            continue
        inside = scope == "sentence" or (scope == "clause" and first <= hit.first <= last)
        inside = inside and not (hit.entry.label == "general" and hit.first in dated)  # "May 17" is no "may"
        if inside and not _is_outdone(reading, hit, sentence if hit.entry.label in _WHOLE else clause, recent):
            return True
    recent = recent or any(_is_recent(dated) for dated in spoken)
    return not recent and any(dated.old and not _is_since(reading, dated, first) for dated in (*dates, *spoken))


def _part(reading: Reading, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the words of a sentence up to the semicolon behind a clause: what is added there voids nothing before.

    "… killed three on Saturday; the ministry blamed sleeper cells".
    """
    behind = range(clause[1] + 1, sentence[1] + 1)
    marks = ((at, reading.words[at].before) for at in behind)
    parted = (at for at, before in marks if before and any(mark in before for mark in _SEMICOLONS))
    return sentence[0], next(parted, sentence[1] + 1) - 1


def _is_recent(dated: Dated) -> bool:
    return dated.when.precision == "day" and not dated.old


def _is_outdone(reading: Reading, hit: Hit, words: tuple[int, int], recent: bool) -> bool:
    """Tell whether the first to last of `words` are news in spite of a background word in their sentence.

    Bombers at a football match are bombers; and what happened on Sunday is no statistics for being called, behind its
    event, the deadliest since 2017, nor for a number of victims that has risen. A present tense that tells of a day or
    a figure is a headline's and no habit.
    """
    told = reading.within("triggers", *words)
    if hit.entry.label == "habit":
        return recent or any(at in reading.numbers for at in range(words[0], words[1] + 1))
    if hit.entry.label in _VENUES and _is_struck(reading, hit, words):
        return True
    if hit.entry.label == "general":
        return _answers(reading, hit, words)
    if hit.entry.label == "protest":
        return _has_toll(reading, *words)
    if hit.entry.label == "mishap":
        return any(not trigger.entry.traits.get("weak") for trigger in told)
    if hit.entry.label in OTHER:
        certain = (t.entry.traits for t in told if t.entry.traits["rank"] >= CERTAIN)
        return any(traits["family"] not in _BY_ACCIDENT for traits in certain)
    if hit.entry.label != "period" or not recent or not told:
        return False
    revised = any(mark.entry.label == "revised" for mark in reading.within("discourse", *words))
    return revised or told[0].first < hit.first


def _is_struck(reading: Reading, hit: Hit, words: tuple[int, int]) -> bool:
    """Tell whether arms and their toll are told before a match or a rite: "Bomb kills six near football pitch"."""
    before = [trigger.entry.traits for trigger in reading.within("triggers", words[0], hit.first - 1)]
    return any(traits["family"] in _VENUES[hit.entry.label] for traits in before) and _has_toll(reading, *words)


def _answers(reading: Reading, hit: Hit, words: tuple[int, int]) -> bool:
    """Tell whether somebody speaks of a thing that the same clause tells with its toll: "vows revenge after …"."""
    behind = [
        mark.last for mark in reading.within("discourse", hit.last + 1, words[1]) if mark.entry.label == "spoken_of"
    ]
    return any(reading.within("triggers", at, words[1]) and _has_toll(reading, at, words[1]) for at in behind[:1])


def _has_toll(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words ``first..last`` hold a number of dead or injured."""
    cues = any(cue.entry.label.startswith(("killed", "injured")) for cue in reading.within("casualties", first, last))
    return cues and any(at in reading.numbers for at in range(first, last + 1))


def _is_since(reading: Reading, dated: Dated, first: int) -> bool:
    """Tell whether a date says since when, behind an event of the clause: "… attacked, where they hid since 2017"."""
    since = [hit.first for hit in reading.within("discourse", first, dated.first) if hit.entry.label == "since"]
    told = reading.within("triggers", first, dated.first)
    return bool(since) and dated.first - since[-1] <= _SINCE and bool(told) and told[0].first < since[-1]
