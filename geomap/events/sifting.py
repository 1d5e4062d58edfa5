"""Sifting: which of the events found are incidents of the day, told well enough to be kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geomap.events.clauses import Clause
from geomap.events.cues import KINDS
from geomap.events.grouping import Draft
from geomap.events.reading import Dated
from geomap.events.site import Site, is_part
from geomap.events.tolls import whole

__all__ = ["Setting", "sift"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report is like whose events are sifted.

    Parameters
    ----------
    flash : bool
        True for a headline that stands alone: it tells nothing but the news of its day.
    here : bool
        True where its words name the country.
    """

    flash: bool = False
    here: bool = False


def sift(drafts: Sequence[Draft], setting: Setting = Setting()) -> list[Draft]:
    """Return the drafts that none of the named reasons below throws out.

    Parameters
    ----------
    drafts : sequence of Draft
        The events found in a report.
    setting : Setting
        What kind of report it is.
    """
    here = [draft for draft in _at_home(drafts) if not any(reason(draft, setting) for reason in _REASONS)]
    return [draft for draft in here if not (_is_sum(draft, here) or _is_recap(draft, here))]


def _at_home(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the events in Iraq: not those abroad, nor those told after one at a place that no gazetteer knows."""
    away = False
    abroad: set[int] = set()
    for draft in sorted(drafts, key=_first):
        unknown = bool(draft.sites) and not draft.abroad and _is_unknown(draft.sites[0])
        if draft.abroad or (away and unknown):
            abroad.add(id(draft))
        away = draft.abroad if draft.sites and not unknown else away
    return [draft for draft in drafts if id(draft) not in abroad]


def _is_unknown(site: Site) -> bool:
    """Tell whether no gazetteer knows a place, or only a governorate bears the name of what is a road: in Gaza, too."""
    road = any(mention.kind_word == "road" for mention in site.phrase.mentions)
    return not site.ids or (road and site.level < 2)


def _is_bare(draft: Draft, setting: Setting) -> bool:
    """Nothing but "killed" or "attack": without a figure or, for an attack, a place and a side.

    A flash may say "dozens", name one side only, and give the country for a place.
    """
    triggers = [telling.trigger for telling in draft.tellings]
    figures = _has_figure(draft) or (setting.flash and _has_vague_figure(draft))
    placed = bool(draft.sites) or (setting.flash and setting.here)
    if all(trigger.weak or trigger.device for trigger in triggers):
        return not (figures and placed)
    if any("denied" in telling.clause.marks for telling in draft.tellings):
        return not draft.sites
    if all(trigger.generic or trigger.weak for trigger in triggers):
        sides = {name for telling in draft.tellings for name in telling.clause.actors}
        armed = setting.flash and bool(sides - {"civilians"})
        return not (placed and figures) and not (draft.sites and (armed or len(sides) > 1))
    return False


_SPECIFIC = 7
"""Rank of a trigger that names one kind of event; such an event is kept with a governorate for a place."""


def _is_nowhere(draft: Draft, setting: Setting) -> bool:
    """No place at all, and not both dead or injured and a day of its own; the day of a flash is its publication."""
    dated = any(telling.clause.dates for telling in draft.tellings) or (setting.flash and setting.here)
    if draft.trigger.family == "displacement" and not dated:
        return True  # people flee for months
    if any(site.level > 1 for site in draft.sites):
        return False
    if draft.sites:
        return not (_has_figure(draft) or _is_specific(draft))
    parts = any(not (site.abroad or site.aside) for telling in draft.tellings for site in telling.context)
    if dated and parts and draft.trigger.family == "air":
        return False  # "Turkish jets bombed northern Iraq on Sunday"
    scattered = any("scattered" in telling.clause.marks for telling in draft.tellings)
    counted = _has_figure(draft, "killed", "injured", "abducted") or (setting.flash and _has_vague_figure(draft))
    return not (dated and counted and not scattered)


def _is_specific(draft: Draft) -> bool:
    """Tell whether words name one kind of event; of strikes "on northern Iraq" the press says no more than that."""
    if draft.trigger.family == "air" and any(is_part(site.ids) for site in draft.sites):
        return True
    return draft.trigger.rank >= _SPECIFIC and draft.trigger.family != "territory"


def _has_figure(draft: Draft, *kinds: str) -> bool:
    return any(
        figure.count is not None and figure.count.high != 0 and figure.kind in (kinds or KINDS)
        for telling in draft.tellings
        for figure in telling.clause.figures
    )


def _has_vague_figure(draft: Draft) -> bool:
    """Tell whether "dozens" or "scores" are said to have been killed."""
    return any(figure.kind == "killed" for telling in draft.tellings for figure in telling.clause.figures)


def _is_sum(draft: Draft, others: Sequence[Draft]) -> bool:
    """A figure that sums up events told one by one after it ("32 killed across the country")."""
    rest = [other for other in others if _begin(other) > _first(draft)]
    scattered = any("scattered" in telling.clause.marks for telling in draft.tellings)
    if scattered and rest and not any(site.level > 1 for site in draft.sites):
        return True
    spot = any(site.level > 2 for site in draft.sites)
    return len(rest) > 1 and not spot and _adds_up(draft, rest)


_OPENING = 2
"""Words before the date with which a clause begins: "and in the last week". A guess."""


def _is_recap(draft: Draft, others: Sequence[Draft]) -> bool:
    """What happened there "last week" or month, as its words begin, told after an event of a day."""
    opening = [dated.when for clause, dated in _dates(draft) if dated.first - clause.first <= _OPENING]
    vague = len(opening) == len(_dates(draft)) and all(when.precision in ("week", "month") for when in opening)
    earlier = [other for other in others if _first(other) < _first(draft)]
    return bool(opening) and vague and any(_has_day(other) for other in earlier)


def _dates(draft: Draft) -> list[tuple[Clause, Dated]]:
    return [(telling.clause, dated) for telling in draft.tellings for dated in telling.clause.dates]


def _has_day(draft: Draft) -> bool:
    return any(dated.when.precision == "day" for _, dated in _dates(draft))


def _first(draft: Draft) -> int:
    """Return where the body begins to tell it: the headline sums up what follows, whichever event it joined."""
    told = [telling.clause.first for telling in draft.tellings if not telling.clause.title]
    return min(told or [telling.clause.first for telling in draft.tellings])


def _begin(draft: Draft) -> int:
    """Return where the body begins to tell it by itself, and not as an item of a list."""
    told = [telling.clause.first for telling in draft.tellings if not (telling.clause.title or telling.listed)]
    return min(told, default=_first(draft))


def _adds_up(draft: Draft, rest: Sequence[Draft]) -> bool:
    """Tell whether the dead, and the injured where both give them, of a run of `rest` add up to those of `draft`."""
    killed, injured = _totals(draft, "killed"), _totals(draft, "injured")
    parts = [(max(_totals(other, "killed")), max(_totals(other, "injured"))) for other in rest]
    for start in range(len(parts)):
        for end in range(start + 2, len(parts) + 1):
            dead, hurt = (sum(part[n] for part in parts[start:end]) for n in (0, 1))
            if dead > 1 and dead in killed and (injured == {0} or hurt in injured):
                return True
    return False


def _totals(draft: Draft, kind: str) -> set[int]:
    """Return how many all are: the largest figure, and what the sides come to together.

    Of an event told only in a list they are those of the list, which its items may be told to add up to.
    """
    listed = [f for telling in draft.tellings for f in telling.clause.figures if telling.listed and f.kind == kind]
    figures = listed if all(telling.listed for telling in draft.tellings) else draft.figures(kind)
    largest = max((figure.count.low or 0 for figure in figures if figure.count), default=0)
    sides = whole(figures, kind)
    return {largest, max(largest, (sides.low or 0) if sides else 0)}


_REASONS: tuple[Callable[[Draft, Setting], bool], ...] = (_is_bare, _is_nowhere)
