"""The foreign gazetteers that geomap can take in, by the name that the user gives."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geomap.gazetteer.importers import (
    cod_ab,
    geoboundaries,
    geonames,
    natural_earth,
    osm,
    table,
    whosonfirst,
    wikidata,
)
from geomap.gazetteer.importers.foreign import Source

__all__ = ["SOURCES"]

_MODULES = (geonames, whosonfirst, cod_ab, geoboundaries, natural_earth, osm, wikidata, table)

SOURCES: Mapping[str, Source] = MappingProxyType({module.SOURCE.key: module.SOURCE for module in _MODULES})
"""Key → source, in the order in which the documentation lists them."""
