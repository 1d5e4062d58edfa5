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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_open_legend_does_not_send_the_view_far_off(opened, gazetteer, language):
    """On a large screen all of Iraq was a quarter of the map's height, so that nothing lay beside the legend."""
    corners = [(42.0, 37.2), (47.9, 30.3), (41.0, 34.0)]
    found = [
        rows()[1] | {"id": str(n), "lon": lon, "lat": lat, "footprint": None} for n, (lon, lat) in enumerate(corners)
    ]
    with opened(draw(frame_of(found), language=language, gazetteer=gazetteer), (1920, 1080)) as seen:
        assert seen.page.locator(".legend details[open]").count() == 1
        marks = seen.marks([0, 1, 2])
        _, top, _, bottom = seen.box(".stage")
        assert (max(y for _, y in marks) - min(y for _, y in marks)) / (bottom - top) > 0.75
        assert not any(inside(mark, seen.box(".legend")) for mark in marks)


def test_counts_of_units_lie_over_no_mark_and_lead_back_to_their_unit(opened, gazetteer):
    """Where marks were many, the count of a district was put over the count of its town."""
    area = rows()[5]
    units = [
        area | {"id": f"unit {n}", "place_id": None, "footprint": area["footprint"].buffer(n / 9), "lon": 45.3 + n / 99}
        for n in range(7)
    ]
    towns = [
        rows()[2] | {"id": f"town {n}", "lon": 45.3 + n % 5 / 9, "lat": 34.4 + n // 5 / 9, "footprint": None}
        for n in range(15)
    ]
    with opened(draw(frame_of([*units, *towns]), gazetteer=gazetteer), reduced_motion="reduce") as seen:
        for zoom in (6, 7, 8, 9):
            counts, marks = seen.page.evaluate(
                """zoom => {
                  const { map, points } = geomap.page;
                  map.setView([34.4, 45.3], zoom, { animate: false });
                  const view = points.canvas.view();
                  const place = ({ x, y, dx = 0, dy = 0, r = 0 }) => [view.px(x) + dx, view.py(y) + dy, r];
                  return [points.areas.shown.map(place), points.laid.marks.map(place)];
                }""",
                zoom,
            )
            assert len(counts) == 7
            for n, (x, y, _) in enumerate(counts):
                assert all(((x - mx) ** 2 + (y - my) ** 2) ** 0.5 >= r + 13 for mx, my, r in marks), zoom
                assert all(abs(x - ox) >= 29 or abs(y - oy) >= 27 for ox, oy, _ in counts[:n]), zoom


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
        assert not seen.page.locator(".credits .whole").is_visible()
        seen.page.click(".credits summary")
        assert seen.page.locator(".credits li").all_inner_texts() == list(gazetteer.attribution)


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


def test_sheet_is_pulled_as_well_as_tapped(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer), NARROW, reduced_motion="reduce") as seen:
        for way, open_ in ((-200, "half"), (-60, "half"), (200, "peek")):
            left, top, right, bottom = seen.box(".handle")
            x, y = (left + right) / 2, (top + bottom) / 2
            seen.page.mouse.move(x, y)
            seen.page.mouse.down()
            seen.page.mouse.move(x, y + way, steps=4)
            seen.page.mouse.up()
            assert seen.page.get_attribute(".geomap", "data-sheet") == open_
        seen.page.click(".handle")
        assert seen.page.get_attribute(".geomap", "data-sheet") == "half"
        seen.page.focus(".handle")
        seen.page.keyboard.press("Enter")
        assert seen.page.get_attribute(".geomap", "data-sheet") == "peek"


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_phone_cuts_nothing_off(opened, incidents, gazetteer, language):
    with opened(draw(incidents, language=language, gazetteer=gazetteer), (360, 640)) as seen:
        for name in (".scale", ".credits summary", ".legend", ".languages", ".tools"):
            left, top, right, bottom = seen.box(name)
            assert left >= 0, name
            assert right <= 360, name
            assert 0 <= top < bottom <= 640, name
        legend, sources = seen.box(".legend"), seen.box(".credits summary")
        assert legend[2] <= sources[0] or sources[2] <= legend[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_on_its_side_shows_map_and_panel_beside_each_other(opened, incidents, gazetteer, language):
    page_map = draw(incidents, language=language, gazetteer=gazetteer)
    with opened(page_map, (844, 390), has_touch=True, reduced_motion="reduce") as seen:
        seen.page.click(".handle")
        seen.choose(0)
        ((x, y),) = seen.marks([0])
        panel, stage = seen.box(".panel"), seen.box(".stage")
        left, right = (stage[0], panel[0]) if language == "en" else (panel[2], stage[2])
        assert x == pytest.approx((left + right) / 2, abs=60)
        assert y == pytest.approx((stage[1] + stage[3]) / 2, abs=60)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_of_many_at_a_spot_leads_back_to_them(opened, gazetteer, size):
    twelve = [rows()[1] | {"id": f"n{number}", "killed_min": number + 1} for number in range(12)]
    page_map = draw(frame_of([*twelve, rows()[0]]), gazetteer=gazetteer)
    with opened(page_map, size, reduced_motion="reduce") as seen:
        seen.page.mouse.click(*seen.marks([0])[0])
        assert seen.marks([0])[0][1] < seen.box(".panel")[1] or size == WIDE
        seen.page.locator(".panel .entry").nth(3).click()
        seen.page.click(".turns >> nth=1")
        assert "at least 5 killed" in seen.text(".panel")
        seen.page.click("text=12 incidents here")
        assert seen.page.locator(".panel .entry").count() == 12
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".panel").is_hidden()


def test_close_closes_one_of_many_at_once(opened, gazetteer):
    twelve = [rows()[1] | {"id": f"n{number}"} for number in range(12)]
    with opened(draw(frame_of(twelve), gazetteer=gazetteer)) as seen:
        seen.page.mouse.click(*seen.marks([0])[0])
        seen.page.locator(".panel .entry").nth(3).click()
        seen.page.click(".panel-close")
        assert seen.page.locator(".panel").is_hidden()
        seen.choose(3)
        assert not seen.page.locator(".among").is_visible()
