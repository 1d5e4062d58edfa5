"""The ground of a figure: land, water, borders, the disputed territories as a hatch, drawn quietly and to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geomap.maps.figures.extent import Extent
from geomap.maps.figures.palette import GROUND, mixed

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

__all__ = ["DISPUTED", "HATCH_GAP", "LINES", "Ground", "hatch", "outline", "stroke"]

DISPUTED = mixed("#a8824a", 0.36)
"""Colour of the disputed territories' hatch: thinner lines than on a screen need more of it to be as strong."""

HATCH_GAP = 1.5
"""Millimetres between the lines of a hatch."""

LINES = {"country": 0.8, "governorate": 0.6, "district": 0.4}
"""Level → points of its border."""

_SAME = 0.004
"""Degrees within which two levels' lines are one border, as in the map: see `geomap.maps.ground`."""

_DISTRICTS_FROM = 1.0 / 11
"""Millimetres in a kilometre from which districts are drawn: below, their dashes are a texture and nothing else."""

_RIVERS = ("Tigris", "Euphrates", "Shatt al-Arab")
"""Rivers drawn wider."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies in an extent, as geometry on its paper (millimetres), to be drawn as often as there are panels."""

    known: shapely.Geometry
    abroad: shapely.Geometry
    land: shapely.Geometry
    lakes: shapely.Geometry
    disputed: shapely.Geometry
    rivers: shapely.Geometry
    brooks: shapely.Geometry
    borders: dict[str, shapely.Geometry]
    surveyed: bool

    @classmethod
    def of(cls, gazetteer: Gazetteer, extent: Extent) -> Ground:
        """Return the ground of `extent` from the gazetteer's own areas and lines."""
        areas = gazetteer.areas

        def union(level: str) -> shapely.Geometry:
            return extent.on_paper(shapely.union_all([area.geometry for area in areas.features(level)]))

        rivers = [(place.label, place.line) for place in gazetteer.of_kind("river") if len(place.line) > 1]
        districts = areas.features("district")
        shapes = [area.geometry for level in ("neighbour", "country") for area in areas.features(level)]
        return cls(
            known=extent.on_paper(shapely.box(*shapely.total_bounds(shapes))),
            abroad=union("neighbour"),
            land=union("country"),
            lakes=union("lake"),
            disputed=union("disputed"),
            rivers=_lines(extent, (line for name, line in rivers if name in _RIVERS)),
            brooks=_lines(extent, (line for name, line in rivers if name not in _RIVERS)),
            borders=_borders(gazetteer, extent),
            surveyed=bool(districts) and not any(area.approximate for area in districts),
        )

    def note(self, extent: Extent) -> str:
        """Return what is to be said where the extent goes beyond the ground that the gazetteer knows; else nothing."""
        if self.known.covers(shapely.box(0, 0, extent.width, extent.height)):
            return ""
        return "The ground is known for Iraq and the lands around it; what lies beyond is left white."

    def draw(self, axes: Axes) -> None:
        """Draw the ground on axes in the millimetres of its extent."""
        width, height = axes.get_xlim()[1], axes.get_ylim()[1]
        outline(axes, shapely.box(0, 0, width, height), fill=GROUND["paper"], zorder=-0.1)
        outline(axes, self.known, fill=GROUND["water"], zorder=0)
        outline(axes, self.abroad, fill=GROUND["abroad"], edge="#d9d5cb", line=0.4, zorder=0.1)
        outline(axes, self.land, fill=GROUND["land"], zorder=0.2)
        hatch(axes, self.disputed, DISPUTED, line=0.35, zorder=0.3)
        stroke(axes, self.brooks, GROUND["water"], 0.7, zorder=0.4)
        stroke(axes, self.rivers, GROUND["water"], 1.2, zorder=0.4)
        outline(axes, self.lakes, fill=GROUND["water"], zorder=0.5)
        for level, dash in (("district", (0, (3, 2))), ("governorate", "solid"), ("country", "solid")):
            if level in self.borders:
                stroke(axes, self.borders[level], GROUND[level], LINES[level], dash=dash, zorder=0.6)


