"""Who's On First in its three forms."""

from __future__ import annotations

import bz2
import json
import sqlite3
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading
from geomap.gazetteer.importers.whosonfirst import read
from geomap.records import Name

COLUMNS = "wof_id,placetype,name,lat,lon,name_eng,name_ara,name_ckb_kur,name_other,gn_id,wd_id,src_geom,hierarchy"
IRAQ = '85632191,country,Iraq,33.05,42.61,Iraq|IQ,العراق,,,,,,"{""country_id"": 85632191}"'
DISTRICT = '11,county,Hawiga,35.2,43.8,,,,Hawiga|الحويجة,,,meso,"{""country_id"": 85632191, ""region_id"": -1}"'
VILLAGE = (
    "12,locality,Tall Dhahab,35.3,43.7,Tall Dhahab|Tall Z̧ahab,تل ذهب|Tell Dahab,گردی زێڕین|Girdê Zêrîn,"
    'Тель,99001,,geonames,"{""county_id"": 11, ""country_id"": 85632191, ""locality_id"": 12}"'
)


def table(folder: Path, *rows: str, header: str = COLUMNS) -> Path:
    path = folder / "wof.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return path


def by_id(reading: Reading) -> dict[str, ForeignPlace]:
    return {place.id: place for place in reading.places}


