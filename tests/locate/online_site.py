"""A server on loopback that answers as Nominatim and Photon do, or worse, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator, OnlineGeocoder
from geomap.records import Location
from geomap.settings import Settings

AGENT = "test-desk/1.0 (desk@example.org)"
VILLAGE = "the village of Zarqumanda in Makhmur district"
REPORT = (
    "Three soldiers were killed and one was wounded at dawn on Sunday, 5 September 2021, when Islamic State gunmen "
    "attacked an army checkpoint in the village of Zarqumanda in Makhmur district, a security source said. "
    "Sergeant Hadi Example was among the dead."
)
"""Its village, and the person, are invented."""


def nominatim_row(**changes: Any) -> dict[str, Any]:
    """One row as Nominatim has it, of a village that we invented, in Makhmur."""
    row = {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node",
        "osm_id": 4242,
        "lat": "35.7000000",
        "lon": "43.5500000",
        "class": "place",
        "type": "village",
        "place_rank": 19,
        "importance": 0.1,
        "addresstype": "village",
        "name": "Zarqumanda",
        "display_name": "Zarqumanda, Makhmur District, Iraq",
        "address": {"village": "Zarqumanda", "country": "Iraq", "country_code": "iq"},
        "namedetails": {"name": "زرقوماندا", "name:en": "Zarqumanda", "name:ku": "زەرقوماندا"},
        "boundingbox": ["35.68", "35.72", "43.53", "43.57"],
    }
    return row | changes


def photon_feature(**changes: Any) -> dict[str, Any]:
    about = {
        "osm_type": "N",
        "osm_id": 4242,
        "osm_key": "place",
        "osm_value": "village",
        "type": "city",
        "name": "Zarqumanda",
        "country": "Iraq",
        "countrycode": "IQ",
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [43.55, 35.7]},
        "properties": about | changes,
    }


@dataclass
class Site:
    """What the server answers, and what it was asked."""

    base: str = ""
    known: dict[str, list[Any]] = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    drip_s: float = 0.0
    asked: list[tuple[str, dict[str, str], dict[str, str], float]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [question["q"] for _, question, _, _ in self.asked]

    def settings(self, tmp_path: Path, **more: Any) -> Settings:
        own = {"online_server": self.base, "online_agent": AGENT, "online_interval": 0.001}
        return Settings(cache=tmp_path, **(own | more))


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        question = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.site.asked.append((parts.path, question, dict(self.headers), time.monotonic()))
        rows = self.site.known.get(question["q"], [])
        photon = {"type": "FeatureCollection", "features": rows}
        body = self.site.body
        if body is None:
            body = json.dumps(rows if parts.path.endswith("/search") else photon).encode()
        time.sleep(self.site.wait_s)
        try:
            self.send_response(self.site.status)
            for key, value in (self.site.headers or {"Content-Length": str(len(body))}).items():
                self.send_header(key, value)
            self.end_headers()
            for part in [bytes([b]) for b in body] if self.site.drip_s else [body]:
                self.wfile.write(part)
                self.wfile.flush()
                time.sleep(self.site.drip_s)
        except OSError:
            return  # who asked has left

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Site]:
    found = Site(known={"Zarqumanda": [nominatim_row()]})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"site": found}))
    server.daemon_threads = True
    found.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def geocoder(site: Site, gazetteer: Gazetteer, tmp_path: Path, **more: Any) -> OnlineGeocoder:
    return OnlineGeocoder.of(site.settings(tmp_path, **more), gazetteer)


def located(site: Site, gazetteer: Gazetteer, tmp_path: Path, text: str, **more: Any) -> Location:
    return Locator(gazetteer, geocoder=geocoder(site, gazetteer, tmp_path, **more)).locate_text(text)


def texts(location: Location) -> str:
    return " ".join(why.text for why in location.reasons)
