"""The map of what changed between two editions: every incident of both, and lines from where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from geomap.maps import draw

if TYPE_CHECKING:
    import geopandas

    from geomap.maps.incident_map import IncidentMap

__all__ = ["draw_changes"]

_LINE = {"color": "#8a5a00", "weight": 1.5, "opacity": 0.9, "dash_array": "1 5", "interactive": False}
"""A thin dotted line, dark enough on land and water, and no target of clicks, which are the incidents'."""


def draw_changes(
    frame: geopandas.GeoDataFrame, *, title: str | None = None, language: str | None = None
) -> IncidentMap:
    """Draw two editions on one map that works offline.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `geomap.store.Comparison.frame` returns it: the record's columns, ``change``, ``change_detail``, and of what
        moved ``lon_before``, ``lat_before`` (degrees, EPSG:4326).
    title, language : str, optional
        As `geomap.maps.draw` takes them.

    Returns
    -------
    folium.Map
        What was withdrawn or merged stands where it was. The same input gives the same bytes.
    """
    drawn = draw(frame, title=title, language=language)
    lines = [
        [(lat_before, lon_before), (lat, lon)]  # folium's order: latitude first
        for lon_before, lat_before, lon, lat in zip(
            frame["lon_before"], frame["lat_before"], frame["lon"], frame["lat"], strict=True
        )
        if lon_before == lon_before
    ]
    if lines:
        drawn.add_child(folium.PolyLine(lines, **_LINE))  # type: ignore[no-untyped-call]
    return drawn
