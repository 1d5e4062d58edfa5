"""Names of places in running text: which words are names, and which place of the name comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from geomap.gazetteer.about import About
from geomap.gazetteer.context import Hit, only_places
from geomap.gazetteer.keys import closeness, key
from geomap.gazetteer.naming import Bearers, NameIndex
from geomap.gazetteer.reading import ARTICLE_WORDS, Reader, split
from geomap.language import Folded, fold
from geomap.records import Mention, Name

__all__ = ["find"]

NEAR_ENOUGH = 0.78
"""Least closeness of a romanised name to a spelling that the gazetteer has: Khurmato and Khormatu pass (a guess)."""
SAME_SOUND = 0.95
"""Least closeness where the key has at most `SHORT_KEY` consonants, so that Heat is not Hit."""
SHORT_KEY = 2
SORANI_SHARE = 0.02
"""A text is Sorani if this share of its characters is ە, its commonest letter (6 to 8 per cent; in Arabic none)."""
_TANWIN = "\u064b"
_KURDISH = re.compile("[ەێۆڕڵڤگچپژکی]")


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
        ``text[mention.start:mention.end] == mention.text``; no two overlap. Of names that begin at one word the longest
        is taken. The places of a mention come best known first; those of the kind that the words beside it ask for, and
        of the country that the text is about, before the others.
    """
    folded = fold(text)
    parts = split(folded.text)
    reader = index.readers[text.count("ە") > SORANI_SHARE * len(text)]
    spans = index.spans(reader.read(parts))
    if not spans:
        return ()
    offsets = [0, *accumulate(map(len, parts))]
    hits = [_hit(first, end, bearers, parts, offsets, folded, reader) for first, end, bearers in spans]
    kept = only_places([hit for hit in hits if hit.bearers.places], parts)
    about = About.of(kept)
    return tuple(
        Mention(hit.start_at, hit.end_at, hit.text, about.ordered(n, parts), hit.kind_word)
        for n, hit in enumerate(kept)
    )


def _hit(
    first: int,
    end: int,
    bearers: Bearers,
    parts: Sequence[str],
    offsets: Sequence[int],
    folded: Folded,
    reader: Reader,
) -> Hit:
    lead, tail = reader.trim(parts[first])[0], reader.trim(parts[end - 1])[1]
    start, stop = offsets[first] + lead, offsets[end] - tail
    latin = parts[first].isascii()
    if latin:
        start -= _article_before(first, parts)
    start, stop = folded.span(start, stop)
    surface = folded.original[start:stop]
    bearers = bearers.only(_is_latin_spelling if latin else _is_arabic_spelling, surface)
    return Hit(first, end, start, stop, surface, bearers, parts[first][:lead])


def _article_before(first: int, parts: Sequence[str]) -> int:
    """Return the length of the romanised article, with its hyphen or space, that stands before a name."""
    if first < 2 or parts[first - 2] not in ARTICLE_WORDS or parts[first - 1] not in ("-", " "):
        return 0
    is_article = parts[first - 1] == "-" or parts[first - 2] in ("al", "el")
    return len(parts[first - 2]) + 1 if is_article else 0


@lru_cache(maxsize=16384)
def _is_latin_spelling(surface: str, name: Name) -> bool:
    if surface.islower():
        return False
    return closeness(surface, name.text) >= (SAME_SOUND if len(key(surface)) <= SHORT_KEY else NEAR_ENOUGH)


def _is_arabic_spelling(surface: str, name: Name) -> bool:
    """Return whether `name` may stand so: Sorani has Kurdish letters, no place a case ending, and على is no Ali."""
    if _TANWIN in surface or ("على" in surface.split() and "علي" in name.text.split()):
        return False
    return name.language != "ckb" or bool(_KURDISH.search(surface)) or not _KURDISH.search(name.text)
