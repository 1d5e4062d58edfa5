"""Units: the numbered parts of a force ("الفوج الثالث في اللواء 21", "the army's 14th Division", "فەوجی ٣")."""

from __future__ import annotations

import re

from geomap.events.lexicon import Entry, Hit
from geomap.events.reading import Reading

__all__ = ["UNIT", "find_units"]

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_BETWEEN = 2
"""Words between a unit and the larger one that it is of ("battalion of the 14th Division")."""
UNIT = Entry("actors", "unit_alone", {"class": "Iraqi army"})
"""A unit whose force is not named is of the army: the other forces number theirs too, but are named with them."""


def find_units(reading: Reading, first: int, last: int) -> list[Hit]:
    """Return the numbered units among the words ``first..last``, a smaller one with the larger that it is of."""
    spans: list[tuple[int, int]] = []
    for hit in reading.within("actors", first, last):
        if hit.entry.label != "unit":
            continue
        begin, end = _before(reading, hit.first), _after(reading, hit.last)
        if begin == hit.first and end == hit.last:
            continue
        if spans and begin - spans[-1][1] - 1 <= _BETWEEN and _is_whole(reading, spans[-1][1], begin):
            begin = spans.pop()[0]
        spans.append((begin, end))
    return [Hit(UNIT, begin, end) for begin, end in spans]


def _before(reading: Reading, first: int) -> int:
    """Return the first word of a unit: the number that stands before word `first`, or that word."""
    number = first - 1
    if number >= 0 and reading.words[number].sentence == reading.words[first].sentence:
        numbered = any(found.last == number for found in (reading.numbers.get(number),) if found)
        if _ORDINAL.fullmatch(reading.words[number].text) or numbered or _is_ordinal(reading, number):
            return number
    return first


def _after(reading: Reading, last: int) -> int:
    """Return the last word of a unit: that of the number that stands behind word `last`, or that word."""
    number = reading.numbers.get(last + 1)
    if number is not None and reading.words[number.first].sentence == reading.words[last].sentence:
        return number.last
    hit = next((hit for hit in reading.within("units", last + 1, last + 1) if hit.entry.label == "ordinal"), None)
    return hit.last if hit is not None else last


def _is_ordinal(reading: Reading, at: int) -> bool:
    """Tell whether an ordinal in words stands at word `at`, before its unit: only English has it there."""
    return reading.document.language == "en" and any(hit.last == at for hit in reading.within("units", at, at))


def _is_whole(reading: Reading, last: int, first: int) -> bool:
    """Tell whether nothing parts two units that end and begin at these words."""
    return not any(reading.words[at].before for at in range(last + 1, first + 1))
