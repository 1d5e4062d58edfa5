"""Incidents as a table, and in the formats that others read."""

from geomap.store.draft import draft
from geomap.store.exports import FORMATS, check_beside, outputs, read, write
from geomap.store.frame import to_frame

__all__ = ["FORMATS", "check_beside", "draft", "outputs", "read", "to_frame", "write"]
