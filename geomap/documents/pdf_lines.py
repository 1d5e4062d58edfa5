"""From letters on a page to lines in the order in which they are read.

A PDF says where letters stand, not how they follow each other. No library gives Arabic and Sorani in order (measured on
pages that Chromium prints: pypdf turns the parts of a line with figures about and the figures of ١٥ too, PDFium turns
every second word). So the places alone count: a line from right to left is read from the right, and the Unicode
Bidirectional Algorithm (UAX 9) is undone for what runs the other way in it: figures, Latin words, brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Letter", "Line", "is_rtl", "line_of", "paragraphs"]

_NEAR, _FAR = 0.15, 0.3
"""Gap between two letters, in heights of the font, that is a space: between two that PDFium does not see together, and
between two that it does. Spaces are 0.2 and wider, but letters that are not joined stand up to 0.2 apart in DejaVu; of
a vowel sign and its letter Chromium gives the sign's place for both, which is 0.11 away (Noto Naskh)."""
_FULL = 0.85
"""Part of the width of a column from which on a line goes on in the next. A guess."""
_LEADING = 2.5
"""Distance of two lines, in heights of the font, from which on a new paragraph begins. A guess."""
_LOOSE = 1.25
"""The same, in distances of the lines around; a guess."""
_WINDOW = 4
"""Lines above and below that show how wide a column is."""
_R = "\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_N = "0-9\u0660-\u0669\u06f0-\u06f9"
_L = "A-Za-z\u00c0-\u024f"
_RIGHT = re.compile(f"[{_R}]")
_LATIN = re.compile(f"[{_L}]")
_NUMBER = f"[{_N}]+(?:[.,:/٫٬][{_N}]+)*"
_RUN = re.compile(f"[{_L}{_N}](?:[^{_R}\n]*[{_L}])|[{_L}]|{_NUMBER}")
"""In a line that is read from the right, what runs from the left: Latin words with all between them, and figures. A
dash does not join figures there: after an Arabic letter they are "Arabic numbers" (UAX 9, rule W2)."""
_RUN_OF_RIGHT = re.compile(f"[{_R}](?:[^{_L}\n]*[{_R}])?")
_FIGURES = re.compile(_NUMBER)
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "<": ">", "‹": "›"}
_WITHIN = re.compile(r"(?<=[(\[{«‹])\s+|\s+(?=[)\]}»›،؛])")
"""Spaces where there are none: brackets are wider than they look."""
_MIRRORED = str.maketrans({**_PAIRS, **{closing: opening for opening, closing in _PAIRS.items()}})


class Letter(NamedTuple):
    """A character, its box on the page in points from the lower left corner, the line that it stands on, and its number
    in PDFium's order, in which spaces count and marks do not."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, how far it reaches, and the height of its font in points."""

    text: str
    left: float
    right: float
    base: float
    height: float
    rtl: bool


def is_rtl(letters: Iterable[Letter], rtl: bool = False) -> bool:
    """Say whether letters are read from the right, which few Latin words in them do not change.

    Parameters
    ----------
    letters : iterable of Letter
        A line, or a page.
    rtl : bool
        Whether its page is read so: a short line may hold more Latin letters than others, or figures alone.
    """
    arabic = latin = 0
    for letter in letters:
        arabic += _RIGHT.match(letter.text) is not None
        latin += _LATIN.match(letter.text) is not None
    return 3 * arabic > latin or not latin if rtl else arabic > latin


def line_of(letters: Sequence[Letter], height: float, rtl: bool) -> Line:
    """Return letters that stand on one height as a line, in the order in which it is read.

    Parameters
    ----------
    letters : sequence of Letter
        In any order; not empty.
    height : float
        Of the font, in points.
    rtl : bool
        Whether the page is read from the right.
    """
    rtl = is_rtl(letters, rtl)
    text = _from_the_right(_spaced(letters, height, rtl)) if rtl else _from_the_left(_spaced(letters, height, rtl))
    left, right = min(letter.left for letter in letters), max(letter.right for letter in letters)
    return Line(
        unicodedata.normalize("NFKC", text), left, right, median(letter.base for letter in letters), height, rtl
    )


