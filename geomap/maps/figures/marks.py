"""Incidents on the paper: marks as on the map, or, where there are many, one circle for those that lie together.

A mark's colour and glyph tell the kind; it is filled where the place is exact, half where it is near, a ring where only
the region is known. Of an event of which only the unit is known, the unit is hatched and bears the count: a pin at its
middle would say what nobody knows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import FancyBboxPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from geomap.maps.figures.extent import Extent
from geomap.maps.figures.ground import hatch, outline
from geomap.maps.figures.lettering import MM, Lettering
from geomap.maps.figures.palette import COLOURS, GLYPHS, GROUND, KINDS, mixed
from geomap.maps.figures.sheet import letter
from geomap.maps.figures.speech import Speech

__all__ = [
    "CLUSTER",
    "LARGEST",
    "LEAST_GLYPH",
    "RADIUS",
    "Area",
    "Circle",
    "Crowd",
    "Laid",
    "Sizes",
    "Spot",
    "draw_areas",
    "draw_circles",
    "draw_counts",
    "draw_footprints",
    "draw_glyphs",
    "draw_spots",
    "lay_out",
]

RADIUS = 1.35
"""Millimetres of a mark: its glyph can still be read at 300 dpi, and of three marks a finger's breadth holds five."""

CROWDED = 0.1
"""Share of marks that lie over one another from which those that lie together are one circle: chosen by looking."""

CLUSTER = 3.4
"""Millimetres within which they lie together."""

_MOST = 1500
"""Marks that no sheet holds side by side: a page's frame has room for some 2,500, if they lay in rows."""

LEAST_GLYPH = 0.95
"""Millimetres of a disc's radius below which a glyph in it is a blot."""

_HIDDEN = 1.3
"""Radii between two marks at which one hides the other's glyph."""

_FAN_MOST = 8
"""At one spot so many marks stand about it; more are one circle with their number, as on the map."""

LARGEST = 5.0
"""Millimetres of the largest circle's radius on a map; areas are proportional to numbers."""

_PLATE = 2.0
"""Millimetres about the middle of a count's plate."""

_CIRCLE_LEAST = 0.75
"""Millimetres below which the colour of a circle could not be told."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large circles are: the one for `largest` incidents has a radius of `most` millimetres, or less if few."""

    largest: int
    most: float = LARGEST

    def radius(self, number: int) -> float:
        """Return the radius (millimetres) of the circle for `number` incidents; its area is proportional to it."""
        unit = min(RADIUS, self.most / math.sqrt(max(self.largest, 1)))
        return max(_CIRCLE_LEAST, unit * math.sqrt(number))


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident's mark: where it stands (millimetres), and the spot that it belongs to."""

    kind: str
    precision: int
    x: float
    y: float
    of_x: float
    of_y: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several incidents that are drawn as one: how many of each kind, the commonest first, at (x, y) in millimetres."""

    kinds: tuple[tuple[str, int], ...]
    x: float
    y: float

    @property
    def number(self) -> int:
        """How many they are."""
        return sum(number for _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class Circle(Crowd):
    """Incidents that lie together."""


@dataclass(frozen=True, slots=True)
class Area(Crowd):
    """Incidents of which only a unit is known, with its polygon on the paper; (x, y) is where their count stands."""

    region: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Laid:
    """What is drawn of incidents in an extent."""

    spots: tuple[Spot, ...]
    circles: tuple[Circle, ...]
    areas: tuple[Area, ...]
    outside: int
    """Placed incidents that lie outside the extent."""
    clustered: bool = False
    """Whether circles hold incidents of several spots that lie together."""

    @property
    def shown(self) -> int:
        """How many incidents are drawn."""
        return len(self.spots) + sum(crowd.number for crowd in self._crowds)

    @property
    def largest(self) -> int:
        """How many the largest circle stands for; 1 where there is none."""
        return max((circle.number for circle in self.circles), default=1)

    @property
    def kinds(self) -> set[str]:
        """The kinds that are drawn."""
        return {kind for crowd in self._crowds for kind, _ in crowd.kinds} | {spot.kind for spot in self.spots}

    @property
    def _crowds(self) -> tuple[Crowd, ...]:
        return (*self.circles, *self.areas)

    def boxes(self, sizes: Sizes) -> list[tuple[float, float, float, float]]:
        """Return the boxes (west, south, east, north; millimetres) that names keep clear of."""
        found = [_box(spot.x, spot.y, RADIUS + 0.3) for spot in self.spots]
        found += [_box(c.x, c.y, sizes.radius(c.number) + 0.2) for c in self.circles]
        return found + [_box(area.x, area.y, 2.0) for area in self.areas]


def lay_out(marks: pd.DataFrame, extent: Extent, *, cluster: bool = False) -> Laid:
    """Return how `marks`, a table as `geomap.maps.figures.table.marks_of` gives it, are drawn in `extent`.

    Incidents that lie together are one circle where marks would hide each other, or where `cluster` asks for it.
    """
    placed = marks[marks["lon"].notna() | marks["region"].notna()]
    whole = placed[placed["region"].notna()]
    points = placed[placed["region"].isna()]
    lonlat = points[["lon", "lat"]].to_numpy(dtype=float)
    inside = extent.holds(lonlat)
    points, xy = points[inside], extent.project(lonlat[inside])
    clustered = cluster or len(points) > _MOST
    spots, circles = _clustered(points, xy) if clustered else _fanned(points, xy)
    if not clustered and (circles or _crowded(spots)):
        spots, circles, clustered = *_clustered(points, xy), True
    areas = _areas(whole, extent, _covered(spots, circles))
    outside = int((~inside).sum()) + len(whole) - sum(area.number for area in areas)
    return Laid(spots, circles, areas, outside, clustered)


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


def _areas(whole: pd.DataFrame, extent: Extent, taken: shapely.Geometry) -> tuple[Area, ...]:
    """Return each unit once, the wide ones first, its count where no mark lies; those outside are left out."""
    frame = shapely.box(2, 2, extent.width - 2, extent.height - 2)
    regions = [(extent.on_paper(rows["region"].iat[0]), rows) for _, rows in whole.groupby("unit", sort=True)]
    found = []
    for region, rows in sorted(regions, key=lambda pair: float(pair[0].area)):
        seen = region.intersection(frame)
        if seen.is_empty or seen.area == 0:
            continue
        free = seen.difference(taken)
        at = _widest(free if free.area > _PLATE**2 else seen)
        taken = taken.union(at.buffer(2 * _PLATE))
        found.append(Area(_numbers(rows["kind"]), at.x, at.y, region))
    return tuple(reversed(found))


def _covered(spots: Sequence[Spot], circles: Sequence[Circle]) -> shapely.Geometry:
    """Return where the middle of a count's plate would hide a mark or a circle."""
    sizes = Sizes(max((circle.number for circle in circles), default=1))
    discs = [shapely.Point(spot.x, spot.y).buffer(_PLATE + RADIUS) for spot in spots]
    discs += [shapely.Point(c.x, c.y).buffer(_PLATE + sizes.radius(c.number)) for c in circles]
    return shapely.union_all(discs) if discs else shapely.Point()


