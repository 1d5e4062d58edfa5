"""Archives: what they hold is read as if it lay in a folder; nothing is unpacked to a place that they name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from geomap.documents.intake import Intake
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
)
"""What the standard library raises over archives that are cut off, damaged, or packed in ways that it does not know."""
_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


class _BombError(Exception):
    """An archive that unpacks to more than it may."""


def zip_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a ZIP archive."""
    if intake.depth >= _DEEPEST:
        yield _too_deep(origin)
        return
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN:
        yield _broken(origin)
        return
    allowance = _Allowance(stream)
    members = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
    yield from _members(
        [(name, bool(info.flag_bits & 1), partial(archive.open, info)) for name, info in members],
        origin,
        intake,
        allowance,
    )


def compressed_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a tar archive, compressed or not, or of one compressed file."""
    if intake.depth >= _DEEPEST:
        yield _too_deep(origin)
        return
    allowance = _Allowance(stream)
    try:
        is_tar = tarfile.is_tarfile(stream)
    except _BROKEN:
        is_tar = False
    stream.seek(0)
    if is_tar:
        yield from _tar(stream, origin, intake, allowance)
        return
    path = PurePath(origin)
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        yield _broken(origin)
        return
    yield from _members([(path.stem, False, partial(opener, stream))], origin, intake, allowance)


def _tar(stream: BinaryIO, origin: str, intake: Intake, allowance: _Allowance) -> Iterator[Raw | Problem]:
    try:
        archive = tarfile.open(fileobj=stream)  # noqa: SIM115  (it ends with the stream)
        for member in archive:
            if member.isfile():
                yield from _members(
                    [(member.name, False, partial(archive.extractfile, member))], origin, intake, allowance
                )
    except _BombError:
        yield _bomb(origin)
    except _BROKEN:
        yield _broken(origin)


Member = tuple[str, bool, Callable[[], IO[bytes] | None]]
"""Name, whether a password locks it, and how to open it."""


def _members(members: list[Member], origin: str, intake: Intake, allowance: _Allowance) -> Iterator[Raw | Problem]:
    for name, locked, opened in sorted(members, key=lambda member: member[0]):
        path = PurePath(name.replace("\\", "/"))
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
        if hidden or path.suffix.lower() not in intake.readable:
            continue
        where = f"{origin}/{path.as_posix().lstrip('/')}"
        if locked:
            yield Problem(where, "It is locked by a password.", "Unpack the archive and read the folder.")
            continue
        try:
            held = allowance.held(opened())
        except _BombError:
            yield _bomb(origin)
            return
        except (*_BROKEN, NotImplementedError) as error:
            yield Problem(where, f"It cannot be unpacked ({type(error).__name__}).", "Get the archive again.")
            continue
        with held:
            yield from intake.inner(cast(BinaryIO, held), path.name, where)


class _Allowance:
    """How much an archive may still unpack to."""

    def __init__(self, stream: BinaryIO) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        self._left = min(max(_ALWAYS, _RATIO * size), _LARGEST)

    def held(self, source: IO[bytes] | None) -> SpooledTemporaryFile[bytes]:
        """Return what a member unpacks to, at its beginning."""
        held: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (closed by whoever reads it)
        if source is None:
            return held
        try:
            with source:
                while piece := source.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise _BombError
                    held.write(piece)
        except BaseException:
            held.close()
            raise
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
