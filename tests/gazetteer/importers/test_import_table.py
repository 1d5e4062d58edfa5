"""An analyst's own table: what it may look like, and what it is told when it is wrong."""

from __future__ import annotations

import csv
import io
import json
import math
import tempfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.importers.table import read
from geomap.gazetteer.importers.table_columns import COLUMNS, KIND_WORDS
from geomap.gazetteer.tables import IRAQ_BOX, KINDS
from geomap.records import Name


def write(folder: Path, text: str, name: str = "my places.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def only(folder: Path, text: str, **more: str) -> ForeignPlace:
    (place,) = read([write(folder, text, **more)]).places
    return place


def faults(folder: Path, text: str, **more: str) -> list[str]:
    with pytest.raises(GazetteerError) as caught:
        read([write(folder, text, **more)])
    return list(caught.value.faults)


def test_a_full_table_is_read(tmp_path: Path) -> None:
    text = (
        "id,name_en,name_ar,name_ckb,kind,lon,lat,parent,population,radius_km,notes\n"
        "hw,Hawija District,قضاء الحويجة,,district,43.8,35.3,iq.kirkuk,215000,40,x\n"
        "ab,Abbasi,العباسي,,subdistrict,43.5,35.3,hw,,,\n"
        '1,Tall Dhahab|Tell Thahab,تل ذهب,گردی زێڕین|Girdê Zêrîn,village,43.7,35.3,Abbasi,1200,1.5,"a, b"\n'
    )
    district, subdistrict, village = read([write(tmp_path, text)]).places
    assert village == ForeignPlace(
        id="table.my_places.1",
        kind="village",
        names=(
            Name("Tall Dhahab", "en"),
            Name("Tell Thahab", "en"),
            Name("تل ذهب", "ar"),
            Name("گردی زێڕین", "ckb"),
            Name("Girdê Zêrîn", "kmr"),
        ),
        lon=43.7,
        lat=35.3,
        radius_km=1.5,
        population=1200,
        units=("table.my_places.ab", "table.my_places.hw", "iq.kirkuk"),
        where="my places.csv:4",
    )
    assert subdistrict.units == ("table.my_places.hw", "iq.kirkuk")
    assert district.units == ("iq.kirkuk",)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_found(tmp_path: Path, mark: str, encoding: str) -> None:
    text = mark.join(("name", "lon", "lat")) + "\r\n" + mark.join(("تل ذهب", "43.7", "35.3")) + "\r\n\r\n"
    place = only(tmp_path, text, encoding=encoding)
    assert place.names == (Name("تل ذهب", "ar"),)
    assert place.id == "table.my_places.tl_dhhb.43.7000_35.3000"


@pytest.mark.parametrize(
    "header",
    [
        "name,longitude,latitude",
        "NAME,Long,LAT",
        "Name_EN,X,y",
        "Place Name , LONGITUDE,Latitude",
        "الاسم,خط الطول,خط العرض",
    ],
)
def test_columns_have_several_names(tmp_path: Path, header: str) -> None:
    place = only(tmp_path, f"{header}\nTell,43.7,35.3\n")
    assert (place.names, place.lon, place.lat) == ((Name("Tell", "en"),), 43.7, 35.3)


def test_arabic_tables_are_read(tmp_path: Path) -> None:
    text = "الاسم;خط الطول;خط العرض;النوع;السكان\nتل ذهب;٤٣٫٧;٣٥٫٣;قرية;١٢٠٠\n"
    place = only(tmp_path, text, name="قرى.csv")
    assert (place.kind, place.lon, place.lat, place.population) == ("village", 43.7, 35.3, 1200)
    assert place.id == "table.qra.tl_dhhb.43.7000_35.3000"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("", "Tell", "en"),
        ("", "گردی زێڕین", "ckb"),
        ("", "گرد", "ar"),
        ("ku", "Girdê", "kmr"),
        ("tr", "Altıntepe", "tk"),
        ("TK", "Altıntepe", "tk"),
        ("ar", "تل", "ar"),
    ],
)
def test_the_language_is_stated_or_shows_in_the_script(tmp_path: Path, language: str, text: str, expected: str) -> None:
    place = only(tmp_path, f"name,lon,lat,language\n{text},43.7,35.3,{language}\n")
    assert place.names == (Name(text, expected),)


@pytest.mark.parametrize(("word", "kind"), [("", "village"), ("City", "city"), *KIND_WORDS.items()])
def test_kinds_are_words_of_two_languages(tmp_path: Path, word: str, kind: str) -> None:
    assert kind in KINDS
    assert only(tmp_path, f"name,lon,lat,kind\nx,43.7,35.3,{word}\n").kind == kind


