"""Conflation: the same place becomes one, homonyms stay apart, no row is lost, and every decision says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.gazetteer.area_files import Area, write_areas
from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation import Conflation, conflate
from geomap.gazetteer.conflation.naming import in_its_language
from geomap.gazetteer.conflation.rows import is_unit_name, spelt
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.records import Name, Place

KM = 1 / 111.2
"""A kilometre of latitude in degrees."""


def names(*texts: str) -> tuple[Name, ...]:
    """Names in the language of their letters, or as ``language:text``."""
    found = []
    for text in texts:
        code, colon, rest = text.partition(":")
        arabic = any("؀" <= letter <= "ۿ" for letter in text)
        found.append(Name(rest, code) if colon else Name(text, "ar" if arabic else "en"))
    return tuple(found)


def ours(id: str, *texts: str, at: tuple[float, float] = (44.0, 35.0), kind: str = "village", **more: Any) -> Place:
    return Place(id, kind, names(*texts), *at, more.pop("radius_km", 1.5), **more)


def row(
    id: str, *texts: str, at: tuple[float, float] = (44.0, 35.0), kind: str = "village", **more: Any
) -> ForeignPlace:
    return ForeignPlace(id, kind, names(*texts), *at, **more)


def north(km: float) -> tuple[float, float]:
    return 44.0, 35.0 + km * KM


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Areas:
    """No areas at all."""
    return Areas(tmp_path_factory.mktemp("bare"))


def placed(found: Conflation) -> dict[str, str]:
    return {id: decision.place for id, decision in found.decisions.items()}


def test_the_same_village_in_another_spelling_becomes_one(bare: Areas) -> None:
    own = ours("iq.x.hawija", "Huwayjah of the north", "الحويجة", sources=("own",))
    found = conflate([own], [row("wof.1", "Hawīja", "حويجه", "ckb:حەویجە", at=north(2))], bare, keys={"wof": "wofkey"})
    (place,) = found.places
    assert place.names[:2] == own.names
    assert Name("Hawīja", "en") in place.names
    assert Name("حەویجە", "ckb") in place.names
    assert place.sources == ("own", "wofkey")
    assert (place.lon, place.lat, place.kind) == (44.0, 35.0, "village")
    decision = found.decisions["wof.1"]
    assert (decision.kind, decision.place, decision.with_row) == ("alike", "iq.x.hawija", "iq.x.hawija")
    assert "they lie 2.0 km apart" in decision.text
    assert decision.score == pytest.approx(sum(verdict.bits for verdict in decision.verdicts), abs=0.06)


def test_without_foreign_rows_nothing_changes(bare: Areas) -> None:
    own = (ours("iq.a", "A village"), ours("iq.b", "Another"))
    assert conflate(own, (), bare) == Conflation(own, {}, {})


def test_homonyms_stay_apart(bare: Areas) -> None:
    own = ours("iq.kirkuk.p.rashad", "Rashad", "الرشاد", at=(44.082, 35.135), kind="town")
    rows = [
        row("wof.diyala", "Qaryat ar Rashād", "قرية الرشاد", at=(45.025, 33.975)),
        row("wof.falluja", "Qaryat ar Rashād", "الرشاد", at=(43.941, 33.416)),
    ]
    found = conflate([own], rows, bare)
    assert [place.id for place in found.places] == ["iq.kirkuk.p.rashad", "wof.diyala", "wof.falluja"]
    assert found.places[0] == own
    assert {decision.kind for decision in found.decisions.values()} == {"first"}


def test_a_common_name_proves_less_than_a_rare_one(bare: Areas) -> None:
    others = [row(f"gn.{n}", "Abbas", "عباس", at=(41.0 + n / 20, 31.0)) for n in range(100)]
    rows = [*others, row("gn.common", "Abbas", "عباس", at=north(5)), row("gn.rare", "Zghaytun", at=north(5))]
    found = conflate([ours("iq.abbas", "Abbas", "عباس"), ours("iq.zghaytun", "Zghaitun")], rows, bare)
    assert placed(found)["gn.rare"] == "iq.zghaytun"
    assert placed(found)["gn.common"] == "gn.common"
    refused = found.decisions["gn.common"].refused
    assert refused is not None
    assert refused.place == "iq.abbas"
    assert "101 places are called so" in refused.text


def test_a_place_takes_one_row_of_a_source_and_says_why_not_the_other(bare: Areas) -> None:
    rows = [row("wof.far", "Tal Ward", at=north(3)), row("wof.near", "Tall Ward", "تل ورد", at=north(0.4))]
    found = conflate([ours("iq.x", "Tal Ward", "تل ورد")], rows, bare)
    assert placed(found) == {"wof.near": "iq.x", "wof.far": "wof.far"}
    refused = found.decisions["wof.far"].refused
    assert refused is not None
    assert "wof.near of the same source fits better" in refused.text


def test_a_place_that_a_source_has_twice_takes_both(bare: Areas) -> None:
    rows = [row("gn.1", "Shora", at=north(0.1)), row("gn.2", "Shora", "شورة", at=north(0.3))]
    assert set(placed(conflate([ours("iq.x", "Shora")], rows, bare)).values()) == {"iq.x"}


def test_a_town_takes_the_double_that_a_village_would_not(bare: Areas) -> None:
    rows = [row("gn.1", "Shora", at=north(0.1)), row("gn.2", "Shora", at=north(1.7))]
    town, village = (ours("iq.x", "Shora", kind=kind) for kind in ("town", "village"))
    assert placed(conflate([town], rows, bare))["gn.2"] == "iq.x"
    assert placed(conflate([village], rows, bare))["gn.2"] == "gn.2"


def test_what_a_source_states_is_conclusive(bare: Areas) -> None:
    rows = [row("wof.1", "Something else", at=north(15), same_as=("gn.7",)), row("gn.7", "Tal Ward", at=north(0.2))]
    found = conflate([ours("iq.x", "Tal Ward")], rows, bare)
    assert placed(found) == {"gn.7": "iq.x", "wof.1": "iq.x"}
    assert (found.decisions["wof.1"].kind, found.decisions["wof.1"].with_row) == ("stated", "gn.7")
    assert Name("Something else", "en") in found.places[0].names


def test_but_a_unit_is_never_its_town(bare: Areas) -> None:
    own = [ours("iq.x", "Hawija", kind="district", radius_km=30), ours("iq.p.x", "Hawija", kind="town")]
    rows = [row("gn.1", "Hawija", kind="district"), row("wof.1", "Hawija", kind="town", same_as=("gn.1",))]
    assert placed(conflate(own, rows, bare)) == {"gn.1": "iq.x", "wof.1": "iq.p.x"}


def test_a_row_with_the_id_of_a_place_of_ours_is_that_place(bare: Areas) -> None:
    found = conflate([ours("gn.98182", "Baghdad", kind="city")], [row("gn.98182", "Bagdad", at=north(9))], bare)
    assert placed(found) == {"gn.98182": "gn.98182"}
    assert len(found.places) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hayjal Saghir", "Hayjal al-Kabir"),
        ("هيجل الصغير", "هيجل الكبير"),
        ("Uwayjila al-Shimali", "Uwayjila al-Janubi"),
        ("Hamlet 3", "Hamlet 4"),
        ("Tal al-Rumman", "Tall ar Rayyan"),
        ("Tal Abu Jarad", "Tall Abu Jabbar"),
    ],
)
def test_names_that_differ_where_it_matters_are_two_places(bare: Areas, one: str, other: str) -> None:
    assert placed(conflate([ours("iq.x", one)], [row("wof.1", other, at=north(1))], bare)) == {"wof.1": "wof.1"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qasrok of Hamdaniya", "Qasrawk"),
        ("al-Lak", "Qaryat al Lāk"),
        ("Tawajina", "Qaryat Ţawājinah al Qadīmah"),
        ("Umm al-Kabira", "Umm al Kabīrah"),
        ("Kocho", "کۆچۆ"),
        ("Shingal", "ar:شنگال"),
        ("Tuz Khurmatu", "Tooz Khormato"),
    ],
)
def test_names_that_reports_do_not_agree_on_are_one_place(bare: Areas, one: str, other: str) -> None:
    found = conflate([ours("iq.x", one)], [row("wof.1", other, at=north(0.3))], bare)
    assert placed(found) == {"wof.1": "iq.x"}


@pytest.mark.parametrize(
    ("kind", "other", "is_one"),
    [
        ("town", "village", True),
        ("quarter", "village", True),
        ("base", "airport", True),
        ("base", "village", False),
        ("river", "village", False),
        ("district", "subdistrict", False),
        ("district", "town", False),
        ("dam", "lake", False),
    ],
)
def test_kinds_decide_what_can_be_one(bare: Areas, kind: str, other: str, is_one: bool) -> None:
    found = conflate([ours("iq.x", "Mamluha", kind=kind)], [row("wof.1", "Mamluha", kind=other)], bare)
    assert (placed(found)["wof.1"] == "iq.x") == is_one


def test_foreign_rows_are_joined_among_themselves(bare: Areas) -> None:
    rows = [row("wof.5", "Mamluha", "مملوحة", at=north(1)), row("gn.9", "Mamlūḩah", population=120)]
    found = conflate([], rows, bare)
    (place,) = found.places
    assert (place.id, place.population) == ("gn.9", 120)
    assert place.sources == ("gn", "wof")
    assert Name("مملوحة", "ar") in place.names
    assert found.decisions["wof.5"].with_row == "gn.9"


def test_an_alias_that_is_the_name_of_a_better_known_place_stays_in_the_library(bare: Areas) -> None:
    own = [
        ours("iq.yaychi", "Yaychi", "يايجي", kind="town", disputed=1.0),
        ours("iq.baiji", "Baiji", "بيجي", "ckb:بێجی", at=(43.49, 34.93), kind="city", population=100_000),
    ]
    rows = [row("wof.1", "Yāychī", "بيجي", "يايچي", "kmr:Bêcî", "Yayci", at=north(1.6))]
    found = conflate(own, rows, bare)
    yaychi = found.places[0]
    assert {name.text for name in yaychi.names} == {"Yaychi", "يايجي", "Yayci"}
    withheld = {kept.name.text: kept.text for kept in found.decisions["wof.1"].withheld}
    assert set(withheld) == {"بيجي", "Bêcî"}
    assert "the main name of Baiji (city), which is much better known by it" in withheld["بيجي"]


def test_a_place_is_not_given_the_main_name_of_another_however_small(bare: Areas) -> None:
    own = [
        ours("iq.tuz", "Tuz Khurmatu", "طوز خورماتو", kind="city", population=100_000),
        ours("iq.taza", "Taza Khurmatu", "تازة خورماتو", at=(44.33, 35.3), kind="town"),
        ours("iq.tuz.district", "Tuz Khurmatu", "طوز خورماتو", kind="district", radius_km=40),
    ]
    found = conflate(own, [row("wof.1", "Tuz Khurmatu", "تازة خورماتو", "Taza Khurmato", "Touz Khormatou")], bare)
    assert [name.text for name in found.places[0].names] == ["Tuz Khurmatu", "طوز خورماتو", "Touz Khormatou"]
    withheld = {kept.name.text: kept.text for kept in found.decisions["wof.1"].withheld}
    assert withheld == dict.fromkeys(("تازة خورماتو", "Taza Khurmato"), "the main name of Taza Khurmatu (town)")


def test_a_town_and_its_district_share_their_names(bare: Areas) -> None:
    own = [ours("iq.d", "Hawija", "الحويجة", kind="district", radius_km=30), ours("iq.t", "Hawija", kind="town")]
    found = conflate(own, [row("wof.1", "Hawija", "الحويجة", kind="town")], bare)
    assert Name("الحويجة", "ar") in found.places[1].names


def test_a_town_is_not_given_the_name_of_its_unit(bare: Areas) -> None:
    own = [ours("iq.x", "Qaraqosh", "قره قوش", kind="town")]
    rows = [row("wof.1", "Qaraqosh", "قضاء الحمدانية", "بغديدا", "IQA")]
    found = conflate(own, rows, bare)
    assert [name.text for name in found.places[0].names] == ["Qaraqosh", "قره قوش", "بغديدا"]
    assert {kept.name.text for kept in found.decisions["wof.1"].withheld} == {"قضاء الحمدانية", "IQA"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Name("Arbīl", "ar"), Name("Arbīl", "en")),
        (Name("Hewlêr", "ckb"), Name("Hewlêr", "kmr")),
        (Name("هەولێر", "en"), Name("هەولێر", "ckb")),
        (Name("أربيل", "en"), Name("أربيل", "ar")),
        (Name("هەولێر", "kmr"), Name("هەولێر", "ckb")),
        (Name("Erbil", "tk"), Name("Erbil", "tk")),
        (Name("أربيل", "ar"), Name("أربيل", "ar")),
        (Name("  Tal \n Afar ", "en"), Name("Tal Afar", "en")),
    ],
)
def test_a_name_gets_the_language_of_its_letters(given: Name, wanted: Name) -> None:
    assert in_its_language(given) == wanted


def test_no_name_is_added_that_is_there_by_its_form(bare: Areas) -> None:
    own = ours("iq.x", "al-Hawija", "الحويجة")
    found = conflate([own], [row("wof.1", "AL-HAWIJA", "الحويجه", "قرية الحويجة", "Qaryat al-Hawija")], bare)
    assert found.places[0].names == own.names


def test_forms_and_keys_of_names() -> None:
    assert spelt("Qaryat al-Lak") == spelt("al-Lak")
    assert spelt("City of Kirkuk") == spelt("Kirkuk")
    assert spelt("ناحية مركز عنه")[1] == spelt("Ana Center")[1] == spelt("Markaz Ana")[1] == "an|centre"
    assert spelt("خەلیفان")[1] == spelt("Khalifan")[1]
    assert spelt("تل ٣")[1] == spelt("Tall 3")[1]
    assert spelt("…") == ("", "")
    assert is_unit_name("قضاء الحمدانية")
    assert is_unit_name("Erbil Governorate")
    assert not is_unit_name("Qaryat al-Lak")


@pytest.fixture
def land(tmp_path: Path) -> tuple[Areas, list[Place]]:
    """A governorate of two districts, the eastern one disputed and claimed by another."""
    unit = {"kind": "district", "radius_km": 40.0}
    own = [
        ours("iq", "Iraq", "العراق", at=(44.0, 33.0), kind="country", radius_km=500),
        ours("iq.g", "Gland", at=(44.0, 35.0), kind="governorate", radius_km=80, parents=("iq",)),
        ours("iq.h", "Hland", at=(47.0, 35.0), kind="governorate", radius_km=80, parents=("iq",)),
        ours("iq.g.a", "Aland", at=(43.6, 35.0), parents=("iq.g", "iq"), **unit),
        ours(
            "iq.g.b", "Beland", at=(44.6, 35.0), parents=("iq.g", "iq"), claimed_parents=("iq.h",), disputed=1.0, **unit
        ),
    ]
    (tmp_path / "areas").mkdir()
    levels = {
        "country": [Area("iq", shapely.box(43, 34, 45, 36), False)],
        "governorate": [Area("iq.g", shapely.box(43, 34, 45, 36), False)],
        "district": [
            Area("iq.g.a", shapely.box(43, 34, 44, 36), True),
            Area("iq.g.b", shapely.box(44, 34, 45, 36), True),
        ],
    }
    for level, areas in levels.items():
        write_areas(tmp_path / "areas" / f"{level}.geojson", "a test", areas)
    return Areas(tmp_path, {place.id: place for place in own}), own


def test_a_new_place_inherits_from_the_units_that_hold_it(land: tuple[Areas, list[Place]]) -> None:
    areas, own = land
    rows = [
        row("gn.1", "Mamluha", at=(44.5, 35.5)),
        row("gn.2", "Abroad", at=(49.0, 35.5), country="IR", radius_km=4.0),
    ]
    found = {place.id: place for place in conflate(own, rows, areas).places}
    assert found["gn.1"].parents == ("iq.g.b", "iq.g", "iq")
    assert found["gn.1"].claimed_parents == ("iq.h",)
    assert found["gn.1"].disputed == 1.0
    assert found["gn.1"].radius_km == 1.5
    assert found["gn.1"].note == "radius: as a village usually has"
    assert (found["gn.2"].parents, found["gn.2"].country, found["gn.2"].radius_km) == ((), "IR", 4.0)
    assert found["gn.2"].note == ""


def test_where_a_source_says_its_row_lies_is_evidence(land: tuple[Areas, list[Place]]) -> None:
    areas, own = land
    own = [*own, ours("iq.g.a.tal", "Tal Ward", at=(43.97, 35.0), parents=("iq.g.a", "iq.g", "iq"))]
    units = [
        row("wof.a", "Aland", at=(43.6, 35.1), kind="district"),
        row("wof.h", "Hland", at=(47, 35), kind="governorate"),
    ]
    near = row("wof.near", "Tall Ward", at=(43.99, 35.03), units=("wof.a",))
    elsewhere = row("wof.else", "Tall Ward", at=(43.99, 35.03), units=("wof.h",))
    agreed = conflate(own, [*units, near], areas).decisions["wof.near"]
    against = conflate(own, [*units, elsewhere], areas).decisions["wof.else"]
    assert agreed.place == "iq.g.a.tal"
    assert "both lie in iq.g.a" in agreed.text
    weight = {v.judge: v.bits for v in against.verdicts}.get("parent", against.refused and against.refused.score)
    assert weight is not None
    assert weight < {v.judge: v.bits for v in agreed.verdicts}["parent"]


def test_a_parent_may_be_given_by_our_own_id(land: tuple[Areas, list[Place]]) -> None:
    areas, own = land
    found = conflate(own, [row("table.1", "Mamluha", at=(44.001, 35.5), units=("iq.g.a",))], areas)
    assert found.decisions["table.1"].place == "table.1"


KINDS = st.sampled_from(["village", "village", "town", "quarter", "base", "district", "river", "country"])
TEXTS = st.sampled_from(
    [
        "Abbas",
        "عباس",
        "Tal Ward",
        "Tall Ward",
        "تل ورد",
        "Hawija",
        "Huwayjah",
        "الحويجة",
        "Kerkûk",
        "کەرکووک",
        "Umm Qasr",
    ]
)
POINTS = st.tuples(st.sampled_from([44.0, 44.01, 44.03, 44.2]), st.sampled_from([35.0, 35.004, 35.02, 35.4]))


@st.composite
def foreign_rows(draw: st.DrawFn) -> list[ForeignPlace]:
    ids = draw(st.lists(st.tuples(st.sampled_from(["gn", "wof", "osm"]), st.integers(1, 9)), max_size=9, unique=True))
    found = []
    for source, number in ids:
        texts = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
        same = draw(st.lists(st.integers(1, 9).map("gn.{}".format), max_size=1))
        made = row(f"{source}.{number}", *texts, at=draw(POINTS), kind=draw(KINDS), same_as=tuple(same))
        found.append(made)
    return found


OWN = [
    ours("iq.abbas", "Abbas", "عباس", at=(44.01, 35.0)),
    ours("iq.hawija", "Hawija", "الحويجة", at=(44.0, 35.02), kind="town"),
    ours("iq.d", "Hawija", "الحويجة", at=(44.0, 35.02), kind="district", radius_km=30),
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(foreign_rows(), st.randoms(use_true_random=False))
def test_no_row_is_lost_and_order_does_not_matter(bare: Areas, rows: list[ForeignPlace], chance: Any) -> None:
    found = conflate(OWN, rows, bare)
    places = {place.id: place for place in found.places}
    assert len(places) == len(found.places)
    assert list(found.decisions) == sorted(each.id for each in rows)
    for own in OWN:
        assert places[own.id].names[: len(own.names)] == own.names
        assert replace(places[own.id], names=own.names, sources=own.sources) == own
    for each in rows:
        decision = found.decisions[each.id]
        borne = {spelt(name.text)[0] for name in places[decision.place].names}
        kept = {spelt(item.name.text)[0] for item in decision.withheld}
        assert {spelt(name.text)[0] for name in each.names} <= borne | kept
        assert (decision.kind == "first") == (decision.place == each.id)
    new = len(found.places) - len(OWN)
    assert new == sum(decision.kind == "first" for decision in found.decisions.values())
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert conflate(OWN, shuffled, bare) == found


def test_five_thousand_against_two_thousand_takes_a_few_seconds(bare: Areas) -> None:
    import random
    import time

    chance = random.Random(5)
    syllables = ["ka", "ro", "shi", "ma", "lu", "ba", "ti", "zar", "qal", "dun", "wi", "ha"]

    def word() -> str:
        return "".join(chance.choices(syllables, k=3)).title()

    own = [ours(f"iq.{n}", word(), at=(chance.uniform(41, 47), chance.uniform(31, 37))) for n in range(2_000)]
    rows = [row(f"gn.{n}", word(), word(), at=(chance.uniform(41, 47), chance.uniform(31, 37))) for n in range(5_000)]
    started = time.perf_counter()
    conflate(own, rows, bare)
    assert time.perf_counter() - started < 8  # about 0.6 s here
