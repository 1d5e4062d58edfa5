"""Arabic as its agencies, ministries and channels write it: verbs first, kin and trades counted, days reckoned on."""

from __future__ import annotations

from datetime import date

import pytest

MONDAY = date(2021, 6, 14)
"""The day of the reports, a Monday: yesterday was Sunday."""

REPORTS = [
    (
        "استشهد جنديان وأصيب ثلاثة آخرون بانفجار عبوة لاصقة أسفل عجلتهم صباح اليوم في قضاء أبو غريب.",
        ("Remote explosive/landmine/IED", 2, 3, "unknown"),
    ),
    (
        "سقط شهيد وجريحان من الحشد الشعبي بتعرض إرهابي على نقطة مرابطة في أطراف قضاء خانقين ليلة أمس.",
        ("Armed clash", 1, 2, "unknown"),
    ),
    (
        "أحبط أبطال اللواء 28 في الحشد الشعبي فجر اليوم محاولة تسلل لعناصر داعش في أطراف جلولاء.",
        ("Armed clash", None, None, "IS"),
    ),
    ("أطاحت الاستخبارات العسكرية بأحد الإرهابيين في قضاء الحويجة.", ("Arrests", None, None, "Iraqi forces")),
    (
        "دك الطيران الحربي أوكار داعش في وادي الشاي جنوبي كركوك، ما أدى إلى مقتل خمسة إرهابيين.",
        ("Air/drone strike", 5, None, "Iraqi forces"),
    ),
    (
        "انهالت قذائف الهاون مساء أمس على حي سكني في قضاء الكرمة فقتل طفل وجرحت والدته.",
        ("Shelling/artillery/missile attack", 1, 1, "unknown"),
    ),
    ("لقي شرطي مصرعه طعنا بالسكاكين على يد مجهولين في قضاء الزبير أمس.", ("Armed clash", 1, None, "unknown")),
    (
        "هاجم محتجون مقر أحد الأحزاب في مدينة الكوت وأضرموا النار فيه أمس.",
        ("Violent demonstration", None, None, "unknown"),
    ),
    (
        "استهدف رتل للتحالف الدولي بعبوة ناسفة على الطريق السريع قرب الديوانية ولم تقع إصابات.",
        ("Remote explosive/landmine/IED", 0, 0, "unknown"),
    ),
    (
        "فجر عناصر داعش ثلاثة منازل تعود لمنتسبين في الشرطة بقرية العيثة التابعة لقضاء الشرقاط.",
        ("Remote explosive/landmine/IED", None, None, "IS"),
    ),
    (
        "ضبطت قيادة شرطة الأنبار مضافة لداعش تحوي عبوات وأحزمة ناسفة في صحراء الرطبة.",
        ("Disrupted weapons use", None, None, "police"),
    ),
    (
        "ضبطت قوة من الجيش في قرية البو حمد بناحية الرياض كدسا يضم 30 قنبرة هاون وصواريخ قاذفة.",
        ("Disrupted weapons use", None, None, "Iraqi army"),
    ),
    (
        "باغت عناصر داعش نقطة للبيشمركة في محيط قره تبه بوابل من النيران فاستشهد أربعة من مقاتليها.",
        ("Armed clash", 4, None, "IS"),
    ),
    (
        "قتل قيادي في الحشد العشائري مع اثنين من مرافقيه بهجوم على موكبه قرب ناحية القيارة.",
        ("Armed clash", 3, None, "unknown"),
    ),
    (
        "اقتحمت قوة من جهاز مكافحة الإرهاب وكرا في منطقة الطارمية وقتلت أربعة إرهابيين.",
        ("Armed clash", 4, None, "Counter Terrorism Service"),
    ),
    (
        "انفجر لغم أرضي من مخلفات داعش على راعي أغنام في ناحية سنجار فأرداه قتيلا.",
        ("Remote explosive/landmine/IED", 1, None, "IS"),
    ),
    (
        "عبوة ناسفة استهدفت سيارة موظف أثناء مروره في حي القادسية وسط تكريت وأدت إلى بتر ساقيه.",
        ("Remote explosive/landmine/IED", None, None, "unknown"),
    ),
    (
        "لقيت امرأة وطفلاها حتفهم وأصيب زوجها بسقوط صاروخ على منزلهم في قرية هيران أمس.",
        ("Shelling/artillery/missile attack", 3, 1, "unknown"),
    ),
    (
        "صدت قوة من الحشد الشعبي تعرضا لداعش على قاطع عمليات الطارمية وأوقعت ثلاثة قتلى في صفوف المهاجمين.",
        ("Armed clash", 3, None, "IS"),
    ),
    ("مسلحون يغتالون ناشطا مدنيا وسط العمارة.", ("Attack", 1, None, "unknown")),
    (
        "أعلنت المقاومة الإسلامية أنها قصفت أمس قاعدة حرير بطائرة مسيرة.",
        ("Air/drone strike", None, None, "militia"),
    ),
    (
        "تبنت سرايا أولياء الدم استهداف رتل للقوات الأميركية في بابل بعبوة ناسفة أمس.",
        ("Remote explosive/landmine/IED", None, None, "militia"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_a_report_is_read_as_its_reader_would(read, text, expected):
    (event,) = read(text, published=MONDAY)
    killed, injured = event.killed and event.killed.low, event.injured and event.injured.low
    assert (event.sub_event_type, killed, injured, event.perpetrator) == expected


SILENT = [
    "أحيت كركوك الذكرى السنوية لتفجير ناحية تازة الذي راح ضحيته 80 شخصا.",
    "عززت الشرطة انتشارها في قضاء بلد خوفا من هجمات انتقامية.",
    "أصدرت محكمة جنايات الكرخ حكما بالسجن المؤبد على إرهابي شارك بتفجير عجلة مفخخة في الدورة.",
    "وهذا ثالث صيدلي يخطف في مدينة بعقوبة منذ الشتاء الماضي.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_feared_remembered_or_judged_is_no_incident(read, text):
    assert read(text, published=MONDAY) == ()


DAYS = [
    (
        "انفجرت عبوة ناسفة أمس الأحد في قضاء الدبس. وفي اليوم التالي خطف مسلحون مزارعين اثنين في ناحية الرشاد.",
        [date(2021, 6, 13), date(2021, 6, 14)],
    ),
    (
        "قتل جندي يوم الجمعة بقنص في قضاء الطارمية. وفي حادث ثان بعد يومين اغتال مجهولون مختارا في قضاء بلد.",
        [date(2021, 6, 11), date(2021, 6, 13)],
    ),
    (
        "انفجرت سيارة مفخخة السبت وسط قضاء تلعفر وجرح تسعة.\nوبعدها بساعتين قتل راعي أغنام بلغم في قضاء البعاج.",
        [date(2021, 6, 12), date(2021, 6, 12)],
    ),
    ("قتل شرطي برصاص مجهولين في قضاء الدبس قبل عشرة أيام من انسحاب القوات.", [date(2021, 6, 13)]),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_a_day_is_reckoned_from_what_was_told_before(read, text, days):
    assert [event.when.start for event in read(text, published=MONDAY)] == days


def test_a_dateline_of_slashes_is_no_place_where_another_is_named(read):
    (event,) = read("دهوك/ نينا/ سقطت أربع قذائف مدفعية أمس على مصيف في ناحية باطوفة وأصيب سائحان.")
    assert "باطوفة" in event.places[0].text


def test_the_place_of_an_agency_alone_is_where_it_happened(read):
    (event,) = read("الفلوجة/ نينا/ قتل شرطي بانفجار عبوة ناسفة أمس.")
    assert event.places[0].text == "الفلوجة"


def test_an_accusative_kind_bears_no_name(read):
    (event,) = read("هاجم انتحاريان أمس ملعبا لكرة القدم في تلعفر وقتلا عشرة.")
    assert event.places[0].text.endswith("تلعفر")


def test_what_happened_on_the_border_is_at_home(read):
    (event,) = read("قتل ثلاثة من حرس الحدود أمس بهجوم في ناحية ربيعة، على الحدود السورية.")
    assert event.killed is not None
    assert event.killed.low == 3


def test_items_of_a_channel_are_sentences_of_their_own(read):
    text = (
        "▪️ اشتباكات عنيفة مساء أمس بين الجيش ومسلحي داعش في ناحية الرشاد\n"
        "▪️ شهيد من الجيش وجريحان بحسب مصدر عسكري في قاطع العمليات\n"
        "▪️ القوات الأمنية تغلق الطريق المؤدي إلى الناحية حتى إشعار آخر"
    )
    (event,) = read(text)
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.low, event.injured.low) == (1, 2)


def test_an_arrest_without_a_day_is_of_the_day_of_its_report(read):
    (event,) = read("ألقت مفارز الأمن الوطني القبض على ثلاثة متهمين في حي الزهور بالموصل.", published=MONDAY)
    assert (event.when.start, event.when.end) == (MONDAY, MONDAY)


def test_the_rest_of_a_sentence_says_where_somebody_was_shot(read):
    (event,) = read("اغتال مسلحون ضابطا برتبة عقيد أمس بينما كان يقود سيارته في قضاء الطارمية.", published=MONDAY)
    assert "الطارمية" in event.places[0].text


def test_his_body_is_found_of_him_who_was_killed(read):
    (event,) = read(
        "قتل راعي أغنام أمس على يد عناصر داعش في قضاء البعاج. وعثر ذوو الضحية على جثته صباح اليوم.", published=MONDAY
    )
    assert event.killed is not None
    assert event.killed.low == 1


def test_live_rounds_are_no_quarter(read):
    (event,) = read("قتل أربعة متظاهرين أمس برصاص حي قرب جسر الزيتون وسط الناصرية.", published=MONDAY)
    assert not event.places[0].text.startswith("حي")


def test_bodies_left_behind_are_of_those_who_left_them(read):
    text = "استشهد ثلاثة من الحشد الشعبي بهجوم لداعش أمس في ناحية مكيشيفة. وانسحب المهاجمون تاركين جثتين."
    (event,) = read(text, published=MONDAY)
    assert event.killed is not None
    assert event.killed.low == 3
