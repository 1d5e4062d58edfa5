"""What the words around a name say: which kind of place it is, and whether it is a place at all.

Names that are also everyday words or names of persons count only where enough speaks for them. What is needed is data
(`geomap/gazetteer/words/*.toml`, and the rules of `_guard`), what speaks is weighed by `_evidence`:

====================================================================== ========
what stands there                                                       weighs
====================================================================== ========
the word for a kind that a place of the name has ("district of Balad")  3
a list with other places of the same governorate                        3
a word for some other kind; "north of"; "…, west of Mosul" behind it    2
"in" before it, and a unit that holds it soon after                     2
"an attack in" before it                                                2
"in", "to", "from" before it, or a list with some other place            1
====================================================================== ========
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from geomap.gazetteer.about import TELLING, countries_told_of, is_part_of_country
from geomap.gazetteer.hits import LIST_GAP, Hit, are_listed
from geomap.gazetteer.keys import bare_form, form, script, tidy
from geomap.gazetteer.naming import Bearers
from geomap.gazetteer.reading import ARTICLE_WORDS, Reading, unbound
from geomap.gazetteer.surroundings import ON, After, Before, after, before, surroundings
from geomap.gazetteer.tables import KINDS, UNIT_KINDS
from geomap.geodesy import distance_km
from geomap.records import Place

__all__ = ["only_places"]

KIND, DIRECTION, PREPOSITION = 3, 2, 1
CLOSE = 20
"""Parts of the text (words and gaps, so ten words) within which a unit is seen to hold a place before it (a guess)."""
AROUND = 6
"""Parts that an article, brackets and full stops around a name that stands alone make at most."""
FAR_KM = 175
"""Nobody says where a village lies by a place so far away; a town is told by the capital, too (a guess)."""
SMALL_ABROAD = 300_000
"""A town abroad with fewer people is guarded: its Arabic name is too often another word (a guess)."""
_SMALL = frozenset(
    KINDS - set(UNIT_KINDS) - {"city", "town", "range", "river", "lake", "dam", "region", "airport", "refinery"}
)
"""Kinds of places whose names are mostly common words, so that a single word needs something to speak for it."""
_ON = form(ON)
LOCALITY = "locality"
"""Marks, in the data, words such as "the area of" that stand before quarters and villages."""
SHORT = 3
"""Letters of a name so short that it lies inside many other words: بلاد is not ب and لاد."""

_WIDE = frozenset({"country", "governorate", "city"})
_FITTING: dict[str, frozenset[str]] = {
    "city": frozenset({"city", "town"}),
    "town": frozenset({"town", "city", "subdistrict", "village"}),
    "village": frozenset({"village", "town"}),
    "subdistrict": frozenset({"subdistrict", "town"}),
    "district": frozenset({"district", "city", "town"}),
    "quarter": frozenset({"quarter", "village"}),
    "base": frozenset({"base", "airport"}),
    "lake": frozenset({"lake", "dam"}),
}
_PUNCTUATION_INSIDE = " \"'()[]:-"


def only_places(hits: Sequence[Hit], reading: Reading, at_home: bool, sorani: bool = False) -> list[Hit]:
    """Return those of `hits` that are names of places, each with the kind that the words around it ask for.

    Parameters
    ----------
    hits : sequence of Hit
        In the order of the text.
    reading : Reading
        The text.
    at_home : bool
        Whether the text is about Iraq (`is_about_iraq`); elsewhere its places are guarded.
    sorani : bool
        Whether the text is Sorani, which writes its vowels and is read where the places are: only listed names are
        guarded.
    """
    parts = reading.parts
    kept: list[Hit] = []
    doubted: list[tuple[Hit, int]] = []
    guards_home = at_home or sorani
    abroad = frozenset() if at_home else countries_told_of(hits, parts)
    for n, hit in enumerate(hits):
        leading, following = _word_before(hit, reading), _word_after(hit, parts)
        previous = kept[-1] if kept else None
        _take_kind(hit, leading, following, previous, parts)
        hit.is_local = hit.is_local and at_home
        if _is_other(hit, leading, following, at_home) or (hit.after_capital and _is_surname(hit, leading, previous)):
            continue
        coming = hits[n + 1] if n + 1 < len(hits) else None
        if _lies_elsewhere(hit, following, coming):
            continue
        hit.evidence = _evidence(hit, leading, following, previous, coming, parts)
        need = 0 if _is_all(hit, parts) else _need(hit, guards_home, sorani)
        if need and any(p.country in abroad and (p.population or 0) >= SMALL_ABROAD for p in hit.bearers.places):
            need = PREPOSITION
        if hit.evidence >= need:
            kept.append(hit)
        else:
            doubted.append((hit, need))
    return _with_repeated(kept, doubted) if doubted else kept


def _with_repeated(kept: list[Hit], doubted: Sequence[tuple[Hit, int]]) -> list[Hit]:
    """Add the doubted names that the text has shown to be places elsewhere, where at least a little speaks for them."""
    shown = {form(hit.text) for hit in kept if hit.evidence >= KIND}
    kept += [hit for hit, need in doubted if need < KIND and hit.evidence and form(hit.text) in shown]
    return sorted(kept, key=lambda hit: hit.first)


def _word_before(hit: Hit, reading: Reading) -> Before:
    """Return what the word before a name in the same sentence says; brackets and quotes may stand between."""
    parts = reading.parts
    at = hit.first - 2
    if at >= 0 and parts[at] in ARTICLE_WORDS and script(hit.text) == "latin":
        at -= 2
    if at < 0 or parts[at + 1].strip(_PUNCTUATION_INSIDE):
        return before(())
    word = parts[at]
    if word in ("of", "the") and at >= 2:
        return before((word, parts[at - 2], *parts[at - 4 : at - 3]))
    if word == _ON and reading.written(at).endswith(ON[-1]):
        return before((ON,))
    return before(_stems(word))


@lru_cache(maxsize=16384)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy(stem) for stem in unbound(word)))


def _word_after(hit: Hit, parts: Sequence[str]) -> After:
    """Return what the word after a name says; behind a comma only a direction does: "Aziziya, south of Tripoli"."""
    at = hit.end + 1
    if at >= len(parts):
        return after("")
    between = parts[hit.end].strip(_PUNCTUATION_INSIDE)
    if not between:
        return after(tidy(parts[at]))
    return After(direction=between in (",", "،") and after(tidy(parts[at])).direction)


def _take_kind(hit: Hit, leading: Before, following: After, previous: Hit | None, parts: Sequence[str]) -> None:
    kind = leading.kind or following.kind
    hit.several = leading.several
    if kind is None and previous is not None and previous.several and are_listed(previous, hit, parts):
        kind, hit.several = previous.kind_word, True
    if kind is None and hit.end - hit.first > 1:
        words = surroundings()
        kind = words.before.get(tidy(parts[hit.first])) or words.after.get(tidy(parts[hit.end - 1]))
    hit.is_local = kind == LOCALITY
    hit.kind_word = "area" if hit.is_local else kind


def _is_other(hit: Hit, leading: Before, following: After, at_home: bool) -> bool:
    """Return whether a name is that of something else: a paper, a unit, a person, a quarter called after a far town."""
    if (
        at_home
        and hit.kind_word in ("subdistrict", "district")
        and not any(p.country == "IQ" for p in hit.bearers.places)
    ):
        return True
    if hit.kind_word in ("quarter", "village") and not any(_fits(hit, place) for place in hit.bearers.places):
        return all(place.kind in _WIDE or place.country != "IQ" for place in hit.bearers.places)
    if hit.kind_word is not None or hit.glued:
        return False
    if leading.blocked or following.blocked:
        return True
    person = leading.person and " " not in hit.text
    return person and all(place.kind not in ("country", "governorate") for place in hit.bearers.places)


def _is_surname(hit: Hit, leading: Before, previous: Hit | None) -> bool:
    """Return whether the name of a small place follows a capitalised word that is neither a cue nor a place."""
    if hit.kind_word is not None or leading.cue or (previous is not None and previous.end == hit.first - 1):
        return False
    return all(place.kind in _SMALL for place in hit.bearers.places)


def _fits(hit: Hit, place: Place) -> bool:
    kind = hit.kind_word or ""
    return place.kind in _FITTING.get(kind, (kind,))


def _evidence(
    hit: Hit, leading: Before, following: After, previous: Hit | None, coming: Hit | None, parts: Sequence[str]
) -> int:
    if hit.kind_word is not None and not hit.several and any(_fits(hit, place) for place in hit.bearers.places):
        return KIND
    if hit.is_local and any(place.country == "IQ" and place.kind not in _WIDE for place in hit.bearers.places):
        return KIND
    listed = previous is not None and are_listed(previous, hit, parts)
    if listed and previous is not None and _are_neighbours(previous, hit):
        return KIND
    if leading.preposition and _is_after_event(hit, parts):
        return DIRECTION
    located = following.direction and coming is not None and coming.first - hit.end <= CLOSE // 2
    if hit.kind_word is not None or located or leading.direction:
        return DIRECTION
    if leading.preposition or hit.glued.endswith("ب") or _is_led_to(hit):
        held = coming is not None and coming.first - hit.end <= CLOSE and _holds(coming, hit)
        return DIRECTION if held else PREPOSITION
    return PREPOSITION if listed else 0


def _is_after_event(hit: Hit, parts: Sequence[str]) -> bool:
    """Return whether a word for what happens stands before the preposition: "an attack in Rashad"."""
    at = hit.first - 4
    return at >= 0 and parts[at + 1] == " " and not surroundings().events.isdisjoint(_stems(parts[at]))


def _is_led_to(hit: Hit) -> bool:
    """Return whether ل is written onto a name of Iraq that is no other word: "the road to Ramadi"."""
    if not hit.glued.endswith("ل") or hit.bearers.country != "IQ":
        return False
    return form(("ال" if hit.glued.endswith("لل") else "") + hit.text) not in surroundings().guarded


def _are_neighbours(one: Hit, other: Hit) -> bool:
    return not one.bearers.units.isdisjoint(other.bearers.units)


def _holds(unit: Hit, hit: Hit) -> bool:
    return not unit.bearers.ids.isdisjoint(hit.bearers.units)


def _lies_elsewhere(hit: Hit, following: After, coming: Hit | None) -> bool:
    """Return whether the words after a small place of Iraq say that they mean one elsewhere that we do not know.

    So they do in "Suwayra in Morocco", "the Moroccan Suwayra", and "Aziziya, south of Tripoli", which is far away.
    """
    if hit.bearers.country != "IQ" or hit.bearers.places[0].kind in TELLING:
        return False
    if following.country:
        return True
    if coming is None or coming.first - hit.end > LIST_GAP:
        return False
    need = _need(coming, at_home=True, sorani=False)
    if following.direction:
        return need <= DIRECTION and _are_far(hit, coming)
    # "the region said in a statement" is no region in Bayan, a town of Iran: nothing but a place counts after "in".
    return following.preposition and need == 0 and all(place.country != "IQ" for place in coming.bearers.places)


def _are_far(hit: Hit, other: Hit) -> bool:
    at_home = other.bearers.country == "IQ"
    if at_home and not all(place.kind in _SMALL for place in hit.bearers.places):
        return False
    pairs = ((one, two) for one in hit.bearers.places for two in other.bearers.places)
    return all(distance_km(one.lon, one.lat, two.lon, two.lat) > FAR_KM for one, two in pairs)


def _is_all(hit: Hit, parts: Sequence[str]) -> bool:
    """Return whether the text is this name and nothing else."""
    if len(parts) - (hit.end - hit.first) > AROUND:
        return False
    rest = (part.strip(_PUNCTUATION_INSIDE) for part in (*parts[: hit.first], *parts[hit.end :]))
    return not any(part for part in rest if part not in ARTICLE_WORDS)


def _need(hit: Hit, at_home: bool, sorani: bool) -> int:
    return _guard(hit.text, hit.glued.endswith("لل"), hit.bearers, at_home, sorani)


@lru_cache(maxsize=16384)
def _guard(text: str, with_article: bool, bearers: Bearers, at_home: bool, sorani: bool) -> int:
    """Return how much must speak for a name: 0 for one that is nothing but a place."""
    words = surroundings()
    latin = text.isascii() or script(text) == "latin"
    name = bare_form(text) if latin else ("ال" if with_article else "") + form(text)
    away = max(0 if at_home else _guard_away(bearers), _guard_of_foreign(name, bearers))
    guarded = words.guarded_in_sorani if sorani else words.guarded
    listed = guarded.get(name, DIRECTION if name in words.persons else 0)
    if listed:
        return KIND if _ends_otherwise(text, bearers) else max(listed, away)
    if latin:
        written = any(bare_form(owner.name.text) == name for owner in bearers.owners)
        return max(away, 0 if written else PREPOSITION)
    if sorani and " " not in name:
        if bearers.country != "IQ" and not any(owner.name.language == "ckb" for owner in bearers.owners):
            return KIND  # an Arabic name of a town abroad: ماڵی is a house here, no country
        written = any(form(owner.name.text) == name for owner in bearers.owners)
        return max(away, 0 if written else PREPOSITION)
    return away if " " in name else max(_guard_of_word(name, bearers), away)


def _guard_of_word(name: str, bearers: Bearers) -> int:
    """Return how much must speak for a single word of Arabic script that no list holds."""
    places = bearers.places
    if all(place.kind in _SMALL for place in places) or _lacks_article(name, bearers):
        return DIRECTION
    if all(p.country != "IQ" and p.kind != "country" and (p.population or 0) < SMALL_ABROAD for p in places):
        return DIRECTION if len(name) <= SHORT else PREPOSITION
    is_nisba = name.startswith("ال") and name.endswith("ي")
    return PREPOSITION if is_nisba else 0


def _guard_of_foreign(name: str, bearers: Bearers) -> int:
    """Return how much must speak for villages that only a foreign gazetteer has: their names are many words."""
    if not all(place.is_foreign and place.country == "IQ" and place.kind in _SMALL for place in bearers.places):
        return 0
    return DIRECTION if " " in name else KIND


def _guard_away(bearers: Bearers) -> int:
    """Return how much must speak for a place in Iraq where the text names no governorate or city of Iraq."""
    first = bearers.places[0]
    if bearers.country != "IQ" or first.kind in ("country", "governorate") or is_part_of_country(first):
        return 0
    return PREPOSITION if first.kind == "city" else DIRECTION


def _ends_otherwise(text: str, bearers: Bearers) -> bool:
    """Return whether a name on ة stands with ه: حديثه is "his talk"."""
    return text.endswith("ه") and not any(owner.name.text.endswith(("ه", "ە")) for owner in bearers.owners)


def _lacks_article(name: str, bearers: Bearers) -> bool:
    """Return whether the place is called with the article, but stands here without: شمال is not الشمال."""
    if name.startswith("ال"):
        return False
    return all(any(form(other.text) == f"ال{name}" for other in owner.place.names) for owner in bearers.owners)
