"""Key views of the page as pictures, compared with those of `pictures/` with a tolerance.

Write them anew, and look at each before it is committed, with::

    pytest tests/maps/test_map_pictures.py --write-pictures
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import pytest
from compared_pictures import difference, write
from many_incidents import many
from opened_page import NARROW, WIDE, Opened
from PIL import Image
from sample_incidents import frame_of, rows

from geomap.maps import draw

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parent / "pictures"
MOST_BYTES = 600_000
SETTLED = 500
"""Milliseconds after which nothing moves: names are laid out 200 ms after the marks."""

SPREAD = 700
GOLDEN = 0.618033988749895


@dataclass(frozen=True, slots=True)
class Sight:
    """A view of the page: where it stands, how it opens, and what is done then (JavaScript on `page`)."""

    name: str
    language: str = "en"
    size: tuple[int, int] = WIDE
    scheme: str = "light"
    fragment: str = ""
    act: str = ""


SIGHTS = (
    # What shows all incidents keeps clear of an open legend, whose width follows its letters: so does the zoom.
    Sight("overview"),
    Sight("overview-narrow", "ar", NARROW),
    Sight("dark", "ckb", scheme="dark"),
    Sight("chosen", act="page.choose(0, 'map')"),
    Sight("chosen-narrow", "ar", NARROW, "dark", act="page.choose(0, 'list')"),
    Sight("filtered", fragment="#kind=bombs,air&time=2021-07-15..2021-11-15"),
    Sight("sized", fragment="#size=killed"),
    Sight("near", fragment="#at=35.3,44.2,9", act="document.querySelector('.legend details').open = true"),
)


@pytest.fixture(scope="module")
def spread() -> geopandas.GeoDataFrame:
    """The incidents of every shape, and 700 that lie all over the country's north, by rule."""
    found = many(SPREAD)
    for number, row in enumerate(found):
        if row["lon"] is not None:
            row["lon"] = 42.2 + (number * GOLDEN) % 1 * 3.6
            row["lat"] = 33.2 + (number + 0.5) / SPREAD * 3.4
            row["killed_min"] = row["killed_max"] = number % 31
    return frame_of([*rows(), *found])


def taken(seen: Opened, sight: Sight) -> Image.Image:
    """Return a picture of the page in a view, when all has come to rest."""
    if sight.fragment:
        seen.page.evaluate("hash => { location.hash = hash; }", sight.fragment)
    if sight.act:
        seen.page.evaluate(f"(() => {{ const {{ page }} = geomap; {sight.act}; }})()")
    if "choose" in sight.act:
        seen.page.wait_for_selector(".panel:not([hidden], [aria-busy])")
    seen.page.wait_for_timeout(SETTLED)
    return Image.open(io.BytesIO(seen.page.screenshot(animations="disabled")))


@pytest.fixture
def shown(opened, gazetteer, spread):
    """Open the page as a view wants it."""

    def show(sight: Sight):
        page_map = draw(spread, language=sight.language, gazetteer=gazetteer)
        options = {"color_scheme": sight.scheme, "reduced_motion": "reduce", "has_touch": sight.size == NARROW}
        return opened(page_map, sight.size, **options)

    return show


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_view_looks_as_it_did(shown, sight, request, tmp_path):
    path = PICTURES / f"{sight.name}.png"
    with shown(sight) as seen:
        picture = taken(seen, sight)
    if request.config.getoption("--write-pictures"):
        write(picture, path)
        return
    found = difference(picture, Image.open(path))
    picture.save(tmp_path / path.name)
    assert found.tolerable, f"{found}; see {tmp_path / path.name}, and `--write-pictures` if it is meant"


LAYERS = [
    ("overview", ".leaflet-geomap-incidents-pane"),
    ("overview", ".leaflet-geomap-ground-pane"),
    ("overview", ".timeline"),
    ("overview", ".side"),
    ("overview-narrow", ".leaflet-geomap-incidents-pane"),
    ("filtered", ".leaflet-geomap-incidents-pane"),
    ("sized", ".leaflet-geomap-incidents-pane"),
    ("dark", ".leaflet-geomap-ground-pane"),
    ("chosen", ".panel"),
    ("chosen-narrow", ".panel"),
    ("near", ".legend"),
]


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_a_layer_that_is_missing_is_seen(shown, name, layer):
    sight = next(sight for sight in SIGHTS if sight.name == name)
    with shown(sight) as seen:
        taken(seen, sight)
        seen.page.eval_on_selector(layer, "element => { element.style.opacity = 0; }")
        picture = taken(seen, Sight(name))
    assert not difference(picture, Image.open(PICTURES / f"{name}.png")).tolerable


def test_another_view_is_seen():
    """Whatever its size allows to be compared: the same page filtered, and the whole country instead of a part."""
    overview, filtered, near = (Image.open(PICTURES / f"{name}.png") for name in ("overview", "filtered", "near"))
    for one in (filtered, near):
        assert not difference(one.convert("RGB").resize((1400, 800)), overview).tolerable
    assert difference(overview.convert("RGB").resize((1400, 800)), overview).tolerable
    with pytest.raises(ValueError, match="700, 400"):
        difference(overview, overview)


WITHOUT_NOTO = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont>
    <pattern><patelt name="family"><string>Noto Sans</string></patelt></pattern>
    <pattern><patelt name="family"><string>Noto Sans Arabic</string></patelt></pattern>
    <pattern><patelt name="family"><string>Noto Naskh Arabic</string></patelt></pattern>
  </rejectfont></selectfont>
</fontconfig>
"""


@pytest.mark.parametrize("name", ["overview", "overview-narrow", "dark", "chosen"])
def test_letters_of_another_font_pass(chromium, gazetteer, spread, tmp_path, name):
    """A machine without Noto's fonts shows DejaVu's, which are a seventh wider, and others for Arabic."""
    sight = next(sight for sight in SIGHTS if sight.name == name)
    (tmp_path / "fonts.conf").write_text(WITHOUT_NOTO, "utf-8")
    draw(spread, language=sight.language, gazetteer=gazetteer).save(tmp_path / "map.html")
    environment: dict[str, Any] = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"], env=environment
    )
    context = browser.new_context(
        viewport=dict(zip(("width", "height"), sight.size, strict=True)),
        color_scheme=sight.scheme,
        reduced_motion="reduce",
        has_touch=sight.size == NARROW,
    )
    seen = Opened(context.new_page())
    seen.page.goto((tmp_path / "map.html").as_uri())
    seen.page.wait_for_selector(".geomap")
    picture = taken(seen, sight)
    browser.close()
    assert difference(picture, Image.open(PICTURES / f"{name}.png")).tolerable


def test_pictures_are_few_and_small():
    kept = {path.stem: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(kept) == {sight.name for sight in SIGHTS}
    assert sum(kept.values()) < MOST_BYTES
