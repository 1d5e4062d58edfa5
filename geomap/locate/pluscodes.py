"""Plus Codes in a text, full ("8H7675RR+5Q") and short with a town ("75RR+5Q Kirkuk").

Written from the Open Location Code specification (google/open-location-code, Documentation/Specification,
specification.md, "Code precision" and "Short Codes"): five pairs of digits to the base of 20, latitude first, then up
to five single digits, each in a grid of five rows by four columns. The library of that name on PyPI is not kept up and
has no types.
"""

from __future__ import annotations

import re

__all__ = ["area_of", "full_code_in", "recovered", "short_code_in"]

_DIGITS = "23456789cfghjmpqrvwx"
_BEFORE_PLUS = 8
_PAIRED = 10
_FULL = re.compile(
    rf"(?<![\w+])(?:[{_DIGITS}]{{8}}\+(?:[{_DIGITS}]{{2,7}})?|(?:[{_DIGITS}]{{2}}){{1,3}}0{{2,6}}\+)(?![\w+])"
)
_SHORT = re.compile(rf"(?<![\w+])(?:[{_DIGITS}]{{4}}|[{_DIGITS}]{{6}})\+[{_DIGITS}]{{2,7}}(?![\w+])")


def full_code_in(folded: str) -> re.Match[str] | None:
    """Return the first full code in a folded text, or None."""
    found = _FULL.search(folded) if "+" in folded else None
    return found if found and found[0].index("+") == _BEFORE_PLUS else None


def short_code_in(folded: str) -> re.Match[str] | None:
    """Return the first short code of a folded text, or None; it says where only with a place near it."""
    return _SHORT.search(folded) if "+" in folded else None


def area_of(code: str) -> tuple[float, float, float]:
    """Return the middle (lon, lat) of the area of a full code, and its height in degrees."""
    digits = code.replace("+", "").rstrip("0").lower()
    south, west, height, width = -90.0, -180.0, 400.0, 400.0
    for i in range(0, min(len(digits), _PAIRED), 2):
        height = width = height / 20
        south += _DIGITS.index(digits[i]) * height
        west += _DIGITS.index(digits[i + 1]) * width
    for digit in digits[_PAIRED:]:
        height, width = height / 5, width / 4
        row, column = divmod(_DIGITS.index(digit), 4)
        south, west = south + row * height, west + column * width
    return west + width / 2, south + height / 2, height


def recovered(short: str, lon: float, lat: float) -> tuple[float, float, float]:
    """Return what `area_of` would for the full code that is nearest to a place, of which `short` is the end."""
    missing = _BEFORE_PLUS - short.index("+")
    cell = 20.0 ** (2 - missing / 2)
    west, south, height = area_of(_start_of(lon, lat)[:missing] + short)
    return west + cell * round((lon - west) / cell), south + cell * round((lat - south) / cell), height


def _start_of(lon: float, lat: float) -> str:
    """Return the first six digits of the code of a place."""
    steps = ((lat + 90) / 20, (lon + 180) / 20)
    return "".join(_DIGITS[int(step * 20**i) % 20] for i in range(3) for step in steps)
