"""One record from several that tell one event: what agrees is kept, a contradiction becomes a range and a warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from geomap.geodesy import distance_km
from geomap.records import Count, Event, Incident, Location, Report, When, count_words, when_words

__all__ = ["union"]

_BASES = ("stated", "weekday", "relative", "published", "page header", "none")
"""Bases of a date, surest first."""

_OWN_DAY = frozenset({"stated", "weekday"})
"""Bases that give the same day in a reprint of the next days as in its original."""

_GENERAL = frozenset({"Iraqi forces", "militia", "tribal"})
"""Actor classes that a report uses when it does not say which; a finer one beside them is no contradiction."""

_STATUS = ("corrected", "confirmed", "extracted")

GAIN = 0.3
"""Part of the remaining doubt that every further independent report takes away. Of 36 incidents with several reports
(`docs/confidence.md`) anything from 0.2 to 0.4 comes out alike."""

T = TypeVar("T")


def union(members: Sequence[Incident], reasons: tuple[str, ...] = ()) -> Incident:
    """Return the one incident that `members` (two or more, oldest first) tell together.

    - numbers: what all figures allow ("at least 3" and "3" is 3), else the range that holds them all, with a warning;
    - date: of the surest basis, narrowed to the days that all of that basis allow;
    - type, actors: what most say; "unknown" gives way to a name, a general class to a finer one;
    - place: the most exact, with the others' claims and evidence kept;
    - reports, evidence, weapons, place phrases and warnings: all of them, without repeats.
    """
    warnings: list[str] = []
    event = _event(members, warnings)
    location, placing = _location(members, warnings)
    every = dict.fromkeys([*(text for member in members for text in member.warnings), *warnings])
    statuses = {member.status for member in members}
    return Incident(
        event=replace(event, warnings=tuple(every)),
        location=location,
        reports=_reports(members),
        confidence=event.confidence,
        warnings=tuple(every),
        status=next((status for status in _STATUS if status in statuses), members[0].status),
        members=tuple(members),
        merge_reasons=(*reasons, *placing),
    )


def _event(members: Sequence[Incident], warnings: list[str]) -> Event:
    events = [member.event for member in members]
    telling = sorted(members, key=lambda member: _is_general(member.event))
    kind = _most(_votes(telling, lambda event: (event.event_type, event.sub_event_type)))
    perpetrator, target = _actor("perpetrator", members, warnings), _actor("target", members, warnings)
    return Event(
        document=events[0].document,
        event_type=kind[0],
        sub_event_type=kind[1],
        type_rule=_first(e.type_rule for e in events if (e.event_type, e.sub_event_type) == kind),
        factuality=_factuality(event.factuality for event in events),
        when=_when(_first_hand(members), warnings),
        killed=_count("killed", [event.killed for event in events], warnings),
        injured=_count("injured", [event.injured for event in events], warnings),
        killed_attackers=_number("killed attackers", _votes(members, lambda event: event.killed_attackers), warnings),
        abducted=_number("abducted", _votes(members, lambda event: event.abducted), warnings),
        arrested=_number("arrested", _votes(members, lambda event: event.arrested), warnings),
        casualties=_distinct(casualty for event in events for casualty in event.casualties),
        perpetrator=perpetrator,
        perpetrator_basis=_basis(e.perpetrator_basis for e in events if e.perpetrator == perpetrator),
        attributions=_distinct(claim for event in events for claim in event.attributions),
        target=target,
        perpetrator_text=_first(e.perpetrator_text for e in events if e.perpetrator == perpetrator),
        target_text=_first(e.target_text for e in events if e.target == target),
        weapons=_distinct(weapon for event in events for weapon in event.weapons),
        places=_distinct(place for event in events for place in event.places),
        evidence=_distinct(evidence for event in events for evidence in event.evidence),
        confidence=_confidence(members),
    )


def _votes(members: Sequence[Incident], said: Callable[[Event], T]) -> list[T]:
    """Return what the members say, once for each independent report that says it: reprints do not outvote."""
    votes = dict.fromkeys((_original(member), said(member.event)) for member in members)
    return [value for _, value in votes]


def _original(member: Incident) -> str:
    return member.reports[0].original if member.reports else ""


def _first_hand(members: Sequence[Incident]) -> list[When]:
    """Return when it happened, without what a reprint reckons from its own day while its original is there too.

    "Yesterday" in a text that is printed again a day late is still the day before the first print.
    """
    there = {report.id for member in members for report in member.reports}
    reckoned = [
        member.event.when.basis not in _OWN_DAY and any(report.reprint_of in there for report in member.reports)
        for member in members
    ]
    whens = [member.event.when for member in members]
    return [when for when, again in zip(whens, reckoned, strict=True) if not again] or whens


def _count(name: str, given: Sequence[Count | None], warnings: list[str]) -> Count | None:
    counts = _distinct(count for count in given if count is not None)
    if not counts:
        return None
    low = max((c.low for c in counts if c.low is not None), default=None)
    high = min((c.high for c in counts if c.high is not None), default=None)
    if low is None or high is None or low <= high:
        return Count(low, high)
    hull = counts[0]
    for count in counts[1:]:
        hull = hull.hull(count)
    warnings.append(f"The figures for {name} differ: {'; '.join(count_words(count) for count in counts)}.")
    return hull


def _number(name: str, given: Sequence[int | None], warnings: list[str]) -> int | None:
    """Return what most say, the latest among equals."""
    numbers = [number for number in given if number is not None]
    if not numbers:
        return None
    if len(set(numbers)) > 1:
        warnings.append(f"The figures for {name} differ: {'; '.join(str(n) for n in _distinct(numbers))}.")
    return _most(reversed(numbers))


def _when(given: Sequence[When], warnings: list[str]) -> When:
    dated = [when for when in given if when.start is not None]
    if not dated:
        return given[0]
    basis = min((when.basis for when in dated), key=_sureness)
    surest = [when for when in dated if when.basis == basis]
    start, end = _days(surest)
    if not all(_touches(when, start, end) for when in dated) or _apart(surest):
        in_order = sorted(dated, key=lambda when: (when.start or date.max, when.end or date.max))
        told = "; ".join(_distinct(when_words(replace(when, time_of_day=None)) for when in in_order))
        warnings.append(f"The dates differ: {told}.")
    parts = [when.time_of_day for when in (*surest, *dated) if when.time_of_day]
    precision = min(surest, key=lambda when: _length(when)).precision
    return When(start, end, precision, basis, _most(parts) if parts else None)


def _days(whens: Sequence[When]) -> tuple[date, date]:
    """Return the days that all allow, or where there is none those that any allows."""
    starts = [when.start for when in whens if when.start]
    ends = [when.end or when.start for when in whens if when.start]
    return (min(starts), max(ends)) if _apart(whens) else (max(starts), min(ends))


def _apart(whens: Sequence[When]) -> bool:
    """Return whether there is no day that all allow."""
    starts = [when.start for when in whens if when.start]
    return max(starts) > min(when.end or when.start for when in whens if when.start)


def _sureness(basis: str) -> int:
    return _BASES.index(basis) if basis in _BASES else len(_BASES)


def _touches(when: When, start: date, end: date) -> bool:
    return when.start is not None and when.start <= end and start <= (when.end or when.start)


def _length(when: When) -> int:
    return 0 if when.start is None or when.end is None else (when.end - when.start).days


def _actor(role: str, members: Sequence[Incident], warnings: list[str]) -> str:
    named = [name for name in _votes(members, lambda event: str(getattr(event, role))) if name != "unknown"]
    fine = [name for name in named if name not in _GENERAL] or named
    if len(set(fine)) > 1:
        warnings.append(f"The reports differ on the {role}: {'; '.join(_distinct(fine))}.")
    return _most(fine) if fine else "unknown"


def _is_general(event: Event) -> bool:
    """Tell whether only a word like "killed" or "attack" chose the type: it gives way to one that says how."""
    label = (event.type_rule or "").rpartition("/")[2].partition("+")[0]
    return label in ("killing", "attack", "figure")


def _factuality(given: Iterable[str]) -> str:
    """Return ``denied`` where any report says that somebody denies it; what one report saw done was not foiled."""
    known = set(given)
    return next((value for value in ("denied", "stated") if value in known), "foiled")


def _basis(given: Iterable[str | None]) -> str | None:
    """Return the basis of the perpetrator: a denial is kept whoever else is sure, then the surest."""
    known = set(given)
    return next((basis for basis in ("denied", "stated", "claimed", "blamed") if basis in known), None)


def _location(members: Sequence[Incident], warnings: list[str]) -> tuple[Location, tuple[str, ...]]:
    """Return the most exact place, with the claims and the evidence of all, and the sentence that says so."""
    placed = [member.location for member in members if member.point]
    every = _distinct(evidence for member in members for evidence in member.location.evidence)
    if not placed:
        told = next((m.location for m in members if m.location.place_text), members[0].location)
        return replace(told, evidence=every), ()
    best = min(placed, key=_vagueness)
    for other in placed:
        km = _km(best, other)
        if km > (best.radius_km or 0) + (other.radius_km or 0):
            warnings.append(f"The reports place it {km:.0f} km apart: {best.place_text}; {other.place_text}.")
    shares = best.shares.governorate
    actual = max(shares, key=lambda unit: (shares[unit], unit)) if shares else None
    claimed = _first(where.claimed_governorate for where in (best, *placed) if where.claimed_governorate != actual)
    sentence = f"The place is the most exact of {len(placed)}: {best.place_text} (within {best.radius_km or 0:.1f} km)."
    return replace(best, claimed_governorate=claimed, evidence=every), (sentence,)


def _vagueness(where: Location) -> tuple[bool, float]:
    return where.method == "unplaced", float("inf") if where.radius_km is None else where.radius_km


def _km(one: Location, other: Location) -> float:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return 0.0
    return distance_km(one.lon, one.lat, other.lon, other.lat)


def _reports(members: Sequence[Incident]) -> tuple[Report, ...]:
    by_id: dict[str, Report] = {}
    for report in (report for member in members for report in member.reports):
        by_id.setdefault(report.id, report)
    return tuple(sorted(by_id.values(), key=lambda report: (report.published or "9999", report.id)))


def _confidence(members: Sequence[Incident]) -> float:
    """Return the best member's confidence, raised by each further report, reprints aside: less than if independent."""
    best = max(member.confidence for member in members)
    further = len({report.original for member in members for report in member.reports}) - 1
    return 1 - (1 - best) * (1 - GAIN) ** max(0, further)


def _most(values: Iterable[T]) -> T:
    """Return the most frequent value, the first among equals."""
    return Counter(values).most_common(1)[0][0]


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
