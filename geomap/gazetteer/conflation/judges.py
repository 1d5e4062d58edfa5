"""The judges: what speaks for two rows being one place, each in bits and with a sentence.

After Fellegi & Sunter (1969): a judge says how many times likelier its observation is of one place than of two, as a
binary logarithm, and the bits add up. Two rows are one place from `LEAST_BITS` on. Which weights were fitted, and on
what, stands beside each; `benchmarks/conflation.py` prints what they reach.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from rapidfuzz import fuzz
from shapely import Point

from geomap.gazetteer.conflation.decisions import Verdict
from geomap.gazetteer.conflation.rows import Row
from geomap.gazetteer.keys import closeness, key, script
from geomap.gazetteer.tables import UNIT_KINDS

__all__ = ["LEAST_BITS", "Judges", "kinds_bits"]

LEAST_BITS = 6.0
"""Bits from which two rows are one place: a guess (1 : 64 against a row taken at random), held by the benchmark."""

USUAL_ROWS = 20_000
"""Settlements of Iraq in a full gazetteer (GeoNames has some 22,000): how many a name could have been of."""
ROWS_PER_KM2 = USUAL_ROWS / 438_000
"""How thick they lie on average; the area of Iraq is 438,000 km²."""

SETTLEMENTS = ("city", "town", "village", "quarter", "camp")
# fmt: off
_KIND_BITS: Mapping[frozenset[str], float] = {
    frozenset(pair.split()): bits for bits, pairs in {
        0.0: ("city town", "town village", "base airport", "region range"),
        -1.0: ("village quarter", "village camp", "city village", "facility base", "facility refinery",
               "facility oilfield", "facility airport", "facility shrine", "crossing checkpoint", "refinery oilfield",
               "region lake", "facility dam", "facility camp"),
        -2.0: ("town quarter", "city quarter"),
        -3.0: ("town camp", "quarter camp", "bridge checkpoint"),
    }.items() for pair in pairs
}
# fmt: on
"""Bits for two different kinds that may be of one place, as gazetteers call them; all others are two. Guesses: GeoNames
calls a town of any size a populated place."""

SAME_SORT_BITS = 3.0
"""Two rows of one kind that is no settlement's and no unit's: one row in thirty is of any of them, against which the
settlements' density below counts too many (a guess)."""

SAME_KEY_BITS = -1.5
"""Names of one key in two scripts, where Arabic leaves the short vowels out (a guess)."""
UNLIKE_BITS = -22.0
"""Times one less the closeness of two spellings of one key in one script (a guess)."""
FUZZY_BITS = -1.0, -36.0
"""Names of two keys: to begin with, and times one less the likeness of the keys (guesses)."""
QUALIFIED = 0.89
"""How alike Tawajina and Old Tawajina are: enough for a rare name at the same spot (a guess)."""
MOST_FUZZY_BITS = math.log2(USUAL_ROWS) + FUZZY_BITS[0]
FUZZY_KM = 5.0
"""Settlements farther apart than this are not one by names that are merely alike: no such pair reached `LEAST_BITS`."""
LEAST_ALIKE = 0.75
"""Keys less alike than this prove nothing (a guess)."""
SHORTEST_FUZZY = 4
"""Letters of a key from which a like one counts: of three letters each other key is alike."""

SPOT_KM = 0.5
"""Two points nearer than this are the same spot: GeoNames gives minutes or five decimals, ours three."""
USUAL_ERROR_KM = 3.0
"""How far the points of one place lie apart in two gazetteers, as a standard deviation. Read off the distances between
our places and Who's On First's of the same name (data/gazetteer/SOURCES.md: 87 % within 3 km, 93 % within 6)."""
RADIUS_SHARE = 0.5
"""Of its radius, how far from the middle of a place another gazetteer may put its point (a guess)."""
UNIT_SPREAD = 0.5
"""Of a unit's radius, how far its seat and its middle usually lie apart (a guess)."""
UNIT_FAR_BITS = -4.0
"""The least that distance says of two units that may be one: a seat can lie at the very edge of a desert (a guess)."""
SEAT_INSIDE_BITS, SEAT_OUTSIDE_BITS = 4.0, -2.0
"""For our seat of a unit lying in the area that the other gazetteer gives it, or not: a level has 18 to 300 units, and
a seat may lie just over the line (guesses)."""

