"""The index of names: every way in which a name may stand in a text, as a pattern of word codes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.gazetteer.columns import Columns, Groups, PlaceTable
from geomap.gazetteer.keys import key, script, tidy
from geomap.gazetteer.matcher import Automaton, Matcher
from geomap.gazetteer.reading import ARTICLE, ARTICLE_WORDS, Reader, Vocabulary, split
from geomap.gazetteer.surroundings import surroundings
from geomap.language import fold_text
from geomap.records import Name, Place

__all__ = ["Bearers", "NameIndex", "NamedPlace", "prominence", "spellings"]

_GAP = "\x01"
_SHORTEST_JOINED = 6
"""Two words of a name may be written as one if it has this many letters: بلدروز, تلعفر (a guess)."""

_FIXED_PROMINENCE = {"country": 6.5, "governorate": 4.6, "district": 4.2, "subdistrict": 4.1}
_LEAST_PROMINENCE = {"city": 5.0, "town": 4.3}
_USUAL_PROMINENCE = {"village": 3.0, "quarter": 2.8, "checkpoint": 2.8, "facility": 3.2, "shrine": 3.2, "bridge": 3.2}
_MOST_PROMINENCE = 4.0
"""Of a village, quarter or feature: never better known than a town."""


def prominence(place: Place) -> float:
    """Return how well known a place is to readers of news from Iraq, as a decimal logarithm of "people".

    Towns count by population; units and features have fixed ranks beside them, so that the town comes before
    the district of its name. A place in Iraq counts a hundredfold, one in the disputed territories a thousandfold; one
    that only a foreign gazetteer has a tenth, for our tables hold what reports name (guesses, held by the tests of
    `tests/gazetteer/test_ambiguity.py`).
    """
    kind = place.kind
    size = math.log10(place.population or 1)
    if kind in _FIXED_PROMINENCE:
        size = _FIXED_PROMINENCE[kind]
    elif kind in _LEAST_PROMINENCE:
        size = max(size, _LEAST_PROMINENCE[kind])
    else:
        size = min(_MOST_PROMINENCE, max(size, _USUAL_PROMINENCE.get(kind, 3.5)))
    if place.country != "IQ":
        return size
    return size + 2.0 + (1.0 if place.disputed >= 0.5 else 0.0) - (1.0 if place.is_foreign else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class NamedPlace:
    """A place and one of its names."""

    place: Place
    name: Name


@dataclass(frozen=True, slots=True, eq=False)
class Bearers:
    """The places that bear one name.

    Parameters
    ----------
    owners : tuple of NamedPlace
        Each place with the name that it bears it by, best known first.
    places : tuple of Place
        Each once.
    ids, units : frozenset of str
        Ids of the places, and of the units below the country that hold them.
    country : str
        The one country of all, or empty.
    fame : tuple of float
        The `prominence` of each place.
    """

    owners: tuple[NamedPlace, ...]
    places: tuple[Place, ...]
    ids: frozenset[str]
    units: frozenset[str]
    country: str
    fame: tuple[float, ...]

    @classmethod
    def of(cls, owners: Iterable[NamedPlace]) -> Bearers:
        """Return the bearers for `owners`, whose order is kept."""
        kept = tuple({(owner.place.id, owner.name): owner for owner in owners}.values())
        places = tuple({owner.place.id: owner.place for owner in kept}.values())
        countries = {place.country for place in places}
        return cls(
            owners=kept,
            places=places,
            ids=frozenset(place.id for place in places),
            units=frozenset(unit for place in places for unit in place.parents if "." in unit),
            country=countries.pop() if len(countries) == 1 else "",
            fame=tuple(map(prominence, places)),
        )

    def only(self, fitting: Callable[[str, NamedPlace], bool], surface: str) -> Bearers:
        """Return those whose name `fitting` finds to be spelt like `surface`."""
        kept = [owner for owner in self.owners if fitting(surface, owner)]
        return self if len(kept) == len(self.owners) else Bearers.of(kept)


def spellings(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which `name` may stand in a text, each as words in the form that `Reader` reads them in."""
    words = split(fold_text(name))[::2]
    if script(name) == "arabic":
        yield from _arabic_spellings([tidy(word) for word in words if word])
    else:
        yield from _latin_spellings([word for word in words if word])


def _arabic_spellings(words: list[str]) -> Iterator[tuple[str, ...]]:
    if not words:
        return
    yield tuple(words)
    if len(words) == 2 and sum(map(len, words)) >= _SHORTEST_JOINED:
        yield ("".join(words),)
    if words[0] == "ابو" and len(words) > 1:
        yield from (("ابي", *words[1:]), ("ابا", *words[1:]))
    if words[0].startswith("البو") and len(words[0]) >= 7:
        yield ("البو", words[0][4:], *words[1:])


