"""Small multiples: one ground, one scale, no period left out, every dated incident in one panel."""

from __future__ import annotations

import pytest
from sample_table import table

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.maps.figures import plot
from geomap.maps.figures.multiples import periods
from geomap.maps.figures.table import marks_of


def test_every_dated_incident_is_in_one_panel_and_no_period_is_missing(atlas: Gazetteer) -> None:
    marks = marks_of(table(), atlas)
    parts = periods(marks, "month")
    assert [day.isoformat()[:7] for day, _ in parts] == ["2021-09", "2021-10", "2021-11", "2021-12", "2022-01"]
    assert [len(rows) for _, rows in parts] == [6, 1, 0, 0, 1]
    assert [len(rows) for _, rows in periods(marks, "year")] == [7, 1]


def test_panels_show_the_same_ground_at_one_scale(atlas: Gazetteer) -> None:
    sheet = plot(table(), "multiples", by="month", gazetteer=atlas, font="DejaVu Sans")
    frames = [axes for axes in sheet.axes if axes is not sheet.paper]
    assert len(frames) == 5
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in frames}) == 1
    assert len({tuple(round(side, 9) for side in axes.get_position().size) for axes in frames}) == 1
    assert sum(text.get_text() == "N" for axes in frames for text in axes.texts) == 1
    heads = [text.get_text() for text in sheet.paper.texts]
    assert "September 2021 · 4 incidents" in heads
    assert "November 2021 · no incidents" in heads
    assert sheet.notes == ("2 not placed", "1 without a date, not shown")


def test_panels_follow_the_direction_of_reading(atlas: Gazetteer) -> None:
    for language in ("en", "ckb"):
        sheet = plot(table(), "multiples", language=language, gazetteer=atlas, font="DejaVu Sans")
        first, second = (axes.get_position().x0 for axes in sheet.axes if axes is not sheet.paper)
        assert (first < second) == (language == "en")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_headings_fit_their_panels(atlas: Gazetteer, language: str) -> None:
    """Found on a narrow sheet of months, whose headings ran into each other."""
    sheet = plot(
        table(), "multiples", by="month", width="column", language=language, gazetteer=atlas, font="DejaVu Sans"
    )
    wide = sheet.axes[1].get_xlim()[1]
    heads = [t for t in sheet.paper.texts if t.get_fontsize() == 6.6 and t.get_fontweight() == "bold"]
    assert len(heads) == 5
    for head in heads:
        assert sheet.lettering.width(head.get_text().strip("\u200f"), 6.6, bold=True) <= wide


def test_an_incident_over_several_periods_is_told(atlas: Gazetteer) -> None:
    sheet = plot(table(date_end="2022-02-01"), "multiples", gazetteer=atlas, font="DejaVu Sans")
    assert any("over several periods" in note for note in sheet.notes)


def test_what_makes_no_panels_is_refused(atlas: Gazetteer) -> None:
    with pytest.raises(InputError, match="No incident has a day"):
        plot(table(date_start=None, date_end=None), "multiples", gazetteer=atlas)
    with pytest.raises(InputError, match="no step of small multiples"):
        plot(table(), "multiples", by="week", gazetteer=atlas)
    long = table()
    long.loc[0, "date_start"] = "1950-01-01"
    long.loc[0, "date_end"] = "1950-01-01"
    with pytest.raises(InputError, match="73 panels; 36 fit"):
        plot(long, "multiples", gazetteer=atlas)
