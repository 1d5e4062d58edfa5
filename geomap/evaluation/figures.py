"""The table: shares over comparisons, the same for all of them, for one language and for one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geomap.evaluation.comparisons import Comparison
from geomap.evaluation.gold import GoldIncident
from geomap.evaluation.likeness import figure, off_km, same_perpetrator, same_start
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
    """Counts and shares over a set of comparisons; a share of nothing is None.

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


def figures(comparisons: Iterable[Comparison]) -> Figures:
    """Return the counts and shares over `comparisons`."""
    every = list(comparisons)
    both = [comparison for comparison in every if comparison.gold and comparison.incident]
    missed = sum(comparison.incident is None for comparison in every)
    extra = sum(comparison.gold is None and not comparison.empty for comparison in every)
    precision, recall = _share(len(both), len(both) + extra), _share(len(both), len(both) + missed)
    return Figures(
        matched=len(both),
        missed=missed,
        extra=extra,
        alarms=sum(comparison.empty for comparison in every),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision and recall else None,
        place=_of(both, place_is_right),
        date=_of(both, date_is_right),
        killed=_exact(both, "killed"),
        injured=_exact(both, "injured"),
        perpetrator=_of(both, _perpetrator_is_right),
    )


def place_is_right(comparison: Comparison) -> bool:
    """Return whether the point of a matched incident lies within the gold's tolerance."""
    gold, incident = _both(comparison)
    km = off_km(gold, incident)
    return km is not None and km <= gold.tolerance_km


def date_is_right(comparison: Comparison) -> bool:
    """Return whether the first day of a matched incident is one of the gold's."""
    return same_start(*_both(comparison))


def _perpetrator_is_right(comparison: Comparison) -> bool:
    return same_perpetrator(*_both(comparison))


def _both(comparison: Comparison) -> tuple[GoldIncident, Incident]:
    assert comparison.gold is not None, "only matched incidents are compared"
    assert comparison.incident is not None, "only matched incidents are compared"
    return comparison.gold, comparison.incident


def _exact(both: Sequence[Comparison], what: str) -> float | None:
    told = [figure(*_both(comparison), what) for comparison in both]
    stated = [how for how in told if how not in ("none", "invented")]
    return _share(stated.count("exact"), len(stated))


def _of(both: Sequence[Comparison], right: Callable[[Comparison], bool]) -> float | None:
    return _share(sum(map(right, both)), len(both))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
