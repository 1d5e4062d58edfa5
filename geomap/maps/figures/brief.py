"""What a figure is to show, and the words around it: heading, period, notes, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from geomap.maps.figures.lettering import MM, Lettering, has_rtl, is_rtl, legible
from geomap.maps.figures.palette import GROUND
from geomap.maps.figures.sheet import Sheet
from geomap.maps.figures.speech import Speech

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer

__all__ = ["Brief", "Margins", "day_of"]

_TITLE = 10.0
_NARROW_TITLE = 9.0
_TEXT = 7.0
_SMALL = 5.4
"""Points: letters of 5 to 8 points are what journals ask for in figures."""

_LEADING = 1.3
"""Line to line over the size of the letters."""

_NARROW = 120.0
"""Millimetres of a sheet below which it is set as one column."""

_FIXED = "\u00a0"
"""A blank at which no line ends."""

_LICENCE = re.compile(r"CC0[ \d.]*\d|CC[ -]BY[-A-Z]*(?: \d\.\d)?(?: IGO)?|ODbL(?: \d\.\d)?|public domain|Apache-2\.0")
_PLAIN_END = re.compile(r"[:;,،؛](?=\s)|\s[(\[–—]|[\r\n\u2028]")


@dataclass(frozen=True, slots=True)
class Brief:
    """What a figure is to show, in which words and how wide.

    Parameters
    ----------
    marks : pandas.DataFrame
        As `geomap.maps.figures.table.marks_of` gives them.
    width : float
        Millimetres of the sheet.
    title : str or None
        The heading; a plain one in the figure's language where not given.
    dated : datetime.date or None
        The day of the edition, printed below.
    credits : tuple of str
        The lines that the licences of the sources ask for.
    bounds : tuple of float or None
        West, south, east, north in degrees, where the extent is not to follow from the incidents.
    by : str or None
        ``day week month year``: the step of a series or of small multiples.
    footprints, total : bool
        Whether maps show footprints; whether a series shows all kinds as one.
    """

    marks: pd.DataFrame
    gazetteer: Gazetteer
    speech: Speech
    lettering: Lettering
    width: float
    title: str | None = None
    dated: date | None = None
    credits: tuple[str, ...] = ()
    bounds: tuple[float, ...] | None = None
    by: str | None = None
    footprints: bool = False
    total: bool = False

    @property
    def narrow(self) -> bool:
        """Whether the sheet is one column wide."""
        return self.width < _NARROW

    @property
    def unplaced(self) -> int:
        """How many incidents are nowhere on a map."""
        return int((self.marks["lon"].isna() & self.marks["region"].isna()).sum())

    @property
    def undated(self) -> int:
        """How many incidents are on no day."""
        return int(self.marks["first"].isna().sum())

    def period(self) -> str:
        """Return the days between which the incidents lie, in words; empty where none is dated."""
        dated = self.marks.dropna(subset=["first"])
        return self.speech.period(day_of(dated["first"].min()), day_of(dated["last"].max())) if len(dated) else ""

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that occur, in the legend's order."""
        from geomap.maps.figures.palette import KINDS

        return tuple(kind for kind in KINDS if (self.marks["kind"] == kind).any())


@dataclass(frozen=True, slots=True)
class Margins:
    """The lines above and below a figure, wrapped to its width."""

    title: tuple[str, ...]
    title_rtl: bool
    subtitle: tuple[str, ...]
    footer: tuple[str, ...]
    size: float

    @classmethod
    def of(cls, brief: Brief, heading: str, told: Iterable[str], closing: Iterable[str]) -> Margins:
        """Return the margins of a figure.

        Parameters
        ----------
        heading : str
            Where the brief has no title.
        told : iterable of str
            What stands under the title, beside the period: counts.
        closing : iterable of str
            Sentences below, before the sources.
        """
        letters, speech = brief.lettering, brief.speech
        size = _NARROW_TITLE if brief.narrow else _TITLE
        title = letters.shown(brief.title or "") or heading
        under = speech.joined([part.replace(" ", _FIXED) for part in (brief.period(), *told)])
        below = [*closing, _sources(brief)]
        if brief.dated:
            below.append(speech.say("dated", day=speech.day(brief.dated)))
        return cls(
            tuple(letters.wrapped(title, size, brief.width, bold=True, most=3)),
            is_rtl(title) or (speech.rtl and has_rtl(title)),
            _wrapped(letters, under, _TEXT, brief.width, 4),
            _wrapped(letters, " ".join(filter(None, below)), _SMALL, brief.width, 9),
            size,
        )

    @property
    def above(self) -> float:
        """Millimetres that title and subtitle take, with the gap below them."""
        return (len(self.title) * self.size + len(self.subtitle) * _TEXT) * MM * _LEADING + 1.6

    @property
    def below(self) -> float:
        """Millimetres that the footer takes, with the gap above it."""
        return len(self.footer) * _SMALL * MM * _LEADING + 1.4

    def draw(self, sheet: Sheet) -> None:
        """Write them on a sheet."""
        y = sheet.height
        for line in self.title:
            y -= self.size * MM * _LEADING
            sheet.write(0, y + self.size * MM * 0.35, line, self.size, bold=True, rtl=self.title_rtl)
        for line in self.subtitle:
            y -= _TEXT * MM * _LEADING
            sheet.write(0, y + _TEXT * MM * 0.3, line, _TEXT, colour=GROUND["label"])
        y = self.below - 1.4
        for line in self.footer:
            y -= _SMALL * MM * _LEADING
            sheet.write(0, y + _SMALL * MM * 0.45, line, _SMALL, colour=GROUND["faint"])


def day_of(moment: Any) -> date:
    """Return the day of a pandas moment."""
    return date(moment.year, moment.month, moment.day)


def _wrapped(letters: Lettering, text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Return lines that break at no blank which is fixed."""
    return tuple(line.replace(_FIXED, " ") for line in letters.wrapped(text, size, room, most=most))


def _sources(brief: Brief) -> str:
    if not brief.credits:
        return ""
    makers = list(dict.fromkeys(_maker(line) for line in brief.credits))
    shown = brief.speech.words["list"].join(
        brief.lettering.shown(maker, 120).replace(" ", _FIXED) for maker in makers if maker
    )
    return brief.speech.say("sources", makers=shown)


def _maker(line: str) -> str:
    """Return who made what a line credits, which stands before its first stop, and the licence that it names."""
    text = legible(line, 400)
    maker = _PLAIN_END.split(text)[0].removeprefix("©").strip()
    licence = _LICENCE.search(text)
    return f"{maker} ({licence[0]})" if licence else maker


def notes_of(lettering: Lettering, told: Sequence[str]) -> tuple[str, ...]:
    """Return what is to be told besides the figure: what it leaves out, and letters that no font has."""
    if not lettering.missing:
        return tuple(filter(None, told))
    signs = " ".join(f"U+{ord(sign):04X}" for sign in sorted(lettering.missing)[:20])
    lacking = f"No font here has {signs}: � stands there. Name a family that has them with font."
    return (*filter(None, told), lacking)
