"""How servers are asked: once, in turn, and no more when they refuse; and what comes of answers that are none."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from online_site import AGENT, VILLAGE, Site, geocoder, located, nominatim_row, photon_feature, texts

from geomap.errors import SettingsError
from geomap.gazetteer import Gazetteer
from geomap.locate import Locator, OnlineGeocoder
from geomap.locate.online import sendable
from geomap.locate.online_cache import FILE, FOUND_DAYS, LACKING_DAYS, OnlineCache
from geomap.locate.online_places import BOX, of_nominatim, of_photon
from geomap.locate.online_service import MOST_BYTES, Service, UnansweredError
from geomap.settings import Settings

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
