"""Directions as phrases say them: "southwest", "south-west", "جنوب غربي", "الشمال الشرقي", "north and east"."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.geodesy import turn_deg
from geomap.locate.expressions import BEARINGS, Direction, code_of
from geomap.locate.tokens import Token

__all__ = ["joined", "read_directions"]

_ROLES = ("direction", "adjective")
_MOST = 4
"""Words of one direction, and directions joined by "and", at most: more is no phrase, and reading stays linear."""


def read_directions(row: Sequence[Token], at: int) -> tuple[tuple[Direction, ...], int]:
    """Return the directions that begin at token `at`, and the token after them; none where no direction stands.

    Words that follow each other are one direction, read from the last: south + west is SW, north + northeast NNE. With
    "and" between them they are two.
    """
    codes, end = _run(row, at)
    if not codes:
        return (), at
    found = [Direction(_one(codes))]
    while len(found) < _MOST and end + 1 < len(row) and row[end].role == "and" and row[end + 1].role in _ROLES:
        codes, end = _run(row, end + 1)
        found.append(Direction(_one(codes)))
    return tuple(found), end


def joined(first: str, second: str) -> str | None:
    """Return the direction that two words name together, or None where they are opposites."""
    if first == second:
        return first
    a, b = BEARINGS[first], BEARINGS[second]
    if turn_deg(a, b) > 90:
        return None
    middle = a + ((b - a + 180) % 360 - 180) / 2
    return code_of(middle % 360)


def _run(row: Sequence[Token], at: int) -> tuple[list[str], int]:
    codes: list[str] = []
    while len(codes) < _MOST and at < len(row) and row[at].role in _ROLES:
        codes.append(row[at].value)
        at += 1
        if at + 1 < len(row) and row[at].text in ("-", "/") and row[at + 1].role in _ROLES:
            at += 1
    return codes, at


def _one(codes: Sequence[str]) -> str:
    code = codes[-1]
    for earlier in reversed(codes[:-1]):
        code = (joined(earlier, code) if "C" not in (earlier, code) else earlier) or earlier
    return code
