"""Names that the gazetteer lacks, asked of servers on loopback: what is sent, and what becomes of the answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from online_site import AGENT, REPORT, VILLAGE, Site, located, nominatim_row, photon_feature, texts
from typer.testing import CliRunner

import geomap
from geomap.cli.app import app
from geomap.gazetteer import Gazetteer
from geomap.locate import Locator, answer, attribution_of_online
from geomap.locate.online_cache import FILE
from geomap.locate.online_service import Service

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
    assert "43.5500 E, 35.7000 N" in done.stdout
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
