"""A place in a long JSON text: values are taken one by one, so that a file of a gigabyte costs the memory of one.

Python's own decoder reads each value; only the commas and brackets around them are ours. Of the libraries that stream
JSON, ijson reads a value whatever its size and stops at the first NaN; neither will do for files of strangers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["BrokenJsonError", "JsonCursor", "ValueTooLargeError"]

_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_MARKS = re.compile(r"[{}\[\]\"\\]")
_SCALAR = re.compile(r"[^\s,\]}]*")
_DECODER = json.JSONDecoder(strict=False)  # a raw line end in a text is a fault of its writer, not of its sense
_SLACK = 16
"""Characters after a number that must be seen before it is known to be whole."""


class BrokenJsonError(Exception):
    """The text is no JSON from here on, or breaks off; `line` counts from 1."""

    def __init__(self, what: str, line: int, *, ended: bool = False) -> None:
        super().__init__(what)
        self.line = line
        self.ended = ended


class ValueTooLargeError(Exception):
    """A value has more characters than allowed; the cursor stands before it still."""


class JsonCursor:
    """Takes values of a JSON text that comes in pieces.

    Parameters
    ----------
    pieces : iterable of str
        The text.
    limit : int
        Characters that a value may have.
    """

    def __init__(self, pieces: Iterable[str], limit: int) -> None:
        self._pieces = iter(pieces)
        self._limit = limit
        self._text = ""
        self._at = 0
        self._lines = 1
        self._ended = False

    @property
    def line(self) -> int:
        """The line on which the cursor stands, from 1."""
        return self._lines + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """Return the next character that is no white space, empty at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def value(self) -> Any:
        """Take the next value.

        Raises
        ------
        BrokenJsonError
            If there is none, or only the beginning of one.
        ValueTooLargeError
            If it is larger than the limit; `skip` passes over it.
        """
        self.peek()
        while True:
            try:
                start = self._at
                value, end = _DECODER.raw_decode(self._text, start)
            except RecursionError:
                raise BrokenJsonError("nested too deeply", self.line) from None
            except ValueError as error:
                self._grown(error)
                continue
            if end - self._at > self._limit:
                raise ValueTooLargeError
            if end + _SLACK < len(self._text) or not self._more():
                self._at += end - start
                return value

    def members(self) -> Iterator[str]:
        """Yield the keys of the object that begins here; the caller takes each value before the next key."""
        self._expect("{")
        first = True
        while self.peek() != "}":
            if not first:
                self._expect(",")
            if self.peek() != '"':
                raise self._broken("a name in quotation marks is expected")
            key = self.value()
            self._expect(":")
            yield key
            first = False
        self._at += 1

    def elements(self) -> Iterator[int]:
        """Yield the number of each element of the list that begins here, from 1; the caller takes each."""
        self._expect("[")
        number = 0
        while self.peek() != "]":
            if number:
                self._expect(",")
            number += 1
            yield number
        self._at += 1

    def skip(self) -> None:
        """Pass over the next value, whatever its size; what is in it is not checked."""
        depth, quoted = 0, False
        opening = self.peek()
        if opening not in ("{", "[", '"'):
            self._skip_scalar()
            return
        while True:
            mark = _MARKS.search(self._text, self._at)
            if mark is None:
                self._at = len(self._text)
            elif mark[0] == "\\" and quoted:
                self._at = mark.end() + 1
            else:
                self._at = mark.end()
                quoted ^= mark[0] == '"'
                depth += 0 if quoted else {"{": 1, "[": 1, "}": -1, "]": -1}.get(mark[0], 0)
                if depth <= 0 and not quoted:
                    return
            if self._at >= len(self._text) and not self._more():
                raise self._broken("the file breaks off within it")

    def _skip_scalar(self) -> None:
        while True:
            match = _SCALAR.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            raise self._broken(f"{character!r} is expected")
        self._at += 1

    def _broken(self, what: str) -> BrokenJsonError:
        return BrokenJsonError(what, self.line, ended=self._ended and self._at >= len(self._text))

    def _grown(self, error: ValueError) -> None:
        """Read on, for a value that may only be cut off here; raise where that cannot be."""
        size = len(self._text) - self._at
        if size > self._limit:
            raise ValueTooLargeError from None
        if not self._more():
            raise self._of(error) from None
        while len(self._text) - self._at < 2 * size and self._more():
            pass  # doubled, so that a long value is not begun again too often

    def _of(self, error: ValueError) -> BrokenJsonError:
        """Return what the decoder says, with its line in the file."""
        if not isinstance(error, json.JSONDecodeError):  # a number of thousands of digits
            return BrokenJsonError(str(error).split(":")[0], self.line)
        cut_off = error.pos >= len(self._text) or error.msg.startswith("Unterminated")
        return BrokenJsonError(error.msg, self._lines + error.lineno - 1, ended=cut_off)

    def _more(self) -> bool:
        """Read a piece more and forget what was passed; say whether there was one."""
        piece = next(self._pieces, None)
        while piece == "":
            piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        self._lines += self._text.count("\n", 0, self._at)
        over = max(self._at - len(self._text), 0)  # after an escape at the very end
        self._text = self._text[self._at :] + piece
        self._at = over
        return True
