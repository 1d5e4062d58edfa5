"""Letters join, text runs in its direction, hostile text is text; a letter that no font has is never a silent box."""

from __future__ import annotations

import json
import re
import string
import unicodedata
from pathlib import Path

import matplotlib.font_manager as fonts
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font, LoadFlags
from sample_table import HOSTILE

from geomap.errors import InputError, LanguageError, MapError
from geomap.maps.figures import speech
from geomap.maps.figures.lettering import LONGEST, Lettering, is_rtl, legible
from geomap.maps.figures.speech import LANGUAGES, Speech

DEJAVU = "DejaVu Sans"
SORANI = "ڕۆژی یەکشەممە لە گوندی ڵاکجەی قەزای مەخموور هێرش کرا"


def glyphs(text: str, family: str = DEJAVU) -> list[str]:
    """Return the names of the glyphs that matplotlib draws for `text`, from left to right."""
    font = FT2Font(fonts.findfont(family))
    return [font.get_glyph_name(item.glyph_index) for item in font._layout(text, LoadFlags.NO_HINTING)]


def test_arabic_letters_take_their_joined_forms() -> None:
    alone = set(glyphs("ك ر ك و ك"))
    joined = glyphs("كركوك")
    assert joined != glyphs("ك ر ك و ك")
    assert len(joined) == 5
    assert not {name for name in joined if name in alone} >= set(joined), joined


def test_a_word_is_narrower_than_its_letters_and_runs_from_right_to_left() -> None:
    letters = Lettering.of(DEJAVU)
    assert letters.width("كركوك", 10) < 0.9 * sum(letters.width(sign, 10) for sign in "كركوك")
    assert glyphs("لا") != glyphs("ا" + "ل")
    left_to_right = glyphs("ab")
    assert left_to_right == ["a", "b"]
    assert glyphs("سر")[0] != glyphs("رس")[0]
    font = FT2Font(fonts.findfont(DEJAVU))
    first, last = font._layout("ب1", LoadFlags.NO_HINTING)
    assert (first.char, last.char) == ("1", "ب")


@pytest.mark.parametrize("sign", "ڕڵۆێە")
def test_every_sorani_letter_is_in_the_font_that_matplotlib_brings(sign: str) -> None:
    letters = Lettering((DEJAVU,))
    assert letters.shown(sign) == sign
    assert not letters.missing
    assert letters.width(f"ب{sign}", 10) != letters.width("ب", 10)


def test_sorani_letters_join_to_what_stands_before_them() -> None:
    for sign in "ڕڵۆێە":
        assert glyphs(f"ب{sign}") != [*glyphs(sign), *glyphs("ب")], sign


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_one_harmless_line(text: str) -> None:
    line = legible(text)
    assert len(line) <= LONGEST
    assert not re.search(r"[\n\r\u2028\u2029\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)


@given(st.text(max_size=400))
def test_no_text_keeps_what_acts_on_its_surroundings(text: str) -> None:
    line = legible(text)
    assert len(line) <= LONGEST
    assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert legible(line) == line


def test_an_override_is_written_out_and_what_is_cut_is_said() -> None:
    assert legible("a\u202eb") == "a[U+202E]b"
    assert legible("x" * 5000).endswith("…")
    assert legible("a\u200db") == "a\u200db"


@given(st.lists(st.text(string.ascii_letters + "كر", min_size=1, max_size=60), max_size=12), st.integers(20, 90))
@settings(max_examples=40, deadline=None)
def test_wrapped_lines_fit_and_lose_nothing(words: list[str], room: int) -> None:
    letters = Lettering.of(DEJAVU)
    lines = letters.wrapped(" ".join(words), 7, room, most=10_000)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(letters.width(line, 7) <= room for line in lines)


def test_lines_beyond_the_most_are_cut_with_an_ellipsis() -> None:
    lines = Lettering.of(DEJAVU).wrapped("word " * 200, 7, 60, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_letter_that_no_font_has_is_replaced_and_remembered() -> None:
    letters = Lettering((DEJAVU,))
    assert letters.shown("漢字 Kirkuk") == "\ufffd\ufffd Kirkuk"
    assert letters.missing == {"漢", "字"}


def test_a_family_that_is_not_here_is_refused() -> None:
    with pytest.raises(InputError, match="no font 'No Such Family'"):
        Lettering.of("No Such Family")


def test_fonts_without_the_language_s_letters_are_refused() -> None:
    latin = Lettering(("cmr10",))
    latin.check(["Kirkuk"], "en")
    with pytest.raises(MapError, match="language 'ar'"):
        latin.check(["كركوك"], "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_that_matplotlib_brings_can_say_all_words_of_a_language(language: str) -> None:
    Lettering((DEJAVU,)).check(Speech.of(language).texts(), language)


def test_languages_have_the_same_words() -> None:
    folder = Path(speech.__file__).parent / "words"
    english, *others = (json.loads((folder / f"{code}.json").read_text(encoding="utf-8")) for code in LANGUAGES)

    def slots(words: object) -> object:
        if isinstance(words, dict):
            forms = {key: slots(value) for key, value in words.items()}
            return forms if "other" not in words or "air" in words else slots(words["other"])
        return set(re.findall(r"\{\w+\}", str(words)))

    for other in others:
        assert slots(other) == slots(english)


def test_numerals_dates_and_plurals_are_those_of_the_locale() -> None:
    from datetime import date

    day = date(2021, 9, 4)
    assert Speech.of("en").day(day) == "4 September 2021"
    assert Speech.of("ar").day(day) == "٤ أيلول ٢٠٢١"
    assert Speech.of("ckb").day(day) == "٤ی ئەیلوولی ٢٠٢١"
    assert Speech.of("ar").number(1234.5) == "١٬٢٣٤٫٥"
    assert [Speech.of("ar").count("counts", n) for n in (0, 1, 2, 3, 11, 100)] == [
        "لا حوادث", "حادث واحد", "حادثان", "٣ حوادث", "١١ حادثًا", "١٠٠ حادث",
    ]  # fmt: skip
    assert Speech.of("en").distance(0.25) == "250 m"


def test_braces_of_values_stay_what_they_are() -> None:
    assert Speech.of("en").say("sources", makers="{n} {makers}") == "Sources: {n} {makers}."


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="'fr'"):
        Speech.of("fr")


def test_direction_is_that_of_the_first_letter() -> None:
    assert is_rtl("«١٢» كركوك Kirkuk")
    assert is_rtl(SORANI)
    assert not is_rtl("12 Kirkuk كركوك")
    assert not is_rtl("12 …")
