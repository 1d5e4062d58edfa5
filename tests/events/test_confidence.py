"""Confidence: what it rests on, that it keeps to its side, and that its two parts are one model."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events import as_placed
from geomap.events.confidence import PLACE, TOLD, WIDE_KM, place_signs, weights
from geomap.records import Location

SPOT = Location("Lakja", lon=44.4, lat=35.5, radius_km=3.0, method="named")
NOWHERE = Location("the north")


def test_every_weight_has_its_sign_and_keeps_to_its_side():
    table = weights()
    assert set(table) == {"told", "place"}
    assert set(table["told"]) == {"base", *TOLD}
    assert set(table["place"]) == set(PLACE)
    for sign, side in {**TOLD, **PLACE}.items():
        weight = {**table["told"], **table["place"]}[sign]
        assert weight * side > 0, f"{sign}: a sign without a weight is taken out, and one on the wrong side is an error"


LESS_AND_LESS_SURE = (
    "انفجرت عبوة ناسفة أمس الأحد على دورية للجيش في قضاء الحويجة وقتل جندي.",
    "هجوم مسلح على الجيش أمس الأحد في قضاء الحويجة.",
    "قتل ثلاثة أمس الأحد في قضاء الحويجة.",
    "قتل ثلاثة أمس الأحد في محافظة كركوك.",
)


def test_words_that_tell_less_make_it_less_sure(read):
    told = [event.confidence for text in LESS_AND_LESS_SURE for event in read(text)]
    assert len(told) == len(LESS_AND_LESS_SURE)
    assert all(more > less for more, less in pairwise(told))
    assert all(0 < confidence < 1 for confidence in told)


def test_a_foiled_bomb_is_less_sure_than_one_that_went_off(read):
    (done,) = read("انفجرت عبوة ناسفة أمس الأحد في قضاء الحويجة.")
    (foiled,) = read("أحبطت القوات الأمنية أمس الأحد محاولة تفجير عبوة ناسفة في قضاء الحويجة.")
    assert foiled.factuality == "foiled"
    assert foiled.confidence < done.confidence


def test_reading_twice_is_reading_once(read):
    text = " ".join(LESS_AND_LESS_SURE)
    assert [event.confidence for event in read(text)] == [event.confidence for event in read(text)]


@pytest.mark.parametrize(
    ("location", "signs"),
    [
        (SPOT, set()),
        (replace(SPOT, radius_km=WIDE_KM + 1), {"wide"}),
        (replace(SPOT, method="offset"), {"reckoned"}),
        (NOWHERE, {"wide"}),
    ],
)
def test_what_the_place_shows(location, signs):
    assert place_signs(location) == signs
    assert (as_placed(0.8, location) < 0.8) == bool(signs)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([SPOT, NOWHERE, replace(SPOT, method="offset")]))
def test_a_place_keeps_the_order_and_the_bounds(one, other, location):
    less, more = sorted((one, other))
    assert 0 <= as_placed(less, location) <= as_placed(more, location) + 1e-12 <= 1 + 1e-12
