"""Telegram Desktop's JSON export (``result.json``): posts of a channel, or of every chat of an account.

Its layout: https://core.telegram.org/import-export
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from geomap.documents.channel_words import bare, signatures
from geomap.documents.dump_rows import MESSAGES, Row
from geomap.documents.fields import fields_of
from geomap.documents.raw import Raw, told
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["is_telegram", "telegram_reports"]

_PRIVATE = frozenset(("personal_chat", "bot_chat"))
"""Types of chats that hold no news: talk between two people, or with a program."""
_FIRST = 200
"""Posts of a channel from which its signatures are told; they are held in memory."""


def is_telegram(row: Row) -> bool:
    """Say whether a row is one of Telegram's messages."""
    typed = isinstance(row.value, dict) and row.value.get("type") in ("message", "service")
    return row.key == MESSAGES and (typed or row.problem is not None)


def telegram_reports(rows: Iterable[Row], header: Mapping[str, Any], *, among: bool) -> Iterator[Raw | Problem]:
    """Yield the posts of one chat.

    Parameters
    ----------
    rows : iterable of Row
        Its messages, in order.
    header : mapping
        What the export says of it: ``name``, ``type``, ``id``.
    among : bool
        Whether it is one of several chats of an export; private ones are passed over there.

    Yields
    ------
    Raw or Problem
        Messages without words (pictures without a caption, "X joined") are passed over without one.
    """
    stream = iter(rows)
    if among and header.get("type") in _PRIVATE:
        count, where = 0, ""
        for row in stream:
            count, where = count + 1, row.where
        what = f"A private chat of {count} messages was passed over; its last stands here."
        yield Problem(where, what, "Export that chat alone if it holds reports.", False)
        return
    first = list(islice(stream, _FIRST))
    signed = signatures([text for row in first if (text := _text(row.value))])
    for row in chain(first, stream):
        yield from _post(row, header, signed)


def _post(row: Row, header: Mapping[str, Any], signed: frozenset[str]) -> Iterator[Raw | Problem]:
    if row.problem is not None:
        yield row.problem
        return
    message = row.value
    with told(row.where) as problems:
        if not isinstance(message, dict):
            raise DocumentError("This is no message.", "Export the channel anew.")
        text = bare(_text(message), signed)
        if text:
            yield Raw(fields_of(_fields(message, header, text)), row.where)
    yield from problems


def _fields(message: Mapping[str, Any], header: Mapping[str, Any], text: str) -> dict[str, object]:
    return {
        "id": _id(message, header),
        "text": text,
        "source": _source(message, header),
        "url": _url(message, header),
        "published": _published(message),
    }


def _text(message: object) -> str:
    """Return the text of a message or the caption of its picture; empty for one of the service."""
    if not isinstance(message, dict) or message.get("type", "message") != "message":
        return ""
    text = message.get("text") or message.get("text_entities") or ""
    parts = text if isinstance(text, list) else [text]
    found = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "".join(part for part in found if isinstance(part, str)).strip()


def _id(message: Mapping[str, Any], header: Mapping[str, Any]) -> str | None:
    chat, number = header.get("id"), message.get("id")
    known = isinstance(chat, int | str) and isinstance(number, int | str)
    return f"telegram:{chat}/{number}" if known else None


def _source(message: Mapping[str, Any], header: Mapping[str, Any]) -> str:
    """Return the chat's name, and of whose post it forwards."""
    name = _word(header.get("name"))
    if "forwarded_from" not in message:
        return name
    origin = _word(message["forwarded_from"]) or "a deleted account"
    return f"{name}, forwarded from {origin}" if name else f"forwarded from {origin}"


def _url(message: Mapping[str, Any], header: Mapping[str, Any]) -> str | None:
    """Return a post's address where the export names the channel's; Telegram Desktop's own does not."""
    name, number = header.get("username"), message.get("id")
    if not isinstance(name, str) or not isinstance(number, int):
        return None
    return f"https://t.me/{name}/{number}" if name.isascii() and name.replace("_", "").isalnum() else None


def _published(message: Mapping[str, Any]) -> object:
    """Return when a message was sent; editing it later changes nothing of that."""
    seconds = message.get("date_unixtime")
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit() and len(seconds) < 12:
        return int(seconds)
    return seconds if isinstance(seconds, int) else message.get("date")


def _word(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
