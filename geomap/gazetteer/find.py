"""Names of places in running text: which words are names, and which place of the name comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from geomap.gazetteer.about import About
from geomap.gazetteer.context import Hit, is_about_iraq, only_places
from geomap.gazetteer.keys import bare_form, form, key, sound
from geomap.gazetteer.naming import Bearers, NamedPlace, NameIndex
from geomap.gazetteer.reading import ARTICLE_WORDS, Reader, split
from geomap.language import Folded, fold
from geomap.records import Mention

__all__ = ["find"]

SHORT_KEY = 2
"""A name of so few consonants must stand as the gazetteer has it, so that Heat is not Hit."""
SORANI_SHARE = 0.02
"""A text is Sorani if this share of its characters is ە, its commonest letter (6 to 8 per cent; in Arabic none)."""
_LONGEST = 9
"""Parts of the text (five words) that the longest names have, which may begin inside a name that was spelt too
differently; longer ones are rare enough to be lost there."""
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
    reading = _Reading.of(text, index)
    hits = list(_hits(reading, index, 0, len(reading.codes)))
    if not hits:
        return ()
    at_home = is_about_iraq(hits, reading.parts)
    kept = only_places(hits, reading.parts, at_home, reading.sorani)
    about = About.of(kept, at_home or reading.sorani)
    return tuple(
        Mention(hit.start_at, hit.end_at, hit.text, about.ordered(n, reading.parts), hit.kind_word)
        for n, hit in enumerate(kept)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as the index reads it: its parts, their offsets in the folded text, and a code for each."""

    folded: Folded
    parts: Sequence[str]
    offsets: Sequence[int]
    codes: str
    reader: Reader
    sorani: bool

    @classmethod
    def of(cls, text: str, index: NameIndex) -> _Reading:
        folded = fold(text)
        parts = split(folded.text)
        sorani = text.count("ە") > SORANI_SHARE * len(text)
        reader = index.readers[sorani]
        return cls(folded, parts, [0, *accumulate(map(len, parts))], reader.read(parts), reader, sorani)


def _hits(reading: _Reading, index: NameIndex, start: int, stop: int) -> Iterator[Hit]:
    """Yield the names in some parts of a text; of a longest one spelt too differently, those that share its parts.

    "in Tal" sounds like a village Ain Talawi, and must not hide Tal Afar.
    """
    taken = start
    for first, end, bearers in index.spans(reading.codes[start:stop]):
        if start + first < taken:
            continue
        hit = _hit(start + first, start + end, bearers, reading)
        if hit.bearers.places:
            yield hit
        elif end - first > 1:
            yield from _hits(reading, index, start + first, start + end - 1)
            for later in _hits(reading, index, start + end - 1, min(stop, start + end + _LONGEST)):
                if later.first >= start + end:
                    break
                yield later
                taken = later.end


def _hit(first: int, end: int, bearers: Bearers, reading: _Reading) -> Hit:
    parts, offsets, trim = reading.parts, reading.offsets, reading.reader.trim
    lead, tail = trim(parts[first])[0], trim(parts[end - 1])[1]
    start, stop = offsets[first] + lead, offsets[end] - tail
    latin = parts[first].isascii()
    if latin:
        start -= _article_before(first, parts)
    start, stop = reading.folded.span(start, stop)
    surface = reading.folded.original[start:stop]
    after_capital = latin and _follows_capital(first, reading)
    return Hit(first, end, start, stop, surface, _called(surface, bearers, latin), parts[first][:lead], after_capital)


def _follows_capital(first: int, reading: _Reading) -> bool:
    """Return whether a capitalised word, itself after a small one, stands right before a name; headlines have none."""
    if first < 4 or reading.parts[first - 1] != " " or reading.parts[first - 3].strip(" \"'("):
        return False
    original, source = reading.folded.original, reading.folded.source
    before, earlier = (original[source(reading.offsets[at])] for at in (first - 2, first - 4))
    return before.isupper() and earlier.islower()


@lru_cache(maxsize=16384)
def _called(surface: str, bearers: Bearers, latin: bool) -> Bearers:
    """Return those of `bearers` whose name may be written as `surface`."""
    return bearers.only(_is_latin_spelling if latin else _is_arabic_spelling, surface)


def _article_before(first: int, parts: Sequence[str]) -> int:
    """Return the length of the romanised article, with its hyphen or space, that stands before a name."""
    if first < 2 or parts[first - 2] not in ARTICLE_WORDS or parts[first - 1] not in ("-", " "):
        return 0
    is_article = parts[first - 1] == "-" or parts[first - 2] in ("al", "el")
    return len(parts[first - 2]) + 1 if is_article else 0


def _is_latin_spelling(surface: str, owner: NamedPlace) -> bool:
    """Return whether `surface` is the name: as written, or in Iraq, where romanisations differ, as it sounds."""
    name = owner.name.text
    if surface.islower() or _is_nisba(surface, name):
        return False
    if bare_form(surface) == bare_form(name):
        return True
    return owner.place.country == "IQ" and len(key(surface)) > SHORT_KEY and sound(surface) == sound(name)


def _is_nisba(surface: str, name: str) -> bool:
    """Return whether a word says "of the place" rather than the place: Iraqi, Baghdadi."""
    stem = form(surface).removesuffix("s")
    return stem.endswith("i") and not form(name).endswith("i") and sound(stem[:-1]) == sound(name)


def _is_arabic_spelling(surface: str, owner: NamedPlace) -> bool:
    """Return whether `name` may stand so: Sorani has Kurdish letters, no place a case ending, and على is no Ali."""
    name = owner.name
    if name.text.endswith("ێ") and surface.endswith("ی"):
        return False
    if _TANWIN in surface or ("على" in surface.split() and "علي" in name.text.split()):
        return False
    return name.language != "ckb" or bool(_KURDISH.search(surface)) or not _KURDISH.search(name.text)
