"""The language data: TOML files under `geomap/language/data/<language>/`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from geomap.errors import LanguageError

__all__ = ["LANGUAGES", "load"]

LANGUAGES = ("ar", "ckb", "en")
"""The languages that have a folder of data."""

_DATA = Path(__file__).parent / "data"


@cache
def load(language: str, topic: str) -> dict[str, Any]:
    """Return the tables of ``data/<language>/<topic>.toml``.

    Raises
    ------
    LanguageError
        If geomap has no data for the language.
    """
    if language not in LANGUAGES:
        raise LanguageError(f"geomap does not read the language {language!r}.", f"Give one of {', '.join(LANGUAGES)}.")
    return tomllib.loads((_DATA / language / f"{topic}.toml").read_text(encoding="utf-8"))
