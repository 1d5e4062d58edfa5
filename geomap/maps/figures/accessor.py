"""``incidents.geomap.plot()``: figures from any table of pandas and geopandas.

Tables have it where pandas was imported before geomap, and after `geomap.read`. Importing geomap imports no pandas and
watches nobody's imports: who reads a table without geomap imports pandas first, or calls `geomap.maps.figures.plot`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from geomap.maps.figures.sheet import Sheet

__all__ = ["Figures", "register"]

NAME = "geomap"
"""What the accessor is called on a table."""


class Figures:
    """Figures of the incidents in a table.

    >>> import geomap
    >>> incidents = geomap.read(["reports"])
    >>> incidents.geomap.plot("series", by="week").save("weeks.pdf")
    """

    def __init__(self, incidents: pd.DataFrame) -> None:
        self._incidents = incidents

    def plot(self, kind: str = "map", **options: Any) -> Sheet:
        """Draw the incidents for print.

        Parameters
        ----------
        kind : str
            ``map``, ``series`` or ``multiples``.
        **options
            As `geomap.maps.figures.plot` takes them: ``title``, ``language``, ``width``, ``by``, ``bounds``,
            ``footprints``, ``total``, ``dated``, ``font``.

        Returns
        -------
        geomap.maps.figures.sheet.Sheet
            A `matplotlib.figure.Figure`: ``save("figure.pdf")``.
        """
        from geomap.maps.figures import plot

        return plot(self._incidents, kind, **options)


def register() -> None:
    """Give pandas' tables the accessor, if they do not have it yet."""
    from pandas import DataFrame
    from pandas.api.extensions import register_dataframe_accessor

    if NAME not in vars(DataFrame):
        register_dataframe_accessor(NAME)(Figures)
