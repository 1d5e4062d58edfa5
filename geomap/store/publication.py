"""Incidents as they may be published: coarser places, no names of victims, no quoted words, and a note that says so.

What an incident keeps is listed here, and all else is left out, so that a column that is added to the record is
withheld until somebody decides otherwise. Kept are the codes of the record, days, figures, and the reports as sources;
places become regions (`geomap.store.coarsening`); the texts that remain are looked through
(`geomap.store.withholding`); the summary is written anew from what is left.

The rule follows PRIO's and ACLED's practice of coding places no finer than is meant to be used (``geo_precision``,
``where_prec``), OCHA's *Data Responsibility Guidelines* (2021: share the least that serves, and say what was withheld),
and Chapman (2020), *Current Best Practices for Generalizing Sensitive Species Occurrence Data*, GBIF,
doi:10.15468/doc-5jp4-5g10.

What it cannot do: a report that is cited can be read, and tells the place to whoever reads it; its address is left out
where the author marks it. An id that a coder of events gives out leads to that coder's own table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.records import COLUMNS, Count, When, count_words, when_words
from geomap.store.coarsening import PUBLISHED_REASONS, Coarsening, Units
from geomap.store.frame import check, credited, frame_of, rows_of
from geomap.store.withholding import Marks, Withholding

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["NOTE_START", "Edition", "published"]

NOTE_START = "Edited for publication: "
"""How the note begins, by which it is known among the lines of an export's attribution."""

_KEPT = (
    *("id", "event_type", "sub_event_type", "type_rule", "factuality"),
    *("date_start", "date_end", "date_precision", "date_basis", "time_of_day"),
    *("killed_min", "killed_max", "injured_min", "injured_max", "killed_attackers", "abducted", "arrested"),
    *("perpetrator", "perpetrator_basis", "target", "weapons", "claimed_governorate", "confidence", "status"),
)
"""Columns of codes, days and figures, which are published as they are."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Incidents as they may be published.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `to_frame` gives it, row for row. ``attrs["publication"]`` is `facts`.
    method : str
        ``district`` or ``grid``.
    cell_km : float or None
        Width of the grid's cells.
    incidents, coarsened, unplaced : int
        All; those whose place was coarsened; those that lost their point, as no unit holds them.
    titles : int
        Reports whose title or address was left out.
    """

    frame: gpd.GeoDataFrame
    method: str
    cell_km: float | None
    incidents: int
    coarsened: int
    unplaced: int
    titles: int

    @property
    def facts(self) -> dict[str, Any]:
        """What was done, as plain values: the figures above, and `note`."""
        names = ("method", "cell_km", "incidents", "coarsened", "unplaced", "titles")
        return {**{name: getattr(self, name) for name in names}, "note": self.note}

    @property
    def note(self) -> str:
        """What was done, in words, for whoever gets the map or the data."""
        unit = "the district or governorate that most probably holds it"
        where = unit if self.cell_km is None else f"a cell of a fixed grid, {self.cell_km:g} km wide or wider"
        lost = f" {self.unplaced} lie in none that could be named, and are not placed." if self.unplaced else ""
        return (
            f"{NOTE_START}the place of {self.coarsened} of {self.incidents} incidents was coarsened to {where}; the "
            f"point is that region's middle and its codes are the region's.{lost} Names of persons and of smaller "
            "places, quoted sentences and the reasons for each place are withheld; so are the titles or addresses of "
            f"{self.titles} reports."
        )


def published(
    frame: gpd.GeoDataFrame, units: Units, coarsening: Coarsening | None = None, redact: Sequence[str] = ()
) -> Edition:
    """Return incidents as they may be published.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `to_frame` or `read` return it; it stays as it is. Where it has a column ``redact``, a row in which that is
        true loses all texts and the titles and addresses of its reports; a text in it is taken as one of `redact`.
    units : Units
        The gazetteer's `areas`, for the districts.
    coarsening : Coarsening, optional
        To districts where not given.
    redact : sequence of str
        Strings, or ids of incidents or reports, that the author marks: texts, titles and addresses that hold such a
        string in any case or spelling go, and those of such an incident or report.

    Returns
    -------
    Edition
        A pure function of the arguments: the same input gives the same edition.

    Raises
    ------
    ExportError
        If `frame` is none that could be written.
    """
    check(frame)
    how = coarsening or Coarsening()
    rows = rows_of(frame)
    regions = [*map(how.of_units(units).region, rows)]
    told = [region.values if region else _nowhere(row) for row, region in zip(rows, regions, strict=True)]
    withholding = Withholding.of(rows, told, Marks.of(redact, _marked(frame)))
    new = [_row(row, where, withholding) for row, where in zip(rows, told, strict=True)]
    edition = Edition(
        frame=credited(frame_of(new), frame.attrs.get("attribution") or ()),
        method=how.code,
        cell_km=how.cell_km,
        incidents=len(rows),
        coarsened=sum(region is not None for region in regions),
        unplaced=sum(r is None and row["lon"] is not None for r, row in zip(regions, rows, strict=True)),
        titles=withholding.left_out,
    )
    edition.frame.attrs["publication"] = edition.facts
    if "documents" in frame.attrs:
        edition.frame.attrs["documents"] = frame.attrs["documents"]
    return edition


def _marked(frame: gpd.GeoDataFrame) -> list[object]:
    """Return the cells of the column ``redact``, None where there is none."""
    return list(frame["redact"]) if "redact" in frame.columns else [None] * len(frame)


def _row(row: Mapping[str, Any], where: Mapping[str, Any], withholding: Withholding) -> dict[str, Any]:
    """Return what is published of one incident; a column that is named nowhere here is empty."""
    new: dict[str, Any] = dict.fromkeys(COLUMNS)
    new |= {name: row[name] for name in _KEPT} | dict(where) | withholding.texts(row)
    new["summary"] = _summary(new)
    return new


def _nowhere(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that tell why an incident has no place."""
    code = "published_unplaced" if row["lon"] is None else "published_nowhere"
    return {
        "location_method": "unplaced",
        "location_reasons": [PUBLISHED_REASONS[code]],
        "location_reason_codes": [[code, {}]],
    }


def _summary(row: Mapping[str, Any]) -> str:
    """Return one English line from the fields that are left, as `geomap.records.incident.summary` does."""
    what = row["sub_event_type"] or row["event_type"] or "Incident"
    where = row["place_name_en"] or row["district"] or row["governorate"]
    start, end = (date.fromisoformat(row[name]) if row[name] else None for name in ("date_start", "date_end"))
    parts = [f"{what} in {where}" if where else what, when_words(When(start, end, time_of_day=row["time_of_day"]))]
    for name in ("killed", "injured"):
        low, high = row[f"{name}_min"], row[f"{name}_max"]
        parts += [f"{count_words(Count(low, high))} {name}"] if (low, high) != (None, None) else []
    return ", ".join(part for part in parts if part)
