"""Sorani words without what is written onto their end: "too", "in", "from", the agent of a verb in the past."""

from __future__ import annotations

from functools import lru_cache

from geomap.language.normalize import fold_text

__all__ = ["one_spelling", "strip_enclitics"]

_ENCLITICS = tuple(fold_text(ending) for ending in ("یان", "مان", "دا", "یش", "ش", "یە", "ی", "وە", "ە"))
"""In matching form, longer ones first where one ends in the other: agent and owner (``هاووڵاتییان``, ``بریندارمان``),
place (``هێرشدا``), "too" (``پێشمەرگەش``), izafe and agent (``شوانی``), instrument and source (``داعشەوە``,
``تورکیاوە``), "is" (``تورکیایە``).

The article (``ەکە``), the indefinite (``ێک``) and the plural (``ان``) are none: they say how many."""

_BACK = fold_text("ەوە")
_PAST = tuple("دتیو")
"""Letters in which a verb of the past ends, its ``ا`` left out for the nouns' sake: there ``ەوە`` is "back", and makes
another verb of it: ``گرت`` took, ``گرتەوە`` retook."""

_WAS = fold_text("بوو")
_SHORT = {fold_text(short): fold_text(whole) for short, whole in (("بون", "بوون"), ("بوە", "بووە"))}
"""Forms of "to be" that are no form of ``بۆ`` when their vowel is written short."""

_MOST = 4
"""Enclitics on one word: ``کەس`` + ``یش`` + ``یان`` + ``ە`` + ``وە``; a guess."""

_SHORTEST = 3
"""Letters of a stem; a guess that keeps ``سی`` (thirty) whole."""

_REMEMBERED = 1 << 15
"""Words whose stems are kept, as for Arabic's proclitics."""


def one_spelling(word: str) -> str:
    """Return a folded word with its long vowels written once: ``سنووری`` and ``سنوری``, ``تەقییەوە`` and ``تەقیەوە``.

    The press writes و for وو and ی for یی as it pleases. The lexicon tells words apart by them only where بوو ("was")
    stands alone: it would be بۆ ("for").
    """
    if word.startswith(_WAS):
        return _WAS + one_spelling(word.removeprefix(_WAS))
    return _SHORT.get(word, word.replace("وو", "و").replace("يي", "ي"))


@lru_cache(_REMEMBERED)
def strip_enclitics(word: str) -> tuple[str, ...]:
    """Return the possible stems of a folded Sorani word, the word itself first, then ever shorter ones.

    Parameters
    ----------
    word : str
        One word as `fold_text` gives it.

    Returns
    -------
    tuple of str
        ``کەسیشیان`` → ``(کەسیشیان, کەسیش, کەس)`` in their matching form. The last letters of a word may be its own:
        whoever looks stems up decides which of them is a word.
    """
    stems = [word]
    for _ in range(_MOST):
        ending = next((ending for ending in _ENCLITICS if _bears(stems[-1], ending)), None)
        if ending is None:
            break
        stems.append(stems[-1].removesuffix(ending))
    return tuple(stems)


def _bears(word: str, ending: str) -> bool:
    stem = word.removesuffix(ending)
    goes_back = word.endswith(_BACK) and word.removesuffix(_BACK).endswith(_PAST)
    return stem != word and len(stem) >= _SHORTEST and not goes_back
