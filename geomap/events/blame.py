"""Blame: who claims an event, who is accused of it, and who denies having done it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from geomap.events.actors import FORCES, Part, Sides
from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading, within
from geomap.events.site import COUNTRY
from geomap.events.triggers import Trigger
from geomap.records import Claim

__all__ = ["Blame", "blames", "record", "settled"]

_AFTERWARDS = 1000  # words after an event over which a claim can be of it: two pages
_ACCUSED = 2  # sentences from an event to the accusation that is of it, and not of what was told in between
_CLAIM = 4  # words between a claim and who makes it
_SENTENCE = 40  # words around a claim among which its sentence lies
_ACCUSER = 9  # words of the longest name of who accuses
_NO_CLAIMANTS = FORCES | {"civilians"}
_FAMILIES = ("fight", "bomb", "shell", "abduct", "air")
"""Kinds of event that somebody claims or is blamed for; arrests and finds have no culprit to look for."""
_TO = ("on", "to")  # "an attack blamed on": nobody accuses
_PARTING = ",،;؛:.()"
_KINDS = {"claimed": "claimed", "claimed_all": "claimed", "blamed": "blamed", "disowned": "denied"}
"""Label of the lexicon → kind of the record."""


@dataclass(frozen=True, slots=True)
class Blame:
    """The actor `part` and what the words ``first..last`` say of it; `by` are the words of who accuses it."""

    kind: str
    part: Part
    first: int
    last: int
    by: tuple[int, int] | None = None


def blames(reading: Reading, clauses: Sequence[Clause], trigger: Trigger, others: Set[int]) -> list[Blame]:
    """Return what is said of who did an event, in the order of the text.

    Parameters
    ----------
    reading : Reading
        The report.
    clauses : sequence of Clause
        Those that tell the event.
    trigger : Trigger
        Its kind: of a bombing, "behind the shooting" says nothing.
    others : set of int
        Sentences that tell other events: what is said in them is of those.
    """
    if trigger.family not in _FAMILIES:
        return []
    mine = {clause.sentence for clause in clauses}
    reach = set(range(min(mine), max(mine) + 1 + _ACCUSED)) - (others - mine)
    hits = [hit for hit in _hits(reading) if reading.words[hit.first].sentence in reach]
    told: dict[tuple[str, Part], Blame] = {}
    for hit in hits:
        blame = None if _is_of_other_kind(reading, hit, trigger) else _blame(reading, hit)
        if blame is not None:
            told[blame.kind, blame.part] = blame
    return list(told.values())


def settled(reading: Reading, who: Sides, said: Sequence[Blame], clauses: Sequence[Clause], trigger: Trigger) -> Sides:
    """Return `who` with the perpetrator that a claim names where nothing else does, and what it rests on.

    Parameters
    ----------
    reading : Reading
        The report.
    who : Sides
        What the words of the event say.
    said : sequence of Blame
        What is said of it.
    clauses : sequence of Clause
        Those that tell it.
    trigger : Trigger
        Its kind; only attacks are claimed.
    """
    who = _named(reading, who, clauses, trigger)
    about = [blame for blame in said if blame.part.name == who.perpetrator]
    if any(blame.kind == "denied" for blame in about):
        return replace(who, basis="denied")
    part = who.perpetrator_part
    same = next((blame.kind for blame in about if part is not None and blame.part.first == part.first), None)
    return replace(who, basis=same) if same is not None and who.basis == "stated" else who


def record(reading: Reading, blame: Blame) -> Claim:
    """Return `blame` as it is kept: the words from the name to what is said of it."""
    first, last = min(blame.first, blame.part.first), max(blame.last, blame.part.last)
    text = reading.evidence("", first, last).text
    return Claim(blame.part.name, text, blame.kind, reading.evidence("", *blame.by).text if blame.by else None)


def _hits(reading: Reading) -> list[Hit]:
    """Return the words that claim, blame and deny; "denied responsibility" holds no claim of it."""
    denials = reading.labelled("claims", "disowned")
    denied = {word for hit in denials for word in range(hit.first, hit.last + 1)}
    claims = reading.labelled("actors", "claimed", "claimed_all", "blamed")
    return sorted((*(hit for hit in claims if hit.first not in denied), *denials), key=lambda hit: hit.first)


def _named(reading: Reading, who: Sides, clauses: Sequence[Clause], trigger: Trigger) -> Sides:
    """Return `who` with the perpetrator that its sentence or a later one names, where nobody else is said to be it."""
    if who.perpetrator != "unknown" or trigger.family not in _FAMILIES:
        return who
    begin = reading.sentence_begin(clauses[0].first)
    last = max(clauses, key=lambda clause: clause.sentence)
    every = _hits(reading)
    claims = [
        claim
        for claim in within(every, begin, clauses[-1].last + _AFTERWARDS)
        if claim.entry.label == "claimed"
        or (claim.entry.label == "blamed" and _is_accused_of(reading, claim, last, trigger))
    ]
    here = frozenset[str]().union(*(site.ids for clause in clauses for site in clause.sites))
    claims = [claim for claim in claims if not _is_of_other_kind(reading, claim, trigger)]
    claims = [claim for claim in claims if not _is_of_other_place(reading, claim, here)]
    claims = [claim for claim in claims if not _is_open(reading, claim)]  # blamed and denied in one breath
    for claim in (*claims, *(claim for claim in every if claim.entry.label == "claimed_all")):
        blame = _blame(reading, claim)
        if blame is None or blame.part.name == "civilians":
            continue
        if blame.part.name == who.target:
            if blame.kind != "claimed":
                continue
            who = replace(who, target="unknown", target_part=None)  # nobody claims what he has suffered
        return replace(who, perpetrator=blame.part.name, perpetrator_part=blame.part, basis=blame.kind)
    return who


def _is_accused_of(reading: Reading, claim: Hit, told: Clause, trigger: Trigger) -> bool:
    """Tell whether an accusation follows the last words of an event closely, with no event of another kind between.

    One that says of what it is ("of both attacks") is of more than the last.
    """
    sentence = reading.words[claim.first].sentence
    if sentence - told.sentence > _ACCUSED:
        return False
    after = reading.within("triggers", told.last + 1, claim.last + _SENTENCE)
    if any(reading.words[hit.first].sentence == sentence for hit in after):
        return True
    between = [hit.entry.traits for hit in after if hit.first < claim.first]
    return all(t["family"] == trigger.family or t.get("generic") or t.get("weak") for t in between)


def _is_of_other_kind(reading: Reading, claim: Hit, trigger: Trigger) -> bool:
    """Tell whether a claim names a kind of event that this is not: "behind the bombing" says nothing of a shooting."""
    named = [hit.entry.traits for hit in reading.within("triggers", claim.first, claim.last + 2)]
    families = {traits["family"] for traits in named if not traits.get("generic")}
    return bool(families) and trigger.family not in families and not trigger.generic


def _is_of_other_place(reading: Reading, claim: Hit, here: Set[str]) -> bool:
    """Tell whether what is claimed is named by a place that the event's words do not name: "the Sadr City attack"."""
    behind = range(claim.last + 1, claim.last + 1 + _CLAIM)
    named = (reading.names[at].mention.place_ids for at in behind if at in reading.names)
    places = {place for ids in named for place in ids if place != COUNTRY}
    return bool(places and here) and not places & here


