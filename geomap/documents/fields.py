"""Reports as JSON: which field is what, and what its values may look like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from geomap.documents.page_dates import page_clock
from geomap.errors import DocumentError

__all__ = ["YEARS", "Fields", "fields_of", "read_fields"]

_NAMES = {
    "id": ("id", "_id", "guid"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "url": ("url", "link"),
    "source": ("source", "publisher"),
    "published": ("published", "published_at", "date_published", "date"),
    "taken": ("date_extracted", "extracted", "scraped_at", "crawled_at"),
    "language": ("language", "lang"),
}
"""Field of a report → names under which it is found, the first that is there counts."""

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
    """The fields of one JSON report.

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


def read_fields(line: str | bytes) -> Fields:
    """Read one line of JSON.

    Raises
    ------
    DocumentError
        If it is no JSON object, or holds no text.
    """
    try:
        data = json.loads(line)
    except RecursionError:
        raise DocumentError("This line is no JSON (nested too deeply).", "Write one JSON object a line.") from None
    except ValueError as error:
        raise DocumentError(f"This line is no JSON ({error}).", "Write one JSON object a line.") from None
    return fields_of(data)


def fields_of(data: Any) -> Fields:
    """Return the fields of a decoded JSON object.

    Raises
    ------
    DocumentError
        If it is no object, or holds no text.
    """
    if not isinstance(data, dict):
        raise DocumentError(f"This is {_kind(data)}, not an object.", "Write one JSON object a line.")
    text = _first(data, "text")
    if text is not None and not isinstance(text, str):
        raise DocumentError(f'The field "text" is {_kind(text)}, not a text.', 'Put the report into "text".')
    if text is None or not text.strip():
        found = ", ".join(sorted(map(str, data))[:8]) or "none"
        raise DocumentError(f'The field "text" is missing or empty (fields: {found}).', 'Put the report into "text".')
    warnings: list[str] = []
    published, basis = _published(data, warnings)
    return Fields(
        text=text,
        id=_string(data, "id"),
        title=_string(data, "title") or "",
        url=_string(data, "url"),
        source=_string(data, "source"),
        language=_language(_string(data, "language")),
        published=published,
        published_basis=basis,
        warnings=tuple(warnings),
    )


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")


def _first(data: Mapping[str, Any], field: str) -> Any:
    return next((data[name] for name in _NAMES[field] if data.get(name) not in (None, "")), None)


def _string(data: Mapping[str, Any], field: str) -> str | None:
    value = _first(data, field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    plain = " ".join(str(value).encode("utf-8", "replace").decode().split())
    return plain.replace("\0", "") or None


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.lower().replace("_", "-").split("-")[0].split(" ")[0]
    return _LANGUAGES.get(code, code) if code.isalpha() and code not in _MACRO else None


def _published(data: Mapping[str, Any], warnings: list[str]) -> tuple[date | None, str]:
    for field, basis in (("published", "field"), ("taken", "page header")):
        value = _first(data, field)
        if value is None:
            continue
        day = _day(value)
        if day is not None and day.year in YEARS:
            return day, basis
        what = "cannot be read" if day is None else "cannot be right"
        warnings.append(f"The publication date {str(value)[:40]!r} {what}; it was left out.")
    return None, "field"


def _day(value: Any) -> date | None:
    """Read a date: ISO 8601, RFC 2822, seconds since 1970, or as pages write it; moments become days in Baghdad."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        in_time = _EPOCHS.start <= value < _EPOCHS.stop  # not so for NaN
        return datetime.fromtimestamp(value, UTC).astimezone(_BAGHDAD).date() if in_time else None
    if not isinstance(value, str):
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value.strip())
            return moment.astimezone(_BAGHDAD).date() if moment.tzinfo else moment.date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return page_clock(value)
