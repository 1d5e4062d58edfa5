"""Every format is read back row for row, hostile text included; the same frame gives the same bytes."""

from __future__ import annotations

import csv
import json
import time
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import ExportError
from geomap.geodesy import circle
from geomap.records import (
    COLUMNS,
    Count,
    Event,
    Evidence,
    Incident,
    Location,
    Name,
    Place,
    Reason,
    Report,
    Shares,
    When,
)
from geomap.store import FORMATS, read, to_frame, write
from geomap.store.frame import frame_of, rows_of

ENDINGS = sorted(FORMATS)

HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+964 770",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "'=already guarded",
    "''=twice",
    " =behind a blank",
    "\u202e=behind a direction override",
    "\t=tab",
    "\r=return",
    "\n=line feed",
    "＝full width",
    "'plain apostrophe",
    "</script><script>alert(1)</script>",
    "]]> & <b>bold</b> &amp; \"quoted\" 'text'",
    "`backtick` \\ backslash ${x}",
    "first\r\nsecond\rthird\nfourth\u2028fifth\u0085sixth",
    "\u202bمن اليمين\u202c إلى \u200fاليسار",
    "قەرەچووخ؛ گوڕ و ڵ و ێ",
    "nan",
    "NULL",
    "None",
    "1e5",
    "  blanks  ",
    "\ufeffmark",
    "🛰️ \U0010ffff",
    "x" * 200_000,
)


def incident(text: str = "قرية لاكجة", document: str = "d1", **where: Any) -> Incident:
    lakja = Place("iq.erbil.p.lakja", "village", (Name("Lakja", "en"), Name("لاكجة", "ar")), 43.602, 35.590, 1.5)
    evidence = Evidence("killed", document, 3, 3 + len(text), text)
    event = Event(
        document,
        "Battles",
        "Armed clash",
        When(date(2021, 9, 5), date(2021, 9, 5), "day", "weekday", "dawn"),
        killed=Count(3, None),
        injured=Count(1, 1),
        perpetrator="IS",
        perpetrator_text=text,
        weapons=("small arms", "IED"),
        evidence=(evidence,),
    )
    place = {
        "place": lakja,
        "lon": 43.602,
        "lat": 35.590,
        "radius_km": 0.1 + 0.2,
        "footprint": circle(43.602, 35.590, 1.5),
        "method": "named",
        "geo_precision": 1,
        "shares": Shares({"Erbil": 0.7, "Nineveh": 0.3}, {"Makhmur": 1.0}, disputed=1.0),
        "reasons": (Reason("named", {"place": text, "km": 1.5}, f"{text} is named."),),
    }
    return Incident(
        event, Location(text, **(place | where)), (Report(document, text, published="2021-09-06"),), warnings=(text,)
    )


def unplaced(document: str = "d2") -> Incident:
    return Incident(Event(document, "Battles", "Armed clash"), Location("nowhere known"), (Report(document),))


def assert_same(got: gpd.GeoDataFrame, expected: gpd.GeoDataFrame) -> None:
    assert rows_of(got) == rows_of(expected)
    assert list(got.columns) == list(expected.columns)
    assert list(got.dtypes) == list(expected.dtypes)
    assert got.crs == expected.crs == "EPSG:4326"
    assert list(got.geometry) == list(expected.geometry)
    assert list(got["footprint"]) == list(expected["footprint"])
    assert list(got.index) == list(expected.index)


@pytest.mark.parametrize("ending", ENDINGS)
def test_placed_and_unplaced_come_back_in_their_order(tmp_path: Path, ending: str) -> None:
    frame = to_frame([unplaced("a"), incident("one"), unplaced("b"), incident("two")])
    write(frame, tmp_path / f"incidents{ending}")
    assert_same(read(tmp_path / f"incidents{ending}"), frame)


