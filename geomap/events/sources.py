"""Sources: who says what a sentence tells, in the report's own words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from geomap.events.lexicon import Hit
from geomap.events.reading import Reading

__all__ = ["Sources"]

_LONGEST = 9
"""Words of the longest name of a source ("مصدر أمني مسؤول في قيادة شرطة محافظة ديالى"); a longer one is a clause."""

_SAME = 3
"""Sentences over which "he added" still means the source named last. A guess."""

_PARTING = ',،;؛:.()«»"“”'


class Sources:
    """The sources of one report, each at the words that name it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._ends = {hit.first for hit in reading.labelled("sources", "source_ends")}
        self._same = {hit.first for hit in reading.labelled("sources", "source_same")}
        found = sorted({span for hit in reading.hits.get("sources", ()) for span in self._spans(hit)})
        self._named = [span for span in found if span[0] not in self._same]
        self._by_sentence: dict[int, list[tuple[int, int]]] = {}
        for span in found:
            self._by_sentence.setdefault(reading.words[span[0]].sentence, []).append(span)

    def of(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the first and last word of who says the words ``first..last``, or None where the report itself does.

        That is who speaks in their sentence, the nearest; or where "he added" speaks, who was named last before.
        """
        speaking = self._by_sentence.get(self._reading.words[first].sentence, ())
        outside = [span for span in speaking if span[1] < first or span[0] > last]
        nearest = min(outside, key=lambda span: min(abs(span[0] - last), abs(first - span[1])), default=None)
        if nearest is None or nearest[0] not in self._same:
            return nearest
        before = self._named[: bisect_right(self._named, nearest)]
        words = self._reading.words
        near = before and words[nearest[0]].sentence - words[before[-1][0]].sentence <= _SAME
        return before[-1] if near else None

    def text(self, first: int, last: int) -> str | None:
        """Return the words of who says the words ``first..last``, None where the report itself does."""
        span = self.of(first, last)
        return self._reading.evidence("", *span).text if span else None

    def _spans(self, hit: Hit) -> Iterator[tuple[int, int]]:
        words = self._reading.words
        if hit.entry.label == "source_after":
            at = hit.last + 1
            while at < len(words) and at - hit.last <= _LONGEST and self._goes_on(at, at - 1):
                at += 1
            if hit.last + 1 < at <= hit.last + _LONGEST:
                yield hit.last + 1, at - 1
            elif at == hit.last + 1:  # "وأضاف أن": whoever spoke before
                self._same.add(hit.first)
                yield hit.first, hit.last
        elif hit.entry.label == "source_before":
            at = hit.first - 1
            while at >= 0 and hit.first - at <= _LONGEST and self._goes_back(at):
                at -= 1
            if at < hit.first - 1 and hit.first - at <= _LONGEST:
                yield at + 1, hit.first - 1

    def _goes_on(self, at: int, before: int) -> bool:
        """Tell whether word `at` goes on with the name of a source that word `before` belongs to."""
        word = self._reading.words[at]
        parted = any(mark in word.before for mark in _PARTING)
        return word.sentence == self._reading.words[before].sentence and not parted and self._is_name(at)

    def _goes_back(self, at: int) -> bool:
        """Tell whether word `at` belongs to the name of the source that goes on behind it."""
        after = self._reading.words[at + 1]
        parted = any(mark in after.before for mark in _PARTING)
        return after.sentence == self._reading.words[at].sentence and not parted and self._is_name(at)

    def _is_name(self, at: int) -> bool:
        return at not in self._ends and at not in self._reading.dates and at not in self._reading.numbers
