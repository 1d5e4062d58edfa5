"""Importers of foreign gazetteers: each turns its publisher's files into `ForeignPlace`s, whole or not at all."""

from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source

__all__ = ["ForeignPlace", "Reading", "Source"]
