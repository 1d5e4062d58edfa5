"""Sentences and paragraphs of a report, in Arabic or Latin script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from geomap.language.lexicon import LANGUAGES, load
from geomap.language.normalize import fold_text
from geomap.records import Sentence

__all__ = ["sentences"]

_BLOCK = re.compile(r"[^\r\n]+(?:\r?\n(?![^\S\n]*\r?\n)[^\r\n]+)*")
"""Lines without an empty one between them."""
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*[^\w\s\"'«“‘(\[…]")
"""What opens an item of a list, an emoji too: such lines are no wrapped ones."""
_END = re.compile(r"(?P<stop>[.!?؟۔]+|…)(?:[\"'”’»)\]]+[.!?؟]?)?")
_WORD_BEFORE = re.compile(r"[^\s(\[«“\"':،,/]{1,12}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
"""Single letters with dots between: U.S, J, p.m, أ.د."""
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_PAIR = re.compile(r"[\u0620-\u06d3\u06d5]{2}")
_WRAP = (50, 100)
"""Width of lines that an editor wrapped (72 to 80 is usual); a guess, untested."""
_WRAP_SLACK = 20
"""A wrapped line ends at most one long word before the widest one; a guess, untested."""


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a report into sentences.

    Parameters
    ----------
    text : str
        `geomap.records.Document.text`.

    Returns
    -------
    tuple of Sentence
        In order, without overlap; ``text[s.start:s.end] == s.text``; surrounding white space belongs to none. Each
        line is a paragraph, unless an editor has wrapped lines at one width: then an empty line parts paragraphs.

    Notes
    -----
    A full stop ends a sentence unless it stands in a number, an abbreviation (`data/<language>/sentences.toml`), an
    address, or before a small Latin letter. In Arabic script it does so without a space after it too, as newspapers
    often leave it out. Two or more dots are a pause, not an end, unless a Latin capital follows.
    """
    found = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _split(text, start, end):
            found.append(Sentence(first, last, text[first:last], number))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for block in _BLOCK.finditer(text):
        lines = list(_LINE.finditer(text, block.start(), block.end()))
        items = any(_BULLET.match(line[0]) for line in lines[1:])
        if not items and _is_wrapped([line.end() - line.start() for line in lines]):
            yield block.span()
        else:
            yield from (line.span() for line in lines if not line[0].isspace())


def _is_wrapped(widths: list[int]) -> bool:
    body = widths[:-1]
    return len(body) > 1 and _WRAP[0] <= max(body) <= _WRAP[1] and max(body) - min(body) <= _WRAP_SLACK


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends(text, match, end):
            yield from _trimmed(text, first, match.end())
            first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece and not piece.isspace():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _ends(text: str, match: re.Match[str], limit: int) -> bool:
    """Say whether the punctuation of `match` ends a sentence that goes on to `limit`."""
    stop, start, end = match["stop"], match.start(), match.end()
    following = text[end : min(end + 2, limit)]
    spaced = following[0].isspace()
    ahead = text[end : end + 40].lstrip(" \t\u00a0\"'“‘«([")[:1]
    if set(stop) <= {"!", "?", "؟", "۔"}:
        return spaced or "؟" in stop
    if ahead.islower():
        return False
    if len(stop) > 1 or stop == "…":
        return bool(set(stop) & set("!?؟")) or (spaced and ahead.isupper())
    if not spaced and not (_ARABIC_PAIR.match(following) and _ARABIC_PAIR.match(text[max(start - 2, 0) : start])):
        return match.end() - match.start() > 1 and not _LETTER.match(following)
    return not _is_abbreviated(text[max(start - 12, 0) : start], spaced, ahead)


def _is_abbreviated(before: str, spaced: bool, ahead: str) -> bool:
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    plain = fold_text(word[0])
    never, capital = _abbreviations()
    if plain in capital:
        return spaced and not (ahead.isupper() or ahead.isdigit() or not ahead.isascii())
    return plain in never or _DOTTED.match(word[0]) is not None


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Return the abbreviations of all languages, folded: those that never end a sentence, and those that may."""
    data = [load(language, "sentences") for language in LANGUAGES]
    never = frozenset(fold_text(word) for table in data for word in table["abbreviations"])
    return never, frozenset(fold_text(word) for table in data for word in table["may_end"])
