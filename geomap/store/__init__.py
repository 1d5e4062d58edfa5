"""Incidents as a table, and in the formats that others read."""

from geomap.store.draft import draft
from geomap.store.exports import FORMATS, check_beside, outputs, read, write
from geomap.store.frame import to_frame
from geomap.store.result_table import TABLE_FORMATS, table_outputs, write_table

__all__ = [
    "FORMATS",
    "TABLE_FORMATS",
    "check_beside",
    "draft",
    "outputs",
    "read",
    "table_outputs",
    "to_frame",
    "write",
    "write_table",
]
