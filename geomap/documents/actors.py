"""The names that coders give to actors, and our classes."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = ["actor_class"]

_DATA = Path(__file__).parent / "data" / "actors_coded.toml"
_BREAK = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def actor_class(name: str | None, kind: str | None = None) -> str:
    """Return the class of an actor, as in `geomap.records.Event`.

    Parameters
    ----------
    name : str or None
        As the coder calls it.
    kind : str or None
        ACLED's type of actor, for names that are not in the table.

    Returns
    -------
    str
        ``unknown`` without a name, ``other`` for one that neither the table nor its type knows.
    """
    if not name:
        return "unknown"
    words = f" {_plain(name)} "
    table = _table()
    for entry in table["actor"]:
        if words.strip() in entry.get("names", ()) or any(f" {part} " in words for part in entry.get("words", ())):
            return str(entry["class"])
    return str(table["inter"].get(_plain(kind or ""), "other"))


def _plain(name: str) -> str:
    return " ".join(_BREAK.sub(" ", name.casefold()).split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
