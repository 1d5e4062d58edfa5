"""Weapons: what an event was done with."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.events.clauses import Clause
from geomap.events.lexicon import Hit
from geomap.events.reading import Reading
from geomap.events.triggers import Trigger

__all__ = ["find_weapons"]


def find_weapons(reading: Reading, clauses: Sequence[Clause], trigger: Trigger) -> dict[str, Hit | None]:
    """Return the weapons of an event → the words that name them, None where its kind implies them."""
    found: dict[str, Hit | None] = dict.fromkeys(trigger.weapons)
    for clause in clauses:
        for hit in reading.within("weapons", clause.first, clause.last):
            name = hit.entry.traits["name"]
            found[name] = found.get(name) or hit
    return found
