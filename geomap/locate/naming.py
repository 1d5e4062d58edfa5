"""Names where a phrase must have one: found in running text, found only by their key, or unknown to the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.gazetteer import Gazetteer, Match
from geomap.gazetteer.keys import key
from geomap.language import fold_text, strip_proclitics
from geomap.locate.expressions import Named
from geomap.locate.remembered import remembered
from geomap.locate.tokens import Token
from geomap.locate.words import Term, words

__all__ = ["Naming"]

_ARTICLES = frozenset(
    ("al", "el", "as", "ash", "ar", "an", "at", "ad", "az", "ul", "abu", "bani", "bin", "tal", "tall", "tel", "umm")
)
_PIECES = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NO_TERM = Term("")
_LONGEST = 4
_UNKNOWN_WORDS = 2
"""An unknown Arabic name is taken to have two words at most (Tal al-Ward); a Latin one ends with its capitals."""
PARTLY = 0.85
"""Likeness of a name of which the gazetteer has only the last part."""
SAME_SOUND = 0.95
"""Least likeness of a name that nothing marks as one, or of a place abroad."""
_MERE = frozenset(("of", "inside", "and", "away", "approximate", "at_least", "at_most", "mark", "number"))
"""Roles of words that are nobody's name when they stand alone: "of" is not Ufa."""
SHORT_KEY = 3
"""Consonants of a name that only a foreign gazetteer has, up to which it must be spelt as there (a guess)."""
SHORT_PHRASE = 16
"""Tokens of a phrase in which words that nothing marks are still tried as names; a sentence has more (a guess)."""
MARKED = 0.8
"""Least likeness of a name that the words around mark as one (a guess)."""
NEARLY = 0.8
"""Least likeness at which a name that no key finds is taken for a misspelt one (Singar for Sinjar: 0.81; a guess)."""


