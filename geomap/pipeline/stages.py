"""The stages that one report passes, with what they need."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property

from geomap.errors import DocumentError
from geomap.events import EventReader, as_placed, by_rules, history, trace
from geomap.gazetteer import Gazetteer
from geomap.locate import Context, Locator, OnlineGeocoder, better, coded_region
from geomap.records import Document, Event, Fate, Incident, Location, Problem, Report
from geomap.settings import Settings

__all__ = ["LANGUAGES", "Outcome", "Pipeline", "spared_by_the_collector"]

LANGUAGES = ("ar", "ckb", "en")
"""Languages that geomap reads: Arabic, Sorani Kurdish, English."""

_Told = tuple[tuple[Incident, ...], tuple[Problem, ...]]
_ALLOCATIONS = 50_000
"""New objects after which the collector looks at them, in a batch: those of some ten reports, a few megabytes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report, or of what should have been one.

    Parameters
    ----------
    document : Document or None
        The report; None where there is none to be read, or where a coder has made an incident of it already.
    incidents : tuple of Incident
        What it tells, in the order of the telling.
    problems : tuple of Problem
        What was wrong with it.
    """

    document: Document | None = None
    incidents: tuple[Incident, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether there was a report, or a coder's event, to be read."""
        return self.document is not None or bool(self.incidents)


class Pipeline:
    """The stages with what they need, loaded once for many documents.

    Parameters
    ----------
    settings : Settings, optional
        Read from the environment where not given.
    online : bool
        Whether the service that the settings name is asked about names that the gazetteer lacks; never else.
    reread : bool
        Whether the text of events that people coded is read for a better place.
    reader : EventReader
        Who reads the events out of a report.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        online: bool = False,
        reread: bool = False,
        reader: EventReader = by_rules,
    ) -> None:
        self.reread = reread
        self.reader = reader
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
        steps = self._steps(document)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return tuple(end.value[0])

    def _steps(self, document: Document | Incident) -> Generator[None, None, _Told]:
        """Take a report through the stages, with a stop between each two of them."""
        if isinstance(document, Incident):
            return (self.coded(document),), ()
        mentions = self.gazetteer.find(document.text)
        yield
        events, problems = self.reader(document, mentions)
        if not events and not problems:
            problems = _nothing_but_history(document)
        yield
        context = Context(mentions=mentions, language=document.language)
        return tuple(self._placed(document, event, context) for event in events), problems

    def coded(self, incident: Incident) -> Incident:
        """Return an incident that people coded with the region of its place, or with a better place from its text.

        Parameters
        ----------
        incident : Incident
            As `geomap.documents` gives it.
        """
        coder = (incident.coded or "").partition(" ")[0]
        words = incident.location.place_text
        named = self.locator.locate_text(words) if words else None
        location = coded_region(incident.location, coder, self.gazetteer, named)
        if self.reread:
            location = better(location, self._readings(incident), coder)
        return replace(incident, location=location)

    def _readings(self, incident: Incident) -> Iterator[Location]:
        """Yield the places that the text of a coded event gives for what it tells."""
        for sentence in incident.event.evidence:
            if sentence.field == "sentence":
                language = incident.reports[0].language
                document = Document(sentence.document, sentence.text, language=language)
                yield from (found.location for found in self.incidents(document))

    @property
    def is_prompt(self) -> bool:
        """Whether nobody is asked over the network, so that a report takes milliseconds."""
        return self.geocoder is None and self.reader is by_rules

    def outcomes(self, documents: Sequence[Document | Incident]) -> list[Outcome]:
        """Return what becomes of some reports: each stage for all of them, then the next.

        Report after report takes a tenth longer: each stage then finds the processor's caches full of the others.

        Parameters
        ----------
        documents : sequence of Document or Incident
            Reports, and incidents that people coded.

        Returns
        -------
        list of Outcome
            In the same order.
        """
        running = {number: self._steps(document) for number, document in enumerate(documents)}
        found: dict[int, Outcome] = {}
        while running:
            for number, steps in list(running.items()):
                outcome = _step(documents[number], steps)
                if outcome is not None:
                    found[number] = outcome
                    del running[number]
        return [found[number] for number in range(len(documents))]

    def fates(self, document: Document) -> tuple[Fate, ...]:
        """Return what became of each sentence of a report on the way to its events, to tell why one was missed."""
        return trace(document, self.gazetteer.find(document.text))

    def _placed(self, document: Document, event: Event, context: Context) -> Incident:
        location = self.locator.locate(event.places, replace(context, side=event.perpetrator))
        warnings = tuple(dict.fromkeys((*document.warnings, *event.warnings)))
        confidence = as_placed(event.confidence, location)
        return Incident(event, location, (Report.of(document),), confidence=confidence, warnings=warnings)


def _step(document: Document | Incident, steps: Iterator[None]) -> Outcome | None:
    """Take a report through one stage, and return what became of it if that was the last.

    A defect of ours that one report lays bare must not cost the user the others.
    """
    try:
        next(steps)
    except StopIteration as end:
        return _outcome(document, *end.value)
    except DocumentError as error:
        return Outcome(problems=(Problem(_where(document), error.what, error.hint),))
    except Exception as error:  # noqa: BLE001  (the border of the batch: reported, counted, told by the exit status)
        what = f"geomap failed on this report ({type(error).__name__}: {error}); it was left out."
        return Outcome(problems=(failure(document, what),))
    return None


def _outcome(document: Document | Incident, incidents: tuple[Incident, ...], problems: tuple[Problem, ...]) -> Outcome:
    if isinstance(document, Incident):
        return Outcome(incidents=incidents)
    return Outcome(document, incidents, problems)


def failure(document: Document | Incident, what: str) -> Problem:
    """Return what is said of a report that is left out for a defect of ours."""
    return Problem(_where(document), what, "This is a defect of geomap: please report it with the text.")


def _where(document: Document | Incident) -> str:
    return (document.coded if isinstance(document, Incident) else document.origin) or document.id


@cache
def _gazetteer(settings: Settings) -> Gazetteer:
    return Gazetteer.load(settings=settings)


@contextmanager
def spared_by_the_collector(gazetteer: Gazetteer) -> Iterator[None]:
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
