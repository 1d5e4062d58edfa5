"""Reports as JSON: one object a line, or one array or object in a file."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from geomap.documents.api_records import is_wrapped, raw_record
from geomap.documents.encodings import decode
from geomap.documents.fields import decoded, fields_of
from geomap.documents.json_dumps import HEAD, dump_reports, looks_like_dump
from geomap.documents.raw import Raw, told, too_large
from geomap.documents.rows import raw_of
from geomap.documents.text_stream import joined
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["as_utf8", "json_reports", "looks_like_json"]

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_OPENING = re.compile(rb'\{\s*(?:"|\Z)|\[\s*(?:\{|\Z)')
"""How JSON reports begin; "[agency] text" and "{braces} text" do not."""


def looks_like_json(line: bytes) -> bool:
    """Say whether the first line of a stream opens JSON reports, be they broken."""
    return _OPENING.match(line.strip(_BLANK)) is not None


def as_utf8(stream: BinaryIO, first: bytes, max_bytes: int) -> tuple[BinaryIO, bytes]:
    """Return a stream in UTF-16 or UTF-32 as one in UTF-8, with its first line; any other as it is.

    Lines of two-byte text cannot be told apart in bytes, so it is read as a whole.

    Raises
    ------
    DocumentError
        Where it is larger than `max_bytes`.
    """
    if not first.startswith(_WIDE):
        return stream, first
    data = first + stream.read(max(max_bytes + 1 - len(first), 0))
    if len(data) > max_bytes:
        raise DocumentError(f"A file in UTF-16 over {max_bytes / 1e6:g} MB is not read.", "Save it as UTF-8.")
    turned = io.BytesIO(decode(data)[0].encode("utf-8", "replace"))
    return turned, turned.readline()


def json_reports(
    stream: BinaryIO,
    first: bytes,
    origin: str,
    max_bytes: int,
    *,
    lines: bool = True,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Raw | Problem]:
    """Yield the reports of JSON lines, of one JSON array or object over several lines, or of a dump.

    Parameters
    ----------
    stream : binary file
        After its first line.
    first : bytes
        The first line.
    origin : str
        Where a problem stands: ``origin:line`` in JSON lines, ``origin#item`` in an array or a dump.
    max_bytes : int
        Lines, and arrays as a whole, that are larger are not read; of a dump, records.
    lines : bool
        False where the file's name promises one array or object (``.json``).
    columns : mapping of str to str, optional
        Field of a report → the key that holds it, as the user says.
    """
    asked = columns or {}
    number = 1
    while first and not first.strip(_BLANK):
        first, number = stream.readline(max_bytes + 1), number + 1
    if not first:
        yield Problem(origin, "The file is empty.", "Give a file with one JSON object a line.")
        return
    alone = _is_object(first)
    by_line = alone or (lines and not _opens_whole(first))
    if not by_line:
        first += stream.read(HEAD)
    if looks_like_dump(first) and not (alone and _is_report(first)):
        yield from dump_reports(joined(first, stream), origin, max_bytes, asked)
    elif by_line:
        yield from _lines(stream, origin, max_bytes, first, asked, number)
    else:
        data = first + stream.read(max(max_bytes + 1 - len(first), 0))
        yield from _whole(data, origin, max_bytes, asked, number)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _is_report(line: bytes) -> bool:
    try:
        fields_of(decoded(line.decode("utf-8-sig")))
    except (DocumentError, UnicodeDecodeError):
        return False
    return True


def _opens_whole(line: bytes) -> bool:
    bare = line.strip(_BLANK)
    return bare == b"{" or (bare.startswith(b"[") and looks_like_json(line))


def _whole(
    data: bytes, origin: str, max_bytes: int, columns: Mapping[str, str], number: int
) -> Iterator[Raw | Problem]:
    if len(data) > max_bytes:
        yield too_large(origin, max_bytes, "Write one JSON object a line (.jsonl)")
        return
    try:
        value = json.loads(decode(data)[0])
    except DocumentError as error:
        yield Problem(origin, error.what, error.hint)
        return
    except (ValueError, RecursionError) as error:
        rest = data.splitlines(keepends=True)
        if any(map(_is_object, rest)):
            yield from _lines(io.BytesIO(b"".join(rest[1:])), origin, max_bytes, rest[0], columns, number)
        else:
            where = f"{origin}:{error.lineno + number - 1}" if isinstance(error, json.JSONDecodeError) else origin
            other = "nested too deeply" if isinstance(error, RecursionError) else "a number of too many digits"
            what = error.msg if isinstance(error, json.JSONDecodeError) else other
            yield Problem(where, f"The file is no JSON ({what}).", "Write one JSON object a line.")
        return
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield Problem(origin, "The file holds an empty list.", "Give a file with one JSON object a line.")
    for item, row in enumerate(rows, 1):
        where = f"{origin}#{item}" if isinstance(value, list) else origin
        with told(where) as problems:
            yield _raw(row, where, columns)
        yield from problems


def _raw(value: Any, where: str, columns: Mapping[str, str], warnings: tuple[str, ...] = ()) -> Raw:
    if is_wrapped(value):  # a record of an API, taken out of its answer
        return replace(raw_record(value, where, {}, columns), warnings=warnings)
    return raw_of(value, where, columns, warnings)


def _lines(
    stream: BinaryIO, origin: str, max_bytes: int, first: bytes, columns: Mapping[str, str], number: int = 1
) -> Iterator[Raw | Problem]:
    line = first
    while line:
        where = f"{origin}:{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield too_large(where, max_bytes)
            while line and not line.endswith(b"\n"):
                line = stream.readline(1_000_000)
        elif line.strip(_BLANK):
            with told(where) as problems:
                text, warning = decode(line.rstrip(b"\r\n"))
                yield _raw(decoded(text), where, columns, (warning,) if warning else ())
            yield from problems
        line = stream.readline(max_bytes + 1)
        number += 1
