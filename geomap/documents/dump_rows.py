"""The rows of a dump: records that lie in a list under some name of a JSON object, as APIs and Telegram write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geomap.documents.json_cursor import BrokenJsonError, JsonCursor, ValueTooLargeError
from geomap.documents.raw import too_large
from geomap.records import Problem

__all__ = ["MESSAGES", "Row", "opens_dump", "rows"]

MESSAGES = "messages"
"""Key of the list in an export of Telegram."""

_LISTS = frozenset(
    ("data", "items", "results", "articles", "posts", "hits", "docs", "documents", "records", "entries", "reports")
) | {MESSAGES, "value"}
"""Keys of lists whose elements are records."""
_HOLDERS = frozenset(("chats", "left_chats", "hits", "response", "result", "data", "feed", "channel"))
"""Keys of objects in which such a list lies."""
_CHATS = frozenset(("chats", "left_chats"))
_OF_EXPORT = frozenset(("personal_information", "frequent_contacts", "contacts"))
"""Keys before the chats in Telegram's export of everything; what they hold is passed over."""
_DEEPEST = 8
"""Holders within holders that are looked into: Elasticsearch and Solr have two."""
_TEXTS = frozenset(("text", "body", "content", "notes"))
"""Keys of an object that is a report itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a dump, or what is wrong with it.

    Parameters
    ----------
    key : str
        The key of its list.
    header : mapping
        What the object around the list says before it.
    where : str
        Its place, for messages: ``origin#record``, counted from 1 through the whole file.
    series : int
        Which list of the file this is; rows of one list follow each other.
    among : bool
        Whether the list is that of one chat among several of an export.
    value : any
        As decoded.
    problem : Problem or None
        Set where there is no value.
    """

    key: str
    header: Mapping[str, Any]
    where: str
    series: int = 0
    among: bool = False
    value: Any = None
    problem: Problem | None = None


def opens_dump(head: str, limit: int) -> bool:
    """Say whether the beginning of a JSON text opens a dump rather than one report or lines of them."""
    cursor = JsonCursor((head,), limit)
    try:
        return cursor.peek() == "{" and _opens(cursor)
    except (BrokenJsonError, ValueTooLargeError):
        return False


def _opens(cursor: JsonCursor, depth: int = 0) -> bool:
    for key in cursor.members():
        opening = cursor.peek()
        if key in _OF_EXPORT or (key in _CHATS and opening == "{"):
            return True
        if key in _LISTS and opening == "[":
            return next(cursor.elements(), None) is None or cursor.peek() in ("{", "")
        if key in _HOLDERS and opening == "{" and depth < _DEEPEST:
            return _opens(cursor, depth + 1)
        if key in _TEXTS:
            return False
        cursor.value()
    return False


def rows(cursor: JsonCursor, origin: str, limit: int) -> Iterator[Row]:
    """Yield the records of a dump; where the text is broken, the last row says so.

    Parameters
    ----------
    cursor : JsonCursor
        At the beginning of one or several objects (pages of an API, one after the other).
    origin : str
        The file, for messages.
    limit : int
        The cursor's own, to be named.
    """
    walk = _Walk(cursor, origin, limit)
    try:
        while cursor.peek():
            yield from walk.object()
    except BrokenJsonError as error:
        if error.ended:
            what = "The file breaks off within this record, which was left out; what stands before it was read."
        else:
            what = f"The file is no JSON from here on (line {error.line}: {error}); what stands before it was read."
        yield walk.faulty(Problem(f"{origin}#{walk.count or 1}", what, "Export or download it anew."))


class _Walk:
    """The way through a dump, which counts its records."""

    def __init__(self, cursor: JsonCursor, origin: str, limit: int) -> None:
        self.count = 0
        self._series = 0
        self._cursor = cursor
        self._origin = origin
        self._limit = limit

    def faulty(self, problem: Problem) -> Row:
        """Return the row that says where the walk ended."""
        return Row("", {}, problem.where, self._series, problem=problem)

    def object(self, key_above: str = "", depth: int = 0, *, among: bool = False) -> Iterator[Row]:
        """Yield the rows of all lists in the object that begins here, which lies under `key_above` in another."""
        header: dict[str, Any] = {}
        for key in self._cursor.members():
            opening = self._cursor.peek()
            if opening == "[" and key_above in _CHATS and key == "list":
                for _ in self._cursor.elements():
                    yield from self.object(depth=depth + 1, among=True)
            elif opening == "[" and key in _LISTS:
                yield from self._list(key, header, among)
            elif opening == "{" and key in _HOLDERS and depth < _DEEPEST:
                yield from self.object(key, depth + 1)
            elif key in _OF_EXPORT:
                self._cursor.skip()
            else:
                self._keep(header, key)

    def _keep(self, header: dict[str, Any], key: str) -> None:
        try:
            header[key] = self._cursor.value()
        except ValueTooLargeError:
            self._cursor.skip()

    def _list(self, key: str, header: dict[str, Any], among: bool) -> Iterator[Row]:
        self._series += 1
        for _ in self._cursor.elements():
            self.count += 1
            where = f"{self._origin}#{self.count}"
            try:
                row = Row(key, header, where, self._series, among, self._cursor.value())
            except ValueTooLargeError:
                self._cursor.skip()
                row = Row(key, header, where, self._series, among, problem=too_large(where, self._limit))
            yield row
