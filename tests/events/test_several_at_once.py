"""Several events in one sentence are several; one attack told by several verbs, or at two names, is one."""

from __future__ import annotations

from datetime import date

import pytest

# Language, text, and of each event: a word of its place, killed, injured (None: not said, or a sum over several).
SEVERAL = [
    (
        "en",
        "A car bomb killed four people in Kirkuk, a roadside bomb wounded two soldiers near Tuz Khurmatu and gunmen "
        "shot dead a village mukhtar in Jalawla on Sunday, police said.",
        [("Kirkuk", 4, None), ("Tuz", None, 2), ("Jalawla", 1, None)],
    ),
    (
        "en",
        "Turkish warplanes bombed the Qandil mountains and Sidakan late on Sunday, wounding a shepherd.",
        [("Qandil", None, None), ("Sidakan", None, None)],
    ),
    (
        "en",
        "Katyusha rockets struck near Erbil airport and Ain al-Assad base hours apart on Sunday, wounding two "
        "contractors; no group claimed responsibility.",
        [("Erbil", None, None), ("Assad", None, None)],
    ),
    (
        "en",
        "Rockets struck Erbil airport and Ain al-Assad base on Sunday, wounding two contractors.",
        [("Erbil", None, None), ("Assad", None, None)],
    ),
    (
        "en",
        "On Sunday gunmen killed three farmers in Hawija and a sniper shot dead a policeman in Khanaqin.",
        [("Hawija", 3, None), ("Khanaqin", 1, None)],
    ),
    (
        "en",
        "Islamic State fighters killed two policemen in Hawija on Sunday, and a bomb wounded five shoppers in Baquba, "
        "officials said.",
        [("Hawija", 2, None), ("Baquba", None, 5)],
    ),
    (
        "en",
        "Drones hit Sinjar, Makhmur and Amadiya on Sunday, killing four people in all.",
        [("Sinjar", None, None), ("Makhmur", None, None), ("Amadiya", None, None)],
    ),
    (
        "en",
        "In Kirkuk a car bomb killed four people, in Tikrit gunmen shot dead a judge, and in Ramadi a sniper wounded "
        "two soldiers on Sunday.",
        [("Kirkuk", 4, None), ("Tikrit", 1, None), ("Ramadi", None, 2)],
    ),
    (
        "en",
        "A mortar round killed a girl in Fallujah on Sunday while gunmen abducted two traders in Samarra.",
        [("Fallujah", 1, None), ("Samarra", None, None)],
    ),
    (
        "en",
        "Five people were killed on Sunday when car bombs exploded in Ramadi and Tikrit.",
        [("Ramadi", None, None), ("Tikrit", None, None)],
    ),
    (
        "ar",
        "سقط 66 قتيلاً وجريحاً في تفجيرين بسيارتين مفخختين استهدفا سوقين شعبيين في بغداد وبعقوبة أمس الأحد.",
        [("بغداد", None, None), ("بعقوبة", None, None)],
    ),
    (
        "ar",
        "قتل أربعة أشخاص بانفجار سيارة مفخخة في كركوك، وأصيب جنديان بعبوة ناسفة قرب طوزخورماتو، واغتال مسلحون مختار "
        "قرية في جلولاء أمس الأحد.",
        [("كركوك", 4, None), ("طوز", None, 2), ("جلولاء", 1, None)],
    ),
    (
        "ar",
        "قصفت طائرات تركية جبل قنديل وناحية سيدكان مساء أمس الأحد ما أدى إلى إصابة راع.",
        [("قنديل", None, None), ("سيدكان", None, None)],
    ),
    (
        "ar",
        "انفجرت عبوة ناسفة في الحويجة أمس الأحد فقتلت جنديين، فيما اختطف مسلحون ثلاثة رعاة في الرطبة.",
        [("الحويجة", 2, None), ("الرطبة", None, None)],
    ),
    (
        "ar",
        "هاجم مسلحو داعش أمس الأحد نقطة تفتيش في داقوق فقتلوا شرطيا وفجر انتحاري نفسه في سوق بمدينة تلعفر فقتل سبعة "
        "مدنيين.",
        [("داقوق", 1, None), ("تلعفر", 7, None)],
    ),
    (
        "ar",
        "سقطت صواريخ كاتيوشا أمس الأحد على مطار أربيل وقاعدة عين الأسد، وأصيب متعاقدان.",
        [("أربيل", None, None), ("عين الأسد", None, None)],
    ),
    (
        "ar",
        "قتل خمسة أشخاص أمس الأحد بانفجار سيارتين مفخختين في الرمادي وتكريت.",
        [("الرمادي", None, None), ("تكريت", None, None)],
    ),
    (
        "ckb",
        "دوێنێ یەکشەممە ئۆتۆمبێلێکی بۆمبڕێژکراو لە کەرکووک تەقییەوە و چوار کەس کوژران، و چەکداران لە جەلەولا سێ "
        "جووتیاریان کوشت.",
        [("کەرکووک", 4, None), ("جەلەولا", 3, None)],
    ),
    (
        "ckb",
        "دوێنێ فڕۆکە جەنگییەکانی تورکیا چیای قەندیل و سیدەکانیان بۆردومان کرد و شوانێک بریندار بوو.",
        [("قەندیل", None, None), ("سیدەکان", None, None)],
    ),
    (
        "ckb",
        "دوێنێ بۆمبێک لە دوزخورماتوو تەقییەوە و دوو سەرباز بریندار بوون، هەروەها چەکداران لە خانەقین پۆلیسێکیان کوشت.",
        [("دوزخورماتوو", None, 2), ("خانەقین", 1, None)],
    ),
    (
        "ckb",
        "دوێنێ یەکشەممە پێنج کەس بە تەقینەوەی دوو ئۆتۆمبێلی بۆمبڕێژکراو لە ڕەمادی و تکریت کوژران.",
        [("ڕەمادی", None, None), ("تکریت", None, None)],
    ),
    (
        "ckb",
        "دوێنێ مووشەکی کاتیۆشا بەر فڕۆکەخانەی هەولێر و بنکەی عەین ئەسەد کەوت و دوو کەس بریندار بوون.",
        [("هەولێر", None, None), ("عەین ئەسەد", None, None)],
    ),
    (
        "ckb",
        "دوێنێ داعش لە داقووق هێرشی کردە سەر خاڵێکی پشکنین و دوو پۆلیسی کوشت، لە مەخمووریش بۆمبێک تەقییەوە و سێ "
        "سەرباز بریندار بوون.",
        [("داقووق", 2, None), ("مەخموور", None, 3)],
    ),
]

