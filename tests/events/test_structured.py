"""Reports with headings, later tolls, claims of several attacks, and roads that lead elsewhere."""

from __future__ import annotations

HEADED = """Two attacks hit the north on Sunday. Islamic State said it was behind both.

Lakja, Makhmur district. Gunmen broke into a depot and shot dead three employees. Soldiers regained control at noon.

Zab, Hawija district, south-west of Kirkuk. A bomb went off beside a patrol and two policemen were killed."""


def test_a_heading_gives_its_paragraph_the_place_and_a_claim_of_both_holds_for_each(read):
    first, second = read(HEADED, "en")
    assert (first.places[0].text, second.places[0].text) == ("Lakja", "Zab")
    assert first.perpetrator == second.perpetrator == "IS"
    assert (first.killed.low, second.killed.low) == (3, 2)
    assert first.sub_event_type == "Attack"


def test_a_later_toll_takes_the_place_of_the_first(read):
    (event,) = read(
        "A car bomb exploded in Daquq on Sunday. Two residents were reported dead at noon; "
        "doctors have since raised the toll to five, with nine people treated for wounds.",
        "en",
    )
    assert (event.killed.low, event.killed.high, event.injured.low) == (5, 5, 9)


def test_what_a_road_leads_to_is_not_where_it_is(read):
    (event,) = read("In Daquq on Sunday, gunmen shot dead two residents on the road to Baghdad.", "en")
    assert event.places[0].text == "Daquq"


def test_a_claim_far_from_its_maker(read):
    (event,) = read(
        "Two policemen were killed on Sunday when a bomb went off near Hawija. Islamic State said in a message on one "
        "of its channels that its fighters had carried out the attack.",
        "en",
    )
    assert event.perpetrator == "IS"


def test_nobody_claims(read):
    (event,) = read(
        "Two residents were killed on Sunday when a bomb went off near Hawija. No group claimed it, though Islamic "
        "State cells are about.",
        "en",
    )
    assert event.perpetrator == "unknown"


def test_soldiers_of_two_countries_are_added_up(read):
    (event,) = read(
        "Rockets hit the K-1 base on Sunday, and three American soldiers and two Iraqis were wounded.", "en"
    )
    assert event.injured.low == 5


def test_a_dateline_is_the_day_of_writing(read):
    (event,) = read(
        "KIRKUK, Iraq, Sept. 6, 2021 - Rockets hit the K-1 base on Sunday evening, wounding two soldiers.", "en"
    )
    assert event.when.start is not None
    assert event.when.start.isoformat() == "2021-09-05"
