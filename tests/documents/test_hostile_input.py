"""Input as it comes from elsewhere: each fault is told with its place, and the good reports around it are read."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from geomap.documents import read_documents
from geomap.errors import InputError
from geomap.records import Document, Problem
from geomap.settings import Settings

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."
TODAY = date(2026, 1, 1)


def read(*paths: Path | str, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents(paths, **({"today": TODAY} | options)))  # type: ignore[arg-type]
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**fields: object) -> str:
    return json.dumps({"text": ENGLISH, **fields}, ensure_ascii=False)


def given_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> tuple[list[Document], list[Problem]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return read("-")


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ('{"text": "half', "no JSON (Unterminated string"),
        ("[1, 2]", "a list, not an object"),
        ("5", "a number, not an object"),
        ("null", "null, not an object"),
        ("true", "true or false, not an object"),
        ('"words"', "a text, not an object"),
        ("[" * 10_000, "nested too deeply"),
        ('{"text":' * 10_000, "nested too deeply"),
        ('{"title": "x"}', '"text" is missing or empty (fields: title)'),
        ('{"text": "  "}', '"text" is missing or empty'),
        ('{"text": 5}', '"text" is a number, not a text'),
        ('{"text": ["x"]}', '"text" is a list, not a text'),
        ('{"text": NaN}', '"text" is a number, not a text'),
        ('{"text": ' + "9" * 5000 + "}", "no JSON"),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "-"])
@pytest.mark.parametrize("first", [True, False])
def test_a_broken_line_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, what: str, name: str, first: bool
) -> None:
    if name == "-" and first and not broken.startswith('{"'):
        pytest.skip("standard input that does not begin as JSON is a text")
    lines = [broken, line(), line(id="z")] if first else [line(), broken, line(id="z")]
    content = "\n".join(lines)
    path = written(tmp_path, name, content)
    documents, [problem] = given_in(monkeypatch, content.encode()) if name == "-" else read(path)
    assert [document.text for document in documents] == [ENGLISH, ENGLISH]
    assert problem.where == f"{'-' if name == '-' else path}:{1 if first else 2}"
    assert what in problem.what
    assert problem.skipped
    assert problem.hint


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e999", "-62135596800", "253402300799", "{}", "[1]"]
)
def test_a_number_that_is_no_time_is_a_warning(tmp_path: Path, value: str) -> None:
    rows = [line(), json.dumps({"text": SORANI})[:-1] + f', "published": {value}}}', line(id="z")]
    documents, [problem] = read(written(tmp_path, "a.jsonl", "\n".join(rows)))
    assert len(documents) == 3
    assert "cannot be read" in problem.what
    assert problem.where.endswith(":2")


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "1823-04-01"])
def test_a_year_in_which_nothing_was_published_is_left_out(tmp_path: Path, value: str) -> None:
    path = written(tmp_path, "a.jsonl", line(published=value))
    [document], [problem] = read(path, published=date(2021, 9, 6))
    assert "cannot be" in problem.what
    assert document.published == date(2021, 9, 6)


def test_wrong_types_beside_the_text_are_no_danger(tmp_path: Path) -> None:
    fields = {"id": {"a": 1}, "title": ["x"], "url": 7, "source": None, "language": 3}
    [document], problems = read(written(tmp_path, "a.jsonl", line(**fields)))
    assert (document.text, document.title, document.url, document.source) == (ENGLISH, "", "7", None)
    assert document.language == "en"
    assert not problems


@pytest.mark.parametrize(("text", "code"), [(SORANI, "ckb"), (ARABIC, "ar")])
@pytest.mark.parametrize("said", ["ku", "kur", "Kurdish"])
def test_kurdish_without_saying_which_is_recognised(tmp_path: Path, text: str, code: str, said: str) -> None:
    [document], problems = read(written(tmp_path, "a.jsonl", line(text=text, language=said)))
    assert document.language == code
    assert not problems


@pytest.mark.parametrize("content", [r'{"\ud800": 1}', r'{"data": [{"\ud800": 1}]}'])
def test_half_a_character_in_a_name_can_be_told(tmp_path: Path, content: str) -> None:
    _, [problem] = read(written(tmp_path, "a.jsonl", content))
    assert "fields: ?" in problem.what.encode().decode()


@pytest.mark.parametrize("content", ["", "\n \n\n", "\ufeff\n", "[]"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson"])
def test_json_without_any_report_is_told(tmp_path: Path, content: str, name: str) -> None:
    documents, [problem] = read(written(tmp_path, name, content))
    assert not documents
    assert problem.skipped
    assert "empty" in problem.what or "a list" in problem.what


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "-"])
def test_json_in_other_unicode_encodings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, name: str
) -> None:
    data = "\n".join((line(), line(text=ARABIC), line(text=SORANI))).encode(encoding)
    documents, problems = given_in(monkeypatch, data) if name == "-" else read(written(tmp_path, name, data))
    assert [d.text for d in documents] == [ENGLISH, ARABIC, SORANI]
    assert not problems


def test_wide_json_over_the_limit_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", "\n".join([line()] * 20).encode("utf-16"))
    documents, [problem] = read(path, settings=Settings(max_bytes=1000))
    assert not documents
    assert problem.where == str(path)
    assert "UTF-16" in problem.what


def test_an_array_may_follow_empty_lines_and_names_its_items(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.json", "\n\n" + json.dumps([{"text": ENGLISH}, {"text": 5}, {"text": SORANI}], indent=1)
    )
    documents, [problem] = read(path)
    assert [d.origin for d in documents] == [f"{path}#1", f"{path}#3"]
    assert problem.where == f"{path}#2"


def test_a_broken_array_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", '\n[\n {"text": "a"},\n {"text" "b"}\n]')
    _, [problem] = read(path)
    assert problem.where == f"{path}:4"
    assert "no JSON" in problem.what


def test_an_array_over_the_limit_says_how_to_write_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", json.dumps([{"text": ENGLISH}] * 20, indent=1))
    documents, [problem] = read(path, settings=Settings(max_bytes=1000))
    assert not documents
    assert "one JSON object a line" in problem.hint


def test_json_under_the_name_of_a_text_is_json(tmp_path: Path) -> None:
    documents, problems = read(written(tmp_path, "a.txt", "\n".join([line(), line(text=SORANI)])))
    assert [d.text for d in documents] == [ENGLISH, SORANI]
    assert not problems


@pytest.mark.parametrize("text", [f"[Shafaq News] {ENGLISH}", f"{{braces}} {ENGLISH}"])
def test_a_text_in_brackets_stays_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert [d.text for d in given_in(monkeypatch, text.encode())[0]] == [text]
    assert [d.text for d in read(written(tmp_path, "a.txt", text))[0]] == [text]


@pytest.mark.parametrize("codec", ["utf-8", "cp1256"])
@pytest.mark.parametrize("taken_for", ["latin-1", "cp1252"])
def test_arabic_that_was_taken_for_latin_is_turned_back(tmp_path: Path, codec: str, taken_for: str) -> None:
    data = ARABIC.encode(codec)
    wrong = "".join(bytes([b]).decode(taken_for, "ignore") or chr(b) for b in data)
    [document], [problem] = read(written(tmp_path, "a.txt", wrong))
    assert document.text == ARABIC
    assert "turned back" in problem.what
    assert not problem.skipped


@pytest.mark.parametrize(
    "text", ["Là-bas, près de l’école, été et à côté : déjà trois tués.", "Två är döda på Öland, där åtta är sårade."]
)
def test_real_accents_are_left_alone(tmp_path: Path, text: str) -> None:
    [document], _ = read(written(tmp_path, "a.txt", text), language="en")
    assert document.text == text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\x7fELF\x02\x01\x01", "a.txt"),
        (b"ID3\x04\0\0", "a.txt"),
        (b"\0asm\1\0\0\0", "a"),
        (b"wOFF\0\1\0\0", "a.text"),
    ],
)
def test_binary_junk_is_no_text(tmp_path: Path, head: bytes, name: str) -> None:
    noise = bytes((i * 7919 + i * i * 31) % 256 for i in range(4000))
    documents, [problem] = read(written(tmp_path, name, head + noise))
    assert not documents
    assert "not text" in problem.what


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, SORANI])
@pytest.mark.parametrize("place", [0, 10, 11, -1])
def test_a_stray_null_byte_does_not_make_a_text_binary(tmp_path: Path, text: str, place: int) -> None:
    [document], problems = read(written(tmp_path, "a.txt", text[:place] + "\0" + text[place:]))
    assert "\0" not in document.text
    assert document.text.replace(" ", "") == text.replace(" ", "")
    assert not problems


def test_what_is_no_file_neither_hangs_nor_stops_the_batch(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to("nowhere.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    good = written(tmp_path, "good.txt", ENGLISH)
    names = ["pipe.txt", "dangling.txt", "self.txt"]
    documents, problems = read(*(tmp_path / name for name in names), "/dev/zero", "x" * 5000, "", good)
    assert [d.text for d in documents] == [ENGLISH]
    assert [p.what for p in problems] == [
        "This is no regular file.",
        "This link leads to no file.",
        "This link leads to no file.",
        "This is no regular file.",
        "It cannot be read: File name too long.",
        "An empty name is no file.",
    ]
    assert all(p.skipped and p.hint for p in problems)


def test_links_to_folders_are_no_loops(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub", "a.txt", ENGLISH)
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "sub" / "up.txt").symlink_to("..")
    documents, problems = read(tmp_path)
    assert [d.origin for d in documents] == [str(tmp_path / "sub" / "a.txt")]
    assert ["link" in p.what and not p.skipped for p in problems] == [True, True]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", ENGLISH)
    (tmp_path / "b.txt").symlink_to("a.txt")
    documents, problems = read(path, tmp_path)
    assert len(documents) == 1
    assert [p.skipped for p in problems] == [False, False]
    assert all("read once" in p.what for p in problems)


def test_the_same_text_in_two_files_is_told_without_speaking_of_ids(tmp_path: Path) -> None:
    documents, [problem] = read(written(tmp_path, "a.txt", ENGLISH), written(tmp_path, "b.txt", ENGLISH))
    assert len({d.id for d in documents}) == 2
    assert "same text" in problem.what


@pytest.mark.parametrize("name", ["two words.txt", "تقرير.txt", "-o.txt", "new\nline.txt", "$(x).txt", "sur\udcff.txt"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, ENGLISH)
    [document], problems = read(path)
    assert document.origin == str(path)
    assert not problems


def test_standard_input_that_is_closed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    documents, [problem] = read("-", written(tmp_path, "a.txt", ENGLISH))
    assert len(documents) == 1
    assert (problem.where, problem.skipped) == ("-", True)


def test_a_moment_is_taken_for_its_day(tmp_path: Path) -> None:
    [document], problems = read(written(tmp_path, "a.txt", ENGLISH), published=datetime(2021, 9, 6, 23, 0))
    assert document.published == date(2021, 9, 6)
    assert type(document.published) is date
    assert not problems


def test_fifty_megabytes_of_one_line_are_passed_over_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"x" * 2**20)
        stream.write(b'"}\n' + line().encode())
    documents, [problem] = read(path)
    assert [d.text for d in documents] == [ENGLISH]
    assert problem.where == f"{path}:1"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_given_day_on_which_nothing_was_published_is_refused(tmp_path: Path, day: date) -> None:
    with pytest.raises(InputError, match="1900 to 2199"):
        read(written(tmp_path, "a.txt", ENGLISH), published=day)
