"""The map: ground, names, incidents, scale bar, arrow and legend on one sheet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes

from geomap.maps.figures.arrangement import CLUSTER, RADIUS, Laid, Sizes, lay_out
from geomap.maps.figures.brief import Brief, Margins, notes_of
from geomap.maps.figures.extent import Extent
from geomap.maps.figures.ground import Ground, outline
from geomap.maps.figures.labels import draw_labels, lay_names
from geomap.maps.figures.legend import Group, Legend, ground_group, kinds_group, precision_group, sizes_group
from geomap.maps.figures.marks import (
    LEAST_GLYPH,
    draw_areas,
    draw_circles,
    draw_counts,
    draw_footprints,
    draw_spots,
)
from geomap.maps.figures.palette import GROUND
from geomap.maps.figures.scale import Corners
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import Speech

__all__ = ["closing", "draw_edge", "draw_incidents", "draw_map", "extent_of", "groups_of", "told"]

_TALL_COLUMN = 1.15
"""Height over width of a column's frame at most; a page's is `geomap.maps.figures.extent`'s."""

_SKEW = 0.02
"""Difference of scale between the middle and the edge from which the figure says where its scale is true."""


def draw_map(brief: Brief) -> Sheet:
    """Return the sheet with the map of a brief."""
    extent = extent_of(brief, brief.width, tallest=_TALL_COLUMN if brief.narrow else 0.9)
    laid = lay_out(brief.marks, extent)
    sizes = Sizes(laid.largest)
    ground = Ground.of(brief.gazetteer, extent)
    margins = Margins.of(
        brief, brief.speech.say("title_map"), told(brief, laid.outside), closing(brief, extent, ground)
    )
    legend = Legend.of(groups_of(brief, laid, ground, extent, sizes), brief.width, brief.lettering)
    height = margins.above + extent.height + 1.2 + legend.height + margins.below
    sheet = Sheet(brief.width, height, brief.lettering, rtl=brief.speech.rtl)
    axes = sheet.frame(0, height - margins.above, extent.width, extent.height)
    _draw_frame(axes, brief, extent, ground, laid, sizes)
    legend.draw(sheet, height - margins.above - extent.height - 1.2)
    margins.draw(sheet)
    sheet.notes = notes_of(brief.lettering, [*told(brief, laid.outside, Speech.of("en"))[1:], ground.note(extent)])
    return sheet


def extent_of(brief: Brief, width: float, *, flattest: float = 0.62, tallest: float = 0.9) -> Extent:
    """Return the extent that a brief asks for, else that of its incidents, else the country's."""
    if brief.bounds is not None:
        return Extent.of(brief.bounds, width)
    placed = brief.marks.dropna(subset=["lon", "lat"])
    points = [placed.loc[placed["region"].isna(), ["lon", "lat"]].to_numpy()]
    points += [shapely.get_coordinates(shapely.envelope(shape)) for shape in brief.marks["region"].dropna()]
    lonlat = np.concatenate(points)
    if not len(lonlat):
        countries = [area.geometry for area in brief.gazetteer.areas.features("country")]
        lonlat = shapely.get_coordinates(shapely.envelope(shapely.union_all(countries)))
    return Extent.about(lonlat, width, flattest=flattest, tallest=tallest)


def told(brief: Brief, outside: int, speech: Speech | None = None) -> list[str]:
    """Return the counts under the title: all, those not placed, those outside the frame."""
    words = speech or brief.speech
    counts = [words.count("counts", len(brief.marks))]
    if brief.unplaced:
        counts.append(words.count("not_placed", brief.unplaced))
    if outside:
        counts.append(words.count("outside", outside))
    return counts


def closing(brief: Brief, extent: Extent, ground: Ground) -> list[str]:
    """Return the sentences below a map: what its borders are, where its scale is true."""
    speech = brief.speech
    sentences = [speech.say("borders_surveyed" if ground.surveyed else "borders")]
    middle, edges = extent.latitude, (extent.south, extent.north)
    skew = max(abs(np.cos(np.radians(edge)) / np.cos(np.radians(middle)) - 1) for edge in edges)
    if skew > _SKEW:
        key = "latitude_north" if middle >= 0 else "latitude_south"
        where = speech.say(key, n=speech.number(round(abs(middle), 1)))
        sentences.append(speech.say("true_at", latitude=where) + ".")
    return sentences


def groups_of(brief: Brief, laid: Laid, ground: Ground, extent: Extent, sizes: Sizes) -> list[Group]:
    """Return the groups of a map's legend: what it shows, and nothing else."""
    speech = brief.speech
    seen = laid.kinds
    kinds = [kind for kind in brief.kinds() if kind in seen]
    precisions = sorted({spot.precision for spot in laid.spots})
    groups = [kinds_group(speech, kinds)] if kinds else []
    if precisions or laid.areas or brief.footprints:
        groups.append(
            precision_group(speech, precisions, area=bool(laid.areas), footprints=brief.footprints and bool(kinds))
        )
    if laid.circles:
        apart = CLUSTER / extent.mm_per_km
        distance = speech.distance(round(apart) if apart >= 3 else round(apart, 1))
        words = speech.say("together", distance=distance) if laid.clustered else ""
        groups.append(sizes_group(speech, sizes, words))
    shown = ground.disputed.intersects(shapely.box(0, 0, extent.width, extent.height))
    groups.append(
        ground_group(speech, disputed=shown, districts="district" in ground.borders, surveyed=ground.surveyed)
    )
    return groups


def draw_incidents(axes: Axes, brief: Brief, laid: Laid, extent: Extent, marks: pd.DataFrame, sizes: Sizes) -> None:
    """Draw the incidents on a frame: units below, footprints, circles, marks, counts on top."""
    draw_areas(axes, laid.areas)
    if brief.footprints:
        draw_footprints(axes, marks, extent)
    draw_circles(axes, laid.circles, sizes)
    radius = min(RADIUS, sizes.radius(1)) if laid.clustered else RADIUS
    draw_spots(axes, laid.spots, radius=radius, glyphs=radius >= LEAST_GLYPH)
    draw_counts(axes, laid.areas, brief.lettering, brief.speech)


def _draw_frame(axes: Axes, brief: Brief, extent: Extent, ground: Ground, laid: Laid, sizes: Sizes) -> None:
    taken = laid.boxes(sizes)
    corners = Corners.of(extent, brief.lettering, brief.speech, taken)
    names = lay_names(
        brief.gazetteer, extent, brief.lettering, brief.speech.language, taken, closed=[corners.bar, corners.arrow]
    )
    ground.draw(axes)
    draw_labels(axes, names, brief.lettering)
    draw_incidents(axes, brief, laid, extent, brief.marks, sizes)
    corners.draw(axes, extent, brief.lettering, brief.speech)
    draw_edge(axes, extent)


def _edge(axes: Axes, extent: Extent) -> None:
    outline(axes, shapely.box(0, 0, extent.width, extent.height), edge=GROUND["country"], line=1.2, zorder=9)


def draw_edge(axes: Axes, extent: Extent) -> None:
    """Draw the frame's line."""
    outline(axes, shapely.box(0, 0, extent.width, extent.height), edge=GROUND["country"], line=1.2, zorder=9)