@pytest.mark.parametrize("form", ["geojson", "gpkg", "shp"])
def test_files_with_geometries_need_no_coordinates(tmp_path: Path, form: str) -> None:
    shapes = [shapely.Point(43.7, 35.3), shapely.Point(44.4, 35.5)]
    path = tmp_path / f"own.{form}"
    if form == "geojson":
        features = [
            {
                "type": "Feature",
                "properties": {"Name": f"P{n}", "kind": "camp"},
                "geometry": shapely.geometry.mapping(s),
            }
            for n, s in enumerate(shapes)
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    else:
        data = [np.array(["P0", "P1"], dtype=object), np.array(["camp", "camp"], dtype=object)]
        wkb = np.array(shapely.to_wkb(shapes), dtype=object)
        pyogrio.raw.write(path, wkb, data, ["Name", "kind"], geometry_type="Point", crs="EPSG:4326", encoding="UTF-8")
    places = read([path]).places
    assert [(p.names[0].text, p.kind, p.lon, p.lat) for p in places] == [
        ("P0", "camp", 43.7, 35.3),
        ("P1", "camp", 44.4, 35.5),
    ]


def test_areas_give_their_extent_and_units_keep_them(tmp_path: Path) -> None:
    rows = [("district", shapely.box(43, 35, 44, 36)), ("lake", shapely.box(44, 33, 44.2, 33.2))]
    features = [
        {"type": "Feature", "properties": {"name": kind, "kind": kind}, "geometry": shapely.geometry.mapping(shape)}
        for kind, shape in rows
    ]
    path = write(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "own.geojson")
    district, lake = read([path]).places
    assert district.radius_km == pytest.approx(72, abs=2)
    assert district.area is not None
    assert (lake.area, lake.radius_km) == (None, pytest.approx(14.5, abs=0.5))


def test_a_wrong_header_is_explained(tmp_path: Path) -> None:
    told = faults(tmp_path, "nam,lng,lattitude,remarks\nx,43.7,35.3,\n")
    assert len(told) >= 3
    text = "\n".join(told)
    assert "my places.csv:1: no column lon among 'nam, lng, lattitude, remarks'; 'lng' looks like lon; expected" in text
    assert "no column lat among" in text
    assert "'lattitude' looks like lat" in text
    assert "'nam' looks like name" in text
    assert "خط الطول" in text


def test_misspelt_and_doubled_columns_are_told(tmp_path: Path) -> None:
    told = faults(tmp_path, "name,lon,lat,popultion,Longitude\nx,43.7,35.3,5,43\n")
    assert told == [
        "my places.csv:1: columns 'lon' and 'Longitude'; expected one column for lon",
        "my places.csv:1: column 'popultion', which looks like population; expected population, or another name",
    ]


def test_every_fault_of_every_row_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "id,name,lon,lat,kind,population,radius_km,parent,language,country\n"
        "1,Good,43.7,35.3,village,,,,,\n"
        "2,Swapped,35.3,43.7,village,,,,,\n"
        "3,Far,2.3,48.8,city,,,,,\n"
        "4,Off,443.7,35.3,village,,,,,\n"
        "5,Null,0,0,village,,,,,\n"
        '6,Comma,"43,7","35,3",village,,,,,\n'
        "1,Again,43.7,35.3,village,,,,,\n"
        "8,Kind,43.7,35.3,vilage,,,,,\n"
        "9,Kind,43.7,35.3,zzzz,,,,,\n"
        "10,People,43.7,35.3,village,many,,,,\n"
        "11,Radius,43.7,35.3,village,,-1,,,\n"
        "12,Parent,43.7,35.3,village,,,Nowhere,,\n"
        "13,Tongue,43.7,35.3,village,,,,xx,\n"
        "14,Land,43.7,35.3,village,,,,,Iraq\n"
        "15,,43.7,35.3,village,,,,,\n"
        "a b,Id,43.7,35.3,village,,,,,\n"
        "17,Short,43.7\n"
        "18,Word,north,35.3,village,,,,,\n"
        "19,Paris,2.3,48.8,city,,,,,fr\n"
    )
    told = faults(tmp_path, text)
    parts = [(int(fault.split(":")[1]), fault.partition(": ")[2].partition("; expected")[0]) for fault in told]
    assert parts == [
        (3, "lon '35.3' and lat '43.7'"),
        (4, "lon 2.3 and lat 48.8, which lie abroad"),
        (5, "longitude '443.7'"),
        (6, "longitude 0 and latitude 0"),
        (7, "a decimal comma in lon '43,7' and lat '35,3'"),
        (8, "id '1' again (first in my places.csv:2)"),
        (9, "unknown kind 'vilage' (perhaps village)"),
        (10, "unknown kind 'zzzz'"),
        (11, "population 'many'"),
        (12, "radius_km '-1'"),
        (13, "parent 'Nowhere'"),
        (14, "language 'xx'"),
        (15, "country 'Iraq'"),
        (16, "no name"),
        (17, "id 'a b'"),
        (18, "3 cells"),
        (19, "longitude 'north'"),
    ]
    assert "the two are swapped for Iraq" in "\n".join(told)


