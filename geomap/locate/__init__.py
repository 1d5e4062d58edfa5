"""From place phrases to places on the ground: a point, an honest region, and the reasons.

::

    phrase ──> tokens ──> grammar ──> Reading (names, expressions)
                                          │
    readings of an event ──> Dossier ──> Choice (judges) ──> Site (regions, shapes) ──> Location
                              ↑
        Geocoder (online), only where the user asks for it
"""

from geomap.locate.answer import answer
from geomap.locate.coded import better, coded_region
from geomap.locate.expressions import Direction, Distance, Expression, Named, Reading
from geomap.locate.grammar import parse
from geomap.locate.locator import Context, Locator
from geomap.locate.online import Geocoder, OnlineGeocoder, Proposal, attribution_of_online
from geomap.locate.reasons import DIRECTION_WORDS, REASONS

__all__ = [
    "DIRECTION_WORDS",
    "REASONS",
    "Context",
    "Direction",
    "Distance",
    "Expression",
    "Geocoder",
    "Locator",
    "Named",
    "OnlineGeocoder",
    "Proposal",
    "Reading",
    "answer",
    "attribution_of_online",
    "better",
    "coded_region",
    "parse",
]
