"""Attribution lines go out with the incidents in every format, come back as they were, and do no harm on the way."""

from __future__ import annotations

import json
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import ExportError, GeomapError, InputError
from geomap.records import Event, Incident, Location, Report, attribution_of
from geomap.store import FORMATS, check_beside, outputs, read, to_frame, write

ENDINGS = sorted(FORMATS)
BARE = (".csv", ".jsonl")

LINES = (
    "GeoNames, CC BY 4.0, https://www.geonames.org",
    "© OpenStreetMap contributors, ODbL 1.0",
    "</script><script>alert(1)</script>",
    "]]> & <b>bold</b> &amp; \"quoted\" 'text'",
    "first\r\nsecond\rthird\nfourth\u2028fifth\u0085sixth",
    "معجم الأماكن: رخصة المشاع الإبداعي \u202eمعكوس\u202c",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE incidents; --",
    "  blanks about it  ",
    "{{ 7 * 7 }} ${x} %s \\u0000 \\",
    '["a", "b"]',
    "null",
    "x" * 50_000,
)


def incident(document: str = "d1") -> Incident:
    place = Location("Lakja", lon=43.602, lat=35.59, radius_km=1.0, method="coordinates")
    return Incident(Event(document, "Battles", "Armed clash"), place, (Report(document),))


def sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}-metadata.json")


@pytest.mark.parametrize("ending", ENDINGS)
def test_lines_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    frame = to_frame([incident("a"), incident("b")], LINES)
    path = tmp_path / f"incidents{ending}"
    written = write(frame, path)
    assert set(written) == set(tmp_path.iterdir()) == set(outputs(path))
    assert read(path).attrs == frame.attrs == {"attribution": list(LINES)}
    assert list(read(path)["id"]) == list(frame["id"])


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(st.text(st.characters(codec=None, exclude_categories=())), max_size=4))
def test_any_text_comes_back_with_what_no_format_carries_replaced(
    tmp_path: Path, ending: str, lines: list[str]
) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident()]), path, attribution=lines)
    found = read(path).attrs.get("attribution", [])
    assert found == to_frame([], lines).attrs.get("attribution", [])
    assert len(found) <= len(lines)
    assert all(line.strip() and "\0" not in line for line in found)


