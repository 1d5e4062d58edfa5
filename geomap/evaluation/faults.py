"""The error list: what was missed, read too much or read wrongly, and at which step that happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.evaluation.comparisons import Comparison
from geomap.evaluation.figures import date_is_right, place_is_right
from geomap.evaluation.gold import GoldIncident
from geomap.evaluation.likeness import (
    affinity,
    family,
    figure,
    off_km,
    same_days,
    same_perpetrator,
    same_type,
)
from geomap.records import Document, Fate, Incident, count_words, when_words

__all__ = ["STEPS", "Fault", "faults"]

STEPS = ("report", "trigger", "place", "date", "type", "merge", "counts", "perpetrator", "false alarm")
"""Where it went wrong, in the order of the work."""

_FATES = {
    "no trigger": "no trigger word was found",
    "not meant": "the trigger word was taken for a name, a plan or a threat",
    "no event": "a trigger word was found, but no event in its clause",
    "background": "a trigger word was found, but its clause was taken for background",
    "abroad": "the event was found, but taken to lie abroad",
    "sifted": "the event was found, but sifted out: too bare, without a place, or the sum of others",
    "told": "the event was found, but left out in the end: without a day and a figure of its own",
}
"""What became of a sentence → in words; the later in the work, the farther down."""

_QUOTE = 80
"""Characters of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: the report, the gold incident's number (None for what was read too much), one of `STEPS`, and why."""

    report: str
    n: int | None
    step: str
    what: str


