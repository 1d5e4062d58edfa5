"""What the page needs of a line that the author gives: itself, the band about it, and what lies there how probably.

The probabilities are those of `geomap.analysis.near_line`; the page counts, under the filters of the moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.analysis.nearness import chances_near, check_within, lines_of
from geomap.errors import InputError
from geomap.geodesy import circle
from geomap.maps.area_layers import WHOLE
from geomap.maps.places import Places, grounds
from geomap.maps.shapes import encoded_lines, encoded_polygons

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["FARTHEST_KM", "LONGEST_NAME", "GivenLine", "LineLayer", "band", "line_layer"]

LONGEST_NAME = 100
"""Characters of a line's name: it stands on the map and in a menu."""
FARTHEST_KM = 500.0
"""What can still be called near: half the length of Iraq."""

_LINE = 0.0003
"""Tolerance of the line, in degrees: a pixel at zoom 12, the closest of the offline ground."""
_BAND = 0.0027
"""Tolerance of the band, in degrees: a pixel at zoom 9."""
_PART_OF_BAND = 20
"""A band that is narrower than some pixels is drawn finer: off by a twentieth of its half width at most."""
_KM_PER_DEGREE = 111.2
_STEP = 0.1
"""Length to which the line's pieces are cut for its band, in degrees: parallels bend by metres in so little."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenLine:
    """A line, what it is called, and how near is near.

    Parameters
    ----------
    lines : shapely geometry
        Lines in EPSG:4326.
    name : str or None
        As its readers know it; the page says "the line" where there is none.
    within_km : float
    """

    lines: Geometry
    name: str | None
    within_km: float

    @classmethod
    def of(cls, line: str | Path | Geometry | None, name: str | None, within_km: float) -> GivenLine | None:
        """Return what is given as `geomap.maps.draw` takes it, None where there is no line.

        Raises
        ------
        InputError
            If the line cannot be read or is none, the name is none for a map, or the distance is none.
        """
        if name is not None and not isinstance(name, str):
            raise InputError(f"The line's name is {name!r}, which is no text.", "Give words, or leave it out.")
        if line is None:
            if name is not None:
                raise InputError(f"There is no line to be called {name[:LONGEST_NAME]!r}.", "Give the line as well.")
            return None
        words = (name or "").strip()
        if len(words) > LONGEST_NAME:
            raise InputError(
                f"The line's name has {len(words):,} characters; the map has room for {LONGEST_NAME}.", "Shorten it."
            )
        check_within(within_km)
        if within_km > FARTHEST_KM:
            raise InputError(f"{within_km:g} km is far, not near.", f"Give at most {FARTHEST_KM:g} km.")
        return cls(lines_of(line), words or None, float(within_km))


@dataclass(frozen=True, slots=True, eq=False)
class LineLayer:
    """The line on the page.

    Parameters
    ----------
    data : dict
        Plain values for JSON: ``name`` (or None), ``within`` (km), ``lines`` and ``band``, as `geomap.maps.shapes`
        encodes lines and polygons.
    near : numpy.ndarray
        Shape (N,): probability of each incident to lie in the band, in 255ths; 0 where not placed.
    """

    data: dict[str, Any]
    near: NDArray[np.int64]


def line_layer(incidents: pd.DataFrame, line: GivenLine) -> LineLayer:
    """Return what the page needs of a line.

    Parameters
    ----------
    incidents : pandas.DataFrame
        As `geomap.maps.area_layers.area_layers` takes them: without footprint and radius an incident is its point.
    line : GivenLine
    """
    data = {
        "name": line.name,
        "within": line.within_km,
        "lines": encoded_lines(line.lines, _LINE),
        "band": encoded_polygons(band(line.lines, line.within_km)),
    }
    return LineLayer(data, _near(incidents, line))


def band(lines: Geometry, within_km: float) -> Geometry:
    """Return the ground within some kilometres of lines (EPSG:4326), along the geodesic, to a pixel at zoom 9.

    Notes
    -----
    The union of the hulls of discs about neighbouring spots of the line, at most a tenth of a degree apart.
    """
    tolerance = min(_BAND, within_km / _KM_PER_DEGREE / _PART_OF_BAND)
    fine = shapely.segmentize(shapely.simplify(lines, tolerance), _STEP)
    hulls = []
    for part in shapely.get_parts(fine):
        discs = [circle(lon, lat, within_km) for lon, lat in shapely.get_coordinates(part)]
        hulls += [shapely.MultiPolygon(pair) for pair in pairwise(discs)]
    return shapely.simplify(shapely.union_all(shapely.convex_hull(hulls)), tolerance)


def _near(incidents: pd.DataFrame, line: GivenLine) -> NDArray[np.int64]:
    """Return the probability of each row to lie near, in 255ths; what is known by its point alone lies there or not."""
    where = Places.of(incidents)
    points = list(shapely.points(where.lon, where.lat))
    chances = np.append(chances_near(points, line.lines, line.within_km), 0.0)[where.row]  # of row -1 the last
    ground = grounds(incidents, where)
    known = np.flatnonzero(ground)
    shapes = [shape if shape.is_valid else shape.buffer(0) for shape in ground[known]]
    chances[known] = chances_near(shapes, line.lines, line.within_km)
    return np.round(chances * WHOLE).astype(np.int64)
