"""What became of each sentence of a report on the way to its events: to tell why one was missed."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.clauses import find_clauses
from geomap.events.grouping import group
from geomap.events.reading import read
from geomap.events.sifting import sift
from geomap.events.telling import tell
from geomap.events.triggers import find_triggers
from geomap.language import sentences
from geomap.records import Document, Fate, Mention

__all__ = ["trace"]


def trace(document: Document, mentions: Sequence[Mention]) -> tuple[Fate, ...]:
    """Return what became of each sentence, in order; the stages are those of `geomap.events.extract`.

    Parameters
    ----------
    document : Document
        The report.
    mentions : sequence of Mention
        The gazetteer's names in its text.
    """
    reading = read(document, mentions)
    if reading is None:
        return tuple(Fate(part.start, part.end, "no trigger") for part in sentences(document.text))
    clauses = find_clauses(reading)
    tellings = list(tell(clauses))
    drafts = group(tellings)
    fates: dict[int, str] = {}
    fates |= {reading.words[hit.first].sentence: "not meant" for hit in reading.hits["triggers"]}
    fates |= {reading.words[trigger.first].sentence: "no event" for trigger in find_triggers(reading)}
    fates |= {clause.sentence: "background" for clause in clauses if clause.background and clause.triggers}
    for name, kept in (("sifted", drafts), ("abroad", [d for d in drafts if d.abroad]), ("told", sift(drafts))):
        fates |= {telling.clause.sentence: name for draft in kept for telling in draft.tellings}
    return tuple(Fate(part.start, part.end, fates.get(n, "no trigger")) for n, part in enumerate(reading.sentences))
