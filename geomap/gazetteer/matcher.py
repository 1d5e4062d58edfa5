"""Finding many names in a text at once: a Rust Aho-Corasick automaton, and the plain matcher it is checked against.

Both work on *code strings*, in which one character stands for one word of the text or for what stands between two words
(`geomap.gazetteer.reading`). So a match can neither start nor end inside a word, and its offsets count words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["Automaton", "Matcher", "NgramMatcher"]


class Matcher(Protocol):
    """Finds patterns in a text: leftmost first, of those the longest, without overlap."""

    def spans(self, codes: str) -> Sequence[tuple[int, int, int]]:
        """Return (index of the pattern, start, end) of every match, in the order of the text."""


class Automaton:
    """Aho-Corasick in Rust (`ahocorasick_rs`); time grows with the text alone, not with the number of patterns.

    Parameters
    ----------
    patterns : sequence of str
        Distinct code strings, none of them empty.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest) if patterns else None

    def spans(self, codes: str) -> Sequence[tuple[int, int, int]]:
        """Return (index of the pattern, start, end) of every match, in the order of the text."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(codes)
        return found


class NgramMatcher:
    """The reference: at each place the longest pattern that a dictionary knows. Same answers, plainly right, slow."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._index = {pattern: n for n, pattern in enumerate(patterns)}
        self._longest = max(map(len, patterns), default=0)

    def spans(self, codes: str) -> Sequence[tuple[int, int, int]]:
        """Return (index of the pattern, start, end) of every match, in the order of the text."""
        found, at = [], 0
        while at < len(codes):
            for length in range(self._longest, 0, -1):
                pattern = self._index.get(codes[at : at + length])
                if pattern is not None and at + length <= len(codes):
                    found.append((pattern, at, at + length))
                    at += length
                    break
            else:
                at += 1
        return found
