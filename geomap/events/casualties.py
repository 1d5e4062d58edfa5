"""Figures of people: how many were killed, injured, abducted, arrested, and of which side.

A figure belongs to a word by grammar, never by nearness alone:

1. it counts the word itself ("12 قتيلا", "17 dead");
2. it follows a word that takes its figure after it ("مقتل 16 جنديا", "killed three soldiers");
3. it precedes a word that takes its figure before it ("19 من عناصر داعش قتلوا", "three soldiers were killed").

Numbers of units, things, lengths and dates, and subsets ("among them two children") are no figures of an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.events.cues import KINDS, Cue, find_cues
from geomap.events.lexicon import Hit
from geomap.events.people import People, together
from geomap.events.reading import Reading
from geomap.records import Count

__all__ = ["Figure", "figures"]

_REACH_AFTER = 6  # words from the word to its figure; "قتل في كمين لداعش امس 16 جنديا"
# Words from the figure to its verb: "28 عنصرا من الجيش ومليشيا الحشد الشعبي و18 مقاتلا من تنظيم الدولة قتلوا".
_REACH_BEFORE = 16
_REACH_GROUP = 7  # words from the figure to the name of the side
_REACH_AND = 6  # words from a person to the "and" that joins another: "ضابط برتبة نقيب وجنديان"
_AND = ("and", "و")
_WITH = ("مع", "with")  # right behind a person only: "clashes with three militants" killed nobody
_AND_WORD = 1  # words between a person and the "and" after it, before a word that takes both as its figure
_FORMS = {
    "others_two": 2,
    "others_one": 1,
    "killed_one": 1,
    "killed_two": 2,
    "injured_two": 2,
}  # labels whose form says the number
_ONE = ("a", "an", "one")
_OF = ("من", "of")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the words ``first..last``: what `kind` of casualty, how many (None: not said), of which `group`."""

    kind: str
    count: Count | None
    group: str | None
    first: int
    last: int


_ADJECTIVES = ("fighters", "fighter_one")
"""Nouns that are also adjectives: "هجوم انتحاري" names no person."""


