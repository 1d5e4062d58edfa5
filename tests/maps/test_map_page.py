"""The page in a browser without network: what it shows, wide and narrow, and that nothing runs or leaves."""

from __future__ import annotations

import folium
import pytest
from opened_page import NARROW, WIDE, Opened
from sample_incidents import HOSTILE, frame_of, incident, report, rows

from geomap.gazetteer import Gazetteer
from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_leaves_and_nothing_complains(opened, incidents, gazetteer, language, size, scheme):
    page_map = draw(incidents, language=language, gazetteer=gazetteer)
    with opened(page_map, size, color_scheme=scheme, has_touch=size == NARROW) as seen:
        if size == NARROW:
            seen.page.click(".handle")
        seen.choose(0)
        seen.page.keyboard.press("Escape")
        for other in LANGUAGES:
            seen.page.click(f"[data-language={other}]")
        seen.page.wait_for_timeout(100)
        seen.quiet()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_of_the_window(opened, incidents, gazetteer, language, size):
    with opened(draw(incidents, language=language, gazetteer=gazetteer), size) as seen:
        width = seen.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0]
        boxes = seen.page.evaluate(
            "[...document.querySelectorAll('.bar > *, .side, .stage, .tools')]"
            ".map(e => e.getBoundingClientRect()).map(b => [b.left, b.right])"
        )
        assert all(left >= 0 and right <= size[0] for left, right in boxes), boxes


def test_header_counts_what_is_on_the_map(opened, incidents, gazetteer):
    with opened(draw(incidents, title="My title", gazetteer=gazetteer)) as seen:
        assert seen.text("h1") == "My title"
        assert "8 incidents, 2 not placed" in seen.text(".facts")
        assert "from 7 reports" in seen.text(".facts")
        assert seen.page.title() == "My title"


def test_header_counts_the_reports_that_tell_the_incidents(opened, incidents, gazetteer):
    """Those read and found to tell nothing made the file and the library say different things of one map."""
    incidents.attrs["documents"] = 9
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        assert "from 7 reports" in seen.text(".facts")


