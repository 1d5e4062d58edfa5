"""Two editions of the incidents: what was added, changed, moved, merged, split, withdrawn between them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.records import attribution_of
from geomap.store.differences import Difference, differences, moved_km
from geomap.store.frame import check, credited, frame_of, rows_of
from geomap.store.pairing import pairing

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["CHANGES", "Change", "Comparison", "compare"]

CHANGES = ("added", "split", "changed", "moved", "merged", "withdrawn", "unchanged")
"""What can have become of an incident, in the order in which it is told.

``added``: in the new edition alone. ``split``: likewise, but made from an incident that the old edition had as one.
``moved``: its point lies elsewhere, whatever else changed. ``changed``: some other field did. ``merged``: in the old
edition alone, now part of another incident. ``withdrawn``: in the old edition alone. ``unchanged``: in both, the same.
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one incident.

    Parameters
    ----------
    kind : str
        One of `CHANGES`.
    old, new : mapping or None
        Its rows in the two editions.
    matched : str
        How the two were found to be one: ``id``, ``reports``, ``place``; empty where there is one only.
    moved_km : float or None
        How far its point moved.
    differences : tuple of Difference
        Every field that differs.
    other : str or None
        Id of the incident into which it was merged, or from which it was split.
    """

    kind: str
    old: Row | None
    new: Row | None
    matched: str = ""
    moved_km: float | None = None
    differences: tuple[Difference, ...] = ()
    other: str | None = None

    @property
    def row(self) -> Row:
        """The row of the new edition; of what it has no more, that of the old one."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def detail(self) -> str:
        """What changed, in lines of English: how far it moved, each field with both values, minor fields by name."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.other is not None:
            yield f"{'now part of' if self.kind == 'merged' else 'was part of'} {self.other}"
        if self.moved_km is not None:
            yield f"moved by {self.moved_km:,.1f} km"
        for difference in self.differences:
            if not difference.is_minor:
                yield f"{difference.field}: {difference.before or 'nothing'} → {difference.after or 'nothing'}"
        minor = [difference.field for difference in self.differences if difference.is_minor]
        if minor:
            yield f"also: {', '.join(minor)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two editions.

    Parameters
    ----------
    changes : tuple of Change
        Every incident of both editions once, in the order of `CHANGES`, then by day and id.
    attribution : tuple of str
        The lines that both editions bear.
    """

    changes: tuple[Change, ...]
    attribution: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many incidents there are of each of `CHANGES`."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in CHANGES}

    @property
    def is_empty(self) -> bool:
        """Whether the two editions say the same."""
        return all(change.kind == "unchanged" for change in self.changes)

    def frame(self) -> gpd.GeoDataFrame:
        """Return every incident of both editions, with what became of it.

        Returns
        -------
        geopandas.GeoDataFrame
            The record's columns as the new edition has them (the old one, for what it has no more), then ``change``
            (one of `CHANGES`), ``change_detail`` (`Change.detail`), ``moved_km``, and of what moved or bears another
            id ``lon_before``, ``lat_before`` (degrees, EPSG:4326), ``id_before``.
        """
        frame = credited(frame_of(change.row for change in self.changes), self.attribution)
        frame["change"] = [change.kind for change in self.changes]
        frame["change_detail"] = [change.detail or None for change in self.changes]
        for name in ("moved_km", "lon_before", "lat_before"):
            frame[name] = [_before(change)[name] for change in self.changes]
            frame[name] = frame[name].astype("float64")
        frame["id_before"] = [_before(change)["id_before"] for change in self.changes]
        return frame


def compare(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> Comparison:
    """Return what was added, changed, moved, merged, split and withdrawn between two editions.

    Parameters
    ----------
    old, new : geopandas.GeoDataFrame
        As `read` and `to_frame` return them; the order of their rows does not matter.

    Returns
    -------
    Comparison
        How incidents find each other is told in `geomap.store.pairing`.

    Raises
    ------
    ExportError
        If one of the two is no table of incidents.
    """
    for frame in (old, new):
        check(frame)
    lines = [line for frame in (old, new) for line in attribution_of(frame.attrs.get("attribution"))]
    changes = sorted(_changes(rows_of(old), rows_of(new)), key=_order)
    return Comparison(tuple(changes), attribution_of(lines))


def _changes(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    found = pairing(old, new)
    for i, j, how in found.pairs:
        yield _kept(old[i], new[j], how)
    for i, into in found.gone.items():
        kind = "withdrawn" if into is None else "merged"
        yield Change(kind, old[i], None, other=None if into is None else str(new[into]["id"]))
    for j, out_of in found.come.items():
        kind = "added" if out_of is None else "split"
        yield Change(kind, None, new[j], other=None if out_of is None else str(old[out_of]["id"]))


def _kept(old: Row, new: Row, how: str) -> Change:
    km, fields = moved_km(old, new), differences(old, new)
    kind = "moved" if km is not None else "changed" if fields else "unchanged"
    return Change(kind, old, new, how, km, fields)


def _order(change: Change) -> tuple[int, str, str, str]:
    row = change.row
    told = json.dumps([change.new, change.old, change.other], sort_keys=True)
    return CHANGES.index(change.kind), row["date_start"] or "9999", str(row["id"]), told


def _before(change: Change) -> dict[str, Any]:
    old, new = change.old, change.new
    both = old is not None and new is not None
    moved = both and change.moved_km is not None
    return {
        "moved_km": change.moved_km,
        "lon_before": old["lon"] if old is not None and moved else None,
        "lat_before": old["lat"] if old is not None and moved else None,
        "id_before": old["id"] if old is not None and new is not None and old["id"] != new["id"] else None,
    }
