"""Cells as text, for formats in which everything is text (CSV, KML)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from geomap.records import COLUMNS

__all__ = ["from_text", "to_text"]


def to_text(value: Any, kind: str) -> str:
    """Return the cell as text: numbers with the digits they need, JSON for lists, empty for what is not known."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) if kind == "json" else str(value)


def from_text(cells: dict[str, str]) -> dict[str, Any]:
    """Return the row whose cells `to_text` turned into text.

    Raises
    ------
    KeyError, ValueError
        Where a column is missing, or a cell is not of its kind.
    """
    return {name: _VALUE[kind](cells[name]) if cells[name] else None for name, kind in COLUMNS.items()}


_VALUE: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "date": str,
    "integer": int,
    "real": float,
    "json": json.loads,
    "polygon": str,
}
