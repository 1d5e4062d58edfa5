"""``incidents.geomap.plot()``: figures from any table of pandas and geopandas, once geomap has been imported.

pandas need not be imported for that: where it is not there yet, the accessor is given to it when somebody imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader

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
    """Give pandas' tables the accessor: now, or when pandas is imported."""
    if "pandas" in sys.modules and hasattr(sys.modules["pandas"], "api"):
        _give()
    elif not any(isinstance(finder, _Watch) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Watch())


def _give() -> None:
    from pandas import DataFrame
    from pandas.api.extensions import register_dataframe_accessor

    if NAME not in vars(DataFrame):
        register_dataframe_accessor(NAME)(Figures)


class _Watch:
    """Waits for the import of pandas, once; finds nothing itself."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return pandas' own spec with a loader that gives the accessor when it has done its work."""
        if fullname != "pandas":
            return None
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Then(spec.loader)  # type: ignore[assignment]
        return spec


class _Then:
    """Loads a module as its own loader does, gives the accessor, and leaves no trace.

    It has what the import system asks of a loader; the base class in `importlib.abc` would cost a third of
    ``import geomap``.
    """

    def __init__(self, own: Loader) -> None:
        self.own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return what the module's own loader creates."""
        return self.own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module with its own loader in place, then give the accessor."""
        module.__loader__ = self.own
        if module.__spec__ is not None:
            module.__spec__.loader = self.own
        self.own.exec_module(module)
        _give()
