"""From phrases to locations: the two incidents of the article, contradictions, and what cannot be placed."""

from __future__ import annotations

import pytest
from shapely import Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import Context, Locator, answer
from geomap.records import Location, Mention, PlacePhrase
from geomap.settings import Settings

RASHAD, SATIHA, LAKJA = (44.082, 35.135), (44.188, 35.063), (43.602, 35.590)


def located(locator: Locator, *texts: str, roles: tuple[str, ...] = ()) -> Location:
    given = roles or ("site",) * len(texts)
    return locator.locate([PlacePhrase(t, 0, len(t), role=role) for t, role in zip(texts, given, strict=True)])


def codes(location: Location) -> set[str]:
    return {reason.code for reason in location.reasons}


def off_km(location: Location, lon: float, lat: float) -> float:
    assert location.lon is not None
    assert location.lat is not None
    return distance_km(location.lon, location.lat, lon, lat)


def is_whole(location: Location) -> bool:
    """Whether point, radius and footprint are there, fit together and lie on earth."""
    if location.footprint is None or location.lon is None or location.lat is None or location.radius_km is None:
        return False
    shape = location.footprint
    hull = list(shape.convex_hull.exterior.coords)
    covered = all(distance_km(location.lon, location.lat, *xy) <= location.radius_km + 0.01 for xy in hull)
    return bool(shape.is_valid and covered and (location.lon, location.lat) != (0, 0))


def test_name_and_distance_contradict_each_other_at_rashad(locator: Locator) -> None:
    found = located(locator, "قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك الشمالية")
    assert is_whole(found)
    assert off_km(found, *RASHAD) <= 15
    assert found.footprint.contains(Point(RASHAD))
    assert found.footprint.contains(Point(SATIHA))
    assert {"contradicts", "name_wins", "unnamed"} <= codes(found)
    (contradiction,) = [reason for reason in found.reasons if reason.code == "contradicts"]
    assert contradiction.values["said_km"] == 30
    assert contradiction.values["km"] == 46
    assert contradiction.values["bearing"] == 217
    assert contradiction.values["direction"] == "SW"


def test_lakja_is_claimed_by_nineveh_and_lies_in_erbil(locator: Locator) -> None:
    found = located(locator, "قرية (لاكجة)", "قضاء مخمور بمحافظة نينوى", "جنوب شرقي مدينة الموصل")
    assert is_whole(found)
    assert off_km(found, *LAKJA) <= 3
    assert found.claimed_governorate == "Nineveh"
    assert max(found.shares.governorate, key=lambda unit: found.shares.governorate[unit]) == "Erbil"
    (claim,) = [reason for reason in found.reasons if reason.code == "claimed"]
    assert claim.values["unit"] == "Nineveh"
    assert claim.values["actual"] == "Erbil"
    assert (found.geo_precision, found.where_prec, found.method) == (1, 1, "named")


def test_the_order_of_the_phrases_does_not_move_lakja(locator: Locator) -> None:
    found = located(locator, "قرية (لاكجة)", "جنوب شرقي مدينة الموصل", "قضاء مخمور بمحافظة نينوى")
    assert off_km(found, *LAKJA) <= 3


@pytest.mark.parametrize(
    "text", ["a village of al-Rashad", "قرية تابعة لناحية الرشاد", "villages of al-Rashad in Kirkuk"]
)
def test_a_village_of_a_town_is_the_land_around_it(text: str, locator: Locator) -> None:
    found = located(locator, text)
    assert is_whole(found)
    assert found.radius_km is not None
    assert found.radius_km >= 12
    assert found.footprint.contains(Point(SATIHA))
    assert (found.method, found.geo_precision) == ("area", 2)


def test_a_distance_that_agrees_says_so(locator: Locator) -> None:
    found = located(locator, "Khan Bani Saad, 30 km northeast of Baghdad")
    assert found.method == "named"
    assert "agrees" in codes(found)
    assert not {"contradicts", "name_wins"} & codes(found)


