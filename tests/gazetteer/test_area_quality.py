"""How well the approximate areas agree with surveyed ones (COD-AB 2019 and its UNAMI selection, in ../shared).

Floors are what was reached when the areas were built, rounded down; they may only rise.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from statistics import mean

import pytest
import shapely
from shapely import Geometry

from geomap.gazetteer.areas import Areas
from geomap.gazetteer.tables import read_places
from geomap.settings import data_folder

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "gazetteer"
FOLDER = data_folder("gazetteer")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference boundaries in ../shared are absent")

DISPUTED = {
    "Al-Hamdaniya": "iq.nineveh.hamdaniya",
    "Al-Hawiga": "iq.kirkuk.hawija",
    "Al-Shikhan": "iq.nineveh.shekhan",
    "Aqra": "iq.nineveh.akre",
    "Daquq": "iq.kirkuk.daquq",
    "Dibis": "iq.kirkuk.dibis",
    "Khanaqin": "iq.diyala.khanaqin",
    "Kifri": "iq.diyala.kifri",
    "Kirkuk": "iq.kirkuk.kirkuk",
    "Makhmour": "iq.erbil.makhmur",
    "Mandali": "iq.diyala.baladruz.mandali",
    "Sinjar": "iq.nineveh.sinjar",
    "Telafar": "iq.nineveh.tal_afar",
    "Tilkaef": "iq.nineveh.tel_kayf",
    "Tooz Khurmato": "iq.salah_al_din.tuz",
}
"""English name in `disputed_units` → our id."""


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.load(FOLDER)


@pytest.fixture(scope="module")
def real() -> dict[str, Geometry]:
    found = reference("disputed_units/disputed_territories_unami2009_codab.geojson", "name_en")
    assert set(found) == set(DISPUTED)
    return found


def reference(path: str, key: str) -> dict[str, Geometry]:
    features = json.loads((SHARED / path).read_text("utf-8"))["features"]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    return {f["properties"][key]: g for f, g in zip(features, shapely.make_valid(shapes), strict=True)}


def iou(a: Geometry, b: Geometry) -> float:
    """Intersection over union in degrees: both shrink alike with latitude within one unit."""
    return float(shapely.intersection(a, b).area / shapely.union(a, b).area)


def tell(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Print `text` past pytest, for `data/gazetteer/SOURCES.md`."""
    with capsys.disabled():
        sys.stdout.write(f"\n{text}")


def test_the_fifteen_disputed_units(
    areas: Areas, real: dict[str, Geometry], capsys: pytest.CaptureFixture[str]
) -> None:
    """The issue asks for a mean of 0.80 and for 0.65 at least."""
    scores = {name: iou(areas.of(key), real[name]) for name, key in DISPUTED.items()}
    least = min(scores, key=lambda name: scores[name])
    tell(capsys, f"the 15 disputed units: mean {mean(scores.values()):.3f}, least {scores[least]:.3f} ({least})")
    assert mean(scores.values()) >= 0.82, scores
    assert min(scores.values()) >= 0.70, scores


def test_the_disputed_territories_as_a_whole(
    areas: Areas, real: dict[str, Geometry], capsys: pytest.CaptureFixture[str]
) -> None:
    (drawn,) = areas.features("disputed")
    overlap = iou(drawn.geometry, shapely.union_all(list(real.values())))
    tell(capsys, f"the disputed territories as a whole: {overlap:.3f}")
    assert overlap >= 0.86


def test_places_fall_in_the_right_disputed_unit(
    areas: Areas, real: dict[str, Geometry], capsys: pytest.CaptureFixture[str]
) -> None:
    """Share of Who's On First's places in the fifteen units: of all, and of those that we did not build from ourselves.

    The issue asks for 0.90 of all.
    """
    with (FOLDER / "areas" / "control_points.csv").open(encoding="utf-8", newline="") as file:
        known = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    known += [(place.lon, place.lat) for place in read_places(FOLDER)]
    with (SHARED / "whosonfirst_iq" / "wof_iq_places.csv").open(encoding="utf-8", newline="") as file:
        points = shapely.points([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])
    _, distance = shapely.STRtree(shapely.points(known)).query_nearest(points, return_distance=True, all_matches=False)
    shares = []
    for kind, asked in (("every", points), ("fresh", points[distance > 0.01])):  # a kilometre
        inside = {name: shapely.contains(shape, asked) for name, shape in real.items()}
        right = sum(int((shapely.contains(areas.of(DISPUTED[n]), asked) & mask).sum()) for n, mask in inside.items())
        everyone = sum(int(mask.sum()) for mask in inside.values())
        tell(capsys, f"{kind} place in the right disputed unit: {right} of {everyone}, {right / everyone:.3f}")
        shares.append(right / everyone)
        assert everyone > 1000
    assert min(shares) >= 0.93, shares


def test_the_governorates(areas: Areas, capsys: pytest.CaptureFixture[str]) -> None:
    found = reference("cod_ab_iq_2019/irq_admbnda_adm1_cso_20190603.geojson", "ADM1_EN")
    ours = [area.geometry for area in areas.features("governorate")]
    scores = {name: max(iou(shape, real) for shape in ours) for name, real in found.items()}
    least = min(scores, key=lambda name: scores[name])
    tell(capsys, f"18 governorates: mean {mean(scores.values()):.3f}, least {scores[least]:.3f} ({least})")
    tell(capsys, f"Baghdad: {scores['Baghdad']:.3f}")
    assert mean(scores.values()) >= 0.88, scores
    # Natural Earth itself: 0.13 for Baghdad, whose rest we take from its neighbours.
    assert scores["Baghdad"] >= 0.70


def test_districts_everywhere(areas: Areas, capsys: pytest.CaptureFixture[str]) -> None:
    """Best overlap for each of the 101 districts of 2019; today's 119 are finer, so this can't reach 1."""
    found = reference("cod_ab_iq_2019/irq_admbnda_adm2_cso_20190603.geojson", "ADM2_EN")
    ours = [area.geometry for area in areas.features("district")]
    tree = shapely.STRtree(ours)
    best = {name: max(iou(ours[i], real) for i in tree.query(real)) for name, real in found.items()}
    least = min(best, key=lambda name: best[name])
    tell(capsys, f"101 districts of 2019: mean {mean(best.values()):.3f}, least {best[least]:.3f} ({least})")
    assert mean(best.values()) >= 0.62
