"""The words of a report in their matching form, each with its place in the text as kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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
    words = map(Word, found.texts, starts, ends, numbers, punctuation)
    return tuple(_spelled_together(words)) if document.language == "en" else tuple(words)


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