def outline(
    axes: Axes,
    shape: shapely.Geometry,
    *,
    fill: str = "none",
    edge: str = "none",
    line: float = 0.0,
    dash: str | tuple[float, tuple[float, ...]] = "solid",
    zorder: float = 1,
) -> None:
    """Draw the polygons of a geometry in the axes' units; lines in points."""
    path = _path_of(shape)
    if path is not None:
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, linewidth=line, linestyle=dash, zorder=zorder)
        axes.add_patch(patch)


def stroke(
    axes: Axes,
    lines: shapely.Geometry,
    colour: str,
    line: float,
    *,
    dash: str | tuple[float, tuple[float, ...]] = "solid",
    zorder: float = 1,
) -> None:
    """Draw the lines of a geometry in the axes' units, `line` points wide."""
    parts = [part for part in _parts(lines) if part.geom_type.endswith(("LineString", "Ring")) and not part.is_empty]
    if parts:
        path = Path.make_compound_path(*(Path(shapely.get_coordinates(part)) for part in parts))
        drawn = PathPatch(
            path,
            fill=False,
            edgecolor=colour,
            linewidth=line,
            linestyle=dash,
            capstyle="round",
            joinstyle="round",
            zorder=zorder,
        )
        axes.add_patch(drawn)


def hatch(
    axes: Axes,
    shape: shapely.Geometry,
    colour: str,
    *,
    line: float = 0.4,
    gap: float = HATCH_GAP,
    rising: bool = True,
    zorder: float = 1,
) -> None:
    """Hatch the polygons of a geometry with lines at 45° that are `gap` millimetres apart, in the axes' millimetres.

    They are lines of our own: each kind of file draws matplotlib's patterns at another density.
    """
    if shape.is_empty:
        return
    west, south, east, north = shape.bounds
    step = gap * np.sqrt(2)
    low, high = (west - north, east - south) if rising else (west + south, east + north)
    starts = np.arange(np.ceil(low / step) * step, high, step)
    if not len(starts):  # smaller than the gap
        return
    ends = np.array([[south, north]])
    xs = starts[:, None] + (ends if rising else -ends)
    lines = shapely.linestrings(np.stack([xs, np.broadcast_to(ends, xs.shape)], axis=2))
    stroke(axes, shapely.intersection(shapely.multilinestrings(list(lines)), shape), colour, line, zorder=zorder)


def _borders(gazetteer: Gazetteer, extent: Extent) -> dict[str, shapely.Geometry]:
    """Return each level's borders without those that a wider level has already, so that dashes stay dashes."""
    found: dict[str, shapely.Geometry] = {}
    drawn: shapely.Geometry = shapely.GeometryCollection()
    window = shapely.box(extent.west, extent.south, extent.east, extent.north)
    for level in LINES:
        if level == "district" and extent.mm_per_km < _DISTRICTS_FROM:
            continue
        near = [area.geometry for area in gazetteer.areas.features(level) if area.geometry.intersects(window)]
        lines = shapely.union_all([shapely.boundary(shape) for shape in near]) if near else shapely.LineString()
        new = lines.difference(shapely.buffer(drawn, _SAME)) if not drawn.is_empty else lines
        found[level] = extent.on_paper(shapely.line_merge(new))
        drawn = shapely.union(drawn, lines)
    return found


def _lines(extent: Extent, lines: Iterable[Sequence[tuple[float, float]]]) -> shapely.Geometry:
    parts = [shapely.LineString(line) for line in lines]
    return extent.on_paper(shapely.MultiLineString(parts)) if parts else shapely.LineString()


def _path_of(shape: shapely.Geometry) -> Path | None:
    """Return the polygons of a geometry as one path, holes as holes, or None if it has none."""
    polygons = [part for part in _parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
    pieces = [Path(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Path.make_compound_path(*pieces) if pieces else None


def _parts(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the simple geometries in a geometry, collections in collections taken apart."""
    parts = list(shapely.get_parts(shape))
    return [p for part in parts for p in (_parts(part) if hasattr(part, "geoms") else [part])]
