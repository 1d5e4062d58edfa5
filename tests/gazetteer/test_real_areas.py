"""Surveyed areas in place of approximate ones: which source, which units, and the land of units that are younger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

from geomap.gazetteer.area_files import Area, write_areas
from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation import conflate
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.records import Name, Place

CHAIN = {"country": (), "governorate": ("iq",), "district": ("iq.g", "iq"), "subdistrict": ("iq.g.a", "iq.g", "iq")}


def unit(id: str, kind: str, name: str, lon: float, lat: float = 35.0, **more: Any) -> Place:
    names = (Name(name, "en"), Name(f"{name} ar", "ar"))
    return Place(id, kind, names, lon, lat, 40.0, parents=more.pop("parents", CHAIN[kind]), **more)


def surveyed(id: str, kind: str, name: str, west: float, east: float, south: float = 34.5) -> ForeignPlace:
    area = shapely.box(west, south, east, 35.5)
    return ForeignPlace(id, kind, (Name(name, "en"),), (west + east) / 2, 35.0, area=area)


OWN = [
    unit("iq", "country", "Iraq", 44.5),
    unit("iq.g", "governorate", "Gland", 44.5),
    unit("iq.g.a", "district", "Aland", 44.2),
    unit("iq.g.b", "district", "Beland", 44.7, disputed=1.0),
    unit("iq.g.a.one", "subdistrict", "Oneland", 44.1),
    unit("iq.g.a.two", "subdistrict", "Twoland", 44.3, disputed=0.6),
]


@pytest.fixture
def drawn(tmp_path: Path) -> Areas:
    """Gland with two districts as we draw them, the line between them a tenth of a degree off."""
    folder = tmp_path / "areas"
    folder.mkdir()
    levels = {
        "country": [Area("iq", shapely.box(44, 34.5, 45, 35.5), False, "Iraq")],
        "governorate": [Area("iq.g", shapely.box(44, 34.5, 45, 35.5), False, "Gland")],
        "district": [
            Area("iq.g.a", shapely.box(44, 34.5, 44.6, 35.5), True, "Aland"),
            Area("iq.g.b", shapely.box(44.6, 34.5, 45, 35.5), True, "Beland"),
        ],
        "disputed": [Area("disputed", shapely.box(44.6, 34.5, 45, 35.5), True, "Disputed territories", "ar", "ckb")],
    }
    for level, areas in levels.items():
        write_areas(folder / f"{level}.geojson", "a test", areas)
    return Areas(tmp_path, {place.id: place for place in OWN})


DISTRICTS = [surveyed("cod.b", "district", "Beland", 44.5, 45), surveyed("cod.a", "district", "Aland", 44, 44.5)]


def test_a_level_is_replaced_whole_and_the_others_stay(drawn: Areas) -> None:
    found = conflate(OWN, DISTRICTS, drawn)
    assert set(found.areas) == {"district", "disputed"}
    assert [area.id for area in found.areas["district"]] == ["iq.g.a", "iq.g.b"]
    new = drawn.replaced(found.areas)
    shares = new.shares(shapely.Point(44.55, 35.0))
    assert (shares.governorate, shares.district, shares.disputed) == ({"Gland": 1.0}, {"Beland": 1.0}, 1.0)
    assert drawn.shares(shapely.Point(44.55, 35.0)).district == {"Aland": 1.0}
    assert not any(area.approximate for area in new.features("district"))
    assert new.features("district")[0].name_ar == "Aland ar"
    assert new.of("iq.g.a").equals(shapely.box(44, 34.5, 44.5, 35.5))


def test_the_disputed_territories_are_the_units_that_are(drawn: Areas) -> None:
    subdistricts = [
        surveyed("cod.1", "subdistrict", "Oneland", 44.0, 44.25),
        surveyed("cod.2", "subdistrict", "Twoland", 44.25, 44.5),
    ]
    (disputed,) = conflate(OWN, [*DISTRICTS, *subdistricts], drawn).areas["disputed"]
    assert disputed.geometry.equals(shapely.box(44.25, 34.5, 45, 35.5))
    assert (disputed.id, disputed.name_en, disputed.name_ckb) == ("disputed", "Disputed territories", "ckb")
    assert not disputed.approximate


def test_disputed_is_approximate_where_a_part_is(drawn: Areas) -> None:
    subdistricts = [surveyed("cod.2", "subdistrict", "Twoland", 44.25, 44.5)]
    (disputed,) = conflate(OWN, subdistricts, drawn).areas["disputed"]
    assert disputed.approximate  # Beland is still as we draw it


def test_without_polygons_nothing_is_replaced(drawn: Areas) -> None:
    rows = [ForeignPlace("wof.1", "district", (Name("Aland", "en"),), 44.2, 35.0)]
    found = conflate(OWN, rows, drawn)
    assert found.areas == {}
    assert found.decisions["wof.1"].place == "iq.g.a"


@pytest.mark.parametrize(
    ("prefixes", "wanted"), [(("geob", "cod"), "cod"), (("osm", "geob"), "osm"), (("cod", "table"), "table")]
)
def test_one_source_gives_a_level(drawn: Areas, prefixes: tuple[str, str], wanted: str) -> None:
    rows = [surveyed(f"{p}.a", "district", "Aland", 44, 44.3 if p == wanted else 44.4) for p in prefixes]
    area, rest = conflate(OWN, rows, drawn).areas["district"]
    assert area.geometry.equals(shapely.box(44, 34.5, 44.3, 35.5))
    assert rest.id == "iq.g.b"


def test_shapes_may_come_beside_the_rows(drawn: Areas) -> None:
    row = ForeignPlace("cod.a", "district", (Name("Aland", "en"),), 44.2, 35.0)
    shape = shapely.box(44, 34.5, 44.4, 35.5)
    area, _ = conflate(OWN, [row], drawn, {"cod.a": shape}).areas["district"]
    assert area.geometry.equals(shape)


def test_a_unit_without_a_surveyed_area_keeps_what_is_left_of_ours(drawn: Areas) -> None:
    ours = conflate(OWN, [surveyed("table.a", "district", "Aland", 44, 44.7)], drawn).areas["district"]
    assert [(area.id, area.approximate) for area in ours] == [("iq.g.a", False), ("iq.g.b", True)]
    assert ours[1].geometry.equals(shapely.box(44.7, 34.5, 45, 35.5))
    small = conflate(OWN, [surveyed("table.a", "district", "Aland", 44, 44.95)], drawn).areas["district"]
    assert [area.id for area in small] == ["iq.g.a"], "what differs between two outlines is no unit"


def test_a_unit_whose_land_has_gone_to_younger_ones_is_no_area(drawn: Areas) -> None:
    own = [*OWN, unit("iq.g.c", "district", "Ceeland", 44.7), unit("iq.g.d", "district", "Deeland", 44.9)]
    own += [unit(f"iq.g.{n}.s", "subdistrict", f"{n}ee", 44.7, parents=(f"iq.g.{n}", "iq.g", "iq")) for n in "cd"]
    rows = [
        surveyed("cod.old", "district", "Oldland", 44.5, 45),
        surveyed("cod.c", "subdistrict", "Cee", 44.5, 44.8),
        surveyed("cod.d", "subdistrict", "Dee", 44.8, 45),
    ]
    areas = {area.id: area for area in conflate(own, rows, drawn).areas["district"]}
    assert "cod.old" not in areas
    assert not any(area.geometry.is_empty for area in areas.values())


def test_a_unit_that_only_the_source_has_keeps_its_id_and_names(drawn: Areas) -> None:
    found = conflate(OWN, [*DISTRICTS, surveyed("cod.z", "district", "Zetland", 45, 45.5)], drawn)
    assert [(area.id, area.name_en) for area in found.areas["district"]][-1] == ("cod.z", "Zetland")
    assert "cod.z" in {place.id for place in found.places}


def test_a_young_governorate_gets_the_land_of_its_district(drawn: Areas) -> None:
    own = [
        *OWN,
        unit("iq.h", "governorate", "Hland", 44.75),
        unit("iq.h.x", "district", "Exland", 44.75, parents=("iq.h", "iq")),
    ]
    rows = [
        surveyed("cod.g", "governorate", "Gland", 44, 45),
        surveyed("cod.a", "district", "Aland", 44, 44.5),
        surveyed("cod.x", "district", "Exland", 44.5, 45),
    ]
    areas = {area.id: area for area in conflate(own, rows, drawn).areas["governorate"]}
    assert areas["iq.h"].geometry.equals(shapely.box(44.5, 34.5, 45, 35.5))
    assert areas["iq.g"].geometry.equals(shapely.box(44, 34.5, 44.5, 35.5))


def test_a_young_district_gets_the_subdistrict_of_its_name(drawn: Areas) -> None:
    own = [*OWN, unit("iq.g.c", "district", "Ceeland", 44.4)]
    rows = [
        *DISTRICTS,
        surveyed("cod.1", "subdistrict", "Oneland", 44.0, 44.3),
        surveyed("cod.c", "subdistrict", "Cee Land", 44.3, 44.5),
    ]
    areas = {area.id: area for area in conflate(own, rows, drawn).areas["district"]}
    assert areas["iq.g.c"].geometry.equals(shapely.box(44.3, 34.5, 44.5, 35.5))
    assert areas["iq.g.a"].geometry.equals(shapely.box(44.0, 34.5, 44.3, 35.5))


def test_crossing_rings_are_mended(drawn: Areas) -> None:
    bow = shapely.Polygon([(44, 34.5), (44.4, 35.5), (44.4, 34.5), (44, 35.5)])
    row = ForeignPlace("cod.a", "district", (Name("Aland", "en"),), 44.2, 35.0, area=bow)
    area, _ = conflate(OWN, [row], drawn).areas["district"]
    assert area.geometry.is_valid
    assert area.geometry.area == pytest.approx(0.2)
    assert shapely.get_dimensions(area.geometry) == 2


def test_new_places_lie_by_the_surveyed_areas(drawn: Areas) -> None:
    village = ForeignPlace("gn.1", "village", (Name("Mamluha", "en"),), 44.55, 35.0)
    place = next(p for p in conflate(OWN, [*DISTRICTS, village], drawn).places if p.id == "gn.1")
    assert place.parents == ("iq.g.b", "iq.g", "iq")
    assert place.disputed == 1.0


def test_areas_can_be_given_a_level_from_the_start(drawn: Areas, tmp_path: Path) -> None:
    area = Area("iq.g.a", shapely.box(44, 34.5, 44.1, 35.5), False)
    new = Areas(tmp_path, {place.id: place for place in OWN}, {"district": [area]})
    assert [each.name_en for each in new.features("district")] == ["Aland"]
    assert [each.id for each in new.features("governorate")] == ["iq.g"]
