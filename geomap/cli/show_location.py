"""What the command line prints of a place phrase: the point, its region and units, why, and who else was a candidate.

Arabic names stand between columns of Latin words, never beside figures: a terminal that turns Arabic around would take
the figures along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from geomap.cli.show import NARROW, output, plain, table

if TYPE_CHECKING:
    from rich.console import Console

    from geomap.records import Candidate, Location, Place

__all__ = ["location"]

WIDE = 130
"""Columns from which positions have room beside the reasons; a guess from looking at them."""

SHOWN_CANDIDATES = 8
"""Candidates for one name that are printed one by one; the rest is counted, with its probability."""

SHOWN_UNITS = 3
"""Units of one level that are printed, the likeliest first."""

HERE_KM = 0.5
"""A candidate this near to the point is the point."""

NONE_OF_THESE = "none of these"

GEO_PRECISION = {1: "a place that is known", 2: "near a place, or a small part of a region", 3: "a larger region"}
WHERE_PREC = {
    1: "exact",
    2: "within 25 km of a known point",
    3: "the district is known",
    4: "the governorate is known",
    5: "a line or a region without formal bounds",
    6: "the country is known",
    7: "international waters",
}
"""The codes of the codebooks in a few words; `geomap.locate.precision` has their own."""

_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def location(
    text: str,
    found: Location,
    places: Mapping[str, Place],
    console: Console | None = None,
    *,
    attribution: Sequence[str] = (),
) -> None:
    """Print where a phrase lies, why, and the candidates for its names.

    Parameters
    ----------
    text : str
        The phrase.
    found : Location
    places : mapping of str to Place
        The gazetteer's, for the names of units.
    console : rich.console.Console, optional
        Where to; standard output if not given.
    attribution : sequence of str
        What the licence of a place asks for.
    """
    console = console or output()
    piped = not console.is_terminal
    console.print(plain(text), style="bold", soft_wrap=piped)
    facts = _facts(found) or {"Not placed": ""}
    _grid(console, ((f"{head}:" if words else head, words) for head, words in facts.items()), soft_wrap=piped)
    _grid(console, (("·", reason.text) for reason in found.reasons), soft_wrap=piped)
    if found.candidates:
        console.print(_candidates(found, places, console.width))
    for each in attribution:
        console.print(plain(each), soft_wrap=piped)


def _grid(console: Console, rows: Iterable[tuple[str, str]], *, soft_wrap: bool) -> None:
    """Print short words with what they stand for: in a file one line each, on a terminal broken under themselves."""
    rows = list(rows)
    if soft_wrap:
        for head, words in rows:
            console.print(plain(f"{head} {words}".rstrip()), soft_wrap=True)
        return
    grid = Table.grid(padding=(0, 1))
    for head, words in rows:
        grid.add_row(plain(head), plain(words))
    console.print(grid)


def _facts(found: Location) -> dict[str, str]:
    """Return what is known of a point, in words; nothing for a phrase that was not placed."""
    if found.lon is None or found.lat is None or found.radius_km is None:
        return {}
    place = f"{found.place.label}, {found.place.kind}; " if found.place else ""
    geo, where, shares = found.geo_precision, found.where_prec, found.shares
    lon, lat = f"{abs(found.lon):.4f} {'EW'[found.lon < 0]}", f"{abs(found.lat):.4f} {'NS'[found.lat < 0]}"
    facts = {
        "Longitude, latitude": f"{lon}, {lat}, within {found.radius_km:.1f} km (90 %)",
        "Found as": f"{place}{found.method}",
        "Governorate": _shares(shares.governorate) or "none of Iraq",
        "District": _shares(shares.district),
        "Disputed": _percent(shares.disputed) if shares.disputed else "",
        "ACLED geo_precision": f"{geo}, {GEO_PRECISION[geo]}" if geo else "none: whole countries are not recorded",
        "UCDP where_prec": f"{where}, {WHERE_PREC[where]}" if where else "none",
    }
    return {name: words for name, words in facts.items() if words}


def _shares(level: Mapping[str, float]) -> str:
    likeliest = sorted(level.items(), key=lambda item: -item[1])[:SHOWN_UNITS]
    return ", ".join(f"{name} {_percent(share)}" for name, share in likeliest)


def _percent(share: float) -> str:
    return "under 1 %" if share < 0.005 else f"{100 * share:.0f} %"


def _candidates(found: Location, places: Mapping[str, Place], width: int) -> Table:
    """Return the candidates for each name, with "none of these" below; as many columns as there is room for."""
    headings = [">Prob.", "Place", "Arabic", "Kind", "In", ">From point", ">Longitude", ">Latitude", "Why"]
    wanted = [n for n, heading in enumerate(headings) if _has_room(heading, width)]
    shown = table(*(headings[n] for n in wanted), narrow=width < NARROW)
    for group in _by_name(found.candidates):
        for row in _rows(group, found, places, narrow=width < NARROW):
            shown.add_row(*(plain(row[n]) for n in wanted))
        shown.add_section()
    return shown


def _has_room(heading: str, width: int) -> bool:
    if heading in (">Longitude", ">Latitude"):
        return width >= WIDE
    return width >= NARROW or heading not in ("Arabic", "Kind", "In")


def _rows(
    group: Sequence[Candidate], found: Location, places: Mapping[str, Place], *, narrow: bool
) -> Iterator[tuple[str, ...]]:
    for candidate in group[:SHOWN_CANDIDATES]:
        place = candidate.place
        units = ", ".join(_units(place, places))
        label = f"{place.label}, {place.kind}{' in ' if units else ''}{units}" if narrow else place.label
        why = " ".join(reason.text for reason in candidate.reasons)
        spot = (f"{place.lon:.3f}", f"{place.lat:.3f}")
        yield (
            _probability(candidate.probability),
            label,
            place.name("ar") or "",
            place.kind,
            units,
            _way(found, place),
            *spot,
            why,
        )
    rest = group[SHOWN_CANDIDATES:]
    if rest:
        yield _summary(sum(c.probability for c in rest), f"{len(rest)} more")
    yield _summary(max(0.0, 1.0 - sum(c.probability for c in group)), NONE_OF_THESE)


def _summary(probability: float, label: str) -> tuple[str, ...]:
    return (_probability(probability), label, "", "", "", "", "", "", "")


def _by_name(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return the candidates of each name: they come name after name, the likeliest first, of one name at most 1."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        group = groups[-1] if groups else []
        together = sum(c.probability for c in group) + candidate.probability
        if not group or candidate.probability > group[-1].probability or together > 1.001:
            groups.append([])
        groups[-1].append(candidate)
    return groups


def _units(place: Place, places: Mapping[str, Place]) -> list[str]:
    """Return the names of the district and governorate that hold a place; of one abroad, its country's code."""
    holders = [places[unit] for unit in place.parents if unit in places]
    named = [unit.label for unit in holders if unit.kind in ("district", "governorate")]
    return list(dict.fromkeys(named)) or ([place.country] if place.country != "IQ" else [])


def _way(found: Location, place: Place) -> str:
    """Return how far and where a place lies from the point, or nothing where there is none."""
    if found.lon is None or found.lat is None:
        return ""
    from geomap.geodesy import bearing_deg, distance_km

    km = distance_km(found.lon, found.lat, place.lon, place.lat)
    if km < HERE_KM:
        return "here"
    point = _COMPASS[round(bearing_deg(found.lon, found.lat, place.lon, place.lat) / 45) % 8]
    return f"{km:,.0f} km {point}"


def _probability(probability: float) -> str:
    return "<0.01" if 0 < probability < 0.005 else f"{probability:.2f}"
