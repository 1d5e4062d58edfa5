"""Change: verdicts that chance does not give, no percentage on small baselines, none where the table does not reach."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from counted_incidents import frame_of, incident
from scipy import stats

from geomap.analysis import GUARD, ChangeTable, Period, change_table
from geomap.analysis.change import _below
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.records import Incident

WEEK = Period(date(2021, 9, 6), date(2021, 9, 12))


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


def weekly(counts: list[int], unit: str = "Hawija", share: float = 1.0, first: int = 0) -> list[Incident]:
    """Return incidents of a unit: `counts` of each week, the week of `WEEK` first and then the weeks before it."""
    made = []
    for back, count in enumerate(counts):
        for n in range(count):
            day = WEEK.first - timedelta(7 * back) + timedelta(n % 7)
            shares = {unit: share} | ({"Tikrit": 1 - share} if share < 1 else {})
            made.append(incident(first + len(made), district=shares, days=(day, day)))
    return made


def told(incidents: list[Incident], atlas: Gazetteer, unit: str = "Hawija") -> pd.Series:
    found: ChangeTable = change_table(frame_of(incidents), "district", period=WEEK, gazetteer=atlas)
    return found.frame[found.frame["unit"] == unit].iloc[0]


def test_a_threefold_week_is_more_and_has_its_percentage(atlas: Gazetteer) -> None:
    row = told(weekly([30, *[10] * 53]), atlas)
    assert (row["expected"], row["mean_4"], row["mean_52"]) == (30, pytest.approx(10), pytest.approx(10))
    assert row["percent_52"] == pytest.approx(200)
    assert (row["verdict_4"], row["verdict_52"]) == ("more", "more")
    # the page reckons the same (geomap/maps/page/test/area_layers.test.js)
    assert (row["usual_low_52"], row["usual_high_52"]) == (5, 16)
    assert row["p_52"] == pytest.approx(7.350889508206393e-7)


def test_an_empty_week_after_many_is_fewer(atlas: Gazetteer) -> None:
    row = told(weekly([0, *[10] * 53]), atlas)
    assert row["percent_52"] == pytest.approx(-100)
    assert row["verdict_52"] == "fewer"


def test_a_week_like_the_others_is_as_usual(atlas: Gazetteer) -> None:
    row = told(weekly([12, *[9, 11] * 27]), atlas)
    assert (row["verdict_4"], row["verdict_52"]) == ("as usual", "as usual")


@pytest.mark.parametrize(("before", "has"), [(GUARD, False), (GUARD + 1, True)])
def test_no_percentage_at_or_under_the_guard(atlas: Gazetteer, before: int, has: bool) -> None:
    counts = [5] + [0] * 4 + [1] * before + [0] * (48 - before) + [0]
    row = told([*weekly(counts), *weekly([0] * 53 + [1], "Kirkuk", first=900)], atlas)
    assert row["mean_52"] == pytest.approx(before / 52)
    assert math.isnan(row["percent_52"]) is not has
    assert math.isnan(row["percent_4"])


def test_one_incident_after_a_quiet_year_is_no_verdict(atlas: Gazetteer) -> None:
    row = told(weekly([1, *[0] * 52, 1]), atlas)
    assert (row["verdict_4"], row["verdict_52"]) == ("too few", "too few")
    assert math.isnan(row["p_52"])


def test_weeks_that_the_table_does_not_reach_are_not_told(atlas: Gazetteer) -> None:
    row = told(weekly([30, *[10] * 10]), atlas)
    assert row["verdict_4"] == "more"
    assert row["verdict_52"] == "too few"
    assert math.isnan(row["mean_52"])
    with pytest.raises(InputError, match="not before the period"):
        change_table(frame_of(weekly([5])), period=WEEK, gazetteer=atlas)
    with pytest.raises(InputError, match="No incident has a date"):
        change_table(frame_of([incident(1, days=None)]), gazetteer=atlas)


def test_the_last_week_is_the_period_where_none_is_given(atlas: Gazetteer) -> None:
    found = change_table(frame_of(weekly([7, *[7] * 10])), gazetteer=atlas)
    assert found.period == WEEK


def test_a_period_of_two_weeks_is_compared_with_the_mean_of_two_weeks(atlas: Gazetteer) -> None:
    period = Period(WEEK.first - timedelta(7), WEEK.last)
    found = change_table(frame_of(weekly([10] * 60)), "district", period=period, gazetteer=atlas).frame
    row = found[found["unit"] == "Hawija"].iloc[0]
    assert (row["expected"], row["mean_4"], row["mean_52"]) == (20, pytest.approx(20), pytest.approx(20))


def test_uncertain_places_count_against_a_finding(atlas: Gazetteer) -> None:
    """Thirty incidents that may as well have been elsewhere are no clear change where thirty sure ones are."""
    sure = told(weekly([22, *[10] * 53]), atlas)
    unsure = told([*weekly([0, *[10] * 53]), *weekly([44], share=0.5, first=5000)], atlas)
    assert sure["expected"] == unsure["expected"] == 22
    assert unsure["p_52"] > sure["p_52"]


def test_weeks_that_vary_much_let_expect_more(atlas: Gazetteer) -> None:
    even = told(weekly([20, *[10] * 53]), atlas)
    wild = told(weekly([20, *[0, 20] * 26, 0]), atlas)
    assert wild["mean_52"] == pytest.approx(10)
    assert (wild["usual_low_52"], wild["usual_high_52"]) == (0, 30)  # as in the page
    assert wild["p_52"] == pytest.approx(0.2925790563206967)
    assert wild["usual_high_52"] > even["usual_high_52"]
    assert wild["p_52"] > even["p_52"]


def test_the_range_holds_the_next_week_nine_times_in_ten_in_simulation(atlas: Gazetteer) -> None:
    """Poisson weeks in many districts: the usual range holds the next, and verdicts are false as rarely as they say."""
    random = np.random.default_rng(11)
    units = [area.name_en for area in atlas.areas.features("district")]
    incidents: list[Incident] = []
    for n, unit in enumerate(units):
        incidents += weekly(random.poisson(1 + n % 6, 54).tolist(), unit, first=len(incidents))
    found = change_table(frame_of(incidents), "district", period=WEEK, gazetteer=atlas).frame
    asked = found[found["verdict_52"] != "too few"]
    held = (asked["expected"] >= asked["usual_low_52"]) & (asked["expected"] <= asked["usual_high_52"])
    assert len(asked) > 90
    assert 0.86 <= held.mean() <= 1.0
    assert (asked["verdict_52"] != "as usual").mean() <= 0.03


def test_the_negative_binomial_law_is_the_one_of_its_mean_and_variance() -> None:
    mean, variance = 7.5, 19.0
    p = mean / variance
    law = stats.nbinom(mean * p / (1 - p), p)
    assert (law.mean(), law.var()) == (pytest.approx(mean), pytest.approx(variance))
    k = np.arange(-1, 40)
    ours = _below(k, np.full(k.shape, mean), np.full(k.shape, variance))
    np.testing.assert_allclose(ours, law.cdf(k), atol=1e-12)
