"""Actors: who did it and to whom.

Every name of an actor in an event's words is given a part by the words before it ("هجوم شنه …" did, "هجوم على …"
suffered), by its place before or after a verb, and by who was killed. Where nothing tells, it stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.casualties import Figure
from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading
from geomap.events.triggers import Trigger

__all__ = ["FORCES", "Part", "Sides", "sides"]

FORCES: frozenset[str] = frozenset(
    {
        "Iraqi army",
        "Federal Police",
        "police",
        "PMF",
        "Peshmerga",
        "Asayish",
        "tribal",
        "coalition",
        "Counter Terrorism Service",
        "Iraqi forces",
    }
)
"""Classes that fight the Islamic State."""

_REACH = 4  # words between a role word and the actor; "استهدفت نقطة تفتيش مشتركة للجيش"
_AIR = ("coalition", "Turkey", "Iran", "Iraqi forces", "Iraqi army")
"""Who flies, the likelier first."""


@dataclass(frozen=True, slots=True)
class Part:
    """An actor `name` (a class) at the words ``first..last`` and what it did: ``did``, ``suffered`` or ``there``."""

    name: str
    role: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Perpetrator and target of an event; the parts are the words that say so, None where a rule does."""

    perpetrator: str = "unknown"
    target: str = "unknown"
    perpetrator_part: Part | None = None
    target_part: Part | None = None


def sides(reading: Reading, clauses: Sequence[Clause], trigger: Trigger, figures: Sequence[Figure]) -> Sides:
    """Return who did the event that `clauses` tell, and to whom."""
    parts = [part for clause in clauses for part in _parts(reading, clause)]
    did = _first(parts, "did", trigger)
    suffered = _first(parts, "suffered", trigger, but=did)
    victims = _victims(figures)
    perpetrator = did.name if did else None
    target = suffered.name if suffered else None
    if target is None or (target in ("unknown", "civilians") and victims and victims[0] != perpetrator):
        target = next((name for name in victims if name != perpetrator), target)
    if perpetrator is None:
        perpetrator = _by_kind(trigger, parts, target, victims)
    if target is None:
        target = _opponent(perpetrator, parts)
    return Sides(perpetrator or "unknown", target or "unknown", did, suffered)


def _parts(reading: Reading, clause: Clause) -> Iterator[Part]:
    """Yield the actors of a clause with their roles."""
    hits = [hit for hit in reading.hits.get("actors", ()) if clause.first <= hit.first <= clause.last]
    names = [hit for hit in hits if "class" in hit.entry.traits and not _speaks(reading, hit)]
    cues = [hit for hit in hits if "class" not in hit.entry.traits]
    for name in names:
        yield Part(name.entry.traits["class"], _role(reading, clause, name, cues, names), name.first, name.last)


def _role(reading: Reading, clause: Clause, name: Hit, cues: Sequence[Hit], names: Sequence[Hit]) -> str:
    """Return what `name` did: the nearest role word before it decides, else the verb beside it."""
    floor = max((other.last for other in names if other.last < name.first), default=clause.first - 1)
    near = [cue for cue in cues if max(floor, name.first - _REACH - 2) < cue.first and cue.last < name.first]
    if near:
        return max(near, key=lambda cue: (cue.last, cue.first)).entry.label
    if reading.document.language == "ar" and reading.words[name.first].text.startswith("لل"):
        return "did"
    for trigger in clause.triggers:
        if 0 < trigger.first - name.last <= 2 and trigger.label != "killing":
            return "did"
    return "there"


def _speaks(reading: Reading, name: Hit) -> bool:
    """Tell whether the actor only speaks ("مصدر في الجيش", "قائد الشرطة", "police said")."""
    before = {hit.last for hit in reading.hits.get("discourse", ()) if hit.entry.label == "speaker"}
    after = {hit.first for hit in reading.hits.get("discourse", ()) if hit.entry.label == "says"}
    return name.first - 1 in before or name.last + 1 in after


def _first(parts: Sequence[Part], role: str, trigger: Trigger, but: Part | None = None) -> Part | None:
    """Return the best actor in `role`: a named force before gunmen and civilians, the nearest to the trigger first."""
    fitting = [part for part in parts if part.role == role and (but is None or part.name != but.name)]
    if role == "did":
        fitting = [part for part in fitting if part.name != "civilians"]
    if trigger.family == "air" and role == "did":
        fitting = [part for part in fitting if part.name in _AIR] or []
    known = [part for part in fitting if part.name not in ("unknown", "civilians")]
    return min(known or fitting, key=lambda part: abs(part.first - trigger.first), default=None)


def _victims(figures: Sequence[Figure]) -> list[str]:
    """Return the groups that were killed or injured, most named first."""
    groups = [figure.group for figure in figures if figure.kind in ("killed", "injured") and figure.group]
    return ["civilians" if group == "people" else group for group in dict.fromkeys(groups) if group != "fighters"]


def _by_kind(trigger: Trigger, parts: Sequence[Part], target: str | None, victims: Sequence[str]) -> str | None:
    """Return the perpetrator where no words name one: who flies; or whoever fights the side that suffered."""
    there = [part.name for part in parts if part.name != target]
    if trigger.family == "air":
        return next((name for name in _AIR if name in there), None)
    if trigger.family in ("bomb", "shell", "bodies"):
        return "IS" if "IS" in there and target in FORCES else None
    if target == "IS" or "IS" in victims:
        return next((name for name in there if name in FORCES), "Iraqi forces" if trigger.family != "bomb" else None)
    return "IS" if "IS" in there else None


def _opponent(perpetrator: str | None, parts: Sequence[Part]) -> str | None:
    """Return the other side where only one is named to have acted."""
    there = [part.name for part in parts if part.name != perpetrator and part.role != "did"]
    return next((name for name in there if name != "unknown"), None)
