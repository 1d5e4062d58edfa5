"""The map: what is drawn where, what is told of what is not, and that names keep clear of each other and of marks."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from PIL import Image
from sample_table import TUZ, row, table

from geomap.errors import InputError, LanguageError
from geomap.gazetteer import Gazetteer
from geomap.maps.figures import plot
from geomap.maps.figures.arrangement import Sizes, lay_out
from geomap.maps.figures.extent import Extent
from geomap.maps.figures.labels import lay_names
from geomap.maps.figures.lettering import Lettering
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import LANGUAGES, Speech
from geomap.maps.figures.table import marks_of

BOUNDS = (43.2, 34.5, 45.0, 36.0)


def words(sheet: Sheet) -> list[str]:
    return [text.get_text().strip("\u200f") for axes in sheet.axes for text in axes.texts]


def many(size: int, spread: float = 0.4) -> pd.DataFrame:
    """Return incidents about Kirkuk, in places and of kinds that follow from their numbers."""
    types = itertools.cycle([("Battles", "Armed clash"), ("Explosions/Remote violence", "Air/drone strike")])
    return pd.DataFrame(
        [
            row(
                lon=44.4 + spread * np.sin(n * 7.3), lat=35.4 + spread * np.cos(n * 3.1), event_type=a, sub_event_type=b
            )
            for n, (a, b) in zip(range(size), types, strict=False)
        ]
    )


def test_every_incident_is_drawn_or_told(atlas: Gazetteer) -> None:
    marks = marks_of(table(), atlas)
    laid = lay_out(marks, Extent.of(BOUNDS, 174))
    assert laid.shown + laid.outside + 2 == len(table())
    sheet = plot(table(), gazetteer=atlas, font="DejaVu Sans")
    assert sheet.notes == ("2 not placed",)
    assert any("9 incidents" in line and "2 not placed" in line for line in words(sheet))


@given(st.integers(1, 60), st.floats(0.01, 1.0), st.booleans())
@settings(max_examples=20, deadline=None)
def test_no_way_of_drawing_loses_an_incident(size: int, spread: float, cluster: bool) -> None:
    frame = marks_of(many(size, spread), Gazetteer.load())
    laid = lay_out(frame, Extent.of(BOUNDS, 85), cluster=cluster)
    assert laid.shown + laid.outside == size
    assert (
        sum(number for crowd in (*laid.circles, *laid.areas) for _, number in crowd.kinds) + len(laid.spots)
        == laid.shown
    )


def test_several_at_one_spot_stand_about_it(atlas: Gazetteer) -> None:
    extent = Extent.of(BOUNDS, 174)
    laid = lay_out(marks_of(table(), atlas), extent)
    at = extent.project([[43.6, 35.77]])[0]
    fan = [spot for spot in laid.spots if (spot.of_x, spot.of_y) == pytest.approx(tuple(at))]
    assert len(fan) == 3
    assert len({(spot.x, spot.y) for spot in fan}) == 3
    assert {spot.precision for spot in fan} == {1, 3}


def test_an_incident_known_by_its_district_is_the_district_and_no_pin(atlas: Gazetteer) -> None:
    extent = Extent.of(BOUNDS, 174)
    laid = lay_out(marks_of(table(), atlas), extent)
    assert [area.number for area in laid.areas] == [1]
    district = extent.on_paper(atlas.areas.of(TUZ))
    assert laid.areas[0].region.equals(district)
    pin = tuple(extent.project([[44.6, 34.9]])[0])
    assert not any((spot.of_x, spot.of_y) == pytest.approx(pin) for spot in laid.spots)


def test_a_crowd_becomes_circles_whose_areas_tell_numbers(atlas: Gazetteer) -> None:
    frame = pd.concat([many(1)] * 20 + [many(30)])
    laid = lay_out(marks_of(frame, atlas), Extent.of(BOUNDS, 85))
    assert laid.clustered
    assert laid.largest >= 20
    sizes = Sizes(100)
    assert sizes.radius(100) ** 2 / sizes.radius(50) ** 2 == pytest.approx(2)
    assert sizes.radius(100) == pytest.approx(sizes.most)
    assert Sizes(2).radius(1) == pytest.approx(Sizes(1).radius(1))


def test_a_hundred_thousand_incidents_take_seconds(atlas: Gazetteer) -> None:
    size = 100_000
    angle = np.arange(size) * 2.399963
    away = np.sqrt(np.arange(size) / size)
    frame = pd.DataFrame({"lon": 43.5 + 3 * away * np.cos(angle), "lat": 33.5 + 3 * away * np.sin(angle)})
    laid = lay_out(marks_of(frame, atlas), Extent.about(frame.to_numpy(), 174))
    assert laid.shown == size
    assert len(laid.circles) + len(laid.spots) < 4000


def test_marks_lie_where_longitude_and_latitude_say(atlas: Gazetteer) -> None:
    sheet = plot(table().iloc[:1], gazetteer=atlas, bounds=BOUNDS, font="DejaVu Sans")
    (marks,) = (one for one in sheet.axes[1].collections if isinstance(one, PathCollection))
    offsets = np.unique(np.asarray(marks.get_offsets()), axis=0)
    assert offsets == pytest.approx(Extent.of(BOUNDS, 174).project([[44.39, 35.47]]), abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bounds", [BOUNDS, (38.8, 29, 48.6, 37.4)])
def test_names_keep_clear_of_each_other_and_of_marks(
    atlas: Gazetteer, language: str, bounds: tuple[float, float, float, float]
) -> None:
    extent = Extent.of(bounds, 174)
    taken = [(20.0, 20.0, 60.0, 50.0)]
    closed = [(100.0, 60.0, 120.0, 70.0)]
    labels = lay_names(atlas, extent, Lettering.of("DejaVu Sans"), language, taken, closed=closed)
    assert len(labels) > 12
    boxes = [label.box for label in labels]
    for a, b in itertools.combinations([*boxes, *taken, *closed], 2):
        assert a in (*taken, *closed) or not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (a, b)
    for west, south, east, north in boxes:
        assert west > 0
        assert south > 0
        assert east < extent.width
        assert north < extent.height
    if language != "en":
        assert not any(label.text.isascii() for label in labels)


def test_a_town_under_marks_is_named_beside_them(atlas: Gazetteer) -> None:
    """Found on the sample reports: marks that touch the one on Kirkuk's spot left its name no place."""
    extent = Extent.of(BOUNDS, 174)
    ((x, y),) = extent.project([[44.392, 35.468]])
    marks = [(x - 1.6, y - 1.6, x + 1.6, y + 1.6), (x - 2, y - 4, x + 2, y - 1), (x - 2, y + 1, x + 2, y + 4)]
    labels = lay_names(atlas, extent, Lettering.of("DejaVu Sans"), "en", marks)
    (town,) = (label for label in labels if label.text == "Kirkuk" and label.spot)
    assert town.box[0] == pytest.approx(x + 2.1)


