"""Tables as text: CSV and its kin (RFC 4180), read row by row, so that a gigabyte takes no more memory than a row."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from geomap.documents.encodings import codec_of, mended
from geomap.documents.fields import NAMES, folded
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told, too_large
from geomap.documents.rows import Row, Table, table_reports
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["delimited_reports"]

_DELIMITERS = (",", ";", "\t", "|")
_NONE = "\x1f"
"""Delimiter of a table with one column, whose texts may have commas: ASCII's unit separator, which no text has."""
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_SAYS = re.compile(r'\A"?sep=([,;|\t])"?\Z')
"""The first line by which Excel is told the delimiter."""
_QUOTED = re.compile(r'([^"]*+(?:""[^"]*+)*+)"')
"""The rest of a quoted field, up to its closing quote; a doubled quote stands for one."""
_CHUNK = 65_536
_LOST = 20
"""Limits of a row that are read again, all in all, because of quotes that are never closed; a file with more is no
table, and reading on would take longer and longer."""


def delimited_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a table of text, each row one, and what is wrong with others.

    The encoding is recognised as that of texts is, from where the first letters beyond ASCII stand; the delimiter
    (comma, semicolon, tab or bar) by the header. A report's origin is ``origin:line``.

    Parameters
    ----------
    stream : binary file
        Seekable, at its beginning.
    origin : str
        Where it lies, for messages.
    intake : Intake
        What the user allows: `Intake.max_bytes` limits each row.
    """
    with told(origin) as problems:
        codec, warning = codec_of(_telling(stream))
        if warning:
            yield Problem(origin, warning, "Save it as UTF-8 if letters look wrong.", False)
        text = io.TextIOWrapper(stream, codec, "replace", newline="")
        try:
            yield from _reports(_Lines(text, intake.max_bytes), origin, intake)
        finally:
            text.detach()  # the stream is its owner's to close
    yield from problems


def _telling(stream: BinaryIO) -> bytes:
    """Return the beginning of a stream, or the piece with the first bytes that are no ASCII; back at its beginning."""
    first = chunk = stream.read(_CHUNK)
    while chunk and chunk.isascii() and b"\0" not in chunk:
        chunk = stream.read(_CHUNK)
    chunk += stream.read(_CHUNK)
    stream.seek(0)
    return chunk or first


def _reports(lines: _Lines, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    header = next((line for line in lines if line[1].strip()), None)
    if header is None:
        raise DocumentError("The table is empty.", "Give a table with a header and a row for each report.")
    said = _SAYS.match(header[1].strip("\ufeff \r\n"))
    header = next(lines, header) if said else header
    delimiter = said[1] if said else _delimiter(header[1])
    lines.put_back([header])
    rows = _rows(lines, delimiter, origin)
    first = next(rows)
    if isinstance(first, Problem):
        yield first
        return
    table = Table.of(first[1], intake.columns)
    fitting = _fitting(_mended(rows, origin), len(table.columns))
    yield from table_reports(table, fitting, intake.max_bytes)


def _delimiter(header: str) -> str:
    """Return the delimiter by which a header has the most names that are known, then the most names."""

    def merit(delimiter: str) -> tuple[int, int]:
        record = _Record(delimiter)
        record.take(header)
        return sum(folded(cell) in _KNOWN for cell in record.cells), len(record.cells)

    best = max(_DELIMITERS, key=merit)
    return best if merit(best)[1] > 1 else _NONE


def _mended(rows: Iterator[Row | Problem], origin: str) -> Iterator[Row | Problem]:
    """Yield rows with the cells turned back that somebody took for Latin-1 and saved so, and say it once."""
    told_of = False
    for row in rows:
        if isinstance(row, Problem) or all(cell.isascii() for cell in row[1]):
            yield row
            continue
        found = [None if cell.isascii() else mended(cell) for cell in row[1]]
        warning = next((right[1] for right in found if right), None)
        if warning and not told_of:
            told_of = True
            yield Problem(origin, warning, "Save it as UTF-8 if letters look wrong.", False)
        yield row[0], [right[0] if right else cell for right, cell in zip(found, row[1], strict=True)]


def _fitting(rows: Iterator[Row | Problem], width: int) -> Iterator[Row | Problem]:
    """Yield the rows that have as many cells as the header; of others, what is wrong."""
    for row in rows:
        if isinstance(row, Problem) or len(row[1]) == width or not any(row[1]):
            yield row
        elif len(row[1]) < width:
            what = f"This row has {len(row[1])} cells, the header {width}; the last ones were taken as empty."
            yield Problem(row[0], what, "Check its quotes and delimiters.", False)
            yield row
        elif any(row[1][width:]):
            what = f"This row has {len(row[1])} cells, the header {width}; it was not read."
            yield Problem(row[0], what, "Put cells that hold the delimiter into quotes.")
        else:
            yield row[0], row[1][:width]


def _rows(lines: _Lines, delimiter: str, origin: str) -> Iterator[Row | Problem]:
    lost = 0
    for number, line in lines:
        where = f"{origin}:{number}"
        record, taken = _Record(delimiter), [(number, line)]
        whole, size = record.take(line), len(line)
        while not whole and size <= lines.limit and (more := next(lines, None)) is not None:
            taken.append(more)
            whole, size = record.take(more[1]), size + len(more[1])
        if size > lines.limit and len(taken) == 1:
            lines.skip_rest_of(line)
            yield too_large(where, lines.limit)
        elif whole:
            yield where, record.cells
        else:
            lost += size
            yield Problem(where, "A quote that opens in this row is never closed; the row was not read.", _QUOTE_HINT)
            lines.put_back(taken[1:])
            if lost > _LOST * lines.limit:
                yield Problem(where, "Too many quotes are never closed; what follows was not read.", _QUOTE_HINT)
                return


_QUOTE_HINT = "Close it, or double each quote inside a cell."


class _Lines:
    """The lines of a text, numbered from 1; some can be put back, and none longer than the limit is kept."""

    def __init__(self, text: TextIO, limit: int) -> None:
        self.limit = limit
        self._text = text
        self._number = 0
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[int, str]:
        if self._back:
            return self._back.popleft()
        line = self._text.readline(self.limit + 1)
        if not line:
            raise StopIteration
        self._number += 1
        return self._number, line

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        """Let `lines` come next."""
        self._back.extendleft(reversed(lines))

    def skip_rest_of(self, line: str) -> None:
        """Pass over what is left of a line of which only the beginning was read."""
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(_CHUNK)


class _Record:
    """The cells of one row, as its lines come in. Not the csv module's reader, whose limit of 131,072 characters a cell
    can only be lifted for the whole process, and which takes the rest of a file for one cell after a stray quote."""

    def __init__(self, delimiter: str) -> None:
        self.cells: list[str] = []
        self._delimiter = delimiter
        self._parts: list[str] = []
        self._inside = False

    def take(self, line: str) -> bool:
        """Take the next line; return whether the row ends with it."""
        if not self._inside and '"' not in line:
            self.cells += line.rstrip("\r\n").split(self._delimiter)
            return True
        at = 0
        while True:
            if not self._inside and line.startswith('"', at):
                self._inside, at = True, at + 1
            if self._inside:
                found = _QUOTED.match(line, at)
                if found is None:
                    self._parts.append(line[at:])
                    return False
                self._parts.append(found[1])
                self._inside, at = False, found.end()
            end = line.find(self._delimiter, at)
            self._close(line[at:end] if end >= 0 else line[at:].rstrip("\r\n"))
            if end < 0:
                return True
            at = end + 1

    def _close(self, tail: str) -> None:
        self.cells.append("".join(self._parts).replace('""', '"') + tail)
        self._parts = []