@pytest.mark.parametrize("ending", ENDINGS)
def test_hostile_text_comes_back_as_it_was(tmp_path: Path, ending: str) -> None:
    frame = to_frame([incident(text) for text in HOSTILE])
    assert list(frame["perpetrator_text"]) == list(HOSTILE)
    write(frame, tmp_path / f"incidents{ending}")
    assert_same(read(tmp_path / f"incidents{ending}"), frame)


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_incident_is_a_table_too(tmp_path: Path, ending: str) -> None:
    frame = to_frame([])
    write(frame, tmp_path / f"incidents{ending}")
    assert_same(read(tmp_path / f"incidents{ending}"), frame)


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_unplaced_incidents_are_kept(tmp_path: Path, ending: str) -> None:
    frame = to_frame([unplaced("a"), unplaced("b")])
    write(frame, tmp_path / f"incidents{ending}")
    assert_same(read(tmp_path / f"incidents{ending}"), frame)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_frame_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    frame = to_frame([incident("one"), unplaced(), incident("two")])
    write(frame, tmp_path / f"first{ending}")
    time.sleep(1.1)  # GeoPackage stamps seconds
    write(frame, tmp_path / f"second{ending}")
    assert (tmp_path / f"first{ending}").read_bytes() == (tmp_path / f"second{ending}").read_bytes()


texts = st.none() | st.text(min_size=1, max_size=40) | st.sampled_from(HOSTILE[:-1])
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
jsons = st.none() | st.lists(leaves, max_size=3) | st.dictionaries(st.text(), st.lists(leaves, max_size=2), max_size=3)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
finite = st.floats(allow_nan=False, allow_infinity=False, width=64)
lons, lats = st.floats(-180, 180), st.floats(-90, 90)
points = st.none() | st.tuples(lons, lats).filter(lambda p: p != (0, 0))
discs = st.none() | st.builds(circle, st.floats(38, 49), st.floats(29, 38), st.floats(0.1, 100))
KINDS = {
    "text": texts,
    "date": days,
    "integer": st.none() | st.integers(-(2**63), 2**63 - 1),
    "real": st.none() | finite,
    "json": jsons,
    "polygon": discs,
}


@st.composite
def flat_rows(draw: st.DrawFn) -> dict[str, Any]:
    row = {name: draw(KINDS[kind]) for name, kind in COLUMNS.items()}
    point = draw(points)
    row["lon"], row["lat"] = point if point else (None, None)
    return row


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(flat_rows(), max_size=4))
def test_any_row_comes_back(tmp_path: Path, ending: str, rows: list[dict[str, Any]]) -> None:
    frame = frame_of(rows)
    write(frame, tmp_path / f"incidents{ending}")
    assert_same(read(tmp_path / f"incidents{ending}"), frame)


@settings(deadline=None)
@given(text=st.text(st.characters(codec=None, exclude_categories=())))
def test_what_no_format_carries_is_replaced_one_for_one(text: str) -> None:
    kept = to_frame([incident("a" + text)])["perpetrator_text"].iloc[0]
    assert len(kept) == len(text) + 1
    kept.encode("utf-8")
    assert "\x00" not in kept


def test_csv_keeps_formulas_from_running(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    write(to_frame([incident(text) for text in HOSTILE[:12]]), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["perpetrator_text"].startswith("'") for row in rows)
    assert all(float(row["lon"]) == 43.602 for row in rows)


def test_geojson_is_what_others_read(tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    write(to_frame([incident(), unplaced()]), path)
    placed, other = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [43.602, 35.59]}
    assert placed["properties"]["reports"][0]["id"] == "d1"
    assert placed["properties"]["weapons"] == ["small arms", "IED"]
    assert placed["properties"]["date_start"] == "2021-09-05"
    assert shapely.from_wkt(placed["properties"]["footprint"]).contains(shapely.Point(43.602, 35.59))
    assert other["geometry"] is None
    assert other["properties"]["killed_min"] is None


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".kml"])
def test_gdal_reads_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident(), incident("other")]), path)
    there = gpd.read_file(path, layer="Incidents" if ending == ".kml" else "incidents")
    assert [(p.x, p.y) for p in there.geometry] == [(43.602, 35.59)] * 2
    assert there.crs == "EPSG:4326"


