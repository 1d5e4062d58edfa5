"""Asking a service on the network, by way of geopy: what is sent, what is taken, and what went wrong.

Sent are the name, the limits of the search and the user agent; nothing else of a report is known here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import Nominatim, Photon

from geomap.locate.online_places import BOX, COUNTRIES, MOST_ROWS, Proposed, of_nominatim, of_photon

if TYPE_CHECKING:
    import ssl

__all__ = ["RefusedError", "Service", "UnansweredError"]

MOST_BYTES = 1 << 20
"""Of an answer; five places with all their names have some 20 kB."""

TIMEOUT_S = 10.0
"""Seconds to wait for an answer, all in all."""

_CHUNK = 1 << 16
_SHOWN = 160
"""Characters of another's error message that are repeated."""


class UnansweredError(Exception):
    """A question that got no answer; the text says why."""


class RefusedError(UnansweredError):
    """A question that the server does not want to be asked: it is not asked again."""


@dataclass(frozen=True, slots=True)
class Service:
    """A server of Nominatim or Photon.

    Parameters
    ----------
    key : str
        ``nominatim`` or ``photon``.
    server : str
        Its address, without a slash at the end.
    agent : str
        The user agent.
    timeout_s : float
        Seconds to wait for an answer.
    """

    key: str
    server: str
    agent: str
    timeout_s: float = TIMEOUT_S

    def ask(self, name: str) -> tuple[Proposed, ...]:
        """Return the places that the server proposes for `name`, at most `MOST_ROWS`; empty where it knows none.

        Raises
        ------
        RefusedError
            Where the server says that it is asked too often, or not at all by us (HTTP 401, 403, 429).
        UnansweredError
            Where no answer came, or none that can be read.
        """
        try:
            found = self._nominatim(name) if self.key == "nominatim" else self._photon(name)
        except (GeocoderRateLimited, GeocoderInsufficientPrivileges, GeocoderAuthenticationFailure) as error:
            raise RefusedError(f"it refused the question: {_shown(error)}") from error
        except GeocoderTimedOut as error:
            raise UnansweredError(f"no answer within {self.timeout_s:g} s") from error
        except GeopyError as error:
            raise UnansweredError(_shown(error)) from error
        return tuple(location.raw["proposed"] for location in found or ())

    def _nominatim(self, name: str) -> Any:
        return Nominatim(**self._options(_as_nominatim)).geocode(
            name,
            exactly_one=False,
            limit=MOST_ROWS,
            addressdetails=True,
            namedetails=True,
            language="en",
            country_codes=[code.lower() for code in COUNTRIES],
            viewbox=_corners(),
            bounded=True,
        )

    def _photon(self, name: str) -> Any:
        language = "en" if name[:1].isascii() else "default"
        return Photon(**self._options(_as_photon)).geocode(
            name, exactly_one=False, limit=MOST_ROWS, language=language, bbox=_corners()
        )

    def _options(self, read: Callable[[object], object]) -> dict[str, Any]:
        parts = urlsplit(self.server)

        def adapter(*, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext | None) -> _Adapter:
            return _Adapter(read, proxies=proxies, ssl_context=ssl_context)

        return {
            "scheme": parts.scheme,
            "domain": parts.netloc + parts.path,
            "user_agent": self.agent,
            "timeout": self.timeout_s,
            "adapter_factory": adapter,
        }


class _Adapter(BaseSyncAdapter):  # type: ignore[misc]
    """How geopy gets an answer: once, of bounded size, in bounded time, from the server that was asked and no other.

    geopy's own adapters try thrice, follow wherever a server sends them, and read whatever comes; and one impossible
    position spoils the whole answer. Here `read` goes first, and leaves it only rows that were checked.
    """

    def __init__(
        self, read: Callable[[object], object], *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._read = read
        self._opener = OpenerDirector()
        for handler in (
            ProxyHandler(proxies),
            HTTPHandler(),
            HTTPSHandler(context=ssl_context),
            HTTPErrorProcessor(),
            HTTPDefaultErrorHandler(),  # and none for redirections: the user has named one server
        ):
            self._opener.add_handler(handler)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return self._read(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError(f"its answer cannot be read: {error}") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        request = Request(url, headers=headers)  # noqa: S310  (the settings allow http and https alone)
        deadline = time.monotonic() + timeout
        try:
            with self._opener.open(request, timeout=timeout) as page:
                return _body(page, deadline).decode("utf-8")
        except HTTPError as error:
            error.close()
            raise AdapterHTTPError(f"HTTP {error.code}", status_code=error.code, headers={}, text=None) from error
        except TimeoutError as error:
            raise GeocoderTimedOut("timed out") from error
        except UnicodeDecodeError as error:
            raise GeocoderParseError("its answer is no UTF-8") from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise GeocoderTimedOut("timed out") from error
            raise GeocoderUnavailable(f"it cannot be reached: {reason}") from error


def _body(page: Any, deadline: float) -> bytes:
    parts, size = [], 0
    while part := page.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise GeocoderServiceError(f"its answer has more than {MOST_BYTES} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _as_nominatim(answer: object) -> object:
    """Return Nominatim's answer with nothing in it but checked rows, as geopy takes it."""
    if isinstance(answer, dict) and "error" in answer:
        raise ValueError("the server reports an error")
    return [{"lat": row.lat, "lon": row.lon, "display_name": "", "proposed": row} for row in of_nominatim(answer)]


def _as_photon(answer: object) -> object:
    """Return Photon's answer with nothing in it but checked rows, as geopy takes it."""
    features = [
        {"geometry": {"coordinates": (row.lon, row.lat)}, "properties": {}, "proposed": row}
        for row in of_photon(answer)
    ]
    return {"features": features}


def _corners() -> list[tuple[float, float]]:
    """Return the corners of `BOX` as geopy wants them: latitude first."""
    return [(BOX[1], BOX[0]), (BOX[3], BOX[2])]


def _shown(error: BaseException) -> str:
    """Return an error's words in one short line."""
    words = "".join(c if c.isprintable() else " " for c in str(error))
    return " ".join(words.split())[:_SHOWN] or type(error).__name__
