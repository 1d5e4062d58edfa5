"""Surveyed areas as columns, so that the built gazetteer holds them beside its places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from geomap.gazetteer.area_files import Area
from geomap.gazetteer.columns import Columns

__all__ = ["areas_of", "columns_of_areas"]

_NAMES = ("name_en", "name_ar", "name_ckb")


def columns_of_areas(levels: Mapping[str, Sequence[Area]]) -> Columns:
    """Return columns that hold the areas of some levels (EPSG:4326, as WKB)."""
    rows = [(level, area) for level, areas in levels.items() for area in areas]
    shapes = [shapely.to_wkb(area.geometry) for _, area in rows]
    texts = {"area": [area.id for _, area in rows], "area.level": [level for level, _ in rows]}
    texts |= {f"area.{name}": [getattr(area, name) for _, area in rows] for name in _NAMES}
    numbers = {
        "area.approximate": np.array([area.approximate for _, area in rows], bool),
        "area.ends": np.cumsum([0, *map(len, shapes)], dtype=np.int64),
        "area.wkb": np.frombuffer(b"".join(shapes), np.uint8),
    }
    return Columns(texts, numbers)


def areas_of(columns: Columns) -> dict[str, tuple[Area, ...]]:
    """Return level → areas, as `columns_of_areas` took them."""
    ends, wkb = columns.numbers["area.ends"].tolist(), columns.numbers["area.wkb"].tobytes()
    levels: dict[str, list[Area]] = {}
    for row, (id, level) in enumerate(zip(columns.texts["area"], columns.texts["area.level"], strict=True)):
        shape = shapely.from_wkb(wkb[ends[row] : ends[row + 1]])
        names = {name: columns.texts[f"area.{name}"][row] for name in _NAMES}
        area = Area(id, shape, bool(columns.numbers["area.approximate"][row]), **names)
        levels.setdefault(level, []).append(area)
    return {level: tuple(areas) for level, areas in levels.items()}
