"""Whatever a file holds, an importer gives a reading or a GazetteerError, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import Source
from geomap.gazetteer.importers.gathering import near_iraq
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.tables import KINDS

ENDINGS = {
    "geonames": (".txt", ".zip"),
    "whosonfirst": (".csv", ".geojson", ".db", ".db.bz2"),
    "cod-ab": (".geojson", ".shp", ".gpkg", ".zip"),
    "geoboundaries": (".geojson",),
    "natural-earth": (".geojson", ".zip"),
    "osm": (".osm", ".osm.pbf"),
    "wikidata": (".json", ".csv"),
    "table": (".csv", ".tsv", ".geojson", ".gpkg"),
}
BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"BZh9",
    b"SQLite format 3\x00",
    b"\x00\x00\x27\x0a",
    b'{"features":[',
    b"<osm>",
)
CASES = [(key, ending) for key, endings in ENDINGS.items() for ending in endings]

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, 44.0, 35.0, -1])
scalars = st.none() | st.booleans() | numbers | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
KEYS = [
    *("ADM0_PCODE", "ADM1_PCODE", "ADM1_EN", "adm1_name", "shapeName", "shapeID", "shapeGroup", "shapeType"),
    *(
        "featurecla",
        "name",
        "namealt",
        "ne_id",
        "geonamesid",
        "pop_max",
        "lon",
        "lat",
        "kind",
        "id",
        "parent",
        "country",
    ),
    *("wof:id", "wof:placetype", "wof:name", "wof:hierarchy", "wof:concordances", "geom:longitude", "geom:latitude"),
    *("name:eng_x_preferred", "wof:population", "mz:is_current", "wof:superseded_by", "edtf:deprecated", "src:geom"),
]
WORDS = st.sampled_from(
    ["IQ", "IQG13", "ADM1", "IRQ", "River", "Airport", "locality", "county", "village", "Kirkuk", "كركوك"]
)
geometries = (
    st.none()
    | anything
    | st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "x"]),
            "coordinates": anything
            | st.just([44.0, 35.0])
            | st.just([[[4e6, 3e6], [5e6, 3e6], [5e6, 4e6], [4e6, 3e6]]])
            | st.just([[[44, 35], [45, 36], [45, 35], [44, 36], [44, 35]]])
            | st.just([[[44, 35], [45, 35], [45, 36], [44, 35]]])
            | st.just([[44, 35], [45, 36]]),
        }
    )
)
features = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": st.none() | st.dictionaries(st.sampled_from(KEYS), WORDS | numbers | anything, max_size=12),
        "geometry": geometries,
    }
)


def read(source: Source, path: Path) -> None:
    """Read `path`; what comes must keep the promises of a `Reading`."""
    try:
        reading = source.read([path])
    except GazetteerError:
        return
    ids = [place.id for place in reading.places]
    assert ids
    assert len(set(ids)) == len(ids)
    for place in reading.places:
        assert place.id.startswith(f"{source.prefix}.")
        assert place.kind in KINDS
        assert place.names
        assert near_iraq(place.lon, place.lat) or source.key == "table"
        assert (place.lon, place.lat) != (0, 0)
        assert len(place.country) == 2
        assert place.radius_km is None or place.radius_km > 0
        assert place.population is None or place.population > 0
        assert place.where
        assert set(place.units) <= set(ids) or source.key == "table"


@pytest.mark.parametrize(("key", "ending"), CASES)
@settings(max_examples=25, deadline=None)
@given(beginning=st.sampled_from(BEGINNINGS), raw=st.binary(max_size=120))
def test_any_bytes(key: str, ending: str, beginning: bytes, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{ending}"
        path.write_bytes(beginning + raw)
        read(SOURCES[key], path)


@pytest.mark.parametrize("key", ["cod-ab", "geoboundaries", "natural-earth", "table"])
@settings(max_examples=150, deadline=None)
@given(
    found=st.lists(features | anything, max_size=4),
    top=anything | st.fixed_dictionaries({"properties": st.fixed_dictionaries({"name": anything})}),
)
def test_any_features(key: str, found: list[Any], top: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.geojson"
        path.write_text(json.dumps({"features": found, "crs": top}), "utf-8")
        read(SOURCES[key], path)


@settings(max_examples=300, deadline=None)
@given(found=features | anything)
def test_any_document_of_whos_on_first(found: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.geojson"
        path.write_text(json.dumps(found), "utf-8")
        read(SOURCES["whosonfirst"], path)


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(
        st.dictionaries(
            st.sampled_from(["place", "coord", "class", "classLabel", "en", "ar", "geonames", "population", "unit"]),
            st.fixed_dictionaries(
                {"value": anything | st.sampled_from(["Q1", "wd:Q2", "Point(44 35)", "Point(x 35)", "city", "Kirkuk"])}
            ),
        )
        | anything,
        max_size=5,
    )
)
def test_any_answer_of_wikidata(rows: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.json"
        answer = {"head": {"vars": ["place", "coord", "class"]}, "results": {"bindings": rows}}
        path.write_text(json.dumps(answer), "utf-8")
        read(SOURCES["wikidata"], path)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(["", "1", "44", "35", "P", "PPL", "A", "ADM1", "IQ", "x", "تل", "-1", "1e9"]),
            min_size=18,
            max_size=20,
        ),
        max_size=5,
    )
)
def test_any_lines_of_geonames(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "IQ.txt"
        path.write_text("\n".join("\t".join(row) for row in rows), "utf-8")
        read(SOURCES["geonames"], path)


def test_the_registry_loads_nothing_heavy() -> None:
    heavy = ("pyogrio", "geopandas", "pandas", "shapely", "pyproj", "requests")
    code = f"import sys, geomap.gazetteer.importers.registry; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
