"""Opening archives, kind ones and hostile ones."""

from __future__ import annotations

import bz2
import gzip
import stat
import zipfile
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.archives import Limits, opened


def archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return path


def faults_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(GazetteerError) as caught, opened([path], limits or Limits()):
        pass
    return "\n".join(caught.value.faults)


def test_files_folders_and_archives_are_opened_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    (folder / "data" / "1").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("hidden")
    (folder / "data" / "1" / "b.txt").write_text("b")
    (folder / "link.txt").symlink_to("/etc/passwd")
    archive(folder / "a.zip", {"in/x.txt": b"x", "y.txt": b"y"})
    (folder / "c.txt.gz").write_bytes(gzip.compress(b"c"))
    (folder / "d.db.bz2").write_bytes(bz2.compress(b"d"))
    with opened([folder, folder / "data" / "1" / "b.txt"]) as files:
        found = [(file.name, file.path.name, file.path.read_bytes()) for file in files]
        rooms = {file.path for file in files if "geomap-" in str(file.path)}
    assert found == [
        ("a.zip/in/x.txt", "x.txt", b"x"),
        ("a.zip/y.txt", "y.txt", b"y"),
        ("c.txt.gz", "c.txt", b"c"),
        ("d.db.bz2", "d.db", b"d"),
        ("data/1/b.txt", "b.txt", b"b"),
        ("b.txt", "b.txt", b"b"),
    ]
    assert len(rooms) == 4
    assert not any(path.exists() for path in rooms)


def test_the_kind_shows_in_the_bytes_not_in_the_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "download", {"x.txt": b"x"})
    with opened([path]) as files:
        assert [file.name for file in files] == ["download/x.txt"]


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "C:/x", "C:x", "..\\x", "\\\\server\\x", "a\\b", "a/..", ".."]
)
def test_a_name_that_leaves_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip", {"good.txt": b"1", name: b"2"})
    assert "leaves the archive" in faults_of(path)


def test_links_encryption_and_twins_are_refused_together(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("Twin.txt", "1")
        file.writestr("twin.txt", "2")
        file.writestr("../out.txt", "3")
    found = faults_of(path)
    for word in ("'link' is a link or device", "'twin.txt' twice", "'../out.txt' leaves the archive"):
        assert word in found
    locked = archive(tmp_path / "b.zip", {"x.txt": b"x"}, zipfile.ZIP_STORED)
    raw = bytearray(locked.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(bytes(raw))
    assert "encrypted" in faults_of(locked)


@pytest.mark.parametrize("kind", ["zip", "gz", "bz2"])
def test_a_bomb_is_stopped_while_it_inflates(tmp_path: Path, kind: str) -> None:
    body = b"\0" * 5_000_000
    path = tmp_path / f"bomb.{kind}"
    if kind == "zip":
        archive(path, {"x": body})
    else:
        path.write_bytes(gzip.compress(body) if kind == "gz" else bz2.compress(body))
    assert "as a zip bomb does" in faults_of(path, Limits(ratio=100, ratio_from=1_000_000))
    assert "more than 2000000 bytes" in faults_of(path, Limits(bytes=2_000_000))
    with opened([path]) as files:
        assert files[0].path.stat().st_size == len(body)


def test_a_header_that_lies_about_the_size_is_not_believed(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"x": b"\0" * 1_000_000})
    raw = bytearray(path.read_bytes())
    size = (1_000_000).to_bytes(4, "little")
    path.write_bytes(bytes(raw).replace(size, (10).to_bytes(4, "little")))
    assert "broken or truncated" in faults_of(path)


def test_sizes_and_members_count_over_all_archives(tmp_path: Path) -> None:
    paths = [archive(tmp_path / f"{n}.zip", {f"{m}": b"x" * 600 for m in range(3)}) for n in range(2)]
    with pytest.raises(GazetteerError, match="6 files in archives"), opened(paths, Limits(members=5)):
        pass
    with pytest.raises(GazetteerError, match="more than 3000 bytes"), opened(paths, Limits(bytes=3000)):
        pass


def test_truncated_archives_are_told(tmp_path: Path) -> None:
    body = bytes(range(256)) * 100
    for name, whole in (
        ("a.zip", archive(tmp_path / "whole.zip", {"x": body}).read_bytes()),
        ("a.gz", gzip.compress(body)),
        ("a.bz2", bz2.compress(body)),
    ):
        for cut in (5, len(whole) // 2, len(whole) - 3):
            path = tmp_path / name
            path.write_bytes(whole[:cut])
            assert "broken or truncated archive" in faults_of(path), (name, cut)


def test_damage_inside_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"x": b"some text that is stored"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"stored", b"Stored"))
    assert "broken or truncated archive" in faults_of(path)


def test_a_page_saved_as_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    path.write_bytes(b"<html>Please log in</html>")
    assert "which is no zip" in faults_of(path)
    assert "no such file" in faults_of(tmp_path / "missing.zip")


def test_names_of_members_do_not_steer_a_terminal(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"\x1b[2Jx.txt": b"x"})
    with opened([path]) as files:
        assert [file.name for file in files] == ["a.zip/\ufffd[2Jx.txt"]
    assert "\x1b" not in faults_of(archive(tmp_path / "b.zip", {"../\x1bx": b"x"}))
