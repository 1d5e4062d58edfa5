"""Whoever reads events out of a report: our rules, or another reader behind the same interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geomap.events.reader import extract
from geomap.records import Document, Event, Mention, Problem

__all__ = ["EventReader", "by_rules"]


class EventReader(Protocol):
    """Reads the events of one report."""

    def __call__(
        self, document: Document, mentions: Sequence[Mention], /
    ) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
        """Return the events that a report tells, each once, and what is to be said of the reading.

        Parameters
        ----------
        document : Document
            The report.
        mentions : sequence of Mention
            The gazetteer's names in its text.

        Raises
        ------
        DocumentError
            If the report cannot be read this time.
        """
        ...


def by_rules(document: Document, mentions: Sequence[Mention], /) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """Return what our rules read (`geomap.events.extract`); they have nothing to say of it."""
    return extract(document, mentions), ()
