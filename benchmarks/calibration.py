"""Fit the constants of the regions on one half of what others recorded, and measure their 90 % on the other.

usage: python benchmarks/calibration.py fit [SHARED]       fits, and writes geomap/locate/data/fitted.toml
       python benchmarks/calibration.py measure [SHARED]   measures, and writes docs/calibration.md and .svg

SHARED is the folder with ``data/eval``; ../shared where not given. The halves are by the SHA-256 of the phrase: even
fits, odd checks. What the user of this machine has added to the gazetteer is left out.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

import numpy as np
from pyproj import Geod
from scipy.optimize import minimize
from scipy.stats import beta
from shapely import Geometry, Point

from geomap.gazetteer import Gazetteer
from geomap.locate import Context, Locator, anchored
from geomap.locate.choice import Choice
from geomap.locate.dossier import Dossier
from geomap.locate.expressions import Expression
from geomap.locate.fitted import PATH, Table, fitted
from geomap.locate.region import Region
from geomap.locate.settled import Settled, drawn_from
from geomap.records import Location, Place, PlacePhrase

ROOT = Path(__file__).resolve().parents[1]
GROSS_KM = 150.0
"""A place that is not where the words say lies anywhere within this of the anchor: reports are about a region."""
GROSS = 0.07
"""Share of such places to begin with; fitted too."""
START = {"edge": 0.2, "spread_step": 0.4, "spread_radius": 0.15, "turn": 14.0}
"""Where the fit begins, whatever the file says: it comes out alike each time. From looking at the even half."""
KEYS = ("edge", "spread_step", "spread_radius")
"""What is fitted of ``offset`` by likelihood: as many constants as a hundred phrases can bear; others by hand."""
TURNS = (8.0, 10.0, 12.0, 14.0, 16.0)
SHARES = (0.97, 0.98, 0.985, 0.99, 0.993, 0.995)
"""Spreads of the bearing and shares of the probability that are tried for the best coverage at a bearable size: the
likelihood hardly tells the spreads apart, as one strike in fourteen is nowhere near."""
SIZE = 0.8
"""Median area against the disc of radius 0.5 d + 5 km that is bearable, before a region is cut to the units named."""
LOOSE = 1.5
"""Standard deviation of the prior of a constant's logarithm about its present value."""
LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
UNITS = ("country", "governorate", "district", "subdistrict")


