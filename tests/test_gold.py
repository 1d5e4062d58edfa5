"""Quality floors: what is reached on the gold sets is pinned in tests/gold/floors.json.

Updating raises the floors; lowering one needs a reason in the file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from geomap.pipeline import run
from geomap.settings import data_folder

HERE = Path(__file__).parent / "gold"
sys.path.insert(0, str(HERE))

from scoring import Score, read_gold, score  # noqa: E402

FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))

WRITTEN = (
    "development",
    "held_out",
    "blind",
    "english_unseen",
    "english_hard",
    "english_blind",
    "sorani",
    "sorani_blind",
    "fresh",
    "fresh_blind",
)
"""Gold sets that carry their reports."""


def check(name: str, result: Score) -> None:
    """Fail with every figure that fell below its floor, and what was missed or found too much."""
    figures = result.figures()
    fallen = {what: (round(figures[what], 3), floor) for what, floor in FLOORS[name].items() if figures[what] < floor}
    assert not fallen, "\n".join([f"{name}: {fallen}", *result.missed, "extra:", *result.extra])


def test_the_bundled_reports() -> None:
    incidents = run([data_folder("reports")], merge="report").incidents
    check("reports", score(read_gold(HERE / "reports.jsonl"), incidents))


@pytest.mark.parametrize("name", WRITTEN)
def test_the_written_reports(name: str) -> None:
    path = HERE / f"{name}.jsonl"
    check(name, score(read_gold(path), run([path], merge="report").incidents))


def test_the_arabic_articles(shared: Path) -> None:
    folder = shared / "data/eval/arabic_news_2015"
    gold = read_gold(folder / "gold.jsonl")
    incidents = run([folder / "articles.jsonl"], merge="report").incidents
    result = score(gold, incidents)
    check("arabic_news_2015", result)
    assert result.alarms <= FLOORS["arabic_news_2015_false_alarms_on_empty"]["at_most"]


def test_the_articles_that_the_gold_leaves_out(shared: Path) -> None:
    articles = shared / "data/eval/arabic_news_2015/articles.jsonl"
    result = score(read_gold(HERE / "articles_second.jsonl"), run([articles], merge="report").incidents)
    check("articles_second", result)
    assert result.alarms <= 2


@pytest.mark.parametrize("name", ["reports", *WRITTEN])
def test_every_gold_report_exists(name: str) -> None:
    gold = read_gold(HERE / f"{name}.jsonl")
    assert len(gold) >= 8
    assert len({report.id for report in gold}) == len(gold)
