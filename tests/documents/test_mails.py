"""Mails and mailboxes as programs write them, and as somebody might to do harm."""

from __future__ import annotations

import base64
import quopri
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import report_files as made
from report_files import ARABIC, ENGLISH, SORANI

from geomap.documents import read_documents
from geomap.records import Document, Problem
from geomap.settings import Settings

HEAD = b"From: Desk <a@example.org>\nDate: Sun, 05 Sep 2021 22:30:00 +0000\nMIME-Version: 1.0\n"
PLAIN = ARABIC.replace("\u064f", "")


def read(path: Path, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], **({"today": date(2026, 1, 1)} | options)))  # type: ignore[arg-type]
    return [item for item in found if isinstance(item, Document)], [item for item in found if isinstance(item, Problem)]


def mail(tmp_path: Path, data: bytes, name: str = "a.eml") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def typed(kind: str, coding: str, body: bytes) -> bytes:
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {coding}\n\n".encode() + body


def several(*parts: bytes) -> bytes:
    return (
        b"Content-Type: multipart/mixed; boundary=B\n\n"
        + b"".join(b"--B\n" + part + b"\n" for part in parts)
        + b"--B--\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        typed("text/plain; charset=windows-1256", "quoted-printable", quopri.encodestring(PLAIN.encode("cp1256"))),
        typed("text/plain; charset=windows-1256", "base64", base64.encodebytes(PLAIN.encode("cp1256"))),
        typed("text/plain; charset=utf-8", "base64", base64.encodebytes(PLAIN.encode())),
        typed("text/plain; charset=us-ascii", "8bit", PLAIN.encode()),
        typed("text/plain; charset=iso-8859-1", "8bit", PLAIN.encode("cp1256")),
        typed("text/plain; charset=unheard-of", "8bit", PLAIN.encode()),
        typed("text/html; charset=utf-8", "8bit", f"<div><b>{PLAIN}</b></div>".encode()),
        b"\n" + PLAIN.encode("cp1256"),
    ],
    ids=["printable", "base64", "utf8", "ascii", "latin", "unknown", "html", "none"],
)
def test_a_mail_is_read_whatever_its_encoding_is_called(tmp_path: Path, body: bytes) -> None:
    [document], problems = read(mail(tmp_path, HEAD + body))
    assert document.text == PLAIN
    assert (document.published, document.source) == (date(2021, 9, 6), "Desk")
    assert problems == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Three soldiers were killed in an attack on a checkpoint near the town\nof Makhmur, an officer said.\n\nEnd.",
         [ENGLISH, "", "End."]),
        ("A bomb wounded two \npolicemen in Daquq. \n\nNo one \nclaimed it.",
         ["A bomb wounded two policemen in Daquq.", "", "No one claimed it."]),
        ("> A bomb wounded two.\n> > It was a mine.", ["A bomb wounded two.", "It was a mine."]),
        ("Daquq: 2 wounded\nMakhmur: 3 killed", ["Daquq: 2 wounded", "Makhmur: 3 killed"]),
        (f"{ENGLISH}\n-- \nThe desk\nKirkuk", [ENGLISH]),
    ],
    ids=["wrapped", "flowed", "quoted", "list", "signature"],
)  # fmt: skip
def test_lines_that_a_program_has_broken_are_joined(tmp_path: Path, text: str, lines: list[str]) -> None:
    [document], _ = read(mail(tmp_path, HEAD + b"\n" + text.encode()))
    assert document.text.split("\n") == lines


def test_a_forwarded_message_is_a_report_of_its_own(tmp_path: Path) -> None:
    forwarded = b"Content-Type: message/rfc822\n\n" + made.mail(ENGLISH, subject="Attack")
    path = mail(tmp_path, HEAD + several(typed("text/plain; charset=utf-8", "8bit", SORANI.encode()), forwarded))
    documents, problems = read(path)
    assert [(document.language, document.origin) for document in documents] == [
        ("ckb", str(path)),
        ("en", f"{path}/message-1"),
    ]
    assert problems == []


def attached(name: str, data: bytes, coding: str = "base64") -> bytes:
    head = f"Content-Type: application/x-any\nContent-Disposition: attachment; filename={name}\n"
    return f"{head}Content-Transfer-Encoding: {coding}\n\n".encode() + data


