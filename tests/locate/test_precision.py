"""The codes of ACLED and UCDP: one case a rule of `geomap.locate.precision`, with the words of the codebook it follows.

[A] ACLED Codebook, "Event geography", "Spatial precision codes"; [U] UCDP GED Codebook, ``where_prec`` and 5.4.2.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely import Point, box

from geomap.gazetteer.areas import Areas
from geomap.locate import Locator
from geomap.locate.precision import NEAR_KM, REGION_KM, geo_precision, is_beyond_waters, where_prec
from geomap.records import Candidate, Location, Place, Shares

LON, LAT = 44.0, 35.0
ONE_DISTRICT = Shares({"Kirkuk": 0.97}, {"Hawija": 0.93})
ONE_GOVERNORATE = Shares({"Kirkuk": 0.93}, {"Hawija": 0.6, "Daquq": 0.33})
SEVERAL = Shares({"Kirkuk": 0.5, "Nineveh": 0.4}, {"Hawija": 0.3})


def place(kind: str, lat: float = LAT) -> Place:
    return Place(id=f"iq.{kind}", kind=kind, names=(), lon=LON, lat=lat, radius_km=3)


def found(
    method: str, km: float, kind: str = "", shares: Shares = ONE_DISTRICT, anchor_lat: float | None = None
) -> Location:
    """Return a location; an offset counts from a town at `anchor_lat`."""
    anchors = () if anchor_lat is None else (Candidate(place("town", anchor_lat), 0.9),)
    chosen = place(kind) if kind else None
    return Location(
        place=chosen, lon=LON, lat=LAT, radius_km=km, method=method, shares=shares, candidates=anchors,
        footprint=Point(LON, LAT).buffer(km / 100),
    )  # fmt: skip


NEARER, FARTHER = LAT + 0.2, LAT + 0.3
"""Latitudes 22 and 33 km north of the location."""

ACLED = [
    ("[A] 1: a particular town", found("named", 4, "town"), 1),
    ("[A] 1: a neighbourhood of a city", found("named", 2, "quarter"), 1),
    ("[A] 1: a city, the neighbourhood unknown", found("named", 21, "city"), 1),
    ("[A] 1, our reading: a written position", found("coordinates", 0.1), 1),
    ("[A] 1, our reading: set by an analyst", found("corrected", 1), 1),
    ("[A] 2: near a town or a city", found("near", 8), 2),
    ("[A] 2: near a town, by distance", found("offset", 12, anchor_lat=NEARER), 2),
    ("[A] 2: a small part of a region, a district", found("area", 45, "district"), 2),
    ("[A] 2: a small part of a region, a subdistrict", found("area", 15, "subdistrict"), 2),
    ("[A] 2: a general area, a small mountain", found("named", 9, "range"), 2),
    ("[A] 2: a general area, the land between", found("between", 20), 2),
    ("[A] 2: a town whose place is not sure", found("named", 40, "town"), 2),
    ("[A] 3: a larger region, a governorate", found("area", 50, "governorate"), 3),
    ("[A] 3: a larger region, a natural location", found("along", 130, "river"), 3),
    ("[A] 3: a larger region, a district as wide", found("area", 360, "district"), 3),
    ("[A] 3: a larger region, an offset as wide", found("offset", 65, anchor_lat=FARTHER), 3),
    ("[A] none: imprecise to the country level", found("area", 600, "country"), None),
    ("[A] none: no point", Location(place_text="somewhere"), None),
]

UCDP = [
    ("[U] 1: exact location known and coded", found("named", 4, "town"), 1),
    ("[U] 1: exact location, a position", found("coordinates", 0.1), 1),
    ("[U] 2: 'near'", found("near", 12), 2),
    ("[U] 2: up to 25 km from a known point", found("offset", 20, anchor_lat=NEARER), 2),
    ("[U] 2, our reading: a stretch no longer than that", found("along", 20, "road"), 2),
    ("[U] 2: between points no farther than 25 km apart", found("between", 14), 2),
    ("[U] 2, our reading: a small third-order division", found("area", 20, "subdistrict"), 2),
    ("[U] 3: only the second-order division", found("area", 45, "district"), 3),
    ("[U] 3, our reading: a large third-order division", found("area", 42, "subdistrict"), 3),
    ("[U] 3, our reading: known to be in one second-order division", found("offset", 30, anchor_lat=NEARER), 3),
    ("[U] 3, our reading: the known point is farther than 25 km", found("offset", 12, anchor_lat=FARTHER), 3),
    ("[U] 4: only the first-order division", found("area", 85, "governorate"), 4),
    (
        "[U] 4, our reading: known to be in one first-order division",
        found("offset", 37, "", ONE_GOVERNORATE, FARTHER),
        4,
    ),
    ("[U] 4: a name of several places in one", found("named", 30, "village", ONE_GOVERNORATE), 4),
    ("[U] 5: a linear feature, a long river", found("along", 130, "river"), 5),
    ("[U] 5: between points farther than 25 km apart", found("between", 40), 5),
    ("[U] 5: a fuzzy polygon, an informal region", found("named", 40, "region"), 5),
    ("[U] 5, our reading: no known point or division holds it", found("offset", 65, "", SEVERAL, FARTHER), 5),
    ("[U] 6: only the country is known", found("area", 600, "country"), 6),
    ("[U] none: no point", Location(place_text="somewhere"), None),
]


@pytest.mark.parametrize(("rule", "location", "code"), ACLED, ids=[rule for rule, _, _ in ACLED])
def test_geo_precision_follows_the_codebook_of_acled(rule: str, location: Location, code: int | None) -> None:
    assert geo_precision(location) == code, rule


@pytest.mark.parametrize(("rule", "location", "code"), UCDP, ids=[rule for rule, _, _ in UCDP])
def test_where_prec_follows_the_codebook_of_ucdp(rule: str, location: Location, code: int | None) -> None:
    assert where_prec(location) == code, rule


def test_international_waters_are_seven_whatever_else_is_known() -> None:
    """[U] 7: event in international waters or airspace."""
    assert where_prec(found("coordinates", 0.1), beyond_waters=True) == 7
    assert where_prec(Location(place_text="at sea"), beyond_waters=True) is None


@pytest.mark.parametrize(
    ("where", "lon", "lat", "beyond"),
    [
        ("in the middle of the Gulf", 51.0, 27.8, True),
        ("in the eastern Mediterranean", 33.0, 33.5, True),
        ("off Faw, in Iraq's or Kuwait's waters", 48.6, 29.8, False),
        ("in Iran", 48.0, 34.0, False),
        ("in Iraq", 44.4, 35.5, False),
        ("in the Atlantic, of whose coasts nothing is known here", -30.0, 40.0, False),
    ],
)
def test_waters_of_no_country(where: str, lon: float, lat: float, beyond: bool, locator: Locator) -> None:
    location = Location(lon=lon, lat=lat, radius_km=1, method="coordinates")
    assert is_beyond_waters(location, locator.gazetteer.areas) is beyond, where


def test_without_outlines_of_countries_nothing_is_called_sea(tmp_path: Path) -> None:
    assert not is_beyond_waters(Location(lon=51.0, lat=27.8, radius_km=1), Areas(tmp_path))


@pytest.mark.parametrize(
    ("text", "geo", "where"),
    [
        ("Daquq", 1, 1),
        ("35.063, 44.188", 1, 1),
        ("5 km south of Daquq", 2, 2),
        ("near Daquq", 2, 2),
        ("Hawija district", 2, 3),
        ("Kirkuk governorate", 3, 4),
        ("western Anbar", 3, 4),
        ("Hamrin mountains", 3, 5),
        ("27.8012, 51.0034", 1, 7),
    ],
)
def test_codes_of_phrases(text: str, geo: int, where: int, locator: Locator) -> None:
    answer = locator.locate_text(text)
    assert (answer.geo_precision, answer.where_prec) == (geo, where)


def test_thirty_kilometres_away_is_not_near(locator: Locator) -> None:
    """[U] 2 asks for a known point within about 25 km; 30 km from Kirkuk no such point is named."""
    assert locator.locate_text("30 km southwest of Kirkuk").where_prec in (3, 4, 5)


def test_the_widest_near_is_the_codebooks() -> None:
    assert NEAR_KM == 25
    assert NEAR_KM < REGION_KM
    assert where_prec(found("near", NEAR_KM)) == 2
    assert where_prec(found("near", NEAR_KM + 0.1)) != 2


def test_the_known_land_is_where_the_outlines_end(locator: Locator) -> None:
    """What `is_beyond_waters` says of its land holds for the file: all of it lies in the box, and fills it."""
    land = [area.geometry for area in locator.gazetteer.areas.features("neighbour")]
    known = box(26.0, 21.0, 62.0, 45.0)
    assert all(known.buffer(0.01).contains(shape) for shape in land)
    west, south, east, north = (f(shape.bounds[i] for shape in land) for i, f in enumerate((min, min, max, max)))
    assert (west, south, east, north) == pytest.approx((26.0, 21.0, 62.0, 45.0), abs=0.1)
