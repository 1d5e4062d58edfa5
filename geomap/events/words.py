"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
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
    starts, ends = folded.spans(found.starts, found.ends)
    punctuation = ["" if gap == " " else "".join(gap.split()) for gap in found.gaps]
    words = tuple(map(_word, zip(found.texts, starts, ends, _numbers(starts, sentences), punctuation, strict=False)))
    return tuple(_spelled_together(words)) if document.language == "en" else words


_word: Callable[[tuple[str, int, int, int, str]], Word] = partial(tuple.__new__, Word)
"""What ``Word`` does with five values, without the way through Python: half the time, for every word of every text."""


def _numbers(starts: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    """Return the number of the sentence of each of the words that begin at `starts`."""
    edges = [0, *(bisect_left(starts, sentence.start) for sentence in sentences[1:]), len(starts)]
    return [number for number, (first, end) in enumerate(pairwise(edges)) for _ in range(first, end)]


def _spelled_together(words: Iterable[Word]) -> Iterator[Word]:
    """Yield `words` with initials as one: "U.S." is "us", as where it is written without full stops."""
    last: Word | None = None
    for word in words:
        initial = len(word.text) == 1 and word.text.isalpha() and word.before == "."
        joined = last is not None and last.sentence == word.sentence and last.end + 1 == word.start
        if last is not None and initial and joined and _is_initials(last):
            last = last._replace(text=last.text + word.text, end=word.end)
            continue
        if last is not None:
            yield last
            if len(last.text) > 1 and _is_initials(last):
                word = word._replace(before=word.before.removeprefix("."))  # of the initials before it
        last = word
    if last is not None:
        yield last


def _is_initials(word: Word) -> bool:
    """Tell whether a word is one letter, or several with a full stop behind each but the last."""
    return len(word.text) == 1 or word.end - word.start == 2 * len(word.text) - 1
