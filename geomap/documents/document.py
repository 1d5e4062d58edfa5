"""One text becomes one `geomap.records.Document`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from geomap.documents.furniture import Page, cut
from geomap.documents.identify import identify
from geomap.documents.page_dates import dateline
from geomap.records import Document

__all__ = ["PAGE_CLOCK_WARNING", "document_from_text"]

PAGE_CLOCK_WARNING = (
    "The publication date was taken from a clock on the page, which may show the day of the visit: "
    "give --published YYYY-MM-DD."
)

_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), " ") | {0x0B: "\n", 0x0C: "\n"}
_NEWLINE = re.compile("\r\n?|\u2028|\u2029|\u0085")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEADLINE = 200
"""Characters that a headline has at most; a guess, untested."""
_DATELINE_IN = 3
"""Lines at the top in which a dateline is looked for: title, subtitle, first paragraph."""
_ID = 12


def document_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str = "",
    origin: str = "",
    url: str | None = None,
    source: str | None = None,
    published: date | None = None,
    published_basis: str = "given",
    language: str | None = None,
) -> Document:
    """Make a document of a text: page furniture cut away, publication date found, language recognised.

    Parameters
    ----------
    text : str
        A report, or the text of a web page that holds one.
    id : str, optional
        The first twelve hexadecimal digits of the SHA-256 of the kept text where not given.
    title : str
        The headline where the source gives it apart; it becomes the first line of the text unless it is that already.
    origin : str
        Where the text was read from.
    url, source : str, optional
        Address and publisher.
    published : datetime.date, optional
        Day of publication in Asia/Baghdad. Where not given, a dateline in the text counts, then a clock on the page.
    published_basis : str
        Where `published` comes from: ``given``, ``field`` or ``page header``.
    language : str, optional
        ISO 639 code; recognised where not given.

    Returns
    -------
    Document
        Its `text` may be empty: whoever reads files says so.
    """
    title = " ".join(_clean(title).split())
    page = cut(_clean(text))
    lines = page.lines
    if title and (not lines or _squeeze(lines[0]) != _squeeze(title)):
        lines = (title, "", *lines)
    kept = "\n".join(lines)
    day, basis = _published(page, lines, published, published_basis)
    return Document(
        id=id or hashlib.sha256(kept.encode()).hexdigest()[:_ID],
        text=kept,
        title=title or _headline(lines),
        origin=origin,
        url=url,
        source=source,
        published=day,
        published_basis=basis,
        language=language or identify(kept),
        warnings=(PAGE_CLOCK_WARNING,) if basis == "page header" else (),
    )


def _clean(text: str) -> str:
    """Return `text` with one kind of line end and without characters that files and databases refuse."""
    if "\r" in text or not text.isascii():
        text = _SURROGATE.sub("\ufffd", _NEWLINE.sub("\n", text))
    return text if text.replace("\n", " ").isprintable() else text.translate(_CONTROL)


def _squeeze(line: str) -> str:
    return "".join(line.split()).casefold()


def _headline(lines: Sequence[str]) -> str:
    """Return the first line if more follows and it is no sentence, or nothing."""
    if len(lines) < 2 or len(lines[0]) > _HEADLINE or lines[0].endswith((".", "؟", "!", "?", ":", "۔")):
        return ""
    return lines[0] if dateline(lines[0]) is None else ""


def _published(page: Page, lines: Sequence[str], given: date | None, given_basis: str) -> tuple[date | None, str]:
    if given is not None:
        return given, given_basis
    head = [line for line in lines[: 2 * _DATELINE_IN] if line][:_DATELINE_IN]
    day = page.published or next((found for line in head if (found := dateline(line)) is not None), None)
    if day is not None:
        return day, "text"
    return (page.clock, "page header") if page.clock is not None else (None, "none")
