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
