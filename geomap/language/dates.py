"""Dates in running text, resolved against the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from geomap.language.calendars import (
    from_hijri,
    from_kurdish,
    gregorian,
    latest_day,
    latest_weekday,
    month_bounds,
    shifted_month,
    week_of,
)
from geomap.language.date_reader import read_slots
from geomap.language.date_slots import Slots
from geomap.language.date_words import DateWords, date_words, items
from geomap.language.normalize import Folded, fold
from geomap.records import When

__all__ = ["DateSpan", "dates"]

_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
"""Days of a month that "early", "mid" and "late" mean: its thirds, a guess, untested."""
_TIMES = {"early": "morning", "mid": "noon", "late": "evening"}
"""What "early on Sunday" and "late on Sunday" mean."""
_PAST = {"day": 7, "week": 4, "month": 6, "year": 5}
"""How many "the past days", "the past weeks" … are taken to be; a guess, untested."""
_VAGUE = 3
""""Several days ago" is 3 to 9 days: thrice the least; a guess, untested."""
_DAY = timedelta(days=1)
_YEARS_BACK = 10
"""How far back a date without a year is looked for; a guess, untested."""
_AHEAD = {"hijri": 580, "kurdish": 622}
"""Years between the Gregorian count and the others, in this century."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text.

    Parameters
    ----------
    start, end : int
        Offsets; ``text[start:end]`` is the surface form.
    text : str
        The surface form: "فجر اليوم الأحد".
    when : When
        The days that it means; no days where that hangs on a publication date that is not known.
    """

    start: int
    end: int
    text: str
    when: When


def dates(text: str, language: str, published: date | None) -> tuple[DateSpan, ...]:
    """Find the dates of a text.

    Parameters
    ----------
    text : str
        Running text.
    language : str
        ``ar``, ``ckb`` or ``en``.
    published : datetime.date or None
        Day of publication, local to Asia/Baghdad, against which weekdays and "yesterday" are resolved.

    Returns
    -------
    tuple of DateSpan
        In order, without overlap. The parts of one date make one span: weekday, day, month, year, time of day.

    Raises
    ------
    LanguageError
        If `language` is none of the three.

    Notes
    -----
    - A weekday is the latest such day up to the publication; "today Sunday" is a Sunday even where the publication is
      a Monday, "yesterday Sunday" a Sunday before it. (Reprints are dated a day or two late.)
    - A day and month without a year is the latest such day up to the publication that fits a weekday beside it.
    - A night belongs to the day on which it begins and to the next one.
    - Figures are day first: 5/9/2021 is 5 September.
    - "Last week" is the week before, Sunday to Saturday.
    """
    return tuple(
        DateSpan(start, end, text[start:end], _resolved(slots, published))
        for start, end, slots in _readings(text, language)
    )


@lru_cache(maxsize=4)
def _readings(text: str, language: str) -> tuple[tuple[int, int, Slots], ...]:
    """Return the offsets of every date and what its words say; remembered, as a report is dated more than once."""
    return tuple(_read(fold(text), date_words(language)))


def _read(folded: Folded, lexicon: DateWords) -> Iterator[tuple[int, int, Slots]]:
    found = items(folded, lexicon)
    i = 0
    while i < len(found):
        reading = None if found[i].kind == "glue" else read_slots(folded.text, found, i, lexicon)
        if reading is None:
            i += 1
            continue
        slots, first, last = reading
        yield *folded.span(found[first].start, found[last].end), slots
        i = last + 1


def _resolved(slots: Slots, published: date | None) -> When:
    try:
        return resolve(slots, published)
    except (OverflowError, ValueError):  # before the year 1 or after 9999: the words mean no day that can be written
        return When(time_of_day=slots.clock or slots.time)


def resolve(slots: Slots, published: date | None) -> When:
    """Return the days that the words of a date mean, seen from the day of publication."""
    time = slots.clock or slots.time
    if time is None and slots.part is not None and slots.month is None:
        time = _TIMES[slots.part]
    if slots.full or slots.month is not None or slots.year is not None:
        bounds = _stated(slots, published)
        precision = "day" if slots.full or slots.day is not None else "month" if slots.month is not None else "year"
        return _when(bounds, precision, "stated", time, slots)
    if slots.weekday is not None:
        bounds = None if published is None else _weekday(slots, published)
        return _when(bounds, "day", "weekday", time, slots, published)
    if published is None:
        return When(basis="relative", time_of_day=time)
    bounds, precision = _relative(slots, published)
    return _when(bounds, precision, "relative", time, slots, published)


_Bounds = tuple[date, date]


def _when(
    bounds: _Bounds | None, precision: str, basis: str, time: str | None, slots: Slots, limit: date | None = None
) -> When:
    if bounds is None:
        return When(basis=basis, time_of_day=time)
    start, end = bounds
    if slots.time == "night" and precision == "day" and start == end and slots.clock is None:
        end = start + _DAY if limit is None or start < limit else start
    return When(start, end, precision, basis, time)


def _stated(slots: Slots, published: date | None) -> _Bounds | None:
    if slots.full:
        return slots.full, slots.full
    if slots.month is None:
        assert slots.year is not None
        return date(slots.year, 1, 1), date(slots.year_end or slots.year, 12, 31)
    year = slots.year
    if year is None and slots.year_shift is not None and published is not None:
        year = published.year + slots.year_shift
    if slots.calendar != "month":
        return _foreign(slots, year, published)
    if slots.day is None:
        return _month(slots, year, published)
    return _day(slots, year, published)


def _day(slots: Slots, year: int | None, published: date | None) -> _Bounds | None:
    assert slots.month is not None
    assert slots.day is not None
    if year is not None:
        start = gregorian(year, slots.month, slots.day)
    elif published is None:
        return None
    elif slots.modifier in ("this", "next"):
        start = gregorian(
            published.year + (slots.modifier == "next" and slots.month < published.month), slots.month, slots.day
        )
    else:
        years = range(published.year - _YEARS_BACK, published.year + 1)
        start = latest_day((gregorian(y, slots.month, slots.day) for y in years), published, slots.weekday)
    if start is None or slots.day_end is None:
        return None if start is None else (start, start)
    end = gregorian(start.year, slots.month, slots.day_end)
    return None if end is None else (start, end)


def _month(slots: Slots, year: int | None, published: date | None) -> _Bounds | None:
    assert slots.month is not None
    if year is None:
        if published is None:
            return None
        latest = published.month - (slots.modifier == "last")
        year = published.year - (slots.month > latest) + (slots.modifier == "next" and slots.month <= published.month)
    first, last = month_bounds(year, slots.month)
    if slots.part is not None:
        low, high = _PARTS[slots.part]
        first, last = first.replace(day=low), last.replace(day=min(high, last.day))
    return first, last if published is None or last <= published or first > published else published


def _foreign(slots: Slots, year: int | None, published: date | None) -> _Bounds | None:
    """Return the days of an Islamic or Kurdish date; the latest one up to the publication where no year is given."""
    assert slots.month is not None
    convert = from_hijri if slots.calendar == "hijri" else from_kurdish
    if year is not None:
        first = convert(year, slots.month, slots.day or 1)
    elif published is None:
        return None
    else:
        years = range(published.year - _AHEAD[slots.calendar] - _YEARS_BACK, published.year - 570)
        known = (convert(y, slots.month, slots.day or 1) for y in years)
        first = latest_day(known, published, slots.weekday)
    if first is None:
        return None
    return first, first if slots.day is not None else first + 28 * _DAY


def _weekday(slots: Slots, published: date) -> _Bounds:
    assert slots.weekday is not None
    if slots.span == "week" and slots.modifier == "last":
        start = latest_weekday(slots.weekday, week_of(published - 7 * _DAY)[1])
    elif slots.modifier == "next" and slots.span is None:
        start = latest_weekday(slots.weekday, published + 7 * _DAY)
    else:
        back = min(slots.offset or 0, slots.night or 0, -1 if slots.modifier == "last" else 0)
        start = latest_weekday(slots.weekday, published + back * _DAY)
    return (start, start + _DAY) if slots.weekday_end is not None else (start, start)


def _relative(slots: Slots, published: date) -> tuple[_Bounds, str]:
    if slots.night is not None:
        first = published + slots.night * _DAY
        return (first, first + _DAY if slots.night < 0 else first), "day"
    if slots.offset is not None:
        day = published + slots.offset * _DAY
        return (day, day), "day"
    if slots.ago is not None:
        return _ago(*slots.ago, published)
    if slots.past is not None:
        return _past(*slots.past, published)
    assert slots.span is not None
    return _span(slots.span, {"last": -1, "this": 0, "next": 1}[slots.modifier or "this"], published), slots.span


def _ago(low: int, high: int | None, unit: str, published: date) -> tuple[_Bounds, str]:
    far = low * _VAGUE if high is None else high
    if unit == "day":
        return (published - far * _DAY, published - low * _DAY), "day" if far == low else "week"
    if unit == "week":
        return (published - (7 * far + 3) * _DAY, published - (7 * low - 3) * _DAY), "week"
    months = 12 if unit == "year" else 1
    first = month_bounds(*shifted_month(published, -far * months))[0]
    last = month_bounds(*shifted_month(published, -low * months))[1]
    if unit == "year":
        first, last = first.replace(month=1, day=1), last.replace(month=12, day=31)
    return (first, last), unit


def _past(count: int | None, unit: str, published: date) -> tuple[_Bounds, str]:
    number = count or _PAST[unit]
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        return (published - days * _DAY, published), "day" if days <= 2 else "week" if days <= 7 else "month"
    year, month = shifted_month(published, -number * (12 if unit == "year" else 1))
    return (date(year, month, 1), published), "month" if unit == "month" and number == 1 else "year"


def _span(unit: str, shift: int, published: date) -> _Bounds:
    """Return the day, week, month or year `shift` units from the one that holds the publication, up to it."""
    if unit == "day":
        first = last = published + shift * _DAY
    elif unit == "week":
        first, last = week_of(published + 7 * shift * _DAY)
    elif unit == "month":
        first, last = month_bounds(*shifted_month(published, shift))
    else:
        first, last = date(published.year + shift, 1, 1), date(published.year + shift, 12, 31)
    return first, published if first <= published < last else last
