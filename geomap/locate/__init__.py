"""From place phrases to places on the ground: a point, an honest region, and the reasons.

::

    phrase ──> tokens ──> grammar ──> Reading (names, expressions)
                                          │
    readings of an event ──> Dossier ──> Choice (judges) ──> Site (regions, shapes) ──> Location
"""

from geomap.locate.answer import answer
from geomap.locate.expressions import Direction, Distance, Expression, Named, Reading
from geomap.locate.grammar import parse
from geomap.locate.locator import Context, Locator
from geomap.locate.reasons import DIRECTION_WORDS, REASONS

__all__ = [
    "DIRECTION_WORDS",
    "REASONS",
    "Context",
    "Direction",
    "Distance",
    "Expression",
    "Locator",
    "Named",
    "Reading",
    "answer",
    "parse",
]
