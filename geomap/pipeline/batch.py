"""From paths to the incidents of a batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geomap.documents import read_documents
from geomap.errors import InputError, LanguageError
from geomap.events import EventReader, by_rules
from geomap.locate import attribution_of_online
from geomap.merge import Fingerprint, fingerprint, unmerge
from geomap.merge import merge as merge_incidents
from geomap.pipeline.crew import outcomes
from geomap.pipeline.stages import LANGUAGES, Outcome, Pipeline, spared_by_the_collector
from geomap.records import CODERS, Incident, Problem
from geomap.settings import Settings

__all__ = ["MERGES", "Result", "run", "stream"]

MERGES = ("report", "all")
"""How far the same event is joined: within each report, or across all."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a batch.

    Parameters
    ----------
    incidents : tuple of Incident
        Oldest first; those that could not be placed are among them.
    documents : int
        How many reports were read.
    problems : tuple of Problem
        What could not be read, or not fully.
    attribution : tuple of str
        The lines that the licences of the gazetteer's sources, and of coders of events, ask for, to stand in every map
        and export.
    """

    incidents: tuple[Incident, ...]
    documents: int
    problems: tuple[Problem, ...]
    attribution: tuple[str, ...] = ()

    @property
    def skipped(self) -> int:
        """How many documents, or lines of them, were left out."""
        return sum(problem.skipped for problem in self.problems)


def run(
    paths: Sequence[str | Path],
    *,
    published: date | str | None = None,
    language: str | None = None,
    merge: str = "all",
    online: bool = False,
    jobs: int | None = 1,
    columns: Mapping[str, str] | None = None,
    reread: bool = False,
    reader: EventReader = by_rules,
    settings: Settings | None = None,
    advance: Callable[[str], None] | None = None,
) -> Result:
    """Read reports, place their incidents, join those that are the same event.

    Parameters
    ----------
    paths : sequence of str or Path
        Files, folders, addresses (``https://…``), or ``"-"`` for standard input.
    published : datetime.date or str, optional
        Day of publication (ISO 8601) of reports that do not say it.
    language : str, optional
        One of `LANGUAGES`; recognised where not given.
    merge : str
        One of `MERGES`.
    online : bool
        Whether the service that the settings name is asked about names that the gazetteer lacks.
    jobs : int or None
        How many processes read a long batch at the same time; None for as many as there are cores. A program that
        asks for more than one must guard its start (``if __name__ == "__main__":``), as `multiprocessing` demands.
    columns : mapping of str to str, optional
        Field of a report (``text``, ``title``, ``published``, ``url``, ``source``, ``id``, ``language``) → the column
        of tables, or the key of JSON, that holds it; others are recognised by their names.
    reread : bool
        Whether the text of events that ACLED or UCDP coded is read for a better place than theirs.
    reader : EventReader
        Who reads the events; any other than our rules reads in this process alone.
    settings : Settings, optional
        Read from the environment where not given.
    advance : callable, optional
        Called with the origin of each document when it is done, for a progress bar.

    Returns
    -------
    Result

    Raises
    ------
    InputError
        If `published`, `language`, `merge`, `jobs` or `columns` cannot be used.
    SettingsError
        If `online` is asked of a public server without a user agent of the user's own.
    """
    _check(language, merge)
    pipeline = Pipeline(settings, online=online, reread=reread, reader=reader)
    incidents: list[Incident] = []
    prints: list[Fingerprint] = []
    problems: list[Problem] = []
    documents = 0
    for outcome in _outcomes(pipeline, paths, published, language, jobs, columns):
        incidents.extend(outcome.incidents)
        prints += [fingerprint(outcome.document)] if outcome.document and outcome.incidents else []
        problems.extend(outcome.problems)
        documents += outcome.is_read
        if advance and outcome.is_read:
            advance(outcome.document.origin if outcome.document else outcome.incidents[0].coded or "")
    merged = merge_incidents(incidents, across=merge == "all", prints=prints)
    incidents_by_age = tuple(sorted(merged, key=_age))
    proposed = attribution_of_online(incident.location for incident in incidents_by_age)
    attribution = (*pipeline.gazetteer.attribution, *proposed, *_attribution_of_coders(incidents_by_age))
    return Result(incidents_by_age, documents, (*problems, *pipeline.problems), attribution)


def stream(
    paths: Sequence[str | Path],
    *,
    published: date | str | None = None,
    language: str | None = None,
    jobs: int | None = 1,
    columns: Mapping[str, str] | None = None,
    reread: bool = False,
    settings: Settings | None = None,
) -> Iterator[Outcome]:
    """Read reports one by one and forget them: memory does not grow with the batch.

    Parameters
    ----------
    paths, published, language, jobs, columns, reread, settings
        As for `run`.

    Yields
    ------
    Outcome
        What became of each report, in the order of the input; nothing is joined across reports.

    Raises
    ------
    InputError
        If `published`, `language` or `columns` cannot be used.
    """
    _check(language, MERGES[0])
    yield from _outcomes(Pipeline(settings, reread=reread), paths, published, language, jobs, columns)


def _outcomes(
    pipeline: Pipeline,
    paths: Sequence[str | Path],
    published: date | str | None,
    language: str | None,
    jobs: int | None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Outcome]:
    day, crew = _day(published), _jobs(jobs, pipeline)
    with spared_by_the_collector(pipeline.gazetteer):
        items = read_documents(paths, published=day, language=language, columns=columns, settings=pipeline.settings)
        yield from outcomes(items, pipeline, crew)


def _attribution_of_coders(incidents: Iterable[Incident]) -> tuple[str, ...]:
    """Return the lines that are owed to who coded some of the incidents."""
    coders = {(part.coded or "").partition(" ")[0] for incident in incidents for part in unmerge(incident)}
    return tuple(line for coder, line in CODERS.items() if coder in coders)


def _jobs(jobs: int | None, pipeline: Pipeline) -> int:
    """Return how many processes read; one alone keeps the manners that a service on the network asks for."""
    if jobs is not None and jobs < 1:
        raise InputError(f"{jobs} processes cannot read.", "Give 1 or more, or leave it out.")
    return 1 if pipeline.geocoder or pipeline.reader is not by_rules else jobs or _cores()


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _age(incident: Incident) -> tuple[date, str]:
    return incident.event.when.start or date.max, incident.id


def _day(published: date | str | None) -> date | None:
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except (TypeError, ValueError):
        raise InputError(
            f"The publication date {published!r} is no day.", "Give it as YYYY-MM-DD, for example 2021-09-06."
        ) from None


def _check(language: str | None, merge: str) -> None:
    if language is not None and language not in LANGUAGES:
        raise LanguageError(f"geomap does not read the language {language!r}.", f"Give one of {', '.join(LANGUAGES)}.")
    if merge not in MERGES:
        raise InputError(f"{merge!r} is no way to merge.", f"Give one of {', '.join(MERGES)}.")
