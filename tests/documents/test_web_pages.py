"""Pages as news sites build them: the report alone, its headline, its day and not that of the visit or of others."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents import read_documents
from geomap.documents.pages import page_fields
from geomap.errors import DocumentError
from geomap.records import Document, Problem

PAGES = Path(__file__).parent / "pages"
TODAY = date(2026, 11, 20)


class Expected(NamedTuple):
    """What a page holds: the last words of its report, and words of everything around it."""

    title: str
    published: date
    basis: str
    url: str | None
    source: str | None
    language: str
    paragraphs: int
    last: str
    furniture: tuple[str, ...]


EXPECTED = {
    "wordpress_ar.html": Expected(
        "مقتل ثلاثة جنود بانفجار عبوة قرب مخمور", date(2021, 9, 6), "field", "https://sahl.example/2021/09/05/makhmur/",
        "وكالة السهل الإخبارية", "ar", 3, "ونقلت الجرحى إلى مستشفى في أربيل.",
        ("بعقوبة", "الحويجة", "الرطبة", "سامراء", "الفلوجة", "صاروخين", "الوسوم", "شارك"),
    ),
    "tables_ar_1256.html": Expected(
        "ثلاثة شهداء في تفجير بناحية العظيم", date(2012, 3, 12), "page header", None, None, "ar", 3,
        "ونقلت المصابين إلى مستشفى الخالص العام.", ("البصرة", "زاخو", "تكريت", "طباعة", "اتصل"),
    ),
    "linked_data_ar.html": Expected(
        "طائرة مسيرة تستهدف سيارة في سنجار", date(2022, 6, 15), "field", "https://difaf.example/news/71234",
        "راديو الضفة", "ar", 3, "بشأن القصف حتى الآن.", ("الناصرية", "الشورجة", "ميسان", "البث", "واتساب"),
    ),
    "clock_ar.html": Expected(
        "سقوط قذائف هاون على قرية غربي كركوك", date(2019, 8, 14), "page header", None, None, "ar", 2,
        "ردت على مصادر النيران.", ("طوزخورماتو", "بيجي", "اقرأ", "كاريكاتير"),
    ),
    "drupal_ckb.html": Expected(
        "سێ پێشمەرگە لە هێرشێکی داعش بریندار بوون", date(2020, 12, 2), "field", "https://zagros.example/ckb/node/5512",
        "ئاژانسی زاگرۆس", "ckb", 3, "لەگەڵ خۆیان بردووە.", ("جەلەولا", "سلێمانی", "خانەقین", "وەرزش", "مافەکان"),
    ),
    "divs_ckb.html": Expected(
        "فڕۆکەکانی تورکیا گوندێکی ئامێدییان بۆردومان کرد", date(2021, 5, 23), "text", "https://sirwan.example/news/881",
        "sirwan.example", "ckb", 2, "لە بەشێکی شاخەکە بەربووە.", ("هەولێر", "نەوت", "هەینی"),
    ),
    "short_ckb.html": Expected(
        "تەقینەوەیەک لە داقووق", date(2019, 8, 25), "field", None, "کەرکووک میدیا", "ckb", 1, "داقووق کوژران.",
        ("سەرەتا",),
    ),
    "wordpress_en.html": Expected(
        "Two farmers killed in Diyala ambush", date(2021, 5, 1), "field", "https://plain.example/2021/05/01/diyala-ambush/",
        "The Plain Dispatch", "en", 4, "made no arrests.", ("Sadr City", "Anbar", "Mosul", "newsletter", "JavaScript"),
    ),
    "bulletin_en.html": Expected(
        "Security bulletin, Kirkuk", date(2017, 10, 16), "text", "https://desk.example/bulletins/2017-10-16.html",
        "desk.example", "en", 6, "A curfew was declared in Kirkuk city.", ("Copyright", "Published"),
    ),
    "teasers_en.html": Expected(
        "Bomb wounds three in Rutba", date(2018, 3, 11), "field", None, None, "en", 2, "to the town's hospital.",
        ("Haditha", "Ramadi", "Contact"),
    ),
}  # fmt: skip


def read(path: Path, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], **({"today": TODAY} | options)))  # type: ignore[arg-type]
    return [item for item in found if isinstance(item, Document)], [item for item in found if isinstance(item, Problem)]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_a_page_gives_its_report_alone(name: str) -> None:
    expected = EXPECTED[name]
    [document], problems = read(PAGES / name)
    assert problems == []
    said = (document.title, document.published, document.published_basis, document.url, document.source)
    assert said == (expected.title, expected.published, expected.basis, expected.url, expected.source)
    assert document.language == expected.language
    headline, *paragraphs = [line for line in document.text.split("\n") if line]
    assert headline == expected.title
    assert len(paragraphs) == expected.paragraphs
    assert paragraphs[-1].endswith(expected.last)
    assert [word for word in expected.furniture if word in document.text] == []


def test_the_day_that_the_user_gives_counts_more_than_a_clock_and_less_than_metadata() -> None:
    given_day = date(2019, 8, 15)
    [clock], [metadata] = (
        read(PAGES / name, published=given_day)[0] for name in ("clock_ar.html", "linked_data_ar.html")
    )
    assert (clock.published, clock.published_basis, clock.warnings) == (given_day, "given", ())
    assert (metadata.published, metadata.published_basis) == (date(2022, 6, 15), "field")


@pytest.mark.parametrize(
    ("said", "written"),
    [("windows-1256", "utf-8"), ("iso-8859-1", "cp1256"), ("utf-8", "cp1256"), ("cp1256", "cp1256")],
)
def test_a_page_is_read_whatever_encoding_it_believes_to_have(tmp_path: Path, said: str, written: str) -> None:
    source = (PAGES / "clock_ar.html").read_text("utf-8").replace('charset="utf-8"', f'charset="{said}"')
    path = tmp_path / "a.html"
    path.write_bytes(source.encode(written))
    [document], problems = read(path)
    assert document.text == read(PAGES / "clock_ar.html")[0][0].text
    assert problems == []


DAY = "2021-09-06T08:00:00+03:00"
OTHER = "2026-11-20T08:00:00+03:00"


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{DAY}"}}</script>',
        f'<script type="application/ld+json">[{{"@type":"WebPage","datePublished":"{OTHER}"}},{{"@type":'
        f'"ReportageNewsArticle","headline":"Attack near Makhmur","datePublished":"{DAY}"}},{{"@type":"NewsArticle",'
        f'"headline":"Another","datePublished":"{OTHER}"}}]</script>',
        f'<meta name="date" content="{OTHER}"><meta property="article:published_time" content="{DAY}">',
        f'<meta property="article:modified_time" content="{OTHER}"><meta name="DC.date.issued" content="{DAY}">',
        f'<script type="application/ld+json">{{"date</script><meta itemprop="datePublished" content="{DAY}">',
    ],
)
def test_of_many_dates_the_one_of_the_report_counts(head: str) -> None:
    source = f"<html><head>{head}</head><body><h1>Attack near Makhmur</h1><p>Three were killed.</p></body></html>"
    fields = page_fields(source)
    assert (fields.published, fields.published_basis) == (date(2021, 9, 6), "field")


@pytest.mark.parametrize(
    "body",
    [
        f'<h1>Attack</h1><p>Three were killed.</p><footer><time datetime="{OTHER}">today</time></footer>',
        f'<h1>Attack</h1><span class="updated"><time datetime="{OTHER}">now</time></span><p>Three were killed.</p>',
        f'<h1>Attack</h1><p>{"Three were killed. " * 30}</p><time datetime="{OTHER}">comment</time>',
        "<h1>Attack</h1><p>Three were killed.</p><p>Copyright 20 November 2026</p>",
    ],
)
def test_dates_of_other_things_are_not_the_reports(body: str) -> None:
    fields = page_fields(f"<html><body>{body}</body></html>")
    assert fields.published is None


@pytest.mark.parametrize(
    "source",
    ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<!doctype html>\0", "<html"],
)
def test_a_page_without_a_report_is_told(source: str) -> None:
    with pytest.raises(DocumentError, match="web page"):
        page_fields(source)


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<div>" * 50_000 + "three were killed",
        "<html><body>" + "<table><tr><td>" * 3000 + "three were killed" + "<a href=x>y</a>" * 3,
        "<html><body>" + "<a href='/x'>killed</a> " * 20_000,
        "<html><body><p>" + "three were killed " * 30_000 + "</p><a href=x>1</a><a href=y>2</a>",
        "<html><body>" + "<p>three were killed</p>" * 20_000 + "<a href=x>1</a><a href=y>2</a>",
        "<html " + "a='" * 50_000,
        "<html><script type='application/ld+json'>" + '{"a":' * 100_000 + "</script><p>three were killed",
        "<html><!--" + "<!--" * 50_000,
    ],
    ids=["deep", "tables", "links", "long", "many", "attributes", "json", "comments"],
)
def test_a_hostile_page_takes_no_more_than_a_second_for_ten_kilobytes(source: str) -> None:
    start = time.process_time()
    with suppress(DocumentError):
        page_fields(source)
    assert time.process_time() - start < max(2, len(source) / 10_000)


TAGS = [
    *[
        "<p>",
        "</p>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<a/href='x'>",
        "<h1>",
        "<br>",
        "<title>",
        "<meta/name='date'>",
        "text",
    ],
    "<time datetime='2021'>",
    "<script type='application/ld+json'>",
    "</script>",
    '{"@type":"Article","datePublished":5}',
    "<meta property='og:title' content='x | y'>",
    "<link rel='canonical' href='http://['>",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=8)), max_size=25))
def test_any_markup_gives_fields_or_an_error(parts: list[str]) -> None:
    with suppress(DocumentError):
        assert page_fields("<html>" + "".join(parts)).text.strip()
