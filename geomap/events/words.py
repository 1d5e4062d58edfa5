"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language import fold
from geomap.records import Document, Sentence

__all__ = ["Word", "split"]

_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
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
    previous = sentence = 0
    for match in _WORD.finditer(folded.text):
        first, last = match.span()
        start, end = folded.span(first, last)
        while sentence + 1 < len(starts) and starts[sentence + 1] <= start:
            sentence += 1
        gap = folded.text[previous:first]
        words.append(Word(match.group(), start, end, sentence, "" if gap == " " else "".join(gap.split())))
        previous = last
    return tuple(words)
