"""``--publish`` and ``--redact``: what becomes of incidents between reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from geomap.cli import show
from geomap.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["publication"]

LARGEST = 10_000_000
"""Bytes of a file of marks: a list of all names of a country is smaller; a larger file is another one by mistake."""


def publication(
    publish: str | None, redact: Path | None, outputs: Sequence[Path | None] = ()
) -> Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]:
    """Return what is to be done with incidents before they are written; without ``--publish`` nothing is.

    The file of marks is read at once, so that a call that cannot go well fails before the work.

    Raises
    ------
    InputError
        If places cannot be coarsened to what is asked, or the marks cannot be read.
    """
    if publish is None:
        if redact is not None:
            raise typer.BadParameter("--redact is for --publish.")
        return lambda frame: frame
    if not any(outputs):
        raise typer.BadParameter("--publish is for what is written; name a file with -o.")
    from geomap.store import Coarsening

    coarsening = Coarsening.of(publish)
    marks = _marks(redact, outputs) if redact else ()

    def published_frame(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        from geomap.gazetteer import Gazetteer
        from geomap.store import published

        edition = published(frame, Gazetteer.load().areas, coarsening, marks)
        show.sentence(edition.note)
        return edition.frame

    return published_frame


def _marks(path: Path, outputs: Sequence[Path | None]) -> tuple[str, ...]:
    """Return the lines of a file of marks, without blank ones."""
    if path in outputs:
        raise InputError(f"{path} holds what is to be left out; it would be overwritten.", "Name another output.")
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is larger than {LARGEST // 1_000_000} MB.", "Is it a list of names and ids?")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.", "Check the name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no text in UTF-8: {error.reason}.", "Save it as UTF-8.") from error
    return tuple(line.strip() for line in lines if line.strip())
