"""The library: what the user adds to the gazetteer, in one SQLite file of the user's data folder.

A source stands in it whole or not at all: an import is one transaction, and the file of before is there again after a
crash, a full disk or Ctrl-C. Nothing of a foreign row reaches SQL but as a parameter.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.tables import KINDS
from geomap.records import Name
from geomap.settings import Settings

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["FILE", "Held", "Library"]

FILE = "library.sqlite"
"""The library's one file, in its folder."""

WAIT_S = 20.0
"""Seconds that one process waits for another which is writing; an import of 200,000 places takes some ten."""

APPLICATION_ID = 0x676D6170
"""``gmap`` in ASCII: marks an SQLite file as a library of geomap (`PRAGMA application_id`)."""
VERSION = 1
"""Edition of the tables below (`PRAGMA user_version`); a file of a later one is left alone."""

_TABLES = """
CREATE TABLE sources (
    key TEXT PRIMARY KEY, prefix TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL, licence TEXT NOT NULL,
    homepage TEXT NOT NULL, attribution TEXT NOT NULL, origin TEXT NOT NULL, digest TEXT NOT NULL,
    content TEXT NOT NULL, added TEXT NOT NULL, edition TEXT NOT NULL, row_count INTEGER NOT NULL,
    left_out TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE places (
    id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, country TEXT NOT NULL, radius_km REAL,
    population INTEGER, units TEXT NOT NULL, same_as TEXT NOT NULL, place_where TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX places_in_order ON places (source, position);
CREATE TABLE names (
    place TEXT NOT NULL REFERENCES places ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL,
    language TEXT NOT NULL, PRIMARY KEY (place, position)
) WITHOUT ROWID;
CREATE TABLE areas (place TEXT PRIMARY KEY REFERENCES places ON DELETE CASCADE, wkb BLOB NOT NULL) WITHOUT ROWID;
"""

_SOURCE_COLUMNS = (
    "key, prefix, title, publisher, licence, homepage, attribution, origin, digest, content, added, edition, "
    "row_count, left_out"
)


@dataclass(frozen=True, slots=True)
class Held:
    """The passport of a source that the library holds.

    Parameters
    ----------
    key, prefix, title, publisher, licence, homepage, attribution : str
        As in `geomap.gazetteer.importers.foreign.Source`.
    origin : str
        The paths or addresses that it was read from.
    digest : str
        SHA-256 of those files.
    content : str
        SHA-256 of the rows as they were read, so that a better importer makes another library.
    added : str
        When, in ISO 8601.
    edition : str
        What the files say of their edition; empty where nothing.
    rows : int
        How many places.
    left_out : mapping of str to int
        Why rows were left out → how many.
    """

    key: str
    prefix: str
    title: str
    publisher: str
    licence: str
    homepage: str
    attribution: str
    origin: str
    digest: str
    content: str
    added: str
    edition: str
    rows: int
    left_out: Mapping[str, int]


