"""Feeds of every kind, whole, broken and hostile: each entry a report, and what is wrong told with its place."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.documents import read_documents
from geomap.documents.markup import plain
from geomap.records import Document, Problem
from geomap.settings import Settings

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>مكتب نينوى</title><link>https://example.org</link><language>en-US</language>
<image><title>Logo</title><url>https://example.org/logo.png</url></image>
<item><title>هجوم قرب مخمور</title><link>https://example.org/1</link><guid isPermaLink="false">desk-1</guid>
<pubDate>Mon, 06 Sep 2021 22:30:00 GMT</pubDate><media:title>a photo</media:title><description>A lead.</description>
<content:encoded><![CDATA[<p>{ARABIC}</p><script>alert(1)</script><p>وأصيب&nbsp;<b>رابع</b>.</p>]]></content:encoded>
</item>
<item><title>Makhmur</title><guid>https://example.org/2</guid><dc:date xmlns:dc="http://purl.org/dc/elements/1.1/"
>2021-09-05</dc:date><source url="https://agency.example">Agency</source>
<description>{ENGLISH} &lt;br&gt;Salt &amp;amp; water.</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ckb"><id>urn:f</id>
<title type="html">A &amp;amp; B</title>
<entry><id>urn:1</id><title type="text">1 &lt; 2</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/1"/><published>2021-09-06T20:59:59Z</published><updated>2021-10-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SORANI}</p><p>دوو <i>کەس</i></p></div></content>
<source><id>urn:s</id><title>Elsewhere</title></source></entry></feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org"><title>Desk</title></channel>
<item rdf:about="https://example.org/1"><title>Attack</title><link>https://example.org/1</link>
<description>{ENGLISH}</description><dc:date>2021-09-06T10:00:00+03:00</dc:date></item></rdf:RDF>"""

