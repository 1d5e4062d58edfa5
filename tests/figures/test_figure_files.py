"""The files themselves, read back: size and ink of PNG, text of SVG and PDF, the same bytes twice, hostile words."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reference_pictures import PICTURES, REFERENCES, drawn
from sample_table import HOSTILE, table

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.maps.figures import KINDS, plot
from geomap.maps.figures.lettering import legible
from geomap.maps.figures.palette import COLOURS
from geomap.maps.figures.sheet import Sheet

FONT = "DejaVu Sans"
SVG = "{http://www.w3.org/2000/svg}"
ENDINGS = (".png", ".svg", ".pdf")


@pytest.fixture(scope="module")
def arabic(atlas: Gazetteer) -> Sheet:
    return plot(table(), gazetteer=atlas, language="ar", title="هجمات كركوك $5 و IED", font=FONT)


def saved(sheet: Sheet, path: Path) -> Path:
    sheet.save(path)
    return path


def svg_texts(path: Path) -> list[str]:
    root = ElementTree.parse(path).getroot()
    return ["".join(node.itertext()).strip("\u2067\u2069\u200f") for node in root.iter(f"{SVG}text")]


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


@pytest.mark.parametrize(("width", "mm"), [("page", 174), ("column", 85), (120, 120)])
def test_png_has_300_dots_an_inch_and_ink_where_the_incidents_are(
    atlas: Gazetteer, tmp_path: Path, width: str | float, mm: float
) -> None:
    sheet = plot(table().iloc[:1], gazetteer=atlas, bounds=(43.2, 34.5, 45, 36), width=width, font=FONT)
    with Image.open(saved(sheet, tmp_path / "a.png")) as picture:
        assert picture.width == pytest.approx(mm / 25.4 * 300, abs=1.5)
        assert picture.height == pytest.approx(sheet.height / 25.4 * 300, abs=1.5)
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    tone = [int(COLOURS["fighting"][at : at + 2], 16) for at in (1, 3, 5)]
    rows, columns = np.nonzero((np.abs(pixels - tone) < 12).all(axis=2))
    frame = sheet.axes[1].get_position()
    on_map = rows < (1 - frame.y0) * pixels.shape[0]
    x = (frame.x0 + frame.width * (44.39 - 43.2) / 1.8) * pixels.shape[1]
    assert columns[on_map].mean() == pytest.approx(x, abs=6)
    assert (~on_map).sum() > 100  # the legend


def test_svg_is_text_in_the_order_of_reading(arabic: Sheet, tmp_path: Path) -> None:
    path = saved(arabic, tmp_path / "a.svg")
    texts = svg_texts(path)
    assert "هجمات كركوك $5 و IED" in texts
    assert {"كركوك", "نوع الحدث", "المناطق المتنازع عليها"} <= set(texts)
    source = path.read_text(encoding="utf-8")
    assert "\u2067\u200fنوع الحدث\u2069" in source
    root = ElementTree.parse(path).getroot()
    assert root.get("width") == f"{174 / 25.4 * 72:.6f}pt"
    assert "Natural Earth" in source  # whom to credit, in the metadata in full


def test_pdf_text_can_be_searched_and_its_page_is_as_large_as_asked(arabic: Sheet, tmp_path: Path) -> None:
    path = saved(arabic, tmp_path / "a.pdf")
    text = pdf_text(path)
    for words in ("كركوك", "نوع الحدث", "اشتباكات وهجمات", "IED"):
        assert words in text
    document = pypdfium2.PdfDocument(path)
    assert document[0].get_size()[0] == pytest.approx(174 / 25.4 * 72, abs=0.01)
    assert "Natural Earth" in document.get_metadata_dict()["Subject"]
    document.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_input_gives_the_same_bytes(atlas: Gazetteer, tmp_path: Path, kind: str, ending: str) -> None:
    one, two = (
        saved(plot(table(), kind, gazetteer=atlas, width="column", font=FONT), tmp_path / f"{n}{ending}").read_bytes()
        for n in range(2)
    )
    assert one == two
    assert b"CreationDate" not in one
    assert not re.search(rb"<dc:date>", one)


def test_the_user_s_settings_neither_change_a_figure_nor_are_changed(atlas: Gazetteer, tmp_path: Path) -> None:
    plain = saved(plot(table(), gazetteer=atlas, width="column", font=FONT), tmp_path / "a.svg").read_bytes()
    with mpl.rc_context({"font.size": 30, "text.usetex": True, "svg.fonttype": "path", "lines.linewidth": 9}):
        other = saved(plot(table(), gazetteer=atlas, width="column", font=FONT), tmp_path / "b.svg").read_bytes()
        assert mpl.rcParams["font.size"] == 30
        assert mpl.rcParams["text.usetex"] is True
    assert other == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words(atlas: Gazetteer, tmp_path: Path, text: str) -> None:
    """In the title, in credits, in every file; nothing is read as mathtext, nothing breaks, nothing warns."""
    frame = table().iloc[:1]
    frame.attrs["attribution"] = [text] if text.strip() else []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet = plot(frame, gazetteer=atlas, title=text, width="column", font=FONT)
        files = [saved(sheet, tmp_path / f"a{ending}") for ending in ENDINGS]
    assert all(path.stat().st_size < 3_000_000 for path in files)
    expected = sheet.lettering.shown(text) or "Incidents on the map"
    assert expected.replace("…", "").replace(" ", "")[:20] in "".join(svg_texts(files[1])).replace(" ", "")
    with Image.open(files[0]) as picture:
        picture.load()
    source = files[1].read_text(encoding="utf-8")
    assert "<script" not in source
    assert "\u202e" not in source
    lacking = {sign for sign in legible(text) if sign in "漢字𓀀"}
    assert bool(lacking) == any("No font here has" in note for note in sheet.notes)


def test_mathtext_in_a_title_is_drawn_sign_by_sign(atlas: Gazetteer, tmp_path: Path) -> None:
    sheet = plot(table().iloc[:1], gazetteer=atlas, title=r"$\alpha^2$ costs $5", font=FONT)
    assert r"$\alpha^2$ costs $5" in pdf_text(saved(sheet, tmp_path / "a.pdf"))
    assert r"$\alpha^2$ costs $5" in svg_texts(saved(sheet, tmp_path / "a.svg"))


def test_a_joiner_without_a_shape_leaves_no_gap_in_pdf(atlas: Gazetteer, tmp_path: Path) -> None:
    """matplotlib's PDF gives such characters the width of a blank: see `geomap.maps.figures.sheet`."""

    def ink(title: str) -> tuple[int, int]:
        sheet = plot(table().iloc[:1], gazetteer=atlas, title=title, width="column", font=FONT)
        document = pypdfium2.PdfDocument(saved(sheet, tmp_path / "a.pdf"))
        pixels = np.asarray(document[0].render(scale=4).to_pil().convert("L"))[:45]
        document.close()
        columns = np.flatnonzero((pixels < 128).any(axis=0))
        return int(columns.min()), int(columns.max())

    plain, joined = ink("abcdefghij"), ink("\u200b".join("abcdefghij"))
    assert joined == pytest.approx(plain, abs=3)


