"""Whatever the text: no crash, offsets that hold, and words for every field."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geomap.events
from geomap.events import extract
from geomap.events.lexicon import LANGUAGES, Lexicon
from geomap.records import Document, Mention

DATA = Path(geomap.events.__file__).parent / "data"
PIECES = st.sampled_from(
    [
        *("قتل", "وأصيب", "3", "جنود", "أمس", "في", "قرية", "(", ")", "،", ".", "بين", "و12", "بينهم", "آخر", "داعش"),
        *(
            "هجوم",
            "على",
            "الشرطة",
            "قضاء",
            "جنوب غربي",
            "30 كم",
            "مدينة",
            "بانفجار عبوة ناسفة",
            "كركوك",
            "\n",
            "«",
            "ـ",
        ),
        *(
            "killed",
            "two",
            "soldiers",
            "near",
            "Kirkuk",
            "between",
            "and",
            "bomb",
            "\u202b",
            "\u0000",
            "<script>",
            "😀",
        ),
        *("کوژران", "لە", "گوندی", "هێرش", "پێشمەرگە", "دوێنێ"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.data())
def test_any_text_is_read_with_true_offsets(text, language, data):
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    mentions = [Mention(a, b, text[a:b], ("iq.kirkuk.p.kirkuk",)) for a, b in spans if a < b]
    document = Document("d", text, published=date(2021, 9, 6), language=language)
    for event in extract(document, mentions):
        for evidence in event.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
        for place in event.places:
            assert text[place.start : place.end] == place.text
            assert all(place.start <= m.start and m.end <= place.end for m in place.mentions)
        assert 0 <= event.confidence <= 1


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_table_of_words_is_whole(path):
    tables = tomllib.loads(path.read_text("utf-8"))
    for label, table in tables.items():
        assert table["patterns"], label
        assert all(pattern.strip() == pattern and pattern for pattern in table["patterns"]), label
        if path.stem == "triggers":
            assert {"type", "subtype", "family", "rank", "weapons"} <= table.keys(), label
        if path.stem == "background":
            assert table["scope"] in ("words", "clause", "sentence", "none"), label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_topic(language):
    assert Lexicon.load(language) is Lexicon.load(language)
    topics = {path.stem for path in (DATA / language).glob("*.toml")}
    assert topics == {path.stem for path in (DATA / "ar").glob("*.toml")}