def test_one_line_in_another_encoding_is_told_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes(
        "name,lon,lat\nتل,43.7,35.3\n".encode() + "قرية,43.7,35.3\n".encode("cp1256") + b"ok,43.7,35.3\nbad\xff,1,2\n"
    )
    with pytest.raises(GazetteerError) as caught:
        read([path])
    assert caught.value.faults[0] == (
        "mixed.csv:3: byte 0xde in column 1 that is no UTF-8 (as Windows-1256 the line reads 'قرية,43.7,35.3'); "
        "expected the whole file in UTF-8"
    )
    assert [fault.partition(";")[0] for fault in caught.value.faults[1:]] == [
        "mixed.csv:5: byte 0xff in column 4 that is no UTF-8 (as Windows-1256 the line reads 'bad\u06d2,1,2')",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"my places\.csv:1: an empty file"),
        ("name,lon,lat\n", "no place of use"),
        ('name,lon,lat\n"open,43,35\n', r":2: a row that cannot be split"),
        ("name,lon,lat\n" + "x" * 2_000_000 + ",43,35\n", "cannot be split"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        read([write(tmp_path, text)])


def test_a_character_lost_earlier_is_told(tmp_path: Path) -> None:
    told = faults(tmp_path, "name,lon,lat\nT\ufffdll,43.7,35.3\n")
    assert told == ["my places.csv:2: a character that was lost (U+FFFD); expected the row as it was typed"]


def test_a_row_over_several_lines_is_told_by_its_first(tmp_path: Path) -> None:
    told = faults(tmp_path, 'name,lon,lat\n"a\nb",43.7,35.3\nbad,x,35.3\n')
    assert told == ["my places.csv:4: longitude 'x'; expected degrees within ±180"]


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    assert "a file of another kind" in faults(tmp_path, "x", name="places.docx")[0]


def test_the_same_row_twice_without_ids_is_told(tmp_path: Path) -> None:
    told = faults(tmp_path, "name,lon,lat\nx,43.7,35.3\nx,43.7,35.3\n")
    assert "again (first in my places.csv:2)" in told[0]


def test_ids_may_have_dots(tmp_path: Path) -> None:
    text = "id,name,lon,lat,kind,parent\na.1,A,43,35,district,\nb.1,B,43,35,village,a.1\n"
    assert read([write(tmp_path, text)]).places[1].units == ("table.my_places.a.1",)


def test_a_circle_of_parents_ends(tmp_path: Path) -> None:
    text = "id,name,lon,lat,kind,parent\na,A,43,35,district,b\nb,B,43,35,district,a\n"
    one, two = read([write(tmp_path, text)]).places
    assert (one.units, two.units) == (("table.my_places.b",), ("table.my_places.a",))


def test_hostile_cells_stay_text(tmp_path: Path) -> None:
    names = ["'; DROP TABLE x; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../etc/passwd", "{{x*7}}"]
    rows = "".join(f'"{name}",43.7,35.3\n' for name in names)
    places = read([write(tmp_path, "name,lon,lat\n" + rows)]).places
    assert {p.names[0].text for p in places} <= {part for name in names for part in name.split("|")}
    assert all(part.isascii() and not set(part) & set("/<>'\"; ") for part in (p.id for p in places))


def test_aliases_name_one_column_each() -> None:
    aliases = [alias for names in COLUMNS.values() for alias in names]
    assert len(aliases) == len(set(aliases))


degrees = st.floats(-400, 400, allow_nan=False) | st.just(math.nan) | st.just(math.inf)


@settings(deadline=None)
@given(degrees, degrees)
def test_a_position_is_taken_as_it_is_or_refused(lon: float, lat: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), f"name,lon,lat\nx,{lon!r},{lat!r}\n")
        west, south, east, north = IRAQ_BOX
        if west <= lon <= east and south <= lat <= north:
            (place,) = read([path]).places
            assert (place.lon, place.lat) == (lon, lat)
        else:
            with pytest.raises(GazetteerError) as caught:
                read([path])
            assert len(caught.value.faults) == 1
            assert caught.value.faults[0].startswith("my places.csv:2: ")


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=6))
def test_any_rows_are_read_or_refused_with_their_lines(rows: list[tuple[str, str, str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("name", "lon", "lat", "kind"))
    writer.writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), out.getvalue())
        try:
            reading = read([path])
        except GazetteerError as error:
            told = error
        else:
            assert reading == read([path])
            assert all(place.kind in KINDS and place.names for place in reading.places)
            return
    assert told.faults or "no place of use" in str(told)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(raw)
        with pytest.raises(GazetteerError):
            read([path])
