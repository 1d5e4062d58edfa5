"""What a cell of a coder's table says: a phrase, a number, a day; None where it says nothing that can be used."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from geomap.documents.fields import YEARS, day_of

__all__ = ["day", "mention", "number", "phrase", "whole"]

_LONGEST = 100_000
"""Characters of a cell that are kept; coders' notes have some hundred."""
_MOST = 10_000_000
"""No event has more dead; a larger figure is a date or an id in the wrong column."""
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_KIND = re.compile(
    r"\s(?:town|city|village|district|subdistrict|province|governorate|neighbourhood|area)\Z", re.IGNORECASE
)
"""The word for the kind of place that UCDP puts after its name."""


def phrase(value: Any) -> str | None:
    """Return the words of a cell in one line, or None."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    if isinstance(value, float) and value.is_integer():  # spreadsheets know no integers
        value = int(value)
    text = " ".join(_UNFIT.sub(" ", str(value)[:_LONGEST]).split())
    return None if text.lower() in ("", "nan", "none", "null", "na", "n/a") else text


def number(value: Any) -> float | None:
    """Return the figure in a cell, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        figure = float(value)
    except (ValueError, OverflowError):
        return None
    return figure if math.isfinite(figure) else None


def whole(value: Any) -> int | None:
    """Return the count in a cell, or None."""
    figure = number(value)
    return int(figure) if figure is not None and figure.is_integer() and 0 <= figure <= _MOST else None


def day(value: Any) -> date | None:
    """Return the day in a cell, or None."""
    found = day_of(value) if not isinstance(value, int | float) else None
    return found if found is not None and found.year in YEARS else None


def mention(text: str, words: str | None) -> tuple[int, int] | None:
    """Return where `text` has the words of another cell, be it without the kind of place that they end with."""
    for form in dict.fromkeys((words or "", _KIND.sub("", words or ""))):
        found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) if len(form) > 1 else None
        if found:
            return found.span()
    return None
