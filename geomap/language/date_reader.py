"""How the words of a date fill its slots: day, month, year, weekday, "yesterday", "dawn" …, in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geomap.language.date_slots import YEARS, Slots, clock_time, full_date
from geomap.language.date_words import DateWords, Item, are_beside

__all__ = ["read_slots"]

_GLUE_IN_A_ROW = 3
"""Words such as "on the morning of" that one date may hold between two parts; a guess, untested."""
_LONGEST = 24
"""Words and figures of the longest date, so that a heap of them takes no time that grows with its square."""
_GLUES = frozenset(("glue", "unit", "ago_before"))
_CALENDARS = frozenset(YEARS)
_COUNTED = frozenset(("ago_before", "before", "count", "figure", "hours", "number", "two", "unit", "units"))


def read_slots(text: str, found: Sequence[Item], first: int, words: DateWords) -> tuple[Slots, int, int] | None:
    """Read the date that begins at the item `first`.

    Parameters
    ----------
    text : str
        The folded text.
    found : sequence of Item
        As `geomap.language.date_words.items` gives them.
    first : int
        Which of them.
    words : DateWords
        The language's words.

    Returns
    -------
    tuple or None
        The slots, and the first and last item of the date; None where none begins here.
    """
    reader = _Reader(text, found, first, words)
    last = reader.read()
    if last is None or not reader.slots.says_day():
        return None
    return reader.slots, first, last


class _Reader:
    def __init__(self, text: str, found: Sequence[Item], first: int, words: DateWords) -> None:
        self.text = text
        self.items = found
        self.first = first
        self.words = words
        self.slots = Slots()
        self.last: int | None = None

    def read(self) -> int | None:
        i: int | None = self.first
        glue = 0
        while i is not None and i - self.first < _LONGEST:
            used = self._accept(i)
            if used:
                self.last, glue = i + used - 1, 0
            elif i > self.first and self._is_glue(i) and glue < _GLUE_IN_A_ROW:
                used, glue = 1, glue + 1
            else:
                break
            i = self._after(i + used - 1)
        return self.last

    def _accept(self, i: int) -> int:
        """Put item `i` into its slot; return how many items that used, 0 where it does not belong to this date."""
        item = self.items[i]
        if (item.joined and i != self.first) or (item.kind in _COUNTED and self.slots.says_span()):
            return 0
        accept = _ACCEPT.get(item.kind)
        return accept(self, i, item) if accept else 0

    def _is_glue(self, i: int) -> bool:
        item = self.items[i]
        return item.kind in _GLUES and not item.joined

    def _after(self, i: int) -> int | None:
        """Return the item right after `i`, or None."""
        j = i + 1
        return j if j < len(self.items) and are_beside(self.text, self.items[i], self.items[j]) else None

    def _kind_after(self, i: int, *, glue: bool = False) -> str:
        """Return the kind of the item after `i`, glue passed over where asked; empty where there is none."""
        j = self._after(i)
        while glue and j is not None and j - i <= _LONGEST and self._is_glue(j):
            j = self._after(j)
        return "" if j is None else self.items[j].kind

    def _is_day_of_month(self, i: int) -> bool:
        """Say whether a month follows the figure `i`, as in "5 July", "الخامس من تموز", "5ی مانگی تەمووز"."""
        j = self._after(i)
        while (
            j is not None
            and j - i <= _LONGEST
            and (self.items[j].kind == "unit" or self.items[j].value in self.words.day_glue)
        ):
            j = self._after(j)
        return j is not None and self.items[j].kind in _CALENDARS

    def _full(self, _i: int, item: Item) -> int:
        if self.slots.full or self.slots.month:
            return 0
        self.slots.full = full_date(item.value)
        return int(self.slots.full is not None)

    def _figure(self, i: int, item: Item) -> int:
        return self._as_clock(i, item) or self._as_day(i, item) or self._as_year(i, item) or self._number(i, item)

    def _as_clock(self, i: int, item: Item) -> int:
        if self._kind_after(i) != "meridiem" or item.value > 12 or self.slots.clock is not None:
            return 0
        self.slots.clock = clock_time(item.value, 0, self.items[i + 1].value)
        return 2

    def _as_day(self, i: int, item: Item) -> int:
        slots, value = self.slots, item.value
        if slots.day is not None or not 1 <= value <= 31:
            return 0
        last = self._range_end(i)
        if self._is_day_of_month(last) or (slots.month is not None and self.words.language == "en" and not slots.year):
            slots.day = value
            slots.day_end = self.items[last].value if last > i else None
            return 1 + last - i
        return 0

    def _range_end(self, i: int) -> int:
        """Return the last figure of a range or list of days or years that begins at `i`: 4-5, 3 و4 و5; or `i`."""
        while i + 1 < min(len(self.items), self.first + _LONGEST):
            one, other = self.items[i], self.items[i + 1]
            link = self.text[one.end : other.start].strip()
            if other.kind != "figure" or link not in self.words.range_links:
                break
            if not one.value < other.value <= (31 if one.value <= 31 else YEARS["month"][-1]):
                break
            i += 1
        return i

    def _as_year(self, i: int, item: Item) -> int:
        slots = self.slots
        if slots.year is not None or slots.full or item.value not in YEARS[slots.calendar]:
            return 0
        if slots.month is None and item.before not in self.words.year_cues:
            return 0
        last = self._range_end(i) if slots.month is None else i
        slots.year = item.value
        slots.year_end = self.items[last].value if last > i else None
        return 1 + last - i

    def _ordinal(self, i: int, item: Item) -> int:
        if self.slots.day is not None or not self._is_day_of_month(i):
            return 0
        self.slots.day = item.value
        return 1

    def _month(self, i: int, item: Item) -> int:
        slots = self.slots
        if slots.month is not None:
            same = item.value == slots.month and item.kind == slots.calendar and not self._opens_date(i)
            return int(same or (item.kind != slots.calendar and slots.day is None))
        short = self.text[item.start : item.end] in self.words.short
        if short and slots.day is None and self._kind_after(i) != "figure":
            return 0
        slots.month, slots.calendar = item.value, item.kind
        slots.month_cue = item.before in self.words.month_cues
        return 1

    def _opens_date(self, i: int) -> bool:
        """Say whether a day follows the month `i` and another date begins: "March 30, 2016 - On March 29"."""
        j = self._after(i)
        return j is not None and self.items[j].kind == "figure" and 1 <= self.items[j].value <= 31

    def _weekday(self, i: int, item: Item) -> int:
        slots = self.slots
        if slots.weekday is None:
            short = self.text[item.start : item.end] in self.words.short
            if short and self._kind_after(i, glue=True) not in ("figure", "date", *_CALENDARS):
                return 0
            slots.weekday = item.value
            return 1
        spans = slots.time in ("night", "dawn") and slots.weekday_end is None
        if spans and item.value == (slots.weekday + 1) % 7:
            slots.weekday_end = item.value
            return 1
        return 0

    def _day(self, _i: int, item: Item) -> int:
        if self.slots.offset is not None or self.slots.night is not None:
            return 0
        self.slots.offset = item.value
        return 1

    def _night(self, _i: int, item: Item) -> int:
        if self.slots.offset is not None or self.slots.night is not None:
            return 0
        self.slots.night, self.slots.time = item.value, "night"
        return 1

    def _hours(self, _i: int, item: Item) -> int:
        self.slots.past = (item.value, "day")
        return 1

    def _time(self, _i: int, item: Item) -> int:
        if self.slots.time is not None and self.slots.time != item.value:
            return 0
        self.slots.time = item.value
        return 1

    def _short_date(self, _i: int, item: Item) -> int:
        """Read "5/9" after a weekday or a word such as "بتاريخ": day first."""
        slots = self.slots
        day, month = (int(part) for part in item.value.split("/"))
        cued = slots.weekday is not None or item.before in self.words.date_cues
        if not cued or slots.month is not None or not (1 <= day <= 31 and 1 <= month <= 12):
            return 0
        slots.day, slots.month = day, month
        return 1

    def _clock(self, i: int, item: Item) -> int:
        if self.slots.clock is not None:
            return 0
        hour, minute = (int(part) for part in item.value.split(":")[:2])
        meridiem = self.items[i + 1].value if self._kind_after(i) == "meridiem" else None
        self.slots.clock = clock_time(hour, minute, meridiem)
        return 0 if self.slots.clock is None else 1 + (meridiem is not None)

    def _modifier(self, _i: int, item: Item) -> int:
        slots = self.slots
        modified = slots.weekday is not None or slots.month is not None
        if slots.modifier is not None or not modified:
            return 0
        slots.modifier = item.value
        return 1

    def _before(self, i: int, item: Item) -> int:
        """Read "last Sunday", "last week", "this morning", "the past two days"."""
        following = self._after(i)
        if following is None or self.slots.modifier is not None:
            return 0
        other = self.items[following]
        if other.kind in ("weekday", "month"):
            self.slots.modifier = item.value
            return 1
        if other.kind == "time" and item.value == "this":
            self.slots.offset = 0
            return 1
        return self._before_unit(item, following)

    def _before_unit(self, item: Item, following: int) -> int:
        other, slots = self.items[following], self.slots
        if other.kind == "unit":
            if slots.month is not None and other.value == "year":
                slots.year_shift = _SHIFT[item.value]
            else:
                slots.span, slots.modifier = other.value, item.value
            return 2
        if item.value != "last":
            return 0
        if other.kind == "units":
            slots.past = (None, other.value)
            return 2
        if other.kind in ("figure", "number") and self._kind_after(following) in ("units", "unit"):
            slots.past = (_count(other)[0], self.items[following + 1].value)
            return 3
        return 0

    def _unit(self, i: int, item: Item) -> int:
        """Read "الأسبوع الماضي", "العام الماضي", "عام 2014", "الأيام الثلاثة الماضية", "هەفتەیەک لەمەوبەر"."""
        slots, following = self.slots, self._after(i)
        if following is None:
            return 0
        other = self.items[following]
        if other.kind == "modifier":
            if item.kind == "units":
                slots.past = (None, item.value) if other.value == "last" else None
            elif slots.month is not None and item.value == "year":
                slots.year_shift = _SHIFT[other.value]
            else:
                slots.span, slots.modifier = item.value, other.value
            return 2
        if item.kind == "unit" and other.kind == "ago_after":
            slots.ago = (1, 1, item.value)
            return 2
        if item.kind == "units" and other.kind in ("number", "figure") and self._kind_after(following) == "modifier":
            slots.past = (_count(other)[0], item.value)
            return 3
        return int(item.value == "year" and other.kind == "figure" and other.value in YEARS["month"])

    def _two(self, i: int, item: Item) -> int:
        if self._kind_after(i) == "modifier":
            self.slots.past = (2, item.value)
            return 2
        if self._kind_after(i) == "ago_after":
            self.slots.ago = (2, 2, item.value)
            return 2
        return 0

    def _number(self, i: int, item: Item) -> int:
        """Read "three days ago"."""
        following = self._after(i)
        if following is None or self.items[following].kind not in ("unit", "units"):
            return 0
        if self._kind_after(following) != "ago_after":
            return 0
        self.slots.ago = (*_count(item), self.items[following].value)
        return 3

    def _ago(self, i: int, _item: Item) -> int:
        """Read "قبل ثلاثة أيام", "قبل يومين", "قبل أسبوع"."""
        following = self._after(i)
        if following is None or self.slots.weekday is not None:
            return 0
        other = self.items[following]
        if other.kind == "two" and self._kind_after(following) != "modifier":
            self.slots.ago = (2, 2, other.value)
            return 2
        if other.kind == "unit" and self._kind_after(following) not in ("modifier", "month", "figure", "weekday"):
            self.slots.ago = (1, 1, other.value)
            return 2
        if other.kind in ("number", "figure") and self._kind_after(following) in ("units", "unit"):
            self.slots.ago = (*_count(other), self.items[following + 1].value)
            return 3
        return 0

    def _part(self, i: int, item: Item) -> int:
        kind = self._kind_after(i, glue=True)
        if kind == "month" and self.slots.part is None:
            self.slots.part = item.value
            return 1
        if kind == "weekday" and self.slots.part is None and self.words.language == "en":
            self.slots.part = item.value
            return 1
        return 0


_SHIFT = {"last": -1, "this": 0, "next": 1}
_ACCEPT: dict[str, Callable[[_Reader, int, Item], int]] = {
    "date": _Reader._full,
    "short_date": _Reader._short_date,
    "figure": _Reader._figure,
    "ordinal": _Reader._ordinal,
    "month": _Reader._month,
    "hijri": _Reader._month,
    "kurdish": _Reader._month,
    "weekday": _Reader._weekday,
    "day": _Reader._day,
    "night": _Reader._night,
    "hours": _Reader._hours,
    "time": _Reader._time,
    "clock": _Reader._clock,
    "modifier": _Reader._modifier,
    "before": _Reader._before,
    "unit": _Reader._unit,
    "units": _Reader._unit,
    "two": _Reader._two,
    "number": _Reader._number,
    "count": _Reader._number,
    "ago_before": _Reader._ago,
    "part": _Reader._part,
}


def _count(item: Item) -> tuple[int, int | None]:
    if item.kind == "number":
        low, high = item.value
        return int(low), None if high is None else int(high)
    return int(item.value), int(item.value)
