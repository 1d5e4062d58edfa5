"""Reports at an address of the web that the user names: that one page, feed or file is fetched, once, and no other.

Links in what comes are never followed, nothing of it is run, and no address but those of the call is asked; a redirect
is the server's own word for where its page lies, and five of them are followed.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from geomap.documents.encodings import BYTE_ORDER_MARKS
from geomap.documents.feeds import looks_like_feed
from geomap.documents.formats import KNOWN, named_reports, unnamed_reports
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from requests import Response, Session

__all__ = ["addressed_reports", "is_address", "shown"]

CONNECT_S, READ_S, WHOLE_S = 10.0, 30.0, 120.0
"""Seconds for a connection, between two pieces of an answer, and for all of it; guesses that suit slow lines."""
MOST_REDIRECTS = 5
_CHUNK = 16_384
"""Bytes that are taken at once: a hostile answer can unpack to a thousand times that before its size is seen."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,15})://")
_FETCHED = frozenset(("http", "https"))
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/vnd.api+json": ".json",
    "text/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "message/rfc822": ".eml",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
"""Media type → the ending whose reader reads it. Others say little: there the address's own ending counts."""
_OF_PAGES = frozenset((".html", ".txt", ""))
"""Endings of what is one report, whose address is that of the report."""
_BY_HAND = "Save it with a browser and give the file."


@dataclass(frozen=True, slots=True)
class _Answer:
    data: bytes
    media_type: str
    charset: str | None


def is_address(name: str) -> bool:
    """Say whether a name is an address rather than that of a file."""
    return _SCHEME.match(name) is not None


def shown(address: str) -> str:
    """Return an address as it may be shown and kept: without a password, or a part of the page."""
    bare = address.partition("#")[0]
    return re.sub(r"(?<=://)[^/?]*@", "", bare)


def addressed_reports(address: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports at an address.

    Parameters
    ----------
    address : str
        Of http or https; addresses of the user's own network are fetched like any other.
    intake : Intake
        `Intake.max_bytes` limits what is fetched.
    """
    origin = shown(address)
    with told(origin) as problems:
        answer = _fetched(address, intake.max_bytes)
        ending = _ending(answer, address)
        stream = io.BytesIO(_in_unicode(answer))
        if ending is None:
            found = unnamed_reports(stream, origin, intake)
        else:
            found = named_reports(stream, f"answer{ending}", origin, intake)
        for item in found:
            alone = item if isinstance(item, Raw) and item.origin == origin and (ending or "") in _OF_PAGES else None
            if alone is not None and alone.fields.url is None:
                yield replace(alone, fields=replace(alone.fields, url=origin))
            else:
                yield item
    yield from problems


def _fetched(address: str, max_bytes: int) -> _Answer:
    """Fetch what lies at an address.

    Raises
    ------
    DocumentError
        Saying why it cannot be had.
    """
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1].lower() not in _FETCHED:
        raise DocumentError("geomap fetches addresses of http and https only.", _BY_HAND)
    import requests

    with _explained(), requests.Session() as session:
        session.headers["User-Agent"] = f"geomap/{_version()} (reads news reports; one request for what its user named)"
        session.max_redirects = MOST_REDIRECTS
        return _asked(session, address, max_bytes)


def _asked(session: Session, address: str, max_bytes: int) -> _Answer:
    until = time.monotonic() + WHOLE_S
    with session.get(address, stream=True, timeout=(CONNECT_S, READ_S)) as response:
        if response.status_code != 200:
            said = f"{response.status_code} {' '.join(str(response.reason).split())[:60]}".strip()
            raise DocumentError(f"The server says {said}.", "Check the address.")
        data = bytearray()
        for chunk in response.iter_content(_CHUNK):
            data += chunk
            if len(data) > max_bytes:
                limit = f"{max_bytes / 1e6:g} MB"
                raise DocumentError(f"What lies there is larger than {limit}.", f"{_BY_HAND} Or set GEOMAP_MAX_BYTES.")
            if time.monotonic() > until:
                raise DocumentError(f"It did not come within {WHOLE_S:g} seconds.", f"Try later. {_BY_HAND}")
        return _Answer(bytes(data), *_content_type(response))


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what can go wrong on the network into a word on it and what to do."""
    from requests import exceptions as faults

    try:
        yield
    except DocumentError:  # which is a ValueError too
        raise
    except faults.SSLError:
        raise DocumentError("The server's certificate cannot be trusted; nothing was fetched.", _BY_HAND) from None
    except faults.TooManyRedirects:
        raise DocumentError(f"The address leads on more than {MOST_REDIRECTS} times.", _BY_HAND) from None
    except faults.Timeout:
        raise DocumentError("The server does not answer in time.", f"Try later. {_BY_HAND}") from None
    except faults.InvalidSchema:
        raise DocumentError("The address leads to one that is not of http or https.", _BY_HAND) from None
    except (faults.ChunkedEncodingError, faults.ContentDecodingError):
        raise DocumentError("The answer breaks off, or cannot be unpacked.", f"Try again. {_BY_HAND}") from None
    except faults.ConnectionError:
        what = "The server cannot be reached, or ended the connection."
        raise DocumentError(what, "Check the address; is this machine offline?") from None
    except (faults.RequestException, ValueError):  # the latter for hosts that are none, by name or by number
        raise DocumentError("This is no address that can be fetched.", "Check it.") from None


def _content_type(response: Response) -> tuple[str, str | None]:
    """Return the media type of an answer, and the charset that goes with it."""
    media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", parameters, re.IGNORECASE)
    return media_type.strip().lower(), charset[1] if charset else None


def _ending(answer: _Answer, address: str) -> str | None:
    """Return the ending whose reader reads an answer; None where its first bytes must tell."""
    if not answer.data:
        raise DocumentError("The server's answer is empty.", "Check the address.")
    head = answer.data[:2000]
    ending = _TYPES.get(answer.media_type)
    if ending in (None, ".html") and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and looks_like_feed(head):
        return ".xml"
    if ending is not None:
        return ending
    of_address = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    return of_address if of_address and of_address in KNOWN else None


def _in_unicode(answer: _Answer) -> bytes:
    """Return an answer's bytes, with a byte-order mark where the server alone says which code page they are in."""
    data, charset = answer.data, answer.charset
    is_text = answer.media_type.startswith("text/") or answer.media_type.endswith(("xml", "json"))
    if charset is None or not is_text or any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset, "replace").encode("utf-8-sig", "replace")
        except (LookupError, UnicodeError):
            return data
    return data


def _version() -> str:
    try:
        return metadata.version("geomap")
    except metadata.PackageNotFoundError:  # run from a folder that was never installed
        return "0"
