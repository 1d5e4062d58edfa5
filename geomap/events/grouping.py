"""Grouping: which tellings of a report tell the same event.

Every telling is held against the events told so far by an ordered list of small judges. A judge gives points for or
against, or refuses; the best event with enough points takes the telling, else a new event begins. The points were
set by reading 44 gold articles, and checked on the other 36.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from geomap.events.casualties import Figure
from geomap.events.site import Site, governorates, holds
from geomap.events.telling import Telling
from geomap.events.tolls import is_kin
from geomap.events.triggers import Trigger, main
from geomap.records import Count, When

__all__ = ["Draft", "group"]

_ENOUGH = 2.5
"""Points at which a telling joins an event: the same kind and a shared place (5), or the same kind, no place of its own
and one sign that the report goes on about it (3)."""


@dataclass(slots=True)
class Draft:
    """An event while its report is being read."""

    tellings: list[Telling] = field(default_factory=list)
    _figures: dict[tuple[str, int], list[Figure]] = field(default_factory=dict, repr=False, compare=False)
    """Figures by kind, for the number of tellings at which they were asked for: a draft only grows."""

    @property
    def trigger(self) -> Trigger:
        """The trigger that names its kind; the headline's only where nothing else does."""
        body = [telling.trigger for telling in self.tellings if not telling.clause.title]
        return main(body or [telling.trigger for telling in self.tellings])

    @property
    def sites(self) -> list[Site]:
        """Its places, in the order of the text; the headline's only where nothing else names one."""
        body = [telling.site for telling in self.tellings if telling.site and not telling.clause.title]
        return body or [telling.site for telling in self.tellings if telling.site]

    @property
    def abroad(self) -> bool:
        """Whether it happened outside Iraq, as the first place that is named for it says."""
        sites = self.sites
        return bool(sites) and sites[0].abroad

    def figures(self, kind: str) -> list[Figure]:
        """Return its figures of `kind`; those of the headline only where the body gives none."""
        known = self._figures.get((kind, len(self.tellings)))
        if known is None:
            known = self._figures[kind, len(self.tellings)] = self._told(kind)
        return known

    def _told(self, kind: str) -> list[Figure]:
        told = [telling for telling in self.tellings if not telling.listed]
        body = [telling for telling in told if not telling.clause.title]
        if not any(_counted(telling, kind) for telling in body):
            body = told
        body = _revised(body, kind) or body
        figures = [figure for telling in body for figure in telling.clause.figures if figure.kind == kind]
        return [figure for figure in figures if not figure.earlier] or figures


def _revised(tellings: Sequence[Telling], kind: str) -> list[Telling]:
    """Return the telling that gives a later and higher toll in place of the earlier ones, if one does."""
    tolls = {n: max(map(_least, found)) for n, told in enumerate(tellings) if (found := _counted(told, kind))}
    last = max((n for n in tolls if "revised" in tellings[n].clause.marks), default=None)
    return [tellings[last]] if last is not None and tolls[last] == max(tolls.values()) else []


def _counted(telling: Telling, kind: str) -> list[Figure]:
    return [figure for figure in telling.clause.figures if figure.kind == kind and figure.count is not None]


def _least(figure: Figure) -> int:
    return (figure.count.low or 0) if figure.count else 0


Judge = Callable[[Telling, Draft], float | None]


def group(tellings: Sequence[Telling]) -> list[Draft]:
    """Return the events that `tellings` (in the order of the text) tell.

    The headline is held against the events of the body at the end: it repeats one of them, or sums them up.
    """
    body = [telling for telling in tellings if not telling.clause.title]
    title = [telling for telling in tellings if telling.clause.title]
    drafts = _adopt(_join([], [telling for telling in body if not _is_wide_sum(telling)]))
    drafts += [Draft([telling]) for telling in body if _is_wide_sum(telling)]
    found = len(drafts)
    _join(drafts, title)
    return drafts[:found] or drafts