def _spaced(letters: Sequence[Letter], height: float, rtl: bool) -> str:
    """Return letters from one side to the other, marks behind their letters, with a space in each gap."""
    side = -1 if rtl else 1
    marks = [letter for letter in letters if unicodedata.combining(letter.text[0])]
    ordered = sorted(enumerate(letters), key=lambda item: _place(item[0], item[1], side))
    bases = [letter for _, letter in ordered if not unicodedata.combining(letter.text[0])]
    if not bases:
        return "".join(mark.text for mark in marks)
    over: dict[int, str] = {}
    for mark in marks:
        centre = mark.left + mark.right
        nearest = min(range(len(bases)), key=lambda i: abs(bases[i].left + bases[i].right - centre))
        over[nearest] = over.get(nearest, "") + mark.text
    parts = [bases[0].text + over.get(0, "")]
    for i, (before, letter) in enumerate(pairwise(bases), 1):
        gap = (before.left - letter.right if rtl else letter.left - before.right) / height
        wide = i in over or i - 1 in over or _joined(before, letter)
        parts.append(" " if gap > (_FAR if wide else _NEAR) else "")
        parts.append(letter.text + over.get(i, ""))
    return "".join(parts)


def _joined(one: Letter, other: Letter) -> bool:
    """Say whether PDFium sees two letters beside each other; of other characters that tells nothing."""
    return abs(one.number - other.number) == 1 and one.text.isalpha() and other.text.isalpha()


def _place(number: int, letter: Letter, side: int) -> tuple[float, int]:
    """Return what letters are sorted by; those of a ligature stand in one place, and PDFium has turned them about."""
    return side * round(letter.left + letter.right, 1), side * number


def _from_the_right(text: str) -> str:
    """Return a line whose letters were taken from the right as it is read."""
    parts, end = [], 0
    for run in _RUN.finditer(text):
        parts += [_Part(text[end : run.start()], True), _Part(run[0][::-1], False)]
        end = run.end()
    return _bracketed([*parts, _Part(text[end:], True)])


def _from_the_left(text: str) -> str:
    """Return a line whose letters were taken from the left as it is read."""
    parts, end = [], 0
    for run in _RUN_OF_RIGHT.finditer(text):
        turned = _FIGURES.sub(lambda figures: figures[0][::-1], run[0][::-1])
        parts += [_Part(text[end : run.start()], False), _Part(turned, True)]
        end = run.end()
    return _bracketed([*parts, _Part(text[end:], False)])


class _Part(NamedTuple):
    """A part of a line, and whether it runs from the right."""

    text: str
    rtl: bool


def _bracketed(parts: Sequence[_Part]) -> str:
    """Return parts as one text, brackets turned so that most have their other half.

    Programs write down either how a bracket looks, which from the right is the other way round, or what it means; and
    PDFium turns some of them.
    """
    kept = "".join(part.text for part in parts)
    mirrored = "".join(part.text.translate(_MIRRORED) if part.rtl else part.text for part in parts)
    return _WITHIN.sub("", min((mirrored, kept, _in_turn(kept)), key=_unbalanced))


def _in_turn(text: str) -> str:
    """Return a text in which brackets of a kind open and close in turn."""
    opened: set[str] = set()
    parts = []
    for character in text:
        kind = character if character in _PAIRS else character.translate(_MIRRORED)
        if kind in _PAIRS and (character in _PAIRS or character in _PAIRS.values()):
            parts.append(_PAIRS[kind] if kind in opened else kind)
            opened ^= {kind}
        else:
            parts.append(character)
    return "".join(parts)


def _unbalanced(text: str) -> int:
    """Return how many brackets lack their other half."""
    waiting: list[str] = []
    lost = 0
    for character in text:
        if character in _PAIRS:
            waiting.append(_PAIRS[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
        elif character in _PAIRS.values():
            lost += 1
    return lost + len(waiting)


def paragraphs(lines: Sequence[Line]) -> str:
    """Return lines of a page as its paragraphs, each in one line."""
    parts: list[str] = []
    for i, line in enumerate(lines):
        if i and _goes_on(lines, i - 1):
            parts.append("" if parts[-1].endswith("\u00ad") else " ")
        elif i:
            parts.append("\n")
        parts.append(line.text)
    return "".join(parts).replace("\u00ad", "").strip()


def _goes_on(lines: Sequence[Line], number: int) -> bool:
    """Say whether a paragraph goes on in the next line: both in one column, close, and the first of full width."""
    line, following = lines[number], lines[number + 1]
    step = line.base - following.base
    if not 0 < step < _LEADING * line.height or not _alike(line, following):
        return False
    around = lines[max(0, number - _WINDOW) : number + _WINDOW + 1]
    column = [other for other in around if _alike(line, other)]
    usual = min(
        one.base - other.base for one, other in pairwise(around) if _alike(one, other) and one.base > other.base
    )
    if step > _LOOSE * usual:
        return False
    return line.right - line.left > _FULL * max(other.right - other.left for other in column)


def _alike(one: Line, other: Line) -> bool:
    """Say whether two lines begin at one edge, in one direction and size."""
    edge = abs(one.right - other.right) if one.rtl else abs(one.left - other.left)
    return one.rtl == other.rtl and edge < 2.5 * one.height and abs(one.height - other.height) < 0.2 * one.height
