"""Columns as bytes: what a million incidents share is written once, the rest in as few bits as it needs.

A column is whole numbers from its least one on (`base`), in one, two or four bytes, one byte's column after the other
(the "shuffle" of Blosc and HDF5: high bytes, which hardly change, then stand together); a column that never falls is
written as its steps. Words are numbers into a list of values. A column that follows from where an incident lies (its
district, the name of its place) is written once for each spot. All of it is deflated (RFC 1951) and stands in base64.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Packer", "chunks", "coded", "deflated", "plain_json"]

Numbers = NDArray[np.int64]

_LEVEL = 6
"""zlib's: a million rows at 9 take three times as long and are two percent smaller."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class Packer:
    """Gathers columns for the page, which `table.js` reads.

    Parameters
    ----------
    spots : ndarray of int64, or None
        Where each row lies, as a number from 0 (nowhere) on; columns that follow from it are written for each spot.
    count : int
        How many spots there are.

    Attributes
    ----------
    layout : list of dict
        Of each column in its order: ``name``, ``bytes`` of a number (0 where all are ``base``), ``count``, ``base``;
        ``steps`` where each number is the step from the one before; ``by`` the column that it follows from.
    values : dict
        Of each column of words: the words, the first of them "" for what is not known.
    """

    def __init__(self, spots: Numbers | None = None, count: int = 0) -> None:
        self.layout: list[dict[str, Any]] = []
        self.values: dict[str, list[Any]] = {}
        self._parts: list[bytes] = []
        self._spots = spots
        # The first row of each spot, by which one sees what follows from the spot; of one that has none, any.
        self._firsts = np.zeros(count, dtype=np.int64)
        if spots is not None:
            self._firsts[spots[::-1]] = np.arange(len(spots))[::-1]

    def numbers(self, name: str, column: Numbers, **marks: Any) -> None:
        """Add a column of whole numbers, which may go below zero; `marks` are told to the page as they are."""
        following = self._following(column)
        if following is not None:
            column, marks = following, {**marks, "by": "spot"}
        entry: dict[str, Any] = {"name": name, "bytes": 0, "count": len(column), "base": 0, **marks}
        self.layout.append(entry)
        if not len(column):
            return
        least, most = int(column.min()), int(column.max())
        steps = np.diff(column, prepend=column[:1])
        entry["base"] = least
        if most - least > 255 and int(steps.min()) >= 0:
            entry |= {"base": int(column[0]), "steps": True}
            column, least, most = steps, 0, int(steps.max())
        entry["bytes"] = size = next(size for size in (0, 1, 2, 4) if most - least < 256**size)
        if size:
            planes = (column - least).astype(f"<u{size}").view(np.uint8).reshape(-1, size)
            self._parts.append(planes.T.tobytes())

    def words(self, name: str, codes: Numbers, values: Sequence[Any]) -> None:
        """Add a column of words: numbers into `values`, whose first means "not known"."""
        if codes.any():
            self.numbers(name, codes)
            self.values[name] = list(values)

    def lists(self, name: str, lengths: Numbers, items: Numbers) -> None:
        """Add a column of lists of numbers: where each begins (``name.offsets``), and all of them in a row."""
        spots, self._spots = self._spots, None
        self.numbers(f"{name}.offsets", np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))
        self.numbers(name, items)
        self._spots = spots

    def bytes(self) -> bytes:
        """Return all columns, one after the other, as `layout` tells them."""
        return b"".join(self._parts)

    def _following(self, column: Numbers) -> Numbers | None:
        """Return the column's number for each spot, or None where it does not follow from the spot."""
        if self._spots is None or column is self._spots or len(column) != len(self._spots):
            return None
        firsts = column[self._firsts]
        return firsts if bool((firsts[self._spots] == column).all()) else None


def coded(column: pd.Series) -> tuple[Numbers, list[str]]:
    """Return a column's words as numbers from 1 on, in the order in which they first stand, 0 where there is none."""
    codes, values = pd.factorize(column, use_na_sentinel=True)
    known = [_text(value) for value in values]
    if len(set(known)) < len(known) or "" in known:  # 7 and "7" are one word; an empty one is none
        again, kept = pd.factorize(pd.Series(known, dtype=object).replace("", None), use_na_sentinel=True)
        codes, known = np.concatenate([again, [-1]])[codes], [str(value) for value in kept]
    return codes.astype(np.int64) + 1, ["", *known]


def deflated(data: bytes) -> str:
    """Return `data` deflated (raw, RFC 1951), in base64."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b64encode(packing.compress(data) + packing.flush()).decode("ascii")


def plain_json(value: object) -> bytes:
    """Return compact JSON in UTF-8; halves of characters, which it cannot hold, become the sign for what is broken."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SURROGATES.sub("\ufffd", text).encode()


def chunks(columns: dict[str, list[Any]], length: int, rows: int) -> Iterable[str]:
    """Yield the rows as deflated JSON, `rows` of them at a time: of each column that says something, its values."""
    for start in range(0, length, rows):
        parts = {name: column[start : start + rows] for name, column in columns.items()}
        told = {name: part for name, part in parts.items() if any(value is not None for value in part)}
        yield deflated(plain_json(told)) if told else ""


def _text(value: Any) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return _SURROGATES.sub("\ufffd", str(int(value) if whole else value))
