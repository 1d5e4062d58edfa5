"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.language import fold
from geomap.records import Document, Sentence

__all__ = ["Word", "split"]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word.

    Parameters
    ----------
    text : str
        Matching form (`geomap.language.fold`).
    start, end : int
        Offsets into `Document.text`.
    sentence : int
        Number of the sentence that holds it.
    before : str
        Punctuation between the word before and this one, spaces left out.
    """

    text: str
    start: int
    end: int
    sentence: int
    before: str = ""


def split(document: Document, sentences: Sequence[Sentence]) -> tuple[Word, ...]:
    """Return the words of `document`, in order."""
    folded = fold(document.text)
    starts = [sentence.start for sentence in sentences] or [0]
    words: list[Word] = []
    previous = 0
    for match in _WORD.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        before = "".join(folded.text[previous : match.start()].split())
        words.append(Word(match.group(), start, end, max(0, bisect_right(starts, start) - 1), before))
        previous = match.end()
    return tuple(words)
