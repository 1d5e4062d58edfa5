"""The casualties of an event side by side: every figure with its side, its source and its standing."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.events.actors import FORCES
from geomap.events.casualties import COMBINED, Figure
from geomap.events.cues import KINDS
from geomap.events.grouping import Draft
from geomap.events.reading import Reading
from geomap.events.sources import Sources
from geomap.events.tolls import conflicting
from geomap.records import Casualty, Count

__all__ = ["extent", "list_casualties"]

_BOUND = 4  # words from a figure to the "at least" that is of it

_STATES = ("Turkey", "Iran")
_OF_EACH = "arithmetic: of {} killed and injured at least one is either"
"""What a combined figure says of either part: the codebooks count it as neither killed nor injured."""


def list_casualties(reading: Reading, draft: Draft, sources: Sources) -> Iterator[Casualty]:
    """Yield the figures of `draft` in the order of the text, those of its headline only where the body gives none.

    A combined figure ("66 killed and wounded") is followed by what it says of either part.
    """
    current = {figure for kind in (*KINDS, COMBINED) for figure in draft.figures(kind)}
    contested = {figure for kind in KINDS for figure in conflicting(draft.figures(kind), kind)}
    body = [telling for telling in draft.tellings if not (telling.listed or telling.clause.title)] or draft.tellings
    every = dict.fromkeys(figure for telling in body if not telling.listed for figure in telling.clause.figures)
    for figure in sorted(every, key=lambda figure: figure.first):
        status = "revised" if figure not in current else "conflicting" if figure in contested else "given"
        yield _casualty(reading, figure, sources, status)
        if figure.kind == COMBINED:
            yield from _parts(_casualty(reading, figure, sources, status))


def _casualty(reading: Reading, figure: Figure, sources: Sources, status: str) -> Casualty:
    count, rule = _by_convention(reading, figure)
    return Casualty(
        figure.kind,
        _group(reading, figure),
        None if figure.group in (None, "people", "fighters") else figure.group,
        count.low,
        count.high,
        reading.evidence("", *extent(reading, figure)).text,
        sources.text(figure.first, figure.last),
        status,
        rule,
        reading.document.id,
    )


def extent(reading: Reading, figure: Figure) -> tuple[int, int]:
    """Return the first and last word of a figure, with the "at least" that bounds it."""
    first, last = figure.first, figure.last
    if figure.count is None or figure.count.low == figure.count.high:
        return first, last
    for hit in reading.within("casualties", first - _BOUND, last + _BOUND):
        if hit.entry.label in ("at_least", "at_most") and (hit.last == first - 1 or hit.first > last):
            first, last = min(first, hit.first), max(last, hit.last)
    return first, last


def _by_convention(reading: Reading, figure: Figure) -> tuple[Count, str | None]:
    """Return how many, and the name of the convention where only a word like "dozens" says so."""
    for hit in reading.within("amounts", figure.first, figure.last):
        worth = Count(hit.entry.traits["low"], hit.entry.traits.get("high"))
        if figure.count in (None, worth):
            return worth, hit.entry.traits["rule"]
    return figure.count or Count(None, None), None


def _group(reading: Reading, figure: Figure) -> str:
    group = figure.group
    if group == "fighters":  # of either side, unless they are militants or gunmen
        nouns = reading.within("people", figure.first, figure.last)
        return "attackers" if any(hit.entry.traits.get("rebel") for hit in nouns) else "unspecified"
    if group in (None, "people"):
        return "unspecified"
    if group == "civilians":
        return group
    return "forces" if group in FORCES or group in _STATES else "attackers"


def _parts(whole: Casualty) -> Iterator[Casualty]:
    if whole.low is None or whole.low < 2:
        return
    high = None if whole.high is None else whole.high - 1
    for kind in ("killed", "injured"):
        yield Casualty(
            kind,
            whole.group,
            whole.actor,
            1,
            high,
            whole.text,
            whole.source,
            whole.status,
            _OF_EACH.format(whole.low),
            whole.document,
        )
