"""Days of other calendars, and the days that words such as "Sunday" and "in July" mean."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

__all__ = [
    "from_hijri",
    "from_kurdish",
    "gregorian",
    "latest_day",
    "latest_weekday",
    "month_bounds",
    "shifted_month",
    "week_of",
]

_WEEK_BEGINS = 6
"""Sunday, the first working day of the week in Iraq."""
_NEWROZ = {1400: date(2021, 3, 21)}
"""The first day of a year of the solar calendar, from which the others are counted."""
_KURDISH_AHEAD = 1321
"""Years that the Kurdish count is ahead of Iran's: 2721 is 1400 (700 BC is its year 1)."""


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is none such (31 June)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def from_hijri(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of the Islamic calendar (Umm al-Qura), or None outside 1343 to 1500 AH.

    What is seen of the moon in Iraq may differ by a day or two.
    """
    from hijridate import Hijri

    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def from_kurdish(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of the Kurdish solar calendar, or None where there is none such.

    Parameters
    ----------
    year : int
        In Iran's count (1400) or the Kurdish one (2721).
    month : int
        1 is خاکەلێوە, from 21 March.
    day : int
        Months 1 to 6 have 31 days, 7 to 11 have 30, the last 29 or 30.

    Notes
    -----
    Leap years by the rule of 33 years, which agrees with the calendar in force from 1178 to 1633.
    """
    iranian = year - _KURDISH_AHEAD if year > 2000 else year
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(iranian) else 29
    if not (1178 <= iranian <= 1633 and 1 <= month <= 12 and 1 <= day <= length):
        return None
    begun, newroz = next(iter(_NEWROZ.items()))
    step = 1 if iranian >= begun else -1
    years = range(begun, iranian) if step > 0 else range(iranian, begun)
    newroz += step * timedelta(days=sum(365 + _is_leap(y) for y in years))
    return newroz + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def latest_weekday(weekday: int, limit: date) -> date:
    """Return the latest day with that weekday (0 is Monday) not after `limit`."""
    return limit - timedelta(days=(limit.weekday() - weekday) % 7)


def latest_day(days: Iterable[date | None], limit: date, weekday: int | None = None) -> date | None:
    """Return the latest of `days` that is not after `limit`.

    A weekday that stands beside the date decides between years, unless the latest one lies within a fortnight of the
    limit: then a slip in the weekday is likelier than an old story. (The fortnight is a guess, untested.)
    """
    known = sorted((day for day in days if day is not None and day <= limit), reverse=True)
    if known and limit - known[0] <= timedelta(days=14):
        return known[0]
    fitting = [day for day in known if day.weekday() == weekday]
    return next(iter((*fitting, *known)), None)


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def shifted_month(day: date, months: int) -> tuple[int, int]:
    """Return year and month that lie `months` after the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def week_of(day: date) -> tuple[date, date]:
    """Return first and last day of the week (Sunday to Saturday) that holds `day`."""
    first = latest_weekday(_WEEK_BEGINS, day)
    return first, first + timedelta(days=6)
