"""Look for texts that break the reading of incidents: ``nice python tests/fuzz/incidents.py -max_total_time=600``.

Texts are put together from words, runs of words and whole sentences of the reports in ``tests/seeds.py``, in three
languages, and from characters that seldom stand in reports. See ``fuzz/readers.py`` for what is needed and what is left
behind; ``python tests/fuzz/incidents.py --show crash-…`` prints the text of such an input.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["geomap.events", "geomap.locate", "geomap.language"]):
    from invariants import extracted
    from seeds import reports

    from geomap.pipeline import Pipeline
    from geomap.records import Document
    from geomap.settings import Settings

SLOWER = 10.0
"""As in ``fuzz/readers.py``; finding places is the more part of it."""
MOST_PIECES = 60
ODD = (
    *("\u200f", "\u202b", "\u200c", "ـ", "،", "؛", "«", "»", "(", ")", "\n", "\n\n", ".", ":", "-", "3", "٤", "٪", "0"),
    *("1e9", "99999999999999999999", "½", "²", "31/2/2021", "1443", "\U0001f534", "a" * 300, "\ufffd", "\u0301"),
)
PIPELINE = Pipeline(Settings())
LANGUAGES = ("ar", "ckb", "en")
WORDS = {
    language: [word for code, text in reports() if code == language for word in text.split()] for language in LANGUAGES
}
SENTENCES = {
    language: [
        part for code, text in reports() if code == language for part in text.replace("\n", ".").split(".") if part
    ]
    for language in LANGUAGES
}


def text_of(data: bytes) -> tuple[str, str]:
    """Return the language and the text that an input stands for."""
    provider = atheris.FuzzedDataProvider(data)
    language = LANGUAGES[provider.ConsumeIntInRange(0, 2)]
    words, sentences, pieces = WORDS[language], SENTENCES[language], []
    while provider.remaining_bytes() and len(pieces) < MOST_PIECES:
        kind = provider.ConsumeIntInRange(0, 9)
        if kind < 5:
            at, length = provider.ConsumeIntInRange(0, len(words) - 1), provider.ConsumeIntInRange(1, 8)
            pieces.append(" ".join(words[at : at + length]))
        elif kind < 7:
            pieces.append(sentences[provider.ConsumeIntInRange(0, len(sentences) - 1)])
        elif kind < 9:
            pieces.append(ODD[provider.ConsumeIntInRange(0, len(ODD) - 1)])
        else:
            pieces.append(provider.ConsumeUnicodeNoSurrogates(12))
    return language, " ".join(pieces)


def read_one(data: bytes) -> None:
    """Read the incidents of one input."""
    language, text = text_of(data)
    extracted(PIPELINE, Document("d", text, published=date(2021, 9, 6), language=language), slower=SLOWER)


def main() -> None:
    """Begin, or show what an input stands for."""
    if sys.argv[1:2] == ["--show"]:
        sys.stdout.write("\n".join(text_of(Path(sys.argv[2]).read_bytes())) + "\n")
        return
    atheris.Setup([sys.argv[0], "-max_len=500", "-len_control=0", *sys.argv[1:]], read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
