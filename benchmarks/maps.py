"""Measure the map at scale, beside folium's own layers on the same points: size, making, opening, filtering, panning.

usage: python benchmarks/maps.py [--rows N ...] [--no-peers]

Three tables, synthetic and seeded: 1,000 incidents as geomap writes them, with full text and evidence; 100,000 coded
events, each with a line of text, in the columns of ACLED; 1,000,000 without text. Incidents gather at towns and
villages, as they do (Zipf over 20,000 places).

- size: of the file, beyond the same page without any incident.
- made: `geomap.draw` and `save` (of the peers: adding the layer and `save`) from the table in memory, in a process of
  its own, with its peak memory (VmHWM). The gazetteer is loaded before, as it is where a pipeline ran; its loading is
  printed apart.
- usable: from the start of navigation until the map is painted and the list has entries (of the peers: until their
  scripts have run and a frame was painted), in headless Chromium with software rendering.
- filter: a brush over time, moved twenty times: the page's work until all counts, list and map stand, layout included
  (median). folium's layers have no filters.
- pan: the median time between frames while the map moves by 9 pixels a frame, at the first view and three zooms in;
  the larger of the two.

The peers' scripts come from npm instead of the hosts that folium names, so that they open without network.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLOORS: dict[int, dict[str, float]] = {
    1_000: {"size": 1, "made": 1, "usable": 0.7, "filter": 20, "pan": 20},
    100_000: {"size": 8, "made": 5, "usable": 1.5, "filter": 30, "pan": 25},
    1_000_000: {"size": 12, "made": 15, "memory": 1, "usable": 4, "filter": 80, "pan": 40},
}
"""Rows → megabytes, seconds, gigabytes and milliseconds that are not to be passed."""
UNITS = {"size": "MB", "made": "s", "memory": "GB", "usable": "s", "filter": "ms", "pan": "ms"}
FIXED = 1.5
"""Megabytes of the page without incidents that are not to be passed."""
PEERS = {"Marker": 10_000, "FastMarkerCluster": 1_000_000, "GeoJson": 100_000}
"""folium's layers, and the most points with which they still open within two minutes here."""
PATIENCE = 120_000
"""Milliseconds after which a page is given up."""
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
PACKAGES = ("leaflet@1.9.3", "leaflet.markercluster@1.1.0")
"""The releases that folium names."""

SENTENCES = (
    "Gunmen attacked a checkpoint of the Federal Police near {place} at dawn, a source in the police said",
    "وقال مصدر أمني إن عبوة ناسفة انفجرت قرب {place} مستهدفة دورية للجيش العراقي وأدت إلى سقوط ضحايا",
    "Aircraft struck a hideout in the hills of {place} and destroyed a cache of weapons, the ministry said",
    "أعلنت خلية الإعلام الأمني اعتقال مطلوبين في عملية دهم في أطراف {place} وضبط أسلحة وأعتدة",
)


def places(generator: Any) -> Any:
    """Return 20,000 places: names, longitudes and latitudes, about 120 towns."""
    import numpy as np
    import pandas as pd

    towns = np.column_stack([generator.uniform(41.5, 46, 120), generator.uniform(33.2, 37, 120)])
    at = towns[generator.integers(0, 120, 20_000)] + generator.normal(0, 0.15, (20_000, 2))
    names = [f"{generator.choice(list('ABDHKMNQRST'))}{''.join(generator.choice(list('aiulmnrhd'), 6))}" for _ in at]
    return pd.DataFrame({"name": names, "lon": at[:, 0].round(4), "lat": at[:, 1].round(4)})


def coded(rows: int) -> Any:
    """Return events in the columns of ACLED, by day; each with a line of text where there are at most 100,000."""
    import geopandas
    import numpy as np
    import pandas as pd

    generator = np.random.default_rng(rows)
    where = places(generator)
    place = (generator.zipf(1.25, rows) - 1) % len(where)
    types = [("Battles", "Armed clash"), ("Explosions/Remote violence", "Air/drone strike")]
    types += [("Explosions/Remote violence", "Remote explosive/landmine/IED"), ("Violence against civilians", "Attack")]
    kind = generator.choice(len(types), rows, p=[0.4, 0.2, 0.25, 0.15])
    frame = pd.DataFrame(
        {
            "event_date": np.sort(np.datetime64("2014-01-01") + generator.integers(0, 3650, rows)),
            "event_type": np.array([one for one, _ in types], dtype=object)[kind],
            "sub_event_type": np.array([one for _, one in types], dtype=object)[kind],
            "actor1": generator.choice(["Islamic State", "Police", "Military", "Turkey", "PMF"], rows),
            "fatalities": generator.negative_binomial(0.5, 0.25, rows),
            "geo_precision": generator.choice([1, 2, 3], rows, p=[0.6, 0.3, 0.1]),
            "admin1": generator.choice([f"Governorate {n}" for n in range(18)], len(where))[place],
            "longitude": where["lon"].to_numpy()[place],
            "latitude": where["lat"].to_numpy()[place],
        }
    )
    if rows <= 100_000:
        names = where["name"].to_numpy()[place]
        frame["location"] = names
        lines = generator.integers(0, len(SENTENCES), rows)
        dead = frame["fatalities"]
        frame["notes"] = [
            f"{SENTENCES[line].format(place=name)}; {killed} killed ({number})."
            for number, (line, name, killed) in enumerate(zip(lines, names, dead, strict=True))
        ]
    points = geopandas.points_from_xy(frame["longitude"], frame["latitude"])
    return geopandas.GeoDataFrame(frame, geometry=points, crs=4326)


