"""Filters on the page: they combine, counts follow them everywhere, and the address keeps them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from many_incidents import TYPES, many
from opened_page import AXE, NARROW, WIDE, Opened, complaints
from sample_incidents import HOSTILE, frame_of, rows

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

FULL = (1920, 1080)
SIGHTS = [(NARROW, "light"), (WIDE, "dark"), (FULL, "light")]
SETTLED = 600
"""Milliseconds after which the address is written."""


@pytest.fixture(scope="module")
def sixty(gazetteer):
    return {language: draw(frame_of(many()), language=language, gazetteer=gazetteer) for language in LANGUAGES}


def facets(seen: Opened) -> None:
    """Show the filters, wherever this window has them."""
    for button in (".tabs [data-value=filters]", ".filters-button"):
        if seen.page.locator(button).is_visible():
            seen.page.click(button)


def value(dimension: str, code: str) -> str:
    return f".facet[data-dimension={dimension}] [data-value='{code}']"


def open_facet(seen: Opened, dimension: str) -> None:
    """Open a facet, and wait till it is filled: the browser tells that it is open in a task of its own."""
    seen.page.evaluate(
        """dimension => new Promise(done => {
          const facet = document.querySelector(`.facet[data-dimension=${dimension}]`);
          if (facet.open) return done();
          facet.addEventListener("toggle", () => done(), { once: true });
          facet.open = true;
        })""",
        dimension,
    )


def counts(seen: Opened, dimension: str) -> dict[str, int]:
    """Return the number beside each value of a facet that is open."""
    found = seen.page.eval_on_selector_all(
        f".facet[data-dimension={dimension}] .value",
        "all => all.map(e => [e.dataset.value, Number(e.querySelector('.value-count').textContent)])",
    )
    return dict(found)


def shown(seen: Opened) -> int:
    """Return how many incidents the list holds, and assert that the header says the same."""
    listed = seen.page.evaluate("document.querySelectorAll('.side .entry').length")
    said = re.match(r"no|\d+", seen.page.text_content(".counts"))
    assert said is not None
    assert listed == (0 if said[0] == "no" else int(said[0]))
    return listed


@pytest.mark.parametrize("size", [WIDE, FULL], ids=["wide", "full"])
def test_filters_combine_and_counts_follow_all_others(opened, sixty, size):
    found = many()
    with opened(sixty["en"], size) as seen:
        facets(seen)
        assert counts(seen, "kind") == {kind: 15 for _, _, kind in TYPES}
        seen.page.click(value("kind", "bombs"))
        assert shown(seen) == 15
        assert counts(seen, "kind") == {kind: 15 for _, _, kind in TYPES}, "a facet does not filter itself"
        assert counts(seen, "perpetrator") == {"PMF": 15}
        seen.page.click(value("kind", "air"))
        assert shown(seen) == 30
        assert counts(seen, "perpetrator") == {"PMF": 15, "Turkey": 15}
        seen.page.click(value("perpetrator", "Turkey"))
        assert shown(seen) == 15
        unplaced = sum(row["perpetrator"] == "Turkey" and row["lon"] is None for row in found)
        assert f"{unplaced} not placed" in seen.text(".counts")
        seen.page.click(value("kind", "air"))
        assert shown(seen) == 0
        seen.quiet()


def test_each_filter_and_all_are_cleared_with_one_click(opened, sixty):
    with opened(sixty["en"]) as seen:
        facets(seen)
        seen.page.click(value("kind", "bombs"))
        seen.page.click(value("kind", "air"))
        open_facet(seen, "status")
        seen.page.click(value("status", "confirmed"))
        chips = seen.page.locator(".chip")
        assert "Type: " in chips.first.inner_text()
        assert "confirmed" in seen.text(".chips")
        seen.page.click(".chip[data-dimension=kind]")
        assert shown(seen) == 30
        assert seen.page.evaluate("document.activeElement.closest('.chips') !== null"), "focus stays at hand"
        seen.page.click(value("kind", "bombs"))
        seen.page.click(".chip-all")
        assert shown(seen) == 60
        assert seen.page.locator(".chips").is_hidden()


def test_casualties_are_filtered_by_bars_and_by_range(opened, sixty):
    killed = [row["killed_min"] for row in many()]
    with opened(sixty["en"]) as seen:
        facets(seen)
        open_facet(seen, "killed")
        assert counts(seen, "killed")["2..4"] == sum(2 <= n <= 4 for n in killed)
        seen.page.click(value("killed", "2..4"))
        assert shown(seen) == sum(2 <= n <= 4 for n in killed)
        assert seen.text(".chips").startswith("2 to 4 killed")
        least = seen.page.locator("[data-end=least] >> visible=true")
        assert least.input_value() == "2"
        least.fill("5")
        seen.page.keyboard.press("Enter")
        assert shown(seen) == sum(n >= 5 for n in killed)
        assert seen.text(".chips").startswith("At least 5 killed")


def test_places_are_counted_with_their_uncertainty_and_by_either_reading(opened, sixty):
    placed = [row for row in many() if row["lon"] is not None]
    likely = sum(row["governorate"] == "Kirkuk" for row in placed)
    expected = sum(row["governorate_shares"].get("Kirkuk", 0) for row in placed)
    with opened(sixty["en"]) as seen:
        facets(seen)
        kirkuk = value("governorate", "Kirkuk")
        assert counts(seen, "governorate")["Kirkuk"] == round(expected)
        low, high = map(int, seen.text(f"{kirkuk} .value-range").split("–"))
        assert low < expected < high
        assert counts(seen, "governorate")[""] == 60 - len(placed), "what is not placed is not known"
        seen.page.click(kirkuk)
        assert shown(seen) == likely
        seen.page.click(".facet[data-dimension=governorate] .maybe")
        assert shown(seen) == sum("Kirkuk" in row["governorate_shares"] for row in placed)
        seen.page.click(".facet[data-dimension=governorate] .maybe")
        seen.page.click("[data-dimension=governorate] [data-value=claimed]")
        claimed = [row["claimed_governorate"] or row["governorate"] for row in placed]
        assert shown(seen) == claimed.count("Kirkuk")
        assert counts(seen, "governorate")["Nineveh"] == claimed.count("Nineveh")
        assert "as reported" in seen.text(".chips")


def test_long_facets_show_the_most_frequent_and_search_the_rest(opened, sixty):
    with opened(sixty["en"]) as seen:
        facets(seen)
        open_facet(seen, "source")
        source = ".facet[data-dimension=source]"
        assert seen.page.locator(f"{source} .value").count() == 6
        seen.page.fill(f"{source} .facet-find", "source 17")
        assert list(counts(seen, "source")) == ["Source 17"]
        seen.page.click(value("source", "Source 17"))
        assert shown(seen) == 3
        seen.page.fill(f"{source} .facet-find", "no such")
        assert "None of that name." in seen.text(source)
        seen.page.fill(f"{source} .facet-find", "")
        assert "Source 17" in counts(seen, "source"), "what is chosen is always shown"
        seen.page.click(f"{source} .facet-more")
        assert seen.page.locator(f"{source} .value").count() == 20
        assert seen.text(f"{source} .facet-more") == "Show fewer"


def test_focus_stays_on_the_value_that_was_chosen(opened, sixty):
    with opened(sixty["en"]) as seen:
        facets(seen)
        seen.page.focus(value("kind", "air"))
        seen.page.keyboard.press("Space")
        assert seen.page.evaluate("document.activeElement.dataset.value") == "air"
        assert seen.page.get_attribute(value("kind", "air"), "aria-checked") == "true"
        seen.page.keyboard.press("ArrowUp")
        assert seen.page.evaluate("document.activeElement.dataset.value") == "bombs"
        assert shown(seen) == 15


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_left_says_which_filter_did_it_and_drops_it(opened, sixty, size):
    with opened(sixty["en"], size) as seen:
        seen.page.goto(f"{seen.page.url}#kind=bombs&killed=900..")
        seen.page.wait_for_selector(".empty", state="attached")
        if size == NARROW:
            seen.page.click(".handle")
        assert "Without “at least 900 killed” there would be 15 incidents." in seen.text(".empty")
        seen.page.click(".drops button")
        assert shown(seen) == 15


def test_filters_that_only_together_leave_nothing_are_cleared_at_once(opened, sixty):
    with opened(sixty["en"]) as seen:
        seen.page.goto(f"{seen.page.url}#killed=900..&by=nobody&kind=bodies")
        assert "No filter alone" in seen.text(".empty")
        seen.page.click(".empty button")
        assert shown(seen) == 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_on_a_phone_stand_behind_one_button(opened, sixty, language):
    with opened(sixty[language], NARROW, reduced_motion="reduce") as seen:
        assert seen.page.locator(".filters").is_hidden()
        facets(seen)
        assert seen.page.get_attribute(".filters", "role") == "dialog"
        assert seen.page.evaluate("document.activeElement.className").endswith("filters-close")
        for dimension in ("kind", "perpetrator"):
            seen.page.locator(f".facet[data-dimension={dimension}] .value").first.click()
        small = """[...document.querySelectorAll('.filters :is(button, summary, input)')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.type !== 'checkbox')
          .map(e => [e.className, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
        for dimension in ("killed", "source", "governorate"):
            open_facet(seen, dimension)
        assert seen.page.evaluate(small) == []
        over = "[...document.querySelectorAll('.filters *')].filter(e => e.getBoundingClientRect().right > 391).length"
        assert seen.page.evaluate(over) == 0
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".filters").is_hidden()
        assert seen.page.evaluate("document.activeElement.className").endswith("filters-button")
        assert seen.text(".filters-button .facet-on") == ("2" if language == "en" else "٢")
        facets(seen)
        seen.page.click(".filters-done")
        assert seen.page.locator(".filters").is_hidden()
        assert not seen.page.evaluate("document.querySelector('.stage').inert")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pane_stands_where_reading_begins(opened, sixty, language):
    with opened(sixty[language]) as seen:
        facets(seen)
        left, _, right, _ = seen.box(".side")
        assert (left, right) == ((0, 320) if language == "en" else (1080, 1400))
        bar = "getComputedStyle(document.querySelector('.value:nth-child(1)'), '::before').insetInlineStart"
        assert seen.page.evaluate(bar) == "0px"
        start, _, end, _ = seen.box(f"{value('kind', 'bombs')} .value-label")
        _, _, edge, _ = seen.box(f"{value('kind', 'bombs')} .value-count")
        assert (start < edge and end <= edge) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_stand_beside_their_ticks(opened, sixty, language):
    """A digit alone has no direction of its own, and went to the far end of its row in Arabic."""
    with opened(sixty[language]) as seen:
        facets(seen)
        open_facet(seen, "killed")
        tick, figure = (seen.box(f"{value('killed', '1..1')} {part}") for part in (".tick", "bdi"))
        assert figure[0] - tick[2] == pytest.approx(8, abs=2) or tick[0] - figure[2] == pytest.approx(8, abs=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_counts_keep_clear_of_the_player_on_a_phone(opened, gazetteer, language):
    page_map = draw(frame_of(many(240)), language=language, gazetteer=gazetteer)
    with opened(page_map, NARROW) as seen:
        seen.page.goto(f"{seen.page.url}#time=2021-08-02..2021-10-31")
        counted, button, player = seen.box(".count-line"), seen.box(".filters-button"), seen.box(".play")
        assert counted[3] <= player[1]
        assert counted[2] <= button[0] or button[2] <= counted[0]


def test_both_panes_have_room_on_a_large_screen(opened, sixty):
    with opened(sixty["en"], FULL) as seen:
        filters, listed, stage = seen.box(".filters"), seen.box(".side > .scroll"), seen.box(".stage")
        assert filters[2] <= listed[0]
        assert listed[2] <= stage[0] + 1
        assert seen.page.locator(".tabs").is_hidden()


def test_window_that_grows_and_shrinks_shows_the_filters_of_now(opened, sixty):
    """What is out of sight counts nothing, and so must count anew when it comes into sight."""
    with opened(sixty["en"], WIDE, reduced_motion="reduce") as seen:
        seen.page.evaluate("location.hash = '#kind=bombs'")
        seen.until("document.querySelectorAll('.side .entry').length === 15")
        for width, height in (FULL, WIDE, NARROW):
            seen.page.set_viewport_size({"width": width, "height": height})
            facets(seen)
            assert counts(seen, "perpetrator") == {"PMF": 15}
            timeline = seen.box(".timeline")
            assert 0 <= timeline[0] < timeline[2] <= width
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".side .timeline").count() == 1
        seen.page.set_viewport_size({"width": 1400, "height": 800})
        seen.until("document.querySelector('.side .timeline') === null")
        assert shown(seen) == 15


@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), SIGHTS, ids=["390", "1400", "1920"])
def test_axe_finds_nothing_in_the_filters(opened, sixty, language, size, scheme):
    with opened(sixty[language], size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        facets(seen)
        for dimension in ("killed", "governorate", "source", "disputed"):
            open_facet(seen, dimension)
        seen.page.locator(value("kind", "bombs")).click()
        seen.page.locator(value("killed", "2..4")).click()
        assert complaints(seen) == []
        seen.page.evaluate("location.hash = '#kind=bodies&killed=900..'")
        seen.page.wait_for_selector(".empty", state="attached")
        if size == NARROW:
            seen.page.keyboard.press("Escape")
            seen.page.click(".handle")
        assert complaints(seen) == []
        seen.quiet()


# The address


def test_address_keeps_what_is_shown_and_restores_it(opened, gazetteer, tmp_path):
    page_map = draw(frame_of(rows()), language="en", gazetteer=gazetteer)
    with opened(page_map) as seen:
        assert "#" not in seen.page.url
        facets(seen)
        seen.page.click(value("kind", "fighting"))
        seen.page.click(".layers summary")
        seen.page.click("input[name=districts]")
        seen.page.click("[data-language=ar]")
        seen.page.click(".tabs [data-value=list]")
        seen.choose(1)
        seen.until("location.hash.includes('&at=') && location.hash.includes('&incident=')")
        link = seen.page.evaluate("location.href")
        assert "#kind=fighting&at=" in link
        assert "&incident=lakja&lang=ar&layers=disputed" in link
        centre = """(m => [m.getCenter().lat, m.getCenter().lng, m.getZoom()])(
          window[Object.keys(window).find(name => name.startsWith('map_'))])"""
        before = seen.page.evaluate(centre)
        seen.page.goto("about:blank")
        seen.page.goto(link)
        assert seen.page.get_attribute("html", "lang") == "ar"
        assert seen.page.evaluate(centre) == pytest.approx(before, abs=0.02)
        assert seen.page.locator(".side .entry").count() == 2
        assert seen.text(".panel h2") == "لاكجة"
        assert not seen.page.locator("input[name=districts]").is_checked()


def test_address_that_changes_is_followed(opened, sixty):
    with opened(sixty["en"]) as seen:
        for fragment, count in (("kind=bombs", 15), ("kind=!bombs&status=confirmed", 15), ("q=source+03", 3), ("", 60)):
            seen.page.evaluate(f"location.hash = '#{fragment}'")
            seen.until(f"document.querySelectorAll('.side .entry').length === {count}")
            assert shown(seen) == count
        seen.page.evaluate("location.hash = '#lang=ar&layers=footprints'")
        seen.until("document.documentElement.lang === 'ar'")
        assert seen.page.locator("input[name=footprints]").is_checked()
        seen.page.evaluate("location.hash = '#q=hawija'")
        seen.until("document.documentElement.lang === 'en'")
        assert not seen.page.locator("input[name=footprints]").is_checked(), "what is not said is as the page opens"
        seen.until("document.querySelector('#geomap-search').value === 'hawija'")


def test_address_keeps_the_size_of_marks(opened, sixty, gazetteer):
    """A link to a map sized by the killed used to open with all marks alike."""
    with opened(sixty["en"]) as seen:
        seen.page.click(".legend summary")
        seen.page.check("[name=sized]")
        seen.until("location.hash === '#size=killed'")
        seen.page.reload()
        seen.page.wait_for_selector(".geomap")
        assert seen.page.evaluate("geomap.page.points.bySize")
        seen.page.click(".legend summary")
        assert seen.page.is_checked("[name=sized]")
        assert seen.page.locator(".discs").count() == 1
        seen.page.evaluate("location.hash = ''")
        seen.until("!geomap.page.points.bySize")
        assert not seen.page.is_checked("[name=sized]")
    nobody = [row | {"killed_min": None, "killed_max": None} for row in rows()]
    with opened(draw(frame_of(nobody), gazetteer=gazetteer)) as seen:
        seen.page.evaluate("location.hash = '#size=killed'")
        seen.page.wait_for_timeout(300)
        assert not seen.page.evaluate("geomap.page.points.bySize"), "there would be no switch to undo it"


def test_clearing_everything_leaves_the_bare_address(opened, sixty):
    with opened(sixty["en"]) as seen:
        seen.page.goto(f"{seen.page.url}#kind=bombs")
        seen.page.click(".chip")
        seen.page.wait_for_timeout(SETTLED)
        assert "#" not in seen.page.url


@pytest.mark.parametrize(
    "fragment",
    [
        *(f"kind={quote(text)}&q={quote(text)}&incident={quote(text)}&source=!{quote(text)}" for text in HOSTILE[:7]),
        "at=999,999,999&at=NaN,1,2&time=..&time=9999-99-99..x&killed=-1..1e9",
        "__proto__=polluted&constructor=x&lang=<b>&layers=" + "a," * 500,
        "%E0%A4%A&%&=&&===&kind=%&by=%ff",
        "lang=xx&incident=nobody&district=nowhere",
    ],
)
def test_hostile_addresses_do_nothing(opened, sixty, fragment):
    with opened(sixty["en"]) as seen:
        base = seen.page.url
        seen.page.goto("about:blank")
        seen.requests.clear()
        seen.page.goto(f"{base}#{fragment}")
        seen.page.wait_for_selector(".geomap")
        assert seen.page.evaluate("[window.ran, ({}).polluted]") == [None, None]
        assert seen.page.get_attribute("html", "lang") == "en"
        if seen.page.locator(".chips").is_visible():
            seen.page.locator(".chip-all, .chip").last.click()
        assert seen.page.locator(".side .entry").count() == 60
        seen.quiet()


def test_hostile_values_are_text_in_facets_and_chips(opened, gazetteer):
    found = many(len(HOSTILE))
    for row, text in zip(found, HOSTILE, strict=True):
        row["reports"][0]["source"] = text
        row["perpetrator"] = text
    with opened(draw(frame_of(found), gazetteer=gazetteer)) as seen:
        facets(seen)
        open_facet(seen, "source")
        seen.page.click(".facet[data-dimension=source] .facet-more")
        buttons = seen.page.locator(".facet[data-dimension=source] .value")
        assert buttons.count() == len(HOSTILE)
        for number in range(len(HOSTILE)):
            buttons.nth(number).click()
        assert seen.page.evaluate("window.ran") is None
        assert seen.page.locator(".filters script, .filters img:not(.swatch), .chips script").count() == 0
        seen.quiet()


def test_page_of_nothing_has_nothing_to_filter(opened, gazetteer, tmp_path: Path):
    with opened(draw(frame_of([]), gazetteer=gazetteer)) as seen:
        assert seen.page.locator(".timeline").is_hidden()
        facets(seen)
        assert seen.page.locator(".facet").count() == 0
        seen.quiet()
