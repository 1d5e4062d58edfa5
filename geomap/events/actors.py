"""Actors: who did it and to whom.

The words decide where they give an actor a part (`geomap.events.roles`), else who was killed, who fights whom and what
kind of event it is. Where nothing tells, it stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from geomap.events.casualties import Figure
from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading
from geomap.events.roles import Part, parts_of
from geomap.events.triggers import Trigger

__all__ = ["FORCES", "Part", "Sides", "in_fight", "sides"]

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

_GENERAL: dict[str, int] = {"Iraqi forces": 1, "police": 1, "militia": 1, "unknown": 2, "civilians": 2}
"""Classes that a report uses beside a more telling one: the lower number is taken first."""

_MEANT: dict[str, tuple[str, ...]] = {
    "police": ("Federal Police",),
    "Iraqi forces": ("Iraqi army", "Federal Police", "Counter Terrorism Service"),
}
"""Classes that policemen and officers of no force in particular are of, where the event names just one of them."""

_ACROSS = ("Turkey", "Iran")
"""Who strikes the PKK and its kin on Iraqi soil."""
_TWO_SIDED = ("enemy", "state")
"""Kinds of event, by their ``doer``, of which all that are named beside the perpetrator are the other side."""
_BY_DRONE = ("IS", "PKK", "PMF", "militia")
"""Who flies drones, and nothing else."""
_BOASTING = ("IS", "PKK", "militia")
"""Armed groups whose own word for whom they hit is no more than that."""
_FLYING = ("coalition", *_ACROSS)
"""Who flies over Iraq, apart from Iraq's own aircraft, which the lexicon marks with ``air``."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Perpetrator and target of an event.

    Parameters
    ----------
    perpetrator, target : str
        Classes of actors.
    perpetrator_part, target_part : Part or None
        The words that say so, None where a rule does.
    basis : str or None
        On what the perpetrator rests: ``stated``, ``claimed``, ``blamed``, ``denied``; None where no words say it.
    """

    perpetrator: str = "unknown"
    target: str = "unknown"
    perpetrator_part: Part | None = None
    target_part: Part | None = None
    basis: str | None = None


def sides(reading: Reading, clauses: Sequence[Clause], trigger: Trigger, figures: Sequence[Figure]) -> Sides:
    """Return who did the event that `clauses` tell, and to whom.

    The words decide where they give a part; else the kind of event does (its ``doer`` in the lexicon): only some fly,
    arrests are made by forces, who repels an attack did not begin it, and found bodies name nobody.
    """
    victims = _victims(figures)
    parts = [
        part for clause in sorted(clauses, key=lambda clause: clause.title) for part in _told(reading, clause, victims)
    ]
    did = _Case(reading, parts, trigger, victims).perpetrator()
    suffered = _first([part for part in parts if not part.air], "suffered", trigger, but=did.name if did else None)
    target = "tribal" if trigger.doer == "tribal" else suffered.name if suffered else None
    if target in (None, "unknown", "civilians"):
        target = next((name for name in victims if did is None or name != did.name), target)
    if did is not None and victims and _is_own_fire(reading, clauses):
        target = victims[0]
    repelled = trigger.doer == "enemy" and "civilians" not in victims  # "repelled an attack on a village"
    if (target in (None, "unknown") and (did is not None or trigger.doer == "enemy")) or (
        target == "civilians" and repelled
    ):
        target = _opponent(did.name if did else None, parts, trigger) or target
    target = _told_nearer(target, did, parts)
    if suffered is None or suffered.name != target:
        suffered = _worded(target, parts, trigger, figures)
    said = did if did and did.first >= 0 and did.name != "unknown" else None
    worded = did if did and did.first >= 0 else None
    return Sides(did.name if did else "unknown", target or "unknown", worded, suffered, "stated" if said else None)


def _told(reading: Reading, clause: Clause, victims: Sequence[str]) -> list[Part]:
    """Return the actors of a clause with what they do, where the report counts the victims without whom an armed group
    says that it hit: "IS said it targeted militias", and sixteen people were killed on a market.
    """
    parts = parts_of(reading, clause)
    speaker = min(parts, key=lambda part: part.first, default=None) if "says" in clause.marks else None
    boasts = speaker is not None and speaker.name in _BOASTING and speaker.role in ("spoke", "there")
    return [part for part in parts if not (boasts and "civilians" in victims and part.role == "suffered")]


def in_fight(reading: Reading, figures: Sequence[Figure], who: Sides) -> list[Figure]:
    """Return figures, those of militants and gunmen given to the Islamic State where a force is its only opponent.

    "Federal Police repelled an Islamic State attack, killing five militants": a force has soldiers and policemen, so
    the militants are its enemy's. Fighters and members can be of either side, and stay so, unless as many of the
    Islamic State are told of.

    Parameters
    ----------
    reading : Reading
        The report.
    figures : sequence of Figure
        Those of one event.
    who : Sides
        Who did it and to whom.
    """
    attacked = who.perpetrator == "IS" and who.target in FORCES | {"civilians"}
    if not attacked and not (who.target == "IS" and who.perpetrator in FORCES):
        return list(figures)
    known = {(figure.kind, figure.count) for figure in figures if figure.group == "IS" and figure.count}
    return [
        replace(figure, group="IS")
        if _is_of_rebels(reading, figure) or (figure.group == "fighters" and (figure.kind, figure.count) in known)
        else figure
        for figure in figures
    ]


def _is_of_rebels(reading: Reading, figure: Figure) -> bool:
    """Tell whether a figure counts militants, gunmen or attackers whose side is not named."""
    first, last = figure.people or (figure.first, figure.last)
    nouns = reading.within("people", first, last) if figure.group == "fighters" else ()
    return any(hit.entry.traits.get("rebel") for hit in nouns)


def _is_own_fire(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """Tell whether the words of an event say that a force hit its own: "by friendly fire"."""
    hits = (hit for clause in clauses for hit in reading.within("actors", clause.first, clause.last))
    return any(hit.entry.label == "own_fire" for hit in hits)


def _told_nearer(target: str | None, did: Part | None, parts: Sequence[Part]) -> str | None:
    """Return `target`, or the one force that its general name ("policemen", "an officer") stands for in the event."""
    named = {part.name for part in parts if part.name in _MEANT.get(str(target), ()) and part.role != "spoke"}
    named -= {did.name if did else None}
    return named.pop() if len(named) == 1 else target


def _worded(target: str | None, parts: Sequence[Part], trigger: Trigger, figures: Sequence[Figure]) -> Part | None:
    """Return the words of a target that is known by who was hurt: its name, a unit before others, else the people."""
    named = [part for part in parts if part.name == target and part.name != "unknown"]
    if named:
        return min(named, key=lambda part: (not part.unit, abs(part.first - trigger.first)))
    group = "people" if target == "civilians" else target
    hurt = next((each.people for each in figures if each.people and each.group in (target, group)), None)
    return Part(str(target), "suffered", *hurt) if hurt and target else None


def _first(parts: Sequence[Part], role: str, trigger: Trigger, but: str | None = None) -> Part | None:
    """Return the best actor in `role`: the more telling class first, then the nearest to the trigger."""
    fitting = [part for part in parts if part.role == role and part.name != but]
    near = {part: abs(part.first - trigger.first) for part in fitting}
    return min(fitting, key=lambda part: (_GENERAL.get(part.name, 0), not part.unit, near[part]), default=None)


def _victims(figures: Sequence[Figure]) -> list[str]:
    """Return the groups that were killed, injured, abducted or arrested, most named first."""
    groups = [
        figure.group for figure in figures if figure.group and (figure.kind != "arrested" or figure.group != "people")
    ]
    return ["civilians" if group == "people" else group for group in dict.fromkeys(groups) if group != "fighters"]


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known when the perpetrator is looked for."""

    reading: Reading
    parts: Sequence[Part]
    trigger: Trigger
    victims: Sequence[str]

    def perpetrator(self) -> Part | None:
        """Return who did it, found in the way that the kind of event asks for (its ``doer`` in the lexicon)."""
        if self.trigger.doer == "nobody":
            return None
        ways = {"air": self._by_air, "state": self._by_state, "enemy": self._by_enemy, "tribal": self._by_tribe}
        return ways.get(self.trigger.doer, self._by_words)()

    def _by_words(self) -> Part | None:
        """Return who did it as the words say, or whoever fights the side that suffered."""
        family = self.trigger.family
        tried = next((part for part in self.parts if part.tried), None)
        if tried is not None and family == "fight":
            return tried
        own = self.victims if family == "bomb" else ()  # nobody bombs his own people
        did = _first([part for part in self.parts if part.name not in ("civilians", *own)], "did", self.trigger)
        if did is not None and did.name != "unknown":
            return did
        mutual = self.trigger.label == "armed_clash" and self.victims  # "killed in clashes with" names the other side
        hurt = {*self.victims, *(part.name for part in self.parts if part.role == "suffered" and not mutual)}
        there = [part for part in self.parts if part.name not in hurt]
        if did is None and "PKK" in hurt:
            return self._last_named(_ACROSS)
        if did is None and "Turkey" in hurt:
            return next((part for part in there if part.name == "PKK"), None)
        if family in ("fight", "shell") and "IS" in hurt:
            found = next((part for part in there if part.name in FORCES), did) or self._other_hurt()
            return found or self._last_named(tuple(FORCES))
        if family in ("fight", "bomb", "abduct") and hurt & FORCES:
            found = next((part for part in there if part.name == "IS"), did)
            named = found is not None and found.name == "IS"
            return found if named or family != "fight" else self._in_lead() or self._only_other(hurt)
        return did

    def _only_other(self, hurt: Set[str]) -> Part | None:
        """Return the one armed side beside those that suffered, if just one is named: two sides fought."""
        others = [part for part in self.parts if part.name not in {*hurt, *FORCES, "civilians", "unknown"}]
        return others[0] if len({part.name for part in others}) == 1 and others[0].role != "spoke" else None

    def _other_hurt(self) -> Part | None:
        """Return the Islamic State where its dead are counted beside those of the forces: each fought the other."""
        both = "IS" in self.victims[1:] and self.victims[0] in FORCES
        return next((part for part in self.parts if both and part.name == "IS"), None)

    def _last_named(self, names: Sequence[str]) -> Part | None:
        """Return the last actor of these classes that the report names up to the event, else the first after it."""
        hits = [hit for hit in self.reading.hits.get("actors", ()) if hit.entry.traits.get("class") in names]
        before = [hit for hit in hits if hit.first <= self.trigger.last]
        hit = before[-1] if before else hits[0] if hits else None
        return Part(hit.entry.traits["class"], "did", hit.first, hit.last) if hit else None

    def _in_lead(self) -> Part | None:
        """Return the Islamic State where the headline or first sentence names it: what forces suffer, it did."""
        for hit in self.reading.hits.get("actors", ()):
            if self.reading.words[hit.first].sentence > 1:
                return None
            if hit.entry.traits.get("class") == "IS":
                return Part("IS", "did", hit.first, hit.last)
        return None

    def _by_air(self) -> Part | None:
        """Return who flew: named in the event's words, else the last that the report named before it."""
        own = _first([part for part in self.parts if part.name in _BY_DRONE], "did", self.trigger)
        if own is not None and "drone" in self.trigger.weapons:
            return own
        flying = [part for part in self.parts if part.name in _FLYING or (part.air and part.name != "unknown")]
        if flying:
            return min(flying, key=lambda part: (part.name not in _FLYING, abs(part.first - self.trigger.first)))
        before = [
            Part(hit.entry.traits["class"], "did", hit.first, hit.last, True)
            for hit in self.reading.hits.get("actors", ())
            if hit.first < self.trigger.first and _is_flyer(hit) and not self._is_counted(hit)
        ]
        return before[-1] if before else None

    def _is_counted(self, hit: Hit) -> bool:
        """Tell whether the name only says whose people some are: "four Iranian technicians"."""
        numbers = (self.reading.numbers.get(at) for at in range(max(0, hit.first - 3), hit.first))
        return any(number is not None and number.last == hit.first - 1 for number in numbers)

    def _by_state(self) -> Part | None:
        """Return the force that arrested, seized or took back: acting, or speaking, or forces in general."""
        acting = [part for part in self.parts if part.role == "did" and part.name not in ("civilians", "unknown")]
        forces = [part for part in self.parts if part.name in FORCES and part.role != "suffered"]
        mine = [part for part in acting if part.name != "IS"]
        found = _first(mine, "did", self.trigger) or next(iter(forces), None)
        if found is None and acting and "IS" not in self.victims:
            return acting[0]
        return found or Part("Iraqi forces", "did", -1, -1)

    def _by_tribe(self) -> Part:
        """Return the tribes of a tribal fight, named or not."""
        return next((part for part in self.parts if part.name == "tribal"), None) or Part("tribal", "did", -1, -1)

    def _by_enemy(self) -> Part | None:
        """Return who attacked and was driven back: the Islamic State where it is named."""
        return next((part for part in self.parts if part.name == "IS"), None) or self._by_words()


def _is_flyer(hit: Hit) -> bool:
    name = hit.entry.traits.get("class")
    return name in _FLYING or (name == "Iraqi forces" and "air" in hit.entry.traits)


def _opponent(perpetrator: str | None, parts: Sequence[Part], trigger: Trigger) -> str | None:
    """Return the other side where only one is named to have acted.

    Who drove an attack back acted too, and so did those from whom the state took ground: "liberate X from …".
    """
    fought = trigger.doer in _TWO_SIDED or any(part.tried for part in parts)
    there = [part.name for part in parts if part.name != perpetrator and (part.role != "did" or fought)]
    allied = FORCES if perpetrator in FORCES else {perpetrator}
    return next((name for name in there if name != "unknown" and name not in allied), None)
