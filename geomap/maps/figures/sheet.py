"""The sheet of paper: a matplotlib figure measured in millimetres from the side where reading starts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal
from matplotlib.text import Text

from geomap.errors import InputError
from geomap.maps.figures.lettering import Lettering, is_rtl
from geomap.maps.figures.palette import GROUND

__all__ = ["DPI", "FORMATS", "WIDTHS", "Sheet", "steady", "width_of"]

WIDTHS: Mapping[str, float] = {"column": 85.0, "page": 174.0}
"""Name → millimetres: one column and the whole page of most journals (Elsevier 90 and 190, Springer 84 and 174)."""

FORMATS: tuple[str, ...] = (".png", ".svg", ".pdf")
"""Endings of the files that a sheet can be."""

DPI = 300
"""Dots an inch of PNG: what journals ask for pictures with lettering."""

_WIDTH_LIMITS = (50.0, 600.0)
"""Millimetres: below, letters of 6 points leave no room for anything else; above are posters, which nobody tried."""

_STEADY: Mapping[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "pdf.fonttype": 42,  # whole outlines with their Unicode: text can be searched and copied
    "svg.hashsalt": "geomap",  # else ids are random
    "text.parse_math": False,
    "text.usetex": False,
    "axes.unicode_minus": True,
    "path.simplify": False,
    "hatch.linewidth": 0.4,
    "font.sans-serif": ["DejaVu Sans"],
}
"""What a figure needs whatever the user has set for his own."""

_NO_DATES: Mapping[str, Mapping[str, None]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None, "ModDate": None},
    "png": {},
}

_JOINERS = re.compile("[\u200b-\u200d\u2060\u00ad]")
"""Characters without a shape: matplotlib's PDF gives them the room of a blank, so lines that have one are drawn as
outlines, which look right but cannot be searched. (At the end of a line, where our marks of direction stand, it tells
nothing.)"""

_SVG_PATH = re.compile(r'\bd="[^"]*"')
_SVG_DIGITS = re.compile(r"(\.\d\d)\d+")
"""Digits of a path beyond a hundredth of a point, which is finer than any press: a third of the file's bytes."""

_SVG_LAST_FONT = "'DejaVu Sans'"
"""The last of our families, after which a viewer may take any font without serifs."""

_SVG_TEXT = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")


