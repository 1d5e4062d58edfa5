"""Who claims it, who is blamed for it by whom, and who denies it."""

from __future__ import annotations

import pytest

SAID = [
    (
        "en",
        "A car bomb killed three people in Daquq on Sunday. Islamic State claimed responsibility for the bombing.",
        "IS",
        "claimed",
        [("IS", "claimed", None)],
    ),
    (
        "en",
        "Shelling killed nine tourists near Zakho on Sunday. Iraqi officials blamed Turkey for the attack. "
        "Turkey denied responsibility.",
        "Turkey",
        "denied",
        [("Turkey", "blamed", "Iraqi officials"), ("Turkey", "denied", None)],
    ),
    (
        "en",
        "Two policemen were killed on Sunday near Daquq in an attack blamed on Islamic State.",
        "IS",
        "blamed",
        [("IS", "blamed", None)],
    ),
    (
        "en",
        "Rockets hit the airport in Kirkuk on Sunday. Kataib Hezbollah was accused of the attack. "
        "The group Kataib Hezbollah denied any involvement.",
        "PMF",
        "denied",
        [("PMF", "blamed", None), ("PMF", "denied", None)],
    ),
    ("en", "Islamic State fighters attacked a checkpoint in Daquq on Sunday and killed a soldier.", "IS", "stated", []),
    ("en", "Gunmen killed two farmers in Daquq on Sunday. No group claimed responsibility.", "unknown", None, []),
    (
        "ar",
        "قتل شرطيان أمس بانفجار عبوة ناسفة في قضاء داقوق. واتهم محافظ كركوك تنظيم داعش بالوقوف وراء التفجير.",
        "IS",
        "blamed",
        [("IS", "blamed", "محافظ كركوك")],
    ),
    (
        "ar",
        "قتل تسعة مدنيين أمس بقصف مدفعي في قضاء زاخو. واتهمت الحكومة العراقية تركيا بالقصف. ونفت تركيا مسؤوليتها.",
        "Turkey",
        "denied",
        [("Turkey", "blamed", "الحكومة العراقية"), ("Turkey", "denied", None)],
    ),
    (
        "ar",
        "قتل شرطيان أمس بانفجار عبوة ناسفة في قضاء داقوق. وتبنى تنظيم داعش التفجير في بيان.",
        "IS",
        "claimed",
        [("IS", "claimed", None)],
    ),
    (
        "ckb",
        "دوێنێ لە داقوق بۆمبێک تەقییەوە و دوو پۆلیس کوژران. پارێزگاری کەرکووک داعشی تۆمەتبار کرد.",
        "IS",
        "blamed",
        [("IS", "blamed", "پارێزگاری کەرکووک")],
    ),
    (
        "ckb",
        "دوێنێ لە داقوق بۆمبێک تەقییەوە و دوو پۆلیس کوژران. داعش بەرپرسیارێتی تەقینەوەکەی گرتە ئەستۆ.",
        "IS",
        "claimed",
        [("IS", "claimed", None)],
    ),
    (
        "ckb",
        "دوێنێ لە زاخۆ تۆپباران کرا و نۆ هاووڵاتی کوژران. عێراق تورکیای تۆمەتبار کرد. "
        "تورکیا بەرپرسیارێتی هێرشەکەی ڕەتکردەوە.",
        "Turkey",
        "denied",
        [("Turkey", "blamed", "عێراق"), ("Turkey", "denied", None)],
    ),
]


@pytest.mark.parametrize(("language", "text", "perpetrator", "basis", "said"), SAID)
def test_what_the_perpetrator_rests_on(read, language, text, perpetrator, basis, said):
    (event,) = read(text, language)
    assert (event.perpetrator, event.perpetrator_basis) == (perpetrator, basis)
    assert [(claim.actor, claim.kind, claim.by) for claim in event.attributions] == said
    assert all(claim.text in text for claim in event.attributions)


def test_what_is_denied_in_one_breath_names_nobody_but_is_kept(read):
    (event,) = read(
        "An air strike killed fifteen women in Daquq on Sunday. "
        "Russia blamed the coalition, which said it had carried out no strike there.",
        "en",
    )
    assert (event.perpetrator, event.perpetrator_basis) == ("unknown", None)
    assert [(claim.kind, claim.by) for claim in event.attributions] == [("blamed", "Russia"), ("denied", None)]


def test_a_claim_of_another_event_is_not_this_ones(read):
    bomb, clash = read(
        "A car bomb killed three people in Daquq on Sunday. "
        "In a separate attack, gunmen killed two farmers in Hawija on Sunday. Islamic State claimed the killing.",
        "en",
    )
    assert (bomb.attributions, clash.perpetrator_basis) == ((), "claimed")
