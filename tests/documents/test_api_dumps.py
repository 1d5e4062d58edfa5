"""What APIs answer: ReliefWeb's records and lists under other names, in pieces, broken, and told apart from reports."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import read_documents
from geomap.documents.formats import named_reports
from geomap.documents.intake import Intake
from geomap.documents.json_cursor import BrokenJsonError, JsonCursor, ValueTooLargeError
from geomap.documents.sources import raw_reports
from geomap.records import Document, Problem

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."
SAID = "Two people died in the town of Hawija when a mine went off, said the mayor of the town."


def read(path: Path | str) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], today=date(2026, 1, 1)))
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


def written(folder: Path, content: object, name: str = "a.json", indent: int | None = None) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=indent), encoding="utf-8")
    return path


def relief(number: str, **fields: Any) -> dict[str, Any]:
    """A record as ReliefWeb's API has it, of our own writing."""
    about = {
        "title": "Iraq: attack near Makhmur",
        "body": ENGLISH,
        "date": {
            "original": "2021-09-06T00:00:00+00:00",
            "created": "2021-09-08T10:00:00+00:00",
            "changed": "2021-09-09T10:00:00+00:00",
        },
        "source": [{"id": 1, "name": "Office A"}, {"id": 2, "name": "Office B"}],
        "language": [{"id": 267, "name": "English", "code": "en"}],
        "url": f"https://example.org/node/{number}",
    }
    return {"id": number, "score": 1, "href": f"https://api.example.org/{number}", "fields": about | fields}


def answer(*records: object) -> dict[str, Any]:
    links = {"self": {"href": "https://api.example.org"}}
    return {"time": 3, "links": links, "took": 5, "totalCount": 900, "count": len(records), "data": list(records)}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "-"])
def test_reliefweb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, indent: int | None) -> None:
    path = written(
        tmp_path, answer(relief("7"), relief("8", title="T", body=None)), "x" if name == "-" else name, indent
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    [first, second], problems = read(name if name == "-" else path)
    assert not problems
    assert first == Document(
        id="7",
        text=f"Iraq: attack near Makhmur\n\n{ENGLISH}",
        title="Iraq: attack near Makhmur",
        origin=f"{name if name == '-' else path}#1",
        url="https://example.org/node/7",
        source="Office A, Office B",
        published=date(2021, 9, 6),
        published_basis="field",
        language="en",
    )
    assert second.text == "T"


def test_html_bodies_other_dates_and_several_languages(tmp_path: Path) -> None:
    record = relief(
        "7",
        body=None,
        date={"created": "2021-09-06T22:00:00+00:00"},
        language=[{"code": "en"}, {"code": "ar"}],
        source={"name": "Office A"},
        **{"body-html": f"<p>{ENGLISH}</p><p>More &amp; more.</p>"},
    )
    [document], _ = read(written(tmp_path, answer(record)))
    assert document.text.endswith(f"{ENGLISH}\n\nMore & more.")
    assert (document.published, document.source, document.language) == (date(2021, 9, 7), "Office A", "en")


ROW = {
    "id": "r1",
    "title": "Attack",
    "body": ENGLISH,
    "publishedAt": "2021-09-06T10:00:00Z",
    "source": {"name": "Desk"},
}


@pytest.mark.parametrize(
    "dump",
    [
        *({"count": 1, key: [ROW]} for key in ("items", "results", "articles", "data", "posts", "records", "reports")),
        {"took": 1, "hits": {"total": {"value": 1}, "hits": [{"_id": "r1", "_score": 1, "_source": ROW}]}},
        {"response": {"status": "ok", "docs": [ROW]}},
        {"data": {"items": [ROW]}},
        {"data": [{"type": "article", "id": "r1", "attributes": ROW}]},
    ],
)
def test_lists_under_other_names(tmp_path: Path, dump: dict[str, Any]) -> None:
    [document], problems = read(written(tmp_path, dump))
    assert not problems
    assert (document.id, document.text, document.source) == ("r1", f"Attack\n\n{ENGLISH}", "Desk")
    assert document.published == date(2021, 9, 6)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"title": {"rendered": "A &amp; B"}, "content": {"rendered": f"<p>{ENGLISH}</p>"}}, f"A & B\n\n{ENGLISH}"),
        ({"headline": "H", "content_html": f"<p>{ENGLISH}"}, f"H\n\n{ENGLISH}"),
        ({"title": ENGLISH, "description": None, "content": ""}, ENGLISH),
        ({"title": "H", "content": f"{ENGLISH} An… [+1234 chars]"}, f"H\n\n{ENGLISH} An"),
        ({"title": "H", "description": ENGLISH}, f"H\n\n{ENGLISH}"),
        ({"body": [ENGLISH, SAID]}, f"{ENGLISH}\n\n{SAID}"),
    ],
)
def test_fields_under_other_names(tmp_path: Path, row: dict[str, Any], text: str) -> None:
    [document], problems = read(written(tmp_path, {"items": [row]}))
    assert not problems
    assert document.text == text


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1630963800", date(2021, 9, 7)),
        (1630963800000, date(2021, 9, 7)),
        ("1630963800000", date(2021, 9, 7)),
        ({"original": "2021-09-06", "created": "2021-09-09"}, date(2021, 9, 6)),
        (["2021-09-06"], date(2021, 9, 6)),
        ("20210906T103000Z", date(2021, 9, 6)),
        ({}, None),
    ],
)
def test_dates_of_many_kinds(tmp_path: Path, value: object, day: date | None) -> None:
    [document], problems = read(written(tmp_path, {"items": [{"text": ENGLISH, "date": value}]}))
    assert not problems
    assert document.published == day


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_that_were_taken_out_of_their_answer(tmp_path: Path, name: str) -> None:
    records = [relief("1"), relief("2", body=ARABIC)]
    content = json.dumps(records) if name == "a.json" else "\n".join(map(json.dumps, records))
    documents, problems = read(written(tmp_path, content, name))
    assert not problems
    assert [(d.id, d.source) for d in documents] == [("1", "Office A, Office B"), ("2", "Office A, Office B")]


