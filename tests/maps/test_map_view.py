"""What of the map one sees: the room that the first view uses, marks that lie over each other, whose ground it is."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from opened_page import NARROW, WIDE
from sample_incidents import frame_of, rows

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

PLACED = [0, 1, 2, 3, 4]
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def inside(mark: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    (x, y), (left, top, right, bottom) = mark, box
    return left <= x <= right and top <= y <= bottom


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_first_view_shows_every_mark_and_hides_none(opened, gazetteer, language, size):
    with opened(draw(frame_of(rows()), language=language, gazetteer=gazetteer), size) as seen:
        over = [seen.box(name) for name in (".tools", ".legend", ".scale", ".credits", ".side", ".bar")]
        for mark in seen.marks(PLACED):
            assert inside(mark, seen.box(".stage"))
            assert not any(inside(mark, box) for box in over)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_first_view_uses_the_room(opened, gazetteer, size):
    """Half steps of zoom left up to a third of each side to the neighbours."""
    west, east = (rows()[1] | {"id": str(lon), "lon": lon, "footprint": None} for lon in (41.9, 45.4))
    with opened(draw(frame_of([west, east]), gazetteer=gazetteer), size) as seen:
        (left, _), (right, _) = seen.marks([0, 1])
        start, _, end, _ = seen.box(".stage")
        assert (right - left) / (end - start) > 0.87


def test_vague_footprints_do_not_push_the_marks_together(opened, gazetteer):
    vague = [row | {"footprint": row["footprint"].buffer(2)} for row in rows()[:2]]
    with opened(draw(frame_of(vague), gazetteer=gazetteer), NARROW) as seen:
        (first_x, _), (second_x, _) = seen.marks([0, 1])
        assert abs(first_x - second_x) > NARROW[0] / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("index", [0, 1, 5])
def test_chosen_incident_is_seen_above_the_phones_panel(opened, gazetteer, index, language):
    page_map = draw(frame_of(rows()), language=language, gazetteer=gazetteer)
    with opened(page_map, NARROW, has_touch=True, reduced_motion="reduce") as seen:
        seen.page.click(".handle")
        seen.choose(index)
        (mark,) = seen.marks([index])
        assert mark[1] < seen.box(".panel")[1] - 8
        assert not inside(mark, seen.box(".tool-group"))


@pytest.mark.parametrize("found", [[], rows()[-2:]], ids=["nothing", "unplaced"])
def test_list_is_open_where_the_map_has_nothing_to_show(opened, gazetteer, found):
    with opened(draw(frame_of(found), gazetteer=gazetteer), NARROW) as seen:
        assert seen.box(".side")[1] < NARROW[1] / 2
        assert seen.page.get_attribute(".handle", "aria-expanded") == "true"


def test_marks_over_each_other_are_a_choice(opened, gazetteer):
    """Two places 300 m apart, which no pointer can tell apart at this zoom."""
    near = [rows()[1] | {"id": f"n{number}", "lon": 43.602 + number / 300} for number in range(2)]
    far = rows()[0]
    with opened(draw(frame_of([*near, far]), gazetteer=gazetteer)) as seen:
        (mark,) = seen.marks([0])
        seen.page.mouse.move(*mark)
        assert seen.text(".tip") == "2 incidents here"
        seen.page.mouse.click(*mark)
        assert seen.page.locator(".panel .entry").count() == 2
        seen.page.keyboard.press("Escape")
        (alone,) = seen.marks([2])
        seen.page.mouse.click(*alone)
        assert "Rashad" in seen.text(".panel h2")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_take_one_line_and_open(opened, incidents, gazetteer, language, size):
    with opened(draw(incidents, language=language, gazetteer=gazetteer), size) as seen:
        _, top, _, bottom = seen.box(".credits bdi")
        assert bottom - top < 20
        assert "GeoNames" in seen.text(".credits summary")
        assert not seen.page.locator(".credits p").is_visible()
        seen.page.click(".credits summary")
        assert "CC BY 4.0" in seen.text(".credits p").replace("\u00a0", " ")
        left, top, right, bottom = seen.box(".credits p")
        assert left >= 0
        assert top >= 0
        assert right <= size[0]
        assert bottom <= size[1]


def test_who_made_the_tiles_is_told_with_the_sources(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.route(
            re.compile("openstreetmap"),
            lambda route: route.fulfill(body=PIXEL, content_type="image/png"),
        )
        seen.page.click(".layers summary")
        seen.page.click("input[value=osm]")
        seen.page.click(".consent .filled")
        assert "© OpenStreetMap contributors" in seen.text(".credits summary")
        seen.page.click("input[value=offline]")
        assert "OpenStreetMap" not in seen.text(".credits summary")


def test_layers_close_with_escape_and_by_going_on_elsewhere(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.click(".layers summary")
        seen.page.keyboard.press("Escape")
        assert not seen.page.locator(".sheet-box").is_visible()
        assert seen.page.evaluate("document.activeElement.matches('.layers summary')")
        seen.page.click(".layers summary")
        seen.page.click(".search input")
        assert not seen.page.locator(".sheet-box").is_visible()
