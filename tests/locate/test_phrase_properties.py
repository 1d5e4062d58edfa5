"""Phrases made from known parts read back to them; any text is read, in time that its length bounds."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.locate import Expression, Reading, parse

SCRIPTS = {
    "western": {},
    "arabic": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "persian": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
"""Digits in which a figure may be written."""


@dataclass(frozen=True)
class Tongue:
    """What phrases of one language are made of; `orders` are filled with figure, unit, direction and town."""

    orders: tuple[str, ...]
    units: dict[str, float]
    directions: dict[str, str]
    towns: tuple[str, ...]
    vague: tuple[str, ...]


ENGLISH = Tongue(
    orders=(
        "{about}{n} {unit} {direction} of {town}",
        "{direction} of {town} by {about}{n} {unit}",
        "{direction} of {town} ({n} {unit})",
        "{about}{n} {unit} from {town}, to its {direction}",
        "to the {direction}, {about}{n} {unit} from {town}",
        "{n} {unit} to the {direction} of the town of {town}",
        "({about}{n} {unit} {direction} of {town})",
        "{town}, {about}{n} {unit} {direction}",
    ),
    units={"km": 1, "kilometres": 1, "miles": 1.609344, "nautical miles": 1.852, "metres": 0.001, "farsakhs": 5.6},
    directions={"north": "N", "south-east": "SE", "southwest": "SW", "north-northeast": "NNE", "west": "W"},
    towns=("Kirkuk", "Tuz Khurmatu", "Daquq", "Hawija", "Mosul"),
    vague=("", "about ", "some ", "nearly ", "more than ", "less than ", "up to "),
)
ARABIC = Tongue(
    orders=(
        "{about}{n} {unit} {direction} {town}",
        "على بعد {about}{n} {unit} {direction} مدينة {town}",
        "{direction} {town} على بعد {about}{n} {unit}",
        "{direction} {town} ({n} {unit})",
        "{town} ب{about}{n} {unit} {direction}",
        "تبعد عن {town} {about}{n} {unit} {direction}",
        "على بعد {n} {unit} من {town} {direction}",
    ),
    units={"كم": 1, "كيلومترا": 1, "كلم": 1, "ميلا": 1.609344, "ميلا بحريا": 1.852, "فرسخا": 5.6},
    directions={"شمال": "N", "جنوب شرقي": "SE", "جنوب غرب": "SW", "غربي": "W"},
    towns=("كركوك", "داقوق", "الحويجة", "تكريت"),
    vague=("نحو ", "حوالي ", "قرابة "),
)
SORANI = Tongue(
    orders=(
        "{about}{n} {unit} لە {direction} {town}",
        "{direction} {town} بە {n} {unit}",
        "لە {direction} {town} بە دووری {n} {unit}",
        "بە دووری {about}{n} {unit} لە {direction} شاری {town}",
        "لە {direction} {town} ({n} {unit})",
    ),
    units={"کم": 1, "کیلۆمەتر": 1, "میل": 1.609344, "فەرسەخ": 5.6},
    directions={"باکووری": "N", "باشووری ڕۆژهەڵاتی": "SE", "باشووری ڕۆژئاوای": "SW", "ڕۆژئاوای": "W"},
    towns=("کەرکووک", "داقوق", "تکریت"),
    vague=("", "نزیکەی ", "زیاتر لە ", "کەمتر لە "),
)


def read(text: str, gazetteer: Gazetteer) -> Reading:
    return parse(text, gazetteer.find(text), gazetteer)


def all_of(reading: Reading) -> list[tuple[str, int, int]]:
    names = [*reading.names, *(anchor for e in reading.expressions for anchor in e.anchors)]
    return [(each.text, each.start, each.end) for each in (*names, *reading.expressions)]


@pytest.mark.parametrize("tongue", [ENGLISH, ARABIC, SORANI], ids=["en", "ar", "ckb"])
@given(data=st.data())
def test_a_phrase_reads_back_to_what_it_was_made_from(
    tongue: Tongue, data: st.DataObject, gazetteer: Gazetteer
) -> None:
    order = data.draw(st.sampled_from(tongue.orders))
    figure = data.draw(
        st.one_of(st.integers(1, 400), st.decimals(1, 99, places=1), st.tuples(*[st.integers(2, 90)] * 2))
    )
    unit, km = data.draw(st.sampled_from(sorted(tongue.units.items())))
    words, code = data.draw(st.sampled_from(sorted(tongue.directions.items())))
    town, about = data.draw(st.sampled_from(tongue.towns)), data.draw(st.sampled_from(tongue.vague))
    ends = sorted(figure) if isinstance(figure, tuple) else [figure]
    written = "-".join(str(end) for end in ends).translate(SCRIPTS[data.draw(st.sampled_from(sorted(SCRIPTS)))])
    text = order.format(about=about, n=written, unit=unit, direction=words, town=town)
    (expression,) = read(text, gazetteer).expressions
    assert expression.kind == "offset", text
    assert [direction.code for direction in expression.directions] == [code], text
    assert [anchor.text for anchor in expression.anchors] == [town], text
    assert expression.distance is not None
    low, high = (float(end) * km for end in (ends[0], ends[-1]))
    assert (expression.distance.low, expression.distance.high) == pytest.approx((low, high)), text
    assert text[expression.start : expression.end] == expression.text


FRAGMENTS: list[str] = re.findall(
    r"\S+",
    "30 km half an hour's drive a few of the from to its south of north-west Kirkuk Tikrit , ( ) - – / between and "
    "junction triangle border Iraqi Syrian river Tigris km 25 road along foot bank right entrance villages of towns "
    "35.4 N 44.2 E 38SME 8H28+RV ' \" ° كم كيلومتر واحد ونصف بعد على كركوك وتكريت جنوب غربي الضفة لنهر دجلة بين مثلث "
    "الحدود قريتي مفرق الكيلو 35 طريق ٣٠ لە باشووری کەرکووک و نێوان چەند کیلۆمەترێک بە داوێنی سێگۆشەی \u200f \ufffd",
)


@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(FRAGMENTS), max_size=16).map(" ".join)))
@settings(max_examples=400)
def test_any_text_is_read_and_offsets_hold(text: str, gazetteer: Gazetteer) -> None:
    reading = read(text, gazetteer)
    for said, start, end in all_of(reading):
        assert reading.text[start:end] == said
        assert said
    for expression in reading.expressions:
        assert expression.subject not in expression.anchors
        assert is_sound(expression)


def is_sound(expression: Expression) -> bool:
    """Return whether an expression has what its kind needs."""
    anchors = len(expression.anchors)
    if expression.kind in ("offset", "mark", "distance"):
        return expression.distance is not None and 0 < expression.distance.low <= expression.distance.high
    if expression.kind in ("direction", "side"):
        return anchors == 1 and bool(expression.directions)
    least = {"between": 2, "triangle": 3, "coordinates": 0}.get(expression.kind, 1)
    return anchors >= least and (expression.position is not None) == (expression.kind == "coordinates")


@pytest.mark.parametrize(
    "piece",
    [
        "30 km southwest of Kirkuk ",
        "Kirkuk and ",
        "between Kirkuk, ",
        "Kirkuk-",
        "south of ",
        "south ",
        "north and ",
        "(((",
        "the junction of ",
        "على بعد ",
        "قرية و",
        "35.4 N ",
        "35 ",
        "Zogbarton ",
        "20 و",
    ],
)
def test_the_time_grows_with_the_length_not_its_square(piece: str, gazetteer: Gazetteer) -> None:
    short, long = (seconds(piece * count, gazetteer) for count in (500, 2500))
    assert long < 15 * short + 0.25


def seconds(text: str, gazetteer: Gazetteer) -> float:
    """Return the time of the quickest of three runs: the machine does other things too."""
    mentions = gazetteer.find(text)
    times = []
    for _ in range(3):
        start = time.process_time()
        parse(text, mentions, gazetteer)
        times.append(time.process_time() - start)
    return min(times)
