"""Incidents or deaths by unit, counted with what is not known about where they were."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geomap.analysis.distribution import LEVEL, Distribution, deaths, number
from geomap.analysis.hexagons import SIZE_KM
from geomap.analysis.observations import observations
from geomap.analysis.period import NO_DAY
from geomap.analysis.population import PER, read_population
from geomap.analysis.zoning import Unit, zoned
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pandas as pd

    from geomap.analysis.observations import Observations
    from geomap.analysis.period import Period
    from geomap.analysis.zoning import Zoning

__all__ = ["MEASURES", "AreaTable", "area_table", "known_names"]

MEASURES: tuple[str, ...] = ("incidents", "deaths")
"""What can be counted by unit; change has a table of its own (`geomap.analysis.change_table`)."""

OUTSIDE, UNPLACED, UNDATED = "(elsewhere)", "(not placed)", "(date not known)"
"""Keys of the rows below the units, so that the table's total is the number of incidents."""


@dataclass(frozen=True, slots=True, eq=False)
class AreaTable:
    """How many incidents or dead each unit had.

    Parameters
    ----------
    by, measure : str
        One of `geomap.analysis.zoning.LEVELS` and of `MEASURES`.
    period : Period or None
        Days counted; None for all.
    frame : geopandas.GeoDataFrame
        EPSG:4326, one row a unit in the gazetteer's order, those without incidents too; then ``(elsewhere)``, ``(not
        placed)`` and, with a period, ``(date not known)``, without geometry. Columns: ``unit``, ``name_en``,
        ``name_ar``, ``name_ckb``, ``expected`` (the mean), ``low`` and ``high`` (the true number lies between with 90 %
        probability), ``words`` ("41, range 36–47"), ``approximate``; for deaths ``open`` (incidents expected here whose
        figure says "at least") and ``no_figure`` (whose dead the reports do not count: 0 here); where people are given
        ``population``, ``rate``, ``rate_low`` and ``rate_high`` (per 100,000).
    total : float
        Sum of ``expected`` over all rows: the incidents, or dead, of the table.
    incidents : int
        Incidents counted; `rejected` is how many were left out because an analyst rejected them.
    rejected : int
    """

    by: str
    measure: str
    period: Period | None
    frame: gpd.GeoDataFrame
    total: float
    incidents: int
    rejected: int


def area_table(
    incidents: gpd.GeoDataFrame | pd.DataFrame,
    by: str = "district",
    *,
    measure: str = "incidents",
    period: Period | None = None,
    population: str | Path | Mapping[str, float] | None = None,
    size_km: float = SIZE_KM,
    level: float = LEVEL,
    gazetteer: Gazetteer | None = None,
) -> AreaTable:
    """Count incidents or deaths by unit, each with the interval that its uncertain places leave.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame or pandas.DataFrame
        As `geomap.read` and `geomap.store.read` give them; see `geomap.analysis.observations`.
    by : str
        ``governorate``, ``district``, ``disputed`` (the disputed units) or ``hexagon``.
    measure : str
        ``incidents`` or ``deaths``.
    period : Period, optional
        Days to count. An incident whose day is a range counts with the part of its days that lie in it.
    population : path or mapping, optional
        People by unit, for rates: a file as `geomap.analysis.population.read_population` takes it, or key → people.
    size_km : float
        Of hexagons: distance between the middles of neighbours.
    level : float
        Probability of the interval.
    gazetteer : Gazetteer, optional
        The one that geomap ships, with what the user added, if not given.

    Returns
    -------
    AreaTable

    Raises
    ------
    InputError
        For a level or measure that there is not, or a population that does not fit.

    Notes
    -----
    Each incident lies in a unit with the probability of its record, independently of the others, so a unit's number of
    incidents is Poisson-binomial, and its dead are the compound of that with each incident's range of killed
    (`geomap.analysis.distribution`). The interval tells what is not known about **where** (and, for deaths, about how
    many reports say); it does not cover incidents that nobody reported, nor an error that many incidents share, such as
    a village that the gazetteer has in the wrong district.
    """
    if measure not in MEASURES:
        raise InputError(f"{measure!r} cannot be counted by unit.", f"Choose one of {', '.join(MEASURES)}.")
    atlas = gazetteer if gazetteer is not None else Gazetteer.load()
    seen = observations(incidents, atlas)
    zoning = zoned(seen, by, atlas, size_km)
    dated = seen.within(period)
    rows = [_row(unit, *_of(zoning, n, dated), seen, measure, level) for n, unit in enumerate(zoning.units)]
    rows += _below(zoning, seen, dated, period, measure, level)
    if population is not None:
        _add_rates(rows, _people(population, zoning.units))
    shapes = [unit.shape for unit in zoning.units]
    shapes += [None] * (len(rows) - len(shapes))
    frame = gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"), crs="EPSG:4326")
    frame.attrs["attribution"] = list(incidents.attrs.get("attribution", ())) or list(atlas.attribution)
    return AreaTable(by, measure, period, frame, math.fsum(frame["expected"]), seen.count, seen.rejected)


