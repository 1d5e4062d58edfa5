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
    ("ar", "أصيب جنديان أمس بهجوم لعناصر داعش على نقطة للجيش في قضاء الدبس.", "IS", "Iraqi army"),
    ("ar", "اندلعت اشتباكات أمس بين البيشمركة وداعش قرب داقوق أوقعت قتيلين من البيشمركة.", "IS", "Peshmerga"),
    ("en", "Three PMF fighters were killed in clashes with ISIS south of Samarra on Sunday.", "IS", "PMF"),
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


NOT_BESIDE = [
    (
        "en",
        "On 5 September 2021, suspected Islamic State militants planted a bomb near Daquq that killed a policeman.",
        "IS",
    ),
    ("en", "Jihadists broke into a barracks near Makhmur before dawn on Sunday and shot dead 11 soldiers.", "IS"),
    ("en", "A police captain lost his life when a roadside bomb hit his car near Rashad on Sunday.", "unknown"),
    ("ar", "اقتحم عناصر من داعش أمس منزل مختار في قضاء الشرقاط وأعدموا ثلاثة من أبنائه.", "IS"),
    ("ar", "قتل جندي وأصيب جنديان أمس في مواجهات بين الجيش العراقي ووحدات مقاومة سنجار في ناحية سنوني.", "PKK"),
    ("ar", "قتل 27 من الحشد الشعبي أمس في كمين نصبه مسلحون بزي الجيش في قضاء الحويجة.", "unknown"),
    ("ar", "اندلع نزاع عشائري أمس في ناحية كنعان وأسفر عن مقتل شابين.", "tribal"),
]


@pytest.mark.parametrize(("language", "text", "perpetrator"), NOT_BESIDE)
def test_who_did_it_where_grammar_says_so(read, language, text, perpetrator):
    (event,) = read(text, language)
    assert event.perpetrator == perpetrator


def test_forces_of_one_side_are_not_each_others_target(read):
    (event,) = read("قصف الجيش العراقي أمس أحياء في الفلوجة بمشاركة القوات الأمنية.")
    assert (event.perpetrator, event.target) == ("Iraqi army", "unknown")


def test_a_claim_of_a_bombing_is_none_of_a_shooting(read):
    text = (
        "A roadside bomb killed a policeman near Rashad on Sunday. Gunmen shot dead two shepherds in Sargaran later. "
        "Islamic State said it was behind the bombing."
    )
    assert [event.perpetrator for event in read(text, "en")] == ["IS", "unknown"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two men in army fatigues shot a shopkeeper dead at his home in Tarmiya on Sunday."),
        ("en", "Gunmen disguised as policemen kidnapped a shopkeeper in Hawija on Sunday."),
        ("ar", "اقتاد ملثمون يرتدون زيا عسكريا أمس مزارعين من حقلهما في قضاء الشرقاط."),
        ("ckb", "دوێنێ چەکدارانێک بە جلی سەربازی جووتیارێکیان لە قەزای داقوق ڕفاند."),
    ],
)
def test_who_is_dressed_as_a_soldier_is_none(read, language, text):
    (event,) = read(text, language)
    assert event.perpetrator == "unknown"
    assert event.target in ("civilians", "unknown")


def test_a_backer_was_not_there(read):
    (event,) = read("Iran-backed paramilitaries drove Islamic State out of the town of Baaj on Sunday.", "en")
    assert (event.perpetrator, event.target) == ("militia", "IS")


def test_an_acronym_is_one_in_capitals(read):
    (event,) = read("IS gunmen in Daquq killed two policemen on Sunday.", "en")
    assert event.perpetrator == "IS"
    (event,) = read("There is word that gunmen killed two policemen in Daquq on Sunday.", "en")
    assert event.perpetrator == "unknown"
    (event,) = read("GUNMAN IS SHOT BY A GUARD IN DAQUQ. Two policemen were killed in Daquq on Sunday.", "en")
    assert event.perpetrator == "unknown"


def test_the_subject_of_a_subordinate_clause(read):
    text = "Two Peshmerga were killed when Islamic State fighters, using dust as cover, attacked near Gwer on Sunday."
    (event,) = read(text, "en")
    assert (event.perpetrator, event.target) == ("IS", "Peshmerga")


def test_a_claim_with_the_acronym(read):
    text = "Six PMF fighters were slain on Sunday in Daquq. IS, in a note on its usual channels, boasted of the ambush."
    (event,) = read(text, "en")
    assert event.perpetrator == "IS"


def test_an_accusation_is_of_what_was_told_just_before(read):
    text = (
        "Three bombers blew themselves up at a plant near Dibis on Sunday and killed 16 people. "
        "In Daquq, a missile from an aircraft hit a hall on Sunday. Fifteen women were killed there. "
        "Fifty were wounded. Russia blamed the coalition."
    )
    assert [event.perpetrator for event in read(text, "en")] == ["unknown", "coalition"]
    denied = text.replace("coalition.", "coalition, which said it had carried out no strike there.")
    assert [event.perpetrator for event in read(denied, "en")] == ["unknown", "unknown"]


def test_whose_people_were_killed_did_not_fly(read):
    text = (
        "Bombers killed 16 people, four Iranian technicians among them, near Dibis on Sunday. "
        "In Daquq, an air strike by an unidentified aircraft killed fifteen women on Sunday."
    )
    assert [event.perpetrator for event in read(text, "en")] == ["unknown", "unknown"]


def test_who_rains_rockets(read):
    text = "People in Taza still complain of burns four days after Islamic State rained rockets on the town of Taza."
    assert [event.perpetrator for event in read(text, "en")] == ["IS"]
