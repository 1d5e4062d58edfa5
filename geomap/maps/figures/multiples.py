"""Small multiples: the same ground for each year or month, at one scale, so that eyes compare what changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geomap.errors import InputError
from geomap.maps.figures.arrangement import Laid, Sizes, lay_out
from geomap.maps.figures.atlas import closing, draw_edge, draw_incidents, extent_of, groups_of, told
from geomap.maps.figures.brief import Brief, Margins, day_of, notes_of
from geomap.maps.figures.extent import Extent
from geomap.maps.figures.ground import Ground
from geomap.maps.figures.labels import draw_labels, lay_names
from geomap.maps.figures.legend import Legend
from geomap.maps.figures.palette import GROUND
from geomap.maps.figures.scale import Corners
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import Speech

__all__ = ["STEPS", "draw_multiples", "periods"]

STEPS: tuple[str, ...] = ("year", "month")
"""What a panel can stand for."""

_MOST = 36
"""Panels of a sheet: three years of months; more would be stamps."""

_GAP = 2.5
_HEADING = 4.2
_HEADING_SIZE = 6.6
_LEAST = {False: 40.0, True: 26.0}
"""Narrow or not → millimetres of a panel's width, as far as the number of panels allows."""

_TALLEST = 225.0
"""Millimetres that the panels of a printed page may take together."""

_LARGEST = 3.2
"""Millimetres of the largest circle's radius: panels are small."""


