"""English sentences with the words of violence that tell no incident of the day: none may be made of them.

Each stands in a report of its own, as a headline does, published on 12 May 2016 where no other day is given.
"""

from __future__ import annotations

from datetime import date

import pytest

POLITICS = [
    "The UN envoy condemned the attacks on civilians in Mosul and urged all sides to protect hospitals.",
    "Parliament's defence committee called for an inquiry into the fall of Ramadi.",
    "The prime minister vowed in Baghdad on Tuesday that the killers of journalists would be punished.",
    "Iraq's president urges Kirkuk's parties to end the fighting over posts.",
    "The army plans to storm Fallujah within weeks, a general told reporters in Baghdad.",
    "Officials in Basra denied on Sunday that gunmen had attacked the port.",
    "Washington warns of possible attacks on hotels in Erbil.",
    "Cleric threatens to target US troops in Iraq if they stay.",
    "Kurdish leader says a bomb could kill the peace talks in Kirkuk.",
    "Candidates clash over budget in Sulaymaniyah debate.",
]
MEMORY = [
    "Halabja marks the 28th anniversary of the chemical attack that killed 5,000 people.",
    "In 2007 truck bombs killed some 500 Yazidis near Sinjar in the deadliest attack of the war.",
    "More than 800 people were killed in Iraq in April, the United Nations said, most of them in Baghdad.",
    "He lost his brother in a car bombing in Baghdad ten years ago and has painted ever since.",
    "The museum in Mosul shows photographs of the battle for the city, in which thousands died.",
    "Bombings in Baghdad have fallen by half since last year, according to interior ministry statistics.",
    "A documentary about the Speicher massacre near Tikrit, where 1,700 cadets were killed, won a prize in Paris.",
    "The street in Karrada is named after a soldier who was killed in Basra in 1986.",
    "Iraq Body Count: 250 civilians killed in Nineveh in the first three months of the year.",
    "Survivors in Amerli still speak of the summer when militants besieged the town and shelled it daily.",
]
DAILY_LIFE = [
    "Police in Erbil arrested a drunk driver who hit two pedestrians on Friday.",
    "Three people were killed and five injured when a bus collided with a truck near Kut on Monday.",
    "Striker's late shot kills off Najaf as Basra side attack to the end and win 3-1.",
    "Army medics held a live-fire exercise near Taji on Wednesday in which mock casualties were flown out.",
    "Peshmerga recruits were trained by German soldiers to defuse bombs at a camp near Erbil.",
    "A gas cylinder exploded in a restaurant in Hilla on Thursday, killing two cooks.",
    "Wrestlers from Kirkuk fight for gold in Tehran on Saturday.",
    "Sandstorm hits Baghdad, hospitals treat dozens for breathing trouble.",
    "A heart attack killed the poet at his home in Najaf on Tuesday.",
    "Farmers near Daquq battle locusts that attack their wheat.",
]


@pytest.mark.parametrize("sentence", POLITICS + MEMORY + DAILY_LIFE)
def test_no_incident(read, sentence):
    assert read(sentence, "en", published=date(2016, 5, 12)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Bomb kills six near a football pitch in Kirkuk.",
        "Gunmen attack anniversary march in Baghdad, kill two.",
        "Suicide bomber kills 12 army recruits at a training camp near Taji.",
        "Premier vows revenge after truck bomb kills 30 in Baghdad.",
        "Deadliest Baghdad attack this year kills 80.",
    ],
)
def test_an_incident_in_the_same_surroundings(read, sentence):
    assert len(read(sentence, "en", published=date(2016, 5, 12))) == 1
