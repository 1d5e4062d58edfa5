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
from functools import cached_property
from itertools import accumulate, compress
from typing import TypeAlias

from geomap.gazetteer.keys import ARTICLES, is_untidy, key, tidy
from geomap.language import Folded, fold_text, strip_proclitics

__all__ = ["ARTICLE", "ARTICLE_WORDS", "Reader", "Reading", "Vocabulary", "split", "unbound"]

_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)
_GAP, _BREAK, _UNKNOWN, ARTICLE, _HOLE = "\x01", "\x02", "\x03", "\x04", "\x05"

ARTICLE_WORDS: frozenset[str] = frozenset(
    {*ARTICLES, *["ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "esh", "et", "ez"]}
)
"""Spellings of the article in romanised names."""

_CLOSING = '،.,؛;:!؟?)]»"-'
"""Signs that end a word before a space, as folded text has them."""
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
    "ه",
)
"""Endings written onto Sorani nouns, folded: izafe, "in", "from", "too", "the", "their", "is"."""
SORANI_BEGINNINGS: tuple[str, ...] = ("له", "به", "و")
"""Words that careless typing joins to the next: "in/from", "by", "and"."""
_PROCLITICS = "وفبلك"
_READY = "وبل"
"""Proclitics that are taken off any name; ف and ك only before an article, for كبير is not ك and بير."""
_SHORTEST_STEM, _SHORTEST_FIRST = 3, 2
"""Letters that must be left of a word: shorter stems are read out of too many words; fewer are enough for the first of
several words, as in وذي قار (guesses)."""


def split(folded: str) -> list[str]:
    """Return the parts of folded text: words at even places, what stands between at odd ones; joined they give it."""
    return _PARTS.split(folded)


class Vocabulary:
    """The words of all names, each with its code.

    Those that a name begins with are `firsts`, those that are a whole name `alone`.

    Parameters
    ----------
    words : sequence of str
        In the order of their codes.
    firsts, alone : sequence of bool
        For each word, whether a name begins with it, and whether it is one.
    """

    def __init__(self, words: Sequence[str] = (), firsts: Sequence[bool] = (), alone: Sequence[bool] = ()) -> None:
        self.codes = dict(zip(words, map(_code, range(len(words))), strict=True))
        self.firsts = set(compress(words, firsts))
        self.alone = set(compress(words, alone))

    def add(self, words: Sequence[str]) -> None:
        """Take in the words of one name."""
        self.firsts.add(words[0])
        if len(words) == 1:
            self.alone.add(words[0])
        for word in words:
            if word != ARTICLE:
                self.codes.setdefault(word, _code(len(self.codes)))


def _code(number: int) -> str:
    code = _FIRST_CODE + number
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


_Unit: TypeAlias = tuple[tuple[str, ...], tuple[int, ...], str]
"""What stands between two spaces, with the space after it: its parts, their lengths as written, a code for each."""


class Reader(dict[str, str]):
    """Part of a text → its code, worked out once and remembered.

    Parameters
    ----------
    vocabulary : Vocabulary
        Complete; words that are added later are not seen.
    sorani : bool
        Whether to read words of Arabic script as Sorani rather than Arabic.
    """

    LIMIT = 100_000
    """Words remembered, and as many with what is written around them, before the memory is cleared: some 40 MB."""

    def __init__(self, vocabulary: Vocabulary, sorani: bool = False) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._stems = _sorani_stems if sorani else _arabic_stems
        self._trims: dict[str, tuple[int, int]] = {}
        self.units = _Units(self)

    def __missing__(self, part: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
            self._trims.clear()
        code, trim = self._read(part)
        self[part] = code
        if trim != (0, 0):
            self._trims[part] = trim
        return code

    def trim(self, part: str) -> tuple[int, int]:
        """Return how many letters at the start and end of a word are not the name's."""
        _ = self[part]
        return self._trims.get(part, (0, 0))

    def _read(self, part: str) -> tuple[str, tuple[int, int]]:
        if not part.isalnum():
            return self._read_framed(part)
        if "\u0600" <= part[0] <= "\u06ff" or _ARABIC_LETTER.search(part):
            return self._read_stems(part)
        return self._read_latin(part)

    def _read_stems(self, word: str) -> tuple[str, tuple[int, int]]:
        if self._is_foreign(word):
            return _UNKNOWN, (0, 0)
        codes, firsts, alone = self._vocabulary.codes, self._vocabulary.firsts, self._vocabulary.alone
        later = None
        for stem, trim in self._stems(word):
            name = tidy(stem)
            if len(stem) < _SHORTEST_STEM and stem != word and (name in alone or name not in firsts):
                continue
            if name in firsts:
                return codes[name], trim
            if later is None and name in codes:
                later = codes[name], trim
        return later or (_UNKNOWN, (0, 0))

    def _is_foreign(self, word: str) -> bool:
        """Return whether an Arabic word has no stem that is in any name: most are told without building the stems."""
        codes = self._vocabulary.codes
        if self._stems is not _arabic_stems or word in codes or is_untidy(word):
            return False
        if word[0] not in _PROCLITICS:
            return True
        one, two = word[1:], word[2:]
        return not (one in codes or two in codes or "ا" + one in codes or "ا" + two in codes)

    def _read_framed(self, part: str) -> tuple[str, tuple[int, int]]:
        """Read what stands between words, or a word with apostrophes in it or around it."""
        word = part.strip("'_")
        if not word or not word[0].isalnum():
            return (_GAP if part and _PLAIN_GAP.fullmatch(part) else _BREAK), (0, 0)
        if word == part:
            return self._read_latin(part) if not _ARABIC_LETTER.search(part) else self._read_stems(part)
        lead = part.index(word[0])
        code, (head, tail) = self._read(word)
        return code, (lead + head, len(part) - lead - len(word) + tail)

    def _read_latin(self, part: str) -> tuple[str, tuple[int, int]]:
        if part in ARTICLE_WORDS:
            return ARTICLE, (0, 0)
        tail = 2 if part.endswith("'s") else 0
        return self._vocabulary.codes.get(key(part[: len(part) - tail]), _UNKNOWN), (0, tail)


class _Units(dict[str, "_Unit"]):
    """What stands between two spaces → its parts: news says the same words over and over, so few are read anew."""

    LONGEST = 40
    """Characters of a unit that is remembered: a longer one is an address or a text without spaces."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, written: str) -> _Unit:
        folded = fold_text(written)
        word = folded.rstrip(_CLOSING)
        if word.isalnum() and len(folded) == len(written):
            gap = folded[len(word) :] + " "
            unit: _Unit = (word, gap), (len(word), len(gap)), self._reader[word] + self._reader[gap]
        else:
            unit = self.read(written + " ", closed=True)
        if len(written) <= self.LONGEST:
            if len(self) >= self._reader.LIMIT:
                self.clear()
            self[written] = unit
        return unit

    def read(self, written: str, closed: bool) -> _Unit:
        """Read a unit anew; a `closed` one ends with a space, so that the next begins with a word or a hole."""
        folded = Folded(written, fold_text(written))
        parts = split(folded.text)
        if closed:
            parts.pop()
        lengths = tuple(map(len, parts))
        if not folded.is_aligned:
            ends = [folded.source(end) for end in accumulate(lengths)]
            lengths = tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
        codes = "".join(map(self._reader.__getitem__, parts))
        return tuple(parts), lengths, codes if parts[0] else _HOLE + codes[1:]


class Reading:
    """A text as a reader reads it.

    Parameters
    ----------
    text : str
        As written.
    reader : Reader

    Attributes
    ----------
    parts : list of str
        Of the folded text: words at even places, what stands between at odd ones, as `split` gives them.
    codes : str
        A character for each part.

    Notes
    -----
    Read by what stands between spaces, each found in the reader's memory: a third of the time that folding and
    splitting the whole text takes. Where a unit begins with no word, "(Kirkuk", its sign belongs to the gap before it.
    """

    def __init__(self, text: str, reader: Reader) -> None:
        self.text = text
        self.reader = reader
        *closed, last = text.split(" ")
        self.parts: list[str] = []
        self._lengths: list[int] = []
        codes = []
        for parts, lengths, code in (*map(reader.units.__getitem__, closed), reader.units.read(last, closed=False)):
            self.parts += parts
            self._lengths += lengths
            codes.append(code)
        self.codes = self._whole("".join(codes))

    def _whole(self, codes: str) -> str:
        """Join the gaps on both sides of each hole, and return the codes that are left."""
        hole = codes.find(_HOLE, 1)
        while 0 < hole < len(codes) - 1:
            around = slice(hole - 1, hole + 2)
            gap = self.parts[hole - 1] + self.parts[hole + 1]
            self.parts[around] = [gap]
            self._lengths[around] = [sum(self._lengths[around])]
            codes = codes[: hole - 1] + self.reader[gap] + codes[hole + 2 :]
            hole = codes.find(_HOLE, hole)
        return codes

    @cached_property
    def offsets(self) -> list[int]:
        """Where each part begins in the text as written, and its end; marks and signs that leave no trace in the folded
        text count to the part before them.
        """
        return [0, *accumulate(self._lengths)]

    def written(self, part: int) -> str:
        """Return a part as the text has it."""
        return self.text[self.offsets[part] : self.offsets[part + 1]]

    def span(self, first: int, end: int, lead: int = 0, tail: int = 0) -> tuple[int, int]:
        """Return start and end in the text as written of the parts `first` to `end`.

        Parameters
        ----------
        first, end : int
            Parts; the last one is left out.
        lead, tail : int
            Letters of the folded text to leave out at the start and at the end.
        """
        start, stop = self.offsets[first], self.offsets[end]
        folded = sum(map(len, self.parts[first:end]))
        if folded == stop - start:
            return start + lead, stop - tail
        written = self.text[start:stop]
        inner, outer = Folded(written, fold_text(written)).span(lead, folded - tail)
        return start + inner, start + outer


def unbound(word: str) -> tuple[str, ...]:
    """Return a folded Arabic word and its stems without و ف ب ل ك; unlike `strip_proclitics` it leaves the article on.

    What is left without its article is another word: الرشاد is a town, رشاد a man.
    """
    stems = strip_proclitics(word)
    return stems[:-1] if len(stems) > 1 and stems[-2].startswith("ال") else stems


def _arabic_stems(word: str) -> Iterable[tuple[str, tuple[int, int]]]:
    if word[0] not in _PROCLITICS:
        return ((word, (0, 0)),)
    return _bound_stems(word)


def _bound_stems(word: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for stem in unbound(word):
        restored = not word.endswith(stem)  # للموصل is ل and الموصل, of which only موصل is there to point at
        lead = len(word) - len(stem) + (2 if restored else 0)
        if lead == 0 or (len(stem) >= _SHORTEST_FIRST and (word[lead - 1] in _READY or stem.startswith("ال"))):
            yield stem, (lead, 0)


def _sorani_stems(word: str) -> Iterator[tuple[str, tuple[int, int]]]:
    endings = [ending for ending in ("", *SORANI_ENDINGS) if word.endswith(ending)]
    for beginning in ("", *SORANI_BEGINNINGS):
        if word.startswith(beginning):
            for ending in endings:
                stem = word[len(beginning) : len(word) - len(ending)]
                if stem == word or len(stem) >= _SHORTEST_STEM:
                    yield stem, (len(beginning), len(ending))
