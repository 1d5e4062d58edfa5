"""The matching form of a text: one spelling for what Arabic, Sorani and Latin writers spell in many ways.

What `fold` does, and why:

- *Deleted*: tatweel, Arabic vowel signs and other combining marks, bidirectional marks, zero-width characters (ZWNJ
  included: Sorani ``ه‌`` typed as heh and ZWNJ is the letter ``ە``), soft hyphens.
- *One letter for its variants*: أ إ آ ٱ → ا; ى ی ێ ې → ي; ؤ ۆ → و; ة ە ھ ۀ ہ → ه; ک ڪ → ك; ڕ → ر; ڵ → ل.
- *Hamza on a carrier is its carrier*: ئ → ي, as ؤ → و and أ → ا. This is what canonical decomposition gives once marks
  are deleted (``ئ`` is ``ي`` and U+0654), so a text that spells the mark apart folds the same. Sorani's ئ before a
  vowel becomes ي too: ``ئەمڕۆ`` → ``يهمرو``. It is one spelling for one word, which is all that matching needs; it is
  not a transliteration, and ``ئاب`` does not become ``آب``.
- *Kept apart*: گ چ پ ژ ڤ and ء, which tell names from each other.
- *Digits*: Arabic-Indic, Persian and full-width → ASCII; ٫ → ``.``, ٬ → ``,``, ٪ → ``%``.
- *Latin*: casefolded, accents taken off (ḥ → h, ê → e, ı → i, ß → ss).
- *Punctuation*: ’ ‘ ʿ ʾ ´ → ``'``; “ ” „ « » → ``"``; dashes → ``-``; no-break and other wide spaces → space.
- *Presentation forms* (ﻻ, ﷲ, full-width letters) → the letters that they show; ½ and ² stay.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

__all__ = ["Folded", "fold", "fold_text"]

_LETTERS = {
    "ا": "أإآٱٲٳٵ",
    "ي": "ىیېێۍئٸۓے",
    "و": "ؤۆۇۈۊٷٶ",
    "ه": "ةەھۀہۂۃ",
    "ك": "کڪڬ",
    "ر": "ڕ",
    "ل": "ڵڷ",
    "'": "’‘ʿʾʼʻ´‛′ʹ",
    '"': "“”„‟«»‹›″",
    "-": "‐‑‒–—―−﹘﹣",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ".": "٫",
    ",": "٬",
    "%": "٪",
    "i": "ı",
    "o": "øØ",
    "d": "đĐðÐ",
    "l": "łŁ",
}
_MARKS = (
    *range(0x0300, 0x0370),
    *range(0x0610, 0x061B),
    0x0640,
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9),
    *range(0x06EA, 0x06EE),
    *range(0x08D3, 0x0900),
    *range(0x1DC0, 0x1E00),
    *range(0xFE00, 0xFE10),
    *range(0xFE20, 0xFE30),
)
_INVISIBLE = (
    0x00AD,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    0xFEFF,
)
_COMPATIBLE = (
    *range(0x00AA, 0x0250),
    *range(0x0660, 0x066A),
    *range(0x06F0, 0x06FA),
    *range(0x1E00, 0x1F00),
    *range(0xFB00, 0xFB07),
    *range(0xFB50, 0xFE00),
    *range(0xFE70, 0xFEFF),
    *range(0xFF01, 0xFF5F),
)
"""Where compatibility decomposition gives the plain letters: Latin, digits, presentation forms."""


def _table() -> dict[int, str]:
    """Return what each character becomes; `str.translate` is fastest where common characters map to themselves."""
    table = {ord(c): plain for plain, variants in _LETTERS.items() for c in variants}
    table.update(dict.fromkeys((*_MARKS, *_INVISIBLE), ""))
    for code in (*range(0x41, 0x5B), *_COMPATIBLE):
        if code not in table and unicodedata.category(chr(code)) != "No":
            parts = _digits(unicodedata.normalize("NFKD", chr(code).casefold()))
            table[code] = "".join(table.get(ord(part), part) for part in parts).strip() or " "
    for code in (*range(0x41), *range(0x5B, 0x80), *range(0x0600, 0x0700)):
        table.setdefault(code, chr(code))
    return table


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


_TABLE = _table()
_RESIZED = re.compile("[" + "".join(re.escape(chr(code)) for code, new in _TABLE.items() if len(new) != 1) + "]")
_MARK = frozenset(map(chr, _MARKS))


class Folded:
    """A text in its matching form, with the way back to the original.

    Parameters
    ----------
    original : str
        The text as written.
    text : str
        Its matching form, as `fold_text` gives it.

    Notes
    -----
    Offsets are worked out at the first question, and cost nothing where no character was deleted or expanded.
    """

    def __init__(self, original: str, text: str) -> None:
        self.original = original
        self.text = text

    def __repr__(self) -> str:
        return f"Folded({self.text!r})"

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]] | None:
        """Starts of the runs of characters that kept their distance: in the folded text, and in the original."""
        if self.text is self.original or _RESIZED.search(self.original) is None:
            return None
        inner, outer = [0], [0]
        shift = 0
        for match in _RESIZED.finditer(self.original):
            at, new = match.start(), len(_TABLE[ord(match[0])])
            inner.extend(at - shift + i for i in range(1, new))
            outer.extend([at] * (new - 1))
            shift += 1 - new
            inner.append(at + 1 - shift)
            outer.append(at + 1)
        return inner, outer

    @property
    def is_aligned(self) -> bool:
        """Whether every character of the text stands where the one stood that gave it."""
        return self._runs is None

    def source(self, i: int) -> int:
        """Return the offset in the original of the character that gave ``text[i]``; its length for ``len(text)``."""
        if i >= len(self.text):
            return len(self.original)
        if self._runs is None:
            return i
        inner, outer = self._runs
        run = bisect_right(inner, i) - 1
        return outer[run] + i - inner[run]

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Return start and end in the original of ``text[i:j]``, with the vowel signs and tatweel that belong to it."""
        if self._runs is None:
            return i, j
        if j <= i:
            return self.source(i), self.source(i)
        end = self.source(j - 1) + 1
        while end < len(self.original) and self.original[end] in _MARK:
            end += 1
        return self.source(i), end

    def spans(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """Return what `span` gives for each of many spans, which are in order, apart and not empty: starts and ends."""
        if self._runs is None:
            return starts, ends
        inner, outer = self._runs
        begins: list[int] = []
        closes: list[int] = []
        done = 0
        for run, end in enumerate((*inner[1:], len(self.text) + 1)):
            last = bisect_left(starts, end, done)
            if last > done:
                shift = outer[run] - inner[run]
                begins += [start + shift for start in starts[done:last]]
                closes += [close + shift for close in ends[done:last]]
                if ends[last - 1] >= end:  # it holds what was resized, or ends before it
                    closes[-1] = self.span(starts[last - 1], ends[last - 1])[1]
                done = last
        return begins, closes

    def at(self, offset: int) -> int:
        """Return the first offset in `text` whose character stands at or after `offset` in the original."""
        if self._runs is None:
            return min(offset, len(self.text))
        return bisect_left(range(len(self.text)), offset, key=self.source)


def fold_text(text: str) -> str:
    """Return the matching form of `text`, as the module describes it.

    Folding twice changes nothing.
    """
    return text.lower() if text.isascii() else text.translate(_TABLE)


@lru_cache(maxsize=4)
def fold(text: str) -> Folded:
    """Return the matching form of `text` with the way back to its offsets.

    Parameters
    ----------
    text : str
        As written, in any of the three scripts.

    Returns
    -------
    Folded
        ``fold(t).text == fold_text(t)``; ``fold(t).span(i, j)`` is the span in `t` of ``fold(t).text[i:j]``. The last
        few are remembered, as several readers ask for the same text.
    """
    return Folded(text, fold_text(text))
