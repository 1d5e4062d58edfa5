"""What holds whatever comes in: no exception, words where the evidence says they are, time in proportion to size.

The property tests and the fuzzers of ``tests/fuzz/`` ask for the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from geomap.documents import read_documents
from geomap.pipeline import Pipeline
from geomap.records import Document, Incident, Problem
from geomap.settings import Settings

Result = TypeVar("Result")

SECONDS_PER_BYTE = 1e-4
"""A second for 10 kB, and for whatever is smaller."""
TODAY = date(2026, 1, 1)


def read_whole(path: Path, *, slower: float = 1.0, max_bytes: int = 200_000) -> list[Document]:
    """Return the documents of a file, after having checked what must hold of them and of the problems.

    `slower` times the time is allowed that `SECONDS_PER_BYTE` says.
    """

    def read() -> list[Document | Incident | Problem]:
        settings = Settings(max_bytes=max_bytes)
        return list(read_documents([path], published=date(2021, 9, 6), language="ar", settings=settings, today=TODAY))

    found = in_time(read, path.stat().st_size, slower)
    assert found, "nothing is said of the file"
    ids = [item.id for item in found if isinstance(item, Document)]
    assert len(ids) == len(set(ids)), "two documents have one id"
    for item in found:
        check(item, path)
    return [item for item in found if isinstance(item, Document)]


def check(item: Document | Incident | Problem, path: Path) -> None:
    """Check what comes of a file."""
    if isinstance(item, Problem):
        assert item.where.startswith(str(path)), item
        assert item.what, item
        assert item.hint, item
        f"{item.where}{item.what}{item.hint}".encode()
    elif isinstance(item, Document):
        assert item.text.strip(), item
        for text in (item.id, item.text, item.title, item.origin, item.url or "", item.source or ""):
            assert "\0" not in text
            text.encode()


def extracted(pipeline: Pipeline, document: Document, *, slower: float = 1.0) -> tuple[Incident, ...]:
    """Return the incidents of a document, after having checked their evidence and the time."""
    found = in_time(lambda: pipeline.incidents(document), len(document.text.encode("utf-8", "replace")), slower)
    for incident in found:
        for evidence in incident.event.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text, evidence
        for place in incident.event.places:
            assert document.text[place.start : place.end] == place.text, place
        assert 0 <= incident.event.confidence <= 1
    return found


def in_time(call: Callable[[], Result], size: int, slower: float) -> Result:
    """Return what `call` returns, if it does so in time; a call that loads a library first may be slow once."""
    allowed = max(1.0, size * SECONDS_PER_BYTE) * slower
    for _ in range(2):
        began = time.process_time()
        result = call()
        took = time.process_time() - began
        if took <= allowed:
            return result
    raise AssertionError(f"{took:.1f} s for {size} bytes, {allowed:.1f} s are allowed")
