"""Periods: runs of whole days, and how much of an incident's days lies in one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from geomap.errors import InputError

__all__ = ["NO_DAY", "Period", "day_number", "months", "weeks"]

NO_DAY = -(2**31)
"""Stands for a day that is not known, in arrays of days since 1970-01-01."""

_WORDS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.|/)(\d{4}-\d\d-\d\d)")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both of them in it.

    Raises
    ------
    InputError
        If it ends before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(f"The period {self} ends before it begins.", "Give the earlier day first.")

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @classmethod
    def parse(cls, words: str) -> Period:
        """Return the period that ``2021-07-01..2021-12-31`` says; a slash (ISO 8601) serves as well.

        Raises
        ------
        InputError
            If it says none.
        """
        found = _WORDS.fullmatch(words.strip())
        try:
            first, last = (date.fromisoformat(day) for day in found.groups()) if found else (None, None)
        except ValueError:
            first = last = None
        if first is None or last is None:
            raise InputError(f"{words!r} is no period.", "Write two days, such as 2021-07-01..2021-12-31.")
        return cls(first, last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self, days: int) -> Period:
        """Return the period of `days` days that ends on the day before this one."""
        return Period(self.first - timedelta(days), self.first - timedelta(1))

    def overlap(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the part of each incident's days that lies in the period, every day of them being as likely.

        Parameters
        ----------
        first, last : numpy.ndarray
            Shape (N,): days since 1970-01-01, or `NO_DAY`.

        Returns
        -------
        numpy.ndarray
            Shape (N,): 0..1; 0 where no day is known.
        """
        begin, end = day_number(self.first), day_number(self.last)
        common = np.minimum(last, end) - np.maximum(first, begin) + 1
        return np.where(first == NO_DAY, 0.0, np.maximum(common, 0) / (last - first + 1))


def day_number(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _EPOCH).days


def weeks(within: Period) -> list[Period]:
    """Return the weeks, Monday to Sunday, that touch `within`."""
    monday = within.first - timedelta(within.first.weekday())
    count = (within.last - monday).days // 7 + 1
    return [Period(monday + timedelta(7 * n), monday + timedelta(7 * n + 6)) for n in range(count)]


def months(within: Period) -> list[Period]:
    """Return the calendar months that touch `within`."""
    found, first = [], within.first.replace(day=1)
    while first <= within.last:
        following = (first + timedelta(31)).replace(day=1)
        found.append(Period(first, following - timedelta(1)))
        first = following
    return found
