"""Where a feature's name stands on a map, and how far the feature reaches from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.gazetteer.tables import IRAQ_BOX
from geomap.geodesy import distances_km

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["Extent", "extent_of", "polygons_of", "within_box"]


@dataclass(frozen=True, slots=True)
class Extent:
    """A feature's point (degrees, WGS 84) and the radius in kilometres of the circle about it that holds the feature.

    The radius is None for a feature that is drawn as a point: that says nothing of its size.
    """

    lon: float
    lat: float
    radius_km: float | None


def extent_of(shape: Geometry) -> Extent:
    """Return the extent of a geometry in EPSG:4326: a point inside an area, the middle of a line's longest part.

    Parameters
    ----------
    shape : shapely geometry
        Not empty.
    """
    import shapely

    lines = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    if lines and shapely.get_dimensions(shape) == 1:
        longest = max(lines, key=lambda part: part.length)
        point = longest.interpolate(0.5, normalized=True)
    elif shape.geom_type == "Point":
        return Extent(round(shape.x, 6), round(shape.y, 6), None)
    else:
        point = shape.representative_point()
    radius = float(distances_km(point.x, point.y, shapely.get_coordinates(shape)).max())
    return Extent(round(point.x, 6), round(point.y, 6), round(radius, 2) or None)


def polygons_of(shape: Geometry) -> Geometry | None:
    """Return the polygons of a geometry as one valid polygon or multipolygon, or None where it has none."""
    import shapely

    valid = shape if shape.is_valid else shapely.make_valid(shape)
    flat = shapely.get_parts(shapely.get_parts(valid))
    parts = [part for part in flat if part.geom_type == "Polygon" and part.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def within_box(shape: Geometry) -> Geometry | None:
    """Return what of a geometry lies in Iraq and just beyond its borders, or None where nothing does."""
    import shapely

    valid = shape if shape.is_valid else shapely.make_valid(shape)
    inside = shapely.intersection(valid, shapely.box(*IRAQ_BOX))
    return None if inside.is_empty else inside
