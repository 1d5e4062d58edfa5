"""Long files as pieces of text: the encoding is found from the beginning, memory does not grow with the file."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from geomap.documents.encodings import BYTE_ORDER_MARKS, guessed

__all__ = ["TextStream", "joined", "text_stream"]

SAMPLE = 65_536
"""Bytes that are looked at for the encoding, and bytes of a piece."""

_LONGEST_CHARACTER = 4
"""Bytes of UTF-8: where a sample ends within a character, so many of them say nothing."""
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_WIDE_XML = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
"""How XML in UTF-16 begins that has no byte-order mark (XML 1.0, appendix F)."""


@dataclass(frozen=True, slots=True)
class TextStream:
    """A file as text.

    Parameters
    ----------
    pieces : iterator of str
        The text, some tens of thousands of characters at a time; bytes that are none of the encoding become U+FFFD.
    warning : str or None
        A sentence on the encoding, where it had to be guessed or is not the one that the file declares.
    """

    pieces: Iterator[str]
    warning: str | None = None


def text_stream(stream: BinaryIO, first: bytes = b"") -> TextStream:
    """Return a file as text, piece by piece.

    A byte-order mark counts first; then UTF-8, if the beginning is that; then what an XML declaration says; then the
    code pages of older Arabic and English files.

    Parameters
    ----------
    stream : binary file
        Where the file goes on.
    first : bytes
        What was read of it before.

    Raises
    ------
    DocumentError
        If the bytes are no text.
    """
    if len(first) < SAMPLE:
        first += stream.read(SAMPLE - len(first))
    encoding, warning = _encoding(first[:SAMPLE])
    return TextStream(_pieces(stream, first, encoding), warning)


def joined(first: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a stream of which `first` was read already as one from its beginning; a pipe will do."""
    return io.BufferedReader(_Joined(first, stream), SAMPLE)


class _Joined(io.RawIOBase):
    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # typed as a "WriteableBuffer", which is no type at run time
        size = len(buffer)
        data, self._first = self._first[:size], self._first[size:]
        data = data or self._stream.read(size)
        buffer[: len(data)] = data
        return len(data)


def _encoding(sample: bytes) -> tuple[str, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding, None
    for mark, encoding in _WIDE_XML:
        if sample.startswith(mark):
            return encoding, None
    declared = _declared(sample)
    if _is_utf8(sample):
        wrong = declared not in (None, "utf-8", "ascii") and not sample.isascii()
        return "utf-8", f"The file says that it is {declared}, but it is UTF-8 and was read so." if wrong else None
    if declared not in (None, "utf-8", "ascii"):
        return declared, None
    return guessed(sample)


def _declared(sample: bytes) -> str | None:
    """Return the encoding of an XML declaration, as Python calls it; None for one that Python has not, or none."""
    match = _DECLARED.match(sample)
    try:
        found = codecs.lookup(match[1].decode("ascii")) if match else None
    except LookupError:
        return None
    # a declaration that can be read byte by byte is of no encoding of two bytes; nor is "rot13" one of text
    text = found is not None and getattr(found, "_is_text_encoding", True) and not found.name.startswith("utf-16")
    return found.name if found is not None and text else None


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(sample) == SAMPLE and error.start > len(sample) - _LONGEST_CHARACTER
    return True


def _pieces(stream: BinaryIO, first: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    data = first
    while data:
        yield decoder.decode(data)
        data = stream.read(SAMPLE)
    yield decoder.decode(b"", final=True)
