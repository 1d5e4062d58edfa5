"""Rows as conflation compares them: ours and foreign ones alike, each with the keys of its names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.keys import ARTICLES, form, key
from geomap.records import Name, Place

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["OURS", "Row", "frequencies", "is_unit_name", "rows_of", "spelt"]

OURS = ""
"""The source of our own rows."""

# fmt: off
_KIND_WORDS = frozenset(map(form, (
    "Qaryat", "Qarya", "Qariyat", "village", "قرية", "قريه", "گوندی", "گوندێ", "گوند", "Gundî", "Madinat", "city",
    "town", "مدينة", "شاری", "Hayy", "حي", "حی", "airport", "Matar", "مطار",
)))
_UNIT_WORDS = frozenset(map(form, (
    "Nahiyat", "Nahiya", "Nāḩiyat", "subdistrict", "ناحية", "ناحیەی", "Qada", "Qaḑā’", "Kaza",
    "district", "قضاء", "قەزای", "Muhafazat", "Muḩāfaz̧at", "governorate", "province", "محافظة", "پارێزگای", "Parêzgeha",
    "Parêzga", "î", "پارێزگاى", "پارێزگەھا", "استان", "distriktet", "Qadhā’",
)))
# fmt: on
"""Words that say only of what kind the name is; compared as forms, at the start or the end of a name."""

# fmt: off
_QUALIFIERS: Mapping[str, str] = {form(word): meaning for meaning, words in {
    "small": "Saghir Saghirah Sagir Sughra Asghar صغير صغيرة الصغير الصغيرة الصغرى بچووک چووک Bichuk Biçûk Pichuk",
    "great": "Kabir Kabirah Kubra Akbar كبير كبيرة الكبير الكبيرة الكبرى گەورە Gawra Gewre Gawrah",
    "upper": "Fawqani Fawqaniyah Fawqa Ulya 'Ulya فوقاني فوقانية الفوقاني الفوقانية العليا سەروو ژووروو Saru Zhuru",
    "lower": "Tahtani Tahtaniyah Tahta Sufla تحتاني تحتانية التحتاني التحتانية السفلى خواروو ژێروو Khwaru Xwaru Zheru",
    "north": "Shimali Shamali Shimaliyah Shamaliyah شمالي شمالية الشمالي الشمالية North Northern",
    "south": "Janubi Janubiyah جنوبي جنوبية الجنوبي الجنوبية South Southern",
    "east": "Sharqi Sharqiyah شرقي شرقية الشرقي الشرقية East Eastern",
    "west": "Gharbi Gharbiyah غربي غربية الغربي الغربية West Western",
    "new": "Jadid Jadidah جديد جديدة الجديد الجديدة نوێ New Nwe",
    "old": "Qadim Qadimah Atiq 'Atiqah قديم قديمة القديم القديمة العتيقة کۆن Kon Kön Old",
    "middle": "Wasat Wasti Awsat Wusta وسطي الوسطى الوسطي ناوەڕاست",
    "centre": "Center Centre Markaz Central مركز ناوەندی Nawandi",
}.items() for word in words.split()}
# fmt: on
"""Words by which villages side by side are told apart: a name with one and a name without are two."""

_OF = re.compile(r"(.+?) of (.+)")
_OF_KIND = _KIND_WORDS | _UNIT_WORDS
_BETWEEN = re.compile(r"[\s\-–/_(),;.]+")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(slots=True)
class Row:
    """A place as it is compared.

    Parameters
    ----------
    id, source : str
        The source is what the id begins with; `OURS` for our own.
    kind, country : str
    lon, lat, radius_km : float
        The radius is 0 where it is not known.
    names : tuple of Name
    stated : frozenset of str
        Ids that are this place by its source's own word, its own id among them.
    units : tuple of str
        Ids of those of our units that hold it, by what its table says.
    claimed : tuple of str
        Ids of our units that it belongs to by another reading.
    spelt : mapping of str to str
        Form of each name, without words for its kind → key of it; a qualifier makes part of both.
    keys : frozenset of str
        Those keys.
    area : shapely geometry or None
        Of a unit, if its source gives one.
    """

    id: str
    source: str
    kind: str
    country: str
    lon: float
    lat: float
    radius_km: float
    names: tuple[Name, ...]
    stated: frozenset[str]
    units: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    spelt: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    area: Geometry | None = None

    @property
    def label(self) -> str:
        """The English name, or the first of any language."""
        return next((name.text for name in self.names if name.language == "en"), self.names[0].text)


def rows_of(own: Sequence[Place], foreign: Sequence[ForeignPlace], shapes: Mapping[str, Geometry]) -> list[Row]:
    """Return our places and the foreign ones as rows, ours first; `shapes` are areas by foreign id."""
    ours = (
        Row(p.id, OURS, p.kind, p.country, p.lon, p.lat, p.radius_km, p.names, frozenset([p.id]), p.parents,
            p.claimed_parents)
        for p in own
    )  # fmt: skip
    theirs = (
        Row(p.id, p.id.partition(".")[0], p.kind, p.country, p.lon, p.lat, p.radius_km or 0.0, p.names,
            frozenset([p.id, *p.same_as]), area=p.area if p.area is not None else shapes.get(p.id))
        for p in foreign
    )  # fmt: skip
    rows = [*ours, *theirs]
    for row in rows:
        row.spelt = {spelling: sounds for spelling, sounds in (spelt(name.text) for name in row.names) if spelling}
        row.keys = frozenset(row.spelt.values())
    return rows


def frequencies(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many places bear each key, as the source with the most of them has it."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.source, Counter()).update(row.keys)
    most: dict[str, int] = {}
    for counted in counts.values():
        for sound, count in counted.items():
            most[sound] = max(count, most.get(sound, 1))
    return most


def is_unit_name(text: str) -> bool:
    """Return whether a name says of itself that it is a unit's: قضاء الحمدانية, Erbil Governorate."""
    words = form(text).split()
    return len(words) > 1 and (words[0] in _UNIT_WORDS or words[-1] in _UNIT_WORDS)


