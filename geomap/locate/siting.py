"""From the evidence to one region: what the site is, and how the pieces of evidence were put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import regions, shapes
from geomap.locate.agreement import Agreement, Claim, agreement
from geomap.locate.choice import Choice
from geomap.locate.combination import (
    GROW_KM,
    WITHIN,
    apart_km,
    combined,
    cut_towards,
    rank,
    touches,
    within_units,
)
from geomap.locate.coordinates import impossible_in, longitude_first_in
from geomap.locate.dossier import SETTLED, Dossier, Entry
from geomap.locate.expressions import Expression, Named
from geomap.locate.plane import KM_PER_DEGREE
from geomap.locate.reasons import reason
from geomap.locate.regions import Region
from geomap.records import Candidate, Place, Reason

__all__ = ["Site", "find_site"]

LIKELY = 0.2
"""A second candidate as likely as this is kept in the region: what is left out may not exceed a tenth by much."""
SURE = 0.8
TIED = 0.4
"""A best candidate less likely than this, with another far away, is no answer."""
RIVAL_KM = 100.0
"""A second candidate farther than this is told, not drawn: a region over half the country says less than a sentence."""
FELLOW_KM = 40.0
"""Places named side by side are one site if they lie this near; else the first is taken (a guess)."""
MISNAMED = 0.3
"""Probability that the words lie where the name and a distance contradict each other (a guess)."""
ACROSS_KM = 50.0
"""How far abroad a place counted from one in Iraq may lie: the press tells of the land beyond the border (a guess)."""


@dataclass(frozen=True)
class Site:
    """Where something is: the region, the place where one was named, every candidate, and the reasons."""

    region: Region | None
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()


_SETTLEMENTS = ("city", "town", "village")
_FEATURE_WORDS = ("road", "dam", "bridge", "base", "airport", "refinery", "oilfield", "junction", "crossing", "camp")
"""Words for features: "the Kirkuk road" lies near Kirkuk, and is not the city."""


def find_site(choice: Choice) -> Site:
    """Return the site that a dossier describes; without a region, and with a reason, where it describes none."""
    dossier = choice.dossier
    about = [e for e in dossier.site_expressions if dossier.is_about_site(e)]
    target = dossier.target
    if target and target.places and choice.best(target.named) is None:
        site = find_site(Choice(replace(dossier, disbelieved=dossier.disbelieved | {target.named})))
        why = choice.refusal(target.named)
        return replace(site, reasons=_unique([*([why] if why else []), *site.reasons]))
    if any(e.kind == "coordinates" for e in about):
        return _by_coordinates(next(e for e in about if e.kind == "coordinates"), choice)
    if target and target.places and (target.specificity >= SETTLED or target.is_feature or _thing_within(dossier)):
        return _named(target, choice)
    about = [e for e in about if not _places_the_unit(e, choice)]
    described = _described(about if any(e.kind != "direction" for e in about) else (), choice)
    if described.region:
        return described
    if target and target.places:
        return _unit(target, choice)
    described = _described(about, choice)
    if described.region:
        return described
    elsewhere = _described([e for e in dossier.context_expressions if e.subject is None], choice)
    return elsewhere if elsewhere.region else _by_context(choice, described.reasons)


def _places_the_unit(expression: Expression, choice: Choice) -> bool:
    """Return whether words tell where the unit named lies, not where in it: "Kirkuk (250 km north of Baghdad)"."""
    target = choice.dossier.target
    unit = choice.best(target.named) if target and target.units and expression.subject == target.named else None
    anchors = [choice.best(anchor) for anchor in expression.anchors]
    return unit is not None and not any(place and unit.id in (place.id, *place.parents) for place in anchors)


def _thing_within(dossier: Dossier) -> bool:
    """Return whether an unknown place is named of which only the unit is known, and nothing says where it lies."""
    return dossier.unknown is not None and not any(dossier.is_about_site(e) for e in dossier.expressions)


def _by_coordinates(expression: Expression, choice: Choice) -> Site:
    gazetteer = choice.dossier.gazetteer
    region = regions.of_expression(expression, (), gazetteer)
    country = gazetteer.areas.of("iq")
    if region is None:
        return Site(None)
    told = [*region.reasons, *([reason("position_turned")] if longitude_first_in(expression.text) else [])]
    if country is not None and not region.shape.intersects(country):
        told.append(reason("position_abroad"))
    return Site(region, reasons=tuple(told))


def _named(target: Entry, choice: Choice) -> Site:
    dossier = choice.dossier
    candidates = choice.candidates(target.named)
    best = candidates[0]
    if best.place.kind == "country":
        return Site(None, None, candidates, (reason("country_only", place=best.place),))
    region = _region_of(best.place, target, dossier)
    if _is_tied(candidates):
        why = reason("uncertain", count=len(candidates), name=target.named.text)
        return Site(None, None, candidates, (why,))
    likely = [c for c in candidates[1:] if c.probability >= LIKELY] if best.probability < SURE else []
    reasons = [*_about_name(target.named, candidates, dossier), *region.reasons, *best.reasons]
    region, more = _with_rivals(region, best, likely, target, dossier)
    region, fellows = _with_fellows(region, target, choice)
    claims = choice.claims(dossier.claims_about(target.named))
    region, told = _with_claims(region, best.place, claims, dossier.gazetteer)
    if region.method == "along":
        region, cut = within_units(region, dossier)
        told += cut
    place = best.place if region.method in ("named", "along", "area") else None
    return Site(region, place, candidates, _unique([*reasons, *more, *fellows, *told]))


def _is_tied(candidates: Sequence[Candidate]) -> bool:
    """Return whether the best candidate is neither likely nor near to, or one with, the next."""
    best, second = candidates[0], candidates[1] if len(candidates) > 1 else None
    if second is None or best.probability >= TIED or second.probability < LIKELY:
        return False
    one, other = best.place, second.place
    related = one.id in other.parents or other.id in one.parents
    return not related and distance_km(one.lon, one.lat, other.lon, other.lat) > RIVAL_KM


def _region_of(place: Place, target: Entry, dossier: Dossier) -> Region:
    missing = dossier.unknown
    asked = target.named.indefinite or (missing.kind or "place" if missing else "")
    if asked:
        return regions.of_surroundings(place, asked, dossier.gazetteer)
    if target.named.kind in _FEATURE_WORDS and place.kind in _SETTLEMENTS:
        return regions.near(place, dossier.gazetteer)
    return regions.of_place(place, dossier.gazetteer)


def _about_name(named: Named, candidates: Sequence[Candidate], dossier: Dossier) -> list[Reason]:
    best = candidates[0]
    found = []
    if dossier.unknown:
        code = "disbelieved" if dossier.unknown in dossier.disbelieved else "unknown_name"
        found.append(reason(code, name=dossier.unknown.text, place=best.place))
    same = [c for c in candidates if c.place.kind == best.place.kind]
    if len(same) > 1:
        percent = round(100 * best.probability)
        found.append(reason("homonyms", count=len(same), name=named.text, place=best.place, probability=percent))
    return found


def _with_rivals(
    region: Region, best: Candidate, rivals: Sequence[Candidate], target: Entry, dossier: Dossier
) -> tuple[Region, list[Reason]]:
    """Take in the candidates that stay likely, but for units that hold the best one: those say less, not otherwise."""
    told: list[Reason] = []
    place, believed = best.place, best.probability
    for rival in rivals:
        other = rival.place
        if other.id in place.parents or place.id in other.parents:
            continue
        km = distance_km(place.lon, place.lat, other.lon, other.lat)
        percent = round(100 * rival.probability)
        if km > RIVAL_KM:
            told.append(reason("left_out", place=other, probability=percent, km=round(km)))
            continue
        told.append(reason("both_likely"))
        believed += rival.probability
        region = region.or_else(_region_of(other, target, dossier), rival.probability / believed)
    return region, told


def _with_fellows(region: Region, target: Entry, choice: Choice) -> tuple[Region, list[Reason]]:
    """Take in the other places that one phrase names beside the target: "Husayba and al-Madhiq"."""
    entries = [(place, e) for e in choice.dossier.fellows(target) if (place := choice.best(e.named)) is not None]
    near = [
        _region_of(place, entry, choice.dossier).shape
        for place, entry in entries
        if distance_km(region.lon, region.lat, place.lon, place.lat) <= FELLOW_KM
    ]
    apart = [reason("first_kept")] if len(near) < len(entries) else []
    if not near:
        return region, apart
    return region.together(shapes.union(near)), [reason("several", count=len(near) + 1), *apart]


def _with_claims(
    region: Region, place: Place, claims: Sequence[Claim], gazetteer: Gazetteer
) -> tuple[Region, list[Reason]]:
    """Narrow an open region by what agrees, and widen any by what contradicts it."""
    told: list[Reason] = []
    for claim in claims:
        found = agreement(place, claim, gazetteer)
        if found is None:
            continue
        told.append(found.reason)
        region, why = _with_claim(region, found, claim, gazetteer)
        told += why
    return region, told


def _with_claim(region: Region, found: Agreement, claim: Claim, gazetteer: Gazetteer) -> tuple[Region, list[Reason]]:
    said = regions.of_expression(claim.expression, claim.anchors, gazetteer)
    if said is None:
        return region, []
    if not found.contradicts:
        if region.method == "along" and claim.expression.kind == "direction":
            return cut_towards(region, claim)
        open_to = region.method == "along" or (region.method == "area" and claim.expression.subject is None)
        return (region.times(said) if open_to and touches(region.shape, said.shape) else region), []
    if claim.expression.distance is None or apart_km(region, said) > GROW_KM or region.unit is not None:
        return region, [reason("name_kept")]
    return region.or_else(said, MISNAMED), [reason("name_wins")]


def _described(expressions: Sequence[Expression], choice: Choice) -> Site:
    """Return the site that expressions alone describe: those that agree with the first narrow it, others widen it."""
    dossier = choice.dossier
    reasons = [
        reason("unknown_anchor", name=anchor.text)
        for expression in expressions
        for anchor in expression.anchors
        if choice.best(anchor) is None
    ]
    found: list[tuple[Claim, Region]] = []
    for claim in choice.claims(sorted(expressions, key=rank)):
        region = regions.of_expression(claim.expression, claim.anchors, dossier.gazetteer)
        if region is not None and _is_possible(region, claim, dossier.gazetteer):
            found.append((claim, region))
        elif region is not None or claim.expression.distance is not None:
            reasons.append(_impossible(claim, dossier.gazetteer))
        elif len(claim.anchors) > 1:
            reasons.append(reason("apart", first=claim.anchors[0], second=claim.anchors[1]))
    if not found:
        return Site(None, reasons=tuple(reasons))
    region, told = combined(found)
    reasons += told
    region, why = within_units(region, dossier)
    part_of = found[0][0].anchors[0] if len(found) == 1 and found[0][0].expression.kind in WITHIN else None
    candidates = tuple(c for e in expressions for anchor in e.anchors for c in choice.candidates(anchor))
    return Site(region, part_of, _unique_candidates(candidates), _unique([*reasons, *why]))


def _unit(target: Entry, choice: Choice) -> Site:
    """Return the whole unit, but nothing for a country: that says no more than that the report is on it."""
    return _named(target, choice)


def _by_context(choice: Choice, reasons: Sequence[Reason]) -> Site:
    """Return the narrowest unit or place that the report names elsewhere for the event, or none with the reason."""
    dossier = choice.dossier
    known = [_as_unit(entry) for entry in dossier.entries if entry.places]
    if known:
        entry = max(known, key=lambda e: e.specificity)
        site = _unit(entry, choice)
        return replace(site, reasons=_unique([*reasons, *site.reasons]))
    if dossier.unknown and dossier.unknown not in dossier.disbelieved:
        return Site(None, reasons=_unique([*reasons, reason("unknown", name=dossier.unknown.text)]))
    code = "no_position" if any(impossible_in(reading.text) for reading in dossier.readings) else "no_place"
    return Site(None, reasons=tuple(reasons) or (reason(code),))


def _as_unit(entry: Entry) -> Entry:
    """Return the entry as the unit that it names, where it names one: what holds the site, not the site."""
    if not entry.units:
        return entry
    unit = entry.units[0]
    return replace(entry, places=(unit,), named=replace(entry.named, ids=(unit.id,), kind=unit.kind))


def _is_possible(region: Region, claim: Claim, gazetteer: Gazetteer) -> bool:
    """Return whether a region counted from a place in Iraq lies in Iraq or just across the border."""
    if claim.anchors[0].country != "IQ":
        return True
    country = gazetteer.areas.of("iq")
    return country is None or bool(shapely.dwithin(country, region.shape, ACROSS_KM / KM_PER_DEGREE))


def _impossible(claim: Claim, gazetteer: Gazetteer) -> Reason:
    said, directions, anchor = claim.expression.distance, claim.expression.directions, claim.anchors[0]
    unit = gazetteer.places.get("iq", anchor)
    km = round(said.km, 1) if said else 0
    if not directions:
        return reason("impossible_distance", said_km=km, anchor=anchor, unit=unit)
    return reason("impossible", said_km=km, direction=directions[0].code, anchor=anchor, unit=unit)


def _unique(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple({why.text: why for why in reasons}.values())


def _unique_candidates(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple({candidate.place.id: candidate for candidate in candidates}.values())
