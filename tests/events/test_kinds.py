"""The kind of an event, from the words that tell it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from geomap.events import lexicon

KINDS = [
    (
        "ar",
        "قتل ثلاثة جنود أمس الأحد بانفجار عبوة ناسفة على دوريتهم في ناحية الرياض جنوب غربي كركوك.",
        "Remote explosive/landmine/IED",
    ),
    ("ar", "فجر انتحاري نفسه أمس الأحد عند نقطة تفتيش في قضاء داقوق ما أدى إلى مقتل شرطيين.", "Suicide bomb"),
    ("ar", "أصيب أربعة مدنيين اليوم بسقوط قذائف هاون على منازل في ناحية جلولاء.", "Shelling/artillery/missile attack"),
    ("ar", "نفذ طيران التحالف الدولي أمس غارة على مضافة لتنظيم داعش في قضاء الحويجة.", "Air/drone strike"),
    ("ar", "استهدفت طائرة مسيرة تركية أمس سيارة في قضاء سنجار وقتل شخصان.", "Air/drone strike"),
    ("ar", "اختطف مسلحون مجهولون أمس ثلاثة مزارعين في قضاء خانقين.", "Abduction/forced disappearance"),
    ("ar", "اعتقلت قوة من الشرطة الاتحادية أمس خمسة من عناصر داعش في قضاء الدبس.", "Arrests"),
    ("ar", "اشتبكت قوات البيشمركة مع عناصر داعش أمس في قضاء مخمور وقتل مقاتلان.", "Armed clash"),
    ("ar", "حررت القوات العراقية أمس قضاء الحويجة بالكامل من تنظيم داعش.", "Government regains territory"),
    ("ar", "عثرت الشرطة أمس على ثلاث جثث مجهولة في ناحية بهرز.", "Other"),
    ("ar", "ضبطت قوة أمنية أمس كدس أسلحة يعود لداعش في قضاء طوز خورماتو.", "Disrupted weapons use"),
    (
        "en",
        "Two soldiers were killed on Sunday when a roadside bomb hit their patrol near Hawija.",
        "Remote explosive/landmine/IED",
    ),
    ("en", "A suicide bomber killed five policemen at a checkpoint in Daquq on Sunday.", "Suicide bomb"),
    ("en", "Gunmen kidnapped three farmers on Sunday near the town of Khanaqin.", "Abduction/forced disappearance"),
    (
        "en",
        "Coalition warplanes bombed an Islamic State position near Makhmur on Sunday, killing six militants.",
        "Air/drone strike",
    ),
    (
        "en",
        "Five mortar rounds landed in Jalawla on Sunday, wounding two residents.",
        "Shelling/artillery/missile attack",
    ),
    ("ckb", "دوێنێ بۆمبێکی چێنراو لە قەزای داقووق تەقییەوە و دوو پۆلیس کوژران.", "Remote explosive/landmine/IED"),
    ("ckb", "دوێنێ چەکدارانی داعش هێرشیان کردە سەر پێشمەرگە لە قەزای مەخموور و سێ پێشمەرگە شەهید بوون.", "Armed clash"),
    ("ckb", "دوێنێ فڕۆکەکانی تورکیا چیای قەندیلیان بۆردومان کرد.", "Air/drone strike"),
    ("en", "A suicide car bomb hit an army base near Hawija on Sunday, killing four soldiers.", "Suicide bomb"),
    ("en", "A mass grave holding the remains of 40 people was unearthed in Sinjar on Sunday.", "Other"),
    ("en", "Islamic State seized control of the town of Rashad on Sunday.", "Non-state actor overtakes territory"),
    ("en", "Some 300 families in Makhmur were displaced on Sunday.", "Other"),
    ("en", "A mob set fire to the office of a party in Nasiriyah on Sunday.", "Violent demonstration"),
    (
        "en",
        "Security forces opened fire on protesters in Nasiriyah on Sunday, killing three demonstrators.",
        "Excessive force against protesters",
    ),
    ("ar", "نزحت 300 عائلة أمس من قضاء مخمور.", "Other"),
    ("ar", "أحرق متظاهرون غاضبون أمس مقر حزب في مدينة الناصرية.", "Violent demonstration"),
    ("ar", "سيطر تنظيم داعش أمس على ناحية الرشاد.", "Non-state actor overtakes territory"),
    ("ckb", "دوێنێ خۆکوژێک لە قەزای داقووق خۆی تەقاندەوە و پێنج پۆلیس کوژران.", "Suicide bomb"),
    ("ckb", "دوێنێ هێزە ئەمنییەکان کۆگایەکی چەکیان لە حەویجە دۆزییەوە.", "Disrupted weapons use"),
    ("ckb", "دوێنێ 300 خێزان لە مەخموور ئاوارە بوون.", "Other"),
    ("ckb", "دوێنێ گۆڕێکی بەکۆمەڵ لە شنگال دۆزرایەوە کە تەرمی 40 کەسی تێدایە.", "Other"),
]


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_one_sentence_has_one_event_of_its_kind(read, language, text, kind):
    events = read(text, language)
    assert [event.sub_event_type for event in events] == [kind]


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_the_rule_that_chose_the_kind_is_a_table_of_the_lexicon(read, language, text, kind):
    (event,) = read(text, language)
    room, topic, label = event.type_rule.partition("+")[0].split("/")
    assert (room, topic) == (language, "triggers")
    assert label in tables(language)


def tables(language):
    folder = Path(lexicon.__file__).parent / "data" / language
    return tomllib.loads((folder / "triggers.toml").read_text("utf-8"))


ACROSS = [
    (
        "en",
        "Turkish artillery shelled the Batifa area of Zakho on Sunday.",
        "Turkey",
        "Shelling/artillery/missile attack",
    ),
    ("en", "A Turkish drone killed a PKK commander in Sinjar on Sunday.", "Turkey", "Air/drone strike"),
    ("en", "Iranian drones struck the headquarters of the KDPI in Koya on Sunday.", "Iran", "Air/drone strike"),
    (
        "ar",
        "قصف الحرس الثوري الإيراني بالصواريخ أمس مقرات أحزاب كردية إيرانية معارضة في قضاء كويسنجق وقتل تسعة أشخاص.",
        "Iran",
        "Shelling/artillery/missile attack",
    ),
    (
        "ar",
        "قتلت طائرة مسيرة تركية أمس قياديا في حزب العمال الكردستاني في قضاء سنجار.",
        "Turkey",
        "Air/drone strike",
    ),
    ("ckb", "دوێنێ سوپای تورکیا گوندەکانی ناحیەی باتیفای تۆپباران کرد.", "Turkey", "Shelling/artillery/missile attack"),
    (
        "ckb",
        "دوێنێ درۆنەکانی ئێران بارەگای حیزبی دیموکراتیان لە کۆیە کردە ئامانج.",
        "Iran",
        "Air/drone strike",
    ),
]


@pytest.mark.parametrize(("language", "text", "perpetrator", "kind"), ACROSS)
def test_strikes_from_across_the_border(read, language, text, perpetrator, kind):
    (event,) = read(text, language)
    assert (event.perpetrator, event.sub_event_type) == (perpetrator, kind)


def test_a_peaceful_protest_and_a_flight_without_a_number_or_day_are_no_events(read):
    assert read("Hundreds of protesters demonstrated in Nasiriyah on Sunday.", "en") == ()
    assert read("Many families in Makhmur were displaced on Sunday.", "en") == ()
    assert read("More than 300 families in Makhmur were displaced over the summer.", "en") == ()


def test_bombing_by_aircraft_is_no_shelling(read):
    by_guns, by_air = (
        read(f"قصف{who} أمس مواقع لتنظيم داعش في قضاء الحويجة وقتل سبعة من عناصره.")[0]
        for who in ("ت مدفعية الجيش العراقي", " طيران التحالف")
    )
    assert by_guns.sub_event_type == "Shelling/artillery/missile attack"
    assert by_air.sub_event_type == "Air/drone strike"
    assert by_air.perpetrator == "coalition"


def test_weapons_that_were_seized_did_not_explode(read):
    (event,) = read("اعتقلت قوة أمنية أمس ثلاثة مطلوبين في قضاء الحويجة وضبطت بحوزتهم عبوات ناسفة وحزاما ناسفا.")
    assert event.sub_event_type == "Arrests"
    assert event.arrested == 3


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن تنظيم داعش هاجم قضاء الحويجة في عام 2014 وقتل عشرة مدنيين.",
        "قتل 300 مدني منذ مطلع العام في محافظة ديالى بهجمات لتنظيم داعش.",
        "حذر نائب من هجمات جديدة لتنظيم داعش في قضاء مخمور.",
        "بحث الوزير مع محافظ كركوك عملية تحرير قضاء الحويجة من داعش.",
        "من المقرر أن تهاجم القوات العراقية قضاء الحويجة غدا.",
        "فاز فريق كركوك على ضيفه فريق أربيل بهدفين في مباراة أمس.",
        "قتل سبعة جنود سوريين أمس بهجوم لتنظيم داعش في محافظة دير الزور السورية.",
        "لقي شخصان مصرعهما أمس بحادث سير على طريق كركوك.",
    ],
)
def test_background_plans_and_abroad_are_no_events(read, text):
    assert read(text) == ()


def test_another_language_has_no_events(read):
    assert read("Drei Soldaten wurden am Sonntag in Hawidscha getötet.", "de") == ()
