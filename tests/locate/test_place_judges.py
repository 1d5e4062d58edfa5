"""The judges: each by itself, and what they make of the many Rashads together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator, parse
from geomap.locate.choice import Choice
from geomap.locate.dossier import Dossier
from geomap.locate.expressions import Named
from geomap.locate.judges import JUDGES, Case, by_rarity, by_region, by_seat, judge
from geomap.records import Candidate, Location, PlacePhrase


def located(locator: Locator, *texts: str) -> Location:
    return locator.locate([PlacePhrase(text, 0, len(text)) for text in texts])


def case(gazetteer: Gazetteer, name: str, kind: str = "") -> Case:
    ids = tuple(match.place.id for match in gazetteer.lookup(name))
    return Case(Named(name, 0, len(name), ids, kind), (), (), (), gazetteer)


def test_judges_are_named_and_in_order() -> None:
    assert [verdict.__name__ for verdict in JUDGES][:3] == ["by_name", "by_rarity", "by_kind"]
    assert all(verdict.__doc__ for verdict in JUDGES)


@pytest.mark.parametrize("name", ["الرشاد", "Kirkuk", "مخمور", "Yarmouk"])
def test_probabilities_are_a_share_of_one(name: str, gazetteer: Gazetteer) -> None:
    given = case(gazetteer, name)
    candidates = judge(given, [gazetteer.place(id) for id in given.named.ids])
    total = sum(candidate.probability for candidate in candidates)
    assert 0 < total < 1
    assert [c.probability for c in candidates] == sorted((c.probability for c in candidates), reverse=True)


@pytest.mark.parametrize(
    ("texts", "id"),
    [
        (["قضاء مخمور"], "iq.erbil.makhmur"),
        (["بلدة مخمور"], "iq.erbil.p.makhmur"),
        (["Makhmur"], "iq.erbil.p.makhmur"),
        (["ناحية الرشاد"], "iq.kirkuk.daquq.rashad"),
        (["قرية الرشاد في محافظة ديالى"], "iq.diyala.p.rashad_muqdadiya"),
        (["الرشاد", "محافظة كركوك"], "iq.kirkuk.p.rashad"),
        (["الرشاد", "قضاء المقدادية"], "iq.diyala.p.rashad_muqdadiya"),
    ],
)
def test_kind_and_containment_choose_among_homonyms(texts: list[str], id: str, locator: Locator) -> None:
    found = located(locator, *texts)
    assert found.place is not None
    assert found.place.id == id


def test_the_other_places_of_a_report_draw(locator: Locator) -> None:
    far = located(locator, "الرشاد", "قرب المقدادية")
    assert found_id(far) == "iq.diyala.p.rashad_muqdadiya"


def found_id(location: Location) -> str:
    return location.place.id if location.place else ""


def test_a_claimed_unit_counts_as_holding(locator: Locator) -> None:
    found = located(locator, "قرية لاكجة في محافظة نينوى")
    assert found_id(found) == "iq.erbil.p.lakja"
    codes = {reason.code for reason in found.reasons}
    assert "inside_claimed" in codes
    assert "claimed" in codes


def test_a_distance_chooses_too(locator: Locator) -> None:
    found = located(locator, "الرشاد (46 كم جنوب غربي كركوك)")
    assert found_id(found) == "iq.kirkuk.p.rashad"
    at_rashad = sum(c.probability for c in found.candidates if c.place.id.startswith("iq.kirkuk"))
    assert at_rashad > 0.95


def test_refused_candidates_keep_their_sentences(locator: Locator) -> None:
    found = located(locator, "قرية الرشاد في محافظة ديالى")
    refused = [c for c in found.candidates if c.place.id != "iq.diyala.p.rashad_muqdadiya"]
    assert refused
    assert all(candidate.reasons for candidate in refused)


def test_a_place_abroad_needs_its_country_named(locator: Locator) -> None:
    assert located(locator, "30 km south of Kermanshah, Iran").lon is not None
    found = located(locator, "30 km south of Kirkuk, Iran")
    assert found.method == "unplaced"


def test_a_quarter_lies_in_the_city_named_with_it(locator: Locator) -> None:
    """حي الميثاق is known in Mosul alone, which is not that of Kirkuk; حي القادسية in Kirkuk as in other cities."""
    known = locator.locate_text("حي القادسية بمدينة كركوك")
    assert known.place is not None
    assert known.place.id == "iq.kirkuk.p.qadisiya_kirkuk"
    location = locator.locate_text("حي الميثاق بمدينة كركوك")
    assert location.place is None
    assert abs(location.lon - 44.39) + abs(location.lat - 35.47) < 0.3


def test_a_range_lies_in_every_governorate_that_it_runs_through(locator: Locator) -> None:
    location = locator.locate_text("زنجیرە چیای حەمرین لە سنووری پارێزگای سەلاحەدین")
    assert location.place is not None
    assert location.place.kind == "range"


def test_a_name_that_is_also_a_word_is_a_name_behind_the_word_for_its_kind(locator: Locator) -> None:
    location = locator.locate_text("ناحیەی پردێ")
    assert location.place is not None
    assert location.place.label == "Altun Kupri"


def choice_of(gazetteer: Gazetteer, text: str) -> Choice:
    return Choice(Dossier((parse(text, gazetteer.find(text), gazetteer),), ("site",), gazetteer))


def none_of(candidates: Sequence[Candidate]) -> float:
    return 1 - sum(candidate.probability for candidate in candidates)


@pytest.mark.parametrize(("name", "town"), [("Makhmur", "iq.erbil.p.makhmur"), ("الحويجة", "iq.kirkuk.p.hawija")])
def test_a_bare_name_means_the_town_and_not_its_district(name: str, town: str, gazetteer: Gazetteer) -> None:
    given = case(gazetteer, name)
    first, *rest = judge(given, [gazetteer.place(id) for id in given.named.ids])
    assert first.place.id == town
    assert first.probability > 0.85
    assert any(candidate.place.kind == "district" for candidate in rest)


def test_a_unit_gives_way_to_its_town_only_where_the_words_ask_for_no_unit(gazetteer: Gazetteer) -> None:
    district = gazetteer.place("iq.erbil.makhmur")
    assert by_seat(district, case(gazetteer, "Makhmur"))[0] < 0
    assert by_seat(district, case(gazetteer, "Makhmur", "district"))[0] == 0
    alone = case(gazetteer, "Makhmur")
    assert by_seat(district, replace(alone, named=replace(alone.named, ids=(district.id,))))[0] == 0


def test_a_name_of_many_places_is_not_surer_than_a_rare_one(gazetteer: Gazetteer) -> None:
    rashads = case(gazetteer, "قرية الرشاد", "village")
    rashads = replace(rashads, named=replace(rashads.named, text="الرشاد", ids=case(gazetteer, "الرشاد").named.ids))
    places = [gazetteer.place(id) for id in rashads.named.ids if gazetteer.place(id).kind == "village"]
    assert len(places) > 1
    many = replace(rashads, named=replace(rashads.named, ids=tuple(place.id for place in places)))
    one = replace(rashads, named=replace(rashads.named, ids=(places[0].id,)))
    assert by_rarity(places[0], many)[0] < by_rarity(places[0], one)[0] == 0
    assert none_of(judge(many, places)) == pytest.approx(none_of(judge(one, places[:1])), abs=0.1)


def test_the_governorate_of_the_other_places_draws(gazetteer: Gazetteer) -> None:
    others = tuple(gazetteer.place(id) for id in ("iq.kirkuk.p.hawija", "iq.kirkuk.p.daquq", "iq.erbil.p.makhmur"))
    given = replace(case(gazetteer, "الرشاد"), others=others)
    at_home = by_region(gazetteer.place("iq.kirkuk.p.rashad"), given)[0]
    next_door = by_region(gazetteer.place("iq.erbil.p.lakja"), given)[0]
    assert at_home > next_door > by_region(gazetteer.place("iq.diyala.p.rashad_muqdadiya"), given)[0] == 0
    assert by_region(gazetteer.place("iq.kirkuk.p.rashad"), case(gazetteer, "الرشاد"))[0] == 0


def test_another_place_named_beside_it_refuses_less_than_its_governorate(gazetteer: Gazetteer) -> None:
    bare = choice_of(gazetteer, "Mosul, Kirkuk")
    said = choice_of(gazetteer, "Mosul, Kirkuk governorate")
    named = bare.dossier.readings[0].names[0]
    assert named.text == "Mosul"
    assert none_of(bare.candidates(named)) < none_of(said.candidates(said.dossier.readings[0].names[0]))


@pytest.mark.parametrize("text", ["قرية لاكجة في محافظة البصرة", "حي الميثاق بمدينة كركوك"])
def test_none_of_these_is_likely_where_every_place_of_the_name_lies_elsewhere(text: str, gazetteer: Gazetteer) -> None:
    choice = choice_of(gazetteer, text)
    named = choice.dossier.readings[0].names[0]
    assert choice.candidates(named)
    assert choice.best(named) is None
    why = choice.refusal(named)
    assert why is not None
    assert why.code == "none_fits"
    assert why.values["probability"] > 50


def test_a_name_with_a_place_or_without_any_is_not_refused(gazetteer: Gazetteer) -> None:
    choice = choice_of(gazetteer, "قضاء مخمور")
    assert choice.refusal(choice.dossier.readings[0].names[0]) is None
    assert choice.refusal(Named("Qwrtzxy", 0, 7)) is None


@pytest.mark.parametrize("name", ["الرشاد", "Rashad", "Yarmouk"])
def test_without_the_place_that_was_meant_none_of_these_gains(name: str, gazetteer: Gazetteer) -> None:
    given = case(gazetteer, name)
    places = [gazetteer.place(id) for id in given.named.ids]
    whole = judge(given, places)
    first = whole[0].place
    rest = [place for place in places if place.id != first.id and first.id not in place.parents]
    rest = [place for place in rest if place.id not in first.parents]
    assert rest
    lacking = replace(given, named=replace(given.named, ids=tuple(place.id for place in rest)))
    assert none_of(judge(lacking, rest)) > none_of(whole)


def test_two_cities_of_one_sentence_do_not_hold_each_other(locator: Locator) -> None:
    """One of Qaraqosh's names, which lies near Mosul, is nearly spelt like Baghdad's."""
    found = locator.locate_text("Baghdad bombings kill nine as fighting in Mosul goes on")
    assert found.candidates[0].place.id in ("iq.baghdad.p.baghdad", "iq.nineveh.p.mosul")
