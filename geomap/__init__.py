"""geomap: from news reports to a map of incidents that an analyst can trust.

>>> import geomap
>>> incidents = geomap.read(["report.txt"])  # a GeoDataFrame, one row an incident
>>> geomap.draw(incidents).save("map.html")  # one file, works offline

Everything heavy is imported when it is first needed, so that ``import geomap`` costs milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    import folium
    import geopandas

    from geomap.records import Location

__all__ = ["GeomapError", "__version__", "draw", "read", "where"]

__version__ = "0.1.0"


def read(
    reports: Sequence[str | Path] | str | Path,
    *,
    published: date | str | None = None,
    language: str | None = None,
    merge: str = "all",
) -> geopandas.GeoDataFrame:
    """Read reports and return their incidents.

    Parameters
    ----------
    reports : path or sequence of paths
        Text files, JSON-lines files, folders of these, or ``"-"`` for standard input.
    published : datetime.date or str, optional
        Day of publication (ISO 8601) of reports that do not say it; "yesterday" is resolved against it.
    language : str, optional
        ``ar``, ``ckb`` or ``en`` where the reports' language is known; recognised otherwise.
    merge : str
        ``all`` joins the same event across reports, ``report`` only within each report.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an incident, columns `geomap.records.COLUMNS`; geometry is a point (EPSG:4326) or None where it
        could not be placed. ``attrs["problems"]`` lists what could not be read, each with where, what and hint;
        ``attrs["documents"]`` counts the reports that were read.

    Raises
    ------
    InputError
        If `published`, `language` or `merge` cannot be used. A report that cannot be read raises nothing: see above.
    """
    from dataclasses import asdict
    from os import PathLike

    from geomap.pipeline import run
    from geomap.store import to_frame

    paths = [reports] if isinstance(reports, str | PathLike) else list(reports)
    result = run(paths, published=published, language=language, merge=merge)
    frame = to_frame(result.incidents)
    frame.attrs["documents"] = result.documents
    frame.attrs["problems"] = [asdict(problem) for problem in result.problems]
    return frame


def draw(incidents: geopandas.GeoDataFrame, *, title: str | None = None, language: str = "en") -> folium.Map:
    """Draw incidents on a map that works offline as one HTML file.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame
        As `read` gives them.
    title : str, optional
        Heading of the page.
    language : str
        Language in which the page opens, ``en`` or ``ar``; readers can switch.

    Returns
    -------
    folium.Map
        Add layers of your own, then ``save("map.html")``.
    """
    from geomap.maps import draw as draw_map

    return draw_map(incidents, title=title, language=language, problems=incidents.attrs.get("problems", ()))


def where(phrase: str) -> Location:
    """Place a phrase such as "30 km southwest of Kirkuk"; see `geomap.records.Location` for the answer's parts."""
    from geomap.pipeline import Pipeline

    return Pipeline().locator.locate_text(phrase)
