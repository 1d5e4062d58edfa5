"""Reading a place phrase: from its tokens to the names and expressions in it.

A phrase is read from left to right; at each token the rules of `_RULES` are tried in order, and the first that fits
takes its tokens. What no rule takes is passed over. The rules of roads, borders and lists of places are in
`geomap.locate.lines`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geomap.gazetteer import Gazetteer
from geomap.locate.coordinates import LEAST_KM, code_near, position_in, radius_of
from geomap.locate.directions import read_directions
from geomap.locate.distances import read_distance
from geomap.locate.expressions import Direction, Distance, Expression, Named, Reading, code_of
from geomap.locate.lines import between, border, counted_along, follows_road, junction, mark, triangle
from geomap.locate.naming import Naming
from geomap.locate.pluscodes import recovered
from geomap.locate.reader import GLUE, LOOSE, Reader, Rule
from geomap.locate.tokens import readable, tokens
from geomap.locate.words import UNITS
from geomap.records import Mention

__all__ = ["parse"]

_POINTING = {role: role for role in ("near", "outskirts", "centre", "border", "along", "bank", "foot")} | {
    "road_to": "along"
}
_RIMS = ("outskirts", "foot", "bank")
_SIDES = frozenset({"side", *_RIMS})
_BEFORE_WHOLE = _SIDES | GLUE | {"unnamed"}
_TO_FIGURE = LOOSE | {"inside", "near"}
_BREAKS = frozenset(",،;(-/")
_AFTER_DISTANCE = frozenset("(),،-/")
_BEFORE_DISTANCE = frozenset(",،(-")


def parse(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Reading:
    """Return what a place phrase says.

    Parameters
    ----------
    text : str
        The phrase as written, in Arabic, Sorani or English.
    mentions : sequence of Mention
        The gazetteer's names in it, with offsets into `text`.
    gazetteer : Gazetteer
        For names in places where a name must stand and that `mentions` lacks.

    Returns
    -------
    Reading
        Offsets point into `text`. A phrase without any place gives an empty one.
    """
    clean = readable(text)
    row = tokens(clean, mentions, gazetteer)
    position, short = position_in(clean), code_near(clean)
    start, end = (position.start, position.end) if position else short[1:] if short else (0, 0)
    row = tuple(token for token in row if not start <= token.start < end) if end else row
    reader = Reader(clean, row, Naming(clean, gazetteer))
    if position is not None:
        point = (position.lon, position.lat, position.km)
        reader.expressions.append(Expression("coordinates", (), clean[start:end], start, end, position=point))
    reading = reader.read(_BY_ROLE)
    return _with_code(reading, short, gazetteer) if short and position is None else reading


def _with_code(reading: Reading, code: tuple[str, int, int], gazetteer: Gazetteer) -> Reading:
    """Add the position that a short Plus Code has beside the town named with it: "75RR+5Q Kirkuk"."""
    written, start, end = code
    named = [*reading.names, *(anchor for e in reading.expressions for anchor in e.anchors)]
    known = [name for name in named if name.ids and name.ids[0] in gazetteer.places]
    if not known:
        return reading
    town = gazetteer.places[min(known, key=lambda name: abs(name.start - end)).ids[0]]
    lon, lat, height = recovered(written, town.lon, town.lat)
    point = (round(lon, 6), round(lat, 6), max(LEAST_KM, radius_of(lat, height / 2)))
    found = Expression("coordinates", (), reading.text[start:end], start, end, position=point)
    return replace(reading, expressions=(found, *reading.expressions))


def _offset(reader: Reader, at: int) -> int | None:
    """30 km southwest of X; 30 km from X; with the direction after the name too, or before the figure."""
    early, start = _early_directions(reader, at)
    found = read_distance(reader.row, start, reader.text)
    if found is None:
        return None
    distance, j = found
    begin = at if early else reader.begin(at)
    along = None if early else counted_along(reader, begin, distance, j)
    if along is not None:
        return along
    directions, k = read_directions(reader.row, reader.skip(j, GLUE, _AFTER_DISTANCE))
    if directions and not early:
        return _with_direction(reader, begin, distance, directions, k)
    k = reader.skip(j, GLUE | {"near", "outskirts"})  # "18 km outside Mosul"
    anchor = reader.anchor(k) if k > j or reader.role(k) in ("name", "kind") else None
    if anchor is None:
        return None if early else _attach(reader, at, j, distance)
    named, end = anchor
    if distance.wide and not (named.ids and "inside" not in {token.role for token in reader.row[j:end]}):
        return None  # an hour after the attack, in Kirkuk
    road = None if early else follows_road(reader, named, end)
    if road is not None:
        return reader.say("mark", road[0], begin, road[1], distance)
    late, after = _late_directions(reader, end)
    directions = early or late
    return reader.say("offset" if directions else "distance", (named,), begin, after, distance, directions)


def _early_directions(reader: Reader, at: int) -> tuple[tuple[Direction, ...], int]:
    """Return directions before a distance: "south of, and 30 km from, Kirkuk"; none, and `at`, where none stand."""
    directions, j = read_directions(reader.row, at)
    k = reader.skip(j, GLUE | LOOSE | {"and"}, _BEFORE_DISTANCE)
    return (directions, k) if directions and k > j else ((), at)


def _late_directions(reader: Reader, end: int) -> tuple[tuple[Direction, ...], int]:
    """Return directions after a name that are about it: "30 km from Kirkuk, to its southwest"."""
    late, after = read_directions(reader.row, reader.skip(end, GLUE, frozenset(",،")))
    return (late, after) if late and reader.anchor(after, strict=True) is None else ((), end)


def _with_direction(
    reader: Reader, begin: int, distance: Distance, directions: tuple[Direction, ...], end: int
) -> int | None:
    legs = _second_leg(reader, distance, directions[0], end)
    if legs is not None:
        distance, directions, end = legs
    anchor = reader.anchor(reader.skip(end, GLUE, frozenset("-")))
    if anchor is not None:
        road = follows_road(reader, *anchor)
        if road is not None:
            return reader.say("mark", road[0], begin, road[1], distance, directions)
        return reader.say("offset", (anchor[0],), begin, anchor[1], distance, directions)
    if reader.last is None:
        return None
    if reader.subject(begin) == reader.last:
        reader.unname(reader.last)
    return reader.say("offset", (reader.last,), begin, end, distance, directions)


def _second_leg(
    reader: Reader, first: Distance, towards: Direction, at: int
) -> tuple[Distance, tuple[Direction, ...], int] | None:
    """Return the offset that two legs are together: "20 km south and 5 km east of X"; None where no second follows.

    Legs are added as in Wieczorek et al. (2004), "Distance along orthogonal directions"; the direction is the nearest
    of the sixteen.
    """
    if reader.role(at) != "and":
        return None
    found = read_distance(reader.row, at + 1, reader.text)
    directions, end = read_directions(reader.row, reader.skip(found[1], GLUE)) if found else ((), at)
    if found is None or not directions:
        return None
    bearings = [math.radians(direction.bearing) for direction in (towards, directions[0])]
    legs = [first.km, found[0].km]
    east = sum(km * math.sin(bearing) for km, bearing in zip(legs, bearings, strict=True))
    north = sum(km * math.cos(bearing) for km, bearing in zip(legs, bearings, strict=True))
    km = round(math.hypot(east, north), 3)
    if km < min(first.step, found[0].step):
        return None
    code = code_of(math.degrees(math.atan2(east, north)) % 360)
    both = replace(first, low=km, high=km, step=max(first.step, found[0].step), said=f"{first.said}, {found[0].said}")
    return both, (Direction(code),), end


def _attach(reader: Reader, at: int, end: int, distance: Distance) -> int | None:
    """A distance with no name after it belongs to the direction before it ("south of Kirkuk, by 30 km").

    "Km 25" belongs to the road before it.
    """
    last = reader.expressions[-1] if reader.expressions else None
    if last is None or last.distance is not None or reader.skip(reader.last_end, _TO_FIGURE, _BREAKS) < at:
        return None
    kind = {"direction": "offset", "side": "offset", "between": "mark"}.get(last.kind)
    if kind is None or (kind == "mark" and reader.role(at) != "unit"):
        return None
    text = reader.text[last.start : reader.row[end - 1].end]
    reader.expressions[-1] = replace(last, kind=kind, distance=distance, text=text, end=reader.row[end - 1].end)
    reader.last_end = end
    return end


def _away(reader: Reader, at: int) -> int | None:
    """Its distance from X is 30 km: the name before the figure."""
    start = at + 1 if reader.role(at) == "away" else at
    if reader.role(start) != "of" or (reader.last is None and start == at):
        return None
    anchor = reader.anchor(start + 1)
    if anchor is None:
        return None
    named, end = anchor
    number = reader.skip(end, LOOSE | {"inside"})
    found = read_distance(reader.row, number, reader.text)
    if found is None:
        return None
    directions, after = read_directions(reader.row, reader.skip(found[1], GLUE))
    if not directions:
        return reader.say("distance", (named,), at, found[1], found[0])
    return reader.say("offset", (named,), at, after, found[0], directions) if reader.anchor(after) is None else None


def _direction(reader: Reader, at: int) -> int | None:
    """South of X; southern X; the southern side of X; and "the northern city of X", which says nothing about X."""
    adjective = reader.role(at) == "adjective"
    sided = reader.role(at) == "side"
    directions, j = read_directions(reader.row, at + sided)
    if not directions or (sided and j == at + 1):
        return None
    k = reader.skip(j, frozenset({"filler"}))
    if adjective and reader.row[at].text.isascii() and reader.role(k) == "kind":
        return k
    if adjective and not reader.row[at].text.isascii() and not sided:
        return j
    rim = reader.role(k) if reader.role(k) in _RIMS else ""
    parted = sided or adjective or reader.role(k) in _SIDES
    k = reader.skip(k, _BEFORE_WHOLE if adjective else _SIDES | GLUE)
    anchor = reader.anchor(k)
    if anchor is None:
        return _side_of_last(reader, at, j, directions) if sided else None
    named, end = anchor
    english_part = reader.row[at].text.isascii() and k == j
    kind = rim or ("side" if parted or english_part else "direction")
    kind = "centre" if directions[0].code == "C" else "side" if kind == "bank" else kind
    return reader.say(kind, (named,), at, end, None, () if kind == "centre" else directions)


def _side_of_last(reader: Reader, at: int, end: int, directions: tuple[Direction, ...]) -> int | None:
    return None if reader.last is None else reader.say("side", (reader.last,), at, end, None, directions)


def _pointing(reader: Reader, at: int) -> int | None:
    """Near X, on the outskirts of X, in the centre of X, along X, on the border of X, at the foot of X."""
    kind = _POINTING.get(reader.role(at))
    if kind is None:
        return None
    kind = reader.role(at + 1) if kind == "near" and reader.role(at + 1) in _RIMS else kind
    directions: tuple[Direction, ...] = ()
    if reader.row[at].value:  # the right bank
        directions = (Direction(reader.row[at].value),)
    j = reader.skip(at + 1, GLUE | {"near", *_SIDES})
    more, k = read_directions(reader.row, j)
    anchor = reader.anchor(k)
    if anchor is None:
        return None
    named, end = anchor
    after, late_end = _definite_directions(reader, end) if kind in _RIMS else ((), end)
    directions = directions or more or after
    if kind == "near" and directions:
        kind = "direction"
    if kind == "bank":
        kind = "side" if directions else "along"
    return reader.say(kind, (named,), at, late_end, None, directions)


def _definite_directions(reader: Reader, end: int) -> tuple[tuple[Direction, ...], int]:
    """Return the direction of an Arabic adjective behind the name: "مدخل كركوك الجنوبي"."""
    if end >= len(reader.row) or not reader.row[end].text.startswith("ال"):
        return (), end
    late, after = read_directions(reader.row, end)
    return (late, after) if late and reader.anchor(after, strict=True) is None else ((), end)


def _possessed(reader: Reader, at: int) -> int | None:
    """Kirkuk's southern outskirts; the Hamrin foothills: the name before what is said of it."""
    if reader.role(at) != "name" or not reader.row[at].text.isascii():
        return None
    named, end = reader.naming.at(reader.row, at, "", None) or (None, at)
    j = end
    if reader.row[j - 1].end + 2 < len(reader.text) and reader.role(j) == "mark" and reader.row[j].text == "'":
        j = j + 2 if j + 1 < len(reader.row) and reader.row[j + 1].text == "s" else j + 1
    directions, k = read_directions(reader.row, j)
    role = reader.role(k)
    if named is None or role not in _SIDES or (role == "side" and not directions):
        return None
    if reader.row[k].text.split()[-1] in ("of", "to", "between") or reader.role(k + 1) == "of":
        return None
    kind = "side" if role in ("side", "bank") and directions else "along" if role == "bank" else role
    return reader.say(kind, (named,), at, k + 1, None, directions)