@dataclass(frozen=True)
class Recorded:
    """A phrase, and where others recorded its place."""

    source: str
    phrase: str
    lon: float
    lat: float

    @property
    def fits(self) -> bool:
        """Whether it is in the half that constants are fitted on."""
        return int(hashlib.sha256(self.phrase.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True)
class Case:
    """A distance or a direction from a place, about a site without a name of its own."""

    row: Recorded
    expression: Expression
    anchor: Place

    @property
    def kind(self) -> str:
        """The table of constants that it bears on."""
        return "offset" if self.expression.distance else "direction"

    def region(self, table: Table, prior: Settled) -> Region:
        """Return the region that the constants of `table` give."""
        said = self.expression
        if said.distance:
            belief = anchored.offset(self.anchor, said.distance, said.directions, table)
        else:
            belief = anchored.towards(self.anchor, said.directions, table)
        return Region("offset", beliefs=(belief,), prior=prior)


def recorded(shared: Path) -> Iterator[Recorded]:
    """Yield everything that was recorded, each phrase once for a place."""
    folder = shared / "data/eval"
    strikes: dict[str, list[tuple[float, float]]] = {}
    for row in rows(folder / "dutch_relative/strikes.csv"):
        words = " ".join(f"{row['text']}{', ' if row['province'] else ''}{row['province']}".split())
        strikes.setdefault(words, []).append((float(row["lon"]), float(row["lat"])))
    for phrase, places in strikes.items():
        lons, lats = zip(*places, strict=True)
        yield Recorded("dutch_relative", phrase, statistics.median(lons), statistics.median(lats))
    seen: set[Recorded] = set()
    for line in (folder / "arabic_news_2015/gold.jsonl").read_text("utf-8").splitlines():
        for incident in json.loads(line)["incidents"]:
            words = f"{incident['place_ar']} {incident['relative_expression_ar'] or ''}".strip()
            context = incident["place_ar_context"] if incident["relative_expression_ar"] else None
            for phrase in {words, context or words} if incident["lon"] is not None else ():
                seen.add(Recorded("arabic_news_2015", phrase, incident["lon"], incident["lat"]))
    for row in rows(folder / "ucdp_headlines/events.csv"):
        seen.add(Recorded("ucdp_headlines", row["source_headline"], float(row["longitude"]), float(row["latitude"])))
    yield from sorted(seen, key=lambda r: (r.source, r.phrase, r.lon, r.lat))


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def dossier(phrase: str, gazetteer: Gazetteer) -> Dossier:
    """Return what a phrase says."""
    whole = PlacePhrase(phrase, 0, len(phrase), mentions=gazetteer.find(phrase))
    return Locator(gazetteer).dossier([whole], Context())


def cases(found: Sequence[Recorded], gazetteer: Gazetteer) -> list[Case]:
    """Return the distances and directions about sites without a name, each once."""
    kept: dict[tuple[str, str, float, float], Case] = {}
    for row in found:
        read = dossier(row.phrase, gazetteer)
        said = [e for e in read.site_expressions if read.is_about_site(e)]
        if len(said) != 1 and row.source == "dutch_relative":
            continue
        target = read.target
        if (target and target.places and target.specificity >= 2.0) or read.unknown:
            said = [e for e in said if e.distance]
        for claim in Choice(read).claims(said):
            bare = claim.expression.kind == "direction" and claim.anchors[0].kind not in UNITS
            if len(claim.anchors) == 1 and claim.expression.directions and (claim.expression.distance or bare):
                key = (claim.anchors[0].id, claim.expression.text, round(row.lon, 2), round(row.lat, 2))
                kept.setdefault(key, Case(row, claim.expression, claim.anchors[0]))
    return list(kept.values())


def at(region: Region, lon: float, lat: float) -> tuple[float, float]:
    """Return a region's density (1/km²) at a place, and the probability of all that is likelier."""
    part = region.part
    x, y = part.grid.plane.xy(lon, lat)
    columns, rows_of = part.grid.x, part.grid.y
    if not (columns[0] <= x <= columns[-1] and rows_of[0] <= y <= rows_of[-1]):
        return 0.0, 1.0
    column, row = (x - columns[0]) / part.grid.km, (y - rows_of[0]) / part.grid.km
    i, j = min(int(row), len(rows_of) - 2), min(int(column), len(columns) - 2)
    up, right = row - i, column - j
    block = part.per_km2[i : i + 2, j : j + 2]
    here = float(np.array([1 - up, up]) @ block @ np.array([1 - right, right]))
    return here, float(part.values[part.per_km2 > here].sum())


def misfit(some: Sequence[Case], table: Table, prior: Settled, gross: float) -> float:
    """Return minus the log-likelihood of the recorded places: in the density, or anywhere about the anchor."""
    anywhere = gross / (math.pi * GROSS_KM**2)
    densities = (at(case.region(table, prior), case.row.lon, case.row.lat)[0] for case in some)
    return -sum(math.log((1 - gross) * density + anywhere) for density in densities)


def fit(gazetteer: Gazetteer, found: Sequence[Case]) -> None:
    """Fit the constants of ``offset`` on the even half, print what they give on both, and write them."""
    halves = [[c for c in found if c.kind == "offset" and c.row.fits is fits] for fits in (True, False)]
    prior = drawn_from(gazetteer, fitted())
    start = np.array([math.log(START[key]) for key in KEYS] + [math.log(GROSS / (1 - GROSS))])

    def loss(values: np.ndarray) -> float:
        table, gross = with_constants(values)
        held = float((((values - start) / LOOSE) ** 2).sum()) / 2
        return misfit(halves[0], table, prior, gross) + held

    best = minimize(loss, start, method="L-BFGS-B", options={"maxiter": 60, "eps": 0.02})
    for name, values in (("before", start), ("after", best.x)):
        table, gross = with_constants(values)
        even, odd = (misfit(half, table, prior, gross) / len(half) for half in halves)
        print(f"{name}: {shown(table)}; gross errors {gross:.3f}; minus log-likelihood a phrase: even half "
              f"({len(halves[0])}) {even:.3f}, odd half ({len(halves[1])}) {odd:.3f}")  # fmt: skip
    turn, level = widest(halves, table, prior)
    text = PATH.read_text("utf-8")
    for section, constants in (
        ("offset", {**{key: table["offset"][key] for key in KEYS}, "turn": turn}),
        ("level", {"offset": level}),
    ):
        head, tail = text.split(f"[{section}]\n")
        for key in constants:
            tail = re.sub(rf"^{key} = .*$", f"{key} = {constants[key]:.3g}", tail, count=1, flags=re.MULTILINE)
        text = f"{head}[{section}]\n{tail}"
    PATH.write_text(text, "utf-8")


def widest(halves: Sequence[Sequence[Case]], table: Table, prior: Settled) -> tuple[float, float]:
    """Return the spread of bearings and the share of the probability that hold most of the even half."""
    tried = []
    for turn in TURNS:
        changed = {**table, "offset": {**table["offset"], "turn": turn}}
        drawn = [[(c, c.region(changed, prior)) for c in half] for half in halves]
        for level in SHARES:
            (held, size), (odd_held, odd_size) = (coverage(half, level) for half in drawn)
            print(f"turn {turn:.0f}, level {level}: {held:.3f} inside at {size:.2f} of the disc on the even half, "
                  f"{odd_held:.3f} at {odd_size:.2f} on the odd")  # fmt: skip
            tried.append((held, size, turn, level))
    return best(tried)


def best(tried: Sequence[tuple[float, float, float, float]]) -> tuple[float, float]:
    """Return turn and level of what holds most at a bearable size, of (held, size, turn, level); else the smallest."""
    bearable = [one for one in tried if one[1] <= SIZE]
    _, _, turn, level = max(bearable, key=lambda one: (one[0], -one[1])) if bearable else min(tried, key=itemgetter(1))
    return turn, level


def coverage(drawn: Sequence[tuple[Case, Region]], level: float) -> tuple[float, float]:
    """Return the share of places inside, and the median area against the disc."""
    shapes = [(case, replace(region, level=level).shape) for case, region in drawn]
    held = statistics.mean(shape.intersects(Point(case.row.lon, case.row.lat)) for case, shape in shapes)
    sizes = [
        area_km2(shape) / disc_km2(case.expression.distance.km) for case, shape in shapes if case.expression.distance
    ]
    return held, statistics.median(sizes)


def area_km2(shape: Geometry) -> float:
    """Return the area of a region on the ellipsoid."""
    return abs(float(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])) / 1e6


