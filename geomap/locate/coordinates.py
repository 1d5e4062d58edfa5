"""Positions written out: decimal degrees, degrees with minutes and seconds, MGRS and UTM, in any digits.

Longitude comes first in what is returned, whatever comes first in the text: letters of the compass decide, then what
lies in Iraq, then the usual order (latitude first).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import CoordinateError
from geomap.geodesy import check_lonlat
from geomap.language import fold

if TYPE_CHECKING:
    from pyproj import Proj

__all__ = ["Position", "position_in"]

LEAST_KM = 0.1
"""No position in a report is better than this: the width of a farmstead."""
KM_PER_DEGREE = 111.2
IRAQ_LON, IRAQ_LAT = (38.5, 49.0), (28.8, 37.6)

_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 4
_DECIMAL = re.compile(
    r"(?<![\d.])(-?\d{1,3}\.\d{2,})\s*°?\s*([nsew]\b)?[\s,،;/]{1,3}(?:و\s*)?(-?\d{1,3}\.\d{2,})\s*°?\s*([nsew]\b)?"
)
_SIXTIETHS = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*'\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|'')\s*)?([nsew])[\s,;/]*"
    r"(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*'\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|'')\s*)?([nsew])\b"
)
_MGRS = re.compile(r"(?<!\w)(\d{1,2})\s?([c-hj-np-x])\s?([a-hj-np-z])([a-hj-np-v])\s?(\d{1,5})\s?(\d{1,5})(?!\w)")
_UTM = re.compile(r"(?<!\w)(\d{1,2})\s?([c-hj-np-x])\s+(\d{6})\s*(?:m?\s?e)?[\s,]+(\d{7})(?!\d)")


@dataclass(frozen=True)
class Position:
    """A position in a text: `lon`, `lat` in degrees, `km` as far as the digits go, and where it stands (offsets)."""

    lon: float
    lat: float
    km: float
    start: int
    end: int


def position_in(text: str) -> Position | None:
    """Return the first position written out in `text`, or None; one that does not exist on earth is none."""
    if len(_DIGIT.findall(text)) < _LEAST_DIGITS:
        return None
    folded = fold(text)
    for pattern, read in _READERS:
        found = pattern.search(folded.text)
        position = read(found) if found else None
        if found and position and _exists(position[0], position[1]):
            lon, lat, km = position
            return Position(round(lon, 6), round(lat, 6), max(LEAST_KM, km), *folded.span(*found.span()))
    return None


def _exists(lon: float, lat: float) -> bool:
    try:
        check_lonlat(lon, lat)
    except CoordinateError:
        return False
    return (lon, lat) != (0.0, 0.0)


def _decimal(found: re.Match[str]) -> tuple[float, float, float]:
    first, second = found[1], found[3]
    km = KM_PER_DEGREE * 10.0 ** -min(len(first.partition(".")[2]), len(second.partition(".")[2]))
    lon, lat = _ordered(float(first), found[2], float(second), found[4])
    return lon, lat, km


def _sixtieths(found: re.Match[str]) -> tuple[float, float, float]:
    first = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    second = int(found[5]) + float(found[6]) / 60 + float(found[7] or 0) / 3600
    lon, lat = _ordered(first, found[4], second, found[8])
    return lon, lat, KM_PER_DEGREE / (3600 if found[3] else 60)


def _ordered(first: float, first_letter: str | None, second: float, second_letter: str | None) -> tuple[float, float]:
    """Return (lon, lat) from two figures and the letters after them."""
    first = -first if first_letter in ("s", "w") else first
    second = -second if second_letter in ("s", "w") else second
    if first_letter in ("e", "w") or second_letter in ("n", "s"):
        return first, second
    swapped = IRAQ_LON[0] <= first <= IRAQ_LON[1] and IRAQ_LAT[0] <= second <= IRAQ_LAT[1]
    return (first, second) if swapped and first_letter is None else (second, first)


def _mgrs(found: re.Match[str]) -> tuple[float, float, float] | None:
    """Read an MGRS reference (NGA.STND.0037, Universal Grids, 2014)."""
    zone, band, column, row, east, north = found.groups()
    if len(east) != len(north) or not 1 <= int(zone) <= 60:
        return None
    columns = ("stuvwxyz", "abcdefgh", "jklmnpqr")[int(zone) % 3]
    if column not in columns:
        return None
    step = 10 ** (5 - len(east))
    easting = 100_000 * (columns.index(column) + 1) + int(east) * step + step / 2
    rows = "abcdefghjklmnpqrstuv"
    within = 100_000 * ((rows.index(row) - (5 if int(zone) % 2 == 0 else 0)) % 20) + int(north) * step + step / 2
    northing = within + 2_000_000 * round((_band_northing(band) - within) / 2_000_000)
    return (*_from_utm(int(zone), band, easting, northing), step / 2000)


def _utm(found: re.Match[str]) -> tuple[float, float, float] | None:
    zone, band, easting, northing = found.groups()
    if not 1 <= int(zone) <= 60:
        return None
    return (*_from_utm(int(zone), band, float(easting), float(northing)), 0.0)


def _band_northing(band: str) -> float:
    """Return the northing of the middle of a latitude band, with the southern false origin below the equator."""
    middle = -80 + 8 * "cdefghjklmnpqrstuvwx".index(band) + 4
    return 110_700.0 * middle + (10_000_000 if band < "n" else 0)


def _from_utm(zone: int, band: str, easting: float, northing: float) -> tuple[float, float]:
    lon, lat = _utm_of(zone, band < "n")(easting, northing, inverse=True)
    return float(lon), float(lat)


@cache
def _utm_of(zone: int, south: bool) -> Proj:
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, ellps="WGS84", south=south)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[float, float, float] | None]], ...] = (
    (_SIXTIETHS, _sixtieths),
    (_MGRS, _mgrs),
    (_UTM, _utm),
    (_DECIMAL, _decimal),
)
