"""Which reader reads what: by the ending of a name, or by the first bytes where there is no name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from geomap.documents.archives import compressed_reports, zip_reports
from geomap.documents.calc_tables import calc_reports
from geomap.documents.delimited import delimited_reports
from geomap.documents.encodings import decode
from geomap.documents.feeds import feed_reports, looks_like_feed
from geomap.documents.fields import Fields
from geomap.documents.intake import Intake, Reader
from geomap.documents.json_reports import as_utf8, json_reports, looks_like_json
from geomap.documents.mails import mail_reports, mailbox_reports, web_archive_reports
from geomap.documents.office import docx_reports, odt_reports, rtf_reports
from geomap.documents.pages import is_page, page_fields, page_reports
from geomap.documents.parquet import parquet_reports
from geomap.documents.pdf import pdf_reports
from geomap.documents.raw import Raw, told, too_large
from geomap.documents.text_stream import joined
from geomap.documents.workbooks import workbook_reports
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["KNOWN", "NOT_READ", "READERS", "named_reports", "unnamed_reports"]

_SNIFFED = 4096
"""Bytes at the beginning that tell a feed or a page from a text: declaration, document type, first element."""
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)
_AS_TEXT = "Save the report's text as .txt or JSON lines (.jsonl)."
_AS_TABLE = "Save the table as .xlsx or .csv."
_TABLES = (".xls", ".xlsb")


def named_reports(stream: BinaryIO, name: str, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a file, or of what an archive or a mail holds under a name.

    Parameters
    ----------
    stream : binary file
        Seekable, at its beginning.
    name : str
        The file's name; its ending chooses the reader.
    origin : str
        Where it lies, for messages.
    intake : Intake
        What the user allows.
    """
    ending = PurePath(name).suffix.lower()
    if ending in NOT_READ:
        hint = _AS_TABLE if ending in _TABLES else _AS_TEXT
        yield Problem(origin, f"This is {NOT_READ[ending]}, which geomap does not read.", hint)
        return
    found = False
    for item in READERS.get(ending, _texts)(stream, origin, intake):
        found = True
        yield item
    if not found:
        yield Problem(origin, "There is no report in it.", "Look into it: is it what you meant to give?")


def unnamed_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a stream without a name: JSON or a feed where the beginning opens one, a text otherwise.

    Parameters
    ----------
    stream : binary file
        At its beginning; a pipe will do.
    origin, intake
        As for `named_reports`.
    """
    limit = intake.max_bytes
    with told(origin) as problems:
        stream, first = as_utf8(stream, stream.readline(limit + 1), limit)
        if looks_like_json(first):
            yield from json_reports(stream, first, origin, limit, columns=intake.columns)
            yield from problems
            return
        if first.lstrip(_BLANK).startswith(b"<"):
            first += stream.read(_SNIFFED)
        if looks_like_feed(first[: 2 * _SNIFFED]):
            yield from feed_reports(joined(first, stream), origin, intake)
        else:
            rest = stream.read(max(limit + 1 - len(first), 0))
            yield from _texts(io.BytesIO(first + rest), origin, intake)
    yield from problems


def _json(stream: BinaryIO, origin: str, intake: Intake, *, lines: bool = True) -> Iterator[Raw | Problem]:
    limit = intake.max_bytes
    with told(origin) as problems:
        stream, first = as_utf8(stream, stream.readline(limit + 1), limit)
        yield from json_reports(stream, first, origin, limit, lines=lines, columns=intake.columns)
    yield from problems


def _json_whole(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    yield from _json(stream, origin, intake, lines=False)


def _xml(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Read a feed, or a page that is well-formed."""
    head = stream.read(_SNIFFED)
    stream.seek(0)
    if _PAGE.search(head) and not looks_like_feed(head):
        yield from intake.named(stream, "page.html", origin, intake)
    else:
        yield from feed_reports(stream, origin, intake)


def _texts(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    data = stream.read(intake.max_bytes + 1)
    if len(data) > intake.max_bytes:
        yield too_large(origin, intake.max_bytes)
        return
    if looks_like_json(data[:2000]):  # JSON lines under the name of a text
        yield from _json(io.BytesIO(data), origin, intake)
        return
    if data.lstrip(_BLANK).startswith(b"<") and looks_like_feed(data[:_SNIFFED]):
        yield from feed_reports(io.BytesIO(data), origin, intake)
        return
    with told(origin) as problems:
        text, warning = decode(data)
        if not text.strip():
            raise DocumentError("The report is empty.", "Give a file with text in it.")
        yield Raw(page_fields(text) if is_page(text) else Fields(text), origin, (warning,) if warning else ())
    yield from problems


READERS: dict[str, Reader] = {
    "": _texts,
    ".txt": _texts,
    ".text": _texts,
    ".jsonl": _json,
    ".ndjson": _json,
    ".json": _json_whole,
    ".csv": delimited_reports,
    ".tsv": delimited_reports,
    ".tab": delimited_reports,
    ".xlsx": workbook_reports,
    ".xlsm": workbook_reports,
    ".ods": calc_reports,
    ".parquet": parquet_reports,
    ".xml": _xml,
    ".rss": _xml,
    ".atom": _xml,
    ".rdf": _xml,
    ".html": page_reports,
    ".htm": page_reports,
    ".xhtml": page_reports,
    ".mht": web_archive_reports,
    ".mhtml": web_archive_reports,
    ".pdf": pdf_reports,
    ".docx": docx_reports,
    ".docm": docx_reports,
    ".odt": odt_reports,
    ".rtf": rtf_reports,
    ".eml": mail_reports,
    ".mbox": mailbox_reports,
    ".zip": zip_reports,
    ".tar": compressed_reports,
    ".tgz": compressed_reports,
    ".gz": compressed_reports,
    ".bz2": compressed_reports,
    ".xz": compressed_reports,
}
"""Ending → reader."""

NOT_READ = {
    ".doc": "a Word document of before 2007",
    ".xls": "a workbook of Excel before 2007",
    ".xlsb": "a binary Excel workbook",
    ".7z": "a 7z archive",
    ".rar": "a RAR archive",
    ".msg": "a mail of Outlook",
    ".pst": "a mailbox of Outlook",
}
"""Endings of files that may hold reports, but not in a form that geomap reads."""

KNOWN = frozenset(READERS) | frozenset(NOT_READ)
"""Endings of files in a folder that are read, or refused with a word; others are passed over."""
