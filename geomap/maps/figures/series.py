"""Incidents over time: bars a day, a week, a month or a year, by kind; what has no single day is spread and striped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from numpy.typing import NDArray

from geomap.errors import InputError
from geomap.maps.figures.brief import Brief, Margins, day_of, notes_of
from geomap.maps.figures.ground import hatch, outline, stroke
from geomap.maps.figures.legend import Entry, Group, Legend, bars, kinds_group
from geomap.maps.figures.marks import draw_glyphs
from geomap.maps.figures.palette import COLOURS, GROUND, KINDS, mixed
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import Speech

__all__ = ["STEPS", "Bins", "counted", "draw_series", "step_of"]

STEPS: tuple[str, ...] = ("day", "week", "month", "year")
"""What a bar can stand for."""

_SPANS = (("day", 75), ("week", 560), ("month", 9000))
"""Step → days of the period up to which it is taken unasked: some ten dozen bars at most, which 174 mm can show."""

_MOST_BARS = 1200
"""Bars beyond which a bar would be thinner than a printed line."""

_TICK_ROOM = 15.0
"""Millimetres that a mark below the bars has at least, for its words."""

_EVERY: Mapping[str, tuple[int, ...]] = {
    "day": (1, 2, 3, 4, 5, 7, 14, 28, 56, 91, 182),
    "week": (1, 2, 4, 8, 13, 26, 52, 104),
    "month": (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240),
    "year": (1, 2, 5, 10, 20, 50, 100, 200),
}
"""Step → of how many bars one is marked below: so many as the calendar has names for."""

_PARTED = 1.5
"""Millimetres of a bar from which its pieces are parted by a white line; a thinner one would be all line."""

_WIDEST = 16.0
"""Millimetres of a bar at most: a single one is no wall."""

_HEIGHT = {False: 62.0, True: 48.0}
"""Narrow or not → millimetres of the bars' frame."""

_GLYPH = 1.1
"""Millimetres of the disc that a glyph in a piece of a bar would fill; a smaller piece has none."""

_SIZE = 6.2
_AXIS = 8.0
"""Millimetres that the numbers beside the frame take at least."""


@dataclass(frozen=True, slots=True)
class Bins:
    """The bars of a series.

    Parameters
    ----------
    edges : tuple of datetime.date
        First day of each bar, and the day after the last one.
    certain : numpy.ndarray
        Shape (kinds, bars): incidents that happened within the bar, in the order of `KINDS`.
    spread : numpy.ndarray
        Shape (kinds, bars): of incidents known to days of several bars, the share of those days in each.
    """

    step: str
    edges: tuple[date, ...]
    certain: NDArray[np.float64]
    spread: NDArray[np.float64]

    @property
    def highest(self) -> float:
        """The height of the highest bar."""
        return float((self.certain + self.spread).sum(axis=0).max())


def draw_series(brief: Brief) -> Sheet:
    """Return the sheet with the time series of a brief.

    Raises
    ------
    InputError
        If `Brief.by` is no step, or so fine that there would be too many bars.
    """
    speech = brief.speech
    dated = brief.marks.dropna(subset=["first"])
    bins = counted(dated, step_of(dated, brief.by)) if len(dated) else None
    axis = speech.say(f"by_{bins.step}") if bins else speech.say("nothing")
    margins = Margins.of(brief, speech.say("title_series"), _told(brief, speech), ())
    legend = Legend.of(_groups(brief, bins), brief.width, brief.lettering)
    tall = _HEIGHT[brief.narrow]
    height = margins.above + 4.2 + tall + 8.2 + legend.height + margins.below
    sheet = Sheet(brief.width, height, brief.lettering, rtl=speech.rtl)
    top = height - margins.above - 4.2
    sheet.write(0, top + 2.0, axis, _SIZE, colour=GROUND["label"])
    if bins:
        side = max(_AXIS, 2.5 + brief.lettering.width(speech.number(_ceiling(bins.highest)), _SIZE))
        axes = sheet.frame(side, top, brief.width - side, tall)
        _draw_bars(axes, bins, brief)
        _draw_axes(sheet, bins, brief, side, top, tall)
    legend.draw(sheet, top - tall - 7.6)
    margins.draw(sheet)
    sheet.notes = notes_of(brief.lettering, _told(brief, Speech.of("en"))[1:])
    return sheet


