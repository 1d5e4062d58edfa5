"""Place phrases as structure: what they name, and how they say where it lies."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["BEARINGS", "Direction", "Distance", "Expression", "Named", "Reading", "code_of"]

BEARINGS: dict[str, float] = {
    code: 22.5 * n
    for n, code in enumerate(
        ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
    )
}
"""Compass code → degrees clockwise from north."""


def code_of(bearing: float) -> str:
    """Return the compass code nearest to `bearing` degrees."""
    return list(BEARINGS)[round(bearing / 22.5) % 16]


@dataclass(frozen=True, slots=True)
class Direction:
    """A point of the compass, by its `code` (``N NNE NE …``)."""

    code: str

    @property
    def bearing(self) -> float:
        """Degrees clockwise from north."""
        return BEARINGS[self.code]


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance as said.

    Parameters
    ----------
    low, high : float
        Kilometres; equal where one figure is given.
    step : float
        Kilometres: the smallest step in which the speaker seems to have counted ("30 km" in tens, "32 km" in ones).
    said : str
        The words: "30 km".
    bound : str
        ``exact``, ``about``, ``at_least`` or ``at_most``.
    wide : float
        Share of the distance by which the unit itself is uncertain (driving times).
    """

    low: float
    high: float
    step: float
    said: str
    bound: str = "exact"
    wide: float = 0.0

    @property
    def km(self) -> float:
        """The middle of what was said."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a phrase.

    Parameters
    ----------
    text : str
        As written.
    start, end : int
        Offsets into the phrase.
    ids : tuple of str
        Places that it may mean, best known first; empty where the gazetteer has none.
    kind : str
        Kind that the words ask for; empty where they ask for none.
    score : float
        How near the spelling is, 0..1.
    indefinite : str
        Kind of an unnamed thing that lies there: "village" in "a village of al-Rashad"; empty else.
    called : str
        The name itself, where the text is another word for it ("the capital"); empty else.
    anaphor : bool
        Whether it stands for a place that another phrase names ("the city").
    """

    text: str
    start: int
    end: int
    ids: tuple[str, ...] = ()
    kind: str = ""
    score: float = 1.0
    indefinite: str = ""
    called: str = ""
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that say where something lies by way of other places.

    Parameters
    ----------
    kind : str
        ``offset direction distance`` (from one anchor); ``near outskirts centre side`` (of one; the bank of a river is
        a ``side``); ``between along`` (two towns; one road, river or range); ``triangle`` (three or more); ``border``
        (of one or two units or countries); ``junction`` (the roads or towns that meet there, one or more); ``mark``
        (`distance` along the road from the first anchor to the second, or along the one road, or the one to the one
        town); ``foot`` (of a range, on the side of `directions` where said); ``coordinates`` (none).
    anchors : tuple of Named
        The places that it counts from, as the kind says.
    text : str
        As written.
    start, end : int
        Offsets into the phrase.
    distance : Distance or None
    directions : tuple of Direction
        More than one for "north and east of Mosul".
    position : tuple of float or None
        (lon, lat) and the radius in km that the digits give, for ``coordinates``.
    subject : Named or None
        The name that it follows directly and so tells about: "Khan Bani Saad, 20 km northeast of Baghdad".
    """

    kind: str
    anchors: tuple[Named, ...]
    text: str
    start: int
    end: int
    distance: Distance | None = None
    directions: tuple[Direction, ...] = ()
    position: tuple[float, float, float] | None = None
    subject: Named | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase understood: `names` that are no anchors, in order, and `expressions`."""

    text: str
    names: tuple[Named, ...] = ()
    expressions: tuple[Expression, ...] = field(default=())