def _latin_spellings(words: list[str]) -> Iterator[tuple[str, ...]]:
    while len(words) > 1 and words[0] in ARTICLE_WORDS:
        words = words[1:]
    read = [ARTICLE if word in ARTICLE_WORDS else key(word) for word in words]
    bare = [word for word in read if word != ARTICLE]
    if not all(bare) or not bare:
        return
    yield tuple(bare)
    if len(read) > len(bare):
        yield tuple(read)
    if len(bare) > 1:
        yield (key("".join(word for word in words if word not in ARTICLE_WORDS)),)


class NameIndex:
    """Every name of the places, ready to be found in running text.

    Parameters
    ----------
    places : PlaceTable
    columns : Columns
        What `columns_of` gives for the same places: the words of all names in the order of their codes, and patterns
        of codes, each with the names that stand so, those of the best known places first.
    matcher : callable
        Makes the matcher from the patterns: `Automaton`, or the reference.
    """

    def __init__(
        self, places: PlaceTable, columns: Columns, matcher: Callable[[Sequence[str]], Matcher] = Automaton
    ) -> None:
        first, alone = (columns.numbers[f"word.{mark}"].tolist() for mark in ("first", "alone"))
        vocabulary = Vocabulary(columns.texts["word"], first, alone)
        self.readers = {sorani: Reader(vocabulary, sorani) for sorani in (False, True)}
        self._places = places
        self._owners = Groups.read(columns, "pattern")
        self._bearers: dict[int, Bearers] = {}
        self._matcher = matcher(columns.texts["pattern"])

    @classmethod
    def of(cls, places: Iterable[Place], matcher: Callable[[Sequence[str]], Matcher] = Automaton) -> NameIndex:
        """Return the index of the names of `places`, in any order."""
        made = list(places)
        table = PlaceTable(PlaceTable.columns_of(made), made)
        return cls(table, cls.columns_of(table), matcher)

    @staticmethod
    def columns_of(places: PlaceTable) -> Columns:
        """Return the words and patterns of every name."""
        import numpy as np

        ranked = sorted(places.values(), key=lambda place: (-prominence(place), place.id))
        rank = {place.id: n for n, place in enumerate(ranked)}
        named: list[tuple[tuple[str, ...], int]] = []
        for n in sorted(range(len(places.texts)), key=lambda n: rank[places.ids[places.owners[n]]]):
            found = spellings(places.texts[n])
            named += [(words, n) for words in found if _may_stand(words, places.languages[n])]
        vocabulary = Vocabulary()
        for words, _ in named:
            vocabulary.add(words)
        readers = [Reader(vocabulary, sorani) for sorani in (False, True)]
        patterns: dict[str, list[int]] = {}
        for words, n in named:
            for pattern in _patterns(words, vocabulary, readers):
                patterns.setdefault(pattern, []).append(n)
        _add_namesakes(patterns, vocabulary, places)
        known = list(vocabulary.codes)
        marks = {
            "word.first": np.array([word in vocabulary.firsts for word in known], bool),
            "word.alone": np.array([word in vocabulary.alone for word in known], bool),
        }
        texts = {"word": known, "pattern": list(patterns)}
        return Columns(texts, marks) | Groups.columns_of("pattern", patterns.values())

    def _bearers_of(self, n: int) -> Bearers:
        # Made when first met: of thousands of names a text has a dozen.
        if n not in self._bearers:
            self._bearers[n] = Bearers.of(NamedPlace(*self._places.name(name)) for name in self._owners[n])
        return self._bearers[n]

    def spans(self, codes: str) -> list[tuple[int, int, Bearers]]:
        """Return (first part, end part, who bears the name) for each name in a text that a reader has read."""
        return [(start, end, self._bearers_of(n)) for n, start, end in self._matcher.spans(codes)]


def _add_namesakes(patterns: Mapping[str, list[int]], vocabulary: Vocabulary, places: PlaceTable) -> None:
    """Where one village is called "قرية X", every village X may be meant by these words, too."""
    words = (word for word, kind in surroundings().before.items() if kind == "village" and word in vocabulary.codes)
    heads = tuple(vocabulary.codes[word] + _GAP for word in words)
    for pattern, names in patterns.items():
        if pattern.startswith(heads):
            known = {places.owners[n] for n in names}
            others = patterns.get(pattern[2:], ())
            names += [n for n in others if places.owners[n] not in known and places.name(n)[0].kind == "village"]


def _may_stand(words: Sequence[str], language: str) -> bool:
    """Return whether a name is more than a word for a kind of place; Sorani writes enough of its vowels to be told."""
    return len(words) > 1 or language == "ckb" or words[0] not in surroundings().before


def _patterns(words: Sequence[str], vocabulary: Vocabulary, readers: Iterable[Reader]) -> set[str]:
    first = vocabulary.codes[words[0]]
    if len(words) == 1:
        return {first}
    return {_GAP.join((first, *(_later_code(word, reader, vocabulary) for word in words[1:]))) for reader in readers}


def _later_code(word: str, reader: Reader, vocabulary: Vocabulary) -> str:
    """Return the code of a later word of a name as it is read in a text: it may look like one with a proclitic."""
    if word == ARTICLE:
        return ARTICLE
    return reader[word] if script(word) == "arabic" else vocabulary.codes[word]