@pytest.mark.parametrize(
    "part",
    [
        attached("a.pdf", (b"QUJD" * 19 + b"\n") * 1_000_000),
        attached("a.pdf", (bytes(range(14, 120)) + b"\n") * 900_000, "binary"),
        attached("a.txt", b"x" * 100_000_000, "7bit"),
    ],
    ids=["base64", "binary", "one line"],
)
def test_an_attachment_of_eighty_megabytes_and_more_is_never_held_as_a_whole(tmp_path: Path, part: bytes) -> None:
    body = typed("text/plain; charset=utf-8", "8bit", ENGLISH.encode())
    path = mail(tmp_path, HEAD + several(body, part, attached("b.txt", base64.encodebytes(SORANI.encode()))))
    tracemalloc.start()
    documents, [problem] = read(path, settings=Settings(max_bytes=50_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [document.language for document in documents] == ["en", "ckb"]
    assert problem.where.startswith(f"{path}/a.")
    assert "larger than" in problem.what
    assert peak < 30_000_000


@pytest.mark.parametrize("name", ["../../x.txt", "C:\\\\x.txt", "/etc/x.txt", '"\ty .txt"'])
def test_the_name_of_an_attachment_is_no_path(tmp_path: Path, name: str) -> None:
    part = attached(f'"{name}"' if '"' not in name else name, base64.encodebytes(ENGLISH.encode()))
    [document], _ = read(mail(tmp_path, HEAD + several(part)))
    assert document.origin in (f"{tmp_path}/a.eml/x.txt", f"{tmp_path}/a.eml/y .txt")


def hostile() -> Iterator[bytes]:
    yield b"".join(b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(3000))
    yield b"Content-Type: message/rfc822\n\n" * 200
    yield b"Content-Type: text/plain; charset=\xff\n\nx"
    yield b"Content-Type: text/plain; charset*0*=a''b; charset*1=\n\n\xff\xfe"
    yield b"Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-7\n\n+++"
    yield b"Date: " + b"1" * 50_000 + b"\nFrom: " + b"<" * 50_000 + b"\nSubject: " + b"=?" * 25_000 + b"\n\ntext"
    yield b"Content-Disposition: attachment; filename*0*=" + b"%" * 9000 + b"\n\nx"


@pytest.mark.parametrize("data", [*hostile()])
def test_a_hostile_mail_costs_itself_only(tmp_path: Path, data: bytes) -> None:
    box = b"From a Sun Sep  5 22:30:00 2021\n" + data + b"\n\nFrom a Sun Sep  5 22:30:00 2021\n\n" + ENGLISH.encode()
    start = time.process_time()
    documents, problems = read(mail(tmp_path, box, "a.mbox"), language="en")
    assert documents[-1].text == ENGLISH
    assert all(problem.where.startswith(f"{tmp_path}/a.mbox#") for problem in problems)
    assert time.process_time() - start < max(3, len(data) / 10_000)


def test_a_paragraph_that_begins_with_from_is_no_new_message(tmp_path: Path) -> None:
    text = f"{ENGLISH}\n\nFrom Baghdad the army said nothing."
    box = b"From a Sun Sep  5 22:30:00 2021\n" + HEAD + b"\n" + text.encode() + b"\n"
    [document], problems = read(mail(tmp_path, box, "a.mbox"))
    assert document.text == text
    assert problems == []


def test_a_mailbox_is_never_held_as_a_whole(tmp_path: Path) -> None:
    message = (
        b"From a Sun Sep  5 22:30:00 2021\n"
        + HEAD
        + several(typed("text/plain", "7bit", ENGLISH.encode()), attached("a.jpg", (b"QUJD" * 19 + b"\n") * 4000))
    )
    with (tmp_path / "a.mbox").open("wb") as box:
        for _ in range(60):
            box.write(message + b"\n")
    tracemalloc.start()
    count = sum(isinstance(item, Document) for item in read_documents([tmp_path / "a.mbox"]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 60
    assert peak < 5_000_000


def test_a_page_saved_in_one_file_keeps_its_address(tmp_path: Path) -> None:
    source = (Path(__file__).parent / "pages" / "clock_ar.html").read_bytes()
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://nahrain.example/5\nMIME-Version: 1.0\n"
    parts = b'Content-Type: multipart/related; type="text/html"; boundary="B"\n\n--B\n'
    page = typed("text/html", "quoted-printable", quopri.encodestring(source))
    picture = b"\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    [document], problems = read(mail(tmp_path, head + parts + page + picture, "a.mhtml"))
    assert (document.url, document.source) == ("https://nahrain.example/5", "nahrain.example")
    assert document.published == date(2019, 8, 14)
    assert problems == []
