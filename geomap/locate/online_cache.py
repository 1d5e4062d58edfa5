"""The memory of what was asked on the network: answers, also that there was none, and whose turn it is to ask.

One SQLite file in the user's cache folder, which only the user can read. It may be deleted at any time.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from geomap.locate.online_places import Proposed

__all__ = ["FILE", "FOUND_DAYS", "LACKING_DAYS", "OnlineCache"]

FILE = "online.sqlite"
"""The cache's one file, in the folder of the settings."""

FOUND_DAYS, LACKING_DAYS = 180, 30
"""Days for which an answer is kept, and for which that there was none: villages stay, and new ones are mapped."""

VERSION = 1
"""Edition of the tables, and of what is asked (`PRAGMA user_version`); a file of another one is begun anew."""

WAIT_S = 20.0
"""Seconds that one process waits for another which is writing."""

_DAY_S = 86_400.0
_TABLES = f"""
CREATE TABLE answers (
    server TEXT NOT NULL, name TEXT NOT NULL, asked REAL NOT NULL, found TEXT NOT NULL, PRIMARY KEY (server, name)
) WITHOUT ROWID;
CREATE TABLE turns (server TEXT PRIMARY KEY, free REAL NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""


class OnlineCache:
    """Answers on disk, for all processes of the user.

    Parameters
    ----------
    folder : pathlib.Path
        Holds `FILE`, or will; made at the first question.

    Notes
    -----
    Methods raise `sqlite3.Error` or `OSError` where the file cannot be used: without a memory nothing may be asked.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def answer(self, server: str, name: str) -> tuple[Proposed, ...] | None:
        """Return what `server` is known to propose for `name`; empty for nothing, None where it must be asked."""
        with self._open() as database:
            row = database.execute(
                "SELECT asked, found FROM answers WHERE server = ? AND name = ?", (server, name)
            ).fetchone()
        if row is None:
            return None
        try:
            found = tuple(Proposed.of(plain) for plain in json.loads(row[1]))
            age = time.time() - float(row[0])
        except (ValueError, TypeError, LookupError, AttributeError):
            return None
        return found if 0 <= age < _DAY_S * (FOUND_DAYS if found else LACKING_DAYS) else None

    def keep(self, server: str, name: str, found: Sequence[Proposed]) -> None:
        """Remember an answer, in place of an older one."""
        text = json.dumps([row.plain() for row in found], ensure_ascii=False)
        with self._open() as database:
            database.execute("DELETE FROM answers WHERE asked < ?", (time.time() - _DAY_S * FOUND_DAYS,))
            database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (server, name, time.time(), text))

    def wait_turn(self, server: str, interval_s: float) -> None:
        """Wait until `server` may be asked again: `interval_s` after the last question of any process of the user."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            now = time.time()
            row = database.execute("SELECT free FROM turns WHERE server = ?", (server,)).fetchone()
            free = row[0] if row and now < row[0] <= now + 100 * interval_s else now  # later: the clock was put back
            database.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (server, free + interval_s))
            database.execute("COMMIT")
        time.sleep(max(0.0, free - now))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            database = self._connected()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, full, not ours to write: not a broken file
                raise
            self.path.unlink()
            database = self._connected()
        with closing(database):
            yield database

    def _connected(self) -> sqlite3.Connection:
        """Return the file, made where it is missing, with the tables of this edition."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        database = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
        try:
            database.execute("PRAGMA trusted_schema = OFF")
            if database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                database.executescript(
                    f"BEGIN IMMEDIATE; DROP TABLE IF EXISTS answers; DROP TABLE IF EXISTS turns; {_TABLES} COMMIT;"
                )
        except BaseException:
            database.close()
            raise
        return database
