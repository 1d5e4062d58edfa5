"""Archives as they come by mail, and as somebody might pack them to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import report_files as made
from report_files import ARABIC, ENGLISH, SORANI

from geomap.documents import read_documents
from geomap.records import Document, Problem


def read(path: Path) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], published=date(2021, 9, 6), today=date(2026, 1, 1)))
    return [item for item in found if isinstance(item, Document)], [item for item in found if isinstance(item, Problem)]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def tarred(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def test_archives_in_archives_unpack_to_no_more_than_one_may(tmp_path: Path) -> None:
    data = made.zipped({"a.txt": bytes(45_000_000)})
    for _ in range(2):
        data = made.zipped({f"{number}.zip": data for number in range(16)})
    start = time.process_time()
    documents, problems = read(written(tmp_path / "a.zip", data))
    assert documents == []
    assert time.process_time() - start < 5
    assert len(problems) <= 4
    assert "unpacks to far more" in problems[-1].what


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_an_archive_passes_over_counts_too(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    data = tarred({"a.txt": ENGLISH.encode(), "film.mp4": bytes(200_000_000), "z.txt": ARABIC.encode()})
    start = time.process_time()
    documents, problems = read(written(tmp_path / "a.tar.gz", pack(data)))
    assert [document.language for document in documents] == ["en"]
    assert "unpacks to far more" in problems[0].what
    assert time.process_time() - start < 20


@pytest.mark.parametrize("name", ["a.tar", "a.tgz", "a.gz", "a.xz", "answer.bz2"])
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_the_first_bytes_say_how_a_file_is_compressed(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    documents, problems = read(written(tmp_path / name, pack(tarred({"a.txt": ENGLISH.encode()}))))
    assert [document.origin for document in documents] == [f"{tmp_path / name}/a.txt"]
    assert problems == []


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_an_archive_without_reports_is_told(tmp_path: Path, name: str) -> None:
    members = {"picture.jpg": b"\xff\xd8\xff", "__MACOSX/a.txt": b"x", ".hidden.txt": b"x"}
    data = made.zipped(members) if name == "a.zip" else tarred(members)
    _, [problem] = read(written(tmp_path / name, data))
    assert "no file that geomap reads" in problem.what
    assert problem.hint


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
        archive.writestr("a.txt", ENGLISH)
    documents, problems = read(written(tmp_path / "a.zip", held.getvalue()))
    assert [document.text for document in documents] == [ENGLISH]
    assert problems == []


def test_a_tar_archive_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    data = tarred({"a.txt": ENGLISH.encode(), "b.txt": ARABIC.encode() * 20, "c.txt": SORANI.encode()})
    documents, problems = read(written(tmp_path / "a.tar", data[:2000]))
    assert [document.language for document in documents] == ["en"]
    assert [problem.skipped for problem in problems] == [True] * len(problems)
    assert problems


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: Path, kind: bytes) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    documents, [problem] = read(written(tmp_path / "a.tar", held.getvalue()))
    assert documents == []
    assert problem.where == str(tmp_path / "a.tar")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "cp720"])
def test_names_in_any_encoding_are_borne(tmp_path: Path, encoding: str) -> None:
    data = made.zipped({"-" * len("تقرير.txt".encode(encoding)): ENGLISH.encode()})
    data = data.replace(b"-" * len("تقرير.txt".encode(encoding)), "تقرير.txt".encode(encoding))
    [document], problems = read(written(tmp_path / "a.zip", data))
    assert document.origin.endswith(".txt")
    assert encoding != "utf-8" or document.origin.endswith("/تقرير.txt")
    assert problems == []


def test_a_thousand_reports_are_read_from_an_archive_as_fast_as_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1000):
            text = f"{ARABIC} {number}\n" * 12
            (tmp_path / "folder" / f"{number}.txt").write_text(text, encoding="utf-8")
            archive.writestr(f"{number}.txt", text)
    spent = {}
    for _ in range(3):
        for name in ("folder", "a.zip"):
            start = time.process_time()
            assert len(read(tmp_path / name)[0]) == 1000
            spent[name] = min(spent.get(name, 1e9), time.process_time() - start)
    assert spent["a.zip"] < 1.2 * spent["folder"]
