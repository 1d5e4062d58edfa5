"""Hotspots: hexagons where incidents gather more than chance lets expect (Getis-Ord Gi*)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from numpy.typing import ArrayLike, NDArray

from geomap.analysis.distribution import LEVEL, number
from geomap.analysis.false_discovery import q_values
from geomap.analysis.hexagons import SIZE_KM, HexGrid
from geomap.analysis.observations import observations
from geomap.analysis.zoning import zoned
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geomap.analysis.period import Period

__all__ = ["CLEAR", "LEAST", "Hotspots", "gi_star", "hotspots", "two_sided"]

CLEAR = 0.05
"""q-value up to which a cell is called a hot or a cold spot: one in twenty of those named is a chance find."""


LEAST = 5.0
"""Incidents in a cell and its neighbours from which it can be called hot: the number from which a normal law stands in
for counts (Cochran 1954, "Some methods for strengthening the common chi-squared tests", Biometrics 10)."""


@dataclass(frozen=True, slots=True, eq=False)
class Hotspots:
    """Where incidents gather.

    Parameters
    ----------
    size_km : float
        Distance between the middles of neighbouring hexagons.
    frame : geopandas.GeoDataFrame
        EPSG:4326, one row a hexagon that meets Iraq or holds an incident. Columns: ``unit`` (``q,r``), names of the
        largest town in it, ``expected``, ``low``, ``high`` (incidents), ``around`` (expected in it and its neighbours),
        ``z`` (Gi*), ``p`` (two-sided), ``q`` (Benjamini-Hochberg over all cells) and ``spot``: ``hot``, ``cold`` or
        empty.
    incidents, unplaced, rejected : int
    """

    size_km: float
    frame: gpd.GeoDataFrame
    incidents: int
    unplaced: int
    rejected: int


def hotspots(
    incidents: gpd.GeoDataFrame | pd.DataFrame,
    *,
    period: Period | None = None,
    size_km: float = SIZE_KM,
    gazetteer: Gazetteer | None = None,
) -> Hotspots:
    """Find the hexagons about which incidents gather, and those about which there are strikingly few.

    Parameters
    ----------
    incidents, period, size_km, gazetteer
        As `geomap.analysis.area_table` takes them.

    Returns
    -------
    Hotspots
        The same input gives the same figures: nothing is drawn at random.

    Raises
    ------
    InputError
        If no incident is placed, or all cells hold the same.

    Notes
    -----
    Gi* (Ord & Getis 1995, "Local spatial autocorrelation statistics", Geographical Analysis 27) of the expected number
    of incidents in each cell and its six neighbours, with weights of 1, as `esda` computes it. Its law under chance is
    taken as normal, which is rough where nearly all cells are empty: a single incident in an empty country is five
    standard deviations off. So a cell is called hot only where it and its neighbours hold `LEAST` incidents.
    """
    atlas = gazetteer if gazetteer is not None else Gazetteer.load()
    seen = observations(incidents, atlas)
    zoning = zoned(seen, "hexagon", atlas, size_km)
    dated = seen.within(period)
    chances = [
        zoning.chance[zoning.unit == n] * dated[zoning.incident[zoning.unit == n]] for n in range(len(zoning.units))
    ]
    expected = np.array([math.fsum(each) for each in chances])
    if not (expected > 0).any() or np.ptp(expected) == 0:
        raise InputError("There are no hotspots: no incident is placed in the period.", "Give more incidents.")
    cells = [(int(q), int(r)) for q, r in (unit.key.split(",") for unit in zoning.units)]
    near = HexGrid(size_km).neighbours(cells)
    z = gi_star(expected, near)
    around = np.array([expected[n] + math.fsum(expected[others]) for n, others in enumerate(near)])
    p = two_sided(z)
    q = q_values(p)
    ends = [number(each).interval(LEVEL) for each in chances]
    columns = {
        "unit": [unit.key for unit in zoning.units],
        **{name: [getattr(unit, name) for unit in zoning.units] for name in ("name_en", "name_ar", "name_ckb")},
        "expected": expected,
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
        "around": around,
        "z": z,
        "p": p,
        "q": q,
        "spot": np.where(q > CLEAR, "", np.where(z < 0, "cold", np.where(around >= LEAST, "hot", ""))),
    }
    frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([u.shape for u in zoning.units], crs=4326), crs=4326)
    return Hotspots(size_km, frame, seen.count, int((~seen.placed).sum()), seen.rejected)


def gi_star(values: ArrayLike, neighbours: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return Getis and Ord's Gi* of each place, as a z-score.

    Parameters
    ----------
    values : array_like
        Shape (N,): what each place holds; not all the same.
    neighbours : sequence of sequence of int
        For each place which others count as near, each once and never itself: Gi* adds the place by itself.

    Returns
    -------
    numpy.ndarray
        Shape (N,): how many standard deviations the sum about a place lies from what chance lets expect.
    """
    from esda.getisord import G_Local
    from libpysal.weights import W

    # The place itself is put in here: esda would do it too, but warn of islands, which a grid with gaps has.
    near = W({place: [place, *others] for place, others in enumerate(neighbours)}, silence_warnings=True)
    found = G_Local(np.asarray(values, float), near, transform="B", permutations=0, star=True)
    return np.asarray(found.Zs, float)


def two_sided(z: ArrayLike) -> NDArray[np.float64]:
    """Return how likely chance alone puts a normal score as far off as each of `z`, to either side; shape as `z`."""
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(np.asarray(z, float))), float)
