"""``geomap map --line``: a line that cannot be used is refused before the work, and a good one is on the map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from unpacked import element, inflated

from geomap.cli.app import Exit, app

REPORT = (
    "Three soldiers were killed at dawn on Sunday, 5 September 2021, when gunmen attacked an army checkpoint in the "
    "village of Lakja in Makhmur district, a security source said."
)
WKT = "LINESTRING (43 35, 43.6 35.6, 45.2 35.1)"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def call(*words: object) -> tuple[int, str]:
    """Return exit status and standard error of ``geomap map words``."""
    done = CliRunner().invoke(app, ["map", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, " ".join(done.stderr.split())


def test_a_line_is_on_the_map(report: Path, tmp_path: Path) -> None:
    line, page = tmp_path / "line.wkt", tmp_path / "map.html"
    line.write_text(WKT, encoding="utf-8")
    status, said = call(report, "-o", page, "--line", line, "--within", "2.5", "--line-name", "Front </script>")
    assert (status, said) == (Exit.DONE, "")
    text = page.read_text(encoding="utf-8")
    values = json.loads(inflated(element(text, "values")))
    assert (values["line"]["name"], values["line"]["within"]) == ("Front </script>", 2.5)
    (near,) = (
        column for column in json.loads(element(text, "contents"))["table"]["layout"] if column["name"] == "near"
    )
    assert near["base"] > 200, "Lakja lies on it"


@pytest.mark.parametrize(
    ("name", "text", "more", "said"),
    [
        ("line.wkt", "POINT (44 35)", (), "holds no line and no area"),
        ("line.wkt", "LINESTRING (440000 3900000, 441000 3900000)", (), "which are no degrees"),
        ("line.kml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><kml>&a;</kml>", (), "declares entities"),
        ("line.geojson", "{", (), "cannot be read as geojson"),
        ("line.docx", WKT, (), "ends in none of"),
        ("missing.wkt", None, (), "There is no file"),
        ("line.wkt", WKT, ("--within", "-1"), "no distance"),
        ("line.wkt", WKT, ("--within", "nan"), "no distance"),
        ("line.wkt", WKT, ("--line-name", "x" * 101), "101 characters"),
    ],
)
def test_a_line_that_is_none_is_refused_before_anything_is_written(
    report: Path, tmp_path: Path, name: str, text: str | None, more: tuple[str, ...], said: str
) -> None:
    line, page, data = tmp_path / name, tmp_path / "new" / "map.html", tmp_path / "new" / "incidents.csv"
    if text is not None:
        line.write_text(text, encoding="utf-8")
    status, told = call(report, "-o", page, "--data", data, "--line", line, *more)
    assert status == Exit.USAGE
    assert said in told
    assert not page.parent.exists()


@pytest.mark.parametrize("words", [("--within", "5"), ("--line-name", "Pipeline")])
def test_what_is_said_of_no_line_is_a_wrong_call(report: Path, tmp_path: Path, words: tuple[str, str]) -> None:
    status, told = call(report, "-o", tmp_path / "map.html", *words)
    assert status == Exit.USAGE
    assert "are for --line FILE" in told


def test_the_line_is_not_overwritten(report: Path, tmp_path: Path) -> None:
    line = tmp_path / "line.geojson"
    line.write_text('{"type": "LineString", "coordinates": [[43, 35], [45, 35]]}', encoding="utf-8")
    before = line.read_bytes()
    status, told = call(report, "-o", tmp_path / "map.html", "--data", line, "--line", line)
    assert status == Exit.USAGE
    assert "would be overwritten" in told
    assert line.read_bytes() == before
