"""Look for files that break a reader: ``nice python tests/fuzz/readers.py -max_total_time=600``.

Needs atheris (``pip install atheris``; its wheels are for Linux), which mutates the files of ``tests/seeds.py`` towards
code that was not reached yet. The first byte of an input chooses the ending. A file that breaks something is left in
the current folder as ``crash-…``; ``python tests/fuzz/readers.py crash-…`` reads it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["geomap.documents"]):
    from invariants import read_whole
    from seeds import files

    from geomap.documents.formats import READERS

ENDINGS = sorted(READERS)
SLOWER = 8.0
"""Code that is watched takes as much longer, on a machine that has other things to do (measured: three to five)."""
LONGEST = 20_000
FOLDER = Path(tempfile.mkdtemp(prefix="geomap-fuzz-"))


def read_one(data: bytes) -> None:
    """Read one input as a file."""
    if not data:
        return
    path = FOLDER / f"a{ENDINGS[data[0] % len(ENDINGS)]}"
    path.write_bytes(data[1:])
    read_whole(path, slower=SLOWER, max_bytes=5000)
    path.unlink()


def main() -> None:
    """Write the seeds where libFuzzer finds them, and begin."""
    seeds = FOLDER / "seeds"
    seeds.mkdir()
    for number, (ending, content) in enumerate(files()):
        (seeds / str(number)).write_bytes(bytes([ENDINGS.index(ending)]) + content)
    atheris.Setup(
        [sys.argv[0], f"-max_len={LONGEST}", *sys.argv[1:], *([] if _names_a_file() else [str(seeds)])], read_one
    )
    atheris.Fuzz()


def _names_a_file() -> bool:
    return any(not word.startswith("-") for word in sys.argv[1:])


if __name__ == "__main__":
    main()
