"""Opening what the user gives: folders, files, and zip, gzip and bzip2 archives, which may be hostile.

An archive is unpacked into a temporary folder that is gone when the reading is over. What it says of itself is not
trusted: sizes are measured while inflating.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.gathering import printable

__all__ = ["LIMITS", "Limits", "OpenedFile", "opened"]

_CHUNK = 1 << 20
_MAGIC = {b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip", b"\x1f\x8b": ".gz", b"BZh": ".bz2"}
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the archives of one import may unpack to.

    Parameters
    ----------
    bytes : int
        All files together. Who's On First's whole world is 8 GiB of SQLite; Iraq's part is far below.
    ratio : int
        Bytes out for each byte in; only looked at beyond `ratio_from`. Padded shapefile tables reach 100, a bomb
        1,000 and more.
    ratio_from : int
        Bytes below which no ratio is suspicious.
    members : int
        Files in all archives together; a country of Who's On First has up to 100,000.
    """

    bytes: int = 8 << 30
    ratio: int = 250
    ratio_from: int = 64 << 20
    members: int = 200_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A plain file, and how errors name it: ``IQ.zip/IQ.txt`` for a member of an archive."""

    path: Path
    name: str


@contextmanager
def opened(paths: Sequence[Path], limits: Limits = LIMITS) -> Iterator[tuple[OpenedFile, ...]]:
    """Give the plain files of `paths`, archives unpacked for as long as the ``with`` block runs.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Files, archives and folders; folders are walked in order of name, without hidden files and links. An archive
        inside an archive stays as it is.
    limits : Limits
        What archives may unpack to.

    Raises
    ------
    GazetteerError
        Where a path is missing, an archive is broken or truncated, encrypted, unpacks to too much, or holds a link or
        a name that leaves it; every fault of every archive at once, nothing kept.
    """
    with tempfile.TemporaryDirectory(prefix="geomap-") as room:
        unpacking = _Unpacking(Path(room), limits)
        for path in paths:
            unpacking.take(Path(path))
        if unpacking.faults:
            raise GazetteerError("The files cannot be opened.", tuple(map(printable, unpacking.faults)))
        yield tuple(unpacking.files)


class _Unpacking:
    """The files of one import as they are opened, and what they have used of the limits."""

    def __init__(self, room: Path, limits: Limits) -> None:
        self.room = room
        self.limits = limits
        self.files: list[OpenedFile] = []
        self.faults: list[str] = []
        self._bytes = 0
        self._members = 0
        self._archives = 0

    def take(self, path: Path) -> None:
        if path.is_dir():
            for inner in sorted(_walk(path)):
                self._take_file(inner, inner.relative_to(path).as_posix())
        elif path.is_file():
            self._take_file(path, path.name)
        else:
            self.faults.append(f"{path}: no such file; expected a file or folder that exists")

    def _take_file(self, path: Path, name: str) -> None:
        try:
            kind = _archive_kind(path)
            if not kind:
                self.files.append(OpenedFile(path, printable(name)))
                return
            self._archives += 1
            folder = self.room / str(self._archives)
            folder.mkdir()
            if kind == ".zip":
                self._unzip(path, name, folder)
            else:
                self._inflate(path, name, folder, kind)
        except _TooMuchError as error:
            self.faults.append(f"{name}: {error}")
        except _BROKEN as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise GazetteerError(f"{name} cannot be unpacked: there is no room left in {self.room}.") from error
            self.faults.append(
                f"{name}: a broken or truncated archive ({type(error).__name__}: {error}); "
                "expected a whole one: download it again"
            )

    def _unzip(self, path: Path, name: str, folder: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            self._count(len(members))
            faults = [f"{name}: {fault}" for fault in _member_faults(members)]
            self.faults.extend(faults)
            for member in () if faults else members:
                target = folder / member.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source:
                    self._copy(source, target, path.stat().st_size)
                self.files.append(OpenedFile(target, printable(f"{name}/{member.filename}")))

    def _inflate(self, path: Path, name: str, folder: Path, kind: str) -> None:
        inner = name[: -len(kind)] if name.lower().endswith(kind) else name
        target = folder / Path(inner).name
        self._count(1)
        with gzip.open(path) if kind == ".gz" else bz2.open(path) as source:
            self._copy(source, target, path.stat().st_size)
        self.files.append(OpenedFile(target, printable(name)))

    def _count(self, members: int) -> None:
        self._members += members
        if self._members > self.limits.members:
            raise _TooMuchError(f"{self._members} files in archives; expected at most {self.limits.members}")

    def _copy(self, source: IO[bytes] | gzip.GzipFile | bz2.BZ2File, target: Path, packed: int) -> None:
        written = 0
        with target.open("wb") as file:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                self._bytes += len(chunk)
                if self._bytes > self.limits.bytes:
                    raise _TooMuchError(f"more than {self.limits.bytes} bytes when unpacked; expected at most as many")
                if written > self.limits.ratio_from and written > self.limits.ratio * packed:
                    raise _TooMuchError(
                        f"unpacks to more than {self.limits.ratio} times its size, as a zip bomb does; "
                        "expected data of a gazetteer"
                    )
                file.write(chunk)


class _TooMuchError(Exception):
    """An archive unpacks to more than is allowed."""


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path


def _archive_kind(path: Path) -> str:
    """Return ``.zip``, ``.gz`` or ``.bz2`` by the first bytes, or an empty text; a name that promises one must hold it.

    Raises
    ------
    ValueError
        Where the name promises an archive and the file is none, such as an error page saved under its name.
    """
    with path.open("rb") as file:
        head = file.read(4)
    found = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    promised = path.suffix.lower()
    if promised in _MAGIC.values() and found != promised:
        raise ValueError(f"it begins with {head!r}, which is no {promised[1:]}")
    return found


def _member_faults(members: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if _leaves(name):
            yield f"member {name!r} leaves the archive; expected a name below it"
        elif stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            yield f"member {name!r} is a link or device; expected a file"
        elif member.flag_bits & 0x1:
            yield f"member {name!r} is encrypted; expected an open one"
        elif name.casefold() in seen:
            yield f"member {name!r} twice; expected each name once"
        seen.add(name.casefold())


def _leaves(name: str) -> bool:
    """Return whether a member's name would lead elsewhere than below the folder, on this system or another."""
    parts = name.replace("\\", "/").split("/")
    return not name or ".." in parts or parts[0] == "" or bool(_DRIVE.match(name)) or "\\" in name or "\0" in name
