"""The composer, as a program that goes on after it sees it."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.events import by_rules
from geomap.pipeline import Pipeline, run
from geomap.records import Document, Event, Mention, Problem
from geomap.settings import data_folder


def test_the_garbage_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()
    run([data_folder("reports") / "k1_base_rockets.txt"])
    assert (gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()) == before


def test_a_program_that_has_frozen_its_own_objects_keeps_them_so() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        run([data_folder("reports") / "k1_base_rockets.txt"])
        assert gc.get_freeze_count() > frozen / 2 > 0  # a few of them may have died meanwhile
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(("published", "incidents", "notes"), [("2021-09-06", 1, 0), ("2021-12-30", 0, 1)])
def test_a_wrong_day_of_publication_is_told(tmp_path: Path, published: str, incidents: int, notes: int) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Gunmen killed two policemen near Daquq, south of Kirkuk, on 5 September 2021, police said.", "utf-8"
    )
    result = run([report], published=published)
    assert (len(result.incidents), len(result.problems), result.skipped) == (incidents, notes, 0)
    assert all("2021-09-05" in problem.what and "--published" in problem.hint for problem in result.problems)


@pytest.mark.parametrize("day", ["yesterday", "2021-13-01", 20210906])
def test_a_day_of_publication_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(InputError, match="is no day"):
        run([], published=day)  # type: ignore[arg-type]


def test_the_time_grows_with_the_length_of_a_report_that_never_ends(tmp_path: Path) -> None:
    sentence = "Three soldiers were killed between Kirkuk and Hawija and between Daquq and "
    seconds = []
    for times in (400, 1600):
        report = tmp_path / f"{times}.txt"
        report.write_text(sentence * times, "utf-8")
        started = time.process_time()
        run([report], published="2021-09-06")
        seconds.append(time.process_time() - started)
    assert seconds[1] < 10 * seconds[0]  # four times as long; its square would be sixteen


def test_reports_that_pass_the_stages_together_come_out_as_each_alone() -> None:
    text = "Gunmen killed {} policemen near Daquq, south of Kirkuk, on Sunday."
    days = [Document(f"r{n}", text.format(n), language="en", published=date(2021, 9, n)) for n in range(2, 8)]

    def picky(document: Document, mentions: Sequence[Mention]) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
        if document.id == "r4":
            raise ValueError("it is the fourth")
        return by_rules(document, mentions)

    pipeline = Pipeline(reader=picky)
    together = pipeline.outcomes(days)
    assert together == [outcome for day in days for outcome in pipeline.outcomes([day])]
    assert [len(outcome.incidents) for outcome in together] == [1, 1, 0, 1, 1, 1]
    assert "it is the fourth" in together[2].problems[0].what
    assert [pipeline.incidents(day) for day in days[:2]] == [outcome.incidents for outcome in together[:2]]
    assert (pipeline.is_prompt, Pipeline().is_prompt) == (False, True)