SAME_UNIT_BITS: Mapping[str, float] = {"subdistrict": 2.0, "district": 1.5, "governorate": 0.5}
OTHER_UNIT_BITS: Mapping[str, float] = {"district": -1.0, "governorate": -3.0}
"""For the narrowest unit that both have, and for the widest that they have not (guesses)."""


def kinds_bits(one: str, other: str) -> float | None:
    """Return the bits for two kinds, or None where a place cannot be of both."""
    if one == other:
        return 0.0 if one in SETTLEMENTS or one in UNIT_KINDS else SAME_SORT_BITS
    return _KIND_BITS.get(frozenset((one, other)))


class Judges:
    """The judges, with what they need to know of the rows as a whole.

    Parameters
    ----------
    frequency : mapping of str to int
        How many places bear a key.
    level : callable
        Takes the id of one of our units and returns its kind.
    """

    def __init__(self, frequency: Mapping[str, int], level: Callable[[str], str | None]) -> None:
        self._frequency = frequency
        self._level = level
        self._alike: dict[tuple[str, str], float] = {}

    def score(self, one: Row, other: Row, km: float) -> float | None:
        """Return the bits of all judges together; None where kinds forbid it or no name is alike.

        Names of two keys are only compared where the other judges leave it open: nine pairs in ten need none of it.
        """
        kind = kinds_bits(one.kind, other.kind)
        if kind is None:
            return None
        if km > FUZZY_KM and one.kind not in UNIT_KINDS and one.keys.isdisjoint(other.keys):
            return None
        rest = kind + self._distance(one, other, km) + self._parent(one, other)[0] + _ground(one, other)[0]
        name = self._name(one, other, fuzzy=rest + MOST_FUZZY_BITS >= LEAST_BITS)
        return None if name is None else rest + name[0]

    def verdicts(self, one: Row, other: Row, km: float) -> tuple[Verdict, ...]:
        """Return the judges' sentences on two rows that `score` has bits for."""
        name, parent, ground = self._name(one, other), self._parent(one, other), _ground(one, other)
        kind = kinds_bits(one.kind, other.kind) or 0.0
        kinds = (
            f"the kind of both is {one.kind}"
            if one.kind == other.kind
            else f"what one calls {one.kind} the other may call {other.kind}"
        )
        bits, ours, theirs = name if name else (0.0, "", "")
        number = self._frequency.get(ours, 1)
        rare = "no other place is called so" if number == 1 else f"{number} places are called so"
        names = f"the key {ours} is the same and {rare}" if ours == theirs else f"{ours} is like {theirs} and {rare}"
        return (
            Verdict("kind", kind, kinds),
            Verdict("name", bits, names),
            Verdict("distance", self._distance(one, other, km), f"they lie {km:.1f} km apart"),
            *([Verdict("parent", *parent)] if parent[1] else []),
            *([Verdict("ground", *ground)] if ground[1] else []),
        )

    def _name(self, one: Row, other: Row, *, fuzzy: bool = True) -> tuple[float, str, str] | None:
        """Return the bits of the likest two names, and their keys."""
        shared = one.spelt.keys() & other.spelt.keys()
        if shared:
            sounds = min((one.spelt[spelling] for spelling in shared), key=self._rarity)
            return self._rare(sounds), sounds, sounds
        found = [(self._rare(k) + _unlike(one, other, k), k, k) for k in one.keys & other.keys]
        if not found and fuzzy:
            found = [
                (self._rare(a) + FUZZY_BITS[0] + FUZZY_BITS[1] * (1 - min(alike, _nearest(one, a, other, b))), a, b)
                for a in one.keys
                for b in other.keys
                if (alike := self._alikeness(a, b))
            ]
        return max(found, default=None)

    def _rarity(self, sounds: str) -> tuple[int, str]:
        return self._frequency.get(sounds, 1), sounds

    def _rare(self, sounds: str) -> float:
        return math.log2(USUAL_ROWS / self._frequency.get(sounds, 1))

    def _alikeness(self, a: str, b: str) -> float:
        """Return how alike two keys are, or 0 where they are too short, not alike, or told apart by a qualifier.

        A qualifier that only one has tells them apart less than two different ones.
        """
        pair = (a, b)
        known = self._alike.get(pair)
        if known is None:
            head, _, tail = a.partition("|")
            other, _, mark = b.partition("|")
            known = 0.0
            if head == other and not (tail and mark):
                known = QUALIFIED
            elif tail == mark and min(len(head), len(other)) >= SHORTEST_FUZZY:
                known = fuzz.ratio(head, other, score_cutoff=100 * LEAST_ALIKE) / 100
            self._alike[pair] = known
        return known

    def _distance(self, one: Row, other: Row, km: float) -> float:
        """Return the bits for lying `km` apart: how few rows lie so near by chance, and how seldom one place errs so.

        The first is the density of settlements times the disc; the second a normal distribution about the spot.
        """
        if one.kind in UNIT_KINDS:
            spread = max(USUAL_ERROR_KM, UNIT_SPREAD * max(one.radius_km, other.radius_km))
            return max(UNIT_FAR_BITS, -0.72 * (km / spread) ** 2)
        beyond = max(0.0, km - RADIUS_SHARE * max(one.radius_km, other.radius_km))
        chance = ROWS_PER_KM2 * math.pi * (SPOT_KM + km) ** 2
        return -math.log2(chance) - 0.72 * (beyond / USUAL_ERROR_KM) ** 2

    def _parent(self, one: Row, other: Row) -> tuple[float, str]:
        """Return the bits for the units that hold both, or that hold but one of them."""
        if not one.units or not other.units:
            return 0.0, ""
        first, second = {*one.units, *one.claimed}, {*other.units, *other.claimed}
        shared = next(
            (unit for unit in (*one.units, *one.claimed) if unit in second and self._level(unit) in SAME_UNIT_BITS),
            None,
        )
        shared_level = (self._level(shared) if shared else None) or ""
        if shared_level in ("", "governorate"):
            for level in ("governorate", "district"):
                mine, yours = self._at(one, level), self._at(other, level)
                if mine and yours and mine not in second and yours not in first:
                    return OTHER_UNIT_BITS[level], f"one lies in {mine}, the other in {yours}"
        return (SAME_UNIT_BITS[shared_level], f"both lie in {shared}") if shared_level else (0.0, "")

    def _at(self, row: Row, level: str) -> str | None:
        return next((unit for unit in row.units if self._level(unit) == level), None)


