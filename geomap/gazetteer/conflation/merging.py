"""Making places of clusters: ours with the names of the rows that are the same, and new ones of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer.conflation.clusters import Clusters, Pair
from geomap.gazetteer.conflation.decisions import Decision, Refusal, Verdict, Withheld
from geomap.gazetteer.conflation.judges import Judges
from geomap.gazetteer.conflation.naming import Renown, added_names, in_its_language
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.records import Place

__all__ = ["USUAL_RADIUS_KM", "Merger"]

# fmt: off
USUAL_RADIUS_KM: Mapping[str, float] = {
    "country": 500, "governorate": 80, "district": 30, "subdistrict": 15, "city": 6, "town": 2.5, "village": 1.5,
    "quarter": 1.2, "camp": 1.5, "base": 3, "checkpoint": 1, "dam": 2, "bridge": 1, "oilfield": 10, "refinery": 2,
    "airport": 3, "crossing": 1.5, "shrine": 0.5, "facility": 2, "range": 20, "river": 50, "lake": 10, "road": 50,
    "region": 20,
}
# fmt: on
"""Radius in km of a place whose source gives none: the median of our own table for the kind, rounded up."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What it takes to make places of clusters.

    Parameters
    ----------
    own : sequence of Place
        Ours, the first of the clusters' rows.
    foreign : sequence of ForeignPlace
        The rows behind them, in their order.
    clusters : Clusters
    judges : Judges
    situation : mapping of int to tuple of str
        Foreign row → ids of the units that hold it, nearest first.
    keys : mapping of str to str
        What the ids of a source begin with → its key.
    """

    own: Sequence[Place]
    foreign: Sequence[ForeignPlace]
    clusters: Clusters
    judges: Judges
    situation: Mapping[int, tuple[str, ...]]
    keys: Mapping[str, str]

    def merged(self) -> tuple[tuple[Place, ...], dict[str, Decision]]:
        """Return the places, and the decision on each foreign row by its id."""
        renown, ways = Renown(self.own), self.clusters.ways()
        units = {place.id: place for place in self.own}
        ours: list[Place] = []
        new: list[Place] = []
        withheld: dict[int, tuple[Withheld, ...]] = {}
        for home in range(len(self.clusters.rows)):
            if home not in self.clusters.members:
                continue
            is_ours = home < len(self.own)
            place = self.own[home] if is_ours else self._new(home, units)
            place, kept_out = self._with_rows(place, home, renown, is_ours)
            withheld |= kept_out
            (ours if is_ours else new).append(place)
        decisions = [self._decision(n, ways.get(n), withheld.get(n, ())) for n in range(len(self.own), self._total)]
        new.sort(key=lambda place: place.id)
        return (*ours, *new), {decision.id: decision for decision in decisions}

    @property
    def _total(self) -> int:
        return len(self.clusters.rows)

    def _row(self, n: int) -> ForeignPlace:
        return self.foreign[n - len(self.own)]

    def _members(self, home: int) -> list[int]:
        """Return the foreign rows of a cluster, by id."""
        return sorted(
            (n for n in self.clusters.members[home] if n >= len(self.own)), key=lambda n: self.clusters.rows[n].id
        )

    def _with_rows(
        self, place: Place, home: int, renown: Renown, is_ours: bool
    ) -> tuple[Place, dict[int, tuple[Withheld, ...]]]:
        """Return the place with the names and sources of its rows, and which names of each it was not given."""
        withheld = {}
        members = self._members(home)
        for n in members:
            names, withheld[n] = added_names(place, self._row(n).names, renown, own=is_ours)
            if names:
                place = replace(place, names=(*place.names, *names))
        if members:
            sources = dict.fromkeys((*place.sources, *(self._source(n) for n in members)))
            place = replace(place, sources=tuple(sources))
        return place, withheld

    def _source(self, n: int) -> str:
        prefix = self.clusters.rows[n].source
        return self.keys.get(prefix, prefix)

    def _new(self, home: int, units: Mapping[str, Place]) -> Place:
        """Return the place for a cluster of foreign rows; each value is the first that its rows give, by id."""
        rows = [self._row(n) for n in self._members(home)]
        first = rows[0]
        parents = tuple(unit for unit in self.situation.get(home, ()) if unit != first.id)
        unit = next((units[parent] for parent in parents if parent in units), None)
        claimed = tuple(claim for claim in (unit.claimed_parents if unit else ()) if claim not in parents)
        radius = next((row.radius_km for row in rows if row.radius_km is not None), None)
        return Place(
            id=first.id,
            kind=first.kind,
            names=(in_its_language(next((name for name in first.names if name.text.strip()), first.names[0])),),
            lon=first.lon,
            lat=first.lat,
            radius_km=radius if radius is not None else USUAL_RADIUS_KM[first.kind],
            country=first.country,
            parents=parents,
            claimed_parents=claimed,
            disputed=unit.disputed if unit else 0.0,
            population=next((row.population for row in rows if row.population), None),
            note="" if radius is not None else f"radius: as a {first.kind} usually has",
        )

    def _decision(self, n: int, way: Pair | None, withheld: tuple[Withheld, ...]) -> Decision:
        rows, home = self.clusters.rows, self.clusters.home[n]
        refused = self._refusal(n)
        if way is None:
            return Decision(rows[n].id, rows[home].id, "first", refused=refused, withheld=withheld)
        other = rows[way.other if way.one == n else way.one]
        if way.stated:
            verdicts: tuple[Verdict, ...] = (Verdict("stated", way.bits, "a source says that they are the same"),)
        else:
            verdicts = self.judges.verdicts(rows[way.one], rows[way.other], way.km)
        kind = "stated" if way.stated else "alike"
        return Decision(rows[n].id, rows[home].id, kind, other.id, round(way.bits, 1), verdicts, refused, withheld)

    def _refusal(self, n: int) -> Refusal | None:
        """Return the likeliest pair of row `n` that was refused, unless its two rows came together another way."""
        pair, why = self.clusters.refused.get(n, (None, ""))
        if pair is None:
            return None
        other = self.clusters.home[pair.other if pair.one == n else pair.one]
        if other == self.clusters.home[n]:
            return None
        rows = self.clusters.rows
        sentences = "; ".join(v.text for v in self.judges.verdicts(rows[pair.one], rows[pair.other], pair.km))
        text = f"{why}: {sentences}" if not pair.stated else f"{why}, though a source says that they are the same"
        return Refusal(rows[other].id, round(pair.bits, 1), text)
