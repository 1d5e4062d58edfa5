"""Feeds: RSS 0.9 to 2.0, RDF and Atom, each entry a report.

They are read piece by piece, so that what stands before a break is read and memory does not grow with the feed.
Nothing of a document type is used: entities that a feed declares of its own are never expanded, and nothing is loaded.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html.entities import html5
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geomap.documents.feed_entries import Entry, FeedTarget
from geomap.documents.fields import fields_of
from geomap.documents.identify import in_script_of
from geomap.documents.intake import Intake
from geomap.documents.markup import plain
from geomap.documents.raw import Raw, told, too_large
from geomap.documents.text_stream import text_stream
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from lxml.etree import XMLParser

__all__ = ["feed_reports", "looks_like_feed"]

_DATA = Path(__file__).parent / "data" / "page.toml"
_HEAD = 65_536
"""Characters in which the document type stands, if there is one."""
_LOOKS_LIKE = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]")
_DOCTYPE = re.compile(
    r"<!DOCTYPE[^<>\[]*(?:\[(?:[^\]\"'<>]|\"[^\"]*\"|'[^']*'|<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>)*\]\s*)?>"
)
_DECLARATION = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*\?>)?")
_REFERENCE = re.compile(r"&(#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)?")
_XML_OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has not (XML 1.0, section 2.2)."""
_LONGEST_REFERENCE = 34
_MINOR = frozenset(
    ("NS_ERR_UNDEFINED_NAMESPACE", "NS_ERR_XML_NAMESPACE", "NS_ERR_QNAME", "WAR_NS_URI", "WAR_NS_URI_RELATIVE")
)
"""Faults of vocabularies, which take nothing from what is read."""
_BODIES = ("content:encoded", "encoded", "content", "description", "summary", "dc:description")
_DATES = ("pubDate", "published", "dc:issued", "issued", "dc:date", "dc:created", "date", "updated", "modified")
"""Elements that say when an entry was published, the surer first."""
_AS_FEED = "Save the feed anew: its address gives RSS or Atom."


def looks_like_feed(data: bytes) -> bool:
    """Say whether the first bytes of a stream open a feed."""
    return _LOOKS_LIKE.search(data.replace(b"\0", b"")) is not None


