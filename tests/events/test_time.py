"""When: the days of an event, and not those on which somebody spoke of it, buried its dead or caught its culprit."""

from __future__ import annotations

from datetime import date

import pytest

# Read as published on Monday, 6 September 2021.
AR = " بانفجار عبوة ناسفة في قضاء داقوق."
EN = "Two soldiers were killed by a roadside bomb near Daquq "
CKB = " لە داقوق بۆمبێک تەقییەوە و دوو پۆلیس کوژران."
SPANS = [
    ("ar", "قتل جنديان في 5 أيلول" + AR, 5, 5),
    ("ar", "قتل جنديان يوم 28 محرم 1443" + AR, 5, 5),
    ("ar", "قتل جنديان فجر اليوم" + AR, 6, 6),
    ("ar", "قتل جنديان قبل ساعات" + AR, 6, 6),
    ("ar", "قتل جنديان خلال الساعات القليلة الماضية" + AR, 6, 6),
    ("ar", "قتل جنديان ليلة السبت على الأحد" + AR, 4, 5),
    ("ar", "قتل جنديان أول أمس" + AR, 4, 4),
    ("ar", "قتل جنديان يوم الجمعة" + AR, 3, 3),
    ("ar", "قال قائد إن جنديين قتلا صباح اليوم (أمس)" + AR, 5, 5),
    ("ar", "قالت قيادة العمليات المشتركة في بيان اليوم الاثنين إن جنديين قتلا يوم السبت" + AR, 4, 4),
    ("en", EN + "at dawn today.", 6, 6),
    ("en", EN + "hours ago.", 6, 6),
    ("en", EN + "overnight Saturday to Sunday.", 4, 5),
    ("en", EN + "the day before yesterday.", 4, 4),
    ("en", EN + "on Friday night.", 3, 4),
    ("ckb", "پێرێ" + CKB, 4, 4),
    ("ckb", "لە 5ی ئەیلوول" + CKB, 5, 5),
    ("ckb", "لە 14ی خەرمانان" + CKB, 5, 5),
    ("ckb", "چەند کاتژمێرێک لەمەوبەر" + CKB, 6, 6),
    ("ckb", "شەوی شەممە لەسەر یەکشەممە" + CKB, 4, 5),
]
LONG_AGO = [
    ("ar", "قتل جنديان قبل أسبوع" + AR),
    ("ar", "شيع أهالي داقوق أمس ضحايا التفجير الذي وقع قبل أسبوع في قضاء داقوق وأودى بحياة ستة مدنيين."),
    ("en", EN + "a week ago."),
    ("en", "Families buried on Sunday the victims of a bombing that killed six civilians in Daquq a week ago."),
    ("ckb", "هەفتەیەک لەمەوبەر" + CKB),
]


@pytest.mark.parametrize(("language", "text", "first", "last"), SPANS)
def test_the_days_of_an_event(read, language, text, first, last):
    (event,) = read(text, language)
    assert (event.when.start, event.when.end) == (date(2021, 9, first), date(2021, 9, last))


@pytest.mark.parametrize(("language", "text"), LONG_AGO)
def test_what_was_a_week_ago_has_not_the_day_of_the_report(read, language, text):
    (event,) = read(text, language)
    assert event.when.precision == "week"
    assert event.when.end < date(2021, 9, 5)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قصفت المدفعية التركية أمس قرى في ناحية باطوفا غداة غارات نفذها الطيران التركي على قنديل."),
        ("en", "Gunmen killed two soldiers in Daquq on Sunday, a day after a car bomb killed six people in Kirkuk."),
    ],
)
def test_a_day_after_what_is_told_behind_it(read, language, text):
    later, earlier = read(text, language)
    assert (later.when.start, earlier.when.start) == (date(2021, 9, 5), date(2021, 9, 4))


def test_the_day_on_which_people_look_at_the_ruins_is_not_that_of_the_bombing(read):
    (event,) = read(
        "انفجرت سيارة ملغومة في حي بغداد الجديدة وقتل 16 شخصا. وتفقد السكان صباح اليوم الاثنين موقع التفجير."
    )
    assert (event.when.start, event.when.basis) == (date(2021, 9, 5), "published")
