"""A place phrase as a row of tokens: names, numbers, and words whose part in the phrase is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.gazetteer import Gazetteer
from geomap.language import Folded, NumberSpan, fold, fold_text, numbers
from geomap.locate.remembered import remembered
from geomap.locate.words import UNITS, Term, Words, split, words
from geomap.records import Mention

__all__ = ["BEFORE_ONE", "Token", "readable", "tokens"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase.

    Parameters
    ----------
    role : str
        ``name number word mark``, or a role of `geomap.locate.words`.
    text : str
        As written; all dashes as "-".
    start, end : int
        Offsets into the phrase.
    value : str
        What goes with the role: a compass code, a kind, kilometres in a unit, the number or range ("20-25").
    ids : tuple of str
        Of a name.
    called : str
        The name that a word stands for ("the capital").
    many : bool
        Whether a kind goes with every name of a list.
    """

    role: str
    text: str
    start: int
    end: int
    value: str = ""
    ids: tuple[str, ...] = ()
    called: str = ""
    many: bool = False


_SORANI = re.compile("[ەێۆڕڵ]")
_DIGIT = re.compile(r"\d")
_ARABIC = re.compile("[ء-ي]")
_PROCLITICS = {"و": "and", "ف": "and", "ب": "inside", "ل": "of"}
_ANCHORLESS = frozenset(UNITS)
_DOUBTFUL = frozenset({"direction", "amount", "unit", "few_unit", "time_unit"})
_BESIDE = frozenset({*UNITS, "direction", "away"})
_AMOUNTS = frozenset({"amount"})
_COUNTED = frozenset({"amount", "kind", "unnamed"})
"""Words of ours that begin with a number: "a few", "هەردوو شاری", "two villages"."""
BEFORE_ONE = frozenset({"away", "approximate", "at_least", "at_most", "inside"})
"""After these a unit without a number says one: "على بعد كيلومتر"."""


def readable(text: str) -> str:
    """Return `text` with what a broken encoding left (U+FFFD) as an apostrophe, so that offsets stay."""
    return text.replace("\ufffd", "'")


def tokens(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Token, ...]:
    """Return the tokens of a phrase.

    Parameters
    ----------
    text : str
        The phrase as written.
    mentions : sequence of Mention
        The names found in it, with offsets into `text`.
    gazetteer : Gazetteer
        For words that stand for a name ("the capital").
    """
    folded = fold(text)
    pieces = split(folded.text)
    plain = [piece[0] for piece in pieces]
    known = words()
    figures = {folded.at(span.start): span for span in _figures(text, plain, known)}
    by_start = {folded.at(mention.start): mention for mention in mentions if not _is_mere_word(mention, known)}
    row: list[Token] = []
    at = 0
    while at < len(pieces):
        mention = _mention_in(pieces[at], by_start)
        if mention is not None and not _is_no_name(mention, row, plain, at, known):
            at = _add_name(row, mention, pieces, at, folded)
            continue
        if pieces[at].start() in figures and not _is_role(plain, at, known, _COUNTED):
            at = _add_figure(row, figures[pieces[at].start()], pieces, at, folded)
            continue
        at = _add_word(row, pieces, plain, at, folded, known, gazetteer)
    return tuple(row)


_NEVER_NAMES = frozenset(
    {"direction", "adjective", "unit", "time_unit", "kind", "of", "inside", "and", "away", "approximate", "filler"}
    | {"few_unit", "amount", "drive", "onward", "limit", "road_to", "bank", "foot", "triangle"}
)


def _is_mere_word(mention: Mention, known: Words) -> bool:
    """Return whether what was taken for a name is one of our words: "West" is no town here, nor "AB" (air base)."""
    pieces = tuple(piece[0] for piece in split(fold_text(mention.text)))
    term = known.exact.get(pieces)
    if term is not None and term.role == "kind" and mention.kind_word:
        return False  # "the subdistrict of Pirde", whose name also says "bridge"
    return term is not None and term.role in _NEVER_NAMES


def _is_no_name(mention: Mention, row: Sequence[Token], plain: Sequence[str], at: int, known: Words) -> bool:
    return _is_filler(mention, plain[at], known) or _cuts_direction(row, plain, at, known)


def _is_filler(mention: Mention, piece: str, known: Words) -> bool:
    """Return whether a piece that is a name is an adjective of nation: "Iraq's"; in "Old Mosul" it is part of one."""
    if len(mention.text.split()) > 1:
        return False
    term = known.exact.get((piece,))
    return term is not None and term.role == "filler"


def _cuts_direction(row: Sequence[Token], plain: Sequence[str], at: int, known: Words) -> bool:
    """Return whether a name begins with the second half of a direction: "south, East Mosul" is SE of Mosul."""
    if not row or row[-1].role not in ("direction", *_ANCHORLESS):
        return False
    found = known.match(plain, at)
    return found is not None and found[1].role in ("direction", "adjective")