def _unnamed(reader: Reader, at: int) -> int | None:
    """A village of X: the thing has no name, X has; but "the villages of A and B" may name two."""
    kind = reader.row[at].value if reader.role(at) in ("unnamed", "kind") else ""
    if not kind:
        return None
    j = reader.skip(at + 1, GLUE)
    if reader.role(at) == "kind":
        needed = reader.role(at + 1) in ("inside", "away") or (
            reader.role(at + 1) == "of" and not reader.row[at].text.isascii()
        )
        if not needed or kind in ("governorate", "district", "subdistrict"):
            return None
    found = reader.anchors(j, kind=kind if reader.row[at].text.isascii() else "")
    if found is None:
        return None
    names, end = found
    if len(names) > 1 and any(_may_be(reader, name, kind) for name in names):
        return _list(reader, tuple(replace(name, kind=name.kind or kind) for name in names), end)
    if not (names[0].ids or reader.role(j) == "kind"):
        return None
    if len(names) > 1:
        return _list(reader, tuple(replace(name, indefinite=kind) for name in names), end)
    return reader.name(replace(names[0], indefinite=kind), end)


def _may_be(reader: Reader, name: Named, kind: str) -> bool:
    """Return whether a name may be that of a thing of a kind: no place is known by it, or one of this kind."""
    places = reader.naming.gazetteer.places
    return not name.ids or any(places[id].kind == kind for id in name.ids if id in places)


