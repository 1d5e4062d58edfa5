"""Matching keys: one key for a name however it is spelt, in Arabic, Sorani, Kurmanji, Turkmen or any romanisation.

Three strengths, each built on the one before:

- `form`: the spelling as such, in its own script, rid of what reports do not agree on (case, accents, alef and ya
  forms, ta marbuta, hamza, doubled و).
- `sound`: the form in Latin letters, one letter for a sound, long vowels kept; articles dropped.
- `key`: the consonants of the sound, and a mark for a vowel at the start: كركوك, کەرکووک, Kerkûk and Karkuk are all
  ``krkk``.

A key is wide on purpose: what shares it is a candidate, and `closeness` says how near the spellings really are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from geomap.language import fold_text

__all__ = ["bare_form", "closeness", "form", "is_untidy", "key", "script", "sound"]

ARTICLES: tuple[str, ...] = ("al", "el", "ul", "il")
"""The Arabic article as romanised before any letter; before s, sh, r, d, n, t, z it may take that letter (as-, ar-)."""

LONGEST_ARTICLE = 4
"""Letters of the longest assimilated article that the pattern below allows: achh; mostly ash, adh."""
_ASSIMILATED = re.compile(r"[aeu](ch|[dnrstz])h?")
_ARABIC = re.compile(r"[؀-ۿݐ-ݿ]")
_WORD = re.compile(r"\w+")

# Romanisations with a mark that stands for another letter than the bare one (DIN 31635, Hawar Kurdish, Turkish).
_MARKED = str.maketrans(
    {"ǧ": "j", "Ǧ": "j", "ḫ": "kh", "Ḫ": "kh", "ş": "sh", "Ş": "sh", "š": "sh", "Š": "sh", "ç": "ch", "Ç": "ch"}
)
_MARKED |= str.maketrans(
    {"ġ": "gh", "Ġ": "gh", "ẍ": "gh", "ḏ": "dh", "Ḏ": "dh", "ṯ": "th", "Ṯ": "th", "ḍ": "dh", "Ḍ": "dh"}
)
# In these Latin alphabets a bare c is the sound of j.
_HAWAR = re.compile("[êîûşçğıÊÎÛŞÇĞ]")  # not by IGNORECASE, to which ı is also i
_HAWAR_C = re.compile("c", re.IGNORECASE)

_TIDY_ARABIC = str.maketrans({"گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ز", "ء": None})
_DOUBLED_VOWEL = re.compile(r"(?<=\w)وو+")
_UNTIDY = re.compile("[گپچڤژء]|وو")
_DOUBLED = re.compile(r"(.)\1+")
_ARABIC_SOUNDS = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهوياپچگڤژ", "bttjhxddrzsSsdtzgfkklmnhuiabCgfj", strict=True))
    | {"ع": None, "ء": None}
)
# fmt: off
_LATIN_SOUNDS = {
    "sch": "S", "sh": "S", "tch": "C", "ch": "C", "kh": "x", "gh": "g", "th": "t", "dh": "d", "ph": "f", "zh": "j",
    "ck": "k", "q": "k", "c": "k", "p": "b", "v": "f", "ee": "i", "oo": "u", "ou": "u",
    "o": "u", "e": "a", "w": "u", "y": "i",
}
# fmt: on
_LATIN_LETTERS = re.compile("t?ch|sch|[skgtdpz]h|ck|[qcpv]|ee|oo|ou|[oe]|(?<=.)[wy](?![aiueo])")
_GLIDE_I, _GLIDE_U = re.compile("(?<=.)(?:iy|i|y)(?=[aue])"), re.compile("(?<=.)(?:uw|u|w)(?=[aie])")
"""Where i or u glides into the next vowel, Jumhuriya, Jumhurya and Jumhuria, Balawat and Balauat are one."""
_CARRIER = re.compile("ئ(?=[اەێۆوی])")
_SILENT_END = re.compile(r"(?<=.)(ah|a|h)$")
_SILENT_START = re.compile(r"^[aiu]+")
_NO_VOWELS = str.maketrans("", "", "aiuwy")


def script(text: str) -> str:
    """Return ``arabic`` if `text` has any letter of the Arabic script, else ``latin``."""
    return "arabic" if not text.isascii() and _ARABIC.search(text) else "latin"


@lru_cache(maxsize=65536)
def form(text: str) -> str:
    """Return the spelling of a name for comparison within its script; words are joined by one space.

    Nothing is left out but what spellings of the same word disagree on; articles and every word stay.
    """
    return " ".join(tidy(" ".join(_WORD.findall(_unhyphened(fold_text(text))))).split())


@lru_cache(maxsize=65536)
def bare_form(text: str) -> str:
    """Return the `form` of a romanised name without its articles: al-Hawija and Hawija are one."""
    words = form(text).split()
    return " ".join(
        word for word, following in zip(words, [*words, ""][1:], strict=True) if not _is_article(word, following)
    )


def is_untidy(folded: str) -> bool:
    """Return whether `tidy` would change folded text."""
    return _UNTIDY.search(folded) is not None


def tidy(folded: str) -> str:
    """Return folded text with the letters merged that the press of Iraq writes for one another (گ ك, چ ج, پ ب …)."""
    if not is_untidy(folded):
        return folded
    return _DOUBLED_VOWEL.sub("و", folded.translate(_TIDY_ARABIC))


@lru_cache(maxsize=65536)
def sound(text: str) -> str:
    """Return how a name sounds, as Latin letters: one letter for a sound, long vowels kept, articles dropped."""
    if script(text) == "arabic":
        words = [_arabic_sound(word) for word in _WORD.findall(fold_text(_open_sorani(text)))]
    else:
        words = [_latin_sound(word) for word in _latin_words(text)]
    return "".join(words)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return the matching key of a name: its consonants, with ``a`` for a vowel (or ع) at the very start.

    Parameters
    ----------
    text : str
        A name in Arabic or Latin letters, without the word for its kind.

    Returns
    -------
    str
        Empty for a text without letters.
    """
    heard = sound(text)
    start = "a" if _SILENT_START.match(heard) or _starts_with_ain(text) else heard[:1]
    consonants = (heard if start == "a" else heard[1:]).translate(_NO_VOWELS)
    return _DOUBLED.sub(r"\1", start + consonants)


