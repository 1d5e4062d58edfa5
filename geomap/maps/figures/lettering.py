"""Letters: which fonts a figure is set in, whether they have every letter, and text that means harm made plain.

Since 3.11 matplotlib shapes and orders all scripts itself (libraqm, HarfBuzz, SheenBidi): Arabic and Sorani letters
join, and text runs as Unicode's bidirectional algorithm says. Reshaping it beforehand, as older recipes do, would turn
it round (matplotlib's issue 32262).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from geomap.errors import InputError, MapError

__all__ = ["LONGEST", "MM", "Lettering", "has_rtl", "is_rtl", "legible"]

LONGEST = 300
"""Characters of a text that are shown: three lines of a title at full width; the rest is an ellipsis."""

MM = 25.4 / 72
"""Millimetres in a point."""

_PREFERRED = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans")
"""Families in their order, as far as they are there; the last comes with matplotlib and has Arabic and Sorani."""

_OVERRIDES = re.compile("[\u202d\u202e]")
_EMBEDDINGS = re.compile("[\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069]")
_BREAKS = re.compile(r"[\s\u0085\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]")
_SAFE = 0.97
"""Share of a line's room that is used: hinting, and the fonts of whoever opens an SVG, make lines a little longer."""

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_STRONG = re.compile(r"[^\W\d_]")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufe0e\ufe0f")


def legible(text: str, longest: int = LONGEST) -> str:
    """Return one line of `text` in which nothing acts on what stands around it.

    Direction overrides are written out, since who put one there wanted to deceive; embeddings and marks, which honest
    texts use, are dropped; controls and broken characters become U+FFFD; white space becomes blanks. What goes beyond
    `longest` characters is cut, and an ellipsis says so.
    """
    start = text[: 4 * longest]  # so that a megabyte costs nothing
    start = _BREAKS.sub(" ", start).strip()
    start = _OVERRIDES.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", start)
    start = _CONTROLS.sub("\ufffd", _EMBEDDINGS.sub("", start))
    return start if len(start) <= longest and len(text) <= 4 * longest else f"{start[: longest - 1].rstrip()}…"


def has_rtl(text: str) -> bool:
    """Return whether any letter of `text` is written from right to left."""
    return _RTL.search(text) is not None


def is_rtl(text: str) -> bool:
    """Return whether the first letter of `text` is written from right to left."""
    strong = _STRONG.search(text)
    return bool(strong and _RTL.match(strong[0]))


@dataclass(frozen=True, slots=True)
class Lettering:
    """The fonts of a figure.

    Parameters
    ----------
    families : tuple of str
        Each letter is taken from the first family that has it.
    """

    families: tuple[str, ...]
    missing: set[str] = field(default_factory=set)
    """Characters that were asked for and that no family has; U+FFFD stands in their place."""

    @classmethod
    def of(cls, family: str | None = None) -> Lettering:
        """Return the lettering in `family`, if given, then in our preferred families that this machine has.

        Raises
        ------
        InputError
            If there is no such family here.
        """
        here = _families()
        if family is not None and family not in here:
            raise InputError(
                f"There is no font {family!r} here.",
                "Name a family that is installed (the list: python -c 'from matplotlib.font_manager import *; "
                "print(get_font_names())'), or leave it out.",
            )
        wanted = ((family,) if family else ()) + tuple(name for name in _PREFERRED if name in here)
        return cls(tuple(dict.fromkeys(wanted)) or ("DejaVu Sans",))

    def properties(self, size: float, *, bold: bool = False) -> FontProperties:
        """Return the font of `size` points."""
        return FontProperties(family=list(self.families), size=size, weight="bold" if bold else "normal")

    def shown(self, text: str, longest: int = LONGEST) -> str:
        """Return `text` as `legible` makes it, with U+FFFD for what no font has; `missing` remembers what."""
        line = legible(text, longest)
        lacking = {sign for sign in set(line) - _INVISIBLE if ord(sign) not in self._charmap()}
        if not lacking:
            return line
        self.missing.update(lacking)
        return line.translate(dict.fromkeys(map(ord, lacking), "\ufffd"))

    def check(self, words: Sequence[str], language: str) -> None:
        """Refuse fonts that lack letters of the words which the figure itself says.

        Raises
        ------
        MapError
            If one is lacking: a figure of boxes tells nothing.
        """
        lacking = sorted({sign for word in words for sign in word if ord(sign) not in self._charmap()} - _INVISIBLE)
        if lacking:
            raise MapError(
                f"No font here has these letters of the language {language!r}: {' '.join(lacking)}.",
                "Install one that has them (Debian: fonts-noto-core; or Noto Sans Arabic), or name one with font.",
            )

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a line of `size` points is, in millimetres."""
        return _width(text, self.families, size, bold)

    def wrapped(self, text: str, size: float, room: float, *, bold: bool = False, most: int = 9) -> list[str]:
        """Return `text` as lines no wider than `room` millimetres, at most `most`; the last says that some is cut.

        A word that is wider than that is broken.
        """
        room *= _SAFE
        lines: list[str] = []
        rest = text.split(" ")
        while rest and len(lines) < most:
            taken = self._fitting(rest, size, room, bold)
            lines.append(" ".join(rest[:taken]) if taken else self._broken(rest, size, room, bold))
            rest = rest[taken:]
        if rest:
            lines[-1] = self._cut(lines[-1], size, room, bold)
        return [line for line in lines if line]

    def _fitting(self, words: Sequence[str], size: float, room: float, bold: bool) -> int:
        """Return how many of the words fit on one line."""
        low, high = 0, min(len(words), 1 + int(room / (size * MM * 0.2)))
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(" ".join(words[:middle]), size, bold=bold) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        return low

    def _broken(self, words: list[str], size: float, room: float, bold: bool) -> str:
        """Take from the first word what fits on a line, and leave the rest of it."""
        word = words[0]
        end = max(1, self._fitting_letters(word, size, room, bold))
        words[0] = word[end:]
        if not words[0]:
            words.pop(0)
        return word[:end]

    def _fitting_letters(self, word: str, size: float, room: float, bold: bool) -> int:
        end = min(len(word), 1 + int(room / (size * MM * 0.2)))
        while end > 1 and self.width(word[:end], size, bold=bold) > room:
            end -= 1
        return end

    def _cut(self, line: str, size: float, room: float, bold: bool) -> str:
        while line and self.width(f"{line}…", size, bold=bold) > room:
            line = line[:-1]
        return f"{line.rstrip()}…"

    def _charmap(self) -> Mapping[int, int]:
        return _charmap(self.families)


@cache
def _families() -> frozenset[str]:
    return frozenset(font_manager.get_font_names())


@cache
def _charmap(families: tuple[str, ...]) -> Mapping[int, int]:
    """Return every character that one of the families has, in both weights that figures use."""
    found: dict[int, int] = {}
    for family in families:
        path = font_manager.findfont(FontProperties(family=family))
        found |= font_manager.get_font(path).get_charmap()
    return found


@cache
def _width(text: str, families: tuple[str, ...], size: float, bold: bool) -> float:
    font = FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) * MM
