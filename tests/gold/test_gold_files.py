"""The gold is well formed: a report for each entry and an entry for each report, days, and places in Iraq."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.settings import data_folder

HERE = Path(__file__).parent
FIELDS = {
    "n",
    "summary_en",
    "type",
    "date",
    "date_end",
    "date_precision",
    "place_ar",
    "place_en",
    "governorate_en",
    "lat",
    "lon",
    "tolerance_km",
    "coords_source",
    "killed_min",
    "killed_max",
    "injured_min",
    "injured_max",
    "killed_attackers",
    "perpetrator",
    "target",
    "certain",
}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


BUNDLED = lines(HERE / "reports.jsonl")
DEVELOPMENT = lines(HERE / "development.jsonl")
HELD_OUT = lines(HERE / "held_out.jsonl")
BLIND = lines(HERE / "blind.jsonl")
SORANI = lines(HERE / "sorani.jsonl")
ENGLISH = [entry for name in ("unseen", "hard", "blind") for entry in lines(HERE / f"english_{name}.jsonl")]
SORANI_BLIND = lines(HERE / "sorani_blind.jsonl")
REPEATS = lines(HERE / "repeats.jsonl")
FRESH = lines(HERE / "fresh.jsonl")
FRESH_BLIND = lines(HERE / "fresh_blind.jsonl")
ALL = BUNDLED + DEVELOPMENT + HELD_OUT + BLIND + SORANI + SORANI_BLIND + REPEATS + ENGLISH + FRESH + FRESH_BLIND


def test_every_bundled_report_has_its_entry() -> None:
    folder = data_folder("reports")
    told = {report["id"] for report in lines(folder / "reports.jsonl")}
    files = {path.name for path in folder.glob("*.txt")}
    assert told == {entry["id"] for entry in BUNDLED if "file" not in entry}
    assert files == {entry["file"] for entry in BUNDLED if "file" in entry}


@pytest.mark.parametrize("entry", [e for e in BUNDLED if "file" in e], ids=lambda e: e["file"])
def test_the_id_of_a_text_file_is_its_digest(entry: dict[str, Any]) -> None:
    text = (data_folder("reports") / entry["file"]).read_text(encoding="utf-8").strip()
    assert entry["id"] == hashlib.sha256(text.encode()).hexdigest()[:12]


@pytest.mark.parametrize("entry", ALL, ids=lambda e: e["id"])
def test_an_incident_is_whole_and_in_iraq(entry: dict[str, Any]) -> None:
    for n, incident in enumerate(entry["incidents"], 1):
        assert set(incident) == FIELDS
        assert incident["n"] == n
        first, last = (date.fromisoformat(incident[name]) for name in ("date", "date_end"))
        assert first <= last <= date.fromisoformat(entry["published"])
        assert 38.7 < incident["lon"] < 48.7
        assert 29.0 < incident["lat"] < 37.5


def test_the_english_reports_are_english_and_some_tell_nothing() -> None:
    assert {entry["language"] for entry in ENGLISH} == {"en"}
    assert sum(not entry["incidents"] for entry in ENGLISH) >= 4


def test_three_languages_are_there_and_reports_without_incidents() -> None:
    for gold in (BUNDLED, DEVELOPMENT, HELD_OUT, FRESH, FRESH_BLIND):
        assert {entry["language"] for entry in gold} == {"ar", "ckb", "en"}
        assert any(not entry["incidents"] for entry in gold)


def test_the_sorani_reports_are_sorani_and_some_tell_no_incident() -> None:
    for gold in (SORANI, SORANI_BLIND):
        assert {report["language"] for report in gold} == {"ckb"}
        assert len(gold) == 24
        assert sum(not report["incidents"] for report in gold) == 5


def test_no_two_entries_share_an_id() -> None:
    assert len({entry["id"] for entry in ALL}) == len(ALL)


def test_the_clusters_of_the_repeats_are_their_incidents() -> None:
    told = {f"{report['id']}#{incident['n']}" for report in REPEATS for incident in report["incidents"]}
    clusters = json.loads((HERE / "repeats_clusters.json").read_text(encoding="utf-8"))
    named = [name for cluster in clusters["clusters"] for name in cluster]
    assert len(named) == len(set(named))
    assert set(named) <= told
    assert {report["language"] for report in REPEATS} == {"ar", "ckb", "en"}
