"""Each judge alone: which way it points, and that it does not matter who is asked first."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.merge.judges import JUDGES, PRIOR, REVISED, weigh
from geomap.merge.sketch import Sketch, family, sketch, words
from geomap.records import Count, Event, Evidence, Incident, Location, Name, Place, Report, When

VERDICTS = {judge.__name__.removeprefix("judge_"): judge for judge in JUDGES}
TOWN = Place("p.town", "town", (Name("الحويجة", "ar"),), 43.77, 35.32, 6.0)


def told(document: str = "a", words_of: str = "", where: Location | None = None, **event: Any) -> Sketch:
    made = Event(document, event.pop("kind", "Battles"), event.pop("sub", "Armed clash"), **event)
    made_evidence = (Evidence("event_type", document, 0, len(words_of), words_of),)
    place = where or Location("الحويجة", TOWN, 43.77, 35.32, 6.0, method="named")
    whole = Event(
        **{name: getattr(made, name) for name in made.__slots__ if name != "evidence"}, evidence=made_evidence
    )
    return sketch(Incident(whole, place, (Report(document),)))


def on(day: int, part: str | None = None, basis: str = "stated") -> When:
    return When(date(2021, 9, day), date(2021, 9, day), "day", basis, part)


def says(judge: str, a: Sketch, b: Sketch) -> float:
    return VERDICTS[judge](a, b).log_odds


def test_who_has_nothing_to_compare_is_silent() -> None:
    nowhere = Location("?")
    weighing = weigh(told("a", where=nowhere, sub="Other", kind="x"), told("b", where=nowhere, sub="Other", kind="x"))
    assert weighing.log_odds == PRIOR
    assert weighing.sentences == ()


def test_a_coder_tells_its_own_events_apart_and_nobody_elses() -> None:
    def coded(name: str | None) -> Sketch:
        return sketch(Incident(Event("a", "Battles", ""), Location("?"), (Report("a"),), coded=name))

    assert says("coder", coded("ACLED IRQ1"), coded("ACLED IRQ2")) < -10
    assert says("coder", coded("ACLED IRQ1"), coded("UCDP 1")) == says("coder", coded(None), coded("UCDP 1")) == 0


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        (Count(3, 3), Count(3, 3), 1),
        (Count(3, None), Count(3, 3), 1),
        (Count(3, None), Count(40, 40), 0),
        (Count(3, 3), Count(5, 5), -1),
        (Count(9, None), Count(5, 5), -1),
        (None, Count(5, 5), 0),
    ],
)
def test_figures(one: Count | None, other: Count, sign: int) -> None:
    odds = says("killed", told("a", killed=one), told("b", killed=other))
    assert (odds > 0) - (odds < 0) == sign


@pytest.mark.parametrize(
    ("days", "first", "then", "eased"), [(1, 3, 5, True), (1, 5, 3, False), (0, 3, 5, False), (1, 3, 7, False)]
)
def test_a_toll_that_a_later_report_raises_hardly_speaks_against(days: int, first: int, then: int, eased: bool) -> None:
    a, b = told("a", killed=Count.exactly(first)), told("b", killed=Count.exactly(then))
    plain = says("killed", a, b)
    early, late = replace(a, published="2021-09-05"), replace(b, published=f"2021-09-0{5 + days}")
    odds = says("killed", early, late)
    assert odds == says("killed", late, early)
    assert (odds, odds < 0) == ((REVISED if eased else 1) * plain, True)


def test_many_dead_that_nearly_agree_speak_for_one_event_and_few_do_not() -> None:
    assert says("killed", told(killed=Count(100, 100)), told(killed=Count(120, 120))) > 0
    assert says("killed", told(killed=Count(100, 100)), told(killed=Count(140, 140))) < 0
    assert says("killed", told(killed=Count(5, 5)), told(killed=Count(6, 6))) < 0


def test_a_week_begins_and_ends_softly() -> None:
    week = When(date(2021, 9, 4), date(2021, 9, 8), "week", "published")
    assert 0 > says("time", told(when=week), told(when=on(3))) > says("time", told(when=on(4)), told(when=on(3)))


def test_the_way_to_a_town_and_its_governorate_are_no_part_of_it() -> None:
    words_of_place = ("سوق الحويجة في كركوك", "الحويجة على بعد 60 كيلومترا جنوب غرب كركوك", "الحويجة في كركوك")
    sketches = [told(where=Location(text, TOWN, 43.77, 35.32, 6.0, method="named")) for text in words_of_place]
    assert [each.place_words for each in sketches] == [{"سوق"}, set(), set()]


def test_many_dead_agree_less_by_chance_than_one() -> None:
    def odds(number: int) -> float:
        return says("killed", told("a", killed=Count.exactly(number)), told("b", killed=Count.exactly(number)))

    assert odds(1) < odds(4) < odds(12)


def test_days() -> None:
    same = says("time", told("a", when=on(5)), told("b", when=on(5)))
    reprint = says("time", told("a", when=on(5)), told("b", when=on(6, basis="relative")))
    stated = says("time", told("a", when=on(5)), told("b", when=on(6)))
    assert same > 0 > reprint > stated


def test_parts_of_a_day() -> None:
    night, dawn, noon = (told("a", when=on(5, part)) for part in ("night", "dawn", "noon"))
    assert says("time", dawn, dawn) > says("time", night, dawn) > says("time", noon, dawn)


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("IS", "IS", 1),
        ("IS", "unknown", 0),
        ("IS", "Turkey", -1),
        ("Federal Police", "Iraqi forces", 1),
        ("Peshmerga", "Iraqi forces", -1),
    ],
)
def test_actors(one: str, other: str, sign: int) -> None:
    odds = says("actors", told("a", perpetrator=one), told("b", perpetrator=other))
    assert (odds > 0) - (odds < 0) == sign


def test_small_places_that_overlap_say_more_than_large_ones() -> None:
    def both(km: float) -> float:
        where = Location("p", None, 43.7, 35.3, km, method="near")
        return says("place", told("a", where=where), told("b", where=where))

    assert both(1) > both(6) > both(30) == 0


def test_a_quarter_in_its_city_is_one_place_and_two_quarters_are_two() -> None:
    city = Location("كركوك", Place("c", "city", (Name("Kirkuk", "en"),), 44.39, 35.47, 8.0), 44.39, 35.47, 8.0)
    west = Location("w", Place("w", "quarter", (Name("West", "en"),), 44.36, 35.47, 2.0), 44.36, 35.47, 2.0)
    east = Location("e", Place("e", "quarter", (Name("East", "en"),), 44.39, 35.47, 2.0), 44.39, 35.47, 2.0)
    assert says("place_names", told("a", where=city), told("b", where=east)) == 0
    assert says("place_names", told("a", where=west), told("b", where=east)) < 0
    assert says("place", told("a", where=west), told("b", where=east)) == 0


def test_a_town_and_its_stadium_are_one_place_told_with_more_or_less_care() -> None:
    town = Location("t", Place("t", "town", (Name("Ramadi", "en"),), 43.3, 33.42, 8.0), 43.3, 33.42, 8.0)
    part = Location("s", Place("s", "stadium", (Name("Ramadi stadium", "en"),), 43.2, 33.4, 9.0), 43.2, 33.4, 9.0)
    other = Location("o", Place("o", "town", (Name("Hit", "en"),), 43.2, 33.4, 9.0), 43.2, 33.4, 9.0)
    assert says("place_names", told("a", where=town), told("b", where=part)) == 0
    assert says("place_names", told("a", where=town), told("b", where=other)) < 0


def test_shared_words_are_a_reprint() -> None:
    text = "هاجم مسلحون حاجزا للفرقة الرابعة عشرة شرق البلدة"
    assert says("words", told("a", text), told("b", text)) > 2
    assert says("words", told("a", text), told("b", "انفجرت عبوة ناسفة قرب سوق شعبي وسط المدينة")) < 0


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "expected"),
    [
        ("Explosions/Remote violence", "Air/drone strike", "air"),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", "shelling"),
        ("Explosions/Remote violence", "Remote explosive/landmine/IED", "bombing"),
        ("Explosions/Remote violence", "Suicide bomb", "bombing"),
        ("Battles", "Armed clash", "fight"),
        ("Battles", "Government regains territory", "territory"),
        ("Battles", "Non-state actor overtakes territory", "territory"),
        ("Violence against civilians", "Attack", "fight"),
        ("Violence against civilians", "Abduction/forced disappearance", "abduction"),
        ("Strategic developments", "Arrests", "arrest"),
        ("Strategic developments", "Looting/property destruction", "other"),
        ("Riots", "Mob violence", "other"),
    ],
)
def test_families(event_type: str, sub_event_type: str, expected: str) -> None:
    assert family(event_type, sub_event_type) == expected


def test_words_lose_marks_articles_and_digits() -> None:
    assert words("والقُرَى بالرشاد 30 كـم الأحد") == {"قرى", "رشاد", "كم", "احد"}


counts = st.none() | st.builds(Count, st.integers(0, 50), st.none() | st.integers(50, 90))
sketches = st.builds(
    told,
    st.sampled_from(["a", "b"]),
    st.text(max_size=60),
    st.none() | st.builds(lambda x, km: Location("p", None, 43 + x, 35.0, km), st.floats(0, 1), st.floats(0.1, 90)),
    when=st.builds(
        on, st.integers(1, 8), st.sampled_from([None, "dawn", "noon"]), st.sampled_from(["stated", "relative"])
    ),
    killed=counts,
    injured=counts,
    perpetrator=st.sampled_from(["IS", "unknown", "Turkey", "other"]),
)


@given(a=sketches, b=sketches)
def test_it_does_not_matter_who_is_asked_first(a: Sketch, b: Sketch) -> None:
    assert math.isclose(weigh(a, b).log_odds, weigh(b, a).log_odds, abs_tol=1e-9)
    assert math.isfinite(weigh(a, b).log_odds)
