"""Make the README's pictures: the map of the bundled reports in headless Chromium, network off, and a figure for print.

usage: python docs/pictures.py
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import geopandas
from PIL import Image
from playwright.sync_api import sync_playwright

import geomap
from geomap.settings import data_folder

HERE = Path(__file__).resolve().parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHOSEN = "Rashad"  # its words contradict each other, so the panel has something to explain


def main() -> None:
    """Read the bundled reports and make both pictures."""
    incidents = geomap.read([data_folder("reports")])
    figure(incidents)
    page(incidents)


def figure(incidents: geopandas.GeoDataFrame) -> None:
    """Draw the figure for a report, 174 mm wide, at a screen's resolution."""
    held = io.BytesIO()
    sheet = incidents.geomap.plot(title="Sample reports from the disputed territories", footprints=True)
    sheet.savefig(held, format="png", dpi=150)
    with Image.open(held) as picture:
        picture.convert("RGB").save(HERE / "figure.jpg", quality=84, optimize=True)


def page(incidents: geopandas.GeoDataFrame) -> None:
    """Draw the map, open it, choose the incident of al-Rashad, take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        page_file = Path(folder) / "map.html"
        geomap.draw(incidents, title="Sample reports from the disputed territories").save(str(page_file))
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        tab = browser.new_context(offline=True, viewport={"width": 1400, "height": 860}).new_page()
        tab.goto(page_file.as_uri())
        tab.wait_for_timeout(1000)
        tab.locator("button.entry", has_text=CHOSEN).first.click()
        tab.mouse.move(700, 4)  # off the list, so that nothing is hovered
        tab.wait_for_timeout(1500)
        tab.screenshot(path=HERE / "map.jpg", type="jpeg", quality=82)
        browser.close()


if __name__ == "__main__":
    main()
