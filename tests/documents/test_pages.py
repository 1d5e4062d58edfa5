"""Pages around reports: what is cut, what is never cut, and the dates that pages write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents import document_from_text, identify
from geomap.documents.furniture import cut
from geomap.documents.page_dates import dateline, page_clock

BODY = "قُتل ثلاثة جنود وأصيب رابع في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني."
HEADLINE = "مقتل ثلاثة جنود في هجوم قرب مخمور"


def page(*lines: str) -> str:
    return "\n".join(lines)


def test_the_article_is_cut_out_of_its_page(shared: Path) -> None:
    text = next((shared / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    document = document_from_text(text)
    assert document.text.startswith("هجمات كركوك تستدعي")
    assert document.text.count("هجمات كركوك تستدعي") == 1
    assert document.text.endswith("في غضون أسابيع.")
    assert document.title == document.text.split("\n")[0]
    assert (document.published, document.published_basis) == (date(2024, 11, 16), "page header")
    assert "--published" in document.warnings[0]
    for line in text.split("\n"):
        if len(line) > 120:
            assert line.strip() in document.text
    given_date = document_from_text(text, published=date(2021, 9, 6))
    assert (given_date.published, given_date.published_basis) == (date(2021, 9, 6), "given")
    assert not given_date.warnings
    assert given_date.id == document.id


def test_menus_clocks_and_repeats_go() -> None:
    text = page(
        "الأحد، 5 أيلول 2021 - 10:30",
        "بحث",
        "القائمة",
        "الرياضة والشباب",
        HEADLINE,
        "",
        HEADLINE,
        "",
        BODY,
        "مشاركة",
        "طباعة",
    )
    assert cut(text).lines == (HEADLINE, "", BODY)
    assert cut(text).clock == date(2021, 9, 5)


@pytest.mark.parametrize(
    "label", ["تاريخ النشر: ", "نُشر في ", "Published: ", "Posted on ", "Published on: Sunday, ", "بڵاوکراوەتەوە: "]
)
def test_a_page_that_says_when_its_report_was_published(label: str) -> None:
    text = page("16 نوفمبر، 2024 6:40 م", HEADLINE, f"{label}5 September 2021", "Updated: 7 September 2021", BODY)
    document = document_from_text(text)
    assert (document.published, document.published_basis, document.warnings) == (date(2021, 9, 5), "text", ())
    assert document.text == page(HEADLINE, BODY)


def test_of_two_clocks_the_one_below_the_headline_counts() -> None:
    text = page("16 نوفمبر، 2024 6:40 م", HEADLINE, "5 أيلول 2021", BODY)
    assert cut(text).clock == date(2021, 9, 5)
    assert cut(page("5 أيلول 2021", "16 نوفمبر 2024", HEADLINE, BODY)).clock == date(2021, 9, 5)


def test_an_english_page() -> None:
    body = "Three soldiers were killed in an attack on a checkpoint near Makhmur, an officer said."
    text = page(
        "Skip to content", "MENU", "Search", "Three soldiers killed near Makhmur", "Sept. 5, 2021 6:40 PM", body,
        "Tags: army", "Share this:", "Related news", "Two arrested in Kirkuk", "Oil price falls",
    )  # fmt: skip
    assert cut(text).lines == ("Three soldiers killed near Makhmur", body)
    assert cut(text).clock == date(2021, 9, 5)


def test_links_to_other_reports_go_wherever_they_stand() -> None:
    assert cut(page(HEADLINE, BODY, "اقرأ أيضاً: مقتل 20 شخصا في بغداد", BODY)).lines == (HEADLINE, BODY, BODY)


@pytest.mark.parametrize(
    "heading", ["أخبار ذات صلة", "مواضيع ذات صلة:", "Related articles", "بابەتی پەیوەندیدار", "RELATED NEWS"]
)
def test_links_under_a_heading_go_with_it(heading: str) -> None:
    assert cut(page(HEADLINE, BODY, heading, "مقتل 20 شخصا في بغداد", "انفجار في ديالى")).lines == (HEADLINE, BODY)


def test_a_heading_amid_the_report_goes_alone() -> None:
    assert cut(page(HEADLINE, BODY, "أخبار ذات صلة", "مقتل 20 في بغداد", BODY)).lines == (
        HEADLINE,
        BODY,
        "مقتل 20 في بغداد",
        BODY,
    )


def test_a_headline_of_three_words_stays() -> None:
    assert cut(page("بحث", "القائمة", "هجوم قرب مخمور", BODY)).lines == ("هجوم قرب مخمور", BODY)
    assert cut(page("هجوم قرب مخمور", BODY)).lines == ("هجوم قرب مخمور", BODY)


PROSE = st.sampled_from(
    [BODY, BODY + " " + BODY, "Three soldiers were killed in an attack near Makhmur on Sunday morning."]
)
FURNITURE = st.sampled_from(
    ["بحث", "Search", "أخبار ذات صلة", "مشاركة", "", HEADLINE, "16 نوفمبر، 2024 6:40 م", "Related news", "©"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(PROSE, FURNITURE), max_size=12))
def test_no_sentence_of_a_report_is_ever_cut(lines: list[str]) -> None:
    kept = cut(page(*lines)).lines
    assert [line for line in kept if len(line) > 60] == [line for line in lines if len(line) > 60]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_becomes_lines_of_itself(text: str) -> None:
    document = document_from_text(text, language="ar")
    pieces = set("".join(c if c.isprintable() or c == "\n" else "\n" for c in text).replace(" ", "\n").split("\n"))
    for word in document.text.split():
        assert any(word in piece or piece in word for piece in pieces)


def test_a_title_given_apart_is_the_first_line_once() -> None:
    assert document_from_text(BODY, title=HEADLINE).text == f"{HEADLINE}\n\n{BODY}"
    assert document_from_text(page(HEADLINE, "", BODY), title=f" {HEADLINE}  ").text == f"{HEADLINE}\n\n{BODY}"
    assert document_from_text(BODY, title=HEADLINE).title == HEADLINE


def test_line_ends_and_control_characters_are_made_plain() -> None:
    document = document_from_text("one\r\ntwo\rthree\u2028four\0five\ud800", title="t\x07itle", language="en")
    assert document.text == "t itle\n\none\ntwo\nthree\nfour five\ufffd"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("16 نوفمبر، 2024 6:40 م", date(2024, 11, 16)),
        ("السبت، 16 تشرين الثاني 2024", date(2024, 11, 16)),
        ("١٦ نوفمبر ٢٠٢٤", date(2024, 11, 16)),
        ("16 تشرين الثاني/نوفمبر 2024 - 18:40", date(2024, 11, 16)),
        ("Saturday, November 16, 2024", date(2024, 11, 16)),
        ("Nov. 16, 2024 6:40 PM", date(2024, 11, 16)),
        ("16 November 2024 at 18:40", date(2024, 11, 16)),
        ("16/11/2024", date(2024, 11, 16)),
        ("2024-11-16 18:40", date(2024, 11, 16)),
        ("2024-11-16T18:40:00+03:00", date(2024, 11, 16)),
        ("18:40 16-11-2024", date(2024, 11, 16)),
        ("16ی تشرینی دووەم 2024", date(2024, 11, 16)),
        ("31 شباط 2024", None),
        ("16 نوفمبر", None),
        ("قتل 16 شخصا في 2024", None),
        ("في 16 نوفمبر 2024 قتل جندي", None),
        ("", None),
    ],
)
def test_page_clocks(line: str, day: date | None) -> None:
    assert page_clock(line) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("كركوك – 28 نيسان 2020: أصيب ثلاثة", date(2020, 4, 28)),
        ("بغداد - الأحد 5 أيلول/سبتمبر 2021 - قتل", date(2021, 9, 5)),
        ("بغداد (5 أيلول 2021) قتل", date(2021, 9, 5)),
        ("KIRKUK, Iraq, Dec. 28, 2019 - More than 30 rockets", date(2019, 12, 28)),
        ("BAGHDAD, 5 September 2021 — Police said", date(2021, 9, 5)),
        ("داقووق، 25ی ئابی 2019", date(2019, 8, 25)),
        ("هزم التنظيم في كركوك، 2017 كان عامه الأخير", None),
        ("قتل ثلاثة جنود في كركوك يوم 5 أيلول 2021 وأصيب رابع", None),
        ("The attack of May 5, 2021 killed", None),
        ("", None),
    ],
)
def test_datelines(line: str, day: date | None) -> None:
    assert dateline(line) == day


def test_a_dateline_counts_more_than_a_page_clock_and_less_than_a_given_day() -> None:
    text = page("16 نوفمبر، 2024 6:40 م", HEADLINE, "", "كركوك – 28 نيسان 2020: " + BODY)
    document = document_from_text(text)
    assert (document.published, document.published_basis, document.warnings) == (date(2020, 4, 28), "text", ())
    assert document_from_text(text, published=date(2020, 4, 29)).published_basis == "given"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "ar"),
        ("هێرشێکی داعش لە نزیک کەرکووک سێ کوژراوی لێ کەوتەوە", "ckb"),
        ("Three soldiers were killed in the attack, the army said on Sunday.", "en"),
        ("قتل", "ar"),
        ("Kirkuk", "en"),
        ("12345", "ar"),
        ("", "ar"),
        ("أعلن حزب PKK في بيان عبر Telegram مسؤوليته عن الهجوم على قاعدة تركية", "ar"),
        ("گوندی پاڵکانە", "ckb"),
        ("October 8th 2017: القائم (I667) Al Qaim, West Anbar province, Iraq", "en"),
        ("Iraqi forces recapture Tikrit university", "en"),
        ("Iraq bombings leave 20 dead, dozens hurt", "en"),
        ("Irak: un attentat fait 12 morts dans un quartier de Bagdad", "fr"),
        ("Irak'ta bombalı saldırı: 12 kişi hayatını kaybetti", "tr"),
        ("Irak: Viele Tote und Verletzte nach Anschlag", "de"),
        ("حي النور، الجانب الأيسر Al Noor", "ar"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert identify(text) == language


def test_the_reference_sentences_are_sorani(shared: Path) -> None:
    path = shared / "data" / "eval" / "sorani_sentences" / "iraq_incident_sentences_ckb.tsv"
    lines = [line.split("\t")[-1] for line in path.read_text(encoding="utf-8").splitlines()]
    assert {identify(line) for line in lines} == {"ckb"}