def closeness(one: str, other: str) -> float:
    """Return how near two spellings are, 0..1: 1 for the same form, at most 0.97 for the same sound.

    Within a script the sounds are compared (normalised Indel similarity, `rapidfuzz.fuzz.ratio`); between scripts,
    where Arabic leaves short vowels out, the keys, with 0.9 at most.
    """
    if form(one) == form(other):
        return 1.0
    if script(one) == script(other):
        return 0.97 * fuzz.ratio(sound(one), sound(other)) / 100
    return 0.9 * fuzz.ratio(key(one), key(other)) / 100


def without_article(word: str) -> str:
    """Return a folded word without its article: الرشاد → رشاد, al-rashad → rashad; unchanged where it has none.

    At least three letters of an Arabic word must be left.
    """
    if word.startswith("ال") and len(word) >= 5:
        return word[2:]
    head, hyphen, tail = word.partition("-")
    return tail if hyphen and _is_article(head, tail) else word


def _unhyphened(folded: str) -> str:
    return folded.replace("'", "").replace("_", " ")


def _latin_words(text: str) -> list[str]:
    if not text.isascii():
        text = (_HAWAR_C.sub("j", text) if _HAWAR.search(text) else text).translate(_MARKED)
    folded = fold_text(text)
    words = _WORD.findall(_unhyphened(folded))
    kept = [word for word, following in zip(words, [*words, ""][1:], strict=True) if not _is_article(word, following)]
    return [word[2:] if word.startswith("albu") else word for word in kept]


def _is_article(word: str, following: str) -> bool:
    if not following or len(word) > LONGEST_ARTICLE:
        return False
    match = _ASSIMILATED.fullmatch(word)
    return word in ARTICLES or (match is not None and following.startswith(match[1]))


@lru_cache(maxsize=32768)
def _latin_sound(word: str) -> str:
    heard = _LATIN_LETTERS.sub(lambda letters: _LATIN_SOUNDS[letters[0]], word)
    heard = _GLIDE_U.sub("w", _GLIDE_I.sub("y", _DOUBLED.sub(r"\1", heard)))
    return _SILENT_END.sub("", heard)


def _open_sorani(text: str) -> str:
    """Write the Sorani vowel ە as alef, before folding makes it one with the consonant ه."""
    return _CARRIER.sub("ا", text).replace("ه‌", "ا").replace("ە", "ا").replace("ۆ", "و")


@lru_cache(maxsize=32768)
def _arabic_sound(word: str) -> str:
    heard = without_article(word)
    start = {"و": "w", "ي": "y"}.get(heard[:1])
    heard = heard.translate(_ARABIC_SOUNDS)
    return _SILENT_END.sub("", _DOUBLED.sub(r"\1", (start or heard[:1]) + heard[1:]))


def _starts_with_ain(text: str) -> bool:
    if script(text) == "latin":
        return False
    first = _WORD.search(fold_text(text))
    return first is not None and without_article(first[0]).startswith("ع")