OLD = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Desk</title><item><title>Attack</title><description>{ENGLISH} &eacute; &unknown; R&D
</description></item></channel></rss>"""

TODAY = date(2026, 1, 1)


def read(path: Path | str, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], **({"today": TODAY} | options)))  # type: ignore[arg-type]
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rss(*items: str) -> str:
    return f"<rss><channel><title>Desk</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def test_rss_gives_a_report_an_item(tmp_path: Path) -> None:
    path = written(tmp_path, "a.rss", RSS)
    [first, second], problems = read(path)
    assert not problems
    assert first == Document(
        id="desk-1",
        text=f"هجوم قرب مخمور\n\n{ARABIC}\n\nوأصيب رابع.",
        title="هجوم قرب مخمور",
        origin=f"{path}#1",
        url="https://example.org/1",
        source="مكتب نينوى",
        published=date(2021, 9, 7),
        published_basis="field",
        language="ar",
    )
    assert second.text == f"Makhmur\n\n{ENGLISH}\nSalt & water."
    assert (second.id, second.url, second.source) == ("https://example.org/2", "https://example.org/2", "Agency")
    assert (second.published, second.language) == (date(2021, 9, 5), "en")


def test_atom(tmp_path: Path) -> None:
    [document], problems = read(written(tmp_path, "a.atom", ATOM))
    assert not problems
    assert (document.id, document.url) == ("urn:1", "https://example.org/1")
    assert (document.title, document.source, document.language) == ("1 < 2", "Elsewhere", "ckb")
    assert document.text == f"1 < 2\n\n{SORANI}\n\nدوو کەس"
    assert document.published == date(2021, 9, 6)


def test_rdf(tmp_path: Path) -> None:
    [document], problems = read(written(tmp_path, "a.rdf", RDF))
    assert not problems
    assert (document.id, document.source, document.published) == ("https://example.org/1", "Desk", date(2021, 9, 6))


def test_names_of_html_and_lone_ampersands_in_an_old_feed(tmp_path: Path) -> None:
    [document], problems = read(written(tmp_path, "a.xml", OLD))
    assert not problems
    assert document.text == f"Attack\n\n{ENGLISH} é &unknown; R&D"


@pytest.mark.parametrize("name", ["-", "a.xml", "a.txt", "a"])
@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, OLD])
def test_a_feed_is_known_by_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, feed: str
) -> None:
    expected, _ = read(written(tmp_path, "a.rss", feed))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(feed.encode())))
    documents, problems = read(name if name == "-" else written(tmp_path, name, feed))
    assert not problems
    assert [d.text for d in documents] == [d.text for d in expected]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1256"])
def test_encodings_that_a_feed_says_truly(tmp_path: Path, encoding: str) -> None:
    feed = RSS.replace("UTF-8", encoding.removesuffix("-sig")).replace("قُ", "ق")
    documents, problems = read(written(tmp_path, "a.xml", feed.encode(encoding)))
    assert not problems
    assert ARABIC.replace("قُ", "ق") in documents[0].text


@pytest.mark.parametrize(
    ("said", "encoding", "what"),
    [("windows-1256", "utf-8", "it is UTF-8"), ("UTF-8", "windows-1256", "guessed"), ("klingon", "utf-8", None)],
)
def test_encodings_that_a_feed_says_wrongly(tmp_path: Path, said: str, encoding: str, what: str | None) -> None:
    feed = RSS.replace("UTF-8", said).replace("قُ", "ق")
    documents, problems = read(written(tmp_path, "a.xml", feed.encode(encoding)))
    assert ARABIC.replace("قُ", "ق") in documents[0].text
    assert [problem.skipped for problem in problems] == ([False] if what else [])
    assert all(what in problem.what for problem in problems if what)


@pytest.mark.parametrize("at", range(0, len(RSS), 37))
def test_what_stands_before_a_break_is_read(tmp_path: Path, at: int) -> None:
    path = written(tmp_path, "a.rss", RSS[:at])
    documents, problems = read(path)
    whole = RSS[:at].count("</item>")
    assert [d.origin for d in documents] == [f"{path}#{n + 1}" for n in range(whole)]
    begun = RSS[:at].count("<item>")
    if begun > whole:
        assert [(p.where, p.skipped) for p in problems] == [(f"{path}#{begun}", True)]
    else:
        assert problems


def test_entities_of_a_feeds_own_are_not_expanded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    feed = head + rss(f"<title>&l9;&file;</title><description>{ENGLISH}</description>")
    path = written(tmp_path, "a.xml", feed)
    [document], [problem] = read(path)
    assert document.text == f"&l9;&file;\n\n{ENGLISH}"
    assert (problem.where, problem.skipped) == (str(path), False)
    assert "entities" in problem.what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "no XML"),
        ("just words", "no XML"),
        ("<urlset><url><loc>https://example.org</loc></url></urlset>", "<urlset>"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>", "no end"),
        (rss(), "no entries"),
        ("<html><body><p>x</p></body></html>", "."),
        (b"\x7fELF\0\1\2\3" * 40, "no XML"),
    ],
)
def test_what_is_no_feed_is_told(tmp_path: Path, content: str | bytes, what: str) -> None:
    path = written(tmp_path, "a.xml", content)
    documents, [problem] = read(path)
    assert not documents
    assert what in problem.what
    assert (problem.where, problem.skipped) == (str(path), True)


def test_tags_that_do_not_match_cost_a_word_not_the_rest(tmp_path: Path) -> None:
    items = (
        f"<title>A</title><description>{ENGLISH}<br></description>",
        f"<description>{ENGLISH} Twice.</description>",
    )
    documents, [problem] = read(written(tmp_path, "a.xml", rss(*items)))
    assert [d.text for d in documents] == [f"A\n\n{ENGLISH}", f"{ENGLISH} Twice."]
    assert "not well-formed" in problem.what
    assert not problem.skipped


def test_entries_without_words_and_over_the_limit_are_told_by_number(tmp_path: Path) -> None:
    items = ("<link>x</link>", f"<title>{ENGLISH}</title>", f"<description>{'x ' * 600}</description>")
    path = written(tmp_path, "a.xml", rss(*items))
    [document], problems = read(path, settings=Settings(max_bytes=1000))
    assert (document.text, document.title) == (ENGLISH, "")
    assert [p.where for p in problems] == [f"{path}#1", f"{path}#3"]
    assert [p.skipped for p in problems] == [True, True]


@pytest.mark.parametrize(
    "last",
    ["The post <a href='x'>Attack</a> appeared first on <a>Desk</a>.", "ظهرت المقالة هجوم أولاً على <b>مكتب</b>."],
)
def test_what_a_sites_software_writes_under_an_entry_is_cut(tmp_path: Path, last: str) -> None:
    entries = (
        f"<p>{ENGLISH}</p><p>{last}</p>",
        f"<p>{last}</p>",
        f"<p>The post at Makhmur was attacked.</p><p>{ENGLISH}</p>",
    )
    feed = rss(*(f"<description><![CDATA[{entry}]]></description>" for entry in entries))
    first, second, third = read(written(tmp_path, "a.xml", feed), language="en")[0]
    assert first.text == ENGLISH
    assert second.text
    assert third.text == f"The post at Makhmur was attacked.\n\n{ENGLISH}"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "/relative"])
def test_links_that_are_no_addresses_are_left_out(tmp_path: Path, link: str) -> None:
    [document], _ = read(written(tmp_path, "a.xml", rss(f"<link>{link}</link><title>{ENGLISH}</title>")))
    assert document.url is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("no tags &amp; two\nlines < three", "no tags & two\nlines < three"),
        ("<p>one\ntwo</p><p>three<br>four", "one two\n\nthree\nfour"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a<script>if (1<2) alert('x')</script><style>p {}</style><svg><title>t</title></svg> b", "a b"),
        ("<p>می\u200cخواهم</p>", "می\u200cخواهم"),
        ("<p>&#0;&#55296;&nbsp;x</p>", "\ufffd\ufffd x"),
        ("<div>" * 50_000 + "deep", "deep"),
        ("<!-- <p>hidden</p> -->shown", "shown"),
        ('<a href="javascript:x">word</a><img src=x onerror=alert(1)>', "word"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain(markup) == text


MARKS = [
    "<",
    ">",
    "</",
    "/>",
    "&",
    ";",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE",
    "[",
    "]",
    "'",
    '"',
    "<?xml",
    "?>",
]
PIECES = [*MARKS, "<rss>", "<item>", "</item>", "<title>", "</title>", "<feed>", "<entry>", "x", "\0", "\ud800", "ق"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
def test_any_text_as_a_feed_gives_documents_or_problems(tmp_path: Path, text: str) -> None:
    for item in read_documents([written(tmp_path, "a.xml", text.encode("utf-8", "surrogatepass"))], language="en"):
        assert isinstance(item, Document | Problem)
    plain(text)
