"""Natural Earth's files, ours in small and the shared ones."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.natural_earth import KINDS, read
from geomap.gazetteer.tables import KINDS as OUR_KINDS
from geomap.records import Name


def geojson(path: Path, *rows: tuple[dict[str, Any], shapely.Geometry | None]) -> Path:
    features = [
        {"type": "Feature", "properties": row, "geometry": None if shape is None else shapely.geometry.mapping(shape)}
        for row, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


CITY = {
    "FEATURECLA": "Admin-1 capital",
    "NAME": "Kirkuk",
    "NAME_EN": "Kirkuk",
    "NAME_AR": "كركوك",
    "NAME_TR": "Kerkük",
    "NAMEALT": "Karkuk|Kirkook",
    "ISO_A2": "IQ",
    "POP_MAX": 601433,
    "GEONAMESID": 94787.0,
    "ne_id": 1159150633,
    "wikidataid": "Q173310",
}


def test_all_kinds_are_ours() -> None:
    assert set(KINDS.values()) <= OUR_KINDS


@pytest.mark.parametrize("packed", [False, True])
def test_features_become_places(tmp_path: Path, packed: bool) -> None:
    path = geojson(
        tmp_path / "places.geojson",
        (CITY, shapely.Point(44.39, 35.47)),
        ({"featurecla": "Populated place", "name": "Small", "pop_max": -99, "iso_a2": "-99"}, shapely.Point(44, 35)),
        ({"featurecla": "Airport", "name": "Field", "type": "military mid"}, shapely.Point(44, 35)),
        ({"featurecla": "Continent", "name": "ASIA"}, shapely.box(40, 30, 100, 60)),
        ({"featurecla": "River", "name": None}, shapely.LineString([(44, 35), (45, 36)])),
        ({"featurecla": "River", "name": "Rhine"}, shapely.LineString([(7, 50), (8, 47)])),
    )
    if packed:
        with zipfile.ZipFile(tmp_path / "ne.zip", "w") as archive:
            archive.write(path, "ne.geojson")
            archive.writestr("ne.VERSION.txt", "5.1.2\n")
            archive.writestr("ne.README.html", "<html>")
        path = tmp_path / "ne.zip"
    reading = read([path])
    city, small, field = reading.places
    assert (city.id, city.kind, city.population, city.country) == ("ne.1159150633", "city", 601433, "IQ")
    assert city.names == (
        Name("Kirkuk", "en"),
        Name("كركوك", "ar"),
        Name("Kerkük", "tk"),
        Name("Karkuk", "en"),
        Name("Kirkook", "en"),
    )
    assert city.same_as == ("gn.94787", "wd.Q173310")
    assert (small.id, small.kind, small.population, small.country) == ("ne.town.small.4400-3500", "town", None, "IQ")
    assert field.kind == "base"
    assert reading.edition == ("version 5.1.2" if packed else "")
    assert reading.left_out == {
        "kind not of use: Continent": 1,
        "outside Iraq and its surroundings": 1,
        "without a name in English, Arabic, Kurdish or Turkmen": 1,
    }


def test_what_reaches_beyond_iraq_is_placed_within(tmp_path: Path) -> None:
    river = ({"featurecla": "River", "name": "Long"}, shapely.LineString([(30, 35), (44, 35), (46, 35)]))
    desert = ({"featurecla": "Desert", "name": "Wide"}, shapely.box(20, 31, 40, 33))
    bow_tie = ({"featurecla": "Lake", "name": "Crossed"}, shapely.Polygon([(44, 33), (45, 34), (45, 33), (44, 34)]))
    found = {place.kind: place for place in read([geojson(tmp_path / "x.geojson", river, desert, bow_tie)]).places}
    assert (found["river"].lon, found["river"].lat) == (42.25, 35)
    assert found["river"].radius_km == pytest.approx(342, abs=3)
    assert 38.5 <= found["region"].lon <= 40
    assert found["lake"].radius_km is not None


def test_faults_are_told_at_once(tmp_path: Path) -> None:
    geojson(
        tmp_path / "x.geojson",
        ({"name": "no class"}, shapely.Point(44, 35)),
        ({"featurecla": "River", "name": "none"}, None),
        ({"featurecla": "Airport", "name": "null"}, shapely.Point(0, 0)),
        ({"featurecla": "Airport", "name": "metres"}, shapely.Point(4_000_000, 3_000_000)),
        ({**CITY}, shapely.Point(44, 35)),
        ({**CITY}, shapely.Point(44, 35)),
    )
    (tmp_path / "y.tif").write_bytes(b"II")
    with pytest.raises(GazetteerError) as caught:
        read([tmp_path])
    assert [fault.partition(";")[0] for fault in caught.value.faults] == [
        "x.geojson: feature 1: no featurecla among 'name'",
        "x.geojson: feature 2: River without a geometry",
        "x.geojson: feature 3: longitude 0 and latitude 0",
        "x.geojson: feature 4: coordinates from 4000000.0, 3000000.0 to 4000000.0, 3000000.0",
        "x.geojson: feature 6: id 'ne.1159150633' again (first in x.geojson: feature 5)",
        "y.tif: a file of another kind",
    ]


def test_nothing_of_use_is_told_with_the_reasons(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.geojson", ({"featurecla": "Airport", "name": "Far"}, shapely.Point(2, 48)))
    with pytest.raises(GazetteerError, match="1 left out: outside Iraq"):
        read([path])


def test_the_shared_files_are_read(shared: Path) -> None:
    reading = read([shared / "data" / "gazetteer" / "natural_earth_iq"])
    kinds = Counter(place.kind for place in reading.places)
    assert kinds == {"city": 24, "river": 10, "town": 5, "lake": 4, "airport": 3, "range": 3, "region": 2}
    assert reading.left_out == {
        "kind not of use: Continent": 1,
        "kind not of use: Pen/cape": 1,
        "without a name in English, Arabic, Kurdish or Turkmen": 1,
    }
    mosul = next(place for place in reading.places if place.names[0].text == "Mosul")
    assert mosul.same_as == ("gn.99072", "wof.421186153", "wd.Q83317")
    assert {place.country for place in reading.places} == {"IQ", "IR"}
