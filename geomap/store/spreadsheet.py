"""CSV as spreadsheets read it (RFC 4180).

UTF-8 with a byte order mark: without it Excel takes the file for the system's 8-bit code page and shows Arabic as
noise; other readers skip the mark (``encoding="utf-8-sig"``, R's ``read_csv``).

Report text is hostile input, and Excel, LibreOffice and Google Sheets run a cell that begins with ``= + - @`` as a
formula. Such a cell gets an apostrophe in front, which spreadsheets take for "this is text" (OWASP, "CSV Injection");
a cell that already begins with apostrophes and such a sign gets one more, so that reading takes away exactly what
writing added. Excel shows no more than 32,767 characters of a cell; longer evidence or footprints need another format.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from geomap.records import COLUMNS
from geomap.store.text_cells import from_text, to_text

__all__ = ["guarded", "read_csv", "write_csv"]

_TEXTS = frozenset(name for name, kind in COLUMNS.items() if kind in ("text", "json"))

_FORMULA = re.compile(
    r"'*[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]|'*[\t\r\n]"
)
"""Signs that start a formula or a DDE call, in ASCII and full width, behind blanks and direction marks that a program
may strip; tab and line ends, which OWASP lists too. Wider than needed: an apostrophe too many does no harm."""


def write_csv(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a header and one line an incident; null is empty."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    sheet.writerows([_cell(row[name], name, kind) for name, kind in COLUMNS.items()] for row in rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def read_csv(path: Path) -> list[dict[str, Any]]:
    """Return the rows that `write_csv` wrote."""
    # pandas and not csv.reader, whose limit of 131,072 characters a cell can only be lifted for the whole process.
    sheet = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8-sig")
    missing = [name for name in COLUMNS if name not in sheet.columns]
    if missing:
        raise KeyError(", ".join(missing))
    return [from_text({str(name): _unguarded(cell) for name, cell in row.items()}) for row in sheet.to_dict("records")]


def _cell(value: Any, name: str, kind: str) -> str:
    text = to_text(value, kind)
    return guarded(text) if name in _TEXTS else text


def guarded(text: str) -> str:
    """Return a cell's text, with an apostrophe before one that a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
