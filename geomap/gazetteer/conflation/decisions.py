"""Records of what conflation decided, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.records import Name, Place

if TYPE_CHECKING:
    from geomap.gazetteer.area_files import Area

__all__ = ["Conflation", "Decision", "Refusal", "Verdict", "Withheld", "read_decisions", "written_decisions"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge says of two rows.

    Parameters
    ----------
    judge : str
        ``stated kind name distance parent ground``.
    bits : float
        How much that speaks for their being one place: the binary logarithm of how many times likelier it is of one
        place than of two; below 0 it speaks against.
    text : str
        The sentence that says so.
    """

    judge: str
    bits: float
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The likeliest place that a row was not taken for.

    Parameters
    ----------
    place : str
        Its id.
    score : float
        The judges' bits together.
    text : str
        Why not.
    """

    place: str
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A name of a row that its place was not given, though the library keeps it; and why."""

    name: Name
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one foreign row.

    Parameters
    ----------
    id : str
        The row's.
    place : str
        Id of the place in `Conflation.places` that it is now part of.
    kind : str
        ``stated``: its source says that it is the same; ``alike``: the judges found so; ``first``: it matched nothing
        that was there and is a place of its own, to which other rows may have been joined.
    with_row : str
        Id of the row that it was compared with: one of ours, or another foreign one; empty for ``first``.
    score : float
        The judges' bits together; 0 for ``first``.
    verdicts : tuple of Verdict
        The judges' sentences.
    refused : Refusal or None
        The likeliest place that it was not taken for; None where none came near.
    withheld : tuple of Withheld
        Its names that the place was not given, but for those it had already.
    """

    id: str
    place: str
    kind: str
    with_row: str = ""
    score: float = 0.0
    verdicts: tuple[Verdict, ...] = ()
    refused: Refusal | None = None
    withheld: tuple[Withheld, ...] = ()

    @property
    def text(self) -> str:
        """The decision in one sentence."""
        if self.kind == "first":
            return f"{self.id} is a place of its own."
        why = "; ".join(verdict.text for verdict in self.verdicts)
        return f"{self.id} is the same as {self.with_row} ({self.score:.1f} bits): {why}."


@dataclass(frozen=True, slots=True)
class Conflation:
    """Our places and the foreign ones as one gazetteer.

    Parameters
    ----------
    places : tuple of Place
        Ours in their order, with the names and sources of the rows that are the same; then those that are new, by id.
    decisions : mapping of str to Decision
        One for every foreign row, by its id, in the order of the ids.
    areas : mapping of str to tuple of Area
        Level → the surveyed areas that take the place of our approximate ones.
    """

    places: tuple[Place, ...]
    decisions: Mapping[str, Decision]
    areas: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)


def written_decisions(decisions: Iterable[Decision]) -> str:
    """Return decisions as JSON lines, for `read_decisions`."""
    return "".join(json.dumps(asdict(decision), ensure_ascii=False) + "\n" for decision in decisions)


def read_decisions(text: str) -> dict[str, Decision]:
    """Return the decisions that `written_decisions` wrote, by the id of their row.

    Raises
    ------
    ValueError, KeyError, TypeError
        Where the text is not whole, or of another edition.
    """
    decisions = (_decision(json.loads(line)) for line in text.splitlines())
    return {decision.id: decision for decision in decisions}


def _decision(told: dict[str, Any]) -> Decision:
    refused, withheld = told.pop("refused"), told.pop("withheld")
    return Decision(
        verdicts=tuple(Verdict(**verdict) for verdict in told.pop("verdicts")),
        refused=Refusal(**refused) if refused else None,
        withheld=tuple(Withheld(_name(kept["name"]), kept["text"]) for kept in withheld),
        **told,
    )


def _name(told: dict[str, Any]) -> Name:
    first, last = told["years"]
    return Name(told["text"], told["language"], (first, last))
