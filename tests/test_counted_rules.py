"""The count of the rules (docs/rules.md): all are found, each can be silenced, and all are there again afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from rules import CHAIN, PLAIN, Function, Table, functions, silenced, tables

import geomap.events
from geomap.events import grouping, sifting
from geomap.events.lexicon import LANGUAGES, Lexicon


def test_every_table_is_a_rule() -> None:
    found = tables()
    assert len({table.name for table in found}) == len(found)
    for language in LANGUAGES:
        named = {(entry.topic, entry.label) for entry in Lexicon.load(language).entries}
        assert {(table.topic, table.label) for table in found if table.language == language} == named


def test_judges_and_reasons_are_rules() -> None:
    named = {rule.found() for rule in functions()}
    assert {*grouping.JUDGES} <= named
    assert {*sifting._REASONS} <= named


def test_what_is_left_out_is_there() -> None:
    known = {f"{rule.module}.{rule.path}" for rule in functions()}
    modules = Path(geomap.events.__file__).parent
    assert all((modules / f"{name}.py").exists() for name in PLAIN)
    for name in CHAIN:
        module, _, path = name.partition(".")
        assert Function(module, path, bool).found()
        assert name not in known


def test_a_silenced_table_is_gone_and_comes_back() -> None:
    before = Lexicon.load("ar")
    with silenced(Table("ar", "triggers", "killing")):
        labels = {entry.label for entry in Lexicon.load("ar").entries if entry.topic == "triggers"}
        assert "killing" not in labels
        assert "attack" in labels
        assert Lexicon.load("en").entries
    assert Lexicon.load("ar") is before


def test_a_silenced_function_answers_nothing_and_comes_back() -> None:
    judge = next(rule for rule in functions() if rule.name == "grouping._time")
    before, judges = grouping._time, grouping.JUDGES
    with silenced(judge):
        assert grouping._time is not before
        assert before not in grouping.JUDGES
        assert len(grouping.JUDGES) == len(judges)
        assert grouping.JUDGES[judges.index(before)](None, None) == 0.0  # type: ignore[arg-type]
    assert grouping._time is before
    assert grouping.JUDGES is judges
