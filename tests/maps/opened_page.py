"""A map that is open in the browser, as tests look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geomap.maps.build import PAGE

AXE = PAGE / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = (1400, 800), (390, 844)

Opener = Callable[..., Any]
"""What the fixture ``opened`` gives: a map and a size to a context in which it is `Opened`."""


class Opened:
    """A page that is open, with everything it asked for and complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def text(self, selector: str) -> str:
        """Return the text at `selector` without the marks that keep directions apart."""
        # The browser lays the list's entries out as they come into view, with the frame after the next.
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found = self.page.inner_text(selector)
        return found.translate(dict.fromkeys(map(ord, "\u2068\u2069")))

    def marks(self, indexes: list[int]) -> list[tuple[float, float]]:
        """Return where the incidents' positions are in the window, in pixels."""
        return self.page.evaluate(
            """indexes => {
              const map = window[Object.keys(window).find(name => name.startsWith('map_'))];
              const box = map.getContainer().getBoundingClientRect();
              return indexes.map(index => {
                const [lon, lat] = geomap.page.table.position(index);
                const { x, y } = map.latLngToContainerPoint([lat, lon]);
                return [x + box.left, y + box.top];
              });
            }""",
            indexes,
        )

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of an element in the window, in pixels."""
        found = self.page.locator(selector).bounding_box()
        return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]

    def choose(self, index: int) -> None:
        self.page.click(f".entry[data-index='{index}']")
        self.page.wait_for_selector(".panel:not([hidden], [aria-busy])")

    def until(self, expression: str) -> None:
        """Wait up to three seconds for a JavaScript expression to be true (Playwright's own way needs `eval`)."""
        for _ in range(60):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}")

    def quiet(self) -> None:
        """Assert that the page asked for nothing but itself and its own data, and complained of nothing."""
        asked = [url for url in self.requests if not url.startswith(("data:", "blob:"))]
        assert asked == [self.page.url.split("#")[0]]  # what is shown stands after the "#"
        assert self.complaints == []


def complaints(seen: Opened) -> list[str]:
    """Return what axe-core, which the page has been given, finds wrong with it as it stands."""
    found: dict[str, Any] = seen.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
