"""How English agencies write: terse headlines, datelines, claims, sides and tolls; one sentence for each rule."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.records import Count

DAY = date(2016, 5, 12)


def told(read, text: str, title: str = ""):
    return read(text, "en", published=DAY, title=title)


@pytest.mark.parametrize(
    ("headline", "killed", "perpetrator", "target"),
    [
        ("Car bombs kill at least 26 in Iraq: police", Count(26, None), "unknown", "unknown"),
        ("Bombings in Iraqi capital kill 12", Count(12, 12), "unknown", "unknown"),
        ("UPDATE 2-Islamic State car bomb kills seven north of Baghdad", Count(7, 7), "IS", "unknown"),
        ("IS 'executes' 15 civilians in Mosul: officials", Count(15, 15), "IS", "civilians"),
        ("IS-claimed bombing kills five in Baghdad", Count(5, 5), "IS", "unknown"),
        ("Nine Iraqi soldiers, three ISIS militants killed in Ramadi", Count(12, 12), "IS", "Iraqi army"),
        ("Iraqi army loses 12 soldiers in Ramadi suicide attack", Count(12, 12), "unknown", "Iraqi army"),
        ("Police colonel shot dead in Mosul", Count(1, 1), "unknown", "police"),
        ("Toll from Baghdad area attacks reaches 30: officials", Count(30, 30), "unknown", "unknown"),
        ("Bombs kill 93 in Baghdad's bloodiest day this year", Count(93, 93), "unknown", "unknown"),
        ("US-led strikes kill 20 IS fighters near Mosul", Count(20, 20), "coalition", "IS"),
    ],
)
def test_figures_and_sides_of_headlines(read, headline, killed, perpetrator, target):
    (event,) = told(read, headline)
    assert (event.killed, event.perpetrator, event.target) == (killed, perpetrator, target)


@pytest.mark.parametrize(
    ("headline", "kind", "perpetrator", "target"),
    [
        ("IS claims responsibility for Baghdad mall attack", "Attack", "IS", "unknown"),
        ("Jihadists storm police station in Ramadi", "Armed clash", "IS", "police"),
        ("Contested city of Ramadi falls to Islamic State", "Non-state actor overtakes territory", "IS", "unknown"),
        ("Kurdish fighters push back Islamic State assault on Sinjar", "Armed clash", "IS", "Peshmerga"),
        ("Iraqi forces repel attack on Ramadi", "Armed clash", "unknown", "Iraqi forces"),
        ("Iraqi troops liberate Dawr from Islamic State", "Government regains territory", "Iraqi army", "IS"),
        ("Islamic State blows up Mosul hotel", "Remote explosive/landmine/IED", "IS", "unknown"),
        ("Scores of ISIL militants killed as Iraqi forces enter Falluja", "Armed clash", "Iraqi forces", "IS"),
    ],
)
def test_headlines_without_a_figure(read, headline, kind, perpetrator, target):
    (event,) = told(read, headline)
    assert (event.sub_event_type, event.killed, event.perpetrator, event.target) == (kind, None, perpetrator, target)


def test_a_lone_headline_needs_the_country_where_it_names_no_place(read):
    assert told(read, "Car bomb kills nine: police") == ()
    (event,) = told(read, "Car bomb kills nine in Iraq: police")
    assert event.places == () or event.places[0].text == "Iraq"


def test_the_day_of_a_dateline_is_not_that_of_the_event(read):
    text = "BAQUBA, Iraq, May 12 (Wire) - Gunmen killed four people in Baquba on Tuesday, police said."
    (event,) = told(read, f"Gunmen kill four in Iraqi town\n\n{text}", "Gunmen kill four in Iraqi town")
    assert event.when.start == date(2016, 5, 10)
    assert event.killed == Count(4, 4)


def test_a_claim_of_one_bombing_is_none_of_another(read):
    one = "A suicide bomber killed 18 people in Sadr City on Tuesday. "
    other = "A car bomb killed 12 people in Baquba on Tuesday.\n\n"
    claim = "Islamic State said that one of its fighters had carried out the Sadr City attack."
    events = told(read, one + other + claim)
    assert [event.perpetrator for event in events] == ["IS", "unknown"]


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Two soldiers and a Kurdish gunman died in Kirkuk on Tuesday.", Count(3, 3)),
        ("At least 23 policemen and pro-government Sunni fighters were killed in Haditha.", Count(23, None)),
        ("Six members of one family were slain in Kirkuk on Tuesday.", Count(6, 6)),
        ("Gunmen killed three men aged between 25 and 40 in Kirkuk on Tuesday.", Count(3, 3)),
    ],
)
def test_who_counts_among_the_dead(read, sentence, killed):
    (event,) = told(read, sentence)
    assert event.killed == killed


def test_how_an_assault_began_is_told_of_the_same_assault(read):
    text = (
        "At least 23 policemen were killed on Tuesday in a suicide attack near Haditha, a police officer said.\n\n"
        "The assault began when a bomber blew himself up at a mosque in Haditha's outskirts."
    )
    assert len(told(read, text)) == 1


def test_what_backs_a_force_is_no_strike(read):
    (event,) = told(read, "Peshmerga backed by U.S.-led air strikes recaptured Sinjar from Islamic State on Tuesday.")
    assert event.sub_event_type == "Government regains territory"


def test_a_day_after_another_event(read):
    text = "Two bombs in Baquba killed 13 people on Tuesday, a day after bombings in Baghdad left 20 dead."
    assert [event.killed for event in told(read, text)] == [Count(13, 13), Count(20, 20)]


@pytest.mark.parametrize("force", ["U.S. aircraft", "US aircraft", "U.S.-led coalition jets"])
def test_initials_are_a_word_with_full_stops_and_without(read, force):
    (event,) = told(read, f"Twenty militants were killed when {force} struck a camp near Qaim on Tuesday at 7 a.m.")
    assert (event.perpetrator, event.killed) == ("coalition", Count(20, 20))


def test_a_list_joined_by_and_behind_a_comma(read):
    text = "A car bomb killed six people in Kut on Tuesday, and two roadside bombs in Aziziya killed five."
    assert [event.killed for event in told(read, text)] == [Count(6, 6), Count(5, 5)]


def test_what_bounds_the_next_figure_does_not_bound_this_one(read):
    (event,) = told(read, "A truck bomb in Karrada left 213 dead on Tuesday; more than 200 were wounded.")
    assert (event.killed, event.injured) == (Count(213, 213), Count(200, None))


def test_what_answers_an_attack_is_another_event(read):
    text = "American jets struck a depot in Qaim on Tuesday in answer to a rocket attack on the K1 base near Kirkuk."
    assert [event.sub_event_type for event in told(read, text)] == [
        "Air/drone strike",
        "Shelling/artillery/missile attack",
    ]


def test_those_killed_along_with_somebody(read):
    (event,) = told(read, "A judge was shot dead along with three bodyguards in Basra on Tuesday.")
    assert event.killed == Count(4, 4)
