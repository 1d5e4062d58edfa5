"""The SHA-256 digests of the shipped files, which stand in both SOURCES.md.

`python tests/gazetteer/test_digests.py` writes them anew after a change of the files.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

FOLDERS = tuple(Path(__file__).parents[2] / "data" / "gazetteer" / part for part in ("", "areas"))
HEADING = "## Digests"
ROW = re.compile(r"^\| `([\w.]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each file of a folder but SOURCES.md, by name."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SOURCES.md")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write(folder: Path) -> None:
    """Write the digests of a folder into its SOURCES.md, from the heading to the end."""
    sources = folder / "SOURCES.md"
    before = sources.read_text(encoding="utf-8").partition(HEADING)[0].rstrip("\n")
    rows = "\n".join(f"| `{name}` | `{digest}` |" for name, digest in digests(folder).items())
    how = "SHA-256 of every file here; `python tests/gazetteer/test_digests.py` writes them anew."
    sources.write_text(f"{before}\n\n{HEADING}\n\n{how}\n\n| file | digest |\n|---|---|\n{rows}\n", encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_file_has_its_digest_in_sources(folder: Path) -> None:
    told = dict(ROW.findall((folder / "SOURCES.md").read_text(encoding="utf-8")))
    assert told == digests(folder), "python tests/gazetteer/test_digests.py"


if __name__ == "__main__":
    for each in FOLDERS:
        write(each)
