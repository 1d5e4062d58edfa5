"""How Sorani agencies and pages write: lists of kin, tolls that rise, protests with dead, verbs of war."""

from __future__ import annotations

from datetime import date

import pytest

KILLED = [
    ("دوێنێ لە گوندی عەلی ڕەش لە مەخموور جووتیارێک و کوڕە دوازدە ساڵانەکەی بە تەقینەوەی لوغمێک گیانیان لەدەستدا.", 2),
    ("دوێنێ لە قەزای ڕانیە لە خۆپیشاندانێکدا پێنج هاووڵاتی بە گوللە کوژران.", 5),
    ("دوێنێ لە گوندی ئیسلاح لە جەلەولا داعش سێ کوڕی یەک بنەماڵەی کوشت.", 3),
    ("دوێنێ فڕۆکەکانی هاوپەیمانان لە بادووش بارەگایەکی داعشیان خاپوور کرد و بیست و شەش چەکدار لەناوچوون.", 26),
]


@pytest.mark.parametrize(("text", "dead"), KILLED)
def test_who_died_is_counted(read, text, dead):
    (event,) = read(text, "ckb")
    assert event.killed is not None
    assert event.killed.low == dead


def test_a_protest_without_dead_is_no_incident(read):
    assert not read("دوێنێ لە ڕانیە خۆپیشاندانێک دژی دواکەوتنی مووچە کرا.", "ckb")


def test_the_night_before_is_told_whole(read):
    events = read(
        "ئەمڕۆ بۆمبێک لە خانەقین تەقییەوە و دوو پۆلیس کوژران. شەوی پێشتر لە جەلەولا بۆمبێک سێ کەسی کوشت.",
        "ckb",
        date(2021, 9, 6),
    )
    assert [event.killed.low for event in events if event.killed] == [2, 3]


def test_a_number_of_victims_is_no_village(read):
    (event,) = read("ژمارەی ئەوانەی دوێنێ لە تەقینەوەکەی تەلەعفەر کوژران گەیشتە ٤٢ کەس.", "ckb")
    assert [place.text for place in event.places] == ["تەلەعفەر"]
    assert event.killed is not None
    assert event.killed.low == 42


def test_a_lorry_that_ran_into_a_bus_is_no_bomber(read):
    assert not read(
        "ئەمڕۆ لە نزیک قەرەهەنجیر بارهەڵگرێک خۆی کێشا بە پاسێکدا و چوار کەس گیانیان لەدەست دا. "
        "بەڕێوەبەرایەتی هاتوچۆ هۆکارەکەی بۆ خێرایی زۆر گەڕاندەوە.",
        "ckb",
    )
