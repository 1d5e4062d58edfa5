"""Read reports, compare with gold, and say what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.evaluation.comparisons import Comparison, comparisons
from geomap.evaluation.faults import Fault, faults, steps
from geomap.evaluation.figures import Figures, figures
from geomap.evaluation.gold import read_clusters, read_gold
from geomap.evaluation.pairwise import Pairwise, pairwise_of
from geomap.merge import fingerprint, merge
from geomap.pipeline import Outcome, Pipeline, Result, stream
from geomap.records import Document, Incident, Problem
from geomap.settings import Settings

__all__ = ["Evaluation", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What geomap reads of reports, against what a careful reader found.

    Parameters
    ----------
    comparisons : tuple of Comparison
        Every gold incident and everything read.
    reports, empty : int
        Reports of the gold, and how many of them tell of nothing.
    faults : tuple of Fault
        Every error, with the step at which it happened.
    merging : Pairwise or None
        How well the same event in several reports was joined, where clusters were given.
    result : Result
        What was read, each report for itself.
    """

    comparisons: tuple[Comparison, ...]
    reports: int
    empty: int
    faults: tuple[Fault, ...]
    merging: Pairwise | None
    result: Result

    @property
    def figures(self) -> Figures:
        """The table over everything."""
        return figures(self.comparisons)

    @property
    def by_language(self) -> dict[str, Figures]:
        """The table for each language of the reports."""
        return self._by(lambda comparison: comparison.language)

    @property
    def by_type(self) -> dict[str, Figures]:
        """The table for each family of types."""
        return self._by(lambda comparison: comparison.family)

    @property
    def steps(self) -> dict[str, int]:
        """How many errors there are of each step."""
        return steps(self.faults)

    def answer(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; shares unrounded, None for a share of nothing."""
        return {
            "reports": self.reports,
            "empty_reports": self.empty,
            **asdict(self.figures),
            "by_language": {name: asdict(row) for name, row in self.by_language.items()},
            "by_type": {name: asdict(row) for name, row in self.by_type.items()},
            "merging": None if self.merging is None else {**asdict(self.merging), "f1": self.merging.f1},
            "steps": self.steps,
            "errors": [asdict(fault) for fault in self.faults],
        }

    def _by(self, name: Callable[[Comparison], str]) -> dict[str, Figures]:
        names = sorted({name(comparison) for comparison in self.comparisons})
        return {
            each: figures(comparison for comparison in self.comparisons if name(comparison) == each) for each in names
        }


def evaluate(
    gold: Path,
    reports: Sequence[str | Path] = (),
    *,
    clusters: Path | None = None,
    published: date | str | None = None,
    language: str | None = None,
    settings: Settings | None = None,
    advance: Callable[[str], None] | None = None,
) -> Evaluation:
    """Read reports and compare what they tell with gold.

    Parameters
    ----------
    gold : Path
        JSON lines; see `geomap.evaluation.gold`.
    reports : sequence of str or Path
        Where the reports lie; in the gold file itself where none is named.
    clusters : Path, optional
        JSON that says which gold incidents are the same event; see `geomap.evaluation.gold.read_clusters`.
    published, language, settings, advance
        As for `geomap.pipeline.run`.

    Raises
    ------
    InputError
        If the gold or the clusters cannot be used, or no report of the gold is among the reports.
    """
    expected = read_gold(gold)
    groups = read_clusters(clusters) if clusters else None
    read = _read(stream(list(reports) or [gold], published=published, language=language, settings=settings), advance)
    documents = {report.id: read.documents[report.id] for report in expected if report.id in read.documents}
    if not documents:
        raise InputError(
            f"{gold}: none of its {len(expected)} reports is among those that were read.",
            'Name the reports, with the ids of the gold, or put their "text" into the gold.',
        )
    told = comparisons(expected, read.incidents, {id: document.language for id, document in documents.items()})
    merging = pairwise_of(merge(read.incidents), told, *groups) if groups else None
    why = faults(told, documents, Pipeline(settings).fates)
    empty = sum(not report.incidents for report in expected)
    result = Result(read.incidents, len(read.documents), read.problems)
    return Evaluation(told, len(expected), empty, why, merging, result)


@dataclass(frozen=True, slots=True)
class _Read:
    documents: Mapping[str, Document]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...]


def _read(outcomes: Iterable[Outcome], advance: Callable[[str], None] | None) -> _Read:
    """Return the reports by id and what they tell, each joined within itself, in the order in which it is exported."""
    documents: dict[str, Document] = {}
    incidents: list[Incident] = []
    problems: list[Problem] = []
    for outcome in outcomes:
        incidents.extend(outcome.incidents)
        problems.extend(outcome.problems)
        if outcome.document:
            documents[outcome.document.id] = outcome.document
            if advance:
                advance(outcome.document.origin)
    prints = [fingerprint(document) for document in documents.values()]
    joined = merge(incidents, across=False, prints=prints)
    by_age = sorted(joined, key=lambda incident: (incident.event.when.start or date.max, incident.id))
    return _Read(documents, tuple(by_age), tuple(problems))
