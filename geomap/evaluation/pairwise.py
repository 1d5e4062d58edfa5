"""How well the same event in many reports is joined: precision and recall over pairs of gold incidents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from geomap.evaluation.comparisons import Comparison
from geomap.merge import unmerge
from geomap.records import Incident

__all__ = ["Pairwise", "pairwise", "pairwise_of"]


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Shares over pairs of incidents: of those joined the right ones, of those that are one event the joined."""

    precision: float
    recall: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(
    found: Iterable[Sequence[str]], expected: Iterable[Sequence[str]], unsure: Collection[str] = ()
) -> Pairwise:
    """Compare groups of names; pairs with an unsure name count neither way. Without pairs a share is 1."""
    joined, same = _pairs(found, unsure), _pairs(expected, unsure)
    both = len(joined & same)
    return Pairwise(
        precision=both / len(joined) if joined else 1.0,
        recall=both / len(same) if same else 1.0,
        wrong=tuple(sorted(joined - same)),
        missed=tuple(sorted(same - joined)),
    )


def pairwise_of(
    merged: Sequence[Incident],
    comparisons: Sequence[Comparison],
    expected: Iterable[Sequence[str]],
    unsure: Collection[str] = (),
) -> Pairwise:
    """Score a merge end to end: what was read, matched to gold, and joined over all reports.

    Gold incidents that were missed count neither way: reading is scored elsewhere.

    Parameters
    ----------
    merged : sequence of Incident
        What was joined across reports.
    comparisons : sequence of Comparison
        The same incidents, joined within their reports only, matched to gold.
    expected : iterable of sequence of str
        Groups of gold incidents that are one event, as ``report#n``.
    unsure : collection of str
        Gold incidents of which nobody could be sure.
    """
    names: dict[tuple[str, str], set[str]] = {}
    for comparison in comparisons:
        if comparison.gold and comparison.incident:
            for part in unmerge(comparison.incident):
                if any(report.id == comparison.report for report in part.reports):
                    names.setdefault((comparison.report, part.id), set()).add(
                        f"{comparison.report}#{comparison.gold.n}"
                    )
    matched = set().union(*names.values())
    found = [
        sorted(set().union(*(names.get((r.id, part.id), set()) for part in unmerge(one) for r in part.reports)))
        for one in merged
    ]
    known = [[name for name in group if name in matched] for group in expected]
    return pairwise(found, known, unsure)


def _pairs(groups: Iterable[Sequence[str]], unsure: Collection[str]) -> set[tuple[str, str]]:
    return {
        (a, b)
        for group in groups
        for a, b in combinations(sorted(set(group)), 2)
        if a not in unsure and b not in unsure
    }
