"""Many incidents: the page holds a window of them, reads details when asked, and says so where it cannot."""

from __future__ import annotations

import re

import geopandas
import numpy as np
import pandas as pd
import pytest
from opened_page import NARROW, WIDE
from sample_incidents import frame_of, incident, report, rows

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

MANY = 20_000


@pytest.fixture(scope="module")
def crowd(gazetteer):
    """Coded events at 2,000 places, every twentieth without one."""
    generator = np.random.default_rng(6)
    places = np.column_stack([generator.uniform(42, 46, 2_000), generator.uniform(33.5, 37, 2_000)]).round(4)
    at = places[generator.integers(0, 2_000, MANY)]
    frame = pd.DataFrame(
        {
            "event_id_cnty": [f"E{number}" for number in range(MANY)],
            "event_date": np.sort(np.datetime64("2014-01-01") + generator.integers(0, 3_000, MANY)),
            "event_type": generator.choice(["Battles", "Violence against civilians", "Riots"], MANY),
            "fatalities": generator.poisson(2, MANY),
            "longitude": np.where(np.arange(MANY) % 20 == 7, np.nan, at[:, 0]),
            "latitude": at[:, 1],
            "notes": [f"Event number {number} of all." for number in range(MANY)],
        }
    )
    frame = geopandas.GeoDataFrame(frame, geometry=[None] * MANY, crs=4326)
    return {language: draw(frame, language=language, gazetteer=gazetteer) for language in LANGUAGES}


def test_list_keeps_a_window_and_can_be_gone_through(opened, crowd):
    with opened(crowd["en"]) as seen:
        page = seen.page
        assert "20,000 incidents, 1,000 not placed" in seen.text(".facts")
        for _ in range(12):
            page.evaluate("document.querySelector('.scroll').scrollTop += 2000")
            seen.text(".facts")
            assert page.locator(".scroll > .list .entry").count() <= 240
        numbers = page.eval_on_selector_all(".scroll > .list > li", "all => all.map(e => Number(e.ariaPosInSet))")
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "none is left out, none comes twice"
        assert numbers[0] > 100
        middle = "e => { e.scrollTop = e.scrollHeight / 2 }"
        page.eval_on_selector(".scroll", middle)
        seen.text(".facts")
        visible = page.evaluate(
            """() => { const box = document.querySelector('.scroll').getBoundingClientRect();
              const entry = document.elementFromPoint(box.left + 100, box.top + 100).closest('li');
              return Number(entry?.ariaPosInSet); }"""
        )
        assert 8_000 < visible < 11_000
        seen.quiet()


def test_keyboard_goes_on_beyond_the_window(opened, crowd):
    with opened(crowd["en"]) as seen:
        page = seen.page
        page.focus(".scroll > .list .entry")
        for _ in range(150):
            page.keyboard.press("ArrowDown")
        position = page.evaluate("Number(document.activeElement.closest('li').ariaPosInSet)")
        assert position == 151
        page.keyboard.press("Enter")
        page.wait_for_selector(".panel:not([hidden], [aria-busy])")
        assert page.evaluate("geomap.page.placed.indexOf(geomap.page.chosen)") == 150


def test_details_are_opened_when_asked_for(opened, crowd):
    with opened(crowd["en"]) as seen:
        page = seen.page
        assert page.evaluate("geomap.page.table.known(19999)") is None
        page.evaluate("geomap.page.choose(19999, 'list')")
        page.wait_for_selector(".panel:not([hidden], [aria-busy])")
        assert "Event number 19999 of all." in seen.text(".panel")
        page.wait_for_selector(".entry[data-index='19999'][aria-current]")
        page.click(".turns >> nth=1")
        page.wait_for_selector(".unplaced .entry[aria-current]")
        assert page.evaluate("geomap.page.chosen") == 7, "after the last comes the first, which has no place"
        seen.quiet()


def test_search_reads_all_text(opened, crowd):
    with opened(crowd["en"]) as seen:
        seen.page.fill("#geomap-search", "number 12345 of")
        seen.until("document.querySelectorAll('.entry').length === 1")
        assert seen.page.get_attribute(".entry", "data-index") == "12345"


def test_counts_never_lie_over_each_other_and_tell_all(opened, crowd):
    with opened(crowd["en"]) as seen:
        placed = MANY - MANY // 20
        for zoom in (5, 6.5, 8, 10):
            marks = seen.page.evaluate(
                """zoom => {
                  const { page } = geomap, world = 256 * 2 ** zoom;
                  page.map.setZoom(zoom, { animate: false });
                  return page.points.laid.marks.map(m => [m.x * world, m.y * world, m.n, m.r, !!m.fan]);
                }""",
                zoom,
            )
            if zoom <= 6.5:
                assert sum(n for _, _, n, _, _ in marks) == placed
            counts = np.array([mark for mark in marks if mark[2] > 1 and not mark[4]])
            apart = np.hypot(*(counts[:, None, axis] - counts[None, :, axis] for axis in (0, 1)))
            needed = counts[:, None, 3] + counts[None, :, 3]
            assert (apart + np.eye(len(counts)) * 1000 >= needed - 1).all()


