"""Names of places in running text: which words are names, what kind the words around ask for, which place comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from geomap.gazetteer.keys import closeness, form, key, tidy
from geomap.gazetteer.naming import NamedPlace, NameIndex, prominence
from geomap.gazetteer.reading import ARTICLE_WORDS, split
from geomap.gazetteer.words import Surroundings, surroundings
from geomap.language import Folded, fold, strip_proclitics
from geomap.records import Mention, Place

__all__ = ["find"]

NEAR_ENOUGH = 0.78
"""Least closeness of a romanised name in running text to a spelling that the gazetteer has: Khurmato and Khormatu pass."""
SAME_SOUND = 0.95
"""Least closeness where the key has at most `SHORT_KEY` consonants, so that Heat is not Hit."""
SHORT_KEY = 2
SORANI_SHARE = 0.02
"""A text is Sorani if this share of its characters is ە, its commonest letter (6 to 8 per cent; in Arabic none)."""
SHORT_ARABIC = 3
"""Names of so few Arabic letters, abroad, are guarded: they are too often other words (قم, نيس, وان)."""

_KIND_FITS = {
    "city": {"city", "town"},
    "town": {"town", "city", "subdistrict"},
    "village": {"village", "town"},
    "area": set(),
}


@dataclass(slots=True)
class _Hit:
    """A name as the index found it: its parts of the text, its place in the original, who may be meant."""

    first: int
    end: int
    start_at: int
    end_at: int
    text: str
    owners: tuple[NamedPlace, ...]
    kind_word: str | None = None
    blocked: bool = False
    directed: bool = False
    preposed: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(owner.place for owner in self.owners))


def find(text: str, index: NameIndex) -> tuple[Mention, ...]:
    """Return the names of places in `text`, in its order.

    Parameters
    ----------
    text : str
        Running text in Arabic, Sorani or English.
    index : NameIndex
        The names.

    Returns
    -------
    tuple of Mention
        ``text[mention.start:mention.end] == mention.text``; no two overlap. Of names that begin at one word the longest is
        taken. The places of a mention come best known first; those of the kind that the words beside it ask for, and of
        the country that the text is about, before the others.
    """
    folded = fold(text)
    parts = split(folded.text)
    sorani = text.count("ە") > SORANI_SHARE * len(text)
    spans = list(index.spans(parts, sorani))
    if not spans:
        return ()
    offsets = [0, *accumulate(map(len, parts))]
    hits = [hit for span in spans if (hit := _hit(span, parts, offsets, folded, index, sorani)) is not None]
    words = surroundings()
    for hit in hits:
        _look_around(hit, parts, words)
    kept = _keep(hits, parts, words)
    countries = Counter(_only_country(hit) for hit in kept)
    return tuple(
        Mention(hit.start_at, hit.end_at, hit.text, tuple(p.id for p in _ordered(hit, countries)), hit.kind_word)
        for hit in kept
    )


def _hit(
    span: tuple[int, int, tuple[NamedPlace, ...]],
    parts: Sequence[str],
    offsets: Sequence[int],
    folded: Folded,
    index: NameIndex,
    sorani: bool,
) -> _Hit | None:
    first, end, owners = span
    reader = index.readers[sorani]
    start_at = offsets[first] + reader.trim(parts[first])[0]
    end_at = offsets[end] - reader.trim(parts[end - 1])[1]
    latin = parts[first][:1].isascii()
    if latin:
        start_at = _with_article(first, parts, offsets, start_at)
    start_at, end_at = folded.span(start_at, end_at)
    surface = folded.original[start_at:end_at]
    if latin:
        owners = _spelt_like(surface, owners)
    return _Hit(first, end, start_at, end_at, surface, owners) if owners else None


def _with_article(first: int, parts: Sequence[str], offsets: Sequence[int], start_at: int) -> int:
    if first >= 2 and parts[first - 1] in ("-", " ") and parts[first - 2] in ARTICLE_WORDS:
        glued = parts[first - 1] == "-" or parts[first - 2] in ("al", "el")
        return offsets[first - 2] if glued else start_at
    return start_at


def _spelt_like(surface: str, owners: tuple[NamedPlace, ...]) -> tuple[NamedPlace, ...]:
    if not any(character.isupper() for character in surface):
        return ()
    least = SAME_SOUND if len(key(surface)) <= SHORT_KEY else NEAR_ENOUGH
    return tuple(owner for owner in owners if closeness(surface, owner.name.text) >= least)


def _look_around(hit: _Hit, parts: Sequence[str], words: Surroundings) -> None:
    before = _word_before(hit, parts)
    kind = next((words.before[stem] for stem in before if stem in words.before), None)
    after = parts[hit.end + 1] if hit.end + 1 < len(parts) and not parts[hit.end].strip(" \"'()[]-") else ""
    hit.kind_word = kind or words.after.get(tidy(after))
    if hit.kind_word is None and before and before[0] in ("of", "the"):
        earlier = [parts[n] for n in (hit.first - 4, hit.first - 6) if n >= 0]
        hit.kind_word = next((words.before[word] for word in earlier if word in words.before), None)
    hit.directed = any(stem in words.directions for stem in before) or tidy(after) in words.directions
    glued = parts[hit.first] != parts[hit.first].removeprefix("ب")
    hit.preposed = any(stem in words.prepositions for stem in before) or glued
    hit.blocked = hit.kind_word is None and any(stem in words.blocked for stem in before)


def _word_before(hit: _Hit, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the word before a name in the same sentence, and its stems; brackets and quotes may stand between."""
    at = hit.first - 2
    if at >= 0 and parts[at] in ARTICLE_WORDS and hit.text[:2].lower() == parts[at][:2]:
        at -= 2
    if at < 0 or parts[at + 1].strip(" \"'()[]-:"):
        return ()
    word = parts[at]
    return tuple(dict.fromkeys(tidy(stem) for stem in (word, *strip_proclitics(word)) if stem))