def step_of(dated: pd.DataFrame, asked: str | None) -> str:
    """Return what a bar stands for: as asked, else as the span of the days wants it.

    Raises
    ------
    InputError
        If it is none of `STEPS`.
    """
    if asked is not None:
        if asked not in STEPS:
            raise InputError(f"{asked!r} is no step of a series.", f"Give one of {', '.join(STEPS)}.")
        return asked
    days = (dated["last"].max() - dated["first"].min()).days + 1
    return next((step for step, most in _SPANS if days <= most), "year")


def counted(dated: pd.DataFrame, step: str) -> Bins:
    """Return the bars of incidents with days.

    The sum of all bars is the number of incidents: one that is known to several bars' days counts in each with the
    share of its days.

    Raises
    ------
    InputError
        If there would be too many bars.
    """
    edges = _edges(day_of(dated["first"].min()), day_of(dated["last"].max()), step)
    starts = np.array(edges, dtype="datetime64[D]")
    shape = (len(KINDS), len(edges) - 1)
    certain, spread = np.zeros(shape), np.zeros(shape)
    kinds = np.array([KINDS.index(kind) for kind in dated["kind"]])
    first = dated["first"].to_numpy().astype("datetime64[D]")
    last = dated["last"].to_numpy().astype("datetime64[D]")
    low = np.searchsorted(starts, first, side="right") - 1
    high = np.searchsorted(starts, last, side="right") - 1
    whole = low == high
    np.add.at(certain, (kinds[whole], low[whole]), 1.0)
    for row in np.flatnonzero(~whole):
        part = slice(int(low[row]), int(high[row]) + 1)
        begin = np.maximum(starts[:-1][part], first[row])
        end = np.minimum(starts[1:][part], last[row] + np.timedelta64(1, "D"))
        days = (end - begin).astype(float)
        spread[kinds[row], part] += days / days.sum()
    return Bins(step, edges, certain, spread)


def _edges(first: date, last: date, step: str) -> tuple[date, ...]:
    """Return the first day of each bar from `first` to `last`, and the day after the last bar."""
    start = {
        "day": first,
        "week": first - timedelta(days=first.weekday()),
        "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
    }[step]
    edges = [start]
    while edges[-1] <= last:
        edges.append(_next(edges[-1], step))
        if len(edges) > _MOST_BARS:
            raise InputError(
                f"From {first} to {last} there are more than {_MOST_BARS} bars of a {step}.",
                "Choose a longer step (by), or leave it out.",
            )
    return tuple(edges)


def _next(day: date, step: str) -> date:
    if step in ("day", "week"):
        return day + timedelta(days=1 if step == "day" else 7)
    if step == "year" or day.month == 12:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def _told(brief: Brief, speech: Speech) -> list[str]:
    counts = [speech.count("counts", len(brief.marks))]
    return [*counts, speech.count("not_dated", brief.undated)] if brief.undated else counts


def _groups(brief: Brief, bins: Bins | None) -> list[Group]:
    speech = brief.speech
    if bins is None:
        return []
    if brief.total:
        group = Group("", (Entry(bars(_TOTAL), speech.say("total")),))
    else:
        group = kinds_group(speech, brief.kinds(), lambda kind: bars(COLOURS[kind], kind))
    if not bins.spread.any():
        return [group] if not brief.total else []
    return [group, Group("", (Entry(bars(GROUND["label"], striped=True), speech.say("range")),))]


_TOTAL = "#5c6b77"
"""Colour of bars that stand for all kinds: none of theirs."""


