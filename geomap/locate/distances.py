"""Distances as phrases say them: "30 km", "20-25 كم", "40 miles (65 km)", "half an hour's drive"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from geomap.locate.expressions import Distance
from geomap.locate.tokens import Token

__all__ = ["read_distance", "step_of"]

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_BOUNDS = {"approximate": "about", "at_least": "at_least", "at_most": "at_most"}
_DRIVING_SHARE = 0.5
"""A driving time is believed within a half of the distance it stands for (a guess, untested)."""


def read_distance(row: Sequence[Token], at: int, text: str) -> tuple[Distance, int] | None:
    """Return the distance that begins at token `at`, and the token after it, or None if none does."""
    if at >= len(row):
        return None
    bound = _BOUNDS.get(row[at - 1].role, "exact") if at else "exact"
    if row[at].role == "dual_unit":
        km = 2 * float(row[at].value)
        return Distance(km, km, float(row[at].value), row[at].text, bound), at + 1
    if row[at].role != "number":
        return None
    low = high = number(row[at].value)
    j = at + 1
    if _role(row, j + 1) == "number" and (row[j].text in "-/" or row[j].role == "of"):
        high, j = number(row[j + 1].value), j + 2
    if not (0 < low < math.inf and 0 < high < math.inf):
        return None
    step = step_of(row[at].value)
    while _role(row, j) == "approximate" or (_role(row, j) == "mark" and row[j].text in "-/'"):
        j += 1
    if _role(row, j) not in ("unit", "time_unit"):
        return None
    unit = float(row[j].value)
    wide = _DRIVING_SHARE if row[j].role == "time_unit" else 0.0
    end = _after_bracket(row, j + 1)
    said = text[row[at].start : row[j].end]
    return Distance(min(low, high) * unit, max(low, high) * unit, step * unit, said, bound, wide), end


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
    while _role(row, j) in ("approximate", "number", "unit"):
        j += 1
    return j + 1 if j > at + 1 and j < len(row) and row[j].text == ")" else at
