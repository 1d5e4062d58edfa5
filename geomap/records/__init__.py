"""The vocabulary of geomap: one frozen record per stage.

A stage takes records and returns new ones; it never adds a key to a growing dict. Longitude comes before latitude, in
degrees on WGS 84 (EPSG:4326); distances are kilometres along the geodesic; days are local to Asia/Baghdad.
"""

from geomap.records.attribution import attribution_of
from geomap.records.casualty import Casualty
from geomap.records.claim import Claim
from geomap.records.codebooks import ACLED_DAYS, ACLED_WEEK, UCDP_DAYS, UCDP_TYPES
from geomap.records.event import Count, Event, When
from geomap.records.incident import (
    CODERS,
    COLUMNS,
    JSON_COLUMNS,
    Incident,
    Report,
    count_words,
    summary,
    when_words,
)
from geomap.records.place import Candidate, Location, Name, Place, Reason, Shares
from geomap.records.text import Document, Evidence, Fate, Mention, PlacePhrase, Problem, Sentence

__all__ = [
    "ACLED_DAYS",
    "ACLED_WEEK",
    "CODERS",
    "COLUMNS",
    "JSON_COLUMNS",
    "UCDP_DAYS",
    "UCDP_TYPES",
    "Candidate",
    "Casualty",
    "Claim",
    "Count",
    "Document",
    "Event",
    "Evidence",
    "Fate",
    "Incident",
    "Location",
    "Mention",
    "Name",
    "Place",
    "PlacePhrase",
    "Problem",
    "Reason",
    "Report",
    "Sentence",
    "Shares",
    "When",
    "attribution_of",
    "count_words",
    "summary",
    "when_words",
]