ONE = [
    (
        "en",
        "Gunmen attacked a checkpoint in Hawija on Sunday, killing two soldiers and wounding three, then fled to "
        "Rashad.",
        ("Hawija", 2, 3),
    ),
    (
        "en",
        "A car bomb exploded in Baquba on Sunday, killed four people and wounded nine, and police in Kirkuk said no "
        "group had claimed it.",
        ("Baquba", 4, 9),
    ),
    (
        "en",
        "A roadside bomb killed two policemen between Tikrit and Samarra on Sunday.",
        (None, 2, None),
    ),
    (
        "en",
        "A bomb killed a driver in Jalawla on Sunday and the wounded were taken to a hospital in Khanaqin and to "
        "Baquba.",
        ("Jalawla", 1, None),
    ),
    (
        "en",
        "Gunmen shot dead a trader from Fallujah and his son from Ramadi in Abu Ghraib on Sunday.",
        ("Abu Ghraib", 2, None),
    ),
    (
        "en",
        "A suicide bomber blew himself up at a market in Sadr City in Baghdad on Sunday and killed eleven people.",
        ("Sadr City", 11, None),
    ),
    (
        "en",
        "Islamic State fighters stormed a police post in Daquq on Sunday, burned two vehicles, and killed four "
        "policemen before troops from Kirkuk drove them off.",
        ("Daquq", 4, None),
    ),
    (
        "ar",
        "هاجم مسلحون نقطة تفتيش في الحويجة أمس الأحد فقتلوا جنديين وأصابوا ثلاثة آخرين ثم فروا إلى الرشاد.",
        ("الحويجة", 2, 3),
    ),
    (
        "ar",
        "انفجرت عبوة ناسفة في جلولاء أمس الأحد فقتلت شرطياً وأصابت أربعة نقلوا إلى مستشفى خانقين ومستشفى بعقوبة.",
        ("جلولاء", 1, 4),
    ),
    (
        "ar",
        "قتل شرطيان أمس الأحد بانفجار عبوة ناسفة على الطريق بين تكريت وسامراء.",
        (None, 2, None),
    ),
    (
        "ar",
        "قال مصدر في شرطة كركوك وآخر في بغداد إن انتحارياً فجر نفسه أمس الأحد في سوق بالطوز وقتل ستة مدنيين.",
        ("الطوز", 6, None),
    ),
    (
        "ar",
        "اغتال مسلحون أمس الأحد ثلاثة تجار من أهالي الفلوجة في حي المنصور ببغداد وأحرقوا سيارتهم ولاذوا بالفرار.",
        ("المنصور", 3, None),
    ),
    (
        "ar",
        "انفجرت سيارة مفخخة أمس الأحد في سوق بمدينة الصدر شرقي بغداد، وقتل سبعة أشخاص وأصيب عشرون بجروح.",
        ("مدينة الصدر", 7, 20),
    ),
    (
        "en",
        "Iraqi forces from Tikrit killed six militants in the Hamrin mountains on Sunday, and the army in Baghdad said "
        "two soldiers were wounded.",
        ("Hamrin", 6, 2),
    ),
    (
        "en",
        "A bomb exploded in Mosul on Sunday and killed two soldiers, and a funeral was held in Erbil for the dead.",
        ("Mosul", 2, None),
    ),
    (
        "ar",
        "أعلنت خلية الإعلام مقتل خمسة إرهابيين بضربة جوية في جبال حمرين ووادي الشاي أمس الأحد.",
        ("حمرين", 5, None),
    ),
    (
        "ar",
        "أصيب ثلاثة أشخاص أمس الأحد بانفجار عبوتين في الحويجة وداقوق بمحافظة كركوك.",
        ("الحويجة", None, 3),
    ),
    (
        "ckb",
        "دوێنێ چەکداران لە حەویجە هێرشیان کردە سەر خاڵێکی پشکنین و دوو سەربازیان کوشت و سێی دیکەیان بریندار کرد.",
        ("حەویجە", 2, 3),
    ),
    (
        "ckb",
        "دوێنێ بۆمبێک لە جەلەولا تەقییەوە و پۆلیسێک کوژرا و چوار بریندار بۆ نەخۆشخانەی خانەقین گواسترانەوە.",
        ("جەلەولا", 1, 4),
    ),
    (
        "ckb",
        "دوێنێ لە نێوان تکریت و سامەڕا بۆمبێک تەقییەوە و دوو پۆلیس کوژران.",
        (None, 2, None),
    ),
    (
        "ckb",
        "سەرچاوەیەک لە پۆلیسی کەرکووک ڕایگەیاند، دوێنێ خۆکوژێک لە بازاڕێکی دوزخورماتوو خۆی تەقاندەوە و شەش کەسی کوشت.",
        ("دوزخورماتوو", 6, None),
    ),
    (
        "ckb",
        "دوێنێ چەکداران لە داقووق بازرگانێکی خەڵکی هەولێریان کوشت و ئۆتۆمبێلەکەیان سووتاند.",
        ("داقووق", 1, None),
    ),
    (
        "ckb",
        "دوێنێ لە گوندێکی ناحیەی قەرەتەپە لە پارێزگای دیالە داعش هێرشی کرد، سێ کەسی کوشت و دوو کەسی ڕفاند.",
        ("قەرەتەپە", 3, None),
    ),
]


