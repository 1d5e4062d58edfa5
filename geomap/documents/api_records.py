"""One record of an API, whatever its fields are called and however deep they lie, as the fields of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from geomap.documents.fields import Fields, fields_of
from geomap.documents.markup import is_markup, plain
from geomap.documents.raw import Raw
from geomap.documents.rows import coded_raw, raw_of
from geomap.errors import DocumentError

__all__ = ["is_wrapped", "raw_record"]

_WRAPPINGS = ("fields", "_source", "attributes")
"""Keys under which a record holds its fields: ReliefWeb's API, Elasticsearch, JSON:API."""
_TITLES = ("title", "headline", "webTitle", "name")
_TEXTS = (
    "text",
    "body",
    "bodyText",
    "body-html",
    "content_text",
    "content_html",
    "content",
    "full_text",
    "articleBody",
)
_LEADS = ("description", "summary", "abstract", "excerpt", "snippet", "lead")
_DATES = (
    "published", "published_at", "publishedAt", "date_published", "datePublished", "published_date", "pubDate",
    "pub_date", "publication_date", "webPublicationDate", "date", "created", "created_at", "createdAt", "seendate",
    "timestamp",
)  # fmt: skip
_MOMENTS = ("original", "published", "created", "date", "value")
"""Keys of a date that is an object; ReliefWeb's: on the report itself, else when it was taken into the database."""
_URLS = ("url", "link", "webUrl", "permalink", "canonical_url", "url_alias")
_SOURCES = ("source", "sources", "publisher", "outlet", "site_name", "publication", "domain")
_LANGUAGES = ("language", "lang", "languages", "inLanguage")
_IDS = ("id", "_id", "guid", "uuid")
_NAMES = ("name", "title", "shortname", "rendered", "code", "value")
"""Keys of an object that stands for a text."""
_MOST_NAMES = 8
"""Names of a list that are kept: of a report's publishers, not of its index."""
_TRUNCATED = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*\Z")
"""What NewsAPI puts in the place of the rest."""
_EPOCH = re.compile(r"\d{9,10}\Z|\d{12,13}\Z")


def is_wrapped(record: object) -> bool:
    """Say whether a record holds its fields in an object of its own."""
    return isinstance(record, dict) and any(isinstance(record.get(key), dict) for key in _WRAPPINGS)


def raw_record(record: object, where: str, header: Mapping[str, Any], columns: Mapping[str, str]) -> Raw:
    """Return the report, or the coded event, of one record.

    Parameters
    ----------
    record : object
        As decoded from JSON.
    where : str
        Where it stands, for messages.
    header : mapping
        What the dump says before its records: the title of a JSON feed names the source of all.
    columns : mapping of str to str
        Field of a report → the key that holds it, as the user says.

    Raises
    ------
    DocumentError
        If it is no object, or has neither a text nor a title; a record with a title alone is a report of one line.
    """
    if not isinstance(record, dict):
        return raw_of(record, where, columns)
    fields: dict[str, Any] = next((record[key] for key in _WRAPPINGS if isinstance(record.get(key), dict)), {})
    if columns:
        return raw_of({**record, **fields}, where, columns)
    return coded_raw({**record, **fields}, where, columns) or Raw(_fields(record, fields, header), where)


def _fields(record: Mapping[str, Any], inner: Mapping[str, Any], header: Mapping[str, Any]) -> Fields:
    data = {**record, **inner}
    title = _text(data, _TITLES)
    text = _TRUNCATED.sub("", _text(data, _TEXTS) or _text(data, _LEADS))
    if not text and not title:
        found = ", ".join(sorted(map(str, data))[:8]) or "none"
        raise DocumentError(
            f"The record has neither a text nor a title (fields: {found}).", 'Call the text "body" or "text".'
        )
    return fields_of(
        {
            "id": _name(next((part[key] for key in _IDS for part in (record, inner) if part.get(key)), "")),
            "title": title if text else "",
            "text": text or title,
            "url": _name(_first(data, _URLS)),
            "source": _name(_first(data, _SOURCES)) or _name(_first(header, _TITLES)),
            "published": _moment(_first(data, _DATES)),
            "language": _one(_first(data, _LANGUAGES)),
        }
    )


def _first(data: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((data[key] for key in keys if data.get(key) not in (None, "", [], {})), "")


def _text(data: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Return the first text that there is under `keys`, without markup."""
    for key in keys:
        text = _plain(data.get(key))
        if text:
            return text
    return ""


def _plain(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("rendered", "")
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    return (plain(value) if is_markup(value) or "&" in value else value).strip()


def _name(value: object) -> str:
    """Return what a value is called: itself, a name in it, or the names of a list."""
    if isinstance(value, dict):
        return _name(next((value[key] for key in _NAMES if isinstance(value.get(key), str)), ""))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:_MOST_NAMES])))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _one(value: object) -> str:
    """Return the code of a language; of several none, for then it is not known."""
    if isinstance(value, list):
        return _one(value[0]) if len(value) == 1 else ""
    return _name({"code": value.get("code", "")} if isinstance(value, dict) else value)


def _moment(value: object) -> object:
    """Return a date as `geomap.documents.fields` reads it: text, or seconds since 1970."""
    if isinstance(value, dict):
        value = _first(value, _MOMENTS)
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, str) and _EPOCH.match(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value > 10**11:  # milliseconds
        return value // 1000
    return value
