"""The state of reading one place phrase, and what the rules of the grammar are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from geomap.locate.expressions import Direction, Distance, Expression, Named, Reading
from geomap.locate.naming import Naming
from geomap.locate.tokens import Token

__all__ = ["GLUE", "LONGEST_LIST", "LOOSE", "Reader", "Rule"]

GLUE = frozenset({"of", "inside", "away", "filler", "approximate"})
"""What may stand between the parts of an expression."""
LOOSE = frozenset({"away", "approximate", "at_least", "at_most", "filler", "onward"})
"""What may stand before an expression and belongs to it, or to nothing."""
_LEADING = frozenset({"kind", "of", "filler", "away", "centre", "inside"})
_MOST_LEADING = 12
"""Words before a name that are passed over, at most: more is no phrase, and reading stays linear."""
LONGEST_LIST = 12
"""Names of one list, at most, for the same reason."""
_OPEN = frozenset("(['\"-/")
_BREAK = frozenset(",،;؛()[]-/:")
_OF_THE_SITE = ("near", "border", "along", "foot", "junction", "mark")
"""Kinds that, behind the place that other words count from, tell about the site: "north of Sinjar near the border"."""
_CLASSES = frozenset({"village", "town", "city", "quarter", "subdistrict", "district", "governorate", "area"})
"""Kinds of which an apposition may first say that the name is one: "Daquq, a town 40 km south of Kirkuk"."""


class Reader:
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
        self.has_lists = any(token.many for token in row)

    def read(self, rules: Mapping[str, Sequence[Rule]]) -> Reading:
        """Return what the tokens say by `rules` (role of a token → those tried at it); the first that fits takes it."""
        at = 0
        while at < len(self.row):
            end = None
            for rule in rules.get(self.row[at].role, ()):
                end = rule(self, at)
                if end is not None:
                    break
            at = at + 1 if end is None else end
        if not self.names and not self.expressions:
            self.names += self.naming.bare(self.row)
        return Reading(self.text, tuple(self.names), tuple(self.expressions))

    def role(self, at: int) -> str:
        """Return the role of the token `at`, empty beyond the last."""
        return self.row[at].role if at < len(self.row) else ""

    def skip(self, at: int, roles: frozenset[str], marks: frozenset[str] = frozenset()) -> int:
        """Return the first token from `at` on that has none of `roles` and is none of `marks`."""
        while at < len(self.row) and (self.row[at].role in roles or self.row[at].text in marks):
            at += 1
        return at

    def anchor(self, at: int, *, strict: bool = False, kind: str = "") -> tuple[Named, int] | None:
        """Return the name that an expression counts from, and where it ends.

        It is asked for as the kind that a word before it says, else as `kind`; a `strict` one has no "in" before it.
        """
        last = at + _MOST_LEADING
        while at < last and (self.role(at) in _LEADING or self.is_open(at) or self._is_epithet(at)):
            if strict and self.role(at) == "inside":
                return None
            kind = self.row[at].value if self.role(at) == "kind" else kind
            at += 1
        return self.naming.at(self.row, at, kind, self.last)

    def anchors(
        self, at: int, marks: frozenset[str] = frozenset(",،"), kind: str = ""
    ) -> tuple[tuple[Named, ...], int] | None:
        """Return the names of a list ("A, B and C") and where it ends, or None where no name stands at `at`.

        A plural before them ("the towns of") is the kind of each. After a comma a name counts only where "and" and
        another follow: what else stands behind commas is where the last one lies. `marks` are what joins, beside "and".
        A name that the gazetteer lacks counts where the list says a kind, or `kind` is given.
        """
        kind = self._kind_of_all(at) or kind
        found = self.anchor(at)
        if found is None:
            return None
        names, ends, by_and = [found[0]], [found[1]], [True]
        while len(names) < LONGEST_LIST and (j := self.skip(ends[-1], frozenset({"and"}), marks)) <= ends[-1] + 2:
            dashed = "-" in marks and self.is_dashed(ends[-1])
            if j == ends[-1] and not dashed:
                glued = self.naming.after_and(self.row, j, kind) if kind and len(names) == 1 else None
                if glued is not None:
                    names.append(glued)
                    ends.append(j + 1)
                    by_and.append(True)
                break
            further = self.anchor(j, strict=True, kind=kind)
            if further is None or not (further[0].ids or kind):
                break
            names.append(further[0])
            ends.append(further[1])
            by_and.append(dashed or self.role(j - 1) == "and")
        while not by_and[-1]:
            del names[-1], ends[-1], by_and[-1]
        end = ends[-1]
        closing = self.row[end] if end < len(self.row) and self.row[end].many and self.row[end].text.isascii() else None
        if closing is None:
            return tuple(names), end
        return tuple(replace(name, kind=name.kind or closing.value) for name in names), end + 1

    def _is_epithet(self, at: int) -> bool:
        """Return whether an adjective says nothing about where: "the northern city of Kirkuk"."""
        after = self.skip(at + 1, frozenset({"filler"})) if self.role(at) == "adjective" else at
        return after > at and self.role(after) == "kind" and self.row[at].text.isascii()

    def _kind_of_all(self, at: int) -> str:
        last = at + _MOST_LEADING
        while at < last and (self.role(at) in _LEADING or self.is_open(at)):
            if self.row[at].many:
                return self.row[at].value
            at += 1
        return ""

    def is_dashed(self, at: int) -> bool:
        """Return whether a dash or slash stands before the token `at`, or in its place."""
        if not 0 < at < len(self.row):
            return False
        here = self.row[at]
        between = self.text[self.row[at - 1].end : here.start].strip()
        return (between or here.text) in ("-", "–", "—", "/")

    def is_open(self, at: int) -> bool:
        """Return whether a mark stands at `at` after which a name may still follow."""
        return self.role(at) == "mark" and self.row[at].text in _OPEN

    def say(
        self,
        kind: str,
        anchors: tuple[Named, ...],
        start: int,
        end: int,
        distance: Distance | None = None,
        directions: tuple[Direction, ...] = (),
    ) -> int:
        """Keep an expression that takes the tokens from `start` to `end`."""
        i, j = self.row[start].start, self.row[end - 1].end
        subject = self.subject(start)
        if subject in anchors or (self.last_is_anchor and kind in _OF_THE_SITE):
            subject = None
        self.expressions.append(Expression(kind, anchors, self.text[i:j], i, j, distance, directions, subject=subject))
        if anchors:
            self.last, self.last_end, self.last_is_anchor = anchors[-1], end, True
        return end

    def subject(self, start: int) -> Named | None:
        """Return the name that an expression beginning at token `start` follows directly."""
        if self.last is None or (self.last_is_anchor and not self._may_chain()):
            return None
        if self.last_is_anchor and self.skip(self.last_end, LOOSE | {"and", "inside"}, frozenset(",،")) >= start:
            comma = any(token.text in (",", "،") for token in self.row[self.last_end : start])
            if comma:  # "Jalawla (70 km from Baquba, 125 km from Baghdad)"
                return self.expressions[-1].subject
        marks = frozenset("([-") if self.last_is_anchor else _BREAK
        at = self.skip(self.last_end, LOOSE | {"inside"}, marks)
        if self.role(at) == "of" and self.role(at - 1) == "away":  # "التي تقع إلى الشمال من"
            at = self.skip(at, LOOSE | {"inside", "of"})
        if at < start and at > self.last_end and self._is_class(at):
            at = self.skip(at + 1, LOOSE | {"inside"})
        return self.last if at >= start else None

    def _may_chain(self) -> bool:
        """Return whether what follows an anchor may be about it: "northwest of Fallujah, west of Baghdad"."""
        before = self.expressions[-1]
        return len(before.anchors) == 1 and before.kind != "border"

    def _is_class(self, at: int) -> bool:
        """Return whether a word says what the name before it is: "a town", "قرية"."""
        return self.role(at) in ("unnamed", "kind") and self.row[at].value in _CLASSES

    def begin(self, at: int) -> int:
        """Return where an expression begins whose number stands at `at`: with "about" before it."""
        while at > 0 and self.role(at - 1) in (*LOOSE, "inside"):
            at -= 1
        return at

    def unname(self, named: Named) -> None:
        """Take back a name that turned out to be what an expression counts from."""
        if self.names and self.names[-1] == named:
            self.names.pop()

    def name(self, named: Named, end: int) -> int:
        """Keep a name that is no anchor and ends before token `end`."""
        self.names.append(named)
        self.last, self.last_end, self.last_is_anchor = named, end, False
        return end


Rule = Callable[[Reader, int], int | None]
"""Takes the reader and a token; keeps what begins there and returns the token after it, or None."""
