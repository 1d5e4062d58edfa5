"""The days of an event: its own date, else the nearest that its report gives, else the day of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.events.clauses import Clause
from geomap.events.reading import Dated, Reading
from geomap.records import When

__all__ = ["find_when", "hours_before"]


_NEAR = 2
"""Sentences over which a day holds that is not said again."""


def find_when(reading: Reading, clauses: Sequence[Clause], every: Sequence[Clause]) -> tuple[When, Dated | None]:
    """Return the days of the event that `clauses` tell, and the words that say so (None for the report's day).

    Parameters
    ----------
    reading : Reading
        The report.
    clauses : sequence of Clause
        Those that tell the event.
    every : sequence of Clause
        All clauses of the report.
    """
    told = sorted(clauses, key=lambda clause: (clause.title, not clause.triggers, clause.first))
    own = [dated for clause in told for dated in _by_nearness(clause) if _is_usable(dated)]
    said = [dated for clause in told for dated in clause.spoken if _is_usable(dated)]
    dated = _best(own) or _best(said) or _nearby(told[0], every) or _usual(every)
    if dated is not None:
        return _with_time(dated.when, own), dated
    published = reading.document.published
    if published is None:
        return When(), None
    basis = "page header" if reading.document.published_basis == "page header" else "published"
    return When(published, published, "day", basis, None), None


def hours_before(other: When) -> When:
    """Return the days of what happened hours before an event on `other`: that day, or the night to it."""
    if other.start is None:
        return other
    start = other.start - timedelta(days=1) if other.time_of_day in ("dawn", "morning", "night", None) else other.start
    return When(start, other.end, "day", "relative", None)


def _by_nearness(clause: Clause) -> list[Dated]:
    """Return the dates of a clause, the nearest to its event first ("said today that yesterday …")."""
    trigger = clause.trigger
    at = trigger.first if trigger else clause.first
    return sorted(clause.dates, key=lambda dated: abs(dated.first - at))


def _is_usable(dated: Dated) -> bool:
    return dated.when.start is not None and dated.when.precision in ("day", "week", "month")


def _best(dates: Sequence[Dated]) -> Dated | None:
    """Return the most precise date, the first of equals."""
    order = {"day": 0, "week": 1, "month": 2}
    return min(dates, key=lambda dated: order[dated.when.precision], default=None)


def _nearby(body: Clause, every: Sequence[Clause]) -> Dated | None:
    """Return the day of the same sentence, else the last one just before it in its paragraph."""
    same = [clause for clause in every if clause.sentence == body.sentence]
    before = [
        clause
        for clause in every
        if clause.paragraph == body.paragraph and 0 < body.sentence - clause.sentence <= _NEAR
    ]
    for clause in (*same, *before[::-1]):
        found = _best(_days(clause.dates)) or _best(_days(clause.spoken))
        if found is not None and not (clause.background and clause.sentence != body.sentence):
            return found
    return None


def _usual(every: Sequence[Clause]) -> Dated | None:
    """Return the day that most of the report is about, the first of equals."""
    for days in ([d for c in every for d in _days(c.dates)], [d for c in every for d in _days(c.spoken)]):
        counted = Counter(dated.when.start for dated in days if dated.when.start == dated.when.end)
        if counted:
            usual = counted.most_common(1)[0][0]
            return next(dated for dated in days if dated.when.start == usual)
    return None


def _days(dates: Sequence[Dated]) -> list[Dated]:
    return [dated for dated in dates if _is_usable(dated) and dated.when.precision == "day" and not dated.old]


def _with_time(when: When, own: Sequence[Dated]) -> When:
    """Return `when` with the time of day that another of the event's dates gives."""
    if when.time_of_day is not None:
        return when
    times = [dated.when.time_of_day for dated in own if dated.when.time_of_day and dated.when.start == when.start]
    return replace(when, time_of_day=times[0]) if times else when
