"""Every format gives the report that is in it, and a clear word where there is none."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
import report_files as made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_files import ARABIC, ENGLISH, SORANI

from geomap.documents import read_documents
from geomap.documents.formats import READERS
from geomap.records import Document, Problem
from geomap.settings import Settings

TODAY = date(2026, 11, 27)


def read(*paths: Path, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents(paths, **({"today": TODAY} | options)))  # type: ignore[arg-type]
    return [d for d in found if isinstance(d, Document)], [p for p in found if isinstance(p, Problem)]


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", [ARABIC, SORANI, ENGLISH])
@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", made.docx), ("a.odt", made.odt), ("a.rtf", made.rtf), ("a.eml", made.mail), ("a.html", None)],
)
def test_the_text_of_a_document_is_read(tmp_path: Path, name: str, make: object, text: str) -> None:
    data = make(text) if callable(make) else made.page("Makhmur", text, text)
    documents, problems = read(written(tmp_path, name, data))
    assert text in squeezed(documents[0].text)
    assert len(documents) == 1
    assert problems == []


# --- web pages


def test_a_page_gives_its_report_and_nothing_around_it(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2021-09-05T22:30:00+00:00">'
    source = made.page("مقتل ثلاثة جنود قرب مخمور", ARABIC, "واستمر الهجوم ساعتين، وفق المصدر ذاته.", head=head)
    documents, _ = read(written(tmp_path, "a.html", source))
    document = documents[0]
    assert document.title == "مقتل ثلاثة جنود قرب مخمور"
    assert (document.published, document.published_basis) == (date(2021, 9, 6), "field")  # 1:30 in Baghdad
    assert (document.url, document.source) == ("https://news.example/reports/1", "وكالة السهل")
    for furniture in ("بعقوبة", "الحويجة", "الموصل", "الرئيسية", "جميع الحقوق", "تشرين الثاني"):
        assert furniture not in document.text


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2021-09-06"}]}</script>',
        '<meta itemprop="datePublished" content="2021-09-06T08:00:00+03:00">',
        '<meta name="pubdate" content="Mon, 06 Sep 2021 08:00:00 +0300">',
    ],
)
def test_a_page_says_when_it_was_published_in_several_ways(tmp_path: Path, head: str) -> None:
    documents, _ = read(written(tmp_path, "a.html", made.page("عنوان", ARABIC, ARABIC, head=head)))
    assert (documents[0].published, documents[0].published_basis) == (date(2021, 9, 6), "field")


def test_a_page_that_has_only_a_clock_says_so(tmp_path: Path) -> None:
    documents, _ = read(written(tmp_path, "a.html", made.page("عنوان", ARABIC, ARABIC)))
    assert (documents[0].published, documents[0].published_basis) == (date(2026, 11, 26), "page header")
    assert any("clock" in warning for warning in documents[0].warnings)


def test_a_page_in_an_arabic_code_page_says_so_itself(tmp_path: Path) -> None:
    source = made.page("عنوان", ARABIC, ARABIC).replace('charset="utf-8"', 'charset="windows-1256"')
    documents, problems = read(written(tmp_path, "a.htm", source.encode("cp1256", "ignore")))
    assert ARABIC.replace("\u064f", "") in documents[0].text.replace("\u064f", "")
    assert problems == []


def test_a_page_saved_or_pasted_as_text_is_a_page(tmp_path: Path) -> None:
    source = "<!-- saved from url=(0030)https://news.example/saved/1 -->\n" + made.page("عنوان", ARABIC, ARABIC)
    source = source.replace('<link rel="canonical" href="https://news.example/reports/1">', "")
    documents, _ = read(written(tmp_path, "a.txt", source))
    assert documents[0].url == "https://news.example/saved/1"
    assert "الرئيسية" not in documents[0].text


def test_a_page_without_a_report_is_told(tmp_path: Path) -> None:
    documents, problems = read(written(tmp_path, "a.html", "<html><body><script>alert(1)</script></body></html>"))
    assert documents == []
    assert problems[0].what == "No report is found in this web page."


def test_a_page_saved_in_one_file_is_read(tmp_path: Path) -> None:
    source = made.page("عنوان", ARABIC, ARABIC)
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    documents, problems = read(written(tmp_path, "a.mhtml", head.encode() + source.encode()))
    assert ARABIC in documents[0].text
    assert problems == []


# --- PDF


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a page in Arabic, Sorani and English as Chromium does."""
    folder = tmp_path_factory.mktemp("pdf")
    styled = "<style>body{width:60%;text-align:justify}</style>"
    arabic = ARABIC.replace("،", " (نحو 30 كيلومتراً جنوب غرب أربيل) عند الساعة 10:30،")
    body = f'<div dir="rtl"><p>{arabic}</p><p>{SORANI}</p></div><p>{ENGLISH}</p>'
    page = written(folder, "a.html", f'<html><meta charset="utf-8">{styled}<body>{body}</body></html>')
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'a.pdf'}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder / "a.pdf"


