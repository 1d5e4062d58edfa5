"""Giving a name the language that its script shows, where a source names languages coarsely, wrongly or not at all.

Of the languages that foreign gazetteers have, those are kept in which reports name places of Iraq: ``en`` (any
romanisation), ``ar``, ``ckb`` (Kurdish in Arabic letters), ``kmr`` (Kurdish in Latin letters) and ``tk`` (the Turkish
of Iraq's Turkmens, who spell as Turkey does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from geomap.records import Name

__all__ = ["MOST_UNTAGGED", "language_of", "names_of", "untagged"]

MOST_UNTAGGED = 12
"""Names without a language up to which Latin ones are taken for romanisations. Above it they are what a well-known
name is called in the languages of the world: in Who's On First's 22,577 localities of Iraq the one kind ends and the
other begins at 10 to 15 (Khaluk has 12 romanisations, al-Hira 15 translations)."""

LONGEST_NAME = 120
"""Characters; the longest of Who's On First's names in Iraq has 60. What is longer is a sentence."""

_CODES = {
    **dict.fromkeys(("en", "eng"), "en"),
    **dict.fromkeys(("ar", "ara", "arb", "acm", "ayp"), "ar"),
    **dict.fromkeys(("ku", "kur", "ckb", "kmr", "sdh"), "ku"),
    **dict.fromkeys(("tk", "tuk", "tr", "tur"), "tk"),
    **dict.fromkeys(("", "und", "unk"), ""),
}
"""ISO 639 codes, of two and three letters, that sources use → ours; all Kurdish is told apart by its script."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_PLAIN_ARABIC = re.compile("[ء-غـ-\u0652\u0670\\W\\d_]+")
_SORANI = re.compile("[ەێۆڵڕ]")
_UYGHUR = re.compile("[ۇۈۋېى]")
_LATIN = re.compile("(?=.*[A-Za-zÀ-ɏḀ-ỿ])[A-Za-zÀ-ɏḀ-ỿ\u02b0-\u036f\\W\\d_]+")
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile("[A-Z]{2,4}")


@lru_cache(maxsize=65536)
def language_of(text: str, declared: str = "") -> str | None:
    """Return the language of a name: ``en``, ``ar``, ``ckb``, ``kmr``, ``tk``, or None for one that is not kept.

    Parameters
    ----------
    text : str
    declared : str
        What the source says, ISO 639; empty where it says nothing. The script overrules it: an ``ar`` name in Latin
        letters is a romanisation, ``en``. Without it, Arabic letters that are neither Sorani nor all of the Arabic
        alphabet are Persian, Urdu or Uyghur, and not kept.
    """
    code = _CODES.get(declared)
    if code is None or not _LETTER.search(text):
        return None
    if not text.isascii() and _ARABIC.search(text):
        return _of_arabic_script(text, code)
    if not _LATIN.fullmatch(text):
        return None
    return {"ku": "kmr", "tk": "tk"}.get(code, "en")


def _of_arabic_script(text: str, code: str) -> str | None:
    if code == "ku":
        return "ckb"
    if code == "tk":
        return "tk"
    if _SORANI.search(text):
        return None if _UYGHUR.search(text) else "ckb"
    return "ar" if code == "ar" or _PLAIN_ARABIC.fullmatch(text) else None


def names_of(pairs: Iterable[tuple[str, str]]) -> tuple[Name, ...]:
    """Return the names of `pairs` (text, declared language), each language's in their order, no two alike.

    Invisible characters go (controls, marks of direction), white space becomes one blank; the rest stays as written.
    Texts without a letter, of two to four capitals (codes of airports and countries) or of more than `LONGEST_NAME`
    characters are no names.
    """
    found: dict[Name, None] = {}
    for text, declared in pairs:
        tidy = text if text.isascii() and text.isprintable() else _INVISIBLE.sub(" ", text)
        tidy = " ".join(tidy.split())
        if not tidy or len(tidy) > LONGEST_NAME or _CODE.fullmatch(tidy):
            continue
        language = language_of(tidy, declared)
        if language is not None:
            found[Name(tidy, language)] = None
    return tuple(found)


def untagged(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return names without a language as pairs for `names_of`: all, or no Latin ones where they are too many."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    if len(distinct) > MOST_UNTAGGED:
        distinct = [text for text in distinct if _ARABIC.search(text)]
    return [(text, "") for text in distinct]
