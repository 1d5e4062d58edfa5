"""Heat: every placed incident lies under the surface, in kilometres on the ground, vague ones flat."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from counted_incidents import KIRKUK, frame_of, incident

from geomap.analysis import heat
from geomap.analysis.hexagons import projected
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def atlas() -> Gazetteer:
    return Gazetteer.load()


def test_the_surface_holds_every_placed_incident(atlas: Gazetteer) -> None:
    rows = [incident(n, at=(42 + n / 10, 33 + n / 10), radius_km=1 + n) for n in range(25)] + [incident(99, at=None)]
    found = heat(frame_of(rows), gazetteer=atlas)
    assert found.total == pytest.approx(25, rel=1e-6)
    assert found.unplaced == 1
    assert np.all(found.density >= 0)


def test_one_sure_incident_is_a_gaussian_of_the_bandwidth(atlas: Gazetteer) -> None:
    found = heat(frame_of([incident(1, radius_km=0.1)]), bandwidth_km=10, gazetteer=atlas)
    peak = 100 / (2 * math.pi * 10**2)
    assert found.density.max() == pytest.approx(peak, rel=0.02)
    row, column = np.unravel_index(found.density.argmax(), found.density.shape)
    spot = projected(shapely.Point(*KIRKUK))
    assert abs(found.west + (column + 0.5) * found.cell_km - spot.x) <= found.cell_km
    assert abs(found.south + (row + 0.5) * found.cell_km - spot.y) <= found.cell_km
    assert found.density[row, column + 5] == pytest.approx(peak * math.exp(-0.5), rel=0.02)  # one bandwidth east


def test_what_is_vague_makes_no_spot(atlas: Gazetteer) -> None:
    sure, vague = (heat(frame_of([incident(1, radius_km=km)]), gazetteer=atlas).density.max() for km in (1, 60))
    assert vague < sure / 5


def test_the_grid_does_not_depend_on_the_order_or_the_others(atlas: Gazetteer) -> None:
    rows = [incident(n, at=(43 + n / 7, 35)) for n in range(6)]
    one, other = (heat(frame_of(order), gazetteer=atlas) for order in (rows, rows[::-1]))
    assert np.array_equal(one.density, other.density)
    alone = heat(frame_of(rows[:1]), gazetteer=atlas)
    assert ((alone.west - one.west) / one.cell_km) == pytest.approx(round((alone.west - one.west) / one.cell_km))


def test_nothing_placed_is_an_empty_surface_and_bad_bandwidths_are_refused(atlas: Gazetteer) -> None:
    assert heat(frame_of([incident(1, at=None)]), gazetteer=atlas).density.shape == (0, 0)
    with pytest.raises(InputError, match="is none"):
        heat(frame_of([incident(1)]), bandwidth_km=0, gazetteer=atlas)
    with pytest.raises(InputError, match="too fine"):
        heat(frame_of([incident(1), incident(2, at=(40.0, 30.0))]), bandwidth_km=0.2, gazetteer=atlas)
