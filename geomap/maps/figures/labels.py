"""Names on the ground: the important ones first, none over another, over a mark or over the frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import Stroke

from geomap.maps.figures.extent import Extent
from geomap.maps.figures.lettering import MM, Lettering
from geomap.maps.figures.palette import GROUND
from geomap.maps.figures.sheet import letter

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.areas import Area
    from geomap.records import Place

__all__ = ["Label", "draw_labels", "lay_names"]

Box = tuple[float, float, float, float]
Align = Literal["left", "center", "right"]

_PRINT = 0.6
"""Zoom levels that print is ahead of a screen: its letters are smaller and sharper."""

_TOWNS = ((900_000, 5.5), (300_000, 6.5), (120_000, 7.0), (40_000, 8.0), (10_000, 8.5), (1, 9.5))
"""Inhabitants → zoom from which such a town is named; chosen for the map (``page/src/ground.js``) by eye."""

_TOWNS_ABROAD = 60_000
"""Inhabitants from which a town abroad is named, as on the map."""

_WATER = "#5d8aa6"
"""Names of waters."""

_OUTER = (min, min, max, max)
"""Which of two boxes' sides is the outer one: west, south, east, north."""

_QUIET = 0.5
"""Millimetres that a name keeps free about itself."""

_MOST = 60
"""Names on a page: beyond, the ground talks louder than the incidents. A guess from looking."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name: where its text stands (millimetres, the middle of its height), how it looks, and its town's spot."""

    text: str
    x: float
    y: float
    align: Align
    size: float
    bold: bool
    colour: str
    box: Box
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """A name that would like to stand somewhere: the lower the rank, the sooner it is heard."""

    text: str
    rank: float
    size: float
    colour: str
    places: tuple[tuple[float, float, Align], ...]
    bold: bool = False
    spot: tuple[float, float] | None = None
    namesake: bool = False


def lay_names(
    gazetteer: Gazetteer,
    extent: Extent,
    lettering: Lettering,
    language: str,
    taken: Sequence[Box],
    *,
    closed: Sequence[Box] = (),
    small: bool = False,
) -> list[Label]:
    """Return the names that have room.

    Parameters
    ----------
    language : str
        ``en``, ``ar`` or ``ckb``; a place that has no name in the script of the language is not named.
    taken : sequence of (west, south, east, north)
        Millimetres: marks, which may lie on a town's spot, but on no name.
    closed : sequence of (west, south, east, north)
        Millimetres: scale bar and arrow, under which no spot may lie either.
    small : bool
        Only countries, governorates and the largest towns, in smaller letters: for small multiples.
    """
    wishes = [*_units(gazetteer, extent, lettering, language, small)]
    if not small:
        wishes += [*_waters(gazetteer, extent, lettering, language)]
    wishes += [*_towns(gazetteer, extent, lettering, language, taken, small)]
    laid: list[Label] = []
    boxes = [*taken, *closed]
    spots = list(closed)
    for wish in sorted(wishes, key=lambda wish: wish.rank):
        if len(laid) >= _MOST:
            break
        if wish.namesake and any(label.text == wish.text for label in laid):
            continue
        spot = _spot_box(wish)
        if spot and any(_meet(spot, other) for other in (*spots, *(label.box for label in laid))):
            continue  # its spot would be taken for another town's
        label = _placed(wish, extent, lettering, boxes)
        if label is not None:
            laid.append(label)
            boxes.append(label.box)
            if spot:
                spots.append(spot)
                boxes.append(spot)
    return laid


def draw_labels(axes: Axes, labels: Sequence[Label], lettering: Lettering) -> None:
    """Draw names with a halo of the ground's colour.

    The halo is a picture of the text's edge under the text: as an effect of the text itself it would turn the letters
    of SVG and PDF into shapes, which nobody can search.
    """
    for label in labels:
        if label.spot is not None:
            x, y = label.spot
            axes.plot([x], [y], marker="o", ms=1.9, mfc=GROUND["paper"], mec=GROUND["label"], mew=0.55, zorder=1.5)
        for halo in (True, False):
            text = letter(
                axes,
                label.x,
                label.y,
                label.text,
                lettering,
                label.size,
                bold=label.bold,
                colour=label.colour,
                align=label.align,
                middle=True,
                zorder=1.6 if halo else 1.7,
            )
            if halo:
                text.set_path_effects([Stroke(linewidth=1.6, foreground=GROUND["land"])])


