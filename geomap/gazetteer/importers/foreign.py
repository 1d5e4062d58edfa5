"""What every importer gives: places as a foreign gazetteer has them, and the passport of that gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.records import Name

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["ForeignPlace", "Reading", "Source"]


@dataclass(frozen=True, slots=True)
class ForeignPlace:
    """A row of a foreign gazetteer in geomap's terms; nothing has been compared with other gazetteers yet.

    Parameters
    ----------
    id : str
        The source's prefix and its own id: ``gn.98182``, ``wof.102542465``, ``cod.IQG13Q01``, ``osm.n26608341``,
        ``wd.Q3318``.
    kind : str
        One of `geomap.gazetteer.tables.KINDS`.
    names : tuple of Name
        As written there, the preferred one of each language first, no two alike; at least one.
    lon, lat : float
        Degrees, WGS 84 (EPSG:4326).
    country : str
        ISO 3166-1 alpha-2.
    radius_km : float or None
        From the feature's real extent; None where the source does not say it.
    population : int or None
    units : tuple of str
        Ids, in the same source, of the units that hold it, nearest first; empty where it does not say.
    same_as : tuple of str
        Ids of the same place in other sources, in the same form, as the source itself states them.
    area : shapely geometry or None
        Polygon or multipolygon in EPSG:4326, of a unit.
    where : str
        Where the row stands: ``file:line``, or ``file`` and the record's id.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    lon: float
    lat: float
    country: str = "IQ"
    radius_km: float | None = None
    population: int | None = None
    units: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    area: Geometry | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer read.

    Parameters
    ----------
    places : tuple of ForeignPlace
        In the order of the files; no id twice.
    left_out : mapping of str to int
        Why rows were left out on purpose ("kind not of use: stream", "outside Iraq and its surroundings") → how many.
    edition : str
        What the files say of their own edition or date; empty where nothing.
    """

    places: tuple[ForeignPlace, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The passport of a foreign gazetteer, and how to read it.

    Parameters
    ----------
    key : str
        As the user names it: ``geonames``.
    prefix : str
        What its ids begin with: ``gn``.
    title, publisher, licence, homepage : str
    attribution : str
        The line that its licence asks for, to stand in every map and export.
    downloads : tuple of str
        Addresses at the publisher from which it comes where the user gives no path; empty where there is none.
    read : callable
        Takes the files (or folders) and returns a `Reading`; raises `GazetteerError` with every fault.
    resolve : callable or None
        Where the publisher answers at `downloads` with an index: takes its JSON and returns the addresses of the files.
    checksum : str
        What to append to an address for the publisher's own checksum of the file: ``.md5``; empty where it has none.
    """

    key: str
    prefix: str
    title: str
    publisher: str
    licence: str
    homepage: str
    attribution: str
    downloads: tuple[str, ...]
    read: Callable[[Sequence[Path]], Reading]
    resolve: Callable[[Any], tuple[str, ...]] | None = None
    checksum: str = ""
