"""Confidence: how likely it is that an event is one, of this kind, on this day and at this place.

What speaks for and against an event has a name and a weight, in log-odds; the probability is that of their sum. The
reader adds up what the words show (`as_told`), and whoever finds the place adds what the place shows (`as_placed`):
log-odds add, so that it is one model whose two parts need not know each other. The weights are fitted to gold reports
by ``benchmarks/confidence.py``, and `docs/confidence.md` says how well they hold.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from geomap.events.grouping import Draft
from geomap.events.reading import Reading
from geomap.events.telling import Telling
from geomap.records import Event, Location

__all__ = ["PATH", "PLACE", "TOLD", "as_placed", "as_told", "place_signs", "told_signs", "weights"]

PATH = Path(__file__).parent / "data" / "confidence.toml"

TOLD = {
    "specific words": 1,
    "target": 1,
    "general words": -1,
    "only killed": -1,
    "governorate": -1,
    "place from before": -1,
    "foiled or denied": -1,
    "long report": -1,
}
"""Signs in the words → 1 for what speaks for an event, -1 for what speaks against it: the fit keeps to that side."""

PLACE = {"reckoned": -1, "wide": -1}
"""The same for what the place shows: reckoned by distance and direction, and not to be told closely, or not at all."""

SPECIFIC = 7
"""Rank of a trigger that names one kind of event."""
LONG = 15
"""Sentences from which on a report is long: an essay or a review of the week as often as news."""
WIDE_KM = 15.0
"""Radius from which on a place is wide: half again the slack within which a gold place counts as another's."""


def as_told(reading: Reading, draft: Draft, event: Event) -> float:
    """Return how likely `event` is right, from what its report says of it; of its place only how it is named."""
    odds = math.exp(weights()["told"]["base"] + _sum("told", told_signs(reading, draft, event)))
    return odds / (odds + 1)


def as_placed(confidence: float, location: Location) -> float:
    """Return `confidence` with what the place adds.

    Parameters
    ----------
    confidence : float
        As told, between 0 and 1.
    location : Location
        Where the event was placed.
    """
    odds = confidence * math.exp(_sum("place", place_signs(location)))
    return odds / (odds + (1 - confidence))


def told_signs(reading: Reading, draft: Draft, event: Event) -> frozenset[str]:
    """Return which of the signs `TOLD` an event bears."""
    trigger = draft.trigger
    holds = {
        "specific words": trigger.rank >= SPECIFIC,
        "target": event.target != "unknown",
        "general words": trigger.generic or trigger.weak,
        "only killed": trigger.label == "killing",
        "governorate": not any(site.level > 1 for site in draft.sites),
        "place from before": any(_is_borrowed(telling) for telling in draft.tellings),
        "foiled or denied": event.factuality != "stated",
        "long report": len(reading.sentences) >= LONG,
    }
    return frozenset(name for name, held in holds.items() if held)


def _is_borrowed(telling: Telling) -> bool:
    """Tell whether the place of a passage is named by other words: those before it, or the whole report."""
    return telling.site is not None and telling.site not in telling.clause.sites


def place_signs(location: Location) -> frozenset[str]:
    """Return which of the signs `PLACE` a location bears."""
    holds = {
        "reckoned": location.method == "offset",
        "wide": location.lon is None or (location.radius_km or 0.0) > WIDE_KM,
    }
    return frozenset(name for name, held in holds.items() if held)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights: part (``told``, ``place``) → sign → log-odds."""
    table: dict[str, dict[str, float]] = tomllib.loads(PATH.read_text("utf-8"))
    return table


def _sum(part: str, signs: Iterable[str]) -> float:
    return math.fsum(weights()[part].get(sign, 0.0) for sign in signs)
