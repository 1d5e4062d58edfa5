"""Roles: what the words around the name of an actor make of it.

The words before it decide ("هجوم شنه …" did, "هجوم على …" suffered), then its place before or after a verb. Where
nothing tells, the actor is only there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading, within

__all__ = ["Part", "parts_of"]

_REACHES = {"did": 2, "suffered": 5}
"""Words from a role word to the actor: a subject stands beside its verb, an object can be told at length
("استهدفت نقطة تفتيش مشتركة للجيش")."""
_FARTHEST = 12  # words from the first word of a role word to the actor that it reaches
_UNIT = 2  # words between a unit and its force: "الفرقة 14 في الجيش"
_LONGEST = 6  # words of the longest name of an actor
_SUBJECT = 2  # words from a subject to the verb after it
_SUBJECT_FIRST = ("en", "ckb")  # languages in which the subject comes before the verb
_OPENERS = ("when", "as", "after", "before", "while")
_TO_VERB = 14  # words from a subject to its verb: "Jihadists broke into a barracks before dawn and shot dead …"
_KILLS = ("kill", "كوشت")  # beginnings of active verbs among the words for killing, in matching form
_GOVERNING = ("له", "بو", "به", "بههوي", "لهو", "دواي")  # Sorani "in, from", "to", "with", "by", "in that", "after"
_PARTED = ("en",)  # languages in which a comma parts a verb or preposition from what it governs no more


@dataclass(frozen=True, slots=True)
class Part:
    """An actor `name` (a class) at the words ``first..last`` and its `role`: did, suffered, spoke, there."""

    name: str
    role: str
    first: int
    last: int
    air: bool = False
    unit: bool = False


def parts_of(reading: Reading, clause: Clause) -> Iterator[Part]:
    """Yield the actors of a clause with their roles, in the order of its words."""
    hits = reading.within("actors", clause.first, clause.last)
    names = [hit for hit in hits if "class" in hit.entry.traits]
    units = [hit for hit in hits if hit.entry.label == "unit"]
    kurdish = reading.document.language == "ckb"  # whose izafe reaches over a day: "the attack of yesterday of IS"
    cues = [hit for hit in hits if hit.entry.label in _REACHES and (kurdish or hit.last + 1 not in reading.dates)]
    floor, ended = clause.first - 1, clause.first - 1
    for name in names:
        if name.first > ended:
            floor = ended  # the last word of the name before this one
        ended = max(ended, name.last)
        role = _role(reading, clause, name, cues, floor)
        first, last, unit = _with_unit(reading, name, within(units, name.first - _FARTHEST, name.last + _FARTHEST))
        yield Part(name.entry.traits["class"], role, first, last, "air" in name.entry.traits, unit)


def _with_unit(reading: Reading, name: Hit, units: Sequence[Hit]) -> tuple[int, int, bool]:
    """Return the words of an actor with the numbered unit just before or after it ("لواء 45 حشد")."""
    for unit in units:
        number = reading.numbers.get(unit.last + 1)
        if number is None and unit.first:
            before = (reading.numbers.get(at) for at in range(unit.first - 1, max(-1, unit.first - 4), -1))
            number = next((n for n in before if n is not None and n.last == unit.first - 1), None)
        if number is not None and 0 <= name.first - max(unit.last, number.last) <= _UNIT + 1:
            return min(unit.first, number.first), name.last, True
        if number is not None and 0 <= min(unit.first, number.first) - name.last <= _UNIT + 1:
            return name.first, max(unit.last, number.last), True
    return name.first, name.last, False


def _role(reading: Reading, clause: Clause, name: Hit, cues: Sequence[Hit], floor: int) -> str:
    """Return what `name` did: the nearest role word behind word `floor` decides, else the verb beside it."""
    if _speaks(reading, name):
        return "spoke"
    governed = _is_governed(reading, name.first)
    beside = within(clause.triggers, name.first - _FARTHEST, name.last + _FARTHEST)
    beside = [] if governed else beside
    kurdish, first = reading.document.language == "ckb", floor < clause.first
    after = any(t.subject == "did" and t.label != "killing" and t.first == name.last + 1 for t in beside)
    if after and (first or not kurdish):
        return "did"  # "killed in IS attack"
    opens = _opens(reading, name)
    near = [
        cue
        for cue in within(cues, max(floor + 1, name.first - _FARTHEST), name.first - 1)
        if cue.last < name.first and name.first - cue.last <= _REACHES[cue.entry.label]
        if not _is_parted(reading, cue.last, name.first) and not opens
    ]
    of = reading.document.language == "ar" and reading.words[name.first].text.startswith("ل")
    owns = [trigger for trigger in beside if of and trigger.last == name.first - 1]
    if near and not (owns and near[-1].last < owns[-1].first):
        return max(near, key=lambda cue: (cue.last, cue.first)).entry.label
    if owns:
        return "did"
    if (first or opens) and not governed and (role := _subject_role(reading, clause, name)):
        return role
    for trigger in beside:
        if trigger.subject and trigger.label != "killing" and 0 < trigger.first - name.last <= _SUBJECT:
            return "suffered" if kurdish and not first else trigger.subject  # the object stands before the verb
    return "there"


def _is_parted(reading: Reading, last: int, first: int) -> bool:
    """Tell whether a comma parts a role word that ends at word `last` from the actor at word `first`."""
    between = (reading.words[word].before for word in range(last + 1, first + 1))
    return reading.document.language in _PARTED and any("," in before for before in between)


def _opens(reading: Reading, name: Hit) -> bool:
    """Tell whether the name begins a subordinate clause: "were killed when fighters of … attacked"."""
    return name.first > 0 and reading.words[name.first - 1].text in _OPENERS


def _is_governed(reading: Reading, at: int) -> bool:
    """Tell whether a Sorani preposition stands before word `at`: "freed from IS", "a policeman hurt in the attack".

    Neither is IS the subject, nor the attack a verb.
    """
    return reading.document.language == "ckb" and at > 0 and reading.words[at - 1].text in _GOVERNING


def _subject_role(reading: Reading, clause: Clause, name: Hit) -> str | None:
    """Return what the first actor of a clause did as the subject of its first verb, as in English and Sorani it can be.

    None where it is no subject: whoever is counted among the dead is not, nor is the subject of a passive in English
    ("were ambushed"). In Sorani that of a passive suffered it, unless a word for saying comes between.
    """
    if reading.document.language not in _SUBJECT_FIRST:
        return None
    if any(figure.first <= name.first <= figure.last for figure in clause.figures):
        return None
    opens = _opens(reading, name)
    told = [
        trigger
        for trigger in clause.triggers
        if (trigger.first > name.last and not _is_governed(reading, trigger.first))
        or (trigger.last < name.first and not opens)
    ]
    verb = min(told, key=lambda trigger: trigger.first, default=None)
    if verb is None or verb.first < name.first or verb.first - name.last > _TO_VERB:
        return None
    active = verb.label != "killing" or reading.words[verb.first].text.startswith(_KILLS)
    between = reading.within("discourse", name.last + 1, verb.first - 1)
    if not active or any(hit.entry.label == "not_active" and hit.first == verb.first - 1 for hit in between):
        return None
    if verb.subject == "suffered":
        said = any(hit.entry.label in ("says", "speech") for hit in between)
        return "suffered" if reading.document.language == "ckb" and not said else None
    return verb.subject


def _speaks(reading: Reading, name: Hit) -> bool:
    """Tell whether the actor only speaks ("مصدر في الجيش", "قائد الشرطة", "police said")."""
    near = reading.within("discourse", name.first - _LONGEST, name.last + 1)
    before = {hit.last for hit in near if hit.entry.label == "speaker"}
    after = {hit.first for hit in near if hit.entry.label == "says"}
    return name.first - 1 in before or name.last + 1 in after
