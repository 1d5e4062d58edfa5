"""Words and figures of a folded text: what numbers and dates are read from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Token", "tokens"]

_RUN = re.compile(r"\w+")
_NUMERIC = re.compile(
    r"""
    (?P<date>\d{1,4}(?P<part>[/.-])\d{1,2}(?P=part)\d{1,4}(?![\da-z]))    # 5/9/2021, 2021-09-05
  | (?P<time>\d{1,2}:\d{2}(?::\d{2})?(?!\d))                            # 6:40
  | (?P<code>\d+/\d+|\d+[a-z]+\d\w*)                                    # 24/7, 5g7
  | (?P<figure>
        \d{1,3}(?:[,،]\d{3})+(?!\d)(?:\.\d+(?!\d))?                     # 1,200
      | \d{1,3}(?:\.\d{3})+(?![\d.])                                    # 1.200
      | \d+[.,]\d+(?![\d.,])                                            # 3.5
      | \d+
    )
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"\d{1,2}(?:[^\S\n]?[-).][^\S\n]+(?=[^\d\s])|[-)](?=[^\W\d_])(?!\w+-\d{4}))")
"""Numbering of a list, where a line begins: 1- or 2)."""
_LONGEST = 15
"""Characters of the longest figure that counts anything: longer ones are keys or noise, and no float holds them."""
_INDENT = 8
"""Characters by which a list is indented at most; a guess, untested."""
_PROCLITIC = re.compile(r"[وف]?[بلك]?(?:ال|لل|ل)?\Z")
_YEAR = re.compile(r"\d{4}(?!\w)")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")


class Token(NamedTuple):
    """A word or figure: offsets in the folded text, the text, and the kind.

    `kind` is ``word``, ``figure``, ``date`` (three figures with one separator), ``time`` (HH:MM) or ``code``: a figure
    that counts nothing (K-1, 24/7, the numbering of a list).
    """

    start: int
    end: int
    text: str
    kind: str


@lru_cache(maxsize=4)
def tokens(folded: str) -> tuple[Token, ...]:
    """Return words and figures of a text that `fold_text` gave, in order; the last few texts are remembered.

    Letters and figures written together are parted (11چەکداری), Arabic letters written onto a figure are dropped
    (و12, الـ15).
    """
    found: list[Token] = []
    end = 0
    for match in _RUN.finditer(folded):
        first, last = match.span()
        if first < end:
            continue
        word = match[0]
        if word.isalpha():
            found.append(Token(first, last, word, "word"))
        else:
            end = _mixed(folded, first, last, found)
    return tuple(found)


def _mixed(text: str, start: int, end: int, found: list[Token]) -> int:
    """Add what a run with figures in it holds, and return where it ends."""
    digit = _DIGIT.search(text, start, end)
    if digit is None:
        return end
    at = digit.start()
    if not _PROCLITIC.match(text, start, at) or _is_name(text, at):
        found.append(Token(start, end, text[start:end], "code"))
        return end
    match = _NUMERIC.match(text, at)
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return end
    if kind == "figure" and (match.end() - at > _LONGEST or _is_numbering(text, at)):
        kind = "code"
    found.append(Token(at, match.end(), match[0], kind))
    tail = _LETTERS.match(text, match.end())
    if tail is None:
        return match.end()
    found.append(Token(tail.start(), tail.end(), tail[0], "word"))
    return tail.end()


def _is_name(text: str, at: int) -> bool:
    """Say whether a hyphen ties the figure to a word: K-1, كي-1; four figures are a year (5-Sep-2021)."""
    return at > 1 and text[at - 1] == "-" and text[at - 2].isalpha() and _YEAR.match(text, at) is None


def _is_numbering(text: str, at: int) -> bool:
    before = text[max(at - _INDENT, 0) : at].rstrip(" \t(")
    begins_line = before.endswith("\n") or (not before and at <= _INDENT)
    return begins_line and _ITEM.match(text, at) is not None
