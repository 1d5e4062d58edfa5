"""The ground of each kind of phrase: on the right side, along the right line, between the right places."""

from __future__ import annotations

import pytest
import shapely
from shapely import Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import bearing_deg, distance_km, turn_deg
from geomap.locate import Locator
from geomap.records import Location

KIRKUK, TIKRIT, HAWIJA, SINJAR = (44.392, 35.468), (43.68, 34.607), (43.772, 35.326), (41.875, 36.32)


def located(locator: Locator, text: str) -> Location:
    found = locator.locate_text(text)
    assert found.footprint is not None, [why.text for why in found.reasons]
    assert found.footprint.is_valid
    assert found.footprint.intersects(Point(found.lon, found.lat))
    return found


def reasons(found: Location) -> set[str]:
    return {why.code for why in found.reasons}


@pytest.mark.parametrize(
    "text", ["the east bank of the Tigris near Shirqat", "الضفة الشرقية لنهر دجلة قرب الشرقاط"]
)  # fmt: skip
def test_a_bank_lies_on_its_side_of_the_river(text: str, locator: Locator, gazetteer: Gazetteer) -> None:
    found = located(locator, text)
    west = located(locator, "the west bank of the Tigris near Shirqat")
    (tigris,) = [m.place for m in gazetteer.lookup("Tigris") if m.place.kind == "river"]
    nearest = min(tigris.line, key=lambda p: distance_km(*p, found.lon or 0, found.lat or 0))
    assert (found.lon or 0) > nearest[0] - 0.03
    assert found.footprint.intersection(west.footprint).area < 0.1 * found.footprint.area
    assert (found.radius_km or 99) < 25


@pytest.mark.parametrize("text", ["at km 25 on the Kirkuk-Tikrit road", "25 km along the road from Kirkuk to Tikrit"])
def test_a_kilometre_of_a_road_lies_on_the_way(text: str, locator: Locator) -> None:
    found = located(locator, text)
    assert distance_km(*KIRKUK, found.lon or 0, found.lat or 0) == pytest.approx(25, abs=5)
    way, there = bearing_deg(*KIRKUK, *TIKRIT), bearing_deg(*KIRKUK, found.lon or 0, found.lat or 0)
    assert turn_deg(way, there) < 20


def test_the_ground_between_three_towns_holds_its_middle(locator: Locator) -> None:
    found = located(locator, "the triangle between Kirkuk, Hawija and Tikrit")
    lon, lat = (sum(axis) / 3 for axis in zip(KIRKUK, HAWIJA, TIKRIT, strict=True))
    assert found.footprint.contains(Point(lon, lat))
    assert not found.footprint.contains(Point(lon + 0.7, lat))
    assert "among" in reasons(found)


