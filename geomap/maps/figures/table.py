"""Any table of incidents as what a figure draws: our own columns, ACLED's, UCDP's, or longitude, latitude and a date.

=============  ==========================================================================================
column         what
=============  ==========================================================================================
``kind``       one of `geomap.maps.figures.palette.KINDS`
``lon lat``    degrees, WGS 84; NaN where it could not be placed
``precision``  1 at the place, 2 near it, 3 only the region (ACLED's scale)
``first last`` ``datetime64[s]``, the days between which it happened; NaT where no day is known
``unit``       name of the unit (text) where only the unit is known, else None
``region``     its polygon, EPSG:4326, else None
``footprint``  polygon that holds the place with 90 % probability, where the table has one, else None
=============  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geomap.errors import InputError
from geomap.maps.figures.palette import kind_of
from geomap.records import ACLED_DAYS, ACLED_WEEK, CODERS, UCDP_TYPES

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

__all__ = ["coder_of", "marks_of"]

_LON = ("lon", "longitude", "lng", "long", "x")
_LAT = ("lat", "latitude", "y")
_FIRST = ("date_start", "event_date", "date", "day")
_LAST = ("date_end",)
_UNITS = frozenset({"country", "governorate", "district", "subdistrict", "region"})
"""Kinds of places of which a point says nothing; a region about a town has a middle that means something."""

_UCDP_PRECISION: Mapping[int, int] = {1: 1, 2: 2, 3: 3, 4: 3, 5: 3}
"""UCDP's ``where_prec`` → ACLED's scale; 6 and 7, a country or no land at all, are no place on this map."""

_UCDP_UNITS: Mapping[int, str] = {3: "district", 4: "governorate"}
"""UCDP's ``where_prec`` of events whose second- or first-order unit alone is known → the gazetteer's level."""

_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y")
"""How days are written where it can mean but one day; ``03/04/2021`` is none of them, and is not guessed."""


def marks_of(incidents: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return what a figure draws of `incidents`, a row each, in their order.

    Parameters
    ----------
    incidents : pandas.DataFrame or geopandas.GeoDataFrame
        With ``lon`` and ``lat`` (or ``longitude``, ``latitude``, in any case) in degrees, WGS 84, or a geometry in any
        CRS of which the middle is taken. Everything else is optional, see the head of this module.
    gazetteer : Gazetteer
        For the kinds of places by id, and the units of events of which UCDP knows the unit only.

    Raises
    ------
    InputError
        If there is neither position nor date in the table.
    """
    columns = _Columns(incidents)
    lon, lat = columns.position()
    first, last = columns.period()
    if lon is None and first is None:
        raise InputError(
            "The table has neither a position nor a date: " + ", ".join(map(str, incidents.columns[:12])) + " …",
            "Name its columns lon and lat (or longitude, latitude) and date_start (or event_date, date).",
        )
    size = len(incidents)
    marks = pd.DataFrame(
        {
            "kind": columns.kinds(),
            "lon": np.full(size, np.nan) if lon is None else lon,
            "lat": np.full(size, np.nan) if lat is None else lat,
            "precision": columns.precision(),
            "first": _no_days(size) if first is None else first,
            "last": _no_days(size) if last is None else last,
        }
    )
    marks["footprint"] = columns.footprints()
    _unplace(marks, columns)
    units, regions = _areas(marks, columns, gazetteer)
    marks["unit"], marks["region"] = _objects(units), _objects(regions)
    return marks


def coder_of(incidents: pd.DataFrame) -> str | None:
    """Return the line that credits whoever coded these events, where the columns are those of ACLED or UCDP."""
    names = {str(name).strip().lower() for name in incidents.columns}
    if "type_of_violence" in names:
        return CODERS["UCDP"]
    acled = {"event_date", "event_type"} <= names and names & {"event_id_cnty", "data_id", "time_precision"}
    return CODERS["ACLED"] if acled else None


