"""The gazetteer as a whole: what is in it, what lies near, what it says about itself."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.tables import COLUMNS
from geomap.geodesy import distance_km
from geomap.records import Name, Place

RASHAD = Place("iq.kirkuk.p.rashad", "town", (Name("Rashad", "en"), Name("الرشاد", "ar")), 44.082, 35.135, 2)


def test_ids_lead_to_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("iq.kirkuk").kind == "governorate"
    assert all(place.id == id for id, place in gazetteer.places.items())
    with pytest.raises(KeyError):
        gazetteer.place("iq.nowhere")


def test_places_cannot_be_changed(gazetteer: Gazetteer) -> None:
    with pytest.raises(TypeError):
        gazetteer.places["iq.x"] = RASHAD  # type: ignore[index]


def test_every_chain_of_parents_leads_to_the_country(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places.values():
        if place.id.startswith("iq."):
            assert place.parents[-1] == "iq"
            assert all(unit in gazetteer.places for unit in place.parents + place.claimed_parents)


def test_every_source_of_the_tables_is_credited_with_its_licence(gazetteer: Gazetteer) -> None:
    lines = gazetteer.attribution
    for who, licence in (
        ("geomap", "Apache-2.0"),
        ("Who’s On First", "CC BY 4.0"),
        ("OCHA", "CC BY 3.0 IGO"),
        ("Uppsala Conflict Data Program", "CC BY 4.0"),
        ("GeoNames", "CC BY 4.0"),
        ("Natural Earth", "public domain"),
    ):
        assert any(who in line and licence in line for line in lines), who
    assert all(line == line.strip() and line.isprintable() for line in lines)
    assert len(set(lines)) == len(lines)


def test_near_gives_the_nearest_first_and_nothing_farther(gazetteer: Gazetteer) -> None:
    near = gazetteer.near(44.39, 35.47, 30)
    distances = [distance_km(44.39, 35.47, place.lon, place.lat) for place in near]
    assert distances == sorted(distances)
    assert distances[-1] <= 30
    everything = {p.id for p in gazetteer.places.values() if distance_km(44.39, 35.47, p.lon, p.lat) <= 30}
    assert {place.id for place in near} == everything


def test_a_town_of_the_world_that_we_have_is_left_out() -> None:
    ours = Place("iq.kirkuk.p.kirkuk", "city", (Name("Kirkuk", "en"),), 44.392, 35.468, 9)
    twin = Place("gn.1", "city", (Name("Kirkuk", "en"),), 44.45, 35.52, 9)
    other = Place("gn.2", "city", (Name("Kirkuk", "en"),), 44.9, 36.0, 9)
    abroad = Place("gn.3", "city", (Name("Kirkuk", "en"),), 44.40, 35.47, 9, country="TR")
    assert set(Gazetteer([ours], [twin, other, abroad]).places) == {ours.id, "gn.2", "gn.3"}


def test_two_places_make_a_gazetteer() -> None:
    small = Gazetteer([RASHAD])
    assert [m.text for m in small.find("الرشاد")] == ["الرشاد"]
    assert small.lookup("Ar-Rashād")[0].place == RASHAD
    assert small.info()["files"] == {}


def test_info_counts_and_names_the_files(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert sum(int(count) for count in info["kinds"].values()) == info["places"]["of our tables"] >= 250
    assert {"en", "ar", "ckb"} <= set(info["names"])
    assert gazetteer.folder is not None
    digest = hashlib.sha256((gazetteer.folder / "places.csv").read_bytes()).hexdigest()
    assert digest.startswith(str(info["files"]["places.csv"]))


def test_another_folder_can_be_given(tmp_path: Path) -> None:
    row = "iq,country,Iraq,العراق,,,43.7,33.2,520,,,,,own,"
    tmp_path.joinpath("places.csv").write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    loaded = Gazetteer.load(tmp_path)
    assert [place.id for place in loaded.places.values() if place.country == "IQ" and place.kind == "country"] == ["iq"]


def test_the_folder_of_the_settings_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(tmp_path))
    with pytest.raises(GazetteerError, match="cannot be read"):
        Gazetteer.load()


def test_small_towns_of_the_world_are_known_when_asked_for(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Ridgecrest") == ()
    found = gazetteer.lookup("Ridgecrest", anywhere=True)
    assert [match.place.country for match in found] == ["US"]
    assert gazetteer.place(found[0].place.id) == found[0].place


def test_areas_come_with_the_gazetteer(gazetteer: Gazetteer) -> None:
    assert gazetteer.areas is gazetteer.areas
    assert gazetteer.areas.of("iq.nowhere") is None


def test_importing_the_gazetteer_stays_light() -> None:
    heavy = "geopandas", "pandas", "shapely", "pyproj", "pyarrow", "folium"
    code = f"import sys, geomap.gazetteer; print([m for m in {heavy!r} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
