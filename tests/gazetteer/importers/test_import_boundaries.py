"""Administrative boundaries of OCHA and geoBoundaries, and the vector files that they come in."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from geomap.errors import GazetteerError
from geomap.gazetteer.importers import cod_ab, geoboundaries
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading
from geomap.records import Name

Row = tuple[dict[str, Any], shapely.Geometry | None]

OLD: dict[int, dict[str, Any]] = {
    0: {"ADM0_EN": "Iraq", "ADM0_AR": "العراق", "ADM0_PCODE": "IQ"},
    1: {"ADM1_EN": "Kirkuk", "ADM1_AR": "كركوك", "ADM1_PCODE": "IQG13"},
    2: {"ADM2_EN": "Al-Hawiga", "ADM2_AR": "الحويجة", "ADM2_PCODE": "IQG13Q01", "ADM2ALT1EN": "Hawija"},
    3: {"ADM3_EN": "Al-Abbassi", "ADM3_AR": "العباسي", "ADM3_PCODE": "IQG13Q01N01"},
}
NEW: dict[int, dict[str, Any]] = {
    0: {"adm0_name": "Iraq", "adm0_name1": "العراق", "adm0_pcode": "IQ", "lang": "en", "lang1": "ar"},
    1: {"adm1_name": "Kirkuk", "adm1_name1": "كركوك", "adm1_name2": "کەرکووک", "adm1_pcode": "IQG13", "lang2": "ku"},
    2: {"adm2_name": "Al-Hawiga", "adm2_name1": "الحويجة", "adm2_ref_name": "Hawija", "adm2_pcode": "IQG13Q01"},
    3: {"adm3_name": "Al-Abbassi", "adm3_name1": "العباسي", "adm3_pcode": "IQG13Q01N01", "version": "v03"},
}


def columns(level: int, naming: dict[int, dict[str, Any]], **more: Any) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for step in range(level + 1):
        joined |= naming[step]
    return joined | more


def unit(level: int, naming: dict[int, dict[str, Any]] = OLD, **more: Any) -> Row:
    size = 4 - level
    return columns(level, naming, **more), shapely.box(43.5, 35, 43.5 + size, 35 + size / 4)


def geojson(path: Path, rows: list[Row], **top: Any) -> Path:
    features = [
        {"type": "Feature", "properties": row, "geometry": None if shape is None else shapely.geometry.mapping(shape)}
        for row, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **top}), "utf-8")
    return path


def layer(path: Path, rows: list[Row], name: str, crs: str = "EPSG:4326", **options: Any) -> Path:
    shapes = np.array([shapely.to_wkb(shape) for _, shape in rows], dtype=object)
    fields = list(rows[0][0])
    data = [np.array([row[field] for row, _ in rows], dtype=object) for field in fields]
    kind = rows[0][1].geom_type if rows[0][1] is not None else "Polygon"
    pyogrio.raw.write(
        path, shapes, data, fields, layer=name, geometry_type=kind, crs=crs, append=path.exists(), **options
    )
    return path


def by_id(reading: Reading) -> dict[str, ForeignPlace]:
    return {place.id: place for place in reading.places}


@pytest.mark.parametrize("naming", [OLD, NEW], ids=["2019", "today"])
@pytest.mark.parametrize("form", ["files", "one file", "zip", "gpkg"])
def test_levels_are_found_by_columns(tmp_path: Path, naming: dict[int, dict[str, Any]], form: str) -> None:
    rows = [unit(level, naming) for level in range(4)]
    if form == "one file":
        paths = [geojson(tmp_path / "all.json", rows[::-1])]
    else:
        paths = [geojson(tmp_path / f"{name}.geojson", [row]) for name, row in zip("dcba", rows, strict=True)]
    if form == "zip":
        with zipfile.ZipFile(tmp_path / "iq.zip", "w") as archive:
            for path in paths:
                archive.write(path, path.name)
        paths = [tmp_path / "iq.zip"]
    if form == "gpkg":
        paths = [tmp_path / "iq.gpkg"]
        for level, row in enumerate(rows):
            layer(paths[0], [row], f"x{level}")
    found = by_id(cod_ab.read(paths))
    assert {key: place.kind for key, place in found.items()} == {
        "cod.IQ": "country",
        "cod.IQG13": "governorate",
        "cod.IQG13Q01": "district",
        "cod.IQG13Q01N01": "subdistrict",
    }
    district = found["cod.IQG13Q01"]
    assert district.units == ("cod.IQG13", "cod.IQ")
    assert district.names == (Name("Al-Hawiga", "en"), Name("الحويجة", "ar"), Name("Hawija", "en"))
    assert (district.lon, district.lat, district.country) == (44.5, 35.25, "IQ")
    assert district.radius_km == pytest.approx(95, abs=2)
    assert district.area is not None
    assert district.area.bounds == (43.5, 35, 45.5, 35.5)
    if naming is NEW:
        assert Name("کەرکووک", "ckb") in found["cod.IQG13"].names


@pytest.mark.parametrize("encoding", ["UTF-8", "CP1256", "unmarked UTF-8", "unmarked CP1256"])
def test_shapefiles_are_read_in_both_encodings(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "shapes"
    folder.mkdir()
    codec = encoding.split()[-1]
    layer(folder / "adm2.shp", [unit(2)], "adm2", encoding=codec)
    if encoding.startswith("unmarked"):
        (folder / "adm2.cpg").unlink(missing_ok=True)
        dbf = bytearray((folder / "adm2.dbf").read_bytes())
        dbf[29] = 0  # the language driver, which would tell the encoding too
        (folder / "adm2.dbf").write_bytes(bytes(dbf))
    with zipfile.ZipFile(tmp_path / "iq.zip", "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"iq/{path.name}")
    for given in (folder, tmp_path / "iq.zip"):
        place = cod_ab.read([given]).places[0]
        assert place.names[:2] == (Name("Al-Hawiga", "en"), Name("الحويجة", "ar"))


def test_other_coordinate_systems_are_brought_to_degrees(tmp_path: Path) -> None:
    row, shape = unit(2)
    assert shape is not None
    metres = shapely.transform(shape, lambda xy: xy * [111319.49079327358, 1])
    metres = shapely.transform(
        metres, lambda xy: np.column_stack([xy[:, 0], [4163881.144 if y == 35 else 4231825.69 for y in xy[:, 1]]])
    )
    path = layer(tmp_path / "m.gpkg", [(row, metres)], "m", crs="EPSG:3857")
    names = ("EPSG:3857", "urn:ogc:def:crs:EPSG::3857", "urn:ogc:def:crs:EPSG:6.9:3857")
    stated = [
        geojson(tmp_path / f"{n}.geojson", [(row, metres)], crs={"properties": {"name": name}})
        for n, name in enumerate(names)
    ]
    for given in (path, *stated):
        place = cod_ab.read([given]).places[0]
        assert (place.lon, place.lat) == pytest.approx((44.5, 35.25), abs=0.01)


@pytest.mark.parametrize("form", ["geojson", "gpkg", "shp"])
def test_metres_that_are_not_called_so_are_refused(tmp_path: Path, form: str) -> None:
    row = (columns(1, OLD), shapely.box(4_900_000, 4_100_000, 5_000_000, 4_200_000))
    path = tmp_path / f"x.{form}"
    if form == "geojson":
        geojson(path, [row])
    else:
        layer(path, [row], "x", encoding="UTF-8")
        path.with_suffix(".prj").unlink(missing_ok=True)
    with pytest.raises(
        GazetteerError, match=r"coordinates from 4900000\.0.*expected degrees, or the coordinate system"
    ):
        cod_ab.read([path])


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "+init=/etc/passwd:x", "EPSG:999999", "+proj=longlat", "PROJCS[x", "x"]
)
def test_a_coordinate_system_that_is_no_code_is_refused(tmp_path: Path, name: str) -> None:
    path = geojson(tmp_path / "x.geojson", [unit(1)], crs={"properties": {"name": name}})
    with pytest.raises(GazetteerError, match="unknown coordinate system"):
        cod_ab.read([path])


def test_lines_points_and_deeper_levels_are_left_out(tmp_path: Path) -> None:
    line = ({"left_pcode": "IQG13"}, shapely.LineString([(44, 35), (45, 36)]))
    point = ({**columns(1, OLD)}, shapely.Point(44, 35))
    deep = unit(3, ADM4_PCODE="IQG13Q01N01X1", ADM4_EN="Deep")
    abroad = (columns(0, OLD, ADM0_PCODE="FR"), shapely.box(1, 45, 3, 47))
    reading = cod_ab.read([geojson(tmp_path / "x.geojson", [unit(1), line, point, deep, abroad])])
    assert [place.id for place in reading.places] == ["cod.IQG13"]
    assert reading.left_out == {
        "a line or point of the boundaries, not an area": 2,
        "kind not of use: level 4": 1,
        "outside Iraq and its surroundings": 1,
    }
    assert reading.places[0].units == ()  # the country itself was not read


def test_every_fault_of_boundaries_is_told_at_once(tmp_path: Path) -> None:
    no_area: Row = (columns(1, OLD), None)
    rows = [
        unit(1),
        unit(1),
        unit(1, ADM1_PCODE="../x"),
        no_area,
        unit(1, ADM1_PCODE="IQG14", ADM1_EN=None, ADM1_AR=" "),
        ({"name": "no codes"}, shapely.box(44, 35, 45, 36)),
        unit(1, ADM1_PCODE=None, ADM0_PCODE=None),
    ]
    path = geojson(tmp_path / "x.geojson", rows)
    found = json.loads(path.read_text())
    found["features"] += [{"type": "Feature", "properties": [], "geometry": {}}, 7]
    found["features"].append({"properties": columns(1, OLD), "geometry": {"type": "Polygon", "coordinates": [[1]]}})
    path.write_text(json.dumps(found))
    (tmp_path / "y.exe").write_bytes(b"x")
    with pytest.raises(GazetteerError) as caught:
        cod_ab.read([tmp_path])
    told = [fault.partition(";")[0] for fault in caught.value.faults]
    text = "\n".join(told)
    for wanted in (
        "feature 2: id 'cod.IQG13' again (first in x.geojson: feature 1)",
        "feature 3: P-code '../x'",
        "feature 4: IQG13 without an area",
        "feature 5: IQG14 without a name",
        "feature 6: columns 'name'",
        "feature 7: no P-code",
        "feature 8: no feature",
        "feature 9: no feature",
        "feature 10: no feature",
        "y.exe: a file of another kind",
    ):
        assert wanted in text
    assert len(told) == 10


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("x.geojson", b'{"type": "FeatureCollection",\n"features": [', r"x\.geojson:2: column 14"),
        ("x.geojson", b"[]", "no list of features"),
        ("x.geojson", b'{"features": [{"properties": {"a": NaN}}]}', "NaN is no number of JSON"),
        ("x.geojson", b'{"features": "\xff"}', "byte 0xff at offset 14"),
        ("x.geojson", b"[" * 100_000, "JSON that cannot be used"),
        ("x.geojson", b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "column 1"),
        (
            "x.gpkg",
            b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>",
            r"a file that begins with b'<OGRVRTDataSourc'",
        ),
        ("x.gpkg", b"SQLite format 3\x00" + b"\0" * 500, "nothing that GDAL can read"),
        ("x.shp", b"\x00\x00\x27\x0a" + b"\0" * 200, "nothing that GDAL can read"),
        ("x.shp", b"PK", "a file that begins with"),
    ],
)
def test_files_that_are_not_what_they_promise_are_refused(tmp_path: Path, name: str, body: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(GazetteerError, match=message):
        cod_ab.read([tmp_path / name])


@pytest.mark.parametrize("ending", [".shp", ".dbf", ".shx"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_truncated_shapefile_is_refused(tmp_path: Path, ending: str, share: float) -> None:
    codes = [f"IQG{n}" for n in range(10, 40)]
    layer(tmp_path / "x.shp", [unit(1, ADM1_PCODE=code) for code in codes], "x", encoding="UTF-8")
    part = tmp_path / f"x{ending}"
    part.write_bytes(part.read_bytes()[: int(part.stat().st_size * share)])
    with pytest.raises(GazetteerError):
        cod_ab.read([tmp_path])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_geopackage_is_refused(tmp_path: Path, share: float) -> None:
    codes = [f"IQG{n}" for n in range(10, 40)]
    path = layer(tmp_path / "x.gpkg", [unit(1, ADM1_PCODE=code) for code in codes], "x")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(GazetteerError):
        cod_ab.read([path])


def test_the_shared_levels_are_read_whole(shared: Path) -> None:
    folder = shared / "data" / "gazetteer" / "cod_ab_iq_2019"
    reading = cod_ab.read([folder])
    kinds = Counter(place.kind for place in reading.places)
    assert kinds == {"country": 1, "governorate": 18, "district": 101, "subdistrict": 294}
    assert reading.left_out == {}
    assert reading.edition == "valid on 2019-06-03"
    found = by_id(reading)
    for place in reading.places:
        assert len(place.units) == len(cod_ab.UNIT_KINDS[: cod_ab.UNIT_KINDS.index(place.kind)])
        assert {name.language for name in place.names} == {"en", "ar"}
        assert place.area is not None
        assert place.area.is_valid
        assert shapely.contains_xy(place.area, place.lon, place.lat)
    assert found["cod.IQG13Q01N01"].units == ("cod.IQG13Q01", "cod.IQG13", "cod.IQ")
    again = cod_ab.read([folder])
    assert [p.id for p in again.places] == [p.id for p in reading.places]


def boundary(name: str, key: str, kind: str = "ADM2", group: str = "IRQ", west: float = 43.5) -> Row:
    return {"shapeName": name, "shapeID": key, "shapeGroup": group, "shapeType": kind}, shapely.box(
        west, 35, west + 1, 36
    )


def test_geoboundaries_are_read(tmp_path: Path) -> None:
    rows = [
        boundary("Iraq", "IRQ-ADM0-1", "ADM0"),
        boundary("Kirkuk", "a1", "ADM1"),
        boundary("الحويجة", "a2"),
        boundary("Abbasi", "a3", "ADM3"),
        boundary("Deeper", "a4", "ADM4"),
        boundary("Khuzestan", "a5", "ADM1", "IRN", 47.5),
        boundary("Paris", "a6", "ADM2", "FRA", 2),
    ]
    (tmp_path / "geoBoundaries-IRQ-ADM2-metaData.json").write_text("{}")
    geojson(tmp_path / "geoBoundaries-IRQ.geojson", rows)
    reading = geoboundaries.read([tmp_path])
    assert [(place.id, place.kind, place.country) for place in reading.places] == [
        ("geob.IRQ-ADM0-1", "country", "IQ"),
        ("geob.a1", "governorate", "IQ"),
        ("geob.a2", "district", "IQ"),
        ("geob.a3", "subdistrict", "IQ"),
        ("geob.a5", "governorate", "IR"),
    ]
    assert reading.places[2].names == (Name("الحويجة", "ar"),)
    assert reading.places[2].radius_km == pytest.approx(72, abs=2)
    assert reading.left_out == {"kind not of use: ADM4": 1, "outside Iraq and its surroundings": 1}


def test_faults_of_geoboundaries_are_told_at_once(tmp_path: Path) -> None:
    empty: Row = (boundary("x", "b1")[0], None)
    rows = [boundary("x", "a b"), boundary("x", "b2", "district"), empty, ({"name": 1}, shapely.box(44, 35, 45, 36))]
    with pytest.raises(GazetteerError) as caught:
        geoboundaries.read([geojson(tmp_path / "g.geojson", rows)])
    assert [fault.partition(";")[0] for fault in caught.value.faults] == [
        "g.geojson: feature 1: shapeID 'a b'",
        "g.geojson: feature 2: shapeType 'district'",
        "g.geojson: feature 3: 'b1' without an area",
        "g.geojson: feature 4: no shapeName, shapeID, shapeGroup, shapeType among 'name'",
    ]
