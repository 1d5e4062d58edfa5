"""Dates that a page writes over its report: the page's clock, and the dateline of the text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

__all__ = ["dateline", "page_clock"]

_LOCALES = ("ar", "ar_IQ", "ckb", "en")
"""Locales of the Unicode CLDR whose month names a page may use: Arabic, Levantine, Sorani, English."""
_VARIANTS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ـ": ""})
_TIME = r"(?:\d{1,2}\s*:\s*\d{2}(?:\s*:\s*\d{2})?\s*(?:[صم]|[ap]\.?m\.?|صباحا?ً?|مساءً?)?)"
_HINT = re.compile(r"\d{4}")


def page_clock(line: str) -> date | None:
    """Return the day of a line that holds nothing but a date, with or without weekday and time, or None.

    Such a line over a report is the page's clock or the day of an update: "16 نوفمبر، 2024 6:40 م".
    """
    if not _HINT.search(line) or len(line) > 60:
        return None
    match = _patterns()[0].fullmatch(_plain(line))
    return _day(match) if match else None


def dateline(line: str) -> date | None:
    """Return the day of a dateline at the head of a paragraph: "كركوك – 28 نيسان 2020:", "KIRKUK, Dec. 28, 2019 -".

    Only a full date after one to four words for the place, parted from them and from what follows, counts.
    """
    head = line[:80]
    if not _HINT.search(head):
        return None
    match = _patterns()[1].match(_plain(head))
    return _day(match) if match else None


def _plain(line: str) -> str:
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", line).strip().lower().translate(_VARIANTS)


def _day(match: re.Match[str]) -> date | None:
    parts = {name.rstrip("_123"): value for name, value in match.groupdict().items() if value is not None}
    months, _ = _names()
    month = months[parts["name"]] if "name" in parts else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


@cache
def _names() -> tuple[dict[str, int], set[str]]:
    """Return month names and weekday names of the four locales, as `_plain` spells them."""
    from babel import Locale

    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for code in _LOCALES:
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                months.setdefault(_plain(str(name)), int(number))
                months.setdefault(_plain(str(name)).replace("وو", "و"), int(number))
            weekdays.update(_plain(str(name)) for name in locale.days["format"][width].values())
    months["sept"] = 9
    return months, weekdays


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months, weekdays = _names()
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, weekdays), key=len, reverse=True))
    gap = r"[\s,،./-]*"
    double = rf"(?:\s*[/(]\s*(?:{name})\)?)?"
    day_first = rf"(?P<day_1>\d{{1,2}})(?:ي|th|st|nd|rd)?{gap}(?P<name_1>{name})ي?{double}{gap}(?P<year_1>\d{{4}})"
    month_first = rf"(?P<name_2>{name}){gap}(?P<day_2>\d{{1,2}}){gap}(?P<year_2>\d{{4}})"
    figures = r"(?P<day_3>\d{1,2})\s*[/.-]\s*(?P<month_3>\d{1,2})\s*[/.-]\s*(?P<year_3>\d{4})"
    iso = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:t(?=\d))?"
    whole = rf"(?:{day_first}|{month_first}|{iso}|{figures})"
    lead = rf"(?:(?:يوم\s+)?(?:{weekday}){gap})?"
    time = rf"(?:(?:at|في|الساعه)?{gap}{_TIME})?(?:\s*[+z]\S*)?"
    clock = rf"(?:{_TIME}{gap})?{lead}(?:{_TIME}{gap})?{whole}{gap}{lead}{time}"
    place = r"[^\W\d_][^\d\n:؛;.!؟?]{1,40}?"
    line = rf"{place}\s*[–—,،(/-]\s*{lead}{whole}\s*(?:[):–—-]|\Z|\n)"
    return re.compile(clock), re.compile(line)
