"""Resolving names to places: every name of a dossier judged once, anchors before what counts from them."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.locate.agreement import Claim
from geomap.locate.dossier import Dossier
from geomap.locate.expressions import Expression, Named
from geomap.locate.judges import Case, judge
from geomap.locate.reasons import reason
from geomap.records import Candidate, Place, Reason

__all__ = ["Choice"]

BELIEVED = 0.5
"""Probability of all candidates together below which a name counts as unknown."""
COMPANY_KINDS = ("city", "town", "village", "quarter", "subdistrict", "district")
DEEPEST = 20
"""Names that are looked at, each to place the one before: "A, north of B, which lies east of C …"."""
MOST_OTHERS = 12
"""Other places that company is looked for among: the names of the phrases, then those of the report in order."""


class Choice:
    """Candidates for the names of a dossier.

    Parameters
    ----------
    dossier : Dossier
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._known: dict[Named, tuple[Candidate, ...]] = {}
        self._open: set[Named] = set()

    def candidates(self, named: Named) -> tuple[Candidate, ...]:
        """Return the candidates for a name, the likeliest first; empty for a name that the gazetteer lacks."""
        if named not in self._known:
            places = self.dossier.places(named)
            if not places or named in self._open or len(self._open) >= DEEPEST:
                return ()
            self._open.add(named)
            self._known[named] = judge(self._case(named), places)
            self._open.discard(named)
        return self._known[named]

    def best(self, named: Named) -> Place | None:
        """Return the likeliest place of a name, or None where "none of these" is likelier than all together."""
        candidates = self.candidates(named)
        return candidates[0].place if sum(c.probability for c in candidates) >= BELIEVED else None

    def refusal(self, named: Named) -> Reason | None:
        """Return why no place is taken for a name that the gazetteer has, or None where one is, or it has none."""
        candidates = self.candidates(named)
        if not candidates or self.best(named) is not None:
            return None
        percent = round(100 * (1 - sum(c.probability for c in candidates)))
        return reason("none_fits", count=len(candidates), name=named.text, probability=percent)

    def claims(self, expressions: Sequence[Expression]) -> tuple[Claim, ...]:
        """Return the expressions with their anchors resolved; those with an unknown anchor are left out."""
        found = []
        for expression in expressions:
            anchors = tuple(place for anchor in expression.anchors if (place := self.best(anchor)) is not None)
            if anchors and len(anchors) == len(expression.anchors):
                found.append(Claim(expression, anchors))
        return tuple(found)

    def _case(self, named: Named) -> Case:
        dossier = self.dossier
        claims = self.claims(dossier.claims_about(named))
        counted = {place.id for claim in claims for place in claim.anchors}
        containers = dossier.containers(named)
        counted |= {place.id for entry in containers for place in entry.places}
        others = tuple(place for place in self._others(named) if place.id not in counted)
        return Case(named, containers, claims, others, dossier.gazetteer, named in dossier.anchors)

    def _others(self, named: Named) -> tuple[Place, ...]:
        """Return the best-known places of the other names: settlements and units, without the country."""
        ids = [
            n.ids[0]
            for r in self.dossier.readings
            for n in r.names
            if n.ids and n != named and n.ids[0] not in named.ids
        ]
        ids += [
            a.ids[0] for a in sorted(self.dossier.anchors, key=lambda n: n.start) if a.ids and a.ids[0] not in named.ids
        ]
        ids += [m.place_ids[0] for m in self.dossier.mentions if m.place_ids and m.place_ids[0] not in named.ids]
        places = self.dossier.gazetteer.places
        known = (places[id] for id in dict.fromkeys(ids) if id in places)
        return tuple(place for place in known if place.kind in COMPANY_KINDS)[:MOST_OTHERS]
