"""Which language a report is written in."""

from __future__ import annotations

import re

__all__ = ["identify", "in_script_of"]

_SAMPLE = 4000
"""Characters that are looked at: more tell nothing new."""
_FEW = 20
"""Letters below which the script alone decides; a guess, untested."""
_SORANI = re.compile("[ەێۆڕڵڤ]")
_UYGHUR = re.compile("[ۇۈېڭۋ]")
_NOT_ARABIC = re.compile("[پچگژکیہےںٹڈڑټډښۍۀ]")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_ENGLISH = re.compile(r"\b(?:the|of|and|in|to|was|were|a|by|on|for|said|from|that|with|at|as|is)\b", re.IGNORECASE)
_SORANI_SHARE = 0.03
"""Share of its own letters above which Arabic script is Sorani: in Sorani news they are 15 to 20 %, elsewhere none."""
_FOREIGN_SHARE = 0.02
"""Share of letters that Arabic lacks below which Arabic script is Arabic; foreign names bring in a few."""
_ENGLISH_SHARE = 0.12
"""Share of the commonest English words; in English news they are a third, in French or Turkish below a tenth."""
_ARABIC_SCRIPT = frozenset(("ar", "ara", "ckb", "fa", "ur"))
_LATIN_SCRIPT = frozenset(("en", "eng", "tr", "fr", "de"))
_TERSE = 20
"""Words up to which English may do without its commonest words: "Iraq bombings leave 20 dead". The longest of 195
headlines of news agencies have 20; of so few the classifier makes French, Dutch or Gaelic."""
_OTHERS = re.compile(
    r"\b(?:le|la|les|des|du|et|un|une|dans|el|los|las|del|en|por|y|der|das|und|von|nach|ve|bir|ile|het|een|voor|li|ji|di"
    r"|bi|il|per|da)\b",
    re.IGNORECASE,
)
"""Common words of French, Spanish, German, Turkish, Dutch, Kurmanji and Italian that are no English ones."""
_CENTRAL_KURDISH = {"ku": "ckb", "sdh": "ckb"}
_STANDARD = {**dict.fromkeys(("arz", "ary", "aeb", "apc", "acm", "ajp", "ars", "arb"), "ar"), "pcm": "en", "sco": "en"}
"""What the classifier takes for a relative of Arabic or English: names in both scripts mislead it."""


def identify(text: str) -> str:
    """Return the ISO 639 code of the language of a text.

    Parameters
    ----------
    text : str
        A report, or its first thousands of characters.

    Returns
    -------
    str
        ``ar``, ``ckb`` or ``en`` by rules on letters and the commonest words; another code (``fa``, ``tr``, ``fr`` …)
        by py3langid, which is asked only where the rules do not answer. A brief line in plain Latin letters is ``en``
        where no common word of another language stands in it, a text without letters ``ar``.
    """
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC_LETTER.findall(sample)), len(_LATIN_LETTER.findall(sample))
    if arabic >= latin and arabic:
        return _in_arabic_script(sample, arabic)
    if latin:
        return _in_latin_script(sample, latin)
    letters = sum(c.isalpha() for c in sample)
    return _classify(sample) if letters >= _FEW else "ar"


def _in_arabic_script(sample: str, letters: int) -> str:
    if len(_UYGHUR.findall(sample)) < len(_SORANI.findall(sample)) > letters * _SORANI_SHARE:
        return "ckb"
    foreign = len(_NOT_ARABIC.findall(sample))
    if letters < _FEW or foreign <= letters * _FOREIGN_SHARE:
        return "ar"
    return _classify(sample, arabic_script=True)


def _in_latin_script(sample: str, letters: int) -> str:
    words = max(len(sample.split()), 1)
    if letters < _FEW or len(_ENGLISH.findall(sample)) > words * _ENGLISH_SHARE:
        return "en"
    if words <= _TERSE and sample.isascii() and not _OTHERS.search(sample):
        return "en"
    return _classify(sample)


def _classify(sample: str, *, arabic_script: bool = False) -> str:
    import py3langid

    found = str(py3langid.classify(sample)[0])
    code = _STANDARD.get(found, found)
    return _CENTRAL_KURDISH.get(code, code) if arabic_script else code


def in_script_of(code: str, text: str) -> bool:
    """Say whether a text is written in the script of a language, by the beginning of its code (``ar``, ``en-US``).

    Of languages whose script geomap does not know this is never said, nor of Kurdish as a whole, which has two.
    """
    language = code.strip().lower().replace("_", "-").split("-")[0]
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC_LETTER.findall(sample)), len(_LATIN_LETTER.findall(sample))
    return (language in _ARABIC_SCRIPT and arabic > latin) or (language in _LATIN_SCRIPT and latin > arabic)
