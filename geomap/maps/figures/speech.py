"""The words, numerals and dates of a figure in its language: our own patterns, plurals, digits and months of CLDR."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from geomap.errors import LanguageError

__all__ = ["LANGUAGES", "Speech"]

LANGUAGES: tuple[str, ...] = ("en", "ar", "ckb")
"""Languages of the figures."""

_DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
"""CLDR's numbering systems → their digits; Babel takes a numbering system's signs, but not its digits."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What a figure says in `language`, one of `LANGUAGES`."""

    language: str
    words: Mapping[str, Any]
    locale: Locale

    @classmethod
    def of(cls, language: str) -> Speech:
        """Return the speech of `language`.

        Raises
        ------
        LanguageError
            If it is none of `LANGUAGES`.
        """
        if language not in LANGUAGES:
            raise LanguageError(f"Figures do not speak {language!r}.", f"Give one of {', '.join(LANGUAGES)}.")
        words = _words(language)
        return cls(language, words, Locale.parse(words["locale"]))

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return bool(self.words["direction"] == "rtl")

    def texts(self) -> list[str]:
        """Return all words, numerals and names of months that the figures may say."""
        months = [name for width in ("wide", "abbreviated") for name in self.locale.months["format"][width].values()]
        return [*_leaves(self.words), self._digits("0123456789"), *months]

    def say(self, key: str, **values: str) -> str:
        """Return the words called `key`, or ``kind.air`` of a group, with `values` in their braces."""
        found: Any = self.words
        for part in key.split("."):
            found = found[part]
        return _filled(str(found), values)

    def count(self, key: str, number: int) -> str:
        """Return the words for a number of things, in the plural that CLDR gives this language."""
        forms: Mapping[str, str] = self.words[key]
        form = forms.get(f"={number}") or forms.get(self.locale.plural_form(number)) or forms["other"]
        return _filled(form, {"n": self.number(number)})

    def number(self, value: float) -> str:
        """Return a number with the digits and signs of the language; three places after the point at most."""
        return self._digits(format_decimal(value, locale=self.locale, numbering_system="default"))

    def day(self, day: date) -> str:
        """Return a day: "4 September 2021"."""
        return self._digits(format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        """Return a day without its year: "4 Sept"."""
        return self._digits(format_skeleton("MMMd", day, locale=self.locale))

    def month(self, day: date) -> str:
        """Return the month of a day with its year: "September 2021"."""
        return self._digits(format_skeleton("yMMMM", day, locale=self.locale))

    def short_month(self, day: date) -> str:
        """Return the month of a day: "Sept"."""
        return self._digits(format_skeleton("MMM", day, locale=self.locale))

    def year(self, day: date) -> str:
        """Return the year of a day."""
        return self._digits(format_date(day, "y", locale=self.locale))

    def period(self, first: date, last: date) -> str:
        """Return a period by its first and last day, or its only one."""
        if first == last:
            return self.day(first)
        return self.say("period", first=self.day(first), last=self.day(last))

    def distance(self, km: float) -> str:
        """Return a distance, in metres where it is shorter than a kilometre."""
        key, value = ("kilometres", km) if km >= 1 else ("metres", km * 1000)
        return self.say(key, n=self.number(round(value, 1)))

    def joined(self, parts: Sequence[str]) -> str:
        """Return parts of a line that stand beside each other."""
        return str(self.words["separator"]).join(part for part in parts if part)

    def _digits(self, text: str) -> str:
        digits = _DIGITS.get(self.locale.default_numbering_system)
        return text.translate(str.maketrans("0123456789", digits)) if digits else text


def _leaves(words: Any) -> list[str]:
    return [leaf for word in words.values() for leaf in _leaves(word)] if isinstance(words, Mapping) else [str(words)]


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a pattern with values in its braces; braces of the values stay what they are."""
    parts = pattern.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled.append(values[name] + rest)
    return "".join(filled)


@cache
def _words(language: str) -> Mapping[str, Any]:
    text = (Path(__file__).parent / "words" / f"{language}.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
