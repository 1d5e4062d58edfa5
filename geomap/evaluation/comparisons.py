"""What became of every gold incident and of everything read: matched one to one within each report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.evaluation.assignment import assign
from geomap.evaluation.gold import GoldIncident, GoldReport
from geomap.evaluation.likeness import FAMILIES, affinity, family
from geomap.records import Incident

__all__ = ["Comparison", "comparisons", "read_of"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A gold incident with what was read of it, or one of the two alone.

    Parameters
    ----------
    report : str
        Id of the report.
    language : str
        Its language, ``?`` where nothing says it.
    gold : GoldIncident or None
        None for what was read too much.
    incident : Incident or None
        None for what was missed.
    empty : bool
        True where the report tells of nothing: what is read there is a false alarm of its own count.
    """

    report: str
    language: str
    gold: GoldIncident | None
    incident: Incident | None
    empty: bool = False

    @property
    def family(self) -> str:
        """Family of the gold's type; where there is none, of what was read."""
        return FAMILIES[self.gold.type] if self.gold else family(self.incident) if self.incident else "other"


def comparisons(
    gold: Sequence[GoldReport], incidents: Sequence[Incident], languages: Mapping[str, str] | None = None
) -> tuple[Comparison, ...]:
    """Match what was read to gold, report by report, at the highest total affinity.

    Parameters
    ----------
    gold : sequence of GoldReport
        Reports that are not in it are no part of the score.
    incidents : sequence of Incident
        As they were read; one that several reports tell counts in each.
    languages : mapping of str to str, optional
        Report → language, for gold that does not say it.

    Returns
    -------
    tuple of Comparison
        In the order of the gold. Uncertain gold that was missed is left out, and so is, for each of it, one incident
        too many.
    """
    found = read_of(incidents)
    return tuple(
        comparison
        for report in gold
        for comparison in _of_report(
            report, found.get(report.id, []), report.language or (languages or {}).get(report.id)
        )
    )


def read_of(incidents: Sequence[Incident]) -> dict[str, list[Incident]]:
    """Return report → the incidents that it tells."""
    found: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        for id in dict.fromkeys(report.id for report in incident.reports):
            found[id].append(incident)
    return found


def _of_report(report: GoldReport, found: Sequence[Incident], language: str | None) -> Iterator[Comparison]:
    tongue = language or next((r.language for i in found for r in i.reports if r.id == report.id), "?")
    pairs = dict(assign([[affinity(gold, incident) for incident in found] for gold in report.incidents]))
    missed = [gold for n, gold in enumerate(report.incidents) if n not in pairs]
    extra = [incident for n, incident in enumerate(found) if n not in pairs.values()]
    for n, gold in enumerate(report.incidents):
        if n in pairs:
            yield Comparison(report.id, tongue, gold, found[pairs[n]])
        elif gold.certain:
            yield Comparison(report.id, tongue, gold, None)
    for incident in extra[sum(not gold.certain for gold in missed) :]:
        yield Comparison(report.id, tongue, None, incident, empty=not report.incidents)
