"""A table of people by unit, which the user gives: the only ground on which rates are told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from geomap.errors import InputError

__all__ = ["PER", "read_population"]

PER = 100_000
"""Inhabitants to which rates refer, as in public health and in UNODC's statistics of homicide."""

_UNIT = ("unit", "name", "district", "governorate", "name_en", "q,r", "key")
_PEOPLE = ("population", "people", "inhabitants", "pop")


def read_population(path: str | Path, known: Mapping[str, str]) -> dict[str, float]:
    """Return the people of units from a table with a column of names and one of numbers.

    Parameters
    ----------
    path : str or pathlib.Path
        ``.csv`` (UTF-8, comma, semicolon or tab) or ``.xlsx`` (its first sheet). The columns are called ``unit`` (or
        ``name``, ``district``, ``governorate``) and ``population`` (or ``people``, ``inhabitants``).
    known : mapping of str to str
        What a unit may be called, in any language → its key.

    Raises
    ------
    InputError
        With every fault at once: no such columns, names that are no unit, numbers that are none, a unit twice.
    """
    path = Path(path)
    table = _table(path)
    lower = {str(name).strip().casefold(): name for name in table.columns}
    unit, people = (next((lower[n] for n in names if n in lower), None) for names in (_UNIT, _PEOPLE))
    if unit is None or people is None:
        raise InputError(
            f"{path.name} has the columns {', '.join(map(str, table.columns))}: no units, or no people.",
            "Call them unit and population.",
        )
    found: dict[str, float] = {}
    faults = []
    for row, (name, number) in enumerate(zip(table[unit], table[people], strict=True), 2):
        key, count = known.get(str(name).strip()), _number(number)
        if key is None:
            faults.append(f"{path.name}:{row}: {str(name)!r} is no unit of this level")
        elif key in found:
            faults.append(f"{path.name}:{row}: {str(name)!r} is there twice")
        elif not count > 0:
            faults.append(f"{path.name}:{row}: {str(number)!r} is no number of people")
        else:
            found[key] = count
    if faults:
        raise InputError("\n".join(_few(faults)), "Mend the table; names are those of the gazetteer, in any language.")
    return found


def _table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix.lower() == ".xlsx":
            return pd.read_excel(path, dtype=str, keep_default_na=False)
        return pd.read_csv(path, dtype=str, keep_default_na=False, sep=None, engine="python", encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", "Check the name.") from None
    except Exception as error:  # pandas and openpyxl raise many kinds for one thing
        raise InputError(f"{path} cannot be read as a table: {error}.", "Give a .csv in UTF-8 or an .xlsx.") from error


def _number(text: object) -> float:
    try:
        count = float(str(text).replace(",", "").replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        return math.nan
    return count if math.isfinite(count) else math.nan


def _few(faults: Iterable[str], most: int = 20) -> list[str]:
    faults = list(faults)
    return faults[:most] + ([f"… and {len(faults) - most} more"] if len(faults) > most else [])
