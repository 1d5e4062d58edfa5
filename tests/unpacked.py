"""The data of a map's file, read back as the page reads them: columns, words, details and reports."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from typing import Any

import folium
import numpy as np


def text_of(page_map: folium.Map) -> str:
    return page_map.get_root().render()


def contents_of(page_map: folium.Map) -> dict[str, Any]:
    """Return the header of the file, with ``incidents`` (rows, what is not known left out), ``reports``, ``units``."""
    text = text_of(page_map)
    header = json.loads(element(text, "contents"))
    values = json.loads(inflated(element(text, "values")))
    length = header["table"]["length"]
    columns = columns_of(header["table"]["layout"], inflated(element(text, "columns")), length)
    details = chunks_of(element(text, "details"))
    reports = [report for chunk in chunks_of(element(text, "reports")) for report in chunk]
    rows = [row_of(number, header, columns, values, details) for number in range(length)]
    return header | {
        "incidents": rows,
        "reports": reports,
        "units": values["units"],
        "values": values,
        "columns": columns,
    }


def whole(text: str) -> str:
    """Return the text of a map's file with all that it holds packed as the JSON that it is: to look for words in it."""
    packed = re.compile(r'(<script type="application/octet-stream" id="geomap-(?!columns)\w+">)([^<]*)')
    return packed.sub(lambda found: found[1] + "\n".join(inflated(one).decode() for one in found[2].split("\n")), text)


def element(text: str, name: str) -> str:
    found = re.search(rf'id="geomap-{name}">(.*?)</script>', text, re.DOTALL)
    assert found, name
    return found[1]


def inflated(text: str) -> bytes:
    return zlib.decompress(b64decode(text), -zlib.MAX_WBITS) if text else b""


def chunks_of(text: str) -> list[Any]:
    return [json.loads(inflated(line) or b"{}") for line in text.split("\n")] if text else []


def columns_of(layout: list[dict[str, Any]], data: bytes, length: int) -> dict[str, np.ndarray]:
    """Return each column as whole numbers, one for each row."""
    found: dict[str, np.ndarray] = {}
    start = 0
    for laid in layout:
        size, count = laid["bytes"], laid["count"]
        planes = np.frombuffer(data[start : start + size * count], np.uint8).reshape(size, count).astype(np.int64)
        start += size * count
        numbers = sum((planes[n] << (8 * n) for n in range(size)), np.zeros(count, np.int64))
        numbers = np.cumsum(numbers) + laid["base"] if laid.get("steps") else numbers + laid["base"]
        found[laid["name"]] = numbers
    assert start == len(data)
    for laid in layout:
        if laid.get("by"):
            found[laid["name"]] = found[laid["name"]][found[laid["by"]]]
            assert len(found[laid["name"]]) == length
    return found


def row_of(number: int, header: dict[str, Any], columns: Any, values: Any, details: list[Any]) -> dict[str, Any]:
    """Return what is known of one incident."""
    row: dict[str, Any] = {}
    for name, words in values.items():
        if name in columns and "." not in name and columns[name][number]:
            row[name] = words[columns[name][number]]
    for name in ("killed_min", "killed_max", "injured_min", "injured_max", "killed_attackers", "abducted", "arrested"):
        if name in columns and columns[name][number] >= 0:
            row[name] = int(columns[name][number])
    spot = columns["spot"][number] if "spot" in columns else number
    lon, lat = (int(columns[axis][spot]) / header["steps"] for axis in ("lon", "lat"))
    if lat >= -90:
        row |= {"lon": lon, "lat": lat}
    row |= days_of(number, header, columns)
    size = header["table"]["chunk"]
    chunk = details[number // size] if details else {}
    row |= {name: column[number % size] for name, column in chunk.items() if column[number % size] is not None}
    if "area" in columns and columns["area"][number]:
        row["footprint"] = values["areas"][columns["area"][number] - 1]
    if "report" in columns:
        start, end = columns["report.offsets"][number : number + 2]
        row["report"] = [int(report) for report in columns["report"][start:end]]
    return row


def days_of(number: int, header: dict[str, Any], columns: Any) -> dict[str, Any]:
    laid = next((laid for laid in header["table"]["layout"] if laid["name"] == "first"), None)
    if laid is None or columns["first"][number] == laid["none"]:
        return {}
    first = np.datetime64("1970-01-01") + columns["first"][number]
    return {"date_start": str(first), "date_end": str(first + columns["span"][number])}
