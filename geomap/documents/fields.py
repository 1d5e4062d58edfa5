"""The fields of a report that comes in parts (JSON, tables): which name is what, and what values may look like."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from geomap.documents.page_dates import page_clock
from geomap.errors import DocumentError

__all__ = ["NAMES", "YEARS", "Fields", "day_of", "decoded", "fields_of", "folded", "picked", "plain"]

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "guid", "المعرف", "معرف"),
    "title": ("title", "headline", "subject", "العنوان", "عنوان", "ناونیشان"),
    "text": (
        *("text", "body", "content", "notes", "description", "message", "full_text", "article", "article_text"),
        *(
            "report",
            "report_text",
            "narrative",
            "النص",
            "نص",
            "نص_الخبر",
            "الخبر",
            "المحتوى",
            "التفاصيل",
            "دەق",
            "هەواڵ",
        ),
    ),
    "url": ("url", "link", "permalink", "الرابط", "رابط", "بەستەر"),
    "source": ("source", "publisher", "source_name", "outlet", "agency", "المصدر", "الوكالة", "سەرچاوە"),
    "published": (
        *("published", "published_at", "date_published", "publication_date", "publish_date", "pub_date", "pubdate"),
        *("date", "datetime", "created_at", "التاريخ", "تاريخ", "تاريخ_النشر", "بەروار"),
    ),
    "taken": ("date_extracted", "extracted", "scraped_at", "crawled_at"),
    "language": ("language", "lang", "اللغة", "زمان"),
}
"""Field of a report → names under which it is found, as `folded` makes them; the first that is there counts."""

_LANGUAGES = {
    "arabic": "ar",
    "ara": "ar",
    "english": "en",
    "eng": "en",
    "sorani": "ckb",
}
_MACRO = ("ku", "kur", "kurdish")
"""Codes for all of Kurdish: which of its languages a report is in is recognised from its text."""
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
"""What JSON calls the types of Python."""
_BAGHDAD = timezone(timedelta(hours=3))
"""Asia/Baghdad has kept no summer time since 2008."""
_EPOCHS = range(315_532_800, 4_102_444_800)
"""Seconds since 1970 that are read as a date: 1980 to 2099."""
YEARS = range(1900, 2200)
"""Years in which a report can have been published; 0001 and 9999 are what databases write for "not known"."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one report.

    Parameters
    ----------
    text : str
        The report; never empty.
    id, url, source, language : str or None
        As the source says, None where it does not.
    title : str
        Empty where there is none.
    published : datetime.date or None
        Day in Asia/Baghdad.
    published_basis : str
        ``field``, or ``page header`` where only the day on which the page was taken is known.
    warnings : tuple of str
        Fields that could not be used.
    """

    text: str
    id: str | None = None
    title: str = ""
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published: date | None = None
    published_basis: str = "field"
    warnings: tuple[str, ...] = ()


def decoded(line: str | bytes) -> Any:
    """Read one line of JSON.

    Raises
    ------
    DocumentError
        If it is no JSON.
    """
    try:
        return json.loads(line)
    except RecursionError:
        raise DocumentError("This line is no JSON (nested too deeply).", "Write one JSON object a line.") from None
    except ValueError as error:
        raise DocumentError(f"This line is no JSON ({error}).", "Write one JSON object a line.") from None


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return the name of a column or key as it is compared: capitals, blanks and hyphens make no difference."""
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().strip("\ufeff \t\r\n\"'").split())


def picked(data: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return field of a report → its value.

    Parameters
    ----------
    data : mapping of str to any
        Name → value, as the source gives them.
    columns : mapping of str to str
        Field → the name that holds it, as the user says; the others are recognised by `NAMES`.
    """
    known: dict[str, Any] = {}
    for name, value in data.items():
        if value not in (None, "") and known.get(key := folded(str(name))) in (None, ""):
            known[key] = value
    asked = {field: (folded(name),) for field, name in columns.items()}
    return {field: _first(known, names) for field, names in {**NAMES, **asked}.items()}


def fields_of(data: Any, columns: Mapping[str, str] | None = None) -> Fields:
    """Return the fields of a decoded JSON object.

    Parameters
    ----------
    data : any
        What JSON holds.
    columns : mapping of str to str, optional
        As for `picked`.

    Raises
    ------
    DocumentError
        If it is no object, or holds no text.
    """
    if not isinstance(data, dict):
        raise DocumentError(f"This is {_kind(data)}, not an object.", "Write one JSON object a line.")
    asked = columns or {}
    found = picked(data, asked)
    text, name = found["text"], asked.get("text", "text")
    hint = 'Put the report into "text", or say which field holds it: --column text=NAME.'
    if text is not None and not isinstance(text, str):
        raise DocumentError(f'The field "{name}" is {_kind(text)}, not a text.', hint)
    if text is None or not text.strip():
        held = ", ".join(sorted(map(str, data))[:8]) or "none"
        raise DocumentError(f'The field "{name}" is missing or empty (fields: {held}).', hint)
    return plain(found)


def plain(found: Mapping[str, Any]) -> Fields:
    """Return the fields of a report whose values, by field, are `found`; its text is a text."""
    warnings: list[str] = []
    published, basis = _published(found, warnings)
    return Fields(
        text=found["text"],
        id=_string(found, "id"),
        title=_string(found, "title") or "",
        url=_string(found, "url"),
        source=_string(found, "source"),
        language=_language(_string(found, "language")),
        published=published,
        published_basis=basis,
        warnings=tuple(warnings),
    )


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")


def _first(known: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((known[name] for name in names if name in known), None)


def _string(found: Mapping[str, Any], field: str) -> str | None:
    value = found.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and value.is_integer():  # spreadsheets know no integers
        value = int(value)
    line = " ".join(str(value).encode("utf-8", "replace").decode().split())
    return line.replace("\0", "") or None


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.lower().replace("_", "-").split("-")[0].split(" ")[0]
    return _LANGUAGES.get(code, code) if code.isalpha() and code not in _MACRO else None


def _published(found: Mapping[str, Any], warnings: list[str]) -> tuple[date | None, str]:
    for field, basis in (("published", "field"), ("taken", "page header")):
        value = found.get(field)
        if value is None:
            continue
        day = day_of(value)
        if day is not None and day.year in YEARS:
            return day, basis
        what = "cannot be read" if day is None else "cannot be right"
        warnings.append(f"The publication date {str(value)[:40]!r} {what}; it was left out.")
    return None, "field"


def day_of(value: Any) -> date | None:
    """Read a date: ISO 8601, RFC 2822, seconds since 1970, or as pages write it; moments become days in Baghdad."""
    if isinstance(value, datetime):
        return _day_in_baghdad(value) if value.year in YEARS else None
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        in_time = _EPOCHS.start <= value < _EPOCHS.stop  # not so for NaN
        return datetime.fromtimestamp(value, UTC).astimezone(_BAGHDAD).date() if in_time else None
    if not isinstance(value, str):
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _day_in_baghdad(parse(value.strip()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return page_clock(value)


def _day_in_baghdad(moment: datetime) -> date:
    return moment.astimezone(_BAGHDAD).date() if moment.tzinfo else moment.date()
