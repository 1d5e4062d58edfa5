"""Gold: what a careful reader finds in reports, read from JSON lines and checked field by field."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomap.errors import InputError

__all__ = ["TYPES", "GoldIncident", "GoldReport", "read_clusters", "read_gold"]

TYPES = (
    "armed_clash",
    "attack",
    "bombing",
    "suicide_bombing",
    "shelling",
    "air_strike",
    "assassination",
    "abduction",
    "arrest",
    "execution",
    "bodies_found",
    "territory_change",
    "other",
)
"""Kinds of incidents that a gold file may name; ``other`` may be any."""

SHOWN = 20
"""Faults of a file that are listed; the rest is counted."""

_HINT = "The format is described in tests/gold/README.md and docs/evaluating.md."


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """One incident that a careful reader found.

    Parameters
    ----------
    n : int
        Its number in the report.
    type : str
        One of `TYPES`.
    start, end : datetime.date
        First and last day on which it can have happened.
    lon, lat : float
        Degrees, WGS 84.
    tolerance_km : float
        An answer within it is right.
    killed, injured : (low, high) or None
        None where the report gives no figure; an open end is None.
    perpetrator : str
        Actor class; ``unknown`` where the report does not say.
    certain : bool
        False for what two careful readers could see differently: counts neither as missed nor as a false alarm.
    summary, place_ar, place_en, evidence : str
        One line; the names of the place; the first words of the sentence that tells it. Empty where not given.
    """

    n: int
    type: str
    start: date
    end: date
    lon: float
    lat: float
    tolerance_km: float
    killed: tuple[int | None, int | None] | None = None
    injured: tuple[int | None, int | None] | None = None
    perpetrator: str = "unknown"
    certain: bool = True
    summary: str = ""
    place_ar: str = ""
    place_en: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with the incidents that it tells, none for one that tells of nothing; `language` empty if not given."""

    id: str
    incidents: tuple[GoldIncident, ...]
    language: str = ""


def read_gold(path: Path) -> tuple[GoldReport, ...]:
    """Return the reports of a gold file, one JSON object a line.

    Raises
    ------
    InputError
        Naming every fault with its line and field, if the file cannot be read or breaks the format.
    """
    faults: list[str] = []
    reports = [report for line, value in _lines(path, faults) if (report := _report(value, line, faults))]
    faults += [f"id: {id!r} is there {n} times" for id, n in Counter(r.id for r in reports).items() if n > 1]
    if not faults and not reports:
        faults.append("the file holds no report")
    _raise(path, faults)
    return tuple(reports)


def read_clusters(path: Path) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """Return groups of incidents (``report#n``) that are the same event, and those that nobody could be sure of.

    Raises
    ------
    InputError
        If the file is no JSON object with ``clusters``, a list of lists of texts, and perhaps ``unsure``.
    """
    try:
        data = json.loads(_text(path))
        clusters, unsure = data["clusters"], data.get("unsure", [])
        for name in (name for group in (*clusters, unsure) for name in group):
            if not isinstance(name, str) or "#" not in name:
                raise ValueError(f"{name!r} is no incident: report#n is expected")
        return tuple(tuple(group) for group in clusters), frozenset(unsure)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        what = f"{path}: no clusters ({type(error).__name__}: {error})."
        raise InputError(what, 'Give {"clusters": [["a#1", "b#2"], …], "unsure": ["c#1", …]}.') from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is no text in UTF-8.", _HINT) from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.", "Name a file with one JSON object a line.") from None


def _lines(path: Path, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, text in enumerate(_text(path).split("\n"), 1):
        if not text.strip():
            continue
        where = f"line {number}"
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            faults.append(f"{where}: no JSON ({str(error)[:80]})")
            continue
        if isinstance(value, dict):
            yield where, value
        else:
            faults.append(f"{where}: {type(value).__name__}, an object is expected")


def _report(value: Mapping[str, Any], where: str, faults: list[str]) -> GoldReport | None:
    before = len(faults)
    id = _field(value, "id", where, faults, _name)
    language = _field(value, "language", where, faults, _words, "")
    rows = value.get("incidents")
    if not isinstance(rows, list):
        faults.append(f'{where}: "incidents": a list is expected, empty where the report tells none')
        return None
    found = [_incident(row, f"{where}: incidents[{n}]", n + 1, faults) for n, row in enumerate(rows)]
    if len(faults) > before:
        return None
    numbers = Counter(incident.n for incident in found if incident)
    faults += [f"{where}: n: {n} is there {times} times" for n, times in numbers.items() if times > 1]
    return GoldReport(id, tuple(incident for incident in found if incident), language)


def _incident(row: Any, where: str, n: int, faults: list[str]) -> GoldIncident | None:
    if not isinstance(row, dict):
        faults.append(f"{where}: {type(row).__name__}, an object is expected")
        return None

    def take(name: str, read: Callable[[Any], Any], *default: Any) -> Any:
        return _field(row, name, where, faults, read, *default)

    before = len(faults)
    start = take("date", _day)
    values = {
        "n": take("n", _count, n),
        "type": take("type", _type),
        "start": start,
        "end": take("date_end", _day, start),
        "lon": take("lon", _number(-180, 180)),
        "lat": take("lat", _number(-90, 90)),
        "tolerance_km": take("tolerance_km", _number(0, 1000)),
        **{what: _range(take(f"{what}_min", _count, None), take(f"{what}_max", _count, None)) for what in _FIGURES},
        "perpetrator": take("perpetrator", _words, "unknown"),
        "certain": take("certain", _truth, True),
        "summary": take("summary_en", _words, ""),
        "place_ar": take("place_ar", _words, ""),
        "place_en": take("place_en", _words, ""),
        "evidence": take("evidence_ar", _words, "") or take("evidence", _words, ""),
    }
    if len(faults) > before:
        return None
    if values["end"] < values["start"]:
        faults.append(f"{where}.date_end: {values['end']} lies before date {values['start']}")
        return None
    return GoldIncident(**values)


_FIGURES = ("killed", "injured")


def _field(
    row: Mapping[str, Any], name: str, where: str, faults: list[str], read: Callable[[Any], Any], *default: Any
) -> Any:
    """Return a field's value; a missing or empty one's is `default`, and a fault where there is none."""
    value = row.get(name)
    if value is None:
        if not default:
            faults.append(f"{where}.{name}: it is missing")
        return default[0] if default else None
    try:
        return read(value)
    except ValueError as error:
        faults.append(f"{where}.{name}: {str(value)[:40]!r}, {error}")
        return None


def _range(low: int | None, high: int | None) -> tuple[int | None, int | None] | None:
    return None if low is None and high is None else (low, high)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _name(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ValueError("a text is expected")
    return " ".join(str(value).split())


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("a day is expected, YYYY-MM-DD") from None


def _type(value: Any) -> str:
    if value not in TYPES:
        raise ValueError(f"one of {', '.join(TYPES)} is expected")
    return str(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number from 0 is expected, or null")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is expected")
    return value


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not math.isfinite(value) or not low <= value <= high:
            raise ValueError(f"a number from {low:g} to {high:g} is expected")
        return float(value)

    return read


def _raise(path: Path, faults: list[str]) -> None:
    if faults:
        more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise InputError("\n".join([f"{path}: this gold cannot be used.", *faults[:SHOWN], *more]), _HINT)
