"""Triggers: the words that say that something happened, and what kind of thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from geomap.events.lexicon import Hit
from geomap.events.reading import Reading

__all__ = ["Trigger", "find_triggers", "flown", "implied", "main", "without_devices"]


_SUBJECTS: Mapping[bool | str, str] = {True: "did", "suffered": "suffered"}
"""What the ``verb`` line of a table makes of the actor before it."""


_COUNT = 6
"""Words from "displaced" to how many were. A guess."""
_MANY = 10
"""Number words below tens say nothing ("many families fled")."""


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A kind of event at the words ``first..last``.

    Parameters
    ----------
    type, subtype : str
        ACLED's names.
    family : str
        Kinds that the press uses for one and the same event.
    rank : int
        How specific it is; the most specific of an event's triggers names its kind.
    generic : bool
        True for "attack" and "killing", which may be any family.
    weak : bool
        True where the words alone make no event.
    definite : bool
        True with an article: "the attack", which has been told before.
    device : bool
        True for words that only name a weapon: found, seized or exploded.
    subject : str or None
        What an actor right before the words did (``did``, ``suffered``); None where they have no subject.
    doer : str
        How the perpetrator is found where the words do not say (`geomap.events.actors`).
    weapons : tuple of str
        Weapons that the words imply.
    by_air : mapping or None
        What changes where aircraft did it.
    rule : str
        The table of the lexicon that names the kind, "+by_air" behind it where that changed it; "figure" where a
        figure alone does.
    """

    first: int
    last: int
    label: str
    type: str
    subtype: str
    family: str
    rank: int
    generic: bool
    weak: bool
    definite: bool
    device: bool
    subject: str | None
    doer: str
    weapons: tuple[str, ...]
    by_air: Mapping[str, Any] | None = None
    rule: str = "figure"


def find_triggers(reading: Reading) -> tuple[Trigger, ...]:
    """Return the triggers of a report in order, those left out whose words are part of a name, a plan or a threat."""
    masked = {
        word
        for hit in reading.hits.get("background", ())
        if hit.entry.traits["scope"] == "words"
        for word in range(hit.first, hit.last + 1)
    }
    articles = {hit.last for hit in reading.labelled("discourse", "definite")}
    passive = {hit.first for hit in reading.labelled("discourse", "passive")}
    told = (hit for hit in reading.hits["triggers"] if hit.first not in masked and _is_counted(reading, hit))
    return tuple(_trigger(reading, hit, articles, passive) for hit in told)


def _is_counted(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number, in figures or words, stands beside words that make an event only with one."""
    if not hit.entry.traits.get("counted"):
        return True
    near = range(hit.first - _COUNT, hit.last + 1 + _COUNT)
    sentence = reading.words[hit.first].sentence
    said = reading.within("amounts", near.start, near.stop)
    amounts = {amount.first for amount in said if amount.entry.traits["low"] >= _MANY}
    return any(reading.words[at].sentence == sentence for at in near if at in reading.numbers or at in amounts)


def implied(first: int, last: int) -> Trigger:
    """Return the trigger that a figure makes which stands without one: "eleven people were taken to hospital"."""
    kind = ("Violence against civilians", "Attack", "fight")
    return Trigger(first, last, "killing", *kind, 1, True, True, False, False, None, "", ())


def without_devices(triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Return `triggers` without the weapons that were only found or seized with the people arrested."""
    seized = any(trigger.family in ("seizure", "arrest") for trigger in triggers)
    return tuple(trigger for trigger in triggers if not (seized and trigger.device))


def flown(trigger: Trigger) -> Trigger:
    """Return `trigger` as what it is when aircraft did it ("قصف" is by aircraft or by guns)."""
    changes = trigger.by_air
    if changes is None:
        return trigger
    return replace(
        trigger,
        label="by_air",
        rule=f"{trigger.rule}+by_air",
        type="Explosions/Remote violence",
        subtype=changes["subtype"],
        family=changes["family"],
        doer=changes["doer"],
        weapons=tuple(changes["weapons"]),
        generic=False,
    )


def main(triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger that names the kind of an event: the most specific, the first of equals."""
    return max(triggers, key=lambda trigger: (trigger.rank, -trigger.first))


def _trigger(reading: Reading, hit: Hit, articles: Set[int], passive: Set[int]) -> Trigger:
    traits = hit.entry.traits
    subject = _SUBJECTS.get(traits.get("verb", False))
    if subject == "did" and not passive.isdisjoint(range(hit.first, hit.last + 2)):
        subject = "suffered"  # "was attacked": in Sorani a form of the verb itself, or the auxiliary right behind it
    return Trigger(
        hit.first,
        hit.last,
        hit.entry.label,
        traits["type"],
        traits["subtype"],
        traits["family"],
        traits["rank"],
        traits.get("generic", False),
        traits.get("weak", False),
        _is_definite(reading, hit.first, articles),
        traits.get("device", False),
        subject,
        traits.get("doer", ""),
        tuple(traits["weapons"]),
        traits.get("by_air"),
        f"{reading.document.language}/triggers/{hit.entry.label}",
    )


_ARTICLES: Mapping[str, tuple[str, ...]] = {"ar": ("ال", "لل"), "ckb": ("هكه", "كه", "كان", "هكهي"), "en": ()}
"""The article as written onto a word: before it in Arabic (after و ف ب ك), behind it in Sorani; matching forms."""


def _is_definite(reading: Reading, first: int, articles: Set[int]) -> bool:
    """Tell whether the word has an article, or a demonstrative before it."""
    if first and first - 1 in articles:
        return True
    word, language = reading.words[first].text, reading.document.language
    if language == "ckb":
        return word.endswith(_ARTICLES[language])
    return language == "ar" and word.lstrip("وفبك").startswith(_ARTICLES[language])