def _join(drafts: list[Draft], tellings: Sequence[Telling]) -> list[Draft]:
    """Give each of `tellings` to one of `drafts`, or begin a new one with it; return `drafts`."""
    for telling in tellings:
        latest = max(drafts, key=lambda draft: draft.tellings[-1].clause.first, default=None)
        points = [(_points(telling, draft, draft is latest), draft) for draft in reversed(drafts)]
        best, draft = max(points, key=lambda pair: pair[0], default=(0.0, None))
        if draft is not None and best >= _ENOUGH:
            draft.tellings.append(telling)
        else:
            drafts.append(Draft([_placed(telling)]))
    return drafts


def _adopt(drafts: list[Draft]) -> list[Draft]:
    """Give a toll that stands before its event, with no place and no kind of its own, to the event told next."""
    homes: list[Draft] = []
    for draft in drafts:
        before = homes[-1] if homes else None
        if before is not None and _is_toll(before) and _follows(draft, before):
            draft.tellings[:0] = before.tellings
            homes[-1] = draft
        else:
            homes.append(draft)
    return homes


def _is_toll(draft: Draft) -> bool:
    counted = any(figure.count is not None for telling in draft.tellings for figure in telling.clause.figures)
    return counted and not draft.sites and all(telling.trigger.label == "killing" for telling in draft.tellings)


def _follows(draft: Draft, toll: Draft) -> bool:
    telling, last = draft.tellings[0], toll.tellings[-1]
    near = telling.clause.sentence - last.clause.sentence <= _NEAR and "new_topic" not in telling.clause.marks
    scattered = any("scattered" in told.clause.marks for told in toll.tellings)
    return near and not telling.clause.title and not scattered and _figures(telling, toll) is not None


_NEAR = 3
"""Sentences between a toll and the event that it is of."""


_SURE = 7
"""Rank of a trigger whose words say by themselves that something happened: "On Monday a buried bomb went off"."""


def _placed(telling: Telling) -> Telling:
    """Return `telling` with the place named last before it where it has none, but figures of its own.

    Words that say by themselves that something happened that day happened where the report is about.
    """
    counted = any(figure.count is not None for figure in telling.clause.figures)
    certain = not (telling.trigger.weak or telling.trigger.generic)
    dated = any(dated.when.precision == "day" for dated in telling.clause.dates)
    if telling.site is not None or not (counted or (dated and certain and telling.trigger.rank >= _SURE)):
        return telling
    return replace(telling, site=(telling.nearby if counted else None) or (telling.topic if certain else None))


def _points(telling: Telling, draft: Draft, latest: bool) -> float:
    """Return the points of all judges, or minus infinity where one refuses.

    Words without a place go on about what was told last, unless they come back to something with an article.
    """
    stray = telling.site is None and not latest and not telling.trigger.definite and not telling.clause.title
    total = -1.5 if stray else 0.0
    for judge in JUDGES:
        points = judge(telling, draft)
        if points is None:
            return float("-inf")
        total += points
    return total


def _kind(telling: Telling, draft: Draft) -> float | None:
    """The same kind of event; "attack" and "killing" go with any armed kind, fighting with the ground it wins;
    "shelling" may have come from the air."""
    mine, theirs = telling.trigger, draft.trigger
    if mine.family == theirs.family:
        return 2.0
    armed = {"fight", "bomb", "air", "shell"}
    if (mine.label == "bodies_recovered" and theirs.family in armed) or _burns(mine, theirs) or _burns(theirs, mine):
        return 1.0
    if (mine.generic or theirs.generic) and {mine.family, theirs.family} <= armed:
        return 1.0
    if {mine.family, theirs.family} == {"fight", "territory"}:
        return 0.5
    if {mine.family, theirs.family} == {"shell", "air"} and (mine.by_air or theirs.by_air):
        return 1.0
    if mine.label == "killing" or theirs.label == "killing":
        return 1.0 if "territory" in (mine.family, theirs.family) else 0.5
    if mine.family == "bodies" and telling.site is None and _same_dead(telling, draft):
        return 1.0
    return 1.0 if telling.site is None and (mine.weak or mine.device) else None


def _burns(one: Trigger, other: Trigger) -> bool:
    """Tell whether `one` is the burning or looting of what `other` attacks."""
    return one.family == "arson" and other.family == "fight"


