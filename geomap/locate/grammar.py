"""Reading a place phrase: from its tokens to the names and expressions in it.

A phrase is read from left to right; at each token the rules of `_RULES` are tried in order, and the first that fits
takes its tokens. What no rule takes is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.gazetteer import Gazetteer
from geomap.locate.coordinates import position_in
from geomap.locate.directions import read_directions
from geomap.locate.distances import read_distance
from geomap.locate.expressions import Direction, Distance, Expression, Named, Reading
from geomap.locate.naming import Naming
from geomap.locate.tokens import Token, readable, tokens
from geomap.records import Mention

__all__ = ["parse"]

_GLUE = frozenset({"of", "inside", "away", "filler", "approximate"})
_OPEN = frozenset("(['\"-/")
_BREAK = frozenset(",،;؛()[]-/:")
_LOOSE = frozenset({"away", "approximate", "at_least", "at_most", "filler"})
_POINTING = {"near": "near", "outskirts": "outskirts", "centre": "centre", "border": "border", "along": "along"}


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
    return _Reader(clean, tokens(clean, mentions, gazetteer), Naming(clean, gazetteer)).read()


class _Reader:
    """The state of reading one phrase."""

    def __init__(self, text: str, row: Sequence[Token], naming: Naming) -> None:
        self.text = text
        self.row = row
        self.naming = naming
        self.names: list[Named] = []
        self.expressions: list[Expression] = []
        self.last: Named | None = None
        self.last_end = 0
        self.last_is_anchor = False

    def read(self) -> Reading:
        position = position_in(self.text)
        if position:
            point = (position.lon, position.lat, position.km)
            said = self.text[position.start : position.end]
            self.expressions.append(Expression("coordinates", (), said, position.start, position.end, position=point))
            self.row = [token for token in self.row if not position.start <= token.start < position.end]
        at = 0
        while at < len(self.row):
            at = next((end for rule in _RULES if (end := rule(self, at)) is not None), at + 1)
        if not self.names and not self.expressions:
            self.names += self.naming.bare(self.row)
        return Reading(self.text, tuple(self.names), tuple(self.expressions))

    # What the rules are made of

    def role(self, at: int) -> str:
        return self.row[at].role if at < len(self.row) else ""

    def skip(self, at: int, roles: frozenset[str], marks: frozenset[str] = frozenset()) -> int:
        while at < len(self.row) and (self.row[at].role in roles or self.row[at].text in marks):
            at += 1
        return at

    def anchor(self, at: int, *, strict: bool = False) -> tuple[Named, int] | None:
        """Return the name that an expression counts from, and where it ends."""
        kind = ""
        while self.role(at) in ("kind", "of", "filler", "away", "centre", "inside") or self.is_open(at):
            if strict and self.role(at) == "inside":
                return None
            kind = self.row[at].value if self.role(at) == "kind" else kind
            at += 1
        return self.naming.at(self.row, at, kind, self.last)

    def is_open(self, at: int) -> bool:
        return self.role(at) == "mark" and self.row[at].text in _OPEN

    def say(self, expression: Expression, start: int, end: int) -> int:
        """Keep an expression that takes the tokens from `start` to `end`."""
        i, j = self.row[start].start, self.row[end - 1].end
        subject = self.subject(start)
        self.expressions.append(replace(expression, text=self.text[i:j], start=i, end=j, subject=subject))
        if expression.anchors:
            self.last, self.last_end, self.last_is_anchor = expression.anchors[-1], end, True
        return end

    def subject(self, start: int) -> Named | None:
        """Return the name that an expression beginning at token `start` follows directly."""
        if self.last is None:
            return None
        marks = frozenset("([-") if self.last_is_anchor else _BREAK
        return self.last if self.skip(self.last_end, _LOOSE | {"inside"}, marks) >= start else None

    def begin(self, at: int) -> int:
        """Return where an expression begins whose number stands at `at`: with "about" before it."""
        while at > 0 and self.role(at - 1) in (*_LOOSE, "inside"):
            at -= 1
        return at

    def name(self, named: Named, end: int) -> int:
        self.names.append(named)
        self.last, self.last_end, self.last_is_anchor = named, end, False
        return end


def _offset(reader: _Reader, at: int) -> int | None:
    """30 km southwest of X; 30 km from X; with the direction after the name too."""
    found = read_distance(reader.row, at, reader.text)
    if found is None:
        return None
    distance, j = found
    directions, k = read_directions(reader.row, reader.skip(j, _GLUE, frozenset("(,")))
    if directions:
        return _with_direction(reader, at, distance, directions, k)
    k = reader.skip(j, _GLUE)
    anchor = reader.anchor(k) if k > j or reader.role(k) in ("name", "kind") else None
    if anchor is None:
        return _attach(reader, at, j, distance)
    named, end = anchor
    late, after = read_directions(reader.row, reader.skip(end, _GLUE, frozenset(",")))
    if late and reader.anchor(after, strict=True) is None:
        return reader.say(Expression("offset", (named,), "", 0, 0, distance, late), reader.begin(at), after)
    return reader.say(Expression("distance", (named,), "", 0, 0, distance), reader.begin(at), end)


def _with_direction(
    reader: _Reader, at: int, distance: Distance, directions: tuple[Direction, ...], end: int
) -> int | None:
    anchor = reader.anchor(reader.skip(end, _GLUE))
    if anchor is None:
        if reader.last is None:
            return None
        return reader.say(Expression("offset", (reader.last,), "", 0, 0, distance, directions), reader.begin(at), end)
    named, after = anchor
    return reader.say(Expression("offset", (named,), "", 0, 0, distance, directions), reader.begin(at), after)


def _attach(reader: _Reader, at: int, end: int, distance: Distance) -> int | None:
    """A distance with no name after it belongs to the direction before it: "south of Kirkuk, by 30 km"."""
    last = reader.expressions[-1] if reader.expressions else None
    if last is None or last.distance is not None or reader.last_end < reader.begin(at) - 1:
        return None
    kind = {"direction": "offset", "side": "offset", "away": "distance"}.get(last.kind)
    if kind is None:
        return None
    text = reader.text[last.start : reader.row[end - 1].end]
    reader.expressions[-1] = replace(last, kind=kind, distance=distance, text=text, end=reader.row[end - 1].end)
    reader.last_end = end
    return end


def _away(reader: _Reader, at: int) -> int | None:
    """Its distance from X is 30 km: the name before the figure."""
    start = at + 1 if reader.role(at) == "away" else at
    if reader.role(start) != "of" or (reader.last is None and start == at):
        return None
    anchor = reader.anchor(start + 1)
    if anchor is None:
        return None
    named, end = anchor
    number = reader.skip(end, _LOOSE | {"inside"})
    found = read_distance(reader.row, number, reader.text)
    if found is None or read_directions(reader.row, reader.skip(found[1], _GLUE))[0]:
        return None
    return reader.say(Expression("distance", (named,), "", 0, 0, found[0]), at, found[1])


def _direction(reader: _Reader, at: int) -> int | None:
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
    rim = "outskirts" if reader.role(k) == "outskirts" else ""
    parted = sided or adjective or reader.role(k) in ("side", "outskirts")
    k = reader.skip(k, frozenset({"side", "outskirts"}) | _GLUE)
    anchor = reader.anchor(k)
    if anchor is None:
        return _side_of_last(reader, at, j, directions) if sided else None
    named, end = anchor
    english_part = reader.row[at].text.isascii() and k == j
    kind = rim or ("side" if parted or english_part else "direction")
    kind = "centre" if directions[0].code == "C" else kind
    kept = () if kind == "centre" else directions
    return reader.say(Expression(kind, (named,), "", 0, 0, None, kept), at, end)


def _side_of_last(reader: _Reader, at: int, end: int, directions: tuple[Direction, ...]) -> int | None:
    if reader.last is None:
        return None
    return reader.say(Expression("side", (reader.last,), "", 0, 0, None, directions), at, end)


def _pointing(reader: _Reader, at: int) -> int | None:
    """Near X, on the outskirts of X, in the centre of X, along X, on the border of X."""
    kind = _POINTING.get(reader.role(at))
    if kind is None:
        return None
    j = reader.skip(at + 1, _GLUE | {"near", "outskirts", "side"})
    directions, k = read_directions(reader.row, j)
    anchor = reader.anchor(k)
    if anchor is None:
        return None
    named, end = anchor
    if kind == "near" and directions:
        kind = "direction"
    if kind in ("along", "border"):
        second = reader.anchor(end + 1, strict=True) if reader.role(end) == "and" else None
        if second is not None:
            both = (named, second[0])
            return reader.say(Expression("border" if kind == "border" else "between", both, "", 0, 0), at, second[1])
    return reader.say(Expression(kind, (named,), "", 0, 0, None, directions), at, end)


def _between(reader: _Reader, at: int) -> int | None:
    """Between A and B; on the road from A to B; the A–B road."""
    if reader.role(at) not in ("between", "from_to"):
        return _road_of_two(reader, at)
    first = reader.anchor(at + 1)
    if first is None:
        return None
    j = reader.skip(first[1], frozenset({"and", "of", "filler"}), frozenset("-,،"))
    second = reader.anchor(j) if j > first[1] else None
    if second is None:
        return None
    return reader.say(Expression("between", (first[0], second[0]), "", 0, 0), at, second[1])


def _road_of_two(reader: _Reader, at: int) -> int | None:
    """The Kirkuk-Tikrit road; طريق كركوك - تكريت."""
    start = at
    road = _is_road(reader, at)
    at += road
    if reader.role(at) != "name":
        return None
    j = reader.skip(at + 1, frozenset(), frozenset("-/"))
    if reader.role(j) not in ("name", "word") or not _is_dashed(reader, at, j):
        return None
    first, second = reader.naming.at(reader.row, at, "", None), reader.anchor(j)
    if first is None or second is None or not second[0].ids:
        return None
    if not (road or _is_road(reader, second[1]) or _is_road(reader, second[1] - 1)):
        return None
    return reader.say(Expression("between", (first[0], second[0]), "", 0, 0), start, second[1])


def _is_road(reader: _Reader, at: int) -> bool:
    return reader.role(at) == "kind" and reader.row[at].value == "road"


def _is_dashed(reader: _Reader, at: int, end: int) -> bool:
    """Return whether nothing but a dash or slash stands between two tokens."""
    return reader.text[reader.row[at].end : reader.row[end].start].strip() in ("-", "–", "—", "/")


def _unnamed(reader: _Reader, at: int) -> int | None:
    """A village of X: the thing has no name, X has."""
    kind = reader.row[at].value if reader.role(at) in ("unnamed", "kind") else ""
    if not kind:
        return None
    j = reader.skip(at + 1, _GLUE)
    if reader.role(at) == "kind":
        needed = reader.role(at + 1) in ("inside", "away") or (
            reader.role(at + 1) == "of" and not _is_ascii(reader, at)
        )
        if not needed or kind in ("governorate", "district", "subdistrict"):
            return None
    anchor = reader.anchor(j)
    if anchor is None or not (anchor[0].ids or reader.role(j) == "kind"):
        return None
    return reader.name(replace(anchor[0], indefinite=kind), anchor[1])


def _is_ascii(reader: _Reader, at: int) -> bool:
    return reader.row[at].text.isascii()


def _named(reader: _Reader, at: int) -> int | None:
    """A name, with the word for its kind; a name that the gazetteer lacks counts where such a word stands before it."""
    if reader.role(at) not in ("name", "kind"):
        return None
    anchor = reader.anchor(at)
    return reader.name(*anchor) if anchor else None


def _unmarked(reader: _Reader, at: int) -> int | None:
    """A name that running text would leave open ("al-Rashad" is "reason" too): at the head of a phrase it is one."""
    if reader.role(at) != "word" or (at and reader.role(at - 1) not in ("mark", "inside", "and")):
        return None
    found = reader.naming.unmarked(reader.row, at)
    return reader.name(*found) if found else None


_RULES: tuple[Callable[[_Reader, int], int | None], ...] = (
    _between,
    _offset,
    _away,
    _direction,
    _pointing,
    _unnamed,
    _named,
    _unmarked,
)
