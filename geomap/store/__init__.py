"""Incidents as a table, in the formats that others read, as they may be published, and against an earlier edition."""

from geomap.store.change_table import CHANGE_FORMATS, TABLE_COLUMNS, table, write_changes
from geomap.store.coarsening import PUBLISHED_REASONS, Coarsening
from geomap.store.comparison import CHANGES, Change, Comparison, compare
from geomap.store.draft import draft
from geomap.store.exports import FORMATS, check_beside, outputs, read, write
from geomap.store.frame import to_frame
from geomap.store.publication import NOTE_START, Edition, published
from geomap.store.result_table import TABLE_FORMATS, table_outputs, write_table

__all__ = [
    "CHANGES",
    "CHANGE_FORMATS",
    "FORMATS",
    "NOTE_START",
    "PUBLISHED_REASONS",
    "TABLE_COLUMNS",
    "TABLE_FORMATS",
    "Change",
    "Coarsening",
    "Comparison",
    "Edition",
    "check_beside",
    "compare",
    "draft",
    "outputs",
    "published",
    "read",
    "table",
    "table_outputs",
    "to_frame",
    "write",
    "write_changes",
    "write_table",
]
