"""Archives: what they hold is read as if it lay in a folder; nothing is unpacked to a place that they name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, cast

from geomap.documents.intake import Allowance, BombError, Intake
from geomap.documents.raw import Raw
from geomap.records import Problem

__all__ = ["compressed_reports", "zip_reports"]

_IN_MEMORY = 8_000_000
"""Bytes of a member that are held in memory; what is larger waits in a temporary file without a name."""
_LARGEST = 4_000_000_000
"""Bytes that an archive may unpack to in any case."""
_RATIO = 200
"""Bytes that an archive may unpack to for each of its own: text shrinks to a tenth, bombs to a thousandth."""
_ALWAYS = 50_000_000
"""Bytes that any archive may unpack to, however small it is."""
_PIECE = 1_000_000
_DEEPEST = 3
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    struct.error,
)
"""What the standard library raises over archives that are cut off, damaged, or packed in ways that it does not know."""
_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
)
"""How a compressed file begins; its name may say nothing, where it was fetched from an address."""


class _Member(NamedTuple):
    """What lies in an archive: its name, whether a password locks it, and how to open it."""

    name: str
    locked: bool
    opened: Callable[[], IO[bytes] | None]


def zip_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a ZIP archive, in the order of their names."""
    if intake.depth >= _DEEPEST:
        yield _too_deep(origin)
        return
    intake = _limited(intake, stream)
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN:
        yield _broken(origin)
        return
    with archive:
        members = [
            _Member(_name(info), bool(info.flag_bits & 1), partial(archive.open, info))
            for info in archive.infolist()
            if info.filename and not info.filename.endswith("/")
        ]
        members.sort(key=lambda member: member.name)
        yield from _read(iter(members), origin, intake, intake.allowance)


def compressed_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a tar archive, compressed or not, in its own order, or of one compressed file."""
    if intake.depth >= _DEEPEST:
        yield _too_deep(origin)
        return
    intake = _limited(intake, stream)
    opener = _opener(stream)
    try:
        with cast(BinaryIO, opener(stream)) if opener else nullcontext(stream) as unpacked:
            if _is_tar(unpacked):
                with tarfile.open(fileobj=cast(BinaryIO, _Counted(unpacked, intake.allowance)), mode="r|") as archive:
                    yield from _read(_tar_members(archive), origin, intake, None)
            elif opener is None:
                yield _broken(origin)
            else:
                unpacked.seek(0)
                name = PurePosixPath(origin.replace("\\", "/")).stem
                yield from _read(iter([_Member(name, False, lambda: unpacked)]), origin, intake, intake.allowance)
    except BombError:
        yield _bomb(origin)
    except _BROKEN:
        yield _broken(origin)


def _limited(intake: Intake, stream: BinaryIO) -> Intake:
    """Return an intake that says how much may be unpacked: the outermost archive sets it for all that lie in it."""
    if intake.allowance is not None:
        return intake
    size = stream.seek(0, 2)
    stream.seek(0)
    return replace(intake, allowance=Allowance(min(max(_ALWAYS, _RATIO * size), _LARGEST)))


def _opener(stream: BinaryIO) -> Callable[[BinaryIO], Any] | None:
    first = stream.read(6)
    stream.seek(0)
    return next((opener for mark, opener in _OPENERS if first.startswith(mark)), None)


def _is_tar(stream: BinaryIO) -> bool:
    """Say whether a stream holds a tar archive, by its first header; leave it at its beginning."""
    head = stream.read(tarfile.BLOCKSIZE)
    stream.seek(0)
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


class _Counted:
    """A stream of which every byte counts, those of members that are passed over, too."""

    def __init__(self, stream: BinaryIO, allowance: Allowance | None) -> None:
        self._stream = stream
        self._allowance = allowance

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        if self._allowance is not None:
            self._allowance.take(len(data))
        return data


def _tar_members(archive: tarfile.TarFile) -> Iterator[_Member]:
    for member in archive:
        if member.isfile():
            yield _Member(member.name, False, partial(archive.extractfile, member))
        archive.members.clear()  # type: ignore[attr-defined]  # of a million, tarfile would keep a million


def _read(
    members: Iterator[_Member], origin: str, intake: Intake, allowance: Allowance | None
) -> Iterator[Raw | Problem]:
    """Yield the reports of members, of which each counts; a broken one costs itself only."""
    found = False
    for member in members:
        path = PurePosixPath(member.name.replace("\\", "/"))
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
        if hidden or path.suffix.lower() not in intake.readable:
            continue
        found = True
        where = f"{origin}/{str(path).lstrip('/')}"
        if member.locked:
            yield Problem(where, "It is locked by a password.", "Unpack the archive and read the folder.")
            continue
        try:
            held = _held(member.opened(), allowance)
        except BombError:
            yield _bomb(origin)
            return
        except _BROKEN as error:
            yield Problem(where, f"It cannot be unpacked ({type(error).__name__}).", "Get the archive again.")
            continue
        with held:
            yield from intake.inner(cast(BinaryIO, held), path.name, where)
    if not found:
        yield Problem(origin, "This archive holds no file that geomap reads.", "Look into it; is it the right one?")


def _held(source: IO[bytes] | None, allowance: Allowance | None) -> SpooledTemporaryFile[bytes]:
    """Return what a member unpacks to, at its beginning."""
    held: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (closed by whoever reads it)
    try:
        while source is not None and (piece := source.read(_PIECE)):
            if allowance is not None:
                allowance.take(len(piece))
            held.write(piece)
    except BaseException:
        held.close()
        raise
    finally:
        if source is not None:
            source.close()
    held.seek(0)
    return held


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so, which Python reads as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _broken(origin: str) -> Problem:
    return Problem(origin, "This archive is broken, or of a kind that geomap does not know.", "Unpack it to a folder.")


def _bomb(origin: str) -> Problem:
    what = "This archive unpacks to far more than its size; the rest of it was not read."
    return Problem(origin, what, "If it is meant to, unpack it to a folder.")


def _too_deep(origin: str) -> Problem:
    return Problem(origin, f"Archives lie more than {_DEEPEST} deep in each other.", "Unpack the outer ones.")
