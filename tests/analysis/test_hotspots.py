"""Hotspots: Gi* as esda and the paper have it, corrected for many questions, and silent on a single incident."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import shapely
from counted_incidents import KIRKUK, frame_of, incident
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.analysis import HexGrid, gi_star, hotspots
from geomap.analysis.hotspots import CLEAR, LEAST
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


def by_the_paper(values: np.ndarray, neighbours: list[list[int]]) -> np.ndarray:
    """Return Gi* as Ord and Getis (1995, p. 289) write it: weights of 1, the place included."""
    n, mean, spread = len(values), values.mean(), values.std()
    sums = np.array([values[[place, *others]].sum() for place, others in enumerate(neighbours)])
    w = np.array([len(others) + 1 for others in neighbours], float)
    return (sums - w * mean) / (spread * np.sqrt((n * w - w**2) / (n - 1)))


CELLS = [(q, r) for q in range(7) for r in range(6)]
NEAR = HexGrid(20).neighbours(CELLS)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=len(CELLS), max_size=len(CELLS)).filter(lambda v: len(set(v)) > 1))
def test_gi_star_is_that_of_the_paper(values: list[int]) -> None:
    np.testing.assert_allclose(gi_star(values, NEAR), by_the_paper(np.array(values, float), NEAR), atol=1e-9)


def test_gi_star_is_the_known_answer_of_esda() -> None:
    """The example in the documentation of `esda.G_Local`: six points, neighbours within 15, binary weights, Gi*."""
    points = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)]
    near = [
        [m for m, other in enumerate(points) if m != n and math.dist(point, other) <= 15]
        for n, point in enumerate(points)
    ]
    found = gi_star([2, 3, 3.2, 5, 8, 7], near)
    known = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    np.testing.assert_allclose(found, known, atol=1e-8)


def gathered(spot: tuple[float, float], count: int, first: int = 0) -> list:
    random = np.random.default_rng(first)
    shifts = random.normal(0, 0.05, (count, 2))
    return [incident(first + n, at=(spot[0] + x, spot[1] + y), radius_km=1) for n, (x, y) in enumerate(shifts)]


def test_a_gathering_is_hot_and_names_its_place(atlas: Gazetteer) -> None:
    scattered = [incident(500 + n, at=(41 + n % 9 * 0.6, 31 + n // 9 * 0.6), radius_km=1) for n in range(60)]
    found = hotspots(frame_of(gathered(KIRKUK, 40) + scattered), gazetteer=atlas)
    hot = found.frame[found.frame["spot"] == "hot"]
    middles = hot.geometry.to_crs(32638).centroid.to_crs(4326)
    assert 1 <= len(hot) <= 12
    assert all(abs(p.x - KIRKUK[0]) < 0.6 and abs(p.y - KIRKUK[1]) < 0.6 for p in middles)
    assert (hot["q"] <= CLEAR).all()
    assert (found.frame["q"] >= found.frame["p"] - 1e-12).all()
    assert "Kirkuk" in set(hot["name_en"])


def test_one_incident_in_an_empty_country_is_no_hotspot(atlas: Gazetteer) -> None:
    found = hotspots(frame_of([incident(1), incident(2, at=None)]), gazetteer=atlas)
    assert found.frame["z"].max() > 5  # the statistic alone would call it one
    assert set(found.frame["spot"]) == {""}
    assert found.frame["around"].max() < LEAST
    assert (found.incidents, found.unplaced) == (2, 1)


def test_the_same_incidents_give_the_same_figures_in_any_order(atlas: Gazetteer) -> None:
    frame = frame_of(gathered(KIRKUK, 30) + gathered((43.1, 36.3), 9, first=700))
    one = hotspots(frame, gazetteer=atlas).frame
    other = hotspots(frame.iloc[::-1], gazetteer=atlas).frame
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(other), check_exact=True)


def test_evenly_strewn_incidents_are_rarely_hot(atlas: Gazetteer) -> None:
    random = np.random.default_rng(5)
    country = shapely.union_all([area.geometry for area in atlas.areas.features("country")])
    spots = [(38.5 + 10 * x, 29 + 8.5 * y) for x, y in random.random((900, 2))]
    strewn = [incident(n, at=at, radius_km=1) for n, at in enumerate(spots) if country.contains(shapely.Point(at))]
    found = hotspots(frame_of(strewn), gazetteer=atlas).frame
    inside = found[(found["expected"] > 0)]
    assert (inside["spot"] == "hot").mean() < 0.1


def test_nothing_to_find_is_said(atlas: Gazetteer) -> None:
    with pytest.raises(InputError, match="no incident is placed"):
        hotspots(frame_of([incident(1, at=None)]), gazetteer=atlas)