def told(rows: int) -> Any:
    """Return incidents as geomap writes them, each from two reports with some sentences of evidence."""
    import numpy as np
    import pandas as pd
    from shapely import Point

    frame = coded(rows)
    generator = np.random.default_rng(rows + 1)
    records = []
    for number, event in enumerate(frame.itertuples(index=False)):
        reports = [reported(f"{number}.{n}", event.location, f"Agency {number % 23}") for n in (0, 1)]
        evidence = [span for one in reports for span in quoted(one["id"], event.location, generator)]
        what = {"event_type": event.event_type, "sub_event_type": event.sub_event_type, "perpetrator": "IS"}
        what |= {"killed_min": event.fatalities, "killed_max": event.fatalities + number % 3}
        when = {"date_start": event.event_date, "date_end": event.event_date, "date_precision": "day"}
        where = {"place_text": f"near {event.location}", "place_name_en": event.location, "governorate": event.admin1}
        where |= {"lon": event.longitude, "lat": event.latitude, "radius_km": 4.0, "location_method": "named"}
        where |= {"footprint": Point(event.longitude, event.latitude).buffer(0.04), "disputed": 0.5}
        where |= {"governorate_shares": {event.admin1: 0.9, "Kirkuk": 0.1}, "geo_precision": event.geo_precision}
        why = {"location_reasons": [f"The words name {event.location} (village)."], "confidence": 0.7}
        whole = {"id": f"i{number}", "reports": reports, "evidence": evidence}
        records.append(what | when | where | why | whole)
    import geopandas

    return geopandas.GeoDataFrame(pd.DataFrame(records), geometry=list(frame.geometry), crs=4326)


def reported(number: str, place: str, source: str) -> dict[str, Any]:
    """Return a report as an incident names it."""
    given = {"id": f"r{number}", "title": f"{place}: report {number}", "language": "en", "published": "2021-09-06"}
    return given | {"source": source, "url": f"https://example.org/{number}"}


def quoted(document: str, place: str, generator: Any) -> Iterator[dict[str, Any]]:
    """Yield sentences of a report, each with a number that is its own."""
    start = 0
    for sentence in generator.permutation(len(SENTENCES)):
        text = f"{SENTENCES[sentence].format(place=place)} ({generator.integers(1e6)})."
        end = start + len(text)
        yield {"field": "sentence", "document": document, "start": start, "end": end, "text": text}
        start = end + 1


def made(layer: str, rows: int, path: Path) -> dict[str, float]:
    """Make one file; return the seconds that it took, and the peak memory of this process in gigabytes."""
    import folium
    from folium.plugins import FastMarkerCluster

    from geomap.gazetteer import Gazetteer
    from geomap.maps import draw
    from geomap.maps.ground import ground

    frame = told(rows) if rows <= 1_000 else coded(rows)
    started = time.perf_counter()
    gazetteer = Gazetteer.load() if layer in ("geomap", "nothing") else None
    if gazetteer is not None:
        ground(gazetteer)
    loaded = time.perf_counter() - started
    started = time.perf_counter()
    points = frame.geometry
    if gazetteer is not None:
        page = draw(frame if layer == "geomap" else frame.iloc[:0], gazetteer=gazetteer)
    else:
        page = folium.Map([35, 44], zoom_start=7, tiles=None)
        if layer == "Marker":
            for point in points:
                folium.Marker([point.y, point.x]).add_to(page)
        elif layer == "FastMarkerCluster":
            FastMarkerCluster(list(zip(points.y, points.x, strict=True))).add_to(page)
        elif layer == "GeoJson":
            folium.GeoJson(frame[["geometry"]], marker=folium.CircleMarker(radius=4)).add_to(page)
    page.save(path)
    seconds = time.perf_counter() - started
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert peak
    return {"made": seconds, "memory": int(peak[1]) / 1e6, "loaded": loaded}