def _placed(wish: _Wish, extent: Extent, lettering: Lettering, boxes: Sequence[Box]) -> Label | None:
    """Return the wish at the first of its places that is free, or None."""
    width = lettering.width(wish.text, wish.size, bold=wish.bold)
    half = wish.size * MM * 0.55
    for x, y, align in wish.places:
        west = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        box = (west - _QUIET, y - half - _QUIET / 2, west + width + _QUIET, y + half + _QUIET / 2)
        inside = box[0] > 0.6 and box[1] > 0.6 and box[2] < extent.width - 0.6 and box[3] < extent.height - 0.6
        if inside and not any(_meet(box, other) for other in boxes):
            return Label(wish.text, x, y, align, wish.size, wish.bold, wish.colour, box, wish.spot)
    return None


def _spot_box(wish: _Wish) -> Box | None:
    """Return the box of a town's spot, or None for a name without one."""
    if wish.spot is None:
        return None
    x, y = wish.spot
    return (x - 0.5, y - 0.5, x + 0.5, y + 0.5)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _units(gazetteer: Gazetteer, extent: Extent, lettering: Lettering, language: str, small: bool) -> Iterable[_Wish]:
    """Yield names of countries, and of governorates or districts where they are neither too small nor too large."""
    frame = shapely.box(0, 0, extent.width, extent.height)
    levels = [("neighbour", 0.0, 6.5)]
    zoom = extent.zoom + _PRINT
    if not small:
        levels += [("governorate", 4.0, 6.0)] if zoom < 9 else [("district", 5.0, 5.5)]
    for level, rank, size in levels:
        for area in gazetteer.areas.features(level):
            seen = extent.on_paper(area.geometry).intersection(frame)
            if seen.is_empty or seen.area < 60:
                continue
            largest = max(shapely.get_parts(seen), key=lambda part: float(part.area))
            places = _inside(largest)
            text = lettering.shown(_area_name(area, language))
            if level == "neighbour" and language == "en":
                text = text.upper()
            yield _Wish(text, rank - seen.area / 1e6, size, GROUND["faint"], places, namesake=level != "neighbour")


def _inside(shape: shapely.Geometry) -> tuple[tuple[float, float, Align], ...]:
    """Return places for a name well inside a polygon: where it is widest, then its middle, then about them."""
    widest = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=0.5), 0)
    middle = shape.centroid if shape.contains(shape.centroid) else widest
    spots = [(middle.x, middle.y), (widest.x, widest.y)]
    shifts = ((0, 0), (0, 4), (0, -4), (6, 0), (-6, 0), (6, 6), (-6, -6), (6, -6), (-6, 6))
    found = [(x + dx, y + dy) for dx, dy in shifts for x, y in spots]
    return tuple((x, y, "center") for x, y in found if shape.contains(shapely.Point(x, y)))


def _waters(gazetteer: Gazetteer, extent: Extent, lettering: Lettering, language: str) -> Iterable[_Wish]:
    """Yield names of rivers beside the middle of their longest piece in sight, and of lakes."""
    frame = shapely.box(0, 0, extent.width, extent.height)
    for place in gazetteer.of_kind("river"):
        if len(place.line) < 2 or not _place_name(place, language):
            continue
        seen = extent.on_paper(shapely.LineString(place.line)).intersection(frame)
        if seen.length < 25:
            continue
        longest = max(shapely.get_parts(seen), key=lambda part: float(part.length))
        places: list[tuple[float, float, Align]] = []
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            at = shapely.line_interpolate_point(longest, share, normalized=True)
            places += [(at.x + 1.2, at.y + 1.2, "left"), (at.x - 1.2, at.y - 1.2, "right")]
        yield _Wish(lettering.shown(_place_name(place, language)), 4.5, 5.5, _WATER, tuple(places))
    for area in gazetteer.areas.features("lake"):
        seen = extent.on_paper(area.geometry).intersection(frame)
        if seen.area > 12:
            middle = shapely.get_point(shapely.maximum_inscribed_circle(seen, tolerance=0.5), 0)
            name = lettering.shown(_area_name(area, language))
            yield _Wish(name, 4.6, 5.0, _WATER, ((middle.x, middle.y, "center"),))


