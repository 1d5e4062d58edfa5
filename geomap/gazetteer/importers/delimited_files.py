"""Reading text tables row by row, each with its line; every byte that is no UTF-8 is told with line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geomap.gazetteer.importers.archives import OpenedFile
from geomap.gazetteer.importers.gathering import Gathering, shown

__all__ = ["Row", "Table", "read_table", "read_text"]

MOST_TEXT = 1 << 30
"""Bytes of a text table that is read whole; GeoNames' Iraq has 4 MB."""

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 20
_LOST = "\ufffd"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a text table: the line where it begins (the header is line 1) and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A text table: how errors name its file, its columns as written, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str


def read_text(file: OpenedFile, gathering: Gathering) -> str:
    """Return the text of `file`, UTF-8 with or without its mark, or UTF-16 with it.

    Bytes that are no UTF-8 are noted as faults, the first of each line, and come back as U+FFFD.
    """
    size = file.path.stat().st_size
    if size > MOST_TEXT:
        gathering.fault(file.name, f"{size} bytes", f"a table of at most {MOST_TEXT}")
        return ""
    raw = file.path.read_bytes()
    if raw.startswith(_UTF16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            gathering.fault(file.name, f"broken UTF-16 at byte {error.start}", "UTF-8")
            return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        _tell_bytes(raw, file.name, gathering)
        return raw.decode("utf-8-sig", errors="replace")


def _tell_bytes(raw: bytes, name: str, gathering: Gathering) -> None:
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            found = f"byte 0x{line[error.start]:02x} in column {error.start + 1} that is no UTF-8"
            guess = _in_windows_arabic(line)
            gathering.fault(f"{name}:{number}", found + guess, "the whole file in UTF-8")


def _in_windows_arabic(line: bytes) -> str:
    try:
        text = line.decode("cp1256")
    except UnicodeDecodeError:
        return ""
    return f" (as Windows-1256 the line reads {shown(text.strip())})"


def read_table(file: OpenedFile, gathering: Gathering) -> Table:
    """Return the table in `file`, its delimiter guessed from the header: comma, semicolon, tab or bar.

    Rows without any text are skipped. A row with more or fewer cells than the header is a fault and left away, and so
    is one with a character that was lost in an earlier conversion (U+FFFD).
    """
    before = gathering.faults
    text = read_text(file, gathering)
    told = gathering.faults > before
    delimiter = _delimiter(text.partition("\n")[0])
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(_records(text, delimiter, file.name, gathering))
    finally:
        csv.field_size_limit(previous)
    columns = tuple(cell.strip() for cell in lines[0][1]) if lines else ()
    if not columns:
        gathering.fault(f"{file.name}:1", "an empty file", "a header line with the names of the columns")
    rows = []
    for number, cells in lines[1:]:
        if len(cells) != len(columns):
            gathering.fault(f"{file.name}:{number}", f"{len(cells)} cells", f"{len(columns)} as in the header")
        elif any(_LOST in cell for cell in cells):
            if told:
                continue
            gathering.fault(f"{file.name}:{number}", "a character that was lost (U+FFFD)", "the row as it was typed")
        else:
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return Table(file.name, columns, tuple(rows), delimiter)


def _delimiter(header: str) -> str:
    """Return the delimiter that the header has most of, outside quotes; a comma where it has none."""
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda mark: (outside.count(mark), -_DELIMITERS.index(mark)))


def _records(text: str, delimiter: str, name: str, gathering: Gathering) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        gathering.fault(
            f"{name}:{reader.line_num}", f"a row that cannot be split ({error})", "cells as CSV quotes them"
        )
