"""``geomap compare``: what changed between two editions, in words, as a table and on a map."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli import show, show_changes
from geomap.cli.failures import explained
from geomap.cli.options import Exit, PageLanguage, Publish, Redact
from geomap.cli.publish import publication

if TYPE_CHECKING:
    from geomap.store import Comparison

__all__ = ["STATUS", "compare_command"]

STATUS = (
    "Exit status: 0 the two were compared, whatever changed; 2 the call is wrong; 3 an edition cannot be read, or "
    "nothing could be written; 130 stopped by Ctrl-C."
)

IN_FOLDER = ("map.html", "changes.csv", "changes.xlsx", "changes.geojson")
"""What a folder gets."""


def compare_command(
    old: Annotated[
        Path,
        typer.Argument(metavar="OLD", help="The earlier edition: .geojson .csv .gpkg .parquet .kml .jsonl of geomap."),
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later one, in any of these formats.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR|FILE",
            help="A map (.html), a table (.csv .xlsx), data (.geojson), or a folder, which gets all of them.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Heading of the map.")] = None,
    page_language: Annotated[
        PageLanguage | None,
        typer.Option(help="Language in which the map opens; that of the reader's browser if not given."),
    ] = None,
    publish: Publish = None,
    redact: Redact = None,
) -> None:
    """Say what was added, changed, moved, merged, split and withdrawn between two editions of the incidents."""
    with explained():
        files = _files(output)
        _check(files, (old, new))
        edition = publication(publish, redact, files)
        from geomap.store import compare, read

        comparison = compare(edition(read(old)), edition(read(new)))
        show_changes.comparison(comparison)
        heading = title or f"{old.name} → {new.name}"
        written = [path for file in files for path in _write(comparison, file, heading, page_language)]
        show.written(*written)
    raise typer.Exit(Exit.DONE)


def _files(output: Path | None) -> tuple[Path, ...]:
    """Return the files to write: one by its ending, or all of them in a folder."""
    if output is None:
        return ()
    from geomap.store import CHANGE_FORMATS

    if output.is_dir() or not output.suffix:
        return tuple(output / name for name in IN_FOLDER)
    if output.suffix.lower() not in (".html", *CHANGE_FORMATS):
        known = ", ".join((".html", *CHANGE_FORMATS))
        raise typer.BadParameter(f"{output.name!r} has no ending for changes; choose one of {known}, or a folder.")
    return (output,)


def _check(files: Sequence[Path], editions: Sequence[Path]) -> None:
    """Refuse to write over an edition, and over somebody's own description of a table."""
    from geomap.store import check_beside, outputs

    for file in files:
        for edition in editions:
            # The file beside a table, which holds its attribution, counts as well.
            ours = outputs(file) if file.suffix.lower() == ".csv" else (file,)
            if os.path.realpath(edition) in map(os.path.realpath, ours):
                raise typer.BadParameter(f"{str(file)!r} is one of the editions; it would be overwritten.")
        if file.suffix.lower() == ".csv":
            check_beside(file)


def _write(comparison: Comparison, path: Path, title: str, language: PageLanguage | None) -> Iterator[Path]:
    if path.suffix.lower() != ".html":
        from geomap.store import write_changes

        yield from write_changes(comparison, path)
        return
    from geomap.maps.changes import draw_changes
    from geomap.store import draft

    with draft(path) as beside:
        draw_changes(comparison.frame(), title=title, language=language and language.value).save(str(beside))
    yield path
