"""What the command line prints, and how: tables, progress, problems.

Text of reports is hostile: it is printed as plain text, never as markup, with control characters replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from geomap.records import count_words, when_words

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer, Match
    from geomap.pipeline import Result
    from geomap.records import Count, Incident, Problem, When
    from geomap.settings import Setting

__all__ = [
    "LANGUAGES",
    "NARROW",
    "error",
    "error_console",
    "heading",
    "incidents",
    "information",
    "line",
    "matches",
    "notes",
    "output",
    "pairs",
    "plain",
    "problems",
    "progress",
    "sentence",
    "settings",
    "table",
    "written",
]

PIPED_WIDTH = 160
"""Columns of a table that goes into a file or a pipe, where no terminal says its width."""

SHOWN_PROBLEMS = 20
"""Problems printed one by one on a terminal; the rest is counted. A file gets them all."""

LEAST_WIDTH = 72
"""Columns of a table at least: in fewer a column of names would vanish; the terminal breaks the lines."""

NARROW = 110
"""Columns of a terminal below which tables save room; a guess from looking at them."""

NARROW_WIDTHS = {"When": 10, "By": 9, "Against": 10, "Kind": 11}
"""Columns of columns that hold dates or few known words, where room is short; the rest is for names."""

LANGUAGES = {"en": "English", "ar": "Arabic", "ckb": "Sorani", "kmr": "Kurmanji", "tk": "Turkmen"}
"""Names of the languages in which places are called."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def line(text: str) -> None:
    """Print one line to standard output as it is, at once: another program may wait for it."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def error(what: str, hint: str) -> None:
    """Print what went wrong and what to do, to standard error."""
    console = error_console()
    for number, text in enumerate((*what.split("\n"), *hint.split("\n"))):
        if text:
            console.print(plain(text if number else f"geomap: {text}"), style="red", soft_wrap=True)


def error_console() -> Console:
    """Return standard error as a console."""
    return Console(stderr=True, highlight=False)


def heading(text: str) -> None:
    """Print a heading."""
    output().print(plain(text), style="bold", soft_wrap=True)


def sentence(text: str) -> None:
    """Print a line of words; in a file or a pipe it stays one line."""
    console = output()
    console.print(plain(text), soft_wrap=not console.is_terminal)


def pairs(facts: Mapping[str, str], *, numbers: bool = False) -> None:
    """Print names and values, one pair a line."""
    shown = Table(box=None, show_header=False, padding=(0, 2))
    shown.add_column()
    shown.add_column(justify="right" if numbers else "left", overflow="fold")
    for name, value in facts.items():
        shown.add_row(plain(name), plain(value))
    output().print(shown)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show how many reports are done while the block runs; nothing where output is piped."""
    console = error_console()
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not (console.is_terminal and sys.stdout.isatty())
    ) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda _origin: bar.advance(task)


def incidents(result: Result) -> None:
    """Print the incidents as a table, and what was read."""
    console = output()
    narrow = console.width < NARROW
    headings = ("When", "What", "Where", ">Killed", ">Injured", "By", "Against", "Placed")
    shown = table(*(headings[:-1] if narrow else headings), narrow=narrow)
    for incident in result.incidents:
        shown.add_row(*(_lines(cell) for cell in _cells(incident, console.width)))
    if result.incidents:
        console.print(shown)
    unplaced = sum(incident.point is None for incident in result.incidents)
    counts = f"{_many(len(result.incidents), 'incident')} in {_many(result.documents, 'report')}"
    console.print(plain(counts + (f", {unplaced} not placed" if unplaced else "") + "."))
    for warning in sorted({warning for incident in result.incidents for warning in incident.warnings}):
        console.print(plain(f"Note: {warning}"), style="yellow", soft_wrap=True)


def matches(name: str, found: Sequence[Match], gazetteer: Gazetteer) -> None:
    """Print the places that a search found."""
    if not found:
        output().print(plain(f"No place is called {name!r}."))
        return
    console = output()
    headings = ("English", "Arabic", "Kurdish", "Kind", "In", ">Longitude", ">Latitude", ">Match")
    shown = table(*headings, narrow=console.width < NARROW)
    for match in found:
        place = match.place
        units = ", ".join(gazetteer.place(parent).label for parent in place.parents if parent in gazetteer.places)
        names = (place.name("en") or "", place.name("ar") or "", place.name("ckb") or "")
        row = (*names, place.kind, units, f"{place.lon:.3f}", f"{place.lat:.3f}", f"{match.score:.2f}")
        shown.add_row(*(plain(cell) for cell in row))
    console.print(shown)


