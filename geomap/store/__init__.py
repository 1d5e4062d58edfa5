"""Incidents as a table, and in the formats that others read."""

from geomap.store.exports import FORMATS, read, write
from geomap.store.frame import to_frame

__all__ = ["FORMATS", "read", "to_frame", "write"]
