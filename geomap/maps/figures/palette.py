"""Kinds of event, their colours (Okabe–Ito) and glyphs, and the colours of the ground: those of the map in the browser.

One truth in two languages: ``tests/figures/test_palette.py`` holds this module to ``page/src/kinds.js`` and
``page/src/theme.js``. The colours are told apart by people who are colour-blind (Okabe and Ito, 2008, "Color universal
design"); in grey print the glyph says what the colour says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["COLOURS", "GLYPHS", "GROUND", "KINDS", "kind_of", "mixed"]

COLOURS: Mapping[str, str] = {
    "fighting": "#D55E00",
    "bombs": "#E69F00",
    "air": "#0072B2",
    "shelling": "#56B4E9",
    "abduction": "#CC79A7",
    "bodies": "#3b3b3b",
    "territory": "#009E73",
    "other": "#8a8a8a",
}
"""Kind of event → colour, in the legend's order."""

KINDS: tuple[str, ...] = tuple(COLOURS)
"""Kinds in the legend's order."""

GROUND: Mapping[str, str] = {
    "land": "#f6f4ef",
    "abroad": "#eceae4",
    "water": "#c9dbe6",
    "country": "#8f8775",
    "governorate": "#b3ac9d",
    "district": "#cbc4b5",
    "road": "#ddd6c6",
    "label": "#57524a",
    "faint": "#8b8577",
    "ink": "#1d1b18",
    "paper": "#ffffff",
}
"""The light ground's colours; paper is light whatever a screen's setting says."""

GLYPHS: Mapping[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "fighting": (((-0.9, -0.9), (0.9, 0.9)), ((0.9, -0.9), (-0.9, 0.9))),
    "bombs": (((0, -1.1), (0, 1.1)), ((-0.95, -0.55), (0.95, 0.55)), ((-0.95, 0.55), (0.95, -0.55))),
    "air": (((0, -1.1), (0, 1)), ((-0.75, 0.25), (0, 1.05), (0.75, 0.25))),
    "shelling": (((-1, 0.8), (-0.6, -0.2), (0, -0.7), (0.6, -0.2), (1, 0.8)),),
    "abduction": (
        ((-0.35, -0.95), (-0.9, -0.95), (-0.9, 0.95), (-0.35, 0.95)),
        ((0.35, -0.95), (0.9, -0.95), (0.9, 0.95), (0.35, 0.95)),
    ),
    "bodies": (((-1, 0), (1, 0)), ((-1, -0.5), (-1, 0.5))),
    "territory": (((-0.6, 1.1), (-0.6, -1), (0.8, -0.5), (-0.6, 0)),),
    "other": (((-0.25, 0), (0.25, 0)),),
}
"""Kind of event → strokes in a square of ±1, y downwards as on a screen."""

_BY_SUB_TYPE: Mapping[str, str] = {
    "remote explosive/landmine/ied": "bombs",
    "remote explosion/landmine/ied": "bombs",
    "suicide bomb": "bombs",
    "grenade": "bombs",
    "air/drone strike": "air",
    "shelling/artillery/missile attack": "shelling",
    "abduction/forced disappearance": "abduction",
    "arrests": "abduction",
    "government regains territory": "territory",
    "non-state actor overtakes territory": "territory",
    "non-violent transfer of territory": "territory",
    "headquarters or base established": "territory",
}
"""ACLED's sub-event types (codebook 2023), lower case; what is not here goes by its event type."""

_BY_TYPE: Mapping[str, str] = {
    "battles": "fighting",
    "violence against civilians": "fighting",
    "explosions/remote violence": "bombs",
}

_BODIES = re.compile(r"bod(y|ies)|execut|mass grave")


def kind_of(event_type: str | None, sub_event_type: str | None = None) -> str:
    """Return the kind, one of `KINDS`, of ACLED's event type and sub-event type; upper and lower case are one."""
    sub = (sub_event_type or "").lower()
    if _BODIES.search(sub):
        return "bodies"
    return _BY_SUB_TYPE.get(sub) or _BY_TYPE.get((event_type or "").lower(), "other")


def mixed(colour: str, share: float, under: str = GROUND["land"]) -> str:
    """Return what `colour` looks like at an opacity of `share` (0..1) on `under`, as ``#rrggbb``.

    Figures mix beforehand: transparency is flattened badly by some printers, and refused by some journals.
    """
    pairs = [(int(colour[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)
