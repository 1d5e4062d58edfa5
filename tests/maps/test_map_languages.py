"""The page in its languages: months and numerals by CLDR whatever the browser knows, sides mirrored, room for all."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from babel import Locale
from opened_page import NARROW, WIDE
from sample_incidents import frame_of, incident, report, rows

from geomap.cli.options import PageLanguage
from geomap.maps import LANGUAGES, draw
from geomap.maps.cldr import TABLE, table

BROADEST = (1920, 1000)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE, BROADEST], ids=["390", "1400", "1920"])
EACH = pytest.mark.parametrize("language", LANGUAGES)
TRANSLATED = pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
RTL = {"ar", "ckb"}
LOCALES = {"ar": "ar_IQ", "ckb": "ckb_IQ"}
IRAQI_MONTHS = {"ar": "كانون الثاني", "ckb": "کانوونی دووەم"}

CHROME = """() => {
  const quoted = [
    ".said", ".as-written", "blockquote", "h1", ".report h4", ".report bdi", ".credits", ".problems", "[lang=en]",
    ".leaflet-container", ".citation", ".taking-paper .segments",
  ].join();
  const walker = document.createTreeWalker(document.querySelector(".geomap"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(quoted)) found.push(walker.currentNode.data);
  return found.filter((text) => text.trim());
}"""
"""What the page itself says: every text but reports' words and what cites them, names of makers and of papers, and
what is marked as English."""

FORMATS = ("PNG", "CSV", "GeoJSON", "PDF", "Excel", "QGIS")
"""Names of formats and programs."""

CUT_OFF = """() => [...document.querySelectorAll(".geomap .bar, .geomap .bar *, .geomap .panel *, .geomap .side *")]
  .filter((element) => element.getClientRects().length && !element.closest(".hidden, svg, .timeline-choices, .plot"))
  .filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  }).map((element) => element.className || element.tagName)"""
"""Elements that reach beyond a side of the window; choices that scroll and handles at the histogram's ends may."""


def test_table_is_what_babel_says():
    assert json.loads(TABLE.read_text("utf-8")) == table(), "run `python -m geomap.maps.cldr`"


def test_table_has_no_english_and_no_latin_numerals():
    found = table()
    names = [*found["months"], *found["weekdays"], *found["languages"].values()]
    assert len(found["months"]) == 12
    assert len(found["weekdays"]) == 7
    assert len(set(names)) == len(names)
    assert not any(re.search("[A-Za-z0-9]", name) for name in names)
    assert found["weekdays"][0] == Locale.parse("ckb_IQ").days["format"]["wide"][6]  # Sunday is Babel's last


def test_plural_rule_is_the_one_that_the_page_has():
    """The page's class says "one: n = 1", which is to be CLDR's."""
    form = Locale.parse("ckb_IQ").plural_form
    assert all(form(n) == ("one" if n == 1 else "other") for n in range(1000))


def test_every_language_can_be_asked_for_on_the_command_line():
    assert {member.value for member in PageLanguage} == set(LANGUAGES)


@pytest.mark.browser
@TRANSLATED
def test_no_month_is_english(opened, gazetteer, language):
    found = [
        incident(id=f"m{month}", event_type="Battles", date_start=date(2021, month, 5), date_end=date(2021, month, 5))
        | {"lon": 44.4, "lat": 35.4, "reports": [report(month)]}
        for month in range(1, 13)
    ]
    with opened(draw(frame_of(found), language=language, gazetteer=gazetteer)) as seen:
        text = seen.text(".list").replace("\u00a0", " ")
        locale = Locale.parse(LOCALES[language])
        assert not re.search("[A-Za-z]", text)
        for name in locale.months["format"]["wide"].values():
            assert name in text
        assert IRAQI_MONTHS[language] in text


@pytest.mark.browser
@TRANSLATED
@pytest.mark.parametrize("index", [0, 1, 3, 5, 6])
def test_what_the_page_says_has_the_languages_letters_and_numerals(opened, gazetteer, language, index):
    found = rows()
    found[1]["time_of_day"] = "03:30"
    found[0]["warnings"] += [
        "The dates differ: 4 September 2021; 5 to 6 September 2021.",
        "The figures for killed differ: 3; at least 5; 10 to 16.",
    ]
    with opened(draw(frame_of(found), language=language, gazetteer=gazetteer), BROADEST) as seen:
        seen.page.click(".unplaced summary")
        seen.choose(index)
        said = seen.page.evaluate(CHROME)
        assert len(said) > 40
        assert [text for text in said if re.search("[0-9%]", text)] == []
        assert {word for text in said for word in re.findall("[A-Za-z]+", text)} <= {"EN", "OpenStreetMap", *FORMATS}


