"""Bars tell every dated incident once, whatever its range of days, and say what they are."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from sample_table import table

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.maps.figures import plot
from geomap.maps.figures.ground import hatch
from geomap.maps.figures.palette import KINDS
from geomap.maps.figures.series import STEPS, _ceiling, _marks, counted, step_of
from geomap.maps.figures.table import marks_of

RANGES = st.lists(
    st.tuples(st.dates(date(2019, 1, 1), date(2021, 12, 31)), st.integers(0, 90), st.sampled_from(KINDS)),
    min_size=1,
    max_size=25,
)


def dated(*ranges: tuple[date, int, str]) -> pd.DataFrame:
    first = [pd.Timestamp(day) for day, _, _ in ranges]
    last = [pd.Timestamp(day + timedelta(days=more)) for day, more, _ in ranges]
    return pd.DataFrame({"first": first, "last": last, "kind": [kind for _, _, kind in ranges]})


@given(RANGES, st.sampled_from(STEPS))
@settings(deadline=None)
def test_the_bars_sum_to_the_incidents(ranges: list[tuple[date, int, str]], step: str) -> None:
    bins = counted(dated(*ranges), step)
    each = (bins.certain + bins.spread).sum(axis=1)
    assert each == pytest.approx([sum(kind == other for _, _, other in ranges) for kind in KINDS])
    assert (bins.certain >= 0).all()
    assert (bins.spread >= 0).all()
    assert bins.edges[0] <= min(day for day, _, _ in ranges)
    assert bins.edges[-1] > max(day + timedelta(days=more) for day, more, _ in ranges)
    assert list(bins.edges) == sorted(set(bins.edges))


def test_a_range_is_spread_over_its_days_and_no_others() -> None:
    bins = counted(dated((date(2021, 1, 31), 2, "air"), (date(2021, 3, 1), 0, "air")), "month")
    row = KINDS.index("air")
    assert bins.spread[row].tolist() == pytest.approx([1 / 3, 2 / 3, 0])
    assert bins.certain[row].tolist() == [0, 0, 1]


def test_weeks_begin_on_mondays_and_months_on_their_first_day() -> None:
    day = dated((date(2021, 9, 5), 0, "air"))  # a Sunday
    assert counted(day, "week").edges == (date(2021, 8, 30), date(2021, 9, 6))
    assert counted(day, "month").edges == (date(2021, 9, 1), date(2021, 10, 1))
    assert counted(day, "year").edges == (date(2021, 1, 1), date(2022, 1, 1))


@pytest.mark.parametrize(("span", "step"), [(0, "day"), (74, "day"), (75, "week"), (900, "month"), (9500, "year")])
def test_the_step_follows_the_span(span: int, step: str) -> None:
    assert step_of(dated((date(2000, 1, 1), span, "air")), None) == step
    assert step_of(dated((date(2000, 1, 1), span, "air")), "month") == "month"


def test_steps_that_cannot_be_are_refused(atlas: Gazetteer) -> None:
    with pytest.raises(InputError, match="no step of a series"):
        plot(table(), "series", by="decade", gazetteer=atlas)
    with pytest.raises(InputError, match="more than 1200 bars"):
        counted(dated((date(2000, 1, 1), 9000, "air")), "day")


@given(st.floats(0.01, 1e6))
def test_the_frame_ends_on_a_round_number_above_the_bars(highest: float) -> None:
    ceiling = _ceiling(highest)
    assert highest <= ceiling <= max(2 * highest + 1, 1)
    marks = _marks(ceiling)
    assert marks[0] == 0
    assert marks[-1] == ceiling
    assert len(set(np.diff(marks))) == 1


def test_the_series_says_what_it_leaves_out(atlas: Gazetteer) -> None:
    sheet = plot(table(), "series", gazetteer=atlas, font="DejaVu Sans")
    assert sheet.notes == ("1 without a date, not shown",)
    words = [text.get_text() for text in sheet.paper.texts]
    assert "Incidents a week (from Monday)" in words
    assert "day not known exactly, spread over its range" in words


def test_no_day_at_all_is_said(atlas: Gazetteer) -> None:
    sheet = plot(table(date_start=None, date_end=None), "series", gazetteer=atlas, font="DejaVu Sans")
    assert "No incident to show." in [text.get_text() for text in sheet.paper.texts]
    assert marks_of(table(date_start=None), atlas)["first"].isna().sum() < len(table())


@pytest.mark.parametrize("step", STEPS)
def test_a_sliver_of_a_bar_is_drawn(atlas: Gazetteer, step: str) -> None:
    """Found on 500 events of six years: a share of a range, thinner than the stripes are apart, broke the figure."""
    frame = pd.concat([table()] * 40 + [table(date_start="2021-09-04", date_end="2021-11-30").iloc[:1]])
    sheet = plot(frame, "series", by=step, width="column", gazetteer=atlas, font="DejaVu Sans")
    assert len(sheet.axes) == 2


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.001, 5), st.floats(0.001, 5))
@settings(deadline=None)
def test_any_box_can_be_hatched(x: float, y: float, width: float, height: float) -> None:
    axes = Figure().add_axes((0, 0, 1, 1))
    box = shapely.box(x, y, x + width, y + height)
    hatch(axes, box, "#000000")
    for patch in axes.patches:
        assert box.buffer(1e-6).covers(shapely.LineString(patch.get_path().vertices[:2]))


def test_time_runs_as_the_text_does(atlas: Gazetteer) -> None:
    for language, sign in (("en", 1), ("ar", -1)):
        sheet = plot(table(), "series", by="month", language=language, gazetteer=atlas, font="DejaVu Sans")
        ticks = [t.get_position()[0] for t in sheet.paper.texts if t.get_text().strip("\u200f") in MONTHS]
        assert len(ticks) >= 2
        assert sign * (ticks[-1] - ticks[0]) > 0


MONTHS = {"Sept", "Oct", "Nov", "Dec", "Jan", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول", "كانون الثاني"}
