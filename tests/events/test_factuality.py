"""Done, foiled before it did harm, or denied; what plainly did not happen is no event."""

from __future__ import annotations

import pytest

FOILED = [
    ("en", "Security forces foiled an attack by Islamic State near Hawija on Sunday.", "Armed clash"),
    ("en", "Iraqi intelligence foiled a plot to bomb a market in Daquq on Sunday.", "Disrupted weapons use"),
    ("en", "Police defused a roadside bomb near Daquq on Sunday.", "Disrupted weapons use"),
    ("en", "Air defences shot down two drones over the airport in Erbil on Sunday.", "Disrupted weapons use"),
    ("en", "A car bomb in central Kirkuk on Sunday was dismantled before it exploded.", "Disrupted weapons use"),
    ("ar", "أحبطت القوات الأمنية أمس هجوما لداعش على نقطة للجيش في قضاء الحويجة.", "Armed clash"),
    (
        "ar",
        "أحبطت الاستخبارات أمس مخططا لداعش كان يرمي إلى تفجير سيارات مفخخة في مدينة بلد.",
        "Disrupted weapons use",
    ),
    (
        "ar",
        "كشفت الاستخبارات أمس عن إفشال مخطط كان يعده تنظيم داعش لاستهداف أسواق في كركوك.",
        "Disrupted weapons use",
    ),
    ("ar", "تمكنت القوات الأمنية أمس من تفكيك عبوة ناسفة في قضاء داقوق.", "Disrupted weapons use"),
    ("ar", "أسقطت الدفاعات الجوية أمس طائرتين مسيرتين قرب مطار أربيل.", "Disrupted weapons use"),
    ("ckb", "دوێنێ هێزە ئەمنییەکان بۆمبێکی چێنراویان لە قەزای داقووق پووچەڵ کردەوە.", "Disrupted weapons use"),
    ("ckb", "دوێنێ پلانێکی داعش بۆ هێرشکردنە سەر بازاڕی داقوق پووچەڵ کرایەوە.", "Disrupted weapons use"),
]
DENIED = [
    ("en", "The interior ministry denied reports of an explosion in Daquq on Sunday."),
    ("en", "The army denied that an attack on its checkpoint in Daquq took place on Sunday."),
    ("ar", "نفى مصدر أمني أمس وقوع انفجار في قضاء داقوق."),
    ("ar", "نفت قيادة العمليات المشتركة أمس تعرض قطعاتها لهجوم في قضاء الحويجة."),
    ("ckb", "پۆلیس ڕەتیکردەوە کە دوێنێ هیچ تەقینەوەیەک لە قەزای داقووق ڕوویدابێت."),
]
STATED = [
    ("en", "The army repelled an Islamic State attack near Hawija on Sunday, killing three militants."),
    ("en", "Peshmerga foiled an attack near Makhmur on Sunday after a gun battle with Islamic State militants."),
    ("ar", "أحبطت قوات البيشمركة أمس هجوما لداعش في قضاء مخمور وقتلت خمسة من عناصره."),
    ("ckb", "دوێنێ چەکدارانی داعش هێرشیان کردە سەر پێشمەرگە لە قەزای مەخموور و سێ پێشمەرگە شەهید بوون."),
]
NOTHING = [
    ("en", "No attack took place in Daquq on Sunday."),
    ("en", "The army denied responsibility and urged calm in Daquq on Sunday."),
    ("ar", "لم يقع أي هجوم أمس في قضاء داقوق."),
    ("ckb", "دوێنێ هیچ هێرشێک لە قەزای داقووق نەبوو."),
]


def words(event):
    return [evidence.text for evidence in event.evidence if evidence.field == "factuality"]


@pytest.mark.parametrize(("language", "text", "kind"), FOILED)
def test_what_was_stopped_before_it_did_harm_is_kept_as_foiled(read, language, text, kind):
    (event,) = read(text, language)
    assert (event.factuality, event.sub_event_type) == ("foiled", kind)
    assert words(event)


@pytest.mark.parametrize(("language", "text"), DENIED)
def test_what_somebody_denies_is_kept_as_denied(read, language, text):
    (event,) = read(text, language)
    assert event.factuality == "denied"
    assert words(event)


@pytest.mark.parametrize(("language", "text"), STATED)
def test_an_attack_that_was_fought_off_is_stated(read, language, text):
    (event,) = read(text, language)
    assert event.factuality == "stated"


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_did_not_happen_is_no_event(read, language, text):
    assert read(text, language) == ()


def test_what_one_says_and_another_denies_is_one_event_and_denied(read):
    (event,) = read(
        "IS said its fighters attacked an army post in Daquq on Sunday and killed five soldiers. "
        "The army denied that any attack had taken place in Daquq.",
        "en",
    )
    assert (event.factuality, event.perpetrator, event.perpetrator_basis) == ("denied", "IS", "claimed")
    assert words(event) == ["denied that any attack had taken"]