@lru_cache(maxsize=262_144)
def spelt(text: str) -> tuple[str, str]:
    """Return the form and the key of a name, without words for its kind and with its qualifiers behind a bar.

    The key is made from the name as written: folding it first would take its vowels from Sorani.
    """
    place_of_kind = _OF.fullmatch(text)
    if place_of_kind:  # Qasrok of Hamdaniya is called Qasrok, and the City of Kirkuk Kirkuk
        head, holder = place_of_kind.groups()
        text = holder if form(head) in _OF_KIND else head
    words = [(word, folded) for word in _BETWEEN.split(text) if (folded := form(word))]
    while len(words) > 1 and words[0][1] in _OF_KIND:
        words = words[1:]
    while len(words) > 1 and words[-1][1] in _OF_KIND:
        words = words[:-1]
    marks = {mark for _, folded in words if (mark := _qualifier(folded))} if len(words) > 1 else set()
    marks |= {str(int(digits)) for _, folded in words for digits in _DIGITS.findall(folded)}
    bare = [
        word
        for (word, folded), (_, following) in zip(words, [*words, ("", "")][1:], strict=False)
        if not _qualifier(folded) and not (folded in ARTICLES and _qualifier(following))
    ]
    spelling = " ".join(bare if marks and bare else [word for word, _ in words])
    tail = "|" + ",".join(sorted(marks)) if marks else ""
    sounds = key(spelling)
    return (form(spelling) + tail, sounds + tail) if sounds else ("", "")


def _qualifier(folded: str) -> str:
    """Return what a word tells apart, or nothing; of the feminine also without its last letter, as reports write it."""
    return _QUALIFIERS.get(folded) or _QUALIFIERS.get(f"{folded}h", "")
