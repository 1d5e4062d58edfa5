"""Cues: the words that say what happened to people, and on which side of them their figure stands."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.events.lexicon import Hit
from geomap.events.reading import Reading

__all__ = ["KINDS", "Cue", "find_cues"]

KINDS: tuple[str, ...] = ("killed", "injured", "abducted", "arrested")
"""What happened to the people that a figure counts."""

_SIDES = ("before", "after", "either", "alone")
_ARTICLES = ("a", "an", "the")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what happened; `sides` tells whether its figure stands ``before`` it, ``after`` it, or either.

    The labels of the lexicon say where the *word* stands: ``killed_before`` is a word before its figure.
    """

    kind: str
    sides: frozenset[str]
    first: int
    last: int


def find_cues(reading: Reading) -> dict[int, Cue]:
    """Return first word → cue; two labels at one word ("killed" stands before or after its figure) make one."""
    cues: dict[int, Cue] = {}
    for hit in reading.hits.get("casualties", ()):
        kind, _, side = hit.entry.label.rpartition("_")
        if kind in KINDS and side in _SIDES and not _is_adjective(reading, hit):
            known = cues.get(hit.first)
            sides = {side} | (known.sides if known and known.kind == kind else frozenset())
            cues[hit.first] = Cue(kind, frozenset(sides), hit.first, hit.last)
        elif hit.entry.label == "combined" and _tells_two(reading, hit):
            cues[hit.first] = Cue("killed", frozenset({"after"}), hit.first, hit.first)
            cues[hit.last] = Cue("injured", frozenset({"before"}), hit.last, hit.last)
    return cues


def _tells_two(reading: Reading, hit: Hit) -> bool:
    """Tell whether an Arabic combined word is two, each with people of its own: "إن مدنيا قتل وأصيب ثلاثة آخرون"."""
    number = reading.numbers.get(hit.last + 1)
    if reading.document.language != "ar" or number is None or hit.last != hit.first + 1:
        return False
    behind = reading.within("casualties", number.last + 1, number.last + 2)
    people = reading.within("people", hit.first - 1, hit.first - 1)
    return bool(people) and any(other.entry.label == "others" for other in behind)


def _is_adjective(reading: Reading, hit: Hit) -> bool:
    """Tell whether a participle only describes somebody: "the body of a kidnapped shepherd"."""
    people = any(noun.first == hit.last + 1 for noun in reading.within("people", hit.last + 1, hit.last + 1))
    return people and hit.first > 0 and reading.words[hit.first - 1].text in _ARTICLES
