"""Make the README's picture: the map of the bundled reports in headless Chromium, network off.

usage: python docs/pictures.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import geomap
from geomap.settings import data_folder

HERE = Path(__file__).resolve().parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHOSEN = "Rashad"  # its words contradict each other, so the panel has something to explain


def main() -> None:
    """Draw the map, open it, choose the incident of al-Rashad, take the picture."""
    incidents = geomap.read([data_folder("reports")])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        page_file = Path(folder) / "map.html"
        geomap.draw(incidents, title="Sample reports from the disputed territories").save(str(page_file))
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_context(offline=True, viewport={"width": 1400, "height": 860}).new_page()
        page.goto(page_file.as_uri())
        page.wait_for_timeout(1000)
        page.locator("button.entry", has_text=CHOSEN).first.click()
        page.mouse.move(700, 4)  # off the list, so that nothing is hovered
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "map.jpg", type="jpeg", quality=82)
        browser.close()


if __name__ == "__main__":
    main()
