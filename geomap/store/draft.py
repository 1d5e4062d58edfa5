"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import ExportError

__all__ = ["draft"]


@contextmanager
def draft(path: str | Path) -> Iterator[Path]:
    """Give the path of a draft beside `path`, and move it there once it is written.

    What was there before stays until then, and for good where writing fails. A missing folder is made. Through a link
    the file that it leads to is replaced, not the link.

    Parameters
    ----------
    path : str or pathlib.Path
        The file to be; the draft has its ending.

    Raises
    ------
    ExportError
        Where nothing can be written there: a folder or a device of that name, no right, no space.
    """
    path = Path(path)
    try:
        target = Path(os.path.realpath(path))  # Path.resolve breaks on a link that leads to itself
        if target.is_dir():
            raise ExportError(f"{path} is a folder.", "Name a file in it.")
        if target.exists() and not target.is_file():
            raise ExportError(f"{path} is no regular file, so it cannot be replaced.", "Name a file.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".geomap-", dir=target.parent) as folder:
            beside = Path(folder, f"draft{path.suffix.lower()}")
            yield beside
            beside.replace(target)
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror or error}."
        raise ExportError(what, "Check the path, the rights and the space; is it open elsewhere?") from error