def information(facts: Mapping[str, Any], licences: Sequence[str], folder: Path | None) -> None:
    """Print the gazetteer's facts, one table a group, the licences, and where what they mean is written."""
    console = output()
    for group, values in facts.items():
        if isinstance(values, Mapping):
            heading(group)
            known = LANGUAGES if group == "names" else {}
            pairs({known.get(str(key), str(key)): str(value) for key, value in values.items()}, numbers=True)
        else:
            console.print(plain(f"{group}: {values}"))
    heading("licences")
    for licence in licences:
        sentence(f"· {licence}")
    if folder:
        console.print(plain(f"Keys of sources, and how the tables were made: {folder / 'SOURCES.md'}"), soft_wrap=True)


def settings(table_of_settings: Sequence[Setting], values: Mapping[str, str]) -> None:
    """Print the table of settings, with the values in force."""
    shown = table("Variable", "Default", "In force", "What it does")
    for row in table_of_settings:
        cells = (f"GEOMAP_{row.name.upper()}", row.default or "none", values[row.name] or "none", row.help)
        shown.add_row(*(plain(cell) for cell in cells))
    output().print(shown)


def written(*paths: Path) -> None:
    """Say which files were written."""
    for path in paths:
        output().print(plain(f"Wrote {path} ({path.stat().st_size / 1000:,.0f} kB)."), soft_wrap=True)


def problems(result: Result) -> None:
    """Print what could not be read, or not fully, to standard error: what was skipped first."""
    console = error_console()
    found = sorted(result.problems, key=lambda problem: not problem.skipped)
    shown = SHOWN_PROBLEMS if console.is_terminal else len(found)
    notes(found[:shown])
    if len(found) > shown:
        console.print(plain(f"… and {len(found) - shown} more; all of them with 2> FILE."))
    if result.skipped or not result.documents:
        rest = f"{_many(result.documents, 'report')} read." if result.documents else "nothing could be read or written."
        console.print(plain(f"{_many(result.skipped, 'input')} skipped; {rest}"), style="red")


def notes(found: Sequence[Problem]) -> None:
    """Print problems to standard error, one a line."""
    console = error_console()
    for problem in found:
        mark = "skipped" if problem.skipped else "note"
        words = f"{mark}: {problem.where}: {problem.what} {problem.hint}".rstrip()
        console.print(plain(words), style="red" if problem.skipped else "yellow", soft_wrap=True)


def table(*headings: str, narrow: bool = False) -> Table:
    """Return an empty table; a heading behind ``>`` stands over numbers. Cells must be `plain`."""
    shown = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, padding=(0, 1, 0, 0) if narrow else (0, 1)
    )
    for heading in headings:
        numbers, name = heading.startswith(">"), heading.lstrip(">")
        width = NARROW_WIDTHS.get(name) if narrow else None
        justify: Literal["right", "left"] = "right" if numbers else "left"
        shown.add_column(name, justify=justify, overflow="fold", no_wrap=numbers, width=width)
    return shown


def _cells(incident: Incident, width: int) -> tuple[str, ...]:
    event, where = incident.event, incident.location
    narrow = width < NARROW
    placed = f"±{where.radius_km:.0f} km, {where.method}" if where.radius_km is not None else "not placed"
    place = where.place.label if where.place else where.place_text or ""
    what = event.sub_event_type or event.event_type
    when, count = (_short_when, _short_count) if narrow else (when_words, count_words)
    return (
        when(event.when),
        what if width >= PIPED_WIDTH else what.replace("/", " / "),
        f"{place}\n{placed}" if narrow else place,
        count(event.killed) if event.killed else "",
        count(event.injured) if event.injured else "",
        event.perpetrator,
        event.target,
        *(() if narrow else (placed,)),
    )


def _short_when(when: When) -> str:
    """Return days in ISO 8601 and the part of the day, one a line."""
    end = when.end if when.end != when.start else None
    return "\n".join(str(part) for part in (when.start, end, when.time_of_day if when.start else None) if part)


def _short_count(count: Count) -> str:
    if count.low == count.high:
        return str(count.low)
    if count.low is None or count.high is None:
        return f"≥{count.low}" if count.high is None else f"≤{count.high}"
    return f"{count.low}–{count.high}"


def _lines(cell: str) -> Text:
    """Return a cell of our own lines, each as plain text."""
    return Text("\n").join(map(plain, cell.split("\n")))


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def plain(text: str) -> Text:
    """Return text that a terminal shows as it is: no markup, no control or direction-overriding characters."""
    return Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def output() -> Console:
    """Return standard output as a console; a file or a pipe is wide, a terminal at least wide enough for a table."""
    if not sys.stdout.isatty():
        return Console(width=PIPED_WIDTH, highlight=False)
    console = Console(highlight=False)
    return console if console.width >= LEAST_WIDTH else Console(width=LEAST_WIDTH, highlight=False)