def document(key: int, placetype: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    properties = {"wof:id": key, "wof:placetype": placetype, "geom:longitude": lon, "geom:latitude": lat, **more}
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": key, "properties": properties, "geometry": point}


def square(west: float, south: float) -> dict[str, Any]:
    ring = [[west, south], [west + 0.5, south], [west + 0.5, south + 0.5], [west, south + 0.5], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


DOCUMENTS = [
    document(85632191, "country", 42.6, 33.0, **{"wof:name": "Iraq", "name:ara_x_preferred": ["العراق"]}),
    document(
        11, "county", 43.8, 35.2, **{"wof:name": "Hawiga", "wof:hierarchy": [{"country_id": 85632191, "county_id": 11}]}
    )
    | {"geometry": square(43.5, 35.0)},
    document(
        12,
        "locality",
        43.7,
        35.3,
        **{
            "wof:name": "Tall Dhahab",
            "name:eng_x_variant": ["Tell Thahab"],
            "name:eng_x_preferred": ["Tall Dhahab"],
            "name:kur_x_preferred": ["Girdê Zêrîn", "گردی زێڕین"],
            "name:rus_x_preferred": ["Тель"],
            "name:und_x_variant": ["Tel Dahab"],
            "lbl:longitude": 43.71,
            "lbl:latitude": 35.31,
            "wof:concordances": {"gn:id": 99001, "wd:id": "Q77"},
            "wof:hierarchy": [{"country_id": 85632191, "county_id": 11, "locality_id": 12, "region_id": 404}],
            "wof:population": 7000,
            "iso:country": "IQ",
            "mz:is_current": 1,
        },
    ),
    document(13, "campus", 43.1, 36.3, **{"name:eng_x_preferred": ["Mosul Airport"]}),
    document(14, "locality", 43.1, 36.3, **{"wof:name": "Gone", "mz:is_current": 0}),
    document(15, "locality", 43.1, 36.3, **{"wof:name": "Doubled", "wof:superseded_by": [12]}),
    document(16, "locality", 43.1, 36.3, **{"wof:name": "Closed", "edtf:deprecated": "2019-01-01"}),
    document(19, "locality", 0, 0, **{"wof:name": "Nowhere", "src:geom": "missing"}),
    document(17, "postalcode", 43.1, 36.3, **{"wof:name": "36001"}),
    document(18, "locality", 10.0, 50.0, **{"wof:name": "Far"}),
]


def repository(folder: Path) -> Path:
    for feature in DOCUMENTS:
        key = feature["id"]
        path = folder / "whosonfirst-data-admin-iq" / "data" / f"{key}"[:3] / f"{key}.geojson"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(feature), "utf-8")
    (path.parent / "12-alt-naturalearth.geojson").write_text("{}")
    (folder / "whosonfirst-data-admin-iq" / "README.md").write_text("read me")
    (folder / "whosonfirst-data-admin-iq" / "meta").mkdir()
    return folder / "whosonfirst-data-admin-iq"


def database(path: Path, *, with_documents: bool) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE spr (id INTEGER, parent_id INTEGER, name TEXT, placetype TEXT, country TEXT, latitude REAL,"
        " longitude REAL, is_current INTEGER, is_superseded INTEGER);"
        "CREATE TABLE names (id INTEGER, language TEXT, privateuse TEXT, name TEXT);"
        "CREATE TABLE ancestors (id INTEGER, ancestor_id INTEGER, ancestor_placetype TEXT);"
        "CREATE TABLE concordances (id INTEGER, other_id TEXT, other_source TEXT);"
    )
    connection.executemany(
        "INSERT INTO spr VALUES (?, 0, ?, ?, 'IQ', ?, ?, ?, 0)",
        [
            (85632191, "Iraq", "country", 33.0, 42.6, 1),
            (11, "Hawiga", "county", 35.2, 43.8, -1),
            (12, "Tall Dhahab", "locality", 35.3, 43.7, 1),
            (14, "Gone", "locality", 36.3, 43.1, 0),
        ],
    )
    connection.executemany(
        "INSERT INTO names VALUES (12, ?, ?, ?)",
        [("eng", "variant", "Tell Thahab"), ("eng", "preferred", "Tall Dhahab"), ("ara", "preferred", "تل ذهب")],
    )
    connection.executemany("INSERT INTO ancestors VALUES (12, ?, ?)", [(85632191, "country"), (11, "county")])
    connection.executemany("INSERT INTO concordances VALUES (12, ?, ?)", [("99001", "gn:id"), ("Q77", "wd:id")])
    if with_documents:
        connection.execute("CREATE TABLE geojson (id INTEGER, body TEXT, is_alt INTEGER)")
        rows = [(feature["id"], json.dumps(feature), 0) for feature in DOCUMENTS]
        connection.executemany("INSERT INTO geojson VALUES (?, ?, ?)", [*rows, (12, "{}", 1)])
    connection.commit()
    connection.close()
    return path


def test_csv_names_get_the_language_of_their_script(tmp_path: Path) -> None:
    found = by_id(read([table(tmp_path, IRAQ, DISTRICT, VILLAGE)]))
    village = found["wof.12"]
    assert village.names == (
        Name("Tall Dhahab", "en"),
        Name("Tall Z̧ahab", "en"),
        Name("تل ذهب", "ar"),
        Name("Tell Dahab", "en"),
        Name("گردی زێڕین", "ckb"),
        Name("Girdê Zêrîn", "kmr"),
    )
    assert village.kind == "village"
    assert village.units == ("wof.11", "wof.85632191")
    assert village.same_as == ("gn.99001",)
    assert (village.lon, village.lat, village.where) == (43.7, 35.3, "wof.csv:4")
    assert found["wof.11"].kind == "district"
    assert found["wof.11"].names == (Name("Hawiga", "en"), Name("الحويجة", "ar"))
    assert found["wof.85632191"].names == (Name("Iraq", "en"), Name("العراق", "ar"))


@pytest.mark.parametrize("pack", ["folder", "zip", "db", "bz2"])
def test_documents_say_the_same_in_every_packing(tmp_path: Path, pack: str) -> None:
    if pack in ("folder", "zip"):
        path = repository(tmp_path)
        if pack == "zip":
            with zipfile.ZipFile(tmp_path / "iq.zip", "w") as archive:
                for file in sorted(p for p in path.rglob("*") if p.is_file()):
                    archive.write(file, file.relative_to(tmp_path))
            path = tmp_path / "iq.zip"
    else:
        path = database(tmp_path / "iq.db", with_documents=True)
        if pack == "bz2":
            (tmp_path / "iq.db.bz2").write_bytes(bz2.compress(path.read_bytes()))
            path = tmp_path / "iq.db.bz2"
    reading = read([path])
    found = by_id(reading)
    assert set(found) == {"wof.85632191", "wof.11", "wof.12", "wof.13"}
    town = found["wof.12"]
    assert (town.kind, town.population, town.country) == ("town", 7000, "IQ")
    assert (town.lon, town.lat) == (43.71, 35.31)
    assert town.units == ("wof.11", "wof.85632191")
    assert town.same_as == ("gn.99001", "wd.Q77")
    assert [name.text for name in town.names if name.language == "en"] == ["Tall Dhahab", "Tell Thahab", "Tel Dahab"]
    assert {name.language for name in town.names} == {"en", "kmr", "ckb"}
    assert found["wof.13"].kind == "airport"
    assert found["wof.11"].area is not None
    assert found["wof.11"].area.area == pytest.approx(0.25)
    assert found["wof.11"].radius_km == pytest.approx(42, abs=3)
    assert reading.left_out["not current"] == 1
    assert reading.left_out["superseded by another record"] == 1
    assert reading.left_out["deprecated or gone"] == 1
    assert reading.left_out["kind not of use: postalcode"] == 1
    assert reading.left_out["position unknown"] == 1
    assert reading.left_out["outside Iraq and its surroundings"] == 1


def test_a_database_without_documents_is_read_from_its_tables(tmp_path: Path) -> None:
    reading = read([database(tmp_path / "iq.db", with_documents=False)])
    village = by_id(reading)["wof.12"]
    assert village.names == (Name("Tall Dhahab", "en"), Name("تل ذهب", "ar"), Name("Tell Thahab", "en"))
    assert village.units == ("wof.11", "wof.85632191")
    assert village.same_as == ("gn.99001", "wd.Q77")
    assert reading.left_out == {"not current": 1}


def test_a_population_makes_a_locality_a_town_or_city(tmp_path: Path) -> None:
    rows = [
        f"{n},locality,Place {n},35,44,,,,,,,geonames,,{people}" for n, people in enumerate((0, 4999, 5000, 1e5), 1)
    ]
    older = "9,locality,Older,35,44,,,,,,,quattroshapes,,"
    found = by_id(read([table(tmp_path, *rows, older, header=f"{COLUMNS},population")]))
    kinds = [found[f"wof.{n}"].kind for n in (1, 2, 3, 4, 9)]
    assert kinds == ["village", "village", "town", "city", "town"]


def test_every_fault_of_a_table_is_told_at_once(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "x,locality,Name,35,44,,,,,,,,",
        "-1,locality,Name,35,44,,,,,,,,",
        "1,locality,Name,95,44,,,,,,,,",
        "2,locality,Name,35,nan,,,,,,,,",
        "3,locality,Name,0,0.0,,,,,,,,",
        "4,locality,Name,35,44,,,,,,,,{broken",
        "5,locality,Name,35,44,,,,,,,,",
        "5,locality,Again,35,44,,,,,,,,",
        "6,locality,Short,35,44",
    )
    with pytest.raises(GazetteerError) as caught:
        read([path])
    assert [fault.partition(";")[0] for fault in caught.value.faults] == [
        "wof.csv:2: id 'x'",
        "wof.csv:3: id '-1'",
        "wof.csv:4: latitude '95'",
        "wof.csv:5: longitude 'nan'",
        "wof.csv:6: longitude 0 and latitude 0",
        "wof.csv:7: hierarchy '{broken'",
        "wof.csv:9: id 'wof.5' again (first in wof.csv:8)",
        "wof.csv:10: 5 cells",
    ]


def test_files_of_other_kinds_and_columns_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,x\n")
    (tmp_path / "b.db").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    (tmp_path / "c.geojson").write_text('{"type": "Feature",\n "properties": }')
    (tmp_path / "d.geojson").write_text('{"type": "Feature", "properties": {"name": "x"}}')
    (tmp_path / "e.docx").write_bytes(b"x")
    empty = sqlite3.connect(tmp_path / "f.db")
    empty.execute("CREATE TABLE other (x)")
    empty.close()
    with pytest.raises(GazetteerError) as caught:
        read([tmp_path])
    told = "\n".join(caught.value.faults)
    assert "a.csv:1: no column wof_id, placetype, lat, lon among 'id, name'" in told
    assert "b.db: no SQLite database that can be read" in told
    assert "c.geojson:2: column 16" in told
    assert "d.geojson: no record of Who's On First" in told
    assert "e.docx: a file of another kind" in told
    assert "f.db: tables 'other'" in told
    assert len(caught.value.faults) == 6


def test_a_view_in_a_database_is_no_table(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE VIEW geojson AS SELECT 1 AS id, load_extension('evil') AS body")
    connection.close()
    with pytest.raises(GazetteerError, match="tables ''"):
        read([tmp_path / "x.db"])


def test_the_shared_extract_is_read_whole_and_fast(shared: Path) -> None:
    path = shared / "data" / "gazetteer" / "whosonfirst_iq" / "wof_iq_places.csv"
    began = time.process_time()
    reading = read([path])
    seconds = time.process_time() - began
    kinds = Counter(place.kind for place in reading.places)
    assert kinds == {
        "village": 22477,
        "district": 109,
        "town": 100,
        "quarter": 80,
        "governorate": 19,
        "base": 2,
        "airport": 1,
        "country": 1,
    }
    assert reading.left_out == {}
    assert seconds < 4  # 1 s on an idle core; the limit leaves room for a busy machine
    assert sum(same.startswith("gn.") for place in reading.places for same in place.same_as) == 22598
    assert sum("wof.85632191" in place.units for place in reading.places) == 22413
    assert read([path]) == reading
