"""Every figure by itself: whose, how many, who says so, and by which convention."""

from __future__ import annotations

import pytest

PARTS = "arithmetic: of {} killed and injured at least one is either"
COMBINED = [
    ("ar", "ارتفعت حصيلة تفجير السيارة المفخخة أمس في قضاء الحويجة إلى 66 قتيلا وجريحا.", 66),
    ("ar", "أدى تفجير في قضاء داقوق أمس إلى مقتل وإصابة 20 شخصا.", 20),
    ("en", "A car bomb in Daquq on Sunday killed or wounded 50 people.", 50),
    ("en", "Fifty people were killed and wounded by a car bomb in Daquq on Sunday.", 50),
    ("ckb", "دوێنێ لە داقوق ئۆتۆمبێلێکی بۆمبڕێژکراو تەقییەوە و 20 کەس شەهید و بریندار بوون.", 20),
]
VAGUE = [
    ("ar", "قتل العشرات من عناصر داعش أمس بغارة جوية في قضاء الحويجة.", (10, None), "ACLED: tens are 10"),
    ("ar", "أصيب بضعة جنود أمس بانفجار عبوة ناسفة في قضاء داقوق.", (3, 9), "grammar: بضعة is 3 to 9"),
    ("ar", "قتل عدد من المدنيين أمس بانفجار عبوة ناسفة في قضاء داقوق.", (3, None), "ACLED: an unknown number is 3"),
    (
        "en",
        "Dozens of militants were killed in an air strike near Makhmur on Sunday.",
        (12, None),
        "ACLED: dozens are 12",
    ),
    (
        "en",
        "Scores of people were wounded when a car bomb exploded in Daquq on Sunday.",
        (40, None),
        "dictionary: scores are 40",
    ),
    (
        "en",
        "Several soldiers were killed by a roadside bomb near Daquq on Sunday.",
        (3, None),
        "ACLED: an unknown number is 3",
    ),
    ("ckb", "دوێنێ لە هێرشێکی داعش لە قەزای داقووق دەیان پۆلیس کوژران.", (10, None), "ACLED: tens are 10"),
    ("ckb", "دوێنێ لە تەقینەوەی بۆمبێک لە داقووق چەند کەسێک بریندار بوون.", (3, None), "ACLED: an unknown number is 3"),
]
SOURCES = [
    ("ar", "قال مصدر في شرطة كركوك إن عبوة ناسفة في قضاء داقوق أمس قتلت ثلاثة مدنيين.", "مصدر في شرطة كركوك"),
    ("en", "A bomb in Daquq on Sunday killed three civilians, a police source said.", "a police source"),
    ("en", "A bomb in Daquq on Sunday killed three civilians, according to the coalition.", "the coalition"),
    (
        "ckb",
        "سەرچاوەیەکی پۆلیسی کەرکووک ڕایگەیاند، دوێنێ لە هێرشێکی داعش لە قەزای داقووق 3 پۆلیس کوژران.",
        "سەرچاوەیەکی پۆلیسی کەرکووک",
    ),
    ("ar", "قتلت عبوة ناسفة في قضاء داقوق أمس ثلاثة مدنيين.", None),
]


@pytest.mark.parametrize(("language", "text", "number"), COMBINED)
def test_killed_and_injured_in_one_figure_are_both_and_neither(read, language, text, number):
    (event,) = read(text, language)
    combined, *parts = event.casualties
    assert (combined.kind, combined.low, combined.high, combined.rule) == ("combined", number, number, None)
    assert [(part.kind, part.low, part.high) for part in parts] == [
        ("killed", 1, number - 1),
        ("injured", 1, number - 1),
    ]
    assert {part.rule for part in parts} == {PARTS.format(number)}
    assert (event.killed, event.injured) == (None, None)


@pytest.mark.parametrize(("language", "text", "ends", "rule"), VAGUE)
def test_a_number_word_names_the_convention_that_reads_it(read, language, text, ends, rule):
    (event,) = read(text, language)
    (casualty,) = event.casualties
    assert ((casualty.low, casualty.high), casualty.rule) == (ends, rule)