def _mention_in(piece: re.Match[str], by_start: dict[int, Mention]) -> Mention | None:
    """Return the mention that begins in this piece, after at most two proclitics."""
    return next((by_start[i] for i in range(piece.start(), min(piece.start() + 3, piece.end())) if i in by_start), None)


def _add_name(row: list[Token], mention: Mention, pieces: Sequence[re.Match[str]], at: int, folded: Folded) -> int:
    start = pieces[at].start()
    name_start = folded.at(mention.start)
    _add_proclitics(row, folded.text[start:name_start], mention.start)
    row.append(Token("name", mention.text, mention.start, mention.end, mention.kind_word or "", mention.place_ids))
    end = folded.at(mention.end)
    while at < len(pieces) and pieces[at].start() < end:
        at += 1
    return at


def _figures(text: str, plain: Sequence[str], known: Words) -> tuple[NumberSpan, ...]:
    """Return the numbers in words; in a phrase with digits only where a unit stands that has none before it."""
    if _DIGIT.search(text):
        bare = (i for i, piece in enumerate(plain) if piece in known.units and not (i and _is_figure(plain[i - 1])))
        if next(bare, None) is None:
            return ()
    found = numbers(text, "ckb" if _SORANI.search(text) else "ar" if _ARABIC.search(text) else "en")
    return tuple(span for span in found if not any(character.isdigit() for character in span.text))


def _is_figure(piece: str) -> bool:
    return piece[0].isdecimal() or piece in "-/"


def _add_figure(row: list[Token], span: NumberSpan, pieces: Sequence[re.Match[str]], at: int, folded: Folded) -> int:
    value = str(span.low) if span.high in (None, span.low) else f"{span.low}-{span.high}"
    row.append(Token("number", span.text, span.start, span.end, value))
    end = folded.at(span.end)
    while at < len(pieces) and pieces[at].start() < end:
        at += 1
    return at


def _add_proclitics(row: list[Token], letters: str, at: int) -> None:
    row.extend(Token(_PROCLITICS[letter], letter, at, at) for letter in letters if letter in _PROCLITICS)


def _add_word(
    row: list[Token],
    pieces: Sequence[re.Match[str]],
    plain: Sequence[str],
    at: int,
    folded: Folded,
    known: Words,
    gazetteer: Gazetteer,
) -> int:
    found = known.match(plain, at)
    start, end = folded.span(*pieces[at].span())
    if plain[at][0].isdecimal():
        row.append(Token("number", folded.original[start:end], start, end, plain[at]))
        return at + 1
    if found is None or (found[1].role in _DOUBTFUL and _is_mere_word_here(found, plain, at, row, known)):
        is_word = plain[at][0].isalpha()
        said = "-" if plain[at] == "-" else folded.original[start:end]
        row.append(Token("word" if is_word else "mark", said, start, end, plain[at]))
        return at + 1
    length, term, taken = found
    start, end = folded.span(pieces[at].start(), pieces[at + length - 1].end())
    if term.role != "away":  # "وتبعد": the name before it is meant
        _add_proclitics(row, taken, start)
    role, ids = ("name", _ids(term.value, gazetteer)) if term.role == "alias" else (term.role, ())
    if role == "anaphor" and plain[at + length : at + length + 1] == ["of"]:
        role = "kind"
    value, called = ("", term.value) if ids else (term.value, "")
    row.append(Token(role, folded.original[start:end], start, end, value, ids, called, term.many))
    return at + length


def _is_mere_word_here(
    found: tuple[int, Term, str], plain: Sequence[str], at: int, row: Sequence[Token], known: Words
) -> bool:
    """Return whether "s" or "m" is a letter here, not "south" or "metres"; "a" no amount; "hour" no distance."""
    length, term, _ = found
    if term.role == "direction":
        last = row[-2:] if row and row[-1].text == "/" else row[-1:]  # "N/NE"
        beside = bool(last) and last[0].role in _BESIDE
        return plain[at] in known.abbreviations and not beside and plain[at + 1 : at + 2] != ["of"]
    before = row[-1].role if row else ""
    if term.role == "amount":
        after_unit = before in _ANCHORLESS or (len(row) > 1 and before == "and" and row[-2].role in _ANCHORLESS)
        return not after_unit and not _is_role(plain, at + length, known, _ANCHORLESS)
    if before in ("number", "amount", "ordinal"):
        return False
    if row and row[-1].text in ("/", "-"):
        return False
    if term.role == "unit" and len(plain[at]) > 1 and at + length < len(plain) and plain[at + length][0].isdigit():
        return False  # "km 25", on a road
    alone = not plain[at].isascii() and (before in BEFORE_ONE or term.role == "few_unit")
    after = at + length + (plain[at + length : at + length + 1] == ["و"])
    return not alone and not _is_role(plain, after, known, _AMOUNTS)


def _is_role(plain: Sequence[str], at: int, known: Words, roles: frozenset[str]) -> bool:
    found = known.match(plain, at) if at < len(plain) else None
    return found is not None and found[1].role in roles


@remembered(64)
def _ids(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple(match.place.id for match in gazetteer.lookup(name))
