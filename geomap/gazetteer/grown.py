"""The gazetteer as it has grown: our own tables and what the user's library holds, as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geomap.gazetteer.areas import Areas
from geomap.gazetteer.conflation import Conflation, conflate
from geomap.gazetteer.library import Library
from geomap.records import Place

__all__ = ["grow"]


def grow(own: Sequence[Place], folder: Path, library: Library) -> Conflation:
    """Return `own` joined with every row of `library`.

    Parameters
    ----------
    own : sequence of Place
        Those of the tables in `folder`, and towns of the world that no row there is.
    folder : pathlib.Path
        The gazetteer's folder, for its areas.
    library : Library
        An empty or absent one changes nothing.

    Raises
    ------
    GazetteerError
        Where the library cannot be read.
    """
    keys = {held.prefix: held.key.partition(":")[0] for held in library.sources()}
    if not keys:
        return Conflation(tuple(own), {})
    areas = Areas(folder, {place.id: place for place in own})
    return conflate(own, library.places(), areas, library.areas(), keys)
