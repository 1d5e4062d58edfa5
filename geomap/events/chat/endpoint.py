"""The endpoint that the user names: one question, one answer, nothing else leaves the machine."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geomap.errors import DocumentError, InputError

if TYPE_CHECKING:
    import requests

__all__ = ["Endpoint"]

_LARGEST = 2_000_000
"""Bytes of an answer: the records of a long report have some ten thousand."""
_PIECE = 65_536
_MOST_FAILURES = 3
"""Questions in a row without an answer after which no more are asked in this run (a guess)."""
_HINT = "Check --endpoint, --model and GEOMAP_LLM_KEY, and whether the server runs."


@dataclass(slots=True)
class Endpoint:
    """A server that speaks OpenAI's chat completions, as llama.cpp, Ollama, vLLM and many services do.

    Parameters
    ----------
    url : str
        Address up to ``/v1``, http or https.
    model : str
        Name of the model, as the server knows it.
    key : str
        Sent as a bearer token where it is not empty.
    timeout : float
        Seconds for an answer.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    _failures: int = field(default=0, init=False)
    _session: requests.Session | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            what = f"{self.url!r} is no address of an endpoint."
            raise InputError(what, "Give it as http://localhost:8080/v1 (a password belongs into GEOMAP_LLM_KEY).")

    @property
    def host(self) -> str:
        """Name of the server, for messages."""
        return urlsplit(self.url).netloc

    def answer(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """Return what the model says.

        Parameters
        ----------
        system, user : str
            The two messages of the conversation.
        schema : dict
            JSON Schema that the answer shall follow; servers that do not know it ignore it.

        Raises
        ------
        DocumentError
            If there is no answer, or none that can be understood.
        """
        if self._failures >= _MOST_FAILURES:
            raise DocumentError(f"{self.host} was not asked: it gave no answer {_MOST_FAILURES} times.", _HINT)
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": {"name": "incidents", "schema": schema}},
        }
        try:
            data = self._posted(body)
        except DocumentError:
            self._failures += 1
            raise
        self._failures = 0
        try:
            content = json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise DocumentError(f"The answer of {self.host} is no chat completion.", _HINT) from None
        if not isinstance(content, str):
            raise DocumentError(f"The answer of {self.host} holds no text.", _HINT)
        return content

    def _posted(self, body: dict[str, Any]) -> bytes:
        import requests

        if self._session is None:
            self._session = requests.Session()
            self._session.trust_env = False  # no key of a .netrc, no proxy that the user did not name
            self._session.headers["User-Agent"] = "geomap"
            if self.key:
                self._session.headers["Authorization"] = f"Bearer {self.key}"
        url = self.url.rstrip("/") + "/chat/completions"
        try:
            with self._session.post(url, json=body, timeout=self.timeout, allow_redirects=False, stream=True) as answer:
                if answer.status_code != 200:
                    raise DocumentError(f"{self.host} refused the question (HTTP {answer.status_code}).", _HINT)
                data = b""
                for piece in answer.iter_content(_PIECE):
                    data += piece
                    if len(data) > _LARGEST:
                        raise DocumentError(f"The answer of {self.host} is larger than 2 MB.", _HINT)
                return data
        except (requests.RequestException, UnicodeError) as error:
            raise DocumentError(f"{self.host} gave no answer ({type(error).__name__}).", _HINT) from None
