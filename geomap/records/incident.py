"""The incident record: what happened, when, to whom, where, how sure that is, and who says so.

One flat table in every format: `COLUMNS` gives the names in their order. `Incident` holds the same with its parts still
whole; `Incident.row` flattens it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.records.casualty import Casualty
from geomap.records.claim import Claim
from geomap.records.event import Count, Event, When
from geomap.records.place import Location
from geomap.records.text import Document, Evidence

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["CODERS", "COLUMNS", "JSON_COLUMNS", "Incident", "Report"]

COLUMNS: Mapping[str, str] = {
    "id": "text",
    "summary": "text",
    "event_type": "text",
    "sub_event_type": "text",
    "type_rule": "text",
    "factuality": "text",
    "date_start": "date",
    "date_end": "date",
    "date_precision": "text",
    "date_basis": "text",
    "time_of_day": "text",
    "killed_min": "integer",
    "killed_max": "integer",
    "injured_min": "integer",
    "injured_max": "integer",
    "killed_attackers": "integer",
    "abducted": "integer",
    "arrested": "integer",
    "casualties": "json",
    "perpetrator": "text",
    "perpetrator_basis": "text",
    "attributions": "json",
    "target": "text",
    "perpetrator_text": "text",
    "target_text": "text",
    "weapons": "json",
    "place_text": "text",
    "place_name_en": "text",
    "place_name_ar": "text",
    "place_name_ckb": "text",
    "place_id": "text",
    "lon": "real",
    "lat": "real",
    "radius_km": "real",
    "footprint": "polygon",
    "location_method": "text",
    "geo_precision": "integer",
    "where_prec": "integer",
    "governorate": "text",
    "district": "text",
    "subdistrict": "text",
    "governorate_shares": "json",
    "district_shares": "json",
    "subdistrict_shares": "json",
    "claimed_governorate": "text",
    "disputed": "real",
    "location_reasons": "json",
    "location_reason_codes": "json",
    "location_candidates": "json",
    "confidence": "real",
    "reports": "json",
    "evidence": "json",
    "merge_reasons": "json",
    "warnings": "json",
    "status": "text",
}
"""Name → type of every column, in order; the point geometry comes on top.

- ``type_rule``: the table of the lexicon whose words chose the type (``en/triggers/vehicle_bomb``), and behind a plus
  what changed it (``+clash``: its target is armed, so it is a battle; ``+by_air``: aircraft did it; ``+taker``: who
  took the ground; ``+foiled``: it was stopped before it did harm); ``figure`` where only the dead or injured
  tell of violence.
- ``factuality``: ``stated``; ``foiled`` (uncovered, defused, intercepted before it did harm; an attack that was fought
  off is a stated clash); ``denied`` (somebody denies that it happened at all).
- ``casualties``: every figure of every report by itself, the fields of `geomap.records.Casualty`; ``killed_min`` and
  the like are what they come to together.
- ``perpetrator_basis``: ``stated`` (by the report), ``claimed`` (by the actor itself), ``blamed`` (on it, by others),
  ``denied`` (by it); null where the perpetrator is unknown, or only inferred from the kind of event.
- ``attributions``: what is said of who did it, the fields of `geomap.records.Claim`.

