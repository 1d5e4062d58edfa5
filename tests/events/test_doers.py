"""Who did it, where the words say so only by their order or by who lost whom."""

from __future__ import annotations

import pytest

DOERS = [
    # Nobody bombs his own people.
    (
        "قتل 33 مسلحا من داعش أمس بانفجار سيارة مفخخة في قضاء البعاج. وكان بينهم أطفال يتدربون على يد عناصر داعش.",
        "unknown",
    ),
    # The dead of one side were killed by the force that is named.
    ("أعلن مصدر في قيادة عمليات الأنبار أمس مقتل سبعة من قادة داعش بقصف مدفعي في مدينة الفلوجة.", "Iraqi army"),
    # Who tried began it.
    ("اشتبكت قوات البيشمركة أمس مع عناصر داعش لدى محاولتهم اقتحام قرى تابعة لناحية قرة تبة وقتل 22 مسلحا.", "IS"),
    # A general word and the force that it belongs to are one.
    ("قال مسؤول إن قوة أمنية تابعة لقوات البيشمركة شنت أمس هجوما في ناحية قرة تبة وقتلت 11 من داعش.", "Peshmerga"),
    # The subject stands before its verb.
    ("قال مصدر إن عناصر تنظيم داعش أقدموا أمس على تفجير ملعب في مدينة الرمادي.", "IS"),
    # A claim with a pronoun.
    ("قتل مئة شخص أمس بتفجير في قضاء الخالص أعلن تنظيم داعش مسؤوليته عنه.", "IS"),
]


@pytest.mark.parametrize(("text", "perpetrator"), DOERS)
def test_who_did_it(read, text, perpetrator):
    (event,) = read(text)
    assert event.perpetrator == perpetrator


def test_the_force_that_a_general_word_belongs_to_is_one_with_it(read):
    (event,) = read(DOERS[3][0])
    assert event.perpetrator_text == "قوة أمنية تابعة لقوات البيشمركة"
