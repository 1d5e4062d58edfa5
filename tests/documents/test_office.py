"""Word, OpenDocument and RTF files as people write them, and as somebody might to do harm."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import pytest
import report_files as made
from report_files import ARABIC, ENGLISH

from geomap.documents import read_documents
from geomap.records import Document, Problem

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(path: Path) -> tuple[list[str], list[Problem]]:
    found = list(read_documents([path], published=date(2021, 9, 6), today=date(2026, 1, 1)))
    texts = [item.text for item in found if isinstance(item, Document)]
    return texts, [item for item in found if isinstance(item, Problem)]


def word(body: str, namespace: str = WORD, name: str = "word/document.xml", head: str = "") -> bytes:
    return made.zipped({name: f'{head}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


TRACKED = f"<w:ins>{run('wounded two')}</w:ins><w:del><w:r><w:delText>one</w:delText></w:r></w:del>"
FRAME = f"<a><c>{paragraph('in a frame')}</c><Fallback>{paragraph('again')}</Fallback></a>"
CELLS = f"<w:tc>{paragraph('Daquq')}</w:tc><w:tc>{paragraph('3')}{paragraph('killed')}</w:tc>"
LONG = f"<w:tc>{paragraph(ENGLISH)}{paragraph(ARABIC)}{paragraph('end')}</w:tc>"
BREAKS = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('A bomb ')}{TRACKED}</w:p>", "A bomb wounded two"),
        (f"<w:sdt><w:sdtContent>{paragraph('A field of a form')}</w:sdtContent></w:sdt>", "A field of a form"),
        (f"<w:p><w:hyperlink>{run('Linked')}</w:hyperlink><w:r><w:tab/></w:r>{run('words')}</w:p>", "Linked\twords"),
        (f"<w:p>{BREAKS}</w:p>", "one\ntwo"),
        (f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>", "Daquq\t3 killed"),
        (f"<w:tbl><w:tr>{LONG}</w:tr></w:tbl>", f"{ENGLISH}\n{ARABIC}\nend"),
        (f"{paragraph('one')}<w:p><w:r>{FRAME}</w:r></w:p>", "one\nin a frame\n"),
    ],
    ids=["tracked", "form", "link", "breaks", "table", "frame of a table", "text box"],
)
@pytest.mark.parametrize("namespace", [WORD, STRICT])
def test_what_a_word_file_says_is_read(tmp_path: Path, body: str, text: str, namespace: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(body + paragraph(ENGLISH), namespace))
    [found], problems = read(path)
    assert found == f"{text}\n{ENGLISH}"
    assert problems == []


WIDE = "<w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr>"
NESTED = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        word(f"<w:tbl><w:tr><w:tc>{WIDE}{paragraph('x')}</w:tc></w:tr></w:tbl>"),
        word("<w:p>" * 5000),
        word(paragraph("&e9;"), head=f'<!DOCTYPE bomb [<!ENTITY e0 "bomb">{NESTED}]>'),
        word(paragraph("&file;"), head='<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'),
        word("<w:p/>" + " " * 120_000_000),
        word(paragraph(ENGLISH))[:-40],
        word(paragraph(ENGLISH), name="word/other.xml"),
        b"PK\x05\x06" + bytes(18),
    ],
    ids=["wide", "deep", "entities", "file", "padded", "cut", "missing", "empty"],
)
def test_a_hostile_or_broken_word_file_is_told_at_once(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    start = time.process_time()
    texts, problems = read(path)
    assert time.process_time() - start < 5
    assert all("root:" not in text and "bombbomb" not in text for text in texts)
    assert texts or (problems[0].skipped and problems[0].hint)


WORDS_FONTS = (
    "\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fbidi \\froman\\fcharset0\\fprq2{\\*\\panose 0202}Times New Roman;}"
    "{\\f40\\fbidi \\fswiss\\fcharset178\\fprq2 Arial (Arabic);}}\\pard\\rtlpar{\\rtlch\\af40\\f40 "
)


def rtf(text: str, head: str = "\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset178 Arial;}}\\f1 ") -> bytes:
    coded = "".join(f"\\'{byte:02x}" for byte in text.encode("cp1256", "ignore"))
    return ("{\\rtf1\\ansi" + head + coded + "\\par}").encode("ascii")


@pytest.mark.parametrize(
    "data",
    [
        rtf(ARABIC),
        rtf(ARABIC, "\\ansicpg1256 "),
        rtf(ARABIC, WORDS_FONTS),
        b"{\\rtf1\\ansi\\ansicpg1256 " + ARABIC.encode("cp1256", "ignore") + b"\\par}",
        rtf(ARABIC, "\\ansicpg1256{\\info{\\title no}}{\\pict\\pngblip " + "89abcdef" * 400_000 + "}"),
    ],
    ids=["font", "page", "fonts", "raw", "picture"],
)
def test_arabic_in_an_rtf_file_is_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(data)
    texts, _ = read(path)
    assert texts == [ARABIC]


def test_what_word_itself_writes_is_read(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Attack near Makhmur")
    document.add_paragraph(ENGLISH)
    merged = document.add_table(1, 2)
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "merged"
    held = io.BytesIO()
    document.save(held)
    (tmp_path / "a.docx").write_bytes(held.getvalue())
    assert read(tmp_path / "a.docx")[0] == [f"Attack near Makhmur\n{ENGLISH}\nmerged"]
