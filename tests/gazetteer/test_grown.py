"""The gazetteer with what the user has added: loaded from the cache like the rest, with our own places before it."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.area_columns import areas_of, columns_of_areas
from geomap.gazetteer.area_files import Area
from geomap.gazetteer.importers import ForeignPlace, Reading
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.library import Library
from geomap.records import Name
from geomap.settings import Settings

DISTRICT = shapely.box(43.5, 35.1, 44.1, 35.6)
"""Not Hawija's real shape: a box about the town, so that it can be told from the drawn one."""


def village(id: str, lon: float, lat: float, *names: tuple[str, str]) -> ForeignPlace:
    return ForeignPlace(id, "village", tuple(Name(text, language) for text, language in names), lon, lat)


ROWS = (
    village("table.own.1", 43.912, 35.204, ("Tell Invented", "en"), ("تل مخترع", "ar")),
    village("table.own.2", 44.080, 35.136, ("Ar Rashad", "en"), ("الرشاد", "ar")),
    village("table.own.3", 43.100, 31.900, ("Rashad", "en"), ("الرشاد", "ar")),
    village("table.own.4", 44.700, 33.000, ("Junah", "en"), ("جونة", "ar")),
    village("table.own.5", 44.900, 32.800, ("Muhammad Qasim", "en"), ("محمد قاسم", "ar")),
    ForeignPlace("table.own.6", "district", (Name("Hawija", "en"), Name("الحويجة", "ar")), 43.77, 35.33, area=DISTRICT),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("grown")
    library = Library(home / "data" / "gazetteer")
    library.add(SOURCES["table"], Reading(ROWS), "by hand", "", "2026-11-25")
    library.add(SOURCES["osm"], Reading((village("osm.n1", 45.0, 36.9, ("Nowhere", "en")),)), "x.osm", "", "2026-11-25")
    return Settings(data=home / "data", cache=home / "cache")


@pytest.fixture(scope="module")
def grown(settings: Settings) -> Gazetteer:
    Gazetteer.load(settings=settings)
    return Gazetteer.load(settings=settings)  # from the cache


def test_what_was_added_is_found_by_name_and_in_text(grown: Gazetteer) -> None:
    assert grown.lookup("Tell Invented")[0].place.id == "table.own.1"
    assert grown.search("tel inven")[0].place.id == "table.own.1"
    found = grown.find("انفجار عبوة ناسفة في قرية تل مخترع جنوب غربي كركوك")
    assert found[0].place_ids == ("table.own.1",)
    assert grown.place("table.own.1").parents[-2:] == ("iq.kirkuk", "iq")


def test_ours_comes_before_its_namesakes(grown: Gazetteer) -> None:
    assert grown.lookup("الرشاد")[0].place.id == "iq.kirkuk.p.rashad"
    assert "table.own.3" in {match.place.id for match in grown.lookup("Rashad")}, "no row is lost"


def test_a_row_of_ours_gets_the_names_and_says_why(grown: Gazetteer) -> None:
    decision = grown.decisions["table.own.2"]
    assert decision.place == "iq.kirkuk.p.rashad"
    assert "apart" in decision.text
    assert grown.decisions["table.own.1"].kind == "first"


def test_decisions_are_kept_and_made_anew_where_they_are_lost(settings: Settings, grown: Gazetteer) -> None:
    (kept,) = (settings.cache_home / "gazetteer").glob("*.jsonl")
    kept.write_text(kept.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert Gazetteer.load(settings=settings).decisions == grown.decisions


def test_names_that_are_words_need_more_than_ours(grown: Gazetteer) -> None:
    assert grown.find("قال محمد قاسم إن القوات العراقية دخلت المنطقة في بغداد") != ()
    assert all("table.own.5" not in m.place_ids for m in grown.find("قال محمد قاسم إن القوات العراقية في بغداد بخير"))
    assert all(
        "table.own.4" not in m.place_ids for m in grown.find("In June the army said in Baghdad that it was over")
    )


def test_a_surveyed_area_stands_in_place_of_ours(grown: Gazetteer) -> None:
    shape = grown.areas.of("iq.kirkuk.hawija")
    assert shape is not None
    assert shapely.equals_exact(shapely.normalize(shape), shapely.normalize(DISTRICT))
    assert [area.id for area in grown.surveyed["district"] if not area.approximate] == ["iq.kirkuk.hawija"]
    beside = grown.areas.of("iq.kirkuk.daquq")
    assert beside is not None
    assert shapely.intersection(beside, DISTRICT).area < 1e-9, "neighbours keep what is left of ours"
    assert grown.areas.shares(shapely.Point(43.8, 35.3)).district == {"Hawija": 1.0}


def test_its_attribution_is_among_ours(grown: Gazetteer, gazetteer: Gazetteer) -> None:
    assert grown.attribution == (*gazetteer.attribution, SOURCES["osm"].attribution)


def test_what_is_taken_out_is_gone(settings: Settings, gazetteer: Gazetteer) -> None:
    library = Library(settings.data_home / "gazetteer")
    for held in library.sources():
        library.remove(held.key)
    left = Gazetteer.load(settings=settings)
    assert dict(left.places) == dict(gazetteer.places)
    assert left.decisions == left.surveyed == {}


def test_areas_come_back_from_their_columns(tmp_path: Path) -> None:
    hole = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])
    areas = {
        "district": (Area("iq.a", hole, False, "A", "أ"), Area("cod.B", shapely.multipolygons([DISTRICT]), True)),
        "country": (Area("iq", DISTRICT, False, "Iraq", "العراق", "عێراق"),),
    }
    assert areas_of(columns_of_areas(areas)) == areas
    assert areas_of(columns_of_areas({})) == {}
