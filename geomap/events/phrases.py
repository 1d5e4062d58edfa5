"""Place phrases: the words that say where, with their distance, direction and apposition.

A phrase is a run of place words (names, kinds of place, positions, directions, distances) held together by joining
words. Names that no gazetteer knows are taken after a word for their kind ("قرية لاكجة").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from geomap.events.datelines import find_datelines
from geomap.events.lexicon import Hit, Lexicon
from geomap.events.reading import Named, Reading
from geomap.events.site import COUNTRY, Site, governorates, holds, in_iraq, level_of
from geomap.records import PlacePhrase

__all__ = ["find_sites"]

_LONGEST = 28  # words; the longest phrase of 219 that a coder copied out has 14, brackets and distances apart
_FILLER = 2  # words; "قاعدة الحبانية الجوية شرق الرمادي"
_STOPS = re.compile(r"[.!?؟;؛:\n/*|\[\]]")
_PARTS = ("kind", "position", "direction", "length", "join", "name_adjective")
_AND = ("and", "و")
_IN = ("in", "inside", "across", "throughout", "في", "داخل", "انحاء", "له", "لهناو", "سهرانسهري")
"""Matching forms, before a country where something happened."""
_OPENING = ("", '"', "(", "'")
_COMMAS = re.compile(r"[,،()\-\"]")
_AMONG = 4  # words from "among them" to the place of an office; a guess
_TAKEN = ("triggers", "casualties", "people", "actors", "weapons")
"""Topics whose words are never part of a name."""


def find_sites(reading: Reading) -> tuple[Site, ...]:
    """Return the place phrases of a report, in order, none inside another."""
    walk = _Walk(reading)
    sites: list[Site] = []
    done = -1
    for at in walk.openings():
        found = walk.phrase(at) if at > done else None
        if found is None:
            continue
        first, done = found
        before = sites[-1] if sites and walk.joined(sites[-1], first) else None
        listed, aside = (before.listed, before.aside) if before else (len(sites), False)
        sites.append(walk.site(first, done, listed, aside))
    return tuple(sites)


class _Walk:
    """Walks the words of one report and tells where a place phrase begins and ends."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        hits = reading.hits.get("places", ())
        starts = _starts(hits)
        self._hits = {label: starts[label] for label in _PARTS}
        self._directions = {word for hit in self._hits["direction"].values() for word in range(hit.first, hit.last + 1)}
        self._named_actors = {
            word
            for hit in reading.hits.get("actors", ())
            if hit.first < hit.last
            for word in range(hit.first, hit.last + 1)
        }
        self._sides = {hit.first for hit in reading.hits.get("actors", ()) if "class" in hit.entry.traits}
        self._speech = {hit.first for hit in reading.labelled("discourse", "speech", "says")}
        self._offices = {hit.last for hit in hits if hit.entry.label == "office"}
        self._asides = self._offices | {hit.last for hit in hits if hit.entry.label == "not_site"}
        self._abroad = {
            at: hit for at, hit in starts["abroad"].items() if not self._is_ours(at) and not self._is_actor(at)
        }
        self._ways = {hit.first for hit in reading.labelled("discourse", "way")}
        self._among = {hit.last for hit in reading.labelled("casualties", "subset")}
        self._country = starts["country"]
        self._units = starts["unit"]
        self._borders = starts["border"]
        self._between = starts["between"]
        self._spots = starts["spot"]
        self._vague = starts["vague_kind"]
        self._taken = {
            word for topic in _TAKEN for hit in reading.hits.get(topic, ()) for word in (hit.first, hit.last)
        }
        self._datelines = find_datelines(reading)
        self._positions = {word for hit in hits for word in range(hit.first, hit.last + 1)}

    def openings(self) -> list[int]:
        """Return the words at which a phrase can begin."""
        starts = [self._hits[label] for label in ("kind", "position", "direction")]
        return sorted({*self._reading.names, *self._abroad, *self._reading.numbers}.union(*starts))

    def phrase(self, first: int) -> tuple[int, int] | None:
        """Return the first and last word of the phrase that begins at word `first`, or None."""
        if not self._opens(first):
            return None
        at, good, pair = first, -1, 0
        while (
            at < len(self._reading.words)
            and at - first < _LONGEST
            and (at == first or self._goes_on(at, good >= 0 and not pair))
        ):
            last, complete = self._part(at)
            if pair == 1 and last < at and self._reading.words[at].text in _AND:
                at += 1
                continue
            pair = 2 if at in self._between else max(0, pair - complete)
            if last < at:
                at = self._after_filler(at) if good >= 0 else -1
                if at < 0:
                    break
                continue
            if complete or (good == at - 1 and at in self._hits["name_adjective"]):
                good = last
            at = last + 1
        return (first, self._home_end(first, good)) if good >= 0 else None

    def _home_end(self, first: int, last: int) -> int:
        """Return where the home in a phrase ends: "a trader from Fallujah | in Abu Ghraib", which is elsewhere."""
        if not self._is_aside(first):
            return last
        known = [self._reading.names[at] for at in range(first, last + 1) if at in self._reading.names]
        for one, other in pairwise(known):
            entered = next((at for at in range(one.last + 1, other.first) if self._reading.words[at].text in _IN), None)
            apart = not governorates(one.mention.place_ids) & governorates(other.mention.place_ids)
            if entered is not None and apart:
                return one.last
        return last

    def site(self, first: int, last: int, listed: int, aside: bool) -> Site:
        """Return the record of the phrase at the words ``first..last``."""
        reading = self._reading
        start, end = self._start(first), self._end(last)
        mentions = tuple(reading.names[word].mention for word in range(first, last + 1) if word in reading.names)
        start = min([start, *(mention.start for mention in mentions)])
        end = max([end, *(mention.end for mention in mentions)])
        phrase = PlacePhrase(reading.document.text[start:end], start, end, reading.document.id, mentions)
        name, ids, level = self._meaning(first, last)
        abroad = self._is_abroad(first, last, ids)
        if ids and not abroad and not in_iraq(ids):
            level = 3 if first in self._hits["kind"] else 0
        directed = first in self._hits["direction"] or first in reading.numbers or first in self._ways
        within = self._within(first, last) - ids
        dateline = first in self._datelines
        aside = aside or dateline or self._is_aside(first) or (abroad and self._is_government(first, last))
        office = first - 1 in self._offices and not self._is_among(first)
        return Site(first, last, phrase, ids, within, name, level, abroad, aside, directed, listed, dateline, office)

    def joined(self, before: Site, first: int) -> bool:
        """Tell whether the phrase at word `first` is the next item of the list that `before` stands in."""
        word = self._reading.words[first]
        if word.before in (",", "،") and self._is_holder(before, first):
            return False
        return (
            (
                before.last + 1 == first
                and self._reading.words[before.last].sentence == word.sentence
                and (self._coordinated(first) or word.before in (",", "،"))
            )
            or (
                before.last + 2 == first
                and self._coordinated(first)
                and self._reading.words[first - 1].text.startswith("و")
                and not self._reading.words[first - 1].before
            )
            or (before.last + 2 == first and self._reading.words[first - 1].text in _AND)
        )

    def _is_holder(self, before: Site, first: int) -> bool:
        """Tell whether the name at word `first` is of a unit that holds the site before it: "Daquq, Kirkuk"."""
        named = self._reading.names.get(first)
        units = named.mention.place_ids if named is not None else ()
        return any(holds(unit, place) for unit in units for place in before.ids)

    def _is_ours(self, at: int) -> bool:
        """Tell whether the gazetteer reads the name as one of Iraq's ("ناحية الرياض")."""
        near = (self._reading.names.get(first) for first in (at, at - 1))  # "al-Riyadh" begins a word before
        named = next((name for name in near if name is not None and name.last >= at), None)
        return named is not None and in_iraq(named.mention.place_ids[:1])

    def _is_actor(self, at: int) -> bool:
        """Tell whether the name is part of an actor's ("the warplanes of Turkey")."""
        return at in self._named_actors

    def _opens(self, at: int) -> bool:
        hits = self._hits
        return (
            at in self._reading.names
            or at in self._abroad
            or at in hits["kind"]
            or at in hits["position"]
            or at in hits["direction"]
            or (at in self._reading.numbers and self._is_distance(at))
        )

    def _goes_on(self, at: int, complete: bool) -> bool:
        words = self._reading.words
        word = words[at]
        if word.sentence != words[at - 1].sentence or _STOPS.search(word.before):
            return False
        if complete and self._coordinated(at):
            return False
        if _COMMAS.search(word.before):
            return (
                at in self._hits["position"]
                or at in self._hits["direction"]
                or self._is_distance(at)
                or (at in self._units or (")" in word.before and at in self._hits["join"]) or not complete)
            )
        return True

    def _part(self, at: int) -> tuple[int, bool]:
        """Return the last word of the part at `at` (less than `at` where none is), and whether it names a place."""
        reading = self._reading
        if at in self._country and at - 1 in self._hits["direction"]:
            return self._country[at].last, True
        if at in reading.names:
            return reading.names[at].last, True
        if at in self._abroad:
            return self._abroad[at].last, True
        if at in self._hits["kind"]:
            return self._kind(at)
        if at in reading.numbers:
            return (reading.numbers[at].last, False) if self._is_distance(at) else (at - 1, False)
        if at in self._country:
            return self._country[at].last, at - 1 in self._hits["direction"]
        for label in _PARTS[1:]:
            if at in self._hits[label]:
                return self._hits[label][at].last, False
        return at - 1, False

    def _after_filler(self, at: int) -> int:
        """Return the direction or position that goes on with the phrase after one or two other words, or -1."""
        words = self._reading.words
        for place in range(at, min(len(words), at + _FILLER + 1)):
            if words[place].sentence != words[at - 1].sentence or _STOPS.search(words[place].before):
                return -1
            if place > at and (place in self._hits["direction"] or self._is_distance(place)):
                return place
            if place in self._taken or _COMMAS.search(words[place].before):
                return -1
        return -1

    def _kind(self, at: int) -> tuple[int, bool]:
        """Return the end of a kind of place with the name after it, where no gazetteer knows the name."""
        last = self._hits["kind"][at].last
        name = last + 1
        kind = self._reading.words[last].text
        if kind.startswith(("ال", "لل")) or self._is_accusative(kind) or not self._may_name(name):
            return last, False
        if at in self._vague and not self._reading.words[name].text.startswith("ال"):
            return last, False
        if name + 1 in self._hits["name_adjective"]:
            return name, True
        second = name + 1
        ends = second + 1 >= len(self._reading.words) or not self._may_name(second + 1)
        return (second if self._may_name(second) and ends else name), True

    def _is_accusative(self, kind: str) -> bool:
        """Tell whether a kind is written with the alef of "a", behind which no name stands: "ملعبا لكرة القدم"."""
        ends = self._reading.document.language == "ar" and kind.endswith("ا")
        return ends and kind not in (words := Lexicon.load("ar").words) and kind[:-1] in words

    def _may_name(self, at: int) -> bool:
        words = self._reading.words
        if at >= len(words) or at in self._taken or at in self._positions or words[at].before not in _OPENING:
            return False
        reading = self._reading
        known = at in reading.names or at in reading.numbers or at in reading.dates
        return (
            not known
            and len(words[at].text) > 2
            and not words[at].text.startswith("و")
            and words[at].sentence == words[at - 1].sentence
        )

    def _is_distance(self, at: int) -> bool:
        number = self._reading.numbers.get(at)
        return number is not None and (number.last + 1 in self._hits["length"])

    def _coordinated(self, at: int) -> bool:
        """Tell whether "and" is written onto the word."""
        word = self._reading.words[at]
        named = self._reading.names.get(at)
        if named is not None:
            return word.text.startswith("و") and named.mention.start > word.start
        return word.text.startswith("و") and at in self._hits["kind"]

    def _start(self, first: int) -> int:
        """Return where the phrase begins in the text, proclitics left out where the gazetteer says so."""
        named = self._reading.names.get(first)
        word = self._reading.words[first]
        if named is not None:
            return named.mention.start
        if first not in self._hits["kind"] or word.end - word.start != len(word.text):
            return word.start
        kinds = Lexicon.load(self._reading.document.language)
        shift = next((n for n in range(3) if word.text[n:] in kinds.words), 0)
        return word.start + shift

    def _within(self, first: int, last: int) -> frozenset[str]:
        """Return the places that the names of a phrase can mean, but for those that a direction is given from."""
        found: set[str] = set()
        for at in range(first, last + 1):
            named = self._reading.names.get(at)
            before = {at - 1, at - 2} & self._directions
            if named is not None and not before:
                found.update(named.mention.place_ids)
        return frozenset(found)

    def _end(self, last: int) -> int:
        """Return where the phrase ends in the text, a bracket or quotation mark that closes its last word included."""
        reading = self._reading
        end = reading.words[last].end
        opened = "(" in reading.words[last].before and reading.document.text[end : end + 1] == ")"
        return end + 1 if opened else end

    def _meaning(self, first: int, last: int) -> tuple[str, frozenset[str], int]:
        """Return name, places and level of the first name of a phrase, the country's only where it is alone."""
        words = self._reading.words
        unknown = next((at for at in range(first, last + 1) if self._names_unknown(at)), None)
        named = self._first_name(first, last)
        if unknown is not None and (named is None or unknown < named.first):
            start, end = self._hits["kind"][unknown].last + 1, self._kind(unknown)[0]
            return " ".join(word.text for word in words[start : end + 1]), frozenset(), 3
        if named is None:
            return words[first].text, frozenset(), 0
        adjective = named.last < last and named.last + 1 in self._hits["name_adjective"]
        if adjective and named.first - 1 in self._hits["kind"]:
            return " ".join(word.text for word in words[named.first : named.last + 2]), frozenset(), 3
        spot = first in self._spots and not words[first].text.startswith("ال")
        level = 3 if spot else level_of(named.mention.place_ids, named.mention.kind_word)
        return words[named.first].text, frozenset(named.mention.place_ids), level

    def _first_name(self, first: int, last: int) -> Named | None:
        names = [self._reading.names[at] for at in range(first, last + 1) if at in self._reading.names]
        inside = (named for named in names if named.mention.place_ids[:1] != (COUNTRY,))
        return next(inside, names[0] if names else None)

    def _names_unknown(self, at: int) -> bool:
        return at in self._hits["kind"] and self._kind(at)[1]

    def _is_abroad(self, first: int, last: int, ids: frozenset[str]) -> bool:
        foreign = next((at for at in range(first, last + 1) if at in self._abroad), None)
        named = next((at for at in range(first, last + 1) if at in self._reading.names), None)
        if foreign is None:
            return bool(self._abroad) and bool(ids) and not in_iraq(ids)
        border = any(at in self._borders for at in range(first, foreign))
        return named is None or foreign <= named or not border

    def _is_government(self, first: int, last: int) -> bool:
        """Tell whether what lies abroad acts or speaks: "Turkey said it had killed", "between Ankara and rebels"."""
        if {first - 1, first} & self._between.keys():
            return sum(at in self._reading.names for at in range(first, last + 1)) == 1
        if first < last or (first and self._reading.words[first - 1].text in _IN):
            return False
        words = self._reading.words
        beside = {at for at in {first - 1, last + 1} & self._speech if words[at].sentence == words[first].sentence}
        return first in self._sides or bool(beside)

    def _is_entered(self, first: int) -> bool:
        """Tell whether an Arabic "in" is written onto a kind of place: "ضابط في الشرطة | بقرية كذا" was there."""
        word = self._reading.words[first].text
        if self._reading.document.language != "ar" or first not in self._hits["kind"] or word[0] != "ب":
            return False
        return word[1:].removeprefix("ال") in Lexicon.load("ar").words

    def _is_among(self, first: int) -> bool:
        """Tell whether an office is of one of those killed: "among them the governor of"."""
        return not self._among.isdisjoint(range(first - _AMONG, first))

    def _is_aside(self, first: int) -> bool:
        if first and self._reading.words[first - 1].text == "the" and first - 1 not in self._asides:
            first -= 1  # "taken to a hospital in the city of Kirkuk"
        if self._is_entered(first):
            return False
        return (
            first - 1 in self._asides and self._reading.words[first].sentence == self._reading.words[first - 1].sentence
        )


def _starts(hits: Sequence[Hit]) -> Mapping[str, Mapping[int, Hit]]:
    """Return label → first word → hit."""
    starts: dict[str, dict[int, Hit]] = defaultdict(dict)
    for hit in hits:
        starts[hit.entry.label][hit.first] = hit
    return starts
