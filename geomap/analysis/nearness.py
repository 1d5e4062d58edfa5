"""How far incidents lie from a line, and what share of them lies near it, week by week or month by month."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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

__all__ = ["STEPS", "Nearness", "chances_near", "check_within", "distances_to_line", "lines_of", "near_line"]

STEPS: tuple[str, ...] = ("week", "month")
"""What a share over time is told by."""

SAMPLES = 400
"""Positions in a footprint, on an even grid: with 400 a share is within 1/40 of the exact one, below what a footprint
knows (its own level is 0.9 and measured to a few hundredths)."""

_AT_ONCE = 1000
"""Footprints whose positions are measured together: 400,000 of them take some 60 MB."""
_BOXES = 100_000
"""Footprints whose boxes are looked at together: more of them need memory, and are no quicker."""

_STRAIN = 1.03
"""What a length on the plane may exceed that on the ground by, within 2,500 km of its middle (Snyder 1987, p. 185)."""

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
    check_within(within_km)
    lines = lines_of(line)
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


def check_within(within_km: float) -> None:
    """Refuse a distance that nothing can be near within.

    Raises
    ------
    InputError
        If it is no number of kilometres above 0.
    """
    if not (math.isfinite(within_km) and within_km > 0):
        raise InputError(f"{within_km} km is no distance to be near within.", "Give kilometres above 0.")


def lines_of(line: str | Path | Geometry) -> Geometry:
    """Return the lines that a user gives, in EPSG:4326; of areas their borders.

    Parameters
    ----------
    line : path or shapely geometry
        A file as `geomap.analysis.line_file.read_line` takes it, or lines or areas in EPSG:4326.

    Raises
    ------
    InputError
        If it is no line, has no degrees, or is a file that cannot be read.
    """
    if isinstance(line, (str, Path)):
        return read_line(line)
    if not isinstance(line, shapely.Geometry):
        raise InputError(f"A {type(line).__name__} is no line.", "Give a file, or a shapely geometry in EPSG:4326.")
    lines = line.boundary if "Polygon" in line.geom_type else line
    if lines.is_empty or "Line" not in lines.geom_type:
        raise InputError(f"A {line.geom_type} is no line.", "Give a line, or an area whose border is meant.")
    west, south, east, north = lines.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        told = f"The line reaches from {west:g}, {south:g} to {east:g}, {north:g}, which are no degrees."
        raise InputError(told, "Give longitude before latitude, in degrees (EPSG:4326).")
    return shapely.force_2d(lines)


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
    return _Pieces.of(lines).distances(lonlat)


def chances_near(ground: Sequence[Geometry], lines: Geometry, within_km: float) -> NDArray[np.float64]:
    """Return the probability that each incident lies near a line: the part of its ground that does.

    Parameters
    ----------
    ground : sequence of shapely geometry
        N footprints, or points, in EPSG:4326. Those that many incidents share are measured once.
    lines : shapely geometry
        As `distances_to_line` takes them.
    within_km : float

    Returns
    -------
    numpy.ndarray
        Shape (N,): 0..1, of what `near_line` tells as ``near``.

    Notes
    -----
    What lies near as a whole, or not at all, by its box alone is not looked at position by position.
    """
    chances = np.zeros(len(ground))
    pieces = _Pieces.of(lines)
    for begin in range(0, len(ground), _BOXES):
        boxes = shapely.bounds(np.asarray(ground[begin : begin + _BOXES], dtype=object))
        middles = np.column_stack([boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]]) / 2
        corners = [boxes[:, pair] for pair in ([0, 1], [2, 1], [0, 3], [2, 3])]
        reach = np.max([_geodesics(middles, corner) for corner in corners], axis=0)
        rows = pieces.reached(middles, reach + within_km)
        away, reach = pieces.distances(middles[rows]), reach[rows]
        chances[begin + rows[away + reach <= within_km]] = 1.0
        unclear = begin + rows[(away + reach > within_km) & (away - reach <= within_km)]
        for which, km in _measured([ground[row] for row in unclear], pieces):
            chances[unclear[which]] = float(np.mean(km <= within_km))
    return chances


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """Lines on the plane, prepared to be measured to, and a tree of their straight pieces."""

    lines: Geometry
    tree: shapely.STRtree

    @classmethod
    def of(cls, lines: Geometry) -> _Pieces:
        """Return the pieces of lines in EPSG:4326."""
        plane = projected(shapely.segmentize(lines, _SEGMENT_KM / 111.2))
        shapely.prepare(plane)
        found = []
        for part in shapely.get_parts(plane):
            corners = shapely.get_coordinates(part)
            found.append(np.stack([corners[:-1], corners[1:]], axis=1))
        return cls(plane, shapely.STRtree(shapely.linestrings(np.concatenate(found))))

    def distances(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far positions lie from the lines, in kilometres; see `distances_to_line`."""
        ways = shapely.shortest_line(self.lines, shapely.points(to_plane(lonlat)))
        return _geodesics(lonlat, to_lonlat(shapely.get_coordinates(ways).reshape(-1, 2, 2)[:, 0]))

    def reached(self, lonlat: NDArray[np.float64], km: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return which positions may lie within some kilometres of the lines: all that do, and few others."""
        points = shapely.points(to_plane(lonlat))
        found = self.tree.query(points, predicate="dwithin", distance=km * _STRAIN)
        return np.unique(found[0]).astype(np.int64)


def _geodesics(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lengths of the geodesics between positions, shape (N, 2) each, in kilometres."""
    from pyproj import Geod

    metres = Geod(ellps="WGS84").inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])[2]
    return np.asarray(metres, float) / 1000


def _measured(ground: Sequence[Geometry], pieces: _Pieces) -> Iterator[tuple[list[int], NDArray[np.float64]]]:
    """Yield for each different ground the rows that have it, and how far positions all over it lie from the line."""
    rows: dict[bytes, list[int]] = {}
    for row, shape in enumerate(ground):
        rows.setdefault(shapely.to_wkb(shape), []).append(row)
    known = list(rows)
    for keys in (known[at : at + _AT_ONCE] for at in range(0, len(known), _AT_ONCE)):
        samples = [_positions(shapely.from_wkb(key)) for key in keys]
        ends = np.cumsum([len(each) for each in samples])
        measured = np.split(pieces.distances(np.concatenate(samples)), ends[:-1])
        yield from zip((rows[key] for key in keys), measured, strict=True)


def _each(seen: Observations, lines: Geometry, within_km: float, level: float) -> pd.DataFrame:
    """Return each incident's distances; places that many incidents share are measured once."""
    columns = {name: np.full(seen.count, math.nan) for name in ("km", "km_low", "km_median", "km_high", "near")}
    placed = np.flatnonzero(seen.placed)
    if placed.size:
        pieces = _Pieces.of(lines)
        columns["km"][placed] = pieces.distances(np.column_stack([seen.lon, seen.lat])[placed])
        ground = [shape for shape in seen.ground if shape is not None]
        for rows, km in _measured(ground, pieces):
            low, median, high = np.quantile(km, [(1 - level) / 2, 0.5, (1 + level) / 2])
            near = float(np.mean(km <= within_km))
            for name, value in (("km_low", low), ("km_median", median), ("km_high", high), ("near", near)):
                columns[name][placed[rows]] = value
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