def test_a_map_bears_scale_arrow_legend_credits_and_the_day_that_is_asked_for(atlas: Gazetteer) -> None:
    sheet = plot(table(), gazetteer=atlas, title="Title", dated="2022-03-01", footprints=True, font="DejaVu Sans")
    found = words(sheet)
    for expected in (
        "Title", "N", "0", "Kind of event", "Fighting and attacks", "How well placed", "near it", "only the region",
        "the whole unit, with the count", "holds the place with 90 % probability", "Disputed territories",
    ):  # fmt: skip
        assert expected in found
    closing = " ".join(found)
    assert "Borders are approximate and express no opinion." in closing
    assert "As of 1 March 2022." in closing
    assert "Natural Earth (public domain)" in closing
    assert "OCHA (CC BY 3.0 IGO)" in closing
    assert any(line.endswith(" km") for line in found)


def test_a_legend_shows_nothing_that_the_map_does_not(atlas: Gazetteer) -> None:
    found = words(plot(table().iloc[:1], gazetteer=atlas, font="DejaVu Sans"))
    assert "Fighting and attacks" in found
    assert not {"Bombs and mines", "near it", "the whole unit, with the count", "Incidents at one place"} & set(found)


def test_right_to_left_begins_at_the_right(atlas: Gazetteer) -> None:
    for language, edge in (("en", 0.0), ("ar", 174.0), ("ckb", 174.0)):
        sheet = plot(table(), gazetteer=atlas, language=language, font="DejaVu Sans")
        heading = Speech.of(language).say("legend_kind")
        for text in sheet.paper.texts:
            if text.get_text().strip("\u200f") in (heading, Speech.of(language).say("title_map")):
                assert text.get_position()[0] == pytest.approx(edge)
                assert text.get_horizontalalignment() == ("left" if language == "en" else "right")