def _draw_bars(axes: Axes, bins: Bins, brief: Brief) -> None:
    """Draw the bars, from where reading starts: time runs as the text does."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    ceiling = _ceiling(bins.highest)
    for value in _marks(ceiling):
        y = value / ceiling * height
        line = shapely.LineString([(0, y), (width, y)])
        stroke(
            axes, line, GROUND["district"] if value else GROUND["label"], 0.4 if value else 0.9, zorder=4 * (not value)
        )
    slot = width / (len(bins.edges) - 1)
    gap = max(min(0.35, slot * 0.14), (slot - _WIDEST) / 2)
    layers = _layers(bins, brief.total)
    glyphs: list[tuple[str, float, float]] = []
    for bar in range(len(bins.edges) - 1):
        left = width - (bar + 1) * slot if brief.speech.rtl else bar * slot
        floor = 0.0
        for kind, striped, numbers in layers:
            colour = COLOURS.get(kind, _TOTAL)
            tall = float(numbers[bar]) / ceiling * height
            if tall > 0:
                box = shapely.box(left + gap, floor, left + slot - gap, floor + tall)
                _draw_piece(axes, box, colour, striped, parted=slot > _PARTED)
                if kind and not striped and min(tall, slot - 2 * gap) >= 2 * _GLYPH:
                    glyphs.append((kind, left + slot / 2, floor + tall / 2))
            floor += tall
    draw_glyphs(axes, glyphs, _GLYPH)


def _draw_piece(axes: Axes, box: Any, colour: str, striped: bool, parted: bool) -> None:
    fill = mixed(colour, 0.3, GROUND["paper"]) if striped else colour
    edge = colour if striped else GROUND["paper"] if parted else "none"
    outline(axes, box, fill=fill, edge=edge, line=0.4 if parted else 0.2, zorder=2)
    if striped:
        hatch(axes, box, colour, gap=0.8, line=0.5 if parted else 0.3, zorder=2.1)


def _layers(bins: Bins, total: bool) -> Sequence[tuple[str, bool, NDArray[np.float64]]]:
    """Return kind, whether striped, and heights of what lies on what: certain ones below, spread ones on top."""
    if total:
        return [("", False, bins.certain.sum(axis=0)), ("", True, bins.spread.sum(axis=0))]
    solid = [(kind, False, bins.certain[row]) for row, kind in enumerate(KINDS)]
    return [*solid, *((kind, True, bins.spread[row]) for row, kind in enumerate(KINDS))]


def _draw_axes(sheet: Sheet, bins: Bins, brief: Brief, side: float, top: float, tall: float) -> None:
    """Write numbers beside the frame and days below it."""
    speech, width = brief.speech, brief.width - side
    ceiling = _ceiling(bins.highest)
    for value in _marks(ceiling):
        y = top - tall + value / ceiling * tall
        sheet.write(side - 1.2, y, speech.number(value), _SIZE, end=True, middle=True, colour=GROUND["label"])
    slot = width / (len(bins.edges) - 1)
    free = side
    for bar, upper, lower in _ticks(bins, speech, max(3, round(width / _TICK_ROOM))):
        at = side + bar * slot
        wide = max(brief.lettering.width(words, _SIZE) for words in (upper, lower))
        if at < free or at + wide > brief.width:
            continue
        x = sheet.x(at)
        stroke(sheet.paper, shapely.LineString([(x, top - tall), (x, top - tall - 1.0)]), GROUND["label"], 0.5)
        sheet.write(at, top - tall - 3.2, upper, _SIZE, colour=GROUND["label"])
        sheet.write(at, top - tall - 5.9, lower, _SIZE, colour=GROUND["label"])
        free = at + wide + 2.0


def _ticks(bins: Bins, speech: Speech, most: int) -> list[tuple[int, str, str]]:
    """Return bar, words and second line of words of the marks below the bars; the year where it begins or changes."""
    starts = bins.edges[:-1]
    every = next((n for n in _EVERY[bins.step] if len(starts) / n <= most), len(starts))
    found: list[tuple[int, str, str]] = []
    year = None
    for bar in range(_first_tick(bins, every), len(starts), every):
        day = starts[bar]
        if bins.step == "year" or (bins.step == "month" and every % 12 == 0):
            found.append((bar, speech.year(day), ""))
            continue
        upper = speech.short_month(day) if bins.step == "month" else speech.short_day(day)
        found.append((bar, upper, speech.year(day) if day.year != year else ""))
        year = day.year
    return found


def _first_tick(bins: Bins, every: int) -> int:
    """Return the first bar that is marked: of months, so that years begin with a mark where that is possible."""
    if bins.step == "month" and every > 1:
        return next((bar for bar, day in enumerate(bins.edges[:-1]) if (day.month - 1) % min(every, 12) == 0), 0)
    return 0


def _ceiling(highest: float) -> int:
    """Return the round number up to which the frame goes."""
    unit = 1
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8):
            if step * unit >= highest:
                return step * unit
        unit *= 10


def _marks(ceiling: int) -> list[int]:
    """Return the numbers that are written beside the frame: whole ones only."""
    parts = next(parts for parts in (5, 4, 3, 2, 1) if ceiling % parts == 0)
    return [ceiling * part // parts for part in range(parts + 1)]
