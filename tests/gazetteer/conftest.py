"""What the gazetteer's tests share: the gazetteer that ships, loaded once."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer that geomap ships, with the world around it."""
    return Gazetteer.load()