@pytest.mark.parametrize(
    ("language", "title", "rtl"),
    [
        ("ar", "IED: هجمات", True),  # an Arabic title, though its first word is not
        ("ar", "$5 Kirkuk", False),
        ("en", "كركوك: attacks", True),
        ("en", "Kirkuk كركوك", False),
    ],
)
def test_a_title_runs_in_its_own_direction(atlas: Gazetteer, language: str, title: str, rtl: bool) -> None:
    sheet = plot(table(), gazetteer=atlas, language=language, title=title, font="DejaVu Sans")
    (heading,) = (text.get_text() for text in sheet.paper.texts if title in text.get_text())
    assert heading == ("\u200f" * rtl) + title


def test_nothing_placed_shows_the_country_and_says_so(atlas: Gazetteer) -> None:
    for frame in (table().iloc[-2:], table().iloc[:0]):
        sheet = plot(frame, gazetteer=atlas, font="DejaVu Sans")
        assert "Baghdad" in words(sheet)
        assert len(sheet.notes) == (1 if len(frame) else 0)


def test_ground_that_nobody_knows_is_white_and_told(atlas: Gazetteer) -> None:
    """Found on a table of Ukraine, which was all sea."""
    far = plot(table(lon=33.0, lat=48.5, location_method="named"), gazetteer=atlas, font="DejaVu Sans")
    assert any("left white" in note for note in far.notes)
    held = io.BytesIO()
    far.savefig(held, format="png", dpi=50)
    with Image.open(held) as picture:
        middle = picture.convert("RGB").getpixel((picture.width // 4, picture.height // 3))
    assert middle == (255, 255, 255)
    near = plot(table(), gazetteer=atlas, font="DejaVu Sans")
    assert not any("left white" in note for note in near.notes)


def test_what_lies_outside_the_bounds_is_told(atlas: Gazetteer) -> None:
    sheet = plot(table(), gazetteer=atlas, bounds=(44.3, 35.4, 44.5, 35.6), font="DejaVu Sans")
    assert sheet.notes == ("2 not placed", "6 outside this map")


@pytest.mark.parametrize(
    ("options", "error", "words_of_it"),
    [
        ({"kind": "pie"}, InputError, "no kind of figure"),
        ({"language": "fr"}, LanguageError, "'fr'"),
        ({"width": "wide"}, InputError, "no width"),
        ({"width": 5}, InputError, "no width"),
        ({"width": float("nan")}, InputError, "no width"),
        ({"bounds": (1, 2, 3)}, InputError, "no bounds"),
        ({"dated": "soon"}, InputError, "no day"),
        ({"font": "No Such Family"}, InputError, "no font"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    atlas: Gazetteer, options: dict[str, object], error: type[Exception], words_of_it: str
) -> None:
    with pytest.raises(error, match=words_of_it):
        plot(table(), gazetteer=atlas, **options)  # type: ignore[arg-type]
