"""What the analysis needs of incidents, as columns: when, how many dead, and where with what probability."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis.period import NO_DAY, Period, day_number
from geomap.errors import InputError
from geomap.geodesy import check_lonlat, circle

if TYPE_CHECKING:
    import geopandas
    from shapely import Geometry

    from geomap.gazetteer import Gazetteer

__all__ = ["MOST_KILLED", "SHARED", "Observations", "observations"]

SHARED: tuple[str, ...] = ("governorate", "district", "subdistrict")
"""Levels of units of which an incident's probabilities are part of its record."""

MOST_KILLED = 100_000
"""A figure of killed above this is a slip of a pen: the deadliest attack in Iraq since 2003 killed under 2,000."""


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """N incidents as columns, rejected ones left out.

    Parameters
    ----------
    ids : tuple of str
    first, last : numpy.ndarray
        Shape (N,): days since 1970-01-01; `geomap.analysis.period.NO_DAY` where the day is not known.
    killed_low, killed_high : numpy.ndarray
        Shape (N,): least and most killed; both 0 where the reports give no figure. "At least 3" is 3 and 3.
    figure : numpy.ndarray
        Shape (N,): 0 where there is no figure of killed, 1 where it is open upwards ("at least"), 2 where it is whole.
    lon, lat : numpy.ndarray
        Shape (N,): degrees, WGS 84; NaN where not placed.
    ground : tuple of shapely geometry or None
        Footprint in EPSG:4326; where the record has none, the circle of its radius, else its point; None where not
        placed.
    shares : mapping of str to tuple of mapping
        Level (`SHARED`) → for each incident unit → probability.
    disputed : numpy.ndarray
        Shape (N,): probability that it lies in the disputed territories; NaN where not known.
    rejected : int
        Incidents left out because their status is ``rejected``.
    """

    ids: tuple[str, ...]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    killed_low: NDArray[np.int64]
    killed_high: NDArray[np.int64]
    figure: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    ground: tuple[Geometry | None, ...]
    shares: Mapping[str, tuple[Mapping[str, float], ...]]
    disputed: NDArray[np.float64]
    rejected: int

    @property
    def count(self) -> int:
        """How many incidents there are."""
        return len(self.ids)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Shape (N,): whether each has a point."""
        return ~np.isnan(self.lon)

    def within(self, period: Period | None) -> NDArray[np.float64]:
        """Return the probability that each fell into `period`, shape (N,); 1 for all where there is no period."""
        return np.ones(self.count) if period is None else period.overlap(self.first, self.last)

    @property
    def span(self) -> Period | None:
        """The days from the first to the last of all, or None where no day is known."""
        dated = self.first != NO_DAY
        if not dated.any():
            return None
        epoch = pd.Timestamp("1970-01-01").date()
        days = [(epoch + pd.Timedelta(days=int(day))) for day in (self.first[dated].min(), self.last[dated].max())]
        return Period(*days)


def observations(incidents: geopandas.GeoDataFrame | pd.DataFrame, gazetteer: Gazetteer) -> Observations:
    """Return what the analysis needs of a table of incidents.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame or pandas.DataFrame
        Columns as in `geomap.records.COLUMNS`, any of them absent; a point geometry in any CRS stands in for ``lon``
        and ``lat``. Incidents with status ``rejected`` are left out.
    gazetteer : Gazetteer
        Shares out footprints among units where the record has no probabilities.

    Raises
    ------
    InputError
        If a figure or a position (`CoordinateError`) is impossible, shares are no JSON, or there are no positions.
    """
    table = _with_positions(incidents)
    kept = table[table["status"].ne("rejected")] if "status" in table else table
    lon, lat = (
        pd.to_numeric(kept[axis], errors="coerce").to_numpy(float, na_value=math.nan) for axis in ("lon", "lat")
    )
    known = ~(np.isnan(lon) | np.isnan(lat))
    for x, y in zip(lon[known], lat[known], strict=True):
        check_lonlat(x, y)
    lon, lat = np.where(known, lon, math.nan), np.where(known, lat, math.nan)
    ground = tuple(_ground(x, y, *row) for x, y, row in zip(lon, lat, _places(kept), strict=True))
    low, high, figure = _killed(kept)
    first, last = _days(kept)
    worked_out = _Shares(gazetteer)
    shares = {
        level: tuple(map(worked_out.of, [level] * len(kept), _mappings(kept, f"{level}_shares"), ground))
        for level in SHARED
    }
    disputed = _disputed(kept, ground, worked_out)
    ids = tuple(map(str, kept.get("id", kept.index)))
    return Observations(ids, first, last, low, high, figure, lon, lat, ground, shares, disputed, len(table) - len(kept))


class _Shares:
    """Probabilities of units: the record's own, or else from its ground."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._areas = gazetteer.areas

    def of(self, level: str, known: Mapping[str, float] | None, ground: Geometry | None) -> Mapping[str, float]:
        """Return unit → probability at `level`: what is `known`, else the shares of the ground; empty without one."""
        if ground is None:
            return {}
        if known is not None:
            return known
        found: Mapping[str, float] = getattr(self._areas.shares(ground), level)
        return found

    def disputed(self, ground: Geometry | None) -> float:
        """Return the probability that the ground is disputed territory; not a number where that is not known."""
        share = None if ground is None else self._areas.shares(ground).disputed
        return math.nan if share is None else share


