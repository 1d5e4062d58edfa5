"""The gazetteer, once for all tests of figures."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()
