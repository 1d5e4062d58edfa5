"""Reading files, folders, JSON lines and standard input: what comes out, and what is said of what does not."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.documents import read_documents
from geomap.records import Document, Problem
from geomap.settings import Settings

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."
TODAY = date(2026, 1, 1)


def read(*paths: Path | str, **options: object) -> list[Document | Problem]:
    return list(read_documents(paths, today=TODAY, **options))  # type: ignore[arg-type]


def documents(found: list[Document | Problem]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def problems(found: list[Document | Problem]) -> list[Problem]:
    return [item for item in found if isinstance(item, Problem)]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (SORANI, "ckb"), (ENGLISH, "en")])
def test_unicode_files_are_read_without_a_word(tmp_path: Path, text: str, language: str, encoding: str) -> None:
    path = written(tmp_path, "a.txt", text.encode(encoding))
    [document] = documents(found := read(path, published=date(2021, 9, 6)))
    assert not problems(found)
    assert (document.text, document.language, document.origin) == (text, language, str(path))
    assert (document.published, document.published_basis) == (date(2021, 9, 6), "given")


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1256", "Windows-1256"), ("iso8859_6", "ISO 8859-6"), ("utf-16-le", "UTF-16")]
)
def test_older_encodings_are_guessed_and_named(tmp_path: Path, encoding: str, name: str) -> None:
    [problem, document] = read(written(tmp_path, "a.txt", ARABIC.encode(encoding)))
    assert isinstance(problem, Problem)
    assert isinstance(document, Document)
    assert name in problem.what
    assert not problem.skipped
    assert document.text == ARABIC
    assert document.warnings == (problem.what,)


def test_a_broken_byte_costs_one_letter_only(tmp_path: Path) -> None:
    [problem, document] = read(written(tmp_path, "a.txt", ARABIC.encode()[:-2] + b"\xff"))
    assert isinstance(problem, Problem)
    assert isinstance(document, Document)
    assert "no UTF-8" in problem.what
    assert document.text[:-2] == ARABIC[: len(document.text) - 2]


def noise(length: int) -> bytes:
    return bytes((i * 7919 + i * i * 31) % 256 for i in range(length))


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + noise(400), "picture"),
        ("junk.txt", noise(4000), "binary"),
        ("paper.pdf", b"%PDF-1.4", "PDF"),
        ("paper.txt", b"%PDF-1.4", "PDF"),
        ("page.html", b"<p>x", "web page"),
        ("page.txt", b"<!DOCTYPE html><html><p></p>", "web page"),
        ("menu.txt", "بحث\nالقائمة\nمشاركة".encode(), "empty once"),
    ],
)
def test_what_is_no_report_is_told_with_a_hint(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = written(tmp_path, name, content)
    [problem] = problems(read(path, written(tmp_path, "good.txt", ENGLISH)))
    assert problem.where == str(path)
    assert what in problem.what
    assert problem.hint
    assert problem.skipped


def test_a_missing_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    found = read(tmp_path / "none.txt", written(tmp_path, "a.txt", ENGLISH))
    assert [type(item) for item in found] == [Problem, Document]
    assert "no such file" in problems(found)[0].what


def test_impossible_names_are_told() -> None:
    [problem] = problems(read("a\0b"))
    assert problem.skipped


def test_a_report_over_the_limit_is_not_read(tmp_path: Path) -> None:
    small = Settings(max_bytes=1000)
    text = written(tmp_path, "big.txt", "x" * 1001)
    lines = written(
        tmp_path, "big.jsonl", json.dumps({"text": "x" * 1000}) + "\n" + json.dumps({"text": ENGLISH}) + "\n"
    )
    found = read(text, lines, settings=small)
    assert [p.where for p in problems(found)] == [str(text), f"{lines}:1"]
    assert all("larger than 0.001 MB" in p.what for p in problems(found))
    assert [d.text for d in documents(found)] == [ENGLISH]


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50 * 2**20)
    [problem] = read(path)
    assert isinstance(problem, Problem)
    assert "2 MB" in problem.what


def test_folders_are_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "notes.md"):
        written(tmp_path, name, f"{name}: {ENGLISH}")
    (tmp_path / "deeper").mkdir()
    written(tmp_path / "deeper", "c.jsonl", json.dumps({"text": SORANI, "id": "c"}))
    written(tmp_path, "z.png", b"\x89PNG")
    found = read(tmp_path)
    assert [Path(d.origin.split(":")[0]).name for d in documents(found)] == ["a.txt", "b.txt", "c.jsonl"]
    [problem] = problems(found)
    assert (Path(problem.where).name, problem.skipped) == ("z.png", False)


@pytest.mark.parametrize("name", ["a.csv-metadata.json", "a b.JSONL-metadata.json"])
def test_what_describes_a_table_is_no_report_of_its_folder(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, '{"text": "nothing", "url": "a.csv"}')
    written(tmp_path, "a.txt", ENGLISH)
    [_, problem] = sorted(read(tmp_path), key=lambda item: isinstance(item, Problem))
    assert isinstance(problem, Problem)
    assert (problem.where, problem.skipped) == (str(path), False)
    assert "describes a table" in problem.what


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    [problem] = read(tmp_path)
    assert isinstance(problem, Problem)
    assert "empty" in problem.what


def test_json_lines_carry_their_fields(tmp_path: Path) -> None:
    row = {
        "id": "r1",
        "title": "هجوم قرب مخمور",
        "text": ARABIC,
        "url": "https://example.org/1",
        "source": "Agency",
        "published": "2021-09-06T23:30:00Z",
        "language": "ar-IQ",
    }
    path = written(tmp_path, "a.jsonl", json.dumps(row, ensure_ascii=False))
    [document] = documents(read(path, published=date(2000, 1, 1), language="en"))
    assert document == Document(
        id="r1",
        text=f"هجوم قرب مخمور\n\n{ARABIC}",
        title="هجوم قرب مخمور",
        origin=f"{path}:1",
        url="https://example.org/1",
        source="Agency",
        published=date(2021, 9, 7),
        published_basis="field",
        language="ar",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-09-06", date(2021, 9, 6)),
        ("2015-07-21 02:59:19", date(2015, 7, 21)),
        ("2021-09-06T22:00:00+00:00", date(2021, 9, 7)),
        ("Mon, 06 Sep 2021 10:00:00 +0300", date(2021, 9, 6)),
        ("6/9/2021", date(2021, 9, 6)),
        ("6 أيلول 2021", date(2021, 9, 6)),
        (1630923797, date(2021, 9, 6)),
    ],
)
def test_publication_dates_are_read_as_days_in_baghdad(tmp_path: Path, value: object, expected: date) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"text": ENGLISH, "published": value}))
    [document] = documents(found := read(path))
    assert not problems(found)
    assert (document.published, document.published_basis) == (expected, "field")


@pytest.mark.parametrize("value", ["soon", "2021-13-45", {"a": 1}, True, 12, "31/2/2021"])
def test_a_date_that_cannot_be_read_is_a_warning(tmp_path: Path, value: object) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"text": ENGLISH, "published": value}))
    [problem, document] = read(path, published=date(2021, 9, 6))
    assert isinstance(problem, Problem)
    assert isinstance(document, Document)
    assert "cannot be read" in problem.what
    assert not problem.skipped
    assert (document.published, document.published_basis) == (date(2021, 9, 6), "given")


def test_the_day_a_page_was_taken_counts_as_its_header(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"text": ENGLISH, "date_extracted": "2015-07-21 02:59:19"}))
    [document] = documents(read(path))
    assert (document.published, document.published_basis) == (date(2015, 7, 21), "page header")
    assert document.warnings


def test_a_date_in_the_future_is_kept_with_a_warning(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", ENGLISH)
    [problem, document] = read(path, published=date(2031, 1, 1))
    assert isinstance(problem, Problem)
    assert isinstance(document, Document)
    assert "future" in problem.what
    assert not problem.skipped
    assert document.published == date(2031, 1, 1)


def test_broken_lines_are_told_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": ENGLISH}),
        '{"text": "half',
        "",
        "[1, 2]",
        json.dumps({"title": "no text"}),
        json.dumps({"text": ""}),
        "null",
        json.dumps({"text": 5}),
        json.dumps({"text": SORANI}),
    ]
    path = written(tmp_path, "a.jsonl", "\n".join(lines))
    found = read(path)
    assert [d.origin for d in documents(found)] == [f"{path}:1", f"{path}:9"]
    assert [p.where for p in problems(found)] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7, 8)]
    assert all(p.skipped and p.hint for p in problems(found))


def test_deep_json_is_no_danger(tmp_path: Path) -> None:
    [problem] = read(written(tmp_path, "a.jsonl", '{"text":' * 100_000))
    assert isinstance(problem, Problem)
    assert "no JSON" in problem.what


@pytest.mark.parametrize("layout", ["array", "object", "lines"])
def test_json_files_of_other_shapes(tmp_path: Path, layout: str) -> None:
    rows = [{"text": ENGLISH, "id": "a"}, {"text": SORANI, "id": "b"}]
    content = {
        "array": json.dumps(rows, indent=1),
        "object": json.dumps(rows[0], indent=1),
        "lines": "\n".join(map(json.dumps, rows)),
    }[layout]
    found = read(written(tmp_path, "a.json", content))
    assert not problems(found)
    assert [d.id for d in documents(found)] == (["a"] if layout == "object" else ["a", "b"])


def test_the_same_id_twice_becomes_two(tmp_path: Path) -> None:
    rows = [
        {"id": i, "text": t} for i, t in (("x", ENGLISH), ("x", SORANI), ("x-2", ARABIC), ("x", ENGLISH + " More."))
    ]
    found = read(written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows))))
    ids = [d.id for d in documents(found)]
    assert len(set(ids)) == 4
    assert ids[:2] == ["x", "x-2"]
    assert all(not p.skipped and "was there before" in p.what for p in problems(found))
    assert len(problems(found)) == 3


def test_an_id_hangs_on_the_text_alone(tmp_path: Path) -> None:
    one, other = written(tmp_path, "a.txt", ENGLISH), written(tmp_path, "b.txt", ENGLISH + "\n")
    assert documents(read(one))[0].id == documents(read(other))[0].id


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("به گزارش خبرگزاری‌ها، دو نفر در پی انفجار یک بمب در نزدیکی شهر کرکوک کشته شدند و چند نفر زخمی شدند.", "fa"),
        ("Kerkük kırsalında yola döşenen bombanın patlaması sonucu üç asker hayatını kaybetti, ikisi yaralandı.", "tr"),
        (
            "Trois soldats ont été tués dimanche par l'explosion d'une bombe près de Kirkouk, selon la police.",
            "fr",
        ),
        (
            "Трое солдат погибли при взрыве бомбы возле города Киркук, сообщил представитель полиции в воскресенье.",
            "ru",
        ),
    ],
)
def test_reports_in_other_languages_are_skipped_by_name(tmp_path: Path, text: str, code: str) -> None:
    path = written(tmp_path, "a.txt", text)
    [problem] = problems(read(path))
    assert f"({code})" in problem.what
    assert "--language" in problem.hint
    assert problem.skipped
    assert documents(read(path, language="ar"))


def test_standard_input_holds_a_text_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def given_in(data: bytes) -> list[Document]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return documents(read("-"))

    assert [d.text for d in given_in(ARABIC.encode())] == [ARABIC]
    assert [d.origin for d in given_in(b"\n".join(json.dumps({"text": t}).encode() for t in (ENGLISH, SORANI)))] == [
        "-:1",
        "-:2",
    ]
    assert [d.text for d in given_in(b"{braces} " + ENGLISH.encode())] == ["{braces} " + ENGLISH]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda t: t.encode("utf-16"))),
    st.sampled_from(["a.txt", "a.jsonl", "a.json", "a"]),
)
def test_any_bytes_give_documents_or_problems(tmp_path: Path, data: bytes, name: str) -> None:
    for item in read(written(tmp_path, name, data), language="en"):
        assert isinstance(item, Document | Problem)
        if isinstance(item, Document):
            assert item.text
            item.text.encode()


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
FIELDS = ["id", "title", "text", "url", "source", "published", "date_extracted", "language"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1), st.booleans())
def test_any_json_fields_give_documents_or_problems(tmp_path: Path, row: dict[str, object], with_text: bool) -> None:
    if with_text:
        row["text"] = ENGLISH
    for item in read(written(tmp_path, "a.jsonl", json.dumps(row))):
        assert isinstance(item, Document | Problem)
        if isinstance(item, Document):
            json.dumps([item.id, item.title, item.url, item.source]).encode()
            item.text.encode()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = f"{ENGLISH} <script>alert(`1`)</script> \\ \u202eevil\u202c </script><b>bold</b>"
    [document] = documents(read(written(tmp_path, "a.txt", text)))
    assert document.text == text


def test_the_newspaper_articles_are_read_as_they_lie(shared: Path) -> None:
    path = shared / "data" / "eval" / "arabic_news_2015" / "articles.jsonl"
    found = read(path)
    assert not problems(found)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [d.published for d in documents(found)] == [date.fromisoformat(row["published"][:10]) for row in rows]
    assert {d.language for d in documents(found)} == {"ar"}
    for document, row in zip(documents(found), rows, strict=True):
        kept = "".join(document.text.split())
        assert all("".join(line.split()) in kept for line in row["text"].split("\n") if len(line) > 160)
