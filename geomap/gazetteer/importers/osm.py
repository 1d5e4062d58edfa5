"""OpenStreetMap: places (nodes with ``place=``) from ``.osm.pbf`` or ``.osm`` files, read with GDAL's OSM driver."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, population_of, shown
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.importers.vector_files import Feature, read_layer

__all__ = ["KINDS", "SOURCE", "read", "tags_of"]

TITLE = "OpenStreetMap"

KINDS: Mapping[str, str] = {
    "city": "city",
    "town": "town",
    "village": "village",
    "hamlet": "village",
    "isolated_dwelling": "village",
    "suburb": "quarter",
    "quarter": "quarter",
    "neighbourhood": "quarter",
    "locality": "region",
}
"""``place=`` → kind. A locality is a named spot where nobody lives (https://wiki.openstreetmap.org/wiki/Key:place)."""

_NAME_KEYS: tuple[str, ...] = ("name", "official_name", "short_name", "int_name", "alt_name", "loc_name", "old_name")
"""Keys with names, the preferred first; each also with a language behind a colon; several names with ``;`` between."""

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>(?:"((?:[^"\\]|\\.)*)"|NULL)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_PBF = re.compile(rb"\x00\x00..\x0a\x09OSMHeader", re.DOTALL)
_XML = re.compile(rb"\s*(\xef\xbb\xbf)?\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<osm[\s>]", re.DOTALL)
_FIELDS = ("osm_id", "name", "place", "other_tags")
"""Fields of the driver's layer of points; all other tags are in the last."""
_HEAD = 4096


def read(paths: Sequence[Path]) -> Reading:
    """Read the places of extracts.

    Raises
    ------
    GazetteerError
        With every fault: files that are no OSM data, positions that do not exist.
    """
    gathering = Gathering(TITLE)
    with opened(paths) as files:
        for file in files:
            if not _begins_like_osm(file):
                gathering.fault(file.name, "a file that does not begin like OSM data", ".osm.pbf or .osm")
                continue
            try:
                for feature in read_layer(file, "points", columns=list(_FIELDS), where="place IS NOT NULL"):
                    _add(feature, gathering)
            except GazetteerError as error:
                gathering.refuse(error)
        return gathering.reading()


def _begins_like_osm(file: OpenedFile) -> bool:
    with file.path.open("rb") as opened_file:
        head = opened_file.read(_HEAD)
    return bool(_PBF.match(head) or (_XML.match(head) and b"<!DOCTYPE" not in head))


def _add(feature: Feature, gathering: Gathering) -> None:
    place = feature.text("place")
    if not place:
        return
    kind = KINDS.get(place)
    if kind is None:
        gathering.leave_out(f"kind not of use: {place[:40]}")
        return
    key = feature.text("osm_id")
    where = f"{feature.where.partition(':')[0]}: node {shown(key)}"
    shape = feature.shape
    position = None if shape is None else gathering.position(where, shape.x, shape.y)
    if shape is None:
        gathering.fault(where, "no position", "longitude and latitude")
    elif position is not None and not near_iraq(*position):
        gathering.leave_out(ABROAD)
    elif position is not None:
        tags = {"name": feature.text("name"), **tags_of(feature.text("other_tags"))}
        gathering.add(_place(key, kind, tags, position, where))


def _place(key: str, kind: str, tags: Mapping[str, str], position: tuple[float, float], where: str) -> ForeignPlace:
    people = tags.get("population", "").replace(",", "").replace(" ", "")
    wikidata = (part.strip() for part in tags.get("wikidata", "").split(";"))
    return ForeignPlace(
        id=f"osm.n{key}",
        kind=kind,
        names=names_of(_names(tags)),
        lon=round(position[0], 7),
        lat=round(position[1], 7),
        population=population_of(people),
        same_as=tuple(f"wd.{item}" for item in wikidata if _WIKIDATA.fullmatch(item)),
        where=where,
    )


def _names(tags: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key in _NAME_KEYS:
        for tag in sorted(tag for tag in tags if tag == key or tag.startswith(f"{key}:")):
            language = tag.partition(":")[2]
            for text in tags[tag].split(";"):
                yield text, language.removesuffix("-Latn").removesuffix("-Arab")


def tags_of(text: str) -> dict[str, str]:
    """Return the tags in the driver's ``other_tags``: ``"key"=>"value"`` with commas between, ``\\`` before ``"``."""
    found = _PAIR.finditer(text)
    return {_ESCAPE.sub(r"\1", pair[1]): _ESCAPE.sub(r"\1", pair[2] or "") for pair in found}


SOURCE = Source(
    key="osm",
    prefix="osm",
    title=TITLE,
    publisher="OpenStreetMap contributors, extracts by Geofabrik",
    licence="ODbL 1.0",
    homepage="https://www.openstreetmap.org/",
    attribution="© OpenStreetMap contributors (https://www.openstreetmap.org/copyright), ODbL 1.0",
    downloads=("https://download.geofabrik.de/asia/iraq-latest.osm.pbf",),
    read=read,
    checksum=".md5",
)
