"""Join the incidents that are the same event, and take a join back.

Incidents → those of reprints with their originals' → sketches → candidate pairs → judges → groups → one record a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geomap.merge.blocks import candidates
from geomap.merge.clusters import clusters
from geomap.merge.folding import fold
from geomap.merge.judges import weigh
from geomap.merge.reprints import Fingerprint, marked
from geomap.merge.sketch import Sketch, in_order, sketch
from geomap.merge.union import union
from geomap.records import Incident

__all__ = ["join", "merge", "unmerge"]


def merge(
    incidents: Sequence[Incident], *, across: bool = True, prints: Iterable[Fingerprint] = ()
) -> tuple[Incident, ...]:
    """Return the incidents, those that are one event joined into one record each.

    The result depends on the reports alone: not on the order of `incidents`, nor on what was merged before, for a
    merged incident is taken apart and weighed anew with the others. So a late report joins an old incident, and merging
    twice changes nothing. Time grows linearly with the number of incidents.

    Parameters
    ----------
    incidents : sequence of Incident
        Merged or not; from one report or many.
    across : bool
        False: join only what one report tells twice; reprints are marked, but each stays a report of its own.
    prints : iterable of Fingerprint
        Of the reports, by which reprints are known; without them those are that `Report.reprint_of` names already.

    Returns
    -------
    tuple of Incident
        By publication day, then id. A joined one carries `members`, `merge_reasons`, ranges where its reports disagree
        and a warning for each contradiction; `unmerge` takes it apart. A rejected incident is never joined.
    """
    single = in_order(marked((member for incident in incidents for member in unmerge(incident)), prints))
    open_, rejected = [i for i in single if i.status != "rejected"], [i for i in single if i.status == "rejected"]
    tellings = fold(open_) if across else [[n] for n in range(len(open_))]
    sketches = [sketch(open_[telling[0]], across=across) for telling in tellings]
    near = candidates(sketches, across)
    weights = {(a, b): weigh(sketches[a], sketches[b]).log_odds for a, b in near.pairs}
    joined = []
    for group in clusters(len(tellings), weights, near.crowded):
        reasons = (*_reasons(group, sketches, weights), *_prints([tellings[n] for n in group], open_))
        members = [open_[n] for n in sorted(n for telling in group for n in tellings[telling])]
        joined.append(union(members, reasons) if len(members) > 1 else members[0])
    return tuple(in_order([*joined, *rejected]))


def join(
    old: Sequence[Incident], new: Sequence[Incident], *, prints: Iterable[Fingerprint] = ()
) -> tuple[Incident, ...]:
    """Return old incidents and those of later reports, joined as if all had been merged at once.

    An old incident keeps its id, also where a report that came late was published first; where a late report shows two
    old incidents to be one, that is the id of the one that stands first.

    Parameters
    ----------
    old : sequence of Incident
        As `merge` or `join` gave them.
    new : sequence of Incident
        Of reports that came since.
    prints : iterable of Fingerprint
        Of all reports by which reprints are known, the old ones' too; without an old one's its mark is kept.
    """
    names: dict[str, str] = {}
    for incident in in_order(old):
        for member in unmerge(incident):
            names.setdefault(member.id, incident.id)
    taken: set[str] = set()
    named = []
    for incident in merge([*old, *new], prints=prints):
        before = (names[member.id] for member in unmerge(incident) if member.id in names)
        name = next((one for one in before if one not in taken), incident.id)
        taken.add(name)
        named.append(incident if name == incident.id else replace(incident, known_as=name))
    return tuple(named)


def unmerge(incident: Incident) -> tuple[Incident, ...]:
    """Return the incidents that `merge` joined into this one, as they were; itself if it was not merged."""
    parts = tuple(part for member in incident.members for part in unmerge(member))
    return parts or (replace(incident, known_as=None) if incident.known_as else incident,)


def _reasons(
    group: Sequence[int], sketches: Sequence[Sketch], weights: Mapping[tuple[int, int], float]
) -> Iterator[str]:
    """Yield, for each telling but the first, its best link to one before it.

    The sentences are asked for anew: kept for every pair that was weighed, they would fill the memory of a long batch.
    """
    for n, late in enumerate(group[1:], 1):
        links = [(weights[early, late], -early) for early in group[:n] if (early, late) in weights]
        if links:
            early = -max(links)[1]
            best = weigh(sketches[early], sketches[late])
            names = f"{_name(sketches[late].incident)} and {_name(sketches[early].incident)}"
            yield f"{names} (log-odds {best.log_odds:.1f}): {' '.join(best.sentences)}"


def _prints(tellings: Sequence[Sequence[int]], incidents: Sequence[Incident]) -> Iterator[str]:
    """Yield, for each incident of a reprint, the sentence that says so."""
    for first, *further in tellings:
        for n in further:
            yield f"{_name(incidents[n])} prints the text of {_name(incidents[first])} again: the same passage."


def _name(incident: Incident) -> str:
    return incident.reports[0].id if incident.reports else incident.id
