"""Incidents drawn: marks as on the map, circles cut like a cake, hatched units, counts, footprints.

A mark's colour and glyph tell the kind; it is filled where the place is exact, half where it is near, a ring where only
the region is known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geomap.maps.figures.arrangement import RADIUS, Area, Circle, Sizes, Spot
from geomap.maps.figures.extent import Extent
from geomap.maps.figures.ground import hatch, outline
from geomap.maps.figures.lettering import MM, Lettering
from geomap.maps.figures.palette import COLOURS, GLYPHS, GROUND, KINDS, mixed
from geomap.maps.figures.sheet import letter
from geomap.maps.figures.speech import Speech

__all__ = [
    "LEAST_GLYPH",
    "draw_areas",
    "draw_circles",
    "draw_counts",
    "draw_footprints",
    "draw_glyphs",
    "draw_spots",
]

LEAST_GLYPH = 0.95
"""Millimetres of a disc's radius below which a glyph in it is a blot."""


def draw_areas(axes: Axes, areas: Sequence[Area]) -> None:
    """Hatch the units of which no more is known than that something happened in them; the wide ones first."""
    for area in areas:
        tone = COLOURS[area.kinds[0][0]]
        hatch(axes, area.region, mixed(tone, 0.5), rising=False, gap=1.3, line=0.5, zorder=1)
        outline(axes, area.region, edge=mixed(tone, 0.75), line=0.7, zorder=1.1)


def draw_footprints(axes: Axes, marks: pd.DataFrame, extent: Extent) -> None:
    """Draw the region that holds each placed incident's place with 90 % probability."""
    shown = marks[marks["lon"].notna() & marks["region"].isna() & marks["footprint"].notna()]
    for kind, shape in zip(shown["kind"], shown["footprint"], strict=True):
        on_paper = extent.on_paper(shape)
        outline(axes, on_paper, edge=mixed(COLOURS[kind], 0.7), line=0.6, dash=(0, (3, 2)), zorder=1.2)


def draw_spots(axes: Axes, spots: Sequence[Spot], *, radius: float = RADIUS, glyphs: bool = True) -> None:
    """Draw marks, and a thin leg from each that stands beside its spot; the later over the earlier."""
    for spot in spots:
        if (spot.x, spot.y) != (spot.of_x, spot.of_y):
            axes.plot([spot.of_x, spot.x], [spot.of_y, spot.y], color=GROUND["label"], lw=0.4, zorder=2)
    parts = [(spot, part) for spot in spots for part in _mark(spot.kind, spot.precision, radius, glyphs)]
    _collect(axes, [(spot.x, spot.y, *part) for spot, part in parts], zorder=3)


def draw_circles(axes: Axes, circles: Sequence[Circle], sizes: Sizes, *, glyphs: bool = True) -> None:
    """Draw circles whose areas tell numbers, cut like a cake where kinds are mixed; the large ones first."""
    parts = []
    for circle in sorted(circles, key=lambda c: (-c.number, c.x, c.y)):
        radius = sizes.radius(circle.number)
        parts += [(circle.x, circle.y, *part) for part in _cake(circle.kinds, radius, glyphs)]
    _collect(axes, parts, zorder=2.5)


def draw_count(
    axes: Axes, x: float, y: float, text: str, lettering: Lettering, edge: str = GROUND["ink"], size: float = 6.0
) -> None:
    """Write a count on a small plate whose edge has a colour."""
    width = max(2.9, lettering.width(text, size, bold=True) + 1.4)
    plate = FancyBboxPatch(
        (x - width / 2, y - 1.35),
        width,
        2.7,
        boxstyle="round,pad=0,rounding_size=0.45",
        facecolor=GROUND["paper"],
        edgecolor=edge,
        linewidth=0.8,
        zorder=4,
    )
    axes.add_patch(plate)
    letter(axes, x, y, text, lettering, size, bold=True, align="center", middle=True, zorder=4.1)


def draw_counts(axes: Axes, areas: Sequence[Area], lettering: Lettering, speech: Speech) -> None:
    """Write on each unit how many incidents are known to be in it."""
    for area in areas:
        draw_count(axes, area.x, area.y, speech.number(area.number), lettering, COLOURS[area.kinds[0][0]])


