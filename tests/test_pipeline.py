"""The composer, as a program that goes on after it sees it."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.pipeline import run
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
