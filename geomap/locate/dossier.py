"""What all the phrases of one event say together: the names, what each of them asks for, and the expressions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from geomap.gazetteer import Gazetteer
from geomap.locate.expressions import Expression, Named, Reading
from geomap.locate.online import Geocoder, Proposal
from geomap.locate.units import UNITS, lineage
from geomap.records import Mention, Place

__all__ = ["SETTLED", "Dossier", "Entry"]

SPECIFICITY = {
    "country": 0.0,
    "governorate": 1.0,
    "region": 1.5,
    "river": 1.5,
    "road": 1.5,
    "range": 1.5,
    "district": 2.0,
    "lake": 2.5,
    "subdistrict": 3.0,
    "area": 3.6,
    "valley": 3.6,
    "city": 4.0,
    "town": 5.0,
}
"""How narrow a kind is; what is not listed (village, quarter, base …) has `NARROWEST`."""
FEATURES = ("range", "region", "river", "road", "lake")
UNNAMED = 5.5
NARROWEST = 6.0
VAGUE = 3.4
SETTLED = 3.5
"""From here on a name is a place, below it a unit or a long feature."""
_POSSESSIVE = ("'s", "’s")
BETWEEN = 3
"""Words between two names of one phrase up to which one may hold the other: "Baghdad blasts kill 29 as Mosul …" tells
of two cities (a guess)."""
_AND = ("و", "and", "&")
_ANAPHORS = {"city": {"city", "town"}, "town": {"town", "city"}}
WIDTH = {"governorate": 0, "district": 1, "subdistrict": 2, "country": 3}


@dataclass(frozen=True)
class Entry:
    """A name of the event's phrases: the name itself, the places it may mean, and the phrase that it stands in."""

    named: Named
    places: tuple[Place, ...]
    phrase: int
    role: str

    @property
    def specificity(self) -> float:
        """How narrow the thing is that the name stands for."""
        if self.named.indefinite:
            return UNNAMED
        kind = self.named.kind if self.named.kind in SPECIFICITY or not self.places else self.places[0].kind
        if kind == "area" and self.places:
            kind = self.places[0].kind
        if not kind:
            return VAGUE
        return SPECIFICITY.get(kind, NARROWEST)

    @property
    def is_feature(self) -> bool:
        """Whether a river, road, range or region is named: ground of its own, which other words tell a part of."""
        return bool(self.places) and self.places[0].kind in FEATURES and not self.named.indefinite

    @cached_property
    def units(self) -> tuple[Place, ...]:
        """The units among the places, widest first."""
        return tuple(sorted((p for p in self.places if p.kind in UNITS), key=lambda p: WIDTH[p.kind]))


