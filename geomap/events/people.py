"""Counted people: noun phrases with their number and side, and what "and" makes of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.records import Count

__all__ = ["People", "together"]

_NOBODY = (None, "people")  # groups of nobody in particular


@dataclass(frozen=True, slots=True)
class People:
    """A counted noun phrase: the words, how many, whose."""

    first: int
    last: int
    count: Count | None
    group: str | None
    counted: str | None = None


def together(joined: Sequence[People]) -> list[People]:
    """Return noun phrases joined by "and" as one for each side: "an officer and ten soldiers" are eleven.

    People of nobody in particular are of the side of those with whom they are named, unless that is the enemy's.
    """
    sides: dict[str | None, list[People]] = {}
    named = {people.group for people in joined} - {*_NOBODY, "own"}
    for people in joined:
        side = next(iter(named)) if people.group in _NOBODY and len(named) == 1 and named != {"IS"} else people.group
        sides.setdefault(side, []).append(people)
    return [_added(side, members) if len(members) > 1 else members[0] for side, members in sides.items()]


def _added(side: str | None, members: Sequence[People]) -> People:
    counts = [people.count for people in members]
    known = [count for count in counts if count is not None]
    low = sum(count.low or 0 for count in known)
    closed = len(known) == len(counts) and all(count.high is not None for count in known)
    high = sum(count.high or 0 for count in known) if closed else None
    first, last = min(people.first for people in members), max(people.last for people in members)
    return People(first, last, Count(low, high) if known else None, side)