class _Columns:
    """The columns of a table under the names that they usually have."""

    def __init__(self, incidents: pd.DataFrame) -> None:
        self.frame = incidents.reset_index(drop=True)
        self.names = {str(name).strip().lower(): name for name in reversed(list(incidents.columns))}

    def get(self, *names: str) -> pd.Series[Any] | None:
        """Return the first of these columns that is there."""
        for name in names:
            if name in self.names:
                found = self.frame[self.names[name]]
                return found.iloc[:, 0] if isinstance(found, pd.DataFrame) else found
        return None

    def whole(self, name: str) -> NDArray[np.float64] | None:
        """Return a column of codes as floats, NaN where there is none."""
        found = self.get(name)
        return None if found is None else _numbers(found)

    def position(self) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
        """Return longitudes and latitudes; NaN where either is missing, impossible, or both are 0."""
        lon, lat = self.get(*_LON), self.get(*_LAT)
        if lon is None or lat is None:
            return self._geometry()
        return _possible(_numbers(lon), _numbers(lat))

    def _geometry(self) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
        if getattr(self.frame, "_geometry_column_name", None) not in self.frame.columns:
            return None, None
        points: Any = self.frame.geometry
        if points.crs is not None and points.crs.to_epsg() != 4326:
            points = points.to_crs(4326)
        middles = shapely.centroid(np.asarray(points, dtype=object))
        return _possible(shapely.get_x(middles), shapely.get_y(middles))

    def period(self) -> tuple[NDArray[np.datetime64] | None, NDArray[np.datetime64] | None]:
        """Return first and last days, in order."""
        start = self.get(*_FIRST)
        if start is None:
            return None, None
        first = _days(start)
        end = self.get(*_LAST)
        last = first if end is None else _days(end)
        last = np.where(np.isnat(last), first, last)
        spread = self.whole("time_precision")
        if spread is not None and end is None:
            first, last = _spread(first, spread)
        return np.fmin(first, last), np.fmax(first, last)

    def kinds(self) -> list[str]:
        """Return the kind of each incident."""
        types, subs, violence = self.get("event_type"), self.get("sub_event_type"), self.whole("type_of_violence")
        if types is None and violence is not None:
            return [kind_of(*UCDP_TYPES.get(int(code) if code == code else 0, (None, None))) for code in violence]
        if types is None:
            return ["other"] * len(self.frame)
        pairs = zip(_texts(types), _texts(subs) if subs is not None else [""] * len(types), strict=True)
        known: dict[tuple[str, str], str] = {}
        return [known.setdefault(pair, kind_of(*pair)) for pair in pairs]

    def precision(self) -> NDArray[np.int64]:
        """Return ACLED's precision; 1 where nothing is said, as for any point on a map."""
        own = self.whole("geo_precision")
        codes = self.whole("where_prec") if own is None else own
        if codes is None:
            return np.ones(len(self.frame), dtype=np.int64)
        table = {1: 1, 2: 2, 3: 3} if own is not None else _UCDP_PRECISION
        return np.array([table.get(int(code), 3) if code == code else 1 for code in codes], dtype=np.int64)

    def footprints(self) -> pd.Series[Any]:
        """Return footprints as geometry, from geometry or WKT; what is neither is none."""
        found = self.get("footprint")
        values = [None] * len(self.frame) if found is None else [_shape(value) for value in found]
        return pd.Series(values, dtype=object)


def _areas(
    marks: pd.DataFrame, columns: _Columns, gazetteer: Gazetteer
) -> tuple[Sequence[str | None], Sequence[shapely.Geometry | None]]:
    """Return the unit and its polygon of incidents of which only the unit is known."""
    units: list[str | None] = [None] * len(marks)
    regions: list[shapely.Geometry | None] = [None] * len(marks)
    method, place = columns.get("location_method"), columns.get("place_id")
    if method is not None:
        ids = [""] * len(marks) if place is None else _texts(place)
        for row, (how, id_) in enumerate(zip(_texts(method), ids, strict=True)):
            known = gazetteer.places.get(id_)
            if how == "area" and (known is None or known.kind in _UNITS):
                shape: Any = marks["footprint"].iat[row]
                if shape is None and known is not None:
                    shape = gazetteer.areas.of(id_)
                if shape is not None:
                    units[row], regions[row] = id_ or shapely.to_wkt(shape.envelope), shape
        return units, regions
    codes = columns.whole("where_prec")
    if codes is not None:
        for level in _UCDP_UNITS.values():
            _found_units(marks, codes, level, gazetteer, units, regions)
    return units, regions


