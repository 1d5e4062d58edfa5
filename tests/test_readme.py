"""The README is true: its commands run, its library example runs, its settings are the table's."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli.app import app
from geomap.settings import TABLE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the checkout to the README's relative paths."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "outputs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_commands_and_examples() -> None:
    assert len(COMMANDS) >= 5
    assert EXAMPLES


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(checkout: Path, command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "geomap"
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_readme_runs(checkout: Path, example: str) -> None:
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert (checkout / "outputs/map.html").exists()


def test_the_readme_lists_every_setting() -> None:
    for row in TABLE:
        assert f"| `GEOMAP_{row.name.upper()}` | {row.default or 'none'} | {row.help} |" in README


def test_every_file_that_the_readme_links_to_exists() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