@pytest.mark.browser
@SIZES
@EACH
def test_sides_are_mirrored_and_nothing_is_cut_off(opened, gazetteer, language, size):
    page_map = draw(frame_of(rows()), language=language, gazetteer=gazetteer)
    with opened(page_map, size, reduced_motion="reduce") as seen:
        root = seen.page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language in RTL else "ltr")
        tools, stage, switch = (seen.box(name) for name in (".tools .tool-group", ".stage", ".languages"))
        assert (stage[2] - tools[2] < tools[0] - stage[0]) == (language in RTL)
        assert (switch[0] < size[0] / 2) == (language in RTL)
        if size != NARROW:
            assert (seen.box(".side")[0] > seen.box(".stage")[0]) == (language in RTL)
        assert seen.page.evaluate(CUT_OFF) == []
        if size == NARROW:
            seen.page.click(".handle")
        seen.choose(0)
        assert seen.page.evaluate(CUT_OFF) == []
        close = seen.box(".panel-close")
        panel = seen.box(".panel")
        assert (close[0] - panel[0] < panel[2] - close[2]) == (language in RTL)


@pytest.mark.browser
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1400"])
def test_languages_are_switched_in_the_bar(opened, gazetteer, size):
    with opened(draw(frame_of(rows()), language="en", gazetteer=gazetteer), size) as seen:
        buttons = seen.page.locator("button.language")
        assert buttons.all_inner_texts() == ["ع", "کو", "EN"]
        for language in ("ckb", "ar", "en"):
            button = seen.page.locator(f"[data-language={language}]")
            box = button.bounding_box()
            assert box["width"] >= (44 if size == NARROW else 24)
            assert box["height"] >= (44 if size == NARROW else 24)
            button.click()
            assert button.get_attribute("aria-pressed") == "true"
            assert seen.page.locator("button.language[aria-pressed=true]").count() == 1
            assert seen.page.locator("html").get_attribute("lang") == language
        seen.quiet()


@pytest.mark.browser
def test_language_is_remembered_in_the_address(opened, gazetteer):
    with opened(draw(frame_of(rows()), language="en", gazetteer=gazetteer)) as seen:
        seen.page.click("[data-language=ckb]")
        seen.page.wait_for_url(re.compile(r"lang=ckb"))
        seen.page.reload()
        seen.page.wait_for_selector(".geomap")
        assert seen.page.locator("html").get_attribute("lang") == "ckb"
        assert seen.page.title() == "ڕووداوەکان لەسەر نەخشە"


@pytest.mark.browser
def test_heading_of_the_phones_sheet_has_one_line(opened, gazetteer):
    with opened(draw(frame_of(rows()), language="ckb", gazetteer=gazetteer), NARROW) as seen:
        top, bottom = (seen.box(".handle .count-line")[side] for side in (1, 3))
        assert bottom - top < 30


@pytest.mark.browser
def test_words_of_a_report_keep_their_own_direction_in_kurdish(opened, gazetteer):
    with opened(draw(frame_of(rows()), language="ckb", gazetteer=gazetteer)) as seen:
        seen.choose(1)
        quote = seen.page.locator("blockquote").first
        assert quote.get_attribute("dir") == "ltr"
        assert quote.get_attribute("lang") == "en"
        assert seen.page.locator(".field").first.get_attribute("dir") == "rtl"


@pytest.mark.browser
def test_letters_of_sorani_have_glyphs(opened, gazetteer):
    """A letter that no font has is drawn as a box of one width; those of the font stack differ from it."""
    with opened(draw(frame_of(rows()), language="ckb", gazetteer=gazetteer)) as seen:
        same = seen.page.evaluate(
            """() => {
              const context = document.createElement("canvas").getContext("2d");
              const drawn = (letter) => {
                context.canvas.width = 40;
                context.canvas.height = 40;
                context.font = `24px ${getComputedStyle(document.querySelector(".geomap")).fontFamily}`;
                context.fillText(letter, 10, 25);
                return context.canvas.toDataURL();
              };
              const missing = drawn("\u0378");
              return [..."ڕڵۆێەڤگچپژکی"].filter((letter) => drawn(letter) === missing);
            }"""
        )
        assert same == []
