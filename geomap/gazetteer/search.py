"""Looking names up: exactly, by their key, and as one types, by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from rapidfuzz import fuzz, process

from geomap.gazetteer.keys import closeness, key, script, sound
from geomap.gazetteer.naming import prominence
from geomap.records import Name, Place

__all__ = ["LIKELY", "Match", "NameTable", "rank"]

SAME_NAME = 0.75
"""Least closeness of a name that shares the key: Karkuk and Kirkuk (0.81) do, Mosul and Musayl do not."""
LONG_KEY = 3
"""Consonants that a name must have to be matched across scripts, where vowels say nothing."""
LIKELY = 60.0
"""Least similarity, 0..100, of a name found by likeness."""
PROMINENCE_WEIGHT = 0.01
"""What a tenfold population is worth in likeness when results are ranked (a guess)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name may mean.

    Parameters
    ----------
    place : Place
    name : Name
        The name of the place that matched, as the gazetteer writes it.
    score : float
        0..1: 1 for the same spelling, 0.97 for the same sound.
    """

    place: Place
    name: Name
    score: float


class NameTable:
    """The names of all places by their key."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._rows = [(place, name) for place in places for name in place.names]
        self._by_key: dict[str, list[int]] = {}
        for n, (_, name) in enumerate(self._rows):
            self._by_key.setdefault(key(name.text), []).append(n)

    @cached_property
    def _sounds(self) -> list[str]:
        return [_searchable(name.text) for _, name in self._rows]

    @cached_property
    def _in_order(self) -> list[int]:
        return sorted(range(len(self._sounds)), key=self._sounds.__getitem__)

    def _begun(self, typed: str) -> list[int]:
        """Return the rows whose sound begins with `typed`, two letters at least."""
        if len(typed) < 2:
            return []
        ends = (
            bisect_left(self._in_order, word, key=self._sounds.__getitem__) for word in (typed, typed + "\U0010ffff")
        )
        return self._in_order[slice(*ends)]

    def lookup(self, name: str, kind: str | None = None) -> tuple[Match, ...]:
        """Return every place called `name`, in any spelling or script, the best match first and then the best known."""
        rows = [self._rows[n] for n in self._by_key.get(key(name), ())]
        written = [row for row in rows if script(row[1].text) == script(name)]
        rows = written if written or len(key(name)) < LONG_KEY else rows
        matches = (Match(place, other, round(closeness(name, other.text), 3)) for place, other in rows)
        return rank(match for match in matches if match.score >= SAME_NAME and kind in (None, match.place.kind))

    def search(self, text: str, limit: int = 10, least: float = LIKELY) -> tuple[Match, ...]:
        """Return the `limit` places whose names are likest to `text`, typed whole or in part, best first.

        Similarities below `least`, 0..100, are not looked at: the higher it is, the faster the answer.
        """
        typed = _searchable(text)
        if not typed:
            return ()
        found = process.extract(typed, self._sounds, scorer=fuzz.ratio, score_cutoff=least, limit=20 * limit)
        scores = {n: score / 100 for _, score, n in found} | {
            n: 0.9 + 0.07 * len(typed) / len(self._sounds[n]) for n in self._begun(typed)
        }
        exact = self.lookup(text)
        likely = (Match(*self._rows[n], round(0.97 * score, 3)) for n, score in scores.items())
        return rank([*exact, *likely], by_fame=True)[:limit]


def _searchable(text: str) -> str:
    known = script(text) == "arabic" or text.isascii()
    return sound(text if known else anyascii(text))


def rank(matches: Iterable[Match], by_fame: bool = False) -> tuple[Match, ...]:
    """Return one match for each place, the best first; with `by_fame` how well known it is weighs a little too."""
    weight = PROMINENCE_WEIGHT if by_fame else 0.0

    def order(match: Match) -> tuple[float, float, str]:
        fame = prominence(match.place)
        return -round(match.score + weight * fame, 2), -fame, match.place.id

    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: -m.score):
        best.setdefault(match.place.id, match)
    return tuple(sorted(best.values(), key=order))
