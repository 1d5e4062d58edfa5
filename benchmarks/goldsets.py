"""The reports that a careful reader has annotated, read again and again as cheaply as can be.

`benchmarks/rules.py` and `benchmarks/confidence.py` use it. Blind gold is not among the sets: nothing may be fitted to
it, nor any rule be kept or dropped for it.
"""

from __future__ import annotations

import csv
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geomap.documents import read_documents
from geomap.evaluation import Comparison, GoldIncident, GoldReport, comparisons, figures, read_gold
from geomap.events import as_placed, extract
from geomap.language import numbers
from geomap.locate import Context
from geomap.merge import merge
from geomap.pipeline import Pipeline
from geomap.records import Document, Event, Incident, Location, Mention, PlacePhrase, Report
from geomap.settings import Settings, data_folder

ROOT = Path(__file__).resolve().parents[1]

__all__ = ["FIELDS", "ROOT", "SETS", "Case", "Reader", "answers", "cases", "right"]

SETS = ("articles", "reports", "sorani", "repeats", "headlines")
"""Newspaper articles; bundled, development and held-out reports; reports in Sorani; those on repeated events, from
which no rule was written; English headlines of UCDP."""
FIELDS = ("place", "date", "killed", "injured", "perpetrator")
_OF_HEADLINES = ("place", "killed")
"""Fields of headlines that are compared: UCDP does not say who attacked, and a headline seldom when."""
_FILES = {
    "reports": ("reports", "development", "held_out"),
    "sorani": ("sorani",),
    "repeats": ("repeats",),
}
_EVENT_KM = {"1.0": 10.0, "2.0": 25.0, "3.0": 50.0}
"""How far the place of a headline may lie from the record's, by UCDP's ``where_prec``; vaguer ones are not taken."""


@dataclass(frozen=True)
class Case:
    """A report of the set `name` with the incidents that a reader took from it."""

    name: str
    document: Document
    gold: GoldReport

    @property
    def fits(self) -> bool:
        """Whether it is in the half that constants are fitted on: the even one, by the digest of its id and text."""
        digest = hashlib.sha256(f"{self.document.id}\n{self.document.text}".encode()).hexdigest()
        return int(digest, 16) % 2 == 0


def cases(shared: Path, *more: Path) -> list[Case]:
    """Return the reports of all sets, and of further gold files that carry their reports, each a set of its own."""
    gold, news = ROOT / "tests/gold", shared / "data/eval/arabic_news_2015"
    found = list(_cases("articles", news / "gold.jsonl", news / "articles.jsonl"))
    for set_, names in _FILES.items():
        for name in names:
            found += _cases(set_, gold / f"{name}.jsonl", data_folder("reports") if name == "reports" else None)
    found += _headlines(shared / "data/eval/ucdp_headlines/events.csv")
    for path in more:
        found += _cases(path.stem, path)
    return found


def _cases(name: str, gold: Path, reports: Path | None = None) -> Iterator[Case]:
    told = {report.id: report for report in read_gold(gold)}
    for document in read_documents([reports or gold]):
        if isinstance(document, Document) and document.id in told:
            yield Case(name, document, told[document.id])


def _headlines(path: Path) -> Iterator[Case]:
    """Yield the headlines that name the place of their events, with a number of dead only where they give one."""
    groups: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["place_in_headline"] == "True" and row["where_prec"] in _EVENT_KM:
                groups.setdefault(row["source_headline"].partition(";")[0].strip(), []).append(row)
    for headline, rows in groups.items():
        name = hashlib.sha256(headline.encode()).hexdigest()[:12]
        day = date.fromisoformat(rows[0]["source_date"].partition(";")[0])
        document = Document(name, headline, published=day, published_basis="given", language="en")
        counts = any(span.text != "a" for span in numbers(headline, "en"))
        told = tuple(_coded(n, row, counts) for n, row in enumerate(rows, 1))
        yield Case("headlines", document, GoldReport(name, told, "en"))


def _coded(n: int, row: dict[str, str], counts: bool) -> GoldIncident:
    best = int(float(row["best"]))
    return GoldIncident(
        n,
        "other",
        date.fromisoformat(row["date_start"]),
        date.fromisoformat(row["date_end"]),
        float(row["longitude"]),
        float(row["latitude"]),
        _EVENT_KM[row["where_prec"]],
        killed=(best, best) if counts else None,
    )


class Reader:
    """Reads reports as `Pipeline` does, but looks up names and places of a report only once.

    What the user of this machine has added to the gazetteer is left out.
    """

    def __init__(self) -> None:
        self._nothing = tempfile.mkdtemp(prefix="geomap-nothing-")
        self._pipeline = Pipeline(Settings(data=Path(self._nothing)))
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._placed: dict[tuple[str, tuple[PlacePhrase, ...]], Location] = {}

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the gazetteer's names in a report."""
        if document.id not in self._mentions:
            self._mentions[document.id] = tuple(self._pipeline.gazetteer.find(document.text))
        return self._mentions[document.id]

    def incidents(self, document: Document) -> tuple[Incident, ...]:
        """Return the incidents of a report, joined within it."""
        mentions = self.mentions(document)
        context = Context(mentions=mentions, language=document.language)
        found = [self._incident(document, event, context) for event in extract(document, mentions)]
        return tuple(merge(found, across=False))

    def _incident(self, document: Document, event: Event, context: Context) -> Incident:
        key = document.id, event.places
        if key not in self._placed:
            self._placed[key] = self._pipeline.locator.locate(event.places, context)
        where = self._placed[key]
        warnings = tuple(dict.fromkeys((*document.warnings, *event.warnings)))
        confidence = as_placed(event.confidence, where)
        return Incident(event, where, (Report.of(document),), confidence=confidence, warnings=warnings)


def right(case: Case, told: Comparison) -> dict[str, bool]:
    """Return the fields of a matched incident that the gold states, and whether each is right."""
    one = figures([told])
    asked = _OF_HEADLINES if case.name == "headlines" else FIELDS
    return {name: getattr(one, name) == 1.0 for name in asked if getattr(one, name) is not None}


def answers(case: Case, found: Sequence[Incident]) -> Counter[str]:
    """Return what came of a report: ``matched``, ``missed``, ``extra``, and per field ``right …`` and ``asked …``."""
    counts: Counter[str] = Counter()
    for told in comparisons([case.gold], found):
        counts["matched"] += bool(told.gold and told.incident)
        counts["missed"] += told.incident is None
        counts["extra"] += told.gold is None
        for field, is_right in right(case, told).items() if told.gold and told.incident else ():
            counts[f"asked {field}"] += 1
            counts[f"right {field}"] += is_right
    return counts
