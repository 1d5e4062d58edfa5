"""Incidents as a table, and in the formats that others read."""

from geomap.store.draft import draft
from geomap.store.exports import FORMATS, read, write
from geomap.store.frame import to_frame

__all__ = ["FORMATS", "draft", "read", "to_frame", "write"]
