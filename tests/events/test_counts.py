"""How many, of whom, and by which grammar."""

from __future__ import annotations

import pytest

from geomap.records import Count

WHERE = "في قضاء الحويجة"
FIGURES = [
    ("قتل أمس 16 جنديا عراقيا في كمين لداعش " + WHERE, Count(16, 16), None),
    ("قتل جنديان وأصيب آخران أمس بانفجار عبوة ناسفة " + WHERE, Count(2, 2), Count(2, 2)),
    ("مقتل ما لا يقل عن ستة من رجال الشرطة أمس بهجوم انتحاري " + WHERE, Count(6, None), None),
    ("لقي ثلاثة جنود على الأقل مصرعهم وأصيب آخر بجروح أمس بهجوم مسلح " + WHERE, Count(3, None), Count(1, 1)),
    ("إن شخصا قتل، وأصيب ستة آخرون بجروح أمس نتيجة انفجار عبوة ناسفة " + WHERE, Count(1, 1), Count(6, 6)),
    ("إن 19 من عناصر تنظيم داعش قتلوا أمس في اشتباكات " + WHERE, Count(19, 19), None),
    ("أودى بحياة 12 عنصرا من الشرطة الاتحادية وجرح ثلاثة آخرين هجوم شنه داعش أمس " + WHERE, Count(12, 12), Count(3, 3)),
    ("ارتفعت حصيلة تفجير السيارة المفخخة أمس " + WHERE + " إلى 66 قتيلا وجريحا", None, None),
    ("هاجم مسلحون أمس قوة من الفرقة 14 " + WHERE + " وقتلوا جنديين", Count(2, 2), None),
    ("أصيب 12 شخصا بينهم أربعة أطفال أمس بقذائف هاون " + WHERE, None, Count(12, 12)),
    ("قتل خمسة مدنيين أمس بعد سقوط أكثر من 10 قذائف هاون " + WHERE, Count(5, 5), None),
    ("مقتل العشرات من عناصر داعش أمس بغارة جوية " + WHERE, None, None),
]


@pytest.mark.parametrize(("text", "killed", "injured"), FIGURES)
def test_figures(read, text, killed, injured):
    (event,) = read(text + ".")
    assert (event.killed, event.injured) == (killed, injured)


def test_both_sides_add_up_and_attackers_are_told_apart(read):
    (event,) = read(
        "قال مصدر أمس إن 28 عنصرا من الجيش العراقي و18 مقاتلا من تنظيم داعش قتلوا في معارك عنيفة في قضاء الحويجة."
    )
    assert event.killed == Count(46, 46)
    assert event.killed_attackers == 18


def test_sources_that_disagree_make_a_range(read):
    (event,) = read(
        "قتل 113 من الحشد الشعبي أمس في هجوم لداعش في قضاء الحويجة. وأضاف مصدر في الجيش أن الهجوم أسفر عن مقتل 58."
    )
    assert event.killed == Count(58, 113)


@pytest.mark.parametrize(
    ("language", "text", "killed", "injured"),
    [
        (
            "en",
            "At least nine members of Iraq's Federal Police were killed in an attack near Hawija on Sunday.",
            Count(9, None),
            None,
        ),
        ("en", "A car bomb in Kirkuk on Sunday left 17 dead and 30 wounded.", Count(17, 17), Count(30, 30)),
        (
            "en",
            "Militants killed three soldiers and wounded two others near Hawija on Sunday.",
            Count(3, 3),
            Count(2, 2),
        ),
        (
            "en",
            "IS mortar attack kills one Peshmerga fighter, wounds seven near Makhmur on Sunday.",
            Count(1, 1),
            Count(7, 7),
        ),
        (
            "ckb",
            "دوێنێ لە هێرشێکی داعش لە قەزای داقووق 12 پۆلیس کوژران و 3 پۆلیسی دیکە بریندار بوون.",
            Count(12, 12),
            Count(3, 3),
        ),
        ("ckb", "هێرشێکی داعش دوێنێ لە قەزای مەخموور بووە هۆی کوژرانی 10 ئەندامی حەشدی شەعبی.", Count(10, 10), None),
    ],
)
def test_figures_in_english_and_sorani(read, language, text, killed, injured):
    (event,) = read(text, language)
    assert (event.killed, event.injured) == (killed, injured)


def test_no_words_no_figure(read):
    (event,) = read("نفذ طيران التحالف الدولي أمس غارة على مواقع داعش في قضاء الحويجة.")
    assert (event.killed, event.injured, event.abducted, event.arrested) == (None, None, None, None)


@pytest.mark.parametrize(
    ("language", "text", "killed", "injured"),
    [
        ("en", "A bomb killed two civilians and a policeman in Daquq on Sunday.", Count(3, 3), None),
        ("en", "Two brothers, aged 19 and 24, were killed by gunmen in Daquq on Sunday.", Count(2, 2), None),
        ("ckb", "دوێنێ لە داقوق بۆمبێک تەقییەوە، دوو هاووڵاتی و پۆلیسێک کوژران.", Count(3, 3), None),
        ("ckb", "دوێنێ لە داقوق تەقە لە ئۆتۆمبێلێک کرا، شۆفێرەکە بریندار بووە.", None, Count(1, 1)),
    ],
)
def test_figures_in_other_languages(read, language, text, killed, injured):
    (event,) = read(text, language)
    assert (event.killed, event.injured) == (killed, injured)


def test_two_forces_counted_in_one_figure_before_another(read):
    (event,) = read(
        "قالت مصادر أمس إن 28 عنصرا من الجيش العراقي ومليشيا الحشد الشعبي و18 مقاتلا من تنظيم داعش، قتلوا في معارك في "
        "قضاء الحويجة."
    )
    assert event.killed == Count(46, 46)


def test_what_officials_go_on_to_say_is_another_event(read):
    fight, bombs = read(
        "قال مسؤولون إن قوة من البيشمركة شنت أمس عملية عسكرية في ناحية قرة تبة وقتلت 11 مسلحا من داعش، وأشاروا إلى "
        "مقتل 10 مدنيين وإصابة 17 آخرين في انفجار عبوتين ناسفتين في قضاء بلدروز."
    )
    assert (fight.killed, bombs.killed, bombs.injured) == (Count(11, 11), Count(10, 10), Count(17, 17))
