"""The columns of an analyst's table, under the names that people give them, and what a wrong one likely is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from geomap.gazetteer.importers.gathering import Gathering, shown
from geomap.gazetteer.tables import KINDS

__all__ = ["COLUMNS", "KIND_WORDS", "LANGUAGES", "kind_named", "mapped"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "place", "place_name", "الاسم", "اسم", "اسم المكان", "المكان", "ناو"),
    "lon": ("lon", "longitude", "long", "x", "خط الطول", "الطول"),
    "lat": ("lat", "latitude", "y", "خط العرض", "دائرة العرض", "العرض"),
    "name_en": ("name_en", "english", "english_name", "name_english", "الاسم بالانكليزية", "الاسم بالانجليزية"),
    "name_ar": ("name_ar", "arabic", "arabic_name", "name_arabic", "الاسم بالعربية", "الاسم العربي"),
    "name_ckb": ("name_ckb", "name_ku", "name_kmr", "kurdish", "kurdish_name", "name_kurdish", "الاسم بالكردية"),
    "name_tk": ("name_tk", "name_tr", "turkmen", "turkmen_name", "name_turkmen", "الاسم بالتركمانية"),
    "id": ("id", "code", "pcode", "المعرف", "الرمز"),
    "kind": ("kind", "type", "النوع", "نوع"),
    "language": ("language", "lang", "اللغة", "لغة"),
    "parent": ("parent", "unit", "الوحدة الادارية"),
    "population": ("population", "pop", "السكان", "عدد السكان"),
    "radius_km": ("radius_km", "radius", "نصف القطر"),
    "country": ("country", "country_code", "iso_a2", "البلد", "الدولة"),
}
"""Our name of a column → the names that are taken for it, whatever their case, blanks, hyphens and forms of alef."""

LANGUAGES: tuple[str, ...] = ("en", "ar", "ckb", "ku", "kmr", "tk", "tr")

KIND_WORDS: Mapping[str, str] = {
    "محافظة": "governorate",
    "قضاء": "district",
    "ناحية": "subdistrict",
    "مدينة": "city",
    "بلدة": "town",
    "قرية": "village",
    "حي": "quarter",
    "محلة": "quarter",
    "مخيم": "camp",
    "قاعدة": "base",
    "معسكر": "base",
    "سيطرة": "checkpoint",
    "حاجز": "checkpoint",
    "سد": "dam",
    "جسر": "bridge",
    "حقل نفط": "oilfield",
    "مصفى": "refinery",
    "مطار": "airport",
    "معبر": "crossing",
    "منفذ": "crossing",
    "مرقد": "shrine",
    "جبل": "range",
    "نهر": "river",
    "بحيرة": "lake",
    "طريق": "road",
    "منطقة": "region",
    "منشأة": "facility",
    "neighbourhood": "quarter",
    "neighborhood": "quarter",
    "hamlet": "village",
    "province": "governorate",
    "oil field": "oilfield",
    "mountain": "range",
    "border crossing": "crossing",
    "airbase": "base",
}
"""Words for kinds in Arabic and further ones in English → kind."""

_NEED = (("name", "name_en", "name_ar", "name_ckb", "name_tk"), ("lon",), ("lat",))
_LIKELY = 60
"""Similarity, 0..100, from which a stray column is offered for one that is missing: lng and long have 86."""
_LIKELY_KIND = 70
"""Similarity from which a kind is offered for an unknown one: vilage and village have 92, vilage and lake 60."""
_TYPO = 85
"""Similarity from which a stray column is taken for a misspelt one: popultion and population have 95."""

_FOLDS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})
_BLANKS = re.compile(r"[\s_.-]+")


def mapped(
    columns: Sequence[str], where: str, gathering: Gathering, *, with_shapes: bool = False
) -> Mapping[str, str] | None:
    """Return our names of `columns` → theirs, or None after noting what is wrong with the header.

    Parameters
    ----------
    columns : sequence of str
        As the file has them. Those that are none of ours are ignored, unless they look like one that is missing.
    where : str
        File and line of the header.
    with_shapes : bool
        Whether rows have geometries, so that longitude and latitude need not be columns.
    """
    known = {_plain(alias): ours for ours, aliases in COLUMNS.items() for alias in aliases}
    found: dict[str, str] = {}
    stray: list[str] = []
    right = True
    for column in columns:
        ours = known.get(_plain(column))
        if ours is None:
            stray.append(column)
        elif found.setdefault(ours, column) is not column:
            gathering.fault(where, f"columns {shown(found[ours])} and {shown(column)}", f"one column for {ours}")
            right = False
    for choice in _NEED[:1] if with_shapes else _NEED:
        if not any(ours in found for ours in choice):
            gathering.fault(where, _missing(choice[0], columns, stray), _wanted(choice))
            right = False
    for column in stray:
        ours = _nearest(column, _TYPO)
        if ours and ours not in found:
            gathering.fault(where, f"column {shown(column)}, which looks like {ours}", f"{ours}, or another name")
            right = False
    return found if right else None


def kind_named(text: str, where: str, gathering: Gathering) -> str | None:
    """Return the kind that a cell names (``village`` where empty), or None after noting it with the nearest kinds."""
    word = _plain(text).replace("_", " ")
    if not word or word in KINDS:
        return word or "village"
    words = {_plain(term).replace("_", " "): kind for term, kind in KIND_WORDS.items()}
    kind = words.get(word)
    if kind is None:
        from rapidfuzz import fuzz, process

        terms = sorted(KINDS | words.keys())
        near = process.extract(word, terms, scorer=fuzz.ratio, score_cutoff=_LIKELY_KIND, limit=3)
        likely = list(dict.fromkeys(words.get(term, term) for term, _, _ in near))
        hint = f" (perhaps {' or '.join(likely)})" if likely else ""
        gathering.fault(where, f"unknown kind {shown(text)}{hint}", f"one of {', '.join(sorted(KINDS))}")
    return kind


def _missing(ours: str, columns: Sequence[str], stray: Sequence[str]) -> str:
    likely = [column for column in stray if _nearest(column, _LIKELY) == ours]
    hint = "".join(f"; {shown(column)} looks like {ours}" for column in likely)
    return f"no column {ours} among {shown(', '.join(columns))}{hint}"


def _wanted(choice: Sequence[str]) -> str:
    others = [alias for alias in COLUMNS[choice[0]] if alias != choice[0]]
    return f"{' or '.join(choice)}; {choice[0]} may also be called {', '.join(others)}"


def _nearest(column: str, least: float) -> str:
    from rapidfuzz import fuzz, process

    aliases = {_plain(alias): ours for ours, names in COLUMNS.items() for alias in names if len(alias) > 1}
    best = process.extractOne(_plain(column), list(aliases), scorer=fuzz.ratio, score_cutoff=least)
    return aliases[best[0]] if best else ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip().casefold().translate(_FOLDS)
    return _BLANKS.sub("_", folded)
