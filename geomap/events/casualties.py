"""Figures of people: how many were killed, injured, abducted, arrested, and of which side.

A figure belongs to a word by grammar, never by nearness alone:

1. it counts the word itself ("12 قتيلا", "17 dead");
2. it follows a word that takes its figure after it ("مقتل 16 جنديا", "killed three soldiers");
3. it precedes a word that takes its figure before it ("19 من عناصر داعش قتلوا", "three soldiers were killed").

Numbers of units, things, lengths and dates, and subsets ("among them two children") are no figures of an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.events.cues import KINDS, Cue, find_cues
from geomap.events.lexicon import Hit
from geomap.events.people import People, PeopleFinder, together
from geomap.events.reading import Reading
from geomap.records import Count

__all__ = ["COMBINED", "Figure", "figures"]

COMBINED = "combined"
"""Kind of a figure that counts killed and injured together, and says nothing of either."""

_REACH_AFTER = 6  # words from the word to its figure; "قتل في كمين لداعش امس 16 جنديا"
# Words to the verb, in Sorani to the end: "28 عنصرا من الجيش ومليشيا الحشد الشعبي و18 مقاتلا من تنظيم الدولة قتلوا".
_REACH_BEFORE, _REACH_TO_END = 16, 24
_REACH_AND = 6  # words from a person to the "and" that joins another: "ضابط برتبة نقيب وجنديان"
_ASIDE = 6  # words of "…, mostly residents of the village, …"
_AND = ("and", "و")
_HIS = ("his", "her", "their")
_BESIDE = 1  # words between a combined figure's words and its people: "20 people were killed or wounded"
_WITH = ("مع", "with")  # right behind a person only: "clashes with three militants" killed nobody
_ALONG = ("along", "with")
_ALONGSIDE = (_ALONG, ("together", "with"), ("as", "well", "as"))
_MODIFIERS = 4  # words between "and" and a noun: "two soldiers and pro-government Sunni fighters were killed"
_AND_WORD = 1  # words between a person and the "and" after it, before a word that takes both as its figure
_EARLIER = 6  # words of the longest "from an earlier toll of"
_MORE = 4  # words from the figure to the "more" behind its noun: "two people more"
_COMMAS = ",،"
_OF = ("of", "منهم")  # the first word of "of them"; behind "among them" the whole stands before it
_OF_THEM, _TOO, _ARE, _WHO = "يان", "يش", "ن", "كه"  # Sorani "of them", "too", "are", written onto a word, and "who"
_LISTED = ("a", "an", "his", "her", "their")  # words before another person of a list, which no apposition has


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the words ``first..last``: what `kind` of casualty, how many (None: not said), of which `group`.

    `people` are the words of the people alone; `earlier` marks a toll whose place another one took.
    """

    kind: str
    count: Count | None
    group: str | None
    first: int
    last: int
    people: tuple[int, int] | None = None
    earlier: bool = False


def figures(reading: Reading) -> tuple[Figure, ...]:
    """Return the figures of a report in the order of its words."""
    placed = (_placed(reading, figure) for figure in _Reader(reading).read())
    return tuple(_with_more(reading, sorted(placed, key=lambda figure: figure.first)))


def _placed(reading: Reading, figure: Figure) -> Figure:
    """Return `figure`, marked where the words before it say that it was an earlier toll ("up from eight")."""
    before = reading.within("casualties", figure.first - _EARLIER, figure.first - 1)
    earlier = any(hit.entry.label == "earlier" and hit.last >= figure.first - 2 for hit in before)
    return replace(figure, earlier=True) if earlier else figure


def _with_more(reading: Reading, found: Sequence[Figure]) -> list[Figure]:
    """Return figures, "two more were killed" added to those of its kind before it in its sentence, no place between."""
    more = {hit.first for hit in reading.labelled("casualties", "more")}
    kept: list[Figure] = []
    for figure in found:
        before = next((other for other in reversed(kept) if other.kind == figure.kind), None)
        adds = not more.isdisjoint(range(figure.first, figure.first + _MORE))
        joined = _joined_to(reading, before, figure) if before is not None and adds else None
        if joined is not None and before is not None:
            kept[kept.index(before)] = joined
        else:
            kept.append(figure)
    return kept


