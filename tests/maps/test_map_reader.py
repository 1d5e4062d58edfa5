"""The page for each of its readers: in their language and direction, by keyboard, on a phone, with a screen reader."""

from __future__ import annotations

import pytest
from opened_page import AXE, NARROW, WIDE, complaints
from sample_incidents import ENGLISH_TEXT, HOSTILE, frame_of, report, rows

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

OVERRIDING = next(text for text in HOSTILE if "\u202e" in text)


@pytest.mark.parametrize(
    ("chosen", "locale", "opens"),
    [(None, "ar-IQ", "ar"), (None, "en-US", "en"), (None, "fr-FR", "en"), ("en", "ar-IQ", "en"), ("ar", "en-US", "ar")],
)
def test_page_opens_as_its_author_chose_or_its_reader_prefers(opened, incidents, gazetteer, chosen, locale, opens):
    with opened(draw(incidents, language=chosen, gazetteer=gazetteer), locale=locale) as seen:
        assert seen.page.evaluate("document.documentElement.lang") == opens


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_header_holds_a_long_title_and_the_counts(opened, incidents, gazetteer, size):
    title = "Attacks on the Federal Police and the army in the disputed territories"
    with opened(draw(incidents, title=title, gazetteer=gazetteer), size) as seen:
        shown, whole = seen.page.eval_on_selector("h1", "h => [h.clientHeight, h.scrollHeight]")
        assert whole <= shown + 1
        assert "8 incidents, 2 not placed" in seen.text(".bar")


def test_no_middle_dot_stands_beside_arabic_digits(opened, incidents, gazetteer):
    """٦٠ and a middle dot read as 600."""
    with opened(draw(incidents, language="ar", gazetteer=gazetteer)) as seen:
        seen.choose(0)
        seen.page.locator(".entry").nth(2).hover()
        assert "·" not in seen.text(".side")
        assert "·" not in seen.text(".panel")
        dots = "[...document.querySelectorAll('.facts > *')].map(e => getComputedStyle(e, '::before').content)"
        assert not [dot for dot in seen.page.evaluate(dots) if "·" in dot]


