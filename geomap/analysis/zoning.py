"""Which unit each incident lies in, with what probability: governorates, districts, disputed units or hexagons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geomap.analysis.hexagons import SIZE_KM, Cell, HexGrid, projected, to_plane, unprojected
from geomap.errors import InputError

if TYPE_CHECKING:
    from shapely import Geometry

    from geomap.analysis.observations import Observations
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.areas import Area

__all__ = ["LEVELS", "Unit", "Zoning", "disputed_units", "zoned"]

LEVELS: tuple[str, ...] = ("governorate", "district", "disputed", "hexagon")
"""What incidents can be counted by."""

DISPUTED = 0.5
"""A unit counts as disputed from this probability in the gazetteer, the bound from which its disputed area is drawn."""

_LEFT = 0.005
"""What an incident's shares may lack of 1 for rounding alone: they have three decimals and name nothing under 0.001."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of ground that incidents are counted in.

    Parameters
    ----------
    key : str
        The gazetteer's English name, as in an incident's shares; ``q,r`` of a hexagon.
    name_en, name_ar, name_ckb : str
        Names; of a hexagon those of the largest town in it, empty where there is none.
    shape : shapely geometry or None
        EPSG:4326; None for a unit that shares name and the gazetteer does not know.
    approximate : bool
        Whether geomap drew its border itself.
    """

    key: str
    name_en: str
    name_ar: str
    name_ckb: str
    shape: Geometry | None
    approximate: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Zoning:
    """The units of one level, and the probabilities with which N incidents lie in them.

    Parameters
    ----------
    level : str
        One of `LEVELS`.
    units : tuple of Unit
    incident, unit : numpy.ndarray
        Shape (E,): numbers of an incident and of a unit; incident by incident.
    chance : numpy.ndarray
        Shape (E,): probability, 0..1, that this incident lies in this unit.
    elsewhere : numpy.ndarray
        Shape (N,): probability that it lies in none of the units; 0 where the incident is not placed.
    """

    level: str
    units: tuple[Unit, ...]
    incident: NDArray[np.int64]
    unit: NDArray[np.int64]
    chance: NDArray[np.float64]
    elsewhere: NDArray[np.float64]


def zoned(seen: Observations, level: str, gazetteer: Gazetteer, size_km: float = SIZE_KM) -> Zoning:
    """Return in which units of a level incidents lie, and how likely.

    Parameters
    ----------
    seen : Observations
    level : str
        One of `LEVELS`. ``governorate`` and ``district`` take the probabilities of the record; ``disputed`` those of
        the districts that are disputed, and of the disputed subdistricts of others (see `disputed_units`);
        ``hexagon`` spreads the footprint over a `geomap.analysis.hexagons.HexGrid`.
    gazetteer : Gazetteer
    size_km : float
        Of hexagons: the distance between the middles of neighbours.

    Raises
    ------
    InputError
        If there is no such level.
    """
    if level == "hexagon":
        return _hexagons(seen, gazetteer, HexGrid(size_km))
    if level == "disputed":
        return _zoning(level, _disputed(gazetteer), _disputed_chances(seen, gazetteer), seen)
    if level not in LEVELS:
        raise InputError(f"There is no level {level!r} to count by.", f"Choose one of {', '.join(LEVELS)}.")
    units = {area.name_en or area.id: _unit(area) for area in gazetteer.areas.features(level)}
    return _zoning(level, units, seen.shares[level], seen)


def disputed_units(gazetteer: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """Return the disputed units: level → English names of districts, and of subdistricts of districts that are not.

    Those whose ``disputed`` in the gazetteer is `DISPUTED` or more: the units of UNAMI's reports of April 2009, and
    what the table marks besides.
    """
    districts = [place for place in gazetteer.of_kind("district") if place.disputed >= DISPUTED]
    held = {place.id for place in districts}
    parts = [place for place in gazetteer.of_kind("subdistrict") if place.disputed >= DISPUTED]
    apart = [place.label for place in parts if held.isdisjoint(place.parents)]
    return {"district": tuple(place.label for place in districts), "subdistrict": tuple(apart)}


def _disputed(gazetteer: Gazetteer) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for level, names in disputed_units(gazetteer).items():
        areas = {area.name_en: area for area in gazetteer.areas.features(level)}
        found |= {name: _unit(areas[name]) for name in names if name in areas}
    return dict(sorted(found.items()))


def _disputed_chances(seen: Observations, gazetteer: Gazetteer) -> list[dict[str, float]]:
    wanted = {level: frozenset(names) for level, names in disputed_units(gazetteer).items()}
    rows = zip(*(seen.shares[level] for level in wanted), strict=True)
    return [
        {
            unit: share
            for names, shares in zip(wanted.values(), row, strict=True)
            for unit, share in shares.items()
            if unit in names
        }
        for row in rows
    ]


def _unit(area: Area) -> Unit:
    return Unit(area.name_en or area.id, area.name_en, area.name_ar, area.name_ckb, area.geometry, area.approximate)


def _zoning(
    level: str, known: Mapping[str, Unit], chances: Sequence[Mapping[str, float]], seen: Observations
) -> Zoning:
    """Return the zoning of units known by name; names that only the incidents have stand behind them, by alphabet."""
    named = {name for row, placed in zip(chances, seen.placed, strict=True) if placed for name in row}
    units = dict(known) | {
        name: Unit(name, name, "", "", None, approximate=True) for name in sorted(named - set(known))
    }
    number = {name: n for n, name in enumerate(units)}
    entries, elsewhere = [], np.zeros(seen.count)
    for row, (shares, placed) in enumerate(zip(chances, seen.placed, strict=True)):
        if not placed:
            continue
        scale, elsewhere[row] = _complete(shares.values(), rounding=level != "disputed")
        entries += [(row, number[name], share * scale) for name, share in sorted(shares.items())]
    return Zoning(level, tuple(units.values()), *_columns(entries), elsewhere)


def _complete(shares: Iterable[float], *, rounding: bool) -> tuple[float, float]:
    """Return by what to multiply an incident's shares, and what is left for elsewhere, so that all come to 1."""
    total = math.fsum(shares)
    if total > 1 or (rounding and 1 - total <= _LEFT):
        return 1 / total, 0.0
    return 1.0, 1 - total