def test_another_ending_is_refused(arabic: Sheet, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.png, \.svg, \.pdf"):
        arabic.save(tmp_path / "a.jpg")


def test_a_sheet_shows_itself_in_a_notebook_and_goes_into_a_stream(arabic: Sheet) -> None:
    assert arabic._repr_png_().startswith(b"\x89PNG")
    for kind, start in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")):
        held = io.BytesIO()
        arabic.savefig(held, format=kind)
        assert held.getvalue().startswith(start)


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_look_as_they_did(atlas: Gazetteer, name: str) -> None:
    """Within a tolerance: other versions of FreeType and changes of the gazetteer move some pixels, not the figure."""
    found = drawn(name, atlas)
    with Image.open(REFERENCES / f"{name}.png") as kept:
        wanted = kept.convert("RGB")
    assert abs(found.height - wanted.height) <= 0.04 * wanted.height
    apart = np.abs(np.asarray(found.resize(wanted.size), float) - np.asarray(wanted, float)).mean()
    assert apart < 5, f"{name} differs by {apart:.1f} of 255 on average; if it is meant to, run {REFERENCES.parent}.py"


def test_another_figure_is_told_from_the_reference(atlas: Gazetteer) -> None:
    """The tolerance is not so wide that anything passes."""
    found = drawn("map_en", atlas)
    blank = Image.new("RGB", found.size, "white")
    with Image.open(REFERENCES / "series_ar.png") as other:
        for wrong in (blank, other.convert("RGB").resize(found.size)):
            assert np.abs(np.asarray(found, float) - np.asarray(wrong, float)).mean() > 8