def test_a_key_that_the_user_names_counts(tmp_path: Path) -> None:
    path = written(tmp_path, {"results": [{"id": 1, "story": ENGLISH, "body": "not this"}]})
    [document] = read_documents([path], columns={"text": "story"})
    assert isinstance(document, Document)
    assert document.text == ENGLISH


def test_a_json_feed_gives_its_title_as_the_source(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Desk",
        "items": [{"id": "1", "content_text": ENGLISH}],
    }
    assert read(written(tmp_path, feed))[0][0].source == "Desk"


def test_pages_of_an_api_one_after_the_other(tmp_path: Path) -> None:
    pages = "\n".join(json.dumps(answer(relief(str(n)), relief(str(n + 1), body=ARABIC))) for n in (1, 3))
    path = written(tmp_path, pages, "a.jsonl")
    documents, _ = read(path)
    assert [d.id for d in documents] == ["1", "2", "3", "4"]
    assert [d.origin for d in documents] == [f"{path}#{n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    "report",
    [
        {"text": ENGLISH, "items": [{"text": "x"}]},
        {"items": [{"text": "x"}], "text": ENGLISH},
        {"id": "1", "data": [{"a": 1}], "text": ENGLISH},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_report_with_a_list_in_it_is_a_report(tmp_path: Path, report: dict[str, Any], name: str) -> None:
    [document], problems = read(written(tmp_path, report, name))
    assert document.text == ENGLISH
    assert not problems


def test_records_without_words_are_told_by_number(tmp_path: Path) -> None:
    path = written(tmp_path, answer(relief("1"), {"id": "2", "fields": {}}, 5, relief("4", body=ARABIC)))
    documents, problems = read(path)
    assert [d.id for d in documents] == ["1", "4"]
    assert [p.where for p in problems] == [f"{path}#2", f"{path}#3"]


@pytest.mark.parametrize("content", ['{"data": []}', '{"items": [], "count": 0}', '{"chats": {"list": []}}'])
def test_a_dump_without_records_is_told(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content)
    documents, [problem] = read(path)
    assert not documents
    assert (problem.where, problem.skipped) == (str(path), True)


@pytest.mark.parametrize("content", ['{"data":' * 20_000, '{"data":[' * 20_000, '{"data":[{"a":' + "[" * 20_000])
def test_depth_is_no_danger(tmp_path: Path, content: str) -> None:
    documents, [problem] = read(written(tmp_path, content))
    assert not documents
    assert problem.skipped


def test_memory_does_not_grow_with_a_dump(tmp_path: Path) -> None:
    record = json.dumps(relief("1", body=ENGLISH * 20)) + ","
    path = tmp_path / "big.json"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"data": [')
        stream.writelines(record for _ in range(10_000))
        stream.write(json.dumps(relief("2")) + "]}")
    tracemalloc.start()
    count = sum(1 for _ in raw_reports([path], Intake(2_000_000, named_reports)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_001
    assert path.stat().st_size > 20_000_000
    assert peak < 12_000_000  # the limit of one report, a few times over


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=12,
)


def in_pieces(text: str, size: int) -> Iterator[str]:
    return (text[n : n + size] for n in range(0, len(text), size))


@given(st.lists(VALUES, max_size=5), st.integers(1, 7), st.booleans())
def test_a_cursor_takes_what_was_written_in_whatever_pieces(values: list[Any], size: int, plain: bool) -> None:
    cursor = JsonCursor(in_pieces(json.dumps(values, ensure_ascii=not plain, indent=1), size), 10_000)
    assert [cursor.value() for _ in cursor.elements()] == values
    assert cursor.peek() == ""


@given(st.lists(VALUES, max_size=5), st.integers(1, 7))
def test_a_cursor_passes_over_any_value(values: list[Any], size: int) -> None:
    cursor = JsonCursor(in_pieces(json.dumps([*values, "end"]), size), 10_000)
    for number in cursor.elements():
        if number <= len(values):
            cursor.skip()
        else:
            assert cursor.value() == "end"


@given(st.text('[]{}",:\\ x1\n', max_size=30), st.integers(1, 4))
def test_a_cursor_takes_or_refuses_any_text(text: str, size: int) -> None:
    for way in (JsonCursor.value, JsonCursor.skip, lambda cursor: [cursor.value() for _ in cursor.members()]):
        try:
            way(JsonCursor(in_pieces(text, size), 20))
        except (BrokenJsonError, ValueTooLargeError):
            continue