@pytest.mark.parametrize(("language", "text", "source"), SOURCES)
def test_who_says_it(read, language, text, source):
    (event,) = read(text, language)
    assert {casualty.source for casualty in event.casualties} == {source}


def test_who_spoke_before_goes_on(read):
    (event,) = read(
        "قتل ستة من عناصر داعش أمس بغارة جوية في قضاء الحويجة، بحسب قيادة العمليات المشتركة. وأضافت أن جنديا أصيب."
    )
    assert [casualty.source for casualty in event.casualties] == ["قيادة العمليات المشتركة"] * 2


def test_figures_that_exclude_each_other_are_both_kept(read):
    (event,) = read(
        "قتل 113 من الحشد الشعبي أمس في هجوم لداعش في قضاء الحويجة. وأضاف مصدر في الجيش أن الهجوم أسفر عن مقتل 58."
    )
    told = [(casualty.group, casualty.low, casualty.status) for casualty in event.casualties]
    assert told == [("forces", 113, "conflicting"), ("unspecified", 58, "conflicting")]
    assert (event.killed.low, event.killed.high) == (58, 113)


def test_a_later_toll_leaves_the_earlier_one_standing_as_revised(read):
    (event,) = read("A bomb killed three people in Daquq on Sunday. The death toll later rose to 7, police said.", "en")
    assert [(casualty.low, casualty.status) for casualty in event.casualties] == [(3, "revised"), (7, "given")]
    assert event.killed.low == 7


def test_each_side_is_named(read):
    (event,) = read(
        "قال مصدر أمس إن 28 عنصرا من الجيش العراقي و18 مقاتلا من تنظيم داعش قتلوا في معارك في قضاء الحويجة."
    )
    told = [(casualty.group, casualty.actor, casualty.low) for casualty in event.casualties]
    assert told == [("forces", "Iraqi army", 28), ("attackers", "IS", 18)]


def test_the_words_of_a_figure_hold_its_bound(read):
    (event,) = read("At least nine soldiers were killed in an attack near Daquq on Sunday.", "en")
    (casualty,) = event.casualties
    assert casualty.text == "At least nine soldiers were killed"
    assert (casualty.low, casualty.high) == (9, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "ارتفعت حصيلة تفجير أمس في قضاء الخالص إلى 12 قتيلا بعدما كانت ثمانية قتلى."),
        ("en", "The toll of Sunday's bombing in Khalis rose to 12 dead, up from eight dead."),
    ],
)
def test_an_earlier_toll_in_the_same_sentence_is_revised(read, language, text):
    (event,) = read(text, language)
    assert event.killed.low == event.killed.high == 12
    assert [(casualty.low, casualty.status) for casualty in event.casualties] == [(12, "given"), (8, "revised")]


def test_another_source_puts_the_toll_elsewhere(read):
    (event,) = read(
        "The Islamic State said its fighters attacked a post near Udhaim on Saturday, killing five soldiers. "
        "A military spokesman put the toll at two dead.",
        "en",
    )
    told = [(casualty.low, casualty.source, casualty.status) for casualty in event.casualties]
    assert told == [(5, "The Islamic State", "conflicting"), (2, "A military spokesman", "conflicting")]


@pytest.mark.parametrize(
    ("language", "text", "low"),
    [
        ("ar", "قتل وأصيب العشرات أمس بانفجار في قضاء طوز خورماتو.", 10),
        ("en", "Dozens were killed and wounded in an explosion in Tuz Khurmatu on Sunday.", 12),
    ],
)
def test_a_number_word_for_killed_and_injured_together(read, language, text, low):
    (event,) = read(text, language)
    assert [(casualty.kind, casualty.low, casualty.high) for casualty in event.casualties] == [
        ("combined", low, None),
        ("killed", 1, None),
        ("injured", 1, None),
    ]
