"""Where reports come from: files, folders, standard input; each a stream of raw reports, or of what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import Fields, fields_of, read_fields
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["Raw", "raw_reports"]

_LINES = (".jsonl", ".ndjson", ".json")
_TEXT = (".txt", ".text", "")
_NOT_YET = {
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF file",
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF document",
    ".eml": "a mail",
    ".csv": "a table",
    ".xlsx": "a table",
    ".xml": "a feed or XML file",
    ".zip": "an archive",
    ".gz": "an archive",
}
"""Endings of files that may hold reports, but not in a form that geomap reads."""
_AS_TEXT = "Save the report's text as .txt or JSON lines (.jsonl)."


@dataclass(frozen=True, slots=True)
class Raw:
    """A report as its source gives it: `fields`, where it stands (`origin`), and what to warn of."""

    fields: Fields
    origin: str
    warnings: tuple[str, ...] = ()


def raw_reports(paths: Sequence[str | Path], max_bytes: int) -> Iterator[Raw | Problem]:
    """Yield every report of files, folders (in the order of their names) and ``"-"`` (standard input).

    Parameters
    ----------
    paths : sequence of str or Path
        What to read.
    max_bytes : int
        Reports larger than this are not read.
    """
    for path in paths:
        if str(path) == "-":
            yield from _stream(sys.stdin.buffer, "-", max_bytes)
        else:
            yield from _path(Path(path), max_bytes)


def _path(path: Path, max_bytes: int) -> Iterator[Raw | Problem]:
    try:
        if path.is_dir():
            yield from _folder(path, max_bytes)
        elif not path.exists():
            yield Problem(str(path), "There is no such file.", "Check the name.")
        elif not path.is_file():
            yield Problem(str(path), "This is no regular file.", "Give a file, a folder, or - for standard input.")
        else:
            yield from _file(path, max_bytes)
    except (OSError, ValueError) as error:
        yield Problem(str(path), f"The file cannot be read: {error}.", "Check the name and its permissions.")


def _folder(folder: Path, max_bytes: int) -> Iterator[Raw | Problem]:
    """Read a folder and those in it; hidden files and notes (.md) are no reports."""
    found = False
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() == ".md":
            continue
        found = True
        if (path.is_dir() and not path.is_symlink()) or path.suffix.lower() in (*_LINES, *_TEXT, *_NOT_YET):
            yield from _path(path, max_bytes)
        else:
            yield Problem(str(path), "The file was passed over: it holds no report by its ending.", _AS_TEXT, False)
    if not found:
        yield Problem(str(folder), "The folder is empty.", "Put reports into it (.txt, .jsonl).")


def _file(path: Path, max_bytes: int) -> Iterator[Raw | Problem]:
    ending = path.suffix.lower()
    if ending in _NOT_YET:
        yield Problem(str(path), f"This is {_NOT_YET[ending]}, which geomap does not read.", _AS_TEXT)
        return
    with path.open("rb") as stream:
        if ending in _LINES:
            yield from _json(stream, str(path), max_bytes)
        else:
            yield from _text(stream.read(max_bytes + 1), str(path), max_bytes)


def _stream(stream: BinaryIO, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    """Read standard input: JSON lines where the first line is a JSON object, a text otherwise."""
    first = stream.readline(max_bytes + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_json(first):
        yield from _lines(stream, origin, max_bytes, first)
    else:
        yield from _text(first + stream.read(max(max_bytes + 1 - len(first), 0)), origin, max_bytes)


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _text(data: bytes, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    if len(data) > max_bytes:
        yield _too_large(origin, max_bytes)
        return
    with _told(origin) as problems:
        text, warning = decode(data)
        if not text.strip():
            raise DocumentError("The report is empty.", "Give a file with text in it.")
        if text[:200].lstrip().lower().startswith(("<!doctype html", "<html", "<?xml")):
            raise DocumentError("This is a web page's source, which geomap does not read.", _AS_TEXT)
        yield Raw(Fields(text), origin, (warning,) if warning else ())
    yield from problems


def _json(stream: BinaryIO, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    """Read JSON lines; a file that is one JSON array or one object over several lines is read as a whole."""
    first = stream.readline(max_bytes + 1)
    if not first:
        yield Problem(origin, "The file is empty.", "Give a file with one JSON object a line.")
    elif _is_json(first) or not first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")) or origin.endswith("l"):
        yield from _lines(stream, origin, max_bytes, first)
    else:
        yield from _whole(first + stream.read(max(max_bytes + 1 - len(first), 0)), origin, max_bytes)


def _whole(data: bytes, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    if len(data) > max_bytes:
        yield _too_large(origin, max_bytes)
        return
    rows: list[object] = []
    with _told(origin) as problems:
        try:
            value = json.loads(decode(data)[0])
        except (ValueError, RecursionError) as error:
            if isinstance(error, DocumentError):
                raise
            raise DocumentError(f"The file is no JSON ({error}).", "Write one JSON object a line.") from None
        rows = value if isinstance(value, list) else [value]
    yield from problems
    for number, row in enumerate(rows, 1):
        with _told(f"{origin}:{number}") as problems:
            yield Raw(fields_of(row), f"{origin}:{number}")
        yield from problems


def _lines(stream: BinaryIO, origin: str, max_bytes: int, first: bytes) -> Iterator[Raw | Problem]:
    line, number = first, 0
    while line:
        number += 1
        where = f"{origin}:{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield _too_large(where, max_bytes)
            while line and not line.endswith(b"\n"):
                line = stream.readline(1_000_000)
        elif line.strip():
            with _told(where) as problems:
                text, warning = decode(line)
                yield Raw(read_fields(text), where, (warning,) if warning else ())
            yield from problems
        line = stream.readline(max_bytes + 1)


@contextmanager
def _told(origin: str) -> Iterator[list[Problem]]:
    """Turn what is wrong with a report into a problem."""
    problems: list[Problem] = []
    try:
        yield problems
    except DocumentError as error:
        problems.append(Problem(origin, error.what, error.hint))


def _too_large(origin: str, max_bytes: int) -> Problem:
    limit = f"{max_bytes / 1e6:g} MB"
    return Problem(
        origin, f"The report is larger than {limit}; it was not read.", "Split it, or set GEOMAP_MAX_BYTES higher."
    )
