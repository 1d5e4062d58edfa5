"""Incidents as a table, in the formats that others read, and as they may be published."""

from geomap.store.coarsening import PUBLISHED_REASONS, Coarsening
from geomap.store.draft import draft
from geomap.store.exports import FORMATS, check_beside, outputs, read, write
from geomap.store.frame import to_frame
from geomap.store.publication import NOTE_START, Edition, published

__all__ = [
    "FORMATS",
    "NOTE_START",
    "PUBLISHED_REASONS",
    "Coarsening",
    "Edition",
    "check_beside",
    "draft",
    "outputs",
    "published",
    "read",
    "to_frame",
    "write",
]
