"""The HTML file: complete in itself, the same each time, and nothing in it but what we put there."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

import folium
import geopandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_incidents import HOSTILE, frame_of, incident, rows
from unpacked import contents_of, text_of

from geomap.errors import LanguageError, MapError
from geomap.gazetteer import Gazetteer
from geomap.maps import LANGUAGES, assets, draw
from geomap.maps.html_page import remote_addresses
from geomap.maps.incident_map import safe_json
from geomap.records import Problem

LARGEST_FIXED_PAGE = 1_500_000


def policy_of(text: str) -> dict[str, list[str]]:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found
    return {rule.split()[0]: rule.split()[1:] for rule in found[1].split(";")}


def test_same_input_gives_same_bytes(incidents, gazetteer, tmp_path):
    for name in ("a", "b"):
        page_map = draw(incidents, title="Twice", gazetteer=gazetteer)
        folium.Marker([35, 44], popup="ours", icon=folium.Icon(color="red")).add_to(page_map)
        folium.GeoJson({"type": "Point", "coordinates": [44, 35]}, name="point").add_to(page_map)
        page_map.save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_saving_twice_gives_the_same(incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    assert text_of(page_map) == text_of(page_map)


def test_nothing_is_loaded_from_outside(incidents, gazetteer):
    assert list(remote_addresses(text_of(draw(incidents, gazetteer=gazetteer)))) == []


def test_fixed_page_is_small(gazetteer):
    assert len(text_of(draw(frame_of([]), gazetteer=gazetteer)).encode()) <= LARGEST_FIXED_PAGE


def test_policy_allows_these_scripts_and_the_offered_tiles_only(incidents, gazetteer):
    text = text_of(draw(incidents, gazetteer=gazetteer))
    policy = policy_of(text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert policy["default-src"] == ["'none'"]
    assert set(policy["script-src"]) == digests
    assert "connect-src" not in policy
    assert policy["img-src"] == [
        "data:",
        "blob:",
        "https://tile.openstreetmap.org",
        "https://services.arcgisonline.com",
        "https://tile.opentopomap.org",
    ]


def test_policy_stands_before_any_script(incidents, gazetteer):
    text = text_of(draw(incidents, gazetteer=gazetteer))
    assert text.index("Content-Security-Policy") < text.index("<script")


@pytest.mark.parametrize(
    "layer",
    [
        folium.Marker([35, 44], icon=folium.CustomIcon("https://example.org/icon.png")),
        folium.raster_layers.ImageOverlay("https://example.org/a.png", [[34, 43], [36, 45]]),
    ],
    ids=["icon", "image"],
)
def test_layer_that_loads_from_outside_is_refused(incidents, gazetteer, layer):
    page_map = draw(incidents, gazetteer=gazetteer)
    layer.add_to(page_map)
    with pytest.raises(MapError, match=r"example\.org"):
        text_of(page_map)


def test_plugin_that_loads_scripts_is_refused(incidents, gazetteer):
    from folium.plugins import MarkerCluster

    page_map = draw(incidents, gazetteer=gazetteer)
    MarkerCluster([[35, 44]]).add_to(page_map)
    with pytest.raises(MapError, match="plugins"):
        text_of(page_map)


def test_tiles_that_are_added_become_a_choice(incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", name="Relief", attr="<b>Us</b>").add_to(page_map)
    offered = contents_of(page_map)["tiles"][-1]
    assert (offered["name"], offered["attribution"]) == ("Relief", "Us")
    assert "https://*.tiles.example.org" in policy_of(text_of(page_map))["img-src"]


def test_title_is_text(incidents, gazetteer):
    text = text_of(draw(incidents, title="</title><script>alert(1)</script>", gazetteer=gazetteer))
    assert "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>" in text
    assert "<script>alert(1)" not in text


def test_page_that_was_not_built_says_what_to_do(incidents, gazetteer, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "_DIST", tmp_path)
    assets._read.cache_clear()
    with pytest.raises(MapError, match=r"python -m geomap\.maps\.build"):
        text_of(draw(incidents, gazetteer=gazetteer))
    assets._read.cache_clear()


def test_unknown_language_is_refused(incidents, gazetteer):
    with pytest.raises(LanguageError, match="en, ar, ckb"):
        draw(incidents, language="fr", gazetteer=gazetteer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_bears_its_language(incidents, gazetteer, language):
    direction = {"en": "ltr", "ar": "rtl", "ckb": "rtl"}[language]
    assert f'<html lang="{language}" dir="{direction}">' in text_of(
        draw(incidents, language=language, gazetteer=gazetteer)
    )


def test_what_is_not_known_is_left_out(incidents, gazetteer):
    page_map = draw(incidents, gazetteer=gazetteer)
    unplaced = [row for row in contents_of(page_map)["incidents"] if row["location_method"] == "unplaced"]
    assert len(unplaced) == 2
    for row in unplaced:
        assert not {"lon", "lat", "radius_km", "footprint", "killed_min"} & set(row)


def test_reports_are_kept_once(incidents, gazetteer):
    found = contents_of(draw(incidents, gazetteer=gazetteer))
    assert len(found["reports"]) == 7
    assert [row["report"] for row in found["incidents"]][-2:] == [[6], [6]]
    assert found["documents"] == 7


def test_units_bring_their_names(incidents, gazetteer):
    units = contents_of(draw(incidents, gazetteer=gazetteer))["units"]
    assert units["Kirkuk"]["ar"] == "كركوك"


def test_problems_may_be_records_or_mappings(incidents, gazetteer):
    given_problems = [Problem("a.txt", "It is empty.", "Give a report."), {"where": "b.txt", "what": "Broken."}]
    found = contents_of(draw(incidents, problems=given_problems, gazetteer=gazetteer))["problems"]
    assert [problem["where"] for problem in found] == ["a.txt", "b.txt"]


def test_position_may_come_from_the_geometry_in_any_crs(gazetteer):
    frame = geopandas.GeoDataFrame(
        {"event_type": ["Battles", "Riots"]}, geometry=geopandas.points_from_xy([44.0, None], [35.0, None]), crs=4326
    ).to_crs(32638)
    first, second = contents_of(draw(frame, gazetteer=gazetteer))["incidents"]
    assert (first["lon"], first["lat"]) == (44.0, 35.0)
    assert "lon" not in second


def test_flat_text_of_lists_is_read(gazetteer):
    frame = frame_of([incident(lon=44.0, lat=35.0, footprint="POLYGON ((44 35, 45 35, 45 36, 44 35))")])
    frame["weapons"] = ['["IED"]']
    (row,) = contents_of(draw(frame, gazetteer=gazetteer))["incidents"]
    assert row["weapons"] == ["IED"]
    assert len(row["footprint"][0][0]) == 8


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_is_safe_in_a_script_and_reads_back(value):
    text = safe_json(value)
    assert not {"<", "\u2028", "\u2029"} & set(text)
    text.encode("utf-8")
    surrogates = re.compile("[\ud800-\udfff]")
    if not surrogates.search(json.dumps(value, ensure_ascii=False)):
        assert json.loads(text) == value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(gazetteer, text):
    found = rows()[:1]
    found[0] |= {"summary": text, "place_text": text, "place_name_en": text}
    page = text_of(draw(frame_of(found), title=text, gazetteer=gazetteer))
    plain = text_of(draw(frame_of(rows()[:1]), title="x", gazetteer=gazetteer))
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")


def test_gazetteer_that_geomap_ships_is_the_default(incidents, gazetteer: Gazetteer):
    assert text_of(draw(incidents)) == text_of(draw(incidents, gazetteer=gazetteer))