def _found_units(
    marks: pd.DataFrame,
    codes: NDArray[np.float64],
    level: str,
    gazetteer: Gazetteer,
    units: list[str | None],
    regions: list[shapely.Geometry | None],
) -> None:
    """Fill in the unit of `level` in which each event lies of which no more than that is coded."""
    areas = gazetteer.areas.features(level)
    wanted = [code for code, name in _UCDP_UNITS.items() if name == level]
    rows = np.flatnonzero(np.isin(codes, wanted) & marks["lon"].notna().to_numpy())
    points = shapely.points(marks["lon"].to_numpy()[rows], marks["lat"].to_numpy()[rows])
    tree = shapely.STRtree([area.geometry for area in areas])
    for at, number in tree.query(points, predicate="within").T:
        row = int(rows[at])
        units[row], regions[row] = f"{level}:{areas[number].name_en}", areas[number].geometry


def _unplace(marks: pd.DataFrame, columns: _Columns) -> None:
    """Take the point from what is not placed though the table has a point: a country's middle, a coder's stand-in."""
    method, codes = columns.get("location_method"), columns.whole("where_prec")
    nowhere = np.zeros(len(marks), dtype=bool)
    if method is not None:
        nowhere |= np.array([how == "unplaced" for how in _texts(method)], dtype=bool)
    if codes is not None and columns.get("geo_precision") is None:
        nowhere |= codes >= 6
    marks.loc[nowhere, ["lon", "lat"]] = np.nan


def _possible(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return positions, NaN for those that are none: off the Earth, or (0, 0), which faulty software writes."""
    with np.errstate(invalid="ignore"):
        fine = (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & ~((lon == 0) & (lat == 0))
    return np.where(fine, lon, np.nan), np.where(fine, lat, np.nan)


def _numbers(column: pd.Series[Any]) -> NDArray[np.float64]:
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)


def _texts(column: pd.Series[Any]) -> list[str]:
    return [value if isinstance(value, str) else "" for value in column]


def _no_days(size: int) -> NDArray[np.datetime64]:
    return np.full(size, "NaT", dtype="datetime64[s]")


def _days(column: pd.Series[Any]) -> NDArray[np.datetime64]:
    """Return days at midnight; NaT for what is no day, or could be two."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column.to_numpy().astype("datetime64[D]").astype("datetime64[s]")
    texts = column.map(_day_text)
    found = _no_days(len(column))
    for pattern in _FORMATS:
        open_ = np.isnat(found) & texts.notna().to_numpy()
        if not open_.any():
            break
        read = pd.to_datetime(texts[open_], format=pattern, errors="coerce")
        found[open_] = read.to_numpy().astype("datetime64[s]")
    return found


def _day_text(value: Any) -> str | None:
    """Return what may be a day as text: without a time of day."""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10] if value is not pd.NaT else None
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:40]
    return text[:10] if text[4:5] == "-" and text[10:11] in ("T", " ") else text


def _spread(
    days: NDArray[np.datetime64], precision: NDArray[np.float64]
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return the days between which an event lies whose ``time_precision`` is a week (±3 days) or a month."""
    first, last = days.astype("datetime64[D]"), days.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    week = np.isin(precision, [code for code, name in ACLED_DAYS.items() if name == "week"])
    month = np.isin(precision, [code for code, name in ACLED_DAYS.items() if name == "month"])
    first = np.where(week, first - ACLED_WEEK, np.where(month, months.astype("datetime64[D]"), first))
    last = np.where(week, last + ACLED_WEEK, np.where(month, (months + 1).astype("datetime64[D]") - 1, last))
    return first.astype("datetime64[s]"), last.astype("datetime64[s]")


def _objects(values: Sequence[Any]) -> pd.Series[Any]:
    """Return a column of objects as they are; NumPy takes some geometries for sequences, pandas texts for its own."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return pd.Series(found, dtype=object)


def _shape(value: Any) -> shapely.Geometry | None:
    if isinstance(value, str):
        value = shapely.from_wkt(value, on_invalid="ignore") if value else None
    return value if isinstance(value, shapely.Geometry) and not value.is_empty else None