@dataclass(frozen=True, slots=True)
class _Panel:
    heading: str
    marks: pd.DataFrame
    laid: Laid


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where panels stand: so many across, each with its extent."""

    across: int
    rows: int
    extent: Extent

    @property
    def height(self) -> float:
        """Millimetres of all rows with their headings."""
        return self.rows * (self.extent.height + _HEADING) + (self.rows - 1) * _GAP

    def start(self, number: int) -> float:
        """Return millimetres from where reading starts to panel `number`."""
        return (number % self.across) * (self.extent.width + _GAP)

    def below(self, number: int) -> float:
        """Return millimetres from the grid's upper edge to the frame of panel `number`."""
        return (number // self.across) * (self.extent.height + _HEADING + _GAP) + _HEADING


def draw_multiples(brief: Brief) -> Sheet:
    """Return the sheet with a small map for each year or month of a brief.

    Raises
    ------
    InputError
        If `Brief.by` is neither, nothing has a day, or there would be too many panels.
    """
    speech, step = brief.speech, _step(brief.by)
    parts = periods(brief.marks, step)
    grid = _grid(brief, len(parts))
    panels = [_panel(brief, step, day, marks, grid.extent) for day, marks in parts]
    every = Laid(
        tuple(spot for panel in panels for spot in panel.laid.spots),
        tuple(circle for panel in panels for circle in panel.laid.circles),
        tuple(area for panel in panels for area in panel.laid.areas),
        sum(panel.laid.outside for panel in panels),
        clustered=True,
    )
    sizes, ground = Sizes(every.largest, _LARGEST), Ground.of(brief.gazetteer, grid.extent)
    counts = _told(brief, every.outside, step, speech)
    heading = speech.say(f"title_multiples_{step}")
    margins = Margins.of(brief, heading, counts, closing(brief, grid.extent, ground))
    legend = Legend.of(groups_of(brief, every, ground, grid.extent, sizes), brief.width, brief.lettering)
    height = margins.above + grid.height + 1.4 + legend.height + margins.below
    sheet = Sheet(brief.width, height, brief.lettering, rtl=speech.rtl)
    _draw_panels(sheet, brief, grid, panels, ground, sizes, height - margins.above)
    legend.draw(sheet, height - margins.above - grid.height - 1.4)
    margins.draw(sheet)
    said = [*_told(brief, every.outside, step, Speech.of("en"))[1:], ground.note(grid.extent)]
    sheet.notes = notes_of(brief.lettering, said)
    return sheet


def periods(marks: pd.DataFrame, step: str) -> list[tuple[date, pd.DataFrame]]:
    """Return each year's or month's first day and incidents, without a gap; one over several counts in its first.

    Raises
    ------
    InputError
        If nothing has a day, or there are too many.
    """
    dated = marks.dropna(subset=["first"])
    if not len(dated):
        raise InputError("No incident has a day, so there are no small multiples.", "Draw a map, or give their days.")
    keys = dated["first"].dt.to_period("Y" if step == "year" else "M")
    every = pd.period_range(keys.min(), keys.max(), freq=keys.dt.freq)
    if len(every) > _MOST:
        raise InputError(
            f"From {every[0]} to {every[-1]} there are {len(every)} panels; {_MOST} fit on a sheet.",
            "Choose by='year', or fewer incidents." if step == "month" else "Choose fewer incidents.",
        )
    return [(day_of(key.start_time), dated[(keys == key).to_numpy()]) for key in every]


def _step(asked: str | None) -> str:
    step = asked or "year"
    if step not in STEPS:
        raise InputError(f"{asked!r} is no step of small multiples.", f"Give one of {', '.join(STEPS)}.")
    return step


def _grid(brief: Brief, number: int) -> _Grid:
    """Return the grid with as many panels across as are wide enough, rows evenly filled, no taller than a page."""
    fit = max(1, int((brief.width + _GAP) / (_LEAST[brief.narrow] + _GAP)))
    rows = math.ceil(number / fit)
    while True:
        across = math.ceil(number / rows)
        extent = extent_of(brief, (brief.width - (across - 1) * _GAP) / max(across, 1), flattest=0.75, tallest=1.2)
        grid = _Grid(across, rows, extent)
        if grid.height <= _TALLEST or rows == 1:
            return grid
        rows -= 1


def _panel(brief: Brief, step: str, day: date, marks: pd.DataFrame, extent: Extent) -> _Panel:
    """Return a panel with the longest heading that has room above it: period and count, in words or in figures."""
    speech = brief.speech
    laid = lay_out(marks, extent, cluster=True)
    when = (
        (speech.year(day),) if step == "year" else (speech.month(day), f"{speech.short_month(day)} {speech.year(day)}")
    )
    count, number = speech.count("counts", laid.shown), speech.number(laid.shown)
    forms = [speech.joined([when[0], count]), speech.joined([when[-1], count]), speech.joined([when[-1], number])]
    fitting = (form for form in forms if brief.lettering.width(form, _HEADING_SIZE, bold=True) <= extent.width)
    return _Panel(next(fitting, when[-1]), marks, laid)


def _told(brief: Brief, outside: int, step: str, speech: Speech) -> list[str]:
    counts = told(brief, outside, speech)
    if brief.undated:
        counts.append(speech.count("not_dated", brief.undated))
    freq = "Y" if step == "year" else "M"
    dated = brief.marks.dropna(subset=["first"])
    over = int((dated["first"].dt.to_period(freq) != dated["last"].dt.to_period(freq)).sum())
    return [*counts, speech.count("over_periods", over)] if over else counts


def _draw_panels(
    sheet: Sheet, brief: Brief, grid: _Grid, panels: Sequence[_Panel], ground: Ground, sizes: Sizes, top: float
) -> None:
    """Draw the panels; scale bar, arrow and names of towns stand on the first, for they hold for all."""
    extent, letters, speech = grid.extent, brief.lettering, brief.speech
    for number, panel in enumerate(panels):
        edge = top - grid.below(number)
        sheet.write(grid.start(number), edge + 1.2, panel.heading, _HEADING_SIZE, bold=True, colour=GROUND["label"])
        axes = sheet.frame(grid.start(number), edge, extent.width, extent.height)
        ground.draw(axes)
        if number == 0:
            taken = panel.laid.boxes(sizes)
            corners = Corners.of(extent, letters, speech, taken)
            closed = [corners.bar, corners.arrow]
            names = lay_names(brief.gazetteer, extent, letters, speech.language, taken, closed=closed, small=True)
            draw_labels(axes, names, letters)
            corners.draw(axes, extent, letters, speech)
        draw_incidents(axes, brief, panel.laid, extent, panel.marks, sizes)
        draw_edge(axes, extent)
