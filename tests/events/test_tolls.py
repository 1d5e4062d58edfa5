"""Figures brought together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.casualties import Figure
from geomap.events.tolls import agree, by_side, whole
from geomap.records import Count

COUNTS = st.integers(1, 500).flatmap(
    lambda low: st.one_of(st.just(Count(low, None)), st.integers(low, low + 50).map(lambda high: Count(low, high)))
)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Count(17, None), Count(19, None), Count(19, None)),
        (Count(17, None), Count(20, 20), Count(20, 20)),
        (Count(58, 58), Count(113, 113), Count(58, 113)),
        (Count(100, None), Count(3, 3), Count(100, None)),
    ],
)
def test_two_reports_of_one_toll(one, other, together):
    assert agree(one, other) == agree(other, one) == together


@given(COUNTS, COUNTS)
def test_agreement_is_the_same_from_both_sides_and_never_empty(one, other):
    together = agree(one, other)
    assert together == agree(other, one)
    assert agree(one, one) == one
    assert together.low is not None
    assert together.high is None or together.low <= together.high


def figure(number, group, first):
    return Figure("killed", Count.exactly(number), group, first, first + 1)


def test_sides_in_one_list_add_up_even_when_equal():
    sides = [figure(5, "Iraqi army", 0), figure(5, "IS", 4)]
    assert whole(sides, "killed") == Count(10, 10)


def test_a_figure_repeated_far_away_is_the_same_people():
    told = [figure(13, "civilians", 0), figure(13, "IS", 80)]
    assert whole(told, "killed") == Count(13, 13)
    assert by_side(told, "killed") == {"civilians": Count(13, 13)}


def test_no_figure_no_toll():
    assert whole([], "killed") is None
    assert whole([Figure("killed", None, "IS", 0, 1)], "killed") is None
