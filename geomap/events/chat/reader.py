"""From a report to its events by way of a language model, each field checked against the report's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import DocumentError
from geomap.events.chat.endpoint import Endpoint
from geomap.language import numbers
from geomap.records import Count, Document, Event, Evidence, Mention, PlacePhrase, Problem, When

if TYPE_CHECKING:
    from geomap.events.chat.answer import Record

__all__ = ["ChatReader"]

_PROMPT = Path(__file__).parent / "prompt.txt"
CONFIDENCE = 0.6
"""Of an incident that a model read: a guess, untested; models differ."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_COUNTED = ("killed", "injured", "abducted", "arrested")


class ChatReader:
    """Asks one endpoint about every report.

    Parameters
    ----------
    endpoint : Endpoint
        Whom to ask.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def __call__(
        self, document: Document, mentions: Sequence[Mention]
    ) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
        """Return the events that the model finds in a report, and what was refused of its answer.

        Parameters
        ----------
        document : Document
            The report; its text is sent to the endpoint, with its title, language and day of publication.
        mentions : sequence of Mention
            The gazetteer's names in `Document.text`.

        Raises
        ------
        DocumentError
            If the endpoint gives no answer, or none that is a list of records.
        """
        from pydantic import ValidationError

        from geomap.events.chat.answer import Answer, Record

        schema = Answer.model_json_schema()
        schema["properties"]["incidents"]["items"] = {"$ref": "#/$defs/Record"}
        record_schema = Record.model_json_schema(ref_template="#/$defs/{model}")
        schema["$defs"] = {**record_schema.pop("$defs", {}), "Record": record_schema}
        said = self._endpoint.answer(_PROMPT.read_text(encoding="utf-8"), _question(document), schema)
        try:
            answer = Answer.model_validate(_decoded(said))
        except (ValidationError, ValueError, RecursionError):
            what = "The model's answer is no list of incidents; the report was left out."
            raise DocumentError(what, "Try another model, or read it without --reader llm.") from None
        events, problems = [], []
        for number, data in enumerate(answer.incidents, 1):
            try:
                record = Record.model_validate_json(json.dumps(data))
                events.append(_event(record, document, mentions))
            except (ValidationError, DocumentError, ValueError) as error:
                problems.append(_refusal(document, number, error))
        return tuple(events), tuple(problems)


def _question(document: Document) -> str:
    fields = {
        "title": document.title,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
    }
    return json.dumps(fields, ensure_ascii=False)


def _decoded(said: str) -> Any:
    fenced = _FENCE.match(said)
    return json.loads(fenced[1] if fenced else said)


def _refusal(document: Document, number: int, error: Exception) -> Problem:
    from pydantic import ValidationError

    why = str(error)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        why = f"{where}: {first['msg']}" if where else str(first["msg"])
    what = f"Incident {number} of the model's answer was refused: {why[:300]}"
    return Problem(document.origin or document.id, what, "Read the report yourself, or try another model.", False)


def _event(record: Record, document: Document, mentions: Sequence[Mention]) -> Event:
    """Return the event of a record whose every quotation stands in the report.

    Raises
    ------
    DocumentError
        If one does not, or bears another figure.
    """
    from geomap.events.chat.answer import EVENT_TYPES

    evidence = [_found(document, quotation.field, quotation.text) for quotation in record.evidence]
    _check_figures(record, evidence, document.language)
    places = tuple(_place(document, words, mentions) for words in record.places)
    evidence += [document.quote("place", place.start, place.end) for place in places]
    return Event(
        document=document.id,
        event_type=EVENT_TYPES[record.sub_event_type],
        sub_event_type=record.sub_event_type,
        when=_when(record),
        killed=_count(record.killed_min, record.killed_max),
        injured=_count(record.injured_min, record.injured_max),
        killed_attackers=record.killed_attackers,
        abducted=record.abducted,
        arrested=record.arrested,
        perpetrator=record.perpetrator,
        target=record.target,
        perpetrator_text=_words("perpetrator", evidence),
        target_text=_words("target", evidence),
        weapons=tuple(dict.fromkeys(record.weapons)),
        places=places,
        evidence=tuple(dict.fromkeys(evidence)),
        confidence=CONFIDENCE,
        type_rule="llm",
        factuality=record.factuality,
        perpetrator_basis=None if record.perpetrator == "unknown" else "stated",
    )


def _found(document: Document, field: str, words: str) -> Evidence:
    start = document.text.find(words)
    if start < 0:
        raise DocumentError(f"{field}: the words {words[:60]!r} are not in the report.", "")
    return document.quote(field, start, start + len(words))


def _check_figures(record: Record, evidence: Sequence[Evidence], language: str) -> None:
    """Refuse a figure other than those of its words, where they hold any."""
    for kind in _COUNTED:
        said = {getattr(record, name) for name in (kind, f"{kind}_min", f"{kind}_max") if getattr(record, name, None)}
        told = {figure for words in evidence if words.field == kind for figure in _figures(words.text, language)}
        if said and told and sum(told) not in said and not said & told:
            raise DocumentError(f"{kind}: the report's words say {', '.join(map(str, sorted(told)))}.", "")


def _figures(text: str, language: str) -> Iterator[int]:
    for span in numbers(text, language):
        yield int(span.low)


def _place(document: Document, words: str, mentions: Sequence[Mention]) -> PlacePhrase:
    found = _found(document, "place", words)
    inside = tuple(name for name in mentions if found.start <= name.start and name.end <= found.end)
    return PlacePhrase(found.text, found.start, found.end, document.id, inside)


def _when(record: Record) -> When:
    if record.date_start is None:
        return When(time_of_day=record.time_of_day)
    end = record.date_end or record.date_start
    return When(record.date_start, end, record.date_precision, "stated", record.time_of_day)


def _count(low: int | None, high: int | None) -> Count | None:
    return None if low is None and high is None else Count(low, high)


def _words(field: str, evidence: Sequence[Evidence]) -> str | None:
    return next((words.text for words in evidence if words.field == field), None)
