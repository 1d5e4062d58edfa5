"""What every importer fills while it reads: places, rows left out on purpose, and faults; whole or not at all."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading
from geomap.gazetteer.tables import IRAQ_BOX

__all__ = ["ABROAD", "UNNAMED", "Gathering", "near_iraq", "number", "population_of", "printable", "shown", "suffix_of"]

ABROAD = "outside Iraq and its surroundings"
"""Why a place that does not lie in `geomap.gazetteer.tables.IRAQ_BOX` is left out."""

UNNAMED = "without a name in English, Arabic, Kurdish or Turkmen"
"""Why a place is left out that reports in our languages cannot name."""

MOST_FAULTS = 10_000
"""Faults kept; of more only the number is told, so that a file of rubbish does not fill the memory."""

MOST_PEOPLE = 10_000_000_000
"""Of a place; Earth has eight thousand million."""

_WHERE = re.compile(r"([^:]*(?::[^:\d][^:]*)?)(?::(\d{1,18})\b|: (?:feature|result) (\d{1,18})\b)?:")
"""Of a fault: its file, with the layer if any, and the line, or the number of the feature or result."""
_JOINERS = "\u200c\u200d"
_LONGEST_SHOWN = 80
"""Characters of a value that a fault repeats: enough to find it, too few to flood a terminal."""


class Gathering:
    """The places of one foreign gazetteer on their way into a `Reading`.

    Parameters
    ----------
    title : str
        What is read, for the head of the error: ``GeoNames``.
    units_of : str
        What ids of another gazetteer begin with that places may name as their units.
    """

    def __init__(self, title: str, *, units_of: str = "") -> None:
        self.title = title
        self.units_of = units_of
        self._places: dict[str, ForeignPlace] = {}
        self._left_out: Counter[str] = Counter()
        self._faults: list[str] = []
        self._untold = 0

    @property
    def faults(self) -> int:
        """How many faults were noted so far."""
        return len(self._faults) + self._untold

    def fault(self, where: str, found: str, expected: str) -> None:
        """Note that what was `found` at `where` cannot be used, and what is `expected` there."""
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(printable(f"{where}: {found}; expected {expected}"))
        else:
            self._untold += 1

    def refuse(self, error: GazetteerError) -> None:
        """Take over the faults of `error`."""
        self._faults.extend(printable(fault) for fault in error.faults or (error.what,))

    def leave_out(self, reason: str) -> None:
        """Count a row that is left out on purpose."""
        self._left_out[printable(reason)] += 1

    def add(self, place: ForeignPlace) -> None:
        """Keep `place`; without a name it is left out, with an id that another has it is a fault."""
        if not place.names:
            self.leave_out(UNNAMED)
            return
        first = self._places.setdefault(place.id, place)
        if first is not place:
            self.fault(place.where, f"id {shown(place.id)} again (first in {first.where})", "every id once")

    def position(self, where: str, lon: object, lat: object) -> tuple[float, float] | None:
        """Return the position in degrees, WGS 84, or None after noting what is wrong with it.

        Not finite, outside ±180 and ±90, or exactly (0, 0), which is what programs write where they know nothing.
        """
        east, north = number(lon), number(lat)
        if math.isnan(east) or abs(east) > 180:
            self.fault(where, f"longitude {shown(lon)}", "degrees within ±180")
        elif math.isnan(north) or abs(north) > 90:
            self.fault(where, f"latitude {shown(lat)}", "degrees within ±90")
        elif east == 0 and north == 0:
            self.fault(where, "longitude 0 and latitude 0", "a real position: (0, 0) is how unknown ones are written")
        else:
            return east, north
        return None

    def reading(self, edition: str = "") -> Reading:
        """Return what was gathered; units that were not read themselves are taken out of their places' `units`.

        Raises
        ------
        GazetteerError
            With every fault, or where there is nothing of use in the files.
        """
        if self._faults:
            count = len(self._faults) + self._untold
            untold = (f"{self._untold} more faults, not listed.",) if self._untold else ()
            raise GazetteerError(
                f"{self.title} is not imported: {count} fault{'s' * (count > 1)}.", (*_in_order(self._faults), *untold)
            )
        if not self._places:
            raise GazetteerError(f"{self.title} is not imported: the files hold no place of use.", self._reasons())
        return Reading(tuple(self._closed()), dict(sorted(self._left_out.items())), printable(edition))

    def _reasons(self) -> tuple[str, ...]:
        return tuple(f"{count} left out: {reason}" for reason, count in sorted(self._left_out.items()))

    def _closed(self) -> Iterable[ForeignPlace]:
        for place in self._places.values():
            known = tuple(unit for unit in place.units if self._is_known(unit) and unit != place.id)
            yield place if known == place.units else replace(place, units=known)

    def _is_known(self, unit: str) -> bool:
        return unit in self._places or bool(self.units_of and unit.startswith(self.units_of))


def _in_order(faults: Iterable[str]) -> list[str]:
    """Return faults by file, in the order in which the files came, and by line or number within each."""
    files: dict[str, int] = {}

    def place(fault: str) -> tuple[int, int]:
        match = _WHERE.match(fault)
        return files.setdefault(match[1] if match else fault, len(files)), int(
            match[2] or match[3] or 0
        ) if match else 0

    return sorted(faults, key=place)


def number(value: object) -> float:
    """Return `value` as a finite number, or NaN where it is none."""
    if isinstance(value, str) and "_" in value:
        return math.nan
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return math.nan
    return found if math.isfinite(found) else math.nan


def population_of(value: object) -> int | None:
    """Return a number of people, or None where `value` is none that can be: below 1, or more than live on Earth."""
    people = number(value)
    return int(people) if 1 <= people <= MOST_PEOPLE else None


def near_iraq(lon: float, lat: float) -> bool:
    """Return whether a position in degrees lies in Iraq or just beyond its borders."""
    west, south, east, north = IRAQ_BOX
    return west <= lon <= east and south <= lat <= north


def printable(text: str) -> str:
    """Return `text` with each control character as U+FFFD: names of files and layers may try to steer a terminal.

    The joiners of Arabic script stay.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in _JOINERS else "\ufffd" for letter in text)


def shown(value: object) -> str:
    """Return `value` as a fault repeats it: quoted, escaped and cut short."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def suffix_of(name: str, known: Mapping[str, object] | Iterable[str]) -> str:
    """Return the one of the `known` endings that the file `name` has, in lower case, or an empty text."""
    return next((ending for ending in known if name.lower().endswith(ending)), "")
