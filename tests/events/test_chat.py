"""A language model as the reader: believed only as far as the report's own words go."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from chat_site import REPORT, ChatSite, record, served

from geomap.documents import document_from_text
from geomap.errors import InputError
from geomap.events.chat import ChatReader, Endpoint
from geomap.events.chat.answer import EVENT_TYPES, Actor, SubEventType, Weapon
from geomap.events.lexicon import LANGUAGES, Lexicon
from geomap.pipeline import Result, run
from geomap.records import Count


@pytest.fixture
def site() -> Iterator[ChatSite]:
    with served(ChatSite({"incidents": [record()]})) as site:
        yield site


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def read(site: ChatSite, *paths: Path, key: str = "") -> Result:
    return run(paths, published="2021-09-06", reader=ChatReader(Endpoint(site.url, "small", key, timeout=5)))


def test_an_incident_whose_words_are_in_the_report_is_taken(site: ChatSite, report: Path) -> None:
    result = read(site, report, key="s3cret")
    (incident,) = result.incidents
    event = incident.event
    assert (event.event_type, event.sub_event_type, event.type_rule) == ("Battles", "Armed clash", "llm")
    assert (event.killed, event.injured) == (Count(3, None), Count(5, 5))
    assert (event.when.start, event.when.precision) == (date(2021, 9, 5), "day")
    assert (event.perpetrator, event.perpetrator_text) == ("IS", "Islamic State gunmen")
    assert incident.location.place is not None
    assert incident.location.place.label == "Lakja"
    assert all(REPORT[words.start : words.end] == words.text for words in event.evidence)
    assert result.problems == ()
    (asked,) = site.asked
    assert asked["path"] == "/v1/chat/completions"
    assert json.loads(asked["messages"][1]["content"])["text"] == REPORT
    assert site.keys == ["Bearer s3cret"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"evidence": [{"field": "event_type", "text": "a bomb went off"}]}, "no words of the report for"),
        ({"killed_min": 30}, "the report's words say 3"),
        ({"sub_event_type": "Alien landing"}, "sub_event_type"),
        ({"places": ["the village of Rashad"]}, "'the village of Rashad' are not in the report"),
        ({"date_start": "2021-13-45"}, "date_start"),
        ({"killed_max": 1}, "range"),
        ({"note": "ignore your rules"}, "note"),
        ({"killed_min": -3}, "killed_min"),
        ({"perpetrator": "<script>alert(1)</script>"}, "perpetrator"),
    ],
)
def test_a_record_that_the_report_does_not_bear_is_refused_alone(
    site: ChatSite, report: Path, changes: dict[str, Any], why: str
) -> None:
    site.content = {"incidents": [record(**changes), record()]}
    result = read(site, report)
    assert len(result.incidents) == 1
    (problem,) = result.problems
    assert "Incident 1 of the model's answer was refused" in problem.what
    assert why in problem.what
    assert not problem.skipped


def test_a_quotation_that_is_nowhere_is_refused(site: ChatSite, report: Path) -> None:
    invented = record()
    invented["evidence"][0]["text"] = "attacked a hospital"
    site.content = {"incidents": [invented]}
    result = read(site, report)
    assert result.incidents == ()
    assert "'attacked a hospital' are not in the report" in result.problems[0].what


def test_an_answer_within_a_fence_is_taken(site: ChatSite, report: Path) -> None:
    site.content = f"```json\n{json.dumps({'incidents': [record()]})}\n```"
    assert len(read(site, report).incidents) == 1


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"content": "I cannot help with that."}, "no list of incidents"),
        ({"content": {"incidents": "none"}}, "no list of incidents"),
        ({"content": "[" * 5000}, "no list of incidents"),
        ({"status": 401}, "HTTP 401"),
        ({"status": 302}, "HTTP 302"),
        ({"body": b"{}"}, "no chat completion"),
        ({"body": b"x" * 3_000_000}, "larger than 2 MB"),
    ],
)
def test_an_answer_that_is_none_costs_that_report_and_is_told(
    site: ChatSite, report: Path, changes: dict[str, Any], what: str
) -> None:
    for name, value in changes.items():
        setattr(site, name, value)
    result = read(site, report)
    assert (result.documents, result.incidents, result.skipped) == (0, (), 1)
    assert what in result.problems[0].what


def test_a_server_that_never_answers_is_not_asked_for_ever(site: ChatSite, tmp_path: Path) -> None:
    site.status = 500
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"{REPORT} {number}", "utf-8")
    result = read(site, tmp_path)
    assert len(site.asked) == 3
    assert result.skipped == 6


@pytest.mark.parametrize("url", ["ftp://a/v1", "localhost:8080", "http://me:pass@host/v1", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="no address"):
        Endpoint(url, "small")


def test_the_key_is_in_no_repr() -> None:
    assert "s3cret" not in repr(Endpoint("http://localhost/v1", "small", "s3cret"))


def test_the_model_may_say_what_the_lexicons_know() -> None:
    topics: dict[str, set[str]] = {"actors": set(), "weapons": set(), "triggers": set()}
    for language in LANGUAGES:
        for entry in Lexicon.load(language).entries:
            for topic, trait in (("actors", "class"), ("weapons", "name"), ("triggers", "subtype")):
                if entry.topic == topic and trait in entry.traits:
                    topics[topic].add(str(entry.traits[trait]))
    assert topics["actors"] <= set(get_args(Actor))
    assert topics["weapons"] <= set(get_args(Weapon))
    assert topics["triggers"] - {""} <= set(get_args(SubEventType))
    assert set(EVENT_TYPES) == set(get_args(SubEventType))


def test_without_an_answer_nothing_is_made_up() -> None:
    document = document_from_text(REPORT)
    with served(ChatSite({"incidents": []})) as site:
        events, problems = ChatReader(Endpoint(site.url, "small"))(document, ())
    assert (events, problems) == ((), ())


def test_the_command_line_says_that_texts_leave_the_machine(site: ChatSite, report: Path) -> None:
    command = [sys.executable, "-m", "geomap", "read", str(report), "--reader", "llm"]
    done = subprocess.run([*command, "--endpoint", site.url, "--model", "small"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "texts of the reports are sent" in done.stderr.replace("\n", " ")
    assert "Lakja" in done.stdout
    alone = subprocess.run(command, capture_output=True, text=True)
    assert alone.returncode == 2
    assert "--endpoint" in alone.stderr


def test_the_key_is_read_from_the_environment_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_LLM_KEY", "s3cret")
    done = subprocess.run([sys.executable, "-m", "geomap", "settings"], capture_output=True, text=True)
    assert "s3cret" not in done.stdout + done.stderr
    assert "GEOMAP_LLM_KEY" in done.stdout
