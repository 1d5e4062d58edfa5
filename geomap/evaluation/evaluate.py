"""Read reports, compare with gold, and say what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap.documents import read_documents
from geomap.errors import InputError
from geomap.evaluation.comparisons import Comparison, comparisons
from geomap.evaluation.faults import Fault, faults, steps
from geomap.evaluation.figures import Figures, figures
from geomap.evaluation.gold import read_clusters, read_gold
from geomap.evaluation.pairwise import Pairwise, pairwise_of
from geomap.merge import merge
from geomap.pipeline import Pipeline, Result, run
from geomap.records import Document
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
    paths = list(reports) or [gold]
    result = run(paths, published=published, language=language, merge="report", settings=settings, advance=advance)
    documents = _documents(paths, language, settings)
    if not any(report.id in documents for report in expected):
        raise InputError(
            f"{gold}: none of its {len(expected)} reports is among those that were read.",
            'Name the reports, with the ids of the gold, or put their "text" into the gold.',
        )
    told = comparisons(expected, result.incidents, {id: document.language for id, document in documents.items()})
    merging = pairwise_of(merge(result.incidents), told, *groups) if groups else None
    why = faults(told, documents, Pipeline(settings).fates)
    empty = sum(not report.incidents for report in expected)
    return Evaluation(told, len(expected), empty, why, merging, result)


def _documents(paths: Sequence[str | Path], language: str | None, settings: Settings | None) -> dict[str, Document]:
    read = read_documents(paths, language=language, settings=settings)
    return {item.id: item for item in read if isinstance(item, Document)}
