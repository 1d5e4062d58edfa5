"""From text to words: matching forms, sentences, numbers and dates in Arabic, Sorani Kurdish and English.

What the languages say is data, in `geomap/language/data/<language>/`; what the modules do is the same for all three.
"""

from geomap.language.dates import DateSpan, dates
from geomap.language.enclitics import one_spelling, strip_enclitics
from geomap.language.normalize import Folded, fold, fold_text
from geomap.language.numbers import NumberSpan, numbers
from geomap.language.proclitics import strip_proclitics
from geomap.language.sentences import sentences
from geomap.language.tokens import Runs, runs

__all__ = [
    "DateSpan",
    "Folded",
    "NumberSpan",
    "Runs",
    "dates",
    "fold",
    "fold_text",
    "numbers",
    "one_spelling",
    "runs",
    "sentences",
    "strip_enclitics",
    "strip_proclitics",
]
