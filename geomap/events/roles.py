"""Roles: what the words around the name of an actor make of it.

The words before it decide ("هجوم شنه …" did, "هجوم على …" suffered), then its place before or after a verb. Where
nothing tells, the actor is only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading, within
from geomap.events.triggers import Trigger
from geomap.events.units import find_units

__all__ = ["Part", "parts_of"]

_REACHES = {"did": 2, "suffered": 5}
"""Words from a role word to the actor: a subject stands beside its verb, an object can be told at length
("استهدفت نقطة تفتيش مشتركة للجيش")."""
_FARTHEST = 12  # words from the first word of a role word to the actor that it reaches
_UNIT = 2  # words between a unit and its force: "الفرقة 14 في الجيش"
_LONGEST = 6  # words of the longest name of an actor
_SUBJECT = 2  # words from a subject to the verb after it
_SUBJECT_FIRST = ("en", "ckb")  # languages in which the subject comes before the verb
_TO_SAY = 5  # words from a Sorani speaker to his verb: "the police of Diyala yesterday in a statement said"; a guess
_SPEAKERS = 3  # words behind the first of those who say it, at the end of a headline: "police, hospital sources"
_OPENERS = ("when", "as", "after", "before", "while")
_TO_VERB = 14  # words from a subject to its verb: "Jihadists broke into a barracks before dawn and shot dead …"
_STACKED = ("en",)  # languages in which the name of who did it stands right before a noun: "Islamic State bombing"
_HURT = ("killed", "injured", "abducted")
_BY_ARMS = ("bomb", "shell", "air")  # kinds of event whose nouns stand behind such a name
_KILLS = ("kill", "كوشت")  # beginnings of active verbs among the words for killing, in matching form
_GOVERNING = ("له", "بو", "به", "بههوي", "لهو", "دواي")  # Sorani "in, from", "to", "with", "by", "in that", "after"
_THAT = 3  # words from "that" to the name of the subject: "أن عناصر تنظيم داعش"
_COMPLEMENTS = ("ان", "بان", "وان")  # "إن", "أن", in their matching form
_OF_ITSELF = ("انها", "انه", "انهم", "بانها", "بانه", "بانهم")  # "that it", in their matching form
_REBELS = ("IS", "PKK")  # whose dead are named by their side
_BOMBERS = ("IS", "PKK", "militia", "unknown")  # who lays bombs
_ORGANISATION = "تنظيم"  # stands before the name of an armed group, and is no part of it
_ACTS = 5  # words from a subject to the verb behind it: "القطعات العسكرية المدعومة بمقاتلي العشائر شرعت"
_PARTED = ("en",)  # languages in which a comma parts a verb or preposition from what it governs no more


@dataclass(frozen=True, slots=True)
class Part:
    """An actor `name` (a class) at the words ``first..last`` and its `role`: did, suffered, spoke, there.

    `tried` marks who was fought while he attempted something: he began it.
    """

    name: str
    role: str
    first: int
    last: int
    air: bool = False
    unit: bool = False
    tried: bool = False


def parts_of(reading: Reading, clause: Clause) -> list[Part]:
    """Return the actors of a clause with their roles, in the order of its words."""
    hits = reading.within("actors", clause.first, clause.last)
    units = find_units(reading, clause.first, clause.last)
    names = _names([hit for hit in hits if "class" in hit.entry.traits], units)
    kurdish = reading.document.language == "ckb"  # whose izafe reaches over a day: "the attack of yesterday of IS"
    cues = [hit for hit in hits if hit.entry.label in _REACHES and (kurdish or hit.last + 1 not in reading.dates)]
    floor, ended = clause.first - 1, clause.first - 1
    tries = {hit.first for hit in hits if hit.entry.label == "tried"}
    role, parts = "there", list[Part]()
    for name in names:
        if name.first > ended:
            floor = ended  # the last word of the name before this one
        part = bool(parts) and _is_part(reading, ended, name.first)
        same = bool(parts) and not part and _is_of(reading, parts[-1], name.first)
        role = role if part or same else _role(reading, clause, name, cues, floor)
        if same:
            parts.pop()  # "the gunmen who attacked X belong to IS"
        ended = max(ended, name.last)
        first, last, unit = _with_unit(name, within(units, name.first - _FARTHEST, name.last + _FARTHEST))
        tried = bool(tries & {name.last + 1, name.last + 2})
        air = "air" in name.entry.traits
        if part:
            first = parts.pop().first  # "a force of the Peshmerga" is the Peshmerga
        parts.append(Part(name.entry.traits["class"], "did" if tried else role, first, last, air, unit, tried))
    return parts


def _is_part(reading: Reading, last: int, first: int) -> bool:
    """Tell whether an actor at word `first` says whose the one is that ends at word `last`: "قوة تابعة للبيشمركة"."""
    return any(
        hit.entry.label == "belongs" and hit.last == first - 1 for hit in reading.within("actors", last + 1, last + 1)
    )


def _is_of(reading: Reading, before: Part, first: int) -> bool:
    """Tell whether the actor at word `first` is the group of the gunmen `before`, who are named farther off.

    "المسلحون الذين هاجموا القرية ينتمون إلى داعش": unless somebody else stands between, of whom it can be said.
    """
    near = reading.within("actors", before.last + 1, first - 1)
    belongs = next((hit for hit in near if hit.entry.label == "belongs" and hit.last == first - 1), None)
    if belongs is None or before.name != "unknown" or before.air:
        return False
    between = range(before.last + 1, belongs.first)
    return not reading.within("people", between.start, between.stop - 1)


def _names(named: Sequence[Hit], units: Sequence[Hit]) -> list[Hit]:
    """Return the actors named and the units that stand without the name of their force, in order."""
    alone = [unit for unit in units if not any(_with_unit(name, [unit])[2] for name in named)]
    return sorted((*named, *alone), key=lambda hit: hit.first)


def _with_unit(name: Hit, units: Sequence[Hit]) -> tuple[int, int, bool]:
    """Return the words of an actor with the numbered unit just before or after it ("لواء 45 حشد")."""
    for unit in units:
        if unit is name or 0 <= name.first - unit.last <= _UNIT + 1 or 0 <= unit.first - name.last <= _UNIT + 1:
            return min(unit.first, name.first), max(unit.last, name.last), True
    return name.first, name.last, False


def _role(reading: Reading, clause: Clause, name: Hit, cues: Sequence[Hit], floor: int) -> str:
    """Return what `name` did: the nearest role word behind word `floor` decides, else the verb beside it."""
    if _says_it_did(reading, name):
        return "did"
    if _speaks(reading, name):
        return "spoke"
    governed = _is_governed(reading, name.first)
    beside = within(clause.triggers, name.first - _FARTHEST, name.last + _FARTHEST)
    beside = [trigger for trigger in beside if not (governed or _is_apart(reading, name, trigger))]
    kurdish = reading.document.language == "ckb"
    first = floor < clause.first or (kurdish and _is_told_by(reading, floor, name))
    if (first or not kurdish) and any(t.first == name.last + 1 and _is_deed(reading, t) for t in beside):
        return "did"  # "killed in IS attack", "IS car bomb kills"
    opens = _opens(reading, name)
    if _is_victim(reading, clause, name):
        return "suffered"
    near = [
        cue
        for cue in within(cues, max(floor + 1, name.first - _FARTHEST), name.first - 1)
        if cue.last < name.first and name.first - cue.last <= _REACHES[cue.entry.label]
        if not _is_parted(reading, cue.last, name.first) and not opens
    ]
    of = reading.document.language == "ar" and reading.words[name.first].text.startswith("ل")
    owns = [trigger for trigger in beside if of and trigger.last == name.first - 1]
    if near and not (owns and near[-1].last < owns[-1].first):
        nearest = max(near, key=lambda cue: (cue.last, cue.first))
        return "did" if _is_subject_of(reading, clause, nearest, name) else nearest.entry.label
    if owns or _acts(reading, name):
        return "did"
    if any(hit.entry.label == "undergoes" for hit in reading.within("actors", name.last + 1, name.last + 1)):
        return "suffered"
    if (first or opens) and not governed and (role := _subject_role(reading, clause, name)):
        return role
    for trigger in beside:
        if trigger.subject and trigger.label != "killing" and 0 < trigger.first - name.last <= _SUBJECT:
            passive = trigger.subject == "did" and _is_passive(reading, trigger.first)
            object_first = kurdish and not first  # in Sorani the object stands before the verb
            return "suffered" if passive or object_first else trigger.subject
    return "there"


def _is_told_by(reading: Reading, floor: int, name: Hit) -> bool:
    """Tell whether a Sorani verb of saying parts a name from the actor before it: "the police said gunmen took"."""
    return any(hit.entry.label in ("says", "speech") for hit in reading.within("discourse", floor + 1, name.first - 1))


def _is_victim(reading: Reading, clause: Clause, name: Hit) -> bool:
    """Tell whether those whom a figure counts begin with the name or stand right behind it: "IS leader killed".

    In Arabic the name is one of their words: "قتلت أربعة من عناصر داعش".
    """
    language = reading.document.language
    if language == "ar" and name.entry.traits["class"] not in _REBELS:
        return False  # a unit says better who was hit than its two soldiers
    if language == "ar":
        people = [figure.people for figure in clause.figures if figure.people]
        return any(first <= name.first <= last for first, last in people)
    if language not in _STACKED:
        return False
    near = within(clause.figures, name.first, name.last + 1)
    begins = {figure.first for figure in near if figure.kind in _HURT}
    behind = reading.within("people", name.last + 1, name.last + 1)
    return name.first in begins or (name.last + 1 in begins and bool(behind))


def _is_deed(reading: Reading, trigger: Trigger) -> bool:
    """Tell whether the actor right before `trigger` did it; English sets names before nouns too."""
    if trigger.subject is None:
        return reading.document.language in _STACKED and trigger.family in _BY_ARMS
    return trigger.subject == "did" and trigger.label != "killing"


def _is_passive(reading: Reading, verb: int) -> bool:
    """Tell whether what stands before word `verb` makes it a passive or a noun ("was shot dead")."""
    return any(hit.entry.label == "not_active" for hit in reading.within("discourse", verb - 1, verb - 1))


def _acts(reading: Reading, name: Hit) -> bool:
    """Tell whether an Arabic name is the subject of a verb behind it: "إن قوات الجيش شنت هجوما"."""
    words = reading.words
    if reading.document.language != "ar":
        return False
    if not any(word.text in _COMPLEMENTS for word in words[max(0, name.first - _THAT) : name.first]):
        return False
    behind = reading.within("actors", name.last + 1, name.last + _ACTS)
    verb = next((hit for hit in behind if hit.entry.label == "acts"), None)
    return verb is not None and not any(words[at].before for at in range(name.last + 1, verb.first + 1))


def _says_it_did(reading: Reading, name: Hit) -> bool:
    """Tell whether an Arabic name says of itself that it did something: "أعلنت المقاومة الإسلامية أنها قصفت قاعدة"."""
    near = range(name.last + 1, min(len(reading.words), name.last + 2 + _THAT))
    that = next((at for at in near if reading.words[at].text in _OF_ITSELF), None)
    if reading.document.language != "ar" or that is None:
        return False
    return any(hit.entry.label == "acts" for hit in reading.within("actors", that + 1, that + 1))


def _is_subject_of(reading: Reading, clause: Clause, cue: Hit, name: Hit) -> bool:
    """Tell whether an Arabic name stands right behind the verb that opens its sentence: "استهدف تنظيم داعش بعبوة …".

    A passive is written alike: who lays no bombs was hit by one ("استهدف التحالف بعبوة ناسفة").
    """
    if name.entry.traits["class"] not in _BOMBERS and any(trigger.family == "bomb" for trigger in clause.triggers):
        return False
    opens = reading.document.language == "ar" and cue.first == reading.sentence_begin(cue.first)
    between = [word.text for word in reading.words[cue.last + 1 : name.first]]
    verbs = reading.within("actors", cue.first, cue.first) if opens and between in ([], [_ORGANISATION]) else ()
    return any(hit.entry.label == "acts" for hit in verbs)


def _is_apart(reading: Reading, name: Hit, trigger: Trigger) -> bool:
    """Tell whether a trigger behind an Arabic name begins with "and" or "by": then the name is not its subject."""
    if reading.document.language != "ar" or trigger.first <= name.last:
        return False
    word = reading.words[trigger.first]
    return word.text.startswith(("و", "ب")) or any(mark in word.before for mark in ",،")


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
    if not active or _is_passive(reading, verb.first):
        return None
    if verb.subject == "suffered":
        between = reading.within("discourse", name.last + 1, verb.first - 1)
        said = any(hit.entry.label in ("says", "speech") for hit in between)
        return "suffered" if reading.document.language == "ckb" and not said else None
    return verb.subject


def _ends(reading: Reading, name: Hit) -> bool:
    """Tell whether a sentence ends with the name, or a word or two behind it: "police, medics"."""
    at = name.last + 1 + _SPEAKERS
    return at >= len(reading.words) or reading.words[at].sentence != reading.words[name.first].sentence


def _speaks(reading: Reading, name: Hit) -> bool:
    """Tell whether the actor only speaks ("مصدر في الجيش", "قائد الشرطة", "police said", "…: police")."""
    if ":" in reading.words[name.first].before and _ends(reading, name):
        return True
    near = reading.within("discourse", name.first - _LONGEST, name.last + _TO_SAY)
    before = {hit.last for hit in near if hit.entry.label == "speaker"}
    after = {hit.first for hit in near if hit.entry.label == "says"}
    if reading.document.language == "ckb" and not after.isdisjoint(range(name.last + 1, name.last + 1 + _TO_SAY)):
        says = min(at for at in after if at > name.last)
        return not reading.within("triggers", name.last + 1, says)
    return name.first - 1 in before or name.last + 1 in after