@contextmanager
def steady() -> Iterator[None]:
    """Draw or write with matplotlib's own defaults and ours, and leave the user's settings as they were."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for name, value in _STEADY.items():
            mpl.rcParams[name] = value
        yield


def width_of(width: str | float) -> float:
    """Return millimetres for one of `WIDTHS` or a number of millimetres.

    Raises
    ------
    InputError
        If it is neither, or no width that a figure can have.
    """
    try:
        given = WIDTHS[width] if isinstance(width, str) and width in WIDTHS else float(width)
    except (TypeError, ValueError):
        given = 0.0
    low, high = _WIDTH_LIMITS
    if not low <= given <= high:
        names = ", ".join(f"{name} ({mm:g} mm)" for name, mm in WIDTHS.items())
        raise InputError(f"{width!r} is no width of a figure.", f"Give {names}, or {low:g} to {high:g} millimetres.")
    return given


class Sheet(Figure):
    """A figure for print; `savefig` writes PNG, SVG or PDF, the same bytes for the same input.

    Parameters
    ----------
    width, height : float
        Millimetres.
    lettering : Lettering
        The fonts.
    rtl : bool
        Whether it is read from right to left: then positions count from the right edge.
    """

    def __init__(self, width: float, height: float, lettering: Lettering, *, rtl: bool = False) -> None:
        super().__init__(figsize=(width / 25.4, height / 25.4), dpi=DPI, facecolor=GROUND["paper"])
        self.width, self.height, self.lettering, self.rtl = width, height, lettering, rtl
        self.notes: tuple[str, ...] = ()
        """What the reader must know besides, in English: what could not be shown, letters that no font has."""
        self.credits: tuple[str, ...] = ()
        """The attribution in the publishers' own words, which is also in the file's metadata."""
        self.heading = ""
        self.paper = self.frame(0, height, width, height)
        self.paper.set_zorder(-1)

    def frame(self, start: float, top: float, width: float, height: float) -> Axes:
        """Return axes without any decoration, in millimetres from their left lower corner, that clip what they hold.

        Parameters
        ----------
        start : float
            Millimetres from the edge where reading starts to the nearer edge of the axes.
        top : float
            Millimetres from the lower edge of the sheet to the upper edge of the axes.
        """
        left = self.width - start - width if self.rtl else start
        box = (left / self.width, (top - height) / self.height, width / self.width, height / self.height)
        axes = self.add_axes(box)
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        return axes

    def x(self, start: float) -> float:
        """Return millimetres from the left edge for those from the edge where reading starts."""
        return self.width - start if self.rtl else start

    def write(
        self,
        start: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = GROUND["ink"],
        bold: bool = False,
        end: bool = False,
        centre: bool = False,
        middle: bool = False,
        rtl: bool | None = None,
    ) -> Text:
        """Write a line of text: from `start` on, or up to it (`end`), or about it (`centre`).

        On a sheet that is read from right to left every line is, whatever it begins with; `rtl` says otherwise. `y` is
        the baseline, or the height of its middle, in millimetres from the lower edge. The text must have gone through
        `Lettering.shown`.
        """
        return letter(
            self.paper,
            self.x(start),
            y,
            f"\u200f{text}" if (self.rtl if rtl is None else rtl) else text,
            self.lettering,
            size,
            colour=colour,
            bold=bold,
            align="center" if centre else "right" if end != self.rtl else "left",
            middle=middle,
        )

    def savefig(self, fname: Any, **options: Any) -> None:
        """Write the sheet; as `matplotlib.figure.Figure.savefig`, with text that stays text and no date of making."""
        given = options.pop("format", None) or (Path(fname).suffix[1:] if isinstance(fname, (str, Path)) else "png")
        kind = str(given).lower()
        metadata = {**self._metadata(kind), **(options.pop("metadata", None) or {})}
        options.setdefault("dpi", DPI)
        with steady():
            if kind != "svg":
                super().savefig(fname, format=kind, metadata=metadata, **options)
                return
            held = io.StringIO()
            super().savefig(held, format="svg", metadata=metadata, **options)
        text = _SVG_TEXT.sub(_isolated, held.getvalue()).replace(_SVG_LAST_FONT, f"{_SVG_LAST_FONT}, sans-serif")
        _put(fname, _SVG_PATH.sub(lambda path: _SVG_DIGITS.sub(r"\1", path[0]), text))

    def save(self, path: str | Path) -> None:
        """Write the sheet to a file of one of `FORMATS`.

        Raises
        ------
        InputError
            For another ending.
        """
        if Path(path).suffix.lower() not in FORMATS:
            raise InputError(f"{Path(path).name!r} is no figure.", f"Choose an ending of {', '.join(FORMATS)}.")
        self.savefig(path)

    def _repr_png_(self) -> bytes:
        """Return the picture that a notebook shows."""
        held = io.BytesIO()
        self.savefig(held, format="png", dpi=150)
        return held.getvalue()

    def _metadata(self, kind: str) -> dict[str, Any]:
        rights = "; ".join(self.credits)
        named = {
            "svg": {"Title": self.heading, "Rights": rights, "Creator": "geomap"},
            "pdf": {"Title": self.heading, "Subject": rights, "Creator": "geomap"},
            "png": {"Title": self.heading, "Copyright": rights, "Software": "geomap"},
        }
        return {**named.get(kind, {}), **_NO_DATES.get(kind, {})}


def letter(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    lettering: Lettering,
    size: float,
    *,
    colour: str = GROUND["ink"],
    bold: bool = False,
    align: Literal["left", "center", "right"] = "left",
    middle: bool = False,
    zorder: float = 5,
) -> Text:
    """Write a line of text on `axes`, never read as mathtext or TeX."""
    written = Text(
        x,
        y,
        text,
        color=colour,
        fontproperties=lettering.properties(size, bold=bold),
        horizontalalignment=align,
        verticalalignment="center_baseline" if middle else "baseline",
        parse_math=False,
        usetex=False,
        zorder=zorder,
    )
    if _JOINERS.search(text):
        written.set_path_effects([Normal()])
    axes.add_artist(written)
    return written


def _isolated(element: re.Match[str]) -> str:
    """Give text that begins with Arabic letters its direction: a viewer's would be from left to right."""
    start, text, end = element.groups()
    return f"{start}\u2067{text}\u2069{end}" if text[:1] == "\u200f" or is_rtl(text) else element[0]


def _put(target: Any, text: str) -> None:
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(text.encode("utf-8"))
    elif isinstance(target, io.TextIOBase):
        target.write(text)
    else:
        target.write(text.encode("utf-8"))
