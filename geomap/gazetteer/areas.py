"""Areas: which unit a piece of ground belongs to, and the shapes that a map draws.

Country and governorates come from Natural Earth; districts, subdistricts and the disputed territories are approximate
(see `geomap.gazetteer.area_builder`). Longitude, latitude in degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, STRtree

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.area_files import Area, read_areas
from geomap.records.place import Place, Shares

__all__ = ["LEVELS", "Area", "Areas"]

LEVELS = ("country", "governorate", "district", "subdistrict", "disputed", "neighbour", "lake")
"""The levels that `Areas.features` knows, each a file ``<level>.geojson``."""

_UNITS = ("country", "governorate", "district", "subdistrict")

_LEAST = 0.001
"""A unit that holds less of a footprint than this is not named: below the accuracy of any of our lines."""

_REMEMBERED = 4096
"""Footprints whose shares are kept: a guess, some megabytes; a year of news names fewer distinct places."""


class Areas:
    """The areas of a gazetteer, each level read from its file when it is first asked for.

    Parameters
    ----------
    folder : pathlib.Path
        The gazetteer's folder: the levels are ``areas/<level>.geojson`` in it; a level without a file has no areas.
    places : mapping of str to Place
        The places table, for the names of units; a unit that is not in it keeps the names of its file.
    replaced : mapping of str to sequence of Area, optional
        Level → areas that stand in place of those of its file, as surveyed ones do
        (`geomap.gazetteer.conflation.real_areas`).
    """

    def __init__(
        self,
        folder: Path,
        places: Mapping[str, Place] | None = None,
        replaced: Mapping[str, Sequence[Area]] | None = None,
    ) -> None:
        self._root = folder
        self._folder = folder / "areas"
        self._places: Mapping[str, Place] = places if places is not None else {}
        self._replaced: Mapping[str, Sequence[Area]] = replaced if replaced is not None else {}
        self._layers: dict[str, _Layer] = {}
        self._remembered = lru_cache(_REMEMBERED)(self._shares)

    @classmethod
    def load(cls, folder: Path, places: Mapping[str, Place] | None = None) -> Areas:
        """Return the areas of the gazetteer in `folder`; nothing is read before it is needed.

        Raises
        ------
        GazetteerError
            If it has no areas at all.
        """
        if not folder.is_dir():
            raise GazetteerError(
                f"There is no folder of areas at {folder}.", ("a folder of GeoJSON files is expected",)
            )
        return cls(folder, places)

    def replaced(self, levels: Mapping[str, Sequence[Area]]) -> Areas:
        """Return the same areas with those of some levels in place of their files'."""
        return Areas(self._root, self._places, {**self._replaced, **levels})

    def unreplaced(self) -> Areas:
        """Return the areas of the files alone."""
        return Areas(self._root, self._places)

    def of(self, unit_id: str) -> Geometry | None:
        """Return the polygon (EPSG:4326) of a country, governorate, district or subdistrict, or None if it has none."""
        found = (self._layer(level).by_id.get(unit_id) for level in _UNITS)
        return next((area.geometry for area in found if area is not None), None)

    def features(self, level: str) -> tuple[Area, ...]:
        """Return every area of `level`, one of `LEVELS`, in the order of its file.

        Raises
        ------
        InputError
            If there is no such level.
        """
        if level not in LEVELS:
            raise InputError(f"There is no level {level!r} of areas.", f"Choose one of {', '.join(LEVELS)}.")
        return self._layer(level).areas

    def shares(self, footprint: Geometry) -> Shares:
        """Return how much of `footprint` lies in each unit, taking every point of it as equally likely.

        Parameters
        ----------
        footprint : shapely geometry
            In EPSG:4326; a polygon is shared out by area, a line by length, points by number.

        Returns
        -------
        Shares
            Keys are English names as in the places table, the largest share first; each level sums to the part of the
            footprint that lies in Iraq. `disputed` is the share in the disputed territories, None where no part of
            the footprint lies in Iraq. Degrees are taken as a plane: within one footprint both axes scale alike
            everywhere, to within 1 % for 100 km, so the ratio of areas is right. News name the same places again and
            again, so the shares of recent footprints are remembered; each answer has dictionaries of its own.
        """
        known = self._remembered(footprint)
        return Shares(dict(known.governorate), dict(known.district), dict(known.subdistrict), known.disputed)

    def shares_at(self, footprint: Geometry, lonlat: NDArray[np.float64]) -> Shares:
        """Return how much of a probability lies in each unit, as `shares` does for ground that is equally likely.

        Parameters
        ----------
        footprint : shapely geometry
            EPSG:4326: ground that holds all of the positions.
        lonlat : numpy.ndarray
            Shape (N, 2): positions in degrees, each as likely.
        """
        return self._told(lambda level: self._layer(level).shares_at(footprint, lonlat))

    def _shares(self, footprint: Geometry) -> Shares:
        return self._told(lambda level: self._layer(level).shares(footprint))

    def _told(self, shares_of: Callable[[str], dict[str, float]]) -> Shares:
        shares = {level: shares_of(level) for level in _UNITS[1:]}
        inside = bool(shares["governorate"]) or bool(shares_of("country"))
        disputed = sum(shares_of("disputed").values()) if inside else None
        return Shares(**shares, disputed=None if disputed is None else min(1.0, round(disputed, 3)))

    def _layer(self, level: str) -> _Layer:
        if level not in self._layers:
            path = self._folder / f"{level}.geojson"
            areas = self._replaced[level] if level in self._replaced else read_areas(path) if path.is_file() else ()
            self._layers[level] = _Layer(tuple(self._named(area) for area in areas))
        return self._layers[level]

    def _named(self, area: Area) -> Area:
        place = self._places.get(area.id)
        if place is None:
            return area
        arabic, kurdish = place.name("ar") or area.name_ar, place.name("ckb") or area.name_ckb
        return replace(area, name_en=place.label, name_ar=arabic, name_ckb=kurdish)


