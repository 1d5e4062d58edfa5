"""The histogram under the map: what it counts, its brush by pointer and keys, and its player."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from many_incidents import DAYS, FIRST, many
from opened_page import AXE, NARROW, WIDE, Opened
from sample_incidents import frame_of

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

FULL = (1920, 1080)
SIGHTS = [(NARROW, "dark"), (WIDE, "light"), (FULL, "dark")]


@pytest.fixture(scope="module")
def sixty(gazetteer):
    return {language: draw(frame_of(many()), language=language, gazetteer=gazetteer) for language in LANGUAGES}


@pytest.fixture(scope="module")
def month(gazetteer):
    """A month, which is shown by days."""
    found = [row for row in many() if row["date_start"] < date(2021, 8, 1) and row["date_precision"] == "day"]
    return draw(frame_of(found), language="en", gazetteer=gazetteer)


def drag(seen: Opened, start: float, end: float) -> None:
    """Draw over the bars from one share of their width to another."""
    left, top, right, bottom = seen.box(".plot canvas")
    y = (top + bottom) / 2
    seen.page.mouse.move(left + start * (right - left), y)
    seen.page.mouse.down()
    seen.page.mouse.move(left + (start + end) / 2 * (right - left), y)
    seen.page.mouse.move(left + end * (right - left), y)
    seen.page.mouse.up()


def window(seen: Opened) -> tuple[str, str]:
    """Return the first and last day shown, as a screen reader says them."""
    first, last = (seen.page.get_attribute(f".brush-{end}", "aria-valuetext") for end in ("first", "last"))
    return first, last


def listed(seen: Opened) -> int:
    return seen.page.evaluate("document.querySelectorAll('.side .entry').length")


def possible(first: date, last: date) -> int:
    """Return how many of the sixty can have happened between two days, both counted in."""
    return sum(row["date_start"] <= last and row["date_end"] >= first for row in many())


def columns(seen: Opened) -> list[bool]:
    """Return for each CSS pixel across the bars whether something stands on the axis there."""
    seen.text(".period")  # waits for the next frames
    return seen.page.evaluate(
        """() => {
          const canvas = document.querySelector('.plot canvas');
          const sharp = devicePixelRatio;
          const y = canvas.height - 22 * sharp;
          const pixels = canvas.getContext('2d').getImageData(0, y, canvas.width, 1).data;
          return Array.from({ length: canvas.width / sharp }, (_, x) => pixels[4 * Math.floor(x * sharp) + 3] > 150);
        }"""
    )


@pytest.mark.parametrize("size", [WIDE, FULL], ids=["wide", "full"])
def test_brush_by_pointer_filters_list_map_and_facets(opened, sixty, size):
    with opened(sixty["en"], size) as seen:
        left, top, right, bottom = seen.box(".timeline")
        assert (left, right, bottom) == (0, size[0], size[1])
        assert bottom - top == 110
        drag(seen, 0.5, 0.75)
        first, last = window(seen)
        assert (first, last) != ("1 July 2021", "31 December 2021")
        assert seen.page.locator(".chip[data-dimension=time]").count() == 1
        count = listed(seen)
        assert 10 < count < 25
        assert f"{count} of 60 incidents" in seen.text(".counts")
        drag(seen, 0.6, 0.7)  # within the window: it moves as a whole
        assert window(seen) != (first, last)
        assert seen.page.locator(".chip[data-dimension=time]").count() == 1
        drag(seen, 0.1, 0.2)  # outside: a new one
        assert listed(seen) < count
        seen.page.click(".period-clear")
        assert listed(seen) == 60
        assert seen.page.locator(".period-clear").is_hidden()
        seen.quiet()


def test_window_holds_what_can_have_happened_in_it(opened, sixty):
    with opened(sixty["en"]) as seen:
        seen.page.goto(f"{seen.page.url}#time=2021-09-06..2021-09-12")
        assert listed(seen) == possible(date(2021, 9, 6), date(2021, 9, 12))
        assert window(seen) == ("6 September 2021", "12 September 2021")
        assert seen.text(".period") == "6 – 12 Sept 2021"


def test_handles_are_drawn_one_by_one(opened, sixty):
    with opened(sixty["en"]) as seen:
        drag(seen, 0.4, 0.6)
        before = window(seen)
        for end, by in (("first", -200), ("last", 150)):
            left, top, right, bottom = seen.box(f".brush-{end}")
            seen.page.mouse.move((left + right) / 2, (top + bottom) / 2)
            seen.page.mouse.down()
            seen.page.mouse.move((left + right) / 2 + by, (top + bottom) / 2, steps=3)
            seen.page.mouse.up()
        after = window(seen)
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert listed(seen) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_move_and_widen_in_reading_order(opened, month, gazetteer, language):
    found = [row for row in many() if row["date_start"] < date(2021, 8, 1) and row["date_precision"] == "day"]
    with opened(draw(frame_of(found), language=language, gazetteer=gazetteer)) as seen:
        later, earlier = ("ArrowRight", "ArrowLeft") if language == "en" else ("ArrowLeft", "ArrowRight")
        value = "Number(document.querySelector('.brush-%s').getAttribute('aria-valuenow'))"

        def bins() -> list[int]:
            return [seen.page.evaluate(value % end) for end in ("first", "last")]

        last = bins()[1]
        seen.page.focus(".brush-window")
        for keys, expected in (
            ("Home", [0, 0]),
            (later, [1, 1]),
            (f"Shift+{later}", [1, 2]),
            (f"Shift+{later}", [1, 3]),
            (earlier, [0, 2]),
            (f"Shift+{earlier}", [0, 1]),
            ("End", [last - 1, last]),
        ):
            seen.page.keyboard.press(keys)
            assert bins() == expected, keys
        seen.page.focus(".brush-first")
        seen.page.keyboard.press("Home")
        assert bins() == [0, last], "everything: no filter"
        assert seen.page.locator(".chips").is_hidden()
        seen.page.focus(".brush-last")
        seen.page.keyboard.press("PageDown")
        assert bins() == [0, last - 10]
        seen.page.keyboard.press("Delete")
        assert bins() == [0, last]


def test_keys_of_the_histogram_are_not_the_lists(opened, month):
    with opened(month) as seen:
        seen.page.focus(".brush-window")
        seen.page.keyboard.press("ArrowDown")
        assert seen.page.evaluate("document.activeElement.className") == "brush-window"


def test_player_wanders_grows_and_stops(opened, month):
    with opened(month) as seen:
        seen.page.click(".timeline [data-value='4']")
        seen.page.click("[data-value=cumulative]")
        seen.page.click(".play")
        assert seen.page.get_attribute(".play", "aria-label") == "Pause"
        value = "Number(document.querySelector('.brush-%s').getAttribute('aria-valuenow'))"
        seen.until(f"{value % 'last'} >= 3")
        assert seen.page.evaluate(value % "first") == 0
        seen.page.click("[data-value=window]")
        at = seen.page.evaluate(value % "first")
        seen.until(f"{value % 'first'} > {at}")
        seen.page.click(".play")
        assert seen.page.get_attribute(".play", "aria-label") == "Play"
        stopped = seen.page.evaluate(value % "first")
        seen.page.wait_for_timeout(500)
        assert seen.page.evaluate(value % "first") == stopped
        seen.page.focus(".brush-window")
        seen.page.keyboard.press("End")
        seen.page.click(".play")  # at the end it begins anew
        assert seen.page.evaluate(value % "first") == 0
        seen.page.keyboard.press("Escape")


def test_player_stops_at_the_end(opened, month):
    with opened(month) as seen:
        seen.page.click(".timeline [data-value='4']")
        seen.page.focus(".brush-window")
        seen.page.keyboard.press("End")
        seen.page.keyboard.press("ArrowLeft")
        seen.page.click(".play")
        seen.until("document.querySelector('.play').ariaLabel === 'Play'")
        assert seen.page.get_attribute(".brush-last", "aria-valuenow") == seen.page.get_attribute(
            ".brush-last", "aria-valuemax"
        )


def test_growing_window_ends_as_the_whole_period(opened, gazetteer):
    """To show everything is to have no filter: the player took that for a new beginning and never stopped."""
    few = [row for row in many() if row["date_precision"] == "day"][:4]
    with opened(draw(frame_of(few), gazetteer=gazetteer)) as seen:
        seen.page.click(".timeline [data-value='4']")
        seen.page.click("[data-value=cumulative]")
        seen.page.click(".play")
        seen.until("document.querySelector('.chips').hidden && document.querySelector('.play').ariaLabel === 'Play'")
        seen.page.wait_for_timeout(500)
        assert seen.page.locator(".chips").is_hidden()
        assert listed(seen) == 4


def test_who_wants_little_movement_steps_instead(opened, month):
    with opened(month, reduced_motion="reduce") as seen:
        assert seen.page.get_attribute(".play", "aria-label") == "One step on"
        seen.page.click(".play")
        first = seen.page.get_attribute(".brush-first", "aria-valuenow")
        seen.page.wait_for_timeout(1000)
        assert seen.page.get_attribute(".brush-first", "aria-valuenow") == first
        seen.page.click(".play")
        assert int(seen.page.get_attribute(".brush-first", "aria-valuenow")) == int(first) + 1


def test_bars_follow_all_other_filters_and_tell_themselves(opened, sixty):
    with opened(sixty["en"]) as seen:
        before = sum(columns(seen))
        seen.page.goto(f"{seen.page.url}#kind=bombs")
        assert 0 < sum(columns(seen)) < before
        left, top, right, bottom = seen.box(".plot canvas")
        seen.page.mouse.move((left + right) / 2, (top + bottom) / 2)
        assert seen.page.inner_text(".bar-tip").startswith("Week of ")
        seen.page.goto(f"{seen.page.url.split('#')[0]}#status=confirmed")
        seen.page.mouse.move(left + 2, (top + bottom) / 2)
        assert "dated only roughly" in seen.text(".bar-tip"), "the month of July is spread over its weeks"


def test_steps_are_chosen_and_change_the_bars(opened, sixty):
    with opened(sixty["en"]) as seen:
        steps = seen.page.locator(".timeline-choices .segments").first
        assert steps.locator("[aria-pressed=true]").inner_text() == "Week"
        weeks = int(seen.page.get_attribute(".brush-last", "aria-valuemax"))
        steps.locator("text=Month").click()
        assert int(seen.page.get_attribute(".brush-last", "aria-valuemax")) == 5
        steps.locator("text=Day").click()
        assert int(seen.page.get_attribute(".brush-last", "aria-valuemax")) in (DAYS - 3, DAYS - 2, DAYS - 1, DAYS)
        assert weeks in (26, 27)


def test_time_runs_from_the_right_in_arabic(opened, gazetteer):
    found = [row for row in many() if row["date_precision"] == "day"][:6]
    found[-1] |= {"date_start": date(2021, 12, 31), "date_end": date(2021, 12, 31)}
    sides = {}
    for language in LANGUAGES:
        with opened(draw(frame_of(found), language=language, gazetteer=gazetteer)) as seen:
            across = columns(seen)
            half = len(across) // 2
            sides[language] = sum(across[:half]) > sum(across[half:])
            drag(seen, 0.02, 0.1)
            first, _ = window(seen)
            assert (first == f"{FIRST - timedelta(days=3):%d %B %Y}") == (language == "en")
    assert sides["en"] is True
    assert all(not side for language, side in sides.items() if language == "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_histogram_is_the_first_rest_of_a_phones_sheet(opened, sixty, language):
    with opened(sixty[language], NARROW, has_touch=True, reduced_motion="reduce") as seen:
        left, top, right, bottom = seen.box(".timeline")
        assert left >= 0
        assert right <= 390
        assert 600 < top < bottom <= 844
        assert seen.box(".plot")[3] - seen.box(".plot")[1] > 60
        assert seen.page.locator(".timeline-choices").is_hidden()
        drag(seen, 0.3, 0.7)
        assert seen.page.locator(".period-clear").is_visible()
        assert 0 < listed(seen) < 60
        seen.page.click(".handle")
        assert seen.page.locator(".timeline-choices").is_visible()
        assert seen.page.locator(".scroll > .list .entry").first.is_visible()
        seen.quiet()


def test_undated_incidents_are_told_and_left_out_of_a_window(opened, gazetteer):
    found = many(12)
    for row in found[:3]:
        row |= {"date_start": None, "date_end": None, "date_precision": "unknown"}
    with opened(draw(frame_of(found), gazetteer=gazetteer)) as seen:
        assert seen.text(".undated") == "3 without a date"
        seen.page.focus(".brush-window")
        seen.page.keyboard.press("Home")
        assert "without a date" in seen.text(".undated")
        seen.page.goto(f"{seen.page.url.split('#')[0]}#time=2021-01-01..2022-12-31")
        assert listed(seen) == 9


@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), SIGHTS, ids=["390", "1400", "1920"])
def test_axe_finds_nothing_in_the_histogram(opened, sixty, language, size, scheme):
    with opened(sixty[language], size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        if size == NARROW:
            seen.page.click(".handle")
        assert complaints(seen) == []
        drag(seen, 0.3, 0.6)
        seen.page.focus(".brush-first")
        assert complaints(seen) == []


def complaints(seen: Opened) -> list[str]:
    """Return what axe-core finds wrong with the histogram as it stands."""
    found: dict[str, Any] = seen.page.evaluate("axe.run('.timeline', { resultTypes: ['violations'] })")
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