@pytest.mark.browser
def test_a_pdf_is_read_in_the_order_of_its_letters_and_lines(printed: Path) -> None:
    documents, problems = read(printed)
    assert documents[0].text.split("\n") == [
        ARABIC.replace("،", " (نحو 30 كيلومتراً جنوب غرب أربيل) عند الساعة 10:30،"),
        SORANI,
        ENGLISH,
    ]
    assert problems == []


@pytest.mark.browser
def test_a_pdf_that_is_cut_off_or_has_no_text_is_told(printed: Path, tmp_path: Path) -> None:
    import pypdfium2

    blank = pypdfium2.PdfDocument.new()
    blank.new_page(200, 200)
    blank.save(str(tmp_path / "scan.pdf"))
    cut = written(tmp_path, "cut.pdf", printed.read_bytes()[:400])
    documents, problems = read(tmp_path)
    assert documents == []
    assert [(problem.where, problem.what[:26]) for problem in problems] == [
        (str(cut), "This PDF is broken."),
        (str(tmp_path / "scan.pdf"), "This PDF has no text layer"),
    ]


# --- Office


def test_a_document_locked_by_a_password_is_told(tmp_path: Path) -> None:
    written(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    written(tmp_path, "b.odt", made.odt(ARABIC, manifest="<manifest:encryption-data/>"))
    documents, problems = read(tmp_path)
    assert documents == []
    assert all("locked by a password" in problem.what for problem in problems)
    assert len(problems) == 2


def test_entities_of_a_document_are_not_expanded(tmp_path: Path) -> None:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE bomb [<!ENTITY e0 "bomb">{nested}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    documents, _ = read(written(tmp_path, "a.odt", made.odt(f"{ENGLISH} &e9; &file;", head=head)))
    assert [squeezed(document.text) for document in documents] in ([], [ENGLISH])


def test_a_table_of_a_document_is_read_line_by_line(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(ENGLISH)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Makhmur", "3 killed"
    document.save(str(tmp_path / "a.docx"))
    documents, _ = read(tmp_path / "a.docx")
    assert "Makhmur\t3 killed" in documents[0].text


# --- mails


def test_a_mail_is_a_report_with_those_attached_to_it(tmp_path: Path) -> None:
    attached = {"سقوط.docx": made.docx(SORANI), "logo.png": b"\x89PNG", "old.txt": ENGLISH.encode()}
    documents, problems = read(written(tmp_path, "a.eml", made.mail(ARABIC, subject="Fwd: عاجل", attached=attached)))
    assert [document.language for document in documents] == ["ar", "ckb", "en"]
    first = documents[0]
    assert (first.id, first.title, first.source) == ("42@example.org", "عاجل", "Kirkuk Desk")
    assert (first.published, first.published_basis) == (date(2021, 9, 6), "field")
    assert documents[1].origin == str(tmp_path / "a.eml/سقوط.docx")
    assert problems == []


def test_a_large_attachment_is_told_and_the_mail_is_read(tmp_path: Path) -> None:
    data = made.mail(ARABIC, attached={"large.txt": b"x" * 3_000_000, "small.txt": ENGLISH.encode()})
    documents, problems = read(written(tmp_path, "a.eml", data), settings=Settings(max_bytes=500_000))
    assert [document.language for document in documents] == ["ar", "en"]
    assert [(problem.where, problem.skipped) for problem in problems] == [(str(tmp_path / "a.eml/large.txt"), True)]


def test_a_mailbox_is_read_message_by_message(tmp_path: Path) -> None:
    messages = [made.mail(text) for text in (ARABIC, "", ENGLISH + "\n\n>From Baghdad the army said nothing.\n")]
    box = b"".join(b"From desk@example.org Sun Sep  5 22:30:00 2021\n" + message + b"\n" for message in messages)
    documents, problems = read(written(tmp_path, "a.mbox", box))
    assert [document.language for document in documents] == ["ar", "en"]
    assert "From Baghdad the army" in documents[1].text
    assert [problem.where for problem in problems if problem.skipped] == [str(tmp_path / "a.mbox#2")]


# --- archives


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", made.zipped),
        ("a.tar", lambda members: tarred(members, "w")),
        ("a.tar.gz", tarred),
        ("a.tgz", tarred),
        ("a.tar.xz", lambda members: tarred(members, "w:xz")),
    ],
)
def test_an_archive_is_read_like_a_folder(tmp_path: Path, name: str, pack: object) -> None:
    members = {
        "ar/one.txt": ARABIC.encode(),
        "../../en.txt": ENGLISH.encode(),
        "ckb.zip": made.zipped({"ckb.txt": SORANI.encode()}),
        "__MACOSX/._one.txt": b"\0\1",
        "picture.jpg": b"\xff\xd8\xff",
    }
    assert callable(pack)
    path = written(tmp_path, name, pack(members))
    documents, problems = read(path)
    origins = {f"{path}/ar/one.txt", f"{path}/../../en.txt", f"{path}/ckb.zip/ckb.txt"}
    assert {document.origin for document in documents} == origins
    assert problems == []
    assert {entry.name for entry in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)]
)
def test_a_compressed_file_is_read(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    documents, problems = read(written(tmp_path, name, pack(ARABIC.encode())))
    assert documents[0].text == ARABIC
    assert problems == []


def test_a_member_locked_by_a_password_or_damaged_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(made.zipped({"a.txt": ARABIC.encode() * 9, "b.txt": ENGLISH.encode(), "c.txt": SORANI.encode()}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        starts = {info.filename: info.header_offset for info in archive.infolist()}
    data[starts["a.txt"] + 45] ^= 0xFF  # within the packed text
    locked = data.rindex(b"PK\x01\x02", 0, data.index(b"c.txt", data.index(b"PK\x01\x02")))
    data[locked + 8] |= 1
    documents, problems = read(written(tmp_path, "a.zip", bytes(data)))
    assert [document.language for document in documents] == ["en"]
    assert [(Path(problem.where).name, problem.skipped) for problem in problems] == [("a.txt", True), ("c.txt", True)]


def test_an_archive_that_unpacks_to_no_end_is_given_up(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", ARABIC)
        archive.writestr("b.txt", bytes(60_000_000))
    documents, problems = read(written(tmp_path, "a.zip", held.getvalue()))
    assert len(documents) == 1
    assert "unpacks to far more" in problems[0].what


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = made.zipped({"a.txt": ARABIC.encode()})
    for _ in range(5):
        data = made.zipped({"a.zip": data})
    documents, problems = read(written(tmp_path, "a.zip", data))
    assert documents == []
    assert "deep" in problems[0].what


# --- anything


WHOLE = {
    ".docx": made.docx(ARABIC),
    ".odt": made.odt(ARABIC),
    ".rtf": made.rtf(ARABIC),
    ".eml": made.mail(ARABIC, attached={"a.txt": ENGLISH.encode()}),
    ".mbox": b"From a\n" + made.mail(ARABIC),
    ".zip": made.zipped({"a.txt": ARABIC.encode()}),
    ".tgz": tarred({"a.txt": ARABIC.encode()}),
    ".gz": gzip.compress(ARABIC.encode()),
    ".html": made.page("عنوان", ARABIC).encode(),
    ".pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n",
}


@pytest.mark.parametrize("ending", sorted(ending for ending in READERS if ending))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_break_a_reader(tmp_path: Path, ending: str, data: st.DataObject) -> None:
    whole = WHOLE.get(ending, ENGLISH.encode())
    cut = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=30))
    rest = data.draw(st.integers(cut, len(whole)))
    path = written(tmp_path, f"a{ending}", whole[:cut] + noise + whole[rest:])
    documents, problems = read(path)
    assert documents or problems or not data
