"""Quality floors on the reference data: names found in text, and places found by name.

Floors stand a little under what was measured when they were set; they are raised with the measure and lowered only with
a reason.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.keys import form
from geomap.geodesy import distance_km
from geomap.records import Place

LOCATIONS = frozenset(
    {"Population-Center", "Nation", "State-or-Province", "County-or-District", "GPE-Cluster", "Continent", "Airport"}
    | {"Land-Region-Natural", "Water-Body", "Path", "Plant", "Building-Grounds", "Subarea-Facility", "Land"}
)
"""Classes of NewsFANE that are places."""
ELSEWHERE = frozenset(
    map(
        form,
        (
            "القدس",
            "المفرق",
            "النيل",
            "المدينة",
            "المجر",
            "الرشيدية",
            "الصالحية",
            "الجولان",
            "شيروان",
            "الصويرة",
            "الزبير",
        ),
    )
)
"""Names that places in Iraq bear too, but that in NewsFANE, read in their sentences, are places elsewhere."""
WINDOW = 1500
"""NewsFANE does not mark documents: the text is read in stretches of about the length of a short report."""


def test_places_of_iraq_in_newswire(gazetteer: Gazetteer, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, entities = newswire(shared / "data/eval/newsfane_ner/NewsFANE_Gold_2014_170K.txt")
    mentions = [
        (at + m.start, at + m.end)
        for at, window in windows(text)
        for m in gazetteer.find(window)
        if is_iraqi(gazetteer.places[m.place_ids[0]])
    ]
    places = [(start, end) for start, end, label in entities if label in LOCATIONS]
    home, abroad = (
        {form(name.text) for place in gazetteer.places.values() if is_iraqi(place) == iraqi for name in place.names}
        for iraqi in (True, False)
    )
    iraqi = [(start, end) for start, end in places if form(text[start:end]) in home - abroad - ELSEWHERE]
    precision, recall = share_met(mentions, places), share_met(iraqi, mentions)
    tell(capsys, f"places of Iraq in NewsFANE: precision {precision:.3f} of {len(mentions)}")
    tell(capsys, f"places of Iraq in NewsFANE: recall {recall:.3f} of {len(iraqi)}")
    assert precision >= 0.91
    assert recall >= 0.97


def test_places_of_incidents_in_arabic_news(
    gazetteer: Gazetteer, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "data/eval/arabic_news_2015"
    articles = {
        a["id"]: a for a in map(json.loads, (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    }
    met = []
    for report in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        article = articles[report["id"]]
        named = {id for m in gazetteer.find(f"{article['title']}\n{article['text']}") for id in m.place_ids}
        met += [
            reaches(gazetteer, named, incident["lon"], incident["lat"], incident["tolerance_km"])
            for incident in report["incidents"]
            if incident["certain"] and incident["lat"] is not None
        ]
    tell(capsys, f"incidents with a name found at their place: {sum(met) / len(met):.3f} of {len(met)}")
    assert sum(met) / len(met) >= 0.96


def test_places_in_english_headlines(gazetteer: Gazetteer, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (shared / "data/eval/ucdp_headlines/events.csv").open(encoding="utf-8") as file:
        met = [
            reaches(
                gazetteer,
                {id for m in gazetteer.find(row["source_headline"]) for id in m.place_ids},
                *(float(row["longitude"]), float(row["latitude"]), 25),
            )
            for row in csv.DictReader(file)
        ]
    tell(capsys, f"headlines with a name found within 25 km: {sum(met) / len(met):.3f} of {len(met)}")
    assert sum(met) / len(met) >= 0.96


@pytest.mark.parametrize("way", ["lookup", "find"])
def test_places_of_incident_reporting_by_name(
    gazetteer: Gazetteer, shared: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    gold = json.loads((shared / "data/eval/place_names/places.json").read_text(encoding="utf-8"))
    met = []
    for place in (place for place in gold if place.get("lat") is not None):
        for name in (name for language in ("en", "ar", "ckb") for name in place.get(language, ())):
            if way == "lookup":
                first = {match.place.id for match in gazetteer.lookup(name)[:1]}
            else:
                first = {id for mention in gazetteer.find(name)[:1] for id in mention.place_ids[:1]}
            met.append(reaches(gazetteer, first, place["lon"], place["lat"], place["tol"]))
    tell(capsys, f"names that lead to their place by {way}: {sum(met) / len(met):.3f} of {len(met)}")
    assert sum(met) / len(met) >= 0.93


def tell(capsys: pytest.CaptureFixture[str], figure: str) -> None:
    """Show a figure whether tests capture their output or not."""
    with capsys.disabled():
        sys.stdout.write(f"\n{figure}")


def is_iraqi(place: Place) -> bool:
    """Return whether a place is in Iraq and not the country itself."""
    return place.country == "IQ" and place.kind != "country"


def reaches(gazetteer: Gazetteer, ids: set[str], lon: float, lat: float, km: float) -> bool:
    """Return whether one of the places lies within `km` of the position."""
    return any(distance_km(gazetteer.place(id).lon, gazetteer.place(id).lat, lon, lat) <= km for id in ids)


def share_met(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> float:
    """Return the share of `spans` that overlap one of `others`."""
    covered = {at for start, end in others for at in range(start, end)}
    return sum(not covered.isdisjoint(range(start, end)) for start, end in spans) / len(spans)


def windows(text: str) -> Iterator[tuple[int, str]]:
    """Yield stretches of `text` of about `WINDOW` characters that break between words, with where they begin."""
    at = 0
    while at < len(text):
        end = len(text) if at + WINDOW >= len(text) else text.rfind(" ", at, at + WINDOW)
        yield at, text[at:end]
        at = end


def newswire(path: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """Return NewsFANE as running text, its split proclitics and suffixes joined again, and its entities."""
    before, after = frozenset("وبلفك"), frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ني", "ي"))
    text, entities, open_label = "", [], ""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        token, _, label = line.replace("\u200e", "").partition("\t")
        if token in after and label == "O":
            text = text.removesuffix(" ")
        start = len(text)
        text += token
        if label.startswith("I-") and label[2:] == open_label:
            entities[-1] = (entities[-1][0], len(text), open_label)
        elif label.startswith("B-"):
            entities.append((start, len(text), label[2:]))
        open_label = label[2:]
        text += "" if token in before and label == "O" else " " if token else "\n"
    return text, entities
