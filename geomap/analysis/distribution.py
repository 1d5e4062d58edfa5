"""Distributions over whole numbers: how many incidents, or dead, a unit can have had, and how likely each number is.

An incident lies in a unit with some probability. How many of many incidents do is Poisson-binomial: the sum of
independent trials, each with a probability of its own (Wang 1993, "On the number of successes in independent trials",
Statistica Sinica 3). It is computed here by convolution, which is exact: nothing is drawn at random and nothing
approximated by a bell curve; only tails that hold less than `NEGLIGIBLE` are cut off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LEVEL", "Distribution", "deaths", "number"]

LEVEL = 0.9
"""Probability that an interval holds the true number, the same as a footprint's: one figure for the reader to keep."""

NEGLIGIBLE = 1e-13
"""Probability of a tail that is cut off at each step: a thousand steps lose 1e-10, which no printed figure shows."""

_DIRECT = 512
"""Numbers up to which two distributions are convolved term by term; beyond, the Fourier transform is faster."""


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """How likely each of a run of whole numbers is.

    Parameters
    ----------
    start : int
        The least number.
    mass : numpy.ndarray
        Shape (N,): probability of ``start``, ``start + 1`` …; they sum to 1.
    """

    start: int
    mass: NDArray[np.float64]

    @classmethod
    def certain(cls, value: int) -> Distribution:
        """Return the distribution of a number that is known."""
        return cls(value, np.ones(1))

    @property
    def mean(self) -> float:
        """The number to expect."""
        return self.start + float(self.mass @ np.arange(self.mass.size))

    def plus(self, other: Distribution) -> Distribution:
        """Return the distribution of the sum of two independent numbers."""
        from scipy.signal import fftconvolve  # half a second to import, which maps would pay for nothing

        if min(self.mass.size, other.mass.size) <= _DIRECT:
            mass = np.convolve(self.mass, other.mass)
        else:
            mass = np.maximum(fftconvolve(self.mass, other.mass), 0.0)
        return _trimmed(self.start + other.start, mass)

    def times(self, count: int) -> Distribution:
        """Return the distribution of the sum of `count` independent numbers of this one."""
        total, power = Distribution.certain(0), self
        while count:
            total = total.plus(power) if count & 1 else total
            count >>= 1
            power = power.plus(power) if count else power
        return total

    def interval(self, level: float = LEVEL) -> tuple[int, int]:
        """Return the numbers between which the true one lies with probability `level` at least.

        Equal tails: each side leaves out at most ``(1 - level) / 2``. Numbers are whole, so the interval is often
        wider than it must be and never narrower.
        """
        tail = (1 - level) / 2
        below = np.cumsum(self.mass)
        low = int(np.searchsorted(below, tail, side="right"))
        high = int(np.searchsorted(below, 1 - tail - 1e-9, side="left"))
        last = self.mass.size - 1
        return self.start + min(low, last), self.start + min(max(high, low), last)


def number(probabilities: ArrayLike) -> Distribution:
    """Return how many of independent incidents there are, each with a probability of its own (Poisson-binomial).

    Parameters
    ----------
    probabilities : array_like
        Shape (N,), each 0..1. Equal ones are taken together as a binomial, so that a hundred thousand incidents with
        shares of three decimals cost a thousand convolutions at most; their order does not matter, to the last bit.
    """
    chances, counts = np.unique(np.clip(np.asarray(probabilities, float), 0.0, 1.0), return_counts=True)
    return _sum([_binomial(int(n), float(p)) for p, n in zip(chances, counts, strict=True) if p > 0])


def deaths(probabilities: ArrayLike, low: ArrayLike, high: ArrayLike) -> Distribution:
    """Return how many were killed in independent incidents: the sum over those that lie here of each one's number.

    Parameters
    ----------
    probabilities : array_like
        Shape (N,), each 0..1: that the incident lies here.
    low, high : array_like
        Shape (N,): whole numbers, ``0 <= low <= high``. Within the range each number is taken as equally likely:
        reports that say "10 to 16" give no more than that, and of all distributions on a range the even one presumes
        least (Jaynes 1957, "Information theory and statistical mechanics", Physical Review 106).
    """
    rows = np.column_stack([np.clip(np.asarray(probabilities, float), 0.0, 1.0), low, high]).reshape(-1, 3)
    kinds, counts = np.unique(rows, axis=0, return_counts=True)
    parts = [
        _toll(float(p), int(least), int(most)).times(int(n))
        for (p, least, most), n in zip(kinds, counts, strict=True)
        if p > 0 and most > 0
    ]
    return _sum(parts)


def _toll(chance: float, low: int, high: int) -> Distribution:
    """Return the dead of one incident that lies here with probability `chance`."""
    mass = np.zeros(high + 1)
    mass[low:] = chance / (high - low + 1)
    mass[0] += 1 - chance
    return _trimmed(0, mass)


def _binomial(count: int, chance: float) -> Distribution:
    from scipy.special import gammaln, xlog1py, xlogy

    if chance == 1.0:
        return Distribution.certain(count)
    middle, spread = count * chance, math.sqrt(count * chance * (1 - chance))
    # Bernstein: beyond this nothing above NEGLIGIBLE is left (log 1e-13 = -30).
    reach = math.ceil(8 * spread + 24)
    first, last = max(0, math.floor(middle) - reach), min(count, math.ceil(middle) + reach)
    k = np.arange(first, last + 1)
    ways = gammaln(count + 1) - gammaln(k + 1) - gammaln(count - k + 1)
    return _trimmed(first, np.exp(ways + xlogy(k, chance) + xlog1py(count - k, -chance)))


def _sum(parts: Iterable[Distribution]) -> Distribution:
    """Return the distribution of the sum, joining neighbours pairwise, so that small ones meet small ones."""
    waiting: Sequence[Distribution] = list(parts) or [Distribution.certain(0)]
    while len(waiting) > 1:
        pairs = [a.plus(b) for a, b in zip(waiting[::2], waiting[1::2], strict=False)]
        waiting = [*pairs, *waiting[2 * len(pairs) :]]
    return waiting[0]


def _trimmed(start: int, mass: NDArray[np.float64]) -> Distribution:
    """Cut off tails that hold nothing, and let the rest sum to 1."""
    kept = np.flatnonzero((np.cumsum(mass) > NEGLIGIBLE) & (np.cumsum(mass[::-1])[::-1] > NEGLIGIBLE))
    first, last = int(kept[0]), int(kept[-1]) + 1
    part = mass[first:last]
    return Distribution(start + first, part / part.sum())
