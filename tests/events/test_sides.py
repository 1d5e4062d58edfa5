"""Who did it, and to whom."""

from __future__ import annotations

import pytest

SIDES = [
    ("ar", "شن تنظيم داعش أمس هجوما على قوة من الشرطة الاتحادية في قضاء الحويجة وقتل شرطيان.", "IS", "Federal Police"),
    ("ar", "تعرضت قوة من الجيش العراقي أمس إلى هجوم من قبل عناصر داعش في قضاء مخمور وقتل جنديان.", "IS", "Iraqi army"),
    ("ar", "تمكنت قوات البيشمركة أمس من صد هجوم لمسلحي داعش في قضاء سنجار وقتلت عشرة مسلحين.", "IS", "Peshmerga"),
    ("ar", "قصفت طائرات تركية أمس مواقع لحزب العمال الكردستاني في قضاء سنجار.", "Turkey", "PKK"),
    ("ar", "قتل مدنيان أمس بانفجار عبوة ناسفة في قضاء داقوق.", "unknown", "civilians"),
    ("ar", "اغتال مسلحون مجهولون أمس مختارا في ناحية جلولاء.", "unknown", "civilians"),
    ("ar", "اعتقلت الاستخبارات العسكرية أمس أربعة من عناصر داعش في قضاء الدبس.", "Iraqi forces", "IS"),
    ("ar", "أعدم تنظيم داعش أمس أربعة سائقين في قضاء الشرقاط.", "IS", "civilians"),
    (
        "en",
        "Islamic State militants attacked a Peshmerga position near Makhmur on Sunday, killing three fighters.",
        "IS",
        "Peshmerga",
    ),
    ("en", "A Turkish drone strike killed two people in Sinjar on Sunday.", "Turkey", "civilians"),
    (
        "ckb",
        "دوێنێ چەکدارانی داعش هێرشیان کردە سەر پێشمەرگە لە قەزای مەخموور و سێ پێشمەرگە شەهید بوون.",
        "IS",
        "Peshmerga",
    ),
]


@pytest.mark.parametrize(("language", "text", "perpetrator", "target"), SIDES)
def test_sides(read, language, text, perpetrator, target):
    (event,) = read(text, language)
    assert (event.perpetrator, event.target) == (perpetrator, target)


def test_a_later_claim_names_the_perpetrator(read):
    (event,) = read(
        "قتل 27 من عناصر الحشد الشعبي أمس في كمين نصبه مسلحون في قضاء الحويجة. وتبنى تنظيم داعش العملية عبر وكالته."
    )
    assert event.perpetrator == "IS"


def test_nobody_claimed_it(read):
    (event,) = read("قتل مدنيان أمس بانفجار عبوة ناسفة في قضاء داقوق. ولم تتبن أي جهة التفجير.")
    assert event.perpetrator == "unknown"
    assert event.perpetrator_text is None


def test_weapons_are_named_with_their_words(read):
    (event,) = read("هاجم عناصر داعش أمس نقطة تفتيش للجيش في قضاء الحويجة بقذائف الهاون والأسلحة الرشاشة وقتل جندي.")
    assert {"mortar", "small arms"} <= set(event.weapons)
    assert any(evidence.field == "weapons" for evidence in event.evidence)


def test_a_claim_in_the_sentence_before_the_event_names_who_did_it(read):
    (event,) = read("أعلن تنظيم داعش مسؤوليته عن تفجير انتحاري في بعقوبة أوقع 20 قتيلاً.")
    assert (event.perpetrator, event.perpetrator_text) == ("IS", "داعش")


def test_a_claim_that_nobody_made_names_nobody(read):
    (event,) = read("وقع تفجير في بعقوبة أوقع 20 قتيلاً، ولم تعلن أي جهة المسؤولية عن التفجير.")
    assert event.perpetrator == "unknown"


def test_turkey_is_who_shells_the_pkk_in_iraq(read):
    (event,) = read("أعلن الجيش التركي أمس أن مدفعيته قصفت مواقع لحزب العمال الكردستاني في زاخو.")
    assert (event.perpetrator, event.target) == ("Turkey", "PKK")


def test_no_event_is_certain(read):
    for event in read("قتل 12 جنديا بهجوم لداعش في قرية لاكجة أمس الأحد. وأصيب ثلاثة في الهجوم."):
        assert event.confidence <= 0.95
