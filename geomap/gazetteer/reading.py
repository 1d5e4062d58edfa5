"""Reading words: which word of a name a word of running text stands for, whatever is written onto it.

Every word that occurs in a name has a code, one character. Reading a text turns it into a string of such codes, one for
each word and one for each gap between words, in which a matcher finds names:

- An Arabic word is read as itself if a name begins with it, else without و ف ب ل ك where that begins a name (بالرشاد
  is ب and الرشاد, but بلد is بلد).
- A Sorani word also without the endings of case, definiteness and "too" (کەرکووکدا, کەرکووکیش).
- A Latin word by its matching key, so that every romanisation is the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geomap.gazetteer.keys import ARTICLES, key, tidy
from geomap.language import strip_proclitics

__all__ = ["ARTICLE", "ARTICLE_WORDS", "Reader", "Vocabulary", "split", "unbound"]

_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)
_GAP, _BREAK, _UNKNOWN, ARTICLE = "\x01", "\x02", "\x03", "\x04"

ARTICLE_WORDS: frozenset[str] = frozenset(
    {*ARTICLES, *["ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "esh", "et", "ez"]}
)
"""Spellings of the article in romanised names."""

_PARTS = re.compile(r"([^\w']+)")
_PLAIN_GAP = re.compile(r" *-? *")
_ARABIC_LETTER = re.compile(r"[؀-ۿ]")

SORANI_ENDINGS: tuple[str, ...] = (
    "ي",
    "دا",
    "هوه",
    "يش",
    "ش",
    "هكه",
    "هكهي",
    "هكان",
    "هكاني",
    "يان",
    "وه",
    "يدا",
    "يهوه",
    "يشدا",
)
"""Endings written onto Sorani nouns, folded: izafe, "in", "from", "too", "the", "their"."""
SORANI_BEGINNINGS: tuple[str, ...] = ("له", "به", "و")
"""Words that careless typing joins to the next: "in/from", "by", "and"."""
_READY = "وبل"
"""Proclitics that are taken off any name; ف and ك only before an article, for كبير is not ك and بير."""
_SHORTEST_STEM = 3
"""Letters that must be left of a word: shorter stems are read out of too many words (a guess)."""


def split(folded: str) -> list[str]:
    """Return the parts of folded text: words at even places, what stands between at odd ones; joined they give it."""
    return _PARTS.split(folded)


class Vocabulary:
    """The words of all names, each with its code; those that a name begins with are `firsts`."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.firsts: set[str] = set()

    def add(self, words: Sequence[str]) -> None:
        """Take in the words of one name."""
        self.firsts.add(words[0])
        for word in words:
            if word != ARTICLE:
                self.codes.setdefault(word, self._next())

    def _next(self) -> str:
        code = _FIRST_CODE + len(self.codes)
        return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


class Reader(dict[str, str]):
    """Part of a text → its code, worked out once and remembered.

    Parameters
    ----------
    vocabulary : Vocabulary
        Complete; words that are added later are not seen.
    sorani : bool
        Whether to read words of Arabic script as Sorani rather than Arabic.
    """

    LIMIT = 200_000
    """Words remembered before the memory is cleared, about 20 MB."""

    def __init__(self, vocabulary: Vocabulary, sorani: bool = False) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._stems = _sorani_stems if sorani else _arabic_stems
        self._trims: dict[str, tuple[int, int]] = {}

    def __missing__(self, part: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
            self._trims.clear()
        code, trim = self._read(part)
        self[part] = code
        if trim != (0, 0):
            self._trims[part] = trim
        return code

    def read(self, parts: Iterable[str]) -> str:
        """Return the code string of the parts that `split` gave: one character for each."""
        return "".join(map(self.__getitem__, parts))

    def trim(self, part: str) -> tuple[int, int]:
        """Return how many letters at the start and end of a word that was read are not the name's."""
        return self._trims.get(part, (0, 0))

    def _read(self, part: str) -> tuple[str, tuple[int, int]]:
        word = part.strip("'_")
        if not word or not word[0].isalnum():
            return (_GAP if part and _PLAIN_GAP.fullmatch(part) else _BREAK), (0, 0)
        if word != part:
            lead = part.index(word[0])
            code, (head, tail) = self._read(word)
            return code, (lead + head, len(part) - lead - len(word) + tail)
        if not _ARABIC_LETTER.search(part):
            return self._read_latin(part)
        codes, firsts = self._vocabulary.codes, self._vocabulary.firsts
        later = None
        for stem, trim in self._stems(part):
            name = tidy(stem)
            if name in firsts:
                return codes[name], trim
            if later is None and name in codes:
                later = codes[name], trim
        return later or (_UNKNOWN, (0, 0))

    def _read_latin(self, part: str) -> tuple[str, tuple[int, int]]:
        if part in ARTICLE_WORDS:
            return ARTICLE, (0, 0)
        tail = 2 if part.endswith("'s") else 0
        return self._vocabulary.codes.get(key(part[: len(part) - tail]), _UNKNOWN), (0, tail)


def unbound(word: str) -> tuple[str, ...]:
    """Return a folded Arabic word and its stems without و ف ب ل ك; unlike `strip_proclitics` it leaves the article on.

    What is left without its article is another word: الرشاد is a town, رشاد a man.
    """
    stems = strip_proclitics(word)
    return stems[:-1] if len(stems) > 1 and stems[-2].startswith("ال") else stems


def _arabic_stems(word: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for stem in unbound(word):
        restored = not word.endswith(stem)  # للموصل is ل and الموصل, of which only موصل is there to point at
        lead = len(word) - len(stem) + (2 if restored else 0)
        if lead == 0 or (len(stem) >= _SHORTEST_STEM and (word[lead - 1] in _READY or stem.startswith("ال"))):
            yield stem, (lead, 0)


def _sorani_stems(word: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for beginning in ("", *SORANI_BEGINNINGS):
        for ending in ("", *SORANI_ENDINGS):
            stem = word[len(beginning) : len(word) - len(ending)]
            if word == beginning + stem + ending and (stem == word or len(stem) >= _SHORTEST_STEM):
                yield stem, (len(beginning), len(ending))