``location_reason_codes`` (``[code, {values}]`` beside each sentence of ``location_reasons``, for pages in other
languages), ``location_candidates`` (the places considered: id, names, lon, lat, probability), ``merge_reasons`` (why
several reports are held to tell one event) and ``warnings`` go beyond the design's table.
"""

CODERS: Mapping[str, str] = {
    "ACLED": "Events coded by ACLED (Armed Conflict Location & Event Data), acleddata.com, under its terms of use",
    "UCDP": "Events coded by the Uppsala Conflict Data Program (UCDP GED), ucdp.uu.se, CC BY 4.0",
}
"""Who codes events whose tables are read as incidents → the line that its licence asks for."""

JSON_COLUMNS: tuple[str, ...] = tuple(name for name, kind in COLUMNS.items() if kind == "json")
"""Columns that hold a list or mapping; JSON text in formats that know only flat values."""


@dataclass(frozen=True, slots=True)
class Report:
    """A document as an incident names it: `id`, `title`, `url`, `source`, `published` (ISO 8601), `language`.

    `reprint_of` is the id of the report whose text it prints again, whole or nearly (`geomap.merge`), or None.
    """

    id: str
    title: str = ""
    url: str | None = None
    source: str | None = None
    published: str | None = None
    language: str = "ar"
    reprint_of: str | None = None

    @property
    def original(self) -> str:
        """Id of the report whose text this is: its own, unless it is a reprint."""
        return self.reprint_of or self.id

    @classmethod
    def of(cls, document: Document) -> Report:
        """Return the report that stands for `document`."""
        published = document.published.isoformat() if document.published else None
        return cls(document.id, document.title, document.url, document.source, published, document.language)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: an event at a location, with the reports and the words that tell it.

    Parameters
    ----------
    event : Event
        What, when, who; after a merge with the ranges of all reports. `Event.evidence` holds every report's words.
    location : Location
        Where; its evidence is part of `evidence` too.
    reports : tuple of Report
        Every report that tells it, oldest first.
    confidence : float
        0..1, that this incident, as recorded, is what the reports say.
    warnings : tuple of str
        What the reader must know, such as "the date rests on a page clock".
    status : str
        ``extracted confirmed corrected rejected``.
    members : tuple of Incident
        The incidents that were merged into this one, so that the merge can be undone; empty for an unmerged one.
    merge_reasons : tuple of str
        Why the members were held to be the same event.
    known_as : str or None
        Id that it bore before a late report joined it, where that differs from the one it would have now.
    coded : str or None
        Where people coded the event: one of `CODERS`, a blank, and the id that it has there.
    """

    event: Event
    location: Location
    reports: tuple[Report, ...]
    confidence: float = 0.5
    warnings: tuple[str, ...] = ()
    status: str = "extracted"
    members: tuple[Incident, ...] = ()
    merge_reasons: tuple[str, ...] = ()
    known_as: str | None = None
    coded: str | None = None

    @property
    def id(self) -> str:
        """Stable name: the same reports give the same id, and so does a coder's id, whatever became of its event.

        A merged incident bears the id of its first member, or the one that it had before a late report joined it.
        """
        if self.known_as:
            return self.known_as
        if self.members:
            return min(self.members, key=lambda m: (m.reports[0].published or "9999", m.id)).id
        if self.coded:
            return hashlib.sha256(self.coded.encode()).hexdigest()[:12]
        event = self.event
        words = sorted((e.document, e.start, e.end) for e in event.evidence)
        key = json.dumps([event.document, event.sub_event_type, self.location.place_text, words])
        return hashlib.sha256(key.encode()).hexdigest()[:12]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Evidence for every field, those of the place included, without repeats, in the order of the reports."""
        order = {report.id: n for n, report in enumerate(self.reports)}
        every = dict.fromkeys((*self.event.evidence, *self.location.evidence))
        return tuple(sorted(every, key=lambda e: (order.get(e.document, len(order)), e.start, e.end, e.field)))

    @property
    def sources(self) -> int:
        """How many independent reports tell it: a report and its reprints are one."""
        return len({report.original for report in self.reports})

    @property
    def point(self) -> tuple[float, float] | None:
        """(lon, lat) in degrees, WGS 84, or None where it could not be placed."""
        where = self.location
        return None if where.lon is None or where.lat is None else (where.lon, where.lat)

    @property
    def footprint(self) -> Geometry | None:
        """Region that holds the true place with 90 % probability, EPSG:4326."""
        return self.location.footprint

    def row(self) -> dict[str, Any]:
        """Return the flat record: one value for each of `COLUMNS`, lists and mappings still as such."""
        values = {**_event_values(self.event), **_location_values(self.location)}
        values |= {
            "id": self.id,
            "summary": summary(self.event, self.location),
            "confidence": round(self.confidence, 3),
            "reports": [_fields(report) for report in self.reports],
            "evidence": [_fields(evidence) for evidence in self.evidence],
            "merge_reasons": list(self.merge_reasons),
            "warnings": list(self.warnings),
            "status": self.status,
        }
        return {name: values[name] for name in COLUMNS}


def summary(event: Event, location: Location) -> str:
    """Return one English line built from the fields: what, where, when, how many."""
    where = location.place.label if location.place else location.place_text
    what = event.sub_event_type or event.event_type
    casualties = (("killed", event.killed), ("injured", event.injured))
    parts = [f"{what} at {where}" if where else what, when_words(event.when)]
    parts += [f"{count_words(count)} {word}" for word, count in casualties if count]
    return ", ".join(part for part in parts if part)


def when_words(when: When) -> str:
    """Return "5 September 2021, at dawn" or "4 to 5 September 2021"; empty where no day is known."""
    if when.start is None:
        return ""
    start, end = when.start, when.end or when.start
    last = f"{end.day} {end:%B %Y}"
    if start == end:
        first = ""
    elif (start.year, start.month) == (end.year, end.month):
        first = f"{start.day} to "
    else:
        first = f"{start.day} {start:%B %Y} to "
    day_part = {"noon": "at noon", "dawn": "at dawn", "night": "at night"}.get(when.time_of_day or "")
    other = f"in the {when.time_of_day}" if when.time_of_day in ("morning", "evening") else when.time_of_day
    return ", ".join(part for part in (f"{first}{last}", day_part or other) if part)


def count_words(count: Count) -> str:
    """Return "3", "3 to 5", "at least 3" or "at most 5"."""
    if count.low is None:
        return f"at most {count.high}"
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def _event_values(event: Event) -> dict[str, Any]:
    killed, injured = event.killed or Count(None, None), event.injured or Count(None, None)
    return {
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "type_rule": event.type_rule,
        "factuality": event.factuality,
        "date_start": event.when.start,
        "date_end": event.when.end,
        "date_precision": event.when.precision,
        "date_basis": event.when.basis,
        "time_of_day": event.when.time_of_day,
        "killed_min": killed.low,
        "killed_max": killed.high,
        "injured_min": injured.low,
        "injured_max": injured.high,
        "killed_attackers": event.killed_attackers,
        "abducted": event.abducted,
        "arrested": event.arrested,
        "casualties": [_fields(casualty) for casualty in event.casualties],
        "perpetrator": event.perpetrator,
        "perpetrator_basis": event.perpetrator_basis,
        "attributions": [_fields(claim) for claim in event.attributions],
        "target": event.target,
        "perpetrator_text": event.perpetrator_text,
        "target_text": event.target_text,
        "weapons": list(event.weapons),
    }


def _location_values(where: Location) -> dict[str, Any]:
    name = where.place.name if where.place else lambda _: None
    shares = where.shares
    return {
        "place_text": where.place_text,
        "place_name_en": where.place.label if where.place else None,
        "place_name_ar": name("ar"),
        "place_name_ckb": name("ckb"),
        "place_id": where.place.id if where.place else None,
        "lon": where.lon,
        "lat": where.lat,
        "radius_km": where.radius_km,
        "footprint": where.footprint,
        "location_method": where.method,
        "geo_precision": where.geo_precision,
        "where_prec": where.where_prec,
        "governorate": _likeliest(shares.governorate),
        "district": _likeliest(shares.district),
        "subdistrict": _likeliest(shares.subdistrict),
        "governorate_shares": _rounded(shares.governorate),
        "district_shares": _rounded(shares.district),
        "subdistrict_shares": _rounded(shares.subdistrict),
        "claimed_governorate": where.claimed_governorate,
        "disputed": None if shares.disputed is None else round(shares.disputed, 3),
        "location_reasons": [reason.text for reason in where.reasons],
        "location_reason_codes": [[reason.code, dict(reason.values)] for reason in where.reasons],
        "location_candidates": [
            {
                "id": candidate.place.id,
                "name_en": candidate.place.label,
                "name_ar": candidate.place.name("ar"),
                "name_ckb": candidate.place.name("ckb"),
                "lon": candidate.place.lon,
                "lat": candidate.place.lat,
                "probability": round(candidate.probability, 3),
            }
            for candidate in where.candidates
        ],
    }


def _likeliest(shares: Mapping[str, float]) -> str | None:
    return max(shares, key=lambda unit: (shares[unit], unit)) if shares else None


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {unit: round(share, 3) for unit, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))}


def _fields(record: Report | Evidence | Casualty | Claim) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}
