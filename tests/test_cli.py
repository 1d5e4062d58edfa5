"""The command line, run as a user runs it: real files, real pipeline, exit status and messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli.app import Exit, app

REPORT = (
    "Three soldiers were killed and one was wounded at dawn on Sunday, 5 September 2021, when Islamic State gunmen "
    "attacked an army checkpoint in the village of Lakja in Makhmur district, a security source said."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def call(*words: object, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of ``geomap words``."""
    done = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_map_draws_and_writes_the_data(report: Path, tmp_path: Path) -> None:
    page, data = tmp_path / "new" / "map.html", tmp_path / "incidents.geojson"
    status, out, _ = call("map", report, "-o", page, "--data", data)
    assert status == Exit.DONE
    assert "Lakja" in out
    assert "1 incident in 1 report" in out
    (feature,) = json.loads(data.read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["killed_min"] == 3
    assert "Lakja" in page.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        call("map", report, "-o", tmp_path / f"{name}.html", "--data", tmp_path / f"{name}.geojson")
    for ending in ("html", "geojson"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


@pytest.mark.parametrize("ending", ["geojson", "csv", "gpkg", "parquet", "kml", "jsonl"])
def test_read_writes_every_format(report: Path, tmp_path: Path, ending: str) -> None:
    status, out, _ = call("read", report, "-o", tmp_path / f"incidents.{ending}")
    assert status == Exit.DONE
    assert f"incidents.{ending}" in out
    assert (tmp_path / f"incidents.{ending}").stat().st_size > 0


def test_an_unknown_ending_is_refused_before_reading(report: Path, tmp_path: Path) -> None:
    status, _, err = call("read", report, "-o", tmp_path / "incidents.docx")
    assert status == Exit.USAGE
    assert ".geojson" in err
    assert not (tmp_path / "incidents.docx").exists()


def test_reports_come_from_standard_input() -> None:
    status, out, _ = call("read", "-", stdin=REPORT)
    assert status == Exit.DONE
    assert "Lakja" in out


def test_a_broken_report_never_stops_the_batch(report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "lines.jsonl").write_text(
        json.dumps({"id": "a", "text": REPORT, "published": "2021-09-06"}) + '\n{"id": "b", "text": \n',
        encoding="utf-8",
    )
    names = ("empty.txt", "junk.txt", "lines.jsonl", "missing.txt")
    status, out, err = call("read", report, *(tmp_path / name for name in names), "-o", tmp_path / "out.geojson")
    assert status == Exit.SKIPPED
    assert "in 2 reports" in out
    for where in ("empty.txt", "junk.txt", "lines.jsonl:2", "missing.txt"):
        assert where in err
    assert "4 of the inputs skipped" in err


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    status, _, err = call("read", tmp_path / "missing.txt")
    assert status == Exit.FAILED
    assert "missing.txt" in err


def test_a_report_without_incidents_is_a_clean_result(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text("The ministers of both sides met in Baghdad to discuss the budget and the exports of oil.")
    status, out, _ = call("map", path, "-o", tmp_path / "map.html")
    assert status == Exit.DONE
    assert "0 incidents in 1 report" in out
    assert (tmp_path / "map.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--published", "6 September"), "YYYY-MM-DD"),
        (("--language", "fr"), "ckb"),
        (("--merge", "some"), "report"),
    ],
)
def test_a_wrong_option_says_what_is_expected(report: Path, words: tuple[str, str], said: str) -> None:
    status, _, err = call("read", report, *words)
    assert status in (Exit.USAGE, Exit.FAILED)
    assert said in err


def test_no_report_is_a_wrong_call() -> None:
    status, _, err = call("map")
    assert status == Exit.USAGE
    assert "--bundled" in err


def test_an_output_that_cannot_be_written_is_explained(report: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = call("map", report, "-o", tmp_path / "file" / "map.html")
    assert status == Exit.FAILED
    assert "Check the path" in err


def test_hostile_text_reaches_the_terminal_as_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(REPORT.replace("Lakja", "[red]Lakja\x1b[31m\u202e"), encoding="utf-8")
    _, out, err = call("read", path)
    assert "\x1b[31m" not in out + err
    assert "\u202e" not in out + err


def test_locate_explains_itself() -> None:
    status, out, _ = call("locate", "30 km southwest of Kirkuk")
    assert status == Exit.DONE
    assert "offset" in out
    assert "Kirkuk" in out


def test_locate_answers_every_line_with_one_object() -> None:
    status, out, _ = call("locate", "-", "--json", stdin="30 km southwest of Kirkuk\n\nnowhere at all\nالحويجة\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == Exit.DONE
    assert [a["lon"] is None for a in answers] == [False, True, True, False]
    expected = (
        "text lon lat radius_km footprint location_method place_id place_name_en geo_precision where_prec reasons"
    )
    for answer in answers:
        assert {*expected.split(), "candidates"} == set(answer)
        assert answer["lon"] is not None or answer["footprint"] is None
        assert answer["reasons"]


def test_gazetteer_search_finds_in_three_scripts() -> None:
    for name in ("Huwayjah", "الحويجة", "حەویجە"):
        status, out, _ = call("gazetteer", "search", name)
        assert status == Exit.DONE
        assert "Hawija" in out


def test_gazetteer_info_counts() -> None:
    status, out, _ = call("gazetteer", "info")
    assert status == Exit.DONE
    assert "governorate" in out


def test_areas_of_a_folder_without_tables_are_refused(tmp_path: Path) -> None:
    status, _, err = call("gazetteer", "build-areas", tmp_path)
    assert status == Exit.FAILED
    assert "places.csv" in err
    assert list(tmp_path.iterdir()) == []


def test_settings_are_listed() -> None:
    status, out, _ = call("settings")
    assert status == Exit.DONE
    assert "GEOMAP_MAX_BYTES" in out


def test_help_teaches() -> None:
    status, out, _ = call("--help")
    assert status == Exit.DONE
    assert "Exit status" in " ".join(out.split())
    assert "Example" in call("map", "--help")[1]


def test_the_installed_command_says_its_version() -> None:
    done = subprocess.run([sys.executable, "-m", "geomap", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("geomap ")
    assert call("--version")[1] == done.stdout
