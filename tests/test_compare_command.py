"""``geomap compare`` on the command line, with the files that ``geomap read`` writes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner
from unpacked import whole

from geomap.cli.app import app
from geomap.cli.compare import IN_FOLDER
from geomap.store import read, write

DATA = Path(__file__).parents[1] / "data" / "reports"
ROCKETS, BLAST = DATA / "k1_base_rockets.txt", DATA / "kirkuk_qadisiya.txt"


def run(*words: object) -> object:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two editions in two formats: one incident more, one withdrawn, one moved with another figure."""
    folder = tmp_path_factory.mktemp("editions")
    old, new = folder / "old.gpkg", folder / "new.csv"
    assert run("read", DATA, "-o", old).exit_code == 0
    frame = read(old)
    kept = frame.iloc[1:].iloc[::-1].reset_index(drop=True)
    kept.loc[0, ["lon", "lat"]] = [44.5, 35.3]
    kept.geometry = kept.geometry.where(kept.index != 0, type(kept.geometry.iloc[0])(44.5, 35.3))
    kept.loc[0, "killed_min"] = 40
    kept.loc[1, "id"] = "renamed00000"
    write(kept, new)
    return old, new


def test_the_terminal_tells_it_in_words(editions):
    done = run("compare", *editions)
    assert done.exit_code == 0, done.output
    assert "1 changed, 1 moved, 1 withdrawn, 13 unchanged." in done.stdout
    assert "killed_min: " in done.stdout
    assert "moved by" in done.stdout


def test_the_same_edition_in_two_formats_has_nothing_to_tell(editions, tmp_path):
    write(read(editions[0]), tmp_path / "same.geojson")
    done = run("compare", editions[0], tmp_path / "same.geojson", "-o", tmp_path / "changes.csv")
    assert done.exit_code == 0
    assert "Nothing changed: 16 unchanged." in done.stdout
    assert len((tmp_path / "changes.csv").read_text("utf-8-sig").splitlines()) == 1


def test_a_folder_gets_map_tables_and_data(editions, tmp_path):
    done = run("compare", *editions, "-o", tmp_path / "changes")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "changes").iterdir()} == {*IN_FOLDER, "changes.csv-metadata.json"}
    with (tmp_path / "changes/changes.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["change"] for line in lines} == {"changed", "moved", "withdrawn"}
    [moved] = [line for line in lines if line["field"] == "lon, lat"]
    assert moved["after"] == "44.50000, 35.30000"
    assert load_workbook(tmp_path / "changes/changes.xlsx").sheetnames == ["Changes", "Counts", "Sources"]
    features = json.loads((tmp_path / "changes/changes.geojson").read_text("utf-8"))["features"]
    assert len(features) == 16
    html = (tmp_path / "changes/map.html").read_text("utf-8")
    assert html.count("L.polyline(") == 1
    assert "44.5" in html.split("L.polyline(")[1][:300]


def test_the_same_call_gives_the_same_bytes(editions, tmp_path):
    for name in ("one", "two"):
        assert run("compare", *editions, "-o", tmp_path / name).exit_code == 0
    for name in IN_FOLDER:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_reading_again_with_one_report_more_adds_its_incident(tmp_path):
    assert run("read", ROCKETS, "-o", tmp_path / "old.geojson").exit_code == 0
    assert run("read", ROCKETS, BLAST, "-o", tmp_path / "new.parquet").exit_code == 0
    done = run("compare", tmp_path / "old.geojson", tmp_path / "new.parquet")
    assert "1 added, 1 unchanged." in done.stdout


def test_published_editions_tell_nothing_exact(editions, tmp_path):
    done = run("compare", *editions, "--publish", "-o", tmp_path / "changes")
    assert done.exit_code == 0, done.output
    exact = {name for name in read(editions[0])["place_id"] if name and ".p." in name}
    assert exact
    for name in ("changes.csv", "changes.geojson", "map.html"):
        text = whole((tmp_path / "changes" / name).read_text("utf-8"))
        assert not [place for place in exact if place in text], name


@pytest.mark.parametrize(
    ("words", "status", "what"),
    [
        (["{old}", "{old}", "-o", "{old}"], 2, "no ending for changes"),
        (["{old}", "{new}", "-o", "{new}"], 2, "one of the editions"),
        (["{old}", "{new}", "-o", "x.pdf"], 2, "no ending for changes"),
        (["{old}", "nowhere.csv"], 3, "There is no file nowhere.csv"),
        (["{old}", "notes.txt"], 3, "no format that geomap writes"),
        (["{old}", "foreign.csv"], 3, "has no column"),
        (["{old}", "broken.geojson"], 3, "cannot be read"),
        (["{old}", "{new}", "--redact", "notes.txt"], 2, "--redact is for --publish"),
        (["{old}"], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_status(editions, tmp_path, monkeypatch, words, status, what):
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("x", encoding="utf-8")
    Path("foreign.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("broken.geojson").write_text("{", encoding="utf-8")
    before = [path.read_bytes() for path in editions]
    done = run("compare", *(word.format(old=editions[0], new=editions[1]) for word in words))
    assert done.exit_code == status, done.output
    assert what in " ".join(done.stderr.replace("│", " ").split())
    assert [path.read_bytes() for path in editions] == before
