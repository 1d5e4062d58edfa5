"""From the sentences of a report and the names in it to events, each with the words that it rests on."""

from __future__ import annotations

from geomap.events.confidence import as_placed
from geomap.events.reader import extract
from geomap.events.readers import EventReader, by_rules
from geomap.events.reading import history
from geomap.events.tracing import trace

__all__ = ["EventReader", "as_placed", "by_rules", "extract", "history", "trace"]
