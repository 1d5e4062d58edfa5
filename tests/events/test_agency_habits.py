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
