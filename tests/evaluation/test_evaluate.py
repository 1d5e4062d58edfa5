"""``geomap evaluate``: the same figures as the shared scorer, and errors that say at which step they were made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from geomap.cli.app import Exit, app
from geomap.errors import InputError
from geomap.evaluation import STEPS, TYPES, Evaluation, evaluate, pairwise
from geomap.pipeline import run
from geomap.store import to_frame, write

GOLD = Path(__file__).parents[1] / "gold"
HAWIJA: dict[str, Any] = {
    "n": 1,
    "summary_en": "A bomb near Hawija.",
    "type": "bombing",
    "date": "2021-03-10",
    "place_en": "Hawija",
    "lat": 35.326,
    "lon": 43.773,
    "tolerance_km": 10,
    "killed_min": 3,
    "killed_max": 3,
    "perpetrator": "unknown",
}
TEXT = "A roadside bomb exploded in Hawija on Wednesday and killed three soldiers, an army officer said."


def report(text: str = TEXT, *incidents: dict[str, Any], id: str = "a") -> dict[str, Any]:
    return {"id": id, "language": "en", "published": "2021-03-10", "text": text, "incidents": list(incidents)}


def evaluated(folder: Path, *reports: dict[str, Any], **more: Any) -> Evaluation:
    return evaluate(written(folder, *reports), **more)


def written(folder: Path, *reports: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")
    return path


def errors(found: Evaluation) -> dict[str, str]:
    return {fault.step: fault.what for fault in found.faults}


def test_it_agrees_with_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/eval/arabic_news_2015"
    incidents = run([folder / "articles.jsonl"], merge="report").incidents
    write(to_frame(incidents), tmp_path / "found.geojson")
    command = [sys.executable, shared / "tools/score_incidents.py", folder / "gold.jsonl", tmp_path / "found.geojson"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = evaluate(folder / "gold.jsonl", [folder / "articles.jsonl"]).answer()
    for name, other in {
        "matched": "matched",
        "missed": "missed",
        "extra": "extra",
        "alarms": "false_alarms_on_empty_articles",
        "empty_reports": "empty_articles",
    }.items():
        assert ours[name] == theirs[other], name
    for name, other in {
        "precision": "precision",
        "recall": "recall",
        "f1": "f1",
        "place": "place_within_tolerance",
        "date": "date_right",
        "killed": "killed_exact_of_stated",
        "injured": "injured_exact_of_stated",
        "perpetrator": "perpetrator_right",
    }.items():
        assert ours[name] == pytest.approx(theirs[other], abs=0.005), name


def test_all_is_right(tmp_path: Path) -> None:
    found = evaluated(tmp_path, report(TEXT, HAWIJA), report("The minister received a delegation.", id="b"))
    row = found.figures
    assert (row.precision, row.recall, row.f1, row.place, row.date, row.killed) == (1, 1, 1, 1, 1, 1)
    assert (row.injured, row.alarms, found.empty) == (None, 0, 1)
    assert found.faults == ()
    assert list(found.by_language) == ["en"]
    assert list(found.by_type) == ["bombing"]


def test_wrong_fields_are_told(tmp_path: Path) -> None:
    wrong = {
        "date": "2021-03-09",
        "killed_min": 5,
        "killed_max": 5,
        "injured_min": 2,
        "injured_max": None,
        "perpetrator": "IS",
        "lat": 35.46,
    }
    told = evaluated(tmp_path, report(TEXT, {**HAWIJA, **wrong}))
    assert told.steps == {"place": 1, "date": 1, "counts": 2, "perpetrator": 1}
    said = errors(told)
    assert said["place"] == "Hawija is 15 km from Hawija (10 km are allowed)"
    assert said["date"] == "10 March 2021 read; 2021-03-09 expected"
    assert "killed: 3 read; 5 expected" in {fault.what for fault in told.faults}
    assert "injured: none read; 2.. expected" in {fault.what for fault in told.faults}
    assert said["perpetrator"] == "unknown read; IS expected"


@pytest.mark.parametrize(
    ("changed", "step", "said"),
    [
        ({"lat": 36.3, "place_en": "Mosul"}, "place", "Hawija is 108 km from Mosul (10 km are allowed)"),
        ({"date": "2021-01-01"}, "date", "10 March 2021 read; 2021-01-01 expected"),
        ({"type": "arrest"}, "type", "bombing read; arrest expected"),
    ],
)
def test_what_one_thing_made_a_miss_is_told(tmp_path: Path, changed: dict[str, Any], step: str, said: str) -> None:
    found = evaluated(tmp_path, report(TEXT, {**HAWIJA, **changed}))
    assert (found.figures.missed, found.figures.extra) == (1, 1)
    missed, extra = found.faults
    assert missed.step == extra.step == step
    assert missed.what.endswith(said)
    assert "perhaps 1, which was missed" in extra.what


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Residents of Hawija spoke of a hard Wednesday with three graves.", "no trigger word was found in “"),
        ("The army says it will attack the hideouts near Hawija next month.", "a trigger word was found, but "),
        (
            "In 2014 a bomb killed three soldiers in Hawija. The town is quiet today.",
            "taken for background in “In 2014",
        ),
        ("Nothing was said of it.", "no sentence tells it in the words of the gold"),
    ],
)
def test_a_miss_in_the_text_is_told_with_its_sentence(tmp_path: Path, text: str, said: str) -> None:
    found = evaluated(tmp_path, report(text, HAWIJA))
    assert said in errors(found)["trigger"]


def test_two_in_one_and_one_in_two_are_errors_of_merging(tmp_path: Path) -> None:
    twice = evaluated(tmp_path, report(TEXT, HAWIJA, {**HAWIJA, "n": 2, "killed_min": 9, "killed_max": 9}))
    assert errors(twice)["merge"] == "missed: A bomb near Hawija.: it was read as one with 1"
    two = (
        "A bomb killed two soldiers in Hawija on Wednesday. In Daquq, another bomb killed five policemen on Wednesday."
    )
    wide = {**HAWIJA, "lat": 35.23, "lon": 44.1, "tolerance_km": 60}
    assert "it is 1 again, one in two" in errors(evaluated(tmp_path, report(two, wide)))["merge"]


def test_a_false_alarm_is_told_and_counted_apart(tmp_path: Path) -> None:
    found = evaluated(tmp_path, report(TEXT, id="b"), report(TEXT, HAWIJA))
    assert (found.figures.alarms, found.figures.extra, found.figures.precision) == (1, 0, 1)
    assert "read from “bomb exploded" in errors(found)["false alarm"] or "bomb" in errors(found)["false alarm"]


def test_what_is_uncertain_counts_neither_way(tmp_path: Path) -> None:
    doubt = {**HAWIJA, "certain": False, "lat": 30.0, "place_en": "elsewhere"}
    row = evaluated(tmp_path, report(TEXT, doubt)).figures
    assert (row.matched, row.missed, row.extra) == (0, 0, 0)


def test_a_report_that_was_not_read_is_an_error(tmp_path: Path) -> None:
    texts = tmp_path / "reports.jsonl"
    texts.write_text(json.dumps(report(TEXT)), encoding="utf-8")
    gold = written(tmp_path, {"id": "a", "incidents": [HAWIJA]}, {"id": "z", "incidents": [HAWIJA]})
    found = evaluate(gold, [texts])
    assert "not among the reports" in errors(found)["report"]
    with pytest.raises(InputError, match="none of its 1 reports"):
        evaluate(written(tmp_path, {"id": "z", "incidents": []}), [texts])


def test_merging_is_scored_over_pairs() -> None:
    told = pairwise([["a", "b", "c"], ["d"]], [["a", "b"], ["c", "d"], ["x", "y"]], {"x"})
    assert (told.precision, told.recall) == (1 / 3, 1 / 2)
    assert told.missed == (("c", "d"),)
    assert pairwise([], []).f1 == 1


def call(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_command_prints_the_table_and_the_errors(tmp_path: Path) -> None:
    gold = written(tmp_path, report(TEXT, {**HAWIJA, "perpetrator": "IS"}))
    status, out, _ = call(gold)
    assert status == Exit.DONE
    for words in ("place within tolerance", "false alarms on empty reports", "English", "bombing", "a#1: unknown read"):
        assert words in out
    assert "a#1" not in call(gold, "--no-errors")[1]


def test_the_command_answers_in_json_with_clusters() -> None:
    status, out, _ = call(GOLD / "repeats.jsonl", "--clusters", GOLD / "repeats_clusters.json", "--json")
    answer = json.loads(out)
    assert status == Exit.DONE
    assert set(answer["by_language"]) == {"ar", "ckb", "en"}
    assert 0 < answer["merging"]["f1"] <= 1
    assert answer["matched"] + answer["missed"] == 34


def test_the_status_tells_bad_gold_and_missing_reports(tmp_path: Path) -> None:
    status, _, told = call(written(tmp_path, {"id": "a", "incidents": [{**HAWIJA, "lat": "north"}]}))
    assert status == Exit.USAGE
    assert "line 1: incidents[0].lat: 'north'" in told
    both = written(tmp_path, report(TEXT, HAWIJA), {"id": "z", "incidents": [HAWIJA], "text": ""})
    assert call(both)[0] == Exit.SKIPPED


def test_reports_may_come_from_standard_input(tmp_path: Path) -> None:
    gold = written(tmp_path, {"id": "a", "incidents": [HAWIJA]})
    done = CliRunner().invoke(app, ["evaluate", str(gold), "-"], input=json.dumps(report(TEXT)) + "\n")
    assert done.exit_code == Exit.DONE
    assert "matched" in done.stdout


def test_hostile_words_are_printed_as_words(tmp_path: Path) -> None:
    hostile = {**HAWIJA, "summary_en": "[red]\x1b[31mx\u202e", "lat": 30.0, "place_en": "y"}
    _, out, _ = call(written(tmp_path, report("Nothing was said of it.", hostile)))
    assert "[red]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_examples_of_the_documentation_are_read(tmp_path: Path) -> None:
    page = (GOLD.parents[1] / "docs/evaluating.md").read_text(encoding="utf-8")
    example, clusters = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "gold.jsonl").write_text(" ".join(example.split("\n")), encoding="utf-8")
    (tmp_path / "clusters.json").write_text(clusters, encoding="utf-8")
    found = evaluate(tmp_path / "gold.jsonl", clusters=tmp_path / "clusters.json")
    assert found.faults == ()
    assert found.figures.matched == 1
    assert found.merging
    assert ", ".join(TYPES) in page
    for step in STEPS:
        assert step in page
