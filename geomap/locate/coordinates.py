"""Positions written out: decimal degrees, degrees with minutes and seconds, MGRS and UTM, in any digits.

Longitude comes first in what is returned, whatever comes first in the text: letters of the compass decide, then what
lies in Iraq, then the usual order (latitude first).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import CoordinateError
from geomap.geodesy import check_lonlat
from geomap.language import Folded, fold
from geomap.locate.pluscodes import area_of, full_code_in, short_code_in
from geomap.locate.words import words

if TYPE_CHECKING:
    from pyproj import Proj

__all__ = ["Position", "code_near", "impossible_in", "longitude_first_in", "position_in", "radius_of"]

Half = Sequence[str | None]
"""Degrees, minutes and seconds of one angle as written, and its axis or side of the compass."""
Reader = Callable[[re.Match[str]], tuple[float, float, float] | None]

LEAST_KM = 0.1
"""No position in a report is better than this: the width of a farmstead."""
KM_PER_DEGREE = 111.2
IRAQ_LON, IRAQ_LAT = (38.5, 49.0), (28.8, 37.6)

_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 6
"""Digits of the shortest position that has no degree sign ("35.4 N 44.2 E", "38SMF 45 25")."""
_DECIMAL = re.compile(r"(?<![\d.])(-?\d{1,3}\.\d{2,})\s?°?[\s,،;/]{1,3}(?:و\s?)?(-?\d{1,3}\.\d{2,})\s?°?(?![\d.]*\d)")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d{2},\d{3,})\s?°?\s?[;/]\s?(\d{2},\d{3,})(?![\d.,]*\d)")
_PACKED = re.compile(
    r"(?<!\w)(\d\d)(\d\d)(\d\d(?:\.\d+)?)\s?([ns])[\s,/]{0,2}(\d{3})(\d\d)(\d\d(?:\.\d+)?)\s?([ew])(?!\w)"
)
_MGRS = re.compile(r"(?<!\w)(\d{1,2})\s?([c-hj-np-x])\s?([a-hj-np-z])([a-hj-np-v])\s?(\d{1,5}\s\d{1,5}|\d{2,10})(?!\w)")
_UTM = re.compile(r"(?<!\w)(\d{1,2})\s?([c-hj-np-x])[\s,]{1,3}(\d{6})\s?(?:m?\s?e)?[\s,]{1,3}(\d{7})(?!\d)")
BARE_DECIMALS = 3
"""Decimals of two bare figures that are a position wherever it lies; with fewer, as prices have, one of them must be a
longitude or latitude of Iraq."""


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
    if len(_DIGIT.findall(text)) < _LEAST_DIGITS and "°" not in text and "+" not in text:
        return None
    folded = fold(text)
    for pattern, read in _readers():
        found = pattern.search(folded.text)
        position = read(found) if found else None
        if found and position and _exists(position[0], position[1]):
            lon, lat, km = position
            return Position(round(lon, 6), round(lat, 6), max(LEAST_KM, km), *folded.span(*found.span()))
    return _full_code(folded)


def impossible_in(text: str) -> bool:
    """Return whether `text` has two figures that look like a position, but like none on earth."""
    found = _DECIMAL.search(fold(text).text)
    return found is not None and not _exists(*_ordered(float(found[1]), "", float(found[2]), ""))


def longitude_first_in(text: str) -> bool:
    """Return whether a position is written as two bare figures with the longitude, as far as Iraq tells, before."""
    found = _DECIMAL.search(fold(text).text)
    return found is not None and _in_iraq(float(found[1]), float(found[2]))


def _full_code(folded: Folded) -> Position | None:
    found = full_code_in(folded.text)
    if found is None:
        return None
    lon, lat, height = area_of(found[0])
    span = folded.span(*found.span())
    return Position(lon, lat, max(LEAST_KM, radius_of(lat, height / 2)), *span) if _exists(lon, lat) else None


def radius_of(lat: float, step: float) -> float:
    """Return the radius in km that a step of degrees leaves open in both coordinates.

    *Georeferencing Best Practices* (Chapman & Wieczorek 2020), "Uncertainty Related to Coordinate Precision": 0.01° at
    30° north are 1.47 km. Of a grid's cell it is half the diagonal (*Quick Reference Guide*, "Coordinates – Universal
    Transverse Mercator").
    """
    return KM_PER_DEGREE * step * math.hypot(1.0, math.cos(math.radians(lat)))


def code_near(text: str) -> tuple[str, int, int] | None:
    """Return a short Plus Code of a text and its offsets, or None."""
    if "+" not in text:
        return None
    folded = fold(text)
    found = short_code_in(folded.text)
    return None if found is None else (found[0], *folded.span(*found.span()))


def _exists(lon: float, lat: float) -> bool:
    try:
        check_lonlat(lon, lat)
    except CoordinateError:
        return False
    return (lon, lat) != (0.0, 0.0)


def _decimal(found: re.Match[str]) -> tuple[float, float, float] | None:
    first, second = (figure.replace(",", ".") for figure in found.groups())
    digits = min(len(first.partition(".")[2]), len(second.partition(".")[2]))
    lon, lat = _ordered(float(first), "", float(second), "")
    if digits < BARE_DECIMALS and not any(_within(abs(figure)) for figure in (lon, lat)):
        return None
    return lon, lat, radius_of(lat, 10.0**-digits)


def _packed(found: re.Match[str]) -> tuple[float, float, float] | None:
    return _sixtieths(found.groups()[:4], found.groups()[4:])


def _sixtieths(first: Half, second: Half) -> tuple[float, float, float] | None:
    """Read two angles, each as degrees, minutes, seconds (as far as given) and the axis or side of the compass."""
    angles = [_angle(half) for half in (first, second)]
    if None in angles or {_axis(first[3]), _axis(second[3])} != {"lat", "lon"}:
        return None
    (one, step), (two, other) = (angle for angle in angles if angle is not None)
    lon, lat = _ordered(one, first[3], two, second[3])
    return lon, lat, radius_of(lat, max(step, other))


def _angle(half: Half) -> tuple[float, float] | None:
    """Return the degrees of an angle and the step in which they are counted; None for what is no angle."""
    parts = [float(part.replace(",", ".")) for part in half[:3] if part]
    if any(part >= 60 for part in parts[1:]) or any(part != int(part) for part in parts[:-1]):
        return None
    last = half[len(parts) - 1] or ""
    step = 10.0 ** -len(last.replace(",", ".").partition(".")[2]) / 60 ** (len(parts) - 1)
    return sum(part / 60**i for i, part in enumerate(parts)), step


def _axis(side: str | None) -> str:
    return {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}.get((side or "").upper(), side or "")


def _ordered(first: float, first_side: str | None, second: float, second_side: str | None) -> tuple[float, float]:
    """Return (lon, lat) from two figures and what says their side of the compass or axis, or nothing."""
    first = -first if (first_side or "").upper() in ("S", "W") else first
    second = -second if (second_side or "").upper() in ("S", "W") else second
    axes = _axis(first_side), _axis(second_side)
    if "lon" in axes or "lat" in axes:
        return (first, second) if axes[0] == "lon" or axes[1] == "lat" else (second, first)
    return (first, second) if _in_iraq(first, second) else (second, first)


def _within(figure: float) -> bool:
    return IRAQ_LON[0] <= figure <= IRAQ_LON[1] or IRAQ_LAT[0] <= figure <= IRAQ_LAT[1]


def _in_iraq(lon: float, lat: float) -> bool:
    return IRAQ_LON[0] <= lon <= IRAQ_LON[1] and IRAQ_LAT[0] <= lat <= IRAQ_LAT[1]


def _mgrs(found: re.Match[str]) -> tuple[float, float, float] | None:
    """Read an MGRS reference (NGA.STND.0037, Universal Grids, 2014)."""
    zone, band, column, row, digits = found.groups()
    east, _, north = digits.partition(" ")
    east, north = (east, north) if north else (east[: len(east) // 2], east[len(east) // 2 :])
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
    return (*_from_utm(int(zone), band, easting, northing), math.sqrt(0.5) * step / 1000)


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


def _sides(found: re.Match[str]) -> tuple[float, float, float] | None:
    """Read a pair of angles with the sides of the compass before or after them, or the axes."""
    groups = found.groups()
    halves = [(half[1], half[2], half[3], _part_of(half[0] or half[4])) for half in (groups[:5], groups[5:])]
    if not any("°" in found[0] or half[1] or not half[0].isdigit() for half in halves):
        return None  # "3 n 4 e"
    return _sixtieths(*halves)


@cache
def _part_of(word: str) -> str:
    """Return N, E, S, W, lat or lon, for a word of the tables."""
    parts = {"latitude": "lat", "longitude": "lon", "N": "N", "E": "E", "S": "S", "W": "W"}
    return next((parts[part] for part, its in words().position.items() if part in parts and word in its), "")


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return (
        (_PACKED, _packed),
        (_sided(before=True, after=False), _sides),
        (_sided(before=False, after=True), _sides),
        (_MGRS, _mgrs),
        (_UTM, _utm),
        (_DECIMAL, _decimal),
        (_DECIMAL_COMMA, _decimal),
    )


def _sided(*, before: bool, after: bool) -> re.Pattern[str]:
    """Return the pattern of two angles with the words of the tables before them, or after them."""
    degree, minute, second = (_any_of(part) for part in ("degree", "minute", "second"))
    side = _any_of("N", "E", "S", "W")
    axis = _any_of("latitude", "longitude")
    figure, gap = r"\d{1,2}(?:[.,]\d{1,9})?", r"[\s:-]{0,2}(?:و\s?)?"
    minutes = (
        rf"({figure})(?:(?:\s?(?:'|{minute}){gap}|[\s:-]{{1,2}})({figure})\s?(?:\"|''|{second})?|\s?(?:'|{minute}))?"
    )
    angle = rf"(-?\d{{1,3}}(?:[.,]\d{{1,9}})?)(?:(?:\s?(?:°|{degree}){gap}|[\s:-]{{1,2}}){minutes}|\s?(?:°|{degree}))?"
    head = rf"({side}|{axis})[\s:=]{{0,2}}" if before else "()"
    tail = rf"\s?({side})(?!\w)" if after else rf"(?:\s?{side}(?!\w)(?!\s?\d))?()"
    between = r"[\s,،;/]{0,3}(?:(?:و|and)\s?)?"
    return re.compile(rf"(?<![\w.,]){head}{angle}{tail}{between}{head}{angle}{tail}(?!\d)")


def _any_of(*parts: str) -> str:
    known = words().position
    found = {word for part in parts for word in known.get(part, ())}
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)) + ")"
