"""KML 2.2 (OGC 07-147r2) for Google Earth: placed incidents in one folder, the others in "Not placed".

Written by hand and not through GDAL, so that incidents without a geometry keep their place in the table and a folder of
their own, and the balloon's text is ours to escape. Every column is a ``Data`` of the placemark's
``ExtendedData``; each line of attribution is one of the document's, whose description shows them. Google Earth renders
a description as HTML, so its text is escaped once for HTML and once for XML.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from geomap.records import COLUMNS
from geomap.store.text_cells import from_text, to_text

__all__ = ["read_kml", "write_kml"]

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_FOLDERS = ("Incidents", "Not placed")
_DESCRIBED = ("place_text", "perpetrator", "target", "location_method", "radius_km", "location_reasons", "warnings")
"""Columns that the balloon shows, in this order."""

Row = Mapping[str, Any]


def write_kml(rows: Sequence[Row], path: Path, attribution: Sequence[str] = ()) -> None:
    """Write one placemark an incident, numbered so that reading keeps the order of rows."""
    numbered = list(enumerate(rows))
    placed = [_placemark(n, row) for n, row in numbered if row["lon"] is not None]
    others = [_placemark(n, row) for n, row in numbered if row["lon"] is None]
    folders = "".join(_folder(name, marks) for name, marks in zip(_FOLDERS, (placed, others), strict=True))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<kml xmlns="{_NAMESPACE}"><Document><name>Incidents</name>{_credit(attribution)}\n'
        f"{folders}</Document></kml>\n"
    )
    path.write_bytes(text.encode("utf-8"))


def read_kml(path: Path) -> tuple[list[dict[str, Any]], object]:
    """Return the rows that `write_kml` wrote, in their order, and their attribution.

    Raises
    ------
    ValueError
        For a file with a document type, which KML never has and with which XML bombs begin.
    """
    text = path.read_bytes()
    if b"<!DOCTYPE" in text.upper():
        raise ValueError("it declares a document type")
    root = ET.fromstring(text)  # noqa: S314 - no entities without a document type
    document = root.find(f"{{{_NAMESPACE}}}Document")
    if document is None:
        raise ValueError("it has no KML document")
    marks = root.iter(f"{{{_NAMESPACE}}}Placemark")
    numbered = sorted(marks, key=lambda mark: int(mark.attrib["id"].removeprefix("row-")))
    return [from_text(_cells(mark)) for mark in numbered], _credited(document)


def _credit(attribution: Sequence[str]) -> str:
    if not attribution:
        return ""
    shown = "<br>".join(map(html.escape, attribution))
    data = "".join(f'<Data name="attribution"><value>{_xml(line)}</value></Data>' for line in attribution)
    return f"<description>{_xml(shown)}</description><ExtendedData>{data}</ExtendedData>"


def _credited(document: ET.Element) -> list[str]:
    lines = document.iterfind(f"{{{_NAMESPACE}}}ExtendedData/{{{_NAMESPACE}}}Data[@name='attribution']")
    return [line.findtext(f"{{{_NAMESPACE}}}value") or "" for line in lines]


def _folder(name: str, marks: Sequence[str]) -> str:
    return f"<Folder><name>{name}</name>\n{''.join(marks)}</Folder>\n"


def _placemark(number: int, row: Row) -> str:
    cells = {name: to_text(row[name], kind) for name, kind in COLUMNS.items()}
    data = "".join(f'<Data name="{name}"><value>{_xml(text)}</value></Data>' for name, text in cells.items() if text)
    point = f"<Point><coordinates>{cells['lon']},{cells['lat']}</coordinates></Point>" if cells["lon"] else ""
    return (
        f'<Placemark id="row-{number}"><name>{_xml(cells["summary"])}</name>'
        f"<description>{_xml(_description(row))}</description>{_time_span(row)}"
        f"<ExtendedData>{data}</ExtendedData>{point}</Placemark>\n"
    )


def _time_span(row: Row) -> str:
    if row["date_start"] is None:
        return ""
    end = row["date_end"] or row["date_start"]
    return f"<TimeSpan><begin>{row['date_start']}</begin><end>{end}</end></TimeSpan>"


def _description(row: Row) -> str:
    lines = []
    for name in _DESCRIBED:
        value = row[name]
        words = " ".join(map(str, value)) if isinstance(value, list) else value
        if words not in (None, ""):
            lines.append(f"{name.replace('_', ' ')}: {html.escape(str(words))}")
    return "<br>".join(lines)


def _cells(mark: ET.Element) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "")
    for data in mark.iter(f"{{{_NAMESPACE}}}Data"):
        cells[data.attrib["name"]] = data.findtext(f"{{{_NAMESPACE}}}value") or ""
    return cells


def _xml(text: str) -> str:
    # A carriage return must be a reference: XML readers turn a plain one into a line feed (XML 1.0, section 2.11).
    return escape(text, {"\r": "&#13;"})
