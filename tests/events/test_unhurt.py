"""Nobody hurt is a figure: nought, and no reason to drop the event."""

from __future__ import annotations

import pytest

from geomap.records import Count

NOBODY = Count(0, 0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A roadside bomb exploded near a police patrol in Daquq on Sunday without casualties."),
        ("en", "A roadside bomb exploded near a police patrol in Daquq on Sunday, causing no casualties, police said."),
        ("ar", "انفجرت عبوة ناسفة أمس قرب دورية للشرطة في قضاء داقوق دون وقوع خسائر بشرية."),
        ("ar", "سقطت ثلاثة صواريخ كاتيوشا أمس قرب مطار أربيل ولم تسفر عن إصابات."),
        ("ckb", "دوێنێ بۆمبێک لە نزیک دەوریەیەکی پۆلیس لە داقوق تەقییەوە بەبێ زیانی گیانی."),
    ],
)
def test_an_attack_that_hurt_nobody(read, language, text):
    (event,) = read(text, language)
    assert (event.killed, event.injured) == (NOBODY, NOBODY)


def test_injured_and_no_dead(read):
    (event,) = read("A mortar round hit a house in Tuz Khurmatu on Sunday. Two people were injured; no one died.", "en")
    assert (event.killed, event.injured) == (NOBODY, Count(2, 2))


def test_a_figure_outdoes_nobody(read):
    text = "A bomb killed two soldiers near Rashad on Sunday. There were no casualties among civilians."
    (event,) = read(text, "en")
    assert event.killed == Count(2, 2)


def test_no_news_of_casualties_is_no_figure(read):
    (event,) = read("A roadside bomb exploded near Rashad on Sunday. There was no word on casualties.", "en")
    assert event.killed is None


def test_nobody_killed_makes_no_event(read):
    assert not read("Police in Kirkuk said that nobody was killed in the province on Sunday.", "en")