def test_a_wild_distance_leaves_the_named_place_alone(locator: Locator) -> None:
    wild, plain = located(locator, "قرية لاكجة (900 كم جنوب بغداد)"), located(locator, "قرية لاكجة")
    assert off_km(wild, *LAKJA) <= 3
    assert wild.radius_km == plain.radius_km
    assert "contradicts" in codes(wild)


def test_a_named_place_is_as_large_as_it_is(locator: Locator) -> None:
    baghdad, village = located(locator, "بغداد"), located(locator, "قرية لاكجة")
    assert baghdad.radius_km is not None
    assert village.radius_km is not None
    assert baghdad.radius_km > 10 > village.radius_km


@pytest.mark.parametrize(
    ("text", "geo", "where"),
    [
        ("قضاء مخمور", 2, 3),
        ("محافظة كركوك", 3, 4),
        ("قرية لاكجة", 1, 1),
        ("5 km south of Daquq", 2, 2),
        ("near Daquq", 2, 2),
        ("between Kirkuk and Tikrit", 3, 5),
        ("35.063, 44.188", 1, 1),
    ],
)
def test_precision_codes(text: str, geo: int, where: int, locator: Locator) -> None:
    found = locator.locate_text(text)
    assert (found.geo_precision, found.where_prec) == (geo, where)


def test_a_unit_alone_is_its_whole_area(locator: Locator) -> None:
    found = located(locator, "قضاء الحويجة")
    assert found.method == "area"
    assert is_whole(found)
    assert found.footprint.contains(Point(43.773, 35.326))
    assert found.shares.disputed is not None


def test_units_cut_what_is_described(locator: Locator) -> None:
    wide, cut = located(locator, "south of Mosul"), located(locator, "south of Mosul, Erbil province")
    assert cut.shares.governorate["Erbil"] > wide.shares.governorate.get("Erbil", 0) + 0.2
    assert "narrowed" in codes(cut)


def test_a_unit_that_does_not_touch_is_not_followed(locator: Locator) -> None:
    found = located(locator, "30 km south of Kirkuk, Basra province")
    assert is_whole(found)
    assert "not_narrowed" in codes(found)


def test_an_unknown_village_falls_back_on_its_unit(locator: Locator) -> None:
    found = located(locator, "قرية زغبرتون في قضاء مخمور")
    assert found.lon is not None
    assert found.method == "area"
    assert found.geo_precision != 1
    (why,) = [reason for reason in found.reasons if reason.code == "unknown_name"]
    assert why.values["name"] == "زغبرتون"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_place"),
        ("   ", "no_place"),
        ("12345", "no_place"),
        ("!!!", "no_place"),
        ("Iraq", "country_only"),
        ("العراق", "country_only"),
        ("قرية زغبرتون", "unknown"),
        ("30 km south of Zghbrtownia", "unknown_anchor"),
        ("5000 km west of Kirkuk", "impossible"),
        ("<script>alert('x')</script>", "no_place"),
        ("\u202e\u200b\u0640", "no_place"),
    ],
)
def test_what_cannot_be_placed_says_why(text: str, code: str, locator: Locator) -> None:
    found = locator.locate_text(text)
    assert (found.method, found.lon, found.lat, found.footprint) == ("unplaced", None, None, None)
    assert (found.geo_precision, found.where_prec, found.radius_km) == (None, None, None)
    assert code in codes(found)


def test_a_position_outside_iraq_is_taken_and_doubted(locator: Locator) -> None:
    found = locator.locate_text("35.21, 4.41")
    assert (found.lon, found.lat) == (4.41, 35.21)
    assert "position_abroad" in codes(found)


def test_no_phrases_at_all(locator: Locator) -> None:
    found = locator.locate([])
    assert found.method == "unplaced"
    assert found.place_text is None
    assert codes(found) == {"no_place"}


def test_settings_bound_how_vague_an_answer_may_be(gazetteer: Gazetteer) -> None:
    strict = Locator(gazetteer, Settings(max_radius_km=10))
    assert "too_vague" in codes(strict.locate_text("60 km south of Kirkuk"))
    assert strict.locate_text("قضاء مخمور").lon is not None


