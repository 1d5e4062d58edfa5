"""OpenDocument tables (.ods, as LibreOffice Calc writes them), read row by row."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from geomap.documents.intake import Intake
from geomap.documents.raw import Raw
from geomap.documents.rows import Row
from geomap.documents.sheets import Sheet, sheets_reports
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["calc_reports"]

_HINT = "Open it in a spreadsheet program and save it as .ods, .xlsx or .csv without a password."
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ASIDE = f"{_OFFICE}annotation"
_WIDEST = 16_384
"""Columns that a sheet has at most, in Calc and Excel; a file may say that a cell is repeated a milliard times."""
_LARGEST = 4_000_000_000
"""Bytes to which the content may unpack: it is read as it comes, but for ever is too long."""
_BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)


def calc_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of an OpenDocument table, as `geomap.documents.workbooks` does those of a workbook.

    Parameters
    ----------
    stream : binary file
        Seekable, at its beginning.
    origin : str
        Where it lies, for messages.
    intake : Intake
        What the user allows: `Intake.max_bytes` limits each row.
    """
    try:
        with zipfile.ZipFile(stream) as container, _content(container) as content:
            yield from sheets_reports(_sheets(content, origin), origin, intake)
    except DocumentError as error:
        yield Problem(origin, error.what, error.hint)
    except _BROKEN:
        yield Problem(origin, "The table is broken.", _HINT)


def _content(container: zipfile.ZipFile) -> Any:
    manifest = "META-INF/manifest.xml"
    if manifest in container.namelist() and b"encryption-data" in container.open(manifest).read(1_000_000):
        raise DocumentError("The table is locked with a password.", _HINT)
    if container.getinfo("content.xml").file_size > _LARGEST:
        raise DocumentError("The table unpacks to more than 4 GB; it was not read.", _HINT)
    return container.open("content.xml")


def _sheets(content: Any, origin: str) -> Iterator[Sheet]:
    """Yield each sheet: where it is, and its rows, to be drawn before the next."""
    from lxml import etree

    wanted = {"tag": (_SHEET, _ROW), "resolve_entities": False, "no_network": True}
    events = iter(etree.iterparse(content, ("start", "end"), **wanted))
    try:
        for event, element in events:
            if event == "start" and element.tag == _SHEET:
                where = f"{origin}/{element.get(f'{_TABLE}name', '')}"
                rows = _rows(events, where)
                yield where, rows
                for _ in rows:
                    pass  # what nobody drew
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"The table is broken ({error.msg}).", _HINT) from None


def _rows(events: Iterator[Any], where: str) -> Iterator[Row | Problem]:
    """Yield the rows up to the end of a sheet; of rows that are repeated, one."""
    number = 1
    for event, element in events:
        if event == "end" and element.tag == _SHEET:
            return
        if event == "end" and element.tag == _ROW:
            yield f"{where}:{number}", _cells(element)
            number += _repeated(element, "rows")
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _cells(row: Any) -> list[Any]:
    cells: list[Any] = []
    for cell in row.iterchildren(*_CELLS):
        cells += [_value(cell)] * min(_repeated(cell, "columns"), _WIDEST - len(cells))
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _repeated(element: Any, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 and int(said) else 1


def _value(cell: Any) -> Any:
    """Return the number, the day or the words of a cell, or None."""
    kind = cell.get(f"{_OFFICE}value-type")
    try:
        if kind in ("float", "currency", "percentage"):
            return float(cell.get(f"{_OFFICE}value", ""))
        if kind == "date":
            said = cell.get(f"{_OFFICE}date-value", "")
            return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    except ValueError:
        return None
    lines = ["".join(_words(line)) for line in cell.iterchildren(f"{_TEXT}p")]
    return "\n".join(lines) or None


def _words(line: Any) -> Iterator[str]:
    for piece in line.iter():
        if piece.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        if not any(above.tag == _ASIDE for above in piece.iterancestors()) and piece.tag != _ASIDE:
            yield piece.text or ""
        if piece is not line:
            yield piece.tail or ""
