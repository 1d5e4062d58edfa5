"""Wikidata's answers, as JSON and CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.wikidata import CLASSES, COLUMNS, KINDS, QUERY, SOURCE, kind_of, read
from geomap.gazetteer.tables import KINDS as OUR_KINDS
from geomap.records import Name

ENTITY = "http://www.wikidata.org/entity/"
VARIABLES = [*COLUMNS, "classLabel", "en", "ar", "ckb", "ku", "tr", "geonames", "population", "unit"]


def row(item: str, lon: object, lat: object, label: str, **more: str) -> dict[str, str]:
    of_class = more.pop("of_class", "Q1")
    cells = {"place": ENTITY + item, "coord": f"Point({lon} {lat})", "class": ENTITY + of_class, "classLabel": label}
    return {key: value for key, value in {**cells, **more}.items() if value}


ROWS = [
    row("Q1", 44, 35.4, "governorate of Iraq", en="Kirkuk Governorate"),
    row("Q2", 43.8, 35.3, "district of Iraq", en="Hawija District", unit=f"{ENTITY}Q1"),
    row("Q3", 43.77, 35.32, "archaeological site", en="Hawija", unit=f"{ENTITY}Q2"),
    row("Q3", 43.77, 35.32, "city", en="Hawija", ar="الحويجة", ku="Hewîce", unit=f"{ENTITY}Q2", geonames="98112"),
    row("Q3", 43.77, 35.32, "city", en="Hawija", ckb="حەویجە", tr="Havice", population="100000"),
    row("Q4", 44, 35, "human settlement", en="Grown", population="150000"),
    row("Q5", 44, 35, "", of_class="Q1248784", en="Field"),
    row("Q6", 44, 35, "ancient city", en="Old"),
    row("Q7", 2, 48, "city", en="Abroad"),
    row("Q8", 44, 35, "village", en=""),
    row("Q9", 44, 35, "village", en="Unknown") | {"coord": "http://www.wikidata.org/.well-known/genid/0"},
]


def answer(path: Path, rows: list[dict[str, str]], variables: list[str] = VARIABLES) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, variables, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    else:
        bindings = [{key: {"type": "literal", "value": value} for key, value in cells.items()} for cells in rows]
        path.write_text(json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}), "utf-8")
    return path


@pytest.mark.parametrize("name", ["query.json", "query.csv", "sparql"])
def test_rows_of_an_item_are_put_together(tmp_path: Path, name: str) -> None:
    reading = read([answer(tmp_path / name, ROWS)])
    found = {place.id: place for place in reading.places}
    assert {key: place.kind for key, place in found.items()} == {
        "wd.Q1": "governorate",
        "wd.Q2": "district",
        "wd.Q3": "city",
        "wd.Q4": "city",
        "wd.Q5": "airport",
    }
    town = found["wd.Q3"]
    assert town.names == (
        Name("Hawija", "en"),
        Name("الحويجة", "ar"),
        Name("Hewîce", "kmr"),
        Name("حەویجە", "ckb"),
        Name("Havice", "tk"),
    )
    assert (town.units, town.same_as, town.population) == (("wd.Q2", "wd.Q1"), ("gn.98112",), 100000)
    assert reading.left_out == {
        "kind not of use: ancient city": 1,
        "outside Iraq and its surroundings": 1,
        "position unknown": 1,
        "without a name in English, Arabic, Kurdish or Turkmen": 1,
    }


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("sovereign state", "country"),
        ("subdistrict of Iraq", "subdistrict"),
        ("neighborhood of Baghdad", "quarter"),
        ("air base", "base"),
        ("international airport", "airport"),
        ("damask", None),
        ("gravity dam", "dam"),
        ("oil field", "oilfield"),
        ("oil refinery", "refinery"),
        ("refugee camp", "camp"),
        ("border crossing", "crossing"),
        ("big city", "city"),
        ("human settlement", "village"),
        ("Shia mosque", "shrine"),
        ("mountain range", "range"),
        ("former city", None),
        ("historical mosque", None),
        ("university", None),
    ],
)
def test_labels_of_classes_become_kinds(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_all_kinds_are_ours() -> None:
    assert {kind for kind, _ in KINDS} | set(CLASSES.values()) <= OUR_KINDS


@pytest.mark.parametrize("name", ["q.json", "q.csv"])
def test_faults_are_told_at_once(tmp_path: Path, name: str) -> None:
    rows = [
        ROWS[0],
        row("X1", 44, 35, "city"),
        row("Q2", 44, 35, "city") | {"coord": "44,35"},
        row("Q3", 200, 35, "city"),
        row("Q4", 0, 0, "city"),
        row("Q5", 1, 2, "city") | {"coord": "<http://www.wikidata.org/entity/Q405> Point(1 2)"},
    ]
    with pytest.raises(GazetteerError) as caught:
        read([answer(tmp_path / name, rows)])
    told = [fault.partition(";")[0].partition(": ")[2] for fault in caught.value.faults]
    if name == "q.json":
        told = [text.partition(": ")[2] for text in told]
    assert told[0] == "place 'http://www.wikidata.org/entity/X1'"
    assert told[1] == "coord '44,35'"
    assert told[2] == "longitude '200'"
    assert told[3] == "longitude 0 and latitude 0"
    assert told[4].startswith("coord '<http")
    assert len(told) == 5


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{}", "no answer to a query"),
        ('{"head": {"vars": ["place"]}, "results": {"bindings": []}}', "no coord, class among 'place'"),
        ('{"head": {"vars": []}, "results": {"bindings": [{"place": 7}]}}', "no answer to a query"),
        ("[1]", "no answer to a query"),
        ('{"head":', "column 9"),
        ("a,b\n1,2\n", "no place, coord, class among 'a, b'"),
        ("", "an empty file"),
    ],
)
def test_what_is_no_answer_is_told(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "q").write_text(body)
    with pytest.raises(GazetteerError, match=message):
        read([tmp_path / "q"])


def test_units_in_a_circle_end(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        row("Q1", 44, 35, "district", en="One", unit=f"{ENTITY}Q2"),
        row("Q2", 44, 35, "district", en="Two", unit=f"{ENTITY}Q1"),
    ]
    one, two = read([answer(tmp_path / "q.json", rows)]).places
    assert (one.units, two.units) == (("wd.Q2",), ("wd.Q1",))


def test_the_address_asks_the_query() -> None:
    asked = parse_qs(urlsplit(SOURCE.downloads[0]).query)
    assert asked == {"format": ["json"], "query": [QUERY.strip("\n") + "\n"]}
    assert all(f"?{name}" in QUERY for name in VARIABLES)
