"""Fit and measure the judges that choose among the places of a name, on names whose place others recorded.

usage: python benchmarks/judges.py [SHARED]

SHARED is the folder with ``data``; ../shared where not given. Every phrase is read twice: with the gazetteer that
geomap ships, and with Who's On First and COD-AB added, which have many more places of a name. A name is a case where
one of its places lies where the record says; of a town and its district, the one of the kind that the words ask for is
right, else the town. Every case counts once as it is, and once with all that lies there taken out of the gazetteer,
where others of the name are left: then "none of these" is right.

What a judge gives is fitted as one factor, for what speaks against a place and for it apart where `APART`, on phrases
whose SHA-256 is even: maximum likelihood, each factor drawn to 1 (the judges as they stand) as strongly as
cross-validation finds best. Phrases with an odd one measure it. Prints the cases, the factors, and for each set what
was said and what was so: as the judges stand, and fitted anew. With ``PYTHONPATH`` on another checkout it measures its
judges.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from shapely import LineString, Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import destination, distance_km
from geomap.locate import Context, Locator
from geomap.locate.choice import Choice
from geomap.locate.dossier import NARROWEST, SPECIFICITY, Dossier
from geomap.locate.expressions import Expression, Named
from geomap.locate.judges import JUDGES, NONE, Case
from geomap.locate.shapes import KM_PER_DEGREE
from geomap.locate.units import UNITS
from geomap.records import Place, PlacePhrase
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
ADDED = {
    "whosonfirst": "data/gazetteer/whosonfirst_iq/wof_iq_places.csv",
    "cod-ab": "data/gazetteer/cod_ab_iq_2019",
}
"""Source → its files in SHARED."""
LACKING = 0.1
"""Share of names whose place the gazetteer lacks though it has others of the name (a guess: 6 of some 280 of the
newspapers and the reports, for which the gazetteer was made)."""
EVENT_KM = {"1.0": 10.0, "2.0": 25.0}
"""How far the place of a headline may lie from the point of the record, by UCDP's ``where_prec``; vaguer ones are not
taken."""
DOUBT = 2.0
"""A place between its tolerance and this many times it is neither right nor wrong: the case is left out."""
OFFSET_KM, OFFSET_SHARE = 10.0, 0.25
"""How far the end of "20 km north of X" may lie from the record for X to be right: kilometres, and share of them."""
APART = ("by_kind", "by_containment", "by_expression", "by_company")
"""Judges that speak for a place and against it, each with a factor of its own."""
FREE = ("by_name", "by_containment against", "by_seat", "NONE")
"""What is fitted. One more (`by_rarity`, `by_region`, `by_kind`, `by_company`, `by_expression`, `by_fame`, `by_news`)
changes the loss on names that were not fitted on (cross-validation in the even half, sum of log losses 44) by less than
one; `by_source` lessens it by two, yet adds to that of the odd half; `by_country` is never at stake. The data cannot
tell these, and they stay as they are."""
STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 5
FACTORS = tuple(
    name
    for judge in JUDGES
    for name in (
        (f"{judge.__name__} for", f"{judge.__name__} against") if judge.__name__ in APART else (judge.__name__,)
    )
)
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase of a set: the texts, where it is (degrees), how near counts as there (km), and its whole report."""

    texts: tuple[str, ...]
    lon: float
    lat: float
    km: float
    report: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A case: what every judge says of every place (rows are places), which are right, and how much it counts."""

    set: str
    added: bool
    phrase: str
    name: str
    verdicts: NDArray[np.float64]
    right: tuple[bool, ...]
    weight: float = 1.0

    @property
    def is_even(self) -> bool:
        """Whether the case is one to fit on."""
        return int(hashlib.sha256(self.phrase.encode()).hexdigest(), 16) % 2 == 0

    @property
    def fold(self) -> int:
        """The fold of the cross-validation: one name lies in one fold."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % FOLDS


# --- The sets


