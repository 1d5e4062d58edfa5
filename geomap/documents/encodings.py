"""From bytes to text: Unicode, and the Arabic code pages of older files."""

from __future__ import annotations

import codecs
import re

from geomap.errors import DocumentError

__all__ = ["BYTE_ORDER_MARKS", "codec_of", "decode", "guessed", "mended"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Bytes at the beginning of a text in Unicode, and the encoding that they announce; the longer come first."""
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_CANDIDATES = ["cp1256", "iso8859_6", "cp1252"]
"""Code pages in which Arabic and English reports were written before Unicode; other guesses would be noise."""
_WRONG_BYTES = {chr(n): n for n in range(256)} | {
    c: n for n in range(0x80, 0xA0) if len(c := bytes([n]).decode("cp1252", "ignore")) == 1
}
"""Character → the byte it stood for, where a file was taken for Latin-1 or Windows-1252."""
_ARABIC = re.compile("[\u0620-\u06d5]")
_ACCENTED = re.compile("[\u00c0-\u00ff]")
_SAMPLE = 65_536
"""Bytes that are looked at for a guess."""
_JUNK = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd-\uffff]")
_BROKEN = 0.05
"""Share of unreadable characters above which a file is no text; a guess, untested."""


def decode(data: bytes) -> tuple[str, str | None]:
    """Turn the bytes of a report into text.

    Parameters
    ----------
    data : bytes
        The whole report.

    Returns
    -------
    tuple
        The text, and a sentence that names the encoding where it had to be guessed, or None.

    Raises
    ------
    DocumentError
        If the bytes are no text.
    """
    _refuse_magic(data)
    text, warning = _unicode(data)
    if text is None:
        encoding, warning = guessed(data)
        text = data.decode(encoding, "replace")
    elif (right := mended(text)) is not None:
        text, warning = right
    if _share_of_junk(text) > _BROKEN:
        raise DocumentError("This is binary data, not text.", "Give the report as text (.txt) or JSON lines (.jsonl).")
    return text, warning


def codec_of(sample: bytes) -> tuple[str, str | None]:
    """Return how a stream that is too long to be read at once is encoded.

    Parameters
    ----------
    sample : bytes
        Its beginning, or where the first bytes stand that are no ASCII; may end within a letter.

    Returns
    -------
    tuple
        Python's name of the codec, and a sentence that names the encoding where it had to be guessed, or None.

    Raises
    ------
    DocumentError
        If the bytes are no text.
    """
    _refuse_magic(sample)
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding, None
    codec, warning = _codec(sample)
    if _share_of_junk(sample.decode(codec, "replace")) > _BROKEN:
        raise DocumentError("This is binary data, not text.", "Give a table of text (.csv, .xlsx, .parquet).")
    return codec, warning


def _codec(sample: bytes) -> tuple[str, str | None]:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        if _almost(sample) is not None:
            return "utf-8", "Some bytes are no UTF-8; they became \ufffd."
        return guessed(b"\n".join(line for line in sample.split(b"\n") if not line.isascii()))
    wide = _wide(sample) if "\0" in text else None
    return (wide[0], "The encoding was guessed as UTF-16.") if wide else ("utf-8", None)


def _refuse_magic(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError(f"This is {what}, not text.", "Give the report as text (.txt) or JSON lines (.jsonl).")


def _unicode(data: bytes) -> tuple[str | None, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError:
                return data.decode(encoding, "replace"), f"Some bytes are no {encoding.upper()}; they became \ufffd."
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _almost(data), "Some bytes are no UTF-8; they became \ufffd."
    if "\0" not in text:
        return text, None
    wide = _wide(data)
    return (text, None) if wide is None else (wide[1], "The encoding was guessed as UTF-16.")


def _almost(data: bytes) -> str | None:
    """Return a text in UTF-8 with few broken bytes (a cut at the end, one bad copy), or None."""
    text = data.decode("utf-8", "replace")
    beyond_ascii = sum(not c.isascii() for c in text[:_SAMPLE])
    broken = text.count("\ufffd", 0, _SAMPLE)
    return text if broken * 20 < beyond_ascii else None


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return the codec and the text of UTF-16 without a byte-order mark, or None: spaces have a zero beside them."""
    sample = data[:_SAMPLE]
    spaces = {"utf-16-le": sample[::2].count(b" "), "utf-16-be": sample[1::2].count(b" ")}
    zeros = {"utf-16-le": sample[1::2].count(b"\0"), "utf-16-be": sample[::2].count(b"\0")}
    best = max(spaces, key=lambda encoding: (min(spaces[encoding], zeros[encoding]), zeros[encoding]))
    text = data.decode(best, "replace")
    enough = zeros[best] > _BROKEN * len(sample) / 2  # a stray NUL in a text of one byte a letter is none
    return (best, text) if enough and _share_of_junk(text) < _BROKEN else None


def mended(text: str) -> tuple[str, str] | None:
    """Return Arabic that somebody took for Latin-1 and saved so ("Ø§Ù„", "ÞÊá") as it was, with a sentence, or None.

    Half of its letters have accents, which no language has that is written in them.
    """
    sample = text[:_SAMPLE]
    if 2 * len(_ACCENTED.findall(sample)) <= sum(map(str.isalpha, sample)) or any(c not in _WRONG_BYTES for c in text):
        return None
    data = bytes(map(_WRONG_BYTES.__getitem__, text))
    for encoding, name in (("utf-8", "UTF-8"), ("cp1256", "Windows-1256")):
        mended = data.decode(encoding, "replace")
        broken = mended[:_SAMPLE].count("\ufffd")
        if len(_ARABIC.findall(mended[:_SAMPLE])) > 20 * broken:
            return mended, f"The text is {name} that was saved as Latin-1; it was turned back."
    return None


def guessed(data: bytes) -> tuple[str, str]:
    """Return the code page of a text that is no UTF-8, and a sentence that names it.

    Raises
    ------
    DocumentError
        If the bytes are no text.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None or "\0" in data.decode("latin-1")[:_SAMPLE]:
        raise DocumentError("This is binary data, not text.", "Give the report as text (.txt) or JSON lines (.jsonl).")
    name = {"cp1256": "Windows-1256", "iso8859_6": "ISO 8859-6", "cp1252": "Windows-1252"}[best.encoding]
    return best.encoding, f"The text is no UTF-8; its encoding was guessed as {name}."


def _share_of_junk(text: str) -> float:
    sample = text[:_SAMPLE]
    return len(_JUNK.findall(sample)) / max(len(sample), 1)
