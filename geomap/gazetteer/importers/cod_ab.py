"""OCHA's administrative boundaries (COD-AB): GeoJSON, shapefiles or GeoPackages, one level or several, with P-codes.

Levels are found by columns, not by names of files or layers: the deepest ``ADMn_PCODE`` that a row fills is its own,
the others are the units that hold it. Both namings are read, that of 2019 (``ADM2_EN``, ``ADM2_AR``, ``ADM2_PCODE``)
and today's (``adm2_name`` in the language ``lang``, ``adm2_name1`` in ``lang1``, …, ``adm2_pcode``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.extents import extent_of, polygons_of
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, shown
from geomap.gazetteer.importers.languages import names_of
from geomap.gazetteer.importers.vector_files import Feature, is_vector_file, read_features
from geomap.gazetteer.tables import UNIT_KINDS

__all__ = ["SOURCE", "addresses", "is_beside_data", "read"]

TITLE = "COD-AB Iraq"

_CODE_COLUMN = re.compile(r"adm([0-4])_pcode")
_P_CODE = re.compile("[A-Z]{2}[A-Z0-9]{0,18}")
_BESIDE = (
    ".shx",
    ".dbf",
    ".prj",
    ".cpg",
    ".sbn",
    ".sbx",
    ".qix",
    ".xml",
    ".qmd",
    ".txt",
    ".md",
    ".pdf",
    ".xlsx",
    ".qml",
)
_EDITION_COLUMNS = ("version", "valid_on", "validon", "date")


def read(paths: Sequence[Path]) -> Reading:
    """Read boundaries; each unit has its area, a point inside it, and the units of its upper P-codes.

    Raises
    ------
    GazetteerError
        With every fault: files of other kinds, no P-code columns, P-codes that are none or occur twice, units without
        an area or a name.
    """
    gathering = Gathering(TITLE)
    edition = ""
    with opened(paths) as files:
        for file in files:
            if is_vector_file(file):
                for feature in read_features(file, gathering):
                    _add(feature, gathering)
                    edition = max(edition, _edition(feature))
            elif not is_beside_data(file):
                gathering.fault(file.name, "a file of another kind", "GeoJSON, a shapefile or a GeoPackage")
        return gathering.reading(edition)


def is_beside_data(file: OpenedFile) -> bool:
    """Return whether a file only goes with the data: part of a shapefile, description, licence."""
    return file.path.suffix.lower() in _BESIDE or not file.path.suffix


def _add(feature: Feature, gathering: Gathering) -> None:
    if feature.shape is not None and "Polygon" not in feature.shape.geom_type:
        gathering.leave_out("a line or point of the boundaries, not an area")
        return
    levels = [int(match[1]) for column in feature.columns if (match := _CODE_COLUMN.fullmatch(column))]
    if not levels:
        found = f"columns {shown(', '.join(feature.columns))}"
        gathering.fault(feature.where, found, "ADMn_PCODE for a level n from 0 to 3")
        return
    filled = [level for level in sorted(levels, reverse=True) if feature.text(f"adm{level}_pcode")]
    if not filled:
        gathering.fault(feature.where, "no P-code", f"one in ADM{max(levels)}_PCODE")
    elif filled[0] >= len(UNIT_KINDS):
        gathering.leave_out(f"kind not of use: level {filled[0]}")
    else:
        _add_unit(feature, filled, gathering)


def _add_unit(feature: Feature, levels: Sequence[int], gathering: Gathering) -> None:
    codes = [feature.text(f"adm{level}_pcode") for level in levels]
    wrong = [code for code in codes if not _P_CODE.fullmatch(code)]
    area = None if feature.shape is None else polygons_of(feature.shape)
    names = names_of(_names(feature, levels[0]))
    for code in wrong:
        gathering.fault(feature.where, f"P-code {shown(code)}", "two capitals and then capitals and digits: IQG13Q01")
    if area is None:
        gathering.fault(feature.where, f"{codes[0][:20]} without an area", "a polygon")
    if not names:
        expected = f"one in ADM{levels[0]}_EN, ADM{levels[0]}_AR or adm{levels[0]}_name"
        gathering.fault(feature.where, f"{codes[0][:20]} without a name", expected)
    if wrong or area is None or not names:
        return
    extent = extent_of(area)
    if gathering.position(feature.where, extent.lon, extent.lat) is None:
        return
    if not near_iraq(extent.lon, extent.lat):
        gathering.leave_out(ABROAD)
        return
    gathering.add(
        ForeignPlace(
            id=f"cod.{codes[0]}",
            kind=UNIT_KINDS[levels[0]],
            names=names,
            lon=extent.lon,
            lat=extent.lat,
            country=codes[0][:2],
            radius_km=extent.radius_km,
            units=tuple(f"cod.{code}" for code in codes[1:]),
            area=area,
            where=feature.where,
        )
    )


def _names(feature: Feature, level: int) -> Iterator[tuple[str, str]]:
    """Yield the names of a level: the plain ones first, then those of reference and the alternatives."""
    for column, value in sorted(feature.columns.items(), key=lambda item: "alt" in item[0] or "ref" in item[0]):
        if value is None or not column.startswith(f"adm{level}"):
            continue
        rest = column[len(f"adm{level}") :]
        if match := re.fullmatch(r"_name(\d?)", rest):
            yield str(value), feature.text(f"lang{match[1]}").lower()[:3]
        elif rest.startswith("_ref"):
            yield str(value), ""
        elif match := re.fullmatch(r"(?:_|alt\d|_alt\d_?)([a-z]{2,3})", rest):
            yield str(value), match[1]


def _edition(feature: Feature) -> str:
    for column in _EDITION_COLUMNS:
        text = feature.text(column)
        if text:
            return f"{'version' if column == 'version' else 'valid on'} {text[:10]}"
    return ""


def addresses(answer: Any) -> tuple[str, ...]:
    """Return the address of the files in HDX's answer about the data set: GeoJSON, else a shapefile, else GeoPackage.

    Parameters
    ----------
    answer : object
        JSON of CKAN's ``package_show``: ``result.resources``, each with ``format`` and ``download_url`` or ``url``.
    """
    result = answer.get("result") if isinstance(answer, Mapping) else None
    resources = result.get("resources") if isinstance(result, Mapping) else None
    listed = [r for r in resources if isinstance(r, Mapping)] if isinstance(resources, list) else []
    for wanted in ("geojson", "shp", "geopackage"):
        found = [
            str(resource.get("download_url") or resource.get("url") or "")
            for resource in listed
            if wanted in str(resource.get("format", "")).lower()
        ]
        if any(found):
            return tuple(address for address in found if address)
    return ()


SOURCE = Source(
    key="cod-ab",
    prefix="cod",
    title=TITLE,
    publisher="OCHA Iraq, Central Statistical Organization; on the Humanitarian Data Exchange",
    licence="CC BY 3.0 IGO",
    homepage="https://data.humdata.org/dataset/cod-ab-irq",
    attribution="OCHA COD-AB Iraq (CSO), CC BY 3.0 IGO",
    downloads=("https://data.humdata.org/api/3/action/package_show?id=cod-ab-irq",),
    read=read,
    resolve=addresses,
)
