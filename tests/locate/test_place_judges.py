"""The judges: each by itself, and what they make of the many Rashads together."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator
from geomap.locate.expressions import Named
from geomap.locate.judges import JUDGES, Case, judge
from geomap.records import Location, PlacePhrase


def located(locator: Locator, *texts: str) -> Location:
    return locator.locate([PlacePhrase(text, 0, len(text)) for text in texts])


def case(gazetteer: Gazetteer, name: str, kind: str = "") -> Case:
    ids = tuple(match.place.id for match in gazetteer.lookup(name))
    return Case(Named(name, 0, len(name), ids, kind), (), (), (), gazetteer)


def test_judges_are_named_and_in_order() -> None:
    assert [verdict.__name__ for verdict in JUDGES][:3] == ["by_name", "by_kind", "by_containment"]
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
