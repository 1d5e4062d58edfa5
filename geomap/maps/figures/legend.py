"""The legend: groups of swatches and words, side by side as far as there is room, from where reading starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import shapely
from matplotlib.axes import Axes

from geomap.maps.figures.arrangement import RADIUS, Circle, Sizes, Spot
from geomap.maps.figures.ground import DISPUTED, LINES, hatch, outline, stroke
from geomap.maps.figures.lettering import Lettering
from geomap.maps.figures.marks import draw_circles, draw_glyphs, draw_spots
from geomap.maps.figures.palette import COLOURS, GROUND, mixed
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import Speech

__all__ = ["Entry", "Group", "Legend", "bars", "ground_group", "kinds_group", "precision_group", "sizes_group"]

Painter = Callable[[Axes, float, float], None]
"""Paints a swatch about (x, y), in millimetres."""

_SIZE = 6.2
_HEADING = 6.2
_STEP = 3.5
_SWATCH = 5.6
_GAP = 5.0
_BETWEEN = 2.0
_MOST = 5
"""Entries of a group in one column; a longer one takes two."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch and its words; `tall`, its height in millimetres, where it needs more than a line."""

    paint: Painter
    words: str
    tall: float = _STEP
    wide: float = _SWATCH


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    start: float
    top: float
    heading: str
    entries: tuple[Entry, ...]
    room: float

    @property
    def bottom(self) -> float:
        """Millimetres from the legend's upper edge to the end of the column."""
        return self.top + 4.0 + sum(entry.tall for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Legend:
    """Groups laid out on a width."""

    columns: tuple[_Column, ...]
    height: float

    @classmethod
    def of(cls, groups: Sequence[Group], width: float, lettering: Lettering) -> Legend:
        """Return the legend of `groups` on `width` millimetres; empty groups are left out."""
        blocks: list[_Column] = []
        start = top = 0.0
        for group in groups:
            for number, part in enumerate(_parts(group, width)):
                block = _Column(0.0, 0.0, group.heading if number == 0 else "", part, 0.0)
                block = replace(block, room=_room(block, lettering))
                if start and start + block.room > width:
                    below = _under(blocks, top, block, width)
                    if below is not None:
                        blocks.append(below)
                        start = max(start, below.start + below.room + _GAP)
                        continue
                    start, top = 0.0, max(other.bottom for other in blocks) + _BETWEEN
                blocks.append(replace(block, start=start, top=top))
                start += block.room + _GAP
        return cls(tuple(blocks), max((block.bottom for block in blocks), default=0.0))

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it below `top`, in millimetres from the lower edge of the sheet."""
        for column in self.columns:
            y = top - column.top - 2.4
            if column.heading:
                sheet.write(column.start, y, column.heading, _HEADING, bold=True, colour=GROUND["label"])
            y -= 1.6
            for entry in column.entries:
                middle = y - entry.tall / 2
                entry.paint(sheet.paper, sheet.x(column.start + (entry.wide - 1.6) / 2), middle)
                sheet.write(column.start + entry.wide, middle, entry.words, _SIZE, middle=True)
                y -= entry.tall


def kinds_group(speech: Speech, kinds: Sequence[str], paint: Callable[[str], Painter] | None = None) -> Group:
    """Return the kinds of event that occur, each with its mark, or what `paint` makes of it."""
    make = paint or (lambda kind: _spot(kind, 1))
    return Group(speech.say("legend_kind"), tuple(Entry(make(kind), speech.say(f"kind.{kind}")) for kind in kinds))


def precision_group(speech: Speech, precisions: Sequence[int], *, area: bool, footprints: bool) -> Group:
    """Return what filled, half, ring, hatch and dashes mean, as far as they occur."""
    entries = [
        Entry(_spot("other", precision, glyphs=False), speech.say(f"precision_{precision}")) for precision in precisions
    ]
    if area:
        entries.append(Entry(_area, speech.say("precision_area")))
    if footprints:
        entries.append(Entry(_dashes, speech.say("footprint")))
    return Group(speech.say("legend_precision"), tuple(entries))


def sizes_group(speech: Speech, sizes: Sizes, distance: str) -> Group:
    """Return three sizes of circles, and how far from each other those lie that are one."""
    numbers = sorted({1, max(1, _round_down(sizes.largest / 5)), sizes.largest})
    entries = []
    for number in numbers:
        radius = sizes.radius(number)
        entries.append(
            Entry(_circle(number, sizes), speech.number(number), max(_STEP, 2 * radius + 0.8), 2 * radius + 3.4)
        )
    widest = max(entry.wide for entry in entries)
    level = tuple(Entry(entry.paint, entry.words, entry.tall, widest) for entry in entries)
    heading = speech.say("legend_number")
    return Group(heading, (*level, Entry(lambda *_: None, distance, wide=0.0)) if distance else level)


def ground_group(speech: Speech, *, disputed: bool, districts: bool, surveyed: bool) -> Group:
    """Return what the ground's lines mean."""
    entries = [Entry(_border("governorate"), speech.say("governorate"))]
    if districts:
        entries.append(Entry(_border("district"), speech.say("district_surveyed" if surveyed else "district")))
    if disputed:
        entries.append(Entry(_disputed, speech.say("disputed")))
    return Group(speech.say("legend_ground"), tuple(entries))


def bars(colour: str, kind: str | None = None, *, striped: bool = False) -> Painter:
    """Return the painter of a piece of a bar, with the glyph of a kind."""

    def paint(axes: Axes, x: float, y: float) -> None:
        box = shapely.box(x - 1.9, y - 1.1, x + 1.9, y + 1.1)
        outline(axes, box, fill=mixed(colour, 0.3, GROUND["paper"]) if striped else colour, edge=colour, line=0.5)
        if striped:
            hatch(axes, box, colour, gap=0.8, line=0.5)
        if kind is not None:
            draw_glyphs(axes, [(kind, x, y)], 1.1)

    return paint


def _room(block: _Column, lettering: Lettering) -> float:
    """Return how wide a column is."""
    entries = (entry.wide + lettering.width(entry.words, _SIZE) for entry in block.entries)
    return max(lettering.width(block.heading, _HEADING, bold=True), *entries)


def _under(blocks: Sequence[_Column], top: float, block: _Column, width: float) -> _Column | None:
    """Return a column under the shortest pile of its row that leaves it room, or None where its own row is shorter.

    A pile is the columns of a row that begin at the same place.
    """
    row = [other for other in blocks if other.top >= top]
    starts = sorted({other.start for other in row})
    rooms = dict(zip(starts, [*(start - _GAP for start in starts[1:]), width], strict=True))
    bottoms = {start: max(other.bottom for other in row if other.start == start) for start in starts}
    fitting = [start for start in starts if rooms[start] - start >= block.room]
    if not fitting:
        return None
    start = min(fitting, key=lambda at: (bottoms[at], at))
    under = replace(block, start=start, top=bottoms[start] + _BETWEEN)
    return under if under.bottom < max(bottoms.values()) + (block.bottom + _BETWEEN) * 0.8 else None


def _parts(group: Group, width: float) -> list[tuple[Entry, ...]]:
    entries = group.entries
    if not entries:
        return []
    if len(entries) <= _MOST or width < 60:
        return [entries]
    half = (len(entries) + 1) // 2
    return [entries[:half], entries[half:]]


def _spot(kind: str, precision: int, *, glyphs: bool = True) -> Painter:
    def paint(axes: Axes, x: float, y: float) -> None:
        draw_spots(axes, [Spot(kind, precision, x, y, x, y)], glyphs=glyphs, radius=RADIUS)

    return paint


def _circle(number: int, sizes: Sizes) -> Painter:
    return lambda axes, x, y: draw_circles(axes, [Circle((("other", number),), x, y)], sizes, glyphs=False)


def _area(axes: Axes, x: float, y: float) -> None:
    box = shapely.box(x - 2.0, y - 1.2, x + 2.0, y + 1.2)
    tone = COLOURS["other"]
    hatch(axes, box, mixed(tone, 0.6), rising=False, gap=0.9, line=0.5)
    outline(axes, box, edge=tone, line=0.7)


def _dashes(axes: Axes, x: float, y: float) -> None:
    outline(axes, shapely.Point(x, y).buffer(1.25), edge=COLOURS["other"], line=0.6, dash=(0, (3, 2)))


def _border(level: str) -> Painter:
    dash = (0.0, (3.0, 2.0)) if level == "district" else "solid"
    return lambda axes, x, y: stroke(
        axes, shapely.LineString([(x - 2, y), (x + 2, y)]), GROUND[level], LINES[level] * 1.2, dash=dash
    )


def _disputed(axes: Axes, x: float, y: float) -> None:
    box = shapely.box(x - 2.0, y - 1.2, x + 2.0, y + 1.2)
    outline(axes, box, fill=GROUND["land"])
    hatch(axes, box, DISPUTED, gap=0.9, line=0.4)


def _round_down(value: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 … that is no larger than `value`; 1 at least."""
    best = unit = 1
    while unit <= value:
        best = max(step * unit for step in (1, 2, 5) if step * unit <= value)
        unit *= 10
    return best
