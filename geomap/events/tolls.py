"""Tolls: the figures of one event brought together, side by side and as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from geomap.events.casualties import Figure
from geomap.events.reading import within
from geomap.records import Count

__all__ = ["agree", "by_side", "conflicting", "is_kin", "whole"]

_BESIDE = 6
"""Words between two figures that are one list ("two people and five militants")."""

_LONGEST = 40
"""Words of the longest figure, from its word to its people."""

_PART = 3
"""A figure this many times smaller than another counts a part of the people, not the same ones. A guess."""

_SMALL = 2
"""Two sides often lose the same number up to this; above it the figure is more likely told twice. A guess."""

_GENERAL = "Iraqi forces"
_EXACT = ("Iraqi army", "police", "Federal Police")
"""Forces that a report also calls Iraqi forces."""

_NOBODY = ("people", "fighters")
"""Groups of nobody in particular."""


def agree(one: Count, other: Count) -> Count:
    """Return what two reports of one toll say together.

    "At least 17" and "at least 19" agree on at least 19, "at least 17" and "20" on 20. Where they exclude each other,
    the range that holds both; but a figure far below the other is a part of it.
    """
    low = max(one.low or 0, other.low or 0)
    highs = [count.high for count in (one, other) if count.high is not None]
    high = min(highs, default=None)
    if high is None or low <= high:
        return Count(low, high)
    less, more = sorted((one, other), key=lambda count: count.low or 0)
    return more if (less.low or 0) * _PART <= (more.low or 0) else one.hull(other)


def is_kin(one: str | None, other: str | None) -> bool:
    """Tell whether two groups are one force, or one of Iraq's and Iraq's forces in general."""
    if one == other:
        return one not in (None, "civilians", "fighters", "people", "IS")
    return {one, other} <= {_GENERAL, *_EXACT} and _GENERAL in (one, other)


def by_side(figures: Sequence[Figure], kind: str) -> Mapping[str, Count]:
    """Return the counts of `kind` by group, "people" for nobody in particular."""
    groups: dict[str, Count] = {}
    for figure in _told_once(figures, kind):
        group = figure.group or "people"
        if figure.count is not None:
            groups[group] = agree(groups[group], figure.count) if group in groups else figure.count
    return groups


def whole(figures: Sequence[Figure], kind: str) -> Count | None:
    """Return all dead, injured and so on: the sum of the sides, None where no figure is given.

    A figure of nobody in particular ("58 killed") just beside those of the sides counts with them; elsewhere it is
    another report of the whole.
    """
    groups = by_side(figures, kind)
    named = [count for name, count in groups.items() if name not in _NOBODY]
    if not named:
        return reduce(agree, groups.values()) if groups else None
    everybody = _added(named)
    sides = [figure for figure in figures if figure.kind == kind and _is_of_side(figure)]
    sides.sort(key=lambda figure: figure.first)
    for figure in _told_once(figures, kind):
        if figure.count is None or _is_of_side(figure):
            continue
        fewer = (figure.count.low or 0) < (everybody.low or 0)
        near = within(sides, figure.first - _LONGEST, figure.last + _BESIDE)
        few = (figure.count.low or 0) <= _SMALL
        with_them = any((fewer and _beside(figure, side)) or (few and _joined(figure, side)) for side in near)
        everybody = _added([everybody, figure.count]) if with_them else agree(everybody, figure.count)
    return everybody


def conflicting(figures: Sequence[Figure], kind: str) -> set[Figure]:
    """Return the figures of `kind` that exclude another one: of the same side, or of the whole against the sum."""
    told = [figure for figure in _told_once(figures, kind) if figure.count is not None]
    groups = {figure.group for figure in told}
    found: set[Figure] = set()
    for group in groups:
        side = [figure for figure in told if figure.group == group]
        counts = {figure.count: figure for figure in side}  # of many figures few differ
        apart = {count for count, one in counts.items() if any(_excludes(one, other) for other in counts.values())}
        found.update(figure for figure in side if figure.count in apart)
    named = [figure for figure in told if _is_of_side(figure)]
    total = whole(named, kind)
    for figure in told:
        if not _is_of_side(figure) and total is not None and _excludes(figure, total):
            found |= {figure, *named}
    return found


def _excludes(one: Figure, other: Figure | Count) -> bool:
    """Tell whether two figures of the same people cannot both be right, and neither is a part of the other."""
    mine, theirs = one.count, other if isinstance(other, Count) else other.count
    if mine is None or theirs is None:
        return False
    both = agree(mine, theirs)
    return both == mine.hull(theirs) and both not in (mine, theirs)


def _is_of_side(figure: Figure) -> bool:
    return figure.group is not None and figure.group not in _NOBODY


def _told_once(figures: Sequence[Figure], kind: str) -> Iterator[Figure]:
    """Yield the figures of `kind`, those left out that only repeat one which was given to another side before."""
    first: dict[Count, dict[str | None, Figure]] = {}  # of each count and side, the farthest from what follows
    for figure in figures:
        if figure.kind == kind and figure.count is not None:
            told = first.setdefault(figure.count, {})
            others = [group for group, other in told.items() if group != figure.group and not _beside(other, figure)]
            large = (figure.count.low or 0) > _SMALL
            if not (others and (large or any(is_kin(group, figure.group) for group in others))):
                told.setdefault(figure.group, figure)
                yield figure


def _beside(one: Figure, other: Figure) -> bool:
    return max(one.first, other.first) - min(one.last, other.last) <= _BESIDE


def _joined(one: Figure, other: Figure) -> bool:
    """Tell whether "and" joins two figures: one word says what happened to both, before them or behind."""
    return one.people != other.people and (one.first == other.first or one.last == other.last)


def _added(counts: Sequence[Count]) -> Count:
    lows = [count.low for count in counts]
    highs = [count.high for count in counts]
    return Count(
        None if None in lows else sum(low for low in lows if low is not None),
        None if None in highs else sum(high for high in highs if high is not None),
    )
