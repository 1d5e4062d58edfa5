"""Correction for asking many questions at once: one unit in twenty is "significant" by chance alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["q_values"]


def q_values(p: ArrayLike) -> NDArray[np.float64]:
    """Return for each p-value the share of false findings among all that are at least as clear.

    Benjamini & Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57,
    in the form of adjusted p-values. It holds for tests that depend on each other positively, as those of neighbouring
    cells do (Benjamini & Yekutieli 2001, Annals of Statistics 29).

    Parameters
    ----------
    p : array_like
        Shape (N,): 0..1, NaN for what was not asked.

    Returns
    -------
    numpy.ndarray
        Shape (N,): 0..1, NaN where `p` is.
    """
    given = np.asarray(p, float)
    found = np.full(given.shape, np.nan)
    asked = np.flatnonzero(~np.isnan(given))
    order = asked[np.argsort(given[asked], kind="stable")]
    raised = given[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found
