"""The assignment is the best there is, and the one that scipy finds among equals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from geomap.evaluation.assignment import assign

worths = st.sampled_from([0.0, 0.0, 1.0, 1.3, 1.5, 1.8, 2.0])


@given(st.integers(1, 7).flatmap(lambda n: st.lists(st.lists(worths, min_size=n, max_size=n), max_size=7)))
def test_it_is_what_scipy_finds(worth: list[list[float]]) -> None:
    rows, columns = linear_sum_assignment(-np.array(worth)) if worth else ((), ())
    assert assign(worth) == [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i][j] > 0]


@pytest.mark.parametrize("worth", [[], [[]], [[], []], [[0.0, 0.0]]])
def test_nothing_is_given_to_nobody(worth: list[list[float]]) -> None:
    assert assign(worth) == []


def test_the_best_whole_is_not_the_best_first() -> None:
    assert assign([[2.0, 1.9], [1.9, 0.0]]) == [(0, 1), (1, 0)]
