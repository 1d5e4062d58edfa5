"""Several processes read a batch as one does."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.pipeline import Outcome, run, stream

PLACES = ("Kirkuk", "Hawija", "Daquq", "Makhmur", "Sinjar", "Tuz Khurmatu", "Khanaqin", "Jalawla")
BROKEN = 250
"""A line that is no JSON, among those that the crew reads."""


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crew") / "batch.jsonl"
    lines = [
        json.dumps(
            {
                "id": f"r{number}",
                "text": f"Gunmen killed {number % 9 + 2} policemen near {PLACES[number % len(PLACES)]} on Sunday.",
                "published": f"2021-09-{number % 28 + 1:02}",
            }
        )
        for number in range(300)
    ]
    lines[BROKEN] = '{"text": '
    path.write_text("\n".join(lines), "utf-8")
    return path


def told(outcomes: list[Outcome]) -> list[tuple[object, ...]]:
    return [(o.document and o.document.id, [i.row()["id"] for i in o.incidents], o.problems) for o in outcomes]


def test_two_processes_find_what_one_does_in_the_same_order(batch: Path) -> None:
    alone, together = list(stream([batch])), list(stream([batch], jobs=2))
    assert told(together) == told(alone)
    assert sum(len(outcome.incidents) for outcome in alone) == 299
    assert [n for n, outcome in enumerate(together) if outcome.problems] == [BROKEN]


def test_a_process_that_the_system_ends_costs_no_report(batch: Path) -> None:
    outcomes = []
    for outcome in stream([batch], jobs=2):
        outcomes.append(outcome)
        if len(outcomes) == 201:  # the crew is at work
            for child in multiprocessing.active_children():
                child.kill()
    assert told(outcomes) == told(list(stream([batch])))


def test_a_crew_ends_when_nobody_listens_any_more(batch: Path) -> None:
    outcomes = stream([batch], jobs=2)
    assert [next(outcomes) for _ in range(205)]
    assert multiprocessing.active_children()
    outcomes.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_no_process_cannot_read() -> None:
    with pytest.raises(InputError, match="cannot read"):
        run([], jobs=0)
