"""A gazetteer as columns of text and numbers: quick to load, for places are made when they are first asked for.

Kept on disk as one NumPy archive (``.npz``, no pickles): columns of text as UTF-8, a line feed after each, numbers as
they are. Such a file is only a copy of what tables say, named by a digest of all that it is made from: it is made
again whenever that no longer fits, and may be deleted at any time.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.records import Name, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Columns", "Groups", "PlaceTable", "load_columns", "save_columns"]

_TEXT = "text."


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by name; those of one table are equally long.

    Parameters
    ----------
    texts : mapping of str to list of str
        Without line feeds.
    numbers : mapping of str to array
        One-dimensional.
    """

    texts: Mapping[str, list[str]]
    numbers: Mapping[str, NDArray[Any]]

    def __or__(self, other: Columns) -> Columns:
        """Return the columns of both."""
        return Columns({**self.texts, **other.texts}, {**self.numbers, **other.numbers})


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows in groups, one after the other: group n has ``rows[starts[n]:starts[n + 1]]``."""

    starts: Sequence[int]
    rows: Sequence[int]

    def __getitem__(self, n: int) -> Sequence[int]:
        return self.rows[self.starts[n] : self.starts[n + 1]]

    @classmethod
    def read(cls, columns: Columns, name: str) -> Groups:
        """Return the groups that `columns_of` wrote under `name`."""
        return cls(columns.numbers[f"{name}.starts"].tolist(), columns.numbers[f"{name}.rows"].tolist())

    @staticmethod
    def columns_of(name: str, groups: Iterable[Sequence[int]]) -> Columns:
        """Return columns that hold `groups` under `name`."""
        import numpy as np

        starts: list[int] = [0]
        rows: list[int] = []
        for group in groups:
            rows += group
            starts.append(len(rows))
        return Columns({}, {f"{name}.starts": np.array(starts, np.int32), f"{name}.rows": np.array(rows, np.int32)})


class PlaceTable(Mapping[str, Place]):
    """Places by id, each made from its columns when it is first asked for.

    Parameters
    ----------
    columns : Columns
        As `columns_of` makes them.
    made : sequence of Place
        The places themselves, in the order of the columns, where they are at hand.
    """

    _CATEGORIES = ("kind", "country", "parents", "claimed", "sources", "note", "line", "valid")
    """Columns of few distinct texts: kept once each, with a number for every row."""
    _FIGURES = ("lon", "lat", "radius_km", "disputed", "population")

    def __init__(self, columns: Columns, made: Sequence[Place] = ()) -> None:
        self.ids = columns.texts["place"]
        self.texts = columns.texts["name"]
        self._ends = [_years(text) for text in columns.texts["years"]]
        self._years = columns.numbers["years.of"].tolist()
        self.languages = _decoded(columns, "language")
        self._categories = {name: _decoded(columns, name) for name in self._CATEGORIES}
        self.numbers = {name: columns.numbers[name] for name in self._FIGURES}
        self._starts = columns.numbers["names"].tolist()
        self._row = {id: row for row, id in enumerate(self.ids)}
        self._made = dict(enumerate(made))

    def __getitem__(self, id: str) -> Place:
        return self.at(self._row[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, id: object) -> bool:
        return id in self._row

    def at(self, row: int) -> Place:
        """Return the place in a row of the columns."""
        place = self._made.get(row)
        if place is None:
            place = self._made[row] = self._make(row)
        return place

    def of_kind(self, kinds: Iterable[str]) -> Iterator[Place]:
        """Yield the places of some kinds, in the order of the columns."""
        wanted = frozenset(kinds)
        return (self.at(row) for row, kind in enumerate(self._categories["kind"]) if kind in wanted)

    @cached_property
    def owners(self) -> list[int]:
        """The row of the place that bears each name."""
        return [row for row in range(len(self.ids)) for _ in range(self._starts[row], self._starts[row + 1])]

    def name(self, n: int) -> tuple[Place, Name]:
        """Return name `n` with the place that bears it."""
        row = self.owners[n]
        place = self.at(row)
        return place, place.names[n - self._starts[row]]

    def _make(self, row: int) -> Place:
        category = {name: values[row] for name, values in self._categories.items()}
        lon, lat, radius_km, disputed, population = (self.numbers[name][row].item() for name in self._FIGURES)
        names = range(self._starts[row], self._starts[row + 1])
        return Place(
            id=self.ids[row],
            kind=category["kind"],
            names=tuple(Name(self.texts[n], self.languages[n], self._ends[self._years[n]]) for n in names),
            lon=lon,
            lat=lat,
            radius_km=radius_km,
            country=category["country"],
            parents=tuple(category["parents"].split()),
            claimed_parents=tuple(category["claimed"].split()),
            disputed=disputed,
            population=int(population) or None,
            line=_course(category["line"]),
            sources=tuple(category["sources"].split()),
            note=category["note"],
            valid=_years(category["valid"]),
        )

    @classmethod
    def columns_of(cls, places: Sequence[Place]) -> Columns:
        """Return the columns that hold `places`."""
        import numpy as np

        names = [name for place in places for name in place.names]
        texts = {"place": [place.id for place in places], "name": [name.text for name in names]}
        numbers: dict[str, NDArray[Any]] = {
            "names": np.cumsum([0, *(len(place.names) for place in places)], dtype=np.int32)
        }
        for figure in cls._FIGURES:
            numbers[figure] = np.array([getattr(place, figure) or 0 for place in places], np.float64)
        written = {
            "kind": [place.kind for place in places],
            "country": [place.country for place in places],
            "parents": [" ".join(place.parents) for place in places],
            "claimed": [" ".join(place.claimed_parents) for place in places],
            "sources": [" ".join(place.sources) for place in places],
            "note": [" ".join(place.note.split()) for place in places],
            "line": [";".join(f"{lon!r} {lat!r}" for lon, lat in place.line) for place in places],
            "valid": [_span(place.valid) for place in places],
            "language": [name.language for name in names],
            "years": [_span(name.years) for name in names],
        }
        for column, values in written.items():
            number = {value: n for n, value in enumerate(dict.fromkeys(values))}
            texts[column] = list(number)
            numbers[f"{column}.of"] = np.array([number[value] for value in values], np.int32)
        return Columns(texts, numbers)


def save_columns(columns: Columns, path: Path) -> None:
    """Write `columns` to `path`, which is there whole or not at all.

    Raises
    ------
    OSError
        Where the folder cannot be written.
    """
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        _TEXT + name: np.frombuffer("".join(f"{line}\n" for line in lines).encode(), np.uint8)
        for name, lines in columns.texts.items()
    } | dict(columns.numbers)
    handle, beside = tempfile.mkstemp(suffix=".npz", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def load_columns(path: Path) -> Columns | None:
    """Return what `save_columns` wrote to `path`; None where there is no such file, or it is broken."""
    import numpy as np

    texts: dict[str, list[str]] = {}
    numbers: dict[str, NDArray[Any]] = {}
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            for name in archive.files:
                column = archive[name]
                if name.startswith(_TEXT):
                    texts[name.removeprefix(_TEXT)] = column.tobytes().decode().split("\n")[:-1]
                else:
                    numbers[name] = column
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    return Columns(texts, numbers)


def _decoded(columns: Columns, name: str) -> list[str]:
    """Return a column of few distinct texts, one for each row."""
    distinct = columns.texts[name]
    return [distinct[n] for n in columns.numbers[f"{name}.of"].tolist()]


def _course(text: str) -> tuple[tuple[float, float], ...]:
    points = (point.split() for point in text.split(";") if point)
    return tuple((float(lon), float(lat)) for lon, lat in points)


def _span(years: tuple[int | None, int | None]) -> str:
    return "-".join("" if year is None else str(year) for year in years)


def _years(text: str) -> tuple[int | None, int | None]:
    first, last = (int(year) if year else None for year in text.split("-"))
    return first, last
