"""Tables of reports: which column is what, what a row becomes, and what is said of broken ones."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from geomap.documents import read_documents
from geomap.errors import InputError
from geomap.records import Document, Incident, Problem
from geomap.settings import Settings

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
PLAIN = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur."
TODAY = date(2026, 1, 1)
HEADER = ("id", "title", "text", "published", "source", "url")
ROWS = (
    ("r1", "Attack near Makhmur", ENGLISH, "2021-09-06", "Agency, North", "https://example.org/1"),
    ("r2", "هجوم", f'{ARABIC}\nوقال: "سنرد".', "6/9/2021", "الوكالة", ""),
    ("r3", "", SORANI, "", "", ""),
)
ENDINGS = ("csv", "tsv", "xlsx", "ods", "parquet")


def read(path: Path, **options: Any) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], today=TODAY, **options))
    assert not [item for item in found if isinstance(item, Incident)]
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def csv_of(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def book_of(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def calc(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], cells: str = "") -> None:
    """Write an OpenDocument table, `cells` (XML) below the rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    tables = ""
    for name, rows in sheets:
        lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{name}">{lines}{cells}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        container.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")


def cell(value: Any) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>x</text:p></table:table-cell>'
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n") if line)
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def table(folder: Path, ending: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    """Write a table in the format of an ending."""
    path = folder / f"table.{ending}"
    if ending == "parquet":
        pq.write_table(pa.table({name: [row[at] for row in rows] for at, name in enumerate(header)}), path)
    elif ending == "xlsx":
        book_of(("News", [header, *rows])).save(path)
    elif ending == "ods":
        calc(path, ("News", [header, *rows]))
    else:
        path.write_text(csv_of([header, *rows], "\t" if ending == "tsv" else ","), "utf-8", newline="")
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_row_is_a_report_with_its_fields(tmp_path: Path, ending: str) -> None:
    path = table(tmp_path, ending, HEADER, ROWS)
    documents, problems = read(path)
    assert not problems
    first, second, third = documents
    assert (first.id, first.title, first.source, first.url) == ("r1", ROWS[0][1], ROWS[0][4], ROWS[0][5])
    assert [document.published for document in documents] == [date(2021, 9, 6), date(2021, 9, 6), None]
    assert [document.language for document in documents] == ["en", "ar", "ckb"]
    assert 'وقال: "سنرد".' in second.text
    assert (third.url, third.source) == (None, None)


@pytest.mark.parametrize(
    ("ending", "origins"),
    [
        ("csv", [":2", ":3", ":5"]),
        ("tsv", [":2", ":3", ":5"]),
        ("xlsx", ["/News:2", "/News:3", "/News:4"]),
        ("ods", ["/News:2", "/News:3", "/News:4"]),
        ("parquet", ["#1", "#2", "#3"]),
    ],
)
def test_a_report_says_where_it_stands(tmp_path: Path, ending: str, origins: list[str]) -> None:
    path = table(tmp_path, ending, HEADER, ROWS)
    assert [document.origin for document in read(path)[0]] == [f"{path}{origin}" for origin in origins]


@pytest.mark.parametrize(
    ("header", "published"),
    [
        (("notes", "date"), date(2021, 9, 6)),
        (("Description", " Published-At "), date(2021, 9, 6)),
        (("النص", "التاريخ"), date(2021, 9, 6)),
        (("دەق", "بەروار"), date(2021, 9, 6)),
        (("MESSAGE", "event day"), None),
    ],
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_columns_are_recognised_by_their_usual_names(
    tmp_path: Path, header: tuple[str, str], published: date | None, ending: str
) -> None:
    [document], problems = read(table(tmp_path, ending, header, [(ENGLISH, "2021-09-06")]))
    assert (document.text, document.published) == (ENGLISH, published)
    assert not problems


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_user_says_which_column_is_what(tmp_path: Path, ending: str) -> None:
    path = table(tmp_path, ending, ("What happened", "text", "Day"), [(ENGLISH, "x", "2021-09-06")])
    [document], problems = read(path, columns={"text": "what happened", "published": "Day"})
    assert (document.text, document.published) == (ENGLISH, date(2021, 9, 6))
    assert not problems


def test_the_user_says_which_key_of_json_is_what(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", f'{{"text": "x", "Story": "{ENGLISH}", "when": "2021-09-06"}}')
    [document], problems = read(path, columns={"text": "story", "published": "when"})
    assert (document.text, document.published) == (ENGLISH, date(2021, 9, 6))
    assert not problems


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_text_names_its_columns_and_the_option(tmp_path: Path, ending: str) -> None:
    documents, [problem] = read(table(tmp_path, ending, ("place", "dead"), [("Kirkuk", "3")]))
    assert not documents
    assert "(columns: place, dead)" in problem.what
    assert "--column text=NAME" in problem.hint
    assert problem.skipped


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_column_that_is_not_there_is_told(tmp_path: Path, ending: str) -> None:
    documents, [problem] = read(table(tmp_path, ending, ("text",), [(ENGLISH,)]), columns={"published": "day"})
    assert not documents
    assert 'no column "day" (columns: text)' in problem.what


def test_a_field_that_reports_do_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'day' is no field"):
        read(written(tmp_path, "a.csv", "text\n"), columns={"day": "x"})


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_without_text_costs_itself_only(tmp_path: Path, ending: str) -> None:
    rows = [("", "a"), (ENGLISH, "b"), ("  ", "c"), ("", "")]
    documents, problems = read(table(tmp_path, ending, ("text", "source"), rows))
    assert [document.source for document in documents] == ["b"]
    assert ["empty" in problem.what for problem in problems] == [True, True]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_over_the_limit_is_not_read(tmp_path: Path, ending: str) -> None:
    path = table(tmp_path, ending, ("text",), [("x" * 1001,), (ENGLISH,)])
    documents, [problem] = read(path, settings=Settings(max_bytes=1000))
    assert [document.text for document in documents] == [ENGLISH]
    assert "larger than 0.001 MB" in problem.what


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_rows_is_no_report(tmp_path: Path, ending: str) -> None:
    path = table(tmp_path, ending, ("text",), [])
    documents, problems = read(path)
    assert not documents
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("ending", [*ENDINGS, "xlsm", "tab"])
@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\0\0\0\0", b"PK\x03\x04", b"PAR1", b"%PDF-1.4", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_table_is_told(tmp_path: Path, ending: str, content: bytes) -> None:
    path = written(tmp_path, f"a.{ending}", content)
    documents, [problem] = read(path)
    assert not documents
    assert problem.where == str(path)
    assert problem.what.endswith(".")
    assert problem.hint
    assert problem.skipped


@pytest.mark.parametrize("name", ["a.xls", "a.xlsb"])
def test_tables_that_are_not_read_say_what_to_save_them_as(tmp_path: Path, name: str) -> None:
    _, [problem] = read(written(tmp_path, name, b"x"))
    assert problem.hint == "Save the table as .xlsx or .csv."


# Text: delimiters, encodings, quotes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_by_the_header(tmp_path: Path, delimiter: str, name: str, end: str) -> None:
    text = csv_of([("id", "text, or what; they |say", "text"), ("a", "b", ENGLISH)], delimiter).replace("\r\n", end)
    [document], problems = read(written(tmp_path, name, text))
    assert (document.id, document.text) == ("a", ENGLISH)
    assert not problems


def test_excels_own_line_on_the_delimiter_counts(tmp_path: Path) -> None:
    [document], problems = read(written(tmp_path, "a.csv", f"sep=|\r\nid|text\r\na|{ENGLISH}\r\n"))
    assert (document.id, document.origin[-2:]) == ("a", ":3")
    assert not problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_tables_are_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    documents, problems = read(written(tmp_path, "a.csv", csv_of([("text",), (ARABIC,), (SORANI,)]).encode(encoding)))
    assert [document.text for document in documents] == [ARABIC, SORANI]
    assert not problems


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1256", "Windows-1256"), ("iso8859_6", "ISO 8859-6"), ("utf-16-le", "UTF-16")]
)
@pytest.mark.parametrize("rows_before", [0, 2000])
def test_older_encodings_are_guessed_once_for_a_table(
    tmp_path: Path, encoding: str, name: str, rows_before: int
) -> None:
    rows = [("id", "text"), *((f"e{n}", ENGLISH) for n in range(rows_before)), ("a", ARABIC), ("b", ARABIC + " ")]
    path = written(tmp_path, "a.csv", csv_of(rows).encode(encoding))
    documents, [problem] = read(path)
    assert documents[-2].text == ARABIC
    assert (problem.where, problem.skipped) == (str(path), False)
    assert name in problem.what


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_arabic_that_was_taken_for_latin_is_turned_back_and_told_once(tmp_path: Path, encoding: str) -> None:
    wrong = ["".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in ARABIC.encode(encoding))] * 2
    path = written(tmp_path, "a.csv", csv_of([("id", "text"), *enumerate(wrong), ("x", "été")]))
    documents, problems = read(path, language="ar")
    assert [document.text for document in documents] == [ARABIC, ARABIC, "été"]
    assert ["turned back" in problem.what for problem in problems].count(True) == 1


def test_quotes_hold_delimiters_newlines_and_doubled_quotes(tmp_path: Path) -> None:
    text = f'id,text\na,"{PLAIN}\n\nHe said: ""no, never""."\nb,a "word" in {PLAIN}\nc,"{PLAIN}" x\n'
    documents, problems = read(written(tmp_path, "a.csv", text))
    assert documents[0].text == f'{PLAIN}\n\nHe said: "no, never".'
    assert documents[1].text == f'a "word" in {PLAIN}'
    assert documents[2].text == f"{PLAIN} x"
    assert [document.origin.rpartition(":")[2] for document in documents] == ["2", "5", "6"]
    assert not problems


def test_a_quote_that_is_never_closed_costs_its_row_only(tmp_path: Path) -> None:
    text = f'id,text\na,"{PLAIN}\nb,{PLAIN}\nc,{PLAIN} again\n'
    documents, [problem] = read(written(tmp_path, "a.csv", text))
    assert [document.id for document in documents] == ["b", "c"]
    assert problem.where.endswith(":2")
    assert "never closed" in problem.what


def test_rows_that_do_not_fit_the_header_are_told_with_their_line(tmp_path: Path) -> None:
    text = f"id,text,source\na,{PLAIN}\nb,{PLAIN} again,x,,\nc,{PLAIN},x,y\nd,{PLAIN},x\n\n,,\n"
    documents, [few, many] = read(written(tmp_path, "a.csv", text))
    assert [document.id for document in documents] == ["a", "b", "d"]
    assert (few.where[-2:], few.skipped, few.what[:18]) == (":2", False, "This row has 2 cel")
    assert (many.where[-2:], many.skipped, many.what[:18]) == (":4", True, "This row has 4 cel")


def test_null_bytes_and_long_cells_are_no_danger(tmp_path: Path) -> None:
    long = f"{ENGLISH} " * 3000  # more than the csv module's limit of a cell
    text = csv_of([("text", "source"), (ENGLISH[:40] + "\0" + ENGLISH[40:], "a\0b"), (f'{long}"quoted"', "c")])
    documents, problems = read(written(tmp_path, "a.csv", text))
    assert ["\0" in f"{document.text}{document.source}" for document in documents] == [False, False]
    assert len(documents[1].text) > 131_072
    assert not problems


def test_a_line_that_never_ends_is_passed_over(tmp_path: Path) -> None:
    text = f"id,text\na,{'x' * 5000}\nb,{PLAIN}\n"
    documents, [problem] = read(written(tmp_path, "a.csv", text), settings=Settings(max_bytes=1000))
    assert [document.id for document in documents] == ["b"]
    assert problem.where.endswith(":2")


def test_quotes_that_are_never_closed_do_not_take_for_ever(tmp_path: Path) -> None:
    lines = ["text", *(['"a"" b', "x" * 90] * 4000)]
    documents, problems = read(written(tmp_path, "a.csv", "\n".join(lines)), settings=Settings(max_bytes=1000))
    assert not documents or problems


# Workbooks


def test_every_sheet_with_a_text_is_read_below_its_titles(tmp_path: Path) -> None:
    book = book_of(
        ("Cover", [("Our desk's reports",), ("2021",)]),
        ("North", [("Reports of the north", None), (None, None), ("id", "text"), ("a", ENGLISH)]),
        ("Hidden", [("text", "published"), (ARABIC, datetime(2021, 9, 6, 23, 30)), (SORANI, date(2021, 9, 7))]),
        ("Empty", []),
    )
    book["Hidden"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    documents, [problem] = read(tmp_path / "a.xlsx")
    assert [document.origin.rpartition("/")[2] for document in documents] == ["North:4", "Hidden:2", "Hidden:3"]
    assert [document.published for document in documents[1:]] == [date(2021, 9, 6), date(2021, 9, 7)]
    assert (problem.where[-6:], problem.skipped) == ("/Cover", False)


def test_numbers_are_ids_but_no_texts_and_formulas_are_not_run(tmp_path: Path) -> None:
    rows = [("id", "text", "source"), (17, ENGLISH, "=1+1"), (18, 5, "x"), (19.0, SORANI, True)]
    book_of(("S", rows)).save(tmp_path / "a.xlsx")
    documents, [problem] = read(tmp_path / "a.xlsx")
    assert [(document.id, document.source) for document in documents] == [("17", None), ("19", None)]
    assert problem.where.endswith("/S:3")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    book_of(("S", [("text",), (ENGLISH,)])).save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bad:
        for part in good.namelist():
            data = b" " * 20_000_000 if part == "xl/styles.xml" else good.read(part)
            bad.writestr(part, data, zipfile.ZIP_DEFLATED)
    documents, [problem] = read(tmp_path / "a.xlsx")
    assert not documents
    assert "unpacks to 20 MB" in problem.what


def test_an_entity_bomb_in_a_workbook_is_told_at_once(tmp_path: Path) -> None:
    names = "abcdefghij"
    bomb = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"boom" * 9}">{bomb}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
    book_of(("A", [("text",)]), ("B", [("text",), (ENGLISH,)])).save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bad:
        for part in good.namelist():
            bad.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else good.read(part))
    documents, [problem] = read(tmp_path / "a.xlsx")
    assert not documents
    assert "broken" in problem.what


