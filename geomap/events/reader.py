"""From a report and the names in it to its events."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.events.actors import Part, Sides, in_fight, sides
from geomap.events.blame import Blame, blames, record, settled
from geomap.events.casualties import COMBINED, Figure
from geomap.events.casualty_list import extent, list_casualties
from geomap.events.clauses import Clause, find_clauses
from geomap.events.confidence import as_told
from geomap.events.cues import KINDS
from geomap.events.factuality import Factuality, factuality
from geomap.events.grouping import Draft, group
from geomap.events.lexicon import Hit
from geomap.events.reading import Dated, Reading, read
from geomap.events.sifting import Setting, sift
from geomap.events.sources import Sources
from geomap.events.telling import Telling, tell
from geomap.events.tolls import by_side, whole
from geomap.events.triggers import Trigger, main
from geomap.events.weapons import find_weapons
from geomap.events.when import days_from, find_when, hours_before, usual_day
from geomap.records import Document, Event, Evidence, Mention, PlacePhrase, When

__all__ = ["extract", "extract_with_labels"]

_WINDOW = 100
"""Tellings that are grouped together, so that the time grows with the length of a text and not with its square. The
longest of 161 articles has 34."""

_FLASH = 1
"""Sentences of a headline that stands alone."""

_TERSE = ("en",)
"""Languages whose headlines are known to tell the news of the day with little more than a verb and a country; a lone
sentence of the others is more often cut out of a report (132 in Sorani were looked at)."""

_SHORT = 8
"""Sentences of a report that may leave out the day: flashes do. A guess."""


def extract(document: Document, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """Return the events that a report tells, each once, in the order of the text.

    Parameters
    ----------
    document : Document
        The report; its language must be one that `geomap.events.lexicon.LANGUAGES` names, others give no events.
    mentions : sequence of Mention
        The gazetteer's names in `Document.text`.

    Returns
    -------
    tuple of Event
        Without background, plans, period totals, and what happened outside Iraq. Every field that is not None or
        "unknown" has evidence in the text, or rests on a rule that the field's documentation names.
    """
    return tuple(event for _, event in extract_with_labels(document, mentions))


def extract_with_labels(document: Document, mentions: Sequence[Mention]) -> tuple[tuple[str, Event], ...]:
    """Return what `extract` does, each event with the table of ``triggers.toml`` that named its kind.

    The test sentences of the tables are tried with it.
    """
    reading = read(document, mentions)
    if reading is None:
        return ()
    clauses = find_clauses(reading)
    tellings = list(tell(clauses))
    windows = range(0, len(tellings), _WINDOW)
    flash = document.language in _TERSE and len(reading.sentences) <= _FLASH
    setting = Setting(flash, bool(reading.labelled("places", "country")))
    drafts = [draft for start in windows for draft in sift(group(tellings[start : start + _WINDOW]), setting)]
    maker = _Maker(reading, clauses, drafts)
    events = [(draft, maker.make(draft)) for draft in sorted(drafts, key=_position)]
    kept = [(draft, event) for draft, event in events if _is_told(event, reading)]
    return tuple(
        (draft.trigger.label, replace(event, confidence=as_told(reading, draft, event))) for draft, event in kept
    )


_LATER = {"day_later": 1, "two_days_later": 2}
"""Marks of a clause whose day is reckoned from the event told before it."""


def _is_told(event: Event, reading: Reading) -> bool:
    """Tell whether an event of a long report has a day or a figure; essays name battles with neither."""
    figures = (event.killed, event.injured, event.abducted, event.arrested)
    dated = event.when.basis not in ("published", "page header", "none")
    return dated or len(reading.sentences) <= _SHORT or any(figure is not None for figure in figures)


def _position(draft: Draft) -> tuple[int, int]:
    first = min(draft.tellings, key=lambda telling: (telling.clause.title, telling.clause.first))
    return first.clause.first, first.site.first if first.site else -1


class _Maker:
    """Makes the events of one report out of its drafts."""

    def __init__(self, reading: Reading, clauses: Sequence[Clause], drafts: Sequence[Draft]) -> None:
        self._reading = reading
        self._clauses = clauses
        self._drafts = drafts
        self._usual = usual_day(clauses)
        self._sources = Sources(reading)

    def make(self, draft: Draft) -> Event:
        """Return the event of `draft`."""
        told = list(dict.fromkeys(telling.clause for telling in draft.tellings))
        figures = {kind: draft.figures(kind) for kind in KINDS}
        trigger = _gravest(draft, figures["killed"])
        hurt = [figure for kind in KINDS for figure in figures[kind]]
        said = blames(self._reading, told, trigger, self._sentences_of_others(draft))
        fact = factuality(self._reading, draft, [*figures["killed"], *figures["injured"]])
        if fact.value == "foiled" and trigger.family == "bomb":
            trigger = replace(trigger, doer="state")  # who defused it, not who laid it
        who = settled(self._reading, sides(self._reading, told, trigger, hurt), said, told, trigger)
        figures = {kind: in_fight(self._reading, _but_sums(found, draft), who) for kind, found in figures.items()}
        kind, subtype, rule = _type(trigger, who, fact)
        when, dated = self._when(draft, told)
        weapons = find_weapons(self._reading, told, trigger)
        evidence = [
            *self._kind_evidence(draft),
            self._reading.evidence("factuality", fact.first, fact.last),
            *self._figure_evidence(draft, figures),
            *self._side_evidence(who, trigger),
            *self._blame_evidence(said),
            *(self._words("weapons", hit or trigger) for hit in weapons.values()),
            *([self._words("date", dated)] if dated else []),
            *self._time_evidence(when, dated, told),
        ]
        places = tuple(_places(draft))
        evidence += [self._reading.document.quote("place", place.start, place.end) for place in places]
        return Event(
            document=self._reading.document.id,
            event_type=kind,
            sub_event_type=subtype,
            type_rule=rule,
            factuality=fact.value,
            when=when,
            killed=whole(figures["killed"], "killed"),
            injured=whole(figures["injured"], "injured"),
            killed_attackers=_attackers(figures["killed"]),
            abducted=_number(figures["abducted"], "abducted"),
            arrested=_number(figures["arrested"], "arrested"),
            perpetrator=who.perpetrator,
            target=who.target,
            perpetrator_text=self._text(who.perpetrator_part),
            target_text=self._text(who.target_part),
            weapons=tuple(weapons),
            places=places,
            evidence=tuple(dict.fromkeys([*evidence, *self._sentences(evidence)])),
            perpetrator_basis=who.basis,
            attributions=tuple(dict.fromkeys(record(self._reading, blame) for blame in said)),
            casualties=tuple(list_casualties(self._reading, draft, self._sources)),
            warnings=_warnings(when),
        )

    def _when(self, draft: Draft, told: Sequence[Clause]) -> tuple[When, Dated | None]:
        """Return the days of a draft; "hours before this attack" looks at the event told just before it."""
        after = [clause for clause in told if self._follows(clause)]
        if after and not any(clause.dates for clause in told if clause not in after):
            when, dated = find_when(self._reading, after, self._clauses, self._usual)
            return days_from(when, -1), dated
        for telling in draft.tellings:
            if "hours_before" in telling.clause.marks and telling.clause.dates:
                when, dated = find_when(self._reading, [telling.clause], self._clauses, self._usual)
                return hours_before(when), dated
            if "hours_before" in telling.clause.marks and (other := self._told_before(draft, telling)) is not None:
                when, dated = find_when(self._reading, _told(other), self._clauses, self._usual)
                return hours_before(when), dated
            later = next((days for mark, days in _LATER.items() if mark in telling.clause.marks), 0)
            if later and not telling.clause.dates and (other := self._told_before(draft, telling)) is not None:
                when, dated = find_when(self._reading, _told(other), self._clauses, self._usual)
                return days_from(when, later), dated
        return find_when(self._reading, told, self._clauses, self._usual)

    def _told_before(self, draft: Draft, telling: Telling) -> Draft | None:
        """Return the event told last before `telling`, one of the tellings of `draft`."""
        others = [other for other in self._drafts if other is not draft]
        before = [other for other in others if _position(other) < (telling.clause.first, 0)]
        return max(before, key=lambda candidate: candidate.tellings[-1].clause.first, default=None)

    def _follows(self, clause: Clause) -> bool:
        """Tell whether a clause says "a day after" its event: it was before the day that stands before these words."""
        marks = self._reading.within(
            "discourse", clause.first, clause.trigger.first if clause.trigger else clause.first
        )
        after = next((hit.first for hit in marks if hit.entry.label == "day_after"), None)
        return after is not None and all(dated.first < after for dated in clause.dates)

    def _sentences(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Return the whole sentences in which the words of `evidence` stand."""
        parts = self._reading.sentences
        starts = [part.start for part in parts]
        held = sorted({max(0, bisect_right(starts, words.start) - 1) for words in evidence})
        return [self._reading.document.quote("sentence", parts[n].start, parts[n].end) for n in held]

    def _kind_evidence(self, draft: Draft) -> Iterator[Evidence]:
        for telling in draft.tellings:
            yield self._reading.evidence("event_type", telling.trigger.first, telling.trigger.last)

    def _figure_evidence(self, draft: Draft, figures: dict[str, list[Figure]]) -> Iterator[Evidence]:
        fighters = any(figure.group == "IS" and figure.count is not None for figure in figures["killed"])
        for kind, found in figures.items():
            for figure in found:
                first, last = extent(self._reading, figure)
                if figure.count is None:
                    yield self._reading.evidence("casualties", first, last)
                    continue
                yield self._reading.evidence(kind, first, last)
                if kind == "killed" and (figure.group == "IS" or not fighters):
                    yield self._reading.evidence("killed_attackers", first, last)
        yield from (self._words("casualties", figure) for figure in draft.figures(COMBINED))

    def _side_evidence(self, who: Sides, trigger: Trigger) -> Iterator[Evidence]:
        """Yield the words of the two sides; where only the kind of event tells a side, those that name the kind."""
        for name, side, part in (
            ("perpetrator", who.perpetrator, who.perpetrator_part),
            ("target", who.target, who.target_part),
        ):
            if part is not None or side != "unknown":
                yield self._words(name, part or trigger)

    def _time_evidence(self, when: When, dated: Dated | None, told: Sequence[Clause]) -> Iterator[Evidence]:
        every = [*([dated] if dated else []), *(each for clause in told for each in (*clause.dates, *clause.spoken))]
        said = next((each for each in every if each.when.time_of_day == when.time_of_day), None)
        if when.time_of_day is not None and said is not None:
            yield self._words("time_of_day", said)

    def _words(self, name: str, part: Dated | Figure | Hit | Part | Trigger) -> Evidence:
        return self._reading.evidence(name, part.first, part.last)

    def _blame_evidence(self, said: Sequence[Blame]) -> Iterator[Evidence]:
        for blame in said:
            first, last = min(blame.first, blame.part.first), max(blame.last, blame.part.last)
            yield self._reading.evidence("attributions", first, last)

    def _sentences_of_others(self, draft: Draft) -> set[int]:
        """Return the sentences that tell other events than `draft`."""
        others = (telling for other in self._drafts if other is not draft for telling in other.tellings)
        return {telling.clause.sentence for telling in others}

    def _text(self, part: Part | None) -> str | None:
        return self._reading.evidence("", part.first, part.last).text if part else None


