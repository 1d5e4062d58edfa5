"""The table: shares over outcomes, the same for all of them, for one language and for one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geomap.evaluation.gold import GoldIncident
from geomap.evaluation.likeness import figure, off_km, same_perpetrator, same_start
from geomap.evaluation.outcomes import Outcome
from geomap.records import Incident

__all__ = ["NAMES", "Figures", "date_is_right", "figures", "place_is_right"]

NAMES = {
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "place": "place within tolerance",
    "date": "date right",
    "killed": "killed exact of stated",
    "injured": "injured exact of stated",
    "perpetrator": "perpetrator right",
}
"""Share → its name in the table."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and shares over a set of outcomes; a share of nothing is None.

    `precision` is over the reports that tell an incident; what is read in the others is counted in `alarms`. `place`,
    `date`, `killed`, `injured` and `perpetrator` are shares of the matched, the figures of those that state one.
    """

    matched: int
    missed: int
    extra: int
    alarms: int
    precision: float | None
    recall: float | None
    f1: float | None
    place: float | None
    date: float | None
    killed: float | None
    injured: float | None
    perpetrator: float | None


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """Return the counts and shares over `outcomes`."""
    every = list(outcomes)
    both = [outcome for outcome in every if outcome.gold and outcome.incident]
    missed = sum(outcome.incident is None for outcome in every)
    extra = sum(outcome.gold is None and not outcome.empty for outcome in every)
    precision, recall = _share(len(both), len(both) + extra), _share(len(both), len(both) + missed)
    return Figures(
        matched=len(both),
        missed=missed,
        extra=extra,
        alarms=sum(outcome.empty for outcome in every),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision and recall else None,
        place=_of(both, place_is_right),
        date=_of(both, date_is_right),
        killed=_exact(both, "killed"),
        injured=_exact(both, "injured"),
        perpetrator=_of(both, _perpetrator_is_right),
    )


def place_is_right(outcome: Outcome) -> bool:
    """Return whether the point of a matched incident lies within the gold's tolerance."""
    gold, incident = _both(outcome)
    km = off_km(gold, incident)
    return km is not None and km <= gold.tolerance_km


def date_is_right(outcome: Outcome) -> bool:
    """Return whether the first day of a matched incident is one of the gold's."""
    return same_start(*_both(outcome))


def _perpetrator_is_right(outcome: Outcome) -> bool:
    return same_perpetrator(*_both(outcome))


def _both(outcome: Outcome) -> tuple[GoldIncident, Incident]:
    assert outcome.gold is not None, "only matched incidents are compared"
    assert outcome.incident is not None, "only matched incidents are compared"
    return outcome.gold, outcome.incident


def _exact(both: Sequence[Outcome], what: str) -> float | None:
    told = [figure(*_both(outcome), what) for outcome in both]
    stated = [how for how in told if how not in ("none", "invented")]
    return _share(stated.count("exact"), len(stated))


def _of(both: Sequence[Outcome], right: Callable[[Outcome], bool]) -> float | None:
    return _share(sum(map(right, both)), len(both))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
