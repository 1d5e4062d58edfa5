"""Casualties as they are told: every figure by itself, with its side and who gives it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Casualty"]


@dataclass(frozen=True, slots=True)
class Casualty:
    """One figure of one report, kept beside the others where they differ.

    Parameters
    ----------
    kind : str
        ``killed``, ``injured``, ``abducted``, ``arrested``, or ``combined``: killed and injured in one figure, which
        says nothing about either.
    group : str
        ``attackers`` (of the Islamic State or another armed group outside the state), ``forces`` (of a state),
        ``civilians`` or ``unspecified``.
    actor : str or None
        The finer class of the actor whose people they were (`geomap.events.actors`), None where it is not said.
    low, high : int or None
        The range; None for an open end, and for both where no number is given ("civilians were killed").
    text : str
        The words of the figure, from the word that says what happened to the people.
    source : str or None
        The words of who says so ("مصدر في شرطة كركوك"); None where it is the report itself.
    status : str
        ``given``; ``revised``, where a later figure of the report took its place; ``conflicting``, where another one
        of the report excludes it.
    rule : str or None
        The convention that made a number of a word ("ACLED: dozens are 12"); None where the figure is as written.
    document : str
        Id of the report.
    """

    kind: str
    group: str
    actor: str | None
    low: int | None
    high: int | None
    text: str
    source: str | None = None
    status: str = "given"
    rule: str | None = None
    document: str = ""
