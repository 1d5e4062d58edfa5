"""Excel workbooks that are the same bytes for the same tables, and in which no text is ever a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geomap.store.frame import clean

__all__ = ["LONGEST_CELL", "Sheet", "write_workbook"]

LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP file can tell, in place of the time of writing."""

Sheet = tuple[Sequence[str], Iterable[Iterable[Any]]]
"""Heads, and lines of cells: texts, numbers, days, or None for an empty one."""


def write_workbook(sheets: Mapping[str, Sheet], path: Path) -> None:
    """Write sheets by name, each with its heads frozen above its lines; a text that is too long for a cell is cut."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, (heads, lines) in sheets.items():
        _fill(book.create_sheet(name), heads, lines)
    book.properties.creator = "geomap"
    book.properties.created = datetime(*_EPOCH[:3])
    held = io.BytesIO()
    book.save(held)
    _write_timeless(held, path)


def _fill(sheet: Any, heads: Sequence[str], lines: Iterable[Iterable[Any]]) -> None:
    from openpyxl.styles import Font

    sheet.freeze_panes = "A2"
    for number, line in enumerate((heads, *lines), start=1):
        for column, value in enumerate(line, start=1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = clean(value)[:LONGEST_CELL]
                cell.data_type = "s"  # text, whatever it begins with
            else:
                cell.value = value
            if number == 1:
                cell.font = Font(bold=True)


def _write_timeless(held: io.BytesIO, path: Path) -> None:
    """Write the workbook without the time of writing, which Excel's format tells in two places."""
    with ZipFile(held) as given, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            kept.writestr(ZipInfo(name, _EPOCH), data, ZIP_DEFLATED)
