"""Factuality: whether an event is told as done, as foiled before it did harm, or as denied by somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events.casualties import Figure
from geomap.events.grouping import Draft
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading
from geomap.events.triggers import Trigger

__all__ = ["Factuality", "factuality"]

_BESIDE = 12
"""Words from what was foiled to the word that says so ("تمكنت … من إحباط محاولة تفجير …"). A guess."""

_FOUGHT = ("armed_clash", "tribal_clash", "ambush", "shooting", "assassination")
"""Triggers of something that was fought or fired: then it is no longer foiled."""

_DONE = ("arrest", "bodies", "territory")
"""Families of what happened even where it foiled something else."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """The value (``stated foiled denied``) and the words ``first..last`` that say so."""

    value: str
    first: int
    last: int


def factuality(reading: Reading, draft: Draft, hurt: Sequence[Figure]) -> Factuality:
    """Return how the report tells the event of `draft`.

    Parameters
    ----------
    reading : Reading
        The report.
    draft : Draft
        The event.
    hurt : sequence of Figure
        Its killed and injured. An attack that was fought off, with dead or with shots, is a stated clash.

    Returns
    -------
    Factuality
        ``stated`` rests on the words that name the kind of event.
    """
    trigger = draft.trigger
    if (hit := _hit(reading, draft, "denied")) is not None:
        return Factuality("denied", hit.first, hit.last)
    harmed = any(figure.count is not None and figure.count.high != 0 for figure in hurt)
    fought = any(each.label in _FOUGHT for telling in draft.tellings for each in telling.clause.triggers)
    if not (harmed or fought or trigger.family in _DONE) and (hit := _hit(reading, draft, "foiled")) is not None:
        return Factuality("foiled", hit.first, hit.last)
    return Factuality("stated", trigger.first, trigger.last)


def _hit(reading: Reading, draft: Draft, label: str) -> Hit | None:
    """Return the first word with `label` that is about the event: it is denied as a clause, and foiled beside."""
    for telling in draft.tellings:
        clause = telling.clause
        if label in clause.marks and _is_same(telling.trigger, draft.trigger):
            near = telling.trigger if label == "foiled" else None
            for hit in reading.within("factuality", clause.first, clause.last):
                if hit.entry.label == label and (near is None or _is_beside(hit, near)):
                    return hit
    return None


def _is_same(one: Trigger, other: Trigger) -> bool:
    return one.family == other.family or one.generic or other.generic


def _is_beside(hit: Hit, trigger: Trigger) -> bool:
    return max(hit.first, trigger.first) - min(hit.last, trigger.last) <= _BESIDE
