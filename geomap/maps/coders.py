"""Columns of other people's tables: which of ACLED's, UCDP's and plain tables' columns tell what ours tell.

As `geomap.documents.coded` reads them one by one when they come as documents, here whole columns at once: the two sides
are perpetrator and target in the coder's order; of UCDP's estimates the lowest and the highest are the range, and the
best stands for one that is missing; of UCDP's types of violence 1 and 2 are battles, 3 is violence against civilians.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geomap.records import ACLED_DAYS, ACLED_WEEK, UCDP_DAYS, UCDP_TYPES

__all__ = ["known_columns", "numbers_of"]

_OURS: Mapping[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "event_id_no_cnty", "data_id"),
    "event_type": ("type",),
    "date_start": ("event_date", "date"),
    "killed_min": ("low", "low_est", "best", "best_est", "fatalities", "deaths", "killed"),
    "killed_max": ("high", "high_est", "best", "best_est", "fatalities", "deaths", "killed"),
    "injured_min": ("injured",),
    "injured_max": ("injured",),
    "perpetrator": ("actor1", "side_a", "actor"),
    "target": ("actor2", "side_b"),
    "place_name_en": ("location", "where_coordinates", "where_description", "place"),
    "governorate": ("admin1", "adm_1"),
    "district": ("admin2", "adm_2"),
    "subdistrict": ("admin3",),
    "note": ("notes", "source_headline", "source_article", "description", "text", "title"),
    "source": ("source_office",),
    "lon": ("longitude", "lng", "long", "x"),
    "lat": ("latitude", "y"),
}
"""Ours → theirs, in lower case, the first that is there."""

_ITS_OWN = ("note", "source", "change", "change_detail")
"""Columns that the page knows and an incident's record does not have; what changed is told by a comparison of two
editions (`geomap.store.Comparison.frame`)."""

_TYPES = {code: kind for code, (kind, _) in UCDP_TYPES.items()}
_WEEK = pd.Timedelta(days=ACLED_WEEK)


def known_columns(frame: pd.DataFrame, ours: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns of a table that the page knows, by our names.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table; names are compared in lower case.
    ours : mapping
        Our own columns, which go before all others.

    Returns
    -------
    pandas.DataFrame
        The columns as they are, not copied.
    """
    there = {str(name).lower(): name for name in reversed(list(frame.columns))}
    found = {name: frame[there[name]] for name in (*ours, *_ITS_OWN) if name in there}
    for name, theirs in _OURS.items():
        given = next((there[other] for other in theirs if other in there), None)
        if given is not None and name not in found:
            found[name] = frame[given]
    _killed(found, frame, there)
    _spans(found, frame, there)
    if "event_type" not in found and "type_of_violence" in there:
        found["event_type"] = numbers_of(frame[there["type_of_violence"]]).map(_TYPES)
    return pd.DataFrame(found, index=frame.index)


def numbers_of(column: pd.Series) -> pd.Series:
    """Return a column as numbers: what is none, or without end, is not known (NaN)."""
    found = pd.to_numeric(column, errors="coerce").astype(float)
    return found.where(np.isfinite(found))


def _killed(found: dict[str, pd.Series], frame: pd.DataFrame, there: Mapping[str, str]) -> None:
    best = next((numbers_of(frame[there[name]]) for name in ("best", "best_est") if name in there), None)
    for name in ("killed_min", "killed_max"):
        if best is not None and name in found and name not in there:
            found[name] = numbers_of(found[name]).fillna(best)


def _spans(found: dict[str, pd.Series], frame: pd.DataFrame, there: Mapping[str, str]) -> None:
    """Say how exactly the day is known, where the coder does; of a week or a month, its first and last day."""
    if "date_precision" in found:
        return
    for name, days in (("time_precision", ACLED_DAYS), ("date_prec", UCDP_DAYS)):
        if name in there:
            found["date_precision"] = numbers_of(frame[there[name]]).map(days)
    if "time_precision" not in there or "date_start" not in found or "date_end" in found:
        return
    day, precision = days_of(found["date_start"]), found["date_precision"]
    first = day.where(precision != "week", day - _WEEK).where(precision != "month", day - pd.offsets.MonthBegin(1))
    at_first = (precision == "month") & (day.dt.day == 1)
    found["date_start"] = first.where(~at_first, day)
    last = day.where(precision != "week", day + _WEEK)
    found["date_end"] = last.where(precision != "month", day + pd.offsets.MonthEnd(0))


def days_of(column: pd.Series) -> pd.Series:
    """Return a column of days or of their names as ``datetime64``: NaT where there is none.

    Each name is read once: a hundred thousand incidents have a few thousand days.
    """
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.astype("datetime64[s]")
    codes, values = pd.factorize(column, use_na_sentinel=True)
    days = np.array([_day(value) for value in values] + [np.datetime64("NaT", "s")], dtype="datetime64[s]")
    return pd.Series(days[codes], index=column.index)


def _day(value: object) -> np.datetime64:
    text = str(value.isoformat() if hasattr(value, "isoformat") else value).strip()
    try:
        return np.datetime64(text[:10], "s")
    except ValueError:
        read = pd.to_datetime(text, errors="coerce")
        return (
            np.datetime64(read.isoformat()[:10], "s") if isinstance(read, pd.Timestamp) else np.datetime64("NaT", "s")
        )
