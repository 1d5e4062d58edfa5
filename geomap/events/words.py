"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from geomap.language import fold
from geomap.records import Document, Sentence

__all__ = ["Word", "split"]

_WORD = re.compile(r"([^\W_]+)")


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
    pieces = _WORD.split(folded.text)
    if len(pieces) == 1:
        return ()
    gaps, texts = pieces[:-1:2], pieces[1::2]
    edges = list(accumulate(map(len, pieces)))
    starts, ends = zip(*folded.spans(zip(edges[:-1:2], edges[1::2], strict=True)), strict=True)
    firsts = [sentence.start for sentence in sentences[1:]]
    numbers = [bisect_right(firsts, start) for start in starts]
    return tuple(map(Word, texts, starts, ends, numbers, map(_punctuation, gaps)))


def _punctuation(gap: str) -> str:
    return "" if gap == " " else "".join(gap.split())
