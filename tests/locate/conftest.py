"""The gazetteer that geomap ships, loaded once, and a small one of our own for arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from online_site import Site, serving

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator
from geomap.records import Name, Place

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

KARSA = Place(
    id="iq.test.p.karsa",
    kind="town",
    names=(Name("Karsazan", "en"), Name("كرسازان", "ar"), Name("کەرسازان", "ckb")),
    lon=44.0,
    lat=35.0,
    radius_km=3.0,
)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def locator(gazetteer: Gazetteer) -> Locator:
    return Locator(gazetteer)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """One town on a bare plain, without areas: what is measured is the geometry alone."""
    folder: Path = tmp_path_factory.mktemp("gazetteer")
    return Gazetteer([KARSA], folder=folder)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback to ask with ``--online``."""
    with serving() as found:
        yield found
