"""Figures for reports: maps, time series and small multiples as PNG, SVG and PDF, in English, Arabic and Sorani.

`plot` makes one from any table with positions and days; `geomap.maps.figures.accessor` gives pandas' tables
``incidents.geomap.plot()``. matplotlib is imported when the first figure is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from geomap.gazetteer import Gazetteer
    from geomap.maps.figures.sheet import Sheet

__all__ = ["KINDS", "plot"]

KINDS: tuple[str, ...] = ("map", "series", "multiples")
"""Kinds of figures."""


_LONGEST_CREDIT = 600
"""Characters of a line of attribution in a file's metadata; the longest that we know has 140."""


def plot(
    incidents: pd.DataFrame,
    kind: str = "map",
    *,
    title: str | None = None,
    language: str = "en",
    width: str | float = "page",
    by: str | None = None,
    bounds: Sequence[float] | None = None,
    footprints: bool = False,
    total: bool = False,
    dated: date | str | None = None,
    font: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Sheet:
    """Draw incidents for print.

    Parameters
    ----------
    incidents : pandas.DataFrame or geopandas.GeoDataFrame
        As `geomap.read` gives them, or any table with positions and days: ACLED's and UCDP's columns are known, and
        ``lon``, ``lat``, ``date`` are enough. See `geomap.maps.figures.table`.
    kind : str
        ``map``; ``series``: incidents over time; ``multiples``: a small map for each year or month, at one scale.
    title : str, optional
        Heading; a plain one in the figure's language where not given. It is text: ``$`` and ``\\`` mean themselves.
    language : str
        ``en``, ``ar`` or ``ckb``: words, numerals, dates, and the side where reading starts.
    width : str or float
        ``page`` (174 mm), ``column`` (85 mm), or millimetres.
    by : str, optional
        ``day``, ``week``, ``month`` or ``year``: the step of a series (as the span asks where not given), or of small
        multiples (``year`` or ``month``).
    bounds : sequence of float, optional
        West, south, east, north in degrees (WGS 84); from the incidents where not given.
    footprints : bool
        Whether maps show the region that holds each place with 90 % probability.
    total : bool
        Whether a series shows all kinds as one.
    dated : datetime.date or str, optional
        Day of the edition (ISO 8601), printed below. Today's is not printed unasked: the same input gives the same
        bytes.
    font : str, optional
        A family of fonts that this machine has; Noto Sans, else DejaVu Sans, where not given.
    gazetteer : Gazetteer, optional
        Where the ground comes from; the one that geomap ships where not given.

    Returns
    -------
    geomap.maps.figures.sheet.Sheet
        A `matplotlib.figure.Figure`: ``save("figure.pdf")``. ``notes`` tells what it could not show.

    Raises
    ------
    InputError
        If the table has neither position nor date, or an argument is none of those above.
    MapError
        If no font has the letters of the language.
    """
    from geomap.errors import InputError
    from geomap.gazetteer import Gazetteer
    from geomap.maps.figures.lettering import legible
    from geomap.maps.figures.sheet import steady

    if kind not in KINDS:
        raise InputError(f"{kind!r} is no kind of figure.", f"Give one of {', '.join(KINDS)}.")
    atlas = gazetteer if gazetteer is not None else Gazetteer.load()
    with steady():
        brief = _brief(
            incidents,
            atlas,
            language,
            font,
            width=width,
            title=title,
            dated=_day(dated),
            bounds=None if bounds is None else tuple(bounds),
            by=by,
            footprints=footprints,
            total=total,
        )
        sheet: Sheet = _drawer(kind)(brief)
    sheet.credits = tuple(legible(line, _LONGEST_CREDIT) for line in brief.credits)
    sheet.heading = brief.lettering.shown(title or "")
    return sheet


def _brief(
    incidents: pd.DataFrame, gazetteer: Gazetteer, language: str, font: str | None, *, width: str | float, **asked: Any
) -> Any:
    from geomap.maps.figures.brief import Brief
    from geomap.maps.figures.lettering import Lettering
    from geomap.maps.figures.sheet import width_of
    from geomap.maps.figures.speech import Speech
    from geomap.maps.figures.table import coder_of, marks_of
    from geomap.records import attribution_of

    speech, lettering = Speech.of(language), Lettering.of(font)
    lettering.check(speech.texts(), language)
    coder = coder_of(incidents)
    given = [*attribution_of(incidents.attrs.get("attribution")), *([coder] if coder else [])]
    credits = attribution_of([*gazetteer.attribution, *given])
    marks = marks_of(incidents, gazetteer)
    return Brief(marks, gazetteer, speech, lettering, width_of(width), credits=tuple(credits), **asked)


def _drawer(kind: str) -> Any:
    if kind == "series":
        from geomap.maps.figures.series import draw_series

        return draw_series
    if kind == "multiples":
        from geomap.maps.figures.multiples import draw_multiples

        return draw_multiples
    from geomap.maps.figures.atlas import draw_map

    return draw_map


def _day(given: date | str | None) -> date | None:
    from datetime import date

    from geomap.errors import InputError

    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise InputError(f"{given!r} is no day.", "Write it as 2021-09-06.") from None