def figures(reading: Reading) -> tuple[Figure, ...]:
    """Return the figures of a report in the order of its words."""
    return tuple(sorted(_Reader(reading).read(), key=lambda figure: figure.first))


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._labels: dict[str, dict[int, Hit]] = {}
        for hit in reading.hits.get("casualties", ()):
            self._labels.setdefault(hit.entry.label, {})[hit.first] = hit
        cues = find_cues(reading)
        self._cues = [cues[at] for at in sorted(cues)]
        self._cue_at = cues
        self._cue_ends = {cue.last for cue in self._cues}
        self._stops = cues.keys() | self._labels.get("combined", {}).keys()
        self._actors = {
            hit.first: hit for hit in reversed(reading.hits.get("actors", ())) if "class" in hit.entry.traits
        }
        self._force_end = {
            hit.last: str(hit.entry.traits["class"])
            for hit in self._actors.values()
            if hit.entry.traits["class"] not in ("civilians", "unknown")
        }
        self._nouns: dict[int, list[Hit]] = {}
        phrases = [hit for hit in reading.hits["triggers"] if hit.last > hit.first]
        adjectives = {word for hit in phrases for word in range(hit.first + 1, hit.last + 1)}
        dressed = {at for hit in reading.labelled("actors", "disguise") for at in range(hit.first, hit.last + 1)}
        for hit in reading.hits.get("people", ()):
            if hit.first in dressed or (hit.entry.label in _ADJECTIVES and hit.first in adjectives):
                continue
            self._nouns.setdefault(hit.first, []).append(hit)
        self._country = {hit.first for hit in reading.labelled("places", "country")}
        self._boundaries = {hit.first for hit in reading.labelled("discourse", "boundary", "speech")}
        self._speech = {hit.first for hit in reading.labelled("discourse", "speech")}
        self._number_ends = {number.last for number in reading.numbers.values()}
        self._names = {hit.last for hit in self._labels.get("named_by_number", {}).values()}
        self._names |= {at - 1 for at in reading.numbers if self._is_next_name(at)}
        self._people = {people.first: people for people in self._find_people()}
        self._people_end = {people.last: people for people in self._people.values()}

    def read(self) -> Iterator[Figure]:
        """Yield every figure, each noun phrase used once."""
        used: set[int] = set()
        for noun in self._people.values():
            if noun.counted:
                used.add(noun.first)
                if noun.counted in KINDS:
                    yield Figure(noun.counted, noun.count, noun.group, noun.first, noun.last)
        pending: list[Cue] = []
        for cue in self._cues:
            if "either" in cue.sides and self._counted_before(cue, used):
                pending.append(cue)
                continue
            people = self._after(cue, used) if {"before", "either"} & cue.sides else None
            if people is not None and people.count is None and self._closes(cue, used):
                people = None
            if people is not None:
                found = [people, *self._joined_after(people, used)]
                used.update(each.first for each in found)
                yield from (self._figure(cue, each) for each in together(found))
            elif {"after", "either", "alone"} & cue.sides:
                pending.append(cue)
        for cue in pending:
            found = list(self._before(cue, used))
            if "alone" in cue.sides:
                alone = People(cue.first, cue.last, Count.exactly(1), None)
                found = [*(found or [alone]), *self._joined_after(alone, used)]
            used.update(people.first for people in found)
            yield from (self._figure(cue, people) for people in together(found))

    def _counted_before(self, cue: Cue, used: set[int]) -> bool:
        """Tell whether a figure stands before a word that can take it on either side."""
        return any(people.count is not None for people in self._before(cue, used))

    def _closes(self, cue: Cue, used: set[int]) -> bool:
        """Tell whether a counted person stands right before a word that can close it: "his son wounded when gunmen"."""
        near = self._people_end.get(cue.first - 1)
        return "after" in cue.sides and near is not None and near.count is not None and near.first not in used

    def _figure(self, cue: Cue, people: People) -> Figure:
        first, last = min(cue.first, people.first), max(cue.last, people.last)
        group = self._owner(people.first) if people.group == "own" else people.group
        return Figure(cue.kind, people.count, group, first, last)

    def _owner(self, at: int) -> str | None:
        """Return the class of the actor named before "its members"."""
        words = self._reading.words
        for place in range(at, -1, -1):
            if words[place].sentence != words[at].sentence:
                break
            name = self._actors[place].entry.traits["class"] if place in self._actors else "unknown"
            if name not in ("unknown", "civilians"):
                return str(name)
        return "people"

    def _after(self, cue: Cue, used: set[int]) -> People | None:
        """Return the noun phrase that follows `cue` as its figure; a subject without a figure may stand between."""
        words = self._reading.words
        inside = (at for at in range(cue.first + 1, cue.last + 1) if at in self._people and at not in used)
        if (within := next(inside, None)) is not None:
            return self._people[within]
        uncounted: People | None = None
        for at in range(cue.last + 1, min(len(words), cue.last + 2 + _REACH_AFTER)):
            parted = words[at].sentence != words[cue.last].sentence or ":" in words[at].before
            if parted or at in self._labels.get("subset", {}):
                break
            if at in self._people:
                people = self._people[at]
                if at in used or self._is_subset(at) or people.count is not None:
                    return people if at not in used and not self._is_subset(at) else uncounted
                uncounted = uncounted or people
            if at in self._stops and not self._says_same(cue, at):
                break
        return uncounted

    def _joined_after(self, people: People, used: set[int]) -> list[People]:
        """Return the noun phrases that "and" joins to `people`, but those that a later word takes as its figure."""
        chain = [people]
        while (joined := self._next_joined(chain[-1])) is not None and joined.first not in used:
            chain.append(joined)
        while len(chain) > 1 and self._is_taken_later(chain[-1]):
            chain.pop()
        return chain[1:]

    def _next_joined(self, people: People) -> People | None:
        """Return the noun phrase that "and" joins to `people`; a rank or a name may stand before the "and"."""
        words = self._reading.words
        for at in range(people.last + 1, min(len(words), people.last + 2 + _REACH_AND)):
            if words[at].sentence != words[people.last].sentence or at in self._stops or self._begins_clause(at):
                return None
            alone = words[at].text in (_AND if at > people.last + 1 else (*_AND, *_WITH))
            if alone or (words[at].text.startswith("و") and at in self._people):
                places = (at,) if not alone else (at + 1,) if at + 1 in self._stops else (at + 1, at + 2)
                found = next((self._people[place] for place in places if place in self._people), None)
                return None if found is None or found.counted or self._is_subset(found.first) else found
            if at in self._people:
                return None
        return None

    def _is_taken_later(self, people: People) -> bool:
        """Tell whether a word after `people` takes it as its own figure ("killed two and three others were hurt")."""
        words = self._reading.words
        for at in range(people.last + 1, min(len(words), people.last + 1 + _REACH_BEFORE)):
            if words[at].sentence != words[people.last].sentence:
                return False
            cue = self._cue_at.get(at)
            if cue is not None:
                return bool({"after", "either", "alone"} & cue.sides) and not self._takes_after(cue)
        return False

    def _takes_after(self, cue: Cue) -> bool:
        """Tell whether a cue that can take its figure on either side has one behind it."""
        return "before" in cue.sides and self._after(cue, set()) is not None

    def _before(self, cue: Cue, used: set[int]) -> Iterator[People]:
        """Yield the noun phrases that `cue` closes: the nearest before it, and those joined to it by "and"."""
        words = self._reading.words
        found = None
        for at in range(cue.first - 1, max(-1, cue.first - 1 - _REACH_BEFORE), -1):
            if words[at].sentence != words[cue.first].sentence:
                return
            if at in self._people and at not in used and not self._is_subset(at):
                people = self._people[at]
                if found is not None and (not self._joined(found) or found.first - people.last > 1 + _AND_WORD):
                    return
                yield people
                found = people
            elif at in self._speech or (found is None and at in self._stops):
                return

    def _joined(self, people: People) -> bool:
        word = self._reading.words[people.first]
        before = self._reading.words[people.first - 1].text if people.first else ""
        return word.text.startswith("و") or before in ("and", "و") or word.before in (",", "،")

    def _says_same(self, cue: Cue, at: int) -> bool:
        """Tell whether the cue at word `at` says the same as `cue` ("لقي … مصرعهم")."""
        other = self._cue_at.get(at)
        return other is not None and other.kind == cue.kind

    def _is_subset(self, at: int) -> bool:
        words, subset = self._reading.words, self._labels.get("subset", {})
        for back in range(at - 1, max(-1, at - 12), -1):
            if words[back + 1].sentence != words[back].sentence or back in self._stops:
                return False
            if back in subset:
                return True
        return False

    def _is_next_name(self, at: int) -> bool:
        """Tell whether the number at word `at` goes on with a name by number: "two brothers aged 19 and 24"."""
        alone = self._reading.words[at - 1].text in _AND
        return at - 2 - alone in self._names and at - 1 - alone in self._number_ends

    def _find_people(self) -> Iterator[People]:
        done = -1
        forms = [self._labels.get(label, {}) for label in (*_FORMS, "some", "others")]
        for at in sorted({*self._reading.numbers, *self._nouns}.union(*forms)):
            people = (self._numbered(at) or self._by_form(at)) if at > done else None
            if people is not None:
                yield people
                done = people.last

    def _numbered(self, at: int) -> People | None:
        """Return the noun phrase of the number at word `at`, or None where it counts no people."""
        number = self._reading.numbers.get(at)
        if number is None or at - 1 in self._names or number.last + 1 in self._labels.get("things", {}):
            return None
        group, last = (None, number.last) if self._begins_clause(number.last + 1) else self._group(number.last + 1)
        vague = self._labels.get("some", {}).get(at)
        if vague is not None and vague.last >= number.last:
            return People(at, last, None, group)
        counted, end = self._counted(number.last + 1)
        count = self._bounded(at, number.last, Count(number.low, number.high))
        return People(at, max(last, end), count, group, counted)

    def _by_form(self, at: int) -> People | None:
        """Return the noun phrase whose form says its number: singular, dual, "another", "dozens of"."""
        labels = self._labels
        for label, number in _FORMS.items():
            if at in labels.get(label, {}) and self._stands_alone(at, label):
                kind = label.partition("_")[0]
                counted = kind if kind in KINDS else None
                last = labels[label][at].last
                group, last = self._group(last + 1) if counted and self._is_of(last + 1) else (None, last)
                return People(at, last, Count.exactly(number), group, counted)
        nouns = self._nouns.get(at, ())
        if at in labels.get("some", {}) and not any("one" in hit.entry.traits for hit in nouns):
            group, last = self._group(labels["some"][at].last + 1)
            return People(at, last, None, group)
        if at in labels.get("others", {}):
            return People(at, at, None, None)
        if not nouns or at - 1 in self._number_ends:
            return None
        group, last = self._group(at)
        english = self._reading.document.language == "en"
        heads = self._nouns.get(last, nouns) if english else nouns  # "a police captain"
        size = next((n for hit in heads for n, trait in ((2, "two"), (1, "one")) if trait in hit.entry.traits), None)
        if size == 2 and self._reading.words[at].text.startswith(("ال", "وال")):
            size = None  # "the civilians": the plural is written like the dual
        force = self._force_end.get(at - 1) if english else None  # "a Peshmerga officer"
        return People(at, max(last, nouns[0].last), Count.exactly(size) if size else None, force or group)

    def _is_of(self, at: int) -> bool:
        return at < len(self._reading.words) and self._reading.words[at].text in _OF

    def _stands_alone(self, at: int, label: str) -> bool:
        """Tell whether "another" is a person of its own and not an adjective ("جريح آخر", "هجوم آخر")."""
        counted = label.partition("_")[0] in KINDS
        return counted or at - 1 in self._cue_ends or self._reading.words[at].text.startswith("و")

    def _counted(self, at: int) -> tuple[str | None, int]:
        """Return what the number's own noun says ("12 قتيلا" → killed; "66 قتيلا وجريحا" → combined), and its end."""
        words = self._reading.words
        if at >= len(words) or words[at].before or words[at].sentence != words[at - 1].sentence:
            return None, at - 1
        for place in (at, at + 1):
            if place in self._labels.get("combined", {}) and (place == at or place - 1 in self._nouns):
                return "combined", self._labels["combined"][place].last
        for kind in KINDS:
            hit = self._labels.get(f"{kind}_counted", {}).get(at)
            if hit is not None and not words[at].text.startswith("و"):
                return kind, hit.last
        return None, at - 1

    def _bounded(self, first: int, last: int, count: Count) -> Count:
        words, bounds = self._reading.words, self._labels
        near = range(max(0, first - 4), min(len(words), last + 8))
        for label, bounded in (("at_least", Count(count.low, None)), ("at_most", Count(None, count.high or count.low))):
            for at in near:
                hit = bounds.get(label, {}).get(at)
                if hit and (hit.last == first - 1 or (at > last and self._reaches(last, at))):
                    return bounded
        return count

    def _reaches(self, last: int, at: int) -> bool:
        """Tell whether nothing between the words says that "at least" belongs to another figure."""
        words = self._reading.words
        return words[last].sentence == words[at].sentence and not any(
            between in self._stops or between in self._reading.numbers for between in range(last + 1, at)
        )

    def _group(self, at: int) -> tuple[str | None, int]:
        """Return the actor class of the people whose noun begins at word `at`, and the last word about them."""
        words = self._reading.words
        group: str | None = None
        named, last = False, at - 1
        for place in range(at, min(len(words), at + _REACH_GROUP)):
            nouns = self._nouns.get(place, ())
            if place and words[place].sentence != words[place - 1].sentence:
                break
            if (place > at and self._begins_clause(place)) or (self._ends_group(place) and (place > at or not nouns)):
                break
            if place > at and (self._adds_another(place) or (nouns and words[place].text.startswith("و"))):
                break
            if nouns and (group is None or last == place - 1):
                group, last = group or str(nouns[0].entry.traits["group"]), nouns[0].last
            actor = self._actors.get(place)
            if actor is not None and not named and actor.entry.traits["class"] not in ("civilians", "unknown"):
                group, named, last = str(actor.entry.traits["class"]), True, actor.last
        return group, last

    def _adds_another(self, place: int) -> bool:
        """Tell whether an "and" begins another counted noun phrase: "two civilians and a policeman"."""
        words = [word.text for word in self._reading.words[place : place + 2]]
        after = place + len(words) - (words[-1] not in _ONE)
        singular = any("one" in hit.entry.traits for hit in self._nouns.get(after, ()))
        return words[0] in _AND and (singular or after in self._reading.numbers)

    def _begins_clause(self, place: int) -> bool:
        if place >= len(self._reading.words):
            return True
        return place in self._boundaries or any(mark in self._reading.words[place].before for mark in ",،(")

    def _ends_group(self, place: int) -> bool:
        reading = self._reading
        return (
            place in self._stops
            or place in reading.numbers
            or (place in reading.names and place not in self._country)
            or place in self._labels.get("subset", {})
            or place in self._labels.get("ends", {})
        )
