"""Score incidents against gold as ``geomap evaluate`` does: one scorer for tests, benchmarks and users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.evaluation import Comparison, Figures, GoldReport, comparisons, figures, read_gold
from geomap.records import Incident

__all__ = ["Score", "read_gold", "score"]


@dataclass(frozen=True)
class Score:
    """Counts and shares over a gold set, and in words what was missed and what was read too much."""

    told: tuple[Comparison, ...]

    def figures(self) -> dict[str, float]:
        """Return precision, recall, and per field the share of matched incidents that have it right.

        Stricter than the table in one thing: what is read in reports that tell of nothing counts against precision.
        """
        found: Figures = figures(self.told)
        read = found.matched + found.extra + found.alarms
        names = ("recall", "place", "date", "killed", "injured", "perpetrator")
        return {"precision": found.matched / (read or 1), **{name: getattr(found, name) or 0.0 for name in names}}

    @property
    def alarms(self) -> int:
        """What was read in reports that tell of nothing."""
        return figures(self.told).alarms

    @property
    def missed(self) -> list[str]:
        """Gold incidents that were not read."""
        return [f"{one.report}: {one.gold.summary}" for one in self.told if one.gold and not one.incident]

    @property
    def extra(self) -> list[str]:
        """Incidents that no gold has."""
        return [f"{one.report}: {one.incident.row()['summary']}" for one in self.told if one.incident and not one.gold]


def score(gold: Sequence[GoldReport], incidents: Sequence[Incident]) -> Score:
    """Score incidents against gold, report by report."""
    return Score(comparisons(gold, incidents))