class Naming:
    """The names of one phrase.

    Parameters
    ----------
    text : str
        The phrase.
    gazetteer : Gazetteer
    """

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.capitals = any(character.isupper() for character in text)

    def at(self, row: Sequence[Token], at: int, kind: str, last: Named | None) -> tuple[Named, int] | None:
        """Return the name at token `at`, asked for as a `kind`, and the token after it.

        A word that stands for a place ("the city") is the last one named, where its kind agrees.
        """
        if at >= len(row):
            return None
        token = row[at]
        if token.role == "anaphor" and last is None:
            return Named(token.text, token.start, token.end, (), token.value, anaphor=True), at + 1
        if token.role == "anaphor" and last is not None:
            called = last.called or last.text
            return Named(token.text, token.start, token.end, last.ids, token.value, last.score, called=called), at + 1
        if token.role == "name":
            return self._known(row, at, kind)
        return self._words(row, at, kind)

    def after_and(self, row: Sequence[Token], at: int, kind: str) -> Named | None:
        """Return the second of two Arabic names of a `kind`, where "و" is written onto it and no mention has it."""
        token = row[at] if at < len(row) else None
        if token is None or token.role != "word" or not token.text.startswith("و") or len(token.text) <= SHORT_KEY:
            return None
        matches = _trusted(_lookup(token.text[1:], self.gazetteer), MARKED)
        score = matches[0].score if matches else 0.0
        ids = tuple(match.place.id for match in matches)
        return Named(token.text[1:], token.start + 1, token.end, ids, kind, score)

    def unmarked(self, row: Sequence[Token], at: int) -> tuple[Named, int] | None:
        """Return the name of a place in Iraq at token `at`, spelt as the gazetteer has it, though no word marks it."""
        if len(row) > SHORT_PHRASE:
            return None
        found = self._looked_up(row, at, "", sure=SAME_SOUND)
        places = self.gazetteer.places
        at_home = (
            found is not None
            and (len(found[0].text) > SHORT_KEY or (len(found[0].text) == SHORT_KEY and found[0].score == 1))
            and any(places[id].country == "IQ" for id in found[0].ids)
        )
        return found if at_home else None

    def ids_of(self, name: str, kind: str) -> tuple[str, ...]:
        """Return the places of a kind that bear exactly this name."""
        found = (match for match in _lookup(name, self.gazetteer) if match.score == 1.0)
        return tuple(match.place.id for match in found if match.place.kind == kind)

    def ends_of(self, road: Named) -> tuple[Named, Named] | None:
        """Return the two towns that a road is called by ("Kirkuk-Tikrit road"), in the order of its name, or None."""
        text = self.text[road.start : road.end]
        known = words().exact
        pieces = [p for p in _PIECES.finditer(text) if (known.get((fold_text(p[0]),)) or _NO_TERM).value != "road"]
        for cut in range(1, len(pieces)):
            halves = pieces[:cut], pieces[cut:]
            spans = [(road.start + half[0].start(), road.start + half[-1].end()) for half in halves]
            found = [_trusted(_lookup(self.text[i:j], self.gazetteer), SAME_SOUND) for i, j in spans]
            if all(found):
                first, second = (
                    Named(self.text[i:j], i, j, tuple(match.place.id for match in matches))
                    for (i, j), matches in zip(spans, found, strict=True)
                )
                return first, second
        return None

    def bare(self, row: Sequence[Token]) -> list[Named]:
        """Return the names among words that nothing marks as names: for a phrase that is a name alone."""
        found, at = [], 0
        while at < len(row):
            named = self._looked_up(row, at, "", sure=SAME_SOUND) if row[at].role == "word" else None
            if named:
                found.append(named[0])
            at = named[1] if named else at + 1
        return found or self._whole(row) or self._misspelt(row)

    def _whole(self, row: Sequence[Token]) -> list[Named]:
        """Return the phrase itself as a name, where its words happen to be ours: پردێ is a town, and "bridge"."""
        text = self.text.strip()
        if all(token.role in _MERE for token in row):
            return []
        matches = _trusted(_lookup(text, self.gazetteer), SAME_SOUND) if 0 < len(row) <= _LONGEST else []
        ids = tuple(match.place.id for match in matches)
        start = self.text.find(text)
        return [Named(text, start, start + len(text), ids, "", matches[0].score)] if matches else []

    def _known(self, row: Sequence[Token], at: int, kind: str) -> tuple[Named, int]:
        token = row[at]
        longer = self._looked_up(row, at, kind, least=2, sure=SAME_SOUND)
        if longer:
            return longer
        if self._is_abroad(token) and self._run(row, at)[1:2] and row[at + 1].role == "name":
            return self._known(row, at + 1, kind)
        going_on = self._goes_on(row, at + 1, len(self._run(row, at)) > 1)
        if going_on and self._is_abroad(token):
            return self._unknown(row, at, len(self._run(row, at)), kind)
        end = at + 1
        after = row[end] if end < len(row) else token
        if token.text.isascii() and after.role == "kind" and after.text.isascii() and not after.many:
            kind, end = kind or row[end].value, end + 1
        if token.called:
            return Named(token.text, token.start, token.end, token.ids, kind, called=token.called), end
        partly = going_on and token.text[:1].isascii() and row[at + 1].role == "word"
        score = PARTLY if partly else 1.0
        return Named(token.text, token.start, token.end, token.ids, kind or token.value, score), end

    def _goes_on(self, row: Sequence[Token], end: int, more: bool) -> bool:
        """Return whether a name that ends before token `end` is only a part of a longer one."""
        return more or (end < len(row) and row[end].role == "particle")

    def _is_abroad(self, token: Token) -> bool:
        places = self.gazetteer.places
        return all(places[id].country != "IQ" for id in token.ids if id in places)

    def _words(self, row: Sequence[Token], at: int, kind: str) -> tuple[Named, int] | None:
        run = self._run(row, at)
        if not run:
            return None
        return (
            self._looked_up(row, at, kind)
            or self._close(row, at, len(run), kind)
            or self._unknown(row, at, len(run), kind)
        )

    def _run(self, row: Sequence[Token], at: int) -> Sequence[Token]:
        """Return the words from `at` on that can belong to one name."""
        end = at
        while end < len(row) and end < at + _LONGEST and self._can_be_name(row[end], end > at):
            end += 1
        return row[at:end]

    def _can_be_name(self, token: Token, inside: bool) -> bool:
        if token.role == "number":
            return inside and token.value.isdigit()
        if token.role == "name" or (inside and token.text == "'"):
            return True
        if token.role == "kind" and inside and token.text[:1].isupper():
            return True
        if token.role != "word":
            return False
        latin = token.text[:1].isascii() or token.text[:1].lower() != token.text[:1].upper()
        return not latin or not self.capitals or token.text[:1].isupper() or token.value in _ARTICLES

    def _looked_up(
        self, row: Sequence[Token], at: int, kind: str, least: int = 1, sure: float = MARKED
    ) -> tuple[Named, int] | None:
        """Return the longest name of `least` words or more that the gazetteer has, spelt as near as `sure`."""
        run = self._run(row, at)
        for length in range(len(run), least - 1, -1):
            start, end = run[0].start, run[length - 1].end
            for name in _spellings(self.text[start:end]):
                matches = _trusted(_lookup(name, self.gazetteer), sure if length == len(run) else SAME_SOUND)
                if name[:1].isascii() and self._goes_on(row, at + length, length < len(run)):
                    matches = [match for match in matches if match.place.country == "IQ"]
                if matches:
                    ids = tuple(match.place.id for match in matches)
                    return Named(self.text[start:end], start, end, ids, kind, matches[0].score), at + length
        return self._last_name(run, at, kind) if least == 1 else None

    def _last_name(self, run: Sequence[Token], at: int, kind: str) -> tuple[Named, int] | None:
        """Return the known name that ends a run of unknown words: "Tall Mahuz", where the gazetteer has Mahuz."""
        for number, token in enumerate(run):
            if token.role == "name":
                score = 1.0 if number == 1 and run[0].value in _ARTICLES else PARTLY
                return Named(
                    self.text[run[0].start : token.end], run[0].start, token.end, token.ids, kind, score
                ), at + number + 1
        return None

    def _close(self, row: Sequence[Token], at: int, length: int, kind: str) -> tuple[Named, int] | None:
        start, end = row[at].start, row[at + length - 1].end
        text = self.text[start:end]
        found = _search(text, self.gazetteer) if len(text) > 4 else ()
        matches = [match for match in found if match.score >= NEARLY]
        if not matches:
            return None
        ids = tuple(dict.fromkeys(match.place.id for match in matches))
        return Named(text, start, end, ids, kind, matches[0].score), at + length

    def _unknown(self, row: Sequence[Token], at: int, length: int, kind: str) -> tuple[Named, int]:
        latin = row[at].text.isascii()
        length = length if latin else min(length, _UNKNOWN_WORDS)
        if length > 1 and row[at + 1].text.startswith("و") and self._is_dual(row, at):
            length = 1
        start, end = row[at].start, row[at + length - 1].end
        return Named(self.text[start:end], start, end, (), kind, 0.0), at + length

    def _is_dual(self, row: Sequence[Token], at: int) -> bool:
        """Return whether the word before says that two names follow: "قريتي"."""
        return at > 0 and row[at - 1].many

    def _misspelt(self, row: Sequence[Token]) -> list[Named]:
        """Return what a phrase of a few unknown words may mean, by likeness."""
        run = self._run(row, 0)
        if not run or len(run) != len(row):
            return []
        named = self._close(row, 0, len(run), "") or self._unknown(row, 0, len(run), "")
        return [named[0]]


