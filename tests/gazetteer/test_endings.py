"""Endings that Sorani writes onto a name."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize("written", ["لوهێبان", "لوهێبانیان", "لوهێبانی", "لوهێبانەوە", "لوهێباندا"])
def test_a_village_with_an_ending(gazetteer: Gazetteer, written: str) -> None:
    found = gazetteer.find(f"هێزەکان گوندی {written} گرت لە پارێزگای کەرکووک.")
    assert found[0].place_ids[0] == "iq.kirkuk.p.luhaiban"


def test_kulajo_in_another_spelling(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("سنووری ناحیەی کولەجۆ لە نێوان کفری و جەلەولا")[0].place_ids[0] == "iq.diyala.p.gulajo"