@dataclass(frozen=True)
class Dossier:
    """Everything that the phrases of one event say.

    Parameters
    ----------
    readings : tuple of Reading
        One for each phrase, in order.
    roles : tuple of str
        ``site`` or ``context``, one for each.
    gazetteer : Gazetteer
    mentions : tuple of Mention
        Of the whole report.
    disbelieved : frozenset of Named
        Names that none of the gazetteer's places was believed to bear: they count as unknown.
    geocoder : Geocoder or None
        Asked about names that the gazetteer lacks; None asks nobody.
    """

    readings: tuple[Reading, ...]
    roles: tuple[str, ...]
    gazetteer: Gazetteer
    mentions: tuple[Mention, ...] = ()
    disbelieved: frozenset[Named] = frozenset()
    geocoder: Geocoder | None = None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The names, those of the site phrases first."""
        found = [
            Entry(named, self.places(named), number, role)
            for number, (reading, role) in enumerate(zip(self.readings, self.roles, strict=True))
            for named in reading.names
        ]
        return tuple(sorted(found, key=lambda entry: entry.role != "site"))

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """The expressions, those of the site phrases first."""
        return (*self.site_expressions, *self.context_expressions)

    @cached_property
    def site_expressions(self) -> tuple[Expression, ...]:
        """The expressions of the phrases that say where it happened."""
        return self._expressions_of("site")

    @cached_property
    def context_expressions(self) -> tuple[Expression, ...]:
        """The expressions of phrases elsewhere in the report: evidence about the site, but not the site."""
        return self._expressions_of("context")

    def _expressions_of(self, role: str) -> tuple[Expression, ...]:
        return tuple(e for r, its in zip(self.readings, self.roles, strict=True) if its == role for e in r.expressions)

    @cached_property
    def anchors(self) -> frozenset[Named]:
        """The names that expressions count from."""
        return frozenset(anchor for reading in self.readings for e in reading.expressions for anchor in e.anchors)

    @cached_property
    def target(self) -> Entry | None:
        """The narrowest name that the phrases give the site, or None; names abroad count only where all are."""
        sites = [entry for entry in self.entries if entry.role == "site" and not self._is_container(entry)]
        known = [entry for entry in sites if entry.places]
        at_home = [entry for entry in known if any(place.country == "IQ" for place in entry.places)]
        best: Entry | None = None
        for entry in at_home or known or sites:
            if best is None or (entry.specificity > best.specificity and self._may_narrow(entry, best)):
                best = entry
        return best

    @cached_property
    def unknown(self) -> Named | None:
        """A name narrower than the target that the gazetteer lacks: "the village of Shahal" in Makhmur."""
        least = self.target.specificity if self.target and self.target.places else 0.0
        if self.target and self.target.named.indefinite:
            return None
        missing = (e for e in self.entries if e.role == "site" and not e.places and e.specificity > least)
        return next((e.named for e in missing), None)

    def containers(self, of: Named) -> tuple[Entry, ...]:
        """Return the entries that may hold the place that `of` names: those with a unit among their places."""
        units = (e for e in self.entries if e.named != of and e.units and not e.named.indefinite)
        return tuple(e for e in units if self._holds(e, of) and not self._are_joined(e, of) and self._is_near(e, of))

    def _is_near(self, entry: Entry, of: Named) -> bool:
        """Return whether a unit without a word for its kind stands near enough to a name of its phrase to hold it."""
        reading = self.readings[entry.phrase]
        if entry.named.kind or of not in reading.names:
            return True
        first, second = sorted((entry.named, of), key=lambda named: named.start)
        return len(reading.text[first.end : second.start].split()) <= BETWEEN

    def _are_joined(self, entry: Entry, of: Named) -> bool:
        """Return whether "and" stands between two names: one does not hold the other then."""
        reading = self.readings[entry.phrase]
        if of not in reading.names:
            return False
        first, second = sorted((entry.named, of), key=lambda named: named.start)
        return reading.text[first.end : second.start].strip().lower() in _AND

    def _holds(self, entry: Entry, of: Named) -> bool:
        """Return whether a unit may be meant to hold the place: a country only where it follows a name at once."""
        if entry.units[0].kind != "country":
            return True
        reading = self.readings[entry.phrase]
        names = (*reading.names, *(anchor for e in reading.expressions for anchor in e.anchors))
        ends = [n.end for n in names if n.end <= entry.named.start]
        return of in names and bool(ends) and not reading.text[max(ends) : entry.named.start].strip(" ,،()-")

    def fellows(self, target: Entry) -> tuple[Entry, ...]:
        """Return the places that "and" joins to the target: "Husayba and al-Madhiq"."""
        row = [e for e in self.entries if e.phrase == target.phrase and e.specificity >= SETTLED]
        joined = [
            {one.named, two.named}
            for one, two in pairwise(row)
            if self.readings[target.phrase].text[one.named.end : two.named.start].strip().lower() in _AND
        ]
        together = {target.named}
        for pair in (*joined, *reversed(joined)):
            together |= pair if pair & together else set()
        return tuple(e for e in row if e.named in together and e.named != target.named)

    def claims_about(self, named: Named) -> tuple[Expression, ...]:
        """Return the expressions that tell where the site or `named` lies."""
        about_site = self.target is not None and named == self.target.named
        return tuple(e for e in self.expressions if e.subject == named or (about_site and self.is_about_site(e)))

    def is_about_site(self, expression: Expression) -> bool:
        """Return whether an expression tells where the site itself lies, not where another name does.

        What is said of a river, road or range that the site lies along narrows it: "along the Tigris near Sharqat".
        """
        subject = expression.subject
        if subject is None or (self.target is not None and subject == self.target.named):
            return True
        return subject in self.anchors and any(place.kind in FEATURES for place in self.places(subject)[:1])

    def places(self, named: Named) -> tuple[Place, ...]:
        """Return the places that a name may mean."""
        if named in self.disbelieved:
            return ()
        if named.anaphor:
            return self._meant_by(named)
        if named in self.asked:
            return self.proposal(named).places
        return tuple(self.gazetteer.places[id] for id in named.ids if id in self.gazetteer.places)

    @cached_property
    def asked(self) -> frozenset[Named]:
        """The names that the geocoder is asked about: of site phrases, not in the gazetteer, and marked as names.

        So is a name that a kind is asked of, that an expression counts from, or that is the whole phrase.
        """
        if self.geocoder is None:
            return frozenset()
        sites = [reading for reading, role in zip(self.readings, self.roles, strict=True) if role == "site"]
        marked = [n for reading in sites for n in reading.names if n.kind or n.text == reading.text.strip()]
        anchors = [anchor for reading in sites for e in reading.expressions for anchor in e.anchors]
        return frozenset(n for n in (*marked, *anchors) if not n.ids and not n.anaphor)

    def proposal(self, named: Named) -> Proposal:
        """Return what the geocoder says of a name: of the name alone, without the words around it."""
        return self.geocoder.propose(named.called or named.text) if self.geocoder else Proposal()

    def _meant_by(self, named: Named) -> tuple[Place, ...]:
        """Return what "the city" or "the governorate" stands for: the first name of that kind in another phrase."""
        wanted = _ANAPHORS.get(named.kind, {named.kind})
        for reading in self.readings:
            for other in reading.names:
                places = tuple(self.gazetteer.places[id] for id in other.ids if id in self.gazetteer.places)
                meant = tuple(place for place in places if place.kind in wanted)
                if meant and not other.anaphor:
                    return meant
        return ()

    def _is_container(self, entry: Entry) -> bool:
        """Return whether a name only says which unit the site is in: "30 km south of X, Kirkuk", "Rashad, Hawija"."""
        if not entry.units or entry.named.indefinite:
            return False
        reading = self.readings[entry.phrase]
        expressions = reading.expressions
        if reading.text[entry.named.end : entry.named.end + 2].lower() in _POSSESSIVE:
            return True
        if any(e.subject is None and e.end <= entry.named.start for e in expressions):
            return True
        earlier = [
            e for e in self.entries if e.phrase == entry.phrase and e.named.end <= entry.named.start and e.places
        ]
        return any(self._within(e, entry) for e in earlier if e.specificity >= SPECIFICITY["district"])

    def _may_narrow(self, entry: Entry, wider: Entry) -> bool:
        """Return whether a name may be the site inside a unit that an earlier phrase names; a city elsewhere is not."""
        return entry.phrase == wider.phrase or not wider.units or not entry.places or self._within(entry, wider)

    def _within(self, entry: Entry, unit: Entry) -> bool:
        """Return whether any place of an entry lies in, or is claimed by, any unit of another."""
        ids = {place.id for place in unit.units}
        places = entry.places if not entry.named.kind else entry.places[:1]
        return any(ids & (own | claimed) for own, claimed in (lineage(place, self.gazetteer) for place in places))