def test_words_of_the_other_script_follow_the_unit_that_holds_them(opened, gazetteer):
    unnamed = dict.fromkeys(("place_name_en", "place_name_ar", "place_name_ckb", "place_id"))
    row = rows()[0] | unnamed | {"district_shares": {"Kirkuk": 1.0}}
    with opened(draw(frame_of([row]), gazetteer=gazetteer)) as seen:
        words = "قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك"
        assert seen.text(".entry-place") == f"Kirkuk ({words})"
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.entry-place bdi')).direction") == "ltr"
        seen.page.click("[data-language=ar]")
        assert seen.text(".entry-place") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_quoted_words_stand_under_their_heading(opened, incidents, gazetteer, language):
    """Arabic words in the English page, and the other way round, used to stand across from it."""
    with opened(draw(incidents, language=language, gazetteer=gazetteer)) as seen:
        seen.choose(0 if language == "en" else 1)
        heading, words = seen.box(".quote .label"), seen.box(".quote .said")
        side = 0 if language == "en" else 2
        assert words[side] == pytest.approx(heading[side], abs=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_override_acts_in_any_field(opened, gazetteer, language):
    fields = ("event_type", "sub_event_type", "perpetrator", "target", "place_text", "place_name_en", "district")
    row = rows()[0] | dict.fromkeys(fields, OVERRIDING) | {"weapons": [OVERRIDING], "event_type": OVERRIDING}
    row |= {"district_shares": {OVERRIDING: 1.0}, "location_reasons": [OVERRIDING], "location_reason_codes": [["", {}]]}
    row |= {"reports": [report(1, title=OVERRIDING, source=OVERRIDING)], "warnings": [OVERRIDING]}
    with opened(draw(frame_of([row]), title=OVERRIDING, language=language, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert "\u202e" not in seen.page.inner_text("body")
        assert "[U+202E]evil" in seen.text(".panel")


def test_long_evidence_is_folded_after_a_panels_height(opened, gazetteer):
    """Eight passages, each more than two sentences from the one before: six show, the rest opens."""
    far = [
        {"field": "killed", "document": "doc2", "start": 1000 * n, "end": 1000 * n + len(ENGLISH_TEXT), "text": text}
        for n, text in enumerate(f"{number} {ENGLISH_TEXT}"[: len(ENGLISH_TEXT)] for number in range(8))
    ]
    with opened(draw(frame_of([rows()[1] | {"evidence": far}]), gazetteer=gazetteer)) as seen:
        seen.choose(0)
        visible = seen.page.locator("blockquote p >> visible=true")
        assert visible.count() == 6
        assert seen.text("blockquote summary") == "Show all (8)"
        seen.page.click("blockquote summary")
        assert visible.count() == 8
        assert visible.last.inner_text().startswith("7 Gunmen")


def test_short_evidence_is_not_folded(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert seen.page.locator("blockquote details").count() == 0


def test_a_label_of_evidence_stays_with_its_words(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer), NARROW, reduced_motion="reduce") as seen:
        seen.page.click(".handle")
        seen.choose(0)
        apart = """[...document.querySelectorAll('.evidence')].filter(e => {
          const words = [...e.querySelector('mark').getClientRects()].at(-1);
          const label = e.querySelector('.field')?.getClientRects()[0];
          return label && Math.abs(words.top + words.height / 2 - label.top - label.height / 2) > 8;
        }).map(e => e.textContent)"""
        assert seen.page.evaluate(apart) == []


def test_chosen_language_is_readable_under_the_pointer(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.hover("[data-language=en]")
        colours = "(s => [s.color, s.backgroundColor])(getComputedStyle(document.querySelector('[data-language=en]')))"
        assert seen.page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(29, 27, 24)"]


def test_everything_on_a_phone_is_as_large_as_a_thumb(opened, incidents, gazetteer):
    problems = [{"where": "a.txt", "what": "The file is empty.", "hint": "Give a report."}]
    with opened(draw(incidents, problems=problems, gazetteer=gazetteer), NARROW, reduced_motion="reduce") as seen:
        small = """[...document.querySelectorAll('button, summary, label.check, #geomap-search')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }))
          .map(e => [e.className || e.textContent, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
        seen.page.click(".legend summary")
        assert seen.page.evaluate(small) == []
        seen.page.click(".layers summary")
        seen.page.click("input[value=osm]")
        assert seen.page.evaluate(small) == []
        seen.page.keyboard.press("Escape")
        seen.page.click(".handle")
        seen.page.fill("#geomap-search", "a")
        assert seen.page.evaluate(small) == []
        seen.choose(0)
        assert seen.page.evaluate(small) == []


def test_focus_is_seen_wherever_it_goes(opened, incidents, gazetteer):
    """From the languages to the list, the map and its tools: seventeen stops, each with a mark of its own."""
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        visited = []
        for _ in range(17):
            seen.page.keyboard.press("Tab")
            name, marked = seen.page.evaluate(
                """(e => {
                  const style = getComputedStyle(e), around = getComputedStyle(e.parentElement);
                  return [e.className || e.id, style.outlineStyle !== 'none' || around.boxShadow !== 'none'];
                })(document.activeElement)"""
            )
            visited.append(name)
            assert marked, name
        order = [next(n for n, name in enumerate(visited) if part in name) for part in ("language", "search", "entry")]
        assert order == sorted(order)
        assert any("tool" in name for name in visited)


@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_state(opened, incidents, gazetteer, language, size, scheme):
    problems = [{"where": "a.txt", "what": "The file is empty.", "hint": "Give a report."}]
    page_map = draw(incidents, language=language, problems=problems, gazetteer=gazetteer)
    with opened(page_map, size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        assert complaints(seen) == []
        seen.page.click(".legend summary")
        seen.page.click("[data-kind=bombs]")
        seen.page.click(".credits summary")
        seen.page.click(".layers summary")
        seen.page.click("input[value=osm]")
        assert complaints(seen) == []
        seen.page.keyboard.press("Escape")
        if size == NARROW:
            seen.page.click(".legend summary")
            seen.page.click(".handle")
        seen.page.click(".unplaced summary")
        seen.page.click(".problems summary")
        assert complaints(seen) == []
        seen.choose(0)
        assert complaints(seen) == []
