"""Nobody hurt: "no casualties" is a figure too, and it is nought."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.events.casualties import Figure
from geomap.events.reading import Reading
from geomap.records import Count

__all__ = ["unhurt"]

_KINDS = {"nobody": ("killed", "injured"), "nobody_killed": ("killed",), "nobody_injured": ("injured",)}
"""Labels of the lexicon, and the kinds of figure that they set to nought."""


def unhurt(reading: Reading) -> Iterator[Figure]:
    """Yield a figure of nought for every "without casualties", "nobody was killed" of a report, in its order.

    Where another figure is given for the same event, that one holds (`geomap.events.tolls.agree`).
    """
    for hit in reading.labelled("casualties", *_KINDS):
        for kind in _KINDS[hit.entry.label]:
            yield Figure(kind, Count.exactly(0), None, hit.first, hit.last)
