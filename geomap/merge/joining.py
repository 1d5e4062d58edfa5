"""Join the incidents that are the same event, and take a join back.

Incidents → sketches → candidate pairs → judges → groups → one record a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geomap.merge.blocks import candidates
from geomap.merge.clusters import clusters
from geomap.merge.judges import weigh
from geomap.merge.sketch import Sketch, in_order, sketch
from geomap.merge.union import union
from geomap.records import Incident

__all__ = ["merge", "split"]


def merge(incidents: Sequence[Incident], *, across: bool = True) -> tuple[Incident, ...]:
    """Return the incidents, those that are one event joined into one record each.

    The result depends on the reports alone: not on the order of `incidents`, nor on what was merged before, for a
    merged incident is taken apart and weighed anew with the others. So a late report joins an old incident, and merging
    twice changes nothing. Time grows linearly with the number of incidents.

    Parameters
    ----------
    incidents : sequence of Incident
        Merged or not; from one report or many.
    across : bool
        False: join only what one report tells twice.

    Returns
    -------
    tuple of Incident
        By publication day, then id. A joined one carries `members`, `merge_reasons`, ranges where its reports disagree
        and a warning for each contradiction; `split` takes it apart. A rejected incident is never joined.
    """
    single = in_order(member for incident in incidents for member in split(incident))
    open_, rejected = [i for i in single if i.status != "rejected"], [i for i in single if i.status == "rejected"]
    sketches = [sketch(incident) for incident in open_]
    near = candidates(sketches, across)
    weights = {(a, b): weigh(sketches[a], sketches[b]).log_odds for a, b in near.pairs}
    groups = clusters(len(open_), weights, near.crowded)
    joined = [_joined([open_[n] for n in group], _reasons(group, sketches, weights)) for group in groups]
    return tuple(in_order([*joined, *rejected]))


def split(incident: Incident) -> tuple[Incident, ...]:
    """Return the incidents that `merge` joined into this one, as they were; itself if it was not merged."""
    return tuple(part for member in incident.members for part in split(member)) or (incident,)


def _joined(members: Sequence[Incident], reasons: Iterable[str]) -> Incident:
    return union(members, tuple(reasons)) if len(members) > 1 else members[0]


def _reasons(
    group: Sequence[int], sketches: Sequence[Sketch], weights: Mapping[tuple[int, int], float]
) -> Iterable[str]:
    """Yield, for each member but the first, its best link to one before it.

    The sentences are asked for anew: kept for every pair that was weighed, they would fill the memory of a long batch.
    """
    for n, late in enumerate(group[1:], 1):
        links = [(weights[early, late], -early) for early in group[:n] if (early, late) in weights]
        if links:
            early = -max(links)[1]
            best = weigh(sketches[early], sketches[late])
            names = f"{_name(sketches[late].incident)} and {_name(sketches[early].incident)}"
            yield f"{names} (log-odds {best.log_odds:.1f}): {' '.join(best.sentences)}"


def _name(incident: Incident) -> str:
    return incident.reports[0].id if incident.reports else incident.id
