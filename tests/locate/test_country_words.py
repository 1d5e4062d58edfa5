""" "The country" is Iraq, and no town whose name is spelt nearly so."""

from __future__ import annotations

import pytest

import geomap


@pytest.mark.parametrize(
    "phrase",
    [
        "بلدة الطارمية بوسط البلاد على بعد 38 كيلومترا شمال بغداد",
        "the town of Tarmiya in the centre of the country, 38 km north of Baghdad",
    ],
)
def test_the_middle_of_the_country_does_not_contradict_a_town_in_it(phrase: str) -> None:
    found = geomap.where(phrase)
    assert found.place is not None
    assert found.place.id == "iq.baghdad.p.tarmiya"
    assert not any("Balad" in reason.text or "contradict" in reason.text for reason in found.reasons)


@pytest.mark.parametrize("phrase", ["شمال البلاد", "in the north of the country", "لە باکووری وڵات"])
def test_a_part_of_the_country_is_too_wide_to_be_placed(phrase: str) -> None:
    assert geomap.where(phrase).method == "unplaced"


def test_the_town_of_balad_is_still_found() -> None:
    found = geomap.where("قضاء بلد شمال بغداد")
    assert found.place is not None
    assert found.place.id == "iq.salah_al_din.balad"
