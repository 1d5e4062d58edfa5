"""Arabic words without the letters that are written onto them: و ف ب ل ك and the article ال."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["strip_proclitics"]

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_SHORTEST = 2
"""A stem has at least two letters: وب is no و and ب. (A guess; no Arabic noun is shorter.)"""


_REMEMBERED = 1 << 15
"""Words whose stems are kept, as several readers ask for them: about 10 MB, and most words of a month of news."""


@lru_cache(_REMEMBERED)
def strip_proclitics(word: str) -> tuple[str, ...]:
    """Return the possible stems of a folded Arabic word, the word itself first, then ever shorter ones.

    Parameters
    ----------
    word : str
        One word as `fold_text` gives it.

    Returns
    -------
    tuple of str
        ``وبالرشاد`` → ``(وبالرشاد, بالرشاد, الرشاد, رشاد)``; ``للجيش`` → ``(للجيش, الجيش, جيش)``. The first letters of
        a word may be its own: whoever looks stems up decides which of them is a word.
    """
    stems = [word]
    for letters in (_CONJUNCTIONS, _PREPOSITIONS):
        if stems[-1][:1] in letters and len(stems[-1]) > _SHORTEST:
            stems.append(_without_first(stems[-1]))
    if stems[-1].startswith("ال") and len(stems[-1]) >= _SHORTEST + 2:
        stems.append(stems[-1][2:])
    return tuple(stems)


def _without_first(word: str) -> str:
    """Return `word` without its first letter; after ل the article's alef is written again (للجيش → الجيش)."""
    return "ا" + word[1:] if word.startswith("لل") and len(word) > _SHORTEST + 1 else word[1:]
