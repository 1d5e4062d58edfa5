"""The composer: the one place that knows the order of the stages.

::

    documents ──> gazetteer.find ──> events ──> locate ──> merge ──> incidents

Each stage takes records and returns new ones. A document that breaks a stage is reported and left out; the rest goes
on.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from geomap.documents import read_documents
from geomap.errors import InputError, LanguageError
from geomap.events import extract, history, trace
from geomap.gazetteer import Gazetteer
from geomap.locate import Context, Locator, OnlineGeocoder, attribution_of_online
from geomap.merge import Fingerprint, fingerprint
from geomap.merge import merge as merge_incidents
from geomap.records import Document, Event, Fate, Incident, Problem, Report
from geomap.settings import Settings

__all__ = ["LANGUAGES", "MERGES", "Pipeline", "Result", "run"]

LANGUAGES = ("ar", "ckb", "en")
"""Languages that geomap reads: Arabic, Sorani Kurdish, English."""

MERGES = ("report", "all")
"""How far the same event is joined: within each report, or across all."""


_ALLOCATIONS = 50_000
"""New objects after which the collector looks at them, in a batch: those of some ten reports, a few megabytes."""


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
        The lines that the licences of the gazetteer's sources ask for, to stand in every map and export.
    """

    incidents: tuple[Incident, ...]
    documents: int
    problems: tuple[Problem, ...]
    attribution: tuple[str, ...] = ()

    @property
    def skipped(self) -> int:
        """How many documents, or lines of them, were left out."""
        return sum(problem.skipped for problem in self.problems)


class Pipeline:
    """The stages with what they need, loaded once for many documents.

    Parameters
    ----------
    settings : Settings, optional
        Read from the environment where not given.
    online : bool
        Whether the service that the settings name is asked about names that the gazetteer lacks; never else.
    """

    def __init__(self, settings: Settings | None = None, *, online: bool = False) -> None:
        self.settings = settings or Settings.read()
        self.geocoder = OnlineGeocoder.of(self.settings, self.gazetteer) if online else None

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, loaded at first use and once for all pipelines of the process."""
        return _gazetteer(self.settings)

    @cached_property
    def locator(self) -> Locator:
        """The locator over the gazetteer."""
        return Locator(self.gazetteer, self.settings, self.geocoder)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What went wrong beside the documents: questions to the network that got no answer."""
        return self.geocoder.problems if self.geocoder else ()

    def incidents(self, document: Document) -> tuple[Incident, ...]:
        """Return the incidents that one report tells, each at its place, in the order of the telling.

        Parameters
        ----------
        document : Document
            A report as `geomap.documents` gives it.
        """
        mentions = self.gazetteer.find(document.text)
        context = Context(mentions=mentions, language=document.language)
        return tuple(self._placed(document, event, context) for event in extract(document, mentions))

    def fates(self, document: Document) -> tuple[Fate, ...]:
        """Return what became of each sentence of a report on the way to its events, to tell why one was missed."""
        return trace(document, self.gazetteer.find(document.text))

    def _placed(self, document: Document, event: Event, context: Context) -> Incident:
        location = self.locator.locate(event.places, context)
        warnings = tuple(dict.fromkeys((*document.warnings, *event.warnings)))
        return Incident(event, location, (Report.of(document),), confidence=event.confidence, warnings=warnings)


def run(
    paths: Sequence[str | Path],
    *,
    published: date | str | None = None,
    language: str | None = None,
    merge: str = "all",
    online: bool = False,
    settings: Settings | None = None,
    advance: Callable[[str], None] | None = None,
) -> Result:
    """Read reports, place their incidents, join those that are the same event.

    Parameters
    ----------
    paths : sequence of str or Path
        Files, folders, or ``"-"`` for standard input.
    published : datetime.date or str, optional
        Day of publication (ISO 8601) of reports that do not say it.
    language : str, optional
        One of `LANGUAGES`; recognised where not given.
    merge : str
        One of `MERGES`.
    online : bool
        Whether the service that the settings name is asked about names that the gazetteer lacks.
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
        If `published`, `language` or `merge` cannot be used.
    SettingsError
        If `online` is asked of a public server without a user agent of the user's own.
    """
    day = _day(published)
    _check(language, merge)
    pipeline = Pipeline(settings, online=online)
    incidents: list[Incident] = []
    prints: list[Fingerprint] = []
    problems: list[Problem] = []
    documents = 0
    with _spared_by_the_collector(pipeline.gazetteer):
        for item in read_documents(paths, published=day, language=language, settings=pipeline.settings):
            if isinstance(item, Document):
                found = _incidents_or_problem(pipeline, item)
                documents += not isinstance(found, Problem)
                (problems.append(found) if isinstance(found, Problem) else incidents.extend(found))
                problems += () if found else _nothing_but_history(item)
                prints += () if not found or isinstance(found, Problem) else (fingerprint(item),)
                if advance:
                    advance(item.origin)
            else:
                problems.append(item)
        merged = merge_incidents(incidents, across=merge == "all", prints=prints)
    incidents_by_age = tuple(sorted(merged, key=_age))
    proposed = attribution_of_online(incident.location for incident in incidents_by_age)
    attribution = (*pipeline.gazetteer.attribution, *proposed)
    return Result(incidents_by_age, documents, (*problems, *pipeline.problems), attribution)


@cache
def _gazetteer(settings: Settings) -> Gazetteer:
    return Gazetteer.load(settings=settings)


@contextmanager
def _spared_by_the_collector(gazetteer: Gazetteer) -> Iterator[None]:
    """Keep Python's garbage collector from walking the gazetteer, over and over, while a batch is read.

    The gazetteer is some hundred thousand objects that never become garbage; looking for cycles among them took a
    seventh of the time of 161 articles. What the batch itself makes is collected, only less often.
    """
    if gc.get_freeze_count():  # the program around us has frozen what it wants
        yield
        return
    gazetteer.prepare()
    threshold = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()


def _incidents_or_problem(pipeline: Pipeline, document: Document) -> tuple[Incident, ...] | Problem:
    """Return what a report tells; a defect of ours that one report lays bare must not cost the user the others."""
    try:
        return pipeline.incidents(document)
    except Exception as error:  # noqa: BLE001  (the border of the batch: reported, counted, told by the exit status)
        return Problem(
            document.origin or document.id,
            f"geomap failed on this report ({type(error).__name__}: {error}); it was left out.",
            "This is a defect of geomap: please report it with the text.",
        )


def _nothing_but_history(document: Document) -> tuple[Problem, ...]:
    """Return a note on a report in which nothing was found, if all its days lie long before its publication."""
    day = history(document)
    if day is None:
        return ()
    what = (
        f"No incident: its latest day is {day}, long before its publication on {document.published}: taken as history."
    )
    hint = "If the day of publication is wrong, give the right one with --published, or in the report."
    return (Problem(document.origin or document.id, what, hint, skipped=False),)


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
