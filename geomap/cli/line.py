"""``--line``, ``--within``, ``--line-name``, ``--population``: what a map sets incidents against."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = ["Line", "LineName", "Population", "Within", "given_line"]

Line = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A front line, pipeline or boundary (.geojson .gpkg .kml .wkt, in degrees): the map shows it, and what "
        "share of the incidents lies near it over time.",
    ),
]
Within = Annotated[float | None, typer.Option(metavar="KM", help="With --line: what counts as near; 5 if not given.")]
LineName = Annotated[
    str | None, typer.Option("--line-name", metavar="WORDS", help="With --line: what it is called on the map.")
]

Population = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Table (.csv .xlsx) with the columns unit (governorates, or districts) and population, for rates.",
    ),
]

_WITHIN_KM = 5.0
"""As `geomap.maps.draw` has it."""


def given_line(
    line: Path | None, within: float | None, name: str | None, outputs: tuple[Path | None, ...]
) -> dict[str, Any]:
    """Return what `geomap.maps.draw` takes of a line: read, and refused, before the work.

    Raises
    ------
    InputError
        As `geomap.maps.draw` does of a line.
    """
    if line is None:
        if within is not None or name is not None:
            raise typer.BadParameter("--within and --line-name are for --line FILE.")
        return {}
    for output in filter(None, outputs):
        if os.path.realpath(output) == os.path.realpath(line):
            raise typer.BadParameter(f"{str(output)!r} is the line; it would be overwritten.")
    from geomap.maps.line_layer import GivenLine

    given = GivenLine.of(line, name, _WITHIN_KM if within is None else within)
    return {"line": given.lines, "line_name": given.name, "within_km": given.within_km} if given else {}
