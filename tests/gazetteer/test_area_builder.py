"""Building areas from settlements, on a country of two squares."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.gazetteer.area_builder import BUILT, build_areas
from geomap.gazetteer.area_files import Area, read_areas, write_areas
from geomap.records.place import Name, Place

WEST, EAST = shapely.box(44, 35, 44.5, 35.5), shapely.box(44.5, 35, 45, 35.5)


def place(
    key: str, kind: str, lon: float, lat: float, parents: str = "", disputed: float = 0.0, km: float = 10
) -> Place:
    chain = tuple(parents.split())
    return Place(key, kind, (Name(key.rpartition(".")[2], "en"),), lon, lat, km, parents=chain, disputed=disputed)


def country() -> list[Place]:
    """Two governorates; the west has two districts, one of them of two subdistricts, the east has one."""
    return [
        place("iq", "country", 44.5, 35.2, km=500),
        place("iq.kirkuk", "governorate", 44.2, 35.2, "iq", km=60),
        place("iq.erbil", "governorate", 44.7, 35.2, "iq", km=60),
        place("iq.kirkuk.n", "district", 44.25, 35.4, "iq.kirkuk iq", 1.0),
        place("iq.kirkuk.s", "district", 44.25, 35.1, "iq.kirkuk iq"),
        place("iq.kirkuk.n.w", "subdistrict", 44.1, 35.4, "iq.kirkuk.n iq.kirkuk iq", 1.0),
        place("iq.kirkuk.n.e", "subdistrict", 44.4, 35.4, "iq.kirkuk.n iq.kirkuk iq", 1.0),
        place("iq.erbil.d", "district", 44.75, 35.25, "iq.erbil iq", 0.3),
        place("iq.kirkuk.p.river", "river", 44.25, 35.1, "iq.erbil.d iq.erbil iq"),
    ]


def built(folder: Path, places: list[Place]) -> dict[str, dict[str, Area]]:
    west, east = Area("iq.kirkuk", WEST, False), Area("iq.erbil", EAST, False)
    write_areas(folder / "natural_earth.geojson", "a test", [east, west])
    paths = build_areas(places, folder)
    assert [path.stem for path in paths] == list(BUILT)
    return {path.stem: {area.id: area for area in read_areas(path)} for path in paths}


def test_land_goes_to_the_unit_of_the_nearest_settlement(tmp_path: Path) -> None:
    levels = built(tmp_path, country())
    district = levels["district"]
    assert set(district) == {"iq.kirkuk.n", "iq.kirkuk.s", "iq.erbil.d"}
    assert district["iq.kirkuk.n"].geometry.contains(shapely.Point(44.2, 35.45))
    assert district["iq.kirkuk.s"].geometry.contains(shapely.Point(44.2, 35.05))
    # Half-way between the two seats lies 35.25; the grid and the smoothing may move it by two cells.
    assert district["iq.kirkuk.n"].geometry.contains(shapely.Point(44.25, 35.265))
    assert district["iq.kirkuk.s"].geometry.contains(shapely.Point(44.25, 35.235))
    sub = levels["subdistrict"]
    assert set(sub) == {"iq.kirkuk.n.w", "iq.kirkuk.n.e"}
    assert sub["iq.kirkuk.n.e"].geometry.contains(shapely.Point(44.45, 35.45))


def test_no_district_crosses_the_governorates_line(tmp_path: Path) -> None:
    near = place("iq.erbil.p.x", "town", 44.51, 35.1, "iq.erbil.d iq.erbil iq")
    levels = built(tmp_path, [*country(), near])
    assert shapely.equals(levels["district"]["iq.erbil.d"].geometry, EAST)
    assert shapely.equals(levels["governorate"]["iq.erbil"].geometry, EAST)
    assert not levels["governorate"]["iq.erbil"].approximate


def test_a_settlement_beyond_the_line_keeps_a_pocket(tmp_path: Path) -> None:
    stray = place("iq.erbil.p.x", "town", 44.45, 35.1, "iq.erbil.d iq.erbil iq")
    levels = built(tmp_path, [*country(), stray])
    erbil = levels["district"]["iq.erbil.d"].geometry
    assert erbil.contains(shapely.Point(44.45, 35.1))
    assert 0.001 < shapely.intersection(erbil, WEST).area < 0.02
    assert not erbil.contains(shapely.Point(44.36, 35.1))
    assert levels["governorate"]["iq.erbil"].geometry.contains(shapely.Point(44.45, 35.1))


def test_redrawn_governorates_compete_for_their_neighbours_land(tmp_path: Path) -> None:
    halabja = [
        place("iq.halabja", "governorate", 44.9, 35.4, "iq", km=20),
        place("iq.halabja.h", "district", 44.9, 35.4, "iq.halabja iq"),
    ]
    levels = built(tmp_path, country() + halabja)
    shapes = levels["governorate"]
    assert shapes["iq.halabja"].approximate
    assert shapes["iq.erbil"].approximate
    assert not shapes["iq.kirkuk"].approximate
    assert shapes["iq.halabja"].geometry.contains(shapely.Point(44.95, 35.45))
    both = shapely.union(shapes["iq.halabja"].geometry, shapes["iq.erbil"].geometry)
    assert shapely.symmetric_difference(both, EAST).area < 1e-6


def test_disputed_territories_are_the_union_of_disputed_units(tmp_path: Path) -> None:
    levels = built(tmp_path, country())
    disputed = levels["disputed"]["disputed"]
    assert disputed.approximate
    assert disputed.name_ar
    north = levels["district"]["iq.kirkuk.n"].geometry
    assert shapely.symmetric_difference(disputed.geometry, north).area < 1e-6


def test_nothing_disputed_gives_an_empty_level(tmp_path: Path) -> None:
    calm = [p for p in country() if p.disputed < 0.5]
    assert built(tmp_path, calm)["disputed"] == {}


def test_a_control_point_moves_the_line(tmp_path: Path) -> None:
    before = built(tmp_path, country())["district"]["iq.kirkuk.s"].geometry
    control(tmp_path, [("iq.kirkuk.s", 44.1, 35.3, "Upper"), ("iq.kirkuk.s", 44.1, 35.35, "Higher")])
    after = built(tmp_path, country())["district"]["iq.kirkuk.s"].geometry
    assert not before.contains(shapely.Point(44.1, 35.3))
    assert after.contains(shapely.Point(44.1, 35.3))


def test_all_faults_of_control_points_are_listed(tmp_path: Path) -> None:
    control(tmp_path, [("iq.no", 44.1, 35.3, "A"), ("iq.kirkuk.s", 44.1, 35.3, "B"), ("iq.kirkuk.s", 35, 444, "C")])
    with pytest.raises(GazetteerError) as caught:
        built(tmp_path, country())
    assert [fault.split(":")[1] for fault in caught.value.faults] == ["2", "4"]


def test_the_same_tables_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    built(tmp_path, country())
    first = {level: (tmp_path / f"{level}.geojson").read_bytes() for level in BUILT}
    built(tmp_path, country()[::-1])
    assert first == {level: (tmp_path / f"{level}.geojson").read_bytes() for level in BUILT}


def test_without_natural_earth_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"natural_earth\.geojson"):
        build_areas(country(), tmp_path)


def control(folder: Path, rows: list[tuple[str, float, float, str]]) -> None:
    with (folder / "control_points.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "lon", "lat", "name", "source"])
        writer.writerows([*row, "own"] for row in rows)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(44.02, 44.48),
            st.floats(35.02, 35.48),
            st.sampled_from(["iq.kirkuk.n.w", "iq.kirkuk.n.e", "iq.kirkuk.s"]),
        ),
        max_size=12,
    )
)
def test_the_land_is_divided_without_rest_and_overlap(
    tmp_path_factory: pytest.TempPathFactory, villages: list[tuple[float, float, str]]
) -> None:
    units = {p.id: p for p in country()}
    more = [
        place(f"iq.kirkuk.p.v{i}", "village", lon, lat, " ".join((unit, *units[unit].parents)))
        for i, (lon, lat, unit) in enumerate(villages)
    ]
    levels = built(tmp_path_factory.mktemp("land"), country() + more)
    for level in ("governorate", "district"):
        shapes = [area.geometry for area in levels[level].values()]
        assert all(shape.is_valid for shape in shapes)
        assert sum(shape.area for shape in shapes) == pytest.approx(0.5, rel=1e-3)
        assert shapely.union_all(shapes).area == pytest.approx(0.5, rel=1e-3)
