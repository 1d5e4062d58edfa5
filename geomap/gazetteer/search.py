"""Looking names up: exactly, by their key, and as one types, by likeness."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from rapidfuzz import fuzz, process

from geomap.gazetteer.columns import Columns, Groups, PlaceTable
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
NAMES_EACH = 8
"""Names that are looked at for each place that is asked for: of the best known, five spellings may sound alike."""
MOST_ALIKE = 20
"""Sounds that are looked at for each place that is asked for: several places have one, and fame decides among them."""
HOME = "IQ"
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
    """The names of all places by their key and by their sound.

    Parameters
    ----------
    places : PlaceTable
    columns : Columns
        What `columns_of` gives for the same places: keys and sounds in alphabetical order, each with its names.
    """

    def __init__(self, places: PlaceTable, columns: Columns) -> None:
        self._places = places
        self._keys, self._sounds = columns.texts["key"], columns.texts["sound"]
        self._by_key, self._by_sound = Groups.read(columns, "key"), Groups.read(columns, "sound")
        self._at_home = columns.numbers["sound.at_home"]
        self._fame = columns.numbers["fame"].tolist()

    @staticmethod
    def columns_of(places: PlaceTable) -> Columns:
        """Return keys and sounds of every name, with the names that have each."""
        import numpy as np

        by_key, by_sound = _grouped(map(key, places.texts)), _grouped(map(_searchable, places.texts))
        home = [any(places.name(n)[0].country == HOME for n in names) for names in by_sound.values()]
        fame = [prominence(place) for place in places.values()]
        numbers = {"sound.at_home": np.array(home, bool), "fame": np.array(fame, np.float64)}
        return (
            Columns({"key": list(by_key), "sound": list(by_sound)}, numbers)
            | Groups.columns_of("key", by_key.values())
            | Groups.columns_of("sound", by_sound.values())
        )

    @cached_property
    def _home_sounds(self) -> dict[int, str]:
        return {n: self._sounds[n] for n in self._at_home.nonzero()[0].tolist()}

    def _begun(self, typed: str) -> range:
        """Return the sounds that begin with `typed`, two letters at least."""
        if len(typed) < 2:
            return range(0)
        return range(bisect_left(self._sounds, typed), bisect_left(self._sounds, typed + "\U0010ffff"))

    def _called(self, wanted: str) -> Sequence[int]:
        """Return the names whose key is `wanted`."""
        n = bisect_left(self._keys, wanted)
        return self._by_key[n] if n < len(self._keys) and self._keys[n] == wanted else ()

    def lookup(self, name: str, kind: str | None = None) -> tuple[Match, ...]:
        """Return every place called `name`, in any spelling or script, the best match first and then the best known."""
        rows = [self._places.name(n) for n in self._called(key(name))]
        written = [row for row in rows if script(row[1].text) == script(name)]
        rows = written if written or len(key(name)) < LONG_KEY else rows
        matches = (Match(place, other, round(closeness(name, other.text), 3)) for place, other in rows)
        return rank(match for match in matches if match.score >= SAME_NAME and kind in (None, match.place.kind))

    def search(self, text: str, limit: int = 10, least: float = LIKELY, in_iraq: bool = False) -> tuple[Match, ...]:
        """Return the `limit` places whose names are likest to `text`, typed whole or in part, best first.

        Similarities below `least`, 0..100, are not looked at: the higher it is, the faster the answer. With `in_iraq`
        only names that some place in Iraq bears are compared.
        """
        typed = _searchable(text)
        if not typed:
            return ()
        sounds = self._home_sounds if in_iraq else self._sounds
        found = process.extract(typed, sounds, scorer=fuzz.ratio, score_cutoff=least, limit=MOST_ALIKE * limit)
        scores = {n: score / 100 for _, score, n in found}
        scores |= {n: 0.9 + 0.07 * len(typed) / len(self._sounds[n]) for n in self._begun(typed)}
        likely = (Match(*self._places.name(n), round(0.97 * score, 3)) for score, n in self._best(scores, limit))
        wanted = (m for m in (*self.lookup(text), *likely) if not in_iraq or m.place.country == HOME)
        return rank(wanted, by_fame=True)[:limit]

    def _best(self, scores: Mapping[int, float], limit: int) -> list[tuple[float, int]]:
        """Return (score, name) of the likeliest names of so many sounds, enough for `limit` places.

        A place is made from its columns only when it is in the running, which is most of the time of a search.
        """
        owners, fame = self._places.owners, self._fame
        names = ((score, n) for sound, score in scores.items() for n in self._by_sound[sound])
        weighed = ((score + PROMINENCE_WEIGHT * fame[owners[n]], score, n) for score, n in names)
        best = heapq.nlargest(NAMES_EACH * limit, weighed)
        return [(score, n) for _, score, n in best]


def _grouped(values: Iterable[str]) -> dict[str, list[int]]:
    """Return each distinct value with the numbers of those that are it, in alphabetical order."""
    groups: dict[str, list[int]] = {}
    for n, value in enumerate(values):
        groups.setdefault(value, []).append(n)
    return dict(sorted(groups.items()))


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
