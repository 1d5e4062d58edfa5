"""Excel workbooks (.xlsx, .xlsm), read row by row; macros and formulas are never run, their last results are read."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from geomap.documents.intake import Intake
from geomap.documents.raw import Raw
from geomap.documents.rows import Row
from geomap.documents.sheets import sheets_reports
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["workbook_reports"]

_HINT = "Open it in a spreadsheet program and save it as .xlsx or .csv."
_OLD = b"\xd0\xcf\x11\xe0"
"""How files begin that Excel wrote before 2007, and those that it locks with a password (MS-CFB)."""
_WHOLE = 200_000_000
"""Bytes of a part that is kept in memory as a whole (texts, styles): 100,000 reports of 2 kB."""
_PACKED = 200
"""How many times smaller than its content a part may be; sheets of the same few words come to some 100."""
_SMALL = 10_000_000
"""Bytes up to which a part may be packed as it likes."""


def workbook_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a workbook, each row one (``origin/sheet:row``), and what is wrong with others.

    Every sheet that has a column for the text is read, hidden ones too; the others are named. The header may stand
    below titles, in the first ten rows.

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
        book = _opened(stream)
    except DocumentError as error:
        yield Problem(origin, error.what, error.hint)
        return
    sheets = ((f"{origin}/{sheet.title}", sheet) for sheet in book.worksheets)
    yield from sheets_reports(((where, _rows(sheet, where)) for where, sheet in sheets), origin, intake)


def _opened(stream: BinaryIO) -> Workbook:
    head = stream.read(8)
    stream.seek(0)
    if head.startswith(_OLD):
        raise DocumentError("This workbook is locked with a password, or older than its ending says.", _HINT)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(f"The file is no workbook ({_told(error)}).", _HINT) from None
    stream.seek(0)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and validations, which nobody reads here
        try:
            return load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # noqa: BLE001  (a broken file raises whatever the library's parser meets)
            raise DocumentError(f"The workbook is broken ({_told(error)}).", _HINT) from None


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook that would fill the memory."""
    for part in archive.infolist():
        sheet = part.filename.startswith("xl/worksheets/")
        packed = part.file_size > _SMALL and part.file_size > _PACKED * max(part.compress_size, 1)
        if packed or (part.file_size > _WHOLE and not sheet):
            size = f"{part.file_size / 1e6:.0f} MB"
            raise DocumentError(
                f"The workbook's part {part.filename[:60]!r} unpacks to {size}; it was not read.", _HINT
            )


def _rows(sheet: Any, where: str) -> Iterator[Row | Problem]:
    number = 0
    try:
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        rows = sheet.iter_rows(values_only=True)
        while (cells := _next(rows)) is not None:
            number += 1
            yield f"{where}:{number}", cells
    except Exception as error:  # noqa: BLE001  (as above)
        what = f"The sheet is broken after this row ({_told(error)}); what follows was not read."
        yield Problem(f"{where}:{number}" if number else where, what, _HINT)


def _next(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return next(rows, None)


def _told(error: Exception) -> str:
    """Return the first line of what a library says, short enough for a message."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120].rstrip(".")
