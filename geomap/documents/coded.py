"""Events that people coded, in the shape of ACLED's or UCDP's tables, become incidents: a row is one.

The columns are those of

[A] ACLED's exports: event_date, event_type, sub_event_type, actor1 …; today's, and those before 2023, whose names were
    in capitals and which told events apart by data_id or event_id_no_cnty as well.
[U] UCDP's Georeferenced Event Dataset and its candidate events, global, since version 5; of older ones best_est,
    low_est and high_est.

What both books leave open is read so: the two sides are perpetrator and target in the coder's order, though neither
book says who began a battle; of [U], state-based and non-state violence (types 1 and 2) is "Battles", one-sided (3) is
"Violence against civilians", for the means are not coded.

Where it happened is given as the coder has it, a point and a precision; `geomap.locate.coded` draws the region.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from geomap.documents.actors import actor_class
from geomap.documents.cells import day, mention, number, phrase, whole
from geomap.documents.identify import identify
from geomap.errors import DocumentError
from geomap.records import (
    ACLED_DAYS,
    ACLED_WEEK,
    UCDP_DAYS,
    UCDP_TYPES,
    Count,
    Event,
    Evidence,
    Incident,
    Location,
    Report,
    When,
)

__all__ = ["Coder", "coder_of"]

Cells = Mapping[str, Any]

CONFIDENCE = 0.9
"""Of an incident that people read and coded: a guess, untested."""
_ACLED = frozenset({"event_date", "event_type", "latitude", "longitude"})
_ACLED_IDS = ("event_id_cnty", "event_id_no_cnty", "data_id")
_UCDP = frozenset({"id", "type_of_violence", "date_start", "latitude", "longitude"})
_OLD_TYPES = {
    "remote violence": ("Explosions/Remote violence", ""),
    "strategic development": ("Strategic developments", ""),
    "battle no change of territory": ("Battles", "Armed clash"),
    "battle government regains territory": ("Battles", "Government regains territory"),
    "battle non state actor overtakes territory": ("Battles", "Non-state actor overtakes territory"),
    "non violent transfer of territory": ("Strategic developments", "Non-violent transfer of territory"),
    "headquarters or base established": ("Strategic developments", "Headquarters or base established"),
    "riots/protests": ("Protests", ""),
}
"""[A]'s event types until 2018 → those of today, and the sub-event type that they have become."""


class Coder(Protocol):
    """Whose coded events the rows of a table are."""

    def incident(self, row: Cells) -> Incident:
        """Return the incident of a row: column, as `geomap.documents.fields.folded` makes it → cell.

        Raises
        ------
        DocumentError
            If the row is no event: without an id, or without a kind.
        """


def coder_of(columns: Collection[str]) -> Coder | None:
    """Return whose coded events a table with these columns (folded names) holds, or None."""
    if set(columns) >= _ACLED and any(name in columns for name in _ACLED_IDS):
        return _Acled()
    return _Ucdp() if set(columns) >= _UCDP else None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a coded event is from: the coder, its id there, its text, who reported it and when."""

    coder: str
    id: str
    text: str
    publisher: str | None
    published: date | None
    title: str = ""

    @property
    def name(self) -> str:
        return f"{self.coder} {self.id}"

    @property
    def report(self) -> Report:
        return Report(
            id=self.name,
            title=self.title,
            source=f"{self.coder} ({self.publisher})" if self.publisher else self.coder,
            published=self.published.isoformat() if self.published else None,
            language=identify(self.text) if self.text else "en",
        )

    def evidence(self, fields: Iterable[tuple[str, str | None]]) -> tuple[Evidence, ...]:
        """Return the whole text as a sentence, and the words of it that fields repeat."""
        if not self.text:
            return ()
        spans = [(field, mention(self.text, words)) for field, words in fields]
        found = [Evidence(field, self.name, *span, self.text[slice(*span)]) for field, span in spans if span]
        return (Evidence("sentence", self.name, 0, len(self.text), self.text), *found)

    def incident(self, event: Event, location: Location) -> Incident:
        """Return the incident of this source, with the words that it rests on."""
        told = self.evidence((("perpetrator", event.perpetrator_text), ("target", event.target_text)))
        place = tuple(e for e in self.evidence((("place", location.place_text),)) if e.field == "place")
        return Incident(
            event=replace(event, evidence=told),
            location=replace(location, evidence=place),
            reports=(self.report,),
            confidence=CONFIDENCE,
            coded=self.name,
        )


class _Acled:
    def incident(self, row: Cells) -> Incident:
        code = next((found for name in _ACLED_IDS if (found := phrase(row.get(name)))), None)
        source = _Source("ACLED", _named(code, _ACLED_IDS[0]), _text(row.get("notes")), phrase(row.get("source")), None)
        kind, sub_kind = _acled_kind(row)
        killed = whole(row.get("fatalities"))
        event = Event(
            document=source.name,
            event_type=kind,
            sub_event_type=sub_kind,
            when=_acled_when(row),
            killed=None if killed is None else Count.exactly(killed),
            **_sides(row, "actor1", "actor2", ("inter1", "inter2")),
            confidence=CONFIDENCE,
        )
        return source.incident(
            event, _location(row, "location", "admin1", geo_precision=_code(row, "geo_precision", 3))
        )


class _Ucdp:
    def incident(self, row: Cells) -> Incident:
        headlines = _distinct(row.get("source_headline"))
        text = "\n".join(headlines) or _text(row.get("source_article"))
        days = sorted(filter(None, map(day, _distinct(row.get("source_date")))))
        offices = "; ".join(_distinct(row.get("source_office")))
        code = _named(phrase(row.get("id")), "id")
        title = headlines[0] if headlines else ""
        source = _Source("UCDP", code, text, offices or None, days[0] if days else None, title)
        kind = UCDP_TYPES.get(whole(row.get("type_of_violence")) or 0)
        if kind is None:
            raise DocumentError('The column "type_of_violence" is none of 1, 2, 3.', "Mend it, or take the row out.")
        event = Event(
            document=source.name,
            event_type=kind[0],
            sub_event_type=kind[1],
            when=_ucdp_when(row),
            killed=_ucdp_killed(row),
            killed_attackers=whole(row.get("deaths_a")) if kind == UCDP_TYPES[3] else None,
            **_sides(row, "side_a", "side_b"),
            confidence=CONFIDENCE,
        )
        place = "where_coordinates" if phrase(row.get("where_coordinates")) else "where_description"
        return source.incident(event, _location(row, place, "adm_1", where_prec=_code(row, "where_prec", 7)))


def _named(code: str | None, column: str) -> str:
    if code is None:
        raise DocumentError(f'The column "{column}" is empty: the event has no name.', "Mend it, or take the row out.")
    return code.removesuffix(".0") if code[:-2].isdigit() else code  # 17.0 is how some programs write the id 17


def _text(value: Any) -> str:
    return " ".join((phrase(value) or "").split())


def _distinct(value: Any) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, divided by semicolons, each once."""
    parts = [value] if isinstance(value, date) else (phrase(value) or "").split(";")
    return tuple(dict.fromkeys(part.strip() for part in map(str, parts) if part.strip()))


