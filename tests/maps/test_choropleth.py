"""Areas painted by the page's own modules in a browser: colours where they belong, the legend in words."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geomap.gazetteer import Gazetteer
from geomap.maps.area_layers import area_layers
from geomap.maps.build import PAGE, _tools

SCRIPT = """
import { AreaLayers } from "%(src)s/area_layers.js";
import * as paint from "%(src)s/choropleth.js";
import { unitX, unitY, View } from "%(src)s/geography.js";
import { spots } from "%(src)s/spots.js";
import { theme } from "%(src)s/theme.js";
import { Speech } from "%(src)s/words.js";
const told = JSON.parse(document.getElementById("data").textContent);
const shares = (rows) => {
  const units = [...new Set(rows.flatMap(Object.keys))];
  const parts = rows.map((row) => Object.entries(row));
  const lengths = rows.map((row) => Object.keys(row).length);
  const offsets = Uint32Array.from(lengths.reduce((at, length) => [...at, at.at(-1) + length], [0]));
  return { units, offsets, codes: Uint16Array.from(parts.flat(), ([unit]) => units.indexOf(unit)),
    weights: Uint8Array.from(parts.flat(), ([, share]) => Math.round(share * 255)),
  };
};
const table = {
  length: told.rows.length,
  x: Float32Array.from(told.rows, (row) => row.lon === null ? NaN : unitX(row.lon)),
  killedMin: Int32Array.from(told.rows, (row) => row.killed),
  killedMax: Int32Array.from(told.rows, (row) => row.killed),
  column: () => null,
  shares: (level) => level === "district" ? shares(told.rows.map((row) => row.shares)) : null,
};
const layers = new AreaLayers(told.layers, table, told.spread);
const fails = new Uint32Array(table.length);
const canvas = document.querySelector("canvas#map");
const size = { x: canvas.clientWidth, y: canvas.clientHeight };
[canvas.width, canvas.height] = [size.x * 2, size.y * 2];
const context = canvas.getContext("2d");
context.scale(2, 2);
const world = 256 * 2 ** (size.x < 600 ? 6.2 : 7.4);
const view = new View(world, { x: unitX(44.2) * world - size.x / 2, y: unitY(34.9) * world - size.y / 2 }, size, 7.4);
const { dark, land, ink } = theme();
const speech = new Speech(told.language);
document.documentElement.dir = speech.direction;
context.fillStyle = land;
context.fillRect(0, 0, size.x, size.y);
const traces = layers.traces(told.level);
const legend = document.querySelector("#legend");
let levels = [];
if (told.spots) {
  const { ranges } = layers.incidents("hexagon", fails);
  const found = spots(ranges.map(({ expected }) => expected), layers.neighbours).spot;
  paint.paintPoles(context, view, traces.map((trace, at) => ({ trace, sign: found[at] || null })), { edge: ink, dark });
  const count = (sign) => found.filter((each) => each === sign).length;
  const title = speech.say("area_spots");
  const poles = { more: count(1), less: count(-1), usual: 0, few: 0, title, about: "", dark };
  paint.fillPolesLegend(legend, speech, "spots", poles);
  levels = [...found];
} else {
  const counted = told.measure === "deaths" ? layers.deaths(told.level, fails) : layers.incidents(told.level, fails);
  const values = counted.ranges.map(({ expected }) => expected);
  const starts = paint.classes(values);
  levels = values.map((value) => paint.classOf(starts, value));
  const shades = traces.map((trace, at) => ({ trace, level: levels[at] }));
  paint.paintShades(context, view, shades, { count: starts.length, dark, edge: ink });
  paint.fillAreaLegend(legend, speech, { level: told.level, measure: told.measure, starts, levels, dark, counted });
}
const at = (lon, lat) => {
  const pixel = { x: view.px(unitX(lon)), y: view.py(unitY(lat)) };
  const place = paint.unitAt(view, traces, pixel);
  const colour = [...context.getImageData(pixel.x * 2, pixel.y * 2, 1, 1).data].slice(0, 3);
  return { place, key: place < 0 ? null : layers.units(told.level)[place].key, level: levels[place], colour };
};
window.told = { at, levels };
"""

PAGE_TEXT = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; font: 14px/20px system-ui, "Noto Sans Arabic", sans-serif; color: #1d1b18; background: #f6f4ef }
@media (prefers-color-scheme: dark) { body { color: #f3efe6; background: #23262a } }
#map { width: 100vw; height: 100vh; display: block }
#legend { position: fixed; inset-block-end: 12px; inset-inline-end: 12px; padding: 12px }
#legend { max-width: 280px; background: Canvas }
:root { color-scheme: light dark } ul { list-style: none; padding: 0; margin: 0 } li { display: flex; gap: 8px }
h2 { font-size: 14px }
.grow { flex: 1 } .swatch { width: 18px; height: 18px } .quiet { font-size: 12px; margin: 6px 0 0 }
</style><canvas id="map"></canvas><div id="legend"></div><script type="application/json" id="data">%s</script>
<script>%s</script>"""

