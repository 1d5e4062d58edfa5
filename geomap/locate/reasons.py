"""The sentences that explain a location: a stable code each, and its English pattern.

`REASONS` maps every code to its pattern. A page in another language keeps patterns of its own under the same codes and
fills them from `Reason.values`:

- values called ``place``, ``anchor``, ``unit``, ``actual``, ``other``, ``first`` or ``second`` are English names; each
  comes with a companion ``<name>_ar`` (the Arabic name, or the English one where none is known) and, where one is
  known, ``<name>_ckb`` (the Sorani name);
- ``direction`` is a compass code (``N NNE NE ENE …``), turned into words here (`DIRECTION_WORDS`) and by the page in
  its own language; ``kind`` and ``asked`` are kinds of the gazetteer (``village district …``);
- ``km``, ``said_km``, ``bearing``, ``share``, ``probability``, ``count``, ``limit`` are numbers;
- ``service`` is what a service on the network, or a coder of events, is called; ``precision`` is the coder's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from geomap.records import Place, Reason

__all__ = ["DIRECTION_WORDS", "NAMED_VALUES", "REASONS", "reason"]

REASONS: Mapping[str, str] = {
    # What the place is
    "named": "The words name {place} ({kind}).",
    "area": "No place inside {place} is named: the region is the whole {kind}.",
    "unnamed": "A {asked} of {place} without a name: the region is what surrounds {place}, about {km} km.",
    "offset": "The words say {said_km} km {direction} of {anchor}, from its centre or its edge.",
    "direction": "The words say {direction} of {anchor} without a distance: the region reaches about {km} km.",
    "distance": "The words say {said_km} km from {anchor} without a direction: the region is the ring.",
    "near": "The words say near {anchor}: the region reaches about {km} km from its edge.",
    "side": "The words say the {direction} side of {anchor}.",
    "outskirts": "The words say the outskirts of {anchor}: the region is its rim.",
    "between": "The words say between {first} and {second}: the region is the band between them.",
    "border": "The words say the border of {first} and {second}: the region is the strip on either side of it.",
    "towards": "The words say {direction} of {anchor}: the region was cut to what lies there.",
    "among": "The words say between {first}, {second} and {other}: the region is the ground between them.",
    "along": "The words say along {anchor}: the region is the strip about it.",
    "foot": "The words say the foot of {anchor}: the region is the strip on either side of its slopes' edge.",
    "junction": "The words say the junction at {anchor} ({other}).",
    "coordinates": "The words give the position {lon}, {lat}.",
    "position_turned": "The first figure was taken for the longitude: only so does the position lie in Iraq.",
    "position_abroad": "That position lies outside Iraq: are longitude and latitude swapped?",
    # Why this place and not another
    "homonyms": "{count} places are called {name}; {place} fits best ({probability} %).",
    "spelling": "{name} is nearly how {place} is spelt.",
    "kind_agrees": "The words ask for a {asked}, and {place} is one.",
    "kind_differs": "The words ask for a {asked}, but {place} is a {kind}.",
    "inside": "{place} lies in {unit}, which the report names.",
    "inside_claimed": "{place} belongs to {unit}, which the report names, by one reading; {actual} administers it.",
    "outside": "{place} does not lie in {unit}, which the report names.",
    "agrees": "{place} lies {km} km from {anchor} at {bearing}°: that agrees with the words.",
    "agrees_by_road": "{place} lies {km} km from {anchor}: that agrees with {said_km} km by road.",
    "contradicts": (
        "The words say {said_km} km {direction} of {anchor}, but {place} lies {km} km from it at {bearing}°."
    ),
    "contradicts_direction": "The words say {direction} of {anchor}, but {place} lies {km} km from it at {bearing}°.",
    "contradicts_distance": "The words say {said_km} km from {anchor}, but {place} lies {km} km from it.",
    "contradicts_position": "{place} lies {km} km from {anchor}, not where the words put it.",
    "close_to_others": "{place} is {km} km from {other}, which the report names too.",
    "far_from_others": "{place} is {km} km from {other}, which the report names.",
    "abroad": "{place} lies outside Iraq.",
    "foreign": "{place} is only in a gazetteer that was added, not among the places that reports name.",
    "online": "{place} was proposed by {service} (OpenStreetMap); it is not in the gazetteer.",
    "well_known": "{place} is reported more often than small places of the name.",
    # How the evidence was combined
    "name_wins": "Name and distance contradict each other; the name was followed, and the region grown to hold both.",
    "name_kept": "The name and what else the words say of the place contradict each other; the name was followed.",
    "both_likely": "Two readings stay likely; the region holds both.",
    "left_out": "{place} bears the name too (probability {probability} %); {km} km away, it is not in the region.",
    "several": "The words name {count} places; the first was taken, and the region holds them all.",
    "narrowed": "The region was cut to {unit}, which the words name.",
    "theatre_turkish_border": "The report names no more than {unit}; Turkey's blows there fall in {place}.",
    "not_narrowed": "{unit} is named, but the region does not touch it: {unit} was not followed.",
    "claimed": "The report says {unit}; {actual} administers the place (probability {share} %).",
    "impossible": "{said_km} km {direction} of {anchor} leads out of {unit}: the distance was not followed.",
    "apart": "{first} and {second} do not meet: what the words say of both was not followed.",
    "impossible_distance": "{said_km} km from {anchor} leads out of {unit}: the distance was not followed.",
    "first_kept": "The words describe ground too far apart for one place; what they say first was followed.",
    "disbelieved": "No {name} lies where the words put it; {place} was taken in its stead.",
    "none_fits": "{count} places are called {name}, but it is likelier that another is meant ({probability} %).",
    "unknown_name": "{name} is not in the gazetteer; {place} was taken in its stead.",
    "unknown_anchor": "{name}, from which the words count, is not in the gazetteer.",
    # What the network said, where it was asked
    "online_doubted": "{service} (OpenStreetMap) proposes {place} for {name}, but too little speaks for it.",
    "online_unknown": "{service} (OpenStreetMap) proposes nothing in or near Iraq for {name}, either.",
    "online_failed": "{service} was to be asked about {name}, but gave no answer.",
    # What a coder of the event says
    "coded": "{service} puts it at {lon}, {lat} with precision {precision}: the region reaches {km} km.",
    "coded_place": "{service} puts it at {lon}, {lat}, in {place}: the region reaches {km} km and holds all of that.",
    "coded_vague": "{service} puts it at {lon}, {lat} and does not say how exactly: the region reaches {km} km.",
    "coded_unit": "{service} knows no more than the {kind}: the region is the whole of {unit}.",
    "reread": "The text says {name}, {km} km from where {service} puts it, and more exactly: the text was followed.",
    "reread_kept": "The text was read again, but says nothing that is more exact and agrees with {service}.",
    # Why it was not placed
    "coded_country": "{service} knows no more than the country.",
    "coded_nowhere": "{service} gives no position that exists.",
    "no_position": "The words give a position that does not exist: latitude within ±90, longitude within ±180.",
    "no_place": "No place that the gazetteer knows is named.",
    "unknown": "{name} is not in the gazetteer, and no wider place is named.",
    "too_vague": "The words fit a region of {km} km radius, more than the limit of {limit} km.",
    "country_only": "Only {place} as a whole is named.",
    "uncertain": "{count} places are called {name}, and nothing tells which is meant.",
}
"""Code → English pattern. Codes are stable: pages and exports keep them."""

NAMED_VALUES: tuple[str, ...] = ("place", "anchor", "unit", "actual", "other", "first", "second")
"""Values that are names of places, each with companions ``<name>_ar`` and, where known, ``<name>_ckb``."""

DIRECTION_WORDS: Mapping[str, str] = {
    "N": "north",
    "NNE": "north-northeast",
    "NE": "northeast",
    "ENE": "east-northeast",
    "E": "east",
    "ESE": "east-southeast",
    "SE": "southeast",
    "SSE": "south-southeast",
    "S": "south",
    "SSW": "south-southwest",
    "SW": "southwest",
    "WSW": "west-southwest",
    "W": "west",
    "WNW": "west-northwest",
    "NW": "northwest",
    "NNW": "north-northwest",
    "C": "central",
}
"""Compass code → English word; ``C`` is the centre."""


def reason(code: str, **values: Place | str | float) -> Reason:
    """Return the reason `code`, its pattern filled with `values`.

    Parameters
    ----------
    code : str
        Key of `REASONS`.
    **values : Place, str, int or float
        Places are replaced by their English name, with the Arabic and the Sorani one beside it; floats are rounded to
        one decimal, whole ones to integers.

    Raises
    ------
    KeyError
        For a code or a value that the pattern needs and that is not given.
    """
    plain = _plain(values)
    direction = plain.get("direction")
    shown = plain if direction is None else plain | {"direction": DIRECTION_WORDS.get(str(direction), direction)}
    return Reason(code, plain, REASONS[code].format(**shown))


def _plain(values: Mapping[str, Place | str | float]) -> dict[str, str | int | float]:
    plain: dict[str, str | int | float] = {}
    for key, value in values.items():
        if isinstance(value, Place):
            plain[key], plain[f"{key}_ar"], sorani = _names_of(value)
            if sorani:
                plain[f"{key}_ckb"] = sorani
        elif isinstance(value, float):
            plain[key] = int(value) if value == int(value) else round(value, 1)
        else:
            plain[key] = value
    return plain


@lru_cache(maxsize=16384)
def _names_of(place: Place) -> tuple[str, str, str]:
    """Return a place's English, Arabic and Sorani name; remembered, as eight sentences are made for each incident."""
    return place.label, place.name("ar") or place.label, place.name("ckb") or ""
