"""What a channel says around its news: calls to join, links, hashtags, signs; the same few lines under every post."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["bare", "signatures"]

_DATA = Path(__file__).parent / "data" / "page.toml"
_SIGNS = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\U000e0020-\U000e007f\ufe0e\ufe0f\u20e3]+(?:\u200d[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]+)*"
)
"""Emoji, arrows, bullets: pictures without words. U+200C, which Sorani needs, is none of them."""
_ADDRESS = re.compile(r"\W*(?:https?://|www\.|t\.me/|telegram\.me/|@\w{3})", re.IGNORECASE)
"""How a word begins that is an address; it is looked at word by word, for patterns over lines can take for ever."""
_HASHTAGS = re.compile(r"(?:\W*#\w+)+\W*\Z")
_HASHTAG = re.compile(r"#(\w+)")
_ENDS = " \t\u00a0.:،,;؛!|-–—_=*~•«»\"'()[]"
_TAIL = 4
"""Lines at the end of a post in which a signature is looked for; longer ones were not seen (a guess)."""
_LONGEST = 120
"""Characters of a line of a signature at most; a longer one is news (a guess)."""
_LEAST_POSTS = 5
"""Posts below which nothing can be told from repetition (a guess)."""


def signatures(posts: Sequence[str]) -> frozenset[str]:
    """Return the lines that stand at the end of most posts of a channel, as `bare` compares them.

    Parameters
    ----------
    posts : sequence of str
        Its texts, or the first hundreds; fewer than five tell nothing.
    """
    if len(posts) < _LEAST_POSTS:
        return frozenset()
    seen: Counter[str] = Counter()
    for post in posts:
        lines = [line for line in map(_key, post.split("\n")) if line]
        seen.update({line for line in lines[1:][-_TAIL:] if len(line) <= _LONGEST})
    return frozenset(line for line, count in seen.items() if 2 * count > len(posts))


def bare(post: str, signed: frozenset[str]) -> str:
    """Return a post without what its channel says around it.

    Lines at its end go that are a signature, a call to join (``page.toml``), links or hashtags alone, lines of links
    go anywhere; signs go; a hashtag within the text becomes its words, for it may be the place.
    """
    lines = [_SIGNS.sub(" ", line).strip() for line in post.split("\n")]
    lines = [line for line in lines if not _is_all(_ADDRESS, line)]
    while lines and _is_tail(lines[-1], signed, alone=len(lines) == 1):
        lines.pop()
    return "\n".join(" ".join(_HASHTAG.sub(_words_of, line).split()) for line in lines).strip()


def _is_tail(line: str, signed: frozenset[str], *, alone: bool) -> bool:
    if not any(map(str.isalnum, line)):
        return True
    if alone:
        return _is_call(line)
    return _key(line) in signed or _is_all(_HASHTAGS, line) or _is_call(line)


def _is_all(pattern: re.Pattern[str], line: str) -> bool:
    """Say whether every word of a line is of a kind; signs between them do not count."""
    words = [word for word in line.split() if any(map(str.isalnum, word))]
    return bool(words) and all(map(pattern.match, words))


def _is_call(line: str) -> bool:
    return len(line) <= _LONGEST and _key(line).startswith(_calls())


@cache
def _calls() -> tuple[str, ...]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(map(_key, data["channel"]))


def _key(line: str) -> str:
    return " ".join(_SIGNS.sub(" ", line).casefold().split()).strip(_ENDS)


def _words_of(hashtag: re.Match[str]) -> str:
    return hashtag[1].replace("_", " ").strip()
