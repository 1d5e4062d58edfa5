"""Names that the gazetteer lacks, asked of servers on loopback that answer as Nominatim and Photon do, or worse."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import geomap
from geomap.cli.app import app
from geomap.errors import SettingsError
from geomap.gazetteer import Gazetteer
from geomap.locate import Locator, OnlineGeocoder, answer, attribution_of_online
from geomap.locate.online import sendable
from geomap.locate.online_cache import FILE, FOUND_DAYS, LACKING_DAYS, OnlineCache
from geomap.locate.online_places import BOX, of_nominatim, of_photon
from geomap.locate.online_service import MOST_BYTES, Service, UnansweredError
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


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site(known={"Zarqumanda": [nominatim_row()]})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"site": found}))
    server.daemon_threads = True
    found.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def geocoder(site: Site, gazetteer: Gazetteer, tmp_path: Path, **more: Any) -> OnlineGeocoder:
    return OnlineGeocoder.of(site.settings(tmp_path, **more), gazetteer)


def located(site: Site, gazetteer: Gazetteer, tmp_path: Path, text: str, **more: Any) -> Location:
    return Locator(gazetteer, geocoder=geocoder(site, gazetteer, tmp_path, **more)).locate_text(text)


def texts(location: Location) -> str:
    return " ".join(why.text for why in location.reasons)


# What is sent, and what becomes of the answer


def test_only_the_name_is_sent_with_the_agent_and_the_limits(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    located(site, gazetteer, tmp_path, VILLAGE)
    ((path, question, headers, _),) = site.asked
    assert path == "/search"
    assert question == {
        "q": "Zarqumanda",
        "format": "json",
        "limit": "5",
        "viewbox": "36.8,27.0,50.6,39.4",
        "bounded": "1",
        "countrycodes": "iq,ir,tr,sy,jo,sa,kw",
        "addressdetails": "1",
        "namedetails": "1",
        "accept-language": "en",
    }
    assert set(headers) == {"Accept-Encoding", "Connection", "Host", "User-Agent"}
    assert headers["User-Agent"] == AGENT


def test_a_village_that_the_gazetteer_lacks_is_placed(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    without = Locator(gazetteer).locate_text(VILLAGE)
    assert without.method == "area"
    found = located(site, gazetteer, tmp_path, VILLAGE)
    assert found.place is not None
    assert (found.place.id, found.place.kind, found.place.country) == ("osm.node.4242", "village", "IQ")
    assert (found.lon, found.lat) == (43.55, 35.7)
    assert found.place.is_foreign
    assert found.place.name("ckb") == "زەرقوماندا"
    assert found.place.parents == ("iq.erbil.makhmur.qaraj", "iq.erbil.makhmur", "iq.erbil", "iq")
    assert found.place.disputed == 1
    assert list(found.shares.district) == ["Makhmur"]
    assert "was proposed by Nominatim (OpenStreetMap); it is not in the gazetteer" in texts(found)
    (line,) = attribution_of_online([found])
    assert "© OpenStreetMap contributors" in line
    assert "ODbL" in line
    assert answer(found, VILLAGE)["attribution"] == [line]
    assert "attribution" not in answer(without, VILLAGE)
    assert attribution_of_online([without]) == ()


def test_a_proposed_place_belongs_to_who_claims_its_units_too(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    found = located(site, gazetteer, tmp_path, "the village of Zarqumanda in Nineveh governorate")
    assert found.place is not None
    assert {"inside_claimed", "online"} <= {why.code for why in found.reasons}
    assert found.claimed_governorate == "Nineveh"


def test_a_place_across_the_border_has_no_units(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    site.known["Zarqumanda"] = [nominatim_row(lat="36.6", lon="45.2", address={"country_code": "ir"})]
    alone = located(site, gazetteer, tmp_path, "20 km west of Zarqumanda")
    assert alone.lon is None
    assert "Nominatim (OpenStreetMap) proposes Zarqumanda for Zarqumanda, but too little speaks for it." in texts(alone)
    found = located(site, gazetteer, tmp_path, "the village of Zarqumanda, Iran")
    (candidate,) = found.candidates
    assert (candidate.place.country, candidate.place.parents, candidate.place.disputed) == ("IR", (), 0)


def test_the_shared_gazetteer_stays_as_it_is(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    before = len(gazetteer.places)
    located(site, gazetteer, tmp_path, VILLAGE)
    assert len(gazetteer.places) == before
    assert "osm.node.4242" not in gazetteer.places
    assert Locator(gazetteer).locate_text(VILLAGE).method == "area"


def test_a_name_that_a_distance_counts_from_is_asked(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    found = located(site, gazetteer, tmp_path, "5 km south of Zarqumanda")
    assert site.names == ["Zarqumanda"]
    assert found.method == "offset"
    assert found.lat is not None
    assert 35.62 < found.lat < 35.68
    assert "proposed by Nominatim" in texts(found)
    assert attribution_of_online([found])


def test_a_name_in_arabic_is_asked_as_written(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    site.known = {"زرقوماندا": [nominatim_row()]}
    found = located(site, gazetteer, tmp_path, "قرية زرقوماندا في قضاء مخمور")
    assert site.names == ["زرقوماندا"]
    assert found.place is not None


def test_a_place_far_from_the_unit_that_the_words_name_is_not_believed(
    site: Site, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    site.known["Zarqumanda"] = [nominatim_row(lat="30.5", lon="47.8")]
    found = located(site, gazetteer, tmp_path, VILLAGE)
    assert found.place is None or not found.place.id.startswith("osm.")
    assert found.lat is not None
    assert found.lat > 35


def test_a_name_that_the_gazetteer_has_is_not_asked(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    for text in (
        "Kirkuk",
        "30 km southwest of Kirkuk",
        "قرية لاكجة في قضاء مخمور",
        "the village of Lakja",
        "a village",
    ):
        located(site, gazetteer, tmp_path, text)
    assert site.asked == []


def test_a_name_that_nobody_knows_is_said_to_be_so(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    found = located(site, gazetteer, tmp_path, "the village of Qwertyana in Makhmur district")
    assert found.method == "area"
    assert "Nominatim (OpenStreetMap) proposes nothing in or near Iraq for Qwertyana, either." in texts(found)


def test_photon_answers_too(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    site.known["Zarqumanda"] = [photon_feature()]
    found = located(site, gazetteer, tmp_path, VILLAGE, online_service="photon")
    ((path, question, headers, _),) = site.asked
    assert path == "/api"
    assert question == {"q": "Zarqumanda", "limit": "5", "lang": "en", "bbox": "36.8,27.0,50.6,39.4"}
    assert headers["User-Agent"] == AGENT
    assert found.place is not None
    assert found.place.id == "osm.node.4242"
    assert "proposed by Photon (OpenStreetMap)" in texts(found)


def test_a_server_may_lie_below_a_path(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    Service("nominatim", f"{site.base}/geo", AGENT).ask("Zarqumanda")
    assert site.asked[0][0] == "/geo/search"


# Nothing unless asked for


def test_nothing_is_sent_without_the_option(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_ONLINE_SERVER", site.base)
    monkeypatch.setenv("GEOMAP_ONLINE_AGENT", AGENT)
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    for words in (["read", str(report)], ["map", str(report), "-o", str(tmp_path / "m.html")], ["locate", VILLAGE]):
        assert CliRunner().invoke(app, words).exit_code == 0
    geomap.read(report)
    geomap.where(VILLAGE)
    assert site.asked == []
    assert not list(tmp_path.rglob(FILE))


def test_geopy_stays_out_until_it_is_needed() -> None:
    code = f"import sys, geomap; geomap.where({VILLAGE!r}); print('geopy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Manners


def test_an_answer_is_asked_once_also_that_there_is_none(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    for text in (VILLAGE, VILLAGE, "near Zarqumanda", "the village of Qwertyana"):
        first = located(site, gazetteer, tmp_path, text)
        assert located(site, gazetteer, tmp_path, text) == first
    assert site.names == ["Zarqumanda", "Qwertyana"]
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_what_one_server_said_is_not_anothers_answer(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    geocoder(site, gazetteer, tmp_path).propose("Zarqumanda")
    geocoder(site, gazetteer, tmp_path, online_server=f"{site.base}/other").propose("Zarqumanda")
    geocoder(site, gazetteer, tmp_path, online_service="photon").propose("Zarqumanda")
    assert len(site.asked) == 3


@pytest.mark.parametrize(("name", "days"), [("Zarqumanda", FOUND_DAYS), ("Qwertyana", LACKING_DAYS)])
def test_an_answer_expires(site: Site, gazetteer: Gazetteer, tmp_path: Path, name: str, days: int) -> None:
    for age, asked in ((0, 1), (days - 1, 1), (days + 1, 2)):
        if age:
            with sqlite3.connect(tmp_path / FILE) as database:
                database.execute("UPDATE answers SET asked = ?", (time.time() - 86_400 * age,))
            database.close()
        geocoder(site, gazetteer, tmp_path).propose(name)
        assert len(site.asked) == asked


def test_questions_keep_their_distance_also_those_of_other_processes(
    site: Site, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    for name in ("Qwertyana", "Asdfghana", "Zxcvbnana"):
        geocoder(site, gazetteer, tmp_path, online_interval=0.3).propose(name)
    times = [at for _, _, _, at in site.asked]
    assert all(later - earlier > 0.28 for earlier, later in pairwise(times))


@pytest.mark.parametrize(
    "agent", ["", "geomap", "geopy/2.4.1", "python-requests/2.32", "Mozilla/5.0", "my-newsroom/1.0"]
)
@pytest.mark.parametrize(
    "where", [{}, {"online_service": "photon"}, {"online_server": "http://NOMINATIM.openstreetmap.org./x"}]
)
def test_a_public_server_is_not_asked_without_an_agent_of_ones_own(
    gazetteer: Gazetteer, agent: str, where: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match="usage policy") as told:
        OnlineGeocoder.of(Settings(online_agent=agent, **where), gazetteer)
    assert "GEOMAP_ONLINE_AGENT" in told.value.hint


def test_a_public_server_is_asked_at_most_once_a_second(gazetteer: Gazetteer, tmp_path: Path) -> None:
    hasty = Settings(cache=tmp_path, online_agent=AGENT, online_interval=0.01)
    assert OnlineGeocoder.of(hasty, gazetteer)._interval_s == 1
    assert OnlineGeocoder.of(replace(hasty, online_interval=5), gazetteer)._interval_s == 5


def test_a_server_of_ones_own_needs_no_agent(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    geocoder(site, gazetteer, tmp_path, online_agent="").propose("Zarqumanda")
    assert site.asked[0][2]["User-Agent"] == "geomap"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SERVICE", "google"),
        ("SERVER", "ftp://example.org"),
        ("SERVER", "example.org"),
        ("SERVER", "https://user:word@example.org"),
        ("SERVER", "https://example.org/?q="),
        ("SERVER", "https://example.org:port"),
        ("SERVER", "https://[broken"),
        ("AGENT", "two\r\nX-Lines: 1"),
        ("AGENT", "مكتب"),
        ("AGENT", "a" * 300),
        ("INTERVAL", "0"),
        ("INTERVAL", "soon"),
    ],
)
def test_an_impossible_setting_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"GEOMAP_ONLINE_{name}"):
        Settings.read({f"GEOMAP_ONLINE_{name}": value})


def test_settings_are_read_as_given() -> None:
    given = {"GEOMAP_ONLINE_SERVER": "http://127.0.0.1:8080/nominatim/", "GEOMAP_ONLINE_SERVICE": "photon"}
    read = Settings.read(given)
    assert (read.online_server, read.online_service) == ("http://127.0.0.1:8080/nominatim", "photon")


# What goes wrong


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_server_that_refuses_is_not_asked_again(
    site: Site, gazetteer: Gazetteer, tmp_path: Path, status: int
) -> None:
    site.status, site.headers = status, {"Retry-After": "3600", "Content-Length": "2"}
    own = geocoder(site, gazetteer, tmp_path)
    locator = Locator(gazetteer, geocoder=own)
    found = locator.locate_text(VILLAGE)
    assert found.method == "area"
    assert "Nominatim was to be asked about Zarqumanda, but gave no answer." in texts(found)
    locator.locate_text("the village of Qwertyana in Makhmur district")
    assert len(site.asked) == 1
    (problem,) = own.problems
    assert not problem.skipped
    assert f"HTTP {status}" in problem.what
    assert "on 2 names" in problem.what
    assert "not asked any more" in problem.what


@pytest.mark.parametrize("status", [302, 404, 500, 503])
def test_after_some_failures_in_a_row_nobody_is_asked(
    site: Site, gazetteer: Gazetteer, tmp_path: Path, status: int
) -> None:
    site.status, site.headers = status, {"Location": f"{site.base}/elsewhere", "Content-Length": "2"}
    own = geocoder(site, gazetteer, tmp_path)
    for number in range(6):
        assert own.propose("Qwertyana" + "ab" * number).places == ()
    assert len(site.asked) == 3
    assert "/elsewhere" not in {path for path, _, _, _ in site.asked}
    site.status, site.headers = 200, {}
    assert geocoder(site, gazetteer, tmp_path).propose("Zarqumanda").places  # a failure is not remembered
    assert own.propose("Zarqumanda").places  # but what is known is still given


def test_a_success_between_failures_keeps_the_questions_going(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    own = geocoder(site, gazetteer, tmp_path)
    for number in range(8):
        site.status = 200 if number == 2 else 500
        own.propose("Qwertyana" + "ab" * number)
    assert len(site.asked) == 6


def test_a_failed_name_is_asked_once_in_a_run(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    site.status = 500
    own = geocoder(site, gazetteer, tmp_path)
    own.propose("Zarqumanda")
    own.propose("Zarqumanda")
    assert len(site.asked) == 1


HUGE = json.dumps([nominatim_row(extra="x" * MOST_BYTES)]).encode()
ENDLESS = {"Connection": "close"}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>maintenance</html>", "cannot be read"),
        (b"", "cannot be read"),
        (b"\xff\xfe[]", "no UTF-8"),
        (b'{"error": "<b>no</b>"}', "reports an error"),
        (b'{"places": []}', "list of places"),
        (b"null", "list of places"),
        (b"[" * 200_000, "cannot be read"),
        (HUGE, "more than"),
    ],
    ids=["html", "empty", "bytes", "error", "object", "null", "deep", "huge"],
)
def test_an_answer_that_is_none_is_told(site: Site, body: bytes, why: str) -> None:
    site.body, site.headers = body, ENDLESS
    with pytest.raises(UnansweredError, match=why):
        Service("nominatim", site.base, AGENT).ask("Zarqumanda")


def test_an_answer_that_breaks_off_is_none(site: Site) -> None:
    site.body, site.headers = b'[{"lat"', {"Content-Length": "5000", "Connection": "close"}
    with pytest.raises(UnansweredError):
        Service("nominatim", site.base, AGENT).ask("Zarqumanda")


@pytest.mark.parametrize("slow", [{"wait_s": 1.0}, {"drip_s": 0.02, "headers": ENDLESS}], ids=["silent", "dripping"])
def test_a_slow_server_is_left(site: Site, slow: dict[str, Any]) -> None:
    for key, value in slow.items():
        setattr(site, key, value)
    began = time.monotonic()
    with pytest.raises(UnansweredError, match="no answer within"):
        Service("nominatim", site.base, AGENT, timeout_s=0.3).ask("Zarqumanda")
    assert time.monotonic() - began < 0.9


def test_a_server_that_is_not_there_is_told(gazetteer: Gazetteer, tmp_path: Path, site: Site) -> None:
    own = geocoder(site, gazetteer, tmp_path, online_server="http://127.0.0.1:9")
    assert own.propose("Zarqumanda").reasons[0].code == "online_failed"
    assert "cannot be reached" in own.problems[0].what


HOSTILE: dict[str, dict[str, Any]] = {
    "markup in the label": {"display_name": "<script>alert(1)</script>"},
    "markup in a name": {"namedetails": {"name": "Zarqumanda", "name:ar": "<img src=x onerror=alert(1)>"}},
    "a name that turns the line": {"name": "Zarq\u202eumanda", "namedetails": {}},
    "no number": {"lat": "NaN"},
    "infinite": {"lon": "1e999"},
    "no latitude": {"lat": "999"},
    "null island": {"lat": "0", "lon": "0"},
    "far": {"lat": "48.8", "lon": "2.3"},
    "another country": {"address": {"country_code": "az"}},
    "no country": {"address": {}},
    "no address": {"address": None},
    "a shop": {"class": "shop", "type": "bakery"},
    "a list for a kind": {"type": ["village"]},
    "an id that is a path": {"osm_id": "../../etc/passwd"},
    "an id below nothing": {"osm_id": -1},
    "another type": {"osm_type": "javascript"},
    "no name": {"name": "", "namedetails": {"name": "12345"}},
    "a novel for a name": {"name": "x" * 5000, "namedetails": None},
}


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_row_is_refused_and_the_next_one_taken(
    site: Site, gazetteer: Gazetteer, tmp_path: Path, changes: dict[str, Any]
) -> None:
    site.known["Zarqumanda"] = [nominatim_row(**changes), "no row", None, nominatim_row(osm_id=4343)]
    places = geocoder(site, gazetteer, tmp_path).propose("Zarqumanda").places
    assert [place.id for place in places] == ["osm.node.4343"]


def test_of_many_rows_five_are_taken(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    site.known["Zarqumanda"] = [nominatim_row(osm_id=n + 1) for n in range(50)]
    assert len(geocoder(site, gazetteer, tmp_path).propose("Zarqumanda").places) == 5


def test_a_broken_memory_is_begun_anew(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    assert geocoder(site, gazetteer, tmp_path).propose("Zarqumanda").places
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute('UPDATE answers SET found = \'[{"id": "iq"}]\'')
    database.close()
    assert geocoder(site, gazetteer, tmp_path).propose("Zarqumanda").places
    assert len(site.asked) == 2


def test_without_a_memory_nobody_is_asked(site: Site, gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    own = geocoder(site, gazetteer, tmp_path)
    assert own.propose("Zarqumanda").reasons[0].code == "online_failed"
    assert str(tmp_path / FILE) in own.problems[0].what
    assert site.asked == []


def test_a_clock_that_was_put_back_stops_nobody(tmp_path: Path) -> None:
    cache = OnlineCache(tmp_path)
    cache.wait_turn("server", 0.001)
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE turns SET free = ?", (time.time() + 86_400,))
    database.close()
    began = time.monotonic()
    cache.wait_turn("server", 0.001)
    assert time.monotonic() - began < 0.5


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(nominatim_row())), JSON, max_size=4))
def test_any_row_is_taken_whole_or_not_at_all(changes: dict[str, Any]) -> None:
    for row in of_nominatim([nominatim_row(**changes)]):
        assert BOX[0] <= row.lon <= BOX[2]
        assert BOX[1] <= row.lat <= BOX[3]
        assert row.names
        assert not any("<" in name.text for name in row.names)


@given(JSON)
def test_any_answer_is_read_or_refused(data: Any) -> None:
    for read in (of_nominatim, of_photon):
        try:
            assert isinstance(read(data), tuple)
        except ValueError:
            continue
    assert of_photon({"features": [data, photon_feature()]})


@given(st.text(max_size=80))
def test_what_is_sent_is_one_tidy_line(text: str) -> None:
    sent = sendable(text)
    assert sent == sendable(sent)
    assert len(sent) <= 60
    assert not any(c in sent for c in "\r\n\t\x00")


@pytest.mark.parametrize("text", ["", "X", "18", "الـ18", "a word " * 20, "\u202e\u200b"])
def test_what_is_no_name_is_not_sent(text: str) -> None:
    assert sendable(text) == ""


# Through the command line and the library


@pytest.fixture
def asked_for(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report to read, and the settings for the server."""
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GEOMAP_ONLINE_SERVER", site.base)
    monkeypatch.setenv("GEOMAP_ONLINE_AGENT", AGENT)
    monkeypatch.setenv("GEOMAP_ONLINE_INTERVAL", "0.001")
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    return report


