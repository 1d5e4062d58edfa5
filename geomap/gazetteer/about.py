"""What a text is about, and so which of the places of one name it is likelier to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.gazetteer.hits import Hit, are_listed
from geomap.gazetteer.keys import form
from geomap.gazetteer.surroundings import surroundings
from geomap.records import Place

__all__ = ["TELLING", "About", "countries_told_of", "is_about_iraq", "is_part_of_country"]

TELLING = ("country", "governorate", "district", "city")
"""Kinds so well known that one name of theirs, borne nowhere else, tells that a text is about Iraq."""
_PARTS = "iq.p."
"""How the ids of what lies in Iraq and in no governorate of it begin."""
PHRASE = 16
"""A text of so few parts (eight words) is a phrase for a place, of which nothing says that it is not in Iraq."""

LEADING_COUNTRY = 1.5
"""What the country that most names of a text lie in adds to the prominence of its places: الرياض in a report on Saudi
Arabia is the capital (6.6 + 1.5), not the town in the disputed territories (7.3); elsewhere it is the town."""
NAMED_COUNTRY = 2.5
"""What it adds that the text names the country, where nothing else of the governorate of its homonym is named."""
SAME_UNIT = 2.0
"""What it adds to a place in Iraq that a name close by, of which there is but one, lies in the same unit (a guess)."""
BESIDE = 12
"""Parts of the text (six words) within which the name of a country speaks for its places (a guess)."""

_SAME_KIND = {"city": ("city", "town"), "town": ("town", "city"), "area": ()}


@dataclass(frozen=True, slots=True)
class About:
    """The names of a text together.

    Parameters
    ----------
    hits : sequence of Hit
        In the order of the text.
    leader : str
        The country that most of them lie in; where none leads Iraq, if the text is about it.
    at_home : bool
        Whether the text is about Iraq at all.
    named : frozenset of str
        Countries that the text names.
    units : mapping of str to int
        Unit in Iraq → how many of the names lie in it or are it.
    """

    hits: Sequence[Hit]
    leader: str
    at_home: bool
    named: frozenset[str]
    units: Mapping[str, int]

    @classmethod
    def of(cls, hits: Sequence[Hit], at_home: bool, told_of: frozenset[str] = frozenset()) -> About:
        """Return what the names that were kept say together.

        `at_home` says that the text is about Iraq; `told_of` are the countries that it is about instead.
        """
        countries = Counter(hit.bearers.country for hit in hits if hit.bearers.country)
        named = (hit.bearers.country for hit in hits if hit.bearers.places[0].kind == "country")
        units: Counter[str] = Counter()
        for hit in hits:
            if hit.bearers.country == "IQ":
                units.update(hit.bearers.units | hit.bearers.ids)
        leader = max(
            countries, key=lambda c: (countries[c], c == "IQ"), default="IQ" if at_home else min(told_of, default="")
        )
        return cls(hits, leader, at_home, frozenset(named), units)

    def ordered(self, n: int, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the places that hit `n` may mean: those of the kind asked for first, then the likeliest."""
        hit = self.hits[n]
        places = hit.bearers.places
        if len(places) == 1:
            return (places[0].id,)
        kinds = _SAME_KIND.get(hit.kind_word or "area", (hit.kind_word,))
        abroad = {} if hit.bearers.country else self._abroad(n, parts)
        beside = self._units_beside(n)

        ranked = []
        for place, fame in zip(places, hit.bearers.fame, strict=True):
            likely = fame + abroad.get(place.country, 0.0)
            likely += LEADING_COUNTRY * (place.country == self.leader)
            likely += SAME_UNIT * (place.id in beside or not beside.isdisjoint(place.parents))
            ranked.append((bool(kinds) and place.kind not in kinds, -likely, place.id))
        return tuple(id for _, _, id in sorted(ranked))

    def _units_beside(self, n: int) -> frozenset[str]:
        """Return the units in Iraq that the names close to hit `n` are or lie in, where they leave no doubt."""
        hit = self.hits[n]
        close = (self.hits[m] for m in (n - 2, n - 1, n + 1, n + 2) if 0 <= m < len(self.hits))
        units = (
            other.bearers.units | other.bearers.ids
            for other in close
            if max(other.first - hit.end, hit.first - other.end) <= 2 * BESIDE
            and len({(place.id, *place.parents)[-2:] for place in other.bearers.places}) == 1
        )
        return frozenset(unit for each in units for unit in each if "." in unit)

    def _abroad(self, n: int, parts: Sequence[str]) -> dict[str, float]:
        """Return what speaks for each country abroad: named in the text, named close by, or a list with its like."""
        hit = self.hits[n]
        is_near = any(self.units.get(unit, 0) for unit in hit.bearers.units)
        countries = self.named if self.at_home else {place.country for place in hit.bearers.places}
        speaks = dict.fromkeys(() if is_near else countries - {"IQ"}, NAMED_COUNTRY)
        pairs = [(self.hits[m], hit) for m in (n - 1,) if m >= 0] + [(hit, other) for other in self.hits[n + 1 : n + 2]]
        for first, second in pairs:
            country = (second if first is hit else first).bearers.country
            if country in ("", "IQ"):
                continue
            if are_listed(first, second, parts):
                speaks.update(
                    dict.fromkeys((p.country for p in hit.bearers.places if p.country != "IQ"), 2 * NAMED_COUNTRY)
                )
            elif second.first - first.end <= BESIDE:
                speaks[country] = NAMED_COUNTRY
        return speaks


