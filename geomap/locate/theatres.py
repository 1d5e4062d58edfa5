"""Theatres: where a side's blows fall when a report names no more than a part of the country.

"Turkish jets struck northern Iraq" fits a region of 180 km radius, but Turkey's campaign against the PKK there has been
fought over in the mountains along its border since 2007; camps and towns elsewhere (Sinjar, the Makhmur camp) are named
by the press when they are hit. The four Turkish blows at a named place in the gold of the 2015 articles lie within the
theatre (``tests/locate/test_theatres.py``); that is few, so the region is drawn wide, from Zakho to Qandil.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.gazetteer import Gazetteer
from geomap.locate.reasons import reason
from geomap.records import Mention, PlacePhrase, Reason

__all__ = ["THEATRES", "Theatre", "in_theatre"]


@dataclass(frozen=True, slots=True)
class Theatre:
    """Ground over which one side fights.

    Parameters
    ----------
    code : str
        Of the reason that is given.
    side : str
        Actor class of the perpetrator.
    place : str
        Id of the place in the gazetteer that is the ground.
    parts : frozenset of str
        Ids of the parts of the country of which the ground is meant where nothing narrower is named.
    """

    code: str
    side: str
    place: str
    parts: frozenset[str]


THEATRES: tuple[Theatre, ...] = (
    Theatre(
        "theatre_turkish_border",
        "Turkey",
        "iq.p.turkish_border",
        frozenset({"iq", "iq.p.northern_iraq", "iq.p.kurdistan_region"}),
    ),
)
"""Known theatres."""


def in_theatre(
    phrases: Sequence[PlacePhrase], side: str, gazetteer: Gazetteer
) -> tuple[Sequence[PlacePhrase], tuple[Reason, ...]]:
    """Return the theatre of `side` as a phrase where `phrases` name no more than a part of the country, and why.

    Parameters
    ----------
    phrases : sequence of PlacePhrase
        Those of one event, with their mentions.
    side : str
        Actor class of who did it.
    gazetteer : Gazetteer
        Where the theatre's ground is looked up.

    Returns
    -------
    tuple
        `phrases` as they are, without a reason, where `side` has no theatre or anything in Iraq narrower than a part of
        the country is named.
    """
    theatre = next((theatre for theatre in THEATRES if theatre.side == side), None)
    ground = gazetteer.places.get(theatre.place) if theatre is not None else None
    named = {place for phrase in phrases for mention in phrase.mentions for place in mention.place_ids[:1]}
    at_home = {place for place in named if place == "iq" or place.startswith("iq.")}
    if theatre is None or ground is None or not at_home or not at_home <= theatre.parts:
        return phrases, ()
    if any(phrase.role == "site" and not phrase.mentions for phrase in phrases):
        return phrases, ()  # a village that no gazetteer knows
    part = gazetteer.places[max(at_home, key=len)]  # ids of parts are longer than the country's
    words = Mention(0, len(ground.label), ground.label, (ground.id,))
    read = PlacePhrase(ground.label, 0, len(ground.label), mentions=(words,))
    return (read,), (reason(theatre.code, unit=part, place=ground),)
