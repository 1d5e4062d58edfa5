"""``--title``, ``--note``, ``--author``, ``--licence``: what the author says of a map, and the day of today."""

from __future__ import annotations

from typing import Any

__all__ = ["said"]


def said(title: str | None, note: str | None, author: str | None, licence: str | None) -> dict[str, Any]:
    """Return it as `geomap.maps.draw` takes it; refused before the work where the cover cannot hold it.

    The day is the command's to give: a library that asked the clock would make other bytes of the same input each day.

    Raises
    ------
    InputError
        If a text is too long for the cover.
    SettingsError
        If ``SOURCE_DATE_EPOCH`` holds no time.
    """
    from geomap.maps.cover import Cover
    from geomap.settings import today

    made = today()
    Cover(note, author, licence, made)
    return {"title": title, "note": note, "author": author, "licence": licence, "made": made}