class Library:
    """The sources that the user has added.

    Parameters
    ----------
    folder : pathlib.Path
        Holds `FILE`, or will; nothing is made before the first `add`.
    wait_s : float
        Seconds that it waits for another process which is writing.
    """

    def __init__(self, folder: Path, wait_s: float = WAIT_S) -> None:
        self.path = folder / FILE
        self._wait_s = wait_s

    @classmethod
    def of_user(cls) -> Library:
        """Return the library in the data folder that the settings name."""
        return cls(Settings.read().data_home / "gazetteer")

    def add(self, source: Source, reading: Reading, origin: str, digest: str, when: str) -> Held:
        """Put a source in, in place of what the library had of the same key; all of it or nothing.

        The same reading leaves the same rows and the same `digest` of the library, whenever it is added.

        Parameters
        ----------
        source : Source
        reading : Reading
            Its places are gone through once.
        origin, digest : str
            Where the files lay, and their SHA-256.
        when : str
            ISO 8601.

        Raises
        ------
        GazetteerError
            With every fault of the rows (an id twice, or in another source; no name, an unknown kind, an impossible
            position); where the file is no library of this edition; where another process keeps it too long.
        """
        self._make()
        with self._writing() as database:
            database.execute("DELETE FROM sources WHERE key = ?", (source.key,))
            return _Import(database, source).run(reading, origin, digest, when)

    def remove(self, key: str) -> Held:
        """Take a source out and return its passport.

        Raises
        ------
        InputError
            Where the library has no such source; names those that it has.
        """
        found = {held.key: held for held in self.sources()}
        if key not in found:
            there = f"It holds {', '.join(found)}." if found else "Nothing has been added yet."
            raise InputError(f"The library has no source {key!r}.", there)
        with self._writing() as database:
            database.execute("DELETE FROM sources WHERE key = ?", (key,))
        return found[key]

    def sources(self) -> tuple[Held, ...]:
        """Return the passports of what the library holds, in the order of their keys."""
        rows = self._rows(f"SELECT {_SOURCE_COLUMNS} FROM sources ORDER BY key")  # noqa: S608  (ours)
        with self._sound():
            return tuple(Held(*(*row[:-1], json.loads(row[-1]))) for row in rows)

    def places(self) -> tuple[ForeignPlace, ...]:
        """Return every row of every source: by key, and then in the order of its files.

        Their `area` is None; `areas` has the shapes.
        """
        names: dict[str, list[Name]] = {}
        for place, text, language in self._rows("SELECT place, text, language FROM names ORDER BY place, position"):
            names.setdefault(place, []).append(Name(text, language))
        rows = self._rows(
            "SELECT id, kind, lon, lat, country, radius_km, population, units, same_as, place_where FROM places "
            "ORDER BY source, position"
        )
        with self._sound():
            return tuple(_place(row, tuple(names.get(row[0], ()))) for row in rows)

    def areas(self) -> dict[str, Geometry]:
        """Return the polygon (EPSG:4326) of each unit that has one, by the id of its row, in the order of `places`."""
        rows = self._rows(
            "SELECT place, wkb FROM areas JOIN places ON places.id = areas.place ORDER BY source, position"
        )
        if not rows:
            return {}
        import shapely

        with self._sound(shapely.errors.ShapelyError):
            return dict(zip((row[0] for row in rows), shapely.from_wkb([row[1] for row in rows]).tolist(), strict=True))

    def digest(self) -> str:
        """Return what changes whenever the rows do, from the passports alone; the same for none and an empty one."""
        rows = self._rows("SELECT key, prefix, content FROM sources ORDER BY key")
        return hashlib.sha256(json.dumps([VERSION, *rows]).encode()).hexdigest()

    def _rows(self, question: str) -> list[Any]:
        """Return what the file answers; nothing where there is no file."""
        if not self._is_there():
            return []
        with self._open() as database:
            return database.execute(question).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction, which is undone if the block does not come to its end."""
        with self._open() as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.rollback()
                raise
            database.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # Not read-only even for a question: after a crash the first who opens the file must undo what was half written.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            database = sqlite3.connect(address, timeout=self._wait_s, isolation_level=None, uri=True)
            try:
                database.execute("PRAGMA trusted_schema = OFF")
                self._check(database)
                yield database
            finally:
                database.close()
        except sqlite3.Error as error:
            raise GazetteerError(f"The library {self.path} cannot be used.", (_words(error, self._wait_s),)) from error

    @contextmanager
    def _sound(self, *errors: type[Exception]) -> Iterator[None]:
        """Tell of cells that no import of ours can have written."""
        known: tuple[type[Exception], ...] = (ValueError, TypeError, *errors)
        try:
            yield
        except known as error:
            fault = f"{type(error).__name__}: {error}; somebody has changed it; move it away and add the sources again"
            raise GazetteerError(f"The library {self.path} has cells that cannot be read.", (fault,)) from error

    def _check(self, database: sqlite3.Connection) -> None:
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            fault = f"application id {application:#x} found, {APPLICATION_ID:#x} expected; move the file away"
            raise GazetteerError(f"The file {self.path} is no library of geomap.", (fault,))
        if version != VERSION:
            fault = f"edition {version} found, {VERSION} expected; use the geomap that made it, or move the file away"
            raise GazetteerError(f"The library {self.path} was made by another geomap.", (fault,))

    def _is_there(self) -> bool:
        """Return whether there is a file; another process that is just making one has an empty one."""
        return self.path.exists() and self.path.stat().st_size > 0

    def _make(self) -> None:
        """Make the file with its empty tables if there is none; it comes into being whole."""
        if self._is_there():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=self._wait_s, isolation_level=None)
        try:
            database.execute("PRAGMA auto_vacuum = FULL")
            database.execute("BEGIN EXCLUSIVE")
            if database.execute("PRAGMA application_id").fetchone()[0] == 0:  # none was quicker than we
                for statement in filter(str.strip, _TABLES.split(";")):
                    database.execute(statement)
                database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                database.execute(f"PRAGMA user_version = {VERSION}")
            database.execute("COMMIT")
        except sqlite3.Error as error:
            raise GazetteerError(f"The library {self.path} cannot be made.", (_words(error, self._wait_s),)) from error
        finally:
            database.close()


class _Import:
    """One import on its way into an open transaction: rows go in one by one, faults are gathered."""

    def __init__(self, database: sqlite3.Connection, source: Source) -> None:
        self._database = database
        self._source = source
        self._faults: list[str] = []
        self._content = hashlib.sha256()
        self._rows = 0

    def run(self, reading: Reading, origin: str, digest: str, when: str) -> Held:
        source, left_out = self._source, dict(sorted(reading.left_out.items()))
        origin = origin.encode("utf-8", "replace").decode()  # a path may hold bytes that are no text
        passport = (source.key, source.prefix, source.title, source.publisher, source.licence, source.homepage)
        head = (*passport, source.attribution, origin, digest)
        marks = ", ".join("?" * 14)
        row = (*head, "", when, reading.edition, 0, json.dumps(left_out))
        self._database.execute(f"INSERT INTO sources ({_SOURCE_COLUMNS}) VALUES ({marks})", row)  # noqa: S608  (ours)
        for place in reading.places:
            self._put(place)
        if self._faults:
            what = f"What was read of {source.key} has {len(self._faults)} fault{'s' * (len(self._faults) > 1)}:"
            raise GazetteerError(what, tuple(self._faults))
        content = self._content.hexdigest()
        self._database.execute(
            "UPDATE sources SET content = ?, row_count = ? WHERE key = ?", (content, self._rows, source.key)
        )
        return Held(*head, content, when, reading.edition, self._rows, left_out)

    def _put(self, place: ForeignPlace) -> None:
        faults = list(_faults(place, self._source.prefix))
        other = self._database.execute("SELECT source, place_where FROM places WHERE id = ?", (place.id,)).fetchone()
        if other:
            there = f"first at {other[1]}" if other[0] == self._source.key else f"held by the source {other[0]}"
            faults.append(f"id {place.id!r} again ({there}); expected every id once")
        if faults:
            self._faults += [f"{place.where or place.id}: {fault}" for fault in faults]
            return
        wkb = _wkb(place.area)
        values = (
            *(place.id, place.kind, place.lon, place.lat, place.country, place.radius_km, place.population),
            *(json.dumps(list(place.units)), json.dumps(list(place.same_as)), place.where),
        )
        self._database.execute(
            "INSERT INTO places (id, kind, lon, lat, country, radius_km, population, units, same_as, place_where, "
            "source, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, self._source.key, self._rows),
        )
        names = [(place.id, n, name.text, name.language) for n, name in enumerate(place.names)]
        self._database.executemany("INSERT INTO names (place, position, text, language) VALUES (?, ?, ?, ?)", names)
        if wkb is not None:
            self._database.execute("INSERT INTO areas (place, wkb) VALUES (?, ?)", (place.id, wkb))
        self._content.update(json.dumps([values, names], ensure_ascii=False).encode() + b"\0" + (wkb or b""))
        self._rows += 1


def _faults(place: ForeignPlace, prefix: str) -> Iterator[str]:
    if not place.id.startswith(f"{prefix}."):
        yield f"id {place.id!r}; expected one that begins with {prefix}."
    if place.kind not in KINDS:
        yield f"unknown kind {place.kind!r}; expected one of {', '.join(sorted(KINDS))}"
    if not (abs(place.lon) <= 180 and abs(place.lat) <= 90):  # false for what is no number, too
        yield f"lon {place.lon} and lat {place.lat}; expected degrees within ±180 and ±90, longitude first"
    if place.radius_km is not None and not (math.isfinite(place.radius_km) and place.radius_km > 0):
        yield f"radius {place.radius_km} km; expected a number above 0, or none"
    if place.population is not None and not 0 <= place.population < 2**63:
        yield f"population {place.population}; expected a number of people, or none"
    if not any(name.text.strip() for name in place.names):
        yield "no name; expected at least one"
    texts = (place.id, place.country, place.where, *place.units, *place.same_as)
    texts += tuple(part for name in place.names for part in (name.text, name.language))
    for text in texts:
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            yield f"half a character in {text!r}; expected whole Unicode"


def _wkb(area: Geometry | None) -> bytes | None:
    if area is None:
        return None
    import shapely

    return bytes(shapely.to_wkb(area, output_dimension=2, byte_order=1))


def _place(row: tuple[Any, ...], names: tuple[Name, ...]) -> ForeignPlace:
    id, kind, lon, lat, country, radius_km, population, units, same_as, where = row
    held = {"units": tuple(json.loads(units)), "same_as": tuple(json.loads(same_as)), "where": where}
    return ForeignPlace(id, kind, names, lon, lat, country, radius_km, population, **held)


def _words(error: sqlite3.Error, wait_s: float) -> str:
    """Return what an error of SQLite means to a user."""
    text = str(error)
    if "locked" in text:
        return f"another geomap has been writing to it for {wait_s:g} seconds; try again when that is done"
    if "not a database" in text or "malformed" in text or "no such" in text:
        return f"{text}; a library of geomap expected; move the file away and add the sources again"
    return f"{text}; check the rights and the space"
