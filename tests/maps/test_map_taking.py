"""Taking away: pictures, paper and data of what the map shows, each really made by the browser and read back."""

from __future__ import annotations

import io
import json
import math
import re
from pathlib import Path
from typing import Any

import folium
import geopandas
import numpy as np
import pandas as pd
import pypdfium2
import pytest
import shapely
from many_incidents import many
from opened_page import NARROW, WIDE, Opened
from PIL import Image
from pypdf import PdfReader
from sample_incidents import ARABIC_TEXT, HOSTILE, frame_of, rows
from test_map_view import PIXEL

from geomap.maps import LANGUAGES, draw
from geomap.maps.build import PAGE
from geomap.records import COLUMNS
from geomap.store import Coarsening, published, read

KINDS = {
    "fighting": (213, 94, 0),
    "bombs": (230, 159, 0),
    "air": (0, 114, 178),
    "shelling": (86, 180, 233),
    "abduction": (204, 121, 167),
}
"""Okabe and Ito's colours of the kinds of `rows`."""

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\uff1d1",
    "'=1",
    "''+1",
    "%0",
    "\u200f=HYPERLINK(1)",
)
WORDS = (*HOSTILE, *FORMULAS, 'quote " comma , line\nbreak\r\nend')


def test_columns_are_those_of_the_record():
    assert json.loads((PAGE / "src" / "record.json").read_text("utf-8")) == dict(COLUMNS)
    assert list(json.loads((PAGE / "src" / "record.json").read_text("utf-8"))) == list(COLUMNS)


# In the browser


def take(seen: Opened, what: str, folder: Path) -> Path:
    """Choose something of the menu, and return the file that the browser saved."""
    if not seen.page.locator(".taking-box").is_visible():
        seen.page.click(".taking > summary")
    with seen.page.expect_download() as download:
        seen.page.click(f"[data-take={what}]")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def printed(seen: Opened, paper: str = "A4", listed: bool = False) -> list[tuple[tuple[int, int], str]]:
    """Return size in millimetres and text of each page that is printed after the menu's choice."""
    seen.page.click(".taking > summary")
    seen.page.click(f".taking-paper [data-value={paper}]")
    seen.page.set_checked("input[name=print-list]", listed)
    seen.page.keyboard.press("Escape")
    return pages(seen.page.pdf(prefer_css_page_size=True, print_background=True))


def pages(document: bytes) -> list[tuple[tuple[int, int], str]]:
    found = []
    for page in PdfReader(io.BytesIO(document)).pages:
        width, height = (round(float(length) / 72 * 25.4) for length in page.mediabox[2:])
        found.append(((width, height), page.extract_text()))
    return found


