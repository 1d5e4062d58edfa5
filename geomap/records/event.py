"""Records of what happened, as one report tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geomap.records.casualty import Casualty
from geomap.records.claim import Claim
from geomap.records.text import Evidence, PlacePhrase

__all__ = ["Count", "Event", "When"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many: ``low..high``; an open end is ``None`` ("at least 3" is ``Count(3, None)``)."""

    low: int | None
    high: int | None

    @classmethod
    def exactly(cls, number: int) -> Count:
        """Return the count of a plain figure."""
        return cls(number, number)

    def hull(self, other: Count) -> Count:
        """Return the range that holds both, for reports that disagree; an open end stays open."""
        lows = [c.low for c in (self, other)]
        highs = [c.high for c in (self, other)]
        return Count(
            None if None in lows else min(x for x in lows if x is not None),
            None if None in highs else max(x for x in highs if x is not None),
        )


@dataclass(frozen=True, slots=True)
class When:
    """The days on which something can have happened.

    Parameters
    ----------
    start, end : datetime.date or None
        First and last possible day, local to Asia/Baghdad; both ``None`` where nothing is known.
    precision : str
        ``day``, ``week``, ``month``, ``year`` or ``unknown``.
    basis : str
        ``stated``, ``weekday``, ``relative``, ``published``, ``page header`` or ``none``.
    time_of_day : str or None
        ``dawn``, ``morning``, ``noon``, ``evening``, ``night``, or ``HH:MM``.
    """

    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    basis: str = "none"
    time_of_day: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event as one report tells it, however often the report does.

    Field meanings are those of the incident record (`geomap.records.incident`). `places` holds every place phrase that
    the report gives for this event, most specific first; `evidence` the words behind each field.
    """

    document: str
    event_type: str
    sub_event_type: str
    when: When = When()
    killed: Count | None = None
    injured: Count | None = None
    killed_attackers: int | None = None
    abducted: int | None = None
    arrested: int | None = None
    perpetrator: str = "unknown"
    target: str = "unknown"
    perpetrator_text: str | None = None
    target_text: str | None = None
    weapons: tuple[str, ...] = ()
    places: tuple[PlacePhrase, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    warnings: tuple[str, ...] = ()
    type_rule: str | None = None
    factuality: str = "stated"
    perpetrator_basis: str | None = None
    attributions: tuple[Claim, ...] = ()
    casualties: tuple[Casualty, ...] = ()