def _keep(hits: Sequence[_Hit], parts: Sequence[str], words: Surroundings) -> list[_Hit]:
    """Return the hits that are places: neither blocked nor a common word that nothing shows to be a name."""
    kept: list[_Hit] = []
    named: set[str] = set()
    for n, hit in enumerate(hits):
        if hit.blocked:
            continue
        if not _is_guarded(hit, words) or _is_shown(hit, hits[n + 1 : n + 2], kept[-1:], parts):
            kept.append(hit)
            named.add(form(hit.text))
    return kept


def _is_guarded(hit: _Hit, words: Surroundings) -> bool:
    name = form(hit.text)
    if name in words.guarded:
        return True
    abroad = all(place.country != "IQ" for place in hit.places)
    short = abroad and len(name) <= SHORT_ARABIC and not name.isascii()
    return short or (" " not in name and all(place.kind == "quarter" for place in hit.places))


def _is_shown(hit: _Hit, following: Sequence[_Hit], preceding: Sequence[_Hit], parts: Sequence[str]) -> bool:
    """Return whether the words around a guarded name say that it is a place."""
    if hit.kind_word is not None or hit.directed:
        return True
    if not hit.preposed:
        return any(_are_listed(a, b, parts) for a, b in ((p, hit) for p in preceding))
    return any(other.first - hit.end <= 10 and _related(hit, other) for other in following)


def _are_listed(one: _Hit, other: _Hit, parts: Sequence[str]) -> bool:
    """Return whether two names stand side by side, with a comma or "and" between at most."""
    between = [part for part in parts[one.end : other.first] if part.strip()]
    return len(between) <= 1 and all(part.strip() in {"،", ",", "و", "and"} for part in between)


def _related(one: _Hit, other: _Hit) -> bool:
    ids = {place.id for place in other.places}
    return any(ids.intersection(place.parents) or place.id in ids for place in one.places)


def _only_country(hit: _Hit) -> str:
    found = {place.country for place in hit.places}
    return found.pop() if len(found) == 1 else ""


def _ordered(hit: _Hit, countries: Counter[str]) -> Iterable[Place]:
    fits = _KIND_FITS.get(hit.kind_word or "", {hit.kind_word})
    leader = next((code for code, _ in countries.most_common() if code), "IQ")

    def rank(place: Place) -> tuple[bool, float]:
        support = 1.5 if place.country == leader else 0.0
        return bool(fits) and place.kind not in fits, -(prominence(place) + support)

    return sorted(hit.places, key=rank)