READY = """
window.ready = new Promise(done => {
  const look = () => {
    const stands = document.querySelector('.geomap .entry') || (window.peer && document.readyState === 'complete');
    if (stands) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    else setTimeout(look, 5);
  };
  look();
});
"""
BRUSH = """
() => {
  const { selection } = geomap.page.steering;
  const times = [];
  for (let n = 0; n < 20; n++) {
    const started = performance.now();
    selection.set("time", { from: 16071 + 100 * n, to: 16071 + 100 * n + 700 });
    document.body.offsetHeight;
    times.push(performance.now() - started);
  }
  selection.set("time", null);
  return times.sort((a, b) => a - b)[10];
}
"""
PAN = """
async zoom => {
  const map = window[Object.keys(window).find(name => name.startsWith("map_"))];
  if (zoom) map.setZoom(map.getZoom() + zoom, { animate: false });
  const frame = () => new Promise(requestAnimationFrame);
  await frame(); await frame();
  const times = [];
  for (let n = 0, last = performance.now(); n < 60; n++) {
    map.panBy([n % 20 < 10 ? 9 : -9, 3], { animate: false });
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  return times.sort((a, b) => a - b)[30];
}
"""


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


def opened(chromium: Any, path: Path, scripts: Path | None) -> dict[str, float]:
    """Return how the page behaves: seconds until it is usable, milliseconds of a filter and of a frame.

    A page of the peers gets its scripts from the folder `scripts`; ours must ask for nothing and complain of nothing.
    """
    page = chromium.new_page(viewport={"width": 1400, "height": 800})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script(READY if scripts is None else f"window.peer = true;{READY}")
    if scripts is None:
        page.on("request", lambda request: heard.append(request.url) if request.url.startswith("http") else None)
    else:
        page.route(re.compile("^https?:"), lambda route: route.fulfill(**answer(scripts, route.request.url)))
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri(), timeout=PATIENCE)
    found = {"usable": page.evaluate("window.ready") / 1000}
    if scripts is None:
        found["filter"] = page.evaluate(BRUSH)
    found["pan"] = max(page.evaluate(PAN, 0), page.evaluate(PAN, 3))
    page.close()
    if scripts is None and heard:
        raise SystemExit(f"The page asked for something, or complained: {heard[:5]}")
    return found


def answer(scripts: Path, url: str) -> dict[str, Any]:
    """Return what a host would answer: the script of that name from npm, else nothing."""
    name = url.rsplit("/", 1)[-1]
    path = next(iter(sorted(scripts.rglob(name))), None) if name.endswith((".js", ".css")) else None
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return {"body": path.read_bytes() if path else b"", "content_type": kind}


def fetched(folder: Path) -> Path | None:
    """Return a folder with the peers' scripts from npm, or None where npm cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return folder / "node_modules" if done.returncode == 0 else None


def measured(layer: str, rows: int, folder: Path, chromium: Any, scripts: Path | None) -> dict[str, float]:
    """Make and open one map."""
    path = folder / f"{layer}-{rows}.html"
    command = [sys.executable, __file__, "--make", layer, str(rows), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    made_in = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, env=environment).stdout)
    found = {**made_in, "bytes": float(path.stat().st_size)}
    if layer not in ("nothing", "empty"):
        found |= opened(chromium, path, None if layer == "geomap" else scripts)
    path.unlink()
    return found


def line(name: str, found: dict[str, float], floors: dict[str, float]) -> tuple[str, bool]:
    """Return one map's figures in words, and whether they hold the floors."""
    parts, good = [], True
    for key, unit in UNITS.items():
        if key not in found:
            parts.append(f"{'–':>9}")
            continue
        failed = key in floors and found[key] > floors[key]
        good &= not failed
        parts.append(f"{found[key]:>6.{2 if found[key] < 10 else 0}f} {unit}{'!' if failed else ' '}")
    return f"{name:<18}" + "".join(f"{part:>11}" for part in parts), good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(FLOORS))
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        layer, rows, path = options.make
        say(json.dumps(made(layer, int(rows), Path(path))))
        return 0
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        return run(options.rows, Path(name), chromium, peers=not options.no_peers)


def run(sizes: list[int], folder: Path, chromium: Any, *, peers: bool) -> int:
    """Measure all, print a table, and return 1 where a floor is not held."""
    scripts = fetched(folder / "npm") if peers else None
    if peers and scripts is None:
        say("npm does not answer: the peers are left out.")
    nothing = {layer: measured(layer, 1_000, folder, chromium, None) for layer in ("nothing", "empty")}
    fixed = nothing["nothing"]["bytes"] / 1e6
    say(f"fixed page {fixed:.2f} MB (floor {FIXED}); loading the gazetteer {nothing['nothing']['loaded']:.1f} s")
    good = fixed <= FIXED
    say(f"{'':<18}" + "".join(f"{key:>11}" for key in UNITS))
    for rows in sizes:
        say(f"{rows:,} incidents; floors {FLOORS.get(rows, {})}")
        layers = ["geomap", *(layer for layer, most in PEERS.items() if scripts and rows <= most)]
        for layer in layers:
            found = measured(layer, rows, folder, chromium, scripts)
            found["size"] = (found["bytes"] - nothing["nothing" if layer == "geomap" else "empty"]["bytes"]) / 1e6
            text, held = line(f"  {layer}", found, FLOORS.get(rows, {}) if layer == "geomap" else {})
            good &= held
            say(text)
    return 0 if good else 1


say: Callable[[str], None] = print

if __name__ == "__main__":
    raise SystemExit(main())
