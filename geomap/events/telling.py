"""Tellings: one passage that tells one event at one place; a list of places struck is one telling each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.casualties import Figure
from geomap.events.clauses import Clause
from geomap.events.site import Site, governorates, in_iraq
from geomap.events.triggers import Trigger

__all__ = ["Telling", "tell"]

_NEAR = 2
"""Sentences over which a place holds that is not named again."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A clause with the place where its event happened.

    Parameters
    ----------
    clause : Clause
        The words.
    trigger : Trigger
        What names the kind of event.
    site : Site or None
        Where it happened.
    context : tuple of Site
        Other places that the clause names.
    nearby, topic : Site or None
        The place named just before, and the one that the report is about: they hold where the telling names none and
        joins no other event.
    listed : bool
        True for one item of a list of places, to which the clause's figures do not belong alone.
    """

    clause: Clause
    trigger: Trigger
    site: Site | None
    context: tuple[Site, ...] = ()
    listed: bool = False
    nearby: Site | None = None
    topic: Site | None = None

    @property
    def abroad(self) -> bool:
        """Whether it happened outside Iraq."""
        return self.site is not None and self.site.abroad

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that are its own: none for an item of a list, whose clause sums it up."""
        return () if self.listed else self.clause.figures


def tell(clauses: Sequence[Clause]) -> Iterator[Telling]:
    """Yield the tellings of `clauses`: none for background or where nothing happened, several for a list of places."""
    nearby: tuple[Site, Clause] | None = None
    topic = _topic(clauses)
    header: tuple[int, Site] | None = None
    dated = any(clause.dates or clause.spoken for clause in clauses)
    for number, clause in enumerate(clauses):
        nearby = next(((site, clause) for site in clause.sites if site.dateline), nearby)
        if _is_header(clause, clauses[number - 1] if number else None):
            header = (clause.paragraph, clause.sites[0])
        trigger = clause.trigger
        if trigger is not None and not clause.background:
            near = nearby[0] if nearby and _is_near(nearby[1], clause) else None
            over = header[1] if header and header[0] == clause.paragraph else None
            for site, context, listed in _places(clause, trigger, dated):
                yield Telling(clause, trigger, site or over, context, listed, near, topic)
        named = [site for site in clause.sites if not site.aside and site.level > 1]
        if named and not clause.title:
            nearby = (named[-1], clause)


_HEADER = 16
"""Words of the longest heading that names a place ("X oilfield, Y district, 15 km from Z."). A guess."""


def _is_header(clause: Clause, before: Clause | None) -> bool:
    """Tell whether a clause heads its paragraph with a place and no more; that of the first is a dateline."""
    begins = before is not None and before.paragraph != clause.paragraph
    silent = not (clause.triggers or clause.figures or clause.title or clause.background)
    named = bool(clause.sites) and clause.sites[0].first == clause.first and clause.sites[0].level > 1
    return begins and silent and named and clause.last - clause.first < _HEADER


def _topic(clauses: Sequence[Clause]) -> Site | None:
    """Return the place that the report is about: the only one that it names, or the one that it comes back to."""
    named = [s for clause in clauses for s in clause.sites if s.level > 1 and not (s.abroad or s.dateline)]
    counted = Counter(site.name for site in named).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] < counted[1][1] + 2):
        return None
    return next((site for site in named if site.name == counted[0][0] and not site.aside), None)


def _is_near(before: Clause, clause: Clause) -> bool:
    """Tell whether a place named in `before` holds for `clause`; many papers make a paragraph of every sentence."""
    reach = _NEAR if before.paragraph == clause.paragraph else 1
    return "new_topic" not in clause.marks and clause.sentence - before.sentence <= reach


def _places(clause: Clause, trigger: Trigger, dated: bool) -> Iterator[tuple[Site | None, tuple[Site, ...], bool]]:
    """Yield the site of each event that a clause tells, the other places that it names, whether it is one of a list."""
    sites = [site for site in clause.sites if not site.aside and (site.level > 0 or _is_town_abroad(site))]
    sites = sites or [site for site in clause.sites if site.office and _is_of_office(clause, trigger)]
    struck = _list(clause, trigger, sites, dated)
    if len(struck) > 1:
        yield from ((site, (), True) for site in struck)
        return
    site = _main(_at_home(sites, trigger), trigger)
    if site is not None and not site.ids and not any(other.ids and not other.abroad for other in sites):
        site = next((other for other in sites if other.abroad and other.first > site.last), site)
    yield site, tuple(other for other in clause.sites if other is not site), False


