"""One gazetteer for the room's tests, and a short way from a text to its events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geomap.events import extract
from geomap.gazetteer import Gazetteer
from geomap.records import Document, Event

Read = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def read(gazetteer: Gazetteer) -> Read:
    def events(
        text: str,
        language: str = "ar",
        published: date | None = date(2021, 9, 6),
        title: str = "",
        basis: str = "given",
    ) -> tuple[Event, ...]:
        document = Document("d", text, title, published=published, published_basis=basis, language=language)
        return extract(document, gazetteer.find(text))

    return events
