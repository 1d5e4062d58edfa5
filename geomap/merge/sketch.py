"""What the judges look at: one incident, prepared once for all its comparisons."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from geomap.records import Count, Incident

__all__ = ["MARKS", "Sketch", "family", "in_order", "sketch", "words", "words_of_name"]

MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+")
"""Combining marks of the Latin and Arabic scripts, and tatweel."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل)(?=\w{2})")

_WAY = re.compile(r"\d")
"""Where the words for a place begin to say how to find it: "the town of Bani Saad, 30 km northeast of Baghdad"."""

_GENERIC = Path(__file__).parent / "data" / "generic_words.txt"

_FAMILIES = (
    ("air", ("air", "drone")),
    ("shelling", ("shelling", "artillery", "missile")),
    ("bombing", ("suicide", "ied", "landmine", "grenade", "remote explosive")),
    ("abduction", ("abduction",)),
    ("arrest", ("arrest",)),
    ("territory", ("territory", "overtakes", "regains")),
    ("bodies", ("bodies", "mass grave")),
    ("fight", ("clash", "attack", "battle", "violence against", "execution", "assassination")),
)
"""Family → marks in ACLED's event and sub-event names, the first that fits."""

_SOFT = frozenset({"relative", "published", "page header", "none"})
"""Bases of a date that a reprint shifts by a day or two: they rest on when the report was published."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An incident with what is compared, in comparable form.

    Parameters
    ----------
    incident : Incident
        Unmerged.
    id : str
        Of the incident.
    documents : frozenset of str
        Ids of its reports; of a reprint, where reports are compared with each other, that of its original.
    language, published : str
        Of the first report; ISO 8601, empty where it is not known.
    point : (lon, lat) or None
        Degrees, WGS 84.
    radius_km : float
        Of the circle that covers the footprint.
    days : (first, last) or None
        On which it can have happened.
    soft : bool
        The day rests on the day of publication.
    family : str
        Type family; ``other`` fits any.
    place_words : frozenset of str
        What the place phrase says beyond the name of the place, generic words and the way there.
    words : frozenset of str
        Of the evidence.
    """

    incident: Incident
    id: str
    documents: frozenset[str]
    language: str
    published: str
    point: tuple[float, float] | None
    radius_km: float
    days: tuple[date, date] | None
    soft: bool
    family: str
    place_words: frozenset[str]
    words: frozenset[str]

    @property
    def killed(self) -> Count | None:
        """Number of victims killed, if the report gives one."""
        return self.incident.event.killed

    @property
    def injured(self) -> Count | None:
        """Number of victims injured, if the report gives one."""
        return self.incident.event.injured


def sketch(incident: Incident, *, across: bool = True) -> Sketch:
    """Return what the judges compare of an unmerged incident; not `across` reports, a reprint is a report as others."""
    event, where = incident.event, incident.location
    when = event.when
    named = {word for name in (where.place.names if where.place else ()) for word in words_of_name(name.text)}
    return Sketch(
        incident=incident,
        id=incident.id,
        documents=frozenset(report.original if across else report.id for report in incident.reports),
        language=incident.reports[0].language if incident.reports else "",
        published=(incident.reports[0].published or "") if incident.reports else "",
        point=incident.point,
        radius_km=max(where.radius_km or 0.0, 0.5),
        days=None if when.start is None else (when.start, max(when.start, when.end or when.start)),
        soft=when.basis in _SOFT,
        family=family(event.event_type, event.sub_event_type),
        place_words=words(_WAY.split(where.place_text or "", maxsplit=1)[0]) - named - _generic(),
        words=words("\n".join(dict.fromkeys(evidence.text for evidence in incident.evidence))),
    )


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents in an order that does not depend on how they came: the oldest report first, then by id."""
    groups: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in incidents:
        published = min((report.published or "9999" for report in incident.reports), default="9999")
        groups[published, incident.id].append(incident)
    return [incident for key in sorted(groups) for incident in _twins_in_order(groups[key])]


def _twins_in_order(twins: list[Incident]) -> list[Incident]:
    """Return incidents that share day and id in the order of the rest of their record."""
    if len(twins) == 1:
        return twins
    return sorted(twins, key=lambda twin: repr((twin.event, twin.location.place_text, twin.point)))


def family(event_type: str, sub_event_type: str) -> str:
    """Return the family of an ACLED type: types of one family are easily taken for each other."""
    name = f"{event_type} / {sub_event_type}".lower()
    return next((row for row, marks in _FAMILIES if any(mark in name for mark in marks)), "other")


def words(text: str) -> frozenset[str]:
    """Return the words of a text without marks, digits, one-letter words and the Arabic article.

    Compatibility decomposition (Unicode NFKD) folds hamza forms and presentation forms; it is no substitute for the
    normal forms of `geomap.language`, but words are only counted here, not looked up.
    """
    plain = MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return frozenset(_ARTICLE.sub("", word) for word in set(_WORD.findall(plain)))


@lru_cache(maxsize=4096)
def words_of_name(name: str) -> frozenset[str]:
    """Return the words of a place's name, which is asked for again and again."""
    return words(name)


@cache
def _generic() -> frozenset[str]:
    lines = _GENERIC.read_text(encoding="utf-8").splitlines()
    return words(" ".join(line.partition(":")[2] for line in lines if not line.startswith("#")))
