"""``geomap picture``: incidents that were read before, as a figure for a report."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli import show
from geomap.cli.failures import explained
from geomap.cli.options import Exit, Language

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STATUS", "picture_command"]

STATUS = "Exit status: 0 the figure was made; 2 the call or the table is wrong; 3 nothing could be done."


class Kind(StrEnum):
    """Kinds of figures."""

    map = "map"
    series = "series"
    multiples = "multiples"


class Step(StrEnum):
    """What a bar of a series, or one of small multiples, stands for."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


def picture_command(
    incidents: Annotated[
        Path,
        typer.Argument(
            metavar="INCIDENTS",
            help="What geomap wrote (.geojson .csv .gpkg .parquet .kml .jsonl), or any table with longitude, latitude "
            "and a date, such as ACLED's and UCDP's (.csv .xlsx .parquet .gpkg .geojson .shp …).",
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The figure: .png, .svg or .pdf.")],
    kind: Annotated[
        Kind, typer.Option(help="A map; a time series; or small multiples: a map for each year or month.")
    ] = Kind.map,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Heading of the figure.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the figure.")] = Language.en,
    width: Annotated[
        str, typer.Option(metavar="WIDTH", help="page (174 mm), column (85 mm), or a number of millimetres.")
    ] = "page",
    by: Annotated[
        Step | None,
        typer.Option(help="Step of a series, as its span asks if not given; of small multiples: year or month."),
    ] = None,
    bounds: Annotated[
        str | None,
        typer.Option(
            metavar="W,S,E,N", help="The ground that a map shows, in degrees; from the incidents if not given."
        ),
    ] = None,
    footprints: Annotated[
        bool, typer.Option("--footprints", help="Show the regions that hold each place with 90 % probability.")
    ] = False,
    total: Annotated[bool, typer.Option("--total", help="A series of all kinds as one.")] = False,
    dated: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the edition, printed below the figure.")
    ] = None,
    font: Annotated[
        str | None, typer.Option(metavar="FAMILY", help="Family of fonts; Noto Sans, else DejaVu Sans, if not given.")
    ] = None,
) -> None:
    """Draw a figure for a report: a map, a time series or small multiples, as PNG, SVG or PDF."""
    with explained():
        _check(incidents, output)
        from geomap.maps.figures import plot
        from geomap.store import draft

        sheet = plot(
            _table(incidents),
            kind.value,
            title=title,
            language=language.value,
            width=width,
            by=by and by.value,
            bounds=_bounds(bounds),
            footprints=footprints,
            total=total,
            dated=dated,
            font=font,
        )
        with draft(output) as beside:
            sheet.save(beside)
        show.written(output)
        for note in sheet.notes:
            show.sentence(f"note: {note}")
    raise typer.Exit(Exit.DONE)


def _check(incidents: Path, output: Path) -> None:
    """Refuse an ending that is no figure's, and an output that is the table."""
    from geomap.maps.figures.sheet import FORMATS

    if output.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"{output.name!r} has no ending of a figure; choose one of {', '.join(FORMATS)}.")
    if os.path.realpath(incidents) == os.path.realpath(output):
        raise typer.BadParameter(f"{str(output)!r} is the table; it would be overwritten.")


def _table(path: Path) -> pd.DataFrame:
    """Return the incidents of a file: as geomap wrote them, with their attribution, else as any table."""
    from geomap.errors import ExportError, InputError
    from geomap.maps.figures.files import ENDINGS, read_table
    from geomap.store import FORMATS, read

    ending = path.suffix.lower()
    if path.is_file() and ending in FORMATS:
        try:
            found: pd.DataFrame = read(path)
            return found
        except ExportError:
            if ending not in ENDINGS:
                raise
    elif path.is_file() and ending not in ENDINGS:
        known = ", ".join(dict.fromkeys((*FORMATS, *ENDINGS)))
        raise InputError(f"{path.name} ends in no format of tables.", f"Use one of {known}.")
    return read_table(path)


def _bounds(given: str | None) -> Any:
    """Return west, south, east, north as numbers."""
    if given is None:
        return None
    try:
        return [float(part) for part in given.split(",")]
    except ValueError:
        raise typer.BadParameter(f"{given!r} are no bounds; write W,S,E,N: 43.2,34.5,45,36.") from None
