"""Coarser places for a map that is published: the district, or a cell of an equal-area grid.

Chapman (2020), *Current Best Practices for Generalizing Sensitive Species Occurrence Data* (GBIF), asks that positions
be generalised and never moved at random, by a rule that the data tell; that what is generalised be stated beside each
record; and that no other column undo it. So here: the rule knows the most probable unit or the cell of the best point
and nothing else, and gives all that lie there the same point, radius and region. The grid is fixed (its corner is where
the equator meets Greenwich), so that two editions, or two maps laid over each other, tell no more than one.

Cells are squares of EPSG:6933, the cylindrical equal-area projection of EASE-Grid 2.0 (Brodzik et al. 2012); on the
ground they are boxes of longitude and latitude of the same area everywhere, near Kirkuk a little higher than wide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import shapely
from shapely import Geometry

from geomap.errors import InputError
from geomap.geodesy import distances_km
from geomap.records import Shares

if TYPE_CHECKING:
    from pyproj import Transformer

__all__ = ["PUBLISHED_REASONS", "Coarsening", "Region", "Regions", "Units"]

PUBLISHED_REASONS: Mapping[str, str] = {
    "published_unit": "Published as the whole {kind} of {unit}, the most probable one: the place itself is withheld.",
    "published_cell": "Published as a cell of a fixed grid, {km} km wide: the place itself is withheld.",
    "published_nowhere": "Published without a place: no unit holds it with a probability that says anything.",
    "published_unplaced": "It was not placed; what the reports say of the place is withheld.",
}
"""Code → English pattern, as `geomap.locate.reasons.REASONS` has them for what is not published."""

LEAST_SHARE = 0.5
"""A district that is less probable than all others together is not named; the governorate is. Our reading of "the most
probable": below this, a reader who takes the district for the place is wrong more often than right."""

REGION_KM = 60.0
"""Radius above which ACLED's code is 3, a "larger region", as `geomap.locate.precision` reads the codebook."""

NEAR_KM = 25.0
"""Radius up to which UCDP's code is 2: "within at maximum a ca. 25 km radius"."""

_HOLDS = 0.9
"""A unit with this share of a region is known to hold it, as in `geomap.locate.precision`."""

LEAST_KM, MOST_KM = 1.0, 200.0
"""Widths of a cell: a narrower one hides no village, a wider one is no district any more."""

_LEVELS = ("district", "governorate")

_WORDS = re.compile(r"(\d+(?:\.\d+)?)\s*km", re.IGNORECASE)
_DIGITS = 4
"""Decimals of degrees of a published point: some 10 m, of a point that means the whole region."""


class Unit(Protocol):
    """A district or governorate, as `geomap.gazetteer.areas.Area` is one."""

    @property
    def id(self) -> str:
        """The unit's id in the gazetteer."""

    @property
    def name_en(self) -> str:
        """Its English name, as the shares of incidents have it."""

    @property
    def name_ar(self) -> str | None:
        """Its Arabic name."""

    @property
    def name_ckb(self) -> str | None:
        """Its Kurdish name."""

    @property
    def geometry(self) -> Geometry:
        """Its polygon, EPSG:4326."""


