"""geomap: from news reports to a map of incidents that an analyst can trust.

>>> import geomap
>>> incidents = geomap.read(["report.txt"])  # a GeoDataFrame, one row an incident
>>> geomap.draw(incidents).save("map.html")  # one file, works offline
>>> incidents.geomap.plot("series").save("figure.pdf")  # for a printed report

Everything heavy is imported when it is first needed, so that ``import geomap`` costs milliseconds.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import folium
    import geopandas
    from shapely import Geometry

    from geomap.records import Location

__all__ = ["LONGEST_PHRASE", "GeomapError", "__version__", "draw", "read", "where"]

__version__ = "0.1.0"

LONGEST_PHRASE = 1000
"""Characters of a place phrase; the longest of those that we measure with is a fifth of it. A longer one is a text."""


def read(
    reports: Sequence[str | Path] | str | Path,
    *,
    published: date | str | None = None,
    language: str | None = None,
    merge: str = "all",
    online: bool = False,
    columns: Mapping[str, str] | None = None,
    reread: bool = False,
) -> geopandas.GeoDataFrame:
    """Read reports and return their incidents.

    Parameters
    ----------
    reports : path or sequence of paths
        Text files, JSON-lines files, tables (CSV, Excel, Parquet: a report in each row, or an event that ACLED or UCDP
        coded), feeds, Telegram's export, answers of APIs, folders of these, addresses (``https://…``, each fetched
        once), or ``"-"`` for standard input.
    published : datetime.date or str, optional
        Day of publication (ISO 8601) of reports that do not say it; "yesterday" is resolved against it.
    language : str, optional
        ``ar``, ``ckb`` or ``en`` where the reports' language is known; recognised otherwise.
    merge : str
        ``all`` joins the same event across reports, ``report`` only within each report.
    online : bool
        Whether names that the gazetteer lacks, and nothing else, are sent to the service that the settings
        ``GEOMAP_ONLINE_…`` name. Without it nothing leaves the machine.
    columns : mapping of str to str, optional
        Field of a report (``text``, ``title``, ``published``, ``url``, ``source``, ``id``, ``language``) → the column
        of tables, or the key of JSON, that holds it, where its name does not say so. Where it gives ``text``, events
        of ACLED and UCDP are read as reports.
    reread : bool
        Whether the text of events of ACLED and UCDP is read for a more exact place that agrees with theirs.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an incident, columns `geomap.records.COLUMNS`; geometry is a point (EPSG:4326) or None where it
        could not be placed. ``attrs["problems"]`` lists what could not be read, each with where, what and hint;
        ``attrs["documents"]`` counts the reports, and coded events, that were read; ``attrs["attribution"]`` holds the
        lines that the licences of the gazetteer's sources and of the coders ask for, which every map and export bears.
        Save it with `geomap.store.write`: geopandas' own ``to_file`` refuses a table with two geometries.

    Raises
    ------
    InputError
        If `published`, `language`, `merge` or `columns` cannot be used. A report that cannot be read raises nothing:
        see above.
    SettingsError
        If `online` is asked of a public server without a user agent of your own.
    """
    from dataclasses import asdict
    from os import PathLike

    from geomap.pipeline import run
    from geomap.store import to_frame

    paths = [reports] if isinstance(reports, str | PathLike) else list(reports)
    result = run(
        paths, published=published, language=language, merge=merge, online=online, columns=columns, reread=reread
    )
    frame = to_frame(result.incidents, result.attribution)
    frame.attrs["documents"] = result.documents
    frame.attrs["problems"] = [asdict(problem) for problem in result.problems]
    _register()
    return frame


def draw(
    incidents: geopandas.GeoDataFrame,
    *,
    title: str | None = None,
    note: str | None = None,
    author: str | None = None,
    licence: str | None = None,
    made: date | str | None = None,
    language: str | None = None,
    line: str | Path | Geometry | None = None,
    line_name: str | None = None,
    within_km: float = 5.0,
    population: str | Path | Mapping[str, float] | None = None,
) -> folium.Map:
    """Draw incidents on a map that works offline as one HTML file.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame
        As `read` gives them, filtered as you like; or any table with ``lon`` and ``lat`` (degrees, WGS 84) or points,
        and a date, ACLED's and UCDP's among them.
    title : str, optional
        Heading of the page.
    note, author, licence : str, optional
        For the cover: what the reader is to know first, whose map it is, on which terms it may be used.
    made : datetime.date or str, optional
        The day on which it was made (ISO 8601); not told where it is not given, so that the same incidents give the
        same bytes.
    language : str, optional
        Language in which the page opens, ``en`` or ``ar``; where not given, the first of the reader's browser that
        the page speaks. Readers can switch.
    line : path or shapely geometry, optional
        A front line, a pipeline, a boundary (GeoJSON, GeoPackage, KML, WKT; or a geometry in EPSG:4326): the map shows
        it, and what share of the incidents lies near it over time.
    line_name : str, optional
        What it is called.
    within_km : float
        What counts as near, in kilometres.
    population : path or mapping, optional
        People by governorate, or by district, for rates: a table (.csv .xlsx) with the columns ``unit`` and
        ``population``, or English name → people.

    Returns
    -------
    folium.Map
        Add layers of your own, then ``save("map.html")``.

    Raises
    ------
    InputError
        If `incidents` is no table with positions, `language` is none that the page speaks, `made` is no day, a
        text is longer than the cover or the map holds, or `line` is none or cannot be read.
    """
    from geomap.errors import InputError
    from geomap.maps import draw as draw_map

    if not hasattr(incidents, "columns"):
        raise InputError(f"A {type(incidents).__name__} is no table of incidents.", "Give what `geomap.read` returned.")
    return draw_map(
        incidents,
        title=title,
        note=note,
        author=author,
        licence=licence,
        made=made,
        language=language,
        line=line,
        line_name=line_name,
        within_km=within_km,
        population=population,
        problems=incidents.attrs.get("problems", ()),
    )


def where(phrase: str, *, online: bool = False) -> Location:
    """Say where a place phrase such as "30 km southwest of Kirkuk" lies, how sure that is, and why.

    Parameters
    ----------
    phrase : str
        In Arabic, Sorani or English; at most `LONGEST_PHRASE` characters, or it is a text and no phrase.
    online : bool
        Whether names in it that the gazetteer lacks are sent to a service on the network, as in `read`.

    Returns
    -------
    geomap.records.Location
        ``lon``, ``lat`` in degrees (WGS 84), ``radius_km``, ``footprint`` (a shapely polygon that should hold the true
        place nine times in ten), ``method``, ``candidates`` and ``reasons``. A phrase that cannot be placed has None
        for all of the first four, method ``unplaced``, and a reason.

    Raises
    ------
    InputError
        If `phrase` is no text, or too long.
    SettingsError
        As `read`.
    """
    from geomap.errors import InputError
    from geomap.pipeline import Pipeline

    if not isinstance(phrase, str) or len(phrase) > LONGEST_PHRASE:
        got = f"text of {len(phrase)} characters" if isinstance(phrase, str) else type(phrase).__name__
        raise InputError(f"A {got} is no place phrase.", f"Give a text of at most {LONGEST_PHRASE} characters.")
    return Pipeline(online=online).locator.locate_text(phrase)


def _register() -> None:
    """Give pandas' tables ``incidents.geomap.plot()``."""
    from geomap.maps.figures.accessor import register

    register()


if "pandas" in sys.modules:
    _register()