def _towns(
    gazetteer: Gazetteer, extent: Extent, lettering: Lettering, language: str, taken: Sequence[Box], small: bool
) -> Iterable[_Wish]:
    """Yield the towns that an extent of this scale names, the most populous first."""
    zoom = extent.zoom + _PRINT
    least = next((people for people, first in reversed(_TOWNS) if zoom >= first), 2_000_000)
    if small:
        least = max(least, 300_000)
    rtl = language != "en"
    towns = [p for p in gazetteer.of_kind("city", "town") if (p.population or 0) >= least and _place_name(p, language)]
    towns = [p for p in towns if p.country == "IQ" or (p.population or 0) >= max(_TOWNS_ABROAD, least)]
    inside = extent.holds(np.array([[p.lon, p.lat] for p in towns], dtype=float))
    seen = [place for place, held in zip(towns, inside, strict=True) if held]
    for place in sorted(seen, key=lambda p: (p.country != "IQ", -(p.population or 0), p.id)):
        people = place.population or 0
        x, y = extent.project([[place.lon, place.lat]])[0]
        size = 7.2 if people >= 500_000 else 6.6 if people >= 100_000 else 6.0
        size -= 1.6 if small else 0.0
        rank = 1.0 if people >= 300_000 else 2.0 if people >= 40_000 else 3.0
        rank += (place.country != "IQ") * 2.5 - min(people, 9e6) / 1e8
        colour = GROUND["label"] if place.country == "IQ" else GROUND["faint"]
        name = lettering.shown(_place_name(place, language))
        spot = (float(x), float(y))
        bold = people >= 300_000 and place.country == "IQ" and not small
        yield _Wish(name, rank, size, colour, _about(*spot, size * MM, rtl, taken), bold=bold, spot=spot)


def _about(
    x: float, y: float, height: float, rtl: bool, taken: Sequence[Box]
) -> tuple[tuple[float, float, Align], ...]:
    """Return places for a name about a spot: after it in the direction of reading first.

    Where a mark lies on the spot they stand beyond it and those that touch it; elsewhere a name that stands off would
    be another spot's.
    """
    spot = (x - 0.5, y - 0.5, x + 0.5, y + 0.5)
    covering = [box for box in taken if _meet(spot, box)]
    beside = [box for box in taken if any(_meet(box, other) for other in covering)]
    west, south, east, north = (pick(box[side] for box in (spot, *beside)) for side, pick in enumerate(_OUTER))
    up = height * 0.55
    right: tuple[float, float, Align] = (east + 0.6, y, "left")
    left: tuple[float, float, Align] = (west - 0.6, y, "right")
    found: list[tuple[float, float, Align]] = [left, right] if rtl else [right, left]
    found += [(x, north + up + 0.4, "center"), (x, south - up - 0.4, "center")]
    for level in (north + up * 0.3, south - up * 0.3):
        found += [(east + 0.4, level, "left"), (west - 0.4, level, "right")]
    return tuple(found)


def _area_name(area: Area, language: str) -> str:
    return {"en": area.name_en, "ar": area.name_ar, "ckb": area.name_ckb}[language] or area.name_ar or area.name_en


def _place_name(place: Place, language: str) -> str:
    """Return a place's name in the language, for Sorani else in Arabic; empty where there is none in its script."""
    if language == "en":
        return place.label
    return place.name(language) or place.name("ar") or ""