def test_geopandas_reads_the_parquet_file_with_both_geometries(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    write(to_frame([incident(), unplaced()]), path)
    there = gpd.read_parquet(path)
    assert there["footprint"].iloc[0].area > 0
    assert there["footprint"].crs == there.crs == "EPSG:4326"
    assert there.geometry.iloc[1] is None


def test_kml_has_folders_names_and_escaped_balloons(tmp_path: Path) -> None:
    path = tmp_path / "incidents.kml"
    write(to_frame([unplaced(), incident("<b>x</b>")]), path)
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    folders = ET.parse(path).getroot().findall(".//k:Folder", ns)
    assert [f.findtext("k:name", "", ns) for f in folders] == ["Incidents", "Not placed"]
    assert [len(f.findall("k:Placemark", ns)) for f in folders] == [1, 1]
    placed = folders[0].find("k:Placemark", ns)
    assert placed is not None
    assert "&lt;b&gt;" in placed.findtext("k:description", "", ns)
    assert placed.findtext("k:TimeSpan/k:begin", "", ns) == "2021-09-05"
    assert (placed.findtext("k:name", "", ns) or "").startswith("Armed clash at Lakja")


def test_null_island_is_refused() -> None:
    with pytest.raises(ExportError, match=r"\(0, 0\)"):
        to_frame([incident(lon=0.0, lat=0.0)])


@pytest.mark.parametrize(("lon", "lat"), [(35.59, 143.6), (43.6, None), (float("inf"), 35.0)])
def test_impossible_positions_are_refused(lon: float, lat: float | None) -> None:
    with pytest.raises(ExportError):
        to_frame([incident(lon=lon, lat=lat)])


@pytest.mark.parametrize("ending", ENDINGS)
def test_null_island_is_never_written(tmp_path: Path, ending: str) -> None:
    frame = to_frame([incident()])
    frame.loc[0, ["lon", "lat"]] = 0.0
    path = tmp_path / f"incidents{ending}"
    with pytest.raises(ExportError):
        write(frame, path)
    assert not path.exists()


def test_a_point_that_was_moved_alone_is_refused(tmp_path: Path) -> None:
    frame = to_frame([incident()])
    frame.loc[0, "geometry"] = shapely.Point(44, 35)
    with pytest.raises(ExportError, match="geometry"):
        write(frame, tmp_path / "incidents.geojson")


def test_another_ending_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.geojson"):
        write(to_frame([]), tmp_path / "incidents.xlsx")


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    write(to_frame([incident()]), tmp_path / "A.GEOJSON")
    assert len(read(tmp_path / "A.GEOJSON")) == 1


def test_a_frame_of_other_columns_is_refused(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs="EPSG:4326")
    with pytest.raises(ExportError, match="lacks the columns"):
        write(frame, tmp_path / "incidents.csv")


def test_columns_of_the_users_own_are_left_out(tmp_path: Path) -> None:
    frame = to_frame([incident()])
    write(frame.assign(note="mine"), tmp_path / "incidents.parquet")
    assert_same(read(tmp_path / "incidents.parquet"), frame)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident()]), path)
    before = path.read_bytes()
    broken = to_frame([incident()])
    broken.at[0, "warnings"] = [float("nan")]
    with pytest.raises(ExportError):
        write(broken, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_written_file_replaces_the_old_one(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "new folder" / f"incidents{ending}"
    write(to_frame([incident("one"), incident("two")]), path)
    write(to_frame([incident("three")]), path)
    assert list(read(path)["perpetrator_text"]) == ["three"]


def test_a_folder_in_the_way_is_an_export_error(tmp_path: Path) -> None:
    (tmp_path / "incidents.csv").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        write(to_frame([]), tmp_path / "incidents.csv")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", [b"", b"\x00\xff junk", b"{}", b"<kml/>", "id\nسلام\n".encode()])
def test_a_broken_file_is_an_export_error(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"incidents{ending}"
    path.write_bytes(content)
    if (ending, content) == (".jsonl", b""):
        assert len(read(path)) == 0
        return
    with pytest.raises(ExportError, match=path.name):
        read(path)


def test_a_missing_file_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no file"):
        read(tmp_path / "incidents.gpkg")


def test_an_xml_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "incidents.kml"
    path.write_text('<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml>&b;</kml>', encoding="utf-8")
    with pytest.raises(ExportError, match="document type"):
        read(path)
