"""Conflation: the same place from several gazetteers becomes one with all its names; no row is ever lost.

Units first, from the widest level down, since they say where the rest lies; then, on the surveyed areas that units of a
source may bring, everything else. What comes out does not depend on the order of what is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation.clusters import Clusters, compared
from geomap.gazetteer.conflation.decisions import Conflation
from geomap.gazetteer.conflation.judges import Judges
from geomap.gazetteer.conflation.merging import Merger
from geomap.gazetteer.conflation.real_areas import real_areas
from geomap.gazetteer.conflation.rows import Row, frequencies, rows_of
from geomap.gazetteer.conflation.situation import situations, unit_chain
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.tables import UNIT_KINDS
from geomap.records import Place

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["conflate"]


def conflate(
    own: Sequence[Place],
    foreign: Sequence[ForeignPlace],
    areas: Areas,
    shapes: Mapping[str, Geometry] | None = None,
    keys: Mapping[str, str] | None = None,
) -> Conflation:
    """Return our places and the foreign rows as one gazetteer, with a decision on every foreign row.

    Parameters
    ----------
    own : sequence of Place
        Ours; their ids are kept, and so is everything that they say: names and sources are added behind theirs.
    foreign : sequence of ForeignPlace
        In any order, no id twice.
    areas : Areas
        Our areas: where a new place lies.
    shapes : mapping of str to shapely geometry, optional
        Foreign id → surveyed area of a unit (EPSG:4326), beside those that the rows carry themselves.
    keys : mapping of str to str, optional
        What the ids of a source begin with → its key, for `Place.sources`; what it begins with where not given.
    """
    foreign = sorted(foreign, key=lambda place: place.id)
    stage = _Stage(own, foreign, rows_of(own, foreign, shapes or {}))
    clusters = Clusters(stage.rows)
    for level in UNIT_KINDS:
        stage.situate_by_source(clusters, only=level)
        stage.join(clusters, [n for n, row in enumerate(stage.rows) if row.kind == level])
    surveyed = real_areas(own, foreign, stage.homes(clusters), shapes or {}, areas)
    situation = stage.situate_by_area(areas.replaced(surveyed) if surveyed else areas)
    stage.situate_by_source(clusters)
    stage.join(clusters, [n for n, row in enumerate(stage.rows) if row.kind not in UNIT_KINDS])
    places, decisions = Merger(own, foreign, clusters, stage.judges, situation, keys or {}).merged()
    return Conflation(places, decisions, surveyed)


class _Stage:
    """The rows, and where the foreign ones lie by our units; filled in as the units become known."""

    def __init__(self, own: Sequence[Place], foreign: Sequence[ForeignPlace], rows: list[Row]) -> None:
        self._own, self._foreign, self.rows = own, foreign, rows
        self._units = {place.id: place for place in own if place.kind in UNIT_KINDS}
        self._number = {row.id: n for n, row in enumerate(rows)}
        kinds = {id: place.kind for id, place in self._units.items()}
        self.judges = Judges(frequencies(rows), kinds.get)
        for row in rows:
            if row.kind == "country":  # there is but one of a code
                row.stated |= {f"country {row.country}"}

    def join(self, clusters: Clusters, numbers: Sequence[int]) -> None:
        """Join those of the rows that are one place."""
        rows = [self.rows[n] for n in numbers]
        clusters.join(pair.among(numbers) for pair in compared(rows, self.judges))

    def homes(self, clusters: Clusters) -> dict[str, str]:
        """Return for each foreign row the id of the first row of its cluster."""
        count = len(self._own)
        return {row.id: self.rows[clusters.home[count + n]].id for n, row in enumerate(self._foreign)}

    def situate_by_source(self, clusters: Clusters, only: str | None = None) -> None:
        """Put foreign rows (`only` those of a kind) where their source says, as far as its units are ours."""
        for place in self._foreign:
            if not place.units or only not in (None, place.kind):
                continue
            numbers = [self._number[unit] for unit in place.units if unit in self._number]
            homes = [self.rows[clusters.home[n]].id for n in numbers]
            known = unit_chain([id for id in homes if id in self._units], self._units)
            row = self.rows[self._number[place.id]]
            if known and known[0] not in row.units:  # else its point says the same, and more
                row.units, row.claimed = known, self._units[known[0]].claimed_parents

    def situate_by_area(self, areas: Areas) -> dict[int, tuple[str, ...]]:
        """Put foreign rows where their point lies, and return for each the units that hold it, wider than itself."""
        points = [(place.lon, place.lat) for place in self._foreign]
        situation = {}
        for n, found in enumerate(situations(areas, points, self._units), len(self._own)):
            row = self.rows[n]
            if row.kind in UNIT_KINDS:
                wider = UNIT_KINDS[: UNIT_KINDS.index(row.kind)]
                found = tuple(id for id in found if id in self._units and self._units[id].kind in wider)
            elif found:
                unit = next((self._units[id] for id in found if id in self._units), None)
                row.units, row.claimed = found, unit.claimed_parents if unit else ()
            situation[n] = found
        return situation