def test_texts_that_sheets_share_are_read(tmp_path: Path) -> None:
    """As Excel writes them; openpyxl writes each text into its cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(2))
    sheet = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
    texts = f'<sst xmlns="{main}"><si><t>text</t></si><si><r><t>{PLAIN}</t></r><r><t> End.</t></r></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    book_of(("S", [("x",)])).save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as shared:
        for part in good.namelist():
            data = good.read(part).decode()
            data = sheet if part == "xl/worksheets/sheet1.xml" else data.replace("</Types>", override)
            shared.writestr(part, data)
        shared.writestr("xl/sharedStrings.xml", texts)
    [document], problems = read(tmp_path / "a.xlsx")
    assert document.text == f"{PLAIN} End."
    assert not problems


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("cut", [0, 40, 400])
def test_a_workbook_with_a_broken_part_is_told(tmp_path: Path, part: str, cut: int) -> None:
    book_of(("S", [("text",), *((f"{ENGLISH} {n}",) for n in range(20))])).save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name)[: cut if name == part else None])
    _, problems = read(tmp_path / "a.xlsx")
    assert all(problem.what.endswith(".") and problem.hint for problem in problems)
    assert problems


# OpenDocument


def test_calcs_repeated_cells_days_and_notes_are_read(tmp_path: Path) -> None:
    far = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="999999999999"/>'
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    text = (
        f"<table:table-cell>{note}<text:p>{PLAIN}<text:s/><text:span>The end.</text:span></text:p></table:table-cell>"
    )
    rows: list[tuple[Any, ...]] = [("id", "published", "text"), (17, date(2021, 9, 6), PLAIN)]
    last = f"{far}<table:table-row>{cell('b')}<table:table-cell/>{text}{wide}</table:table-row>"
    calc(tmp_path / "a.ods", ("Cover", [("Our desk",)]), ("S", rows), cells=last)
    documents, [problem] = read(tmp_path / "a.ods")
    assert [(document.id, document.published) for document in documents] == [("17", date(2021, 9, 6)), ("b", None)]
    assert documents[1].text == f"{PLAIN} The end."
    assert documents[1].origin.endswith("/S:1048003")
    assert problem.where.endswith("/Cover")


@pytest.mark.parametrize("content", ["", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a/>", None])
def test_a_broken_calc_table_is_told(tmp_path: Path, content: str | None) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as container:
        container.writestr("mimetype" if content is None else "content.xml", content or "")
    documents, [problem] = read(tmp_path / "a.ods")
    assert not documents
    assert problem.hint


# Parquet


def test_parquet_columns_of_any_kind_are_no_danger(tmp_path: Path) -> None:
    columns = {
        "text": pa.array([ENGLISH, None, ARABIC]).dictionary_encode(),
        "published": pa.array([datetime(2021, 9, 6, 22), None, datetime(2021, 9, 7)], pa.timestamp("ns", "UTC")),
        "id": pa.array([1, 2, 3]),
        "source": pa.array([b"\xff\xfea", b"b", None]),
        "title": pa.array([["x"], [], None]),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=2)
    documents, [problem] = read(tmp_path / "a.parquet")
    assert [(document.id, document.title) for document in documents] == [("1", ""), ("3", "")]
    assert [document.published for document in documents] == [date(2021, 9, 7), date(2021, 9, 7)]
    assert problem.where.endswith("#2")


def test_a_cut_parquet_file_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, "parquet", ("text",), [(ENGLISH,)] * 100)
    data = path.read_bytes()
    for cut in (data[:-20], data[20:], data[:4] + b"\0" * 30 + data[34:]):
        path.write_bytes(cut)
        _, problems = read(path)
        assert problems
        assert all(problem.hint for problem in problems)


# Anything


@given(st.binary(max_size=400), st.sampled_from(ENDINGS), st.binary(max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_never_raise(tmp_path: Path, content: bytes, ending: str, head: bytes) -> None:
    starts = {"xlsx": b"PK\x03\x04", "ods": b"PK\x03\x04", "parquet": b"PAR1"}.get(ending, b"text,id\n")
    for data in (content, starts + content, head + content):
        _, problems = read(written(tmp_path, f"a.{ending}", data))
        assert all(problem.what and problem.hint for problem in problems)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12) | st.just(ENGLISH)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(",;|\t"))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_tables_give_back_what_was_written(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    marked = [(f"{n}", f"{ENGLISH} {' '.join(' '.join(row).split())}") for n, row in enumerate(rows)]
    path = written(tmp_path, "a.csv", csv_of([("id", "text"), *marked], delimiter).encode("utf-8"))
    documents, problems = read(path, language="en")
    assert [document.id for document in documents] == [name for name, _ in marked]
    assert [problem.skipped for problem in problems if problem.skipped] == ([] if rows else [True])


@given(st.text(alphabet='ab",;\n\r é', max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_are_split_as_the_csv_module_splits_them(tmp_path: Path, body: str) -> None:
    """Where the csv module reads a text strictly, we read the same cells."""
    text = f"text,id\n{body}"
    try:
        expected = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)][1:]
    except csv.Error:
        return
    whole = [row for row in expected if len(row) == 2 and row[0].strip(" \r\n\0") and row[1].strip(" \r\n\0")]
    documents, _ = read(written(tmp_path, "a.csv", text.encode("utf-8")), language="en")
    got = {document.text for document in documents}
    assert got >= {row[0] for row in whole if row[0].isalpha() and row[0].isascii()}
