"""Change: what a unit had in this period, against the mean of the 4 and of the 52 weeks before.

**What is asked.** Is the number of this period one that the weeks before let expect? The expected range is that of
Farrington, Andrews, Beale & Catchpole (1996, "A statistical algorithm for the early detection of outbreaks of
infectious disease", Journal of the Royal Statistical Society A 159): for a mean of ``m`` a period, estimated over ``k``
periods, the next number has variance ``f m (1 + 1/k)``, where ``f``, at least 1, is how much more the weeks vary than
Poisson's law has it. Numbers come out negative-binomial with that mean and variance: small ones are no bell.
``f`` is taken over the 52 weeks for both comparisons: four weeks are too few to tell it.

**What is not told.** No percentage where the weeks before had 20 incidents or fewer: the relative standard error of
such a number is above 22 %, and CDC's WISQARS suppresses rates on it as statistically unstable ("Annotation and
suppression of unstable rates": "20 or less"). And nothing for weeks that the table does not reach back to.

**What is corrected.** Every unit is a question of its own, so verdicts rest on q-values
(`geomap.analysis.false_discovery`) over the units of a table; and uncertain places count against a finding: "more" is
asked of the low end of this period's interval, "fewer" of its high end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geomap.analysis.distribution import LEVEL, number
from geomap.analysis.false_discovery import q_values
from geomap.analysis.hexagons import SIZE_KM
from geomap.analysis.observations import observations
from geomap.analysis.period import Period
from geomap.analysis.zoning import zoned
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pandas as pd

    from geomap.analysis.zoning import Zoning

__all__ = ["BASELINES", "GUARD", "ChangeTable", "change_table"]

BASELINES: tuple[int, ...] = (4, 52)
"""Weeks before the period that it is compared with: what came just before, and a year, which has every season once."""

GUARD = 20
"""Incidents that a baseline must exceed before a percentage is told; see the head of this module."""

LEAST = 5
"""Incidents in the period and the four weeks before it under which there is no verdict: one after a quiet year is rare,
and no news yet. Farrington et al. (1996) give no alarm under five reports in four weeks, for the same reason."""

ALPHA = 0.1
"""Share of false findings that is accepted among verdicts: one in ten, as with the intervals."""

PERIOD_DAYS = 7
"""Days of the period where none is given: the last week of the table."""


@dataclass(frozen=True, slots=True, eq=False)
class ChangeTable:
    """What changed in each unit.

    Parameters
    ----------
    by : str
        One of `geomap.analysis.zoning.LEVELS`.
    period : Period
        The days compared with the weeks before them.
    frame : geopandas.GeoDataFrame
        EPSG:4326, one row a unit. Columns: ``unit``, names, ``expected``, ``low``, ``high`` (of this period, with
        uncertain places), and for each baseline of W weeks ``mean_W`` (incidents a period), ``usual_low_W`` and
        ``usual_high_W`` (range that the baseline lets expect, 90 %), ``percent_W`` (NaN under the guard), ``p_W``,
        ``q_W`` and ``verdict_W``: ``more``, ``fewer``, ``as usual``, or ``too few`` where the table does not reach back
        so far or the unit had fewer than `LEAST` in the period and the four weeks before.
    incidents, rejected : int
        As in `geomap.analysis.AreaTable`.
    """

    by: str
    period: Period
    frame: gpd.GeoDataFrame
    incidents: int
    rejected: int


def change_table(
    incidents: gpd.GeoDataFrame | pd.DataFrame,
    by: str = "district",
    *,
    period: Period | None = None,
    size_km: float = SIZE_KM,
    level: float = LEVEL,
    gazetteer: Gazetteer | None = None,
) -> ChangeTable:
    """Compare each unit's incidents in a period with the mean of the 4 and 52 weeks before it.

    Parameters
    ----------
    incidents, by, size_km, level, gazetteer
        As `geomap.analysis.area_table` takes them. The table must hold the weeks before too.
    period : Period, optional
        The last seven days of the table if not given.

    Returns
    -------
    ChangeTable

    Raises
    ------
    InputError
        If no incident has a day, or the table begins after the period.
    """
    atlas = gazetteer if gazetteer is not None else Gazetteer.load()
    seen = observations(incidents, atlas)
    span = seen.span
    if span is None:
        raise InputError("No incident has a date: there is no change to tell.", "Give incidents with date_start.")
    period = period or Period(span.last - timedelta(PERIOD_DAYS - 1), span.last)
    if span.first >= period.first:
        raise InputError(
            f"The incidents begin on {span.first}, not before the period {period}.", "Give the weeks before as well."
        )
    zoning = zoned(seen, by, atlas, size_km)
    weekly = _weekly(zoning, seen.first, seen.last, period)
    columns = _now(zoning, seen.within(period), level)
    reach = (period.first - span.first).days // 7
    for weeks in BASELINES:
        columns |= _compared(columns, weekly, weeks, period.days, reach, level)
    frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([u.shape for u in zoning.units], crs=4326), crs=4326)
    return ChangeTable(by, period, frame, seen.count, seen.rejected)


def _now(zoning: Zoning, dated: NDArray[np.float64], level: float) -> dict[str, Any]:
    """Return the columns of this period."""
    units = zoning.units
    columns: dict[str, Any] = {
        "unit": [unit.key for unit in units],
        **{name: [getattr(unit, name) for unit in units] for name in ("name_en", "name_ar", "name_ckb")},
    }
    chances = [zoning.chance[zoning.unit == n] * dated[zoning.incident[zoning.unit == n]] for n in range(len(units))]
    ends = [number(each).interval(level) for each in chances]
    return columns | {
        "expected": np.array([math.fsum(each) for each in chances]),
        "low": np.array([low for low, _ in ends], np.int64),
        "high": np.array([high for _, high in ends], np.int64),
    }


def _weekly(zoning: Zoning, first: NDArray[np.int64], last: NDArray[np.int64], period: Period) -> NDArray[np.float64]:
    """Return the expected incidents of each unit in each of the 52 weeks before, the latest first: shape (U, 52)."""
    counts = np.zeros((len(zoning.units), max(BASELINES)))
    for week in range(max(BASELINES)):
        last_day = period.first - timedelta(7 * week + 1)
        dated = Period(last_day - timedelta(6), last_day).overlap(first, last)
        np.add.at(counts[:, week], zoning.unit, zoning.chance * dated[zoning.incident])
    return counts


def _compared(
    now: dict[str, Any], weekly: NDArray[np.float64], weeks: int, days: int, reach: int, level: float
) -> dict[str, Any]:
    """Return the columns of one baseline; all NaN and "too few" where the table does not reach back so far."""
    units = len(weekly)
    base = weekly[:, :weeks].sum(axis=1)
    known = np.full(units, reach >= weeks) & (now["high"] + weekly[:, :4].sum(axis=1) >= LEAST)
    share = days / 7
    periods = weeks / share
    mean = base / periods
    spread = _dispersion(weekly[:, : min(reach, max(BASELINES))])
    # Half an incident is added to the baseline (Jeffreys' prior), so that a unit without any is not "impossible".
    centre = (base + 0.5) / periods
    variance = np.maximum(spread * centre * (1 + 1 / periods), centre * (1 + 1e-9))
    more = 1 - _below(now["low"] - 1, centre, variance)
    fewer = _below(now["high"], centre, variance)
    p = np.where(known, np.minimum(1.0, 2 * np.minimum(more, fewer)), np.nan)
    q = q_values(p)
    verdict = np.where(more < fewer, "more", "fewer")
    verdict = np.where(known, np.where(q <= ALPHA, verdict, "as usual"), "too few")
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(known & (base > GUARD), 100 * (now["expected"] / mean - 1), np.nan)
    low, high = _range(centre, variance, level)
    return {
        f"mean_{weeks}": np.where(reach >= weeks, mean, np.nan),
        f"usual_low_{weeks}": np.where(known, low, np.nan),
        f"usual_high_{weeks}": np.where(known, high, np.nan),
        f"percent_{weeks}": percent,
        f"p_{weeks}": p,
        f"q_{weeks}": q,
        f"verdict_{weeks}": verdict,
    }


def _dispersion(weekly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much more the weeks of each unit vary than Poisson's law has it: variance over mean, at least 1."""
    if weekly.shape[1] < 2:
        return np.ones(len(weekly))
    mean = weekly.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(mean > 0, weekly.var(axis=1, ddof=1) / mean, 1.0)
    return np.maximum(ratio, 1.0)


def _below(k: NDArray[np.int64], mean: NDArray[np.float64], variance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of `k` or fewer under the negative binomial law of that mean and variance."""
    from scipy.special import betainc

    chance = mean / variance
    size = mean * chance / (1 - chance)
    found: NDArray[np.float64] = np.where(k < 0, 0.0, betainc(size, np.maximum(k, 0) + 1.0, chance))
    return found


def _range(
    mean: NDArray[np.float64], variance: NDArray[np.float64], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the numbers between which the next one lies with probability `level` at least, equal tails."""
    tail = (1 - level) / 2
    low, high = np.zeros(mean.shape), np.zeros(mean.shape)
    for n, (m, v) in enumerate(zip(mean, variance, strict=True)):
        k = np.arange(math.ceil(m + 12 * math.sqrt(v)) + 12)
        below = _below(k, np.full(k.shape, m), np.full(k.shape, v))
        low[n] = np.searchsorted(below, tail, side="right")
        high[n] = np.searchsorted(below, 1 - tail - 1e-9, side="left")
    return low, high
