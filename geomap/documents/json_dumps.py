"""Dumps in JSON: what an API answers, or what Telegram exports; one object with a long list of records in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import BinaryIO

from geomap.documents.api_records import raw_record
from geomap.documents.dump_rows import Row, opens_dump, rows
from geomap.documents.json_cursor import JsonCursor
from geomap.documents.raw import Raw, told
from geomap.documents.telegram import is_telegram, telegram_reports
from geomap.documents.text_stream import text_stream
from geomap.records import Problem

__all__ = ["HEAD", "dump_reports", "looks_like_dump"]

HEAD = 65_536
"""Bytes at the beginning of a file that tell a dump from a report."""


def looks_like_dump(head: bytes) -> bool:
    """Say whether the beginning of a file opens a dump."""
    return opens_dump(head[:HEAD].decode("utf-8-sig", "replace"), HEAD)


def dump_reports(stream: BinaryIO, origin: str, max_bytes: int, columns: Mapping[str, str]) -> Iterator[Raw | Problem]:
    """Yield the records of a dump, each a report; memory does not grow with the file.

    Parameters
    ----------
    stream : binary file
        At its beginning.
    origin : str
        Where a problem stands: ``origin#record``, counted from 1 through the file.
    max_bytes : int
        Records of more characters are not read.
    columns : mapping of str to str
        Field of a report → the key of a record that holds it, as the user says; Telegram's are known.
    """
    found = False
    with told(origin) as problems:
        text = text_stream(stream)
        if text.warning:
            yield Problem(origin, text.warning, "Save it as UTF-8 if letters look wrong.", False)
        cursor = JsonCursor(text.pieces, max_bytes)
        for item in _reports(rows(cursor, origin, max_bytes), columns):
            found = True
            yield item
        if not found:
            yield Problem(origin, "The file holds no records with words in them.", "Look at what was downloaded.")
    yield from problems


def _reports(found: Iterator[Row], columns: Mapping[str, str]) -> Iterator[Raw | Problem]:
    """Yield the reports of rows, list by list."""
    for _, group in groupby(found, key=lambda row: row.series):
        every = iter(group)
        first = next(every)
        every = chain([first], every)
        if is_telegram(first):
            yield from telegram_reports(every, first.header, among=first.among)
        else:
            for row in every:
                yield from _record(row, columns)


def _record(row: Row, columns: Mapping[str, str]) -> Iterator[Raw | Problem]:
    if row.problem is not None:
        yield row.problem
        return
    with told(row.where) as problems:
        yield raw_record(row.value, row.where, row.header, columns)
    yield from problems
