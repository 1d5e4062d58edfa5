"""Parquet tables, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from geomap.documents.intake import Intake
from geomap.documents.raw import Raw, told
from geomap.documents.rows import Row, Table, table_reports
from geomap.errors import DocumentError
from geomap.records import Problem

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

__all__ = ["parquet_reports"]

_BATCH = 500
"""Rows that are decoded at once: a megabyte of reports of 2 kB."""
_HINT = "Write it anew, or save the table as .csv or .xlsx."


def parquet_reports(stream: BinaryIO, origin: str, intake: Intake) -> Iterator[Raw | Problem]:
    """Yield the reports of a Parquet file, each row one (``origin#row``, from 1), and what is wrong with others.

    Parameters
    ----------
    stream : binary file
        Seekable, at its beginning.
    origin : str
        Where it lies, for messages.
    intake : Intake
        What the user allows: `Intake.max_bytes` limits each row.
    """
    with told(origin) as problems:
        file = _opened(stream)
        names = [str(name) for name in file.schema_arrow.names]
        table = Table.of(names, intake.columns)
        if not file.metadata.num_rows:
            raise DocumentError("The table is empty.", "Give a table with a row for each report.")
        yield from table_reports(table, _rows(file, table, origin), intake.max_bytes)
    yield from problems


def _opened(stream: BinaryIO) -> ParquetFile:
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(stream)
    except Exception as error:  # noqa: BLE001  (a broken file raises whatever Arrow's parser meets)
        raise DocumentError(f"The file is no Parquet table ({_told(error)}).", _HINT) from None


def _rows(file: ParquetFile, table: Table, origin: str) -> Iterator[Row | Problem]:
    """Yield the rows; columns that nobody asks for are not decoded, their cells are None."""
    wanted = {at for places in table.places.values() for at in places}
    names = file.schema_arrow.names
    kept = [at for at in range(len(names)) if (table.coder or at in wanted) and _is_plain(file, at)]
    number = 0
    try:
        for batch in file.iter_batches(_BATCH, columns=[names[at] for at in kept]):
            columns = [_values(column) for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                cells: list[Any] = [None] * len(names)
                for at, value in zip(kept, values, strict=True):
                    cells[at] = value
                yield f"{origin}#{number}", cells
    except Exception as error:  # noqa: BLE001  (as above)
        what = f"The table is broken after this row ({_told(error)}); what follows was not read."
        yield Problem(f"{origin}#{number}" if number else origin, what, _HINT)


def _is_plain(file: ParquetFile, at: int) -> bool:
    """Return whether a column holds texts, numbers or dates, and its name is no other's."""
    from pyarrow import types

    names, kind = file.schema_arrow.names, file.schema_arrow.types[at]
    return names.count(names[at]) == 1 and not types.is_nested(kind)


def _values(column: Any) -> list[Any]:
    """Return the cells of a column; of moments finer than Python's, the nearest."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in values]


def _told(error: Exception) -> str:
    """Return the first line of what a library says, short enough for a message."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120].rstrip(".")
