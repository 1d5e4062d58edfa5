"""What the codebooks of ACLED and UCDP mean by their numbers, in geomap's words."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ACLED_DAYS", "ACLED_WEEK", "UCDP_DAYS", "UCDP_TYPES"]

ACLED_DAYS: Mapping[int, str] = {1: "day", 2: "week", 3: "month"}
"""ACLED's ``time_precision`` → `When.precision`."""

ACLED_WEEK = 3
"""Days on either side of the day that ACLED gives for an event of which only the week is known: it is one of that week,
or its middle."""

UCDP_DAYS: Mapping[int, str] = {1: "day", 2: "week", 3: "week", 4: "month", 5: "year"}
"""UCDP's ``date_prec`` → `When.precision`: 2 is some days, 3 a week, 4 up to a month, 5 longer."""

UCDP_TYPES: Mapping[int, tuple[str, str]] = {
    1: ("Battles", "Armed clash"),
    2: ("Battles", "Armed clash"),
    3: ("Violence against civilians", "Attack"),
}
"""UCDP's ``type_of_violence`` (GED codebook 24.1: state-based, non-state, one-sided) → ACLED's event and sub-event
type; the means are not coded."""