def _columns(
    entries: Sequence[tuple[int, int, float]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    table = np.array(entries, float).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), np.minimum(table[:, 2], 1.0)


def _hexagons(seen: Observations, gazetteer: Gazetteer, grid: HexGrid) -> Zoning:
    """Return the zoning of every hexagon that meets Iraq or that an incident may lie in."""
    spread: dict[bytes, Mapping[Cell, float]] = {}
    rows: list[Mapping[Cell, float]] = []
    for shape in seen.ground:
        key = b"" if shape is None else shapely.to_wkb(shape)
        if key not in spread:
            spread[key] = {} if shape is None else grid.spread(shape)
        rows.append(spread[key])
    country = [area.geometry for area in gazetteer.areas.features("country")]
    here = grid.over(projected(shapely.union_all(country))).tolist() if country else []
    cells = sorted({(q, r) for q, r in here} | {cell for row in spread.values() for cell in row})
    number = {cell: n for n, cell in enumerate(cells)}
    entries = [(row, number[cell], share) for row, shares in enumerate(rows) for cell, share in sorted(shares.items())]
    return Zoning("hexagon", _cell_units(cells, grid, gazetteer), *_columns(entries), np.zeros(seen.count))


def _cell_units(cells: Sequence[Cell], grid: HexGrid, gazetteer: Gazetteer) -> tuple[Unit, ...]:
    """Return hexagons as units, called after the largest town in them."""
    towns = gazetteer.of_kind("city", "town")
    held = grid.cells_at(to_plane(np.array([(town.lon, town.lat) for town in towns], float).reshape(-1, 2)))
    largest: dict[Cell, int] = {}
    for n in sorted(range(len(towns)), key=lambda n: (towns[n].population or 0, towns[n].id)):
        largest[(int(held[n, 0]), int(held[n, 1]))] = n
    shapes = _unprojected(grid.shapes(cells)) if cells else []
    units = []
    for cell, shape in zip(cells, shapes, strict=True):
        town = towns[largest[cell]] if cell in largest else None
        names = (town.label, town.name("ar") or "", town.name("ckb") or "") if town else ("", "", "")
        units.append(Unit(f"{cell[0]},{cell[1]}", *names, shape))
    return tuple(units)


def _unprojected(shapes: NDArray[np.object_]) -> list[Geometry]:
    """Return shapes of the plane in EPSG:4326, all in one go."""
    return list(shapely.get_parts(unprojected(shapely.GeometryCollection(list(shapes)))))