def feed_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the entries of a feed.

    Parameters
    ----------
    stream : binary file
        At its beginning.
    origin : str
        Where a problem stands: ``origin#entry``, counted from 1.
    intake : Intake
        `Intake.max_bytes` limits each entry, in characters.
    """
    with told(origin) as problems:
        text = text_stream(stream)
        if text.warning:
            yield Problem(origin, text.warning, "Save it as UTF-8 if letters look wrong.", False)
        pieces = iter(text.pieces)
        head, entities = _without_doctype(next(pieces, ""))
        if entities:
            what = "The feed declares entities of its own; they were left out, for they can hide a flood of text."
            yield Problem(origin, what, "Nothing is to be done unless words are missing.", False)
        yield from _entries(chain((head,), pieces), origin, intake)
    yield from problems


def _without_doctype(head: str) -> tuple[str, bool]:
    """Return the beginning of a feed without XML declaration and document type, and whether it declared entities."""
    head = _DECLARATION.sub("", head, count=1)
    start = head.find("<!DOCTYPE", 0, _HEAD)
    root = re.search(r"<[A-Za-z]", head)
    if start < 0 or (root is not None and root.start() < start):
        return head, False
    match = _DOCTYPE.match(head, start)
    if match is None:
        raise DocumentError("The document type of this XML has no end.", _AS_FEED)
    lines = "\n" * match[0].count("\n")
    return head[:start] + lines + head[match.end() :], "<!ENTITY" in match[0]


def _entries(pieces: Iterable[str], origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    from lxml import etree

    target = FeedTarget(intake.max_bytes)
    parser = etree.XMLParser(
        target=target,
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    found = 0
    for piece in _well_formed(pieces):
        parser.feed(piece.encode())
        if target.root is not None and not target.is_feed:
            raise DocumentError(f"This XML is no feed: it begins with <{target.root[:40]}>.", _AS_FEED)
        found += len(target.done)
        for entry in target.done:
            yield from _report(entry, target.feed, origin, intake)
        target.done.clear()
    if target.root is None:
        raise DocumentError("This is no XML.", _AS_FEED)
    yield from _end(target, parser, origin, found)


def _end(target: FeedTarget, parser: XMLParser, origin: str, found: int) -> Iterator[Problem]:
    """Yield what is wrong with a feed as a whole."""
    faults = [fault for fault in parser.feed_error_log if fault.type_name not in _MINOR]
    if target.entry is not None:
        where = f"{origin}#{target.entry.number}"
        what = "The feed breaks off within this entry, which was left out"
        yield Problem(where, f"{what}; what stands before it was read.", _AS_FEED)
    elif faults:
        fault = faults[0]
        what = f"The feed is not well-formed XML (line {fault.line}: {' '.join(fault.message.split())[:120]})"
        yield Problem(origin, f"{what}; it was read as well as it goes.", _AS_FEED, False)
    if not found and target.entry is None:
        yield Problem(origin, "The feed has no entries.", "Give one that has.")


def _well_formed(pieces: Iterable[str]) -> Iterator[str]:
    """Yield text of which no character and no reference stops a parser of XML.

    Names of HTML (``&nbsp;``) become their characters, other names and a lone ``&`` become text.
    """
    rest = ""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind("&", max(len(text) - _LONGEST_REFERENCE, 0))
        cut = len(text) if cut < 0 or ";" in text[cut:] else cut
        yield _mended(text[:cut])
        rest = text[cut:]
    yield _mended(rest)


def _mended(text: str) -> str:
    text = _FORBIDDEN.sub(" ", text)
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    name = match[1] or ""
    if name in _XML_OWN:
        return match[0]
    if name.startswith("#"):
        shown = html.unescape(match[0])
        return match[0] if shown and not _FORBIDDEN.search(shown) else " "
    return html5.get(name, f"&amp;{name}")


def _report(entry: Entry, feed: dict[str, str], origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    where = f"{origin}#{entry.number}"
    if entry.size > intake.max_bytes:
        yield too_large(where, intake.max_bytes)
        return
    with told(where) as problems:
        yield Raw(fields_of(_row(entry, feed)), where)
    yield from problems


def _row(entry: Entry, feed: dict[str, str]) -> dict[str, str]:
    """Return an entry as the fields of a report; an entry with a headline alone is a report of one line."""
    texts = entry.texts
    title = plain(texts.get("title") or texts.get("dc:title", ""))
    body = _original(max((plain(texts[name]) for name in _BODIES if name in texts), key=len, default=""))
    if not body.strip() and not title.strip():
        raise DocumentError("The entry has neither a text nor a title.", "Look at the feed: is it one of pictures?")
    row = {
        "id": texts.get("guid") or texts.get("id") or texts.get("about", ""),
        "title": title if body.strip() else "",
        "text": body if body.strip() else title,
        "url": _link(entry),
        "source": plain(entry.source or feed.get("title") or feed.get("dc:title", "")),
        "published": next((texts[name] for name in _DATES if name in texts), ""),
    }
    said = texts.get("language") or texts.get("dc:language") or feed.get("language") or feed.get("dc:language", "")
    if in_script_of(said, row["text"]):  # the default of a site's software, else: "en-US" over Arabic
        row["language"] = said
    return {name: value for name, value in row.items() if value}


def _original(body: str) -> str:
    """Return a text without the last paragraph, where that says whose feed it stands in (``page.toml``)."""
    text, _, last = body.rstrip().rpartition("\n")
    return text.rstrip() if text and _reposted().fullmatch(last.strip()) else body


@cache
def _reposted() -> re.Pattern[str]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    words = (re.escape(phrase.strip()).replace("…", ".{1,300}") for phrase in data["reposted"])
    return re.compile("|".join(words), re.IGNORECASE)


def _link(entry: Entry) -> str:
    """Return the address of an entry, if it is one of the web."""
    texts = entry.texts
    permanent = texts.get("guid", "") if entry.permanent else ""
    links = (texts.get("link", ""), permanent, texts.get("about", ""))
    return next((link for link in links if link.startswith(("http://", "https://"))), "")
