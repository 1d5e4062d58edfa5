"""Every shape of place phrase in three languages: what is read from the lines of `phrases.tsv`."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.locate import Distance, parse

TABLE = Path(__file__).with_name("phrases.tsv")
COLUMNS = 6


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row + [""] * (COLUMNS - len(row)) for row in cells]


def km_of(distance: Distance | None) -> str:
    if distance is None:
        return ""
    low, high = (f"{round(end, 3):g}" for end in (distance.low, distance.high))
    return low if low == high else f"{low}-{high}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_phrase_is_read_as_the_table_says(row: list[str], gazetteer: Gazetteer) -> None:
    phrase, kind, km, directions, anchors, subject = row
    (expression,) = parse(phrase, gazetteer.find(phrase), gazetteer).expressions
    assert expression.kind == kind
    assert km_of(expression.distance) == km
    assert " ".join(direction.code for direction in expression.directions) == directions
    assert "; ".join(anchor.text for anchor in expression.anchors) == anchors
    assert (expression.subject.text if expression.subject else "") == subject
    assert phrase[expression.start : expression.end] == expression.text


def test_the_table_has_every_kind_in_every_language() -> None:
    scripts = {"en": str.isascii, "ckb": lambda text: any(letter in "ەێۆڕڵ" for letter in text)}
    told = rows()
    english = {row[1] for row in told if scripts["en"](row[0].replace("–", "-").replace("’", "'"))}
    sorani = {row[1] for row in told if scripts["ckb"](row[0])}
    arabic = {row[1] for row in told if "٠" <= row[0][0] <= "٩" or "ء" <= row[0][0] <= "ي"}
    kinds = {"offset", "direction", "distance", "near", "outskirts", "centre", "side", "between", "along", "border"}
    kinds |= {"junction", "mark", "triangle", "foot"}
    assert english >= kinds
    assert arabic >= kinds
    assert sorani >= kinds
    assert len(told) >= 300


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        (
            "in the villages of Albu Hamdan, Abu Khanajir and Yaychi",
            "Albu Hamdan:village Abu Khanajir:village Yaychi:village",
        ),
        ("في قريتي الصفرة وزغيتون", "الصفرة:village زغيتون:village"),
        ("في قريتي زغبرتون وكرسبيل", "زغبرتون:village كرسبيل:village"),
        ("في قضاءي الحويجة والدبس", "الحويجة:district الدبس:district"),
        ("in the towns of Hawija and Daquq", "Hawija:town Daquq:town"),
        ("in Hawija and Daquq districts", "Hawija:district Daquq:district"),
        ("لە گوندەکانی پەلکانە و لهێبان", "پەلکانە:village لهێبان:village"),
        ("لە حەویجە و داقوق و دوز", "حەویجە: داقوق: دوز:"),
        ("في الحويجة وداقوق والطوز", "الحويجة: داقوق: الطوز:"),
        ("قرية زغبرتون وقرية كرسازان", "زغبرتون:village كرسازان:village"),
        ("داخل كركوك", "كركوك:"),
        ("inside Kirkuk", "Kirkuk:"),
        ("لە ناو کەرکووک", "کەرکووک:"),
        ("on the Kirkuk-Tikrit road", "Kirkuk-Tikrit road:road"),
        ("the Rabia border crossing", "Rabia border crossing:crossing"),
        (
            "the village of Abu Khanajir in the subdistrict of Rashad in Hawija district, Kirkuk governorate",
            "Abu Khanajir:village Rashad:subdistrict Hawija:district Kirkuk:governorate",
        ),
        (
            "قرية البو حمد التابعة لناحية الرشاد في قضاء الحويجة بمحافظة كركوك",
            "البو حمد:village الرشاد:subdistrict الحويجة:district كركوك:governorate",
        ),
        ("an attack on Kirkuk", "Kirkuk:"),
        ("2 killed within 3 hours in Kirkuk", "Kirkuk:"),
        ("بعد ساعة من الهجوم في كركوك", "كركوك:"),
    ],
)
def test_names_and_the_kinds_that_the_words_ask_for(phrase: str, names: str, gazetteer: Gazetteer) -> None:
    reading = parse(phrase, gazetteer.find(phrase), gazetteer)
    assert " ".join(f"{name.text}:{name.kind}" for name in reading.names) == names
    assert not reading.expressions


@pytest.mark.parametrize(
    ("phrase", "kind", "unit"),
    [
        ("a village of the subdistrict of Rashad in Hawija district of Kirkuk governorate", "village", "subdistrict"),
        ("قرية تابعة لناحية الرشاد في قضاء الحويجة بمحافظة كركوك", "village", "subdistrict"),
        ("گوندێک سەر بە ناحیەی ڕەشاد لە قەزای حەویجە لە پارێزگای کەرکووک", "village", "subdistrict"),
    ],
)
def test_a_thing_without_a_name_lies_in_the_narrowest_unit(
    phrase: str, kind: str, unit: str, gazetteer: Gazetteer
) -> None:
    first, *units = parse(phrase, gazetteer.find(phrase), gazetteer).names
    assert (first.indefinite, first.kind) == (kind, unit)
    assert [name.kind for name in units] == ["district", "governorate"]


def test_two_appositions_in_one_bracket_are_about_one_name(gazetteer: Gazetteer) -> None:
    phrase = "Jalawla (70 km northeast of Baquba, 125 km from Baghdad)"
    subjects = [e.subject and e.subject.text for e in parse(phrase, gazetteer.find(phrase), gazetteer).expressions]
    assert subjects == ["Jalawla", "Jalawla"]


@pytest.mark.parametrize("phrase", ["75C4+5Q Kirkuk", "Kirkuk 75C4+5Q", "كركوك 75C4+5Q"])
def test_a_short_plus_code_lies_near_its_town(phrase: str, gazetteer: Gazetteer) -> None:
    (expression,) = parse(phrase, gazetteer.find(phrase), gazetteer).expressions
    assert (expression.kind, expression.text) == ("coordinates", "75C4+5Q")
    assert expression.position is not None
    assert expression.position[:2] == pytest.approx((44.15694, 35.27044), abs=1e-4)


@pytest.mark.parametrize(
    ("phrase", "bound", "wide"),
    [
        ("up to 30 km from Kirkuk", "at_most", 0.0),
        ("no more than 30 km from Kirkuk", "at_most", 0.0),
        ("just over 30 km from Kirkuk", "at_least", 0.0),
        ("لا تزيد عن 30 كم جنوب كركوك", "at_most", 0.0),
        ("زیاتر لە ٣٠ کیلۆمەتر لە باشووری کەرکووک", "at_least", 0.0),
        ("نحو 30 كم جنوب كركوك", "about", 0.0),
        ("about an hour's drive from Erbil", "about", 0.5),
        ("نصف ساعة بالسيارة جنوب كركوك", "exact", 0.5),
    ],
)
def test_how_firmly_a_distance_is_said(phrase: str, bound: str, wide: float, gazetteer: Gazetteer) -> None:
    (expression,) = parse(phrase, gazetteer.find(phrase), gazetteer).expressions
    assert expression.distance is not None
    assert (expression.distance.bound, expression.distance.wide) == (bound, wide)