def test_the_foot_of_a_range_is_not_its_crest(locator: Locator, gazetteer: Gazetteer) -> None:
    found = located(locator, "at the foot of Mount Sinjar")
    (mount,) = [m.place for m in gazetteer.lookup("Mount Sinjar") if m.place.kind == "range"][:1]
    assert not found.footprint.contains(Point(mount.line[len(mount.line) // 2]))
    assert found.method == "along"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("on the border between Kirkuk and Salah al-Din", (43.6, 34.95)),
        ("الحدود بين محافظتي كركوك وصلاح الدين", (43.6, 34.95)),
        ("on the border with Syria, west of Sinjar", (41.29, 36.3)),
        ("على الحدود العراقية السورية غرب سنجار", (41.29, 36.3)),
        ("the Iraqi-Turkish border near Zakho", (42.68, 37.2)),
    ],
)
def test_a_border_is_the_strip_on_either_side(text: str, near: tuple[float, float], locator: Locator) -> None:
    found = located(locator, text)
    assert found.footprint.buffer(0.1).contains(Point(near))
    assert "border" in reasons(found)


def test_a_whole_border_is_too_vague(locator: Locator) -> None:
    found = locator.locate_text("on the Iraqi-Syrian border")
    assert found.lon is None
    assert {"border", "too_vague"} <= reasons(found)


def test_a_river_in_a_direction_is_that_part_of_it(locator: Locator) -> None:
    found = located(locator, "along the Tigris south of Mosul")
    assert (found.lat or 99) < 36.4
    assert found.method == "along"


def test_a_range_in_a_direction_may_lie_far_off(locator: Locator) -> None:
    found = located(locator, "جبال حمرين شمال شرقي بعقوبة")
    assert "towards" in reasons(found)
    assert turn_deg(bearing_deg(44.65, 33.75, found.lon or 0, found.lat or 0), 45) < 45


def test_distances_from_one_place_are_several_places(locator: Locator) -> None:
    found = located(locator, "12 km north of Kirkuk, 20 km south of Kirkuk")
    assert found.footprint.intersects(Point(KIRKUK[0], KIRKUK[1] + 0.12))
    assert found.footprint.intersects(Point(KIRKUK[0], KIRKUK[1] - 0.2))
    assert "both_likely" in reasons(found)


def test_a_junction_lies_between_the_towns_of_its_roads(locator: Locator) -> None:
    found = located(locator, "the junction of the Kirkuk-Baghdad and Tuz roads")
    assert found.footprint.contains(Point(44.5, 35.0))
    assert "junction" in reasons(found)


def test_a_village_of_a_town_lies_about_it_and_in_its_unit(locator: Locator) -> None:
    found = located(locator, "a village of Daquq")
    assert (found.radius_km or 99) < 30
    assert found.shares.district.get("Daquq", 0) > 0.8


def test_places_named_together_but_far_apart_are_told(locator: Locator) -> None:
    found = located(locator, "الحويجة ومخمور")
    assert "first_kept" in reasons(found)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("محافظة كركوك (250 كم شمال بغداد)", "iq.kirkuk"),
        ("قضاء البعاج 510 كم شمال غرب بغداد", "iq.nineveh.baaj"),
        ("Kirkuk province, 250 km north of Baghdad", "iq.kirkuk"),
    ],
)
def test_where_a_unit_lies_is_background(text: str, unit: str, locator: Locator) -> None:
    found = located(locator, text)
    assert found.place is not None
    assert found.place.id == unit
    assert found.method == "area"


def test_a_distance_within_a_unit_is_where_it_happened(locator: Locator) -> None:
    found = located(locator, "Nineveh province, 20 km west of Mosul")
    assert found.method == "offset"
    assert (found.radius_km or 999) < 40


@pytest.mark.parametrize(
    "text",
    [
        "300 hours drive from Karbala",
        "5000 km north of Kirkuk",
        "9999 km from Hawija",
        "20000 km south of Kirkuk",
        "less than 30000 km north of Kirkuk",
        "more than 15000 km east of Tehran",
    ],
)
def test_distances_across_the_globe_are_not_followed(text: str, locator: Locator) -> None:
    """They once broke the ring of their region."""
    found = locator.locate_text(text)
    assert found.lon is None
    assert reasons(found) & {"impossible", "impossible_distance"}


@pytest.mark.parametrize("text", ["300 km from Fiji", "150 km east of Fiji", "near Fiji", "200 km from Russia"])
def test_what_lies_at_the_antimeridian_is_not_around_the_earth(text: str, locator: Locator) -> None:
    found = locator.locate_text(text)
    assert found.reasons
    if found.footprint is not None:
        assert found.footprint.is_valid
        assert (found.radius_km or 0) < 200
        assert sum(part.bounds[2] - part.bounds[0] for part in shapely.get_parts(found.footprint)) < 10


@pytest.mark.parametrize("text", ["Rashad, 20000 km southwest of Kirkuk", "at km 20000 of the Kirkuk road"])
def test_a_name_beside_a_distance_across_the_globe_is_kept(text: str, locator: Locator) -> None:
    found = locator.locate_text(text)
    assert (found.radius_km or 0) < 50
    assert found.reasons


def test_a_road_and_a_town_that_do_not_meet_have_no_junction(locator: Locator) -> None:
    found = locator.locate_text("the junction of Çorum and the Baghdad–Kirkuk road")
    assert found.lon is None or "apart" in reasons(found)


def test_a_distance_without_a_direction_is_as_far_as_was_said(locator: Locator) -> None:
    found = located(locator, "40 km from Kirkuk")
    assert distance_km(*KIRKUK, found.lon or 0, found.lat or 0) == pytest.approx(40, abs=5)
