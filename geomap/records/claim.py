"""Claims: who is said to have done it, by whom, and who denies it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report says somebody said of who did it.

    Parameters
    ----------
    actor : str
        Class of the actor that is named as the perpetrator (`geomap.events.actors`).
    text : str
        The words, from the name of the actor to what is said of it.
    kind : str
        ``claimed`` by the actor itself, ``blamed`` on it by others, ``denied`` by it.
    by : str or None
        The words of who blames it; None where it is the actor itself, or nobody is named.
    """

    actor: str
    text: str
    kind: str
    by: str | None = None
