"""Web pages, as fetched or saved: the report cut out of them, with its headline, address and day of publication."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import Fields, fields_of
from geomap.documents.furniture import cut
from geomap.documents.intake import Intake
from geomap.documents.markup import plain
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_page", "page_fields", "page_reports"]

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_HEAD = 4096
"""Bytes in which a page names its encoding (the HTML standard looks at 1024) and browsers say where they saved it."""
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='date' or @name='DC.date.issued' or @name='dcterms.date']"
    "/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time[1]/@datetime",
)
"""Where pages say when they were published, most reliable first; htmldate, which trafilatura asks, also guesses from
footers and addresses and knows no hours, so that a page of the evening is a day off in Baghdad."""
_ADDRESS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_SITE = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_TITLE = ("//meta[@property='og:title']/@content", "//h1[1]")
_NO_REPORT = "Save the report's text as .txt, or the page again once it shows the report."


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
        yield Raw(page_fields(_decoded(data)), origin)
    yield from problems


def page_fields(source: str, url: str | None = None) -> Fields:
    """Return the report of a web page, its menus, comments and links to other reports cut away by trafilatura.

    Parameters
    ----------
    source : str
        HTML; nothing of it is loaded or run.
    url : str, optional
        Where it was fetched.

    Raises
    ------
    DocumentError
        If there is no report in it.
    """
    text = _main_text(source)
    if not text:
        raise DocumentError("No report is found in this web page.", _NO_REPORT)
    tree = _tree(source)
    saved = _SAVED_FROM.search(source[:_HEAD])
    fields = {
        "title": _first(tree, _TITLE),
        "text": text,
        "url": _first(tree, _ADDRESS) or (saved and saved[1]) or url,
        "source": _first(tree, _SITE),
    }
    day = _published(tree)
    if day is not None:
        return fields_of(fields | {"published": day})
    page = cut(plain(source))
    if page.published is not None:
        return fields_of(fields | {"published": page.published.isoformat()})
    return fields_of(fields | ({"date_extracted": page.clock.isoformat()} if page.clock else {}))


def _decoded(data: bytes) -> str:
    """Return the text of a page in the encoding that it names, where that is true."""
    named = (
        None
        if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else _CHARSET.search(data[:_HEAD])
    )
    if named is not None:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(data)[0]


def _main_text(source: str) -> str:
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = trafilatura.extract(source, favor_precision=True, include_comments=False) or ""
    return found.strip()


def _tree(source: str) -> HtmlElement | None:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _first(tree: HtmlElement | None, paths: tuple[str, ...]) -> str | None:
    if tree is None:
        return None
    for path in paths:
        for found in tree.xpath(path):
            text = " ".join((found if isinstance(found, str) else found.text_content()).split())
            if text:
                return text
    return None


def _published(tree: HtmlElement | None) -> str | None:
    """Return the moment of publication that a page's metadata state."""
    if tree is None:
        return None
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = _in_linked_data(json.loads(script))
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return _first(tree, _PUBLISHED)


def _in_linked_data(value: Any) -> str | None:
    """Return the first ``datePublished`` (schema.org) in nested JSON-LD."""
    if isinstance(value, dict):
        own = value.get("datePublished")
        if isinstance(own, str) and own:
            return own
        value = list(value.values())
    if isinstance(value, list):
        return next((found for item in value if (found := _in_linked_data(item))), None)
    return None
