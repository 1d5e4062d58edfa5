"""PDF files: their text layer, line by line, Arabic in the order in which it is read.

No library gives Arabic and Sorani words in order (measured on pages that Chromium prints: pypdf turns lines and letters
about, PDFium turns every second word). But PDFium says where each character stands, and in these scripts the order of
the letters of a word is the order of their places, from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["pdf_reports"]

LARGEST = 100_000_000
"""Bytes of a PDF file that is read: pictures make most of it, so that a report's limit says nothing of it."""
_GAP = 0.2
"""Part of a line's height that is a space between two letters; letters that are not joined stand closer. A guess."""
_FULL = 0.85
"""Part of the width of a page's text from which on a line goes on in the next. A guess."""
_LEADING = 1.4
"""Distance of two lines, in heights of a line, from which on a new paragraph begins. A guess."""
_MIRRORED = str.maketrans("()[]«»", ")(][»«")
"""Brackets are stored as they look, which in a line from right to left is the other way round."""
_AFTER_OPENING = re.compile(r"(?<=[(\[«])\s+")
_RIGHT_TO_LEFT = ("R", "AL")
_LEFT_TO_RIGHT_RUN = re.compile(
    "[A-Za-z0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/٫٬-][A-Za-z0-9\u0660-\u0669\u06f0-\u06f9]+)*"
)
_WRONG_PASSWORD = "password"  # noqa: S105  (a word of PDFium's message)


class _Character(NamedTuple):
    """A character and its box on the page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, and how far it reaches."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    rtl: bool


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
    lines = [_line(row) for row in _whole(_rows(page))]
    if not lines:
        return ""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        width = (before.right - left if not before.rtl else right - before.left) / max(right - left, 1)
        near = before.bottom - line.bottom < _LEADING * max(before.height, line.height)
        goes_on = near and width > _FULL and before.rtl == line.rtl
        parts.append(("" if parts[-1].endswith("\u00ad") else " ") if goes_on else "\n")
        parts.append(line.text)
    return "".join(parts).replace("\u00ad", "").strip()


def _rows(page: pypdfium2.PdfPage) -> Iterator[list[list[_Character]]]:
    """Yield the lines of a page as PDFium parts them, each as its words."""
    from pypdfium2 import raw

    text = page.get_textpage()
    row: list[list[_Character]] = [[]]
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, number)
        character = chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
        if character in "\r\n":
            if character == "\n":
                yield row
                row = [[]]
        elif character.isspace():
            row.append([])
        else:
            row[-1].append(_Character(character, *text.get_charbox(number, loose=True)))
    yield row


def _whole(rows: Iterable[list[list[_Character]]]) -> Iterator[list[list[_Character]]]:
    """Yield rows that hold something, those on one height as one: PDFium breaks a line where its direction turns."""
    held: list[list[_Character]] = []
    for row in rows:
        words = [word for word in row if word]
        if words and held and not _level(held, words):
            yield held
            held = []
        held = held + words
    if held:
        yield held


def _level(one: Sequence[Sequence[_Character]], other: Sequence[Sequence[_Character]]) -> bool:
    """Tell whether the words of two rows stand beside each other."""
    bottom, top = _extent(one)
    low, high = _extent(other)
    return min(top, high) - max(bottom, low) > 0.5 * min(top - bottom, high - low)


def _extent(row: Sequence[Sequence[_Character]]) -> tuple[float, float]:
    letters = [letter for word in row for letter in word]
    return min(letter.bottom for letter in letters), max(letter.top for letter in letters)


def _line(row: Sequence[list[_Character]]) -> _Line:
    letters = [character for word in row for character in word]
    bottom, top = _extent(row)
    height = max(1.0, top - bottom)
    rtl = sum(_is_rtl(letter.text) for letter in letters) > len(letters) / 3
    words = (_word(word, height) for word in _from_the_right(row)) if rtl else map(_as_it_comes, row)
    text = unicodedata.normalize("NFKC", " ".join(words))
    text = _AFTER_OPENING.sub("", text.translate(_MIRRORED)) if rtl else text
    left, right = min(letter.left for letter in letters), max(letter.right for letter in letters)
    return _Line(text, left, right, bottom, height, rtl)


def _from_the_right(words: Sequence[list[_Character]]) -> list[list[_Character]]:
    """Return the words of a line from right to left by their places; Latin words among them run the other way."""
    found: list[list[_Character]] = []
    run: list[list[_Character]] = []
    for word in sorted(words, key=lambda word: -max(letter.right for letter in word)):
        if any(_is_rtl(letter.text) for letter in word) or not (run or _is_latin(word)):
            found += run[::-1]
            run = []
            found.append(word)
        else:
            run.append(word)
    return found + run[::-1]


def _is_latin(word: Sequence[_Character]) -> bool:
    return any(unicodedata.bidirectional(letter.text[:1] or " ") == "L" for letter in word)


def _word(word: Sequence[_Character], height: float) -> str:
    """Return a word of a line from right to left, its letters in the order of their places."""
    if _is_latin(word):
        return _as_it_comes(word)
    in_order = sorted(word, key=lambda letter: -(letter.left + letter.right))
    parts = [in_order[0].text]
    for before, letter in pairwise(in_order):
        parts.append(" " if before.left - letter.right > _GAP * height else "")
        parts.append(letter.text)
    return _LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1], "".join(parts))


def _as_it_comes(word: Sequence[_Character]) -> str:
    return "".join(letter.text for letter in word)


def _is_rtl(character: str) -> bool:
    return unicodedata.bidirectional(character[:1] or " ") in _RIGHT_TO_LEFT