def headlines(shared: Path) -> Iterator[Told]:
    """Yield the headlines of UCDP's events."""
    with (shared / "data/eval/ucdp_headlines/events.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            km = EVENT_KM.get(row["where_prec"])
            if km is not None:
                yield Told((row["source_headline"],), float(row["longitude"]), float(row["latitude"]), km)


def names(shared: Path) -> Iterator[Told]:
    """Yield the names of places, each spelling by itself; a spelling of two places is left out."""
    rows = json.loads((shared / "data/eval/place_names/places.json").read_text("utf-8"))
    told = [
        Told((name,), row["lon"], row["lat"], row["tol"])
        for row in rows
        if row.get("lat") is not None
        for language in ("en", "ar", "ckb")
        for name in row.get(language, ())
    ]
    twice = Counter(each.texts for each in told)
    yield from (each for each in told if twice[each.texts] == 1)


def strikes(shared: Path) -> Iterator[Told]:
    """Yield the relative expressions of the Dutch release, each at the median of its positions."""
    groups: dict[str, list[tuple[float, float]]] = {}
    with (shared / "data/eval/dutch_relative/strikes.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            text = row["text"] + (f", {row['province']}" if row["province"] else "")
            groups.setdefault(" ".join(text.split()), []).append((float(row["lon"]), float(row["lat"])))
    for text, spots in groups.items():
        lon, lat = np.median(np.array(spots), axis=0)
        yield Told((text,), float(lon), float(lat), OFFSET_KM)


def articles(shared: Path) -> Iterator[Told]:
    """Yield the incidents of the newspaper articles, each in its report."""
    folder = shared / "data/eval/arabic_news_2015"
    texts = {row["id"]: row["text"] for row in map(json.loads, _lines(folder / "articles.jsonl"))}
    for article in map(json.loads, _lines(folder / "gold.jsonl")):
        for it in article["incidents"]:
            if it["lat"] is None or not it["place_ar"]:
                continue
            relative, context = it["relative_expression_ar"] or "", it["place_ar_context"] or ""
            phrases = (f"{it['place_ar']} {relative}".strip(), *([context] if context and context != relative else []))
            yield Told(phrases, it["lon"], it["lat"], it["tolerance_km"], texts.get(article["id"], ""))


def reports(_: Path) -> Iterator[Told]:
    """Yield the incidents of the bundled, the development and the held-out reports, by their names for the place."""
    for name in ("reports", "development", "held_out"):
        for article in map(json.loads, _lines(ROOT / f"tests/gold/{name}.jsonl")):
            for it in article["incidents"]:
                place = it.get("place_en" if article["language"] == "en" else "place_ar")
                if place and it.get("lat") is not None:
                    text = f"{article.get('title') or ''}\n{article.get('text') or ''}"
                    yield Told((place,), it["lon"], it["lat"], it["tolerance_km"], text.strip())


SETS = {
    "ucdp_headlines": headlines,
    "place_names": names,
    "dutch_relative": strikes,
    "arabic_news_2015": articles,
    "reports": reports,
}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


# --- The cases


class Cases:
    """The cases of all sets over one gazetteer, and how many were left out and why.

    Parameters
    ----------
    shared : pathlib.Path
        The folder with ``data``.
    gazetteer : Gazetteer
    """

    def __init__(self, shared: Path, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.locator = Locator(gazetteer)
        self.left_out: Counter[str] = Counter()
        self.known: list[Known] = []
        for name, told in SETS.items():
            seen: set[tuple[str, bytes, tuple[bool, ...]]] = set()
            for case in (case for each in told(shared) for case in self._of(name, each)):
                same = (case.name, case.verdicts.round(2).tobytes(), case.right)
                self.left_out[f"{name} said before"] += same in seen
                if same not in seen:
                    seen.add(same)
                    self.known.append(case)

    def _of(self, name: str, told: Told) -> Iterator[Known]:
        """Yield the cases of one phrase: every name of it that may stand for where it is, with and without that."""
        mentions = self.gazetteer.find(told.report) if told.report else ()
        phrases = [PlacePhrase(text, 0, len(text)) for text in told.texts]
        dossier = self.locator.dossier(phrases, Context(mentions))
        choice = Choice(dossier)
        for named, expression in _names(dossier):
            places = dossier.places(named)
            if not places or named.anaphor or any(place.kind == "country" for place in places):
                continue
            off = [self._off(place, expression, told) for place in places]
            km = told.km + (OFFSET_SHARE * expression.distance.km if expression and expression.distance else 0.0)
            is_target = dossier.target is not None and named == dossier.target.named
            if any(km < each <= DOUBT * km for each in off):
                self.left_out[f"{name} in doubt"] += 1
            elif _is_either(named, places, off, km, is_aside=not is_target and expression is None):
                self.left_out[f"{name} a town or what is called after it"] += 1
            elif min(off) > km:
                self.left_out[f"{name} elsewhere" + ", though the target" * is_target] += 1
            else:
                there = {place.id: each for place, each in zip(places, off, strict=True) if each <= km}
                phrase = " | ".join(told.texts)
                yield from _with_and_without(name, phrase, choice._case(named), places, there)

    def _off(self, place: Place, expression: Expression | None, told: Told) -> float:
        """Return how many km a place, or what lies "20 km north of" it, is from the record: 0 for a unit around it."""
        lon, lat = place.lon, place.lat
        if expression and expression.distance:
            lon, lat = destination(lon, lat, expression.directions[0].bearing, expression.distance.km)
            return distance_km(lon, lat, told.lon, told.lat)
        spot, km = Point(told.lon, told.lat), distance_km(lon, lat, told.lon, told.lat)
        if place.kind in UNITS:
            area = self.gazetteer.areas.of(place.id)
            return min(km, float(area.distance(spot)) * KM_PER_DEGREE if area is not None else math.inf)
        if len(place.line) > 1:
            return min(km, float(LineString(place.line).distance(spot)) * KM_PER_DEGREE)
        return km


def _is_either(named: Named, places: Sequence[Place], off: Sequence[float], km: float, *, is_aside: bool) -> bool:
    """Return whether a unit that holds the place may be meant or its town: of a name beside the one sought, always."""
    there = [place for place, each in zip(places, off, strict=True) if each <= km]
    units = [place for place in there if place.kind in UNITS]
    if not units or named.kind in UNITS:
        return False
    return is_aside or len(units) == len(there) < len(places)


def _with_and_without(
    name: str, phrase: str, case: Case, places: Sequence[Place], there: Mapping[str, float]
) -> Iterator[Known]:
    """Yield a case as it is, and with all places that lie where it is taken out of the gazetteer."""
    added = bool(case.gazetteer.added)
    others = [place for place in places if place.id not in there]
    right = _meant(case.named, [place for place in places if place.id in there], there)
    verdicts = _verdicts(case, places)
    weight = 1.0 - LACKING if others else 1.0
    yield Known(name, added, phrase, case.named.text, verdicts, tuple(place.id == right for place in places), weight)
    if others:
        rest = replace(case, named=replace(case.named, ids=tuple(place.id for place in others)))
        yield Known(name, added, phrase, case.named.text, _verdicts(rest, others), (False,) * len(others), LACKING)


def _meant(named: Named, there: Sequence[Place], off: Mapping[str, float]) -> str:
    """Return which is meant of a town and the units called after it: what the words ask for, else the narrowest."""
    best = max(there, key=lambda p: (p.kind == named.kind, SPECIFICITY.get(p.kind, NARROWEST), -off[p.id]))
    return best.id


def _names(dossier: Dossier) -> Iterator[tuple[Named, Expression | None]]:
    """Yield the names of the phrases: those that may be the place, and those that it is reckoned from."""
    done: set[str] = set()
    for reading in dossier.readings:
        for named in reading.names:
            if named.text not in done:
                yield named, None
            done.add(named.text)
        for expression in reading.expressions:
            for anchor in expression.anchors:
                if anchor.text in done:
                    continue
                if expression.distance and expression.directions and dossier.is_about_site(expression):
                    yield anchor, expression
                elif expression.kind in ("near", "centre", "side", "outskirts"):
                    yield anchor, None
                done.add(anchor.text)


def _verdicts(case: Case, places: Sequence[Place]) -> NDArray[np.float64]:
    return np.array(
        [[part for judge in JUDGES for part in _parts(judge.__name__, judge(place, case)[0])] for place in places]
    )


def _parts(judge: str, odds: float) -> tuple[float, ...]:
    """Return what speaks for a place and what against it, of a judge for which they are kept apart."""
    return (max(odds, 0.0), min(odds, 0.0)) if judge in APART else (odds,)


# --- The fit


def probabilities(case: Known, weights: Weights) -> NDArray[np.float64]:
    """Return the probabilities of the places, and last that of none of them; `weights` end with the odds of `NONE`."""
    odds = np.append(case.verdicts @ weights[:-1], weights[-1])
    odds = np.exp(odds - odds.max())
    return np.asarray(odds / odds.sum())


def loss(cases: Sequence[Known], weights: Weights) -> float:
    """Return the mean log loss: of the sum over the right places, or of none."""
    total = 0.0
    for case in cases:
        said = probabilities(case, weights)
        right = said[:-1][list(case.right)].sum() if any(case.right) else said[-1]
        total -= case.weight * math.log(max(float(right), 1e-12))
    return total / sum(case.weight for case in cases)


def fitted(cases: Sequence[Known], strength: float) -> Weights:
    """Return the weights that make what was so likeliest, the `FREE` ones drawn to what stands and the rest kept."""
    count, start = sum(case.weight for case in cases), in_force()
    free = np.array([name in FREE for name in (*FACTORS, "NONE")])

    def whole(some: Weights) -> Weights:
        weights = start.copy()
        weights[free] = some
        return weights

    def cost(some: Weights) -> float:
        return loss(cases, whole(some)) * count + strength * float(((some - start[free]) ** 2).sum()) / 2

    bounds = [(0.0, None)] * (sum(free) - 1) + [(None, None)]
    return whole(np.asarray(minimize(cost, start[free], method="L-BFGS-B", bounds=bounds).x))


def in_force() -> Weights:
    """Return the weights that geomap uses: every judge as it stands."""
    return np.array([*(1.0 for _ in FACTORS), NONE])


def strength_for(cases: Sequence[Known]) -> float:
    """Return the strength with the least loss on names that were not fitted on."""
    losses = {}
    for strength in STRENGTHS:
        losses[strength] = 0.0
        for fold in range(FOLDS):
            inside = [case for case in cases if case.fold == fold]
            weights = fitted([case for case in cases if case.fold != fold], strength)
            losses[strength] += loss(inside, weights) * sum(case.weight for case in inside)
    print("cross-validation:", {key: round(value, 2) for key, value in losses.items()})
    return min(losses, key=losses.__getitem__)


# --- The report

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001)


def row(cases: Sequence[Known], weights: Weights) -> str:
    """Return how the first candidates did: share right (of those that have one), log loss, Brier score, abstention."""
    have = [case for case in cases if any(case.right)]
    lack = [case for case in cases if not any(case.right)]
    said = {id(case): probabilities(case, weights) for case in cases}
    first = [case.right[int(said[id(case)][:-1].argmax())] for case in have]
    kept = [said[id(case)][-1] <= 0.5 for case in have]
    refused = [said[id(case)][-1] > 0.5 for case in lack]
    brier = np.average([_brier(case, said[id(case)]) for case in cases], weights=[case.weight for case in cases])
    gone = np.mean(refused) if refused else math.nan
    return (
        f"{len(have):5d} first right {np.mean(first):.3f}, kept {np.mean(kept):.3f}; {len(lack):4d} lacking, "
        f"refused {gone:.3f}; log loss {loss(cases, weights):.3f}, Brier {brier:.3f}"
    )


def _brier(case: Known, said: NDArray[np.float64]) -> float:
    """Return the squared error of the first candidate's probability."""
    first = int(said[:-1].argmax())
    return float((said[first] - case.right[first]) ** 2)


def reliability(said: NDArray[np.float64], was: NDArray[np.float64], weight: NDArray[np.float64]) -> Iterator[str]:
    """Yield for each bin of probabilities what was said, what was so, and how many cases that were."""
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high)
        if inside.any():
            means = [np.average(each[inside], weights=weight[inside]) for each in (said, was)]
            yield "said {:.3f}  was {:.3f}".format(*means) + f"  cases {weight[inside].sum():6.1f}"


def tables(cases: Sequence[Known], weights: Weights) -> Iterator[str]:
    """Yield the reliability of the first candidate's probability, then of that of "none of these"."""
    said = [probabilities(case, weights) for case in cases]
    weight = np.array([case.weight for case in cases])
    right = [case.right[int(each[:-1].argmax())] for case, each in zip(cases, said, strict=True)]
    yield from reliability(np.array([each[:-1].max() for each in said]), np.array(right, float), weight)
    yield "none of these:"
    lacking = np.array([not any(case.right) for case in cases], float)
    yield from reliability(np.array([each[-1] for each in said]), lacking, weight)


def show(known: Sequence[Known]) -> None:
    """Print the fit, and what it gives on the odd half."""
    even, odd = ([case for case in known if case.is_even == half] for half in (True, False))
    strength = strength_for(even)
    found = {"in force": in_force(), "fitted": fitted(even, strength)}
    print(f"fitted on {len(even)} cases (even half), strength {strength:g}")
    for name, *values in zip((*FACTORS, "NONE"), *found.values(), strict=True):
        print(f"  {name:24s}" + "".join(f"{value:8.2f}" for value in values))
    for added in (False, True):
        print("odd half,", "with what was added" if added else "the gazetteer as shipped")
        for name in (*SETS, "all"):
            for title, weights in found.items():
                print(
                    f"  {name:17s}{title:9s}",
                    row([k for k in odd if k.added == added and name in (k.set, "all")], weights),
                )
    for title, weights in found.items():
        print(f"reliability of the first candidate, odd half, {title}", *tables(odd, weights), sep="\n  ")


def main() -> None:
    """Print the figures."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    known: list[Known] = []
    with tempfile.TemporaryDirectory() as name:
        for folder in (Path(name) / "nothing added", Path(name) / "added"):
            if folder.name == "added":
                for source, path in ADDED.items():
                    command = (sys.executable, "-m", "geomap", "gazetteer", "add", source, str(shared / path))
                    environment = {**os.environ, "GEOMAP_DATA": str(folder)}
                    subprocess.run(command, check=True, capture_output=True, env=environment)
            cases = Cases(shared, Gazetteer.load(settings=Settings(data=folder)))
            print(folder.name, "cases:", dict(Counter(case.set for case in cases.known if any(case.right))))
            print("  of lacking places:", dict(Counter(case.set for case in cases.known if not any(case.right))))
            print("  left out:", dict(sorted(cases.left_out.items())))
            known += cases.known
    show(known)


if __name__ == "__main__":
    main()
