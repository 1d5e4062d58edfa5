"""OpenStreetMap extracts: XML and protocol buffers, both written here."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.osm import KINDS, read, tags_of
from geomap.gazetteer.tables import KINDS as OUR_KINDS
from geomap.records import Name

Node = tuple[int, float, float, dict[str, str]]

VILLAGE: Node = (
    101,
    43.7,
    35.3,
    {
        "place": "village",
        "name": "تل ذهب",
        "name:en": 'Tall "Dhahab"',
        "name:ku": "Girdê Zêrîn",
        "name:ckb": "گردی زێڕین",
        "name:ru": "Тель",
        "alt_name": "Tell Dahab;Tel",
        "old_name:ar": "التل, القديم",
        "wikidata": "Q77",
        "population": "1,200",
    },
)
NODES: list[Node] = [
    VILLAGE,
    (102, 44.39, 35.47, {"place": "city", "name": "Kirkuk", "population": "about many"}),
    (103, 44.4, 35.4, {"place": "hamlet", "name": "Small"}),
    (104, 44.4, 35.5, {"place": "neighbourhood", "name": "Quarter"}),
    (105, 44.4, 35.6, {"place": "locality", "name": "Nobody"}),
    (106, 44.4, 35.7, {"place": "farm", "name": "Farm"}),
    (107, 2.3, 48.8, {"place": "city", "name": "Paris"}),
    (108, 44.4, 35.8, {"amenity": "cafe", "name": "No place"}),
    (109, 44.4, 35.9, {"place": "village"}),
]


def xml(path: Path, nodes: list[Node]) -> Path:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="test">']
    for key, lon, lat, tags in nodes:
        inner = "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
        lines.append(f'<node id="{key}" lat="{lat}" lon="{lon}" version="1">{inner}</node>')
    path.write_text("\n".join([*lines, "</osm>"]), "utf-8")
    return path


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def zigzag(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def message(number: int, body: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(body)) + body


def whole(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def blob(kind: bytes, body: bytes) -> bytes:
    data = whole(2, len(body)) + message(3, zlib.compress(body))
    header = message(1, kind) + whole(3, len(data))
    return struct.pack(">I", len(header)) + header + data


def pbf(path: Path, nodes: list[Node]) -> Path:
    """Write plain nodes (https://wiki.openstreetmap.org/wiki/PBF_Format), granularity 100 nanodegrees."""
    strings = [b"", *dict.fromkeys(text.encode() for _, _, _, tags in nodes for pair in tags.items() for text in pair)]
    number = {text: position for position, text in enumerate(strings)}
    group = b""
    for key, lon, lat, tags in nodes:
        keys = b"".join(varint(number[k.encode()]) for k in tags)
        values = b"".join(varint(number[v.encode()]) for v in tags.values())
        place = varint(8 << 3) + zigzag(round(lat * 1e7)) + varint(9 << 3) + zigzag(round(lon * 1e7))
        group += message(1, varint(1 << 3) + zigzag(key) + message(2, keys) + message(3, values) + place)
    block = message(1, b"".join(message(1, text) for text in strings)) + message(2, group)
    head = message(4, b"OsmSchema-V0.6") + message(4, b"DenseNodes")
    path.write_bytes(blob(b"OSMHeader", head) + blob(b"OSMData", block))
    return path


def test_all_kinds_are_ours() -> None:
    assert set(KINDS.values()) <= OUR_KINDS


@pytest.mark.parametrize("form", ["xml", "pbf"])
def test_places_are_read(tmp_path: Path, form: str) -> None:
    path = xml(tmp_path / "iq.osm", NODES) if form == "xml" else pbf(tmp_path / "iraq-latest.osm.pbf", NODES)
    reading = read([path])
    assert [(place.id, place.kind) for place in reading.places] == [
        ("osm.n101", "village"),
        ("osm.n102", "city"),
        ("osm.n103", "village"),
        ("osm.n104", "quarter"),
        ("osm.n105", "region"),
    ]
    village = reading.places[0]
    assert village.names == (
        Name("تل ذهب", "ar"),
        Name("گردی زێڕین", "ckb"),
        Name('Tall "Dhahab"', "en"),
        Name("Girdê Zêrîn", "kmr"),
        Name("Tell Dahab", "en"),
        Name("Tel", "en"),
        Name("التل, القديم", "ar"),
    )
    assert (village.lon, village.lat, village.population) == (43.7, 35.3, 1200)
    assert village.same_as == ("wd.Q77",)
    assert reading.places[1].population is None
    assert reading.left_out == {
        "kind not of use: farm": 1,
        "outside Iraq and its surroundings": 1,
        "without a name in English, Arabic, Kurdish or Turkmen": 1,
    }
    assert read([path]) == reading


@pytest.mark.parametrize(
    "body",
    [
        b"<html>moved</html>",
        b"<OGRVRTDataSource><osm/></OGRVRTDataSource>",
        b'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "b">]><osm></osm>',
        b"",
        b"\x00\x00\x00\x0dnot a header",
    ],
)
def test_what_does_not_begin_like_osm_is_never_given_to_gdal(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "iq.osm").write_bytes(body)
    with pytest.raises(GazetteerError, match=r"does not begin like OSM data.*expected \.osm\.pbf"):
        read([tmp_path / "iq.osm"])


@pytest.mark.parametrize("cut", [40, 200, 400])
def test_a_truncated_extract_is_told(tmp_path: Path, cut: int) -> None:
    path = pbf(tmp_path / "iq.osm.pbf", NODES)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(GazetteerError, match=r"iq\.osm\.pbf"):
        read([path])


def test_nodes_twice_and_null_island_are_told(tmp_path: Path) -> None:
    nodes: list[Node] = [VILLAGE, VILLAGE, (5, 0, 0, {"place": "village", "name": "Null"})]
    with pytest.raises(GazetteerError) as caught:
        read([xml(tmp_path / "iq.osm", nodes)])
    told = "\n".join(caught.value.faults)
    assert "iq.osm: node '101': id 'osm.n101' again" in told
    assert "iq.osm: node '5': longitude 0 and latitude 0" in told


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_tags_survive_the_drivers_form(tags: dict[str, str]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    assert tags_of(",".join(f"{quoted(k)}=>{quoted(v)}" for k, v in tags.items())) == tags
