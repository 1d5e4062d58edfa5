"""Where reports come from: files, folders, standard input; each a stream of raw reports, or of what is wrong."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import Fields
from geomap.documents.json_reports import as_utf8, json_reports, looks_like_json
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["raw_reports"]

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
_DESCRIBES = re.compile(r"\.(?:csv|tsv|jsonl|ndjson)-metadata\.json\Z", re.IGNORECASE)
"""A name that the W3C's "Metadata Vocabulary for Tabular Data" (section 5.3) gives to what describes a table beside it;
`geomap.store` writes its attribution so."""
_AS_TEXT = "Save the report's text as .txt or JSON lines (.jsonl)."


def raw_reports(paths: Sequence[str | Path], max_bytes: int) -> Iterator[Raw | Problem]:
    """Yield every report of files, folders (in the order of their names) and ``"-"`` (standard input).

    Parameters
    ----------
    paths : sequence of str or Path
        What to read.
    max_bytes : int
        Reports larger than this are not read.
    """
    seen: set[Path] = set()
    for path in paths:
        if not str(path):
            yield Problem('""', "An empty name is no file.", "Name a file or a folder; is a variable unset?")
        elif str(path) == "-":
            yield from _standard_input(max_bytes)
        else:
            yield from _path(Path(path), max_bytes, seen)


def _path(path: Path, max_bytes: int, seen: set[Path]) -> Iterator[Raw | Problem]:
    """Read what lies at `path`, unless it is among those `seen`."""
    try:
        if path.is_dir():
            yield from _folder(path, max_bytes, seen)
        elif not path.exists():
            yield _missing(path)
        elif not path.is_file():
            yield Problem(str(path), "This is no regular file.", "Give a file, a folder, or - for standard input.")
        elif (real := path.resolve()) in seen:
            yield Problem(str(path), "The file was named before; it was read once.", "Name it once.", False)
        else:
            seen.add(real)
            yield from _file(path, max_bytes)
    except (OSError, ValueError) as error:
        what = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Problem(str(path), f"It cannot be read: {what}.", "Check the name and the permissions.")


def _missing(path: Path) -> Problem:
    if path.is_symlink():
        return Problem(str(path), "This link leads to no file.", "Mend the link, or name the file itself.")
    return Problem(str(path), "There is no such file.", "Check the name.")


def _folder(folder: Path, max_bytes: int, seen: set[Path]) -> Iterator[Raw | Problem]:
    """Read a folder and those in it; hidden files and notes (.md) are no reports, and links to folders may be loops."""
    found = False
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() == ".md":
            continue
        found = True
        if path.is_dir() and path.is_symlink():
            yield Problem(str(path), "The link to a folder was passed over.", "Name the folder itself.", False)
        elif _DESCRIBES.search(path.name):
            yield Problem(str(path), "The file was passed over: by its name it describes a table.", _AS_TEXT, False)
        elif path.is_dir() or path.suffix.lower() in (*_LINES, *_TEXT, *_NOT_YET):
            yield from _path(path, max_bytes, seen)
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
            yield from _json(stream, str(path), max_bytes, lines=ending != ".json")
        else:
            yield from _text(stream.read(max_bytes + 1), str(path), max_bytes)


def _json(stream: BinaryIO, origin: str, max_bytes: int, *, lines: bool) -> Iterator[Raw | Problem]:
    with told(origin) as problems:
        stream, first = as_utf8(stream, stream.readline(max_bytes + 1), max_bytes)
        yield from json_reports(stream, first, origin, max_bytes, lines=lines)
    yield from problems


def _standard_input(max_bytes: int) -> Iterator[Raw | Problem]:
    """Read standard input, which may be closed or broken."""
    if sys.stdin is None:
        yield Problem("-", "Standard input is closed.", "Pipe a report into it, or name a file.")
        return
    try:
        yield from _stream(sys.stdin.buffer, "-", max_bytes)
    except OSError as error:
        yield Problem("-", f"Standard input cannot be read: {error.strerror or error}.", "Pipe a report into it.")


def _stream(stream: BinaryIO, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    """Read a stream without a name: JSON where the first line opens it, a text otherwise."""
    with told(origin) as problems:
        stream, first = as_utf8(stream, stream.readline(max_bytes + 1), max_bytes)
        if looks_like_json(first):
            yield from json_reports(stream, first, origin, max_bytes)
        else:
            yield from _text(first + stream.read(max(max_bytes + 1 - len(first), 0)), origin, max_bytes)
    yield from problems


def _text(data: bytes, origin: str, max_bytes: int) -> Iterator[Raw | Problem]:
    if len(data) > max_bytes:
        yield too_large(origin, max_bytes)
        return
    if looks_like_json(data[:2000]):  # JSON lines under the name of a text
        yield from _json(io.BytesIO(data), origin, max_bytes, lines=True)
        return
    with told(origin) as problems:
        text, warning = decode(data)
        if not text.strip():
            raise DocumentError("The report is empty.", "Give a file with text in it.")
        if text[:200].lstrip().lower().startswith(("<!doctype html", "<html", "<?xml")):
            raise DocumentError("This is a web page's source, which geomap does not read.", _AS_TEXT)
        yield Raw(Fields(text), origin, (warning,) if warning else ())
    yield from problems
