"""Rows as sources give them, names and values, become reports; rows of coded events become incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.documents.coded import Coder, coder_of
from geomap.documents.fields import NAMES, Fields, fields_of, folded, plain
from geomap.documents.raw import Raw, told, too_large
from geomap.errors import DocumentError
from geomap.records import Problem

__all__ = ["Row", "Table", "coded_raw", "raw_of", "table_reports"]

Row = tuple[str, Sequence[Any]]
"""Where a row stands, for messages, and its cells."""

_OPTION = "Say which column is what: --column text=NAME, and so for {fields}."
_SHOWN = 12
"""Names of columns that a message lists: a guess at what is still read."""


def raw_of(data: Any, where: str, columns: Mapping[str, str], warnings: tuple[str, ...] = ()) -> Raw:
    """Return the report, or the coded event, of a decoded JSON value.

    Parameters
    ----------
    data : any
        What JSON holds.
    where : str
        Where it stands, for messages.
    columns : mapping of str to str
        Field of a report → the key that holds it, as the user says. Where it names the text, an event that a coder
        made is read as a report like any other.
    warnings : tuple of str
        What to warn of.

    Raises
    ------
    DocumentError
        If it is no object, or holds no text.
    """
    event = coded_raw(data, where, columns, warnings)
    return Raw(fields_of(data, columns), where, warnings) if event is None else event


def coded_raw(data: Any, where: str, columns: Mapping[str, str], warnings: tuple[str, ...] = ()) -> Raw | None:
    """Return the coded event of a decoded JSON value, None where it is none; parameters as for `raw_of`."""
    if not isinstance(data, dict) or "text" in columns or "latitude" not in {str(key).lower() for key in data}:
        return None
    row = {folded(str(key)): value for key, value in data.items()}
    coder = coder_of(row)
    return None if coder is None else _coded(coder, row, where, warnings)


@dataclass(frozen=True, slots=True)
class Table:
    """What the header of a table says.

    Parameters
    ----------
    columns : tuple of str
        The names, folded, in their order.
    places : mapping of str to tuple of int
        Field of a report → positions of the columns in which it may stand, the best first.
    coder : Coder or None
        Whose coded events the rows are.
    """

    columns: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    coder: Coder | None

    @classmethod
    def of(cls, header: Sequence[Any], asked: Mapping[str, str]) -> Table:
        """Return the table whose first row is `header`.

        Parameters
        ----------
        header : sequence
            Names of the columns; empty ones are passed over.
        asked : mapping of str to str
            Field of a report → its column, as the user says.

        Raises
        ------
        DocumentError
            If it has no column for the text, or lacks one that the user names.
        """
        names = [str(name or "") for name in header]
        columns = tuple(map(folded, names))
        for name in asked.values():
            if folded(name) not in columns:
                raise DocumentError(f'The table has no column "{name}" ({_listed(names)}).', _hint())
        coder = None if "text" in asked else coder_of(columns)
        wanted = {**NAMES, **{field: (folded(name),) for field, name in asked.items()}}
        places = {field: tuple(columns.index(name) for name in wanted[field] if name in columns) for field in wanted}
        if not places["text"] and coder is None:
            raise DocumentError(f"The table has no column for the reports' text ({_listed(names)}).", _hint())
        return cls(columns, places, coder)

    def raw(self, cells: Sequence[Any], where: str) -> Raw:
        """Return the report, or the coded event, of one row.

        Raises
        ------
        DocumentError
            If its text is empty, or no text.
        """
        if self.coder is not None:
            return _coded(
                self.coder, dict(zip(reversed(self.columns), reversed(self._whole(cells)), strict=True)), where
            )
        found = {
            field: next((cells[at] for at in places if at < len(cells) and cells[at] not in (None, "")), None)
            for field, places in self.places.items()
        }
        text = found["text"]
        if text is not None and not isinstance(text, str):
            raise DocumentError("The text of this row is a number or a date, not a text.", _hint())
        if text is None or not text.strip():
            raise DocumentError("The text of this row is empty.", "Fill it in, or take the row out.")
        return Raw(plain(found), where)

    def _whole(self, cells: Sequence[Any]) -> list[Any]:
        """Return a cell for every column."""
        return [*cells[: len(self.columns)], *([None] * (len(self.columns) - len(cells)))]


def table_reports(table: Table, rows: Iterable[Row | Problem], max_bytes: int) -> Iterator[Raw | Problem]:
    """Yield the reports of the rows of a table, and what is wrong with others; empty rows are passed over.

    Parameters
    ----------
    table : Table
        What its header says.
    rows : iterable of Row or Problem
        In order; problems are passed on.
    max_bytes : int
        Rows whose cells are larger are not read.
    """
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        where, cells = row
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if not texts and not any(cell is not None and not isinstance(cell, str) for cell in cells):
            continue
        if (
            sum(map(len, texts)) > max_bytes // 4
            and sum(len(text.encode("utf-8", "replace")) for text in texts) > max_bytes
        ):
            yield too_large(where, max_bytes)
            continue
        with told(where) as problems:
            yield table.raw(cells, where)
        yield from problems


def _coded(coder: Coder, row: Mapping[str, Any], where: str, warnings: tuple[str, ...] = ()) -> Raw:
    incident = coder.incident(row)
    return Raw(Fields("", id=incident.reports[0].id), where, warnings, incident)


def _listed(names: Sequence[str]) -> str:
    shown = [name for name in names if name.strip()]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return f"columns: {', '.join(name[:40] for name in shown[:_SHOWN]) or 'none'}{more}"


def _hint() -> str:
    return _OPTION.format(fields=", ".join(field for field in NAMES if field not in ("text", "taken")))
