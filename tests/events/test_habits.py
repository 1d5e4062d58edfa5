"""What is told as a habit, a wish or a sight in the sky is no event; what happened with the same words is."""

from __future__ import annotations

import pytest

NOTHING = [
    ("ckb", "کۆمەڵەکە لە بەیاننامەیەکدا باسی هێرشەکانی تورکیای بۆ سەر کەمپی مەخمور کرد."),
    ("ckb", "درۆنێک سێ ڕۆژە بەسەر ئاسمانی شەنگالدا دەسووڕێتەوە."),
    ("ckb", "پارێزگار وتی بۆ ڕێگری لە هێرشەکانی داعش هێزی زیاتر دێتە کەرکووک."),
    ("ckb", "ئەو وڵاتە بەبێ ڕەزامەندی ناتوانێت هێرشی ئاسمانی بکاتە سەر قەزای شەنگال."),
]
EVENTS = [
    ("ckb", "دوێنێ درۆنێک ئۆتۆمبێلێکی لە ناحیەی سنوونێ کردە ئامانج و دوو کەس کوژران.", "Air/drone strike", 2),
    ("ckb", "دوێنێ بە هۆی هێرشەکانی داعش لە قەزای داقووق سێ پۆلیس کوژران.", "Armed clash", 3),
    ("ckb", "دوێنێ هێزێکی پێشمەرگە لە قەزای مەخموور کەوتە بۆسەوە و دوو پێشمەرگە کوژران.", "Armed clash", 2),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_nothing_happened(read, language, text):
    assert read(text, language) == ()


@pytest.mark.parametrize(("language", "text", "kind", "killed"), EVENTS)
def test_the_same_words_with_a_figure(read, language, text, kind, killed):
    (event,) = read(text, language)
    assert (event.sub_event_type, event.killed.low) == (kind, killed)


def test_a_case_ending_on_the_name_of_an_actor(read):
    (event,) = read("دوێنێ چەند هاوەنێک لەلایەن چەکدارانی داعشەوە بە قەزای داقووقەوە نران و دوو کەس کوژران.", "ckb")
    assert event.perpetrator == "IS"
