"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language import fold, runs
from geomap.records import Document, Sentence

__all__ = ["Word", "split"]


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
    found = runs(folded.text)
    if not found.texts:
        return ()
    starts, ends = zip(*folded.spans(zip(found.starts, found.ends, strict=True)), strict=True)
    firsts = [sentence.start for sentence in sentences[1:]]
    numbers = [bisect_right(firsts, start) for start in starts]
    punctuation = ["" if gap == " " else "".join(gap.split()) for gap in found.gaps]
    return tuple(map(Word, found.texts, starts, ends, numbers, punctuation))