@pytest.mark.parametrize("ending", ENDINGS)
def test_nul_becomes_the_replacement_character(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident()]), path, attribution=["a\0b\x0bc\ud800"])
    assert read(path).attrs["attribution"] == ["a\ufffdb\ufffdc\ufffd"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_incident_has_attribution_too(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([], LINES), path)
    assert read(path).attrs["attribution"] == list(LINES)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_frame_without_attribution_writes_none(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    assert write(to_frame([incident()]), path) == (path,)
    assert list(tmp_path.iterdir()) == [path]
    assert b"attribution" not in path.read_bytes().replace(b"attributions", b"")  # the column on who did it
    assert read(path).attrs == {}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_frame_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    frame = to_frame([incident()], LINES)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(frame, tmp_path / name / f"incidents{ending}")
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert first == second
    write(read(tmp_path / "a" / f"incidents{ending}"), tmp_path / "b" / f"incidents{ending}")
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == first


def test_lines_that_are_given_stand_instead_of_the_frames(tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    write(to_frame([], ["old"]), path, attribution=["new", "", "new", " "])
    assert read(path).attrs["attribution"] == ["new"]


def test_filters_and_sorts_keep_the_lines() -> None:
    frame = to_frame([incident("a"), incident("b")], LINES)
    assert frame[frame["id"] > ""].sort_values("id").head(1).attrs["attribution"] == list(LINES)


@pytest.mark.parametrize("wrong", [3, {"a": 1}, [1], ["a", None], b"bytes"])
def test_what_is_no_line_is_refused_before_anything_is_written(tmp_path: Path, wrong: Any) -> None:
    frame = to_frame([incident()])
    frame.attrs["attribution"] = wrong
    with pytest.raises(InputError, match="attribution"):
        write(frame, tmp_path / "incidents.csv")
    assert not list(tmp_path.iterdir())


def test_one_text_is_one_line() -> None:
    assert attribution_of("a\nb") == ("a\nb",)
    assert attribution_of(None) == attribution_of([]) == attribution_of([" "]) == ()


def test_geojson_has_it_as_a_member_of_the_collection(tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    write(to_frame([incident()], LINES), path)
    assert json.loads(path.read_text(encoding="utf-8"))["attribution"] == list(LINES)


def test_geopackage_shows_it_in_the_description_of_the_layer(tmp_path: Path) -> None:
    path = tmp_path / "incidents.gpkg"
    write(to_frame([incident()], LINES), path)
    with sqlite3.connect(path) as database:
        ((description,),) = database.execute("SELECT description FROM gpkg_contents")
    database.close()
    assert description == "\n".join(LINES)
    assert json.loads(pyogrio.read_info(path, layer="incidents")["layer_metadata"]["attribution"]) == list(LINES)


def test_geopandas_gives_it_from_parquet(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    write(to_frame([incident()], LINES), path)
    assert gpd.read_parquet(path).attrs["attribution"] == list(LINES)


def test_kml_shows_it_as_text(tmp_path: Path) -> None:
    path = tmp_path / "incidents.kml"
    write(to_frame([incident()], LINES), path)
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    document = ET.parse(path).getroot().find("k:Document", ns)
    assert document is not None
    assert [child.tag.split("}")[1] for child in document][:3] == ["name", "description", "ExtendedData"]
    shown = document.findtext("k:description", "", ns)
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".kml"])
def test_gdal_still_reads_the_incidents(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident("a"), incident("b")], LINES), path)
    there = gpd.read_file(path, layer="Incidents" if ending == ".kml" else "incidents")
    assert [(p.x, p.y) for p in there.geometry] == [(43.602, 35.59)] * 2


@pytest.mark.parametrize("ending", BARE)
def test_the_file_beside_is_what_csv_on_the_web_looks_for(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"two words# حوادث{ending}"
    write(to_frame([incident()], LINES), path)
    document = json.loads(sidecar(path).read_text(encoding="utf-8"))
    assert document == {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"two%20words%23%20%D8%AD%D9%88%D8%A7%D8%AF%D8%AB{ending}",
        "schema:creditText": list(LINES),
    }


@pytest.mark.parametrize("ending", BARE)
def test_the_file_beside_speaks_of_the_last_table(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident()], ["old"]), path)
    write(to_frame([incident()], ["new"]), path)
    assert read(path).attrs["attribution"] == ["new"]
    write(to_frame([incident()]), path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", BARE)
@pytest.mark.parametrize("content", ['{"url": "incidents.csv", "tableSchema": {}}', "[]", "no JSON", "", "[" * 100_000])
def test_somebodys_own_description_is_never_replaced(tmp_path: Path, ending: str, content: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([incident()]), path)
    before = path.read_bytes()
    sidecar(path).write_text(content)
    with pytest.raises(ExportError, match="metadata"):
        check_beside(path)
    with pytest.raises(ExportError, match="metadata"):
        write(to_frame([], LINES), path)
    assert (path.read_bytes(), sidecar(path).read_text()) == (before, content)
    write(to_frame([]), path)
    assert sidecar(path).read_text() == content


@pytest.mark.parametrize("content", ["[]", "no JSON", "", "[" * 100_000, '{"schema:creditText": {"a": 1}}', "\ud800"])
def test_a_broken_file_beside_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "incidents.csv"
    write(to_frame([incident()]), path)
    sidecar(path).write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ExportError, match="metadata"):
        read(path)


def test_a_description_with_more_in_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    write(to_frame([incident()]), path)
    sidecar(path).write_text('{"url": "incidents.csv", "tableSchema": {}, "schema:creditText": "one line"}')
    assert read(path).attrs["attribution"] == ["one line"]


def test_a_file_beside_that_cannot_be_written_leaves_the_old_table(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    write(to_frame([incident("old")]), path)
    before = path.read_bytes()
    sidecar(path).mkdir()
    with pytest.raises(ExportError, match="metadata"):
        write(to_frame([incident("new")], LINES), path)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path, sidecar(path)]


def test_a_failed_write_leaves_the_old_attribution(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    write(to_frame([incident()], ["old"]), path)
    broken = to_frame([incident()], ["new"])
    broken.at[0, "warnings"] = [float("nan")]
    with pytest.raises(ExportError):
        write(broken, path)
    assert read(path).attrs["attribution"] == ["old"]


def test_through_a_link_it_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, real = tmp_path / "link.csv", tmp_path / "far" / "real.csv"
    link.symlink_to(real)
    write(to_frame([incident()], LINES), link)
    assert sidecar(real).is_file()
    for path in (link, real):
        assert read(path).attrs["attribution"] == list(LINES)


def test_odd_metadata_of_others_is_refused_or_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    write(to_frame([incident()], ["a"]), path)
    for attrs, said in (("[1]", None), ('{"attribution": 7}', "attribution"), ("no JSON", "cannot be read")):
        table = pq.read_table(path)
        pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"PANDAS_ATTRS": attrs}), path)
        if said:
            with pytest.raises(GeomapError, match=said):
                read(path)
        else:
            assert read(path).attrs == {}