def is_about_iraq(hits: Sequence[Hit], parts: Sequence[str]) -> bool:
    """Return whether a text is about Iraq: by a clear name, two names of one district, or a word such as "Iraqi".

    A text that names nothing abroad is taken to be, as geomap reads reports on Iraq; a short phrase as well.
    """
    if len(parts) <= PHRASE or any(map(_is_iraqi, hits)) or _share_district(hits):
        return True
    return not surroundings().home.isdisjoint(parts) or not (
        any(map(_is_abroad, hits)) or countries_told_of(hits, parts)
    )


def countries_told_of(hits: Sequence[Hit], parts: Sequence[str]) -> frozenset[str]:
    """Return the countries abroad that a text names, or of whose people and things it speaks: "the Saudi ministry".

    Only those in which a name of the text may lie.
    """
    demonyms = surroundings().demonyms
    told = {demonyms[part] for part in parts if part in demonyms}
    told |= {hit.bearers.country for hit in hits if hit.bearers.places[0].kind == "country"}
    return frozenset(place.country for hit in hits for place in hit.bearers.places if place.country in told - {"IQ"})


def _is_iraqi(hit: Hit) -> bool:
    """Return whether only a text about Iraq has this name: the country, a governorate, a district or a city."""
    known = any(place.kind in TELLING or is_part_of_country(place) for place in hit.bearers.places)
    return known and hit.bearers.country == "IQ" and form(hit.text) not in surroundings().guarded


def is_part_of_country(place: Place) -> bool:
    """Return whether a place is a part of Iraq that no governorate holds: "northern Iraq", "the Kurdistan Region"."""
    return place.kind == "region" and place.id.startswith(_PARTS)


def _is_abroad(hit: Hit) -> bool:
    """Return whether a name is borne abroad alone, by a country or by a town that is known here."""
    return hit.bearers.country not in ("", "IQ") or all(place.country != "IQ" for place in hit.bearers.places)


def _share_district(hits: Sequence[Hit]) -> bool:
    """Return whether two different names lie in one district of Iraq: then the text is about it."""
    districts: dict[str, frozenset[str]] = {}
    for hit in hits:
        for unit in hit.bearers.units if hit.bearers.country == "IQ" else ():
            if unit.count(".") >= 2 and districts.setdefault(unit, hit.bearers.ids).isdisjoint(hit.bearers.ids):
                return True
    return False
