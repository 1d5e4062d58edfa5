"""geoBoundaries (William & Mary): GeoJSON of one administrative level each, ADM0 to ADM3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.gazetteer.importers.archives import opened
from geomap.gazetteer.importers.cod_ab import is_beside_data
from geomap.gazetteer.importers.extents import extent_of, polygons_of
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, shown
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.importers.vector_files import Feature, is_vector_file, read_features
from geomap.gazetteer.tables import UNIT_KINDS

__all__ = ["COUNTRIES", "SOURCE", "addresses", "read"]

TITLE = "geoBoundaries"

COLUMNS: tuple[str, ...] = ("shapeName", "shapeID", "shapeGroup", "shapeType")

COUNTRIES: Mapping[str, str] = {
    "IRQ": "IQ",
    "IRN": "IR",
    "JOR": "JO",
    "KWT": "KW",
    "SAU": "SA",
    "SYR": "SY",
    "TUR": "TR",
}
"""ISO 3166-1 of Iraq and its neighbours, three letters → two."""

_ID = re.compile("[A-Za-z0-9_.-]{1,64}")
_LEVEL = re.compile("ADM([0-9])")


def read(paths: Sequence[Path]) -> Reading:
    """Read boundaries. The files do not say which unit lies in which, so no place has units.

    Raises
    ------
    GazetteerError
        With every fault.
    """
    gathering = Gathering(TITLE)
    with opened(paths) as files:
        for file in files:
            if is_vector_file(file) and not file.path.name.endswith("-metaData.json"):
                for feature in read_features(file, gathering):
                    _add(feature, gathering)
            elif not is_beside_data(file) and file.path.suffix.lower() not in (".json", ".csv", ".png", ".topojson"):
                gathering.fault(file.name, "a file of another kind", "GeoJSON, a shapefile or a GeoPackage")
        return gathering.reading()


def _add(feature: Feature, gathering: Gathering) -> None:
    missing = [column for column in COLUMNS if column.lower() not in feature.columns]
    if missing:
        found = f"no {', '.join(missing)} among {shown(', '.join(feature.columns))}"
        gathering.fault(feature.where, found, f"all of {', '.join(COLUMNS)}")
        return
    key, group = feature.text("shapeid"), feature.text("shapegroup")
    level = _LEVEL.fullmatch(feature.text("shapetype"))
    area = None if feature.shape is None else polygons_of(feature.shape)
    if not _ID.fullmatch(key):
        gathering.fault(feature.where, f"shapeID {shown(key)}", "letters, digits, dots and hyphens")
    if level is None:
        gathering.fault(feature.where, f"shapeType {shown(feature.text('shapetype'))}", "ADM0, ADM1, ADM2 or ADM3")
    if area is None:
        gathering.fault(feature.where, f"{shown(key)} without an area", "a polygon")
    if not _ID.fullmatch(key) or level is None or area is None:
        return
    if int(level[1]) >= len(UNIT_KINDS):
        gathering.leave_out(f"kind not of use: {level[0]}")
        return
    extent = extent_of(area)
    if gathering.position(feature.where, extent.lon, extent.lat) is None:
        return
    if group not in COUNTRIES or not near_iraq(extent.lon, extent.lat):
        gathering.leave_out(ABROAD)
        return
    gathering.add(
        ForeignPlace(
            id=f"geob.{key}",
            kind=UNIT_KINDS[int(level[1])],
            names=names_of([(feature.text("shapename"), "")]),
            lon=extent.lon,
            lat=extent.lat,
            country=COUNTRIES[group],
            radius_km=extent.radius_km,
            area=area,
            where=feature.where,
        )
    )


def addresses(answer: Any) -> tuple[str, ...]:
    """Return the addresses of the GeoJSON files in the API's answer: a list of levels, or one.

    Parameters
    ----------
    answer : object
        JSON of ``/api/current/gbOpen/IRQ/ALL/``: each level with ``gjDownloadURL``.
    """
    levels = answer if isinstance(answer, list) else [answer]
    found = [level.get("gjDownloadURL") for level in levels if isinstance(level, Mapping)]
    return tuple(address for address in found if isinstance(address, str) and address)


SOURCE = Source(
    key="geoboundaries",
    prefix="geob",
    title=TITLE,
    publisher="William & Mary geoLab",
    licence="CC BY 4.0; each level's own source besides: https://www.geoboundaries.org/",
    homepage="https://www.geoboundaries.org/",
    attribution="geoBoundaries (Runfola et al. 2020, https://www.geoboundaries.org/), CC BY 4.0",
    downloads=("https://www.geoboundaries.org/api/current/gbOpen/IRQ/ALL/",),
    read=read,
    resolve=addresses,
)
