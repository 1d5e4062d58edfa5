"""Sentences and paragraphs: where they end, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language import sentences, strip_proclitics

PIECES = st.sampled_from(
    [
        "قتل ",
        "شرطي",
        "Lt. Gen. ",
        "U.S. ",
        "3.5",
        "كم.",
        ". ",
        ".",
        "..",
        "…",
        "؟",
        "! ",
        "»",
        '"',
        "\n",
        "\n\n",
        " ",
        "a.m. ",
    ]
)


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@settings(deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=80)))
def test_sentences_hold_every_letter_once_at_their_offsets(text: str) -> None:
    found = sentences(text)
    end = 0
    for sentence in found:
        assert text[end : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        end = sentence.end
    assert text[end:].strip() == ""
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتل جنديان. وأصيب ثالث.", ["قُتل جنديان.", "وأصيب ثالث."]),
        ("قال المصدر ذلك.وأضاف أن القوة انسحبت.", ["قال المصدر ذلك.", "وأضاف أن القوة انسحبت."]),
        ("على بعد 3.5 كم. من المدينة", ["على بعد 3.5 كم.", "من المدينة"]),
        ("صرح د. أحمد بذلك", ["صرح د. أحمد بذلك"]),
        ("ما العمل؟ لا أحد يعرف", ["ما العمل؟", "لا أحد يعرف"]),
        ("«انتهى الأمر». ثم خرج", ["«انتهى الأمر».", "ثم خرج"]),
        ("«انتهى الأمر.» ثم خرج", ["«انتهى الأمر.»", "ثم خرج"]),
        ("تفجير في بعقوبة.. والضحايا عشرات", ["تفجير في بعقوبة.. والضحايا عشرات"]),
        ("دوو کەس کوژران. سێ کەسی تر بریندار بوون.", ["دوو کەس کوژران.", "سێ کەسی تر بریندار بوون."]),
        ("Lt. Gen. J. Smith of the U.S. Army spoke.", ["Lt. Gen. J. Smith of the U.S. Army spoke."]),
        ("It was 5 p.m. on Sunday. Two died.", ["It was 5 p.m. on Sunday.", "Two died."]),
        ("It was 5 p.m. The guards slept.", ["It was 5 p.m.", "The guards slept."]),
        ("See rudaw.net for No. 5. Done", ["See rudaw.net for No. 5.", "Done"]),
        ('He said: "Stop!" Then he fired.', ['He said: "Stop!"', "Then he fired."]),
        ("A blast hit Tuz... Nobody died", ["A blast hit Tuz...", "Nobody died"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_lines_are_paragraphs() -> None:
    found = sentences("العنوان\nالفقرة الأولى. جملة ثانية\n\nالفقرة الثانية")
    assert [(s.paragraph, s.text) for s in found] == [
        (0, "العنوان"),
        (1, "الفقرة الأولى."),
        (1, "جملة ثانية"),
        (2, "الفقرة الثانية"),
    ]


def test_lines_that_an_editor_wrapped_are_one_paragraph() -> None:
    text = (
        "Three soldiers were killed when a roadside bomb went off beside their\n"
        "patrol near the village of Lakja in the district of Makhmur, an army\n"
        "officer said. The attackers fled\n"
        "\n"
        "Another paragraph."
    )
    found = sentences(text)
    assert [s.paragraph for s in found] == [0, 0, 1]
    assert found[0].text.endswith("army\nofficer said.")


def test_the_article_keeps_its_quoted_village_in_one_sentence(shared: Path) -> None:
    text = next((shared / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    [sentence] = [s for s in sentences(text) if "(لاكجة)" in s.text]
    assert sentence.text.startswith("وأضاف")
    assert sentence.text.endswith("وجرح آخر.")


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("وبالرشاد", ("وبالرشاد", "بالرشاد", "الرشاد", "رشاد")),
        ("للجيش", ("للجيش", "الجيش", "جيش")),
        ("فلكركوك", ("فلكركوك", "لكركوك", "كركوك")),
        ("كركوك", ("كركوك", "ركوك")),
        ("الحويجه", ("الحويجه", "حويجه")),
        ("قريه", ("قريه",)),
        ("ول", ("ول",)),
        ("", ("",)),
    ],
)
def test_proclitics_come_off_one_by_one(word: str, stems: tuple[str, ...]) -> None:
    assert strip_proclitics(word) == stems


@settings(deadline=None)
@given(st.text("وفبلكالرشد", max_size=12))
def test_stems_grow_shorter_and_start_with_the_word(word: str) -> None:
    stems = strip_proclitics(word)
    assert stems[0] == word
    assert all(len(later) <= len(earlier) for earlier, later in pairwise(stems))
    assert all(stems[1:])
