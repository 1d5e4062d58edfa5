"""Incidents on a map: one HTML file that opens from a mail attachment with no network.

Python packs the incidents into columns (`geomap.maps.packing`) and the ground into compact JSON; the page that paints
them is built from ``page/`` by `geomap.maps.build`. Report text is hostile input: it reaches the page as data and
becomes text nodes, never HTML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas
    from shapely import Geometry

    from geomap.gazetteer import Gazetteer
    from geomap.maps.incident_map import IncidentMap
    from geomap.records import Problem

__all__ = ["LANGUAGES", "draw"]

LANGUAGES: tuple[str, ...] = ("en", "ar", "ckb")
"""Languages of the page's interface; readers can switch between them."""


def draw(
    incidents: geopandas.GeoDataFrame,
    *,
    title: str | None = None,
    note: str | None = None,
    author: str | None = None,
    licence: str | None = None,
    made: date | str | None = None,
    language: str | None = None,
    problems: Sequence[Problem | Mapping[str, Any]] = (),
    gazetteer: Gazetteer | None = None,
    line: str | Path | Geometry | None = None,
    line_name: str | None = None,
    within_km: float = 5.0,
    population: str | Path | Mapping[str, float] | None = None,
) -> IncidentMap:
    """Draw incidents on a map that works offline as one HTML file.

    Parameters
    ----------
    incidents : geopandas.GeoDataFrame
        Columns as in `geomap.records.COLUMNS`; ``lon`` and ``lat`` (degrees, WGS 84) or a point geometry in any CRS,
        and a date, are enough; what else is there is shown. Tables in the columns of ACLED and UCDP are read as they
        are (see `geomap.maps.coders`). Rows without a point are listed as not placed.
    title : str, optional
        Heading of the page; a plain one in the page's language where not given.
    note : str, optional
        What the reader is to know first; blank lines part paragraphs. It opens the cover, and a line under the page's
        header leads there.
    author, licence : str, optional
        Whose map it is, and on which terms it may be used, for the cover and for whoever cites it; addresses
        (https://…) in them become links.
    made : datetime.date or str, optional
        The day on which it was made (ISO 8601). Nothing is told where it is not given: a clock would make other bytes
        of the same input.
    language : str, optional
        One of `LANGUAGES`, in which the page opens whoever opens it. Where not given, the page follows its reader: the
        first of the browser's languages that it speaks, else English. The bytes of the file are the same either way.
    problems : sequence of Problem or mapping
        Input that could not be read (``where``, ``what``, ``hint``), told to the reader.
    gazetteer : Gazetteer, optional
        Where the ground and the names of units come from; the one that geomap ships where not given. The page credits
        its sources, and those that ``incidents.attrs["attribution"]`` names besides.

    line : path or shapely geometry, optional
        A front line, a pipeline, a boundary: a file as `geomap.analysis.read_line` takes it, or lines in EPSG:4326; of
        areas the border. The map shows it, and tells what share of the incidents lies near it over time, as
        `geomap.analysis.near_line` does.
    line_name : str, optional
        What it is called.
    within_km : float
        What counts as near, in kilometres along the geodesic (WGS 84).
    population : path or mapping, optional
        People by governorate, or by district, for rates, as `geomap.maps.inhabitants` takes them.

    Returns
    -------
    folium.Map
        Add folium layers of your own, then ``save("map.html")``. The same input gives the same bytes.

    Raises
    ------
    LanguageError
        If the page does not speak `language`.
    InputError
        If there are no positions, ``incidents.attrs["attribution"]`` is no list of texts, `made` no day, or one of the
        author's words none that the cover can hold (`geomap.maps.cover.Cover`); if the line is none, its name too
        long, or the distance none; if the population fits no level of units.
    MapError
        If the page has not been built, or (on saving) a layer asks for something from outside.
    """
    from geomap.errors import LanguageError
    from geomap.gazetteer import Gazetteer
    from geomap.maps.cover import Cover
    from geomap.maps.ground import ground
    from geomap.maps.incident_map import IncidentMap
    from geomap.maps.line_layer import GivenLine
    from geomap.maps.rows import contents

    if language is not None and language not in LANGUAGES:
        raise LanguageError(f"The map does not speak {language!r}.", f"Give one of {', '.join(LANGUAGES)}.")
    cover = Cover.of(note, author, licence, made)
    given = GivenLine.of(line, line_name, within_km)
    atlas = gazetteer if gazetteer is not None else Gazetteer.load()
    return IncidentMap(title, language, contents(incidents, atlas, problems, given, population), ground(atlas), cover)
