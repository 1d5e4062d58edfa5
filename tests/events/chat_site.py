"""A server on loopback that answers as a language model does, or worse, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REPORT = (
    "At least three soldiers were killed and five wounded when Islamic State gunmen attacked a checkpoint in the "
    "village of Lakja in Makhmur district on Sunday, 5 September 2021, a security source said."
)


def record(**changes: Any) -> dict[str, Any]:
    """What a careful model says of `REPORT`."""
    evidence = {
        "event_type": "attacked a checkpoint",
        "date": "Sunday, 5 September 2021",
        "killed": "At least three soldiers were killed",
        "injured": "five wounded",
        "perpetrator": "Islamic State gunmen",
        "target": "soldiers",
    }
    said = {
        "sub_event_type": "Armed clash",
        "date_start": "2021-09-05",
        "date_end": "2021-09-05",
        "date_precision": "day",
        "killed_min": 3,
        "killed_max": None,
        "injured_min": 5,
        "injured_max": 5,
        "perpetrator": "IS",
        "target": "Iraqi army",
        "places": ["the village of Lakja in Makhmur district"],
        "evidence": [{"field": name, "text": words} for name, words in evidence.items()],
    }
    return said | changes


@dataclass
class ChatSite:
    """`content` is what the model says (or what to answer in place of a completion); `asked` what it was asked."""

    content: Any = None
    status: int = 200
    body: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""


@contextmanager
def served(site: ChatSite) -> Iterator[ChatSite]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            site.asked.append(asked | {"path": self.path})
            site.keys.append(self.headers["Authorization"])
            said = site.content if isinstance(site.content, str) else json.dumps(site.content)
            body = site.body
            if body is None:
                body = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
            self.send_response(site.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
