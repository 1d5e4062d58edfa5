"""Place phrases as structure: what is read from them in three languages."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.locate import Expression, Reading, parse
from geomap.locate.directions import joined
from geomap.locate.distances import number, step_of
from geomap.locate.expressions import BEARINGS, code_of


def read(text: str, gazetteer: Gazetteer) -> Reading:
    return parse(text, gazetteer.find(text), gazetteer)


def only(text: str, gazetteer: Gazetteer) -> Expression:
    (expression,) = read(text, gazetteer).expressions
    return expression


OFFSETS = [
    ("30 km southwest of Kirkuk", 30, "SW", "Kirkuk"),
    ("(20 كلم شمال شرقي بغداد)", 20, "NE", "بغداد"),
    ("على بعد 30 كيلومترا جنوب غربي مدينة كركوك", 30, "SW", "كركوك"),
    ("٣٠ کیلۆمەتر لە باشووری ڕۆژئاوای کەرکووک", 30, "SW", "کەرکووک"),
    ("Approximately 4nm east of village of Al Hawijah", 7.408, "E", "Al Hawijah"),
    ("some 65 kilometres (40 miles) south of Kirkuk", 65, "S", "Kirkuk"),
    ("510 كم شمال غرب بغداد", 510, "NW", "بغداد"),
    ("سنجار 124 كلم غرب الموصل", 124, "W", "الموصل"),
    ("35/ كيلومترا شمال شرقي بغداد", 35, "NE", "بغداد"),
    ("على بعد نحو 30 كيلومترا إلى الشمال الشرقي من بغداد", 30, "NE", "بغداد"),
    ("تبعد نحو 175 كيلومترًا إلى الشمال من العاصمة العراقية بغداد", 175, "N", "العاصمة العراقية بغداد"),
    ("thirty kilometres south of Kirkuk", 30, "S", "Kirkuk"),
    ("ثلاثين كيلومترا جنوب كركوك", 30, "S", "كركوك"),
    ("سی کیلۆمەتر لە باشووری کەرکووک", 30, "S", "کەرکووک"),
    ("جنوبي كركوك بنحو 30 كم", 30, "S", "كركوك"),
    ("12.5 km NNW of Mosul", 12.5, "NNW", "Mosul"),
    ("15NM east northeast of Mosul", 27.78, "ENE", "Mosul"),
    ("20 miles north-west of Tikrit", 32.187, "NW", "Tikrit"),
    ("25nm W Mosul", 46.3, "W", "Mosul"),
    ("4,5NM south of Sinjar", 8.334, "S", "Sinjar"),
    ("30 minutes drive north of Tikrit", 24, "N", "Tikrit"),
    ("2 فرسخ شمال كركوك", 11.2, "N", "كركوك"),
    ("كيلومترين شمال الرمادي", 2, "N", "الرمادي"),
    ("30 km from Kirkuk to the southwest", 30, "SW", "Kirkuk"),
    ("20 كم جنوب شرقي الموصل", 20, "SE", "الموصل"),
    ("20 km south east Mosul", 20, "SE", "Mosul"),
    ("20 كم شرقي الموصل", 20, "E", "الموصل"),
]


@pytest.mark.parametrize(("text", "km", "direction", "anchor"), OFFSETS)
def test_distance_direction_and_anchor(text: str, km: float, direction: str, anchor: str, gazetteer: Gazetteer) -> None:
    expression = only(text, gazetteer)
    assert expression.kind == "offset"
    assert expression.distance is not None
    assert expression.distance.km == pytest.approx(km, abs=0.01)
    assert [d.code for d in expression.directions] == [direction]
    assert [a.text for a in expression.anchors] == [anchor]
    assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize(
    ("text", "kind", "codes", "anchors"),
    [
        ("شرق الرمادي", "direction", ["E"], ["الرمادي"]),
        ("southeast of Mosul", "direction", ["SE"], ["Mosul"]),
        ("الشمال الغربي من كركوك", "direction", ["NW"], ["كركوك"]),
        ("جنوب شرقي الموصل", "direction", ["SE"], ["الموصل"]),
        ("لەنێوان کفری و جەلەولا", "between", [], ["کفری", "جەلەولا"]),
        ("الجانب الأيمن من الموصل", "side", ["W"], ["الموصل"]),
        ("طريق داقوق - الرشاد", "between", [], ["داقوق", "الرشاد"]),
        ("شمال وشرق الموصل", "direction", ["N", "E"], ["الموصل"]),
        ("لە باشووری کەرکووک", "direction", ["S"], ["کەرکووک"]),
        ("eastern Kirkuk", "side", ["E"], ["Kirkuk"]),
        ("the eastern side of Kirkuk", "side", ["E"], ["Kirkuk"]),
        ("المحور الشرقي من مدينة الرمادي", "side", ["E"], ["الرمادي"]),
        ("outskirts of Kirkuk", "outskirts", [], ["Kirkuk"]),
        ("northern outskirts of Kirkuk", "outskirts", ["N"], ["Kirkuk"]),
        ("أطراف الحويجة", "outskirts", [], ["الحويجة"]),
        ("بالقرب من تلعفر", "near", [], ["تلعفر"]),
        ("near Daquq", "near", [], ["Daquq"]),
        ("لە نزیک کەرکووک", "near", [], ["کەرکووک"]),
        ("وسط مدينة الفلوجة", "centre", [], ["الفلوجة"]),
        ("central Baghdad", "centre", [], ["Baghdad"]),
        ("between Kirkuk and Tikrit", "between", [], ["Kirkuk", "Tikrit"]),
        ("الواقعة بين قضاءي الحويجة والدبس", "between", [], ["الحويجة", "الدبس"]),
        ("on the Daquq-Tikrit road", "between", [], ["Daquq", "Tikrit"]),
        ("along the Tigris", "along", [], ["Tigris"]),
        ("40 km from Kirkuk", "distance", [], ["Kirkuk"]),
        ("تبعد منطقة البوعيثة عن مركز مدينة الرمادي كيلومترين فقط", "distance", [], ["الرمادي"]),
        ("٣٠ کیلۆمەتر لە کەرکووکەوە دوورە", "distance", [], ["کەرکووک"]),
    ],
)
def test_other_expressions(text: str, kind: str, codes: list[str], anchors: list[str], gazetteer: Gazetteer) -> None:
    expression = only(text, gazetteer)
    assert (expression.kind, [d.code for d in expression.directions]) == (kind, codes)
    assert [a.text for a in expression.anchors] == anchors


def test_apposition_tells_about_the_name_before_it(gazetteer: Gazetteer) -> None:
    reading = read("Khan Bani Saad, 20 km northeast of Baghdad", gazetteer)
    assert [name.text for name in reading.names] == ["Khan Bani Saad"]
    assert reading.expressions[0].subject == reading.names[0]


def test_chained_appositions_each_tell_about_their_own(gazetteer: Gazetteer) -> None:
    reading = read("ناحية الصقلاوية شمال غربي الفلوجة غرب بغداد", gazetteer)
    subjects = [e.subject.text for e in reading.expressions if e.subject]
    assert subjects == ["الصقلاوية", "الفلوجة"]


def test_the_northern_city_of_mosul_is_no_direction(gazetteer: Gazetteer) -> None:
    reading = read("the northern city of Mosul", gazetteer)
    assert not reading.expressions
    assert [(name.text, name.kind) for name in reading.names] == [("Mosul", "city")]


def test_an_adjective_after_a_name_is_no_direction(gazetteer: Gazetteer) -> None:
    text = "قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك الشمالية"
    reading = read(text, gazetteer)
    assert [(n.text, n.kind, n.indefinite) for n in reading.names] == [("الرشاد", "town", "village")]
    assert len(reading.expressions) == 1


@pytest.mark.parametrize("text", ["a village of al-Rashad", "قرية في الرشاد", "قرى الرشاد", "villages of al-Rashad"])
def test_a_village_of_a_town_has_no_name(text: str, gazetteer: Gazetteer) -> None:
    (name,) = read(text, gazetteer).names
    assert name.indefinite == "village"


def test_named_village_and_its_units(gazetteer: Gazetteer) -> None:
    names = read("village Lakja in Makhmur district, Nineveh", gazetteer).names
    assert [(n.text.split()[0], n.kind) for n in names] == [
        ("Lakja", "village"),
        ("Makhmur", "district"),
        ("Nineveh", ""),
    ]


def test_unknown_names_are_kept_without_places(gazetteer: Gazetteer) -> None:
    (name, _) = read("قرية زغبرتون في قضاء مخمور", gazetteer).names
    assert (name.text, name.ids, name.kind) == ("زغبرتون", (), "village")


def test_several_distances_are_several_expressions(gazetteer: Gazetteer) -> None:
    reading = read("Approximately 12nm NW of Mosul, 25nm W Mosul, 47nm W Mosul", gazetteer)
    assert [e.kind for e in reading.expressions] == ["offset"] * 3


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "12345", "km", "south", "<script>alert(1)</script>", "\u202e\u200f", "((((("]
)
def test_nothing_to_read_gives_an_empty_reading(text: str, gazetteer: Gazetteer) -> None:
    assert read(text, gazetteer).expressions == ()


@pytest.mark.parametrize(
    ("digits", "step"),
    [("30", 10), ("20", 5), ("32", 1), ("25", 5), ("5", 1), ("100", 50), ("12.5", 0.5), ("3.6", 0.1)],
)
def test_the_step_is_read_from_the_zeros(digits: str, step: float) -> None:
    assert step_of(digits) == step


@pytest.mark.parametrize(("digits", "value"), [("4,5", 4.5), ("1,200", 1200), ("12.75", 12.75), ("7", 7)])
def test_commas_part_thousands_or_decimals(digits: str, value: float) -> None:
    assert number(digits) == value


def test_sixteen_directions_and_how_words_join() -> None:
    assert len(BEARINGS) == 16
    assert all(code_of(bearing) == code for code, bearing in BEARINGS.items())
    assert joined("S", "W") == "SW"
    assert joined("N", "NE") == "NNE"
    assert joined("N", "S") is None


def test_ranges_and_bounds(gazetteer: Gazetteer) -> None:
    distance = only("20-25 km south of Kirkuk", gazetteer).distance
    assert distance is not None
    assert (distance.low, distance.high) == (20, 25)
    bounds = {
        only(f"{words} 30 km south of Kirkuk", gazetteer).distance for words in ("about", "more than", "less than")
    }
    assert {d.bound for d in bounds if d} == {"about", "at_least", "at_most"}
