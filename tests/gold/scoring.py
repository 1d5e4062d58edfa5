"""Compare incidents with what a careful reader found: matching one to one, then field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from geomap.geodesy import distance_km
from geomap.records import Incident

Gold = Mapping[str, Any]

FAMILIES = {
    "air": ("air_strike", "Air/drone strike"),
    "shell": ("shelling", "Shelling/artillery/missile attack"),
    "bomb": (
        "bombing",
        "suicide_bombing",
        "Remote explosive/landmine/IED",
        "Remote explosion/landmine/IED",
        "Suicide bomb",
        "Grenade",
    ),
    "abduct": ("abduction", "Abduction/forced disappearance"),
    "arrest": ("arrest", "Arrests"),
    "territory": (
        "territory_change",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
    ),
    "fight": ("armed_clash", "attack", "assassination", "execution", "Armed clash", "Attack"),
}
FAMILY = {name: family for family, names in FAMILIES.items() for name in names}
"""The gold's types and ACLED's sub-event types, folded; anything else may match anything."""

SLACK_KM = 10
"""Beyond the gold's tolerance two places may still be meant to be the same incident (GOLD.md, "Matching")."""


@dataclass
class Score:
    """Counts over a gold set; `figures` gives the shares that floors are set on."""

    matched: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def note(self, what: str, right: bool) -> None:
        """Count one comparison of the field `what`."""
        self.asked[what] = self.asked.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + right

    def figures(self) -> dict[str, float]:
        """Return precision, recall, and per field the share of matched incidents that have it right."""
        found, expected = self.matched + len(self.extra), self.matched + len(self.missed)
        shares = {what: self.right[what] / asked for what, asked in sorted(self.asked.items())}
        return {"precision": self.matched / (found or 1), "recall": self.matched / (expected or 1), **shares}


def read_gold(path: Path) -> list[Gold]:
    """Return the lines of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(gold: Iterable[Gold], incidents: Sequence[Incident]) -> Score:
    """Score incidents against gold, report by report."""
    result = Score()
    for report in gold:
        found = [i for i in incidents if any(r.id == report["id"] for r in i.reports)]
        _score_report(report["id"], report["incidents"], found, result)
    return result


def _score_report(name: str, golds: Sequence[Gold], found: Sequence[Incident], result: Score) -> None:
    pairs = _pairs(golds, found)
    for g, i in pairs:
        _compare(golds[g], found[i], result)
    result.matched += len(pairs)
    missed = [gold for n, gold in enumerate(golds) if n not in {g for g, _ in pairs}]
    result.missed += [f"{name}: {gold['summary_en']}" for gold in missed if gold.get("certain", True)]
    extra = [incident for n, incident in enumerate(found) if n not in {i for _, i in pairs}]
    doubtful = sum(not gold.get("certain", True) for gold in missed)
    result.extra += [f"{name}: {incident.row()['summary']}" for incident in extra[doubtful:]]


def _pairs(golds: Sequence[Gold], found: Sequence[Incident]) -> list[tuple[int, int]]:
    if not golds or not found:
        return []
    worth = np.array([[_affinity(gold, incident) for incident in found] for gold in golds])
    rows, columns = linear_sum_assignment(-worth)
    return [(int(g), int(i)) for g, i in zip(rows, columns, strict=True) if worth[g, i] > 0]


def _affinity(gold: Gold, incident: Incident) -> float:
    """Return how well the two agree; 0 where they cannot be the same."""
    family = FAMILY.get(incident.event.sub_event_type)
    if family and FAMILY.get(gold["type"]) and family != FAMILY[gold["type"]]:
        return 0.0
    start, end = _days(gold)
    when = incident.event.when
    one = timedelta(days=1)
    if when.start and not (start - one <= (when.end or when.start) + one and when.start - one <= end + one):
        return 0.0
    km = _error_km(gold, incident)
    if km is None or km > gold["tolerance_km"] + SLACK_KM:
        return 0.0
    return 1.0 + 0.5 * (km <= gold["tolerance_km"]) + 0.3 * _same_count(gold, incident, "killed")


def _compare(gold: Gold, incident: Incident, result: Score) -> None:
    km = _error_km(gold, incident)
    start, end = _days(gold)
    result.note("place", km is not None and km <= gold["tolerance_km"])
    result.note("date", incident.event.when.start is not None and start <= incident.event.when.start <= end)
    for what in ("killed", "injured"):
        if gold[f"{what}_min"] is not None or gold[f"{what}_max"] is not None:
            result.note(what, _same_count(gold, incident, what))
    result.note("perpetrator", _actor(gold["perpetrator"]) == _actor(incident.event.perpetrator))


def _error_km(gold: Gold, incident: Incident) -> float | None:
    return None if incident.point is None else distance_km(*incident.point, gold["lon"], gold["lat"])


def _days(gold: Gold) -> tuple[date, date]:
    return date.fromisoformat(gold["date"]), date.fromisoformat(gold["date_end"] or gold["date"])


def _same_count(gold: Gold, incident: Incident, what: str) -> bool:
    count = getattr(incident.event, what)
    return count is not None and count.low == gold[f"{what}_min"]


def _actor(name: str | None) -> str:
    """Fold the forces of the Iraqi state, which reports themselves do not tell apart."""
    words = (name or "unknown").lower()
    state = ("iraqi", "army", "police", "counter terrorism", "security forces")
    return "iraqi forces" if any(word in words for word in state) else words
