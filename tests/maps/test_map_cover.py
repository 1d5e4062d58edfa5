"""The cover: what the author says, from what, how sure, what it cannot know, how to cite it; where it stands."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from many_incidents import many
from opened_page import AXE, NARROW, WIDE, Opened, complaints
from sample_incidents import HOSTILE, frame_of, rows
from typer.testing import CliRunner
from unpacked import contents_of, text_of

import geomap
from geomap.cli.app import app
from geomap.errors import InputError, SettingsError
from geomap.maps import LANGUAGES, draw
from geomap.maps.cover import LONGEST, Cover
from geomap.settings import BAGHDAD, today
from geomap.store import Coarsening, published, to_frame

NOTE = "What papers wrote of autumn 2021.\n\nQuestions to https://example.org/desk."
SAID = {"note": NOTE, "author": "Example Gazette", "licence": "CC BY 4.0", "made": "2026-11-26"}
SIGHTS = [(NARROW, "light"), (WIDE, "dark")]
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def open_cover(seen: Opened) -> None:
    about = seen.page.locator(".desk .about")
    if about.is_visible():
        about.click()
    else:
        seen.page.click(".taking summary")
        seen.page.click("[data-take=cover]")
    seen.page.wait_for_selector("dialog.cover[open]")


# What the file holds


def test_what_the_author_says_is_data_of_the_page(incidents, gazetteer):
    told = contents_of(draw(incidents, gazetteer=gazetteer, **SAID))["cover"]
    assert told == {**SAID, "version": geomap.__version__}
    plain = contents_of(draw(incidents, gazetteer=gazetteer, note=" \n "))["cover"]
    assert plain == {"note": None, "author": None, "licence": None, "made": None, "version": geomap.__version__}


def test_the_same_input_gives_the_same_bytes_on_any_day(incidents, gazetteer):
    one, other = (text_of(draw(incidents, gazetteer=gazetteer, **SAID)) for _ in range(2))
    assert one == other
    assert contents_of(draw(incidents, gazetteer=gazetteer))["cover"]["made"] is None


def test_a_day_may_be_given_as_such():
    assert Cover.of(None, None, None, date(2026, 1, 31)).header["made"] == "2026-01-31"
    assert Cover.of(None, None, None, "2026-01-31").made == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"made": "yesterday"}, "yesterday"),
        ({"made": "2026-02-30"}, "2026-02-30"),
        ({"note": 7}, "note is 7"),
        ({"author": ["one", "two"]}, "author is"),
        ({"licence": "x" * (LONGEST + 1)}, "licence has 20,001 characters"),
    ],
)
def test_what_the_cover_cannot_hold_is_refused(incidents, gazetteer, given, told):
    with pytest.raises(InputError, match=re.escape(told)):
        draw(incidents, gazetteer=gazetteer, **given)


def test_the_library_s_own_draw_takes_them_too():
    frame = to_frame([])
    assert contents_of(geomap.draw(frame, **SAID))["cover"]["author"] == "Example Gazette"


# The command


def test_today_is_the_clock_s_or_that_of_reproducible_builds():
    assert today({}) == datetime.now(BAGHDAD).date()
    assert today({"SOURCE_DATE_EPOCH": "1630886400"}) == date(2021, 9, 6)
    for nonsense in ("soon", "9" * 30):
        with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
            today({"SOURCE_DATE_EPOCH": nonsense})


def test_the_command_tells_the_author_s_words_and_the_day(tmp_path: Path):
    report = tmp_path / "report.txt"
    report.write_text("Gunmen killed three soldiers in Hawija on 5 September 2021.", "utf-8")
    output = tmp_path / "map.html"
    said = ["--note", NOTE, "--author", "Example Gazette", "--licence", "CC BY 4.0"]
    call = ["map", str(report), *said, "--jobs", "1", "-o", str(output)]
    done = CliRunner().invoke(app, call, env={"SOURCE_DATE_EPOCH": "1795651200"})
    assert done.exit_code == 0, done.output
    text = output.read_text("utf-8")
    assert '"made":"2026-11-26"' in text
    assert '"author":"Example Gazette"' in text
    again = tmp_path / "again.html"
    CliRunner().invoke(app, [*call[:-1], str(again)], env={"SOURCE_DATE_EPOCH": "1795651200"})
    assert again.read_text("utf-8") == text


def test_the_command_refuses_before_the_work(tmp_path: Path):
    output = tmp_path / "map.html"
    call = ["map", str(tmp_path / "none.txt"), "--note", "x" * (LONGEST + 1), "-o", str(output)]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 2
    assert "20,001 characters" in done.output
    assert not output.exists()


# The cover on the page


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_cover_opens_inside_the_window_and_gives_the_focus_back(opened, incidents, gazetteer, language, size):
    with opened(draw(incidents, language=language, gazetteer=gazetteer, **SAID), size) as seen:
        open_cover(seen)
        left, top, right, bottom = seen.box("dialog.cover")
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert seen.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.cover-body'))")
        assert seen.page.get_attribute("dialog.cover h2", "dir") == "auto"
        assert seen.page.evaluate("document.querySelector('dialog.cover').contains(document.activeElement)")
        seen.page.keyboard.press("Escape")
        assert not seen.page.locator("dialog.cover").is_visible()
        where = ".about" if size == WIDE else ".taking > summary"
        assert seen.page.evaluate("selector => document.activeElement.matches(selector)", where)
        seen.quiet()


@pytest.mark.browser
def test_cover_opens_and_closes_by_key_and_by_a_click_beside_it(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        seen.page.focus(".desk .about")
        seen.page.keyboard.press("Enter")
        assert seen.page.locator("dialog.cover").is_visible()
        seen.page.mouse.click(20, 400)
        assert not seen.page.locator("dialog.cover").is_visible()
        open_cover(seen)
        seen.page.click(".cover-close")
        assert not seen.page.locator("dialog.cover").is_visible()


@pytest.mark.browser
def test_cover_tells_who_from_what_and_how_sure(opened, gazetteer):
    found = many()
    drawn = draw(frame_of(found), title="Half a year", language="en", gazetteer=gazetteer, **SAID)
    with opened(drawn) as seen:
        open_cover(seen)
        text = seen.text("dialog.cover")
        assert text.startswith("Half a year")
        assert "Example Gazette" in text
        assert "Questions to https://example.org/desk." in text
        assert re.search(r"Incidents\s+60\s+Reports\s+60\s+20 sources", text)
        cells = seen.page.locator(".placing td").all_inner_texts()
        placed = [row for row in found if row["lon"] is not None]
        expected = [sum(row["geo_precision"] == precision for row in placed) for precision in (1, 2, 3)]
        assert cells[::2] == [str(count) for count in (*expected, 60 - len(placed))]
        assert [words.split(":")[0] for words in cells[1::2]] == [
            "At the place",
            "Near it",
            "Only the region",
            "Not placed",
        ]
        inside = sum(row["disputed"] == 1.0 for row in placed)
        assert f"{inside} incidents lie in the disputed territories." in text
        claimed = sum(row["claimed_governorate"] is not None for row in placed)
        assert f"The reports of {claimed} incidents name another governorate" in text
        assert "Made on 26 November 2026 with geomap" in text
        for line in gazetteer.attribution:
            assert line in text
        seen.quiet()


@pytest.mark.browser
def test_counts_are_not_parted_as_long_words_are(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        open_cover(seen)
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.placing .number')).whiteSpace") == "nowrap"


@pytest.mark.browser
def test_cover_counts_add_up(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        open_cover(seen)
        numbers = [int(text) for text in seen.page.locator(".placing .number").all_inner_texts()]
        assert numbers == [2, 2, 1, 1, 2]
        assert sum(numbers) == len(incidents)
        assert "with geomap" in seen.text("dialog.cover .made")
        assert "Made on" not in seen.text("dialog.cover .made")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_cover_speaks_each_language_with_nothing_left_in_another(opened, incidents, gazetteer, language):
    with opened(draw(incidents, language=language, gazetteer=gazetteer, made="2026-11-26")) as seen:
        open_cover(seen)
        headings = seen.page.locator("dialog.cover h3").all_inner_texts()
        assert len(headings) == 6
        arabic = [bool(re.search(r"[\u0600-\u06ff]", text)) for text in headings]
        assert all(arabic) if language != "en" else not any(arabic)
        assert "{" not in seen.text("dialog.cover")
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.cover-body')).direction") == (
            "ltr" if language == "en" else "rtl"
        )


@pytest.mark.browser
def test_cover_says_what_was_edited_for_publication_and_so_do_the_credits(opened, gazetteer):
    edition = published(frame_of(rows()), gazetteer.areas, Coarsening.of("district"))
    with opened(draw(edition.frame, language="en", gazetteer=gazetteer)) as seen:
        open_cover(seen)
        text = seen.text("dialog.cover")
        assert "Edited for publication" in text
        assert "quoted sentences and the reasons for each place are left out" in text
        seen.page.keyboard.press("Escape")
        seen.page.click(".credits summary")
        assert "Edited for publication" in seen.text(".credits .edited")


@pytest.mark.browser
def test_cover_of_other_people_s_table_does_not_claim_that_reports_were_read(opened, gazetteer):
    table = frame_of(rows())[["id", "event_type", "date_start", "lon", "lat", "geometry"]]
    with opened(draw(table, language="en", gazetteer=gazetteer)) as seen:
        open_cover(seen)
        text = seen.text("dialog.cover")
        assert "geomap shows them as they are and has checked none of them" in text
        assert "A program read the reports" not in text
        assert "without a word on how exact it is" in text


# The line under the header


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_note_is_one_quiet_line_that_leads_to_the_cover(opened, incidents, gazetteer, size):
    with opened(draw(incidents, language="en", gazetteer=gazetteer, **SAID), size) as seen:
        assert not seen.page.locator("dialog.cover").is_visible()
        left, top, right, bottom = seen.box(".strip")
        assert bottom - top <= 46
        assert (left, right) == (0, size[0])
        assert bottom <= seen.box(".stage")[1] + 1
        assert "What papers wrote of autumn 2021." in seen.text(".strip")
        seen.page.click(".strip-words")
        assert seen.text(".author-note").endswith("Questions to https://example.org/desk.")
        seen.page.keyboard.press("Escape")
        assert not seen.page.locator(".strip").is_visible()
        seen.quiet()


@pytest.mark.browser
def test_the_line_can_be_hidden_and_is_not_there_without_a_note(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer, **SAID), NARROW) as seen:
        before = seen.box(".stage")[1]
        seen.page.click(".strip-close")
        assert seen.box(".stage")[1] < before - 30
        seen.page.click("[data-language=ar]")
        assert not seen.page.locator(".strip").is_visible()
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        assert not seen.page.locator(".strip").is_visible()


# Harm


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_of_the_author_are_shown_as_text(opened, incidents, gazetteer, language):
    words = "\n".join(HOSTILE)
    said = {"title": words, "note": words, "author": words, "licence": f"{words} https://example.org/x\">'y"}
    with opened(draw(incidents, language=language, gazetteer=gazetteer, **said)) as seen:
        open_cover(seen)
        for selector in (".author-note", ".cover dl", ".cover h2", ".citation"):
            assert "<script>window.ran = 1</script>" in seen.page.locator(selector).first.inner_text(), selector
        assert "[U+202E]evil" in seen.page.inner_text(".author-note")
        links = seen.page.evaluate("[...document.querySelectorAll('dialog.cover a')].map(a => a.protocol)")
        assert set(links) == {"https:"}
        assert seen.page.locator("dialog.cover :is(img, script, iframe)").count() == 0
        assert seen.page.evaluate("window.ran") is None
        seen.quiet()


@pytest.mark.browser
def test_a_very_long_note_scrolls_inside_the_cover(opened, incidents, gazetteer):
    note = "word " * (LONGEST // 6) + "x" * 3000
    with opened(draw(incidents, title="t" * 1_000_000, language="en", gazetteer=gazetteer, note=note), NARROW) as seen:
        open_cover(seen)
        assert seen.box("dialog.cover")[3] <= NARROW[1]
        assert seen.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.cover-body'))")
        assert seen.box(".cover-close")[2] <= NARROW[0]


# Citations


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_is_cited_from_the_cover(opened, incidents, gazetteer, language):
    drawn = draw(incidents, title="Autumn", language=language, gazetteer=gazetteer, **SAID)
    with opened(drawn, permissions=CLIPBOARD) as seen:
        open_cover(seen)
        seen.page.click(".cover .copy")
        seen.until("document.querySelector('.cover .citing .small').textContent !== ''")
        text = seen.page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("Example Gazette: Autumn. ")
        assert "geomap" in text
        assert "CC BY 4.0" in text
        assert not re.search("[\u2066-\u2069{}]", text)
        if language == "en":
            assert re.sub(r"\s", " ", text) == (
                "Example Gazette: Autumn. Map, 4 Sept – 2 Nov 2021, 8 incidents, 2 not placed, from 7 reports. "
                f"Made on 26 November 2026 with geomap {geomap.__version__}. Licence: CC BY 4.0."
            )
        seen.quiet()


@pytest.mark.browser
def test_an_incident_is_cited_from_its_panel(opened, incidents, gazetteer):
    drawn = draw(incidents, title="Autumn", language="en", gazetteer=gazetteer, **SAID)
    with opened(drawn, permissions=CLIPBOARD) as seen:
        seen.choose(1)
        seen.page.click(".panel .copy")
        seen.until("document.querySelector('.panel .citing .small').textContent !== ''")
        assert seen.page.evaluate("navigator.clipboard.readText()") == (
            "Armed clash: Lakja. 5 September 2021, at dawn. "
            "Reported by Example News, “Three soldiers killed near Mosul”, https://example.org/lakja. "
            f"In: Example Gazette: Autumn. Made on 26 November 2026 with geomap {geomap.__version__}."
        )
        seen.quiet()


@pytest.mark.browser
def test_where_copying_is_not_allowed_the_citation_is_selected(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        seen.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        seen.choose(1)
        seen.page.click(".panel .copy")
        seen.until("document.querySelector('.panel .citing .small').textContent.includes('Ctrl+C')")
        selected = seen.page.evaluate("String(getSelection())")
        assert selected.startswith("Armed clash: ")
        assert selected == seen.page.inner_text(".panel .citation")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_reports_are_cited_as_text(opened, gazetteer, language):
    words = " ".join(HOSTILE)
    row = rows()[1]
    told = [
        {**row["reports"][0], "title": words, "source": words, "url": "javascript:window.ran = 9"} for _ in range(9)
    ]
    hostile = row | {"reports": [one | {"id": f"r{n}"} for n, one in enumerate(told)], "place_name_en": words}
    with opened(draw(frame_of([hostile]), language=language, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        text = seen.page.inner_text(".panel .citation")
        assert "<script>window.ran = 1</script>" in text
        assert "[U+202E]evil" in text
        assert "javascript:window.ran = 9" not in text
        assert seen.page.locator(".panel .citation > *").count() == 0
        assert seen.page.evaluate("window.ran") is None
        seen.quiet()


# Accessible


@pytest.mark.browser
@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize(("size", "scheme"), SIGHTS, ids=["390", "1400"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_cover_menu_and_citation(opened, incidents, gazetteer, language, size, scheme):
    drawn = draw(incidents, language=language, gazetteer=gazetteer, **SAID)
    with opened(drawn, size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        assert complaints(seen) == []
        seen.page.click(".taking summary")
        assert complaints(seen) == []
        seen.page.keyboard.press("Escape")
        open_cover(seen)
        assert complaints(seen) == []
