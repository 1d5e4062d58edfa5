"""``geomap picture``: every form of table in, every form of figure out, and what it says where it cannot."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from sample_table import table
from typer.testing import CliRunner, Result

import geomap
from geomap.cli.app import app
from geomap.settings import data_folder
from geomap.store import FORMATS, write


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["picture", *map(str, words)])


@pytest.fixture(scope="module")
def incidents() -> gpd.GeoDataFrame:
    return geomap.read([data_folder("reports")])


@pytest.mark.parametrize("ending", FORMATS)
def test_whatever_geomap_wrote_is_drawn(incidents: gpd.GeoDataFrame, tmp_path: Path, ending: str) -> None:
    write(incidents, tmp_path / f"a{ending}")
    done = call(tmp_path / f"a{ending}", "-o", tmp_path / "a.svg", "--width", "column")
    assert done.exit_code == 0, done.output
    source = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "16 incidents" in source
    assert "Fighting and attacks" in source
    assert "Natural Earth" in source


def test_every_format_of_one_frame_gives_one_figure(incidents: gpd.GeoDataFrame, tmp_path: Path) -> None:
    found = set()
    for ending in FORMATS:
        write(incidents, tmp_path / f"a{ending}")
        assert call(tmp_path / f"a{ending}", "-o", tmp_path / "a.svg", "--footprints").exit_code == 0
        found.add((tmp_path / "a.svg").read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".parquet", ".jsonl"])
def test_tables_of_others_are_drawn(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"events{ending}"
    frame = table()[["lon", "lat", "date_start", "event_type"]]
    writer = {
        ".csv": lambda: frame.to_csv(path, sep=";", index=False, encoding="utf-8-sig"),
        ".tsv": lambda: frame.to_csv(path, sep="\t", index=False),
        ".xlsx": lambda: frame.to_excel(path, index=False),
        ".parquet": lambda: frame.to_parquet(path),
        ".jsonl": lambda: frame.to_json(path, orient="records", lines=True),
    }
    writer[ending]()
    done = call(path, "-o", tmp_path / "a.svg")
    assert done.exit_code == 0, done.output
    assert "note: 1 not placed" in done.output


def test_layers_of_others_are_drawn(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        table()[["event_type"]][:2], geometry=gpd.points_from_xy([44.3, 44.4], [35, 35.4]), crs=4326
    )
    for ending in (".geojson", ".gpkg", ".shp"):
        frame.to_crs(32638 if ending != ".geojson" else 4326).rename(columns={"event_type": "type"}).to_file(
            tmp_path / f"a{ending}"
        )
        done = call(tmp_path / f"a{ending}", "-o", tmp_path / "a.png")
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("kind", ["map", "series", "multiples"])
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_kind_in_every_language(tmp_path: Path, kind: str, language: str) -> None:
    table().to_csv(tmp_path / "a.csv", index=False)
    done = call(
        tmp_path / "a.csv", "-o", tmp_path / "a.pdf", "--kind", kind, "--language", language, "--dated", "2022-02-01"
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.csv", "-o", "a.jpg"], "no ending of a figure"),
        (["nowhere.csv", "-o", "a.png"], "There is no file nowhere.csv"),
        (["a.csv", "-o", "a.png", "--width", "wide"], "no width of a figure"),
        (["a.csv", "-o", "a.png", "--bounds", "1,2,x,4"], "no bounds"),
        (["a.csv", "-o", "a.png", "--bounds", "5,5,1,1"], "no bounds"),
        (["a.csv", "-o", "a.png", "--dated", "soon"], "no day"),
        (["a.csv", "-o", "a.png", "--font", "Nowhere Sans"], "no font 'Nowhere Sans' here"),
        (["a.csv", "-o", "a.png", "--kind", "series", "--by", "decade"], "decade"),
        (["bare.csv", "-o", "a.png"], "neither a position nor a date"),
        (["broken.parquet", "-o", "a.png"], "broken.parquet cannot be read as parquet"),
        (["empty.csv", "-o", "a.png"], "empty.csv cannot be read as csv"),
        (["a.docx", "-o", "a.png"], "ends in no format of tables"),
    ],
)
def test_a_wrong_call_says_what_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    table().to_csv("a.csv", index=False)
    pd.DataFrame({"b": [1]}).to_csv("bare.csv", index=False)
    for name in ("broken.parquet", "a.docx"):
        Path(name).write_bytes(b"PAR1 no more")
    Path("empty.csv").write_bytes(b"")
    done = call(*words)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
    assert not Path("a.png").exists()


def test_a_figure_that_cannot_be_made_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"old")
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert call(tmp_path / "a.csv", "-o", tmp_path / "a.png").exit_code == 2
    assert (tmp_path / "a.png").read_bytes() == b"old"
