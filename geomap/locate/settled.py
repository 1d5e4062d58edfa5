"""Where people live and fight: settlements, posts, roads and rivers, as a prior for a place that is only described.

"30 km southwest of Kirkuk" is far likelier a village or a road than bare steppe, and more likely still the valley in
which the villages lie. How much likelier was fitted (`data/fitted.toml`, table ``settled``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from geomap.gazetteer import Gazetteer
from geomap.locate.fitted import Table, fitted
from geomap.locate.plane import KM_PER_DEGREE, Array
from geomap.locate.remembered import remembered

__all__ = ["Settled", "settled"]

WEIGHTS = {
    **dict.fromkeys(
        ("village", "base", "camp", "checkpoint", "crossing", "bridge", "dam", "oilfield", "refinery"), 1.0
    ),
    **dict.fromkeys(("airport", "shrine", "facility"), 0.7),
    "city": 3.0,
    "town": 2.0,
}
"""How much a place of each kind draws (a guess; towns stand for the hamlets around them that the table lacks)."""
LINE_WEIGHT = 0.2
LINE_STEP = 0.03
"""Degrees between the points that stand for a road or river."""
STEP = 0.02
"""Degrees between the cells of the prior: two kilometres, half its spread."""
BOX = (38.5, 28.8, 49.0, 37.6)
"""West, south, east and north of the ground that it covers; beyond, nothing is known to be settled."""


@dataclass(frozen=True, eq=False)
class Settled:
    """How settled the ground is.

    Parameters
    ----------
    values : numpy.ndarray
        Weight of settled points per km², smoothed; rows from south to north, columns from west to east over `BOX`.
    bare : float
        The same for ground where nothing is known to lie.
    """

    values: Array
    bare: float

    def log(self, lon: Array, lat: Array) -> Array:
        """Return the logarithm of the prior, per unit of area, at positions in degrees."""
        rows, columns = self.values.shape
        row = np.clip(((lat - BOX[1]) / STEP).astype(int), 0, rows - 1)
        column = np.clip(((lon - BOX[0]) / STEP).astype(int), 0, columns - 1)
        odds: Array = self.logs[row, column]
        return odds

    @cached_property
    def logs(self) -> Array:
        """Logarithm of every cell."""
        return np.asarray(np.log(self.bare + self.values), float)


@remembered(4)
def settled(gazetteer: Gazetteer) -> Settled:
    """Return the settled ground of a gazetteer, Iraq only.

    What only a foreign gazetteer has is left out: with twenty thousand hamlets more the ground is settled everywhere,
    and draws to nowhere.
    """
    return drawn_from(gazetteer, fitted())


def drawn_from(gazetteer: Gazetteer, table: Table) -> Settled:
    """Return the settled ground with the constants of `table`: their fitting compares some."""
    points, weights = _points(gazetteer)
    rows, columns = round((BOX[3] - BOX[1]) / STEP), round((BOX[2] - BOX[0]) / STEP)
    values, *_ = np.histogram2d(
        points[:, 1],
        points[:, 0],
        bins=(rows, columns),
        range=((BOX[1], BOX[3]), (BOX[0], BOX[2])),
        weights=weights,
    )
    latitudes = BOX[1] + STEP * (np.arange(rows) + 0.5)
    wide = KM_PER_DEGREE * STEP * np.cos(np.radians(latitudes))
    values /= (KM_PER_DEGREE * STEP * wide)[:, None]
    km = table["settled"]["spread_km"]
    values = _smoothed(values, km / (KM_PER_DEGREE * STEP))
    return Settled(_smoothed(values.T, km / float(wide.mean())).T, table["settled"]["bare"])


def _smoothed(values: Array, spread: float) -> Array:
    """Return `values` smoothed down the columns by a normal kernel of `spread` cells."""
    reach = max(1, round(3 * spread))
    kernel = np.exp(-((np.arange(-reach, reach + 1) / spread) ** 2) / 2)
    kernel /= kernel.sum()
    padded = np.pad(values, ((reach, reach), (0, 0)))
    parts = (weight * padded[i : i + len(values)] for i, weight in enumerate(kernel))
    return np.asarray(sum(parts), float)


def _points(gazetteer: Gazetteer) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return lon and lat of settled points, shape (N, 2), and their weights."""
    points: list[tuple[float, float]] = []
    weights: list[float] = []
    for place in gazetteer.of_kind(*WEIGHTS, "road", "river"):
        if place.country != "IQ" or place.is_foreign:
            continue
        if place.kind in WEIGHTS:
            points.append((place.lon, place.lat))
            weights.append(WEIGHTS[place.kind])
        elif len(place.line) > 1:
            along = _points_along(place.line)
            points += along
            weights += [LINE_WEIGHT] * len(along)
    return np.array(points, float).reshape(-1, 2), np.array(weights, float)


def _points_along(line: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    shape = LineString(line)
    stops = (shape.interpolate(at) for at in np.arange(0, shape.length, LINE_STEP))
    return [(float(stop.x), float(stop.y)) for stop in stops]
