"""Words and figures of a folded text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geomap.language import fold_text, numbers
from geomap.language.tokens import runs, tokens


@given(st.text())
def test_runs_and_gaps_are_the_whole_text(text: str) -> None:
    found = runs(text)
    pieces = [piece for pair in zip(found.gaps, [*found.texts, ""], strict=True) for piece in pair]
    assert "".join(pieces) == text
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == list(found.texts)


@given(st.text(alphabet="اب و12٣-/.:_ \n(a)", max_size=60))
def test_tokens_stand_in_order_where_they_say(text: str) -> None:
    folded = fold_text(text)
    found = tokens(folded)
    spans = list(zip(found.starts, found.ends, strict=True))
    assert [folded[start:end] for start, end in spans] == found.texts
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(0 <= token < len(found) for token in found.kinds)


def test_kinds_of_figures() -> None:
    found = tokens("في 5/9/2021 الساعة 6:40 قتل و12 جنديا قرب k1 ")
    kinds = {text: found.kinds.get(i, "word") for i, text in enumerate(found.texts)}
    assert (kinds["5/9/2021"], kinds["6:40"], kinds["12"], kinds["k1"]) == ("date", "time", "figure", "code")
    assert kinds["قتل"] == "word"


def test_the_words_of_a_hashtag_are_words() -> None:
    assert [(n.low, n.text) for n in numbers("#مقتل_عشرين_جنديا", "ar")] == [(20, "عشرين")]
