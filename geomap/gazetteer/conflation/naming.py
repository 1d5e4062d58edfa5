"""Which names of the foreign rows a place is given, in which language, and which are withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from geomap.gazetteer.conflation.decisions import Withheld
from geomap.gazetteer.conflation.rows import is_unit_name, spelt
from geomap.gazetteer.keys import closeness, script
from geomap.gazetteer.naming import prominence
from geomap.gazetteer.tables import UNIT_KINDS
from geomap.records import Name, Place

__all__ = ["Renown", "added_names", "in_its_language"]

BETTER_KNOWN = 0.5
"""By how much, on the scale of `geomap.gazetteer.naming.prominence`, another place must be better known for an alias
that is its main name to be left to it: three times the people (a guess; Baiji stands 0.7 above the town of Yaychi)."""
DISPUTED_BONUS = 1.0
"""What `prominence` adds in the disputed territories, for reports; it says nothing about whose name it is."""
LEAST_ALIKE = 0.75
"""A name whose key is so like that of a place's own is a spelling of it, whoever else bears it (a guess)."""
LEAST_KEY = 4
"""Letters of a key from which that counts: Samarra (smr) is no spelling of Samawah (sm)."""
HOME = "IQ"
"""Only names of places in Iraq are kept for them alone; many a town abroad shares its name with a village."""
NEARLY = 0.9
"""So near two spellings of one key are one name even where the place has a like one (a guess)."""
LEAST_CLOSE = 0.8
"""Two spellings of one key so near to each other are one name: Bêcî is Baiji (a guess)."""
LEAST_LETTERS = 3
"""Shorter names are codes or scraps; of Arabic two letters may be a name (دد), of Latin hardly."""

_SORANI = re.compile("[ەێۆڵڕ]")
_ARABIC_SLOTS, _LATIN_SLOTS = frozenset(["ar", "ckb", "fa", "ur"]), frozenset(["en", "kmr"])
_CODE = re.compile(r"[A-Z0-9]{2,5}")


class Renown:
    """Whose main name a name is, among our `places`; main is the first in English, Arabic and Sorani."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._best: dict[str, tuple[float, str]] = {}
        self._alike: dict[str, dict[str, str]] = {}
        self._labels: dict[str, str] = {}
        self._bearers: dict[str, list[str]] = {}
        self._main: dict[str, set[str]] = {}
        for place in places:
            known = renown_of(place)
            self._labels[place.id] = f"{place.label} ({place.kind})"
            for text in dict.fromkeys(name for code in ("en", "ar", "ckb") if (name := place.name(code))):
                spelling, sounds = spelt(text)
                self._alike.setdefault(sounds, {})[text] = spelling
                self._main.setdefault(place.id, set()).add(spelling)
                if place.country == HOME:
                    self._bearers.setdefault(spelling, []).append(place.id)
                if spelling and known > self._best.get(spelling, (0.0, ""))[0]:
                    self._best[spelling] = (known, place.id)

    def others(self, text: str, place: Place, borne: set[str]) -> str | None:
        """Return a place in Iraq whose main name this is and which bears none of the forms `borne`, in words, or None.

        Or nearly its main name, and nearer to that than to any name of `place`: Taza Khurmato is not Tuz Khurmatu. A
        town and its district share their main names: neither takes anything from the other.
        """
        spelling, sounds = spelt(text)
        own = max((closeness(text, name.text) for name in place.names if script(name.text) == script(text)), default=0)
        least = max(NEARLY, own)
        near = (form for name, form in self._alike.get(sounds, {}).items() if closeness(text, name) > least)
        return next(
            (
                self._labels[id]
                for form in dict.fromkeys((spelling, *near))
                for id in self._bearers.get(form, ())
                if id != place.id and self._main[id].isdisjoint(borne)
            ),
            None,
        )

    def whose(self, text: str, place: Place) -> str | None:
        """Return the place that is much better known by the name than `place` is, in words, or None."""
        spelling, sounds = spelt(text)
        likely = [self._best.get(spelling, (0.0, ""))]
        likely += [self._best[known] for name, known in self._alike.get(sounds, {}).items() if _is_alike(name, text)]
        known, id = max(likely)
        return self._labels[id] if id and id != place.id and known >= renown_of(place) + BETTER_KNOWN else None


def _is_alike(name: str, other: str) -> bool:
    return script(name) == script(other) and closeness(name, other) >= LEAST_CLOSE


def renown_of(place: Place) -> float:
    """Return how well known a place is, wherever it lies."""
    return prominence(place) - (DISPUTED_BONUS if place.disputed >= 0.5 else 0.0)


def in_its_language(name: Name) -> Name:
    """Return the name in the language of its script: Kerkûk in an Arabic slot is none of Arabic."""
    text = " ".join(name.text.split())
    code = name.language
    arabic = script(text) == "arabic"
    if arabic and code in _LATIN_SLOTS:
        code = "ckb" if code == "kmr" or _SORANI.search(text) else "ar"
    elif not arabic and code in _ARABIC_SLOTS:
        code = "kmr" if code == "ckb" else "en"
    return name if (text, code) == (name.text, name.language) else Name(text, code)


def added_names(
    place: Place, names: Sequence[Name], renown: Renown, *, own: bool
) -> tuple[tuple[Name, ...], tuple[Withheld, ...]]:
    """Return the names that `place` gets beside those it has, and those that it does not get.

    Parameters
    ----------
    place : Place
        With the names that it has.
    names : sequence of Name
        A row's, in its order.
    renown : Renown
    own : bool
        Whether the place is one of ours; a new one keeps what its row calls it first.
    """
    borne = {spelt(name.text)[0] for name in place.names}
    seen = set(borne)
    sounds = {spelt(name.text)[1] for name in (place.names if own else place.names[:1])}
    added, withheld = [], []
    for name in map(in_its_language, names):
        spelling = spelt(name.text)[0]
        if not spelling or spelling in seen:
            continue
        seen.add(spelling)
        why = _against(name, sounds, place, renown) or _taken(name, sounds, place, renown, borne, own=own)
        if why:
            withheld.append(Withheld(name, why))
        else:
            added.append(name)
            borne.add(spelling)
    return tuple(added), tuple(withheld)


def _against(name: Name, sounds: set[str], place: Place, renown: Renown) -> str:
    spelling, heard = spelt(name.text)
    if _CODE.fullmatch(name.text) or (script(name.text) == "latin" and len(spelling) < LEAST_LETTERS):
        return "a code or a scrap, which is no name in running text"
    if "," in name.text or "،" in name.text:
        return "a name and where it lies, in one"
    if place.kind not in UNIT_KINDS and is_unit_name(name.text):
        return f"the name of a unit, and this is a {place.kind}"
    other = None if _is_heard(heard, sounds) else renown.whose(name.text, place)
    return f"the main name of {other}, which is much better known by it" if other else ""


def _taken(name: Name, sounds: set[str], place: Place, renown: Renown, borne: set[str], *, own: bool) -> str:
    """Return why a name is another place's, whoever is better known; a new place keeps what sounds like its own."""
    heard = spelt(name.text)[1]
    if not own and _is_heard(heard, sounds):
        return ""
    other = renown.others(name.text, place, borne)
    return f"the main name of {other}" if other else ""


def _is_heard(heard: str, sounds: set[str]) -> bool:
    """Return whether a key is one of `sounds`, or so like one of them that it is a spelling of it."""
    return heard in sounds or any(
        min(len(heard), len(known)) >= LEAST_KEY and fuzz.ratio(heard, known) >= 100 * LEAST_ALIKE for known in sounds
    )
