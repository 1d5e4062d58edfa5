"""The command line, run as a user runs it: real files, real pipeline, exit status and messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from typer.testing import CliRunner
from unpacked import whole

from geomap import store
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
    assert "Lakja" in whole(page.read_text(encoding="utf-8"))


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
    assert any("GeoNames" in line for line in store.read(tmp_path / f"incidents.{ending}").attrs["attribution"])
    assert all(path.name in out for path in tmp_path.iterdir() if path != report)
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
    assert "4 inputs skipped; 2 reports read." in err


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
    assert status == Exit.USAGE
    assert said in err


def test_no_report_is_a_wrong_call() -> None:
    status, _, err = call("map")
    assert status == Exit.USAGE
    assert "--bundled" in err


def test_an_output_that_cannot_be_written_is_explained(report: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for words in (("map", "-o", tmp_path / "file" / "map.html"), ("read", "-o", tmp_path / "file" / "a.csv")):
        status, _, err = call(*words, report)
        assert status == Exit.FAILED
        assert str(words[-1]) in err
        assert "Check the path" in err


def test_nothing_readable_leaves_the_old_files(tmp_path: Path) -> None:
    page, data = tmp_path / "map.html", tmp_path / "incidents.csv"
    for path in (page, data):
        path.write_text("the old one")
    status, out, err = call("map", tmp_path / "missing.txt", "-o", page, "--data", data)
    assert status == Exit.FAILED
    assert not out
    assert "nothing could be read or written" in err
    assert [path.read_text() for path in (page, data)] == ["the old one"] * 2


@pytest.mark.parametrize(
    ("command", "words", "said"),
    [
        ("read", ("-o", "incidents.docx"), "choose one of"),
        ("read", ("-o", ".csv"), "choose one of"),
        ("map", ("--data", "incidents.docx"), "choose one of"),
        ("map", ("-o", "a.csv", "--data", "a.csv"), "cannot both be"),
        ("map", ("-o", "folder.html"), "is a folder"),
        ("read", ("-o", "folder.html/../report.jsonl"), "would be overwritten"),
        ("map", ("-o", "report.jsonl"), "would be overwritten"),
        ("map", ("--data", "report.jsonl"), "would be overwritten"),
        ("map", ("-o", "a.csv-metadata.json", "--data", "a.csv"), "cannot both be"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    row = json.dumps({"text": REPORT})
    Path("report.jsonl").write_text(row, encoding="utf-8")
    Path("folder.html").mkdir()
    status, out, err = call(command, "report.jsonl", *words)
    assert status == Exit.USAGE
    assert said in " ".join(err.replace("│", " ").split())
    assert not out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.html", "report.jsonl"]
    assert Path("report.jsonl").read_text(encoding="utf-8") == row


def test_a_report_is_not_overwritten_by_the_attribution_beside_a_table(tmp_path: Path) -> None:
    odd = tmp_path / "incidents.csv-metadata.json"
    odd.write_text(json.dumps([{"text": REPORT}]), encoding="utf-8")
    before = odd.read_bytes()
    status, _, err = call("read", odd, "-o", tmp_path / "incidents.csv")
    assert status == Exit.USAGE
    assert "would be overwritten" in " ".join(err.replace("│", " ").split())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_somebodys_description_of_a_table_is_not_overwritten(report: Path, tmp_path: Path) -> None:
    own = tmp_path / "incidents.csv-metadata.json"
    own.write_text('{"tableSchema": {}}', encoding="utf-8")
    for words in (("read", "-o"), ("map", "-o", tmp_path / "map.html", "--data")):
        status, _, err = call(*words, tmp_path / "incidents.csv", report)
        assert status == Exit.FAILED
        assert "Move it" in err
    assert sorted(tmp_path.iterdir()) == [own, report]


def test_what_a_call_writes_among_its_reports_is_no_report_of_the_next(report: Path, tmp_path: Path) -> None:
    words = ("map", tmp_path, "-o", tmp_path / "map.html", "--data", tmp_path / "incidents.csv")
    first = call(*words)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert call(*words) == first
    assert first[0] == Exit.DONE
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert "incidents.csv-metadata.json" in before
    status, _, err = call("read", tmp_path, "-o", tmp_path / "incidents.jsonl")
    assert status == Exit.USAGE
    assert "among the reports" in " ".join(err.replace("│", " ").split())


def test_a_folder_of_everything_that_can_go_wrong_gives_its_good_reports(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    folder = tmp_path / "in"
    row = json.dumps({"text": REPORT, "id": "good"})
    contents: dict[str, bytes] = {
        "empty.txt": b"",
        "blank.jsonl": b"\n \n",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(300),
        "archive.txt": b"PK\x03\x04" + bytes(range(256)),
        "paper.pdf": b"%PDF-1.4",
        "page.html": b"<p>x",
        "french.txt": "Trois soldats ont été tués dimanche par une bombe près de Kirkouk, selon la police.".encode(),
        "lines.jsonl": f'{row}\n{{"text": "half\n[1]\nnull\n{"[" * 10_000}\n{row}'.encode(),
        "script.txt": f"<script>alert(1)</script> `${{x}}` \\ \u2028 \u202e \0 {REPORT} </script>".encode(),
        "two words تقرير.txt": REPORT.encode("utf-16"),
        "-dash.txt": REPORT.encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "gone.txt").symlink_to("gone")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe.txt")
    page, data = tmp_path / "map.html", tmp_path / "incidents.csv"
    status, out, err = call("map", folder, tmp_path / "none", "-o", page, "--data", data)
    assert status == Exit.SKIPPED
    assert "1 incident in 5 reports." in out
    assert "15 inputs skipped; 5 reports read." in err
    skipped = {line.split(": ")[1].removeprefix(f"{folder}/") for line in err.splitlines() if line.startswith("skip")}
    bad = {
        name
        for name in contents
        if name in "empty.txt blank.jsonl picture.txt archive.txt paper.pdf page.html french.txt"
    }
    lines = {f"lines.jsonl:{number}" for number in (2, 3, 4, 5)}
    assert skipped == bad | lines | {"self.txt", "gone.txt", "pipe.txt", str(tmp_path / "none")}
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<script>alert" in whole(html), "it is there as data"
    (incident,) = store.read(data).itertuples()
    assert (incident.killed_min, len(incident.reports)) == (3, 5)


def test_what_was_skipped_is_told_before_the_notes(tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"{REPORT} {n}", "published": "soon"}) for n in range(30)]
    (tmp_path / "a.jsonl").write_text("\n".join([*rows, "{broken"]), encoding="utf-8")
    status, _, err = call("read", tmp_path / "a.jsonl")
    assert status == Exit.SKIPPED
    assert err.splitlines()[0].startswith(f"skipped: {tmp_path / 'a.jsonl'}:31: ")
    assert len(err.splitlines()) == 32
    assert err.splitlines()[-1] == "1 input skipped; 30 reports read."


def test_a_name_with_a_line_end_stays_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "a\nskipped: b.txt").write_text("")
    _, _, err = call("read", tmp_path / "a\nskipped: b.txt")
    assert len(err.splitlines()) == 2


def test_long_lines_are_not_broken_where_output_is_piped(report: Path, tmp_path: Path) -> None:
    path = tmp_path / ("long name " * 20) / "incidents.csv"
    _, out, _ = call("read", report, "-o", path)
    assert f"Wrote {path} (" in out


@pytest.mark.parametrize("name", ["\0", "", "?" * 3000, "<script>", "[bold]x[/bold]", "\ud800", "\u202e", "🛰"])
def test_any_name_can_be_looked_up(name: str) -> None:
    status, out, _ = call("gazetteer", "search", name)
    assert status in (Exit.DONE, Exit.SKIPPED)
    assert "\u202e" not in out


PHRASES = ["", " ", "\0", "\u2028", "Kirkuk\rHawija", "[bold]Kirkuk[/bold]", "</script>", "`${x}`\\", "\u202eKirkuk"]


def test_hostile_phrases_get_one_answer_a_line() -> None:
    lines = [*PHRASES, "between Kirkuk and Hawija " * 40_000, "a" * 1_000_000, "30 km southwest of Kirkuk"]
    broken = b"\xff\xfe Kirkuk"
    status, out, err = call("locate", "-", "--json", stdin="\r\n".join(lines).encode() + b"\n" + broken)
    answers = [json.loads(line) for line in out.split("\n") if line]
    assert status == Exit.SKIPPED
    assert f"2 of {len(lines) + 1} lines" in err
    assert [a["text"] for a in answers] == [*lines, "\ufffd\ufffd Kirkuk"]
    assert "1040000 characters" in answers[len(PHRASES)]["reasons"][0]
    assert answers[-2]["location_method"] == "offset"
    for answer in answers:
        assert answer["reasons"]
        assert (answer["lon"] is None) == (answer["location_method"] == "unplaced")


@pytest.mark.parametrize("phrase", PHRASES)
def test_hostile_phrases_are_shown_as_text(phrase: str) -> None:
    status, out, _ = call("locate", phrase)
    assert status in (Exit.DONE, Exit.SKIPPED)
    assert "\u202e" not in out


def test_the_footprint_is_geojson_about_the_point() -> None:
    (answer,) = (json.loads(line) for line in call("locate", "Lakja", "--json")[1].splitlines())
    shape = shapely.from_geojson(json.dumps(answer["footprint"]))
    assert shape.contains(shapely.Point(answer["lon"], answer["lat"]))
    assert {"id", "name", "kind", "lon", "lat", "probability", "reasons"} == set(answer["candidates"][0])


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


def test_settings_show_what_is_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_MAX_BYTES", "54321")
    assert "54321" in call("settings")[1]
    monkeypatch.setenv("GEOMAP_MAX_BYTES", "many")
    status, _, err = call("settings")
    assert status == Exit.USAGE
    assert "GEOMAP_MAX_BYTES is 'many'" in err


def test_a_gazetteer_that_is_not_there_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_GAZETTEER", str(tmp_path / "none"))
    status, _, err = call("locate", "Kirkuk")
    assert status == Exit.FAILED
    assert str(tmp_path / "none") in err
    assert "unset GEOMAP_GAZETTEER" in err


COMMANDS = [
    "map",
    "read",
    "locate",
    "gazetteer",
    "gazetteer search",
    "gazetteer show",
    "gazetteer info",
    "gazetteer add",
    "gazetteer remove",
    "gazetteer build-areas",
    "settings",
]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_teaches(command: str) -> None:
    status, out, _ = call(*command.split(), "--help")
    assert status == Exit.DONE
    assert "Example" in out
    assert f"geomap {command}".rstrip() in out
    assert "Exit status: 0" in " ".join(out.split())


def test_the_installed_command_says_its_version() -> None:
    done = subprocess.run([sys.executable, "-m", "geomap", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("geomap ")
    assert call("--version")[1] == done.stdout
