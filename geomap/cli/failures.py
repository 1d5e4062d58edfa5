"""Calls that cannot go well are refused before the work, and errors become one message and an exit status."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from geomap.cli import show
from geomap.cli.options import Exit
from geomap.cli.process import INTERRUPTED
from geomap.errors import GazetteerError, GeomapError, InputError, SettingsError

if TYPE_CHECKING:
    from geomap.pipeline import Result

__all__ = ["check_outputs", "check_tables", "explained", "without_outputs"]

_LINE = re.compile(r"[:#]\d+\Z")


@contextmanager
def explained() -> Iterator[None]:
    """Turn what geomap can explain into one message and an exit status."""
    try:
        yield
    except (InputError, SettingsError) as error:
        _fail(error.what, error.hint, Exit.USAGE)
    except GazetteerError as error:
        _fail(error.what, error.hint or "Mend the tables, or unset GEOMAP_GAZETTEER for geomap's own.", Exit.FAILED)
    except GeomapError as error:
        _fail(error.what, error.hint, Exit.FAILED)
    except OSError as error:
        what = f"{error.filename or 'The output'}: {error.strerror or error}."
        _fail(what, "Check the path, the rights and the space.", Exit.FAILED)
    except KeyboardInterrupt:
        _fail("Stopped.", "", INTERRUPTED)


def check_outputs(reports: Sequence[str], *, data: Path | None = None, page: Path | None = None) -> None:
    """Refuse a file of another ending, a folder, and a file that would overwrite a report or another one.

    The file that holds a table's attribution beside it counts as well.
    """
    beside = _checked(data) if data else ()
    files = (*beside, *((page,) if page else ()))
    if page and _real(page) in map(_real, beside):
        raise typer.BadParameter(f"The map and the data cannot both be {str(page)!r}.")
    for output in files:
        if output.is_dir():
            raise typer.BadParameter(f"{str(output)!r} is a folder; name a file in it.")
        for report in map(Path, filter(None, reports)):
            _check_apart(report, output)
    if data:
        _check_beside(data)


def check_tables(inputs: Sequence[Path | None], *tables: Path | None, shapes: bool = True) -> None:
    """Refuse a table of another ending, a folder, a file that would overwrite an input, and one name for two tables."""
    from geomap.store import TABLE_FORMATS, table_outputs

    endings = [ending for ending in TABLE_FORMATS if shapes or ending != ".geojson"]
    named = [table for table in tables if table is not None]
    for table in named:
        if table.suffix.lower() not in endings:
            raise typer.BadParameter(
                f"{table.name!r} has no ending for this table; choose one of {', '.join(endings)}."
            )
        for output in table_outputs(table):
            if output.is_dir():
                raise typer.BadParameter(f"{str(output)!r} is a folder; name a file in it.")
            if _real(output) in map(_real, filter(None, inputs)):
                raise typer.BadParameter(f"{str(output)!r} is one of the inputs; it would be overwritten.")
    if len(set(map(_real, named))) < len(named):
        raise typer.BadParameter(f"Two tables cannot both be {str(named[0])!r}.")


def without_outputs(result: Result, data: Path | None, page: Path | None) -> Result:
    """Leave out what was said of the files that this call writes, where they lie in a folder that it reads.

    So the second run says what the first one said.
    """
    from geomap.store import outputs

    written = set(map(_real, (*(outputs(data) if data else ()), *((page,) if page else ()))))
    kept = [problem for problem in result.problems if _real(_LINE.sub("", problem.where)) not in written]
    return replace(result, problems=tuple(kept))


def _checked(data: Path) -> tuple[Path, ...]:
    """Return the files that `data` becomes, if it has an ending that geomap writes."""
    from geomap.store import FORMATS, outputs

    if data.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"{data.name!r} has no ending that geomap writes; choose one of {', '.join(FORMATS)}.")
    return outputs(data)


def _check_beside(data: Path) -> None:
    """Refuse data whose attribution would replace somebody's own description of the table."""
    from geomap.store import check_beside

    check_beside(data)


def _check_apart(report: Path, output: Path) -> None:
    if _real(report) == _real(output):
        raise typer.BadParameter(f"{str(output)!r} is one of the reports; it would be overwritten.")
    if output.suffix.lower() == ".jsonl" and report.is_dir() and _real(report) in _real(output).parents:
        raise typer.BadParameter(
            f"{str(output)!r} lies among the reports and would be read as one; name another folder."
        )


def _real(path: str | Path) -> Path:
    """Return where `path` leads. ``Path.resolve`` breaks on links that lead to themselves."""
    return Path(os.path.realpath(path))


def _fail(what: str, hint: str, status: int) -> NoReturn:
    show.error(what, hint)
    raise typer.Exit(status)
