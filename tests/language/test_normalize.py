"""The matching form: what becomes what, and the way back to the original's offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language import fold, fold_text

MIXED = st.text(
    st.sampled_from("أإآاىييئؤةهكگڕڵێۆەھـًَّْ٣۵٫٬،؟ Ḥâwîjaßıﬁﻻﷲ«»“’ʿ–\u200c\u200f\u202b\u00a0\n12aB."), max_size=60
)
ANY = st.text(max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("الأحد إلى آب ٱلرحمن", "الاحد الي اب الرحمن"),
        ("مُحَمَّدٌ", "محمد"),
        ("كــركــوك", "كركوك"),
        ("مسؤول رئيس قرية", "مسوول رييس قريه"),
        ("گوندی لوهێبان، ڕۆژی شەممە", "گوندي لوهيبان، روژي شهممه"),
        ("ه‌ه‌وال", "ههوال"),
        ("كوردستان", "كوردستان"),
        ("کوردستان", "كوردستان"),
        ("١٢ ۱۲ ３", "12 12 3"),
        ("٣٫٥ و١٬٢٠٠ و٥٠٪", "3.5 و1,200 و50%"),
        ("Ḥawîja Qara Tapa ’Anah", "hawija qara tapa 'anah"),
        ("Şengal Straße DIYARBAKIR İzmir", "sengal strasse diyarbakir izmir"),
        ("«النصر» “x” — y", '"النصر" "x" - y'),
        ("ﻻ ﷲ", "لا الله"),
        ("پێشمەرگە چۆمان ڤیان ژن", "پيشمهرگه چومان ڤيان ژن"),
        ("a\u00a0b\u202fc", "a b c"),
        ("", ""),
    ],
)
def test_spellings_become_one(written: str, folded: str) -> None:
    assert fold_text(written) == folded


def test_letters_that_tell_names_apart_stay_apart() -> None:
    for one, other in (("گ", "ك"), ("چ", "ج"), ("پ", "ب"), ("ژ", "ز"), ("ڤ", "ف")):
        assert fold_text(one) != fold_text(other)


def test_a_hamza_written_apart_folds_like_one_on_its_carrier() -> None:
    assert fold_text("ي\u0654") == fold_text("ئ")
    assert fold_text("ا\u0654") == fold_text("أ")
    assert fold_text("و\u0654") == fold_text("ؤ")


@settings(deadline=None)
@given(st.one_of(MIXED, ANY))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@settings(deadline=None)
@given(st.one_of(MIXED, ANY))
def test_folding_goes_character_by_character(text: str) -> None:
    """The offsets rest on this: what a character becomes does not hang on its neighbours."""
    assert fold_text(text) == "".join(map(fold_text, text))
    assert fold(text).text == fold_text(text)


@settings(deadline=None)
@given(st.one_of(MIXED, ANY))
def test_each_folded_character_leads_to_the_one_it_came_from(text: str) -> None:
    origins = [i for i, c in enumerate(text) for _ in fold_text(c)]
    folded = fold(text)
    assert [folded.source(i) for i in range(len(folded.text))] == origins
    assert folded.source(len(folded.text)) == len(text)
    for offset in range(len(text) + 1):
        expected = next((i for i, origin in enumerate(origins) if origin >= offset), len(origins))
        assert folded.at(offset) == expected


@settings(deadline=None)
@given(MIXED, st.data())
def test_a_span_of_the_original_folds_to_the_span_it_was_asked_for(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    i = data.draw(st.integers(0, len(folded.text)))
    j = data.draw(st.integers(i, len(folded.text)))
    start, end = folded.span(i, j)
    assert 0 <= start <= end <= len(text)
    assert folded.text[i:j] in fold_text(text[start:end])


@given(st.one_of(MIXED, ANY))
def test_aligned_text_has_every_character_where_it_stood(text: str) -> None:
    folded = fold(text)
    if folded.is_aligned:
        assert [folded.source(i) for i in range(len(text) + 1)] == list(range(len(text) + 1))


def test_a_span_keeps_the_vowel_signs_of_its_last_letter() -> None:
    text = "في قريةٍ قرب"
    start, end = fold(text).span(3, 7)
    assert text[start:end] == "قريةٍ"


def test_offsets_cost_nothing_where_nothing_was_deleted() -> None:
    text = "قتل ثلاثة جنود في قضاء مخمور"
    assert fold(text)._runs is None
    assert fold(text).span(4, 9) == (4, 9)
