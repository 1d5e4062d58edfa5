"""What the page must know of Sorani and browsers do not: numerals, months, patterns of dates, names of languages.

Chromium ships a part of ICU in which ``Intl.DateTimeFormat.supportedLocalesOf("ckb")`` is empty: it would write English
months into a Kurdish page. CLDR has them, Babel brings CLDR, and the page carries what it needs of it in
``page/src/cldr/ckb.json``, the same for every browser. That file is committed, since the page is built where geomap,
and so Babel, is not installed yet; ``python -m geomap.maps.cldr`` writes it anew, and a test holds it to Babel's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale

__all__ = ["TABLE", "main", "table"]

TABLE = Path(__file__).parent / "page" / "src" / "cldr" / "ckb.json"
"""Where the page's build finds the table."""

_LOCALE = "ckb_IQ"

_DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩"}
"""CLDR's numbering systems → digits (``supplemental/numberingSystems``, which Babel does not bring)."""

_SIGNS = ("decimal", "group", "percentSign", "minusSign", "plusSign")

_SKELETONS = ("d", "y", "MMM", "MMMd", "yMMM", "yMMMd", "E", "MMMEd", "yMMMEd")
"""Dates that the page writes. CLDR's Sorani months have one width, and its patterns with MMMM are the root's ("2021
September"), so that MMM stands for both widths."""

_SPANS = {"MMMd": "d", "yMMM": "My", "yMMMd": "dMy"}
"""Dates from one to another, and the greatest field that differs, where CLDR's Sorani has a pattern of its own."""

_AND = {"pair": "{0} و {1}", "middle": "{0}، {1}", "end": "{0} و {1}"}
"""How Sorani lists things. CLDR has no list of its own for it, and the root's ("a, b, c") has a Latin comma."""

_TONGUES = ("ar", "ckb", "en", "fa", "fr", "de", "he", "ku", "ru", "tr", "az", "hy", "syr")
"""Languages that reports on Iraq are written in."""


def table(locale: str = _LOCALE) -> dict[str, Any]:
    """Return CLDR's data of a locale, as far as the page writes it.

    Parameters
    ----------
    locale : str
        Babel's name of it.

    Returns
    -------
    dict
        ``digits`` (ten characters), ``signs`` (ICU's names of the parts of a number → characters), ``plural`` (its
        categories), ``months`` (twelve), ``weekdays`` (seven, from Sunday as JavaScript counts), ``dates`` (skeleton →
        pattern), ``spans`` (skeleton → greatest field that differs → the two halves of the pattern), ``span`` (what
        joins two dates that have no such pattern), ``lists``, ``languages`` (code → name).
    """
    found = Locale.parse(locale)
    system = found.default_numbering_system
    symbols = found.number_symbols[system]
    days = found.days["format"]["wide"]
    spans: Mapping[Any, Any] = found.interval_formats
    return {
        "digits": _DIGITS[system],
        "signs": {name: symbols[name] for name in _SIGNS},
        "plural": sorted({*found.plural_form.tags, "other"}),
        "months": [found.months["format"]["abbreviated"][month] for month in range(1, 13)],
        "weekdays": [days[(day + 6) % 7] for day in range(7)],
        "dates": {skeleton: _pattern(found, skeleton) for skeleton in _SKELETONS},
        "spans": {
            skeleton: {field: [_plain(half) for half in spans[skeleton][field]] for field in fields}
            for skeleton, fields in _SPANS.items()
        },
        "span": spans[None],
        "lists": _AND,
        "languages": {code: found.languages[code] for code in _TONGUES if code in found.languages},
    }


def _pattern(locale: Locale, skeleton: str) -> str:
    return _plain(str(locale.datetime_skeletons[skeleton].pattern))


def _plain(pattern: str) -> str:
    """Return a pattern with one name for what has one form here: months of either width, and names that stand alone."""
    return pattern.replace("ccc", "E").replace("LLL", "MMM").replace("MMMM", "MMM")


def main() -> None:
    """Write `TABLE` anew."""
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(json.dumps(table(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