def _trusted(matches: Sequence[Match], sure: float) -> Sequence[Match]:
    """Return the matches spelt as near as `sure`, without foreign places that only sound alike."""
    return [match for match in matches if match.score >= max(sure, _least(match))]


def _least(match: Match) -> float:
    """Return how near a name must be spelt: exactly where it is short, for June is no village Junah."""
    if not match.place.is_foreign:
        return 0.0
    return SAME_SOUND if match.place.country != "IQ" or len(key(match.name.text)) > SHORT_KEY else 1.0


@remembered(4096)
def _lookup(name: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    return gazetteer.lookup(name)


@remembered(4096)
def _search(text: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    found = gazetteer.search(text, 3, least=100 * NEARLY, in_iraq=True)
    return tuple(match for match in found if not match.place.is_foreign)


def _spellings(name: str) -> Iterator[str]:
    """Yield a name as written, then without what Arabic and Sorani write onto it."""
    yield name
    if name[:1].isascii():
        return
    head, space, tail = name.partition(" ")
    for stem in strip_proclitics(fold_text(head))[1:]:
        if len(stem) > 2:
            yield stem + space + tail
    folded = fold_text(name)
    for suffix in words().suffixes:
        if folded.endswith(suffix) and len(folded) - len(suffix) > 2:
            yield folded.removesuffix(suffix)
