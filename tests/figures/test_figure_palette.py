"""The palette is that of the map in the browser: the page's own source, run by Node, says the same."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geomap.maps.build import PAGE
from geomap.maps.figures.palette import COLOURS, GLYPHS, GROUND, KINDS, kind_of, mixed

WORDS = PAGE / "words"
FIGURE_WORDS = Path(sys.modules["geomap.maps.figures"].__file__ or "").parent / "words"
TYPES = ("Battles", "Violence against civilians", "Explosions/Remote violence", "Strategic developments", "Riots", "")
SUB_TYPES = (
    "Armed clash", "Suicide bomb", "Grenade", "Air/drone strike", "Arrests", "Remote explosive/landmine/IED",
    "Shelling/artillery/missile attack", "Abduction/forced disappearance", "Government regains territory",
    "Bodies found", "Executions", "Mass grave", "Headquarters or base established", "ATTACK", "",
)  # fmt: skip


def node(script: str) -> Any:
    """Return what a module says in JSON."""
    program = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if program is None:
        pytest.skip("Node is not installed; `.ci/setup test` does it")
    done = subprocess.run(
        [program, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def page() -> Any:
    """What kinds.js says of colours, glyphs and the kind of every pair of types."""
    source = (PAGE / "src" / "kinds.js").read_text(encoding="utf-8")
    pairs = json.dumps(list(itertools.product(TYPES, SUB_TYPES)))
    ask = f"const kinds = {pairs}.map(([type, sub]) => kindOf(type, sub));"
    return node(f"{source}\n{ask}\nconsole.log(JSON.stringify({{COLOURS, GLYPHS, KINDS, kinds}}));")


def test_colours_and_their_order_are_the_page_s(page: Any) -> None:
    assert dict(COLOURS) == page["COLOURS"]
    assert list(KINDS) == page["KINDS"]


def test_glyphs_are_the_page_s(page: Any) -> None:
    ours = {kind: [[list(point) for point in line] for line in lines] for kind, lines in GLYPHS.items()}
    assert ours == page["GLYPHS"]


def test_the_kind_of_every_type_is_the_page_s(page: Any) -> None:
    assert [kind_of(*pair) for pair in itertools.product(TYPES, SUB_TYPES)] == page["kinds"]
    assert set(page["kinds"]) == set(KINDS)


def test_the_ground_is_the_page_s_light_theme() -> None:
    source = (PAGE / "src" / "theme.js").read_text(encoding="utf-8")
    light = re.search(r"const LIGHT = (\{.*?\});", source, re.DOTALL)
    assert light
    theirs = node(f"console.log(JSON.stringify({light[1]}));")
    assert {name: theirs[name] for name in GROUND} == dict(GROUND)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_kinds_are_called_as_on_the_page(language: str) -> None:
    page = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))["kind"]
    figures = json.loads((FIGURE_WORDS / f"{language}.json").read_text(encoding="utf-8"))["kind"]
    assert figures == page


def test_a_missing_type_is_another_kind() -> None:
    assert kind_of(None) == kind_of("", None) == "other"


def test_mixing_is_what_an_opacity_does() -> None:
    assert mixed("#000000", 1) == "#000000"
    assert mixed("#000000", 0, "#ffffff") == "#ffffff"
    assert mixed("#000000", 0.5, "#ffffff") == "#808080"
