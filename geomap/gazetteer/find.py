"""Names of places in running text: which words are names, and which place of the name comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from geomap.gazetteer.about import About, countries_told_of, is_about_iraq
from geomap.gazetteer.context import only_places
from geomap.gazetteer.hits import Hit
from geomap.gazetteer.keys import bare_form, form, key, sound
from geomap.gazetteer.naming import Bearers, NamedPlace, NameIndex
from geomap.gazetteer.reading import ARTICLE_WORDS, Reading
from geomap.gazetteer.surroundings import surroundings
from geomap.records import Mention

__all__ = ["find"]

SHORT_KEY, SHORT_SOUND = 2, 4
"""A name of so few consonants and sounds must stand as the gazetteer has it, so that Heat is not Hit (guesses)."""
SORANI_SHARE = 0.02
"""A text is Sorani if this share of its characters is ە, its commonest letter (6 to 8 per cent; in Arabic none)."""
_OLD_VOWEL = "ه\u200c"
"""How ە was typed before it had a key: Arabic's heh, and a non-joiner inside the word."""
_LONGEST = 9
"""Parts of the text (five words) that the longest names have, which may begin inside a name that was spelt too
differently; longer ones are rare enough to be lost there."""
_TANWIN = "\u064b"
_KURDISH = re.compile(f"[ەێۆڕڵڤگچپژکی]|{_OLD_VOWEL}")


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
    sorani = text.count("ە") + text.count(_OLD_VOWEL) > SORANI_SHARE * len(text)
    reading = Reading(text, index.readers[sorani])
    hits = list(_hits(reading, index, 0, len(reading.codes)))
    if not hits:
        return ()
    at_home = is_about_iraq(hits, reading.parts)
    kept = only_places(hits, reading, at_home, sorani)
    told_of = frozenset() if at_home else countries_told_of(kept, reading.parts)
    about = About.of(kept, at_home or (sorani and not told_of), told_of)
    return tuple(
        Mention(hit.start_at, hit.end_at, hit.text, about.ordered(n, reading.parts), hit.kind_word)
        for n, hit in enumerate(kept)
    )


def _hits(reading: Reading, index: NameIndex, start: int, stop: int) -> Iterator[Hit]:
    """Yield the names in some parts of a text; of a longest one spelt too differently, those that share its parts.

    "in Tal" sounds like a village Ain Talawi, and must not hide Tal Afar.
    """
    taken = start
    for first, end, bearers in _spans(reading, index, start, stop):
        if first < taken:
            continue
        hit = _hit(first, end, bearers, reading)
        if hit.bearers.places:
            yield hit
            taken = end
        elif end - first > 1:
            yield from _hits(reading, index, first, end - 1)
            for later in _hits(reading, index, end - 1, min(stop, end + _LONGEST)):
                if later.first >= end:
                    break
                yield later
                taken = later.end


def _spans(reading: Reading, index: NameIndex, start: int, stop: int) -> Iterator[tuple[int, int, Bearers]]:
    """Yield (first part, end part, bearers); "the village of Kawla" does not hide Kawla Kani, a longer name in it."""
    for first, end, bearers in index.spans(reading.codes[start:stop]):
        if end - first > 1 and surroundings().before.get(reading.parts[start + first]) == "village":
            inner = next(iter(index.spans(reading.codes[start + first + 2 : stop])), None)
            if inner is not None and inner[0] == 0 and first + 2 + inner[1] > end:
                yield start + first + 2, start + first + 2 + inner[1], inner[2]
        yield start + first, start + end, bearers


def _hit(first: int, end: int, bearers: Bearers, reading: Reading) -> Hit:
    parts, trim = reading.parts, reading.reader.trim
    lead, tail = trim(parts[first])[0], trim(parts[end - 1])[1]
    latin = parts[first].isascii()
    if latin and _is_article_before(first, parts):
        start, stop = reading.span(first - 2, end, 0, tail)
    else:
        start, stop = reading.span(first, end, lead, tail)
    surface = reading.text[start:stop]
    after_capital = latin and _follows_capital(first, reading)
    return Hit(first, end, start, stop, surface, _called(surface, bearers, latin), parts[first][:lead], after_capital)


def _follows_capital(first: int, reading: Reading) -> bool:
    """Return whether a capitalised word, itself after a small one, stands right before a name; headlines have none."""
    if first < 4 or reading.parts[first - 1] != " " or reading.parts[first - 3].strip(" \"'("):
        return False
    before, earlier = (reading.text[reading.offsets[at]] for at in (first - 2, first - 4))
    return before.isupper() and earlier.islower()


@lru_cache(maxsize=16384)
def _called(surface: str, bearers: Bearers, latin: bool) -> Bearers:
    """Return those of `bearers` whose name may be written as `surface`."""
    return bearers.only(_is_latin_spelling if latin else _is_arabic_spelling, surface)


def _is_article_before(first: int, parts: Sequence[str]) -> bool:
    """Return whether the romanised article stands before a name, with a hyphen or a space."""
    if first < 2 or parts[first - 2] not in ARTICLE_WORDS or parts[first - 1] not in ("-", " "):
        return False
    return parts[first - 1] == "-" or parts[first - 2] in ("al", "el")


def _is_latin_spelling(surface: str, owner: NamedPlace) -> bool:
    """Return whether `surface` is the name: as written, or in Iraq, where romanisations differ, as it sounds."""
    name = owner.name.text
    if surface.islower() or _is_nisba(surface, name):
        return False
    if bare_form(surface).removesuffix("h") == bare_form(name).removesuffix("h"):
        return True
    return owner.place.country == "IQ" and _is_long(surface) and sound(surface) == sound(name)


def _is_long(surface: str) -> bool:
    return len(key(surface)) > SHORT_KEY or len(sound(surface)) > SHORT_SOUND


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
