"""What a report tells beside its events: where it was written, sums, addresses, history, accidents."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.records import Count


def names(events):
    return [next((p.text for p in event.places if p.role == "site"), None) for event in events]


def test_a_dateline_is_not_the_place(read):
    text = "KIRKUK, Iraq (AFP) - Gunmen killed two policemen in a village near al-Rashad on Sunday."
    assert names(read(text, "en")) == ["near al-Rashad"]


def test_a_dateline_stands_in_where_nothing_else_is_named(read):
    (event,) = read("KIRKUK, Iraq - A car bomb killed five people on Sunday, police said.", "en")
    assert event.places[0].text == "KIRKUK"


def test_a_sum_over_attacks_is_none_of_them(read):
    text = (
        "At least three people were killed in two separate attacks in northern Iraq on Sunday. A policeman was killed "
        "when a roadside bomb hit his car near Rashad. Gunmen killed two shepherds in Sargaran."
    )
    assert [event.killed for event in read(text, "en")] == [Count(1, 1), Count(2, 2)]


def test_a_headline_at_the_foot_of_a_page_tells_nothing_new(read):
    title = "مقتل 20 شخصا في تفجيرات بغداد"
    text = f"{title}\nقتل 18 شخصا أمس بتفجير سيارة مفخخة في حي البياع ببغداد.\n\nرابط الخبر بالصحيفة: {title}"
    (event,) = read(text, title=title)
    assert event.killed == Count(18, 18)


def test_an_address_is_no_list_of_places(read):
    text = "Militants attacked a patrol on Sunday in the Wadi al-Shay area (Daquq, Kirkuk). One policeman was killed."
    assert len(read(text, "en")) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "A car bomb killed three people in Mosul on Sunday, the first such attack since it was recaptured in 2017.",
        ),
        ("ar", "قتل ثلاثة جنود أمس الأحد في هجوم لداعش في قضاء مخمور، هو الأكثر دموية منذ عام 2017."),
    ],
)
def test_an_old_date_beside_a_new_one_makes_no_history(read, language, text):
    (event,) = read(text, language)
    assert event.when.start == date(2021, 9, 5)
    assert event.killed == Count(3, 3)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In June 2015, jets bombed a factory in Hawija. At least 70 people died that night."),
        (
            "en",
            "Violence killed 63 civilians in August, the United Nations mission said. Baghdad was worst hit, and in "
            "Kirkuk four people were killed in attacks.",
        ),
        ("ar", "لقي أربعة أشخاص مصرعهم أمس على طريق كركوك. وقال مصدر في مديرية المرور إن الحادث نجم عن تصادم شاحنتين."),
    ],
)
def test_history_sums_and_accidents_are_no_events(read, language, text):
    assert read(text, language) == ()


def test_bombers_at_a_football_match_are_bombers(read):
    (event,) = read("Suicide bombers killed 12 people who watched a football match in Tal Afar on Sunday.", "en")
    assert event.sub_event_type == "Suicide bomb"


def test_a_place_of_the_sentence_before_holds_for_a_paragraph_of_its_own(read):
    text = (
        "حاصرت قوة من جهاز مكافحة الإرهاب فجر أمس الأحد مجموعة من داعش في جزيرة كنعوص.\n\n"
        "وبعد اشتباك دام ساعتين قتل ثلاثة إرهابيين."
    )
    assert [name for name in names(read(text)) if name] == ["جزيرة كنعوص"]


def test_truffles_are_no_conjunction(read):
    (event,) = read("قتل ثلاثة أشخاص أمس بانفجار لغم أثناء جمع الكمأ في بادية قضاء الحضر.")
    assert (event.killed, names([event])) == (Count(3, 3), ["بادية قضاء الحضر"])


def test_new_is_not_nine_in_sorani(read):
    (event,) = read("دوێنێ هێرشێکی نوێ کرایە سەر گوندی میخاس لە قەزای خانەقین و سێ کەس کوژران.", "ckb")
    assert (event.killed, event.injured) == (Count(3, 3), None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "A criminal court sentenced three men to death for killing two policemen in Mosul with a roadside bomb.",
        ),
        ("ar", "أصدرت محكمة جنايات نينوى أمس حكما بالإعدام بحق ثلاثة أدينوا بقتل شرطيين بعبوة ناسفة في الموصل."),
    ],
)
def test_a_verdict_is_no_event_of_the_day(read, language, text):
    assert not read(text, language)


def test_calm_is_no_warning(read):
    text = "عاد الهدوء الحذر إلى قضاء القرنة بعد نزاع عشائري أمس أسفر عن مقتل ثلاثة أشخاص."
    assert [event.killed for event in read(text)] == [Count(3, 3)]


def test_the_agency_of_a_dateline_is_no_place(read):
    (event,) = read("بغداد (أصوات الفرات) - قتل جنديان أمس بانفجار عبوة ناسفة في ناحية الرشاد.")
    assert event.places[0].text == "ناحية الرشاد"


def test_a_dateline_behind_a_long_headline(read):
    title = "UPDATE 2-Twin suicide blasts kill 17 people and wound 40 in Iraq's Tal Afar - mayor"
    text = "MOSUL, Iraq, Sept 5 - Two bombers blew themselves up in a market in Tal Afar on Sunday, killing 17 people."
    (event,) = read(text, "en", title=title)
    assert "MOSUL" not in [place.text for place in event.places if place.role == "site"]


def test_a_branch_in_iraq_is_no_place(read):
    (event,) = read("Gunmen of al-Qaeda in Iraq killed two policemen north of Baiji on Sunday.", "en")
    assert "Iraq" not in names([event])[0]


def test_bodies_from_a_wreck_are_of_its_strike(read):
    text = "قصفت طائرة مسيرة أمس عربة في قضاء سنجار. وانتشلت فرق الدفاع المدني من العربة ثلاث جثث."
    (event,) = read(text)
    assert event.killed == Count(3, 3)
    assert event.sub_event_type == "Air/drone strike"


def test_ground_won_is_what_stands_beside_the_verb(read):
    text = (
        "With Zumar retaken on Sunday, the Peshmerga are a step closer to cutting the road that links Mosul to Syria."
    )
    assert names(read(text, "en")) == ["Zumar"]


def test_a_part_of_the_country_holds_the_spot_told_next(read):
    text = (
        "Four rockets landed near a base of Turkish troops in northern Iraq on Sunday. The rockets were fired at the "
        "Zilkan base, northeast of Mosul."
    )
    assert len(read(text, "en")) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zummar on Sunday marks seven years since the bombing of a school bus that killed 20 pupils."),
        ("ar", "سبعة أعوام على تفجير السماوة الذي أودى بحياة 33 شخصا، وذوو الضحايا ينتظرون التعويض."),
        ("ar", "اختتمت أمس في أربيل دورة تدريبية شملت محاكاة لاقتحام دور مفخخة وإخلاء الجرحى."),
        ("en", "The boiler of a bakery exploded in Mosul on Sunday and killed three workers, civil defence said."),
    ],
)
def test_remembered_trained_or_by_accident(read, language, text):
    assert not read(text, language)


def test_an_earlier_toll_is_no_event_of_its_own(read):
    text = (
        "ارتفعت حصيلة ضحايا السيارة المفخخة التي ضربت سوقا وسط بعقوبة أمس الأحد إلى 19 قتيلا. "
        "وكانت حصيلة أولية قد أشارت إلى مقتل خمسة عشر شخصا."
    )
    assert [event.killed for event in read(text)] == [Count(19, 19)]


def test_an_unknown_place_after_an_event_abroad_is_abroad(read):
    text = (
        "قتل عسكريان تركيان مساء أمس في انفجار سيارة مفخخة استهدف قافلة في محافظة ديار بكر جنوب شرقي تركيا. "
        "وقالت القيادة إن سيارة مفخخة انفجرت عند وصول قافلة مدرعات على طريق في منطقة ليجي."
    )
    assert not read(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cholera has killed 12 people in Kirkuk since Sunday, the health directorate said."),
        ("en", "Flash floods killed 12 people in Erbil on Sunday and left three missing."),
        ("en", "Seventeen people were injured when a bus overturned near Tuz Khurmatu on Sunday."),
        ("en", "A fire at a hospital in Nasiriyah killed 64 patients on Sunday."),
        ("en", "Three workers died on Sunday in Kirkuk when a wall collapsed on them."),
        ("en", "Two brothers drowned in the Little Zab near Dibis on Sunday."),
        ("en", "Kirkuk health officials reported 12 deaths from coronavirus on Sunday."),
        ("en", "A 20-year-old woman was found hanged in her home in Ranya on Sunday; police suspect suicide."),
        ("ar", "توفي 12 شخصا أمس في كركوك جراء الإصابة بفيروس كورونا."),
        ("ar", "لقي ثلاثة عمال مصرعهم أمس في كركوك إثر انهيار جدار."),
        ("ar", "أصيب سبعة أشخاص أمس بحادث سير على طريق كركوك - بغداد."),
        ("ar", "وفاة خمسة أشخاص وإصابة 20 أمس بتسمم غذائي في السليمانية."),
        ("ar", "غرق طفلان أمس في نهر دجلة بمدينة تكريت."),
        ("ar", "اندلع حريق أمس في سوق بأربيل وأصيب ثلاثة باختناق."),
        ("ar", "انتحرت شابة أمس في قضاء خانقين."),
        ("ckb", "دوێنێ لە کەرکووک بەهۆی کۆرۆناوە ١٢ کەس گیانیان لەدەست دا."),
        ("ckb", "بەهۆی ڕووداوێکی هاتوچۆوە دوێنێ لە ڕێگای کەرکووک سێ کەس گیانیان لەدەست دا."),
        ("ckb", "دوێنێ لە هەولێر ئاگر لە بازاڕێک بەربوو و دوو کەس بریندار بوون."),
        ("ckb", "دوێنێ دوو منداڵ لە زێی بچووک خنکان."),
    ],
)
def test_illness_collapse_fire_and_traffic_are_no_violence(read, language, text):
    assert not read(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a market in Kirkuk on Sunday, killing two people, and a fire broke out.",
        "A rocket hit a house in Sinjar on Sunday; three people were killed when the roof collapsed.",
    ],
)
def test_violence_is_none_the_less_for_a_fire(read, text):
    assert len(read(text, "en")) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A drone hit a car in Sinjar on Sunday. Turkey said two PKK members were killed."),
        ("en", "A drone hit a car in Sinjar on Sunday. Two men were killed, Syria said."),
        ("ar", "قصفت طائرة مسيرة أمس سيارة في قضاء سنجار. وقالت تركيا إن اثنين من حزب العمال الكردستاني قتلا."),
        ("ckb", "دوێنێ درۆنێک ئۆتۆمبێلێکی لە شنگال کردە ئامانج. تورکیا دەڵێت دوو ئەندامی پەکەکە کوژراون."),
    ],
)
def test_a_government_that_speaks_is_not_the_place(read, language, text):
    (event,) = read(text, language)
    assert event.killed == Count(2, 2)


def test_a_town_abroad_is_abroad_however_it_is_told(read):
    assert not read("أعلن مسؤول أمس أن الضربات جاءت اثر الهجوم الانتحاري في سروج الذي أدى إلى سقوط 32 قتيلا.")


@pytest.mark.parametrize(
    "text",
    [
        "يتأهب الجيش لهجوم يستهدف استعادة محافظة الأنبار.",
        "نفذ المتشددون في الآونة الأخيرة سلسلة من التفجيرات في بغداد أودت بحياة العشرات.",
        "تطورت المشادة أمس إلى اشتباك بالأيدي بين أعضاء مجلس محافظة البصرة أصيب فيه عضوان.",
    ],
)
def test_plans_periods_and_fists(read, text):
    assert not read(text)


def test_by_way_of_is_no_road(read):
    (event,) = read("قتل شخص أمس عن طريق الخطأ برصاص مسلحين في قضاء داقوق.")
    assert event.places[0].text == "قضاء داقوق"


def test_a_capital_abroad_beside_a_place_at_home_is_a_government(read):
    text = (
        "شنت طائرات تركية مساء أمس غارات جديدة على قواعد حزب العمال الكردستاني في شمال العراق. "
        "وأنهت الغارات الأولى الهدنة بين أنقرة وحزب العمال."
    )
    (event,) = read(text)
    assert event.places[0].text == "شمال العراق"


@pytest.mark.parametrize(("day", "events"), [("20 آب", 1), ("1 آب", 0)])
def test_what_was_more_than_a_month_ago_is_history(read, day, events):
    assert len(read(f"قتل ثلاثة مدنيين في {day} 2021 بانفجار عبوة ناسفة في بعقوبة.")) == events


def test_an_order_to_arrest_arrests_nobody(read):
    assert read("أصدر القضاء أمس أمرا بإلقاء القبض على مدير قناة في بغداد.") == ()