def disc_km2(said_km: float) -> float:
    """Return the area of the disc that a region is held against."""
    return math.pi * (0.5 * said_km + 5) ** 2


def with_constants(values: np.ndarray) -> tuple[Table, float]:
    """Return the table with the constants of ``offset`` that are fitted, from their logarithms, and the gross share."""
    changed = {key: math.exp(value) for key, value in zip(KEYS, values, strict=False)}
    table: Mapping[str, Mapping[str, float]] = {**fitted(), "offset": {**fitted()["offset"], **START, **changed}}
    return table, float(1 / (1 + np.exp(-values[-1])))


def shown(table: Table) -> str:
    """Return the fitted constants for reading."""
    return ", ".join(f"{key} {table['offset'][key]:.3g}" for key in KEYS)


@dataclass(frozen=True)
class Placed:
    """A recorded place beside the answer."""

    row: Recorded
    kind: str
    answer: Location
    said_km: float | None

    @property
    def inside(self) -> bool:
        """Whether the recorded place lies in the region."""
        return bool(self.answer.footprint.intersects(Point(self.row.lon, self.row.lat)))


def placed(found: Sequence[Recorded], gazetteer: Gazetteer) -> list[Placed]:
    """Return the answers of the whole locator, with the kind of phrase that each is an answer to."""
    locator = Locator(gazetteer)
    answers = []
    for row in found:
        answer = locator.locate_text(row.phrase)
        if answer.lon is None:
            continue
        read = dossier(row.phrase, gazetteer)
        said = [e for e in read.site_expressions if read.is_about_site(e)]
        named = answer.place is not None
        kind = answer.method if named or not said else "offset" if said[0].distance else said[0].kind
        distance = said[0].distance.km if said and said[0].distance and not named else None
        answers.append(Placed(row, kind, answer, distance))
    return answers


