"""What every reader of a format is given: a stream, where it stands, and what the user allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from geomap.documents.raw import Raw
from geomap.records import Problem

__all__ = ["Allowance", "BombError", "Intake", "Reader"]

Reader = Callable[[BinaryIO, str, "Intake"], Iterator[Raw | Problem]]
"""A reader of a format: a seekable stream at its beginning, the origin to name in messages, the intake. It yields the
reports of the stream in order, and a problem in the place of each that cannot be read; it raises only `OSError`."""


class BombError(Exception):
    """Something unpacks to more than it may."""


class Allowance:
    """How many bytes an archive, and all archives in it, may still unpack to."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises
        ------
        BombError
            If they are more than are left; from then on, always.
        """
        self._left -= size
        if self._left < 0:
            raise BombError


@dataclass(frozen=True, slots=True)
class Intake:
    """What the user allows and asks of every report.

    Parameters
    ----------
    max_bytes : int
        Reports larger than this are not read; a container (archive, mailbox, table) may be larger.
    columns : mapping of str to str
        Field of a report (``text``, ``title``, ``published`` …) → the column of a table that holds it, as the user
        says; columns that it leaves out are recognised by their names.
    named : callable
        ``named(stream, name, origin, intake)`` reads a stream by the ending of its `name`: for what lies inside an
        archive or a mail.
    readable : frozenset of str
        Endings of the files that are read; what else lies in an archive or a mail is passed over.
    depth : int
        How many containers this stream lies in.
    allowance : Allowance, optional
        What archives may still unpack to; set by the outermost one.
    """

    max_bytes: int
    named: Callable[[BinaryIO, str, str, Intake], Iterator[Raw | Problem]]
    columns: Mapping[str, str] = field(default_factory=dict)
    readable: frozenset[str] = frozenset()
    depth: int = 0
    allowance: Allowance | None = None

    def inner(self, stream: BinaryIO, name: str, origin: str) -> Iterator[Raw | Problem]:
        """Yield the reports of a stream that lies inside this one and is called `name`."""
        yield from self.named(stream, name, origin, replace(self, depth=self.depth + 1))
