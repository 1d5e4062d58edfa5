"""Scale bar and north arrow, in the corners of the frame where they hide least."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from matplotlib.axes import Axes

from geomap.maps.figures.extent import Extent
from geomap.maps.figures.ground import outline
from geomap.maps.figures.lettering import Lettering
from geomap.maps.figures.palette import GROUND
from geomap.maps.figures.sheet import letter
from geomap.maps.figures.speech import Speech

__all__ = ["Corners", "bar_km"]

Box = tuple[float, float, float, float]

_SHARE = 0.26
"""Share of the frame's width that the bar takes at most."""

_ROUND = (1.0, 2.0, 4.0, 5.0, 10.0)
"""Lengths whose half is easily read too."""

_EDGE = 2.0
"""Millimetres from the frame."""

_SIZE = 5.6


def bar_km(extent: Extent, share: float = _SHARE) -> float:
    """Return the longest round length, in kilometres, that takes no more than `share` of the frame's width."""
    room = extent.width * share / extent.mm_per_km
    unit = 10.0 ** len(str(int(room))) / 10 if room >= 1 else 0.1
    while unit > room:
        unit /= 10
    return max(step * unit for step in _ROUND if step * unit <= room)


@dataclass(frozen=True, slots=True)
class Corners:
    """Where scale bar and arrow stand: boxes (west, south, east, north) in the frame's millimetres."""

    bar: Box
    arrow: Box
    km: float

    @classmethod
    def of(cls, extent: Extent, lettering: Lettering, speech: Speech, taken: Sequence[Box]) -> Corners:
        """Return the corners with the fewest marks: one below for the bar, one above for the arrow, else any."""
        km = bar_km(extent)
        end = lettering.width(speech.distance(km), _SIZE)
        width = km * extent.mm_per_km + end / 2 + 2.6
        height, arrow = 5.4, (5.0, 8.0)
        left, right = _EDGE, extent.width - _EDGE
        top = extent.height - _EDGE
        wests, wests_of_arrow = [left, right - width], [right - arrow[0], left]
        if speech.rtl:
            wests.reverse()
            wests_of_arrow.reverse()
        bars = [(west, south, west + width, south + height) for south in (_EDGE, top - height) for west in wests]
        bar = _freest(bars, taken)
        souths = (top - arrow[1], _EDGE)
        arrows = [(west, south, west + arrow[0], south + arrow[1]) for south in souths for west in wests_of_arrow]
        return cls(bar, _freest(arrows, [*taken, *[bar] * len(taken), bar]), km)

    def draw(self, axes: Axes, extent: Extent, lettering: Lettering, speech: Speech) -> None:
        """Draw both."""
        self._draw_bar(axes, extent, lettering, speech)
        self._draw_arrow(axes, lettering, speech)

    def _draw_bar(self, axes: Axes, extent: Extent, lettering: Lettering, speech: Speech) -> None:
        """Draw a bar in two halves, from where reading starts."""
        length = self.km * extent.mm_per_km
        west, south, east, _ = self.bar
        outline(axes, shapely.box(*self.bar), fill=GROUND["paper"], zorder=1.8)
        turn = -1 if speech.rtl else 1
        zero = east - 1.3 if speech.rtl else west + 1.3
        y = south + 1.1
        for part, fill in ((0, GROUND["ink"]), (1, GROUND["paper"])):
            ends = sorted((zero + turn * part * length / 2, zero + turn * (part + 1) * length / 2))
            box = shapely.box(ends[0], y, ends[1], y + 0.9)
            outline(axes, box, fill=fill, edge=GROUND["ink"], line=0.5, zorder=1.81)
        words = [
            speech.number(0),
            speech.number(self.km / 2 if self.km >= 1 else self.km * 500),
            speech.distance(self.km),
        ]
        zero_, half, end = (lettering.width(text, _SIZE) / 2 for text in words)
        # The length stands at its end whatever room there is, the zero and the half where they are clear of it.
        shown = (zero_ + end < length - 0.5, max(zero_, end) + half < length / 2 - 0.5, True)
        for share, text in itertools.compress(zip((0.0, 0.5, 1.0), words, strict=True), shown):
            letter(
                axes,
                zero + turn * share * length,
                y + 2.9,
                text,
                lettering,
                _SIZE,
                align="center",
                middle=True,
                zorder=1.82,
            )

    def _draw_arrow(self, axes: Axes, lettering: Lettering, speech: Speech) -> None:
        west, south, east, north = self.arrow
        outline(axes, shapely.box(west + 0.4, south, east - 0.4, north), fill=GROUND["paper"], zorder=1.8)
        x, tip, foot = (west + east) / 2, north - 2.9, south + 0.6
        for side, fill in ((-1, GROUND["ink"]), (1, GROUND["paper"])):
            half = shapely.Polygon([(x, tip), (x + side * 1.25, foot), (x, foot + 1.1)])
            outline(axes, half, fill=fill, edge=GROUND["ink"], line=0.4, zorder=1.81)
        letter(
            axes,
            x,
            north - 1.6,
            speech.say("north"),
            lettering,
            6.4,
            bold=True,
            align="center",
            middle=True,
            zorder=1.82,
        )


def _freest(boxes: Sequence[Box], taken: Sequence[Box]) -> Box:
    """Return the first box over which the fewest others lie."""

    def hidden(box: Box) -> int:
        return sum(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)

    return min(boxes, key=hidden)