def table_of(answers: Sequence[Placed]) -> str:
    """Return the coverage by kind of phrase and source, as a Markdown table."""
    lines = [
        "| phrase | source | half | phrases | inside | 90 % interval of that | median area km² |",
        "|---|---|---|---|---|---|---|",
    ]
    keys = sorted({(a.kind, a.row.source) for a in answers})
    for kind, source in keys:
        for half, fits in (("fitted", True), ("held back", False)):
            group = [a for a in answers if (a.kind, a.row.source, a.row.fits) == (kind, source, fits)]
            if len(group) < 5:
                continue
            held = sum(a.inside for a in group)
            low, high = beta.ppf([0.05, 0.95], [held + 0.5] * 2, [len(group) - held + 0.5] * 2)
            area = statistics.median(area_km2(a.answer.footprint) for a in group)
            lines.append(
                f"| {kind} | {source} | {half} | {len(group)} | {held / len(group):.3f} "
                f"| {low:.2f}–{high:.2f} | {area:,.0f} |"
            )
    return "\n".join(lines)


def against_disc(answers: Sequence[Placed]) -> str:
    """Return how large the regions of distances are against the disc of radius 0.5 d + 5 km, and what they hold."""
    told = [a for a in answers if a.row.source == "dutch_relative" and a.said_km is not None]
    ratio = statistics.median(area_km2(a.answer.footprint) / disc_km2(a.said_km) for a in told if a.said_km)
    held = statistics.mean(a.inside for a in told)
    return f"{len(told)} distances of dutch_relative: median area {ratio:.2f} of the disc's, {held:.3f} inside."


def reliability(gazetteer: Gazetteer, found: Sequence[Case]) -> tuple[str, dict[str, list[float]]]:
    """Return, for each share of the modelled probability, the share of recorded places inside; table and curves."""
    prior = drawn_from(gazetteer, fitted())
    curves: dict[str, list[float]] = {}
    for kind in ("offset", "direction"):
        for half, fits in (("fitted", True), ("held back", False)):
            group = [c for c in found if c.kind == kind and c.row.fits is fits]
            depths = [at(case.region(fitted(), prior), case.row.lon, case.row.lat)[1] for case in group]
            shares = [sum(depth <= level for depth in depths) / len(depths) for level in LEVELS]
            curves[f"{kind}, {half} ({len(group)})"] = shares
    head = "| modelled | " + " | ".join(curves) + " |\n|---|" + "---|" * len(curves)
    body = [
        f"| {level:.2f} | " + " | ".join(f"{curve[i]:.2f}" for curve in curves.values()) + " |"
        for i, level in enumerate(LEVELS)
    ]
    return "\n".join([head, *body]), curves


def draw(curves: Mapping[str, Sequence[float]], path: Path) -> None:
    """Draw the curves of `reliability` as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "geomap"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 6))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, linestyle=":", label="perfect")
    for (name, curve), (colour, style) in zip(
        curves.items(), [("#0072b2", "--"), ("#0072b2", "-"), ("#d55e00", "--"), ("#d55e00", "-")], strict=True
    ):
        axes.plot(LEVELS, curve, marker="o", markersize=4, color=colour, linestyle=style, label=name)
    axes.axhline(0.9, color="grey", linewidth=0.5)
    axes.set(xlabel="share of the modelled probability", ylabel="share of recorded places inside", xlim=(0, 1))
    axes.set(ylim=(0, 1), aspect="equal")
    axes.legend(loc="upper left", frameon=False)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def measure(gazetteer: Gazetteer, found: Sequence[Recorded]) -> None:
    """Measure the regions on both halves, print what comes out and write it into docs/calibration.md."""
    answers = placed(found, gazetteer)
    curves_table, curves = reliability(gazetteer, cases(found, gazetteer))
    draw(curves, ROOT / "docs/calibration.svg")
    report = f"{against_disc(answers)}\n\n{table_of(answers)}\n\n{curves_table}"
    print(report)
    page = ROOT / "docs/calibration.md"
    head, _, _ = page.read_text("utf-8").partition("<!-- measured -->")
    page.write_text(f"{head}<!-- measured -->\n\n{report}\n", "utf-8")


def main() -> None:
    """Fit or measure."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("fit", "measure"):
        sys.exit(__doc__)
    shared = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT.parent / "shared"
    with tempfile.TemporaryDirectory() as nothing:
        os.environ["GEOMAP_DATA"] = nothing
        gazetteer = Gazetteer.load()
        found = list(recorded(shared))
        if sys.argv[1] == "fit":
            fit(gazetteer, cases(found, gazetteer))
        else:
            measure(gazetteer, found)


if __name__ == "__main__":
    main()
