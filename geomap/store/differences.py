"""What differs between two rows of the record, field by field, in words that a table can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from geomap.geodesy import distance_km
from geomap.records import COLUMNS

__all__ = ["MINOR", "MOVED_KM", "Difference", "differences", "moved_km"]

MOVED_KM = 0.01
"""A point farther than this from where it was has moved: 10 m, below which lies the rounding of other programs."""

MINOR = frozenset(
    """
    summary type_rule confidence casualties attributions evidence reports radius_km footprint disputed
    governorate_shares district_shares subdistrict_shares location_reasons location_reason_codes location_candidates
    merge_reasons
    """.split()  # noqa: SIM905  (read more easily so)
)
"""Columns that follow from others, or are long: a change of theirs is named, and told in the table alone."""

LONGEST = 300
"""Characters of a value in the table; the rest of a longer one is cut off, with a sign that it was."""

_SAME_DEG = 1e-6
"""Degrees within which two regions are one: 0.1 m."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: its name, what it was and what it is, as text; empty for what is not known."""

    field: str
    before: str
    after: str

    @property
    def is_minor(self) -> bool:
        """Whether it follows from others, or is too long to be told in a line."""
        return self.field in MINOR


def differences(old: Row, new: Row) -> tuple[Difference, ...]:
    """Return every field that differs, those that matter most first, in the order of the record.

    ``lon`` and ``lat`` are one field, ``place``, which differs only where one of the two has no point: how far a point
    moved is `moved_km`. What is empty in any way is the same as what is not known.
    """
    names = [name for name in COLUMNS if name not in ("lon", "lat") and not _same(old[name], new[name], COLUMNS[name])]
    found = [Difference(name, told(old[name], name), told(new[name], name)) for name in names]
    if (old["lon"] is None) != (new["lon"] is None):
        found.append(Difference("place", _place(old), _place(new)))
    return tuple(sorted(found, key=lambda difference: difference.is_minor))


def moved_km(old: Row, new: Row) -> float | None:
    """Return how far the point moved in km, None where it stayed (within `MOVED_KM`), or one of the two has none."""
    if old["lon"] is None or new["lon"] is None:
        return None
    first, second = sorted([(old["lon"], old["lat"]), (new["lon"], new["lat"])])
    km = distance_km(*first, *second)
    return round(km, 3) if km > MOVED_KM else None


def told(value: Any, name: str) -> str:
    """Return a value as one line of text."""
    if value is None:
        return ""
    if name == "footprint":
        return f"about {_square_km(_shape(value)):,.0f} km²"
    if name == "reports":
        return _cut(", ".join(str(report.get("id") if isinstance(report, Mapping) else report) for report in value))
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return f"{len(value)} entries"
    if isinstance(value, list):
        return _cut(", ".join(value))
    if isinstance(value, Mapping):
        return _cut(
            ", ".join(f"{key} {part:g}" if isinstance(part, float) else f"{key} {part}" for key, part in value.items())
        )
    return _cut(str(value))


def _same(one: Any, other: Any, kind: str) -> bool:
    one, other = one or None if kind in ("json", "text") else one, other or None if kind in ("json", "text") else other
    if one is None or other is None:
        return one is other
    if kind == "real":
        return math.isclose(one, other, rel_tol=0, abs_tol=1e-6)
    if kind == "polygon":
        return one == other or bool(_shape(one).normalize().equals_exact(_shape(other).normalize(), _SAME_DEG))
    if kind == "json":
        return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    return bool(one == other)


def _shape(value: Any) -> shapely.Geometry:
    return shapely.from_wkt(value) if isinstance(value, str) else value


def _square_km(shape: shapely.Geometry) -> float:
    """Return the area of a region within some percent, for telling regions apart."""
    return float(shape.area * 111.2**2 * math.cos(math.radians(shape.centroid.y))) if not shape.is_empty else 0.0


def _place(row: Row) -> str:
    return "not placed" if row["lon"] is None else f"{row['lon']:.4f}, {row['lat']:.4f}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
