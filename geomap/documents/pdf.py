"""PDF files: their text layer, page by page, Arabic in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_double
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import combining

from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.pdf_lines import Letter, is_rtl, line_of, paragraphs
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["pdf_reports"]

LARGEST = 100_000_000
"""Bytes of a PDF file that is read: pictures make most of it, so that a report's limit says nothing of it."""
_WRONG_PASSWORD = "password"  # noqa: S105  (a word of PDFium's message)


def pdf_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a PDF file.

    A file's own dates are those of its making, not of the report: they are not used.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield too_large(origin, LARGEST, "Save its text as .txt")
        return
    with told(origin) as problems:
        text = _text(data, intake.max_bytes)
        yield Raw(fields_of({"text": text}), origin)
    yield from problems


def _text(data: bytes, max_bytes: int) -> str:
    """Return the text of all pages.

    Raises
    ------
    DocumentError
        If it is no PDF file, is locked by a password, or has no text layer.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages, size = [], 0
            for number in range(len(document)):
                pages.append(_page(document[number]))
                size += len(pages[-1])
                if size > max_bytes:
                    limit = f"{max_bytes / 1e6:g} MB"
                    raise DocumentError(f"The text is larger than {limit}; it was not read.", "Split the file.")
    except pypdfium2.PdfiumError as error:
        if _WRONG_PASSWORD in str(error).lower():
            raise DocumentError("This PDF is locked by a password.", "Save it without one.") from None
        raise DocumentError("This PDF is broken.", "Get it again, or save its text as .txt.") from None
    if not pages:
        raise DocumentError("This PDF has no pages.", "Get it again.")
    text = "\n\n".join(page for page in pages if page)
    if not text:
        what = "This PDF has no text layer: it holds pictures of pages (a scan)."
        raise DocumentError(what, "Run it through OCR, for example `ocrmypdf -l ara+ckb+eng`, and read the result.")
    return text


def _page(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page, its lines joined to paragraphs."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        rows = list(_whole(_rows(text)))
        rtl = is_rtl(letter for row, _ in rows for letter in row)
        lines = []
        for row, first in rows:
            scale = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text.raw, first, scale)
            size = abs(raw.FPDFText_GetFontSize(text.raw, first) * (scale.d or scale.b or 1.0))
            lines.append(line_of(row, size if size > 1 else max(1.0, _height(row)), rtl))
        return paragraphs(lines)
    finally:
        text.close()
        page.close()


def _rows(text: pypdfium2.PdfTextPage) -> Iterator[tuple[list[Letter], int]]:
    """Yield the lines of a page as PDFium parts them, and the number of the first letter of each."""
    from pypdfium2 import raw

    row: list[Letter] = []
    place = first = 0
    x, y = c_double(), c_double()
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, number)
        character = chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
        if not character or character.isspace():
            place += 1
            if character == "\n" and row:
                yield row, first
                row = []
        else:
            first = first if row else number
            raw.FPDFText_GetCharOrigin(text.raw, number, x, y)
            place += not combining(character)
            left, bottom, right, top = text.get_charbox(number, loose=True)
            row.append(Letter(character, left, bottom, right, top, y.value, place))
    if row:
        yield row, first


def _whole(rows: Iterator[tuple[list[Letter], int]]) -> Iterator[tuple[list[Letter], int]]:
    """Yield rows, those on one height as one: PDFium breaks a line where its direction turns."""
    held: list[Letter] = []
    start = 0
    for row, first in rows:
        if held and not _level(held, row):
            yield held, start
            held = []
        start = start if held else first
        held = held + row
    if held:
        yield held, start


def _level(one: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Tell whether the letters of two rows stand beside each other."""
    bottom, top = _extent(one)
    low, high = _extent(other)
    return min(top, high) - max(bottom, low) > 0.5 * min(top - bottom, high - low)


def _extent(row: Sequence[Letter]) -> tuple[float, float]:
    return min(letter.bottom for letter in row), max(letter.top for letter in row)


def _height(row: Sequence[Letter]) -> float:
    bottom, top = _extent(row)
    return top - bottom
