"""What a web page says around a report: menus, clocks, repeated headlines, links to other reports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geomap.documents.page_dates import page_clock

__all__ = ["Page", "cut"]

_DATA = Path(__file__).parent / "data" / "page.toml"
_VARIANTS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ھ": "ه", "ـ": "", "\u200c": ""}
)
_MARKS = re.compile("[\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ENDS = " \t\u00a0.:،,;؛!|-–—«»\"'“”()[]•·»>▸"
_SENTENCE_END = re.compile(r"[.!?؟۔…][\"'”’»)\]]*\s*\Z")
_BARS = re.compile(r"\s[|•·]\s")
_HEAD = 20
"""Lines above a report in which menus and repeated headlines are looked for; a guess, untested."""
_WORDS_OF_A_MENU = 3
"""A line of at most so many words beside known menu words is one of them; a guess, untested."""
_LINK = 160
"""Characters that a link to another report has at most; a guess, untested."""


@dataclass(frozen=True, slots=True)
class Page:
    """A report cut out of its page.

    Parameters
    ----------
    lines : tuple of str
        What was kept, empty lines between paragraphs included.
    clock : datetime.date or None
        What the page's clock says: the day of the visit or of an update, not of the report. Of two, the one below the
        headline, which is nearer to the report.
    published : datetime.date or None
        What a line such as "Published: 5 September 2021" says.
    """

    lines: tuple[str, ...]
    clock: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    menu: frozenset[str]
    related: frozenset[str]
    link: tuple[str, ...]
    footer: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]


def cut(text: str) -> Page:
    """Cut the furniture of a page away from its report.

    Parameters
    ----------
    text : str
        The page's text, lines parted by ``\\n``.

    Returns
    -------
    Page
        Nothing that reads as a sentence is left out: only whole lines go, and only lines that are a menu word, a
        clock, a repeated headline, a short line among menu words above the report, or a link below a heading such as
        "Related news" (see ``data/README.md``).
    """
    lines = [line.strip() for line in text.split("\n")]
    keys = [_key(line) if len(line) <= _LINK else "" for line in lines]
    words = _words()
    drop = {i for i, line in enumerate(keys) if line and line.startswith(words.link)}
    clock, published = _cut_head(lines, keys, words, drop)
    _cut_tail(lines, keys, words, drop)
    kept = [line for i, line in enumerate(lines) if i not in drop]
    return Page(tuple(_squeezed(kept)), clock, published)


def _key(line: str) -> str:
    plain = line if line.isascii() else _MARKS.sub("", line).translate(_VARIANTS)
    return " ".join(plain.casefold().split())


@cache
def _words() -> _Words:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return _Words(
        frozenset(_key(word).strip(_ENDS) for word in data["menu"]),
        frozenset(_key(word).strip(_ENDS) for word in data["related"]),
        tuple(map(_key, data["link"])),
        tuple(map(_key, data["footer"])),
        tuple(sorted(map(_key, data["published"]), key=len, reverse=True)),
        tuple(sorted(map(_key, data["updated"]), key=len, reverse=True)),
    )


def _cut_head(
    lines: Sequence[str], keys: Sequence[str], words: _Words, drop: set[int]
) -> tuple[date | None, date | None]:
    """Mark what stands above the report; return what the page's clock says, and what it calls its publication."""
    clock, published, evidence = None, None, 0
    head = [i for i, line in enumerate(lines) if line][:_HEAD]
    for i in head:
        if _is_prose(lines[i]):
            break
        kind, day = _dated(keys[i], lines[i], words)
        if day is not None or _is_menu(keys[i], words):
            published = published or (day if kind == "published" else None)
            below_headline = any(j not in drop for j in head[: head.index(i)])
            clock = day if kind == "clock" and (clock is None or below_headline) else clock
            evidence += 1
            drop.add(i)
    if evidence > 1:
        _cut_short_lines(lines, head, drop)
    _cut_repeats(lines, keys, head, drop)
    return clock, published


def _dated(key: str, line: str, words: _Words) -> tuple[str, date | None]:
    """Return the day of a line that holds a date only, and whether a word before it says what it is the date of."""
    for kind, labels in (("published", words.published), ("updated", words.updated)):
        label = next((label for label in labels if key.startswith(label)), None)
        if label is not None:
            day = page_clock(key[len(label) :].lstrip(_ENDS))
            return (kind, day) if day is not None else ("", None)
    return "clock", page_clock(line)


def _is_menu(key: str, words: _Words) -> bool:
    """Say whether a line is a menu word, or several between bars."""
    return all(part.strip(_ENDS) in words.menu for part in _BARS.split(key))


def _is_prose(line: str) -> bool:
    """Say whether a line reads as a sentence of the report."""
    return len(line) > _LINK or (_SENTENCE_END.search(line) is not None and len(line.split()) > 2 * _WORDS_OF_A_MENU)


def _cut_short_lines(lines: Sequence[str], head: Sequence[int], drop: set[int]) -> None:
    """Mark short lines among menu words, but not the last one before the report: it may be the headline."""
    before_report = []
    for i in head:
        if _is_prose(lines[i]):
            break
        before_report.append(i)
    kept = [i for i in before_report if i not in drop]
    for i in kept[:-1]:
        if len(lines[i].split()) <= _WORDS_OF_A_MENU and not _SENTENCE_END.search(lines[i]):
            drop.add(i)


def _cut_repeats(lines: Sequence[str], keys: Sequence[str], head: Sequence[int], drop: set[int]) -> None:
    seen: set[str] = set()
    for i in head:
        if i in drop or _is_prose(lines[i]):
            continue
        if keys[i] in seen:
            drop.add(i)
        seen.add(keys[i])


def _cut_tail(lines: Sequence[str], keys: Sequence[str], words: _Words, drop: set[int]) -> None:
    filled = [i for i, line in enumerate(lines) if line]
    links_only = True
    for position in range(len(filled) - 1, 0, -1):
        i = filled[position]
        bare = keys[i].strip(_ENDS)
        if bare in words.related:
            drop.update(filled[position:] if links_only else [i])
        links_only = links_only and not _is_prose(lines[i])
    for i in reversed(filled[1:]):
        if i in drop:
            continue
        is_footer = keys[i].startswith(words.footer) and not _is_prose(lines[i])
        if not is_footer and not _is_menu(keys[i], words):
            break
        drop.add(i)


def _squeezed(lines: Sequence[str]) -> list[str]:
    """Return lines without empty ones at the ends and with one empty line at most between two others."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]):
            found.append(line)
    while found and not found[-1]:
        found.pop()
    return found
