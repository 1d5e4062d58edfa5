"""PDF files in Arabic, Sorani and English: words, figures and brackets in order, however fonts and columns lie."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import read_documents
from geomap.documents.pdf_lines import Letter, line_of, paragraphs
from geomap.records import Document, Problem

ARABIC = (
    "كركوك – 28 نيسان 2020: قُتل ثلاثة جنود وأصيب 12 آخرون، الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش على بعد 30 كم "
    "جنوب غربي كركوك (قرب ناحية الرشاد)، بحسب مصدر أمني في قيادة الفرقة الـ14.",
    "وقال المصدر إن الانفجار وقع في الساعة 10:30 صباحاً، وإن تنظيم داعش (ISIS) تبنى الهجوم عبر Telegram، مضيفاً أن "
    "الحصيلة الأولية كانت ١٥ جريحاً ثم ارتفعت إلى 1,250 في 28/4/2020.",
    "أفاد مصدر بأن قوة من الحشد (لواء 45) صدت هجوماً لعناصر Islamic State group بين قريتي الإصلاح وأم الحوالي، ما أدى "
    "إلى مقتل 2 من المهاجمين وفق قناة F-16 News الإخبارية.",
    "سقطت 5 صواريخ من نوع «غراد» [عيار 122 ملم] قرب قاعدة عين الأسد، ولا خسائر (50% منها لم ينفجر).",
)
SORANI = (
    "هەولێر، 25ی ئابی 2019 - سێ سەرباز کوژران و 5 کەسی دیکە بریندار بوون لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی "
    "پشکنین لە گوندی پاڵکانە، 20 کیلۆمەتر لە باشووری ڕۆژئاوای کەرکووک.",
    "فەرماندەی پێشمەرگە بە (ڕووداو)ی گوت هێرشەکە کاتژمێر ٢:٣٠ی بەیانی ڕوویدا.",
)
ENGLISH = (
    "Kirkuk (كركوك) is the capital of the governorate; the attack of 28 April in الرشاد killed 3 people and wounded "
    "12, said an officer (who asked not to be named).",
)


def read(path: Path) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], today=date(2026, 1, 1)))
    return [item for item in found if isinstance(item, Document)], [item for item in found if isinstance(item, Problem)]


def printed(folder: Path, style: str, body: str) -> Path:
    """Print a page as Chromium does."""
    page = folder / "a.html"
    page.write_text(f'<html><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>', encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += ["--no-first-run", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'a.pdf'}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder / "a.pdf"


@pytest.mark.browser
@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans"])
@pytest.mark.parametrize("style", ["", "text-align:justify;width:70%", "column-count:2;font-size:9pt"])
def test_a_printed_page_is_read_in_order(tmp_path: Path, font: str, style: str) -> None:
    lines = [f'<p dir="{"ltr" if text in ENGLISH else "rtl"}">{text}</p>' for text in (*ARABIC, *SORANI, *ENGLISH)]
    path = printed(tmp_path, f'body{{font-family:"{font}"}} div{{{style}}}', f"<div>{''.join(lines)}</div>")
    [document], problems = read(path)
    assert document.text.split("\n") == [*ARABIC, *SORANI, *ENGLISH]
    assert problems == []


def laid_out(words: list[str], rtl: bool = True) -> list[Letter]:
    """Return the letters of words as they stand on a line from the right; Latin words and figures run from the left."""
    letters: list[Letter] = []
    x, number = 500.0, 0
    for word in words:
        shown = word if rtl and not word.isascii() else word[::-1]
        for letter in shown:
            number += 1
            x -= 5.0
            letters.append(Letter(letter, x, 0.0, x + 5.0, 10.0, 0.0, number))
        x -= 2.5
        number += 1
    return letters


WORDS = st.sampled_from(["قتل", "ثلاثة", "جنود", "كركوك", "پێشمەرگە", "ەرکووک", "الأحد،", "بغداد."])
OTHERS = st.sampled_from(["12", "10:30", "1,250", "28/4/2020", "ISIS", "F-16", "Telegram", "3.5"])


@given(st.lists(st.tuples(WORDS, st.one_of(st.none(), OTHERS)), min_size=1, max_size=8), st.randoms())
def test_words_and_figures_of_a_line_are_read_in_order(pairs: list[tuple[str, str | None]], random: object) -> None:
    words = [word for pair in pairs for word in pair if word is not None]
    letters = laid_out(words)
    random.shuffle(letters)  # type: ignore[attr-defined]
    assert line_of(letters, 10.0, True).text == " ".join(words)


@pytest.mark.parametrize("text", ["(قرب الرشاد)", "«غراد»", "[عيار] (ملم)"])
@pytest.mark.parametrize("written", ["as it looks", "as it is meant"])
def test_brackets_are_turned_the_way_they_close(text: str, written: str) -> None:
    mirrored = str.maketrans("()[]«»", ")(][»«")
    shown = text.translate(mirrored) if written == "as it looks" else text
    assert line_of(laid_out(shown.split()), 10.0, True).text == text


def test_a_mark_stands_behind_its_letter_wherever_it_is_drawn() -> None:
    letters = laid_out(["قتل"])
    first = letters[0]
    mark = Letter("\u064f", first.left + 1, 9.0, first.left + 2, 10.0, 3.0, 9)
    assert line_of([mark, *letters], 10.0, True).text == "قُتل"


def test_presentation_forms_become_letters() -> None:
    assert line_of(laid_out(["ﻻﺣ", "ﺳﻼم"]), 10.0, True).text == "لاح سلام"


def test_lines_of_full_width_go_on_and_others_do_not() -> None:
    full, short = ["ثلاثة"] * 10, ["جنود"] * 3
    lines = [line_of(laid_out(words), 10.0, True) for words in (full, full, short, full)]
    placed = [type(line)(line.text, line.left, line.right, 500 - 12.0 * i, 10.0, True) for i, line in enumerate(lines)]
    text = [" ".join(words) for words in (full, full, short, full)]
    assert paragraphs(placed) == f"{text[0]} {text[1]} {text[2]}\n{text[3]}"


CIRCLE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "broken"),
        (b"%PDF-1.4", "broken"),
        (b"no PDF at all", "broken"),
        (CIRCLE, ""),
    ],
)
def test_what_is_no_pdf_is_told(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    documents, [problem] = read(tmp_path / "a.pdf")
    assert documents == []
    assert what in problem.what
    assert problem.hint


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    key = b"<" + b"0f" * 32 + b">"
    lock = b"3 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O" + key + b"/U" + key + b">>endobj\n"
    pages = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    trailer = b"trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<01><01>]>>\n%%EOF"
    (tmp_path / "a.pdf").write_bytes(pages + lock + trailer)
    _, [problem] = read(tmp_path / "a.pdf")
    assert problem.what == "This PDF is locked by a password."
