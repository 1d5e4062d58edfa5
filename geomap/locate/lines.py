"""Rules of the grammar for what lies on lines or among places: roads and their marks, junctions, borders, triangles."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.gazetteer.keys import key
from geomap.language import fold_text
from geomap.locate.distances import number, read_distance
from geomap.locate.expressions import Distance, Named
from geomap.locate.reader import GLUE, LONGEST_LIST, LOOSE, Reader
from geomap.locate.words import words

__all__ = ["between", "border", "counted_along", "follows_road", "junction", "mark", "triangle"]

_ROADS = frozenset({"from_to", "between", "road_to", "name", "kind"})
_JOINT = frozenset("-/")
_ONTO = GLUE | LOOSE | {"along", "onward"}
"""What may stand between a distance and the road along which it is counted."""
_BEFORE_BORDER = frozenset({"near", "along", "of", "away"})
_TRIPLE = 3
_NUMBERED = re.compile(r"(\w*[^\W\d]) (\d+)")
"""Names that are marks themselves: "الكيلو 35", which the gazetteer knows near Ramadi alone."""


def between(reader: Reader, at: int) -> int | None:
    """Between A and B; on the road from A to B; the A–B road; of three places or more the triangle."""
    if reader.role(at) not in ("between", "from_to", "along"):
        return _said_road(reader, at, at)
    if reader.role(at) == "along":
        return _said_road(reader, at, reader.skip(at + 1, GLUE))
    found = reader.anchors(at + 1)
    if found is not None and len(found[0]) > 1:
        return reader.say("between" if len(found[0]) < _TRIPLE else "triangle", found[0], at, found[1])
    pair = _pair(reader, at + 1)
    return None if pair is None else reader.say("between", pair[0], at, pair[1])


def _pair(reader: Reader, at: int) -> tuple[tuple[Named, ...], int] | None:
    """Return two names joined by "and", "to", a dash or a comma, and where they end."""
    first = reader.anchor(at)
    if first is None:
        return None
    j = reader.skip(first[1], frozenset({"and", "of", "filler"}), frozenset("-,،"))
    j += j == first[1] and j < len(reader.row) and reader.row[j].text == "with"
    second = reader.anchor(j) if j > first[1] else None
    return None if second is None else ((first[0], second[0]), second[1])


def _said_road(reader: Reader, start: int, at: int) -> int | None:
    """The Kirkuk-Tikrit road; طريق كركوك - تكريت."""
    pair = _road_of_two(reader, at)
    return None if pair is None else reader.say("between", pair[0], start, pair[1])


def _road_of_two(reader: Reader, at: int, *, sure: bool = False) -> tuple[tuple[Named, ...], int] | None:
    """Return the two towns that a road is called by, and where they end; `sure` where no word "road" is needed."""
    road = _is_road(reader, at)
    at += road
    if reader.role(at) != "name":
        return None
    j = reader.skip(at + 1, frozenset(), _JOINT)
    if reader.role(j) not in ("name", "word") or not reader.is_dashed(at + 1):
        return None
    first, second = reader.naming.at(reader.row, at, "", None), reader.anchor(j)
    if first is None or second is None or not second[0].ids:
        return None
    after = _is_road(reader, second[1])
    if not (sure or road or after or _is_road(reader, second[1] - 1)):
        return None
    pair = replace(first[0], kind=""), replace(second[0], kind="")
    return pair, second[1] + (after and reader.row[second[1]].text.isascii())


def _is_road(reader: Reader, at: int) -> bool:
    return reader.role(at) == "kind" and reader.row[at].value == "road"


def mark(reader: Reader, at: int) -> int | None:
    """Near km 25 of the A–B road; a name that is a mark ("الكيلو 35") on a road: counted from A."""
    start = at + (reader.role(at) == "near")
    found = _figure_of_mark(reader, start)
    return None if found is None else counted_along(reader, reader.begin(at), *found)


def counted_along(reader: Reader, begin: int, distance: Distance, end: int) -> int | None:
    """Keep a distance that a road follows, along which it is counted: 25 km down the road from A to B."""
    at = reader.skip(end, _ONTO, frozenset(",،"))
    road = _road(reader, at) if reader.role(at) in _ROADS else None
    return None if road is None else reader.say("mark", road[0], begin, road[1], distance)


def _figure_of_mark(reader: Reader, at: int) -> tuple[Distance, int] | None:
    """Return the distance that stands at `at`, also as a name of which it is a part, and the token after it."""
    token = reader.row[at] if at < len(reader.row) else reader.row[-1]
    named = _NUMBERED.fullmatch(fold_text(token.text)) if token.role == "name" else None
    if named is None or words().match([named[1]], 0) is None:
        return read_distance(reader.row, at, reader.text)
    km = number(named[2])
    return (Distance(km, km, 1.0, token.text), at + 1) if km > 0 else None


def _road(reader: Reader, at: int) -> tuple[tuple[Named, ...], int] | None:
    """Return the ends of the road that is named at `at` (or the one town that it leads to), and where it ends."""
    if _is_road(reader, at) and reader.role(at + 1) in ("from_to", "between", "road_to"):
        at += 1
    role = reader.role(at)
    if role in ("from_to", "between"):
        return _pair(reader, at + 1)
    if role == "road_to":
        found = reader.anchor(at + 1)
        return None if found is None else ((found[0],), found[1])
    pair = _road_of_two(reader, at)
    if pair is not None:
        return pair
    if role not in ("name", "kind"):
        return None
    named, end = reader.anchor(at) or (None, at)
    if named is None or not (named.kind == "road" or (role == "kind" and reader.row[at].value == "road")):
        return None
    return reader.naming.ends_of(named) or (named,), end


def follows_road(reader: Reader, origin: Named, at: int) -> tuple[tuple[Named, ...], int] | None:
    """Return `origin` and where the road leads that a phrase names after it: "25 km from Kirkuk on the Tikrit road"."""
    road = _road(reader, reader.skip(at, frozenset({"onward", "away", "along"})))
    if road is None:
        return None
    others = tuple(name for name in road[0] if key(name.text) != key(origin.text))
    return ((origin, others[0]), road[1]) if others else None


def junction(reader: Reader, at: int) -> int | None:
    """The junction of the A–B and C roads; مفرق الرشاد; the Rashad junction."""
    word = reader.skip(at, frozenset({"near"}))
    if reader.role(word) == "kind" and reader.row[word].value == "junction":
        found = _meeting(reader, reader.skip(word + 1, GLUE | {"near", "between", "road_to"}))
        return None if found is None else reader.say("junction", found[0], at, found[1])
    if reader.role(at) != "name" or not reader.row[at].text.isascii():
        return None
    found = _meeting(reader, at)
    if found is None:
        return None
    last = reader.row[found[1] - 1]
    if last.role != "kind" or last.value != "junction" or _is_any_in(reader, found[0]):
        return None
    return reader.say("junction", found[0], at, found[1])


def _is_any_in(reader: Reader, names: tuple[Named, ...]) -> bool:
    """Return whether "a Baghdad intersection" is any in a city, not one called by it."""
    places = reader.naming.gazetteer.places
    return len(names) == 1 and any(places[id].kind == "city" for id in names[0].ids[:1] if id in places)


def _meeting(reader: Reader, at: int) -> tuple[tuple[Named, ...], int] | None:
    """Return the roads or towns that meet, and where the list of them ends."""
    names: list[Named] = []
    end = at
    while len(names) < LONGEST_LIST:
        start = reader.skip(end, frozenset({"and", "of", "away"}), frozenset(",،")) if names else at
        if names and (start == end or reader.role(start) not in ("name", "kind")):
            break
        pair = _road_of_two(reader, start, sure=True)
        found = pair or _single(reader, start)
        if found is None:
            break
        names += found[0]
        end = found[1]
    return (tuple(names), end) if names else None


def _single(reader: Reader, at: int) -> tuple[tuple[Named, ...], int] | None:
    found = reader.anchor(at, strict=True)
    if found is None:
        return None
    named, end = found
    after = reader.row[end] if end < len(reader.row) else None
    closed = after is not None and after.role == "kind" and after.value in ("road", "junction") and after.text.isascii()
    named = replace(named, kind="") if named.kind == "junction" else named
    return (named,), end + closed


def triangle(reader: Reader, at: int) -> int | None:
    """The triangle between A, B and C; مثلث أ - ب - ج; the A–B–C triangle."""
    if reader.role(at) == "triangle":
        start = reader.skip(at + 1, GLUE | {"between"})
        found = reader.anchors(start, frozenset(",،-/"))
        return reader.say("triangle", found[0], at, found[1]) if found and len(found[0]) >= _TRIPLE else None
    if reader.role(at) != "name" or not reader.is_dashed(at + 1):
        return None
    found = reader.anchors(at, _JOINT)
    if found is None or len(found[0]) < _TRIPLE or reader.role(found[1]) != "triangle":
        return None
    return reader.say("triangle", found[0], at, found[1] + 1)


def border(reader: Reader, at: int) -> int | None:
    """The border between A and B; the Iraqi-Syrian border; الحدود العراقية السورية."""
    start = reader.skip(at, _BEFORE_BORDER) if reader.role(at) in ("near", "along") else at
    role = reader.role(start)
    if role == "border":
        found = reader.anchors(reader.skip(start + 1, GLUE))
        if found is None or len(found[0]) < 2:
            found = _nations(reader, start + 1)
        return None if found is None or len(found[0]) < 2 else reader.say("border", found[0][:2], at, found[1])
    if role == "limit":
        found = _nations(reader, start + 1)
        return None if found is None else reader.say("border", found[0], at, found[1])
    found = _nations(reader, start) if role in ("word", "filler", "name") and reader.row[start].text.isascii() else None
    if found is None or reader.role(found[1]) != "limit":
        return None
    return reader.say("border", found[0], at, found[1] + 1)


def _nations(reader: Reader, at: int) -> tuple[tuple[Named, ...], int] | None:
    """Return one or two countries or units side by side, said by adjectives or names, and where they end."""
    first = _nation(reader, at)
    if first is None:
        return None
    second = _nation(reader, reader.skip(first[1], frozenset({"and"}), _JOINT))
    return ((first[0],), first[1]) if second is None else ((first[0], second[0]), second[1])


def _nation(reader: Reader, at: int) -> tuple[Named, int] | None:
    if at >= len(reader.row):
        return None
    token = reader.row[at]
    country = words().nations.get(fold_text(token.text)) if token.role in ("word", "filler", "name") else None
    if country is not None:
        ids = reader.naming.ids_of(country, "country")
        return Named(token.text, token.start, token.end, ids, "country", called=country), at + 1
    return (Named(token.text, token.start, token.end, token.ids, token.value), at + 1) if token.role == "name" else None