UNITS = {"Hawija": 30, "Kirkuk": 9, "Daquq": 2, "Makhmur": 5}


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The modules that paint areas as one script, by the page's own bundler."""
    if not (PAGE / "node_modules" / "esbuild").is_dir():
        pytest.skip("the page's tools are not installed; `python -m geomap.maps.build` in a checkout does it")
    folder = tmp_path_factory.mktemp("areas")
    (folder / "areas.js").write_text(SCRIPT % {"src": (PAGE / "src").as_posix()}, encoding="utf-8")
    _, environment = _tools()
    words = [PAGE / "node_modules" / "esbuild" / "bin" / "esbuild", "areas.js", "--bundle", "--format=iife"]
    made = subprocess.run(
        ["node", *words, "--loader:.png=dataurl"], cwd=folder, env=dict(environment), capture_output=True, check=True
    )
    return made.stdout.decode()


@pytest.fixture
def painted(chromium: Any, bundle: str, tmp_path: Path, gazetteer: Gazetteer) -> Any:
    """Paint incidents of four districts and give the page."""

    @contextmanager
    def paint(width: int = 1400, scheme: str = "light", **asked: Any) -> Iterator[Any]:
        random = np.random.default_rng(2)
        spots = {"Hawija": (43.77, 35.32), "Kirkuk": (44.39, 35.47), "Daquq": (44.45, 35.14), "Makhmur": (43.58, 35.77)}
        rows = [
            {"lon": spots[unit][0] + x, "lat": spots[unit][1] + y, "killed": 2, "shares": {unit: 0.75, "Dibis": 0.25}}
            for unit, count in UNITS.items()
            for x, y in random.normal(0, 0.08, (count, 2))
        ] + [{"lon": None, "lat": None, "killed": 1, "shares": {}}]
        layers = area_layers(pd.DataFrame(rows).assign(radius_km=4), gazetteer)
        told = {
            "rows": rows,
            "layers": layers.data,
            "spread": layers.spread.tolist(),
            "language": "en",
            "level": "district",
        }
        text = json.dumps({**told, "measure": "incidents", **asked}, ensure_ascii=False).replace("<", "\\u003c")
        path = tmp_path / "areas.html"
        path.write_text(PAGE_TEXT % (text, bundle.replace("</script", "<\\/script")), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path.as_uri())
        assert not faults
        yield page
        context.close()

    return paint


def words(page: Any) -> str:
    text: str = page.inner_text("#legend")
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def brightness(found: dict[str, Any]) -> float:
    return sum(found["colour"])


pytestmark = pytest.mark.browser


def test_districts_are_darker_the_more_they_hold(painted: Any) -> None:
    with painted() as page:
        most, some, none = (page.evaluate(f"told.at({at})") for at in ("43.77, 35.32", "44.45, 35.14", "43.2, 34.6"))
        assert (most["key"], some["key"]) == ("Hawija", "Daquq")
        assert most["level"] > some["level"] >= 0 > none["level"]
        assert brightness(most) < brightness(some) < brightness(none)
        assert page.evaluate("told.at(50, 30)")["place"] == -1
        legend = words(page)
        assert "Incidents by district" in legend
        assert "1 incident is not placed" in legend
        assert "1 district" in legend


def test_on_a_dark_ground_more_is_brighter(painted: Any) -> None:
    with painted(scheme="dark") as page:
        most, some = (page.evaluate(f"told.at({at})") for at in ("43.77, 35.32", "44.45, 35.14"))
        assert brightness(most) > brightness(some)


@pytest.mark.parametrize("level", ["governorate", "disputed", "hexagon"])
def test_every_level_is_painted(painted: Any, level: str) -> None:
    with painted(level=level) as page:
        found = page.evaluate("told.at(43.77, 35.32)")
        held = page.evaluate("told.levels.filter(level => level >= 0).length")
        # the rows of this test have shares of districts alone: nothing is known of their governorates
        assert (found["place"] >= 0, held > 0) == (True, level != "governorate")


def test_hot_cells_are_hatched_and_told(painted: Any) -> None:
    with painted(level="hexagon", spots=True) as page:
        hot = page.evaluate("told.levels.filter(sign => sign > 0).length")
        assert hot >= 1
        assert "Hotspots" in words(page)


def test_the_legend_speaks_arabic_and_fits_a_phone(painted: Any) -> None:
    with painted(width=390, language="ar", measure="deaths") as page:
        assert "القتلى حسب القضاء" in words(page)
        assert "قتيل واحد في حوادث بلا موقع" in words(page)
        box = page.locator("#legend").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
