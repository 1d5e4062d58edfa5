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
    text, source = folded.text, folded.source
    spans = [match.span() for match in _WORD.finditer(text)]
    begins = [source(first) for first, _ in spans]
    words: list[Word] = []
    previous = sentence = 0
    for number, (first, last) in enumerate(spans):
        start = begins[number]
        nothing_resized = number + 1 < len(spans) and begins[number + 1] - start == spans[number + 1][0] - first
        end = start + last - first if nothing_resized else folded.span(first, last)[1]
        while sentence + 1 < len(starts) and starts[sentence + 1] <= start:
            sentence += 1
        gap = text[previous:first]
        words.append(Word(text[first:last], start, end, sentence, "" if gap == " " else "".join(gap.split())))
        previous = last
    return tuple(words)
