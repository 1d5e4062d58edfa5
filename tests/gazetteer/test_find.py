"""Names in running text: where they begin and end, and which kind the words around ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.records import Mention


def only(gazetteer: Gazetteer, text: str) -> Mention:
    (mention,) = gazetteer.find(text)
    return mention


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.text for mention in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("هجوم في كركوك", "كركوك"),
        ("هجوم بكركوك", "كركوك"),
        ("بغداد وكركوك", "كركوك"),
        ("انتقل إلى الموصل", "الموصل"),
        ("وبالموصل قتل خمسة", "الموصل"),
        ("الطريق المؤدي للموصل", "موصل"),
        ("في كَرْكُوك", "كَرْكُوك"),
        ("في كركـــوك", "كركـــوك"),
        ("في «الشرقاط» أمس", "الشرقاط"),
        ("في (الشرقاط) أمس", "الشرقاط"),
        ("في قضاء أبو غريب", "أبو غريب"),
        ("في قضاء أبي غريب", "أبي غريب"),
        ("في تلعفر اليوم", "تلعفر"),
        ("في تل عفر اليوم", "تل عفر"),
        ("لە کەرکووکدا", "کەرکووک"),
        ("لە شاری کەرکووکەوە", "کەرکووک"),
        ("هەولێریش لە نێوان شارەکانە", "هەولێر"),
        ("killed in Al-Hawija on Sunday", "Al-Hawija"),
        ("killed in Hawija's centre", "Hawija"),
        ("killed near Tal-Afar on Sunday", "Tal-Afar"),
        ("clashes in KIRKUK again", "KIRKUK"),
        ("the town of Bayji was shelled", "Bayji"),
    ],
)
def test_a_name_is_found_without_what_is_written_onto_it(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in found(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "قال أبو بكر البغدادي في تسجيل",
        "اللواء نجم الجبوري والفريق الموصلي",
        "الجيش العراقي والسفير السعودي",
        "مقاتلاً بريطانياً قتل أمس",
        "تقدم كبير في المعارك",
        "قانون يجرم الكراهية بعقوبة تصل إلى السجن",
        "the missile had a heat seeker",
        "an Iraqi officer and a Baghdadi merchant",
        "it was the best part of the night",
    ],
)
def test_other_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clashes broke out in Tal Afar on Monday", "Tal Afar"),  # beside Ain Talawi
        ("Two people were killed in Abu Ghraib on Monday", "Abu Ghraib"),  # beside Ain Ayyub
    ],
)
def test_a_name_is_found_behind_words_that_sound_like_another(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in found(gazetteer, text)


@pytest.mark.parametrize("name", ["مه\u200cخمور", "جه\u200cله\u200cولا", "به\u200cغدا", "ته\u200cله\u200cعفه\u200cر"])
def test_a_sorani_name_is_found_as_it_was_typed_before_unicode(gazetteer: Gazetteer, name: str) -> None:
    assert name in found(gazetteer, f"دوێنێ له\u200c {name} دوو پێشمه\u200cرگه\u200c كوژران")


def test_a_name_does_not_reach_over_a_full_stop(gazetteer: Gazetteer) -> None:
    assert "تل عفر" not in found(gazetteer, "وصلوا إلى تل. عفر الأرض")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("في قضاء الحويجة", "district"),
        ("بقضاء الحويجة", "district"),
        ("في ناحية الزاب", "subdistrict"),
        ("بمحافظة كركوك", "governorate"),
        ("مدينة كركوك", "city"),
        ("ببلدة الرشاد", "town"),
        ("نقطة تفتيش في قرية (لاكجة) أمس", "village"),
        ("في مخيم «ليلان» للنازحين", "camp"),
        ("في الحويجة", None),
        ("لە قەزای مەخموور", "district"),
        ("لە پارێزگای کەرکووک", "governorate"),
        ("لە ناحیەی ڕەشاد", "subdistrict"),
        ("Makhmur district", "district"),
        ("the village of Lakja", "village"),
        ("in Nineveh province", "governorate"),
        ("in the town of Hawija", "town"),
    ],
)
def test_the_words_beside_ask_for_a_kind(gazetteer: Gazetteer, text: str, kind: str | None) -> None:
    assert only(gazetteer, text).kind_word == kind


def test_the_kind_asked_for_comes_first(gazetteer: Gazetteer) -> None:
    first = {
        text: gazetteer.places[only(gazetteer, text).place_ids[0]].kind
        for text in ("قضاء كركوك", "محافظة كركوك", "مدينة كركوك")
    }
    assert first == {"قضاء كركوك": "district", "محافظة كركوك": "governorate", "مدينة كركوك": "city"}


def test_a_word_for_two_reaches_both(gazetteer: Gazetteer) -> None:
    kinds = [m.kind_word for m in gazetteer.find("في قضاءي الحويجة وداقوق بمحافظة كركوك")]
    assert kinds == ["district", "district", "governorate"]


def test_the_article_of_the_design_names_what_it_names(gazetteer: Gazetteer, shared: Path) -> None:
    text = (shared / "seeds/000_6ba5b4d6a31d0306.txt").read_text(encoding="utf-8")
    mentions = gazetteer.find(text)
    first = {(m.text, m.kind_word): m.place_ids[0] for m in mentions}
    assert first["الرشاد", "town"] == "iq.kirkuk.p.rashad"
    assert first["لاكجة", "village"].startswith("iq.erbil.")
    assert first["مخمور", "district"] == "iq.erbil.makhmur"
    assert first["نينوى", "governorate"] == "iq.nineveh"
    assert first["الموصل", "city"] == "iq.nineveh.p.mosul"


pieces = st.sampled_from(
    [
        "كركوك",
        "الرشاد",
        "بلد",
        "وال",
        "موصل",
        "قرية ",
        "في ",
        "(",
        "»",
        "\u200f",
        "\u064e",
        "ـ",
        "كه‌ركووك",
        "هەولێردا",
        "Al-",
        "Hawija",
        "'s",
        " ",
        ".",
        "\n",
        "ﻻ",
        "ß",
        "K1",
    ]
)


@given(st.lists(pieces, max_size=25).map("".join))
def test_offsets_point_at_the_text(gazetteer: Gazetteer, text: str) -> None:
    end = 0
    for mention in gazetteer.find(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= end, "no two mentions overlap"
        assert mention.place_ids
        end = mention.end


@given(st.text(max_size=200))
def test_any_text_is_read(gazetteer: Gazetteer, text: str) -> None:
    for mention in gazetteer.find(text):
        assert text[mention.start : mention.end] == mention.text


def test_every_place_of_a_mention_exists(gazetteer: Gazetteer, shared: Path) -> None:
    line = (shared / "data/eval/arabic_news_2015/articles.jsonl").read_text(encoding="utf-8").splitlines()[0]
    for mention in gazetteer.find(json.loads(line)["text"]):
        assert all(gazetteer.place(id) for id in mention.place_ids)


def test_an_empty_text_has_no_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("") == ()
