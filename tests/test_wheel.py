"""An installed wheel works outside the checkout: data and page assets travel inside the package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email import message_from_string
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, as pip would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("geomap-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_data_and_page_and_nothing_of_the_build(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {
        "geomap/data/gazetteer/places.csv",
        "geomap/data/gazetteer/SOURCES.md",
        "geomap/data/reports/reports.jsonl",
        "geomap/maps/page/dist/page.js",
        "geomap/maps/page/dist/page.css",
        "geomap/py.typed",
    } <= names
    assert not [name for name in names if "node_modules" in name or name.startswith("tests/")]


def test_the_wheel_names_its_command_and_all_that_it_imports(installed: Path) -> None:
    (information,) = installed.glob("geomap-*.dist-info")
    assert "geomap = geomap.cli:main" in (information / "entry_points.txt").read_text(encoding="utf-8")
    needed = message_from_string((information / "METADATA").read_text(encoding="utf-8")).get_all("Requires-Dist", [])
    declared = {_plain(re.split(r"[^\w.-]", row)[0]) for row in needed if "extra ==" not in row}
    at_build = installed / "geomap" / "maps" / "build.py"
    imported = {name for path in installed.rglob("*.py") if path != at_build for name in _imported(path)}
    providers = packages_distributions()
    foreign = {name for name in imported if name not in sys.stdlib_module_names and name != "geomap"}
    assert foreign
    undeclared = {name for name in foreign if not declared & set(map(_plain, providers[name]))}
    assert undeclared <= WITH_FOLIUM


WITH_FOLIUM = {"branca"}
"""The base of folium's classes, which comes with it and is chosen by it."""


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_wheel_runs_the_main_job_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from geomap.cli import main; main()"
    words = ["map", "--bundled", "-o", "map.html", "--data", "incidents.geojson"]
    done = subprocess.run(
        [sys.executable, "-c", run, str(installed), *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "incidents in" in done.stdout
    assert (tmp_path / "map.html").stat().st_size > 100_000
    where = "import sys; sys.path.insert(0, sys.argv[1]); import geomap; print(geomap.__file__)"
    found = subprocess.run([sys.executable, "-c", where, str(installed)], capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(installed))
