"""Units and ranks: the words of who was there, and whose force an officer is of."""

from __future__ import annotations

import pytest

UNITS = [
    ("ar", "هاجم عناصر داعش أمس قوة من الفرقة 14 في الجيش في قضاء الحويجة وقتلوا جنديين.", "الفرقة 14 في الجيش"),
    ("ar", "هاجم داعش أمس نقطة للواء 45 حشد في قضاء الحويجة وقتل مقاتلين اثنين.", "للواء 45 حشد"),
    (
        "ar",
        "استهدفت عبوة ناسفة أمس دورية للفوج الثالث في اللواء 21 بالفرقة الخامسة في ناحية العظيم وأصيب جنديان.",
        "للفوج الثالث في اللواء 21 بالفرقة الخامسة",
    ),
    ("ar", "أعلن اللواء 30 في الحشد الشعبي أمس صد هجوم لداعش في سهل نينوى.", "اللواء 30 في الحشد الشعبي"),
    (
        "en",
        "Islamic State fighters attacked a post of the army's 14th Division near Makhmur on Sunday.",
        "army's 14th Division",
    ),
    (
        "en",
        "Fighters of the 45th Brigade of the PMF repelled an attack near Samarra on Sunday.",
        "45th Brigade of the PMF",
    ),
    (
        "ckb",
        "دوێنێ داعش هێرشی کردە سەر فەوجی ٣ی لیوای ٢٠ی سوپای عێراق لە حەویجە و دوو سەرباز کوژران.",
        "فەوجی ٣ی لیوای ٢٠ی سوپای عێراق",
    ),
]
DOERS = [
    (
        "en",
        "The 14th Division of the Iraqi army killed four Islamic State militants near Hawija on Sunday.",
        "Iraqi army",
        "14th Division of the Iraqi army",
    ),
    (
        "ckb",
        "دوێنێ لیوای 30ی حەشدی شەعبی چوار چەکداری داعشی لە دەشتی نەینەوا کوشت.",
        "PMF",
        "لیوای 30ی حەشدی شەعبی",
    ),
]
RANKS = [
    ("ar", "قتل عقيد في الجيش أمس بانفجار عبوة ناسفة في قضاء داقوق.", "Iraqi army"),
    ("ar", "اغتال مسلحون أمس ضابطا برتبة رائد في الشرطة في مدينة بعقوبة.", "police"),
    ("ar", "قتل آمر الفوج الثاني في البيشمركة أمس بهجوم لداعش في قضاء مخمور.", "Peshmerga"),
    ("en", "A roadside bomb killed a federal police colonel near Daquq on Sunday.", "Federal Police"),
    ("en", "A colonel in the Iraqi army was shot dead in Mosul on Sunday.", "Iraqi army"),
    ("en", "Gunmen shot dead a Peshmerga captain in Kirkuk on Sunday.", "Peshmerga"),
    ("ckb", "دوێنێ بۆمبێک لە داقوق تەقییەوە و عەقیدێکی سوپا کوژرا.", "Iraqi army"),
    ("ckb", "دوێنێ نەقیبێکی پۆلیس لە کەرکووک تیرۆر کرا.", "police"),
]


@pytest.mark.parametrize(("language", "text", "words"), UNITS)
def test_a_target_bears_its_unit(read, language, text, words):
    (event,) = read(text, language)
    assert event.target_text == words


@pytest.mark.parametrize(("language", "text", "perpetrator", "words"), DOERS)
def test_a_perpetrator_bears_its_unit(read, language, text, perpetrator, words):
    (event,) = read(text, language)
    assert (event.perpetrator, event.perpetrator_text) == (perpetrator, words)


@pytest.mark.parametrize(("language", "text", "target"), RANKS)
def test_an_officer_is_of_his_force(read, language, text, target):
    (event,) = read(text, language)
    assert (event.target, event.killed.low) == (target, 1)
    assert event.perpetrator != target


def test_those_who_were_hurt_give_the_words_of_a_target_without_a_name(read):
    (event,) = read("Islamic State militants killed three shepherds near Khanaqin on Sunday.", "en")
    assert event.target_text == "shepherds"


def test_aircraft_that_strike_are_no_target(read):
    (event,) = read("استهدفت طائرة مسيرة أمس عجلة في قضاء سنجار فقتل مقاتلان.")
    assert event.target_text is None
