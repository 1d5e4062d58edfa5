"""How number words add up to a number, from left to right, in all three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from geomap.language.number_words import NumberWord, NumberWords
from geomap.language.tokens import Tokens

__all__ = ["Number", "NumberReader", "Words"]

Number = tuple[int, int | float, int | float | None, bool]
"""Last token, low, high, vague."""

_GAP = re.compile(r"[^\S\n]*(?:\n(?!\s*\n))?[^\S\n]*-?[^\S\n]*\Z")
"""Between the words of one number: space, a line's end, a hyphen."""


@dataclass(frozen=True, slots=True)
class Words:
    """A folded text with its tokens and what the lexicon says of them.

    Parameters
    ----------
    text : str
        The folded text.
    tokens : Tokens
        Its words and figures.
    hits : mapping of int to tuple of NumberWord
        Token → what it may be in a number; tokens that are nothing in a number are left out.
    lexicon : NumberWords
        The language's number words.
    """

    text: str
    tokens: Tokens
    hits: Mapping[int, tuple[NumberWord, ...]]
    lexicon: NumberWords

    def are_beside(self, i: int) -> bool:
        """Say whether the token after `i` stands right beside it."""
        if i + 1 >= len(self.tokens):
            return False
        known = self.hits.get(i + 1, ())
        attached = any(word.kind == "figure" and word.joined for word in known)
        return _GAP.match(self.text, self.tokens.ends[i], self.tokens.starts[i + 1] - attached) is not None


class NumberReader:
    """Adds number words up, from left to right, as long as they make one number.

    `total` holds what scales have closed (two *thousand*), `group` what is being built below the next scale, and
    `floor` the size below which something may still be added to the group: after "hundred" it is 100, after a ten 10.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lexicon = words.lexicon
        self.total: int | float = 0
        self.group: int | float = 0
        self.floor: float = float("inf")
        self.scale: float = float("inf")
        self.last = ""

    def read(self, first: int) -> Number | None:
        """Return the number that begins at the token `first`, or None."""
        start = self.words.hits[first][0]
        if start.kind == "vague":
            return self.read_vague(first, start)
        if start.kind == "bound" and not self._continues_bound(first):
            return None
        last = first
        self._add(start, joined=False)
        position = self._next(first)
        while position is not None:
            i, joined = position
            if self._begins_another(i) or not any(
                self._add(word, joined=joined or word.joined) for word in self.words.hits[i]
            ):
                break
            last = i
            position = self._next(i)
        value = self.total + self.group
        return last, value, value, False

    def _begins_another(self, i: int) -> bool:
        """Say whether a figure has its own scale: ثلاثون ألفا و3 آلاف are two numbers."""
        after = self.words.hits.get(i + 1, ())
        is_figure = self.words.hits[i][0].kind == "figure"
        return is_figure and self.words.are_beside(i) and any(w.kind == "scale" and not w.joined for w in after)

    def _next(self, i: int) -> tuple[int, bool] | None:
        """Return the number word after `i`, and whether the word "and" stands between."""
        if not self.words.are_beside(i):
            return None
        if i + 1 in self.words.hits:
            return i + 1, False
        is_and = self.words.tokens.texts[i + 1] == self.lexicon.joiner
        if is_and and i + 2 in self.words.hits and self.words.are_beside(i + 1):
            return i + 2, True
        return None

    def _continues_bound(self, i: int) -> bool:
        position = self._next(i)
        if position is None:
            return False
        following, joined = position
        return any(
            (word.kind == "teen" and word.low == 10 and not word.joined and not joined)
            or (word.kind == "ten" and (word.joined or joined))
            for word in self.words.hits[following]
        )

    def _add(self, word: NumberWord, *, joined: bool) -> bool:
        """Add a word to the number and return True, or leave the number and return False."""
        value = word.low
        begun = bool(self.last)
        if word.kind == "hundred" and value == 100 and not joined and self._is_hundreds():
            return self._set(self.group * 100, 100, "hundred")
        if word.kind in ("scale", "vague") and begun:
            return self._multiply(word.times or value, joined=joined) if word.kind == "scale" or word.times else False
        if word.kind == "scale":
            self.total, self.floor, self.scale, self.last = value, value, value, "scale"
            return True
        if self._completes_unit(word, joined=joined):
            return self._set(self.group + value, 1, word.kind)
        if begun and not self._may_follow(word, joined=joined):
            return False
        floors = {"ten": 10, "hundred": 100, "dual": value / 2, "figure": 1, "phrase": 0}
        return self._set(self.group + value, floors.get(word.kind, 1), word.kind)

    def _set(self, group: int | float, floor: float, kind: str) -> bool:
        self.group, self.floor, self.last = group, floor, kind
        return True

    def _is_hundreds(self) -> bool:
        """Say whether the group counts hundreds: "three hundred", and in English "twelve hundred"."""
        if self.lexicon.needs_and:
            return self.last == "unit" and 1 < self.group < 10
        return self.last in ("unit", "teen") and 0 < self.group < 20

    def _completes_unit(self, word: NumberWord, *, joined: bool) -> bool:
        """Say whether `word` goes with the unit before it: ثلاثة عشر, ثلاثة وعشرون."""
        if not self.lexicon.units_first or self.last not in ("unit", "bound"):
            return False
        return (word.kind == "teen" and word.low == 10 and not joined) or (word.kind == "ten" and joined)

    def _may_follow(self, word: NumberWord, *, joined: bool) -> bool:
        if word.kind in ("vague", "phrase") or not 0 < word.low < self.floor:
            return False
        if word.kind == "figure":
            return self.last == "scale" and word.joined and isinstance(word.low, int)
        if word.kind in ("teen", "ten") and self.floor < 100:
            return False
        if self.lexicon.needs_and:
            return joined
        return not (joined and self.last == "ten")

    def _multiply(self, times: int | float, *, joined: bool) -> bool:
        if self.group == 0 or joined:
            if self.last != "scale" or not joined or times >= self.scale:
                return False
            self.total += times
        elif times >= self.scale or self.last == "phrase":
            return False
        else:
            product = self.group * times
            self.total += int(product) if product == int(product) else product
        self.group, self.floor, self.scale, self.last = 0, times, times, "scale"
        return True

    def read_vague(self, i: int, word: NumberWord) -> Number:
        """Return a vague number with the words that multiply it: بضع مئات, "hundreds of thousands"."""
        low, high = word.low, word.high
        last = i
        while (j := self._multiplier(last)) is not None:
            other = self.words.hits[j][0]
            if other.kind == "teen":
                return j, low + 10, None if high is None else high + 10, True
            times = other.times or other.low
            low, high, last = low * times, None if high is None else high * times, j
        return last, low, high, True

    def _multiplier(self, i: int) -> int | None:
        """Return the token after `i`, a linking "of" passed over, if it multiplies a vague number."""
        for j in (i + 1, i + 2):
            if not self.words.are_beside(j - 1):
                return None
            for word in self.words.hits.get(j, ()):
                multiplies = word.times or word.kind == "scale" or (word.kind == "hundred" and word.low == 100)
                dozen_and_more = word.kind == "teen" and word.low == 10 and self.lexicon.units_first and j == i + 1
                if not word.joined and (multiplies or dozen_and_more):
                    return j
            if self.words.tokens.texts[j] != "of":
                return None
        return None
