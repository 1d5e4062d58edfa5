"""The built page, the gazetteer and a browser without network, for all tests of the map."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import folium
import geopandas
import pytest
from opened_page import WIDE, Opened, Opener
from sample_incidents import frame_of, rows

from geomap.gazetteer import Gazetteer
from geomap.maps.build import PAGE, build


@pytest.fixture(scope="session", autouse=True)
def built_page() -> None:
    """Build the page if its sources are newer than what is there; nothing is fetched where it was built before."""
    if not (PAGE / "dist" / "page.js").is_file() or (PAGE / "node_modules" / "esbuild").is_dir():
        build()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def incidents() -> geopandas.GeoDataFrame:
    return frame_of(rows())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, headless."""
    from playwright.sync_api import sync_playwright

    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip("Chromium is not installed; `.ci/setup test` does it")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Opener:
    @contextmanager
    def open_map(
        page_map: folium.Map, size: tuple[int, int] = WIDE, ready: str = ".geomap", **options: Any
    ) -> Iterator[Opened]:
        path = tmp_path / "map.html"
        page_map.save(path)
        width, height = size
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        found = Opened(context.new_page())
        found.page.goto(path.as_uri())
        found.page.wait_for_selector(ready)
        yield found
        context.close()

    return open_map
