"""Mails, mailboxes and web archives: each message a report, with the reports that are attached to it.

They are read line by line, message by message; of a part that is too large only so much is kept that this can be told.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import BinaryIO

from geomap.documents.encodings import decode
from geomap.documents.fields import fields_of
from geomap.documents.intake import Intake
from geomap.documents.markup import plain
from geomap.documents.pages import decoded_page, page_fields
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["mail_reports", "mailbox_reports", "web_archive_reports"]

_LONGEST_LINE = 100_000
_PART = 20
"""Bytes of a part, as it is sent, that are kept for each byte that a report may have: a PDF is larger than its text."""
_LEAST_PART = 1_000_000
_MESSAGE = 3
"""Parts of the largest size that are kept of one message."""
_DEEPEST = 5
"""Messages within messages that are read."""
_FROM = b"From "
"""How a message begins in a mailbox (RFC 4155)."""
_SEPARATOR = re.compile(rb"From \S+.*\d:\d\d")
"""The same further down, where "From Baghdad the army …" may begin a paragraph: it names the time of the arrival."""
_PREFIX = re.compile(r"\A(?:(?:re|fw|fwd|aw|tr|رد|إعادة توجيه)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- $.*", re.MULTILINE | re.DOTALL)
_WRAPPED = range(50, 81)
"""Length of the lines of a paragraph that a mail program has wrapped: it does so before the 72nd to 80th character."""
_NEWSLETTER = 10
"""Links from which on a mail is like a page, with menus to cut away; a guess, untested."""
_LATIN = frozenset(("us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "cp1252", "unknown-8bit"))
"""Encodings that programs name which know of no other; Arabic in them is told by its letters."""
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises over headers and parts that break the rules."""


def mail_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a mail (``.eml``) and those attached to it."""
    found = False
    for message in _messages(stream, intake.max_bytes, box=False):
        found = True
        yield from _told(message, origin, intake)
    if not found:
        yield Problem(origin, "This mail is empty.", "Give one with a text.")


def mailbox_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a mailbox (``.mbox``), message by message."""
    found = False
    for number, message in enumerate(_messages(stream, intake.max_bytes, box=True), 1):
        found = True
        yield from _told(message, f"{origin}#{number}", intake)
    if not found:
        yield Problem(origin, "There is no message in this mailbox.", "Give a file in which messages begin with From.")


def web_archive_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the report of a page that a browser saved in one file (``.mht``, ``.mhtml``)."""
    with told(origin) as problems:
        message = next(_messages(stream, intake.max_bytes, box=False), None)
        parts = [] if message is None else message.walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if message is None or page is None:
            raise DocumentError("There is no page in this web archive.", "Save the page again.")
        source = _payload(page)
        if len(source) > intake.max_bytes:
            yield too_large(origin, intake.max_bytes, "Save the page as plain HTML")
            return
        addresses = (_header(message, "Snapshot-Content-Location"), _header(page, "Content-Location"))
        url = next((found for found in addresses if found.lower().startswith(("http://", "https://"))), None)
        yield Raw(page_fields(decoded_page(source, page.get_content_charset()), url), origin)
    yield from problems


def _messages(stream: BinaryIO, max_bytes: int, *, box: bool) -> Iterator[EmailMessage | None]:
    """Yield the messages of a stream, None for one that cannot be taken apart; parts that are too large are cut."""
    most = max(_PART * max_bytes, _LEAST_PART)
    message: _Message | None = None
    blank = True
    while line := stream.readline(_LONGEST_LINE):
        if box and blank and line.startswith(_FROM) and (message is None or _SEPARATOR.match(line)):
            if message is not None and message.begun:
                yield message.close()
            message = _Message(most)
        else:
            message = message or _Message(most)
            message.feed(line[1:] if box and line.startswith(b">From ") else line)
        blank = not line.strip()
    if message is not None and message.begun:
        yield message.close()


class _Message:
    """A message that is being read."""

    def __init__(self, most: int) -> None:
        self.begun = False
        self._most = most
        self._part = self._whole = 0
        self._broken = self._cut = False
        self._parser: BytesFeedParser[EmailMessage] = BytesFeedParser(EmailMessage, policy=policy.default)

    def feed(self, line: bytes) -> None:
        """Take the next line; a line of two dashes may begin the next part."""
        self._part = 0 if line.startswith(b"--") else self._part + len(line)
        self.begun = self.begun or bool(line.strip())
        if self._broken or self._part > self._most or self._whole > _MESSAGE * self._most:
            self._cut = True
            return
        self._whole += len(line)
        try:
            self._parser.feed(b"\n" + line if self._cut else line)  # what was cut may have been within a line
            self._cut = False
        except RecursionError:
            self._broken = True

    def close(self) -> EmailMessage | None:
        try:
            return None if self._broken else self._parser.close()
        except _BROKEN:
            return None


def _told(message: EmailMessage | None, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    if message is None:
        yield Problem(origin, "The parts of this mail are broken, or lie too deep in each other.", "Save it as .txt.")
    else:
        yield from _reports(message, origin, intake)


def _reports(message: EmailMessage, origin: str, intake: Intake, depth: int = 0) -> Iterator[Raw | Problem]:
    """Yield the report of a message, and those attached to it."""
    if depth > _DEEPEST:
        yield Problem(
            origin, f"Mails lie more than {_DEEPEST} deep in each other.", "Save the inner ones by themselves."
        )
        return
    attached: list[EmailMessage] = []
    text = ""
    with told(origin) as problems:
        body, attached = _parts(message)
        text = _text(body) if body is not None else ""
        if len(text) > intake.max_bytes:
            raise DocumentError(f"The mail's text is larger than {intake.max_bytes / 1e6:g} MB.", "Shorten it.")
        if text.strip():
            yield Raw(fields_of({"text": text, **_headers(message)}), origin)
        elif not attached:
            raise DocumentError("There is no text in this mail.", "Give one with a text, or save it as .txt.")
    yield from problems
    found = bool(problems or text.strip())
    for number, part in enumerate(attached, 1):
        for item in _attachment(part, origin, number, intake, depth):
            found = True
            yield item
    if not found:
        yield Problem(origin, "There is neither a text nor a report in this mail.", "Save what is attached by itself.")


def _parts(message: EmailMessage) -> tuple[EmailMessage | None, list[EmailMessage]]:
    """Return the part that holds a mail's text, and those attached to it."""
    if message.get_content_type() == "message/rfc822":
        return None, [message]
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        attached = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except _BROKEN:
        raise DocumentError("The parts of this mail are broken.", "Save its text as .txt.") from None
    return (body if isinstance(body, EmailMessage) else None), attached


