"""Names as the index finds them in a text, before it is known which of them are places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.gazetteer.naming import Bearers

__all__ = ["LIST_GAP", "Hit", "are_listed"]

LIST_GAP = 5
"""Parts between two names of a list at most: gaps, a comma and an "and"."""
_LIST_SIGNS = frozenset({"،", ",", "و", "and", "&", "، و", ", and"})


@dataclass(slots=True)
class Hit:
    """A name as the index found it.

    Parameters
    ----------
    first, end : int
        Its parts of the text.
    start_at, end_at : int
        Offsets in the original text, of the name alone.
    text : str
        The surface form.
    bearers : Bearers
        Who may be meant.
    glued : str
        What is written onto it: و, ب …
    after_capital : bool
        Whether a capitalised word among small ones stands right before it: "said Rashad Galali".
    kind_word, several, is_local, evidence : str, bool, bool and int
        Filled in by `only_places`: the kind that the words ask for, whether of a whole list, whether of a quarter or
        village without saying which, what speaks for it.
    """

    first: int
    end: int
    start_at: int
    end_at: int
    text: str
    bearers: Bearers
    glued: str = ""
    after_capital: bool = False
    kind_word: str | None = None
    several: bool = False
    is_local: bool = False
    evidence: int = 0


def are_listed(one: Hit, other: Hit, parts: Sequence[str]) -> bool:
    """Return whether `other` stands right after `one`, with a comma or an "and" between."""
    if other.first - one.end > LIST_GAP:
        return False
    between = [part.strip() for part in parts[one.end : other.first] if part.strip()]
    return other.glued.startswith("و") if not between else len(between) == 1 and between[0] in _LIST_SIGNS
