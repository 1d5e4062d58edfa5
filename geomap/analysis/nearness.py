"""How far incidents lie from a line, and what share of them lies near it, week by week or month by month."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis.distribution import LEVEL, number
from geomap.analysis.hexagons import projected, to_lonlat, to_plane
from geomap.analysis.line_file import read_line
from geomap.analysis.observations import observations
from geomap.analysis.period import NO_DAY, months, weeks
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from shapely import Geometry, MultiLineString

    from geomap.analysis.observations import Observations
    from geomap.analysis.period import Period

__all__ = ["STEPS", "Nearness", "distances_to_line", "near_line"]

STEPS: tuple[str, ...] = ("week", "month")
"""What a share over time is told by."""

SAMPLES = 400
"""Positions in a footprint, on an even grid: with 400 a share is within 1/40 of the exact one, below what a footprint
knows (its own level is 0.9 and measured to a few hundredths)."""

_SEGMENT_KM = 1.0
"""Length to which a line's pieces are cut: on the plane, 1 km strays from the straight line by millimetres."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """Incidents about a line.

    Parameters
    ----------
    within_km : float
    step : str
        One of `STEPS`.
    each : pandas.DataFrame
        One row an incident: ``id``, ``km`` (from its point), ``km_low``, ``km_median`` and ``km_high`` (from its
        footprint: the true distance lies between low and high with 90 % probability), ``near`` (probability that it
        lies within `within_km`); NaN where it is not placed.
    over_time : pandas.DataFrame
        One row a week or month: ``first``, ``last``, ``incidents`` (expected, placed), ``near``, ``low``, ``high``
        (incidents within `within_km`), ``share``, ``share_low``, ``share_high`` (0..1; NaN where there was none).
    overall : pandas.Series
        The same figures over all placed incidents, dated or not.
    incidents, unplaced, undated, rejected : int
    """

    within_km: float
    step: str
    each: pd.DataFrame
    over_time: pd.DataFrame
    overall: pd.Series[Any]
    incidents: int
    unplaced: int
    undated: int
    rejected: int


def near_line(
    incidents: gpd.GeoDataFrame | pd.DataFrame,
    line: str | Path | Geometry,
    *,
    within_km: float = 5.0,
    step: str = "month",
    period: Period | None = None,
    level: float = LEVEL,
    gazetteer: Gazetteer | None = None,
) -> Nearness:
    """Tell how far incidents lie from a line, and what share of them lies within some kilometres of it over time.

    Parameters
    ----------
    incidents, period, level, gazetteer
        As `geomap.analysis.area_table` takes them.
    line : path or shapely geometry
        A file as `geomap.analysis.line_file.read_line` takes it, or lines in EPSG:4326. Of areas the border counts.
    within_km : float
        What counts as near, in kilometres along the geodesic (WGS 84).
    step : str
        ``week`` (Monday to Sunday) or ``month``.

    Returns
    -------
    Nearness

    Raises
    ------
    InputError
        For another step, a distance that is none, or a line that is none.

    Notes
    -----
    An incident's true place is taken as equally likely anywhere in its footprint; the number near the line in a week is
    Poisson-binomial over the incidents, as in `geomap.analysis.area_table`. The interval tells what uncertain places
    leave open, not how another week might have gone.
    """
    if step not in STEPS:
        raise InputError(f"There is no step {step!r}.", f"Choose one of {', '.join(STEPS)}.")
    if not (math.isfinite(within_km) and within_km > 0):
        raise InputError(f"{within_km} km is no distance to be near within.", "Give kilometres above 0.")
    lines = read_line(line) if isinstance(line, (str, Path)) else _as_lines(line)
    seen = observations(incidents, gazetteer if gazetteer is not None else Gazetteer.load())
    each = _each(seen, lines, within_km, level)
    near = each["near"].to_numpy(float, na_value=math.nan)
    span = period or seen.span
    steps = (weeks(span) if step == "week" else months(span)) if span is not None else []
    rows = [_told(near, seen.within(part), level) for part in steps]
    days = [{"first": part.first, "last": part.last} for part in steps]
    over_time = pd.DataFrame(
        [day | row for day, row in zip(days, rows, strict=True)], columns=["first", "last", *_FIGURES]
    )
    overall = pd.Series(_told(near, seen.within(period), level), dtype=float)
    undated = int((seen.first == NO_DAY).sum())
    unplaced = int((~seen.placed).sum())
    return Nearness(within_km, step, each, over_time, overall, seen.count, unplaced, undated, seen.rejected)


_FIGURES = ("incidents", "near", "low", "high", "share", "share_low", "share_high")


def distances_to_line(lonlat: NDArray[np.float64], lines: MultiLineString | Geometry) -> NDArray[np.float64]:
    """Return how far positions lie from a line, along the geodesic on WGS 84.

    Parameters
    ----------
    lonlat : numpy.ndarray
        Shape (N, 2): degrees.
    lines : shapely geometry
        Lines in EPSG:4326; between its corners a line runs straight in longitude and latitude, as GeoJSON has it.

    Returns
    -------
    numpy.ndarray
        Shape (N,): kilometres.

    Notes
    -----
    The nearest spot of the line is found on an equal-area plane and the distance to it measured on the ellipsoid
    (Karney 2013). On that plane directions are off by at most 0.003 within 700 km of Iraq's middle, which moves the
    spot a little along the line and lengthens the distance by at most half the square of that: five in a million.
    """
    plane = projected(shapely.segmentize(lines, _SEGMENT_KM / 111.2))
    pieces = _pieces(plane)
    tree = shapely.STRtree(pieces)
    points = shapely.points(to_plane(lonlat))
    nearest = np.asarray(tree.nearest(points))
    spots = shapely.get_coordinates(shapely.shortest_line(pieces[nearest], points)).reshape(-1, 2, 2)[:, 0]
    there = to_lonlat(spots)
    from pyproj import Geod

    metres = Geod(ellps="WGS84").inv(lonlat[:, 0], lonlat[:, 1], there[:, 0], there[:, 1])[2]
    return np.asarray(metres, float) / 1000


def _as_lines(shape: Geometry) -> Geometry:
    lines = shape.boundary if "Polygon" in shape.geom_type else shape
    if lines.is_empty or "Line" not in lines.geom_type:
        raise InputError(f"A {shape.geom_type} is no line.", "Give a line, or an area whose border is meant.")
    return lines


def _pieces(lines: Geometry) -> NDArray[np.object_]:
    """Return every straight piece of lines."""
    found = []
    for part in shapely.get_parts(lines):
        corners = shapely.get_coordinates(part)
        found.append(np.stack([corners[:-1], corners[1:]], axis=1))
    pieces: NDArray[np.object_] = shapely.linestrings(np.concatenate(found))
    return pieces


def _each(seen: Observations, lines: Geometry, within_km: float, level: float) -> pd.DataFrame:
    """Return each incident's distances; places that many incidents share are measured once."""
    columns = {name: np.full(seen.count, math.nan) for name in ("km", "km_low", "km_median", "km_high", "near")}
    placed = np.flatnonzero(seen.placed)
    if placed.size:
        columns["km"][placed] = distances_to_line(np.column_stack([seen.lon, seen.lat])[placed], lines)
    ground: dict[bytes, list[int]] = {}
    for row in placed:
        ground.setdefault(shapely.to_wkb(seen.ground[row]), []).append(int(row))
    samples = [_positions(shapely.from_wkb(key)) for key in ground]
    if samples:
        measured = distances_to_line(np.concatenate(samples), lines)
        ends = np.cumsum([len(each) for each in samples])
        for rows, km in zip(ground.values(), np.split(measured, ends[:-1]), strict=True):
            low, median, high = np.quantile(km, [(1 - level) / 2, 0.5, (1 + level) / 2])
            for name, value in (("km_low", low), ("km_median", median), ("km_high", high)):
                columns[name][rows] = value
            columns["near"][rows] = float(np.mean(km <= within_km))
    return pd.DataFrame({"id": list(seen.ids), **columns})