def _payload(part: EmailMessage) -> bytes:
    """Return the bytes of a part, whatever its headers say of them."""
    try:
        data = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: EmailMessage) -> str:
    data = _payload(part)
    text = _decoded(data, (part.get_content_charset() or "us-ascii").lower()) if data.strip() else ""
    if part.get_content_type() != "text/html":
        return _unwrapped(_QUOTED.sub("", _SIGNATURE.sub("", text.replace("\r\n", "\n"))))
    if text.count("href") > _NEWSLETTER:
        try:
            return page_fields(text).text
        except DocumentError:
            pass
    return plain(text)


def _decoded(data: bytes, charset: str) -> str:
    if charset not in _LATIN:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(data)[0]


def _unwrapped(text: str) -> str:
    """Return a plain text in which each paragraph is a line; mail programs wrap them, and mark it or not (RFC 3676)."""
    blocks = []
    for block in text.split("\n\n"):
        lines = block.split("\n")
        wrapped = len(lines) > 1 and all(len(line.rstrip()) in _WRAPPED for line in lines[:-1])
        blocks.append(" ".join(line.strip() for line in lines) if wrapped else re.sub(r"(?<=\S) \n(?=\S)", " ", block))
    return "\n\n".join(blocks)


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


def _attachment(part: EmailMessage, origin: str, number: int, intake: Intake, depth: int) -> Iterator[Raw | Problem]:
    """Yield the reports of what is attached: a forwarded message, or a file of a kind that is read."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            yield from _reports(inner[0], f"{origin}/message-{number}", intake, depth + 1)
        return
    name = _filename(part)
    if PurePosixPath(name).suffix.lower() not in intake.readable - {""}:
        return  # pictures, signatures, calendars
    where = f"{origin}/{name}"
    encoded = part.get_payload()
    limit = max(_PART * intake.max_bytes, _LEAST_PART)
    if isinstance(encoded, str) and len(encoded) > limit - 2 * _LONGEST_LINE:  # it may have been cut
        yield too_large(where, limit * 3 // 4, "Save it by itself and read it from there")
        return
    data = _payload(part)
    if data:
        yield from intake.inner(io.BytesIO(data), name, where)
    else:
        yield Problem(where, "The attachment is empty or broken.", "Save it by itself.")


def _filename(part: EmailMessage) -> str:
    """Return the name of an attached file, without the folders that it may bear."""
    try:
        name = part.get_filename() or ""
    except _BROKEN:
        return ""
    return PurePosixPath(" ".join(name.replace("\\", "/").split())).name
