"""Counted people: noun phrases with their number and side, and what "and" makes of several."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.events.cues import KINDS, Cue
from geomap.events.lexicon import Hit, Lexicon
from geomap.events.reading import Reading
from geomap.records import Count

__all__ = ["People", "PeopleFinder", "together"]

_NOBODY = (None, "people")  # groups of nobody in particular
_REACH_GROUP = 7  # words from the figure to the name of the side
_FORMS = {"others_two": 2, "others_one": 1, "killed_one": 1, "killed_two": 2, "injured_one": 1, "injured_two": 2}
"""Labels whose form says the number."""
_ONE = ("a", "an", "one")
_ONLY = ("واحد", "واحده")  # "one", in matching form
_OF = ("من", "of")
_RANK = 4  # words from an officer to his force: "ضابط برتبة ملازم أول في الجيش"
_RANKED = (
    "Iraqi army",
    "Federal Police",
    "police",
    "Peshmerga",
    "Asayish",
    "Iraqi forces",
    "Counter Terrorism Service",
    "PMF",
    "tribal",
)
"""Forces whose ranks are told as "a captain in the police"."""
_OWN = 2  # words from "its members" to the force that says whose: "أفرادها من الشرطة"
_OF_PLACE = 4  # words between an office and the name of who holds it: "the mukhtar of al-Haruniyah village, Kamil"
_NAME = 5  # words of the longest name of a person in commas
_ARTICLE_OF_NAME = ("al", "el", "bin", "abu")
_OLDEST = 110  # years
_IN = ("في", "in")
_IN_RANKS = ("في", "صفوف")  # "in the ranks of"
_AND = ("and", "و")
_WRITTEN_ON = ("ب", "ل")  # Arabic prepositions, "by" and "for", that are one word with their noun
_TITLES = ("الشهيد", "القتيل", "الجريح")  # matching forms, before a name or an adjective
_ADJECTIVES = ("fighters", "fighter_one")
"""Nouns that are also adjectives: "هجوم انتحاري" names no person."""


@dataclass(frozen=True, slots=True)
class People:
    """A counted noun phrase: the words, how many, whose."""

    first: int
    last: int
    count: Count | None
    group: str | None
    counted: str | None = None


def together(joined: Sequence[People]) -> list[People]:
    """Return noun phrases joined by "and" as one for each side: "an officer and ten soldiers" are eleven.

    People of nobody in particular are of the side of those with whom they are named, unless that is the enemy's; his
    own people are of the side of him who is named before them.
    """
    sides: dict[str | None, list[People]] = {}
    named = {people.group for people in joined} - {*_NOBODY, "own"}
    last: str | None = None
    for people in sorted(joined, key=lambda each: each.first):
        side = next(iter(named)) if people.group in _NOBODY and len(named) == 1 and named != {"IS"} else people.group
        last = side = last or side if side == "own" else side
        sides.setdefault(side, []).append(people)
    return [_added(side, members) if len(members) > 1 else members[0] for side, members in sides.items()]


def _added(side: str | None, members: Sequence[People]) -> People:
    counts = [people.count for people in members]
    known = [count for count in counts if count is not None]
    low = sum(count.low or 0 for count in known)
    closed = len(known) == len(counts) and all(count.high is not None for count in known)
    high = sum(count.high or 0 for count in known) if closed else None
    first, last = min(people.first for people in members), max(people.last for people in members)
    return People(first, last, Count(low, high) if known else None, side)


class PeopleFinder:
    """Finds the counted noun phrases of a report: by number, by a word like "dozens", or by their own form."""

    def __init__(self, reading: Reading, cues: Mapping[int, Cue]) -> None:
        self._reading = reading
        self._labels: dict[str, dict[int, Hit]] = {}
        for hit in reading.hits.get("casualties", ()):
            self._labels.setdefault(hit.entry.label, {})[hit.first] = hit
        self._cue_ends = {cue.last for cue in cues.values()}
        self._stops = cues.keys() | self._labels.get("combined", {}).keys()
        self._actors = {
            hit.first: hit for hit in reversed(reading.hits.get("actors", ())) if "class" in hit.entry.traits
        }
        self._force_end = {
            hit.last: str(hit.entry.traits["class"])
            for hit in self._actors.values()
            if hit.entry.traits["class"] not in ("civilians", "unknown")
        }
        self._force_begins = {hit.first for hit in self._actors.values() if hit.entry.traits["class"] in _RANKED}
        self._nouns: dict[int, list[Hit]] = {}
        phrases = [hit for hit in reading.hits["triggers"] if hit.last > hit.first]
        adjectives = {word for hit in phrases for word in range(hit.first + 1, hit.last + 1)}
        dressed = {at for hit in reading.labelled("actors", "disguise") for at in range(hit.first, hit.last + 1)}
        ranks = {hit.last + 1 for hit in reading.labelled("units", "rank_of")}
        for hit in reading.hits.get("people", ()):
            if hit.first in dressed | ranks or (hit.entry.label in _ADJECTIVES and hit.first in adjectives):
                continue
            self._nouns.setdefault(hit.first, []).append(hit)
        self._country = {hit.first for hit in reading.labelled("places", "country")}
        self._boundaries = {hit.first for hit in reading.labelled("discourse", "boundary", "speech")}
        self._number_ends = {number.last for number in reading.numbers.values()}
        self._names = {hit.last for hit in self._labels.get("named_by_number", {}).values()}
        self._names |= {at - 1 for at in reading.numbers if self._is_next_name(at) or self._is_years_of(at)}

    def find(self) -> Iterator[People]:
        """Yield the noun phrases in the order of the text, none inside another."""
        done = -1
        forms = [self._labels.get(label, {}) for label in (*_FORMS, "some", "others")]
        for at in sorted({*self._reading.numbers, *self._nouns}.union(*forms)):
            people = (self._numbered(at) or self._by_form(at)) if at > done else None
            if people is not None:
                yield people
                done = people.last

    def _is_next_name(self, at: int) -> bool:
        """Tell whether the number at word `at` goes on with a name by number: "two brothers aged 19 and 24"."""
        alone = self._reading.words[at - 1].text in _AND
        return at - 2 - alone in self._names and at - 1 - alone in self._number_ends

    def _is_years_of(self, at: int) -> bool:
        """Tell whether the number at word `at` is the age of one person: "a boy of nine was killed"."""
        single = any("one" in hit.entry.traits for hit in self._nouns.get(at - 2, ()))
        return self._reading.document.language == "en" and single and self._reading.words[at - 1].text == _OF[1]

    def _is_age(self, at: int) -> bool:
        """Tell whether the number at word `at` is the age of him who is named before it: "Khalaf Saleh, 61, died"."""
        words, text, number = self._reading.words, self._reading.document.text, self._reading.numbers[at]
        if self._reading.document.language != "en" or not at or number.low > _OLDEST or words[at].before != ",":
            return False
        closed = text[words[number.last].end : words[number.last].end + 1] in (",", ".")
        return closed and text[words[at].start].isdigit() and text[words[at - 1].start].isupper()

    def _numbered(self, at: int) -> People | None:
        """Return the noun phrase of the number at word `at`, or None where it counts no people."""
        number = self._reading.numbers.get(at)
        if number is not None and self._is_age(at):
            return People(at, number.last, Count.exactly(1), None)
        if number is None or at - 1 in self._names or self._is_adjective(at) or self._counts_things(number.last + 1):
            return None
        group, last = (None, number.last) if self.begins_clause(number.last + 1) else self._group(number.last + 1)
        vague = self._labels.get("some", {}).get(at)
        if vague is not None and vague.last >= number.last:
            return People(at, last, None, group)
        counted, end = self._counted(number.last + 1)
        count = self._bounded(at, number.last, Count(number.low, number.high))
        return People(at, max(last, end), count, group, counted)

    def _is_adjective(self, at: int) -> bool:
        """Tell whether the Arabic "one" at word `at` belongs to the noun before it: "of one family"."""
        words = self._reading.words
        if self._reading.document.language != "ar" or words[at].text not in _ONLY:
            return False
        return any(hit.last == at - 1 for hit in self._reading.within("people", at - 2, at - 1))

    def _counts_things(self, at: int) -> bool:
        """Tell whether word `at` is a thing that a number before it counts: no preposition is written onto such a noun.

        "أصيب ستة بهجوم" are six people hurt in an attack, and no six attacks.
        """
        if at not in self._labels.get("things", {}):
            return at in self._labels.get("percent", {})
        word, document = self._reading.words[at].text, self._reading.document
        return not (document.language == "ar" and word[0] in _WRITTEN_ON and word[1:] in Lexicon.load("ar").words)

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
        if at in labels.get("some", {}) and labels["some"][at].last + 1 in self._reading.numbers:
            return None  # "some 20 people"
        if at in labels.get("some", {}) and labels["some"][at].last + 1 in labels.get("things", {}):
            return None  # "dozens of houses"
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
        last = self._past_age(max(last, nouns[0].last))
        return People(at, last, Count.exactly(size) if size else None, force or group)

    def _past_age(self, last: int) -> int:
        """Return the last word of the age behind a Sorani noun that ends at word `last` ("a child of twelve years")."""
        years = self._labels.get("years", {})
        for at in (last + 1, last + 2):
            number = self._reading.numbers.get(at)
            if number is not None and number.last + 1 in years:
                return number.last + 1
        return last

    def _is_of(self, at: int) -> bool:
        return at < len(self._reading.words) and self._reading.words[at].text in _OF

    def _stands_alone(self, at: int, label: str) -> bool:
        """Tell whether "another" is a person of its own and not an adjective ("جريح آخر", "هجوم آخر").

        In Arabic "the martyr" is a title.
        """
        counted = label.partition("_")[0] in KINDS
        if counted and label.endswith("_one") and self._reading.words[at].text.lstrip("وفب").startswith(_TITLES):
            return False
        if counted or at - 1 in self._cue_ends or self._reading.words[at].text.startswith("و"):
            return True
        english = self._reading.document.language == "en" and at > 0 and self._reading.words[at - 1].text in _AND
        return english and self._labels[label][at].last + 1 in self._stops  # "and another wounded"

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
                if hit and at > last and hit.last + 1 in self._reading.numbers:
                    continue  # "213 dead; more than 200 wounded"
                if hit and (hit.last == first - 1 or (at > last and self._reaches(last, at))):
                    return bounded
        return count

    def _reaches(self, last: int, at: int) -> bool:
        """Tell whether nothing between the words says that "at least" belongs to another figure."""
        words = self._reading.words
        return words[last].sentence == words[at].sentence and not any(
            between in self._stops or between in self._reading.numbers or between in self._boundaries
            for between in range(last + 1, at)
        )

    def _group(self, at: int) -> tuple[str | None, int]:
        """Return the actor class of the people whose noun begins at word `at`, and the last word about them."""
        words = self._reading.words
        group: str | None = None
        named, last = False, at - 1
        for place in range(at, min(len(words), at + _REACH_GROUP)):
            nouns = self._nouns.get(place, ())
            goes_on = place > at or at - 1 in self._number_ends  # a noun itself may begin a sentence
            if place and goes_on and words[place].sentence != words[place - 1].sentence:
                break
            if last < place and self._is_in_force(place, last):
                continue
            if (place > at and self.begins_clause(place)) or (self._ends_group(place) and (place > at or not nouns)):
                break
            if place > at and (self._adds_another(place) or (nouns and words[place].text.startswith("و"))):
                break
            if place > at and self._is_object(at, place, nouns):
                break
            if nouns and (group is None or last == place - 1):
                group, last = group or str(nouns[0].entry.traits["group"]), nouns[0].last
            if group == "own" and place > last + _OWN:
                break
            actor = self._actors.get(place)
            if actor is not None and not named and actor.entry.traits["class"] not in ("civilians", "unknown"):
                group, named, last = str(actor.entry.traits["class"]), True, actor.last
            elif actor is not None and named and place == last + 1 and self._is_joined(place):
                last = actor.last  # "28 of the army and the militias": one figure for both
        return group, last

    def _is_object(self, at: int, place: int, nouns: Sequence[Hit]) -> bool:
        """Tell whether the `nouns` at word `place` are the object of the subject at word `at`: "اغتال مسلحون مختار".

        In Sorani too, between subject and verb: "دوو چەکدار ئەفسەرێکیان کوشت".
        """
        if not any("one" in hit.entry.traits for hit in nouns):
            return False
        many = not any({"one", "two"} & hit.entry.traits.keys() for hit in self._nouns.get(at, ()))
        if self._reading.document.language == "ckb":
            return bool(self._nouns.get(at)) and many
        arabic = self._reading.document.language == "ar" and place == at + 1
        return arabic and at - 1 not in self._number_ends and many

    def _is_joined(self, place: int) -> bool:
        """Tell whether word `place` begins with "and", written onto it."""
        return self._reading.document.language == "ar" and self._reading.words[place].text.startswith("و")

    def _is_in_force(self, place: int, last: int) -> bool:
        """Tell whether word `place` joins who is named up to word `last` to his force: "عقيد في الجيش".

        "ثلاثة قتلى في صفوف المهاجمين" were of the attackers.
        """
        words = self._reading.words
        if words[place].text not in _IN:
            return False
        if tuple(word.text for word in words[place : place + 2]) == _IN_RANKS:
            return True
        if place + 1 not in self._force_begins or place - last > _RANK:
            return False
        same = words[place].sentence == words[last].sentence
        return same and not any(between in self._nouns for between in range(last + 1, place))

    def _adds_another(self, place: int) -> bool:
        """Tell whether an "and" begins another counted noun phrase: "two civilians and a policeman"."""
        words = [word.text for word in self._reading.words[place : place + 2]]
        if words[0] not in _AND:
            return False
        after = place + len(words) - (words[-1] not in _ONE)
        singular = any("one" in hit.entry.traits for hit in self._nouns.get(after, ()))
        return singular or after in self._reading.numbers

    def past_name(self, first: int, stops: Container[int]) -> int:
        """Return the word behind a name in commas, else `first`: "the mukhtar of Lakja, Kamil Hadi, and two sons"."""
        words, text = self._reading.words, self._reading.document.text
        for comma in range(first, min(len(words), first + 1 + _OF_PLACE)):
            if words[comma].sentence != words[first - 1].sentence or comma in stops:
                return first
            if words[comma].before != ",":
                continue
            for at in range(comma + 1, min(len(words), comma + 2 + _NAME)):
                capital = text[words[at - 1].start].isupper() or words[at - 1].text in _ARTICLE_OF_NAME
                if not capital or words[at].sentence != words[first - 1].sentence:
                    return first
                if words[at].before == "," and words[at].text in _AND:
                    return at
            return first
        return first

    def begins_clause(self, place: int) -> bool:
        """Tell whether a clause, an aside or the end of the text begins at word `place`."""
        if place >= len(self._reading.words):
            return True
        before = self._reading.words[place].before
        return place in self._boundaries or (before != "" and any(mark in before for mark in ",،("))

    def _ends_group(self, place: int) -> bool:
        reading = self._reading
        return (
            place in self._stops
            or place in reading.numbers
            or (place in reading.names and place not in self._country)
            or place in self._labels.get("subset", {})
            or place in self._labels.get("ends", {})
        )
