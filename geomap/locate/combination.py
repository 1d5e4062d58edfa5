"""How regions go together: what agrees multiplies, what excludes each other is added, named units cut softly."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely import Geometry

from geomap.gazetteer import Gazetteer
from geomap.locate import regions, shapes
from geomap.locate.agreement import Claim
from geomap.locate.dossier import Dossier
from geomap.locate.expressions import Expression
from geomap.locate.plane import KM_PER_DEGREE
from geomap.locate.reasons import reason
from geomap.locate.regions import Region
from geomap.locate.remembered import remembered
from geomap.locate.units import lineage
from geomap.records import Place, Reason

__all__ = ["GROW_KM", "WITHIN", "apart_km", "combined", "cut_towards", "rank", "touches", "within_units"]

GROW_KM = 60.0
"""A contradicting expression widens the region only if its own lies this near; else it is written down (a guess)."""
TOUCH = 0.05
"""Two regions agree if they share this part of the smaller one."""
SEEN_KM = 100.0
"""How far what lies in a direction is looked for."""
SIMPLER = 0.01
"""Degrees by which the border of a unit may be off where a region is cut to it: a fifth of the margin."""
UNIT_MARGIN_KM = 5.0
"""A unit is taken with this margin: people near a border count themselves to either side."""
WITHIN = ("centre", "side", "outskirts")
"""Kinds that name the place in which the site lies: they go before distances from elsewhere."""


def combined(found: Sequence[tuple[Claim, Region]]) -> tuple[Region, list[Reason]]:
    """Return the region that all expressions give together: the first, with each of the others in turn."""
    (first, region), *others = found
    told = list(region.reasons)
    named = first.expression.kind in WITHIN
    for number, (claim, other) in enumerate(others, 2):
        seen = _seen_from(claim) if claim.expression.kind == "direction" else None
        if seen is not None and not touches(region.shape, other.shape) and touches(region.shape, seen):
            region, why = cut_towards(region, claim)
            told += why
            continue
        apart = any(_are_two_places(claim, before) for before, _ in found[: number - 1])
        region, why = _joined(region, other, None if named else 1 / number, apart=apart)
        told += [*other.reasons, *why]
    return region, told


def _joined(region: Region, other: Region, weight: float | None, *, apart: bool) -> tuple[Region, list[Reason]]:
    """Return what two regions agree on, else both, else (where the first is a named place) the first alone."""
    if not apart and touches(region.shape, other.shape):
        return region.times(other), []
    if weight is None:
        return region, [reason("name_kept")]
    if apart_km(region, other) > GROW_KM:
        return region, [reason("first_kept")]
    return region.or_else(other, weight), [reason("both_likely")]


def _are_two_places(claim: Claim, other: Claim) -> bool:
    """Return whether two distances from one place are told: "12 km northwest of Mosul, 25 km west of Mosul"."""
    said = claim.expression.distance, other.expression.distance
    return claim.anchors == other.anchors and None not in said


def rank(expression: Expression) -> int:
    """Return when an expression is taken: what names the place itself first, a mere direction last."""
    return 0 if expression.kind in WITHIN else 2 if expression.kind == "direction" else 1


def touches(one: Geometry, other: Geometry) -> bool:
    """Return whether two regions share so much of the smaller one that they can be about one place."""
    shared = one.intersection(other).area
    return bool(shared >= TOUCH * min(one.area, other.area) > 0)


def apart_km(one: Region, other: Region) -> float:
    """Return how many km lie between two regions."""
    return float(shapely.distance(one.shape, other.shape)) * KM_PER_DEGREE


def cut_towards(region: Region, claim: Claim) -> tuple[Region, list[Reason]]:
    """Return a region cut to what lies in the direction of a claim, with the sentence."""
    told = reason("towards", direction=claim.expression.directions[0].code, anchor=claim.anchors[0])
    return region.cut_to(_seen_from(claim)), [told]


def _seen_from(claim: Claim) -> Geometry:
    """Return all ground in a direction: the part of a range that is meant by it may be far off."""
    anchor = claim.anchors[0]
    bearing, half = regions.half_angle_of(claim.expression.directions)
    return shapes.sector(anchor.lon, anchor.lat, bearing, half, 0.0, SEEN_KM)


def within_units(region: Region, dossier: Dossier) -> tuple[Region, list[Reason]]:
    """Cut a described region to the units that the phrases name, softly."""
    told: list[Reason] = []
    for entry in dossier.entries:
        if not entry.units or entry.named in dossier.anchors or entry.units[0].kind == "country":
            continue
        unit = entry.units[0]
        area = _area_with_claims(unit, dossier.gazetteer)
        if area.contains(region.shape):
            continue
        if not touches(region.shape, area):
            told.append(reason("not_narrowed", unit=unit))
            continue
        region = region.cut_to(area)
        told.append(reason("narrowed", unit=unit))
    return region, told


@remembered(1024)
def _area_with_claims(unit: Place, gazetteer: Gazetteer) -> Geometry:
    """Return a unit's area with its margin and with the districts that it claims: the press counts them to it."""
    own = regions.of_place(unit, gazetteer).shape
    claimed = [p for p in gazetteer.of_kind("district") if unit.id in lineage(p, gazetteer)[1]]
    whole = shapes.union([own, *(regions.of_place(place, gazetteer).shape for place in claimed)])
    area = shapely.simplify(shapes.grown(whole, UNIT_MARGIN_KM), SIMPLER)
    shapely.prepare(area)
    return area
