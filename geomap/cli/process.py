"""The process around a command: its streams, and how it ends where a user or a pipe cuts it short."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator

__all__ = ["INTERRUPTED", "guarded", "input_lines", "readable"]

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it (128 + SIGINT)."""


def guarded(command: Callable[[], None]) -> None:
    """Run `command` and end the process with its exit status.

    Text goes out as UTF-8 whatever the locale says (JSON and Arabic are nothing else), and what even that cannot carry
    as an escape. A reader that leaves (``| head``) ends the process silently, as it does every program of a pipe.
    """
    _prepare()
    try:
        command()
        status: str | int | None = 0
    except SystemExit as end:
        status = end.code
    except OSError as error:  # what no command of ours had in hand: a version or a help that cannot be printed
        status = _unwritten(error)
    except KeyboardInterrupt:
        sys.stderr.write("geomap: stopped.\n")
        status = INTERRUPTED
    sys.exit(_flushed(status))


def input_lines() -> Iterator[str]:
    """Yield the lines of standard input, one for each ``\\n`` of it; bytes that are no UTF-8 become U+FFFD."""
    if sys.stdin is None:
        return
    for number, line in enumerate(sys.stdin.buffer):
        text = line.decode("utf-8-sig" if number == 0 else "utf-8", "replace")
        yield text.rstrip("\r\n")


def readable(word: str) -> str:
    """Return a word of the command line whose bytes the locale could not decode: as UTF-8, broken bytes as U+FFFD."""
    try:
        return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a character, which only Windows lets through
        return word.encode("utf-8", "replace").decode("utf-8")


def _prepare() -> None:
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.stdout is None or sys.stderr is None:  # closed by the caller
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (open as long as the process)
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flushed(status: str | int | None) -> str | int | None:
    """Write out what is left; a full disk shows only now."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritten(error)
    return status


def _unwritten(error: OSError) -> int:
    sys.stderr.write(f"geomap: The output cannot be written: {error.strerror or error}.\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the interpreter's own flush is quiet
    return 3
