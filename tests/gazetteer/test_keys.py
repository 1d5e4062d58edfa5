"""One key per name, however it is spelt."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.gazetteer.keys import bare_form, closeness, form, key, sound

SAME_NAME = [
    ("Hawija", "al-Hawijah", "Al Hawija", "Huwayjah", "Hawīja", "Ḥawīǧa", "Hewîce", "الحويجة", "حويجه", "حەویجە"),
    ("Kirkuk", "Karkuk", "Kerkûk", "Kirkūk", "كركوك", "کرکوک", "کەرکووک", "كَرْكُوك", "كركـوك"),
    ("Tuz Khurmatu", "Tooz Khormato", "Tuz-Khurmatu", "Tūz Khurmātū", "طوز خورماتو", "طوزخورماتو", "طوز خرماتو"),
    ("Sinjar", "Sinjār", "Senjar", "سنجار", "سِنجار"),
    ("Mosul", "Mossul", "Mūsil", "الموصل", "موصل"),
    ("Baiji", "Bayji", "Beiji", "بيجي", "بيجى"),
    ("Khanaqin", "Khanakin", "Xaneqîn", "خانقين", "خانەقین"),
    ("Rashad", "al-Rashad", "Ar-Rashād", "er-Reshad", "الرشاد", "ڕەشاد"),
    ("Riyadh", "ar-Riyāḍ", "Riyād", "الرياض"),
    ("Abbasi", "al-ʿAbbāsī", "العباسي"),
    ("Tal Afar", "Tall 'Afar", "Telafar", "تل عفر", "تلعفر"),
    ("Dibis", "Dibbis", "ad-Dibis", "الدبس"),
    ("Baquba", "Ba'quba", "Baqubah", "بعقوبة", "بەعقووبە"),
]


@pytest.mark.parametrize("spellings", SAME_NAME, ids=lambda names: names[0])
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    keys = {spelling: key(spelling) for spelling in spellings}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kirkuk", "Karbala"), ("Mosul", "Amadiya"), ("Rashad", "Rawa"), ("الموصل", "الرمادي"), ("Zab", "Zummar")],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_an_article_alone_is_a_word() -> None:
    assert bare_form("al-Hawija") == bare_form("Hawija") == "hawija"
    assert form("Al") == bare_form("Al") == "al"


def test_a_name_without_letters_has_no_key() -> None:
    assert key("") == key("…") == key(" - ") == ""


def test_numbers_are_part_of_a_name() -> None:
    assert key("K1") != key("K2")


def test_closeness_orders_spellings() -> None:
    same, article, vowel, other = (closeness("Kirkuk", name) for name in ("KIRKUK", "al-Kirkuk", "Karkuk", "Karbala"))
    assert same == 1.0 > article > vowel > other


names = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئءپچگڤژەێۆڕڵ ", max_size=20) | st.text(
    alphabet="abcdefghijklmnopqrstuvwxyz'- āīūḥṭêîûşç", max_size=20
)
decorations = st.sampled_from(["\u0640", "\u064e", "\u0650", "\u200c", "\u200f", "\u0651"])


@given(names)
def test_case_and_spaces_change_no_key(name: str) -> None:
    assert key(name.upper()) == key(name.lower())
    assert key(f" {name} ") == key(name)


@given(st.text(alphabet="ابتجحدرسشصطعفقكلمنوي", min_size=1, max_size=12), st.integers(0, 12), decorations)
def test_marks_inside_change_no_key(name: str, at: int, mark: str) -> None:
    assert key(name[:at] + mark + name[at:]) == key(name)
    assert form(name[:at] + mark + name[at:]) == form(name)


@given(st.text(alphabet="بتجحدرسشصطعفقكلمن", min_size=3, max_size=12))
def test_the_article_changes_no_sound(name: str) -> None:
    assert sound(f"ال{name}") == sound(name)
    assert key(f"ال{name}") == key(name)


@given(names)
@example("ء ء")  # words of nothing but letters that are left out
def test_form_is_settled(name: str) -> None:
    assert form(form(name)) == form(name)


@given(names, names)
def test_closeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert 0.0 <= closeness(one, other) <= 1.0
    assert closeness(one, other) == pytest.approx(closeness(other, one))
    assert closeness(one, one) == 1.0


def test_a_bare_i_does_not_make_a_name_hawar_kurdish() -> None:
    assert key("Yaichi") == key("Yaychi")
    assert key("Amerli camp") == key("Amerli") + key("camp")
    assert key("Amerlî camp") == key("Amerli jamp")
