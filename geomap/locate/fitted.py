"""The constants of the regions, read from `geomap/locate/data/fitted.toml`; ``benchmarks/calibration.py`` fits them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["PATH", "Table", "fitted"]

PATH = Path(__file__).parent / "data" / "fitted.toml"

Table = Mapping[str, Mapping[str, float]]
"""Kind of expression → constant → value."""


@cache
def fitted() -> Table:
    """Return the constants, read once."""
    table: dict[str, dict[str, float]] = tomllib.loads(PATH.read_text("utf-8"))
    return table
