"""One text in several prints is one report: known whatever was changed in it, told once, dated by the first print."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.geodesy import circle
from geomap.merge import Fingerprint, fingerprint, join, merge, unmerge
from geomap.merge.reprints import DAYS, marked, originals
from geomap.pipeline import run
from geomap.records import Count, Document, Event, Evidence, Incident, Location, Report, When

MONDAY = date(2021, 9, 6)
ATTACK = (
    "هجوم على نقطة للشرطة الاتحادية في أطراف الرشاد\n\n"
    "قال مصدر أمني إن مسلحين هاجموا فجر أمس الأحد نقطة مرابطة للشرطة الاتحادية في أطراف ناحية الرشاد جنوب غربي كركوك، "
    "ما أدى إلى مقتل ثلاثة عشر شرطيا وإصابة خمسة آخرين بجروح متفاوتة. وأضاف المصدر أن المهاجمين استخدموا بنادق قنص "
    "وقنابل يدوية وفجروا عبوتين ناسفتين على قوة جاءت لنجدة النقطة قبل أن يلوذوا بالفرار باتجاه وادي الشاي."
)
OTHER = (
    "عبوة ناسفة تقتل ثلاثة من الشرطة في أطراف داقوق\n\n"
    "قال مصدر أمني إن عبوة ناسفة انفجرت فجر أمس الأحد لدى مرور دورية للشرطة الاتحادية في أطراف قضاء داقوق جنوبي كركوك، "
    "ما أدى إلى مقتل ثلاثة من عناصر الدورية وإصابة خمسة آخرين بجروح متفاوتة نقلوا على إثرها إلى مستشفى المدينة. "
    "وأضاف المصدر أن قوة من الجيش وصلت إلى المكان وبدأت عملية تفتيش بحثا عن المنفذين."
)
ENGLISH = (
    "Gunmen attacked a federal police post on the edge of Rashad at dawn on Sunday, killing thirteen policemen and "
    "wounding five, a security source said. The attackers used sniper rifles and hand grenades, and set off two bombs "
    "against a force that came to help before they fled towards Wadi al-Shay, the source added."
)


def document(id: str, text: str, day: date | None = MONDAY) -> Document:
    return Document(id, text, published=day)


def firsts(*documents: Document) -> dict[str, str]:
    return originals(map(fingerprint, documents))


HEADLINE = ATTACK.replace("هجوم على نقطة للشرطة الاتحادية في أطراف الرشاد", "عاجل: مجزرة بحق الشرطة في كركوك")
CHANGED = {
    "the same": ATTACK,
    "another headline": HEADLINE,
    "a sentence more": ATTACK + " ولم تعلن أي جهة مسؤوليتها عن الهجوم حتى ساعة إعداد هذا الخبر.",
    "shortened": ATTACK[: ATTACK.index(" وأضاف المصدر")],
    "forwarded": "محول من قناة أخبار كركوك\n" + ATTACK + "\n@kirkuk_news",
    "other digits and marks": ATTACK.replace("إن ", "إنَّ ").replace("أ", "ا"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_print_is_known(change: str) -> None:
    assert firsts(document("a", ATTACK), document("b", CHANGED[change])) == {"b": "a"}


def test_digits_of_three_scripts_are_one() -> None:
    text = "قتل 13 شرطيا وأصيب 5 في هجوم وقع عند الساعة 4 فجرا"
    assert firsts(document("a", text), document("b", text.replace("13", "١٣").replace("5", "۵"))) == {"b": "a"}


@pytest.mark.parametrize("other", [OTHER, ENGLISH, "انفجار في كركوك", ""])
def test_another_text_is_none(other: str) -> None:
    assert firsts(document("a", ATTACK), document("b", other)) == {}


def test_two_lines_of_news_within_a_report_are_no_print_of_it() -> None:
    assert firsts(document("a", ATTACK), document("b", "مقتل ثلاثة عشر شرطيا وإصابة خمسة آخرين بجروح")) == {}


def test_a_like_text_of_another_week_is_a_like_event() -> None:
    later = document("b", ATTACK, MONDAY + timedelta(DAYS + 1))
    assert firsts(document("a", ATTACK), later) == {}


def test_the_original_is_the_first_published_then_the_smallest_id() -> None:
    prints = [document("c", ATTACK, None), document("b", ATTACK), document("a", ATTACK, MONDAY + timedelta(1))]
    assert firsts(*prints) == {"a": "b", "c": "b"}
    assert firsts(document("z", ATTACK), document("y", ATTACK)) == {"z": "y"}


def test_a_series_of_statements_does_not_chain_into_one() -> None:
    words = [f"w{n}" for n in range(300)]
    series = [document(f"d{n:02}", " ".join(words[n * 30 : n * 30 + 100])) for n in range(6)]
    assert "d05" not in firsts(*series) or firsts(*series)["d05"] != "d00"


def test_a_formula_that_opens_many_reports_costs_no_more() -> None:
    head = "قال مصدر أمني لوكالتنا اليوم إن "
    texts = [head + " ".join(f"{word}{n}" for word in "abcdefghijklmnop") for n in range(400)]
    assert firsts(*(document(f"d{n}", text) for n, text in enumerate(texts))) == {}


@given(st.permutations([("a", 0), ("b", 0), ("c", 1), ("d", 2), ("e", 0)]), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(order: list[tuple[str, int]], chance: random.Random) -> None:
    texts = dict(zip("abcde", [ATTACK, HEADLINE, CHANGED["shortened"], OTHER, CHANGED["forwarded"]], strict=True))
    assert firsts(*(document(id, texts[id], MONDAY + timedelta(days)) for id, days in order)) == {
        "b": "a",
        "c": "a",
        "e": "a",
    }


@given(st.text(max_size=300))
def test_any_text_has_a_fingerprint_and_is_its_own_reprint(text: str) -> None:
    one = fingerprint(document("a", text))
    assert list(one.hashes) == sorted(set(one.hashes))
    assert originals([one, replace(one, id="b")]) == {"b": "a"}


def incident(
    report: str, text: str = "هاجموا نقطة للشرطة الاتحادية في أطراف ناحية الرشاد", **given: object
) -> Incident:
    """What is read from a print that came out `days` late: its "yesterday" is late by as much."""
    days = int(str(given.pop("days", 0)))
    start, killed = int(str(given.pop("start", 0))), int(str(given.pop("killed", 13)))
    sunday = MONDAY + timedelta(days - 1)
    event = Event(
        report,
        "Battles",
        "Armed clash",
        When(sunday, sunday, "day", "relative"),
        Count.exactly(killed),
        perpetrator="IS",
        target="Federal Police",
        evidence=(Evidence("sentence", report, start, start + len(text), text),),
    )
    lon = float(str(given.pop("lon", 44.08)))
    where = Location("الرشاد", None, lon, 35.13, 3.0, circle(lon, 35.13, 3.0), "named")
    published = (MONDAY + timedelta(days)).isoformat()
    return Incident(event, where, (Report(report, published=published, language="ar"),), confidence=0.6)


def prints(*ids: str) -> list[Fingerprint]:
    return [fingerprint(document(id, ATTACK)) for id in ids]


def test_a_reprint_is_listed_and_counts_for_nothing() -> None:
    (one,) = merge([incident("a"), incident("b", days=1)], prints=prints("a", "b"))
    assert [(report.id, report.reprint_of) for report in one.reports] == [("a", None), ("b", "a")]
    assert one.sources == 1
    assert one.confidence == 0.6
    assert one.merge_reasons[0] == "b prints the text of a again: the same passage."
    assert one.row()["reports"][1]["reprint_of"] == "a"


def test_yesterday_counts_from_the_first_print() -> None:
    (one,) = merge([incident("a"), incident("b", days=3)], prints=prints("a", "b"))
    assert (one.event.when.start, one.event.when.end) == (MONDAY - timedelta(1), MONDAY - timedelta(1))
    assert one.warnings == ()


@given(copies=st.integers(1, 12))
def test_any_number_of_copies_is_one_report(copies: int) -> None:
    ids = [f"c{n:02}" for n in range(copies)]
    (one,) = merge([incident(id) for id in ids], prints=prints(*ids))
    alone = incident(ids[0])
    assert (one.sources, one.confidence) == (1, alone.confidence)
    assert len(one.reports) == copies
    assert (one.event.when, one.event.killed, one.event.perpetrator) == (
        alone.event.when,
        alone.event.killed,
        alone.event.perpetrator,
    )


def test_copies_do_not_outvote_another_report() -> None:
    copies = [incident(id) for id in "abc"]
    other = replace(incident("d"), event=replace(incident("d").event, event_type="Battles", sub_event_type="Attack"))
    earlier = replace(other, reports=(replace(other.reports[0], published="2021-09-05"),))
    (one,) = merge([*copies, earlier], prints=prints("a", "b", "c"))
    assert one.event.sub_event_type == "Attack"
    assert one.sources == 2


def test_several_incidents_of_a_reprint_join_each_its_own() -> None:
    made = [
        incident(report, text, start=start, killed=killed, lon=lon)
        for report in "ab"
        for text, start, killed, lon in (
            ("انفجرت عبوة ناسفة لدى مرور دورية في أطراف القرية", 0, 2, 44.08),
            ("هاجم مسلحون حاجزا للجيش شرقي البلدة وقتلوا", 90, 9, 44.08),
            ("قصفت مدفعية قرية أخرى في مكان بعيد عنها", 180, 5, 45.3),
        )
    ]
    joined = merge(made, prints=prints("a", "b"))
    assert len(joined) == 3
    for one in joined:
        first, second = one.members
        assert first.evidence[0].text == second.evidence[0].text


def test_marks_last_without_fingerprints_and_lead_to_the_first_print() -> None:
    joined = merge([incident("b"), incident("c")], prints=prints("b", "c"))
    assert merge(joined) == joined
    again = marked([m for i in joined for m in unmerge(i)], prints("a", "b"))
    assert [i.reports[0].reprint_of for i in again] == ["a", "a"]


def test_within_reports_reprints_stay_reports() -> None:
    two = merge([incident("a"), incident("b")], across=False, prints=prints("a", "b"))
    assert {one.reports[0].id: one.reports[0].reprint_of for one in two} == {"a": None, "b": "a"}


def test_a_text_that_two_files_hold_is_one_report_of_one_incident(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(ATTACK, encoding="utf-8")
    result = run([tmp_path], published=MONDAY)
    assert [problem.what[:34] for problem in result.problems] == ["The same text was there before: it"]
    assert {(len(one.reports), one.sources) for one in result.incidents} == {(2, 1)}


def shuffled(made: Sequence[Incident], chance: random.Random) -> list[Incident]:
    return chance.sample(list(made), len(made))


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False), cut=st.integers(0, 6))
def test_late_reports_join_as_if_all_had_come_at_once(chance: random.Random, cut: int) -> None:
    made = [incident("a"), incident("b", days=1), incident("c", killed=14), incident("d", lon=45.3)]
    made += [incident("e", days=1, lon=45.3), incident("f", killed=40, lon=44.7)]
    known = prints("a", "b")
    mixed = shuffled(made, chance)
    old = merge(mixed[:cut], prints=known)
    joined = join(old, mixed[cut:], prints=known)
    assert tuple(replace(one, known_as=None) for one in joined) == merge(made, prints=known)
    ids = {one.id for one in joined}
    assert len(ids) == len(joined)
    taken = {m.id: one.id for one in joined for m in unmerge(one)}
    for before in old:
        assert taken[unmerge(before)[0].id] in {one.id for one in old}


def test_an_old_incident_keeps_its_id_when_an_earlier_report_comes_late() -> None:
    (old,) = merge([incident("b", days=1)])
    (now,) = join([old], [incident("a", killed=13)], prints=prints("a", "b"))
    assert now.id == old.id
    assert [report.id for report in now.reports] == ["a", "b"]
    assert unmerge(now)[1].id == old.id