def _same_dead(telling: Telling, draft: Draft) -> bool:
    """Tell whether both give one number of dead: those who combed the ground found them."""
    lows = [
        {figure.count.low for figure in figures if figure.kind == "killed" and figure.count}
        for figures in (telling.clause.figures, draft.figures("killed"))
    ]
    return bool(lows[0] & lows[1])


def _place(telling: Telling, draft: Draft) -> float | None:
    """A shared place; a place inside the other; or none named on one side. Items of one list are apart."""
    if telling.listed and any(other.listed and other.clause is telling.clause for other in draft.tellings):
        return None
    sites = draft.sites
    if telling.site is not None and not sites and any(_is_sum(told) for told in draft.tellings):
        return None
    if telling.site is None or not sites:
        return 0.5
    exact = [site for site in sites if site.level > 1 and not site.directed]
    if exact and telling.site.level > 1 and not telling.site.directed:
        sites = exact
    best = max(_same_place(telling.site, site) for site in sites)
    if best > 0:
        return best
    return 0.0 if _same_figures(telling, draft) or _goes_into_detail(telling, draft) else None


def _is_sum(telling: Telling) -> bool:
    """Tell whether a telling gives a figure for several places at once."""
    counted = any(figure.count is not None for figure in telling.clause.figures)
    return counted and "scattered" in telling.clause.marks


def _is_wide_sum(telling: Telling) -> bool:
    """Tell whether a sum names no place narrower than a governorate: it belongs to none of the events it adds up."""
    wide = telling.site is None or telling.site.level < 2
    return wide and _is_sum(telling) and "sum" in telling.clause.marks and not telling.trigger.definite


def _goes_into_detail(telling: Telling, draft: Draft) -> bool:
    """Tell whether "the attack" is given a spot after a wider place: an unknown one, or one in its governorate."""
    site = telling.site
    if site is None or {"new_topic", "another"} & telling.clause.marks:
        return False
    vague = all(place.level < 2 or place.directed for place in draft.sites)
    next_to = telling.clause.sentence - draft.tellings[-1].clause.sentence <= 1
    ground = (
        telling.trigger.family == "territory"
    )  # "the flag went up over Sinjar" is no second telling of Zummar's fall
    back = (telling.trigger.definite and not ground) or "goes_on" in telling.clause.marks
    if not back and not (vague and next_to):
        return False
    wide = vague or all(place.level < 3 and not _spots(place) for place in draft.sites)
    if back and next_to and draft.sites and all(place.directed for place in draft.sites):
        return True  # "north of Baghdad" is seldom in the governorate of Baghdad
    anywhere = not site.ids or any(place.startswith(_NOWHERE) for place in site.ids)
    return wide and (anywhere or any(_around(site) & _around(place) for place in draft.sites))


_NOWHERE = "iq.p."
"""How the ids of rivers, roads and ranges begin, which lie in no one governorate."""


def _spots(site: Site) -> bool:
    """Tell whether every place that the name can mean is a point and not a unit ("iq.kirkuk.p.rashad")."""
    return bool(site.ids) and all(".p." in place for place in site.ids)


def _around(site: Site) -> set[str]:
    return governorates(site.ids | site.within)


def _same_place(one: Site, other: Site) -> float:
    """Return points for two places; "north of Baghdad" is neither Baghdad itself nor what lies west of it."""
    if one.abroad != other.abroad:
        return 0.0
    if one.ids & other.ids or (one.name == other.name and one.name):
        if one.directed and other.directed:
            return 3.0 if one.phrase.text == other.phrase.text else 0.0
        return 1.0 if one.directed or other.directed else 3.0
    if one.ids & other.within or other.ids & one.within:
        return 1.5
    if any(holds(a, b) or holds(b, a) for a in one.ids | one.within for b in other.ids | other.within):
        return 1.0
    return 0.0


def _same_figures(telling: Telling, draft: Draft) -> bool:
    """Tell whether both name the same dead of the same force: two vague places then may be one."""
    mine = {(f.count.low, f.group) for f in telling.clause.figures if f.kind == "killed" and f.count}
    theirs = {(f.count.low, f.group) for f in draft.figures("killed") if f.count}
    named = any(one == other and is_kin(group, side) for one, group in mine for other, side in theirs)
    vague = min([telling.site.level if telling.site else 0, *(site.level for site in draft.sites)]) < 3
    return named and vague


