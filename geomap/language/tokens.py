"""Words and figures of a folded text: what numbers and dates are read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Runs", "Tokens", "runs", "tokens"]

_RUN = re.compile(r"([^\W_]+)")
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


class Runs(NamedTuple):
    """The runs of letters and digits of a folded text, in order.

    Parameters
    ----------
    texts : sequence of str
        The runs themselves.
    starts, ends : sequence of int
        Their offsets in the folded text.
    gaps : sequence of str
        What stands before each, and behind the last.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: Sequence[str]


@lru_cache(maxsize=4)
def runs(folded: str) -> Runs:
    """Return the runs of a text that `fold_text` gave; the last few texts are remembered, as several readers ask."""
    pieces = _RUN.split(folded)
    edges = list(accumulate(map(len, pieces)))
    return Runs(pieces[1::2], edges[:-1:2], edges[1::2], pieces[::2])


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and figures of a folded text: column by column, for most of them are only looked at in passing.

    Parameters
    ----------
    texts : list of str
        The tokens themselves.
    starts, ends : list of int
        Their offsets in the folded text.
    kinds : dict of int to str
        Token → kind, for those that are no words: ``figure``, ``date`` (three figures with one separator), ``time``
        (HH:MM) or ``code``, a figure that counts nothing (K-1, 24/7, the numbering of a list).
    """

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, them: Runs, first: int, end: int) -> None:
        """Add the runs ``first..end`` (end not included) as they are."""
        self.texts.extend(them.texts[first:end])
        self.starts.extend(them.starts[first:end])
        self.ends.extend(them.ends[first:end])

    def add(self, start: int, end: int, text: str, kind: str = "word") -> None:
        """Add one token."""
        if kind != "word":
            self.kinds[len(self.texts)] = kind
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)


@lru_cache(maxsize=4)
def tokens(folded: str) -> Tokens:
    """Return words and figures of a text that `fold_text` gave, in order; the last few texts are remembered.

    Letters and figures written together are parted (11چەکداری), Arabic letters written onto a figure are dropped
    (و12, الـ15).
    """
    them = runs(folded)
    found = Tokens()
    done = 0
    for i, run in enumerate(them.texts):
        if i >= done and not run.isalpha():
            found.take(them, done, i)
            end = _mixed(folded, them.starts[i], them.ends[i], found)
            done = bisect_left(them.starts, end, i + 1)
    found.take(them, done, len(them.texts))
    return found


def _mixed(text: str, start: int, end: int, found: Tokens) -> int:
    """Add what a run with figures in it holds, and return where it ends."""
    digit = _DIGIT.search(text, start, end)
    if digit is None:
        return end
    at = digit.start()
    if not _PROCLITIC.match(text, start, at) or _is_name(text, at):
        found.add(start, end, text[start:end], "code")
        return end
    match = _NUMERIC.match(text, at)
    kind = match.lastgroup if match else None
    if match is None or kind is None:
        return end
    if kind == "figure" and (match.end() - at > _LONGEST or _is_numbering(text, at)):
        kind = "code"
    found.add(at, match.end(), match[0], kind)
    tail = _LETTERS.match(text, match.end())
    if tail is None:
        return match.end()
    found.add(tail.start(), tail.end(), tail[0])
    return tail.end()


def _is_name(text: str, at: int) -> bool:
    """Say whether a hyphen ties the figure to a word: K-1, كي-1; four figures are a year (5-Sep-2021)."""
    return at > 1 and text[at - 1] == "-" and text[at - 2].isalpha() and _YEAR.match(text, at) is None


def _is_numbering(text: str, at: int) -> bool:
    before = text[max(at - _INDENT, 0) : at].rstrip(" \t(")
    begins_line = before.endswith("\n") or (not before and at <= _INDENT)
    return begins_line and _ITEM.match(text, at) is not None