def test_context_phrases_narrow_but_do_not_name_the_site(locator: Locator) -> None:
    found = located(locator, "20 km southeast of Mosul", "مدينة الفلوجة", roles=("site", "context"))
    assert off_km(found, 43.13, 36.34) < 40
    alone = located(locator, "محافظة كركوك", roles=("context",))
    assert alone.method == "area"


def test_distances_elsewhere_in_the_report_are_evidence(locator: Locator) -> None:
    texts = ("قرية تابعة لبلدة الرشاد", "30 كيلومتراً إلى الجنوب الغربي من كركوك")
    found = located(locator, *texts, roles=("site", "context"))
    assert off_km(found, *RASHAD) <= 15
    assert {"contradicts", "name_wins"} <= codes(found)


def test_a_feature_is_cut_to_what_tells_its_part(locator: Locator) -> None:
    whole, part = located(locator, "جبال حمرين"), located(locator, "جبال حمرين في محافظة ديالى")
    assert (whole.method, part.method) == ("along", "along")
    assert part.footprint.area < whole.footprint.area


def test_a_road_that_bears_a_name_is_near_the_place(locator: Locator) -> None:
    found = located(locator, "road to Erbil")
    assert (found.method, found.place) == ("near", None)


def test_one_unit_in_the_possessive_holds_the_other(locator: Locator) -> None:
    found = located(locator, "Kirkuk's Daquq district")
    assert found.place is not None
    assert found.place.id == "iq.kirkuk.daquq"


def test_places_named_side_by_side_are_one_region(locator: Locator) -> None:
    found = located(locator, "قريتي بشير وتازة")
    single = located(locator, "قرية بشير")
    assert "several" in codes(found)
    assert found.footprint.area > single.footprint.area


def test_mentions_of_a_document_keep_their_offsets(locator: Locator, gazetteer: Gazetteer) -> None:
    text = "قال مصدر إن الهجوم وقع في قضاء الحويجة أمس"
    phrase = "قضاء الحويجة"
    start = text.index(phrase)
    mentions = tuple(m for m in gazetteer.find(text) if start <= m.start < start + len(phrase))
    place = PlacePhrase(phrase, start, start + len(phrase), "doc", mentions)
    found = locator.locate([place], Context(mentions=mentions, language="ar"))
    assert found.place is not None
    assert found.place.id == "iq.kirkuk.hawija"
    (evidence,) = found.evidence
    assert (evidence.field, text[evidence.start : evidence.end]) == ("place", phrase)
    assert found.place_text == phrase


def test_mentions_that_the_gazetteer_has_not_are_ignored(locator: Locator) -> None:
    ghost = Mention(0, 4, "Atla", ("iq.p.nowhere",))
    found = locator.locate([PlacePhrase("Atla", 0, 4, mentions=(ghost,))])
    assert found.method == "unplaced"


def test_the_answer_is_plain_data(locator: Locator) -> None:
    data = answer(locator.locate_text("30 km southwest of Kirkuk"), "30 km southwest of Kirkuk")
    assert data["footprint"]["type"] == "Polygon"
    assert data["location_method"] == "offset"
    assert data["candidates"][0]["id"] == "iq.kirkuk.p.kirkuk"
    empty = answer(locator.locate_text("nowhere at all"), "nowhere at all")
    assert [empty[key] for key in ("lon", "lat", "radius_km", "footprint", "place_id", "geo_precision")] == [None] * 6
    assert empty["reasons"]


def test_the_same_question_gets_the_same_answer(gazetteer: Gazetteer) -> None:
    text = "قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك"
    one, other = Locator(gazetteer).locate_text(text), Locator(gazetteer).locate_text(text)
    assert answer(one, text) == answer(other, text)


def test_a_chain_of_anchors_without_end_breaks_nothing(locator: Locator) -> None:
    location = locator.locate_text("between Kirkuk and Hawija " * 38)
    assert location.lon is not None
    assert codes(locator.locate_text("between Kirkuk and Hawija " * 600)) == {"too_long"}
