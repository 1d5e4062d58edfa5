"""``geomap areas``, ``hotspots`` and ``near``: what incidents come to, with what is not known about where they were."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli import show, show_areas
from geomap.cli.failures import check_tables, explained

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from geomap.analysis import Period

__all__ = ["STATUS", "areas_command", "hotspots_command", "near_command"]

STATUS = "Exit status: 0 done; 2 the call, or a file beside the incidents, is wrong; 3 nothing could be done."


class By(StrEnum):
    """What incidents are counted by."""

    governorate = "governorate"
    district = "district"
    disputed = "disputed"
    hexagon = "hexagon"


class Measure(StrEnum):
    """What is counted."""

    incidents = "incidents"
    deaths = "deaths"
    change = "change"


class Step(StrEnum):
    """What a share over time is told by."""

    week = "week"
    month = "month"


Incidents = Annotated[
    Path,
    typer.Argument(
        metavar="INCIDENTS",
        help="Incidents that geomap wrote (.geojson .csv .gpkg .parquet .kml .jsonl), a table of ACLED's or UCDP's "
        "events, or reports.",
    ),
]
Days = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="FROM..TO",
        help="Days to count, both included: 2021-07-01..2021-12-31. All if not given; of change the last seven.",
    ),
]
Size = Annotated[
    float,
    typer.Option(metavar="KM", help="Of hexagons: kilometres between the middles of neighbours, 2 to 200."),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="The table: .csv .xlsx .geojson by its ending."),
]


def areas_command(
    incidents: Incidents,
    by: Annotated[By, typer.Option(help="Units to count by; disputed: the disputed units.")] = By.district,
    measure: Annotated[
        Measure,
        typer.Option(help="What to count; change: against the mean of the 4 and 52 weeks before."),
    ] = Measure.incidents,
    period: Days = None,
    population: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Table (.csv .xlsx) with the columns unit and population, for rates."),
    ] = None,
    size: Size = 20.0,
    output: Output = None,
) -> None:
    """Count incidents, deaths or change by area, each with the range that uncertain places leave."""
    with explained():
        check_tables((incidents, population), output)
        if measure is Measure.change and population:
            raise typer.BadParameter("--population is for incidents and deaths; change has no rate.")
        from geomap.analysis import area_table, change_table

        days, frame = _days(period), _read(incidents)
        if measure is Measure.change:
            change = change_table(frame, by.value, period=days, size_km=size)
            show_areas.change(change)
            _write(change.frame, output, frame)
        else:
            table = area_table(frame, by.value, measure=measure.value, period=days, population=population, size_km=size)
            show_areas.areas(table)
            _write(table.frame, output, frame)


def hotspots_command(
    incidents: Incidents,
    period: Days = None,
    size: Size = 20.0,
    output: Output = None,
) -> None:
    """Find where incidents gather: Getis-Ord Gi* over hexagons, corrected for asking about many cells."""
    with explained():
        check_tables((incidents,), output)
        from geomap.analysis import hotspots

        frame = _read(incidents)
        found = hotspots(frame, period=_days(period), size_km=size)
        show_areas.spots(found)
        _write(found.frame, output, frame)


def near_command(
    line: Annotated[
        Path,
        typer.Argument(
            metavar="LINE", help="A front line, pipeline or boundary: .geojson .gpkg .kml .wkt, in degrees."
        ),
    ],
    incidents: Incidents,
    within: Annotated[float, typer.Option(metavar="KM", help="What counts as near.")] = 5.0,
    step: Annotated[Step, typer.Option(help="What the share over time is told by.")] = Step.month,
    period: Days = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The share over time: .csv or .xlsx.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write each incident's distances: .csv or .xlsx.")
    ] = None,
) -> None:
    """Tell how far incidents lie from a line, and what share of them lies near it, over time."""
    with explained():
        check_tables((line, incidents), output, data, shapes=False)
        from geomap.analysis import near_line

        frame = _read(incidents)
        found = near_line(frame, line, within_km=within, step=step.value, period=_days(period))
        show_areas.nearness(found)
        _write(found.over_time, output, frame)
        _write(found.each, data, frame)


def _days(words: str | None) -> Period | None:
    from geomap.analysis import Period

    return None if words is None else Period.parse(words)


def _read(path: Path) -> geopandas.GeoDataFrame:
    """Return the incidents of a file that geomap wrote, or those that geomap reads in it."""
    from geomap.errors import ExportError
    from geomap.store import FORMATS, read, to_frame

    try:
        if path.suffix.lower() in FORMATS or not path.exists():
            return read(path)
    except ExportError as error:
        if not path.exists():
            raise
        refused = error
    else:
        refused = ExportError(f"{path} holds no incidents.", "Give what `geomap read -o` wrote.")
    from geomap.pipeline import run

    result = run([str(path)])
    if not result.incidents:
        raise refused
    show.problems(result)
    return to_frame(result.incidents, result.attribution)


def _write(table: pd.DataFrame, path: Path | None, incidents: geopandas.GeoDataFrame) -> None:
    if path is None:
        return
    from geomap.gazetteer import Gazetteer
    from geomap.store import write_table

    lines: Sequence[str] = incidents.attrs.get("attribution") or Gazetteer.load().attribution
    show.written(*write_table(table, path, attribution=lines))
