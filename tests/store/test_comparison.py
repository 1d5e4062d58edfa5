"""Two editions against each other: every incident once, nothing where nothing changed, and the mirror the other way."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import geomap
from geomap.errors import ExportError
from geomap.gazetteer import Gazetteer
from geomap.records import COLUMNS
from geomap.store import CHANGE_FORMATS, CHANGES, TABLE_COLUMNS, compare, published, read, table, write, write_changes
from geomap.store.frame import frame_of, rows_of

ROOT = Path(__file__).parents[2]
MIRROR = {"added": "withdrawn", "withdrawn": "added", "merged": "split", "split": "merged"}


def row(**values: Any) -> dict[str, Any]:
    given = {
        "id": "a",
        "summary": "Attack at Daquq, 5 September 2021",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "date_start": date(2021, 9, 5),
        "date_end": date(2021, 9, 5),
        "lon": 44.447,
        "lat": 35.14,
        "radius_km": 4.0,
        "location_method": "named",
        "reports": [{"id": "r1", "title": "t"}],
        "evidence": [words("r1", 0)],
        "status": "extracted",
    }
    return {name: ({**given, **values}).get(name) for name in COLUMNS}


def words(report: str, start: int) -> dict[str, Any]:
    return {"field": "sentence", "document": report, "start": start, "end": start + 40, "text": "words"}


def kinds(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[tuple[str, str, str | None]]:
    found = compare(frame_of(old), frame_of(new))
    return [(change.kind, change.row["id"], change.other) for change in found.changes]


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, Any]:
    """Incidents that resemble each other, so that every level of the pairing has work."""
    day = date(2021, 9, draw(st.integers(1, 3)))
    placed = draw(st.booleans())
    reports = draw(st.lists(st.sampled_from(["r1", "r2", "r3"]), unique=True, max_size=2))
    spans = [
        words(report, start) for report in reports for start in draw(st.lists(st.sampled_from([0, 50]), unique=True))
    ]
    return row(
        id=draw(st.sampled_from("abcdef")),
        sub_event_type=draw(st.sampled_from(["Attack", "Armed clash"])),
        date_start=day,
        date_end=day,
        killed_min=draw(st.sampled_from([None, 1, 2])),
        lon=draw(st.sampled_from([44.4, 44.41, 44.9])) if placed else None,
        lat=35.1 if placed else None,
        reports=[{"id": report} for report in reports],
        evidence=spans,
    )


editions = st.lists(incidents(), max_size=5)


def content(rows: list[Any]) -> list[str]:
    return sorted(json.dumps(found, sort_keys=True, default=str) for found in rows)


@settings(max_examples=50, deadline=None)
@given(edition=editions)
def test_an_edition_does_not_differ_from_itself(edition):
    found = compare(frame_of(edition), frame_of(edition))
    assert found.is_empty
    assert len(found.changes) == len(edition)
    assert table(found) == []


@settings(max_examples=60, deadline=None)
@given(old=editions, new=editions)
def test_every_incident_of_both_is_told_once(old, new):
    found = compare(frame_of(old), frame_of(new)).changes
    assert content([c.old for c in found if c.old]) == content(rows_of(frame_of(old)))
    assert content([c.new for c in found if c.new]) == content(rows_of(frame_of(new)))
    assert all((c.old is None) == (c.kind in ("added", "split")) for c in found)
    assert all((c.new is None) == (c.kind in ("withdrawn", "merged")) for c in found)


@settings(max_examples=60, deadline=None)
@given(old=editions, new=editions)
def test_the_other_way_round_is_the_mirror(old, new):
    def told(change: Any, *, swapped: bool) -> str:
        one, two = (change.new, change.old) if swapped else (change.old, change.new)
        kind = MIRROR.get(change.kind, change.kind) if swapped else change.kind
        fields = [(d.field, d.after, d.before) if swapped else (d.field, d.before, d.after) for d in change.differences]
        return json.dumps([kind, one, two, change.matched, change.moved_km, change.other, fields], sort_keys=True)

    there = compare(frame_of(old), frame_of(new)).changes
    back = compare(frame_of(new), frame_of(old)).changes
    assert sorted(told(c, swapped=False) for c in there) == sorted(told(c, swapped=True) for c in back)


@settings(max_examples=60, deadline=None)
@given(old=editions, new=editions, data=st.data())
def test_the_order_of_rows_does_not_matter(old, new, data):
    shuffled = [data.draw(st.permutations(rows)) for rows in (old, new)]
    one = compare(frame_of(old), frame_of(new))
    other = compare(*map(frame_of, shuffled))
    assert_geodataframe_equal(one.frame(), other.frame())
    assert table(one) == table(other)


def test_fields_that_differ_are_told_with_both_values():
    [change] = compare(frame_of([row()]), frame_of([row(killed_min=3, weapons=["IED"], confidence=0.5)])).changes
    assert change.kind == "changed"
    assert [(d.field, d.before, d.after) for d in change.differences] == [
        ("killed_min", "", "3"),
        ("weapons", "", "IED"),
        ("confidence", "", "0.5"),
    ]
    assert change.detail == "killed_min: nothing → 3\nweapons: nothing → IED\nalso: confidence"


def test_empty_is_the_same_as_not_known():
    assert kinds([row(weapons=[], district_shares={})], [row(weapons=None)]) == [("unchanged", "a", None)]


def test_a_point_that_moved_is_told_with_its_distance():
    found = compare(frame_of([row()]), frame_of([row(lat=35.24)]))
    [change] = found.changes
    assert change.kind == "moved"
    assert change.moved_km == pytest.approx(11.09, abs=0.02)
    frame = found.frame()
    assert (frame["lon_before"].iloc[0], frame["lat_before"].iloc[0]) == (44.447, 35.14)
    assert frame["change_detail"].iloc[0] == "moved by 11.1 km"


def test_a_rounded_point_has_not_moved():
    assert kinds([row()], [row(lat=35.140001)]) == [("unchanged", "a", None)]


def test_losing_the_point_is_a_change_and_no_move():
    found = compare(frame_of([row()]), frame_of([row(lon=None, lat=None)]))
    assert [c.kind for c in found.changes] == ["changed"]
    assert "place: 44.4470, 35.1400 → not placed" in found.changes[0].detail


def test_another_id_with_the_same_words_is_the_same_incident():
    found = compare(frame_of([row()]), frame_of([row(id="b")]))
    assert [(c.kind, c.matched) for c in found.changes] == [("changed", "reports")]
    assert found.frame()["id_before"].iloc[0] == "a"


def test_other_words_of_one_report_are_another_incident():
    found = kinds([row()], [row(id="b", evidence=[words("r1", 200)])])
    assert found == [("added", "b", None), ("withdrawn", "a", None)]


def test_without_evidence_one_report_one_type_and_one_place_are_enough():
    assert kinds([row(evidence=[])], [row(id="b", evidence=[])]) == [("changed", "b", None)]
    assert len(kinds([row(evidence=[])], [row(id="b", evidence=[], lat=36.5)])) == 2


def test_other_reports_on_the_same_day_at_the_same_place_are_the_same_incident():
    new = row(id="b", reports=[{"id": "r9"}], evidence=[words("r9", 0)], lat=35.15)
    [change] = compare(frame_of([row()]), frame_of([new])).changes
    assert (change.kind, change.matched) == ("moved", "place")
    assert len(kinds([row()], [{**new, "date_start": date(2021, 9, 6), "date_end": date(2021, 9, 6)}])) == 2


def test_what_was_joined_is_merged_and_the_other_way_split():
    apart = [row(), row(id="b", reports=[{"id": "r2"}], evidence=[words("r2", 0)])]
    joined = [row(reports=[{"id": "r1"}, {"id": "r2"}], evidence=[words("r1", 0), words("r2", 0)])]
    assert kinds(apart, joined) == [("changed", "a", None), ("merged", "b", "a")]
    assert kinds(joined, apart) == [("split", "b", "a"), ("changed", "a", None)]


def test_a_dropped_incident_of_a_report_that_tells_several_is_no_merger():
    two = [row(), row(id="b", evidence=[words("r1", 90)])]
    assert kinds(two, [row()]) == [("withdrawn", "b", None), ("unchanged", "a", None)]


def test_rows_of_one_id_find_their_twins():
    old = [row(killed_min=1), row(killed_min=2)]
    new = [row(killed_min=2), row(killed_min=1)]
    assert [kind for kind, _, _ in kinds(old, new)] == ["unchanged", "unchanged"]
    assert [kind for kind, _, _ in kinds(old, [row(killed_min=2)])] == ["withdrawn", "unchanged"]


def test_an_empty_edition_is_one():
    assert kinds([], [row()]) == [("added", "a", None)]
    assert compare(frame_of([]), frame_of([])).counts == dict.fromkeys(CHANGES, 0)
    assert compare(frame_of([]), frame_of([])).frame().empty


def test_a_table_that_is_none_of_ours_is_refused():
    with pytest.raises(ExportError, match="lacks the columns"):
        compare(frame_of([]), gpd.GeoDataFrame({"id": ["x"]}))


@pytest.fixture(scope="module")
def bundled() -> gpd.GeoDataFrame:
    return geomap.read([ROOT / "data/reports"])


@pytest.mark.parametrize("ending", [".geojson", ".csv", ".gpkg", ".parquet", ".kml", ".jsonl"])
def test_formats_do_not_differ(tmp_path, bundled, ending):
    write(bundled, tmp_path / f"new{ending}")
    found = compare(bundled, read(tmp_path / f"new{ending}"))
    assert found.is_empty
    assert len(found.changes) == len(bundled)


def test_published_editions_can_be_compared(bundled):
    areas = Gazetteer.load().areas
    fewer = bundled.iloc[1:]
    found = compare(published(bundled, areas).frame, published(fewer, areas).frame)
    assert found.counts == {**dict.fromkeys(CHANGES, 0), "withdrawn": 1, "unchanged": len(bundled) - 1}


HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "a\u202eb\x00\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(tmp_path, text):
    found = compare(frame_of([row()]), frame_of([row(target_text=text, summary=text), row(id=text, evidence=[])]))
    for ending in CHANGE_FORMATS:
        write_changes(found, tmp_path / f"changes{ending}")
    with (tmp_path / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell and not cell.startswith("'")]
    book = load_workbook(tmp_path / "changes.xlsx")
    types = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert types <= {"s", "inlineStr", "n"}
    assert json.loads((tmp_path / "changes.geojson").read_text("utf-8"))["features"]


def test_tables_say_what_changed_and_are_the_same_bytes_each_time(tmp_path, bundled):
    new = bundled.iloc[1:].copy()
    new.loc[5, "killed_min"] = 7
    found = compare(bundled, new)
    for ending in CHANGE_FORMATS:
        first, again = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
        write_changes(found, first)
        write_changes(found, again)
        assert first.read_bytes() == again.read_bytes()
    sheet = load_workbook(tmp_path / "one.xlsx")["Changes"]
    lines = [dict(zip(TABLE_COLUMNS, line, strict=True)) for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert [(line["change"], line["field"], line["after"]) for line in lines] == [
        ("changed", "killed_min", "7"),
        ("withdrawn", None, None),
    ]
    collection = json.loads((tmp_path / "one.geojson").read_text("utf-8"))
    assert collection["attribution"] == bundled.attrs["attribution"]
    told = [feature["properties"]["change"] for feature in collection["features"]]
    assert sorted(told) == sorted(["changed", "withdrawn", *["unchanged"] * (len(bundled) - 2)])
    assert (tmp_path / "one.csv-metadata.json").exists()


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ExportError, match="no table of changes"):
        write_changes(compare(frame_of([]), frame_of([])), tmp_path / "changes.pdf")