def _gravest(draft: Draft, killed: Sequence[Figure]) -> Trigger:
    """Return the trigger that names an event's kind: where some were killed and others taken along, it is an attack.

    Who was taken along stays a figure.
    """
    dead = any(figure.count is not None and figure.count.low for figure in killed)
    if draft.trigger.family != "abduct" or not dead:
        return draft.trigger
    every = [trigger for telling in draft.tellings for trigger in telling.clause.triggers]
    return main([trigger for trigger in every if trigger.family == "fight"] or [draft.trigger])


def _but_sums(figures: Sequence[Figure], draft: Draft) -> list[Figure]:
    """Leave out a figure that the report gives elsewhere for dead and injured together: "toll rises to 66 persons"."""
    sums = [figure.count for figure in draft.figures(COMBINED)]
    return [figure for figure in figures if figure.count is None or figure.count not in sums]


def _told(draft: Draft) -> list[Clause]:
    return [telling.clause for telling in draft.tellings]


def _places(draft: Draft) -> Iterator[PlacePhrase]:
    """Yield the place phrases of a draft: the most specific site first, the same place in other words, then context.

    A capital abroad beside a place at home is a government: "the truce between Ankara and the rebels".
    """
    sites = sorted(dict.fromkeys(draft.sites), key=lambda site: (site.abroad, -site.level, site.directed, site.first))
    named = [telling.site for telling in draft.tellings if telling.site is not None]
    context = [site for site in named if site not in sites]
    context += [site for telling in draft.tellings for site in telling.context if not site.abroad and not site.aside]
    seen: set[tuple[int, int]] = set()
    for site in (*sites, *context):
        phrase = site.phrase
        if (phrase.start, phrase.end) not in seen:
            seen.add((phrase.start, phrase.end))
            same = site is sites[0] or (site.name == sites[0].name and site in sites) if sites else False
            if same or not (sites and (site.name, site.ids) == (sites[0].name, sites[0].ids)):  # a name is no context
                yield replace(phrase, role="site" if same else "context")


