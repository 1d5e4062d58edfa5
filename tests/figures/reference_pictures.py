"""The pictures with which figures are compared.

usage: python tests/figures/reference_pictures.py    (with the checkout on PYTHONPATH; then look at what it wrote)
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from sample_table import table

from geomap.gazetteer import Gazetteer
from geomap.maps.figures import plot

REFERENCES = Path(__file__).parent / "references"
PICTURES: Mapping[str, Mapping[str, Any]] = {
    "map_en": {"kind": "map", "footprints": True},
    "map_ckb": {"kind": "map", "language": "ckb"},
    "series_ar": {"kind": "series", "language": "ar"},
    "multiples_en": {"kind": "multiples", "by": "month"},
}


def drawn(name: str, gazetteer: Gazetteer) -> Image.Image:
    """Return one of `PICTURES`, small, in the font that matplotlib brings."""
    sheet = plot(table(), width="column", gazetteer=gazetteer, font="DejaVu Sans", **PICTURES[name])
    held = io.BytesIO()
    sheet.savefig(held, format="png", dpi=80)
    with Image.open(held) as picture:
        return picture.convert("RGB")


if __name__ == "__main__":
    REFERENCES.mkdir(exist_ok=True)
    for one in PICTURES:
        drawn(one, Gazetteer.load()).save(REFERENCES / f"{one}.png", optimize=True)
