"""The sentences: every code is used, every pattern can be filled, and values serve other languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import geomap.locate as room
from geomap.gazetteer import Gazetteer
from geomap.locate import DIRECTION_WORDS, REASONS, Locator
from geomap.locate.expressions import BEARINGS
from geomap.locate.reasons import NAMED_VALUES, reason

SOURCE = "\n".join(
    path.read_text("utf-8") for path in Path(room.__file__).parent.glob("*.py") if path.stem != "reasons"
)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_code_is_used_and_ends_as_a_sentence(code: str) -> None:
    assert re.search(rf'"{code}"', SOURCE), f"no judge says {code!r}"
    assert REASONS[code][0].isupper() or REASONS[code].startswith("{")
    assert REASONS[code].endswith((".", "?"))


def test_places_bring_their_arabic_names(gazetteer: Gazetteer) -> None:
    why = reason("inside", place=gazetteer.place("iq.kirkuk.p.kirkuk"), unit=gazetteer.place("iq.kirkuk"))
    assert why.text == "Kirkuk lies in Kirkuk, which the report names."
    assert why.values["place_ar"] == "كركوك"
    assert why.values["place_ckb"] == "کەرکووک"


def test_directions_are_codes_in_the_values_and_words_in_the_text(gazetteer: Gazetteer) -> None:
    why = reason("offset", said_km=30.0, direction="SW", anchor=gazetteer.place("iq.kirkuk.p.kirkuk"))
    assert why.values["direction"] == "SW"
    assert why.values["said_km"] == 30
    assert "30 km southwest of Kirkuk" in why.text
    assert set(BEARINGS) | {"C"} == set(DIRECTION_WORDS)


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        reason("offset", said_km=30.0)


@pytest.mark.parametrize(
    "text",
    ["30 km southwest of Kirkuk", "قضاء مخمور بمحافظة نينوى", "near Daquq", "between Kirkuk and Tikrit", "xyz", "Iraq"],
)
def test_values_fill_the_pattern_again(text: str, locator: Locator) -> None:
    for why in locator.locate_text(text).reasons:
        needed = {name for _, name, _, _ in Formatter().parse(REASONS[why.code]) if name}
        assert needed <= set(why.values)
        assert all(f"{name}_ar" in why.values for name in needed & set(NAMED_VALUES))
