"""A report as its source gives it, before anything is made of it; and how a source says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from geomap.documents.fields import Fields
from geomap.errors import DocumentError
from geomap.records import Incident, Problem

__all__ = ["Raw", "told", "too_large"]


@dataclass(frozen=True, slots=True)
class Raw:
    """A report as its source gives it: `fields`, where it stands (`origin`), and what to warn of.

    `incident` is what a coder made of it, where the source is a table of coded events; it is not read again then.
    """

    fields: Fields
    origin: str
    warnings: tuple[str, ...] = ()
    incident: Incident | None = None


@contextmanager
def told(origin: str) -> Iterator[list[Problem]]:
    """Turn what is wrong with a report into a problem of the list that is given."""
    problems: list[Problem] = []
    try:
        yield problems
    except DocumentError as error:
        what = error.what.encode("utf-8", "replace").decode()  # names of fields may hold half a character
        problems.append(Problem(origin, what, error.hint))


def too_large(origin: str, max_bytes: int, hint: str = "Split it") -> Problem:
    """Return what is said of a report over the limit."""
    limit = f"{max_bytes / 1e6:g} MB"
    return Problem(origin, f"The report is larger than {limit}; it was not read.", f"{hint}, or set GEOMAP_MAX_BYTES.")
