"""A place phrase as a row of tokens: names, numbers, and words whose part in the phrase is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.gazetteer import Gazetteer
from geomap.language import Folded, NumberSpan, fold, fold_text, numbers
from geomap.locate.words import Words, split, words
from geomap.records import Mention

__all__ = ["Token", "readable", "tokens"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase.

    Parameters
    ----------
    role : str
        ``name number word mark``, or a role of `geomap.locate.words`.
    text : str
        As written.
    start, end : int
        Offsets into the phrase.
    value : str
        What goes with the role: a compass code, a kind, kilometres in a unit, the number.
    ids : tuple of str
        Of a name.
    called : str
        The name that a word stands for ("the capital").
    """

    role: str
    text: str
    start: int
    end: int
    value: str = ""
    ids: tuple[str, ...] = ()
    called: str = ""


_SORANI = re.compile("[ەێۆڕڵ]")
_ARABIC = re.compile("[ء-ي]")
_PROCLITICS = {"و": "and", "ف": "and", "ب": "inside", "ل": "of"}
_ANCHORLESS = frozenset({"unit", "dual_unit", "time_unit"})


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
    figures = {folded.at(span.start): span for span in _figures(text)}
    by_start = {folded.at(mention.start): mention for mention in mentions if not _is_mere_word(mention, known)}
    row: list[Token] = []
    at = 0
    while at < len(pieces):
        mention = _mention_in(pieces[at], by_start)
        if mention is not None and not (
            _is_filler(mention, plain[at], known) or _cuts_direction(row, plain, at, known)
        ):
            at = _add_name(row, mention, pieces, at, folded)
            continue
        if pieces[at].start() in figures:
            at = _add_figure(row, figures[pieces[at].start()], pieces, at, folded)
            continue
        at = _add_word(row, pieces, plain, at, folded, known, gazetteer)
    return tuple(row)


_NEVER_NAMES = frozenset(
    {"direction", "adjective", "unit", "time_unit", "kind", "of", "inside", "and", "away", "approximate", "filler"}
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


def _figures(text: str) -> tuple[NumberSpan, ...]:
    """Return the numbers in words, where a phrase has no digits."""
    if any(character.isdigit() for character in text):
        return ()
    return numbers(text, "ckb" if _SORANI.search(text) else "ar" if _ARABIC.search(text) else "en")


def _add_figure(row: list[Token], span: NumberSpan, pieces: Sequence[re.Match[str]], at: int, folded: Folded) -> int:
    row.append(Token("number", span.text, span.start, span.end, str(span.low)))
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
    if found is None or _is_mere_letter(found[1].role, plain, at, row, known):
        role = "word" if plain[at][0].isalpha() else "mark"
        row.append(Token(role, folded.original[start:end], start, end, plain[at]))
        return at + 1
    length, term, taken = found
    start, end = folded.span(pieces[at].start(), pieces[at + length - 1].end())
    _add_proclitics(row, taken, start)
    role, ids = ("name", _ids(gazetteer, term.value)) if term.role == "alias" else (term.role, ())
    if role == "anaphor" and plain[at + length : at + length + 1] == ["of"]:
        role = "kind"
    value, called = ("", term.value) if ids else (term.value, "")
    row.append(Token(role, folded.original[start:end], start, end, value, ids, called))
    return at + length


def _is_mere_letter(role: str, plain: Sequence[str], at: int, row: Sequence[Token], known: Words) -> bool:
    """Return whether "s" or "m" is a letter here, not "south" or "metres"."""
    if role == "direction" and plain[at] in known.abbreviations:
        beside = bool(row) and row[-1].role in (*_ANCHORLESS, "direction", "away")
        return not beside and plain[at + 1 : at + 2] != ["of"]
    return role in ("unit", "time_unit") and not (row and (row[-1].role == "number" or row[-1].text in "/-"))


@lru_cache(maxsize=64)
def _ids(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    return tuple(match.place.id for match in gazetteer.lookup(name))