def test_panel_tells_all_of_an_incident(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        told = seen.text(".panel")
        for words in (
            "Between 4 and 5 September 2021, at night",
            "12 killed",
            "3 injured",
            "Islamic State",
            "Federal Police",
            "small arms and roadside bomb (IED)",
            "about 20 km either way",
            "قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك",
            "Kirkuk",
            "88%",
            "The probability that it lies in the disputed territories is 62%.",
            "Rashad lies 46 km from it at 217°",
            "clock at the head of the page",
            "هجمات كركوك",
            "وكالة أنباء",
            "published 6 September 2021",
            "82%",
        ):
            assert words in told, words


def test_evidence_stands_in_its_own_script_with_its_words_marked(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        quote = seen.page.locator("blockquote")
        assert (quote.get_attribute("dir"), quote.get_attribute("lang")) == ("rtl", "ar")
        marked = seen.page.eval_on_selector_all("mark", "all => all.map(m => [m.dataset.fields, m.textContent])")
        assert ["killed", "أودى بحياة 12 عنصرا"] in marked
        assert ["target", "قوة من الشرطة الاتحادية"] in marked
        assert "وذكرت مصادر" in quote.inner_text()
        seen.choose(1)
        assert seen.page.locator("blockquote").get_attribute("dir") == "ltr"


def test_claimed_and_administered_are_both_told(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(1)
        told = seen.text(".panel")
        assert "The report says the governorate of Nineveh; the governorate of Erbil administers the place." in told
        assert "at least 3 killed" in told
        assert "It lies in the disputed territories." in told


def test_arabic_is_mirrored_and_speaks_arabic(opened, incidents, gazetteer):
    with opened(draw(incidents, language="ar", gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert seen.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
        side, panel = (seen.page.locator(name).bounding_box() for name in (".side", ".panel"))
        assert side["x"] > panel["x"] + panel["width"]
        told = seen.text(".panel")
        for words in (
            "١٢ قتيلًا",
            "٣ جرحى",
            "الشرطة الاتحادية",
            "بفارق نحو ٢٠ كم في كل اتجاه",
            "على بُعد ٣٠ كم جنوب غربي كركوك",
            "الاسم والمسافة متناقضان",
        ):
            assert words in told, words
        assert "٨ حوادث، حادثان بلا موقع" in seen.text(".facts")
        assert "{" not in seen.text("body")


def test_languages_switch_in_the_page(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        seen.page.click("[data-language=ar]")
        assert "١٢ قتيلًا" in seen.text(".panel")
        seen.page.click("[data-language=en]")
        assert "12 killed" in seen.text(".panel")


def test_unplaced_incidents_are_listed_with_their_reason(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.click(".unplaced summary")
        assert seen.page.locator(".unplaced .entry").count() == 2
        assert "No place that the gazetteer knows is named." in seen.text(".unplaced")
        seen.choose(6)
        assert "Why it is not placed" in seen.text(".panel")
        assert seen.page.locator(".entry").count() == len(incidents)


def test_report_is_linked_only_over_http(opened, gazetteer):
    found = rows()[:2]
    found[1]["reports"] = [report(2, title="bad", url="javascript:window.ran = 1")]
    with opened(draw(frame_of(found), gazetteer=gazetteer)) as seen:
        seen.choose(0)
        link = seen.page.locator(".report a")
        assert link.get_attribute("href") == "https://example.org/news/rashad"
        assert "noopener" in link.get_attribute("rel")
        seen.choose(1)
        assert seen.page.locator(".report a").count() == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_and_does_not_run(opened, gazetteer, text):
    fields = dict.fromkeys(("summary", "sub_event_type", "perpetrator", "perpetrator_text", "place_text"), text)
    names = dict.fromkeys(("place_name_en", "place_name_ar", "governorate", "district", "claimed_governorate"), text)
    row = rows()[0] | fields | names
    row |= {"weapons": [text], "warnings": [text], "location_reasons": [text], "location_reason_codes": [[text, {}]]}
    row |= {"reports": [report(1, title=text, source=text, url=text, language=text)]}
    row |= {"evidence": [{"field": "killed", "document": "doc1", "start": 0, "end": len(text), "text": text}]}
    unplaced = incident(location_method="unplaced", place_text=text, event_type=text, location_reasons=[text])
    problems = [{"where": text, "what": text, "hint": text}]
    page_map = draw(frame_of([row, unplaced]), title=text, problems=problems, gazetteer=gazetteer)
    with opened(page_map) as seen:
        for language in LANGUAGES:
            seen.page.click(f"[data-language={language}]")
            seen.choose(0)
            seen.page.mouse.move(700, 400)
        seen.page.click(".problems summary")
        seen.page.fill("#geomap-search", text.replace("\0", ""))
        assert seen.page.evaluate("window.ran") is None
        assert seen.page.locator("img[src=x]").count() == 0
        assert seen.page.inner_text("h1").strip()[:3] == text.strip()[:3] or not text.isprintable()
        seen.quiet()


def test_direction_overrides_are_written_out(opened, gazetteer):
    row = rows()[0] | {"place_name_en": "\u202eevil\u202c"}
    with opened(draw(frame_of([row]), gazetteer=gazetteer)) as seen:
        assert seen.text(".entry-place") == "[U+202E]evil"


def test_folium_layers_of_ones_own_work(opened, incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    folium.Marker([35.5, 44.0], popup="Our office", tooltip="office").add_to(page_map)
    folium.Marker([35.6, 44.4], icon=folium.Icon(color="red")).add_to(page_map)
    square = {"type": "Polygon", "coordinates": [[[43.8, 35], [44, 35], [44, 35.2], [43.8, 35]]]}
    folium.GeoJson({"type": "Feature", "geometry": square, "properties": {}}, name="square").add_to(page_map)
    folium.Circle([35.4, 43.9], radius=5000).add_to(page_map)
    folium.LayerControl().add_to(page_map)
    with opened(page_map) as seen:
        assert seen.page.locator(".leaflet-marker-icon").count() == 2
        assert seen.page.locator("path.leaflet-interactive").count() == 2
        seen.page.locator(".leaflet-marker-icon").first.click()
        assert seen.text(".leaflet-popup").startswith("Our office")
        seen.quiet()


def test_search_narrows_list_and_map_and_can_be_dropped(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.fill("#geomap-search", "لاكجه")
        assert seen.page.locator(".entry").count() == 1
        assert "1 of 8 incidents" in seen.text(".facts")
        assert "لاكجه" in seen.text(".chips")
        seen.page.fill("#geomap-search", "no such thing")
        assert "No incident matches." in seen.text(".side")
        seen.page.click(".empty button")
        assert seen.page.locator(".entry").count() == 8


def test_a_merged_incident_tells_its_contradictions_and_why_it_is_one(opened, incidents, gazetteer):
    merged = incidents.copy()
    reports = [*merged.at[0, "reports"], {**merged.at[0, "reports"][0], "id": "another"}]
    warnings = ["The figures for killed differ: 3; at least 5.", "The report was read in a hurry."]
    merged["reports"] = [reports, *merged["reports"][1:]]
    merged["warnings"] = [warnings, *merged["warnings"][1:]]
    merged["merge_reasons"] = [["Both tell of 12 killed."], *([] for _ in range(len(merged) - 1))]
    with opened(draw(merged, language="ar", gazetteer=gazetteer)) as seen:
        seen.choose(0)
        told = seen.text(".panel")
        for words in ("تختلف الأرقام", "٥ على الأقل", "The report was read in a hurry.", "Both tell of 12 killed."):
            assert words in told


def test_legend_hides_a_kind(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.click("summary:has-text('Legend')")  # closed at first, where it would cover much of the map
        seen.page.click("[data-kind=abduction]")
        assert seen.page.locator(".entry").count() == 5
        assert "all but Abduction and arrest" in seen.text(".chips")


def test_keyboard_reaches_everything(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        focused = "document.activeElement.dataset.index"
        seen.page.focus(".scroll > .list .entry")
        assert seen.page.evaluate(focused) == "0"
        seen.page.keyboard.press("ArrowDown")
        assert seen.page.evaluate(focused) == "1"
        seen.page.keyboard.press("Enter")
        assert "Lakja" in seen.text(".panel h2")
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".panel").is_hidden()
        assert seen.page.evaluate(focused) == "1"


def test_incident_is_found_under_the_pointer(opened, gazetteer):
    with opened(draw(frame_of(rows()[1:2]), gazetteer=gazetteer)) as seen:
        box = seen.page.locator(".stage").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        seen.page.mouse.move(x, y)
        assert seen.text(".tip") == "Lakja · Armed clash · 5 Sept 2021 · at least 3 killed · 1 injured"
        seen.page.mouse.click(x, y)
        assert "Lakja" in seen.text(".panel h2")


def test_many_at_one_spot_open_as_a_list(opened, gazetteer):
    twelve = [rows()[1] | {"id": f"n{number}"} for number in range(12)]
    with opened(draw(frame_of(twelve), gazetteer=gazetteer)) as seen:
        box = seen.page.locator(".stage").bounding_box()
        seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert "12 incidents here" in seen.text(".panel h2")
        assert seen.page.locator(".panel .entry").count() == 12


def test_long_list_is_made_as_it_is_looked_at(opened, gazetteer):
    many = [rows()[1] | {"id": f"n{number}", "lon": 43 + number / 200, "lat": 35.0} for number in range(500)]
    with opened(draw(frame_of(many), gazetteer=gazetteer)) as seen:
        assert seen.page.locator(".entry").count() < 500
        seen.page.evaluate("document.querySelector('.scroll').scrollTop = 1e6")
        seen.page.wait_for_selector(".entry[data-index='499']", state="attached")
        assert seen.page.locator(".entry").count() < 200, "what is far from view is not kept"
        assert seen.page.get_attribute("li:has([data-index='499'])", "aria-posinset") == "500"
        assert seen.page.get_attribute("li:has([data-index='499'])", "aria-setsize") == "500"
        seen.page.evaluate("document.querySelector('.scroll').scrollTop = 0")
        seen.choose(0)
        seen.page.click(".turns >> nth=0")
        seen.page.wait_for_selector(".entry[data-index='499'][aria-current]")


def test_district_only_is_an_area_and_says_so(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(5)
        told = seen.text(".panel")
        assert "Somewhere in the district of Khanaqin: the report says no more than that" in told
        assert "In October 2021" in told


def test_nothing_found_says_what_was_read(opened, gazetteer):
    frame = frame_of([])
    frame.attrs["documents"] = 3
    problems = [{"where": "a.txt", "what": "The file is empty.", "hint": "Give a report."}]
    with opened(draw(frame, problems=problems, gazetteer=gazetteer)) as seen:
        assert "No incident was found" in seen.text(".side")
        assert "3 reports were read" in seen.text(".side")
        seen.page.click(".problems summary")
        assert "The file is empty. Give a report." in seen.text(".problems")
        seen.quiet()


def test_tiles_are_asked_for_only_after_consent(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.click(".layers summary")
        seen.page.click("input[value=osm]")
        assert "tile.openstreetmap.org" in seen.text(".consent")
        seen.page.click(".consent .outlined")
        seen.quiet()
        seen.page.click("input[value=osm]")
        seen.page.click(".consent .filled")
        seen.page.wait_for_selector(".message:not([hidden])")
        assert any("tile.openstreetmap.org" in url for url in seen.requests)
        assert "does not answer" in seen.text(".message")
        assert seen.page.is_checked("input[value=offline]")


def test_layers_switch_without_trouble(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.click(".layers summary")
        for name in ("districts", "disputed", "footprints"):
            seen.page.click(f"input[name={name}]")
        seen.quiet()


def test_phone_has_a_sheet_with_the_list(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer), NARROW, has_touch=True, reduced_motion="reduce") as seen:
        assert not seen.page.locator(".entry").first.is_visible()
        seen.page.click(".handle")
        seen.choose(0)
        box = seen.page.locator(".panel").bounding_box()
        assert box["y"] + box["height"] == pytest.approx(NARROW[1], abs=1)
        for size in seen.page.eval_on_selector_all(
            ".tool, .handle, .panel-close, .language", "all => all.map(e => e.getBoundingClientRect().height)"
        ):
            assert size >= 40


def test_reduced_motion_is_respected(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer), reduced_motion="reduce") as seen:
        seen.choose(0)
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.panel')).animationName") == "none"


def test_notebooks_show_the_same_page(chromium, incidents, gazetteer, tmp_path):
    """Two maps among other cells, opened from a file without a network: both start, and leave the notebook alone."""
    cells = [
        draw(incidents, title="<b>1 & 2", language=code, gazetteer=gazetteer)._repr_html_() for code in ("en", "ar")
    ]
    notebook = tmp_path / "notebook.html"
    text = f"<!DOCTYPE html><html lang='en'><title>n</title><p>before</p>{''.join(cells)}<p id='after'>after</p></html>"
    notebook.write_text(text, "utf-8")
    page = chromium.new_page(viewport={"width": 1200, "height": 1500})
    seen = Opened(page)
    page.goto(notebook.as_uri())
    for number, name in enumerate(("Rashad", "الرشاد")):
        frame = page.frame_locator(f"iframe >> nth={number}")
        frame.locator(".scroll > .list .entry").first.click()
        frame.locator(".panel:not([aria-busy])").wait_for()
        assert name in frame.locator(".panel h2").inner_text()
        box = page.locator("iframe").nth(number).bounding_box()
        assert (box["width"], box["height"]) == (page.evaluate("document.body.clientWidth"), 640)
    page.wait_for_timeout(600)  # an address would have been written
    assert page.url == notebook.as_uri()
    assert page.evaluate("[scrollY, document.title, document.querySelectorAll('iframe')[0].title]") == [
        0,
        "n",
        "<b>1 & 2",
    ]
    assert page.locator("#after").bounding_box()["y"] > 1280, "what follows stands below"
    assert [url for url in seen.requests if not url.startswith(("data:", "about:"))] == [notebook.as_uri()]
    assert seen.complaints == []
    page.close()


def test_a_notebook_that_is_not_trusted_says_so(chromium, incidents, gazetteer):
    """JupyterLab takes out the frame: what is left must say why there is no map."""
    page = chromium.new_page()
    page.set_content(draw(incidents, gazetteer=gazetteer)._repr_html_())
    covered = "document.elementFromPoint(30, 15).localName"
    assert page.evaluate(covered) == "iframe"
    page.evaluate("document.querySelector('iframe').remove()")
    assert "File, Trust Notebook" in page.inner_text("body")
    page.close()


def test_default_gazetteer_is_the_shipped_one(opened, incidents):
    assert Gazetteer.load().places
    with opened(draw(incidents)) as seen:
        seen.quiet()