def test_a_report_is_read_with_help(asked_for: Path, site: Site, tmp_path: Path) -> None:
    page, data = tmp_path / "map.html", tmp_path / "incidents.geojson"
    done = CliRunner().invoke(app, ["map", str(asked_for), "-o", str(page), "--data", str(data), "--online"])
    assert done.exit_code == 0, done.output
    assert site.names == ["Zarqumanda"]
    written = data.read_text(encoding="utf-8")
    (feature,) = json.loads(written)["features"]
    assert feature["properties"]["place_id"] == "osm.node.4242"
    assert "OpenStreetMap contributors" in written
    assert "OpenStreetMap contributors" in page.read_text(encoding="utf-8")


def test_a_batch_goes_on_without_the_network(asked_for: Path, site: Site) -> None:
    site.status = 500
    done = CliRunner().invoke(app, ["read", str(asked_for), "--online"])
    assert done.exit_code == 0
    assert "1 incident in 1 report." in done.stdout
    assert f"note: {site.base}: Nominatim gave no answer on 1 name: HTTP 500." in done.stderr


def test_a_phrase_is_located_with_help(asked_for: Path, site: Site) -> None:
    done = CliRunner().invoke(app, ["locate", VILLAGE, "--online"])
    assert "43.5500, 35.7000" in done.stdout
    assert "© OpenStreetMap contributors" in done.stdout
    site.status = 500
    done = CliRunner().invoke(app, ["locate", "-", "--online", "--json"], input="village of Qwertyana\nKirkuk\n")
    assert [json.loads(line)["place_name_en"] for line in done.stdout.splitlines()] == [None, "Kirkuk"]
    assert "gave no answer on 1 name" in done.stderr


def test_the_library_asks_where_it_is_told_to(asked_for: Path, site: Site) -> None:
    assert geomap.where(VILLAGE, online=True).lat == 35.7
    frame = geomap.read(asked_for, online=True)
    assert frame.iloc[0]["place_id"] == "osm.node.4242"
    assert any("OpenStreetMap contributors" in line for line in frame.attrs["attribution"])


def test_a_public_server_without_an_agent_is_a_wrong_call(asked_for: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEOMAP_ONLINE_SERVER")
    monkeypatch.delenv("GEOMAP_ONLINE_AGENT")
    for words in (["read", str(asked_for)], ["locate", VILLAGE]):
        done = CliRunner().invoke(app, [*words, "--online"])
        assert done.exit_code == 2
        assert "GEOMAP_ONLINE_AGENT" in done.stderr