class Units(Protocol):
    """What knows the units, as `geomap.gazetteer.areas.Areas` does."""

    def features(self, level: str) -> Sequence[Unit]:
        """Return every unit of a level."""

    def shares(self, footprint: Geometry) -> Shares:
        """Return how much of a region lies in each unit."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where an incident is published: the columns of the record that tell it, the same for all that lie there."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coarsening:
    """To what places are coarsened.

    Parameters
    ----------
    cell_km : float or None
        Width of the cells in km; None for districts.
    """

    cell_km: float | None = None

    @classmethod
    def of(cls, words: str) -> Coarsening:
        """Return what `words` ask for: ``district``, or the width of a cell such as ``10km``.

        Raises
        ------
        InputError
            For anything else, and for cells under 1 or over 200 km.
        """
        if words.strip().lower() == "district":
            return cls()
        found = _WORDS.fullmatch(words.strip())
        if found is None or not LEAST_KM <= float(found[1]) <= MOST_KM:
            raise InputError(
                f"{words!r} is nothing that places can be coarsened to.",
                f"Say district, or the width of a cell from {LEAST_KM:g}km to {MOST_KM:g}km, such as 10km.",
            )
        return cls(float(found[1]))

    @property
    def code(self) -> str:
        """``district`` or ``grid``."""
        return "district" if self.cell_km is None else "grid"

    def of_units(self, units: Units) -> Regions:
        """Return the regions of this kind that `units` give."""
        return Regions(self, units)


class Regions:
    """Gives incidents the region where they are published; each region is worked out once.

    Parameters
    ----------
    coarsening : Coarsening
    units : Units
    """

    def __init__(self, coarsening: Coarsening, units: Units) -> None:
        self._cell_km = coarsening.cell_km
        self._units = units
        self._known: dict[object, Mapping[str, Any]] = {}
        self._named: dict[tuple[str, str], list[Unit]] = {}
        for level in _LEVELS:
            for unit in units.features(level):
                self._named.setdefault((level, unit.name_en), []).append(unit)
        self._governorates = {unit.id for unit in units.features("governorate")}

    def region(self, row: Mapping[str, Any]) -> Region | None:
        """Return where an incident is published, or None where no unit can be named, or it has no point.

        Parameters
        ----------
        row : mapping
            A row of the record; of it are looked at the point, radius, codes, place and shares.
        """
        if row["lon"] is None or row["lat"] is None:
            return None
        values = self._cell(row, self._cell_km) if self._cell_km else self._unit(row)
        if values is None:
            return None
        codes = {name: max(values[name], row[name] or 0) for name in ("geo_precision", "where_prec")}
        return Region({**values, **codes})

    def _cell(self, row: Mapping[str, Any], width: float) -> Mapping[str, Any]:
        """Return the cell about the point; for a vaguer place one that is 2, 4, 8 … times as wide."""
        while width / math.sqrt(2) < (row["radius_km"] or 0) and width < MOST_KM:
            width *= 2
        metres = width * 1000
        x, y = _plane().transform(row["lon"], row["lat"])
        column, line = math.floor(x / metres), math.floor(y / metres)
        key = (width, column, line)
        if key not in self._known:
            shape = _box(column * metres, line * metres, metres)
            self._known[key] = _values(shape, self._units.shares(shape), "published_cell", {"km": f"{width:g}"})
        return self._known[key]

    def _unit(self, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the most probable district, or the governorate where that alone is known."""
        point = shapely.Point(row["lon"], row["lat"])
        for level in _LEVELS[1:] if row["place_id"] in self._governorates else _LEVELS:
            shares = row[f"{level}_shares"] or ({row[level]: 1.0} if row[level] else self._at(point, level))
            name = max(shares, key=lambda unit: (shares[unit], unit), default="")
            called = self._named.get((level, name), [])
            if called and shares[name] >= LEAST_SHARE:
                # Two districts may be called alike: the nearer one is meant.
                return self._whole(min(called, key=lambda unit: (unit.geometry.distance(point), unit.id)), level)
        return None

    def _at(self, point: Geometry, level: str) -> Mapping[str, float]:
        shares = self._units.shares(point)
        return shares.district if level == "district" else shares.governorate

    def _whole(self, unit: Unit, level: str) -> Mapping[str, Any]:
        if unit.id not in self._known:
            shares = self._units.shares(unit.geometry)
            self._known[unit.id] = _values(unit.geometry, shares, "published_unit", {"kind": level}, unit)
        return self._known[unit.id]


def _values(
    shape: Geometry, shares: Shares, code: str, told: Mapping[str, str], unit: Unit | None = None
) -> dict[str, Any]:
    """Return the columns of a region, all of which follow from its shape."""
    middle = shapely.centroid(shape) if unit is None else shapely.point_on_surface(shape)
    lon, lat = round(middle.x, _DIGITS), round(middle.y, _DIGITS)
    radius = round(float(distances_km(lon, lat, shapely.get_coordinates(shape)).max()), 1)
    level = told.get("kind")
    reason = {"unit": unit.name_en, "unit_ar": unit.name_ar or unit.name_en} if unit else {}
    names = {f"place_name_{name}": getattr(unit, f"name_{name}", None) for name in ("en", "ar", "ckb")}
    return {
        **names,
        **_told_units(shares, unit, level),
        "place_id": unit.id if unit else None,
        "lon": lon,
        "lat": lat,
        "radius_km": radius,
        "footprint": shape,
        "location_method": "area",
        "geo_precision": 3 if level == "governorate" or radius > REGION_KM else 2,
        "where_prec": {"district": 3, "governorate": 4}.get(level or "") or _where_prec(radius, shares),
        "disputed": shares.disputed,
        "location_reasons": [PUBLISHED_REASONS[code].format(**told, **reason)],
        "location_reason_codes": [[code, {**told, **reason}]],
    }


def _where_prec(radius: float, shares: Shares) -> int:
    """Return UCDP's code of a cell: 2 where it is small, else by the unit that holds nine tenths of it, else 5."""
    if radius <= NEAR_KM:
        return 2
    held = (3, shares.district), (4, shares.governorate)
    return next((code for code, level in held if max(level.values(), default=0.0) >= _HOLDS), 5)


def _told_units(shares: Shares, unit: Unit | None, level: str | None) -> dict[str, Any]:
    """Return the columns of governorate and district: of a unit its own, of a cell what it lies in."""
    governorates, districts = dict(shares.governorate), dict(shares.district)
    if unit is not None:  # approximate borders overlap by slivers, which are nobody's place
        districts = {unit.name_en: 1.0} if level == "district" else {}
        governorates = {unit.name_en: 1.0} if level == "governorate" else _first(governorates)
    return {
        "governorate": next(iter(governorates), None),
        "district": next(iter(districts), None),
        "governorate_shares": governorates,
        "district_shares": districts,
    }


def _first(shares: Mapping[str, float]) -> dict[str, float]:
    return {next(iter(shares)): 1.0} if shares else {}


def _box(west: float, south: float, width: float) -> Geometry:
    """Return a square of the plane, in metres, as a box of longitude and latitude, EPSG:4326."""
    corners = _plane().transform([west, west + width], [south, south + width], direction="INVERSE")
    (left, right), (bottom, top) = corners
    return shapely.box(left, bottom, right, top)


@cache
def _plane() -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)