def _type(trigger: Trigger, who: Sides, fact: Factuality) -> tuple[str, str, str]:
    """Return ACLED's event and sub-event type, and the rule that chose them."""
    if fact.value == "foiled" and trigger.family in _REMOTE:
        return "Strategic developments", "Disrupted weapons use", f"{trigger.rule}+foiled"
    if _is_clash(trigger, who):
        return "Battles", "Armed clash", f"{trigger.rule}+clash"
    if trigger.label == "territory_taken" and who.perpetrator not in ("IS", "PKK", "militia", "unknown"):
        return trigger.type, "Government regains territory", f"{trigger.rule}+taker"
    if trigger.label == "territory_regained" and who.perpetrator == "IS":
        return trigger.type, "Non-state actor overtakes territory", f"{trigger.rule}+taker"
    return trigger.type, trigger.subtype, trigger.rule


_REMOTE = ("bomb", "shell", "air")
"""Families of what ACLED's codebook calls disrupted weapons use where it is stopped before it does harm."""

_PLAIN = ("attack", "attacked", "attacks_told", "killing", "manner", "shooting")
"""Triggers whose kind is told by who suffered."""


def _is_clash(trigger: Trigger, who: Sides) -> bool:
    """ACLED's codebook: an attack on an armed group is a battle, one on civilians is violence against them."""
    return trigger.label in _PLAIN and who.target not in ("civilians", "unknown")


def _attackers(figures: Sequence[Figure]) -> int | None:
    """Return how many fighters of the Islamic State were killed: 0 where only others were, None if unsaid."""
    groups = by_side(figures, "killed")
    if "IS" in groups:
        return groups["IS"].low
    return 0 if groups and not {"people", "fighters"} & set(groups) else None


def _number(figures: Sequence[Figure], kind: str) -> int | None:
    counts = [count.low for count in by_side(figures, kind).values() if count.low is not None]
    return sum(counts) if counts else None


def _warnings(when: When) -> tuple[str, ...]:
    if when.basis == "page header":
        return ("The date is the page's clock, which can be the day of the visit and not of the report.",)
    return ()