def draw_glyphs(axes: Axes, glyphs: Sequence[tuple[str, float, float]], size: float) -> None:
    """Draw the glyphs of kinds in the colour of paper about positions, in a disc of `size` millimetres."""
    stroke = 0.65 * size / RADIUS
    parts = [(x, y, _glyph(kind, size * 0.46), "none", GROUND["paper"], stroke) for kind, x, y in glyphs]
    _collect(axes, parts, zorder=3)


Part = tuple[Path, str, str, float]
"""A path about (0, 0) in millimetres, its fill, its edge, and the edge's width in points."""


def _collect(axes: Axes, parts: Sequence[tuple[float, float, Path, str, str, float]], zorder: float) -> None:
    if not parts:
        return
    scale = Affine2D().scale(1 / 25.4) + axes.figure.dpi_scale_trans
    drawn = PathCollection(
        [part[2] for part in parts],
        offsets=[part[:2] for part in parts],
        offset_transform=axes.transData,
        facecolors=[part[3] for part in parts],
        edgecolors=[part[4] for part in parts],
        linewidths=[part[5] for part in parts],
        zorder=zorder,
        capstyle="round",
        joinstyle="round",
    )
    drawn.set_transform(scale)
    axes.add_collection(drawn, autolim=False)


@cache
def _mark(kind: str, precision: int, radius: float, glyphs: bool) -> tuple[Part, ...]:
    """Return a mark as on the map: see ``paintMark`` in ``page/src/points.js``, whose proportions these are."""
    tone, paper = COLOURS[kind], GROUND["paper"]
    parts: list[Part] = [(_disc(radius * 1.2), paper, "none", 0.0)]
    ring = radius * 0.32
    if precision <= 1:
        parts.append((_disc(radius), tone, "none", 0.0))
    else:
        if precision == 2:
            parts.append((_scaled(Path.wedge(90, 270), radius), tone, "none", 0.0))
        parts.append((_disc(radius - ring / 2), "none", tone, ring / MM))
    if glyphs and precision != 2:
        strokes = paper if precision <= 1 else tone
        parts.append((_glyph(kind, radius * (0.46 if precision <= 1 else 0.36)), "none", strokes, 0.65 * radius / 1.35))
    return tuple(parts)


@cache
def _cake(kinds: tuple[tuple[str, int], ...], radius: float, with_glyphs: bool) -> tuple[Part, ...]:
    """Return a circle cut into the shares of its kinds, clockwise from noon, in the legend's order."""
    parts: list[Part] = [(_disc(radius + 0.15), GROUND["paper"], "none", 0.0)]
    whole = sum(number for _, number in kinds)
    angle = 90.0
    glyphs: list[Part] = []
    for kind, number in sorted(kinds, key=lambda pair: KINDS.index(pair[0])):
        turn = 360 * number / whole
        piece = _disc(radius) if len(kinds) == 1 else _scaled(Path.wedge(angle - turn, angle), radius)
        parts.append((piece, COLOURS[kind], "none" if len(kinds) == 1 else GROUND["paper"], 0.25))
        glyphs += _slice_glyph(kind, radius, angle - turn / 2, turn)
        angle -= turn
    return (*parts, *glyphs) if with_glyphs else tuple(parts)


def _slice_glyph(kind: str, radius: float, direction: float, turn: float) -> list[Part]:
    """Return the glyph in the largest circle that a slice holds, or nothing where that is small."""
    sine = math.sin(math.radians(min(turn, 180.0) / 2))
    room = radius if turn >= 360 else radius * sine / (1 + sine)
    if room < LEAST_GLYPH:
        return []
    away = 0.0 if turn >= 360 else radius - room
    at = Affine2D().translate(away * math.cos(math.radians(direction)), away * math.sin(math.radians(direction)))
    size = min(room, RADIUS)
    return [(_glyph(kind, size * 0.46).transformed(at), "none", GROUND["paper"], 0.65 * size / RADIUS)]


def _disc(radius: float) -> Path:
    return _scaled(Path.unit_circle(), radius)


def _scaled(path: Path, size: float) -> Path:
    return path.transformed(Affine2D().scale(size))


def _glyph(kind: str, size: float) -> Path:
    strokes = [np.array(line, float) * (size, -size) for line in GLYPHS[kind]]
    return Path.make_compound_path(*(Path(line) for line in strokes))
