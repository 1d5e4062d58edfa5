"""The ground on the paper: what a millimetre is, and that the scale bar says it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from geomap.errors import InputError
from geomap.geodesy import distance_km
from geomap.maps.figures.extent import LEAST_KM, Extent
from geomap.maps.figures.lettering import Lettering
from geomap.maps.figures.scale import Corners, bar_km
from geomap.maps.figures.speech import Speech

LONS, LATS = st.floats(-170, 170), st.floats(-75, 75)
POINTS = st.lists(st.tuples(LONS, LATS), min_size=1, max_size=8)


@given(POINTS, st.floats(60, 300))
def test_every_incident_lies_within_the_frame(points: list[tuple[float, float]], width: float) -> None:
    extent = Extent.about(points, width)
    assert extent.holds(points).all()
    assert 0.61 * width < extent.height < 0.96 * width


@given(st.floats(35, 50), st.floats(28, 38), st.floats(0.2, 3))
def test_a_millimetre_is_as_many_kilometres_as_the_extent_says(lon: float, lat: float, span: float) -> None:
    extent = Extent.of((lon, lat, lon + span, lat + span), 174)
    ends = extent.project([[lon, extent.latitude], [lon + span, extent.latitude]])
    along = distance_km(lon, extent.latitude, lon + span, extent.latitude)
    assert np.hypot(*(ends[1] - ends[0])) == pytest.approx(along * extent.mm_per_km, rel=2e-3)
    up = extent.project([[lon, lat], [lon, lat + span]])
    assert up[1, 1] - up[0, 1] == pytest.approx(distance_km(lon, lat, lon, lat + span) * extent.mm_per_km, rel=2e-3)


@given(st.floats(35, 50), st.floats(28, 38), st.floats(0.01, 60), st.sampled_from([60, 85, 174]))
def test_the_scale_bar_is_round_and_fits(lon: float, lat: float, span: float, width: float) -> None:
    assume(lat + span < 80)
    extent = Extent.of((lon, lat, lon + span, lat + span), width)
    km = bar_km(extent)
    assert 0.06 * width < km * extent.mm_per_km <= 0.26 * width * (1 + 1e-9)
    assert f"{km:e}"[0] in "1245"


def test_one_incident_shows_its_neighbourhood() -> None:
    extent = Extent.about([[44.39, 35.47]], 174)
    assert extent.width / extent.mm_per_km >= LEAST_KM
    assert extent.project([[44.39, 35.47]])[0] == pytest.approx([extent.width / 2, extent.height / 2])


def test_bounds_are_shown_whole() -> None:
    extent = Extent.of((43.2, 34.5, 45.0, 36.0), 85)
    assert extent.west <= 43.2
    assert extent.east >= 45.0
    assert extent.south <= 34.5
    assert extent.north >= 36.0


@pytest.mark.parametrize(
    "bounds", [(45, 34, 43, 36), (43, 36, 45, 34), (43, 34, 45), (43, 34, 45, 99), (float("nan"), 34, 45, 36)]
)
def test_what_is_no_bounds_is_refused(bounds: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="no bounds"):
        Extent.of(bounds, 174)


@pytest.mark.parametrize("width", [18, 26, 60, 174])
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_bar_s_figures_keep_clear_of_each_other(width: float, language: str) -> None:
    """Found on small multiples, whose zero lay under the length."""
    extent = Extent.of((43.2, 34.5, 45.0, 36.0), width)
    letters, speech = Lettering.of("DejaVu Sans"), Speech.of(language)
    axes = Figure().add_axes((0, 0, 1, 1))
    Corners.of(extent, letters, speech, []).draw(axes, extent, letters, speech)
    figures = [text for text in axes.texts if text.get_text() != speech.say("north")]
    spans = sorted(
        (
            t.get_position()[0] - letters.width(t.get_text(), 5.6) / 2,
            t.get_position()[0] + letters.width(t.get_text(), 5.6) / 2,
        )
        for t in figures
    )
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
    assert speech.distance(bar_km(extent)) in {text.get_text() for text in figures}


def test_bar_and_arrow_stand_where_they_hide_nothing() -> None:
    extent = Extent.of((43.2, 34.5, 45.0, 36.0), 100)
    letters, speech = Lettering.of("DejaVu Sans"), Speech.of("en")
    free = Corners.of(extent, letters, speech, [])
    assert free.bar[0] < extent.width / 2 < free.arrow[0]
    assert free.bar[1] < extent.height / 2 < free.arrow[1]
    moved = Corners.of(extent, letters, speech, [(0, 0, 10, 10)])
    assert moved.bar[0] > 10
    mirrored = Corners.of(extent, letters, Speech.of("ar"), [])
    assert mirrored.arrow[0] < extent.width / 2 < mirrored.bar[2]
