"""Whom the map credits: each line of the gazetteer and of the incidents, short on the edge, whole where it opens."""

from __future__ import annotations

import geopandas
import pytest
from opened_page import NARROW, WIDE
from sample_incidents import HOSTILE, frame_of, rows
from unpacked import contents_of, text_of

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.maps import LANGUAGES, draw
from geomap.maps.ground import ground
from geomap.records import Name, Place

ADDED = (
    "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright",
    "معجم أماكن: رخصة المشاع الإبداعي",
    "A table of our own that credits everybody who ever typed a village into it, without an end " + "x" * 300,
    *HOSTILE,
    ']]> "quoted"\nsecond line\r\nthird',
)
SIZES = {"wide": WIDE, "narrow": NARROW, "small": (360, 640), "side": (844, 390)}


def credited(lines: tuple[str, ...]) -> geopandas.GeoDataFrame:
    frame = frame_of(rows())
    frame.attrs["attribution"] = list(lines)
    return frame


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_lines_of_the_gazetteer_and_then_of_the_incidents_are_data_of_the_page(incidents, gazetteer):
    assert contents_of(draw(incidents, gazetteer=gazetteer))["attribution"] == list(gazetteer.attribution)
    both = credited((gazetteer.attribution[1], *ADDED[:2], ADDED[0], " "))
    assert contents_of(draw(both, gazetteer=gazetteer))["attribution"] == [*gazetteer.attribution, *ADDED[:2]]


def test_hostile_lines_stay_inside_their_data(gazetteer):
    text = text_of(draw(credited(ADDED), gazetteer=gazetteer))
    assert contents_of(draw(credited(ADDED), gazetteer=gazetteer))["attribution"][-len(ADDED) :] == list(ADDED)
    assert text.count("window.ran = 1") == 1
    assert "<script>window.ran" not in text


def test_what_is_no_line_is_refused(gazetteer):
    frame = frame_of(rows())
    frame.attrs["attribution"] = [7]
    with pytest.raises(InputError, match="attribution"):
        draw(frame, gazetteer=gazetteer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_lines_are_shown_as_text_each_in_its_own_direction(opened, gazetteer, language):
    with opened(draw(credited(ADDED), language=language, gazetteer=gazetteer)) as seen:
        seen.page.click(".credits summary")
        lines = seen.page.locator(".credits li")
        assert lines.count() == len(gazetteer.attribution) + len(ADDED)
        assert lines.nth(0).evaluate("line => line.children.length") == 0
        directions = [
            lines.nth(len(gazetteer.attribution) + n).evaluate("e => getComputedStyle(e).direction") for n in (0, 1)
        ]
        assert directions == ["ltr", "rtl"]
        shown = seen.page.inner_text(".credits .whole")
        assert "<img src=x onerror=" in shown
        assert "[U+202E]evil" in shown
        assert "\0" not in shown
        assert seen.page.evaluate("window.ran") is None
        seen.quiet()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [(), ADDED[:3]], ids=["shipped", "more"])
def test_credits_keep_to_one_line_and_open_inside_the_map(opened, gazetteer, size, language, lines):
    width, height = SIZES[size]
    with opened(draw(credited(lines), language=language, gazetteer=gazetteer), SIZES[size]) as seen:
        _, top, _, bottom = seen.box(".credits .makers")
        assert bottom - top < 20
        legend, edge = seen.box(".legend"), seen.box(".credits summary")
        assert not overlap(legend, edge)
        seen.page.click(".credits summary")
        left, top, right, bottom = seen.box(".credits .whole")
        assert left >= 0
        assert right <= width
        assert top >= seen.box(".bar")[3]
        assert bottom <= height
        for other in (".scale", ".credits summary"):
            assert not overlap((left, top, right, bottom), seen.box(other)), other
        assert seen.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.credits .whole'))")
        seen.page.click(".credits summary")
        assert not seen.page.locator(".credits .whole").is_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_the_tools_open_lies_over_open_credits(opened, gazetteer, size):
    with opened(draw(credited(ADDED), gazetteer=gazetteer), SIZES[size]) as seen:
        seen.page.click(".credits summary")
        seen.page.click(".layers summary")
        seen.page.click("input[name=footprints]")
        assert seen.page.is_checked("input[name=footprints]")


def place(id: str, kind: str, name: str, lon: float) -> Place:
    return Place(id, kind, (Name(name, "en"),), lon, 35.0, 1.0, country="IQ")


def test_villages_of_added_gazetteers_are_not_labelled():
    own, town = place("iq.kirkuk.p.own", "village", "Own", 44.1), place("gn.town", "town", "Foreign Town", 44.9)
    foreign = [
        place(f"{prefix}.{n}", "village", f"Foreign {n}", 44.2 + n / 100) for n in range(9) for prefix in ("gn", "wof")
    ]
    labels = ground(Gazetteer([own, town, *foreign]))["labels"]
    assert {row[4] for row in labels if row[0] in ("village", "town")} == {"Own", "Foreign Town"}


def test_a_map_without_attribution_is_drawn_too(opened, incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    page_map.incidents.contents = {**page_map.incidents.contents, "attribution": []}
    assert contents_of(page_map)["attribution"] == []
    with opened(page_map) as seen:
        assert seen.text(".credits .makers") == ""
        seen.quiet()
