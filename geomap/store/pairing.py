"""Which incidents of two editions are the same: an ordered list of levels, each with its words.

1. ``id``: they bear the same id.
2. ``reports``: they share a report, their days touch, and they rest on the same words of it; where an edition keeps no
   evidence, they are of one type at one place instead. One report often tells several events, so a report alone is no
   proof.
3. ``place``: they share no report, but are of one type, their days touch, and each lies within the other's region.

An incident has one partner at most. Of what has none, an old one was *merged* into a new one that has gained its words
(or reports), and a new one was *split* from an old one that has lost them. Scores are symmetric, and ties fall to what
the rows say, never to where they stand: the order of rows does not matter, and swapping the editions swaps the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from geomap.geodesy import distance_km

__all__ = ["Pairing", "pairing"]

NEAR_KM = 5.0
"""Two points this near are one place whatever their radius: villages stand that far apart. A guess, untested."""

FAR_KM = 25.0
"""Two points farther apart are never one place by themselves, however vague: UCDP's "near"."""

LONGEST_DAYS = 40
"""Days of a range that are looked at one by one; of a longer one the first and last are."""

Row = Mapping[str, Any]
Score = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who is whom: numbers of rows of the old and of the new edition.

    Parameters
    ----------
    pairs : tuple of (int, int, str)
        Old, new, and the level that found it: ``id``, ``reports`` or ``place``.
    gone : mapping of int to (int or None)
        Old ones without a partner → the new one into which it was merged, or None.
    come : mapping of int to (int or None)
        New ones without a partner → the old one from which it was split, or None.
    """

    pairs: tuple[tuple[int, int, str], ...]
    gone: Mapping[int, int | None]
    come: Mapping[int, int | None]


def pairing(old: Sequence[Row], new: Sequence[Row]) -> Pairing:
    """Return which rows of two editions are the same incident; every row of both is in the answer once."""
    olds, news = [*map(_Known, old)], [*map(_Known, new)]
    free_old, free_new = set(range(len(olds))), set(range(len(news)))
    pairs: list[tuple[int, int, str]] = []
    for level, find in _LEVELS:
        found = find(_Side(olds, free_old), _Side(news, free_new))
        for i, j in found:
            pairs.append((i, j, level))
            free_old.discard(i)
            free_new.discard(j)
    joined = [(olds[i], news[j], i, j) for i, j, _ in pairs]
    into = _holders([(n, o, j) for o, n, _, j in joined])
    out_of = _holders([(o, n, i) for o, n, i, _ in joined])
    return Pairing(
        tuple(sorted(pairs)),
        {i: into(olds[i]) for i in sorted(free_old)},
        {j: out_of(news[j]) for j in sorted(free_new)},
    )


class _Known:
    """What is looked at of a row, each worked out once."""

    def __init__(self, row: Row) -> None:
        self.row = row

    @cached_property
    def key(self) -> str:
        """A name for all that the row says, for ties."""
        return hashlib.sha256(json.dumps(self.row, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()

    @cached_property
    def reports(self) -> frozenset[str]:
        return frozenset(str(r["id"]) for r in self.row["reports"] or () if isinstance(r, Mapping) and r.get("id"))

    @cached_property
    def spans(self) -> frozenset[tuple[str, int, int]]:
        """Where its sentences stand; the words of single fields where an edition keeps no sentences."""
        found = [e for e in self.row["evidence"] or () if isinstance(e, Mapping)]
        whole = [e for e in found if e.get("field") == "sentence"]
        return frozenset((str(e.get("document")), e.get("start") or 0, e.get("end") or 0) for e in whole or found)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        start, end = self.row["date_start"], self.row["date_end"]
        if start is None:
            return None
        first, last = date.fromisoformat(start), date.fromisoformat(end or start)
        return min(first, last), max(first, last)

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.row["lon"] is None else (self.row["lon"], self.row["lat"])


@dataclass(frozen=True, slots=True)
class _Side:
    """An edition, and which of its rows have no partner yet."""

    rows: Sequence[_Known]
    free: set[int]

    def by(self, names: Callable[[_Known], Iterable[Any]]) -> dict[Any, list[int]]:
        """Return the free rows under each of their names."""
        found: dict[Any, list[int]] = defaultdict(list)
        for number in sorted(self.free):
            for name in names(self.rows[number]):
                found[name].append(number)
        return found


def _same_id(old: _Side, new: _Side) -> Iterator[tuple[int, int]]:
    """Yield rows of one id; where several bear it, those that say the same first."""
    others = new.by(lambda row: [row.row["id"]])
    for name, mine in old.by(lambda row: [row.row["id"]]).items():
        theirs = list(others.get(name, ()))
        several = len(mine) + len(theirs) > 2
        left = []
        for i in mine:
            twin = next((j for j in theirs if new.rows[j].key == old.rows[i].key), None) if several else None
            if twin is None:
                left.append(i)
            else:
                theirs.remove(twin)
                yield i, twin
        by_key = sorted(left, key=lambda i: old.rows[i].key), sorted(theirs, key=lambda j: new.rows[j].key)
        yield from zip(*by_key, strict=False)


def _same_reports(old: _Side, new: _Side) -> Iterator[tuple[int, int]]:
    """Yield rows that share a report, days and words."""
    return _best(old, new, _meeting(old, new, lambda row: row.reports), _by_reports)


def _same_place(old: _Side, new: _Side) -> Iterator[tuple[int, int]]:
    """Yield rows of one type on one day at one place."""
    return _best(old, new, _meeting(old, new, _typed_days), _by_place)


_LEVELS: tuple[tuple[str, Callable[[_Side, _Side], Iterable[tuple[int, int]]]], ...] = (
    ("id", _same_id),
    ("reports", _same_reports),
    ("place", _same_place),
)


def _meeting(old: _Side, new: _Side, names: Callable[[_Known], Iterable[Any]]) -> set[tuple[int, int]]:
    """Return the free rows of both that have a name in common."""
    theirs = new.by(names)
    return {(i, j) for name, mine in old.by(names).items() for i in mine for j in theirs.get(name, ())}


def _best(
    old: _Side, new: _Side, candidates: Iterable[tuple[int, int]], judge: Callable[[_Known, _Known], Score | None]
) -> Iterator[tuple[int, int]]:
    """Yield the candidates of the highest scores, none twice."""
    judged = ((judge(old.rows[i], new.rows[j]), i, j) for i, j in candidates)
    scored = [(score, i, j) for score, i, j in judged if score is not None]

    def order(entry: tuple[Score, int, int]) -> tuple[Score, list[str]]:
        score, i, j = entry
        return tuple(-part for part in score), sorted((old.rows[i].key, new.rows[j].key))

    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in sorted(scored, key=order):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield i, j


def _by_reports(one: _Known, other: _Known) -> Score | None:
    if not _touch(one, other):
        return None
    same_type = one.row["event_type"] == other.row["event_type"]
    words = _alike(one.spans, other.spans)
    told = words > 0 if one.spans and other.spans else same_type and _same_spot(one, other)
    return (words, _alike(one.reports, other.reports), *_closeness(one, other)) if told else None


def _by_place(one: _Known, other: _Known) -> Score | None:
    same_type = one.row["sub_event_type"] == other.row["sub_event_type"]
    if one.reports & other.reports:  # judged by their words already
        return None
    if not (same_type and one.days and other.days and _touch(one, other) and _same_spot(one, other)):
        return None
    return _closeness(one, other)


def _closeness(one: _Known, other: _Known) -> Score:
    """Return how near two incidents are in type, figures and place; symmetric to the last digit."""
    same = [one.row[name] == other.row[name] for name in ("sub_event_type", "killed_min", "killed_max", "injured_min")]
    return (float(sum(same)), -round(_apart_km(one, other), 3))


def _alike(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the share of both together that both have (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _touch(one: _Known, other: _Known) -> bool:
    """Return whether both can have happened on one day; not knowing is no contradiction."""
    if one.days is None or other.days is None:
        return True
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]


def _same_spot(one: _Known, other: _Known) -> bool:
    if one.row["place_id"] and one.row["place_id"] == other.row["place_id"]:
        return True
    reach = min(FAR_KM, max(NEAR_KM, min(one.row["radius_km"] or 0, other.row["radius_km"] or 0)))
    return _apart_km(one, other) <= reach


def _apart_km(one: _Known, other: _Known) -> float:
    """Return how far two points lie apart, more than any distance where one has none."""
    if one.point is None or other.point is None:
        return 99_999.0
    first, second = sorted((one.point, other.point))  # the geodesic there and back may differ in the last digit
    return distance_km(*first, *second)


def _typed_days(row: _Known) -> Iterator[tuple[str | None, date]]:
    """Yield the type with each day on which it can have happened."""
    if row.days is None:
        return
    first, last = row.days
    length = (last - first).days
    steps = range(length + 1) if length <= LONGEST_DAYS else (0, length)
    for step in steps:
        yield row.row["sub_event_type"], first + timedelta(days=step)


def _holders(joined: Sequence[tuple[_Known, _Known, int]]) -> Callable[[_Known], int | None]:
    """Return what finds, among pairs, the one that has what a row without partner had, and its partner has not.

    Parameters
    ----------
    joined : sequence
        Holder, its partner in the edition of the row that is asked for, the holder's number.
    """
    by_report: dict[str, list[tuple[_Known, _Known, int]]] = defaultdict(list)
    for entry in joined:
        for report in entry[0].reports:
            by_report[report].append(entry)

    def holder(row: _Known) -> int | None:
        near = {entry[2]: entry for report in row.reports for entry in by_report.get(report, ())}
        shared = [(_held(row, has, partner), has.key, number) for has, partner, number in near.values()]
        best = min(((-count, key, number) for count, key, number in shared if count), default=None)
        return best[2] if best else None

    return holder


def _held(row: _Known, holder: _Known, partner: _Known) -> int:
    """Return how many words, or else reports, of a row its would-be holder has beyond those of its own partner."""
    if not _touch(row, holder):
        return 0
    if row.spans and holder.spans and partner.spans:
        return len(row.spans & (holder.spans - partner.spans))
    same = row.row["event_type"] == holder.row["event_type"]
    return len(row.reports & (holder.reports - partner.reports)) if same else 0
