"""Where reports come from: files, folders, standard input, addresses; each a stream of reports, or of what is wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.documents.addresses import addressed_reports, is_address, shown
from geomap.documents.formats import KNOWN, named_reports, unnamed_reports
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw
from geomap.records import Problem

__all__ = ["raw_reports"]

_DESCRIBES = re.compile(r"\.(?:csv|tsv|jsonl|ndjson)-metadata\.json\Z", re.IGNORECASE)
"""A name that the W3C's "Metadata Vocabulary for Tabular Data" (section 5.3) gives to what describes a table beside it;
`geomap.store` writes its attribution so."""
_AS_TEXT = "Save the report's text as .txt or JSON lines (.jsonl)."


def raw_reports(paths: Sequence[str | Path], intake: Intake) -> Iterator[Raw | Problem]:
    """Yield every report of files, folders (in the order of their names), addresses and ``"-"`` (standard input).

    Parameters
    ----------
    paths : sequence of str or Path
        What to read.
    intake : Intake
        What the user allows.
    """
    seen: set[Path] = set()
    asked: set[str] = set()
    for path in paths:
        if not str(path):
            yield Problem('""', "An empty name is no file.", "Name a file or a folder; is a variable unset?")
        elif str(path) == "-":
            yield from _standard_input(intake)
        elif isinstance(path, str) and is_address(path):
            yield from _address(path, intake, asked)
        else:
            yield from _path(Path(path), intake, seen)


def _path(path: Path, intake: Intake, seen: set[Path]) -> Iterator[Raw | Problem]:
    """Read what lies at `path`, unless it is among those `seen`."""
    try:
        if path.is_dir():
            yield from _folder(path, intake, seen)
        elif not path.exists():
            yield _missing(path)
        elif not path.is_file():
            yield Problem(str(path), "This is no regular file.", "Give a file, a folder, or - for standard input.")
        elif (real := path.resolve()) in seen:
            yield Problem(str(path), "The file was named before; it was read once.", "Name it once.", False)
        else:
            seen.add(real)
            with path.open("rb") as stream:
                yield from named_reports(stream, path.name, str(path), intake)
    except (OSError, ValueError) as error:
        what = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Problem(str(path), f"It cannot be read: {what}.", "Check the name and the permissions.")


def _address(address: str, intake: Intake, asked: set[str]) -> Iterator[Raw | Problem]:
    """Read what lies at an address, unless it is among those that were `asked`."""
    where = shown(address)
    if where in asked:
        yield Problem(where, "The address was named before; it was fetched once.", "Name it once.", False)
        return
    asked.add(where)
    yield from addressed_reports(address, intake)


def _missing(path: Path) -> Problem:
    if path.is_symlink():
        return Problem(str(path), "This link leads to no file.", "Mend the link, or name the file itself.")
    return Problem(str(path), "There is no such file.", "Check the name.")


def _folder(folder: Path, intake: Intake, seen: set[Path]) -> Iterator[Raw | Problem]:
    """Read a folder and those in it; hidden files and notes (.md) are no reports, and links to folders may be loops."""
    found = False
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() == ".md":
            continue
        found = True
        if path.is_dir() and path.is_symlink():
            yield Problem(str(path), "The link to a folder was passed over.", "Name the folder itself.", False)
        elif _DESCRIBES.search(path.name):
            yield Problem(str(path), "The file was passed over: by its name it describes a table.", _AS_TEXT, False)
        elif path.is_dir() or path.suffix.lower() in KNOWN:
            yield from _path(path, intake, seen)
        else:
            yield Problem(str(path), "The file was passed over: it holds no report by its ending.", _AS_TEXT, False)
    if not found:
        yield Problem(str(folder), "The folder is empty.", "Put reports into it (.txt, .jsonl).")


def _standard_input(intake: Intake) -> Iterator[Raw | Problem]:
    """Read standard input, which may be closed or broken."""
    if sys.stdin is None:
        yield Problem("-", "Standard input is closed.", "Pipe a report into it, or name a file.")
        return
    try:
        yield from unnamed_reports(sys.stdin.buffer, "-", intake)
    except OSError as error:
        yield Problem("-", f"Standard input cannot be read: {error.strerror or error}.", "Pipe a report into it.")
