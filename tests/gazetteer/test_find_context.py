"""What a report is about when it names one place alone."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize(
    "name", ["جلولاء", "القيارة", "جرف الصخر", "آمرلي", "السعدية", "داقوق", "Jalawla", "Zummar", "Taza"]
)
def test_a_report_that_names_nothing_else_is_about_iraq(gazetteer: Gazetteer, name: str) -> None:
    text = (
        f"Three soldiers were killed by a roadside bomb in {name} on Sunday, officials said late in the evening."
        if name.isascii()
        else f"قتل ثلاثة جنود بانفجار عبوة ناسفة في {name} مساء الأحد وفق ما أفاد مسؤول في الشرطة المحلية."
    )
    assert [mention.text for mention in gazetteer.find(text)] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ئاسایشی سلێمانی لە بەیاننامەیەکدا بڵاوی کردەوە کە دوو تۆمەتبار دەستگیر کراون", "سلێمانی"),
        ("فڕۆکە جەنگییەکان زینی وەرتێیان لە باکووری هەولێر بۆردومان کرد", "زینی وەرتێ"),
        ("هێرشەکە نە تەنها لەسەر کەمپی مەخموورە بەڵکو لەسەر هەموو گەلە", "کەمپی مەخموور"),
        ("بیست کیلۆمەتر لە باشووری دووزە، دوو کەس برینداربوون", "دووز"),
        ("هێرشێک لە ناوچەی مەکشیفە دە ئەندامی حەشدی شەعبی کوشت", "مەکشیفە"),
    ],
)
def test_sorani_names_are_guarded_by_sorani_words_alone(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in [mention.text for mention in gazetteer.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "چەکدارەکان چوونە سەر ماڵی موختار و پۆلیس دەڵێ خانووی هاووڵاتییەک سووتا",
        "بەرگریی سنوورەکان قایمە و هیچ مەترسییەک نییە",
        "ئاژانسی هەواڵی فورات بڵاوی کردەوە کە سیانی دیکە بریندار بوون",
    ],
)
def test_sorani_words_are_no_towns_abroad(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == ()
