"""Reprints: which documents are one text in several prints, and what those prints tell of one event.

Syndicated copy, an edited headline, a shortened or forwarded post and a sentence added leave most runs of three words
as they were. Each document keeps the lowest of its runs' hashes (a bottom-k sketch; Cohen & Kaplan 2007, "Summarizing
Data using Bottom-k Sketches"), from which the share of common runs follows for any two. The lowest few are the buckets
in which an original is looked for, so that time grows linearly. `datasketch` (MinHash with LSH) would do the same at
the price of scipy; it is forty lines here.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from geomap.merge.sketch import MARKS
from geomap.records import Document, Incident, Report

__all__ = ["Fingerprint", "fingerprint", "marked", "originals"]

SIZE = 64
"""Hashes kept of a text: its common share with another is known within 0.05 (standard error)."""

RUN = 3
"""Words of a run: of two words, reports of different events share too many formulas; of five, one changed word costs
a twelfth of a short report."""

KEYS = 8
"""Buckets of an original: that half of its text is found by none of them has a chance of 1 in 256."""

CROWD = 50
"""A run of words that starts so many originals is a formula of the trade: it opens no further bucket."""

LIKELIEST = 20
"""Originals that are compared with a text at most, those with most buckets in common first."""

SHARE = 0.45
"""Common share of all runs (Jaccard) from which two texts are one. Among the 161 articles of 2015 all 24 that this and
`WITHIN` find are prints of one text (their beginnings were read), and so are most pairs down to 0.3; of our own reports
on different events, or on one event by different hands, no two share more than 0.13."""

WITHIN = 0.7
"""Share of the shorter text's runs that stand in the longer, from which it is a shortened print of it."""

ENOUGH = 20
"""Runs that a text needs for `WITHIN` to count: two lines of breaking news stand in many a report."""

DAYS = 3
"""Days after which a like text is no reprint but a like event told in like words: a guess, untested."""

_WORD = re.compile(r"\w+")
_DIGITS = {
    ord(digit): str(value) for zero in "٠۰" for value, digit in enumerate(map(chr, range(ord(zero), ord(zero) + 10)))
}
_MIX = 0x9E3779B1
"""An odd number near 2**32 divided by the golden ratio (Knuth, TAOCP 3, 6.4): spreads the CRC, which is linear."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a document to know its reprints by: some 400 bytes.

    Parameters
    ----------
    id : str
        Of the document.
    published : datetime.date or None
        Its day of publication.
    runs : int
        How many different runs of `RUN` words it has.
    hashes : array of unsigned int
        The lowest `SIZE` hashes of them, rising.
    """

    id: str
    published: date | None
    runs: int
    hashes: array[int]


def fingerprint(document: Document) -> Fingerprint:
    """Return what is kept of a document to know its reprints by; the same text gives the same, on every machine."""
    words = _WORD.findall(MARKS.sub("", unicodedata.normalize("NFKD", document.text.casefold())).translate(_DIGITS))
    runs = {" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))}
    hashes = sorted({zlib.crc32(run.encode("utf-8", "replace")) * _MIX & 0xFFFFFFFF for run in runs})
    return Fingerprint(document.id, document.published, len(hashes), array("I", hashes[:SIZE]))


def originals(prints: Iterable[Fingerprint]) -> dict[str, str]:
    """Return id of each reprint → id of its original: the earliest published, among equals the smallest id.

    A reprint is like its original itself; what is only like another reprint is no reprint, so that a series of daily
    statements does not chain into one. The order of `prints` does not matter.
    """
    found: dict[str, str] = {}
    firsts: list[Fingerprint] = []
    buckets: dict[int, list[int]] = defaultdict(list)
    for one in sorted(prints, key=lambda p: (p.published or date.max, p.id)):
        near = Counter(n for key in one.hashes for n in buckets.get(key, ()))
        alike = [(_closeness(one, firsts[n]), -n) for n, _ in near.most_common(LIKELIEST)]
        closeness, nearest = max(alike, default=(0.0, 0))
        if closeness > 0:
            found[one.id] = firsts[-nearest].id
            continue
        for key in one.hashes[:KEYS]:
            if len(buckets[key]) < CROWD:
                buckets[key].append(len(firsts))
        firsts.append(one)
    return {reprint: first for reprint, first in found.items() if reprint != first}


def marked(incidents: Iterable[Incident], prints: Iterable[Fingerprint]) -> list[Incident]:
    """Return unmerged incidents whose reports name their originals.

    What a report of no fingerprint said before is kept, and led on to the original of its original.
    """
    known = {one.id: one for one in prints}
    first = originals(known.values())
    return [_marked(incident, known, first) for incident in incidents]


def _marked(incident: Incident, known: Mapping[str, Fingerprint], first: Mapping[str, str]) -> Incident:
    reports = tuple(_report(report, known, first) for report in incident.reports)
    return incident if reports == incident.reports else replace(incident, reports=reports)


def _report(report: Report, known: Mapping[str, Fingerprint], first: Mapping[str, str]) -> Report:
    before = None if report.id in known else report.reprint_of
    original = first.get(report.id) or (first.get(before, before) if before else None)
    return report if original == report.reprint_of else replace(report, reprint_of=original)


def _closeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return how much of the shorter text stands in the other; 0 where they are no prints of one text."""
    if one.published and other.published and abs((one.published - other.published).days) > DAYS:
        return 0.0
    mine, theirs = set(one.hashes), set(other.hashes)
    lowest = sorted(mine | theirs)[:SIZE]
    share = sum(key in mine and key in theirs for key in lowest) / len(lowest)
    shorter = min(one.runs, other.runs)
    within = min(1.0, share / (1 + share) * (one.runs + other.runs) / shorter)
    return within if share >= SHARE or (within >= WITHIN and shorter >= ENOUGH) else 0.0