def _ground(one: Row, other: Row) -> tuple[float, str]:
    """Return the bits for the seat of one unit lying in the area of the other."""
    for unit, seat in ((one, other), (other, one)):
        if unit.area is not None and seat.area is None:
            inside = unit.area.intersects(Point(seat.lon, seat.lat))
            where = "in" if inside else "outside"
            return SEAT_INSIDE_BITS if inside else SEAT_OUTSIDE_BITS, f"{seat.id} has its seat {where} the other's area"
    return 0.0, ""


def _unlike(one: Row, other: Row, sounds: str) -> float:
    """Return the bits for the likest two spellings of one key."""
    return SAME_KEY_BITS + UNLIKE_BITS * (1 - _nearest(one, sounds, other, sounds))


def _nearest(one: Row, heard: str, other: Row, also: str) -> float:
    """Return how near the likest two spellings of two keys are, in the script where they are less near.

    تل الرمان and تل الريان differ by a letter, Tall Rumman and Tall ar Rayyan by four. 1 where no script is common.
    """
    first = [spelling for spelling, sounds in one.spelt.items() if sounds == heard]
    second = [spelling for spelling, sounds in other.spelt.items() if sounds == also]
    alike: dict[str, float] = {}
    for a in first:
        for b in second:
            if (letters := script(a)) == script(b):
                alike[letters] = max(closeness(*_from_where_they_differ(a, b)), alike.get(letters, 0.0))
    return min(alike.values(), default=1.0)


def _from_where_they_differ(a: str, b: str) -> tuple[str, str]:
    """Return two names without the first words that they share: of Tal Abu Jarad and Tall Abu Jabbar the last ones."""
    first, second = a.split(), b.split()
    while min(len(first), len(second)) > 1 and key(first[0]) == key(second[0]):
        first, second = first[1:], second[1:]
    return " ".join(first), " ".join(second)
