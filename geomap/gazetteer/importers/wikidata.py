"""Wikidata: the answer to `QUERY` (places in Iraq with coordinates) as JSON in SPARQL's result format, or as CSV.

The answer has a row for each combination of an item's values, so the rows of an item are put together: its names and
GeoNames ids are joined, its kind is the first in `KINDS` that any of its classes has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.delimited_files import read_table
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, population_of, shown
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.importers.vector_files import load_json
from geomap.gazetteer.tables import UNIT_KINDS

__all__ = ["CLASSES", "COLUMNS", "KINDS", "QUERY", "SOURCE", "kind_of", "read"]

TITLE = "Wikidata"

QUERY = """\
SELECT ?place ?coord ?class ?classLabel ?en ?ar ?ckb ?ku ?tr ?geonames ?population ?unit WHERE {
  ?place wdt:P17 wd:Q796 ; wdt:P625 ?coord ; wdt:P31 ?class .
  OPTIONAL { ?class rdfs:label ?classLabel . FILTER(LANG(?classLabel) = "en") }
  OPTIONAL { ?place rdfs:label ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?place rdfs:label ?ar . FILTER(LANG(?ar) = "ar") }
  OPTIONAL { ?place rdfs:label ?ckb . FILTER(LANG(?ckb) = "ckb") }
  OPTIONAL { ?place rdfs:label ?ku . FILTER(LANG(?ku) = "ku") }
  OPTIONAL { ?place rdfs:label ?tr . FILTER(LANG(?tr) = "tr") }
  OPTIONAL { ?place wdt:P1566 ?geonames }
  OPTIONAL { ?place wdt:P1082 ?population }
  OPTIONAL { ?place wdt:P131 ?unit }
}
"""
"""To be run at https://query.wikidata.org/ and saved as JSON or CSV. Country (P17) Iraq (Q796), coordinate location
(P625), instance of (P31), GeoNames id (P1566), population (P1082), located in the administrative unit (P131)."""

COLUMNS: tuple[str, ...] = ("place", "coord", "class")
"""Variables that an answer must have."""

KINDS: tuple[tuple[str, str], ...] = (
    ("country", "sovereign state|^country"),
    ("governorate", "governorate"),
    ("subdistrict", "sub-?district|nahiya"),
    ("quarter", "neighbou?rhood|quarter|suburb|city district|district of baghdad"),
    ("district", r"district of iraq|^district$|\bqadaa?\b|\bkaza\b"),
    ("base", "air ?base|military base|military (camp|airfield|installation)"),
    ("airport", "airport|aerodrome|airfield"),
    ("dam", r"\bdam\b"),
    ("bridge", "bridge"),
    ("oilfield", "(oil|gas) ?field"),
    ("refinery", "refinery"),
    ("camp", r"\bcamp\b"),
    ("crossing", "border (crossing|checkpoint|control)"),
    ("checkpoint", "checkpoint"),
    ("city", r"\bcity\b|metropolis|^capital"),
    ("town", r"\btown\b|municipality"),
    ("village", "village|hamlet|settlement|populated place"),
    ("shrine", "shrine|mosque|mausoleum|monastery|church|temple"),
    ("range", r"mountain|\bridge\b|\bhills?\b"),
    ("river", r"river|stream|canal\b|tributary|\bwadi\b"),
    ("lake", r"\blake\b|reservoir"),
    ("facility", "prison|power (station|plant)"),
    ("road", r"\broad\b|highway"),
    ("region", r"desert|\bplain\b|valley|region|marsh"),
)
"""Kind and what the English label of a class has that is one, the stronger first."""

CLASSES: Mapping[str, str] = {
    "Q6256": "country",
    "Q841753": "governorate",
    "Q515": "city",
    "Q3957": "town",
    "Q532": "village",
    "Q486972": "village",
    "Q1248784": "airport",
    "Q12323": "dam",
    "Q4022": "river",
    "Q23397": "lake",
    "Q8502": "range",
    "Q46831": "range",
}
"""Kinds of classes that come without a label."""

_GONE = re.compile("ancient|former|histor|archaeolog|fiction|battle|extinct|proposed", re.IGNORECASE)
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/entity/|wd:)?(Q[1-9]\d{0,12})")
_POINT = re.compile(r"point\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)
_UNKNOWN = "/.well-known/genid/"
_LABELS = ("en", "ar", "ckb", "ku", "tr")
_DIGITS = re.compile("[0-9]{1,12}")
_CITY_POPULATION = 100_000


@dataclass(slots=True)
class _Item:
    """What the rows of an item say together."""

    where: str
    lon: float
    lat: float
    kinds: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    geonames: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    population: int | None = None

    @property
    def kind(self) -> str | None:
        found = next((kind for kind, _ in KINDS if kind in self.kinds), None)
        grown = self.population is not None and self.population >= _CITY_POPULATION
        return "city" if found in ("town", "village") and grown else found


def read(paths: Sequence[Path]) -> Reading:
    """Read answers to `QUERY`.

    Raises
    ------
    GazetteerError
        With every fault: no such answer, missing variables, items and positions that are none.
    """
    gathering = Gathering(TITLE)
    items: dict[str, _Item] = {}
    with opened(paths) as files:
        for file in files:
            for where, row in _rows(file, gathering):
                _take(where, row, items, gathering)
    for key, item in items.items():
        _add(key, item, items, gathering)
    return gathering.reading()


def kind_of(label: str, item: str = "") -> str | None:
    """Return the kind of a class by its English label, or by its item where it has none; None where it is not of use.

    What the label calls ancient, former or historical is not.
    """
    if not label or _ITEM.fullmatch(label):
        return CLASSES.get(item)
    if _GONE.search(label):
        return None
    return next((kind for kind, words in KINDS if re.search(words, label, re.IGNORECASE)), None)


def _rows(file: OpenedFile, gathering: Gathering) -> Iterator[tuple[str, Mapping[str, str]]]:
    with file.path.open("rb") as opened_file:
        is_json = opened_file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    if is_json:
        yield from _bindings(file, gathering)
        return
    table = read_table(file, gathering)
    if _has_columns(table.columns, f"{file.name}:1", gathering):
        for row in table.rows:
            yield f"{file.name}:{row.line}", row.cells


def _bindings(file: OpenedFile, gathering: Gathering) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        answer = load_json(file)
        names, rows = answer["head"]["vars"], answer["results"]["bindings"]
        values = [{str(key): str(cell["value"]) for key, cell in row.items()} for row in rows]
    except GazetteerError as error:
        gathering.refuse(error)
        return
    except (TypeError, KeyError, AttributeError) as error:
        found = f"no answer to a query ({type(error).__name__}: {error})"
        gathering.fault(file.name, found, "SPARQL's JSON: head.vars and results.bindings")
        return
    if _has_columns([str(name) for name in names], file.name, gathering):
        for position, row in enumerate(values, 1):
            yield f"{file.name}: result {position}", row


def _has_columns(columns: Sequence[str], where: str, gathering: Gathering) -> bool:
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        found = f"no {', '.join(missing)} among {shown(', '.join(columns))}"
        gathering.fault(where, found, "the variables of the query that geomap gives")
    return not missing


def _take(where: str, row: Mapping[str, str], items: dict[str, _Item], gathering: Gathering) -> None:
    key = _ITEM.fullmatch(row.get("place", "").strip())
    point = _POINT.fullmatch(row.get("coord", "").strip())
    if key is None:
        gathering.fault(where, f"place {shown(row.get('place', ''))}", "http://www.wikidata.org/entity/Q…")
        return
    if _UNKNOWN in row.get("coord", ""):
        gathering.leave_out("position unknown")
        return
    if point is None:
        gathering.fault(where, f"coord {shown(row.get('coord', ''))}", "Point(longitude latitude) on Earth")
        return
    position = gathering.position(where, point[1], point[2])
    if position is not None:
        item = items.setdefault(key[1], _Item(where, *position))
        _join(item, row)


def _join(item: _Item, row: Mapping[str, str]) -> None:
    of_class = _ITEM.fullmatch(row.get("class", "").strip())
    label = row.get("classLabel", "").strip()
    kind = kind_of(label, of_class[1] if of_class else "")
    item.classes.append(label or (of_class[1] if of_class else ""))
    if kind is not None:
        item.kinds.append(kind)
    item.names.extend((row.get(code, ""), code) for code in _LABELS)
    if _DIGITS.fullmatch(row.get("geonames", "")):
        item.geonames.append(row["geonames"])
    if unit := _ITEM.fullmatch(row.get("unit", "").strip()):
        item.units.append(unit[1])
    people = population_of(row.get("population", ""))
    if people is not None:
        item.population = max(people, item.population or 0)


def _add(key: str, item: _Item, items: Mapping[str, _Item], gathering: Gathering) -> None:
    kind = item.kind
    if kind is None:
        gathering.leave_out(f"kind not of use: {min(item.classes)[:40]}")
    elif not near_iraq(item.lon, item.lat):
        gathering.leave_out(ABROAD)
    else:
        gathering.add(
            ForeignPlace(
                id=f"wd.{key}",
                kind=kind,
                names=names_of(item.names),
                lon=item.lon,
                lat=item.lat,
                population=item.population,
                units=_units(key, items),
                same_as=tuple(f"gn.{number}" for number in dict.fromkeys(item.geonames)),
                where=item.where,
            )
        )


def _units(key: str, items: Mapping[str, _Item]) -> tuple[str, ...]:
    """Return the units that hold an item, nearest first, as far as the answer has them."""
    found: list[str] = []
    above = list(items[key].units)
    while above:
        unit = above.pop(0)
        if unit in items and unit != key and unit not in found:
            if items[unit].kind in UNIT_KINDS:
                found.append(unit)
            above.extend(items[unit].units)
    return tuple(f"wd.{unit}" for unit in found)


SOURCE = Source(
    key="wikidata",
    prefix="wd",
    title=TITLE,
    publisher="Wikidata contributors",
    licence="CC0 1.0",
    homepage="https://www.wikidata.org/",
    attribution="Wikidata (https://www.wikidata.org/), CC0",
    downloads=(f"https://query.wikidata.org/sparql?format=json&query={quote(QUERY)}",),
    read=read,
)
