"""Fetching a foreign gazetteer from its publisher: streamed, resumed, checked; what broke off is never taken for whole.

While a file comes it is ``NAME.part``, with ``NAME.part.json`` beside it: the address, and the mark (ETag or date) by
which the server can tell whether the rest still belongs to it. Only a whole and checked file gets its name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import Source

if TYPE_CHECKING:
    from requests import Response, Session

__all__ = ["Progress", "fetch", "fetch_source", "file_names"]

Progress = Callable[[int, int | None], None]
"""Told bytes done and bytes in all (None where the server does not say) of the file that is coming."""

MOST_BYTES = 4 << 30
"""Of one file. Who's On First's and OpenStreetMap's Iraq have below 0.2 GiB."""

_CHUNK = 1 << 16
_CONNECT_S, _READ_S = 15.0, 60.0
"""Seconds to wait for a connection, and for the next bytes; Wikidata lets a query run for 60."""
_TRIES = 3
"""Attempts at a file, each going on where the last one broke off."""
_MOST_INDEX = 16 << 20
_MOST_REDIRECTS = 10
_LONGEST_SHOWN = 160
"""Characters of an address that a message repeats."""
_HEX = re.compile(r"\b[0-9a-fA-F]{32,128}\b")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_AGENT = "geomap (places of incident reports; python-requests)"


