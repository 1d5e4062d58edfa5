"""Looking names up: exactly by key, and as one types."""

from __future__ import annotations

import time

import pytest

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize(
    "name",
    [
        "Hawija",
        "al-Hawijah",
        "Huwayjah",
        "Hawīja",
        "Ḥawīǧa",
        "HAWIJA",
        "الحويجة",
        "الحويجه",
        "حويجة",
        "حەویجە",
        " Al  Hawija ",
    ],
)
def test_every_spelling_finds_the_place(gazetteer: Gazetteer, name: str) -> None:
    assert "iq.kirkuk.p.hawija" in {match.place.id for match in gazetteer.lookup(name)}


def test_all_homonyms_are_given_the_best_known_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("الرشاد")
    assert found[0].place.id == "iq.kirkuk.p.rashad"
    assert len({match.place.parents[-2] for match in found if len(match.place.parents) > 1}) >= 2, "also outside Kirkuk"


def test_a_kind_narrows(gazetteer: Gazetteer) -> None:
    assert {match.place.kind for match in gazetteer.lookup("Kirkuk", kind="governorate")} == {"governorate"}


def test_a_match_says_by_which_name_and_how_well(gazetteer: Gazetteer) -> None:
    exact = gazetteer.lookup("كركوك")[0]
    assert (exact.name.text, exact.score) == ("كركوك", 1.0)
    assert all(0.0 <= match.score <= 1.0 for match in gazetteer.lookup("Kerkuk"))


@pytest.mark.parametrize("name", ["", " ", "…", "Xyzzyplugh", "قفغعهخحج"])
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize("name", ["", "…"])
def test_an_empty_search_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.search(name) == ()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("hawi", "Hawija"),
        ("Kirkk", "Kirkuk"),
        ("kerk", "Kirkuk"),
        ("كركو", "Kirkuk"),
        ("کەرکو", "Kirkuk"),
        ("mosl", "Mosul"),
        ("Мосул", "Mosul"),
        ("Tuz Kh", "Tuz Khurmatu"),
        ("طوز خور", "Tuz Khurmatu"),
        ("مخمو", "Makhmur"),
        ("مەخموو", "Makhmur"),
        ("shirqt", "Shirqat"),
        ("سنجار", "Sinjar"),
        ("Damasc", "Damascus"),
    ],
)
def test_what_is_typed_in_part_or_with_a_slip_finds_the_place(gazetteer: Gazetteer, typed: str, label: str) -> None:
    assert label in [match.place.label for match in gazetteer.search(typed, 5)]


def test_an_exact_name_comes_first_in_a_search(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Daquq", 3)[0].place.label == "Daquq"


def test_a_search_gives_each_place_once_and_no_more_than_asked(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("al", 7)
    assert len(found) == 7 == len({match.place.id for match in found})


def test_a_search_is_quick_enough_to_type_with(gazetteer: Gazetteer) -> None:
    gazetteer.search("warm up")
    start = time.process_time()
    for typed in ("haw", "hawi", "hawij", "كرك", "مەخ"):
        gazetteer.search(typed)
    assert (time.process_time() - start) / 5 < 0.1, "a tenth of a second is what feels immediate"
