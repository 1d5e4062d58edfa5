"""One event in many reports is one incident; two events stay two; a merge can be undone and does not see the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.geodesy import circle
from geomap.merge import merge, unmerge
from geomap.merge.blocks import CROWD, candidates
from geomap.merge.sketch import sketch
from geomap.records import (
    Casualty,
    Claim,
    Count,
    Event,
    Evidence,
    Incident,
    Location,
    Name,
    Place,
    Report,
    Shares,
    When,
)

SUNDAY = date(2021, 9, 5)
CLASH = ("Battles", "Armed clash")
BOMB = ("Explosions/Remote violence", "Remote explosive/landmine/IED")

LAKJA = Place("iq.erbil.p.lakja", "village", (Name("Lakja", "en"), Name("لاكجة", "ar")), 43.602, 35.590, 1.5)
BAGHDAD = Place("iq.baghdad.p.baghdad", "city", (Name("Baghdad", "en"), Name("بغداد", "ar")), 44.39, 33.31, 18.0)
KARRADA = Place("iq.baghdad.p.karrada", "quarter", (Name("Karrada", "en"), Name("الكرادة", "ar")), 44.42, 33.30, 2.5)
SADR = Place("iq.baghdad.p.sadr", "quarter", (Name("Sadr City", "en"), Name("مدينة الصدر", "ar")), 44.45, 33.39, 3.0)


def at(place: Place, text: str | None = None, **more: Any) -> Location:
    lon, lat, km = place.lon, place.lat, place.radius_km
    return Location(text or place.label, place, lon, lat, km, circle(lon, lat, km), "named", **more)


def incident(
    document: str,
    where: Location,
    kind: tuple[str, str] = CLASH,
    start: int = 0,
    published: str = "2021-09-06",
    day: date = SUNDAY,
    **event: Any,
) -> Incident:
    words = (Evidence("event_type", document, start, start + 6, "attack"),)
    when = event.pop("when", When(day, day, "day", "weekday"))
    told = Event(document, *kind, when, evidence=words, **event)
    return Incident(told, where, (Report(document, published=published, language="ar"),), confidence=0.6)


def test_two_reports_of_one_attack_are_one_incident() -> None:
    first = incident("a", at(LAKJA), killed=Count(3, None), perpetrator="IS", target="Iraqi army")
    second = incident("b", at(LAKJA), killed=Count.exactly(3), injured=Count.exactly(1), target="Iraqi forces")
    (one,) = merge([second, first])
    assert [report.id for report in one.reports] == ["a", "b"]
    assert one.event.killed == Count.exactly(3)
    assert one.event.injured == Count.exactly(1)
    assert (one.event.perpetrator, one.event.target) == ("IS", "Iraqi army")
    assert {evidence.document for evidence in one.evidence} == {"a", "b"}
    assert one.confidence > 0.6
    assert one.warnings == ()
    assert "Their places overlap" in one.merge_reasons[0]
    assert one.id == first.id


def test_reports_that_disagree_give_a_range_and_a_warning() -> None:
    early = incident("a", at(LAKJA), killed=Count.exactly(3), perpetrator="IS", published="2021-09-05")
    late = incident("b", at(LAKJA), killed=Count.exactly(5), perpetrator="IS")
    (one,) = merge([early, late])
    assert one.event.killed == Count(3, 5)
    assert one.warnings == ("The figures for killed differ: 3; 5.",)


def test_what_is_told_beside_the_figures_is_kept_of_every_report() -> None:
    told = [
        Casualty("killed", "forces", "Iraqi army", n, n, f"{n} soldiers", document=d) for n, d in ((3, "a"), (5, "b"))
    ]
    claim = Claim("IS", "IS claimed it", "claimed")
    early = incident("a", at(LAKJA), casualties=(told[0],), perpetrator="IS", perpetrator_basis="stated")
    late = incident(
        "b",
        at(LAKJA),
        casualties=(told[1],),
        perpetrator="IS",
        perpetrator_basis="claimed",
        attributions=(claim,),
        factuality="denied",
    )
    (one,) = merge([early, late])
    assert one.event.casualties == tuple(told)
    assert one.event.attributions == (claim,)
    assert (one.event.perpetrator_basis, one.event.factuality) == ("stated", "denied")


def test_bombs_in_two_quarters_of_baghdad_stay_two() -> None:
    karrada = incident("a", at(KARRADA), BOMB, target="civilians", killed=Count.exactly(3))
    sadr = incident("b", at(SADR), BOMB, target="civilians", killed=Count.exactly(3))
    assert len(merge([karrada, sadr])) == 2


def test_bombs_in_baghdad_of_which_only_the_words_differ_stay_two() -> None:
    one = incident("a", at(BAGHDAD, "منطقة الشعلة شمالي بغداد"), BOMB, target="civilians", killed=Count.exactly(2))
    other = incident("b", at(BAGHDAD, "حي الدورة جنوبي بغداد"), BOMB, target="civilians", killed=Count.exactly(3))
    assert len(merge([one, other])) == 2


def test_two_bombs_that_one_report_tells_apart_stay_two() -> None:
    first = incident("a", at(BAGHDAD), BOMB, 10, target="civilians", killed=Count.exactly(3))
    second = incident("a", at(BAGHDAD), BOMB, 90, target="civilians", killed=Count.exactly(7))
    assert len(merge([first, second])) == 2
    assert len(merge([first, second], across=False)) == 2


def test_one_attack_told_vaguely_and_exactly_in_one_report_is_one() -> None:
    southeast = Location("جنوب شرقي الموصل", None, 43.35, 36.05, 60.0, circle(43.35, 36.05, 60), "offset")
    vague = incident("a", southeast, start=10, killed=Count(3, None), injured=Count.exactly(1), target="Iraqi army")
    lakja = at(LAKJA, shares=Shares({"Erbil": 1.0}), claimed_governorate="Nineveh")
    exact = incident("a", lakja, start=90, killed=Count.exactly(3), injured=Count.exactly(1), target="Iraqi army")
    police = incident("a", at(BAGHDAD), start=200, killed=Count.exactly(12), target="Federal Police")
    for across in (True, False):
        merged = merge([vague, exact, police], across=across)
        assert len(merged) == 2
        one = next(i for i in merged if i.members)
        assert one.location.place == LAKJA
        assert one.location.claimed_governorate == "Nineveh"
        assert len(one.evidence) == 2
        assert len(one.reports) == 1
        assert one.confidence == 0.6


def test_only_one_report_is_looked_into_where_asked() -> None:
    same = [incident(document, at(LAKJA), killed=Count.exactly(3), target="Iraqi army") for document in "abc"]
    assert len(merge(same)) == 1
    assert len(merge(same, across=False)) == 3


def test_a_report_read_twice_counts_once() -> None:
    once = incident("a", at(LAKJA))
    (one,) = merge([once, once])
    assert len(one.reports) == 1
    assert unmerge(one) == (once, once)
    assert one.row()["id"] == once.id


def test_a_late_report_joins_an_old_incident() -> None:
    a, b, c = (
        incident(document, at(LAKJA), killed=Count.exactly(3), published=f"2021-09-0{n}", target="Iraqi army")
        for n, document in enumerate("abc", 6)
    )
    assert merge([*merge([a, b]), c]) == merge([a, b, c])


def test_a_place_that_no_report_knows_waits_for_one_that_does() -> None:
    nowhere = Location("قرية الهواشة")
    first = incident("a", nowhere, killed=Count.exactly(11), perpetrator="IS", target="civilians")
    second = incident("b", nowhere, killed=Count.exactly(11), perpetrator="IS", target="civilians")
    (one,) = merge([first, second])
    assert one.point is None
    assert one.location.place_text == "قرية الهواشة"


def test_dates_are_those_of_the_surest_basis() -> None:
    sunday = When(SUNDAY, SUNDAY, "day", "weekday", "dawn")
    night = When(SUNDAY - timedelta(1), SUNDAY, "day", "relative")
    reprint = When(SUNDAY + timedelta(1), SUNDAY + timedelta(1), "day", "page header")
    figures = {"killed": Count.exactly(12), "injured": Count.exactly(3), "target": "Federal Police"}
    told = [incident(str(n), at(LAKJA), when=when, **figures) for n, when in enumerate((reprint, night, sunday))]
    (one,) = merge(told)
    assert one.event.when == sunday
    assert one.warnings == ("The dates differ: 4 to 5 September 2021; 5 September 2021; 6 September 2021.",)


def test_contradicting_places_are_said() -> None:
    there = Location("قرب مخمور", None, 43.65, 35.64, 1.0, circle(43.65, 35.64, 1), "near")
    figures = {
        "killed": Count.exactly(12),
        "injured": Count.exactly(3),
        "target": "Federal Police",
        "perpetrator": "IS",
    }
    (one,) = merge([incident("a", at(LAKJA), **figures), incident("b", there, **figures)])
    assert one.location.place_text == "قرب مخمور"
    assert one.warnings == ("The reports place it 7 km apart: قرب مخمور; Lakja.",)


def test_a_rejected_incident_is_left_alone() -> None:
    same = [incident(document, at(LAKJA), killed=Count.exactly(3), target="Iraqi army") for document in "ab"]
    assert len(merge([same[0], replace(same[1], status="rejected")])) == 2


def test_an_arrest_is_no_attack() -> None:
    attack = incident("a", at(LAKJA), killed=Count.exactly(3), perpetrator="IS")
    arrest = incident("b", at(LAKJA), ("Strategic developments", "Arrests"), arrested=3)
    assert len(merge([attack, arrest])) == 2


@pytest.mark.parametrize("days", [2, 7, 400])
def test_days_apart_are_two(days: int) -> None:
    one = incident("a", at(LAKJA), killed=Count.exactly(3))
    other = incident("b", at(LAKJA), killed=Count.exactly(3), day=SUNDAY + timedelta(days))
    assert len(merge([one, other])) == 2


def test_nothing_merges_to_nothing() -> None:
    assert merge([]) == ()


PLACES = [at(place) for place in (LAKJA, BAGHDAD, KARRADA, SADR)]
VAGUE = [Location("unknown village"), Location("near", None, 43.5, 35.6, 40.0, circle(43.5, 35.6, 40), "near")]
counts = st.none() | st.builds(
    lambda low, more: Count(low, None if more is None else low + more), st.integers(0, 9), st.none() | st.integers(0, 3)
)


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    made = []
    for start in range(draw(st.integers(0, 8))):
        day = SUNDAY + timedelta(draw(st.integers(0, 2)))
        made.append(
            incident(
                draw(st.sampled_from("abcd")),
                draw(st.sampled_from(PLACES + VAGUE)),
                draw(st.sampled_from([CLASH, BOMB])),
                start * 10,
                draw(st.sampled_from(["2021-09-06", "2021-09-07"])),
                when=draw(
                    st.sampled_from(
                        [When(), When(day, day + timedelta(1), "day", "relative"), When(day, day, "day", "stated")]
                    )
                ),
                killed=draw(counts),
                injured=draw(counts),
                abducted=draw(st.none() | st.integers(0, 2)),
                perpetrator=draw(st.sampled_from(["IS", "unknown", "Turkey"])),
                target=draw(st.sampled_from(["police", "Iraqi forces", "unknown", "civilians"])),
            )
        )
    return made


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(made=incidents(), data=st.data(), across=st.booleans())
def test_order_does_not_matter(made: list[Incident], data: st.DataObject, across: bool) -> None:
    shuffled = data.draw(st.permutations(made))
    assert merge(shuffled, across=across) == merge(made, across=across)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(made=incidents(), across=st.booleans())
def test_merging_again_changes_nothing(made: list[Incident], across: bool) -> None:
    merged = merge(made, across=across)
    assert merge(merged, across=across) == merged


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(made=incidents(), across=st.booleans())
def test_undoing_gives_the_input_back(made: list[Incident], across: bool) -> None:
    parts = [part for one in merge(made, across=across) for part in unmerge(one)]
    assert Counter(map(repr, parts)) == Counter(map(repr, made))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(made=incidents())
def test_nothing_that_the_reports_say_is_lost(made: list[Incident]) -> None:
    merged = merge(made)
    assert {e for one in merged for e in one.evidence} == {e for one in made for e in one.evidence}
    assert {r.id for one in merged for r in one.reports} == {r.id for one in made for r in one.reports}
    for one in merged:
        for member in one.members:
            assert holds(one.event.killed, member.event.killed) or "killed differ" not in " ".join(one.warnings)
        assert [(r.published, r.id) for r in one.reports] == sorted((r.published, r.id) for r in one.reports)


def holds(wide: Count | None, narrow: Count | None) -> bool:
    if narrow is None:
        return True
    assert wide is not None
    low = wide.low is None or (narrow.low is not None and wide.low <= narrow.low)
    return low and (wide.high is None or (narrow.high is not None and narrow.high <= wide.high))


def spread(number: int, same_day: bool) -> Sequence[Incident]:
    """Incidents a kilometre or so apart; either all on one day, or three a day."""
    made = []
    for n in range(number):
        lon, lat = 43.0 + n * 7 % 97 / 100, 35.01 + n * 5 % 89 / 100
        day = SUNDAY if same_day else SUNDAY + timedelta(n // 3)
        where = Location(f"p{n}", None, lon, lat, 1.0, None, "named")
        made.append(incident(f"d{n}", where, day=day, killed=Count.exactly(n % 7)))
    return made


@pytest.mark.parametrize("same_day", [True, False])
def test_pairs_grow_linearly(same_day: bool) -> None:
    few, many = (candidates([sketch(i) for i in spread(n, same_day)], across=True) for n in (1000, 4000))
    assert len(many.pairs) <= 4.5 * len(few.pairs)
    assert len(few.pairs) <= 1000 * 2 * CROWD


def test_a_crowd_of_reports_of_one_event_is_one_incident() -> None:
    figures = {
        "killed": Count.exactly(12),
        "injured": Count.exactly(3),
        "target": "Federal Police",
        "perpetrator": "IS",
    }
    told = [incident(f"d{n:03}", at(LAKJA), **figures) for n in range(150)]
    (one,) = merge(told)
    assert len(one.reports) == 150
