"""Distances as phrases say them: "30 km", "20-25 كم", "40 miles (65 km)", "half an hour's drive"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from geomap.locate.expressions import Distance
from geomap.locate.tokens import BEFORE_ONE, Token

__all__ = ["read_distance", "step_of"]

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_BOUNDS = {"approximate": "about", "at_least": "at_least", "at_most": "at_most"}
_ABBREVIATED = 4
"""Letters of an abbreviated unit, at most ("kms", "كلم")."""
_DRIVING_SHARE = 0.5
"""A driving time is believed within a half of the distance it stands for (a guess, untested)."""


_RANGE_MARKS = ("-", "/")
_UNITS = {
    "unit": ("1", 0.0),
    "few_unit": ("3-9", 0.0),
    "one_unit": ("1", 0.0),
    "dual_unit": ("2", 0.0),
    "time_unit": ("1", _DRIVING_SHARE),
    "one_time_unit": ("1", _DRIVING_SHARE),
    "dual_time_unit": ("2", _DRIVING_SHARE),
}
"""Role of a unit → how many it says where no number stands before it, and the share of its uncertainty."""


def read_distance(row: Sequence[Token], at: int, text: str) -> tuple[Distance, int] | None:
    """Return the distance that begins at token `at`, and the token after it, or None if none does."""
    numbered = _numbered(row, at)
    if numbered is not None:
        return numbered
    figures, j = _figures(row, at + 1) if _role(row, at) == "between" else _figures(row, at)
    while figures and (_role(row, j) == "approximate" or (_role(row, j) == "mark" and row[j].text in "-/'")):
        j += 1
    unit = row[j] if j < len(row) else None
    if unit is None or unit.role not in _UNITS or not (figures or _says_one(row, j)):
        return None
    alone, wide = _UNITS[unit.role]
    low, high = _bounds(figures or alone)
    half, end = _and_a_half(row, j + 1)
    nothing = not (figures or alone).strip("0.,-")  # "0 km" is said; "30.5.5 km" is no number
    if not (low <= high < math.inf) or (low <= 0 and not nothing):
        return None
    km = float(unit.value)
    step = step_of((figures or alone).partition("-")[0]) * km
    said = text[row[at].start : row[end - 1].end]
    bound = _BOUNDS.get(row[at - 1].role, "exact") if at else "exact"
    end = _after_bracket(row, _after_unit(row, end))
    return Distance((low + half) * km, (high + half) * km, step, said, bound, wide), end


def _numbered(row: Sequence[Token], at: int) -> tuple[Distance, int] | None:
    """Return the distance of a mark on a road, whose unit stands first: "km 25", "الكيلو 35"."""
    if _role(row, at) != "unit" or _role(row, at + 1) != "number":
        return None
    km = number(row[at + 1].value) * float(row[at].value)
    said = f"{row[at].text} {row[at + 1].text}"
    end = at + 2 + (_role(row, at + 2) == "ordinal")
    return (Distance(km, km, 1.0, said), end) if 0 < km < math.inf else None


def _says_one(row: Sequence[Token], at: int) -> bool:
    """Return whether a unit without a number says how many: by its form, a word before it, or "واحد" after it."""
    if row[at].role not in ("unit", "time_unit"):
        return True
    return _role(row, at + 1) in ("amount", "and") or (at > 0 and row[at - 1].role in BEFORE_ONE)


def _figures(row: Sequence[Token], at: int) -> tuple[str, int]:
    """Return a figure or a range ("20-25") at token `at`, and the token after it; empty where none stands."""
    if _role(row, at) not in ("number", "amount"):
        return "", at
    first, j = row[at].value, at + 1 + (_role(row, at + 1) == "ordinal")
    if "-" in first or row[at].role == "amount":
        return first, j
    if _role(row, j) == "and" and _role(row, j + 1) == "amount" and _role(row, j + 2) in _UNITS:
        return f"{number(first) + number(row[j + 1].value):g}", j + 2  # "one and a half kilometres"
    after = j + 1 if _role(row, j) in _UNITS else j  # "20 km - 25 km"
    joint = _role(row, after) in ("of", "and") or (after < len(row) and row[after].text in _RANGE_MARKS)
    if joint and _role(row, after + 1) == "number" and _role(row, after + 2) in _UNITS:
        return f"{first}-{row[after + 1].value}", after + 2
    return first, j


def _bounds(figures: str) -> tuple[float, float]:
    ends = [number(digits) for digits in figures.split("-")]
    return min(ends), max(ends)


def _and_a_half(row: Sequence[Token], at: int) -> tuple[float, int]:
    """Return what is added after a unit ("كيلومتر ونصف"), 0 for "كيلومتر واحد", and the token after it."""
    if _role(row, at) == "and" and _role(row, at + 1) == "amount":
        again = _role(row, at + 2) in _UNITS  # "ساعة ونصف الساعة"
        return number(row[at + 1].value), at + 2 + again
    return 0.0, at + 1 if _role(row, at) == "amount" else at


def _after_unit(row: Sequence[Token], at: int) -> int:
    """Return the token after the stop of an abbreviation ("30 km. south") and after "by car"."""
    if at + 1 < len(row) and row[at].text == "." and len(row[at - 1].text) <= _ABBREVIATED:
        at += 1
    return at + 1 if _role(row, at) == "drive" else at


def step_of(digits: str) -> float:
    """Return the step in which a figure seems to be counted, in its own unit.

    The precision of a figure is read from its trailing zeros, as in Wieczorek et al. (2004), section "Uncertainty due
    to distance precision"; the press counts tens from 30 on, and fives below.
    """
    value = number(digits)
    if value != int(value):
        return 0.5 if (2 * value) == int(2 * value) else 0.1
    if value >= 100 and value % 50 == 0:
        return 50.0 if value % 100 == 0 else 25.0
    if value % 10 == 0:
        return 10.0 if value >= 30 else 5.0
    return 5.0 if value % 5 == 0 and value > 5 else 1.0


def number(digits: str) -> float:
    """Return the value of digits with "." or "," in them, 0 for what is no number: a comma before three digits parts
    thousands, any other is a decimal one.
    """
    plain = _THOUSANDS.sub("", digits)
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return 0.0


def _role(row: Sequence[Token], at: int) -> str:
    return row[at].role if at < len(row) else ""


def _after_bracket(row: Sequence[Token], at: int) -> int:
    """Return the token after a bracket that says the distance again in another unit: "65 kilometres (40 miles)"."""
    if at >= len(row) or row[at].text != "(":
        return at
    j = at + 1
    while _role(row, j) in ("approximate", "number", *_UNITS):
        j += 1
    return j + 1 if j > at + 1 and j < len(row) and row[j].text == ")" else at