def _at_home(sites: list[Site], trigger: Trigger) -> list[Site]:
    """Return the places in Iraq of blows against two countries: "struck … in Syria and … in northern Iraq"."""
    if trigger.family not in _BLOWS:
        return sites
    abroad = [site for site in sites if site.abroad and site.first > trigger.first]
    home = [site for site in sites if not site.abroad and in_iraq(site.ids) and site.first > trigger.first]
    return home if abroad and home else sites


_BLOWS = ("bomb", "shell", "air")
"""Families that hit each place of a list by itself; fights and raids move through theirs."""


def _list(clause: Clause, trigger: Trigger, sites: Sequence[Site], dated: bool) -> list[Site]:
    """Return the places of a list that were struck one by one.

    Figures beside them make one event of blows that lie close together ("two bombs in Muqdadiya and Kanaan killed
    ten"). They are no sum where they count one person, who was at one of the places, and do not join towns that are
    governorates apart; those blows were several, whatever they did together. A report that is not `dated` is a
    headline: nothing but its sum says how many died, so it stays one.
    """
    size = Counter(site.listed for site in sites)
    items = (site for site in sites if size[site.listed] > 1 and (site.level > 1 or site.abroad))
    struck = list(_distinct(items))
    counts = [figure.count for figure in clause.figures if figure.count is not None]
    if not counts:
        return struck
    alone = len(counts) == 1 and counts[0].high == 1
    return struck if dated and trigger.family in _BLOWS and (alone or _are_apart(struck)) else []


def _are_apart(sites: Sequence[Site]) -> bool:
    """Tell whether places are towns of Iraq, each in a governorate of its own; a mountain range lies in several."""
    seen: set[str] = set()
    for site in sites:
        units = governorates(site.ids)
        stretched = any(mention.kind_word == "range" for mention in site.phrase.mentions)
        if site.level != _TOWN or stretched or not units or not in_iraq(site.ids) or units & seen:
            return False
        seen |= units
    return True


_TOWN = 2
"""Level of a town, a district or a base; narrower spots are more often parts of one place."""


def _is_of_office(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether an office that a clause names made its arrest or seizure, or suffered its event and is silent."""
    suffered = trigger.family in ("fight", "bomb", "abduct") and not {"speech", "says"} & clause.marks
    return suffered or trigger.family in ("arrest", "seizure")


def _is_town_abroad(site: Site) -> bool:
    """Tell whether a place is abroad and no country, whose name is more often its government's ("Turkey said")."""
    return site.abroad and not site.ids


_BESIDE = 2
"""Words from a place to the verb that it is the subject of."""


def _distinct(sites: Iterator[Site]) -> Iterator[Site]:
    seen: set[tuple[str, frozenset[str]]] = set()
    for site in sites:
        if (site.name, site.ids) not in seen:  # names that begin with one word, "Mount", are told apart by their places
            seen.add((site.name, site.ids))
            yield site


def _main(sites: Sequence[Site], trigger: Trigger) -> Site | None:
    """Return the place of the event.

    The more specific comes first; then a place with a name of its own before a direction from one; then what stands
    after the trigger before what stands before it; then the nearest. Ground that changed hands is what stands beside
    the words that say so ("with X retaken, they are nearer to the road that links Y to Z").
    """
    taken = [site for site in sites if trigger.family == "territory" and 0 < trigger.first - site.last <= _BESIDE]
    if taken and not any(0 < site.first - trigger.last <= 2 * _BESIDE for site in sites):
        return taken[-1]

    def key(site: Site) -> tuple[int, int, int, int]:
        after = site.first > trigger.first
        return min(site.level, 2), int(not site.directed), int(after), -abs(site.first - trigger.first)

    return max(sites, key=key, default=None)
