"""Where a side's blows fall when a report names no more than a part of the country."""

from __future__ import annotations

import json

import pytest

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import Context, Locator
from geomap.locate.theatres import THEATRES
from geomap.records import PlacePhrase

MOST = 100
"""Kilometres of tolerance beyond which the gold's own point is no more than a part of the country."""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _phrase(gazetteer, text):
    return PlacePhrase(text, 0, len(text), mentions=gazetteer.find(text))


@pytest.mark.parametrize("text", ["شمال العراق", "northern Iraq", "إقليم كردستان", "باکووری عێراق"])
def test_turkish_blows_against_the_north_fall_along_the_border(gazetteer, text):
    location = Locator(gazetteer).locate([_phrase(gazetteer, text)], Context(side="Turkey"))
    assert location.place is not None
    assert location.place.id == "iq.p.turkish_border"
    assert location.reasons[0].code == "theatre_turkish_border"
    assert location.geo_precision == 3


@pytest.mark.parametrize(
    ("text", "side"), [("northern Iraq", "IS"), ("Sinjar in northern Iraq", "Turkey"), ("village of Xyzzy", "Turkey")]
)
def test_others_and_named_places_have_no_theatre(gazetteer, text, side):
    location = Locator(gazetteer).locate([_phrase(gazetteer, text)], Context(side=side))
    assert not any(reason.code.startswith("theatre") for reason in location.reasons)


def test_the_theatres_are_in_the_gazetteer(gazetteer):
    for theatre in THEATRES:
        assert {theatre.place, *theatre.parts} <= gazetteer.places.keys()


def test_turkish_blows_at_named_places_lie_in_the_theatre(gazetteer, shared):
    gold = (shared / "data/eval/arabic_news_2015/gold.jsonl").read_text("utf-8").splitlines()
    incidents = [incident for line in gold for incident in json.loads(line)["incidents"]]
    struck = [i for i in incidents if i["perpetrator"] == "Turkey" and i["tolerance_km"] < MOST]
    ground = gazetteer.places["iq.p.turkish_border"]
    inside = [
        distance_km(ground.lon, ground.lat, i["lon"], i["lat"]) - i["tolerance_km"] <= ground.radius_km for i in struck
    ]
    assert len(inside) >= 4
    assert all(inside)
