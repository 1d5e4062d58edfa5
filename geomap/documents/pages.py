"""Web pages, as fetched or saved: the report cut out of them, with its headline, address and day of publication."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from geomap.documents import page_metadata
from geomap.documents.encodings import BYTE_ORDER_MARKS, decode
from geomap.documents.fields import Fields, fields_of
from geomap.documents.furniture import cut
from geomap.documents.intake import Intake
from geomap.documents.markup import plain
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["decoded_page", "is_page", "page_fields", "page_reports"]

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_HEAD = 4096
"""Bytes in which a page names its encoding (the HTML standard looks at 1024) and browsers say where they saved it."""
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_CODE_PAGES = frozenset(("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864"))
"""Encodings that a page is believed to have when it says so; Latin-1 is what servers write who do not know."""
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_NO_REPORT = "Save the report's text as .txt, or the page again once it shows the report."
_FEW_LINKS = 1
"""Links up to which a page has no menus to cut away; trafilatura would take its lists for some."""
_FURNITURE = ("nav", "footer", "aside", "form")
_CELL_OF_PROSE = 300
"""Characters in one cell from which on a table is a page's frame, not a table; a guess, untested."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml does not write."""
_ROW = re.compile(r"^\| (.*) \|$")
_BETWEEN_CELLS = re.compile(r"\s*(?<!\\)\|\s*")


def is_page(text: str) -> bool:
    """Say whether a text is the source of a web page."""
    return _OPENING.match(text[:_HEAD]) is not None


def page_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a web page."""
    data = stream.read(intake.max_bytes + 1)
    if len(data) > intake.max_bytes:
        yield too_large(origin, intake.max_bytes, "Save the page without its pictures")
        return
    with told(origin) as problems:
        yield Raw(page_fields(decoded_page(data)), origin)
    yield from problems


def page_fields(source: str, url: str | None = None) -> Fields:
    """Return the report of a web page, its menus, comments and links to other reports cut away by trafilatura.

    Parameters
    ----------
    source : str
        HTML; nothing of it is loaded or run.
    url : str, optional
        Where it was fetched.

    Returns
    -------
    Fields
        The day of publication is a ``field`` where the page's metadata state it, ``text`` where a line beside the
        headline calls it the day of publication, and ``page header`` where there is a date only.

    Raises
    ------
    DocumentError
        If there is no report in it.
    """
    tree = _tree(source)
    lines = _lines(tree)
    saved = _SAVED_FROM.search(source[:_HEAD])
    where = page_metadata.address(tree) or (saved and saved[1]) or url
    data = page_metadata.article(tree, where, lines)
    title = page_metadata.headline(tree, data, lines)
    said = page_metadata.published(tree, data, title)
    source_name = page_metadata.site(tree, data, where)
    text = _main_text(tree)
    if not cut(text).lines:
        raise DocumentError("No report is found in this web page.", _NO_REPORT)
    row = {"title": title, "text": text, "url": where, "source": source_name, "published": said}
    fields = fields_of({name: value for name, value in row.items() if value})
    if fields.published is not None:
        return fields
    day, basis = _shown(title, lines, text)
    return replace(fields, published=day, published_basis=basis) if day else fields


def _shown(title: str, lines: list[str], text: str) -> tuple[date | None, str]:
    """Return the day that a page shows over its report, and what kind of date it is."""
    page = page_metadata.beside_headline(title, lines, text)
    return (page.published, "text") if page.published else (page.clock, "page header")


def decoded_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of a page: UTF-8 if it is that, else in the encoding that it names, else in a likely one.

    Parameters
    ----------
    data : bytes
        The page.
    charset : str, optional
        What the mail or the server that brought it calls its encoding, which counts before the page's own word.

    Raises
    ------
    DocumentError
        If it is no text.
    """
    if data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return decode(data)[0]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_HEAD])
        encoding = (_known(charset) if charset else None) or (_known(named[1].decode("latin-1")) if named else None)
        if encoding is not None:
            return data.decode(encoding, "replace")
    return decode(data)[0]


def _known(name: str) -> str | None:
    """Return an encoding that a page names, as Python calls it, if it is one of those that are believed."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return None
    return found if found in _CODE_PAGES else None


def _tree(source: str) -> HtmlElement:
    """Parse a page.

    Raises
    ------
    DocumentError
        If there is nothing in it.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        tree = html.document_fromstring(_CONTROL.sub(" ", source).encode(), parser)
    except (etree.LxmlError, ValueError):
        raise DocumentError("This web page is empty or broken.", _NO_REPORT) from None
    _settle(tree)
    return tree


def _lines(tree: HtmlElement) -> list[str]:
    """Return all lines that a page shows."""
    from lxml import etree

    return [line for line in plain(etree.tostring(tree, encoding="unicode", method="html")).split("\n") if line]


def _main_text(tree: HtmlElement) -> str:
    """Return the text of a page's report; the tree is used up."""
    import trafilatura

    if len(tree.findall(".//a[@href]")) <= _FEW_LINKS:
        for element in [part for tag in _FURNITURE for part in tree.iter(tag)]:
            element.drop_tree()
        return "\n".join(_lines(tree))
    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # it says of every page without a report that it has none
    try:
        found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError):
        found = None
    text = getattr(found, "text", None) or ""
    return "\n".join(filter(None, map(_row, text.split("\n")))).strip()


def _settle(tree: HtmlElement) -> None:
    """Make line ends of the source spaces, as browsers do, and tables that are the page's frame its parts."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("pre", "textarea"):
            element.text = element.text and _SPACE.sub(" ", element.text)
        element.tail = element.tail and _SPACE.sub(" ", element.tail)
    frames = {part for cell in tree.iter("td") if _is_frame(cell) for part in _table_of(cell)}
    for element in frames:
        element.tag = "div"


def _is_frame(cell: HtmlElement) -> bool:
    """Say whether a cell of a table holds a part of the page: another table, or more than one sentence."""
    return cell.find(".//table") is not None or len("".join(cell.itertext())) > _CELL_OF_PROSE


def _table_of(cell: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the table of a cell, its rows and cells, those of tables within it left out."""
    table = next(cell.iterancestors("table"), None)
    if table is None:
        return
    yield table
    for part in table.iter("tr", "td", "th", "tbody", "thead"):
        if next(part.iterancestors("table"), None) is table:
            yield part


def _row(line: str) -> str:
    """Return a line of a table as text: trafilatura draws bars between its cells."""
    match = _ROW.match(line.strip())
    if match is None:
        return line.strip()
    cells = [cell.replace("\\|", "|") for cell in _BETWEEN_CELLS.split(match[1])]
    return "" if all(set(cell) <= set("-: ") for cell in cells) else "\t".join(cells)
