"""What the words of one date say, slot by slot, before it is known which days they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geomap.language.calendars import gregorian

__all__ = ["YEARS", "Slots", "clock_time", "full_date"]

YEARS = {"month": range(1900, 2101), "hijri": range(1343, 1501), "kurdish": (*range(1300, 1451), *range(2650, 2800))}
"""Years that are taken for years, by calendar."""


@dataclass(slots=True)
class Slots:
    """What the words of one date say; None where they do not say it.

    `offset` and `night` count days from the publication; `ago` is (low, high, unit) for "three days ago"; `past` the
    same for a span that ends with the publication ("the past two days"); `span` a unit with its modifier ("last week");
    `year_shift` counts years from the publication's.
    """

    full: date | None = None
    day: int | None = None
    day_end: int | None = None
    month: int | None = None
    calendar: str = "month"
    year: int | None = None
    year_end: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    weekday_end: int | None = None
    offset: int | None = None
    night: int | None = None
    ago: tuple[int, int | None, str] | None = None
    past: tuple[int | None, str] | None = None
    span: str | None = None
    modifier: str | None = None
    part: str | None = None
    time: str | None = None
    clock: str | None = None
    month_cue: bool = False

    def says_day(self) -> bool:
        """Say whether the words tell any day at all, rather than a time of day or a bare month."""
        firm = (self.full, self.weekday, self.offset, self.night, self.ago, self.past, self.span, self.year)
        return any(slot is not None for slot in firm) or self._says_month()

    def says_span(self) -> bool:
        """Say whether the words tell a day or span by counting: "two days ago", "last week"."""
        return self.ago is not None or self.past is not None or self.span is not None

    def _says_month(self) -> bool:
        if self.month is None:
            return False
        beside = self.day is not None or self.year_shift is not None or self.part is not None
        return beside or (self.calendar == "month" and (self.month_cue or self.modifier is not None))


def clock_time(hour: int, minute: int, meridiem: str | None) -> str | None:
    """Return HH:MM of an hour with or without "am" or "pm"; None where there is no such time."""
    if meridiem == "pm" and hour < 12:
        hour += 12
    elif meridiem == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def full_date(text: str) -> date | None:
    """Read 2021-09-05 or 5/9/2021, day first unless only month first makes a day; 21 is 2021."""
    separator = next(c for c in text if not c.isdigit())
    a, b, c = text.split(separator)
    if len(a) == 4:
        return gregorian(int(a), int(b), int(c))
    if len(c) not in (2, 4):
        return None
    year = int(c) if len(c) == 4 else 2000 + int(c)
    return (gregorian(year, int(b), int(a)) or gregorian(year, int(a), int(b))) if year in YEARS["month"] else None