def _joined_to(reading: Reading, one: Figure, other: Figure) -> Figure | None:
    """Return both figures as one, or None where they are of two sides, or of two sentences or places."""
    words = reading.words
    parted = any(at in reading.names or at in reading.dates for at in range(one.last + 1, other.first))
    if words[one.first].sentence != words[other.first].sentence or parted or not (one.count and other.count):
        return None
    sides = together([People(figure.first, figure.last, figure.count, figure.group) for figure in (one, other)])
    return Figure(one.kind, sides[0].count, sides[0].group, one.first, other.last) if len(sides) == 1 else None


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._vague = {hit.first for hit in reading.labelled("casualties", "some", "others")}
        self._together_with = {hit.last for hit in reading.labelled("casualties", "together_with")}
        self._subset = {hit.first for hit in reading.labelled("casualties", "subset")}
        self._cue_at = cues = find_cues(reading)
        self._cues = [cues[at] for at in sorted(cues)]
        self._stops = cues.keys() | {hit.first for hit in reading.labelled("casualties", "combined")}
        self._actors = {
            hit.first: hit for hit in reversed(reading.hits.get("actors", ())) if "class" in hit.entry.traits
        }
        self._speech = {hit.first for hit in reading.labelled("discourse", "speech")}
        sorani = reading.document.language == "ckb"
        self._reach_before = _REACH_TO_END if sorani else _REACH_BEFORE
        self._agents = {hit.last + 1 for hit in reading.labelled("actors", "did") if sorani}
        self._number_ends = {number.last for number in reading.numbers.values()}
        finder = PeopleFinder(reading, cues)
        self._begins_clause = finder.begins_clause
        self._past_name = finder.past_name
        self._people = {people.first: people for people in finder.find()}
        self._people_end = {people.last: people for people in self._people.values()}

    def read(self) -> Iterator[Figure]:
        """Yield every figure, each noun phrase used once."""
        used: set[int] = set()
        for noun in self._people.values():
            if noun.counted:
                used.add(noun.first)
                if noun.counted in (*KINDS, COMBINED):
                    yield Figure(noun.counted, noun.count, noun.group, noun.first, noun.last, (noun.first, noun.last))
        yield from self._combined(used)
        pending: list[Cue] = []
        for cue in self._cues:
            if "either" in cue.sides and self._counted_before(cue, used):
                pending.append(cue)
                continue
            people = self._after(cue, used) if {"before", "either"} & cue.sides else None
            if people is not None and people.count is None and self._closes(cue, used):
                people = None
            if people is not None:
                found = [*self._with_him(cue, people), people, *self._joined_after(people, used, cue.kind)]
                used.update(each.first for each in found)
                yield from (self._figure(cue, each) for each in together(found))
            elif {"after", "either", "alone"} & cue.sides:
                pending.append(cue)
        for cue in pending:
            found = [] if self._is_pronoun(cue) else [*self._before(cue, used), *self._along(cue, used)]
            if "alone" in cue.sides:
                alone = People(cue.first, cue.last, Count.exactly(1), None)
                found = [*self._with_one(found, alone), *self._joined_after(alone, used)]
            used.update(people.first for people in found)
            yield from (self._figure(cue, people) for people in together(found))

    def _with_one(self, found: list[People], alone: People) -> list[People]:
        """Return the people of a singular verb: one, if named without a figure; "with two of his sons" adds to it."""
        if not found:
            return [alone]
        if all(people.count is None and people.first not in self._vague for people in found):
            return [People(found[0].first, alone.last, alone.count, found[0].group)]
        return [*found, alone] if found[-1].first - 1 in self._together_with else found

    def _is_pronoun(self, cue: Cue) -> bool:
        """Tell whether an English word names its one person itself: "killing him and wounding two others"."""
        return cue.sides == {"alone"} and self._reading.document.language == "en"

    def _with_him(self, cue: Cue, people: People) -> list[People]:
        """Return the one whom an Arabic verb in the singular leaves out: "فقتل مع اثنين من مرافقيه" are three."""
        words = self._reading.words
        told = "after" in cue.sides and people.count is not None and cue.last + 2 == people.first
        left_out = told and self._reading.document.language == "ar" and words[cue.last + 1].text == _WITH[0]
        return [People(cue.first, cue.last, Count.exactly(1), None)] if left_out else []

    def _combined(self, used: set[int]) -> Iterator[Figure]:
        """Yield the figures right behind or before words that count killed and injured in one."""
        for hit in self._reading.labelled("casualties", COMBINED):
            if hit.first in self._cue_at:
                continue
            after = (self._people.get(at) for at in range(hit.last + 1, hit.last + 2 + _BESIDE))
            before = (self._people_end.get(at) for at in range(hit.first - 1, hit.first - 2 - _BESIDE, -1))
            beside = (people for people in (*after, *before) if people is not None and self._is_many(people))
            noun = next((people for people in beside if people.first not in used and not people.counted), None)
            if noun is not None and self._is_with(hit, noun):
                used.add(noun.first)
                yield Figure(COMBINED, noun.count, noun.group, min(hit.first, noun.first), max(hit.last, noun.last))

    def _is_many(self, people: People) -> bool:
        """Tell whether a noun phrase has a number, in figures or in a word like "dozens"."""
        return people.count is not None or bool(self._reading.within("amounts", people.first, people.last))

    def _is_with(self, hit: Hit, noun: People) -> bool:
        """Tell whether no mark and no end of a sentence parts a noun phrase from the words of a combined figure."""
        end, begin = (hit.last, noun.first) if hit.first < noun.first else (noun.last, hit.first)
        words = self._reading.words
        between = words[end + 1 : begin + 1]
        return all(word.sentence == words[end].sentence and not word.before for word in between)

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
        alone = people.first == cue.first  # "مصرعه": nobody is named
        return Figure(cue.kind, people.count, group, first, last, None if alone else (people.first, people.last))

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
        within = [
            self._people[at] for at in range(cue.first + 1, cue.last + 1) if at in self._people and at not in used
        ]
        if within and (within[0].count is not None or cue.last + 1 not in self._people):
            return within[0]  # else "the number of people killed has risen to 11"
        uncounted: People | None = next(iter(within), None)
        for at in range(cue.last + 1, min(len(words), cue.last + 2 + _REACH_AFTER)):
            parted = words[at].sentence != words[cue.last].sentence or ":" in words[at].before
            if parted or at in self._subset:
                break
            if at in self._people:
                people = self._people[at]
                if at in used or self._is_subset(at) or people.count is not None:
                    return people if at not in used and not self._is_subset(at) else uncounted
                uncounted = uncounted or people
            if at in self._stops and not self._says_same(cue, at):
                break
        return uncounted

    def _joined_after(self, people: People, used: set[int], kind: str | None = None) -> list[People]:
        """Return the noun phrases that "and" joins to `people`, but those that a later word of another `kind` takes."""
        chain = [people]
        while (joined := self._next_joined(chain[-1])) is not None and joined.first not in used:
            chain.append(joined)
        while len(chain) > 1 and (self._is_taken_later(chain[-1], kind) or self._is_apposed(chain[-1])):
            chain.pop()
        return chain[1:]

    def _is_apposed(self, people: People) -> bool:
        """Tell whether a comma and no "and" joins the last of a list, or a speaker: "killing five, a doctor said"."""
        words = self._reading.words
        first = people.first - (words[people.first - 1].text in _LISTED)
        if words[first - 1].text not in _AND:
            return "," in words[first].before
        after = range(people.last + 1, min(len(words), people.last + 1 + _REACH_AND))
        ends = next((at for at in after if "," in words[at].before), after.stop)
        return self._reading.document.language == "en" and any(at in self._speech for at in after if at < ends)

    def _next_joined(self, people: People) -> People | None:
        """Return the noun phrase that "and" or a comma joins to `people`; a rank may stand before the "and"."""
        words = self._reading.words
        named = self._past_name(people.last + 1, self._stops)
        for at in range(named, min(len(words), named + 1 + _REACH_AND)):
            if words[at].sentence != words[people.last].sentence or at in self._stops:
                return None
            if "," in words[at].before and (listed := self._listed(at)) is not None:
                return listed
            if self._begins_clause(at) and at > named:
                return None
            alone = words[at].text in (_AND if at > people.last + 1 else (*_AND, *_WITH))
            if not alone and self._begins_clause(at):
                return None
            if alone or (words[at].text.startswith("و") and at in self._people):
                places = (at,) if not alone else (at + 1,) if at + 1 in self._stops else (at + 1, at + 2)
                found = next((self._people[place] for place in places if place in self._people), None)
                return None if found is None or found.counted or self._is_subset(found.first) else found
            if at in self._people:
                return None
        return None

    def _listed(self, at: int) -> People | None:
        """Return the person of a list that begins at word `at`, behind a comma: "a chief, a sergeant and …"."""
        at += self._reading.words[at].text in _LISTED
        people = self._people.get(at)
        known = people is not None and people.count is not None and not people.counted
        listed = at in self._reading.numbers or self._reading.words[at - 1].text in _LISTED
        return people if known and listed else None

    def _is_taken_later(self, people: People, kind: str | None) -> bool:
        """Tell whether a word after `people` takes it as its own figure ("killed two and three others were hurt")."""
        words = self._reading.words
        for at in range(people.last + 1, min(len(words), people.last + 1 + self._reach_before)):
            if words[at].sentence != words[people.last].sentence:
                return False
            if (cue := self._cue_at.get(at)) is not None:
                closes = cue.kind != kind and bool({"after", "either", "alone"} & cue.sides)
                return closes and not self._takes_after(cue)
        return False

    def _takes_after(self, cue: Cue) -> bool:
        """Tell whether a cue that can take its figure on either side has one behind it."""
        return "before" in cue.sides and self._after(cue, set()) is not None

    def _before(self, cue: Cue, used: set[int]) -> Iterator[People]:
        """Yield the noun phrases that `cue` closes: the nearest before it, and those joined to it by "and"."""
        words = self._reading.words
        found = None
        reach = _REACH_BEFORE if "alone" in cue.sides else self._reach_before
        for at in range(cue.first - 1, max(-1, cue.first - 1 - reach), -1):
            if words[at].sentence != words[cue.first].sentence:
                return
            if at in self._people and at not in used and at not in self._agents and not self._is_subset(at):
                people = self._people[at]
                if found is None and people.count is None and (whole := self._whole(at, used)) is not None:
                    yield whole
                    return
                if found is not None and not self._joined(people, found):
                    return
                yield people
                found = people
            elif at in self._speech or (found is None and at in self._stops):
                return

    def _along(self, cue: Cue, used: set[int]) -> Iterator[People]:
        """Yield those whom "along with" adds behind a verb: "was killed along with two of his sons"."""
        words = self._reading.words[cue.last + 1 : cue.last + 3]
        at = cue.last + 1 + len(_ALONG)
        if tuple(word.text for word in words) == _ALONG and at in self._people and at not in used:
            yield self._people[at]

    def _whole(self, at: int, used: set[int]) -> People | None:
        """Return the counted people whom the noun at word `at` describes: "nine people, mostly residents, were"."""
        words = self._reading.words
        for back in range(at - 1, max(-1, at - 1 - _ASIDE), -1):
            if words[back + 1].sentence != words[back].sentence or back in self._stops:
                return None
            people = self._people.get(back)
            if people is not None and people.first not in used and not self._is_subset(back):
                return people if people.count is not None and "," in words[people.last + 1].before else None
        return None

    def _joined(self, one: People, other: People) -> bool:
        """Tell whether "and" or a comma joins two noun phrases, with an article or adjectives behind it in English."""
        words, first = self._reading.words, other.first
        ended = self._reading.document.language == "ckb" and words[first].before != ""  # with a verb before the comma
        near = first - one.last <= 1 + (0 if ended else _AND_WORD)
        if words[first].text.startswith("و") or words[first - 1].text in _AND or words[first].before in (",", "،"):
            return near
        between = words[one.last + 1 : first]
        if tuple(word.text for word in between) in _ALONGSIDE:
            return True
        if between and between[-1].text in _HIS and "," in between[-1].before:
            return len(between) <= 1 + _MODIFIERS  # "the mayor of Rashad, his brother and a guard"
        plain = not any(
            at in self._stops or at in self._speech or self._begins_clause(at) for at in range(one.last + 1, first)
        )
        english = self._reading.document.language == "en" and 1 < len(between) <= 1 + _MODIFIERS
        noun = int(one.last in self._number_ends and between[:1] != () and between[0].text not in _AND)
        return english and plain and between[noun].text in _AND

    def _says_same(self, cue: Cue, at: int) -> bool:
        """Tell whether the cue at word `at` says the same as `cue` ("لقي … مصرعهم")."""
        other = self._cue_at.get(at)
        return other is not None and other.kind == cue.kind

    def _is_part_of_them(self, at: int) -> bool:
        """Tell whether the number at word `at` is of those just counted: "…, four of them policemen"."""
        number, words = self._reading.numbers.get(at), self._reading.words
        if number is None:
            return False
        theirs = self._reading.document.language == "ckb" and words[at].text.endswith(_OF_THEM)
        of_them = number.last + 1 in self._subset and words[number.last + 1].text in _OF
        aside = any(mark in words[at].before for mark in _COMMAS)  # "killed four of them" counts those four
        are = aside and at in self._people and words[self._people[at].last].text.endswith(_ARE)
        return (of_them and aside) or (theirs and at > 0 and (are or words[at - 1].text == _WHO))

    def _begins_anew(self, at: int) -> bool:
        """Tell whether a comma and Sorani "too" set people off: "…, among them a child, 55 people too"."""
        words = self._reading.words
        listed = self._reading.document.language == "ckb" and "،" in words[at].before and at in self._people
        return listed and any(word.text.endswith(_TOO) for word in words[at : self._people[at].last + 1])

    def _is_subset(self, at: int) -> bool:
        words = self._reading.words
        if self._is_part_of_them(at):
            return True
        for back in range(at - 1, at - 1 if self._begins_anew(at) else max(-1, at - 12), -1):
            if words[back + 1].sentence != words[back].sentence or back in self._stops:
                return False
            if back in self._subset:
                return True
        return False