def test_a_large_count_leads_nearer_and_a_small_one_opens(opened, crowd):
    with opened(crowd["en"], reduced_motion="reduce") as seen:
        page = seen.page
        pixel = """([least, most]) => {
          const { page } = geomap, view = page.points.canvas.view();
          const mark = page.points.laid.marks.find(({ x, y, n }) => n >= least && n <= most
            && view.px(x) > 80 && view.px(x) < view.size.x - 80 && view.py(y) > 60 && view.py(y) < view.size.y - 160);
          const box = page.map.getContainer().getBoundingClientRect();
          return mark && [view.px(mark.x) + box.left, view.py(mark.y) + box.top, mark.n];
        }"""
        x, y, n = page.evaluate(pixel, [100, 1e6])
        page.mouse.move(x, y)
        assert seen.text(".tip") == f"{n:,} incidents here"
        before = page.evaluate("geomap.page.map.getZoom()")
        page.mouse.click(x, y)
        assert page.evaluate("geomap.page.map.getZoom()") > before
        assert page.locator(".panel").is_hidden()
        page.evaluate("geomap.page.map.setZoom(9, { animate: false })")
        found = page.evaluate(pixel, [9, 12])
        page.mouse.click(*found[:2])
        assert page.locator(".panel .entry").count() == found[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_complains_with_many(opened, crowd, language, size):
    with opened(crowd[language], size, has_touch=size == NARROW) as seen:
        seen.page.evaluate("geomap.page.map.setZoom(9, { animate: false })")
        seen.page.evaluate("geomap.page.map.panBy([300, 0], { animate: false })")
        seen.quiet()


def test_marks_are_sized_by_the_killed_on_demand(opened, gazetteer):
    """The area is the number: four times as many killed have twice the radius."""
    found = [
        incident(lon=43.0 + n, lat=35.0, killed_min=killed, date_start="2021-09-05")
        for n, killed in enumerate((64, 16, 4, 0))
    ]
    with opened(draw(frame_of(found), gazetteer=gazetteer)) as seen:
        seen.page.click(".legend summary")
        assert not seen.page.locator(".discs").count()
        seen.page.check("[name=sized]")
        radii = seen.page.evaluate("geomap.page.points.laid.marks.map(m => m.r)")
        assert radii[:3] == pytest.approx([34, 17, 8.5])
        assert radii[3] < 3
        assert re.findall(r"\d+ killed", seen.text(".discs")) == ["50 killed", "10 killed", "2 killed"]
        assert seen.page.evaluate("document.activeElement.name") == "sized"
        seen.page.uncheck("[name=sized]")
        assert not seen.page.locator(".discs").count()
        seen.quiet()


# What the panel tells besides


def casualty(**values):
    given = {
        "kind": "killed",
        "group": "unspecified",
        "actor": None,
        "low": None,
        "high": None,
        "text": "",
        "source": None,
    }
    return given | {"status": "given", "rule": None, "document": "doc1"} | values


@pytest.mark.parametrize("language", LANGUAGES)
def test_panel_tells_figures_claims_and_reprints(opened, gazetteer, language):
    row = rows()[0] | {
        "factuality": "foiled",
        "killed_attackers": 2,
        "perpetrator_basis": "claimed",
        "casualties": [
            casualty(low=12, high=12, text="أودى بحياة 12 عنصرا", source="مصدر في شرطة كركوك", group="forces"),
            casualty(low=16, high=16, text="مقتل 16", status="conflicting", rule="ACLED: dozens are 12"),
            casualty(kind="combined", low=5, high=5, status="revised"),
        ],
        "attributions": [
            {"actor": "IS", "text": "أعلن التنظيم", "kind": "claimed", "by": None},
            {"actor": "PMF", "text": "", "kind": "blamed", "by": "a source"},
            {"actor": "Turkey", "text": "", "kind": "denied", "by": None},
        ],
        "reports": [report(1, source="One"), report(2, source="Two", reprint_of="doc1")],
    }
    wanted = {
        "en": [
            "foiled", "2 of the attackers killed", "by its own claim", "12 killed", "of the security forces",
            "According to مصدر في شرطة كركوك", "16 killed", "contradicted", "ACLED: dozens are 12", "revised later",
            "5 killed or injured", "Islamic State claimed it.", "a source blames Popular Mobilization Forces.",
            "Turkey denies it.",
            "reprint of One", "1 independent report; the others print it again.",
        ],
        "ar": ["أُحبط", "قتيلان من المهاجمين", "من القوات الأمنية", "بحسب مصدر في شرطة كركوك",
               "يناقضه غيره", "إعادة نشر عن One"],
        "ckb": ["پووچەڵ کرایەوە", "لە هێزە ئەمنییەکان", "بەپێی مصدر في شرطة كركوك", "ژمارەی تر دژیەتی",
                "دووبارە بڵاوکراوەتەوە لە One"],
    }  # fmt: skip
    with opened(draw(frame_of([row]), language=language, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        told = seen.text(".panel")
        for words in wanted[language]:
            assert words in told, words
        seen.quiet()


# Opening


def test_a_browser_that_cannot_open_the_file_says_so(opened, incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    with opened(page_map) as seen:
        seen.page.add_init_script("delete window.DecompressionStream")
        seen.page.reload()
        seen.page.wait_for_selector(".geomap-opening:visible")
        assert "This browser cannot open the map" in seen.text(".geomap-opening")


def test_a_damaged_file_says_so(opened, incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    page_map.incidents.blocks = page_map.incidents.blocks | {"columns": "AAAA"}
    with opened(page_map, ready=".geomap-opening:visible") as seen:
        assert "The file is damaged" in seen.text(".geomap-opening")
        seen.quiet()
