"""How English agencies and military releases write: lists of strikes, ages, later tolls, weapons of a fight."""

from __future__ import annotations

from datetime import date


def test_a_release_lists_strikes_that_are_each_an_incident_of_its_day(read):
    events = read(
        "SOUTHWEST ASIA, March 30, 2016 - On March 29, coalition aircraft conducted three strikes in Iraq:\n\n"
        "-- Near Hit, a strike struck a tactical unit and destroyed a machine gun and a vehicle bomb.\n\n"
        "-- Near Mosul, two strikes destroyed three fighting positions.\n\n"
        "-- Near Sinjar, one strike suppressed a mortar position.",
        "en",
        date(2016, 3, 30),
    )
    assert [(event.sub_event_type, event.places[0].text) for event in events] == [
        ("Air/drone strike", "Near Hit"),
        ("Air/drone strike", "Near Mosul"),
        ("Air/drone strike", "Near Sinjar"),
    ]
    assert {event.when.start for event in events} == {date(2016, 3, 29)}


def test_a_verb_is_no_town(read):
    (event,) = read("A roadside bomb hit a police patrol in Kirkuk on Sunday, wounding two officers.", "en")
    assert event.places[0].text == "Kirkuk"


def test_who_is_named_with_an_age_is_one(read):
    (event,) = read("Gunmen shot Ahmed Saleh, 61, dead in Hawija on Sunday.", "en")
    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (1, 1)


def test_two_sides_are_no_two_people(read):
    (event,) = read(
        "Two clans fought a pitched battle near Qurna on Sunday, using mortars. "
        "Four people from the two sides were killed.",
        "en",
    )
    assert event.sub_event_type == "Armed clash"
    assert event.killed is not None
    assert event.killed.low == 4


def test_the_day_of_a_later_toll_is_not_that_of_the_bombing(read):
    (event,) = read(
        "Toll in truck bombing climbs to 150\n\n"
        "The death toll from one of the deadliest bombings in Iraq since the invasion rose on Sunday. "
        "Officials had put the number of dead at 105 late Saturday, hours after a truck blew up at the market of "
        "Amirli.",
        "en",
        date(2021, 9, 6),
        "Toll in truck bombing climbs to 150",
    )
    assert event.when.start == date(2021, 9, 4)
    assert event.killed is not None
    assert event.killed.low == 150


def test_a_sandstorm_is_no_attack(read):
    assert not read("A sandstorm hit Kirkuk on Sunday and 400 people were hospitalised with breathing problems.", "en")


def test_who_is_named_with_an_office_dies_beside_his_kin(read):
    for text, language, dead in (
        ("قُتل أمس في سنجار القيادي سعيد حسن وابن شقيقه في ضربة جوية.", "ar", 2),
        ("اغتال مسلحون مختار قرية البو نجم وشقيقه وأحد أقاربه أمس في داقوق.", "ar", 3),
        ("The mayor of Rashad, his brother and a bodyguard were shot dead in Hawija on Sunday.", "en", 3),
    ):
        (event,) = read(text, language)
        assert event.killed is not None
        assert (event.killed.low, event.killed.high) == (dead, dead)


def test_blows_against_two_countries_are_told_for_the_part_at_home(read):
    (event,) = read(
        "قصفت مقاتلات تركية ليل السبت مواقع تنظيم داعش في سوريا ومعسكرات حزب العمال الكردستاني في شمال العراق.", "ar"
    )
    assert (event.sub_event_type, event.places[0].text) == ("Air/drone strike", "شمال العراق")


def test_raids_that_were_not_flown_are_none(read):
    assert not read("حلقت مقاتلات تركية أمس في أجواء جبل قنديل من دون أن تشن غارات.", "ar")


def test_led_to_is_no_valley(read):
    events = read("انفجرت سيارة مفخخة أمس في كركوك. وأدى هذا التفجير إلى مقتل 12 شخصا.", "ar")
    assert [event.places[0].text for event in events] == ["كركوك"]


def test_the_items_of_a_sum_happened_on_its_day(read):
    events = read(
        "زار الوزير بغداد. وتحدث مع النواب عن الموازنة.\n\nوتفقد مستشفى.\n\nوعاد إلى بلاده.\n\n"
        "ميدانيا، قتل ثلاثون شخصا في سلسلة تفجيرات في مناطق مختلفة من العراق الثلاثاء.\n\n"
        "وانفجرت سيارة مفخخة في الطارمية ما أدى إلى مقتل أربعة أشخاص.\n\n"
        "كما قتل أربعة أشخاص في تفجير سيارة مفخخة في بلدة مندلي.",
        "ar",
        date(2021, 9, 9),
    )
    assert [(event.places[0].text, event.when.start) for event in events] == [
        ("الطارمية", date(2021, 9, 7)),
        ("بلدة مندلي", date(2021, 9, 7)),
    ]


def test_killed_and_wounded_four_is_one_figure(read):
    (event,) = read(
        "المظاهرات في البصرة أدت أمس إلى مقتل وجرح أربعة أشخاص جراء إطلاق النار عليهم من قوات أمنية في ناحية الهارثة.",
        "ar",
    )
    assert event.killed is None


def test_a_name_in_commas_does_not_end_a_list_of_the_dead(read):
    (event,) = read(
        "Gunmen killed the mukhtar of Haruniyah village, Kamil Hadi al-Tamimi, and two of his sons near Muqdadiya on "
        "Sunday.",
        "en",
    )
    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (3, 3)


def test_who_is_seized_in_a_town_is_arrested(read):
    (event,) = read("A man suspected of driving the truck was seized in the town of Baharka on Sunday.", "en")
    assert event.sub_event_type == "Arrests"


def test_a_town_falls_and_a_flag_goes_up(read):
    events = read(
        "Zummar fell on Saturday, when Peshmerga troops ran short of ammunition. "
        "On Sunday the black flag of Islamic State went up over Sinjar.",
        "en",
    )
    assert [(event.sub_event_type, event.places[0].text) for event in events] == [
        ("Non-state actor overtakes territory", "Zummar"),
        ("Non-state actor overtakes territory", "Sinjar"),
    ]


def test_a_boy_of_nine_is_one(read):
    (event,) = read("A boy of nine was killed by a bomb in Hawija on Sunday.", "en")
    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (1, 1)


def test_where_police_queue_is_where_it_happened_to_them(read):
    (event,) = read("A man blew himself up among recruits of the police in Ramadi on Sunday.", "en")
    assert event.places[0].text == "Ramadi"


def test_what_militants_wanted_to_do_is_a_plan(read):
    assert not read(
        "Intelligence suggested that militants wanted to attack pilgrims with car bombs near Karbala.", "en"
    )


def test_the_river_beside_a_fight_is_no_second_fight(read):
    events = read(
        "Federal troops and Peshmerga fought with artillery on Friday at Altun Kupri. "
        "The fighting began when units moved up to the bridge over the Lesser Zab.",
        "en",
    )
    assert [event.places[0].text for event in events] == ["Altun Kupri"]


def test_a_road_abroad_that_bears_a_governorates_name_is_not_ours(read):
    assert not read(
        "شنت طائرات حربية إسرائيلية فجر الخميس غارتين على قطاع غزة. "
        "وقال مصدر إن الطائرات استهدفت بصاروخين موقعا على طريق صلاح الدين.",
        "ar",
    )
