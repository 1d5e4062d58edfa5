"""Every spelling that reports use leads to the place: variants are made in the index, never by changing the text."""

from __future__ import annotations

import random
import re

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.keys import form
from geomap.gazetteer.surroundings import surroundings
from geomap.records import Place

ARABIC = [("أ|إ|آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ي$", "ى"), ("ك", "ک"), ("ي", "ی"), ("ؤ", "و"), ("ئ", "ي")]
"""Letters that reports write for one another."""
MARKS = ["", "ـ", "\u064e", "\u0651"]
LATIN = [
    (r"iyah?(?= |$)", "iyya"),
    (r"iya(?= |$)", "ia"),
    (r"iya(?= |$)", "iyah"),
    (r"a(?= |$)", "ah"),
    ("q", "k"),
    ("ee", "i"),
    ("oo", "u"),
    ("kh", "x"),
    ("aw", "au"),
    ("ay", "ai"),
    ("ss", "s"),
    ("dh", "d"),
]
ARTICLES = ["al-", "Al ", "El-", "al ", ""]
SAMPLE = 1200


def of_kind(gazetteer: Gazetteer, language: str, *kinds: str) -> list[tuple[Place, str]]:
    """Return places of some kinds in Iraq with each of their names in a language."""
    places = gazetteer.of_kind(*kinds)
    named = [(p, n.text) for p in places for n in p.names if p.country == "IQ" and n.language == language]
    return random.Random(7).sample(named, min(SAMPLE, len(named)))


def arabic_variant(name: str, chance: random.Random) -> str:
    for old, new in chance.sample(ARABIC, 3):
        name = re.sub(old, new, name)
    at = chance.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:at] + chance.choice(MARKS) + name[at:]


def latin_variant(name: str, chance: random.Random) -> str:
    for old, new in chance.sample(LATIN, 2):
        name = re.sub(old, new, name, count=1)
    bare = re.sub("^(al|el)[- ]", "", name, flags=re.IGNORECASE)
    return chance.choice(ARTICLES) + bare if bare != name else name


@pytest.mark.parametrize(("language", "vary"), [("ar", arabic_variant), ("en", latin_variant)])
def test_every_variant_is_looked_up(gazetteer: Gazetteer, language: str, vary) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(11)
    missed = []
    for place, name in of_kind(gazetteer, language, "village", "town", "city", "quarter", "subdistrict"):
        variant = vary(name, chance)
        if place.id not in {match.place.id for match in gazetteer.lookup(variant)}:
            missed.append((name, variant))
    assert len(missed) <= 0.005 * SAMPLE, missed


FRAMES = {
    ("ar", "village"): "قتل شرطيان بانفجار عبوة ناسفة قرب قرية {} في محافظة نينوى العراقية",
    ("ar", "subdistrict"): "قتل شرطيان بانفجار عبوة ناسفة قرب ناحية {} العراقية أمس",
    ("en", "village"): "two policemen were killed by a bomb near the village of {} in Iraq on Monday",
    ("en", "subdistrict"): "two policemen were killed by a bomb near {} subdistrict in Iraq on Monday",
    ("ckb", "village"): "دوو پۆلیس بە تەقینەوەی بۆمبێک لە گوندی {} لە عێراق کوژران",
}
"""How a report says where: the word for the kind beside the name."""


@pytest.mark.parametrize(("language", "kind"), FRAMES)
def test_every_variant_is_found_in_a_report(gazetteer: Gazetteer, language: str, kind: str) -> None:
    vary = {"ar": arabic_variant, "en": latin_variant}.get(language, lambda name, _: name)
    chance = random.Random(5)
    missed, named = [], of_kind(gazetteer, language, kind)
    for place, name in named:
        variant = vary(name, chance)
        found = gazetteer.find(FRAMES[language, kind].format(variant))
        if not any(place.id in mention.place_ids for mention in found):
            missed.append((name, variant))
    assert len(missed) <= 0.02 * len(named), missed


@pytest.mark.parametrize("frame", ["انفجار عبوة ناسفة ب{}", "اشتباكات في كركوك و{} أوقعت قتلى", "الطريق المؤدي ل{}"])
def test_a_proclitic_hides_no_governorate_or_city(gazetteer: Gazetteer, frame: str) -> None:
    missed = []
    named = [(place, place.name("ar")) for place in gazetteer.of_kind("governorate", "city") if place.country == "IQ"]
    places = [(place, name) for place, name in named if name and form(name) not in surroundings().guarded]
    for place, name in places:
        text = frame.format(name).replace(" لال", " لل")
        if not any(place.id in mention.place_ids for mention in gazetteer.find(text)):
            missed.append(text)
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("id", "spellings"),
    [
        ("iq.kirkuk.p.hawija", ["Hawija", "al-Hawijah", "Huwayjah", "Hawīja", "Ḥawīǧa", "الحويجة", "حویجه", "حەویجە"]),
        (
            "iq.salah_al_din.p.tuz",
            ["Tuz", "Tuz Khurmatu", "Tooz Khormato", "Tuz Khormatu", "طوزخورماتو", "دووزخورماتوو"],
        ),
        ("iq.kirkuk.p.kirkuk", ["Kirkuk", "Karkuk", "Kerkûk", "Kerkük", "كركوك", "کەرکووک", "کرکوک"]),
        ("iq.nineveh.p.sinjar", ["Sinjar", "Shingal", "Şingal", "Shengal", "سنجار", "شنكال", "شەنگال"]),
    ],
)
def test_the_spellings_that_the_press_uses(gazetteer: Gazetteer, id: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert id in {match.place.id for match in gazetteer.lookup(spelling)}, spelling
        assert any(id in mention.place_ids for mention in gazetteer.find(f"{spelling}")), spelling


def test_a_village_called_so_does_not_hide_a_longer_name(gazetteer: Gazetteer) -> None:
    names = {name.text for place in gazetteer.of_kind("village") for name in place.names}
    assert {"قرية كولة", "كولة كاني"} <= names, "one is called a village, the other begins with its name"
    mention = gazetteer.find("انفجار في قرية كولة كاني")[0]
    assert (mention.text, mention.kind_word) == ("كولة كاني", "village")
