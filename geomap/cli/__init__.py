"""The command line: ``geomap map``, ``read``, ``compare``, ``locate``, ``gazetteer``.

The only room that prints. Results go to standard output, progress and problems to standard error.

Exit status: 0 everything was read; 1 something was skipped (or not found), the rest is done; 2 the call is wrong;
3 nothing could be done; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys

from geomap import __version__
from geomap.cli.process import guarded

__all__ = ["main"]


def main() -> None:
    """Run the command line with the process's arguments; ends the process with the exit status."""
    guarded(_run)


def _run() -> None:
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"geomap {__version__}\n")
        return
    from geomap.cli.app import app

    app(prog_name="geomap")
