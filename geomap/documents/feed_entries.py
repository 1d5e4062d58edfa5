"""What a feed's XML holds: a target for lxml's parser that keeps one entry at a time.

RSS 0.9 to 2.0, RDF and Atom differ in where things stand and what they are called, hardly in what they say, so one
table of names serves them all; elements of other vocabularies (media, itunes, threads) are passed over.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Entry", "FeedTarget"]

_CORE = frozenset(
    (
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    )
)
_VOCABULARIES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = frozenset(("rss", "RDF", "feed"))
_ENTRIES = frozenset(("item", "entry"))
_OF_ENTRY = frozenset(
    [
        "title",
        "link",
        "guid",
        "id",
        "description",
        "summary",
        "content",
        "content:encoded",
        "encoded",
        "pubDate",
        "published",
        "updated",
        "modified",
        "issued",
        "dc:date",
        "dc:created",
        "dc:issued",
        "dc:title",
        "dc:description",
        "dc:language",
        "date",
    ]
)
_OF_FEED = frozenset(("title", "language", "dc:language", "dc:title"))
_MARKED = frozenset(["description", "summary", "content", "content:encoded", "encoded", "title"])
"""Fields that may hold elements, which are kept as markup."""


@dataclass(slots=True)
class Entry:
    """An entry as its feed gives it.

    Parameters
    ----------
    number : int
        Its place in the feed, from 1.
    texts : dict of str to str
        Name of an element → its text, markup as in HTML; the first that has any counts.
    plain : set of str
        Elements that say of their text that it is no markup.
    permanent : bool
        Whether its ``guid`` is an address too (RSS 2.0: where it does not say otherwise).
    source : str
        Whose report it is, where the entry says so itself.
    size : int
        Characters of its texts; over the limit of the feed nothing more is kept.
    """

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    permanent: bool = True
    source: str = ""
    size: int = 0


class FeedTarget:
    """What lxml's parser tells its findings.

    Parameters
    ----------
    limit : int
        Characters that an entry may have.
    """

    def __init__(self, limit: int) -> None:
        self.root: str | None = None
        self.feed: dict[str, str] = {}
        self.done: list[Entry] = []
        self.entry: Entry | None = None
        self._limit = limit
        self._count = 0
        self._path: list[str] = []
        self._field: str | None = None
        self._depth = 0
        self._parts: list[str] = []

    @property
    def is_feed(self) -> bool:
        """Whether the first element is that of a feed."""
        return self.root in _ROOTS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = _name(tag)
        self.root = name if self.root is None else self.root
        self._path.append(name)
        if name in _ENTRIES and self._field is None:
            self._begin(attributes)
        elif self._field is not None:
            self._inside(name)
        elif self.entry is not None:
            self._of_entry(self.entry, name, attributes)
        elif name in _OF_FEED and self._path[-2:-1] in (["channel"], ["feed"]):
            self._open(name)
        if name in ("rss", "feed") and _LANGUAGE in attributes:
            self.feed.setdefault("language", attributes[_LANGUAGE])

    def end(self, tag: str) -> None:
        """End an element; where others were left open in it, they end too."""
        name = _name(tag)
        if name not in self._path:
            return
        while self._path.pop() != name:
            pass
        if self._field is not None and len(self._path) < self._depth:
            self._close()
        elif self._field is not None:
            self._inside(f"/{name}")
        if name in _ENTRIES and self._field is None and self.entry is not None:
            self._finish()

    def data(self, text: str) -> None:
        """Take text."""
        if self._field is None:
            return
        if self.entry is not None:
            self.entry.size += len(text)
            if self.entry.size > self._limit:
                return
        nested = len(self._path) > self._depth or (self.entry is not None and self._field in self.entry.plain)
        self._parts.append(html.escape(text, quote=False) if nested and self._field in _MARKED else text)

    def close(self) -> None:
        """Nothing is left to do: an entry that is still open was cut off."""

    def _begin(self, attributes: Mapping[str, str]) -> None:
        if self.entry is not None:  # its end tag was lost
            self._finish()
        self._count += 1
        self.entry = Entry(self._count)
        if about := attributes.get(_ABOUT):
            self.entry.texts["about"] = about
        if language := attributes.get(_LANGUAGE):
            self.entry.texts["language"] = language

    def _finish(self) -> None:
        if self.entry is not None:
            self.done.append(self.entry)
        self.entry = None

    def _of_entry(self, entry: Entry, name: str, attributes: Mapping[str, str]) -> None:
        if "source" in self._path[:-1]:  # Atom: the feed that an entry was taken from
            if name == "title" and not entry.source:
                self._open("source")
        elif name == "source":
            if "url" in attributes:  # RSS: its text is the name
                self._open(name)
        elif name == "link" and "href" in attributes:
            if attributes.get("rel", "alternate") == "alternate":
                entry.texts.setdefault("link", attributes["href"])
        elif name in _OF_ENTRY and self._path[-2] in _ENTRIES:
            self._open(name)
            if name == "guid":
                entry.permanent = attributes.get("isPermaLink", "true").strip().lower() == "true"
            if attributes.get("type", "").strip().lower() in ("text", "text/plain"):
                entry.plain.add(name)

    def _open(self, name: str) -> None:
        self._field, self._depth, self._parts = name, len(self._path), []

    def _inside(self, name: str) -> None:
        """Keep an element within a field as markup, if it can be one of HTML."""
        if self._field in _MARKED and name.lstrip("/").isalnum():
            self._parts.append(f"<{name}>")

    def _close(self) -> None:
        text = "".join(self._parts).strip()
        name, self._field, self._parts = self._field, None, []
        if name is None or not text:
            return
        if self.entry is None:
            self.feed.setdefault(name, text)
        elif name == "source":
            self.entry.source = self.entry.source or text
        else:
            self.entry.texts.setdefault(name, text)


def _name(tag: str) -> str:
    """Return a short name: that of the element alone in a feed's own vocabulary, empty in one that is passed over."""
    namespace, _, local = tag.rpartition("}")
    namespace = namespace.lstrip("{")
    if namespace in _CORE or local == "div":
        return local
    if namespace == "http://www.w3.org/1999/xhtml":
        return local
    vocabulary = _VOCABULARIES.get(namespace)
    return f"{vocabulary}{local}" if vocabulary else f"?{local}"
