"""A gold file is read whole or refused with every fault, its line and its field."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.evaluation import read_clusters, read_gold

INCIDENT: dict[str, Any] = {
    "n": 1,
    "type": "bombing",
    "date": "2021-03-10",
    "lat": 35.3,
    "lon": 43.8,
    "tolerance_km": 5,
    "killed_min": 3,
    "killed_max": None,
}


def written(folder: Path, *reports: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_gold(path)
    assert str(path) in error.value.what
    assert error.value.hint
    return error.value.what


def test_a_report_is_read(tmp_path: Path) -> None:
    (report, empty) = read_gold(
        written(tmp_path, {"id": 7, "language": "ar", "incidents": [INCIDENT]}, {"id": "e", "incidents": []})
    )
    (incident,) = report.incidents
    assert (report.id, report.language, empty.incidents) == ("7", "ar", ())
    assert incident.killed == (3, None)
    assert incident.injured is None
    assert incident.start == incident.end
    assert incident.certain


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("type", "earthquake", "incidents[0].type: 'earthquake', one of armed_clash"),
        ("date", "10 March", "incidents[0].date: '10 March', a day is expected, YYYY-MM-DD"),
        ("date", None, "incidents[0].date: it is missing"),
        ("date_end", "2021-03-01", "date_end: 2021-03-01 lies before date 2021-03-10"),
        ("lat", 91, "incidents[0].lat: '91', a number from -90 to 90"),
        ("lon", "east", "incidents[0].lon: 'east', a number from -180 to 180"),
        ("tolerance_km", float("nan"), "tolerance_km: 'nan', a number"),
        ("killed_min", "three", "killed_min: 'three', a whole number from 0"),
        ("injured_max", -1, "injured_max: '-1', a whole number from 0"),
        ("certain", "yes", "certain: 'yes', true or false"),
        ("place_en", 5, "place_en: '5', a text"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, field: str, value: Any, said: str) -> None:
    good = {"id": "a", "incidents": [INCIDENT]}
    told = faults(written(tmp_path, good, {"id": "b", "incidents": [{**INCIDENT, field: value}]}))
    assert f"line 2: {said}" in told or (said in told and "line 2: incidents[0]" in told)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": "a"}, [], {"incidents": []}, {"id": "b", "incidents": [1, INCIDENT, INCIDENT]})
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    told = faults(path)
    for said in (
        'line 1: "incidents": a list is expected',
        "line 2: list, an object is expected",
        "line 3.id: it is missing",
        "line 4: incidents[0]: int, an object is expected",
        "line 5: no JSON",
    ):
        assert said in told


def test_the_same_id_or_number_twice_is_a_fault(tmp_path: Path) -> None:
    assert "id: 'a' is there 2 times" in faults(written(tmp_path, *[{"id": "a", "incidents": []}] * 2))
    assert "line 1: n: 1 is there 2 times" in faults(written(tmp_path, {"id": "a", "incidents": [INCIDENT] * 2}))


def test_many_faults_are_counted(tmp_path: Path) -> None:
    assert "and 30 more" in faults(written(tmp_path, *[[]] * 50))


@pytest.mark.parametrize(("data", "said"), [(b"", "no report"), (b"\xff\xfe\x00x", "UTF-8"), (b"\n\n", "no report")])
def test_what_is_no_gold_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "g.jsonl").write_bytes(data)
    assert said in faults(tmp_path / "g.jsonl")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "No such file" in faults(tmp_path / "none.jsonl")
    assert "directory" in faults(tmp_path)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*INCIDENT, "id", "incidents"]), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(values, max_size=3), row=st.dictionaries(st.sampled_from(list(INCIDENT)), values))
def test_anything_is_read_or_refused(tmp_path: Path, rows: list[Any], row: dict[str, Any]) -> None:
    path = written(tmp_path, *rows, {"id": "x", "incidents": [{**INCIDENT, **row}]})
    with suppress(InputError):
        assert read_gold(path)


def test_clusters_are_read(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text('{"clusters": [["a#1", "b#2"]], "unsure": ["c#1"]}', encoding="utf-8")
    assert read_clusters(path) == ((("a#1", "b#2"),), frozenset({"c#1"}))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"clusters": 3}', '{"clusters": [["a"]]}', '{"clusters": [[1]]}'])
def test_what_are_no_clusters_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no clusters"):
        read_clusters(path)
