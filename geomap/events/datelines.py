"""Datelines: the place and agency that open a report, where it was written and not where anything happened."""

from __future__ import annotations

import re

from geomap.events.reading import Reading

__all__ = ["find_datelines"]

_HEADLINE = 24
"""Words of the longest headline, behind which a dateline stands; a guess."""

_LONGEST = 12
"""Words from the place of a dateline to its dash, agency and date between; a guess."""

_DASH = re.compile(r"\s[-–—]+\s|[–—]")

_SLASH = re.compile(r"\s*[/|]")
_AGENCY = 5
"""Words of the longest agency behind a slash: "الناصرية/ وكالة النخيل للأنباء: …"."""
_SENTENCE = 60
"""Words of a sentence that are looked through for another place, so that one without end takes no longer."""
_CLOSES = re.compile(r"\s*[/|:]")


def find_datelines(reading: Reading) -> set[int]:
    """Return the words of the dateline: "KIRKUK, Iraq, Dec. 28 (Reuters) - …", "دهوك/ نينا/ قال …".

    It opens a paragraph and begins with a place, or else sets an agency off by a bracket or slash; a dash closes it,
    or in Arabic the slash or colon behind the agency.

    Parameters
    ----------
    reading : Reading
        The report, with its names.

    Returns
    -------
    set of int
        Words; empty where the report has none.
    """
    words = reading.words
    for first in range(min(len(words), _HEADLINE + 1)):
        if first and words[first].sentence == words[first - 1].sentence:
            continue
        if (last := _end(reading, first)) is not None:
            return set(range(first, last + 1))
    return set()


def _end(reading: Reading, first: int) -> int | None:
    """Return the last word of the dateline that begins at word `first`, None where none does."""
    words, text = reading.words, reading.document.text
    if (last := _slashed(reading, first)) is not None:
        return last
    for at in range(first + 1, min(len(words), first + 2 + _LONGEST)):
        if words[at].sentence != words[first].sentence:
            return None
        if _DASH.search(text, words[at - 1].end, words[at].start):
            agency = re.search(r"[(/]", text[words[first].end : words[at].start])
            return at - 1 if first in reading.names or agency else None
    return None


def _slashed(reading: Reading, first: int) -> int | None:
    """Return the last word of an Arabic dateline of slashes, its agency included where a slash or colon closes it.

    Where its sentence names no other place, it is all that the report says of where.
    """
    words, text = reading.words, reading.document.text
    named = reading.names.get(first)
    if reading.document.language != "ar" or named is None or not _SLASH.match(text, words[named.last].end):
        return None
    rest = range(named.last + 1, len(words))
    same = [at for at in rest[:_SENTENCE] if words[at].sentence == words[first].sentence]
    if not any(at in reading.names for at in same):
        return None
    return next((at for at in same[:_AGENCY] if _CLOSES.match(text, words[at].end)), named.last)
