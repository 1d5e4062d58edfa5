"""Where an event can have happened: a place phrase with what its words and the gazetteer make of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.records import PlacePhrase

__all__ = ["COUNTRY", "Site", "governorates", "holds", "in_iraq", "is_part", "level_of"]

COUNTRY = "iq"
"""The id of Iraq; those of all that lies in it begin with it and a full stop."""
_INSIDE = COUNTRY + "."

_KURDISTAN = ("iq.erbil", "iq.duhok", "iq.sulaymaniyah", "iq.halabja")
_NORTH = (*_KURDISTAN, "iq.nineveh", "iq.kirkuk", "iq.salah_al_din", "iq.diyala")
_SOUTH = ("iq.basra", "iq.dhi_qar", "iq.maysan", "iq.muthanna", "iq.qadisiyah", "iq.najaf")
_PARTS = {
    "iq.p.northern_iraq": _NORTH,
    "iq.p.southern_iraq": _SOUTH,
    "iq.p.western_iraq": ("iq.anbar", "iq.nineveh"),
    "iq.p.kurdistan_region": _KURDISTAN,
    "iq.p.disputed_territories": _NORTH,
}
"""Parts of the country that hold governorates, as the press speaks of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A place phrase at the words ``first..last``, and what its words make of it.

    Parameters
    ----------
    phrase : PlacePhrase
        As the event will carry it.
    ids : frozenset of str
        Every place that its most specific name can mean; empty for a name that no gazetteer knows.
    within : frozenset of str
        Places that its further names can mean, those left out that only give a direction or distance.
    name : str
        Matching form of the most specific name.
    level : int
        3 a named spot, village or quarter; 2 a town, district or subdistrict; 1 a governorate; 0 a country.
    abroad : bool
        True where its most specific name lies outside Iraq.
    aside : bool
        True where it belongs to an organisation, a person or a way, and not to the event.
    directed : bool
        True where it only says a direction from somewhere ("شمال شرق الفلوجة", "the road to Erbil").
    listed : int
        Number of the list ("X and Y and Z") that it is an item of; each phrase outside a list has its own.
    dateline : bool
        True where it says where the report was written ("KIRKUK, Iraq (AFP) - …"): it is aside, and stands in only
        where nothing else is named.
    office : bool
        True where it belongs to somebody's office ("the mayor of Khanaqin"): it is aside, and stands in where the
        words tell of him and of no other place.
    """

    first: int
    last: int
    phrase: PlacePhrase
    ids: frozenset[str]
    within: frozenset[str]
    name: str
    level: int
    abroad: bool
    aside: bool
    directed: bool
    listed: int
    dateline: bool = False
    office: bool = False


def in_iraq(ids: Iterable[str]) -> bool:
    """Tell whether any of these places lies in Iraq, or is it."""
    return any(place.startswith(_INSIDE) or place == COUNTRY for place in ids)


def governorates(ids: Iterable[str]) -> set[str]:
    """Return the ids of the governorates in which these places lie ("iq.kirkuk" of "iq.kirkuk.p.rashad")."""
    return {".".join(place.split(".")[:2]) for place in ids}


def is_part(ids: Iterable[str]) -> bool:
    """Tell whether any of these is a part of the country that holds governorates ("northern Iraq")."""
    return not _PARTS.keys().isdisjoint(ids)


def holds(unit: str, place: str) -> bool:
    """Tell whether the id of `place` lies under that of `unit` ("iq.kirkuk" holds "iq.kirkuk.p.rashad")."""
    if unit in _PARTS:
        return ".".join(place.split(".")[:2]) in _PARTS[unit]
    return place.startswith(unit + ".") and unit != COUNTRY


def level_of(ids: Sequence[str], kind: str | None) -> int:
    """Return how specific a place is, from its id: ``iq.gov``, ``iq.gov.district``, ``iq.gov.p.place``."""
    parts = ids[0].split(".") if ids else []
    if kind == "governorate" or (ids and ids[0] in _PARTS):
        return 1
    if kind in ("village", "quarter", "neighbourhood", "neighborhood", "area"):
        return 3
    return {0: 0, 1: 0, 2: 1}.get(len(parts), 2)