def _widest(shape: shapely.Geometry) -> shapely.Point:
    """Return the middle of the largest circle in a shape: where a plate fits best."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.3)
    return shapely.Point(shapely.get_coordinates(circle)[0])


def _crowded(spots: Sequence[Spot]) -> bool:
    """Return whether so many marks hide one another that a picture of them tells little."""
    if len(spots) < 2:
        return False
    points = shapely.points([(spot.x, spot.y) for spot in spots])
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=_HIDDEN * RADIUS)
    hidden = np.unique(pairs[0][pairs[0] != pairs[1]])
    return len(hidden) > max(4, CROWDED * len(spots))


def _fanned(points: pd.DataFrame, xy: NDArray[np.float64]) -> tuple[tuple[Spot, ...], tuple[Circle, ...]]:
    """Return marks, several at one spot (0.0001°) about it; a crowd at one spot is a circle."""
    keys = [(round(lon, 4), round(lat, 4)) for lon, lat in points[["lon", "lat"]].itertuples(index=False)]
    groups: dict[tuple[float, float], list[int]] = {}
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    kinds, precisions = points["kind"].tolist(), points["precision"].tolist()
    spots: list[Spot] = []
    circles: list[Circle] = []
    for rows in groups.values():
        x, y = (float(value) for value in xy[rows[0]])
        if len(rows) > _FAN_MOST:
            circles.append(Circle(_numbers(points["kind"].iloc[rows]), x, y))
            continue
        reach = 0.0 if len(rows) == 1 else max(2 * RADIUS, 2 * RADIUS * len(rows) / 5)
        for number, row in enumerate(rows):
            angle = 2 * math.pi * number / len(rows) + math.pi / 2
            at = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            spots.append(Spot(kinds[row], int(precisions[row]), *at, x, y))
    return tuple(spots), tuple(circles)


def _cells(xy: NDArray[np.float64], cluster: float) -> NDArray[np.int64]:
    """Return which cluster each position is in: about the positions with most others near, one after the other.

    Method: leader clustering (Hartigan 1975, "Clustering algorithms", chapter 3), the leaders in order of company.
    """
    cells = np.floor(xy / (cluster / 2)).astype(np.int64)
    keys, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    centres = np.zeros(keys.shape)
    np.add.at(centres, inverse.ravel(), xy)
    centres /= counts[:, None]
    order = np.lexsort((centres[:, 1], centres[:, 0], -counts))
    near = shapely.STRtree(shapely.points(centres))
    leader = np.full(len(keys), -1)
    for cell in order:
        if leader[cell] < 0:
            found = near.query(shapely.Point(*centres[cell]), predicate="dwithin", distance=cluster)
            leader[found[leader[found] < 0]] = cell
    return np.asarray(leader[inverse.ravel()], dtype=np.int64)


def _clustered(points: pd.DataFrame, xy: NDArray[np.float64]) -> tuple[tuple[Spot, ...], tuple[Circle, ...]]:
    """Return those that lie together as circles, and those that lie alone as marks."""
    kinds, precisions, cells = points["kind"].to_numpy(), points["precision"].to_numpy(), _cells(xy, CLUSTER)
    spots: list[Spot] = []
    circles: list[Circle] = []
    for cell in np.unique(cells):
        rows = np.flatnonzero(cells == cell)
        x, y = (float(value) for value in xy[rows].mean(axis=0))
        if len(rows) == 1:
            spots.append(Spot(str(kinds[rows[0]]), int(precisions[rows[0]]), x, y, x, y))
        else:
            circles.append(Circle(_numbers(pd.Series(kinds[rows])), x, y))
    return tuple(spots), tuple(circles)


def _numbers(kinds: pd.Series[str]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each kind, the commonest first."""
    counts = Counter(kinds.tolist())
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], KINDS.index(pair[0]))))


def _box(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    return (x - half, y - half, x + half, y + half)