def _blame(reading: Reading, hit: Hit) -> Blame | None:
    """Return what the words at `hit` say of whom, or None where they name nobody."""
    kind = _KINDS[hit.entry.label]
    names = _names(reading, hit)
    name = {"claimed": _claimant, "blamed": _accused, "denied": _denier}[kind](reading, hit, names)
    if name is None:
        return None
    part = Part(name.entry.traits["class"], "did", name.first, name.last)
    return Blame(kind, part, hit.first, hit.last, _accuser(reading, hit, name) if kind == "blamed" else None)


def _names(reading: Reading, hit: Hit) -> list[Hit]:
    """Return the actors that the sentence of `hit` names."""
    sentence = reading.words[hit.first].sentence
    around = reading.within("actors", hit.first - _SENTENCE, hit.last + _SENTENCE)
    same = [name for name in around if reading.words[name.first].sentence == sentence]
    return [name for name in same if name.entry.traits.get("class", "unknown") != "unknown"]


def _claimant(reading: Reading, claim: Hit, names: Sequence[Hit]) -> Hit | None:
    """Return who makes a claim: the actor beside it, else the nearest before it that is no force of the state."""
    if _is_open(reading, claim):
        return None
    beside = [hit for hit in names if min(abs(hit.first - claim.last), abs(claim.first - hit.last)) <= _CLAIM]
    before = [hit for hit in names if hit.last < claim.first and hit.entry.traits["class"] not in _NO_CLAIMANTS]
    return min(beside or before, key=lambda hit: abs(hit.first - claim.first), default=None)


def _is_open(reading: Reading, claim: Hit) -> bool:
    """Tell whether the sentence of a claim says that nobody made it, or that somebody denies it."""
    sentence = reading.words[claim.first].sentence
    return any(reading.words[hit.first].sentence == sentence for hit in reading.labelled("actors", "unclaimed"))


def _accused(reading: Reading, hit: Hit, names: Sequence[Hit]) -> Hit | None:
    """Return who is accused.

    In English who stands behind the verb, or before a passive; in Arabic the second name behind it, or the only one;
    in Sorani the last before it.
    """
    culprits = [name for name in names if name.entry.traits["class"] != "civilians"]
    before = [name for name in culprits if name.last < hit.first]
    after = [name for name in culprits if name.first > hit.last]
    passive = any(word.last == hit.first - 1 for word in reading.labelled("claims", "passive"))
    if reading.document.language == "ckb" or passive:
        return before[-1] if before else None
    if reading.document.language == "ar":
        near = [name for name in after if name.first - hit.last <= _ACCUSER]
        return near[1] if len(near) > 1 and near[0].entry.traits["class"] in _NO_CLAIMANTS else next(iter(near), None)
    return after[0] if after else None


def _accuser(reading: Reading, hit: Hit, name: Hit) -> tuple[int, int] | None:
    """Return the words of who accuses `name`: behind the verb in Arabic, before it or the name elsewhere."""
    if reading.document.language == "ar":
        first, last = hit.last + 1, name.first - 1
        last -= bool(reading.within("claims", last, last))  # "the organisation" of the name
    else:
        last = (hit.first if name.first > hit.last else name.first) - 1
        first = last + 1
        while first > 0 and last - first < _ACCUSER and _goes_back(reading, first):
            first -= 1
    passive = reading.within("claims", last, last) or reading.words[hit.last].text in _TO
    return (first, last) if not passive and first <= last < first + _ACCUSER else None


def _goes_back(reading: Reading, first: int) -> bool:
    """Tell whether the words before word `first` are of the same sentence, with nothing that parts them."""
    words = reading.words
    parted = any(mark in words[first].before for mark in _PARTING)
    bounds = reading.within("sources", first - 1, first - 1)
    return words[first - 1].sentence == words[first].sentence and not parted and not bounds


def _denier(_: Reading, hit: Hit, names: Sequence[Hit]) -> Hit | None:
    """Return who denies it: named within the words, else the nearest before them."""
    inside = [name for name in names if hit.first <= name.first <= hit.last]
    before = [name for name in names if name.last < hit.first]
    return next(iter([*inside, *reversed(before)]), None)