def _day(telling: Telling, _draft: Draft) -> float | None:
    """ "A day after two bombs killed 23": another event than those told so far, where it names no place of theirs."""
    other = "day_after" in telling.clause.marks and telling.site is None and not telling.trigger.definite
    counted = any(figure.count is not None for figure in telling.clause.figures)
    return None if other and counted and not telling.clause.title else 0.0


def _figures(telling: Telling, draft: Draft) -> float | None:
    """Equal figures speak for one event; different ones refuse, unless the words come back to it: sources disagree."""
    points = 0.0
    for kind in ("killed", "injured"):
        mine = _stated([figure for figure in telling.figures if figure.kind == kind])
        theirs = _stated(draft.figures(kind))
        if not mine or not theirs:
            continue
        if {*_lows(mine), sum(_lows(mine))} & {*_lows(theirs), sum(_lows(theirs))}:
            points += 1.5
        elif mine.keys() & theirs.keys() or (mine.keys() | theirs.keys()) & _ANYBODY:
            if "revised" in telling.clause.marks or ("also" in telling.clause.marks and telling.site is None):
                continue
            back = telling.trigger.definite or "same_topic" in telling.clause.marks
            several = any("scattered" in told.clause.marks for told in draft.tellings)
            if telling.clause.title or several or not back:
                return None
            points -= 1.5
    return points


_ANYBODY: frozenset[str | None] = frozenset({None, "people", "fighters", "Iraqi forces"})
"""Groups that can be any other."""


def _lows(counts: Mapping[str | None, Count]) -> list[int]:
    return [count.low or 0 for count in counts.values()]


def _stated(figures: Sequence[Figure]) -> dict[str | None, Count]:
    return {figure.group: figure.count for figure in figures if figure.count is not None}


def _time(telling: Telling, draft: Draft) -> float | None:
    """Days that exclude each other refuse, unless the words go back to "the lorry" a few days before the lead's."""
    mine = [dated.when for dated in telling.clause.dates if dated.when.precision == "day"]
    theirs = [d.when for t in draft.tellings for d in t.clause.dates if d.when.precision == "day"]
    if not mine or not theirs:
        return 0.0
    if any(_overlap(a, b) for a in mine for b in theirs):
        return 0.5
    back = telling.trigger.definite and telling.site is None and telling.trigger.label == draft.trigger.label
    return 0.0 if back and all(_shortly_before(a, b) for a in mine for b in theirs) else None


_LEAD = timedelta(days=3)
"""How long after an event a lead still tells of it: "rescuers dug for a second day on Monday". A guess."""


def _shortly_before(one: When, other: When) -> bool:
    return one.end is not None and other.start is not None and other.start - _LEAD <= one.end < other.start


def _overlap(one: When, other: When) -> bool:
    if one.start is None or other.start is None:
        return True
    day = timedelta(days=1)
    return one.start - day <= (other.end or other.start) and other.start - day <= (one.end or one.start)


def _flow(telling: Telling, draft: Draft) -> float | None:
    """The report goes on about it, comes back to it, or turns to something else."""
    clause, last = telling.clause, draft.tellings[-1].clause
    if clause.title:
        return 0.5
    points = 0.5 if last.paragraph == clause.paragraph else 0.0
    if clause.sentence - last.sentence <= 1:
        points += 0.5 if telling.site is not None else 1.0
    elif telling.site is None and telling.trigger.label == "killing" and clause.sentence - last.sentence <= _NEAR:
        points += 1.0  # a toll that stands alone
    if "same_topic" in clause.marks:
        points += 0.5
    if telling.trigger.definite:
        points += 0.5
    if "new_topic" in clause.marks:
        points -= 2.0
    if "another" in clause.marks and telling.site is not None:
        points -= 1.0
    if "hours_before" in clause.marks and clause.sentence - last.sentence <= 2:
        points -= 3.0
    return points


JUDGES: tuple[Judge, ...] = (_kind, _place, _day, _figures, _time, _flow)
"""In this order; the first to refuse ends it."""
