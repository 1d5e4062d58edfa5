"""Tables of incidents for the tests of the analysis: real frames of the store, with places and days as asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd

from geomap.geodesy import circle
from geomap.records import COLUMNS, Count, Event, Evidence, Incident, Location, Report, Shares, When
from geomap.store import to_frame

__all__ = ["KIRKUK", "bare", "frame_of", "incident"]

KIRKUK = (44.39, 35.47)


def incident(
    number: int,
    *,
    at: tuple[float, float] | None = KIRKUK,
    radius_km: float = 2.0,
    district: Mapping[str, float] | None = None,
    governorate: Mapping[str, float] | None = None,
    subdistrict: Mapping[str, float] | None = None,
    days: tuple[date, date] | None = (date(2021, 9, 5), date(2021, 9, 5)),
    killed: Count | None = None,
    status: str = "extracted",
) -> Incident:
    """Return one incident, placed as told; `at` None is one that could not be placed."""
    document = f"d{number}"
    when = When(*days, "day", "stated") if days else When()
    event = Event(
        document, "Battles", "Armed clash", when, killed=killed, evidence=(Evidence("event", document, 0, 1, "x"),)
    )
    where = Location(place_text=f"place {number}")
    if at is not None:
        where = Location(
            place_text=f"place {number}",
            lon=at[0],
            lat=at[1],
            radius_km=radius_km,
            footprint=circle(*at, radius_km),
            method="named",
            shares=Shares(governorate or {}, district or {}, subdistrict or {}, 0.0),
        )
    return Incident(event, where, (Report(document),), status=status)


def frame_of(incidents: Sequence[Incident]) -> gpd.GeoDataFrame:
    """Return the table of incidents, as the store gives it."""
    return to_frame(incidents)


def bare(rows: Sequence[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Return a table with a few columns of the record only, as somebody else's program may give it."""
    assert all(set(row) <= set(COLUMNS) for row in rows)
    return gpd.GeoDataFrame(rows)
