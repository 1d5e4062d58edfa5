"""A coder's point becomes a region from which its precision code follows again; its text may be more exact."""

from __future__ import annotations

from typing import Any

import pytest

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import Locator, better, coded_region
from geomap.locate.precision import geo_precision, where_prec
from geomap.records import Location

HAWIJA = (43.774, 35.324)


def coded(gazetteer: Gazetteer, name: Location | None = None, **values: Any) -> Location:
    at = dict(zip(("lon", "lat"), HAWIJA, strict=True))
    return coded_region(Location("Hawija", **{**at, "method": "coordinates", **values}), "UCDP", gazetteer, name)


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5])
def test_ucdps_code_follows_again_from_the_region(gazetteer: Gazetteer, code: int) -> None:
    location = coded(gazetteer, where_prec=code)
    assert location.where_prec == where_prec(location) == code
    assert location.footprint is not None
    assert location.radius_km is not None
    assert [reason.code[:5] for reason in location.reasons] == ["coded"]


@pytest.mark.parametrize("code", [1, 2, 3])
def test_acleds_code_follows_again_from_the_region(gazetteer: Gazetteer, code: int) -> None:
    location = coded(gazetteer, geo_precision=code)
    assert location.geo_precision == geo_precision(location) == code
    assert location.where_prec == where_prec(location) == {1: 1, 2: 2, 3: 4}[code]


def test_the_point_is_the_coders_and_the_units_follow_from_the_region(gazetteer: Gazetteer) -> None:
    location = coded(gazetteer, where_prec=1)
    assert (location.lon, location.lat, location.method) == (*HAWIJA, "coordinates")
    assert max(location.shares.district, key=lambda unit: location.shares.district[unit]) == "Hawija"
    assert location.shares.disputed is not None


@pytest.mark.parametrize(("code", "kind"), [(3, "district"), (4, "governorate")])
def test_where_only_a_unit_is_known_the_region_is_the_unit(gazetteer: Gazetteer, code: int, kind: str) -> None:
    location = coded(gazetteer, where_prec=code)
    assert location.method == "area"
    assert location.place is not None
    assert location.place.kind == kind
    assert location.footprint == gazetteer.areas.of(location.place.id)


@pytest.mark.parametrize(("code", "at"), [(3, (35.0, 39.0)), (4, (35.0, 39.0)), (7, (51.5, 26.8))])
def test_abroad_the_coders_code_is_kept(gazetteer: Gazetteer, code: int, at: tuple[float, float]) -> None:
    location = coded(gazetteer, where_prec=code, lon=at[0], lat=at[1])
    assert location.where_prec == code
    assert location.footprint is not None


@pytest.mark.parametrize(
    ("values", "why"),
    [({"where_prec": 6}, "coded_country"), ({"lon": None, "lat": None, "method": "unplaced"}, "coded_nowhere")],
)
def test_what_has_no_place_says_why(gazetteer: Gazetteer, values: dict[str, Any], why: str) -> None:
    location = coded(gazetteer, **values)
    assert (location.lon, location.radius_km, location.method) == (None, None, "unplaced")
    assert [reason.code for reason in location.reasons] == [why]


def test_a_point_without_a_code_is_near(gazetteer: Gazetteer) -> None:
    location = coded(gazetteer)
    assert (location.method, location.radius_km) == ("near", 25.0)
    assert location.reasons[0].code == "coded_vague"


def test_an_exact_point_is_as_vague_as_the_town_in_which_it_lies(gazetteer: Gazetteer, locator: Locator) -> None:
    town = locator.locate_text("Hawija")
    assert town.place is not None
    location = coded(gazetteer, town, where_prec=1)
    assert (location.place, location.method, location.where_prec) == (town.place, "named", 1)
    assert (location.lon, location.lat) == HAWIJA
    reach = distance_km(*HAWIJA, town.place.lon, town.place.lat) + town.place.radius_km
    assert location.radius_km == pytest.approx(reach, abs=0.001)
    elsewhere = coded(gazetteer, locator.locate_text("Tikrit"), where_prec=1)
    assert (elsewhere.place, elsewhere.method) == (None, "coordinates")


def test_a_governorate_that_the_coder_names_otherwise_is_a_claim(gazetteer: Gazetteer) -> None:
    assert coded(gazetteer, where_prec=1, claimed_governorate="Kirkuk province").claimed_governorate is None
    assert coded(gazetteer, where_prec=1, claimed_governorate="Salah al-Din").claimed_governorate == "Salah al-Din"


def test_a_text_that_is_more_exact_and_agrees_is_followed(gazetteer: Gazetteer, locator: Locator) -> None:
    wide = coded(gazetteer, where_prec=3)
    village = locator.locate_text("Hawija")
    found = better(wide, [locator.locate_text("Baghdad"), village], "UCDP")
    assert (found.place, found.lon, found.lat) == (village.place, village.lon, village.lat)
    assert [reason.code for reason in found.reasons][:1] == ["reread"]
    assert found.reasons[-len(wide.reasons) :] == wide.reasons


@pytest.mark.parametrize("text", ["Baghdad", "Iraq", "Kirkuk governorate", "nowhere at all"])
def test_a_text_that_disagrees_or_is_vaguer_is_not_followed(gazetteer: Gazetteer, locator: Locator, text: str) -> None:
    near = coded(gazetteer, where_prec=2)
    found = better(near, [locator.locate_text(text)], "UCDP")
    assert (found.lon, found.lat, found.radius_km) == (near.lon, near.lat, near.radius_km)
    assert [reason.code for reason in found.reasons] == ["coded", "reread_kept"]