def known_names(units: tuple[Unit, ...]) -> dict[str, str]:
    """Return what units are called, in every language → key."""
    names = {name: unit.key for unit in units for name in (unit.name_ckb, unit.name_ar, unit.name_en) if name}
    return names | {unit.key: unit.key for unit in units}


def _of(zoning: Zoning, unit: int, dated: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return which incidents may have been in a unit on the days that count, and how likely."""
    entries = zoning.unit == unit
    rows = zoning.incident[entries]
    return rows, zoning.chance[entries] * dated[rows]


def _below(
    zoning: Zoning, seen: Observations, dated: NDArray[np.float64], period: Period | None, measure: str, level: float
) -> list[dict[str, Any]]:
    """Return the rows of what lies in no unit."""
    every = np.arange(seen.count)
    rest = {OUTSIDE: zoning.elsewhere * dated, UNPLACED: np.where(seen.placed, 0.0, dated)}
    if period is not None:
        rest[UNDATED] = (seen.first == NO_DAY).astype(float)
    return [_row(Unit(name, "", "", "", None), every, chances, seen, measure, level) for name, chances in rest.items()]


def _row(
    unit: Unit,
    rows: NDArray[np.int64],
    chances: NDArray[np.float64],
    seen: Observations,
    measure: str,
    level: float,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "unit": unit.key,
        "name_en": unit.name_en,
        "name_ar": unit.name_ar,
        "name_ckb": unit.name_ckb,
    }
    counted = measure == "incidents"
    low, high = seen.killed_low[rows], seen.killed_high[rows]
    spread = number(chances) if counted else deaths(chances, low, high)
    expected = math.fsum(chances if counted else chances * (low + high) / 2)
    row |= _figures(expected, spread, level)
    if not counted:
        row |= {name: math.fsum(chances[seen.figure[rows] == n]) for n, name in ((1, "open"), (0, "no_figure"))}
    return row | {"approximate": unit.approximate}


def _figures(expected: float, spread: Distribution, level: float) -> dict[str, Any]:
    low, high = spread.interval(level)
    return {"expected": expected, "low": low, "high": high, "words": _words(expected, low, high)}


def _words(expected: float, low: int, high: int) -> str:
    """Return "41, range 36–47", or "41" where nothing is uncertain."""
    return f"{expected:.0f}" if low == high else f"{expected:.0f}, range {low}\N{EN DASH}{high}"


def _people(population: str | Path | Mapping[str, float], units: tuple[Unit, ...]) -> Mapping[str, float]:
    return population if isinstance(population, Mapping) else read_population(population, known_names(units))


def _add_rates(rows: list[dict[str, Any]], people: Mapping[str, float]) -> None:
    for row in rows:
        inhabitants = people.get(row["unit"])
        row["population"] = inhabitants
        for rate, figure in (("rate", "expected"), ("rate_low", "low"), ("rate_high", "high")):
            row[rate] = row[figure] / inhabitants * PER if inhabitants else None
