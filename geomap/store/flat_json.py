"""GeoJSON (RFC 7946) and JSON lines: rows whose lists and mappings stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["read_geojson", "read_lines", "write_geojson", "write_lines"]

Rows = Sequence[Mapping[str, Any]]


def write_geojson(rows: Rows, path: Path, attribution: Sequence[str] = ()) -> None:
    """Write a FeatureCollection, one feature a line, the point as its geometry, the footprint as WKT.

    Attribution is a foreign member of the collection (RFC 7946, section 6.1): an array of its lines.
    """
    features = ",\n".join(_json(_feature(row)) for row in rows)
    credit = f'"attribution": {_json(list(attribution))}, ' if attribution else ""
    text = f'{{"type": "FeatureCollection", "name": "incidents", {credit}"features": [\n{features}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def read_geojson(path: Path) -> tuple[list[dict[str, Any]], object]:
    """Return the properties of every feature, and the attribution as it stands there."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [feature["properties"] for feature in collection["features"]], collection.get("attribution")


def write_lines(rows: Rows, path: Path) -> None:
    """Write one JSON object a line, the footprint as WKT."""
    _write(path, (_json(row) for row in rows))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the object of every line."""
    # Not splitlines(): U+2028 and U+0085 may stand inside a JSON text.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    point = None if row["lon"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "properties": row, "geometry": point}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
