"""What counts as evidence about a place, and how often."""

from __future__ import annotations

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator
from geomap.records import PlacePhrase


def test_ten_thousand_repeats_of_a_phrase_weigh_as_one() -> None:
    locator = Locator(Gazetteer.load())
    texts = ("قرية لاكجة", "قضاء مخمور")
    once = [PlacePhrase(text, 0, len(text), "d") for text in texts]
    often = [PlacePhrase(text, n * 100, n * 100 + len(text), "d") for n in range(10_000) for text in texts]
    assert locator.locate(often).candidates == locator.locate(once).candidates


def test_a_region_as_wide_as_the_land_is_no_company() -> None:
    locator = Locator(Gazetteer.load())
    text = "قرية ببلدة الرشاد في المناطق المتنازع عليها"
    reasons = locator.locate_text(text).reasons
    assert reasons
    assert not [r for r in reasons if r.code == "close_to_others" and "isputed" in r.text]


def test_a_road_that_leads_elsewhere_does_not_speak_against_the_place() -> None:
    locator = Locator(Gazetteer.load())
    phrases = [PlacePhrase("Kirkuk", 0, 6, "d"), PlacePhrase("road to Erbil", 20, 33, "d")]
    place = locator.locate(phrases).place
    assert place is not None
    assert place.id == "iq.kirkuk.p.kirkuk"