def _with_positions(incidents: geopandas.GeoDataFrame | pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(incidents)
    if {"lon", "lat"} <= set(table.columns):
        return table
    name = getattr(incidents, "_geometry_column_name", None)
    if name not in table.columns:
        raise InputError(
            "The table has no columns lon and lat, and no geometry.", "Give what `geomap read` wrote, or points."
        )
    points = incidents.geometry
    if points.crs is not None and points.crs.to_epsg() != 4326:
        points = points.to_crs(4326)
    middle = shapely.centroid(np.asarray(points, dtype=object))
    return table.assign(lon=shapely.get_x(middle), lat=shapely.get_y(middle))


def _places(table: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Return the footprint and radius of each row, None where the table has no such column."""
    columns = [table[name] if name in table else [None] * len(table) for name in ("footprint", "radius_km")]
    return list(zip(*columns, strict=True))


def _ground(lon: float, lat: float, footprint: Any, radius_km: Any) -> Geometry | None:
    if math.isnan(lon):
        return None
    shape = shapely.from_wkt(footprint, on_invalid="ignore") if isinstance(footprint, str) and footprint else footprint
    if isinstance(shape, shapely.Geometry) and not shape.is_empty:
        return shape if shape.is_valid else shape.buffer(0)
    radius = pd.to_numeric(radius_km, errors="coerce") if radius_km is not None else math.nan
    return circle(lon, lat, float(radius)) if pd.notna(radius) and radius > 0 else shapely.Point(lon, lat)


def _killed(table: pd.DataFrame) -> tuple[NDArray[np.int64], ...]:
    """Return least, most and kind of figure; "at most 5" is 0 to 5, and "at least 3" is 3: no more is known."""
    ends = [
        pd.to_numeric(table[name], errors="coerce").to_numpy(float, na_value=math.nan)
        if name in table
        else np.full(len(table), math.nan)
        for name in ("killed_min", "killed_max")
    ]
    least, most = ends
    figure = np.where(np.isnan(most), np.where(np.isnan(least), 0, 1), 2)
    low = np.where(np.isnan(least), 0.0, least)
    high = np.where(np.isnan(most), low, most)
    wrong = (low < 0) | (high < low) | (high > MOST_KILLED)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InputError(
            f"Row {row + 1} has {low[row]:g} to {high[row]:g} killed, which cannot be.",
            f"Give whole numbers from 0 to {MOST_KILLED}, the lesser one as killed_min.",
        )
    return low.astype(np.int64), high.astype(np.int64), figure.astype(np.int64)


def _days(table: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    columns = []
    for name in ("date_start", "date_end"):
        given = table[name] if name in table else [None] * len(table)
        columns.append([_day(value) for value in given])
    first = np.array(columns[0], np.int64)
    last = np.where(np.array(columns[1], np.int64) == NO_DAY, first, np.array(columns[1], np.int64))
    return first, np.maximum(first, last)


def _day(value: Any) -> int:
    moment = pd.to_datetime(value, errors="coerce") if value is not None else pd.NaT
    return NO_DAY if pd.isna(moment) else day_number(moment.date())


def _mappings(table: pd.DataFrame, column: str) -> Sequence[Mapping[str, float] | None]:
    return [_mapping(value) for value in table[column]] if column in table else [None] * len(table)


def _mapping(value: Any) -> Mapping[str, float] | None:
    try:
        found = json.loads(value) if isinstance(value, str) and value else value
    except (ValueError, RecursionError) as error:
        raise InputError(f"Shares {value[:60]!r} are no JSON: {error}.", "Give unit → probability.") from error
    if not isinstance(found, Mapping):
        return None
    return {
        str(unit): float(share) for unit, share in found.items() if isinstance(share, (int, float)) and 0 < share <= 1
    }


def _disputed(table: pd.DataFrame, ground: Sequence[Geometry | None], shares: _Shares) -> NDArray[np.float64]:
    if "disputed" in table:
        given = pd.to_numeric(table["disputed"], errors="coerce").to_numpy(float, na_value=math.nan)
        return np.where([shape is None for shape in ground], math.nan, given)
    return np.array([shares.disputed(shape) for shape in ground], float)
