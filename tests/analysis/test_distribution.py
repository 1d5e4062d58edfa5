"""Counting with probabilities: exact against brute force, intervals that hold the truth as often as they say."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.analysis import Distribution, deaths, number
from geomap.analysis.false_discovery import q_values

chances = st.floats(0, 1, allow_subnormal=False)


def masses(found: Distribution, size: int) -> np.ndarray:
    """Return the probabilities of 0 … size - 1."""
    whole = np.zeros(max(size, found.start + found.mass.size))
    whole[found.start : found.start + found.mass.size] = found.mass
    return whole


@settings(deadline=None)
@given(st.lists(chances, max_size=9))
def test_the_number_of_incidents_is_what_every_outcome_adds_up_to(given_chances: list[float]) -> None:
    exact = np.zeros(len(given_chances) + 1)
    for outcome in itertools.product((0, 1), repeat=len(given_chances)):
        exact[sum(outcome)] += math.prod(p if here else 1 - p for p, here in zip(given_chances, outcome, strict=True))
    found = number(given_chances)
    np.testing.assert_allclose(masses(found, len(exact))[: len(exact)], exact, atol=1e-12)
    assert found.mean == pytest.approx(sum(given_chances), abs=1e-9)


tolls = st.tuples(chances, st.integers(0, 4), st.integers(0, 4)).map(lambda t: (t[0], t[1], t[1] + t[2]))


@settings(deadline=None)
@given(st.lists(tolls, max_size=4))
def test_the_number_of_dead_is_what_every_outcome_adds_up_to(rows: list[tuple[float, int, int]]) -> None:
    exact = np.zeros(1 + sum(high for _, _, high in rows))
    for outcome in itertools.product(*([None, *range(low, high + 1)] for _, low, high in rows)):
        weight = math.prod(
            1 - p if dead is None else p / (high - low + 1) for (p, low, high), dead in zip(rows, outcome, strict=True)
        )
        exact[sum(dead or 0 for dead in outcome)] += weight
    p, low, high = zip(*rows, strict=True) if rows else ((), (), ())
    found = deaths(p, low, high)
    np.testing.assert_allclose(masses(found, len(exact))[: len(exact)], exact, atol=1e-12)
    assert found.mean == pytest.approx(sum(p * (a + b) / 2 for p, a, b in rows), abs=1e-9)


@settings(deadline=None)
@given(st.lists(chances, max_size=40), st.randoms())
def test_the_order_does_not_matter_to_the_last_bit(given_chances: list[float], random: object) -> None:
    shuffled = sorted(given_chances, key=lambda _: random.random())  # type: ignore[attr-defined]
    one, other = number(given_chances), number(shuffled)
    assert one.start == other.start
    assert np.array_equal(one.mass, other.mass)


@settings(deadline=None)
@given(st.lists(chances, min_size=1, max_size=60), st.sampled_from([0.5, 0.8, 0.9, 0.99]))
def test_an_interval_leaves_out_no_more_than_it_may(given_chances: list[float], level: float) -> None:
    found = number(given_chances)
    low, high = found.interval(level)
    whole = masses(found, high + 1)
    assert 0 <= low <= high <= len(given_chances)
    assert whole[:low].sum() <= (1 - level) / 2 + 1e-6
    assert whole[high + 1 :].sum() <= (1 - level) / 2 + 1e-6
    # and it is no wider than it must be: one number less on either side would leave out too much
    assert low == high or whole[: low + 1].sum() > (1 - level) / 2
    assert low == high or whole[high:].sum() > (1 - level) / 2 - 1e-6


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_intervals_hold_the_truth_nine_times_in_ten_in_simulation(seed: int) -> None:
    random = np.random.default_rng(seed)
    p = random.choice([0.05, 0.2, 0.5, 0.8, 0.97], 80)
    least = random.integers(0, 6, 80)
    most = least + random.integers(0, 8, 80)
    here = random.random((4000, 80)) < p
    dead = np.where(here, random.integers(least, most + 1, (4000, 80)), 0)
    for found, truth in ((number(p), here.sum(axis=1)), (deaths(p, least, most), dead.sum(axis=1))):
        low, high = found.interval(0.9)
        held = float(np.mean((truth >= low) & (truth <= high)))
        assert 0.88 <= held <= 0.97  # whole numbers: never much narrower, a little wider


def test_a_hundred_thousand_incidents_are_counted_exactly() -> None:
    found = number(np.full(100_000, 0.25))
    assert found.mean == pytest.approx(25_000, rel=1e-9)
    low, high = found.interval(0.9)
    spread = math.sqrt(100_000 * 0.25 * 0.75)
    assert low == pytest.approx(25_000 - 1.645 * spread, abs=1.5)
    assert high == pytest.approx(25_000 + 1.645 * spread, abs=1.5)


def test_large_distributions_agree_with_small_steps() -> None:
    """The Fourier transform, which joins large ones, gives what term by term gives."""
    one = deaths([0.3, 0.7], [0, 5], [900, 1800])
    other = deaths([0.5, 0.2], [3, 0], [1100, 700])
    assert min(one.mass.size, other.mass.size) > 512
    exact = np.convolve(one.mass, other.mass)
    np.testing.assert_allclose(masses(one.plus(other), exact.size), exact, rtol=0, atol=1e-12)


def test_certain_incidents_have_no_range() -> None:
    assert number([1.0] * 41).interval() == (41, 41)
    assert number([]).interval() == (0, 0)
    assert deaths([1.0], [10], [16]).interval() == (10, 16)


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    # Benjamini & Hochberg 1995, section 3.1: fifteen p-values, of which the procedure at 0.05 rejects the first four
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    q = q_values(p)
    assert [value <= 0.05 for value in q] == [True] * 4 + [False] * 11
    assert q[3] == pytest.approx(0.0095 * 15 / 4)


@settings(deadline=None)
@given(st.lists(st.one_of(chances, st.just(math.nan)), max_size=30))
def test_q_values_rise_with_p_and_leave_out_what_was_not_asked(p: list[float]) -> None:
    q = q_values(p)
    asked = [n for n, value in enumerate(p) if not math.isnan(value)]
    assert all(math.isnan(q[n]) for n in range(len(p)) if n not in asked)
    assert all(p[n] - 1e-12 <= q[n] <= 1 for n in asked)
    order = sorted(asked, key=lambda n: p[n])
    assert all(q[a] <= q[b] for a, b in itertools.pairwise(order))
