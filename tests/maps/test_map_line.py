"""A line on the page: drawn and named, and what lies near it over time as Python tells it, under the filters of now."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import geopandas
import pytest
import shapely
from hostile_text import PAYLOADS, legible
from opened_page import AXE, NARROW, WIDE, Opened, complaints
from test_map_areas import BYTE, COUNT, scattered, show

from geomap.analysis import Period, near_line
from geomap.gazetteer import Gazetteer
from geomap.maps import LANGUAGES, draw
from geomap.maps.line_layer import LONGEST_NAME

pytestmark = pytest.mark.browser

LINE = shapely.LineString([(43.1, 36.3), (43.5, 35.9), (43.77, 35.45), (44.1, 35.2), (44.35, 35.0), (45.1, 34.3)])
NAME, WITHIN = "Kirkuk–Baiji pipeline", 10.0
TIME = """() => {
  const iso = day => new Date(day * 86400000).toISOString().slice(0, 10);
  const { parts, undated, outside, step } = geomap.page.areas.reading.time;
  const told = parts.map(({ from, to, whole, near: { expected, low, high } }) =>
    [iso(from), iso(to), whole, expected, low, high]);
  return { undated, outside, step, parts: told };
}"""


@pytest.fixture(scope="module")
def frame() -> geopandas.GeoDataFrame:
    """`scattered`, with some dates that reach over months, and two without a date."""
    found = scattered()
    for row in range(5, 60, 9):
        found.at[row, "date_end"] = found.at[row, "date_start"] + (date(2020, 3, 1) - date(2020, 1, 20))
    for row in (7, 11):
        found.at[row, "date_start"] = found.at[row, "date_end"] = None
    return found


@pytest.fixture(scope="module")
def maps(frame: geopandas.GeoDataFrame, gazetteer: Gazetteer) -> dict[str, Any]:
    given = {"line": LINE, "line_name": NAME, "within_km": WITHIN, "gazetteer": gazetteer}
    return {language: draw(frame, language=language, **given) for language in LANGUAGES}


def by(seen: Opened, step: str) -> None:
    """Choose the bars under the map, and wait until the share is told by them."""
    seen.page.click(f".timeline-choices [data-value={step}]")
    seen.until(f"geomap.page.areas.reading?.time?.step === '{step}'")


def table(seen: Opened) -> dict[str, list[str]]:
    """Open the table whole; return the cells of each row by its head."""
    if seen.page.locator(".area-panel").count() == 0:
        if seen.page.locator(".area-open").is_hidden():
            seen.page.click(".area-classes summary")
        seen.page.click(".area-open")
    if seen.page.locator(".area-panel .outlined").count():
        seen.page.click(".area-panel .outlined")
    rows = seen.page.eval_on_selector_all(
        "table.near tbody tr, table.near tfoot tr",
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))",
    )
    return {head: cells for head, *cells in rows}


@pytest.mark.parametrize("step", ["week", "month"])
def test_the_share_over_time_is_that_of_python(opened, maps, frame, gazetteer, step):
    exact = near_line(frame, LINE, within_km=WITHIN, step=step, gazetteer=gazetteer)
    with opened(maps["en"]) as seen:
        show(seen, "near")
        by(seen, step)
        told = seen.page.evaluate(TIME)
        assert len(told["parts"]) == len(exact.over_time) > 15
        for ours, row in zip(told["parts"], exact.over_time.to_dict("records"), strict=True):
            assert ours[:2] == [row["first"].isoformat(), row["last"].isoformat()]
            assert ours[2] == pytest.approx(row["incidents"])
            assert ours[3] == pytest.approx(row["near"], abs=max(1, row["incidents"]) * BYTE)
            assert (ours[4], ours[5]) == pytest.approx((row["low"], row["high"]), abs=1)
        assert sum(near for *_, near, _, _ in told["parts"]) > 10
        assert any(whole % 1 for _, _, whole, *_ in told["parts"]), "dates that reach over two are shared out"
        assert told["undated"] == exact.undated == 2
        near, low, high = (exact.overall[name] for name in ("near", "low", "high"))
        words = f"{near:.0f} of {exact.overall['incidents']:.0f}, range {low:.0f} to {high:.0f}: "
        assert seen.text(".area-legend li") == f"{words}{exact.overall['share']:.0%}"
        seen.quiet()


def test_the_table_says_it_and_adds_up(opened, maps, frame, gazetteer):
    exact = near_line(frame, LINE, within_km=WITHIN, gazetteer=gazetteer)
    with opened(maps["en"]) as seen:
        show(seen, "near")
        by(seen, "month")
        rows = table(seen)
        crowd = exact.over_time.iloc[-1]
        assert rows["Aug 2021"] == [
            f"{crowd['incidents']:.0f}", f"{crowd['near']:.0f}", f"{crowd['low']:.0f}–{crowd['high']:.0f}",
            f"{crowd['share']:.0%}",
        ]  # fmt: skip
        placed = int(rows["Placed"][0])
        assert placed == len(frame) - exact.unplaced
        months = [float(cells[0]) for head, cells in rows.items() if re.fullmatch(r"\w+ \d{4}", head)]
        assert sum(months) + int(rows["Without a date"][0]) == pytest.approx(placed, abs=0.5)
        assert placed + int(rows["Not placed"][0]) == int(rows["All that are shown"][0]) == COUNT
        legend = seen.text(".area-legend")
        farther = int(re.search(r"(\d+) incidents lie farther away", legend)[1])
        assert farther + int(rows["Placed"][1]) == pytest.approx(placed, abs=1)
        drawing = seen.page.get_attribute(".share-chart svg", "aria-label")
        assert re.sub("[\u2066-\u2069]", "", drawing).startswith(
            "Share by month, Jan 2020 to Aug 2021: between 0% and "
        )
        seen.quiet()


def test_it_follows_filters_and_the_brush(opened, maps, frame, gazetteer):
    air = frame[frame["sub_event_type"] == "Air/drone strike"]
    period = Period(date(2020, 5, 1), date(2020, 8, 31))
    exact = near_line(air, LINE, within_km=WITHIN, period=period, gazetteer=gazetteer)
    with opened(maps["en"]) as seen:
        show(seen, "near", "&kind=air")
        by(seen, "month")
        assert sum(whole for _, _, whole, *_ in seen.page.evaluate(TIME)["parts"]) < len(air)
        seen.page.evaluate("geomap.page.steering.selection.set('time', {from: 18383, to: 18505})")
        seen.until("geomap.page.areas.reading.time.parts.length === 4")
        parts = seen.page.evaluate(TIME)["parts"]
        rows = exact.over_time.to_dict("records")
        assert [part[0] for part in parts] == [row["first"].isoformat() for row in rows]
        for ours, row in zip(parts, rows, strict=True):
            assert (ours[2], ours[3]) == pytest.approx((row["incidents"], row["near"]), abs=0.05)
        assert len(table(seen)) == 4 + 3
        seen.quiet()


def test_the_killed_near_it(opened, maps, frame, gazetteer):
    chances = near_line(frame, LINE, within_km=WITHIN, gazetteer=gazetteer).each["near"].fillna(0).to_numpy()
    least = frame["killed_min"].fillna(0).to_numpy(float)
    killed = (least + frame["killed_max"].fillna(frame["killed_min"]).fillna(0).to_numpy(float)) / 2
    with opened(maps["en"]) as seen:
        show(seen, "near,deaths")
        told = seen.page.evaluate("geomap.page.areas.reading.counted")
        assert told["ranges"][0]["expected"] == pytest.approx((chances * killed).sum(), abs=killed.sum() * BYTE)
        parts = seen.page.evaluate(TIME)["parts"]
        dated = frame["date_start"].notna().to_numpy()
        assert sum(part[3] for part in parts) == pytest.approx((chances * killed)[dated].sum(), abs=killed.sum() * BYTE)
        assert "People killed within 10 km of" in seen.text(".area-legend")
        assert table(seen)["Placed"][2].count("–") == 1
        show(seen, "near,change")
        assert "were to be expected · more" in seen.text(".area-legend")
        assert "52 weeks before" in seen.text(".area-panel")
        seen.quiet()


def test_rows_can_be_filtered_by_how_probably_they_lie_near(opened, maps, frame, gazetteer):
    near = near_line(frame, LINE, within_km=WITHIN, gazetteer=gazetteer).each["near"]
    likely, maybe = (near >= 0.5).sum(), ((near >= 0.05) & (near < 0.5)).sum()
    assert min(likely, maybe) > 3
    with opened(maps["en"]) as seen:
        seen.page.evaluate("location.hash = '#near=likely'")
        seen.until(f"geomap.page.steering.selection.count === {likely}")
        assert "Distance to the line: probably near it" in seen.text(".chips")
        seen.page.evaluate("location.hash = '#near=likely,maybe'")
        seen.until(f"geomap.page.steering.selection.count === {likely + maybe}")
        seen.quiet()


def test_the_choice_stands_in_the_address_and_comes_back(opened, maps):
    with opened(maps["en"]) as seen:
        assert seen.page.evaluate("geomap.page.ground.layouts.values().next().value.some(label => label.line)")
        seen.page.click(".layers summary")
        offers = seen.page.locator("select[name=area_level] option").all_inner_texts()
        assert re.sub("[\u2066-\u2069]", "", offers[-1]) == f"Within 10 km of {NAME}"
        seen.page.select_option("select[name=area_level]", "near")
        seen.page.select_option("select[name=area_measure]", "deaths")
        seen.until("location.hash.endsWith('areas=near,deaths')")
        seen.page.reload()
        seen.page.wait_for_selector(".area-legend")
        assert f"People killed within 10 km of {NAME}" in seen.text(".area-legend")
        assert seen.complaints == []


def test_an_address_that_is_given_while_the_page_writes_its_own_is_heeded(opened, maps):
    with opened(maps["en"]) as seen:
        write = "window.dispatchEvent(new Event('pagehide'))"
        seen.page.evaluate(f"() => {{ geomap.page.steering.changed(); location.hash = '#areas=near'; {write}; }}")
        seen.until("geomap.page.areas.reading?.choice.level === 'near'")
        assert seen.page.evaluate("location.hash") == "#areas=near"


def test_a_map_without_a_line_offers_none(opened, frame, gazetteer):
    with opened(draw(frame, language="en", gazetteer=gazetteer)) as seen:
        seen.page.click(".layers summary")
        assert seen.page.locator("option[value=near]").count() == 0
        assert seen.page.locator("option[value=heat]").count() == 1
        seen.page.evaluate("location.hash = '#areas=near&near=likely'")
        seen.page.wait_for_timeout(100)
        assert seen.page.evaluate("geomap.page.areas.choice") is None
        assert seen.page.evaluate("geomap.page.steering.selection.count") == COUNT
        assert seen.page.locator(".line-sign").count() == 0
        seen.quiet()


@pytest.mark.parametrize("name", [PAYLOADS[number] for number in (1, 2, 8, 9, 10, 12, 13, 15, 16, 20)])
def test_a_hostile_name_is_text(opened, incidents, gazetteer, name):
    assert len(name) <= LONGEST_NAME
    drawn = draw(incidents, language="en", line=LINE, line_name=name, within_km=0.25, gazetteer=gazetteer)
    with opened(drawn) as seen:
        seen.page.evaluate("location.hash = '#areas=near'")
        seen.page.wait_for_selector(".area-legend")
        title = seen.page.evaluate("document.querySelector('.area-legend summary').textContent")
        assert title == f"Incidents within \u2068250 m\u2069 of \u2068{legible(name)}\u2069"
        assert seen.page.evaluate("document.querySelector('.line-sign + bdi').textContent") == legible(name)
        assert seen.page.evaluate("window.ran") is None
        assert seen.complaints == []


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1400"])
def test_a_long_name_has_room(opened, incidents, gazetteer, size):
    drawn = draw(incidents, language="en", line=LINE, line_name="W" * LONGEST_NAME, gazetteer=gazetteer)
    over = """[...document.querySelectorAll('.legends, .legends *, .sheet-box, .area-panel, .area-panel *')]
      .filter(element => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .filter(element => getComputedStyle(element).display !== 'inline').map(element => element.className)"""
    with opened(drawn, size, reduced_motion="reduce") as seen:
        seen.page.click(".legend:not(.area-legend) summary")
        assert seen.page.evaluate(over) == []
        show(seen, "near")
        seen.page.evaluate("document.querySelector('.area-classes').open = true")
        assert seen.page.evaluate(over) == []
        table(seen)
        assert seen.page.evaluate(over) == []
        seen.quiet()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_runs_as_its_language_does(opened, maps, language):
    with opened(maps[language]) as seen:
        show(seen, "near")
        table(seen)
        lefts = seen.page.eval_on_selector_all(
            ".share-chart .sure", "bars => bars.map(bar => bar.getBoundingClientRect().x)"
        )
        assert len(lefts) > 3
        assert lefts == sorted(lefts, reverse=language != "en")
        first, last = (seen.box(f".share-chart figcaption span:nth-child({n})")[0] for n in (1, 2))
        assert (first < last) == (language == "en")
        seen.quiet()


def test_all_of_it_is_reached_by_keyboard(opened, maps):
    with opened(maps["en"]) as seen:
        show(seen, "near")
        seen.page.focus(".area-open")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.classList.contains('area-panel')")
        assert len(seen.page.locator("table.near tbody tr").all()) == 60
        seen.page.focus(".area-panel .outlined")
        seen.page.keyboard.press("Enter")
        assert len(seen.page.locator("table.near tbody tr").all()) > 60
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".area-panel").is_hidden()
        assert seen.page.evaluate("document.activeElement.classList.contains('area-open')")
        seen.quiet()


@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["390", "1400"])
def test_axe_finds_nothing_in_what_is_told_of_the_line(opened, maps, language, size, scheme):
    with opened(maps[language], size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        for areas in ("near", "near,deaths", "near,change"):
            show(seen, areas)
            assert table(seen)
            assert complaints(seen) == []
            left, _, right, _ = seen.box("table.near")
            assert left >= 0
            assert right <= size[0]
            seen.page.click(".area-panel .panel-close")
        said = seen.page.inner_text(".stage")
        assert re.findall(r"(?:near|area)_\w+|\{\w+\}|undefined|NaN", said) == []
        seen.quiet()
