"""Tables of incidents that others wrote, for figures: CSV, Excel, Parquet, JSON lines, and what GDAL reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ENDINGS", "read_table"]

_DELIMITERS = ",;\t|"


def read_table(path: str | Path) -> pd.DataFrame:
    """Return the table in a file, with geometry where it has one; the ending says what it is.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read as what its ending says.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"There is no file {path}.", "Check the name.")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name} ends in no format of tables.", f"Use one of {', '.join(ENDINGS)}.")
    try:
        found: pd.DataFrame = reader(path)
        return found
    except Exception as error:  # the readers of pandas, Arrow and GDAL have no error in common
        kind = path.suffix[1:].lower()
        what = f"{path} cannot be read as {kind}: {type(error).__name__}: {str(error)[:200]}."
        raise InputError(what, "Is it whole, and is its ending right?") from error


def _delimited(path: Path) -> pd.DataFrame:
    import pandas as pd

    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        header = lines.readline(100_000)
    delimiter = max(_DELIMITERS, key=header.count)
    return pd.read_csv(path, sep=delimiter, encoding="utf-8-sig", encoding_errors="replace", low_memory=False)


def _excel(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_excel(path)


def _parquet(path: Path) -> pd.DataFrame:
    import geopandas as gpd
    import pandas as pd

    try:
        found: pd.DataFrame = gpd.read_parquet(path)
    except ValueError:  # no geometry
        found = pd.read_parquet(path)
    return found


def _lines(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_json(path, lines=True, dtype=False)


def _vector(path: Path) -> pd.DataFrame:
    import geopandas as gpd

    found: pd.DataFrame = gpd.read_file(path)
    return found


_READERS: Mapping[str, Callable[[Path], Any]] = {
    ".csv": _delimited,
    ".tsv": _delimited,
    ".xlsx": _excel,
    ".parquet": _parquet,
    ".jsonl": _lines,
    ".geojson": _vector,
    ".gpkg": _vector,
    ".kml": _vector,
    ".shp": _vector,
    ".fgb": _vector,
}

ENDINGS: tuple[str, ...] = tuple(_READERS)
"""Endings of files that `read_table` reads."""
