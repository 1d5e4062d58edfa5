"""Numbers in running text: figures in any script, and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.language.normalize import Folded, fold
from geomap.language.number_reader import Number, NumberReader, Words
from geomap.language.number_words import NumberWord, NumberWords, as_spelled, number_words
from geomap.language.tokens import tokens

__all__ = ["NumberSpan", "numbers"]

_VOWEL = "ێ"
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in a text.

    Parameters
    ----------
    start, end : int
        Offsets; ``text[start:end]`` is the surface form.
    text : str
        The surface form, without words such as "about" or "at least".
    low, high : int or float or None
        Its value; the two ends of a range, ``high`` None for an open end ("dozens" is 12..None).
    approximate : bool
        Whether the word itself is vague, or a word such as "about" stands before it.
    """

    start: int
    end: int
    text: str
    low: int | float
    high: int | float | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A number over the tokens ``first..last``, at offsets of the folded text."""

    first: int
    start: int
    end: int
    low: int | float
    high: int | float | None
    approximate: bool


def numbers(text: str, language: str) -> tuple[NumberSpan, ...]:
    """Find the numbers of a text.

    Parameters
    ----------
    text : str
        Running text.
    language : str
        ``ar``, ``ckb`` or ``en``: the language of its number words.

    Returns
    -------
    tuple of NumberSpan
        In order, without overlap. Dates, clock times, fractions, ordinals, the numbering of a list and names such as
        K-1 are none; years are ("2017"), and so are numbers inside a date in words: whoever counts leaves out what
        `geomap.language.dates` claims. "At least" and "more than" are not looked at.

    Raises
    ------
    LanguageError
        If `language` is none of the three.
    """
    folded = fold(text)
    words = _words(folded, number_words(language))
    return tuple(_span(folded, number) for number in _ranges(list(_search(words)), words))


def _span(folded: Folded, number: _Found) -> NumberSpan:
    start, end = folded.span(number.start, number.end)
    return NumberSpan(start, end, folded.original[start:end], number.low, number.high, number.approximate)


def _words(folded: Folded, lexicon: NumberWords) -> Words:
    found = tokens(folded.text)
    words = lexicon.words
    hits: dict[int, tuple[NumberWord, ...]] = {}
    for i in [i for i, text in enumerate(found.texts) if text in words]:
        if known := _spelled(words[found.texts[i]], folded, found.starts[i], found.ends[i]):
            hits[i] = known
    for i, kind in found.kinds.items():
        if kind == "figure" and not _is_ordinal(folded.text, found.ends[i], lexicon):
            value = _value(found.texts[i], lexicon)
            joined = found.starts[i] > 0 and folded.text[found.starts[i] - 1] == lexicon.joiner
            hits[i] = (NumberWord("figure", value, value, joined),)
    return Words(folded.text, found, hits, lexicon)


def _is_ordinal(text: str, end: int, lexicon: NumberWords) -> bool:
    return lexicon.ordinal is not None and lexicon.ordinal.match(text, end) is not None


def _spelled(known: tuple[NumberWord, ...], folded: Folded, start: int, end: int) -> tuple[NumberWord, ...]:
    """Return the words of `known` that are spelled as the original is, or all where none is.

    Writers leave the mark off ێ, but do not put it on: نوێ is "new", not نۆی, "nine".
    """
    first, last = folded.span(start, end)
    if len(known) == 1 and _VOWEL not in folded.original[first:last]:
        return known
    written = as_spelled(folded.original[first:last])
    alike = tuple(word for word in known if word.spelled == written)
    return alike or tuple(word for word in known if _VOWEL in word.spelled or _VOWEL not in written)


def _value(figure: str, lexicon: NumberWords) -> int | float:
    plain = figure.replace("،", ",")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif lexicon.point_thousands and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    number = float(plain.replace(",", "."))
    return int(plain) if plain.isdigit() else number


def _search(words: Words) -> Iterator[_Found]:
    done = -1
    phrases = words.lexicon.phrases
    begins = [i for i, text in enumerate(words.tokens.texts) if text in phrases]
    for i in sorted({*begins, *words.hits}):
        number = None if i <= done else _number(words, i)
        if number is not None:
            last, low, high, vague = number
            about = vague or (i > 0 and words.tokens.texts[i - 1] in words.lexicon.about)
            yield _Found(i, words.tokens.starts[i], words.tokens.ends[last], low, high, about)
            done = last


def _number(words: Words, i: int) -> Number | None:
    if words.tokens.texts[i] in words.lexicon.phrases:
        phrase = _phrase(words, i)
        if phrase is not None:
            last, word = phrase
            vague = word.kind == "vague"
            return NumberReader(words).read_vague(last, word) if vague else (last, word.low, word.high, False)
    return NumberReader(words).read(i) if i in words.hits and not _is_guarded(words, i) else None


def _phrase(words: Words, i: int) -> tuple[int, NumberWord] | None:
    for parts, word in words.lexicon.phrases[words.tokens.texts[i]]:
        if tuple(words.tokens.texts[i : i + len(parts)]) == parts:
            return i + len(parts) - 1, word
    return None


def _is_guarded(words: Words, i: int) -> bool:
    """Say whether the words beside token `i` show that it is no number."""
    if words.hits[i][0].kind == "figure":
        return False
    around, lexicon = words.tokens.texts, words.lexicon
    before = around[i - 1] if i else ""
    after = around[i + 1] if i + 1 < len(around) else ""
    return any(
        beside in table.get(key, ())
        for table, beside in ((lexicon.not_after, before), (lexicon.not_before, after))
        for key in (around[i], "*")
    )


def _ranges(found: list[_Found], words: Words) -> Iterator[_Found]:
    """Join the two ends of ranges; leave out spans of years (2014-2017)."""
    i = 0
    while i < len(found):
        number = found[i]
        other = found[i + 1] if i + 1 < len(found) else None
        if other is None or not _is_range(number, other, words):
            yield number
            i += 1
            continue
        i += 2
        low, high = sorted((number.low, other.low))
        if not (low in _YEARS and high in _YEARS):
            yield _Found(number.first, number.start, other.end, low, high, number.approximate)


def _is_figure(number: _Found, words: Words) -> bool:
    return words.hits[number.first][0].kind == "figure" if number.first in words.hits else False


def _is_range(number: _Found, other: _Found, words: Words) -> bool:
    gap = words.text[number.end : other.start]
    if len(gap) > 8 or "\n" in gap or number.high != number.low or other.high != other.low or number.low == other.low:
        return False
    link = gap.strip()
    if link == "-":
        return _is_figure(number, words) == _is_figure(other, words)  # "UPDATE 1-Seventeen killed" is no range
    if number.low > other.low:
        return False
    if link in words.lexicon.ranges:
        return gap[:1].isspace() and gap[-1:].isspace()
    before = words.tokens.texts[number.first - 1] if number.first else ""
    joined = link == words.lexicon.joiner or any(word.joined for word in words.hits.get(other.first, ()))
    return before in words.lexicon.between and joined