@dataclass(frozen=True)
class _Layer:
    """The areas of one level, with an index over their geometries."""

    areas: tuple[Area, ...]

    @cached_property
    def by_id(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def geometries(self) -> NDArray[Any]:
        shapes = np.array([area.geometry for area in self.areas], dtype=object)
        shapely.prepare(shapes)
        return shapes

    @cached_property
    def tree(self) -> STRtree:
        return STRtree(self.geometries)

    def shares(self, footprint: Geometry) -> dict[str, float]:
        """Return English name → share of `footprint`, the largest first; homonyms are added up."""
        hits, holders = self._touched(footprint)
        if holders:
            return self._named(holders)
        parts = shapely.intersection(self.geometries[hits], footprint)
        return self._named(dict(zip(hits.tolist(), _sizes(parts, footprint).tolist(), strict=True)))

    def shares_at(self, footprint: Geometry, lonlat: NDArray[np.float64]) -> dict[str, float]:
        """Return English name → share of positions in `footprint`, the largest first."""
        hits, holders = self._touched(footprint)
        if holders:
            return self._named(holders)
        inside = shapely.contains_xy(self.geometries[hits][:, None], lonlat[:, 0], lonlat[:, 1])
        return self._named(dict(zip(hits.tolist(), inside.mean(axis=1).tolist(), strict=True)))

    def _touched(self, footprint: Geometry) -> tuple[NDArray[np.int64], dict[int, float]]:
        """Return which areas meet `footprint`, and the shares of those that hold it whole, if any: most often one."""
        near = np.sort(self.tree.query(footprint))
        holders = near[shapely.contains(self.geometries[near], footprint)]
        if holders.size:
            return holders, {int(i): 1.0 / holders.size for i in holders}
        return near[shapely.intersects(self.geometries[near], footprint)], {}

    def _named(self, found: Mapping[int, float]) -> dict[str, float]:
        total: dict[str, float] = {}
        for i, share in found.items():
            name = self.areas[i].name_en or self.areas[i].id
            total[name] = total.get(name, 0.0) + share
        rounded = {name: round(share, 3) for name, share in total.items() if share >= _LEAST}
        return dict(sorted(rounded.items(), key=lambda item: (-item[1], item[0])))


def _sizes(parts: NDArray[Any], whole: Geometry) -> NDArray[np.float64]:
    """Return the size of each part as a share of `whole`, by the measure that `whole` has."""
    for measure in (shapely.area, shapely.length):
        if measure(whole) > 0:
            return np.asarray(measure(parts) / measure(whole), float)
    # Points on a shared border touch all its units: they are divided among them.
    counts = np.asarray(shapely.get_num_coordinates(parts), float)
    return np.asarray(counts / max(counts.sum(), float(shapely.get_num_coordinates(whole))), float)
