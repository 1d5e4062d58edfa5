"""Coded events among reports: they pass through the batch, and join reports but never each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import geomap
from geomap.cli.app import app
from geomap.errors import InputError
from geomap.pipeline import run, stream

HEADER = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities\n"
)
NOTES = "Islamic State fighters attacked a checkpoint in the town of Rashad, southwest of Kirkuk, killing 13 policemen."


def row(number: int = 1, **changes: str) -> str:
    cells = {
        "id": f"IRQ{90000 + number}",
        "date": "2021-09-05",
        "place": "Hawija",
        "at": "35.324,43.774",
        "precision": "3",
        "notes": NOTES,
    } | changes
    return (
        f"{cells['id']},{cells['date']},1,Battles,Armed clash,Islamic State (Iraq),Rebel group,"
        f"Police Forces of Iraq (2014-2022) Federal Police,State forces,Kirkuk,{cells['place']},{cells['at']},"
        f'{cells["precision"]},Invented News,"{cells["notes"]}",13\n'
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(HEADER + row(1) + row(2), "utf-8")
    return path


def test_coded_events_are_placed_and_counted_with_their_attribution(table: Path) -> None:
    result = run([table])
    assert (len(result.incidents), result.documents, result.problems) == (2, 2, ())
    assert {incident.location.place.id for incident in result.incidents if incident.location.place} == {"iq.kirkuk"}
    assert all(incident.status == "extracted" and not incident.warnings for incident in result.incidents)
    assert any(line.startswith("Events coded by ACLED") for line in result.attribution)
    assert not any(line.startswith("Events coded by the Uppsala") for line in result.attribution)


def test_a_report_joins_the_coded_event_that_it_tells(table: Path, tmp_path: Path) -> None:
    table.write_text(HEADER + row(1, place="Al Rashad", at="35.135,44.082", precision="1"), "utf-8")
    report = tmp_path / "report.txt"
    report.write_text(f"{NOTES} The attack was on Sunday, 5 September 2021.", "utf-8")
    [incident] = run([table, report], published="2021-09-06").incidents
    assert {part.id for part in incident.reports} >= {"ACLED IRQ90001"}
    assert len(incident.reports) == 2


def test_the_text_is_read_again_on_demand(table: Path) -> None:
    kept, reread = run([table]).incidents, run([table], reread=True).incidents
    assert {incident.id for incident in reread} == {incident.id for incident in kept}
    assert all(incident.location.place is not None for incident in reread)
    assert {incident.location.place.id for incident in reread if incident.location.place} == {"iq.kirkuk.p.rashad"}
    codes = [reason.code for reason in reread[0].location.reasons]
    assert codes[0] == "reread"
    assert codes[-1] == "coded_unit"


def test_several_processes_read_coded_events_as_one_does(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(HEADER + "".join(row(n) for n in range(230)), "utf-8")
    alone, together = (list(stream([path], jobs=jobs, reread=True)) for jobs in (1, 2))
    assert len(alone) == 230
    assert [o.incidents[0].row()["place_id"] for o in together] == [o.incidents[0].row()["place_id"] for o in alone]
    assert [o.incidents[0].id for o in together] == [o.incidents[0].id for o in alone]


def test_the_command_line_takes_columns_and_rereads(table: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.csv"
    news.write_text(f'story,day\n"{NOTES}",2021-09-06\n', "utf-8")
    words = ["read", str(news), "--column", "text=Story", "--column", "published=day", "-o", str(tmp_path / "a.jsonl")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "1 incident" in done.output
    done = CliRunner().invoke(app, ["read", str(table), "--reread"])
    assert done.exit_code == 0, done.output
    assert "Rashad" in done.output


@pytest.mark.parametrize("column", ["text", "=x", "text=", "day=x"])
def test_a_column_that_is_none_is_refused(table: Path, column: str) -> None:
    done = CliRunner().invoke(app, ["read", str(table), "--column", column])
    assert done.exit_code == 2


def test_the_library_takes_columns(tmp_path: Path) -> None:
    news = tmp_path / "news.csv"
    news.write_text(f'story,day\n"{NOTES}",2021-09-06\n', "utf-8")
    frame = geomap.read(news, columns={"text": "story", "published": "day"})
    assert len(frame) == 1
    assert geomap.read(news).attrs["problems"][0]["what"].startswith("The table has no column for the reports' text")
    with pytest.raises(InputError):
        geomap.read(news, columns={"words": "story"})