def holds(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    """Return how many pixels of a picture have a colour."""
    pixels = np.asarray(picture.convert("RGB"), dtype=int)
    return int((np.abs(pixels - np.array(colour)).max(axis=2) <= 3).sum())


def filtered(seen: Opened, fragment: str) -> None:
    seen.page.evaluate("hash => { location.hash = hash }", fragment)
    seen.until("geomap.page.steering.selection.active.length > 0")


def same(one: Any, other: Any) -> bool:
    """Return whether two values of a record are the same, as exactly as the page holds them."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, abs_tol=0.005)
    if isinstance(one, dict) and isinstance(other, dict):
        return set(one) == set(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def known(value: Any) -> bool:
    return not (value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)))


def assert_equal(found: geopandas.GeoDataFrame, expected: geopandas.GeoDataFrame) -> None:
    """Assert that two tables of incidents tell the same, column by column."""
    assert list(found["id"]) == list(expected["id"])
    for name in COLUMNS:
        for one, other in zip(map(plain, expected[name]), map(plain, found[name]), strict=True):
            if name == "footprint":
                assert (one is None) == (other is None), name
                if one is not None:
                    assert shapely.hausdorff_distance(one, other) < 0.01
            elif name == "reports":
                bare = [
                    [{k: v for k, v in report.items() if v not in (None, "")} for report in told]
                    for told in (one, other)
                ]
                assert bare[0] == bare[1]
            elif known(one) and one not in ([], {}):
                expect = str(one)[:10] if name in ("date_start", "date_end") else one
                got = str(other)[:10] if name in ("date_start", "date_end") else other
                assert same(expect, got), (name, one, other)
            else:
                assert not known(other) or other in ([], {}), (name, other)


def picture_of(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


# Pictures


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_the_view_at_twice_its_size_with_the_legend_s_colours(
    opened, incidents, gazetteer, tmp_path, language, scheme
):
    drawn = draw(incidents, title="Autumn", language=language, gazetteer=gazetteer)
    with opened(drawn, color_scheme=scheme) as seen:
        left, top, right, bottom = seen.box(".folium-map")
        picture = picture_of(take(seen, "picture", tmp_path))
        assert picture.width >= 2 * (right - left)
        assert picture.height >= 2 * (bottom - top)
        for kind, colour in KINDS.items():
            assert holds(picture, colour) > 100, kind
        assert picture.getpixel((2, 2)) == (255, 255, 255)
        assert holds(picture, (0xF6, 0xF4, 0xEF)) > 0.2 * picture.width * picture.height  # light land, always
        seen.quiet()


@pytest.mark.browser
def test_a_picture_of_the_phone_has_its_legend_below(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="ar", gazetteer=gazetteer), NARROW) as seen:
        _, top, _, bottom = seen.box(".folium-map")
        picture = picture_of(take(seen, "picture", tmp_path))
        assert picture.width == 2 * (NARROW[0] + 48)
        below = picture.crop((0, int(2 * (bottom - top)), picture.width, picture.height))
        assert all(holds(below, colour) > 50 for colour in KINDS.values())


@pytest.mark.browser
def test_a_picture_shows_what_the_filters_leave(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        whole = picture_of(take(seen, "picture", tmp_path))
        filtered(seen, "#kind=bombs,air")
        part = picture_of(take(seen, "picture", tmp_path))
        assert holds(part, KINDS["bombs"]) > 100
        assert holds(whole, KINDS["fighting"]) > 100
        assert holds(part, KINDS["fighting"]) == 0
        assert part.height > whole.height  # a line says which


@pytest.mark.browser
def test_a_picture_has_the_author_s_own_lines(opened, incidents, gazetteer, tmp_path):
    drawn = draw(incidents, language="en", gazetteer=gazetteer)
    folium.PolyLine([(34.2, 42), (36, 46)], color="#ff00ff", weight=6, opacity=1).add_to(drawn)
    with opened(drawn) as seen:
        assert holds(picture_of(take(seen, "picture", tmp_path)), (255, 0, 255)) > 500
        seen.page.keyboard.press("Escape")
        paper = pypdfium2.PdfDocument(seen.page.pdf(prefer_css_page_size=True, print_background=True))
        assert holds(paper[0].render(scale=2).to_pil(), (255, 0, 255)) > 500
        seen.quiet()


@pytest.mark.browser
def test_online_tiles_are_left_out_of_a_picture_and_that_is_said(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        seen.page.route(re.compile("openstreetmap"), lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
        seen.page.click(".layers summary")
        seen.page.click("input[value=osm]")
        seen.page.click(".consent .filled")
        picture = picture_of(take(seen, "picture", tmp_path))
        assert "on the offline ground" in seen.text(".taking-said")
        assert holds(picture, (0xF6, 0xF4, 0xEF)) > 100_000


@pytest.mark.browser
def test_a_picture_of_areas_has_their_classes_and_no_marks(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer), color_scheme="dark") as seen:
        seen.page.evaluate("geomap.page.areas.restore(['governorate'])")
        seen.page.wait_for_selector(".area-classes .classes li", state="attached")
        classes = seen.page.locator(".area-classes .classes li .grow").all_text_contents()
        picture = picture_of(take(seen, "picture", tmp_path))
        assert holds(picture, KINDS["fighting"]) == holds(picture, KINDS["bombs"]) == 0
        legend = picture.crop((picture.width - 2 * (24 + 230), 0, picture.width, picture.height // 2))
        colours = {colour for _, colour in legend.getcolors(1 << 24) or [] if max(colour) - min(colour) > 12}
        assert len(colours) >= len(classes) > 1
        seen.page.keyboard.press("Escape")
        text = shown(printed(seen)[0][1])
        assert all(shown(words) in text for words in classes)
        assert "Incidents by governorate" in text
        seen.quiet()


@pytest.mark.browser
def test_the_view_stays_as_it_was(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        before = seen.marks([0, 1, 2, 3, 4])
        take(seen, "picture", tmp_path)
        seen.page.keyboard.press("Escape")
        printed(seen, "A3")
        assert seen.marks([0, 1, 2, 3, 4]) == before
        assert seen.page.locator(".paper").count() == 0
        (x, y) = before[0]
        seen.page.mouse.move(x, y)
        assert "Rashad" in seen.text(".tip")
        seen.quiet()


# Data


@pytest.mark.browser
@pytest.mark.parametrize("what", ["csv", "geojson"])
def test_data_are_the_incidents_that_are_shown(opened, gazetteer, tmp_path, what):
    found = frame_of([*rows(), *many()])
    with opened(draw(found, title="Autumn 2021: all", language="en", gazetteer=gazetteer)) as seen:
        path = take(seen, what, tmp_path)
        assert path.name == f"Autumn-2021-all.{what}"
        assert_equal(read(path), found)
        filtered(seen, "#kind=bombs&killed=3..")
        kept = found[
            found["sub_event_type"].isin(["Remote explosion/landmine/IED"]) & (found["killed_max"].fillna(-1) >= 3)
        ]
        assert 3 < len(kept) < 20
        assert_equal(read(take(seen, what, tmp_path)), kept)
        seen.quiet()


@pytest.mark.browser
def test_csv_is_what_spreadsheets_and_pandas_read(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        path = take(seen, "csv", tmp_path)
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        sheet = pd.read_csv(path)
        assert list(sheet.columns) == list(COLUMNS)
        assert list(sheet["id"]) == list(incidents["id"])
        assert sheet["killed_min"].fillna(-1).tolist() == incidents["killed_min"].fillna(-1).tolist()
        assert sheet["lon"].round(3).equals(incidents["lon"].round(3))
        assert json.loads(sheet["evidence"][0])[0]["text"] == ARABIC_TEXT


@pytest.mark.browser
def test_geojson_is_that_of_the_standard_and_of_geopandas(opened, incidents, gazetteer, tmp_path):
    drawn = draw(incidents, title="Autumn", author="Example Gazette", language="en", gazetteer=gazetteer)
    with opened(drawn) as seen:
        filtered(seen, "#kind=!bodies")
        path = take(seen, "geojson", tmp_path)
        told = json.loads(path.read_text("utf-8"))
        assert told["type"] == "FeatureCollection"
        assert told["attribution"] == list(gazetteer.attribution)
        assert (told["title"], told["author"]) == ("Autumn", "Example Gazette")
        assert told["filters"] == "Only what matches is shown: Type: all but Bodies and executions"
        assert "crs" not in told
        found = geopandas.read_file(path)
        assert found.crs.to_epsg() == 4326
        assert list(found["id"]) == list(incidents["id"])
        assert list(found.geometry.isna()) == list(incidents["lon"].isna())
        placed = incidents["lon"].notna()
        assert np.allclose(found.geometry[placed].x, incidents["lon"][placed], atol=1e-5)
        assert np.allclose(found.geometry[placed].y, incidents["lat"][placed], atol=1e-5)


@pytest.mark.browser
def test_other_people_s_words_go_with_their_table(opened, gazetteer, tmp_path):
    table = pd.DataFrame(
        {"event_id_cnty": ["IRQ1", "IRQ2"], "event_date": ["2021-09-05", "2021-09-06"], "latitude": [35.1, 35.2],
         "longitude": [44.1, 44.2], "notes": ["First words.", "=1+1"], "source": ["Paper A", "Paper B; Paper C"],
         "fatalities": [3, 0]}
    )  # fmt: skip
    with opened(draw(table, language="en", gazetteer=gazetteer)) as seen:
        sheet = pd.read_csv(take(seen, "csv", tmp_path), dtype=str)
        assert list(sheet.columns) == [*COLUMNS, "note", "source"]
        assert list(sheet["note"]) == ["First words.", "'=1+1"]
        assert list(sheet["source"]) == ["Paper A", "Paper B; Paper C"]
        assert list(sheet["killed_min"]) == ["3", "0"]


@pytest.mark.browser
def test_many_incidents_are_written_while_the_page_answers(opened, gazetteer, tmp_path):
    numbers = np.arange(60_000)
    table = pd.DataFrame(
        {
            "id": [f"i{n}" for n in numbers],
            "event_date": "2021-09-05",
            "latitude": 33 + numbers % 300 / 100,
            "longitude": 43 + numbers % 200 / 100,
            "notes": [f"Words of number {n}, which are its own." for n in numbers],
        }
    )
    with opened(draw(table, language="en", gazetteer=gazetteer)) as seen:
        seen.page.evaluate(
            """() => {
              window.longest = 0; window.shares = new Set(); let last = performance.now();
              const tick = () => {
                const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now;
                window.shares.add(document.querySelector('.taking-said').textContent); setTimeout(tick, 0);
              };
              tick();
            }"""
        )
        path = take(seen, "csv", tmp_path)
        assert seen.page.evaluate("window.longest") < 500
        assert seen.page.evaluate("window.shares.size") > 5
        sheet = pd.read_csv(path)
        assert list(sheet["id"]) == list(table["id"])
        assert list(sheet["note"]) == list(table["notes"])
        seen.page.click("[data-take=geojson]")
        seen.page.click(".taking-box > .outlined")
        seen.until("document.querySelector('.taking-said').textContent.startsWith('Stopped')")
        assert not seen.page.locator(".taking-box > .outlined").is_visible()
        seen.quiet()


@pytest.mark.browser
@pytest.mark.parametrize("how", ["district", "10km"])
def test_data_of_a_published_map_are_the_published_incidents_and_no_more(opened, gazetteer, tmp_path, how):
    edition = published(frame_of(rows()), gazetteer.areas, Coarsening.of(how))
    with opened(draw(edition.frame, language="en", gazetteer=gazetteer)) as seen:
        for what in ("csv", "geojson"):
            path = take(seen, what, tmp_path)
            assert_equal(read(path), edition.frame)
            text = path.read_text("utf-8")
            for withheld in (
                "لاكجة",
                "بأسلحة خفيفة",
                "killing three",
                "43.602",
                "44.082",
                "The words name",
            ):
                assert withheld not in text, withheld
        assert edition.note in json.loads(path.read_text("utf-8"))["attribution"]


# Paper


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("A3", (420, 297))])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_its_size_title_counts_and_sources(opened, incidents, gazetteer, language, paper, size):
    drawn = draw(incidents, title="Autumn 2021", author="Gazette", language=language, gazetteer=gazetteer)
    with opened(drawn, color_scheme="dark") as seen:
        counts = re.sub(r"\s", " ", seen.text(".facts .counts"))
        found = printed(seen, paper)
        assert [one for one, _ in found] == [size]
        text = found[0][1]
        assert "Autumn 2021" in text
        assert "Gazette" in text
        assert "Who’s On First" in text
        if language == "en":
            assert counts in re.sub(r"\s", " ", text)
            assert re.search(r"Total\s+8\s+18–24\s+4", text)
            assert re.search(r"Shelling\s+1\s+–\s+–", text)
        seen.quiet()


@pytest.mark.browser
def test_the_list_follows_where_it_is_wanted_and_the_filters_are_said(opened, gazetteer):
    with opened(draw(frame_of(many(120)), language="en", gazetteer=gazetteer)) as seen:
        filtered(seen, "#kind=bombs")
        found = printed(seen, listed=True)
        assert "Only what matches is shown: Type: Bombs and mines" in re.sub(r"\s+", " ", found[0][1])
        listed = "\n".join(text for _, text in found[1:])
        assert listed.count("Bomb or mine") == 30
        assert "Source 01" in listed
        assert "not placed" in listed.lower()
        assert len(printed(seen, listed=False)) == 1


@pytest.mark.browser
def test_paper_holds_the_map(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer), NARROW, color_scheme="dark") as seen:
        picture = pypdfium2.PdfDocument(seen.page.pdf(prefer_css_page_size=True, print_background=True))[0]
        painted = picture.render(scale=2).to_pil()
        for kind, colour in KINDS.items():
            assert holds(painted, colour) > 20, kind
        assert holds(painted, (0xF6, 0xF4, 0xEF)) > 100_000
        assert painted.convert("RGB").getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.browser
def test_the_menu_opens_the_browser_s_print_window(opened, incidents, gazetteer):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        seen.page.evaluate("() => { window.prints = 0; window.print = () => { window.prints += 1; }; }")
        seen.page.click(".taking > summary")
        seen.page.click("[data-take=print]")
        assert seen.page.evaluate("window.prints") == 1
        assert not seen.page.locator(".taking-box").is_visible()


@pytest.mark.browser
def test_long_attribution_has_a_page_of_its_own(opened, incidents, gazetteer):
    incidents.attrs["attribution"] = [f"Somebody {n}: " + "words " * 60 for n in range(12)]
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        found = printed(seen)
        assert len(found) > 1
        assert "Somebody 11" in found[0][1]
        listed = "".join(text for _, text in found[1:])
        assert [f"Somebody {n}: words" in listed for n in range(12)] == [True] * 12


# Harm


def hostile_frame() -> geopandas.GeoDataFrame:
    """Return an incident for each hostile text, which stands in every field of words."""
    base = rows()[1]
    texts = [name for name, kind in COLUMNS.items() if kind == "text" and name not in ("id", "location_method")]
    found = []
    for number, words in enumerate(WORDS):
        told = [{**base["reports"][0], "id": f"r{number}", "title": words, "source": words, "url": words}]
        quoted = [{"field": "sentence", "document": f"r{number}", "start": 0, "end": len(words), "text": words}]
        found.append(base | dict.fromkeys(texts, words) | {"id": f"h{number}", "reports": told, "evidence": quoted})
    return frame_of(found)


def shown(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@pytest.mark.browser
@pytest.mark.parametrize("what", ["csv", "geojson"])
def test_hostile_words_come_back_from_the_data_letter_by_letter(opened, gazetteer, tmp_path, what):
    found = hostile_frame()
    with opened(draw(found, title=HOSTILE[1], language="en", gazetteer=gazetteer)) as seen:
        path = take(seen, what, tmp_path)
        assert path.name == f"script-script-window-ran-2-script.{what}"
        back = read(path)
        for name in ("summary", "place_text", "perpetrator", "district"):
            assert list(back[name]) == [words.replace("\0", "\ufffd") for words in WORDS], name
        if what == "csv":
            plain = pd.read_csv(path, dtype=str, na_filter=False)
            risky = plain.map(lambda cell: cell.lstrip(" \u200f\t")[:1] in tuple("=+-@\uff1d%")).to_numpy()
            assert not risky[:, [list(plain.columns).index(n) for n in plain.columns if COLUMNS[n] == "text"]].any()
        assert seen.page.evaluate("window.ran") is None
        seen.quiet()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_words_on_paper_and_in_pictures(opened, gazetteer, tmp_path, language):
    found = hostile_frame()
    found.attrs["attribution"] = list(HOSTILE)
    words = " ".join(HOSTILE)
    drawn = draw(found, title=words, author=words, licence=words, language=language, gazetteer=gazetteer)
    with opened(drawn) as seen:
        filtered(seen, "#q=%3Cscript%3Ewindow.ran=1%3C/script%3E&by=!%3Cimg src=x onerror='window.ran = 3'%3E")
        seen.page.evaluate("geomap.page.steering.selection.settled")
        picture = picture_of(take(seen, "picture", tmp_path))
        assert picture.height < 4000
        seen.page.keyboard.press("Escape")
        text = shown(" ".join(text for _, text in printed(seen, listed=True)))
        if language == "en":
            assert "<script>window.ran = 1</script>" in text
            assert "[U+202E]evil" in text
        assert seen.page.evaluate("window.ran") is None
        assert seen.page.locator("body > script[src], iframe, img[src=x]").count() == 0
        seen.quiet()


@pytest.mark.browser
def test_a_title_a_megabyte_long_and_an_empty_map_are_taken_too(opened, gazetteer, tmp_path):
    with opened(draw(frame_of([]), title="t" * 1_000_000, language="en", gazetteer=gazetteer)) as seen:
        assert picture_of(take(seen, "picture", tmp_path)).height < 4000
        path = take(seen, "csv", tmp_path)
        assert len(path.stem) == 60
        assert path.read_bytes().decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
        assert json.loads(take(seen, "geojson", tmp_path).read_text("utf-8"))["features"] == []
        seen.page.keyboard.press("Escape")
        assert len(printed(seen, listed=True)) <= 2
        seen.quiet()


# Keys


@pytest.mark.browser
def test_the_menu_is_used_by_keys_alone(opened, incidents, gazetteer, tmp_path):
    with opened(draw(incidents, language="en", gazetteer=gazetteer)) as seen:
        seen.page.focus(".taking > summary")
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.dataset.take") == "picture"
        with seen.page.expect_download():
            seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Escape")
        assert not seen.page.locator(".taking-box").is_visible()
        assert seen.page.evaluate("document.activeElement.matches('.taking > summary')")
        seen.page.click(".taking > summary")
        seen.page.mouse.click(700, 500)
        assert not seen.page.locator(".taking-box").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, NARROW, (360, 640), (844, 390)], ids=["wide", "narrow", "small", "side"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_lies_inside_the_window(opened, incidents, gazetteer, language, size):
    with opened(draw(incidents, language=language, gazetteer=gazetteer), size) as seen:
        seen.page.click(".taking > summary")
        left, top, right, bottom = seen.box(".taking-box")
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert seen.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.taking-box'))")
        if size[0] < 1000:
            for item in seen.page.locator(".taking-item, .taking > summary").all():
                assert item.bounding_box()["height"] >= 44
