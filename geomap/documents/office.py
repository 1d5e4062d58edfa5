"""Word, OpenDocument and RTF files: their paragraphs, tables as lines."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["docx_reports", "odt_reports", "rtf_reports"]

LARGEST = 100_000_000
"""Bytes of a file, packed and unpacked, that is read: pictures make most of it."""
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How Word before 2007 begins, and every newer document that a password locks."""
_ODT_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODT_BLOCKS = (f"{_ODT_TEXT}p", f"{_ODT_TEXT}h")
_ODT_ASIDE = (
    f"{_ODT_TEXT}tracked-changes",
    f"{_ODT_TEXT}note",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
)
_ODT_SPACE = {f"{_ODT_TEXT}s": " ", f"{_ODT_TEXT}tab": " ", f"{_ODT_TEXT}line-break": "\n"}
_AGAIN = "Open it and save it again, or save its text as .txt."


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
    stream: BinaryIO, origin: str, intake: Intake, text_of: Callable[[BinaryIO], str]
) -> Iterator[Raw | Problem]:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > LARGEST:
        yield too_large(origin, LARGEST, "Save its text as .txt")
        return
    with told(origin) as problems:
        text = text_of(stream)
        if not text.strip():
            raise DocumentError("There is no text in this document.", "Give one with text, not pictures of it.")
        if len(text) > intake.max_bytes:
            raise DocumentError(f"The text is larger than {intake.max_bytes / 1e6:g} MB.", "Split the document.")
        yield Raw(fields_of({"text": text}), origin)
    yield from problems


def _checked(stream: BinaryIO) -> zipfile.ZipFile:
    """Open the ZIP container of a document.

    Raises
    ------
    DocumentError
        If it is none, is locked, or unpacks to more than any document holds.
    """
    if stream.read(4) == _OLD_CONTAINER:
        what = "This document is locked by a password, or written by Word before 2007."
        raise DocumentError(what, "Save it as .docx without a password.")
    stream.seek(0)
    try:
        container = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise DocumentError("This document is broken.", _AGAIN) from None
    if sum(member.file_size for member in container.infolist()) > LARGEST:
        raise DocumentError("This document unpacks to more than 100 MB.", "Save its text as .txt.")
    return container


def _docx_text(stream: BinaryIO) -> str:
    _checked(stream)
    stream.seek(0)
    import docx
    from docx.table import Table

    try:
        document = docx.Document(stream)
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Exception as error:  # noqa: BLE001  (python-docx names no error of its own for what a hostile file does)
        raise DocumentError(f"This document is broken ({type(error).__name__}).", _AGAIN) from None
    return "\n".join(lines)


def _odt_text(stream: BinaryIO) -> str:
    container = _checked(stream)
    from lxml import etree

    try:
        if "META-INF/manifest.xml" in container.namelist() and b"encryption-data" in container.read(
            "META-INF/manifest.xml"
        ):
            raise DocumentError("This document is locked by a password.", "Save it without one.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        body = etree.fromstring(container.read("content.xml"), parser)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        etree.XMLSyntaxError,
    ):
        raise DocumentError("This document is broken.", _AGAIN) from None
    for aside in [found for tag in _ODT_ASIDE for found in body.iter(tag)]:
        aside.clear(keep_tail=True)
    return "\n".join("".join(_pieces(block)) for block in body.iter(*_ODT_BLOCKS))


def _pieces(element: object) -> Iterator[str]:
    """Yield the text of an OpenDocument paragraph, its spaces and breaks included."""
    yield _ODT_SPACE.get(str(element.tag), element.text or "")  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.tag not in _ODT_BLOCKS and isinstance(
            child.tag, str
        ):  # a paragraph in a paragraph's frame comes by itself
            yield from _pieces(child)
        yield child.tail or ""


def _rtf_text(stream: BinaryIO) -> str:
    from striprtf.striprtf import rtf_to_text

    text_of: Callable[..., str] = rtf_to_text
    data = stream.read()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("This is no RTF file.", _AGAIN)
    try:
        return text_of(data.decode("ascii"), errors="replace")
    except UnicodeDecodeError:
        return text_of(decode(data.replace(b"{\\rtf", b" {\\rtf", 1))[0], errors="replace")
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise DocumentError(f"This RTF file is broken ({type(error).__name__}).", _AGAIN) from None
