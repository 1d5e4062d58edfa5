"""What the command line prints, and how: tables, progress, problems.

Text of reports is hostile: it is printed as plain text, never as markup, with control characters replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from geomap.records import count_words, when_words

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer, Match
    from geomap.pipeline import Result
    from geomap.records import Incident, Location, Place, Problem
    from geomap.settings import Setting

__all__ = [
    "error",
    "incidents",
    "information",
    "line",
    "location",
    "matches",
    "problems",
    "progress",
    "settings",
    "written",
]

PIPED_WIDTH = 160
"""Columns of a table that goes into a file or a pipe, where no terminal says its width."""

SHOWN_PROBLEMS = 20
"""Problems printed one by one; the rest is counted."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def line(text: str) -> None:
    """Print one line to standard output as it is."""
    sys.stdout.write(text + "\n")


def error(what: str, hint: str) -> None:
    """Print what went wrong and what to do, to standard error."""
    _errors().print(_plain(f"geomap: {what}"), _plain(hint), sep="\n" if hint else "", style="red", soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show how many reports are done while the block runs; nothing where standard error is no terminal."""
    console = _errors()
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda _origin: bar.advance(task)


def incidents(result: Result) -> None:
    """Print the incidents as a table, and what was read."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("When", "What", "Where", "Killed", "Injured", "By", "Against", "Placed"):
        table.add_column(heading, justify="right" if heading in ("Killed", "Injured") else "left")
    for incident in result.incidents:
        table.add_row(*(_plain(cell) for cell in _cells(incident)))
    console = _output()
    if result.incidents:
        console.print(table)
    unplaced = sum(incident.point is None for incident in result.incidents)
    counts = f"{_many(len(result.incidents), 'incident')} in {_many(result.documents, 'report')}"
    console.print(_plain(counts + (f", {unplaced} not placed" if unplaced else "") + "."))
    for warning in sorted({warning for incident in result.incidents for warning in incident.warnings}):
        console.print(_plain(f"Note: {warning}"), style="yellow")


def location(text: str, found: Location) -> None:
    """Print where a phrase lies, the candidates and the reasons."""
    console = _output()
    console.print(_plain(text), style="bold")
    if found.lon is None or found.lat is None:
        console.print(_plain("Not placed."))
    else:
        label = f" ({_path(found.place)})" if found.place else ""
        console.print(_plain(f"{found.lon:.4f}, {found.lat:.4f}, within {found.radius_km:.1f} km{label}"))
        console.print(
            _plain(f"{found.method}; ACLED geo_precision {found.geo_precision}, UCDP where_prec {found.where_prec}")
        )
    for reason in found.reasons:
        console.print(_plain(f"· {reason.text}"))
    if found.candidates:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in ("Candidate", "Probability", "Longitude", "Latitude"):
            table.add_column(heading, justify="left" if heading == "Candidate" else "right")
        for candidate in found.candidates:
            place = candidate.place
            row = (_path(place), f"{candidate.probability:.2f}", f"{place.lon:.3f}", f"{place.lat:.3f}")
            table.add_row(*(_plain(cell) for cell in row))
        console.print(table)


def matches(name: str, found: Sequence[Match], gazetteer: Gazetteer) -> None:
    """Print the places that a search found."""
    if not found:
        _output().print(_plain(f"No place is called {name!r}."))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("English", "Arabic", "Kurdish", "Kind", "In", "Longitude", "Latitude", "Match"):
        table.add_column(heading, justify="right" if heading in ("Longitude", "Latitude", "Match") else "left")
    for match in found:
        place = match.place
        units = ", ".join(gazetteer.place(parent).label for parent in place.parents if parent in gazetteer.places)
        names = (place.name("en") or "", place.name("ar") or "", place.name("ckb") or "")
        row = (*names, place.kind, units, f"{place.lon:.3f}", f"{place.lat:.3f}", f"{match.score:.2f}")
        table.add_row(*(_plain(cell) for cell in row))
    _output().print(table)


def information(facts: Mapping[str, Any]) -> None:
    """Print the gazetteer's facts, one table a group."""
    console = _output()
    for group, values in facts.items():
        if isinstance(values, Mapping):
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=_plain(group), title_justify="left")
            table.add_column("")
            table.add_column("", justify="right")
            for key, value in values.items():
                table.add_row(_plain(str(key)), _plain(str(value)))
            console.print(table)
        else:
            console.print(_plain(f"{group}: {values}"))


def settings(table_of_settings: Sequence[Setting]) -> None:
    """Print the table of settings."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Variable", "Default", "What it does"):
        table.add_column(heading)
    for row in table_of_settings:
        table.add_row(*(_plain(cell) for cell in (f"GEOMAP_{row.name.upper()}", row.default or "none", row.help)))
    _output().print(table)


def written(*paths: Path) -> None:
    """Say which files were written."""
    for path in paths:
        _output().print(_plain(f"Wrote {path} ({path.stat().st_size / 1000:,.0f} kB)."))


def problems(found: Sequence[Problem]) -> None:
    """Print what could not be read, or not fully, to standard error."""
    console = _errors()
    for problem in found[:SHOWN_PROBLEMS]:
        mark = "skipped" if problem.skipped else "note"
        words = f"{mark}: {problem.where}: {problem.what} {problem.hint}".rstrip()
        console.print(_plain(words), style="red" if problem.skipped else "yellow", soft_wrap=True)
    if len(found) > SHOWN_PROBLEMS:
        console.print(_plain(f"… and {len(found) - SHOWN_PROBLEMS} more."))
    skipped = sum(problem.skipped for problem in found)
    if skipped:
        console.print(_plain(f"{skipped} of the inputs skipped; the rest is done."), style="red")


def _cells(incident: Incident) -> tuple[str, ...]:
    event, where = incident.event, incident.location
    placed = f"±{where.radius_km:.0f} km, {where.method}" if where.radius_km is not None else "not placed"
    return (
        when_words(event.when),
        event.sub_event_type or event.event_type,
        where.place.label if where.place else where.place_text or "",
        count_words(event.killed) if event.killed else "",
        count_words(event.injured) if event.injured else "",
        event.perpetrator,
        event.target,
        placed,
    )


def _path(place: Place | None) -> str:
    return f"{place.label}, {place.kind}" if place else ""


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plain(text: str) -> Text:
    """Return text that a terminal shows as it is: no markup, no control or direction-overriding characters."""
    return Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _output() -> Console:
    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)


def _errors() -> Console:
    return Console(stderr=True, highlight=False)