def _positions(ground: Geometry) -> NDArray[np.float64]:
    """Return positions spread evenly over some ground (EPSG:4326), shape (N, 2): N about `SAMPLES`, at least 1."""
    plane = projected(ground)
    if plane.area == 0:
        return np.asarray(shapely.get_coordinates(ground.centroid), float)
    west, south, east, north = plane.bounds
    step = math.sqrt(plane.area / SAMPLES)
    x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    shapely.prepare(plane)
    inside = shapely.contains_xy(plane, x.ravel(), y.ravel())
    kept = np.column_stack([x.ravel(), y.ravel()])[inside]
    if not len(kept):
        kept = shapely.get_coordinates(plane.representative_point())
    return to_lonlat(kept)


def _told(near: NDArray[np.float64], dated: NDArray[np.float64], level: float) -> dict[str, float]:
    """Return the figures of one step: how many placed incidents it had and how many of them near the line."""
    placed = ~np.isnan(near)
    chances = dated[placed] * near[placed]
    # What is uncertain is the place: an incident that fell into this week with probability 0.5 counts as half one.
    whole = math.fsum(dated[placed])
    low, high = number(chances).interval(level)
    expected = math.fsum(chances)
    shares = [figure / whole if whole > 0 else math.nan for figure in (expected, low, high)]
    return dict(zip(_FIGURES, (whole, expected, float(low), float(high), *(min(s, 1.0) for s in shares)), strict=True))
