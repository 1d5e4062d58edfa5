"""The sheets of a workbook, whoever wrote it: which of them hold reports, and where their headers stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geomap.documents.intake import Intake
from geomap.documents.raw import Raw
from geomap.documents.rows import Row, Table, table_reports
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["Sheet", "sheets_reports"]

Sheet = tuple[str, Iterator[Row | Problem]]
"""Where a sheet lies (``file/name``), and its rows."""

_ABOVE = 10
"""Rows at the top among which the header is looked for: titles and notes stand above many."""


def sheets_reports(sheets: Iterable[Sheet], origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of all sheets that have a column for the text, hidden ones too; the others are named.

    Parameters
    ----------
    sheets : iterable of Sheet
        In order; the rows of one are drawn before the next is asked for.
    origin : str
        Where the workbook lies, for messages.
    intake : Intake
        What the user allows: `Intake.max_bytes` limits each row.
    """
    refused: list[Problem] = []
    read = False
    for where, rows in sheets:
        found = _header(rows, where, intake)
        if isinstance(found, Problem):
            refused.append(found)
        elif found is not None:
            read = True
            yield from table_reports(found, rows, intake.max_bytes)
    if not read and not refused:
        refused = [Problem(origin, "The workbook is empty.", "Give one with a header and a row for each report.")]
    yield from (Problem(p.where, p.what, p.hint, not read) for p in refused)


def _header(rows: Iterator[Row | Problem], where: str, intake: Intake) -> Table | Problem | None:
    """Return the table that begins in the first rows of a sheet, why there is none, or None for an empty sheet."""
    first: Problem | None = None
    for _, row in zip(range(_ABOVE), rows, strict=False):
        if isinstance(row, Problem):
            return row
        if not any(cell not in (None, "") for cell in row[1]):
            continue
        try:
            return Table.of(row[1], intake.columns)
        except DocumentError as error:
            first = first or Problem(where, error.what, error.hint)
    return first
