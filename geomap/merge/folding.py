"""What the prints of one text tell of one event is one telling: put together before anything is weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from geomap.merge.judges import weigh
from geomap.merge.sketch import Sketch, sketch
from geomap.records import Incident

__all__ = ["fold"]

ALIKE = 1.0
"""Log-odds from which two incidents in two prints of one text are one telling: what their type alone says is too
little; their words alone are enough."""

_ASIDE = ("report", "time")
"""Judges that are not asked: the day of a reprint may be that of its publication, and its report is another."""


def fold(incidents: Sequence[Incident]) -> list[list[int]]:
    """Return positions of incidents by what they tell: of a reprint with the original's, every other by itself.

    Each print gives each telling at most one incident, the likest first, among equals in the order of the text. A
    reprint's further incidents stand by themselves, as those of one report do.

    Parameters
    ----------
    incidents : sequence of Incident
        Unmerged, in their lasting order.

    Returns
    -------
    list of list of int
        The original's incident first; in the order of the firsts.
    """
    prints: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    alone: list[list[int]] = []
    for position, incident in enumerate(incidents):
        if incident.reports:
            prints[incident.reports[0].original][incident.reports[0].id].append(position)
        else:
            alone.append([position])
    for original, group in prints.items():
        alone += [[n] for n in next(iter(group.values()))] if len(group) == 1 else _told(original, group, incidents)
    return sorted(alone)


def _told(original: str, group: dict[str, list[int]], incidents: Sequence[Incident]) -> list[list[int]]:
    sketches = {n: sketch(incidents[n], across=False) for positions in group.values() for n in positions}
    told: list[list[int]] = []
    for report in sorted(group, key=lambda report: report != original):
        positions = sorted(group[report], key=lambda n: (_start(incidents[n]), n))
        again = dict(_matches([sketches[telling[0]] for telling in told], [sketches[n] for n in positions]))
        for n, position in enumerate(positions):
            if n in again:
                told[again[n]].append(position)
            else:
                told.append([position])
    return told


def _start(incident: Incident) -> int:
    return min((evidence.start for evidence in incident.event.evidence), default=0)


def _matches(told: Sequence[Sketch], further: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield (index of a further incident, index of the telling that it repeats), the likest pair first."""
    scored = [(-_likeness(a, b), n, m) for n, a in enumerate(told) for m, b in enumerate(further)]
    left_told, left = set(range(len(told))), set(range(len(further)))
    for odds, n, m in sorted(scored):
        if -odds > ALIKE and n in left_told and m in left:
            left_told.discard(n)
            left.discard(m)
            yield m, n


def _likeness(a: Sketch, b: Sketch) -> float:
    return sum(verdict.log_odds for verdict in weigh(a, b).verdicts if verdict.judge not in _ASIDE)