def _list(reader: Reader, names: tuple[Named, ...], end: int) -> int:
    for name in names:
        reader.name(name, end)
    return end


def _named(reader: Reader, at: int) -> int | None:
    """A name, with the word for its kind; a name that the gazetteer lacks counts where such a word stands before it."""
    if reader.role(at) not in ("name", "kind"):
        return None
    found = reader.anchors(at) if reader.has_lists else None
    if found is not None:
        closed = reader.row[found[1] - 1].many and (len(found[0]) > 1 or reader.role(at - 1) == "and")
        if closed or reader.row[at].many:
            return _list(reader, *found)
    anchor = reader.anchor(at)
    return reader.name(*anchor) if anchor else None


def _unmarked(reader: Reader, at: int) -> int | None:
    """A name that running text would leave open ("al-Rashad" is "reason" too): at the head of a phrase it is one."""
    if reader.role(at) != "word" or (at and reader.role(at - 1) not in ("mark", "inside", "and")):
        return None
    found = reader.naming.unmarked(reader.row, at)
    return reader.name(*found) if found else None


_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (mark, ("near", "name")),
    (junction, ("kind", "near", "name")),
    (border, ("border", "limit", "near", "along", "word", "filler", "name")),
    (_offset, ("number", "amount", "between", "direction", "adjective", *UNITS)),
    (triangle, ("triangle", "name")),
    (between, ("between", "from_to", "along", "name", "kind")),
    (_away, ("away", "of")),
    (_direction, ("direction", "adjective", "side")),
    (_pointing, tuple(_POINTING)),
    (_possessed, ("name",)),
    (_unnamed, ("unnamed", "kind")),
    (_named, ("name", "kind")),
    (_unmarked, ("word",)),
)
"""The rules in the order in which they are tried, each with the roles that a token may have with which it begins."""
_BY_ROLE = {
    role: tuple(rule for rule, its in _RULES if role in its) for role in {role for _, its in _RULES for role in its}
}