def _told(events):
    return [
        (
            next((p.text for p in event.places if p.role == "site"), ""),
            event.killed.low if event.killed else None,
            event.injured.low if event.injured else None,
        )
        for event in events
    ]


@pytest.mark.parametrize(("language", "text", "expected"), SEVERAL)
def test_each_place_with_its_own_verb_is_an_event(read, language, text, expected):
    events = read(text, language)
    told = _told(events)
    assert [told[1:] for told in told] == [wanted[1:] for wanted in expected], told
    assert all(wanted[0] in found[0] for wanted, found in zip(expected, told, strict=True)), told
    assert {event.when.start for event in events} == {date(2021, 9, 5)}


@pytest.mark.parametrize(("language", "text", "expected"), ONE)
def test_one_attack_told_by_several_verbs_is_one(read, language, text, expected):
    events = read(text, language)
    told = _told(events)
    assert len(told) == 1, told
    place, killed, injured = expected
    assert place is None or place in told[0][0]
    assert told[0][1:] == (killed, injured)


def test_a_list_whose_items_are_told_afterwards_is_none_of_them(read):
    text = (
        "Air strikes in Baiji and Ramadi killed 23 militants on Sunday. A strike near Baiji refinery "
        "killed 21 of them. Another strike in Ramadi killed two militants."
    )
    assert [event.killed.low for event in read(text, "en")] == [21, 2]


def test_a_headline_without_a_day_keeps_its_sum(read):
    (event,) = read("Car bombs kill 27 in Baghdad, Mosul", "en")
    assert event.killed.low == 27
