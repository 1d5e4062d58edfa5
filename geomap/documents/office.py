"""Word, OpenDocument and RTF files: their paragraphs, tables row by row.

The XML of the first two is read here, element by element as it is unpacked: python-docx leaves out what was inserted
under "track changes" or stands in a form's field, repeats merged cells, and counts out a cell that says it is millions
of columns wide.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["docx_reports", "odt_reports", "rtf_reports"]

LARGEST = 100_000_000
"""Bytes of a file that is read: pictures make most of it, so that a report's limit says nothing of it."""
_MARKUP = 50
"""Bytes of XML for each byte of text, at most; Word writes up to twenty where it corrects every word."""
_PIECE = 65_536
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How Word before 2007 begins, and every newer document that a password locks."""
_LONG_CELL = 200
"""Characters of a table's cell from which on its paragraphs are lines of their own: the table is a frame. A guess."""
_HEXADECIMAL = re.compile(rb"(?<![A-Za-z0-9'])[0-9A-Fa-f\r\n]{400,}(?=[\s}])")
"""A picture in an RTF file."""
_AGAIN = "Open it and save it again, or save its text as .txt."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What the standard library raises over containers that are cut off or damaged."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What a format calls its elements, without namespaces: Word writes two of them for the same."""

    texts: frozenset[str]
    paragraphs: frozenset[str]
    cells: frozenset[str]
    rows: frozenset[str]
    aside: frozenset[str]
    spaces: dict[str, str]


_WORD = _Vocabulary(
    texts=frozenset(("t",)),
    paragraphs=frozenset(("p",)),
    cells=frozenset(("tc",)),
    rows=frozenset(("tr",)),
    aside=frozenset(("del", "moveFrom", "pPr", "rPr", "Fallback")),  # deleted, formats, the same for older programs
    spaces={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
)
_OPEN_DOCUMENT = _Vocabulary(
    texts=frozenset(("p", "h")),
    paragraphs=frozenset(("p", "h")),
    cells=frozenset(("table-cell",)),
    rows=frozenset(("table-row",)),
    aside=frozenset(("tracked-changes", "note", "annotation")),
    spaces={"s": " ", "tab": "\t", "line-break": "\n"},
)
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_OPEN_DOCUMENT_PART = re.compile(r"content\.xml")


def docx_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a Word file (2007 and later)."""
    yield from _report(stream, origin, intake, _docx_text)


def odt_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of an OpenDocument text."""
    yield from _report(stream, origin, intake, _odt_text)


def rtf_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of an RTF file."""
    yield from _report(stream, origin, intake, _rtf_text)


def _report(
    stream: BinaryIO, origin: str, intake: Intake, text_of: Callable[[BinaryIO, int], str]
) -> Iterator[Raw | Problem]:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > LARGEST:
        yield too_large(origin, LARGEST, "Save its text as .txt")
        return
    with told(origin) as problems:
        text = text_of(stream, intake.max_bytes)
        if not text.strip():
            raise DocumentError("There is no text in this document.", "Give one with text, not pictures of it.")
        if len(text) > intake.max_bytes:
            raise DocumentError(f"The text is larger than {intake.max_bytes / 1e6:g} MB.", "Split the document.")
        yield Raw(fields_of({"text": text}), origin)
    yield from problems


def _docx_text(stream: BinaryIO, max_bytes: int) -> str:
    with _container(stream) as container:
        return _text(container, _WORD_PART, _WORD, max_bytes)


def _odt_text(stream: BinaryIO, max_bytes: int) -> str:
    with _container(stream) as container:
        try:
            manifest = container.open("META-INF/manifest.xml").read(_PIECE)
        except _BROKEN:
            manifest = b""
        if b"encryption-data" in manifest:
            raise DocumentError("This document is locked by a password.", "Save it without one.")
        return _text(container, _OPEN_DOCUMENT_PART, _OPEN_DOCUMENT, max_bytes)


def _container(stream: BinaryIO) -> zipfile.ZipFile:
    """Open the ZIP container of a document.

    Raises
    ------
    DocumentError
        If it is none, or is locked.
    """
    if stream.read(4) == _OLD_CONTAINER:
        what = "This document is locked by a password, or written by Word before 2007."
        raise DocumentError(what, "Save it as .docx without a password.")
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN:
        raise DocumentError("This document is broken.", _AGAIN) from None


def _text(container: zipfile.ZipFile, part: re.Pattern[str], vocabulary: _Vocabulary, max_bytes: int) -> str:
    """Return the text of the part of a document that holds it."""
    name = next((name for name in container.namelist() if part.fullmatch(name)), None)
    if name is None:
        raise DocumentError("This document is broken: its text is missing.", _AGAIN)
    try:
        with container.open(name) as source:
            return _parsed(source, vocabulary, _MARKUP * max_bytes)
    except DocumentError:
        raise
    except _BROKEN:
        raise DocumentError("This document is broken.", _AGAIN) from None


def _parsed(source: IO[bytes], vocabulary: _Vocabulary, max_bytes: int) -> str:
    from lxml import etree

    target = _Paragraphs(vocabulary)
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        while piece := source.read(_PIECE):
            max_bytes -= len(piece)
            if max_bytes < 0:
                raise DocumentError("This document unpacks to far more than a report.", "Save its text as .txt.")
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError:
        raise DocumentError("This document is broken.", _AGAIN) from None
    return "\n".join(target.lines)


class _Paragraphs:
    """What a parser tells of a document, as lines: paragraphs, and rows of tables with tabs between their cells."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        self.lines: list[str] = []
        self._vocabulary = vocabulary
        self._paragraph: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._hidden = self._open = self._cells = 0

    def start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition("}")[2]
        words = self._vocabulary
        if self._hidden or name in words.aside:
            self._hidden += 1
            return
        if name in words.paragraphs and self._paragraph:  # a paragraph in a frame that hangs on a paragraph
            self._end_paragraph()
        self._open += name in words.texts
        self._cells += name in words.cells
        if name in words.spaces:
            self._paragraph.append(words.spaces[name])

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        name = tag.rpartition("}")[2]
        words = self._vocabulary
        self._open -= name in words.texts
        if name in words.paragraphs:
            self._end_paragraph()
        elif name in words.cells:
            self._cells -= 1
            if not self._cells:
                self._row.append(("\n" if sum(map(len, self._cell)) > _LONG_CELL else " ").join(self._cell))
                self._cell = []
        elif name in words.rows and not self._cells:
            self.lines.append("\t".join(self._row))
            self._row = []

    def data(self, text: str) -> None:
        if self._open and not self._hidden:
            self._paragraph.append(text)

    def close(self) -> None:
        """Nothing is left to do."""

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraph)
        self._paragraph = []
        if self._cells:
            self._cell.append(text)
        else:
            self.lines.append(text)


def _rtf_text(stream: BinaryIO, _max_bytes: int) -> str:
    from striprtf.striprtf import rtf_to_text

    text_of: Callable[..., str] = rtf_to_text
    data = _HEXADECIMAL.sub(b"", stream.read())
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("This is no RTF file.", _AGAIN)
    source = data.decode("ascii") if data.isascii() else decode(b" " + data.lstrip())[0]
    try:
        text = text_of(source, errors="replace")
        return (
            decode(text.encode("utf-8", "replace"))[0] if text.strip() else ""
        )  # where its fonts' encoding was missed
    except (ValueError, LookupError, OverflowError, RecursionError, TypeError, AttributeError) as error:
        raise DocumentError(f"This RTF file is broken ({type(error).__name__}).", _AGAIN) from None
