"""Mails, mailboxes and web archives: each message a report, with the reports that are attached to it.

They are read line by line; of a large attachment only so much is kept that its size can be told.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.message import EmailMessage
from pathlib import PurePath
from typing import BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.markup import plain
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["mail_reports", "mailbox_reports", "web_archive_reports"]

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{20,}={0,2}\s*")
"""A line of an attachment."""
_LONGEST_LINE = 100_000
_FROM = b"From "
"""How a message begins in a mailbox (RFC 4155)."""
_PREFIX = re.compile(r"\A(?:(?:re|fw|fwd|aw|tr|رد|إعادة توجيه)\s*:\s*)+", re.IGNORECASE)
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises over headers and parts that break the rules."""


def mail_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a mail (``.eml``) and those attached to it."""
    found = False
    for message in _messages(stream, intake.max_bytes, box=False):
        found = True
        yield from _reports(message, origin, intake)
    if not found:
        yield Problem(origin, "The mail is empty.", "Save it again.")


def mailbox_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a mailbox (``.mbox``), message by message."""
    found = False
    for number, message in enumerate(_messages(stream, intake.max_bytes, box=True), 1):
        found = True
        yield from _reports(message, f"{origin}#{number}", intake)
    if not found:
        yield Problem(origin, "There is no message in this mailbox.", "Give a file in which messages begin with From.")


def web_archive_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a page that a browser saved in one file (``.mht``, ``.mhtml``)."""
    with told(origin) as problems:
        message = next(_messages(stream, intake.max_bytes, box=False), EmailMessage())
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is None:
            raise DocumentError("There is no page in this web archive.", "Save the page again.")
        source = page.get_payload(decode=True) or b""
        yield from intake.inner(io.BytesIO(source if isinstance(source, bytes) else b""), "page.html", origin)
    yield from problems


def _messages(stream: BinaryIO, max_bytes: int, *, box: bool) -> Iterator[EmailMessage]:
    """Yield the messages of a stream; long runs of encoded lines are cut, a little after the limit."""
    parser, empty, blank, run = _parser(), True, True, 0
    while line := stream.readline(_LONGEST_LINE):
        if box and blank and line.startswith(_FROM):
            if not empty:
                yield parser.close()
            parser, empty = _parser(), True
            continue
        blank = not line.strip()
        run = run + len(line) if _BASE64.fullmatch(line) else 0
        if run < 2 * max_bytes:
            parser.feed(line[1:] if box and line.startswith(b">From ") else line)
            empty = empty and blank
    if not empty:
        yield parser.close()


def _parser() -> BytesFeedParser[EmailMessage]:
    return BytesFeedParser(EmailMessage, policy=policy.default)


def _reports(message: EmailMessage, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    with told(origin) as problems:
        body, attached = _parts(message)
        text = _text(body) if body is not None else ""
        if text.strip():
            if len(text) > intake.max_bytes:
                raise DocumentError(f"The mail's text is larger than {intake.max_bytes / 1e6:g} MB.", "Shorten it.")
            yield Raw(fields_of({"text": text, **_headers(message)}), origin)
        elif not attached:
            raise DocumentError("There is no text in this mail.", "Give one with a text, or save it as .txt.")
    yield from problems
    for part in attached:
        yield from _attachment(part, origin, intake)


def _parts(message: EmailMessage) -> tuple[EmailMessage | None, list[EmailMessage]]:
    """Return the part that holds a mail's text, and those attached to it."""
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        attached = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except _BROKEN:
        raise DocumentError("The parts of this mail are broken.", "Save its text as .txt.") from None
    return (body if isinstance(body, EmailMessage) else None), attached


def _text(part: EmailMessage) -> str:
    try:
        text = str(part.get_content())
    except _BROKEN:  # an encoding that is none
        payload = part.get_payload(decode=True)
        text = decode(payload)[0] if isinstance(payload, bytes) else ""
    return plain(text) if part.get_content_type() == "text/html" else text


def _headers(message: EmailMessage) -> dict[str, str]:
    title = _PREFIX.sub("", _header(message, "Subject"))
    sender = _header(message, "From").split("<")[0].strip(' "')
    fields = {
        "id": _header(message, "Message-ID").strip("<> "),
        "title": title,
        "published": _header(message, "Date"),
        "source": sender,
    }
    return {name: value for name, value in fields.items() if value}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except _BROKEN:
        return ""


def _attachment(part: EmailMessage, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            yield from _reports(inner[0], f"{origin}/message", intake)
        return
    try:
        name = part.get_filename() or ""
    except _BROKEN:
        name = ""
    if PurePath(name).suffix.lower() not in intake.readable - {""}:
        return  # pictures, signatures, calendars
    where = f"{origin}/{name}"
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        yield Problem(where, "The attachment is broken.", "Save it by itself.")
    elif len(data) > intake.max_bytes and PurePath(name).suffix.lower() in (".txt", ".html", ".htm"):
        yield too_large(where, intake.max_bytes)
    elif len(data) >= intake.max_bytes * 4 // 3:  # it may have been cut
        yield too_large(where, intake.max_bytes, "Save it by itself and read it from there")
    else:
        yield from intake.inner(io.BytesIO(data), name, where)
