"""What is described from a known point lies in the footprint: in three languages, at any distance and direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import bearing_deg, destination, distance_km, turn_deg
from geomap.locate import Locator
from geomap.locate.expressions import code_of
from geomap.records import Place

ENGLISH = {"N": "north", "E": "east", "S": "south", "W": "west", "NE": "northeast", "SE": "southeast"}
ENGLISH |= {"SW": "southwest", "NW": "northwest"}
ARABIC = {"N": "شمال", "E": "شرق", "S": "جنوب", "W": "غرب", "NE": "شمال شرقي", "SE": "جنوب شرقي"}
ARABIC |= {"SW": "جنوب غربي", "NW": "شمال غربي"}
SORANI = {"N": "باکووری", "E": "ڕۆژهەڵاتی", "S": "باشووری", "W": "ڕۆژئاوای", "NE": "باکووری ڕۆژهەڵاتی"}
SORANI |= {"SE": "باشووری ڕۆژهەڵاتی", "SW": "باشووری ڕۆژئاوای", "NW": "باکووری ڕۆژئاوای"}
ANCHOR = (44.0, 35.0)


def eighth(bearing: float) -> str:
    return code_of(45 * round(bearing / 45) % 360)


def phrases(km: float, bearing: float) -> list[str]:
    code, whole = eighth(bearing), max(1, round(km))
    digits = "".join("٠١٢٣٤٥٦٧٨٩"[int(d)] for d in str(whole))
    return [
        f"{whole} km {ENGLISH[code]} of Karsazan",
        f"على بعد {whole} كيلومترا {ARABIC[code]} كرسازان",
        f"{digits} کیلۆمەتر لە {SORANI[code]} کەرسازان",
    ]


@given(st.floats(1.5, 140), st.floats(0, 359.9))
def test_the_footprint_holds_what_was_described(small: Gazetteer, km: float, bearing: float) -> None:
    locator = Locator(small)
    truth = destination(*ANCHOR, bearing, km)
    for text in phrases(km, bearing):
        found = locator.locate_text(text)
        assert found.footprint is not None, text
        assert found.footprint.is_valid
        assert found.footprint.contains(Point(truth)), text
        assert found.lon is not None
        assert found.lat is not None
        assert found.radius_km is not None
        assert distance_km(found.lon, found.lat, *truth) <= found.radius_km


@given(st.floats(5, 100), st.sampled_from(sorted(ENGLISH)))
def test_the_answer_agrees_with_the_phrase(small: Gazetteer, km: float, code: str) -> None:
    whole = round(km)
    found = Locator(small).locate_text(f"{whole} km {ENGLISH[code]} of Karsazan")
    assert found.lon is not None
    assert found.lat is not None
    said = 45 * ["N", "NE", "E", "SE", "S", "SW", "W", "NW"].index(code)
    assert turn_deg(bearing_deg(*ANCHOR, found.lon, found.lat), said) <= 22.5
    assert distance_km(*ANCHOR, found.lon, found.lat) == pytest.approx(whole, abs=3)


@given(st.sampled_from([11, 13, 17, 22, 28, 36, 43]), st.floats(0, 359.9))
def test_farther_is_larger(small: Gazetteer, km: int, bearing: float) -> None:
    """Told in whole kilometres both; a rounder figure would be the less exact one."""
    near, far = (Locator(small).locate_text(phrases(d, bearing)[0]) for d in (km, 2 * km))
    assert far.footprint.area > near.footprint.area


def test_a_rounder_figure_is_believed_more_loosely(small: Gazetteer) -> None:
    exact, round_ = (Locator(small).locate_text(f"{km} km north of Karsazan") for km in (31, 30))
    assert round_.footprint.area > 1.2 * exact.footprint.area


@given(st.text(max_size=60))
def test_no_text_breaks_it_or_lands_on_null_island(locator: Locator, text: str) -> None:
    found = locator.locate_text(text)
    assert (found.lon is None) == (found.footprint is None)
    assert (found.lon, found.lat) != (0, 0)
    assert found.lon is not None or found.reasons


WORDS = [
    "30",
    "km",
    "كم",
    "شمال",
    "غرب",
    "south",
    "of",
    "Kirkuk",
    "كركوك",
    "قرية",
    "between",
    "and",
    "(",
    ")",
    "،",
    "near",
    "الرشاد",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_order_of_our_own_words_breaks_it(locator: Locator, words: list[str]) -> None:
    found = locator.locate_text(" ".join(words))
    assert found.footprint is None or found.footprint.is_valid
    assert (
        found.footprint is None or found.footprint.contains(Point(found.lon, found.lat)) or found.radius_km is not None
    )


def named_pairs(gazetteer: Gazetteer) -> list[tuple[Place, Place]]:
    """Return settlements with a city or town some way off whose name no other place bears."""
    towns = [p for p in gazetteer.places.values() if p.kind in ("city", "town") and p.country == "IQ" and p.disputed]
    villages = [p for p in gazetteer.places.values() if p.kind == "village" and p.country == "IQ"][::9]
    alone = [t for t in towns if len([m for m in gazetteer.lookup(t.label) if m.place.kind in ("city", "town")]) == 1]
    pairs = [(town, village) for town in alone for village in villages]
    return [(a, b) for a, b in pairs if 8 < distance_km(a.lon, a.lat, b.lon, b.lat) < 60][::7]


def test_real_villages_lie_where_they_are_described(gazetteer: Gazetteer, locator: Locator) -> None:
    pairs = named_pairs(gazetteer)
    assert len(pairs) > 50
    held = 0
    for town, village in pairs:
        km = distance_km(town.lon, town.lat, village.lon, village.lat)
        code = eighth(bearing_deg(town.lon, town.lat, village.lon, village.lat))
        found = locator.locate_text(f"{round(km)} km {ENGLISH[code]} of {town.label}")
        held += found.footprint is not None and found.footprint.contains(Point(village.lon, village.lat))
    assert held / len(pairs) >= 0.99
