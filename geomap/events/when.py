"""The days of an event: its own date, else the nearest that its report gives, else the day of the report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from geomap.events.clauses import Clause
from geomap.events.reading import Dated, Reading
from geomap.records import Document, When

__all__ = ["Usual", "days_from", "find_when", "hours_before", "usual_day"]


_NEAR = 2
"""Sentences over which a day holds that is not said again."""


_LEAD = 3
"""Sentences, the headline among them, whose day holds for a report that gives no other."""

_DELAY = timedelta(days=1)
"""What a report tells without a day happened on the day of the report or on the one before: of the six such gold
incidents on hand, five were the day before."""


_KNOWN_FOR = timedelta(days=4)
"""How long a toll goes on rising, and courts are asked: of five such gold incidents without a day of their own, the
event lay one to five days back."""

_OF_STATE = ("arrest", "seizure")
"""Kinds of event that their doers announce on the day itself: of six such gold incidents without a day, five were."""


def find_when(
    reading: Reading, clauses: Sequence[Clause], every: Sequence[Clause], usual: Usual
) -> tuple[When, Dated | None]:
    """Return the days of the event that `clauses` tell, and the words that say so (None for the report's day).

    Parameters
    ----------
    reading : Reading
        The report.
    clauses : sequence of Clause
        Those that tell the event.
    every : sequence of Clause
        All clauses of the report.
    usual : Usual
        The day that the report is about (`usual_day`).
    """
    told = sorted(clauses, key=lambda c: (c.title, not c.triggers, "revised" in c.marks, c.first))
    own = [dated for clause in told for dated in _by_nearness(clause) if _is_usable(dated)]
    said = [dated for clause in told for dated in clause.spoken if _is_usable(dated)]
    dated = _of_past(told, own) or _best(own)
    if dated is None and _is_known(told):
        return _before(_best(said), reading.document), _best(said)
    dated = dated or _best(said) or _nearby(told[0], every, "dates") or usual.told
    dated = dated or _nearby(told[0], every, "spoken") or usual.spoken
    if dated is not None:
        when = _with_time(dated.when, own)
        if dated in said and when.start is not None and _is_claimed(reading, told[0]):
            when = replace(when, start=when.start - _DELAY)
        return _on_clock(when, reading.document), dated
    published = reading.document.published
    if published is None:
        return When(), None
    trigger = told[0].trigger
    delay = timedelta(0) if trigger is not None and trigger.family in _OF_STATE else _DELAY
    return _on_clock(When(published - delay, published, "day", "published", None), reading.document), None


def _is_known(clauses: Sequence[Clause]) -> bool:
    """Tell whether clauses go on about an event that was news before: it is looked into, its toll has risen."""
    return "known" in clauses[0].marks or any("revised" in clause.marks for clause in clauses)


def _is_claimed(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause says who claims the event: on its day or the next, as with all those in the articles."""
    hits = reading.within("actors", clause.first, clause.last)
    return any(hit.entry.label in ("claimed", "claimed_all") for hit in hits)


def _before(said: Dated | None, document: Document) -> When:
    """Return the days of an event that was news before: up to the day of what is said of it, or of the report."""
    day = said.when.end if said is not None else document.published
    if day is None:
        return When()
    basis = said.when.basis if said is not None else "published"
    return _on_clock(When(day - _KNOWN_FOR, day, "week", basis, None), document)


def _of_past(clauses: Sequence[Clause], own: Sequence[Dated]) -> Dated | None:
    """Return the "a week ago" behind an event whose sentence begins with a later day: that of the funeral, the arrest.

    "شيع الأهالي أمس ضحايا التفجير الذي وقع قبل أسبوع": yesterday is before the bombing in the text, the week behind it.
    """
    trigger = clauses[0].trigger
    mine = [dated for dated in own if clauses[0].first <= dated.first <= clauses[0].last]
    if trigger is None:
        return None
    days = [dated for dated in mine if dated.when.precision == "day"]
    vague = [dated for dated in mine if dated.when.precision in ("week", "month") and dated.first > trigger.last]
    before = all(day.last < trigger.first for day in days)
    return next((dated for dated in vague if days and before and all(_precedes(dated, day) for day in days)), None)


def _precedes(one: Dated, other: Dated) -> bool:
    """Tell whether all the days of `one` lie before those of `other`."""
    end, start = one.when.end, other.when.start
    return end is not None and start is not None and end < start


def _on_clock(when: When, document: Document) -> When:
    """Return `when` as resting on the page's clock, where the day of the report is no more than that."""
    if document.published_basis == "page header" and when.basis in ("published", "relative", "weekday"):
        return replace(when, basis="page header")
    return when


def hours_before(other: When) -> When:
    """Return the days of what happened hours before an event on `other`: that day, or the night to it."""
    if other.start is None:
        return other
    start = other.start - timedelta(days=1) if other.time_of_day in ("dawn", "morning", "night", None) else other.start
    basis = "page header" if other.basis == "page header" else "relative"
    return When(start, other.end, "day", basis, None)


def days_from(other: When, days: int) -> When:
    """Return the days of what happened so many `days` after something on `other`, before it where they are negative."""
    if other.start is None:
        return other
    shift = timedelta(days=days)
    basis = other.basis if other.basis == "page header" else "relative"
    return When(other.start + shift, (other.end or other.start) + shift, other.precision, basis, None)


def _by_nearness(clause: Clause) -> list[Dated]:
    """Return the dates of a clause, the nearest to its event first ("said today that yesterday …")."""
    trigger = clause.trigger
    at = trigger.first if trigger else clause.first
    return sorted(clause.dates, key=lambda dated: abs(dated.first - at))


def _is_usable(dated: Dated) -> bool:
    """Tell whether a date can be an event's: an old one beside it only says since when something goes on."""
    return dated.when.start is not None and not dated.old and dated.when.precision in ("day", "week", "month")


def _best(dates: Sequence[Dated]) -> Dated | None:
    """Return the most precise date, the first of equals."""
    order = {"day": 0, "week": 1, "month": 2}
    return min(dates, key=lambda dated: order[dated.when.precision], default=None)


def _nearby(body: Clause, every: Sequence[Clause], part: str) -> Dated | None:
    """Return the day of the same sentence, else the last one just before it in its paragraph.

    `part` names the dates that count: ``dates`` of what happened, or ``spoken``.
    """
    begin = bisect_left(every, body.sentence - _NEAR, key=lambda clause: clause.sentence)
    near = every[begin : bisect_right(every, body.sentence, begin, key=lambda clause: clause.sentence)]
    same = [clause for clause in near if clause.sentence == body.sentence]
    before = [
        clause
        for clause in near
        if (clause.paragraph == body.paragraph or "after_that" in body.marks)
        and 0 < body.sentence - clause.sentence <= _NEAR
    ]
    for clause in (*same, *(clause for clause in before[::-1] if not clause.background)):
        if (found := _best(_days(getattr(clause, part)))) is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Usual:
    """The day that a report is about: as that of what happened, and as that of what was said; None where none is."""

    told: Dated | None = None
    spoken: Dated | None = None


def usual_day(every: Sequence[Clause]) -> Usual:
    """Return the day that the report is about: said twice or more, in its lead, or of the sum that its items add up to;
    the first of equals.
    """
    lead = [dated for clause in every if clause.sentence <= _LEAD for dated in (*clause.dates, *clause.spoken)]
    told = [dated for clause in every for dated in _days(clause.dates)]
    spoken = [dated for clause in every for dated in _days(clause.spoken)]
    summed = [dated for clause in every if "sum" in clause.marks and clause.triggers for dated in _days(clause.dates)]
    return Usual(_usual(told, lead) or _only(summed), _usual(spoken, lead))


def _usual(days: Sequence[Dated], lead: Sequence[Dated]) -> Dated | None:
    counted = Counter(dated.when.start for dated in days if dated.when.start == dated.when.end)
    usual, times = counted.most_common(1)[0] if counted else (None, 0)
    found = next((dated for dated in days if dated.when.start == usual), None)
    return found if found is not None and (times > 1 or found in lead) else None


def _only(days: Sequence[Dated]) -> Dated | None:
    """Return the first of `days` where they exclude each other nowhere."""
    first = next((dated for dated in days if dated.when.start == dated.when.end), None)
    return first if first is not None and not any(_apart(first, dated) for dated in days) else None


def _apart(one: Dated, other: Dated) -> bool:
    return _precedes(one, other) or _precedes(other, one)


def _days(dates: Sequence[Dated]) -> list[Dated]:
    return [dated for dated in dates if _is_usable(dated) and dated.when.precision == "day" and not dated.old]


def _with_time(when: When, own: Sequence[Dated]) -> When:
    """Return `when` with the time of day that another of the event's dates gives."""
    if when.time_of_day is not None:
        return when
    times = [dated.when.time_of_day for dated in own if dated.when.time_of_day and dated.when.start == when.start]
    return replace(when, time_of_day=times[0]) if times else when
