"""Natural Earth 1:10m: populated places, airports, rivers, lakes, mountains and regions, of the world or a part of it.

Columns are found in any case, as editions differ. Of rivers, lakes and regions only what lies in Iraq and just beyond
its borders counts: their point is taken there, their radius holds that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geomap.gazetteer.importers.archives import opened
from geomap.gazetteer.importers.cod_ab import is_beside_data
from geomap.gazetteer.importers.extents import Extent, extent_of, within_box
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, number, population_of, shown
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.importers.vector_files import Feature, is_vector_file, read_features

__all__ = ["KINDS", "SOURCE", "read"]

TITLE = "Natural Earth"

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("admin-0 capital", "admin-0 capital alt", "admin-0 region capital"), "city"),
    **dict.fromkeys(("admin-1 capital", "admin-1 region capital", "populated place"), "town"),
    "airport": "airport",
    **dict.fromkeys(("river", "river (intermittent)", "canal", "lake centerline"), "river"),
    **dict.fromkeys(("lake", "reservoir", "alkaline lake"), "lake"),
    **dict.fromkeys(("range/mtn", "mountain", "foothills"), "range"),
    **dict.fromkeys(
        ("desert", "geoarea", "plain", "plateau", "valley", "basin", "lowland", "wetlands", "delta"), "region"
    ),
}
"""``featurecla`` in lower case → kind. A populated place of 100,000 people and more is a city."""

_CITY_POPULATION = 100_000
_NAME_COLUMNS: Mapping[str, str] = {
    "name": "",
    "name_en": "en",
    "nameascii": "en",
    "name_ar": "ar",
    "name_ku": "ku",
    "name_tr": "tr",
    "namealt": "",
    "name_alt": "",
}
"""Columns with names → language; the last two hold several with ``|`` between."""

_SLUG = re.compile("[^a-z0-9]+")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def read(paths: Sequence[Path]) -> Reading:
    """Read files of Natural Earth.

    Raises
    ------
    GazetteerError
        With every fault: files of other kinds, features without a class, a geometry or a position that exists.
    """
    gathering = Gathering(TITLE)
    edition = ""
    with opened(paths) as files:
        for file in files:
            if is_vector_file(file):
                for feature in read_features(file, gathering):
                    _add(feature, gathering)
            elif file.path.name.lower().endswith(".version.txt"):
                edition = max(edition, file.path.read_text("utf-8", errors="replace").strip()[:20])
            elif not is_beside_data(file) and file.path.suffix.lower() != ".html":
                gathering.fault(file.name, "a file of another kind", "GeoJSON, a shapefile or a GeoPackage")
    return gathering.reading(f"version {edition}" if edition else "")


def _add(feature: Feature, gathering: Gathering) -> None:
    written = feature.text("featurecla")
    kind = KINDS.get(written.lower())
    if not written:
        found = f"no featurecla among {shown(', '.join(feature.columns))}"
        gathering.fault(feature.where, found, "the class of the feature, as Natural Earth's files have it")
    elif kind is None:
        gathering.leave_out(f"kind not of use: {written[:40]}")
    elif feature.shape is None:
        gathering.fault(feature.where, f"{written} without a geometry", "a point, line or polygon")
    else:
        _add_place(feature, kind, gathering)


def _add_place(feature: Feature, kind: str, gathering: Gathering) -> None:
    shape = feature.shape
    if shape is None:
        return
    if gathering.position(feature.where, *shape.bounds[:2]) is None:
        return
    part = within_box(shape)
    extent = None if part is None else extent_of(part)
    if extent is None or not near_iraq(extent.lon, extent.lat):
        gathering.leave_out(ABROAD)
        return
    people = population_of(feature.columns.get("pop_max"))
    if kind == "town" and people is not None and people >= _CITY_POPULATION:
        kind = "city"
    if kind == "airport" and "military" in feature.text("type").lower():
        kind = "base"
    names = names_of(_names(feature))
    slug = _SLUG.sub("_", names[0].text.lower()).strip("_") if names else ""
    country = feature.text("iso_a2")
    gathering.add(
        ForeignPlace(
            id=f"ne.{_key(feature, kind, slug, extent)}",
            kind=kind,
            names=names,
            lon=extent.lon,
            lat=extent.lat,
            country=country if re.fullmatch("[A-Z]{2}", country) else "IQ",
            radius_km=extent.radius_km,
            population=people,
            same_as=tuple(_same_as(feature)),
            where=feature.where,
        )
    )


def _key(feature: Feature, kind: str, slug: str, extent: Extent) -> str:
    """Return Natural Earth's own id; before edition 4 it had none, so kind, name and position in hundredths serve."""
    own = number(feature.columns.get("ne_id"))
    if own > 0:
        return str(int(own))
    return f"{kind}.{slug or 'unnamed'}.{extent.lon * 100:.0f}-{extent.lat * 100:.0f}"


def _names(feature: Feature) -> Iterator[tuple[str, str]]:
    for column, language in _NAME_COLUMNS.items():
        text = feature.text(column)
        for part in text.split("|") if column in ("namealt", "name_alt") else (text,):
            yield part, language


def _same_as(feature: Feature) -> Iterator[str]:
    for prefix, columns in {"gn": ("geonamesid", "geonameid"), "wof": ("wof_id",)}.items():
        found = next((key for column in columns if (key := number(feature.columns.get(column))) > 0), None)
        if found is not None:
            yield f"{prefix}.{int(found)}"
    wikidata = feature.text("wikidataid")
    if _WIKIDATA.fullmatch(wikidata):
        yield f"wd.{wikidata}"


_ADDRESS = "https://naturalearth.s3.amazonaws.com/"

SOURCE = Source(
    key="natural-earth",
    prefix="ne",
    title=TITLE,
    publisher="Natural Earth",
    licence="public domain",
    homepage="https://www.naturalearthdata.com/",
    attribution="Made with Natural Earth (https://www.naturalearthdata.com/)",
    downloads=(
        f"{_ADDRESS}10m_cultural/ne_10m_populated_places.zip",
        f"{_ADDRESS}10m_cultural/ne_10m_airports.zip",
        f"{_ADDRESS}10m_physical/ne_10m_rivers_lake_centerlines.zip",
        f"{_ADDRESS}10m_physical/ne_10m_lakes.zip",
        f"{_ADDRESS}10m_physical/ne_10m_geography_regions_polys.zip",
        f"{_ADDRESS}10m_physical/ne_10m_geography_regions_elevation_points.zip",
    ),
    read=read,
)
