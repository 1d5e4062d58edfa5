"""Pictures of the page compared as one sees them from afar: blurred to cells, so that letters of another font pass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CELL = 20
"""CSS pixels of a cell's side: about a word of the list. What is smaller, letters and thin lines, blurs to its mean."""

APART = 0.08
"""Of the range from black to white: from here a cell is told apart. A word in another font of its size moves its cells
by less; a mark that is missing, or that has another kind's colour, by more."""

MOST_SHARE = 0.02
MOST_MEAN = 0.0085
"""Cells that may differ, and the mean difference of all. Measured on the views of `test_map_pictures`: with DejaVu's
letters in the place of Noto's, Latin and Arabic, at most 0.0163 and 0.0071; without one of the layers that a view is
there for (marks, ground, histogram, list, panel, legend), at least 0.021 or 0.0090 (the legend)."""

COLOURS = 64
SHRUNK = 2
"""Of the pictures that are kept: each is a small file that a reviewer can look at."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are apart.

    Parameters
    ----------
    mean : float
        Mean absolute difference of the cells, 0..1.
    share : float
        Share of the cells that differ by `APART` or more, 0..1.
    """

    mean: float
    share: float

    @property
    def tolerable(self) -> bool:
        return self.mean <= MOST_MEAN and self.share <= MOST_SHARE


def kept(picture: Image.Image) -> Image.Image:
    """Return a picture as it is kept: half as wide, in few colours."""
    small = picture.convert("RGB").resize((picture.width // SHRUNK, picture.height // SHRUNK), Image.Resampling.BOX)
    return small.quantize(COLOURS, dither=Image.Dither.NONE)


def write(picture: Image.Image, path: Path) -> None:
    """Keep a picture."""
    path.parent.mkdir(exist_ok=True)
    kept(picture).save(path, optimize=True)


def difference(picture: Image.Image, reference: Image.Image) -> Difference:
    """Return how far a picture of the page, as it was taken, is from one that was kept.

    Raises
    ------
    ValueError
        If they are not of one size.
    """
    if kept(picture).size != reference.size:
        raise ValueError(f"the picture is {kept(picture).size}, the one that was kept {reference.size}")
    apart = np.abs(_cells(kept(picture)) - _cells(reference)).max(axis=2)
    return Difference(float(apart.mean()), float((apart >= APART).mean()))


def _cells(picture: Image.Image) -> NDArray[np.float64]:
    """Return the mean colour of each cell, rows × columns × 3, 0..1; what is left of a cell at the edge is a cell."""
    columns, rows = (-(-side * SHRUNK // CELL) for side in picture.size)
    return np.asarray(picture.convert("RGB").resize((columns, rows), Image.Resampling.BOX), dtype=float) / 255
