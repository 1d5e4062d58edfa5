"""``table.geomap.plot()`` on pandas' and geopandas' tables, whichever is imported first, and a light import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
from matplotlib.figure import Figure
from sample_table import table
from shapely import Point

import geomap
from geomap.maps.figures.accessor import register

TABLE = "pd.DataFrame({'longitude': [44.4], 'latitude': [35.4], 'date': ['2021-09-05']})"


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_is_there_where_pandas_was_imported_before() -> None:
    code = f"import pandas as pd; import geomap; print(type({TABLE}.geomap).__module__)"
    assert run(code) == "geomap.maps.figures.accessor"


def test_what_geomap_reads_has_it() -> None:
    code = "import geomap; print(type(geomap.read(['data/reports/daquq_football_pitch.txt']).geomap).__module__)"
    assert run(code) == "geomap.maps.figures.accessor"


def test_importing_geomap_imports_neither_pandas_nor_matplotlib() -> None:
    assert run("import sys, geomap; print({'pandas', 'matplotlib', 'babel', 'numpy'} & set(sys.modules))") == "set()"


def test_a_reloaded_geomap_registers_once() -> None:
    assert (
        run("import importlib, geomap; importlib.reload(geomap); import pandas; importlib.reload(geomap); print(1)")
        == "1"
    )


def test_tables_of_both_libraries_are_drawn(tmp_path: Path) -> None:
    assert geomap.__version__
    register()
    frame = gpd.GeoDataFrame({"date": ["2021-09-05"]}, geometry=[Point(44.4, 35.4)], crs=4326)
    for incidents in (table(), frame):
        figure = incidents.geomap.plot(width="column", title="A title")
        assert isinstance(figure, Figure)
        figure.save(tmp_path / "a.png")
        assert (tmp_path / "a.png").stat().st_size > 20_000


def test_a_table_keeps_what_it_had() -> None:
    register()
    frame = pd.DataFrame({"a": [1]})
    assert frame.geomap is not None
    assert list(frame.columns) == ["a"]