def _acled_kind(row: Cells) -> tuple[str, str]:
    kind, sub_kind = phrase(row.get("event_type")), phrase(row.get("sub_event_type"))
    if kind is None:
        raise DocumentError('The column "event_type" is empty.', "Mend it, or take the row out.")
    today = _OLD_TYPES.get(" ".join(kind.casefold().replace("-", " ").split()))
    return (today[0], sub_kind or today[1]) if today else (kind, sub_kind or "")


def _acled_when(row: Cells) -> When:
    start = day(row.get("event_date"))
    precision = ACLED_DAYS.get(whole(row.get("time_precision")) or 1, "unknown")
    if start is None:
        return When()
    if precision == "week":
        return When(start - timedelta(ACLED_WEEK), start + timedelta(ACLED_WEEK), "week", "stated")
    if precision == "month":
        first = start.replace(day=1)
        return When(first, (first + timedelta(31)).replace(day=1) - timedelta(1), "month", "stated")
    return When(start, start, precision, "stated")


def _ucdp_when(row: Cells) -> When:
    start, end = day(row.get("date_start")), day(row.get("date_end"))
    if start is None:
        return When()
    precision = UCDP_DAYS.get(whole(row.get("date_prec")) or 0)
    if precision is None:
        precision = "day" if end in (None, start) else "unknown"
    return When(start, max(start, end or start), precision, "stated")


def _ucdp_killed(row: Cells) -> Count | None:
    """Return the lowest and the highest estimate; where one is missing, the best stands for it."""
    best, low, high = (_first_whole(row, name, f"{name}_est") for name in ("best", "low", "high"))
    low, high = best if low is None else low, best if high is None else high
    return None if low is None or high is None else Count(min(low, high), max(low, high))


def _first_whole(row: Cells, *names: str) -> int | None:
    return next((found for name in names if (found := whole(row.get(name))) is not None), None)


def _sides(row: Cells, one: str, other: str, kinds: tuple[str, str] = ("", "")) -> dict[str, Any]:
    names = [phrase(row.get(column)) for column in (one, other)]
    classes = [actor_class(name, phrase(row.get(kind))) for name, kind in zip(names, kinds, strict=True)]
    sides = dict(zip(("perpetrator", "target"), classes, strict=True))
    return sides | dict(zip(("perpetrator_text", "target_text"), names, strict=True))


def _location(
    row: Cells, place: str, province: str, *, geo_precision: int | None = None, where_prec: int | None = None
) -> Location:
    lat, lon = number(row.get("latitude")), number(row.get("longitude"))
    known = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0)
    return Location(
        place_text=phrase(row.get(place)),
        lon=lon if known else None,
        lat=lat if known else None,
        method="coordinates" if known else "unplaced",
        claimed_governorate=phrase(row.get(province)),
        geo_precision=geo_precision,
        where_prec=where_prec,
    )


def _code(row: Cells, column: str, most: int) -> int | None:
    code = whole(row.get(column))
    return code if code is not None and 1 <= code <= most else None
