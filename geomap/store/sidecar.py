"""The file beside a table that cannot hold its attribution: ``incidents.csv-metadata.json`` beside ``incidents.csv``.

Named and written as the W3C's "Metadata Vocabulary for Tabular Data" (2015, sections 5.3 and 5.8) has it, so that
programs which read CSV on the Web find it by themselves; the lines stand in schema.org's ``creditText``. JSON lines get
one of the same form.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geomap.errors import ExportError
from geomap.records import attribution_of
from geomap.store.draft import draft

__all__ = ["check_sidecar", "drop_sidecar", "read_sidecar", "sidecar_of", "write_sidecar"]

_ENDING = "-metadata.json"
_CONTEXT = "http://www.w3.org/ns/csvw"
_LINES = "schema:creditText"
_OURS = {"@context", "url", _LINES}
"""What a sidecar of ours holds, and no more: one with other keys is somebody's own description of the table."""


def sidecar_of(path: Path) -> Path:
    """Return the name of the file beside `path`; where that is a link, beside the file that it leads to."""
    table = Path(os.path.realpath(path)) if path.is_symlink() else path
    return table.with_name(table.name + _ENDING)


def check_sidecar(path: Path) -> None:
    """Refuse to write a sidecar of `path` over a file that geomap did not write.

    Raises
    ------
    ExportError
        If such a file is there.
    """
    beside = sidecar_of(path)
    if beside.exists() and not _is_ours(beside):
        what = f"{beside} is there and says more than the attribution that geomap would write into it."
        raise ExportError(what, "Move it, or name another file for the incidents.")


def write_sidecar(path: Path, lines: Sequence[str]) -> None:
    """Write the sidecar of `path`.

    Raises
    ------
    ExportError
        As `check_sidecar`, and where it cannot be written.
    """
    check_sidecar(path)
    beside = sidecar_of(path)
    name = quote(os.fsencode(beside.name.removesuffix(_ENDING)))
    text = json.dumps({"@context": _CONTEXT, "url": name, _LINES: list(lines)}, ensure_ascii=False, indent=2)
    with draft(beside) as new:
        new.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def drop_sidecar(path: Path) -> None:
    """Take away the sidecar that geomap left beside an earlier `path`: it does not speak of this one.

    Raises
    ------
    ExportError
        Where that cannot be done.
    """
    beside = sidecar_of(path)
    try:
        if beside.is_file() and _is_ours(beside):
            beside.unlink()
    except OSError as error:
        what = f"{beside} speaks of an earlier {path.name} and cannot be removed: {error.strerror or error}."
        raise ExportError(what, "Remove it.") from error


def read_sidecar(path: Path) -> tuple[str, ...]:
    """Return the lines in the sidecar of `path`, none where there is no such file.

    Raises
    ------
    ExportError
        If it is there and cannot be read.
    """
    beside = sidecar_of(path)
    if not beside.exists():
        return ()
    try:
        return attribution_of(_document(beside).get(_LINES))
    except (ValueError, OSError, RecursionError) as error:
        raise ExportError(
            f"{beside} cannot be read: {error}.", f"Mend it, or move it away from {path.name}."
        ) from error


def _is_ours(beside: Path) -> bool:
    try:
        return set(_document(beside)) == _OURS
    except (ValueError, OSError, RecursionError):
        return False


def _document(beside: Path) -> dict[str, Any]:
    found = json.loads(beside.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    return found
