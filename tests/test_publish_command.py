"""``--publish`` and ``--redact`` on the command line: what is written and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from unpacked import whole

from geomap.cli.app import app
from geomap.cli.options import publish_words
from geomap.store import NOTE_START, read

REPORT = (
    "Kirkuk, 6 September 2021. Gunmen killed two policemen in the village of Lakja in Makhmur district on 5 September."
)


def run(*words: str) -> object:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    line = {"id": "lakja-raid", "title": "Night raid", "text": REPORT, "url": "https://example.org/7", "source": "Wire"}
    (folder / "one.jsonl").write_text(json.dumps(line | {"published": "2021-09-06"}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("way", ["--publish", "--publish=district", "--publish=10km"])
def test_a_map_and_its_data_are_published_together(tmp_path, reports, way):
    page, data = tmp_path / "map.html", tmp_path / "data.geojson"
    done = run("map", str(reports), way, "-o", str(page), "--data", str(data))
    assert done.exit_code == 0, done.output
    assert NOTE_START in done.stdout
    text = data.read_text("utf-8")
    assert NOTE_START in text
    assert "Lakja" not in text
    assert "lakja" not in text
    assert read(data)["district"].iloc[0] == "Makhmur"
    html = whole(page.read_text("utf-8"))
    assert "Edited for publication" in html
    assert "two policemen in the village" not in html


def test_what_could_not_be_read_is_told_to_the_author_and_not_to_the_public(tmp_path, reports):
    (reports / "secret-village.jsonl").write_text("{broken", encoding="utf-8")
    page = tmp_path / "map.html"
    done = run("map", str(reports), "--publish", "-o", str(page))
    assert done.exit_code == 1
    assert "secret-village" in done.stderr
    assert "secret-village" not in whole(page.read_text("utf-8"))


def test_marks_come_from_a_file(tmp_path, reports):
    marks, data = tmp_path / "marks.txt", tmp_path / "data.geojson"
    marks.write_text("\ufeffnight RAID\n\n", encoding="utf-8")
    done = run("read", str(reports), "--publish", "--redact", str(marks), "-o", str(data))
    assert done.exit_code == 0, done.output
    assert "Night raid" not in data.read_text("utf-8")
    assert "example.org/7" not in data.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--publish=province"], "nothing that places can be coarsened to"),
        (["--publish", "7 miles"], "nothing that places can be coarsened to"),
        (["--redact", "marks.txt"], "--redact is for --publish"),
        (["--publish", "--redact", "nowhere.txt"], "nowhere.txt cannot be read"),
        (["--publish", "--redact", "code.txt"], "no text in UTF-8"),
        (["--publish", "--redact", "map.html"], "would be overwritten"),
    ],
)
def test_calls_that_cannot_go_well_are_refused_before_the_work(tmp_path, reports, monkeypatch, words, what):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "code.txt").write_bytes("ž".encode("cp1250"))
    done = run("map", str(reports), *words, "-o", "map.html")
    assert done.exit_code == 2
    assert what in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "map.html").exists()


def test_without_a_file_there_is_nothing_to_publish(reports):
    done = run("read", str(reports), "--publish")
    assert done.exit_code == 2
    assert "name a file with -o" in done.stderr


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["--publish"], ["--publish=district"]),
        (["--publish", "reports/"], ["--publish=district", "reports/"]),
        (["--publish", "10km", "reports/"], ["--publish", "10km", "reports/"]),
        (["--publish", "District"], ["--publish", "District"]),
        (["--publish", "--bundled"], ["--publish=district", "--bundled"]),
        (["--", "--publish"], ["--", "--publish"]),
        (["--publish", "--", "10km"], ["--publish=district", "--", "10km"]),
    ],
)
def test_publish_alone_means_districts_and_takes_no_report_for_its_word(given, meant):
    assert publish_words(given) == meant


def test_a_report_that_begins_with_a_digit_is_no_width(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("2021.txt").write_text(REPORT, encoding="utf-8")
    assert publish_words(["--publish", "2021.txt"]) == ["--publish=district", "2021.txt"]