@dataclass(frozen=True, slots=True)
class _Order:
    """A file that is wanted: its address, where it goes, the ending of its checksum's address, who is told."""

    url: str
    target: Path
    checksum: str
    most: int
    progress: Progress | None

    @property
    def part(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def mark(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")


class _BrokenOffError(Exception):
    """The connection ended before the file did; what came is kept."""


def fetch(
    urls: Sequence[str],
    folder: Path,
    *,
    progress: Progress | None = None,
    checksum: str = "",
    most_bytes: int = MOST_BYTES,
) -> tuple[Path, ...]:
    """Download files into `folder` and return them, in the order of `urls`.

    Parameters
    ----------
    urls : sequence of str
        Addresses, http or https.
    folder : pathlib.Path
        Created where it is missing. A download that broke off there is gone on with.
    progress : callable, optional
        Called with (bytes done, bytes in all or None).
    checksum : str
        What to append to an address for the address of its checksum, such as ``.md5`` or ``.sha256``.
    most_bytes : int
        Largest file that is taken.

    Raises
    ------
    GazetteerError
        Without a connection, where the publisher refuses, the file is shorter or longer than announced, larger than
        `most_bytes`, or not what its checksum says. Files that came whole before that stay.
    """
    import requests

    folder.mkdir(parents=True, exist_ok=True)
    for url in urls:
        _check_address(url)
    names = file_names(urls)
    with requests.Session() as session:
        session.headers.update({"User-Agent": _AGENT, "Accept-Encoding": "identity"})
        session.max_redirects = _MOST_REDIRECTS
        orders = [
            _Order(url, folder / name, checksum, most_bytes, progress) for url, name in zip(urls, names, strict=True)
        ]
        try:
            return tuple(_fetch_one(session, order) for order in orders)
        except OSError as error:
            raise GazetteerError(f"A download cannot be kept in {folder}: {error.strerror or error}.") from error


def fetch_source(source: Source, folder: Path, *, progress: Progress | None = None) -> tuple[Path, ...]:
    """Download what `source` needs, asking its publisher's index first where it has one.

    Raises
    ------
    GazetteerError
        As `fetch`; where the source is never downloaded, or its index names no file.
    """
    if not source.downloads:
        raise GazetteerError(f"{source.title} is not downloaded from anywhere: give the path of a file.")
    urls = source.downloads
    try:
        if source.resolve is not None:
            urls = tuple(address for url in source.downloads for address in _resolved(source, url, folder))
        return fetch(urls, folder, progress=progress, checksum=source.checksum)
    except GazetteerError as error:
        command = f"geomap gazetteer add {source.key} PATH"
        raise GazetteerError(
            f"{source.title} is not downloaded. {error.what}\nWith a file at hand ({source.homepage}): {command}"
        ) from error


def file_names(urls: Sequence[str]) -> tuple[str, ...]:
    """Return a file name for each address: its last part, with those before it where two would be the same."""
    found: dict[str, str] = {}
    for url in dict.fromkeys(urls):
        parts = urlsplit(url)
        pieces = [_UNSAFE.sub("_", unquote(piece)).lstrip(".") for piece in PurePosixPath(parts.path).parts]
        pieces = [piece for piece in pieces if piece and piece != "_"] or ["file"]
        names = ("-".join(pieces[-count:])[-120:] for count in range(1, len(pieces) + 1))
        digest = hashlib.sha256(url.encode()).hexdigest()[:8]
        taken = found.values()
        found[url] = next((name for name in names if name not in taken), f"{digest}-{pieces[-1][-100:]}")
    return tuple(found[url] for url in urls)


def _resolved(source: Source, url: str, folder: Path) -> tuple[str, ...]:
    index = fetch([url], folder / "index", most_bytes=_MOST_INDEX)[0]
    try:
        answer: Any = json.loads(index.read_bytes())
    except (ValueError, RecursionError) as error:
        raise GazetteerError(f"{source.title}'s index at {url} is no JSON ({error}). {_by_hand(url)}") from error
    addresses = source.resolve(answer) if source.resolve is not None else ()
    if not addresses:
        raise GazetteerError(f"{source.title}'s index at {url} names no file that geomap can read. {_by_hand(url)}")
    return addresses


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise GazetteerError(f"{url!r} is no address to download from: expected http:// or https:// and a server.")


def _fetch_one(session: Session, order: _Order) -> Path:
    for attempt in range(1, _TRIES + 1):
        try:
            _come(session, order)
            break
        except _BrokenOffError as error:
            if attempt == _TRIES:
                raise GazetteerError(
                    f"The download of {_shown(order.url)} broke off {_TRIES} times ({error}). What came is kept: "
                    f"run the command again to go on. {_by_hand(order.url)}"
                ) from error
    if order.checksum:
        _check(session, order)
    order.part.replace(order.target)
    order.mark.unlink(missing_ok=True)
    return order.target


def _come(session: Session, order: _Order) -> None:
    """Bring the file into its part, going on from what is there if the server says that it still belongs to it."""
    there = order.part.stat().st_size if order.part.is_file() else 0
    mark = _read_mark(order) if there else ""
    headers = {"Range": f"bytes={there}-", "If-Range": mark} if there and mark else {}
    with _answer(session, order.url, headers) as response:
        if response.status_code == 416 and response.headers.get("Content-Range") == f"bytes */{there}":
            return
        if response.status_code == 206 and _starts_at(response) == there:
            start = there
        elif response.status_code in (206, 416):
            _forget(order)
            raise _BrokenOffError("the server sent another part than was asked for")
        else:
            start = 0
        length = _length(response)
        total = None if length is None else start + length
        _check_size(order, total or start)
        _write_mark(order, response)
        _receive(response, order, start, total)


@contextmanager
def _answer(session: Session, url: str, headers: dict[str, str]) -> Iterator[Response]:
    """Give the publisher's answer; raise with what to do where there is none, or it is an error."""
    import requests

    try:
        with session.get(url, headers=headers, stream=True, timeout=(_CONNECT_S, _READ_S)) as response:
            if url.startswith("https:") and not response.url.startswith("https:"):
                raise GazetteerError(f"{_shown(url)} leads to {response.url}, which is not encrypted. {_by_hand(url)}")
            if response.status_code not in (200, 206, 416):
                said = f"{response.status_code} {response.reason}"
                raise GazetteerError(f"{_shown(url)} cannot be downloaded: the server says {said}. {_by_hand(url)}")
            yield response
    except requests.exceptions.ReadTimeout as error:
        raise _BrokenOffError(type(error).__name__) from error
    except requests.exceptions.ConnectionError as error:
        raise GazetteerError(f"{_shown(url)} cannot be reached: is this machine offline? {_by_hand(url)}") from error
    except requests.exceptions.RequestException as error:
        raise GazetteerError(f"{_shown(url)} cannot be downloaded ({type(error).__name__}). {_by_hand(url)}") from error


def _receive(response: Response, order: _Order, start: int, total: int | None) -> None:
    done = start
    with order.part.open("ab" if start else "wb") as file:
        for chunk in _chunks(response):
            done += len(chunk)
            _check_size(order, done)
            file.write(chunk)
            if order.progress is not None:
                order.progress(done, total)
    if total is not None and done < total:
        raise _BrokenOffError(f"{done} of {total} bytes came")
    if total is not None and done > total:
        _forget(order)
        raise GazetteerError(f"{_shown(order.url)} sent {done} bytes and had announced {total}. {_by_hand(order.url)}")


def _chunks(response: Response) -> Iterator[bytes]:
    import requests

    try:
        yield from response.iter_content(_CHUNK)
    except requests.exceptions.RequestException as error:
        raise _BrokenOffError(type(error).__name__) from error


def _check_size(order: _Order, size: int) -> None:
    if size > order.most:
        _forget(order)
        raise GazetteerError(f"{_shown(order.url)} has more than {order.most} bytes, the most that is downloaded.")


def _length(response: Response) -> int | None:
    """Return the announced length of what comes, or None where none is announced or it is packed on the way."""
    text = response.headers.get("Content-Length", "")
    packed = response.headers.get("Content-Encoding", "identity") not in ("", "identity")
    return int(text) if text.isdecimal() and not packed else None


def _starts_at(response: Response) -> int:
    match = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(match[1]) if match else -1


def _read_mark(order: _Order) -> str:
    """Return the mark of the part that is there, empty where it belongs to another address or has none."""
    try:
        found = json.loads(order.mark.read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    same = isinstance(found, dict) and found.get("url") == order.url
    return str(found.get("mark", "")) if same else ""


def _write_mark(order: _Order, response: Response) -> None:
    """Keep the mark for If-Range; a weak ETag does not promise the same bytes (RFC 9110, 13.1.5)."""
    tag = response.headers.get("ETag", "")
    mark = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")
    order.mark.write_text(json.dumps({"url": order.url, "mark": mark}), "utf-8")


def _forget(order: _Order) -> None:
    order.part.unlink(missing_ok=True)
    order.mark.unlink(missing_ok=True)


def _check(session: Session, order: _Order) -> None:
    """Compare the part with the publisher's checksum; a part that differs is thrown away."""
    address = order.url + order.checksum
    with _answer(session, address, {}) as response:
        text = response.raw.read(4096, decode_content=True).decode("ascii", "replace")
    said = _HEX.search(text)
    if said is None:
        raise GazetteerError(f"{address} holds no checksum. {_by_hand(order.url)}")
    with order.part.open("rb") as file:
        found = hashlib.file_digest(file, order.checksum.lstrip(".")).hexdigest()
    if found != said[0].lower():
        _forget(order)
        raise GazetteerError(
            f"{_shown(order.url)} came damaged: its {order.checksum.lstrip('.')} is {found}, and the publisher says "
            f"{said[0].lower()}. Run the command again."
        )


def _shown(url: str) -> str:
    """Return an address for a message: without its query where that is long, as Wikidata's is."""
    return url if len(url) <= _LONGEST_SHOWN else f"{url.partition('?')[0][:_LONGEST_SHOWN]}?…"


def _by_hand(url: str) -> str:
    return f"Otherwise get the file by hand from {_shown(url)} and give its PATH."