def faults(
    comparisons: Sequence[Comparison], documents: Mapping[str, Document], fates: Callable[[Document], Sequence[Fate]]
) -> tuple[Fault, ...]:
    """Return every error behind `comparisons`, report by report.

    Parameters
    ----------
    comparisons : sequence of Comparison
        As `geomap.evaluation.comparisons.comparisons` gives them.
    documents : mapping of str to Document
        The reports by id; one that is not there was not read.
    fates : callable
        What became of each sentence of a report (`geomap.pipeline.Pipeline.fates`).
    """
    by_report: dict[str, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        by_report[comparison.report].append(comparison)
    known = lru_cache(maxsize=1)(fates)
    return tuple(
        fault
        for id, told in by_report.items()
        for comparison in told
        for fault in _of_comparison(comparison, told, documents.get(id), known)
    )


def _of_comparison(
    comparison: Comparison,
    told: Sequence[Comparison],
    document: Document | None,
    fates: Callable[[Document], Sequence[Fate]],
) -> Iterator[Fault]:
    gold, incident = comparison.gold, comparison.incident
    if gold and incident:
        yield from (Fault(comparison.report, gold.n, step, what) for step, what in _wrong(comparison, gold, incident))
    elif gold:
        step, what = _missed(gold, told, document, fates)
        yield Fault(comparison.report, gold.n, step, f"missed: {gold.summary or gold.type}: {what}")
    elif incident:
        step, what = _too_much(incident, told)
        yield Fault(comparison.report, None, step, f"read too much: {incident.row()['summary']}: {what}")


def _wrong(comparison: Comparison, gold: GoldIncident, incident: Incident) -> Iterator[tuple[str, str]]:
    if not place_is_right(comparison):
        yield "place", _placed(gold, incident)
    if not date_is_right(comparison):
        yield "date", _dated(gold, incident)
    for what in ("killed", "injured"):
        if figure(gold, incident, what) not in ("exact", "none"):
            count = getattr(incident.event, what)
            yield "counts", f"{what}: {count_words(count) if count else 'none'} read; {_stated(gold, what)} expected"
    if not same_perpetrator(gold, incident):
        yield "perpetrator", f"{incident.event.perpetrator} read; {gold.perpetrator} expected"


def _missed(
    gold: GoldIncident,
    told: Sequence[Comparison],
    document: Document | None,
    fates: Callable[[Document], Sequence[Fate]],
) -> tuple[str, str]:
    if document is None:
        return "report", "it is not among the reports that were read"
    taken = [o.gold for o in told if o.gold and o.incident and affinity(gold, o.incident) > 0]
    if taken:
        return "merge", f"it was read as one with {taken[0].n}"
    near = [wrong for o in told if o.incident and not o.gold and (wrong := _one_wrong(gold, o.incident))]
    if near:
        return near[0]
    sentence = _sentence(gold, document, fates(document))
    if sentence is None:
        return "trigger", "no sentence tells it in the words of the gold"
    text = " ".join(document.text[sentence.start : sentence.end].split())
    quoted = f"“{text if len(text) <= _QUOTE else f'{text[:_QUOTE]}…'}”"
    other = _other(sentence, told) if sentence.what == "told" else ""
    if other:
        return "merge", f"{quoted} was read as part of another event: {other}"
    return "trigger", f"{_FATES[sentence.what]} in {quoted}"


def _other(sentence: Fate, told: Sequence[Comparison]) -> str:
    """Return the summary of what was read from a sentence; empty where nothing was kept of it."""
    for incident in (comparison.incident for comparison in told if comparison.incident):
        if any(sentence.start <= words.start < sentence.end for words in incident.evidence):
            return str(incident.row()["summary"])
    return ""


def _too_much(incident: Incident, told: Sequence[Comparison]) -> tuple[str, str]:
    twice = [o.gold for o in told if o.gold and o.incident and affinity(o.gold, incident) > 0]
    if twice:
        return "merge", f"it is {twice[0].n} again, one in two"
    for comparison in told:
        if comparison.gold and not comparison.incident and (wrong := _one_wrong(comparison.gold, incident)):
            return wrong[0], f"perhaps {comparison.gold.n}, which was missed: {wrong[1]}"
    words = next((e.text for e in incident.event.evidence if e.field == "event_type"), "")
    return "false alarm", f"read from “{words[:_QUOTE]}”"


def _one_wrong(gold: GoldIncident, incident: Incident) -> tuple[str, str] | None:
    """Return the one thing in which something read differs from a gold incident; None where it is not one alone."""
    km = off_km(gold, incident)
    near = km is not None and affinity(gold, incident) > 0
    right = {"type": same_type(gold, incident), "date": same_days(gold, incident)}
    if all(right.values()) and not near:
        return "place", _placed(gold, incident)
    close = km is not None and km <= gold.tolerance_km
    if close and not right["date"] and right["type"]:
        return "date", _dated(gold, incident)
    if close and not right["type"] and right["date"]:
        return "type", f"{family(incident)} read; {gold.type} expected"
    return None


def _placed(gold: GoldIncident, incident: Incident) -> str:
    km, where = off_km(gold, incident), incident.location
    name = where.place.label if where.place else where.place_text
    expected = gold.place_en or gold.place_ar or "the gold's place"
    if km is None:
        return f"{name or 'it'} could not be placed; {expected} expected"
    return f"{name} is {km:.0f} km from {expected} ({gold.tolerance_km:g} km are allowed)"


def _dated(gold: GoldIncident, incident: Incident) -> str:
    days = f"{gold.start} to {gold.end}" if gold.end > gold.start else str(gold.start)
    return f"{when_words(incident.event.when) or 'no day'} read; {days} expected"


def _stated(gold: GoldIncident, what: str) -> str:
    ends = getattr(gold, what)
    if ends is None:
        return "none"
    low, high = ends
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _sentence(gold: GoldIncident, document: Document, told: Sequence[Fate]) -> Fate | None:
    """Return what became of the sentence that should have told an incident; None where there is none.

    It is the one that begins with the gold's evidence; without such words, of those that name its place the one that
    came farthest.
    """
    order = list(_FATES)
    at = document.text.find(gold.evidence) if gold.evidence else -1
    if at >= 0:
        fits = [fate for fate in told if fate.start <= at < fate.end]
    else:
        names = [name.casefold() for name in (gold.place_ar, gold.place_en) if name]
        texts = {fate: document.text[fate.start : fate.end].casefold() for fate in told}
        fits = [fate for fate in told if any(name in texts[fate] for name in names)]
    return max(fits, key=lambda fate: (order.index(fate.what), -fate.start), default=None)


def steps(found: Sequence[Fault]) -> dict[str, int]:
    """Return how many errors there are of each step that has one."""
    counts = Counter(fault.step for fault in found)
    return {step: counts[step] for step in STEPS if counts[step]}
